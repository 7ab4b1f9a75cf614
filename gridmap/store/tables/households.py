"""Dwelling doors: where they are, how they are lived in, whom to serve first; and premises."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from gridmap.store.columns import Instant, Real
from gridmap.store.tables.base import (
    ends_by_day,
    flag,
    metadata,
    opened_closed,
    primary_key,
    ref,
    steps_by_day,
    uid,
    valid_from,
)

__all__ = [
    "household",
    "household_external_id",
    "household_status",
    "key_group",
    "ledger",
    "ledger_columns",
    "ledger_row",
    "placement",
    "premises",
    "residence",
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
    *ends_by_day("household"),
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
    steps_by_day("placement"),
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
    steps_by_day("household_status"),
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

# What a ledger tells of a dwelling besides its status: counts, never names. `registration` is
# both (人户一致), lives_here (人在户不在) or registered_here (户在人不在).
residence = Table(
    "residence",
    metadata,
    primary_key(),
    ref("household"),
    valid_from(),
    Column("people", Integer),
    Column("registered", Integer),
    Column("migrant", Integer),
    Column("registration", Text),
    Column("landlord_phone_sealed", LargeBinary),
    Column("confirmed_on", Date),
    UniqueConstraint("household", "valid_from"),
)

premises = Table(
    "premises",
    metadata,
    primary_key(),
    uid(),
    ref("building"),
    Column("unit", Text),
    Column("floor", Integer),
    Column("door", Text),
    Column("name", Text),
    Column("kind", Text),
    Column("external_id", Text),
    Column("phone_sealed", LargeBinary),
    Column("confirmed_on", Date),
    *opened_closed(),
    Index("ix_premises_building", "building"),
    Index("uq_premises_external_id", "external_id", unique=True),
)

# A table of the office that came in: 台账.
ledger = Table(
    "ledger",
    metadata,
    primary_key(),
    uid(),
    Column("name", Text, nullable=False),
    Column("entered_at", Instant, nullable=False),
    ref("entered_by", "person", null=True),
    Column("row_count", Integer, nullable=False),
    Column("changes_sealed", LargeBinary),  # what it changed, to take it back; NULL once let go of
    Column("taken_back_at", Instant),
)

# A row that waits for a person to say which building it means. What it says is sealed.
ledger_row = Table(
    "ledger_row",
    metadata,
    primary_key(),
    uid(),
    ref("ledger"),
    Column("sheet", Text, nullable=False),  # blank where the ledger has one only
    Column("line", Integer, nullable=False),
    Column("said_sealed", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("score", Real),
    Column("candidates", Text, nullable=False),  # JSON: [[building row id, score], …]
    ref("area", null=True),
    Column("state", Text, nullable=False),  # open | placed | dropped
    UniqueConstraint("ledger", "sheet", "line"),
    Index("ix_ledger_row_state", "state"),
)

# Which column of a table with these headers means what, as somebody confirmed it.
ledger_columns = Table(
    "ledger_columns",
    metadata,
    primary_key(),
    Column("headers", Text, nullable=False, unique=True),  # digest of the headers in their order
    Column("mapping", Text, nullable=False),  # JSON: {standard column: header}
    Column("used_at", Instant, nullable=False),
)
