"""Plans of a new division, applied at a date."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, Table, Text, UniqueConstraint

from gridmap.store.tables.base import metadata, primary_key, ref, uid

__all__ = ["plan", "plan_move"]

plan = Table(
    "plan",
    metadata,
    primary_key(),
    uid(),
    Column("level", Text, nullable=False),
    Column("state", Text, nullable=False),  # draft | approved | applied | discarded
    Column("base_seq", Integer, nullable=False),  # server sequence the plan was drawn at
    Column("applies_on", Date),
)

plan_move = Table(
    "plan_move",
    metadata,
    primary_key(),
    ref("plan"),
    ref("part"),
    ref("from_area", "area", null=True),
    ref("to_area", "area"),
    UniqueConstraint("plan", "part"),
)
