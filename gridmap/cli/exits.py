"""Exit codes: 0 done, 2 misused, the others by kind of error."""

from __future__ import annotations

from collections.abc import Mapping

from gridmap.errors import (
    Conflict,
    CrsError,
    GridmapError,
    InputError,
    NetworkError,
    NotFound,
    NotPermitted,
    NotSignedIn,
    StoreError,
    TilingError,
    TooOften,
)

__all__ = ["EXIT_CODES", "exit_code"]

EXIT_CODES: Mapping[type[GridmapError], int] = {
    GridmapError: 1,
    InputError: 3,
    CrsError: 3,
    TilingError: 3,
    NotFound: 4,
    Conflict: 5,
    NotPermitted: 6,
    NotSignedIn: 6,
    TooOften: 6,
    StoreError: 7,
    NetworkError: 8,
}
"""Exit code of every kind of error; 2 is a misused command, 130 an interrupted one."""


def exit_code(error: GridmapError) -> int:
    """Find the exit code of an error."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)
