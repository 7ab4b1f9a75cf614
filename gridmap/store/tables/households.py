"""Dwelling doors: where they are, how they are lived in, whom to serve first; and premises."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from gridmap.store.tables.base import (
    flag,
    metadata,
    opened_closed,
    primary_key,
    ref,
    uid,
    valid_from,
)

__all__ = [
    "household",
    "household_external_id",
    "household_status",
    "key_group",
    "placement",
    "premises",
]

# A household is a door: families move, the door never changes building.
household = Table(
    "household",
    metadata,
    primary_key(),
    uid(),
    ref("building"),
    Column("unit", Text),
    Column("floor", Integer),
    Column("door", Text),
    flag("estimated"),
    *opened_closed(),
    Index("ix_household_building", "building"),
)

household_external_id = Table(
    "household_external_id",
    metadata,
    primary_key(),
    ref("household"),
    Column("system", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("system", "value"),
    Index("ix_household_external_id_household", "household"),
)

placement = Table(
    "placement",
    metadata,
    primary_key(),
    ref("household"),
    valid_from(),
    ref("part", null=True),
    UniqueConstraint("household", "valid_from"),
    Index("ix_placement_part", "part"),
)

# No row means occupied and welcome to visits: the usual case needs no record.
household_status = Table(
    "household_status",
    metadata,
    primary_key(),
    ref("household"),
    valid_from(),
    Column("occupancy", Text, nullable=False),  # occupied | vacant | rented | collective
    flag("do_not_visit"),
    UniqueConstraint("household", "valid_from"),
)

key_group = Table(
    "key_group",
    metadata,
    primary_key(),
    ref("household"),
    Column("name", Text, nullable=False),
    valid_from(),
    flag("active", default=True),
    Column("confirmed_on", Date),  # last day on which somebody said so; NULL if nobody ever has
    UniqueConstraint("household", "name", "valid_from"),
)

premises = Table(
    "premises",
    metadata,
    primary_key(),
    uid(),
    ref("building"),
    Column("unit", Text),
    Column("floor", Integer),
    Column("name", Text),
    Column("kind", Text),
    *opened_closed(),
    Index("ix_premises_building", "building"),
)
