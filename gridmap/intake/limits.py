"""How much of this machine one file may take.

A file is read in a process of its own that dies with these limits; they are far above what a
city district needs and far below what would hurt a small server.
"""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

MEMORY_BYTES: Final = 4096 * MIB
"""Address space of the reading process (where the system can limit it)."""

SECONDS: Final = 300.0
"""Time a file may take to read."""

OUTPUT_BYTES: Final = 1024 * MIB
"""Largest file the reading process may write."""

FILE_BYTES: Final = 4096 * MIB
"""Largest file taken in."""

ARCHIVE_BYTES: Final = 2048 * MIB
SHEET_BYTES: Final = 256 * MIB
"""Largest sum of an archive's (a spreadsheet's) unpacked members."""

ARCHIVE_ENTRIES: Final = 1000
ARCHIVE_RATIO: Final = 200
"""Most an archive may swell, once it is beyond :data:`ARCHIVE_FREE_BYTES`."""

ARCHIVE_FREE_BYTES: Final = 16 * MIB
"""Unpacked size up to which the ratio does not matter: small texts pack very well."""

PBF_BLOCK_BYTES: Final = 32 * MIB
"""Largest unpacked block, by the format's own definition."""

TABLE_COLUMNS: Final = 2000
SHEET_CELLS: Final = 20_000_000
"""Most cells from a sheet's first to its last used one: a stray cell far below makes many."""

SHEET_ROWS: Final = 1_048_576
"""Rows that a sheet can have."""

CELL_CHARACTERS: Final = 16 * MIB
"""Longest cell of a text table: a polygon as WKT may be long."""
