"""Plans of a new division, applied at a date."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text

from gridmap.store.columns import Instant
from gridmap.store.tables.base import flag, metadata, primary_key, ref, uid

__all__ = ["plan", "plan_area", "plan_move"]

plan = Table(
    "plan",
    metadata,
    primary_key(),
    uid(),
    Column("level", Text, nullable=False),
    Column("state", Text, nullable=False),  # draft | submitted | approved | discarded
    Column("base_seq", Integer, nullable=False),  # server sequence the plan was drawn at
    Column("applies_on", Date),
    Column("name", Text),  # what people call it: the code of its area and a number
    ref("area", null=True),
    Column("title", Text),  # what its planner calls it
    Column("version", Integer),  # counts changes of the draft
    Column("account", Text),  # JSON: what was asked, and what it comes to
    Column("assignment", Text),  # JSON: which atom is to be whose, to be gone on with
    Column("drawing", Text),  # JSON: outlines as they are to be, and what changes hands
    Column("created_at", Instant),
    ref("created_by", "person", null=True),
    Column("changed_at", Instant),
    ref("changed_by", "person", null=True),
    ref("submitted_by", "person", null=True),
    ref("approved_by", "person", null=True),
    Index("uq_plan_name", "name", unique=True),
)

# What becomes of an area: one that is new (`area` NULL until the plan is approved), one that ends,
# one with another parent. A parent is an area that stands, or another row of the plan.
plan_area = Table(
    "plan_area",
    metadata,
    primary_key(),
    ref("plan"),
    ref("area", null=True),
    flag("fresh"),
    flag("ends"),
    Column("level", Text, nullable=False),
    Column("label", Text, nullable=False),
    ref("parent", "area", null=True),
    ref("parent_new", "plan_area", null=True),
    Index("ix_plan_area_plan", "plan"),
)

# Which part, or which unit and floors of it, goes to which leaf area.
plan_move = Table(
    "plan_move",
    metadata,
    primary_key(),
    ref("plan"),
    ref("part"),
    Column("unit", Text),
    Column("floor_lo", Integer),
    Column("floor_hi", Integer),
    ref("from_area", "area", null=True),
    ref("to_area", "area", null=True),
    ref("to_new", "plan_area", null=True),
    Index("ix_plan_move_plan", "plan"),
)
