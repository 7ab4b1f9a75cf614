"""Sheets on paper: what stood on them, each print, and the visits that came back from it.

Nobody's name or phone is in any of them.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from gridmap.store.columns import Instant
from gridmap.store.tables.base import metadata, primary_key, ref

__all__ = ["sheet_mark", "sheet_print", "sheet_version"]

# What a sheet of one kind said of an area. Prints of the same content share one version: `digest`
# is of `lines` (what each number means) and `boxes` (where each page has boxes to tick, in mm).
sheet_version = Table(
    "sheet_version",
    metadata,
    primary_key(),
    ref("area"),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("lines", Text, nullable=False),
    Column("boxes", Text, nullable=False),
    UniqueConstraint("area", "kind", "number"),
    UniqueConstraint("area", "kind", "digest"),
)

# `number` is what its code is made of, counted through the workspace.
sheet_print = Table(
    "sheet_print",
    metadata,
    primary_key(),
    Column("number", Integer, nullable=False, unique=True),
    ref("version", "sheet_version"),
    Column("printed_at", Instant, nullable=False),
    ref("printed_by", "person", null=True),
    Column("destroy_by", Date),
    Index("ix_sheet_print_version", "version"),
)

# Which visits were keyed from which print; `keying` is the id of one sitting, which can be undone.
sheet_mark = Table(
    "sheet_mark",
    metadata,
    primary_key(),
    ref("visit"),
    ref("print", "sheet_print"),
    Column("keying", Text, nullable=False),
    UniqueConstraint("visit"),
    Index("ix_sheet_mark_print", "print"),
    Index("ix_sheet_mark_keying", "keying"),
)
