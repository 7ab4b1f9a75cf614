"""The work: campaigns, visits, handouts, cases; and what is derived from them."""

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

from gridmap.store.columns import Geometry, Instant
from gridmap.store.tables.base import flag, metadata, primary_key, ref, uid

__all__ = [
    "campaign",
    "case_event",
    "case_file",
    "door_state",
    "handout",
    "tally",
    "visit",
]

# Tallies serve the open campaign (`closed_seq` NULL); everyday work is a campaign without an end.
campaign = Table(
    "campaign",
    metadata,
    primary_key(),
    uid(),
    Column("name", Text),
    Column("starts", Date),
    Column("ends", Date),
    Column("target_rule", Text),  # NULL: every household; otherwise the name of a key group
    Column("closed_seq", Integer),
)

# Append-only facts. `corrects` names the fact this one replaces; `void` means that the corrected
# visit never took place, and then there is no outcome.
visit = Table(
    "visit",
    metadata,
    primary_key(),
    uid(),
    Column("seq", Integer, nullable=False, unique=True),
    ref("household"),
    ref("campaign"),
    Column("outcome", Text),
    Column("mode", Text, nullable=False),
    Column("occurred_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    ref("visited_by", "person", null=True),
    ref("recorded_by", "person", null=True),
    Column("source", Text, nullable=False),
    ref("corrects", "visit", null=True),
    flag("void"),
    UniqueConstraint("corrects"),
    Index("ix_visit_household", "household", "campaign"),
    Index("ix_visit_occurred_at", "occurred_at"),
)

handout = Table(
    "handout",
    metadata,
    primary_key(),
    ref("visit"),
    Column("item", Text, nullable=False),  # leaflet | card | gift
    Column("count", Integer, nullable=False),
    UniqueConstraint("visit", "item"),
)

case_file = Table(
    "case_file",
    metadata,
    primary_key(),
    uid(),
    Column("kind", Text, nullable=False),  # hazard | suggestion | dispute | matter | wish
    Column("place", Geometry("POINT")),
    ref("building", null=True),
    ref("area", null=True),
    Column("category", Text),
    Column("severity", Text),
    Column("state", Text, nullable=False),  # open | handled
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant),
    ref("department", null=True),  # whom it was sent to
    Index("ix_case_file_building", "building"),
    Index("ix_case_file_department", "department"),
)

case_event = Table(
    "case_event",
    metadata,
    primary_key(),
    uid(),
    ref("case_file"),
    Column("seq", Integer, nullable=False, unique=True),
    Column("step", Text, nullable=False),  # opened | handled | reopened
    ref("by", "person", null=True),
    Column("at", Instant, nullable=False),
    Column("note_sealed", LargeBinary),
    Index("ix_case_event_case_file", "case_file"),
)

door_state = Table(
    "door_state",
    metadata,
    primary_key(),
    ref("campaign"),
    ref("household"),
    Column("outcome", Text, nullable=False),
    flag("settled"),
    ref("visit"),
    UniqueConstraint("campaign", "household"),
)

# Counts of households, of leaf areas only: ancestors are sums of leaves. The row without an area
# counts the orphans.
tally = Table(
    "tally",
    metadata,
    primary_key(),
    ref("campaign"),
    ref("leaf_area", "area", null=True),
    *(
        Column(name, Integer, nullable=False, default=0)
        for name in (
            "target",
            "target_estimated",
            "reached",
            "settled",
            "no_answer",
            "no_access",
            "refused",
            "vacant",
            "moved",
            "not_found",
            "untried",
            "excluded_vacant",
            "excluded_do_not_visit",
        )
    ),
    UniqueConstraint("campaign", "leaf_area"),
)
