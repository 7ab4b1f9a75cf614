"""The tables (design §4), the same on SQLite and PostgreSQL.

Every table has an INTEGER primary key, since a GeoPackage demands one; what the outside world
names things by is a ``uid`` (UUIDv7) of its own. Whatever changes with time is a *step table*
keyed (thing, ``valid_from``): a row holds until the thing's next row, so two rows can never
contradict each other about one day.
"""

from __future__ import annotations

from gridmap.store.tables import access, fieldwork, ground, households, people, planning, sheets
from gridmap.store.tables.base import metadata

__all__ = [
    "access",
    "fieldwork",
    "ground",
    "households",
    "metadata",
    "people",
    "planning",
    "sheets",
]
