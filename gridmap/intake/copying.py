"""A private copy of a foreign file, so that neither its name nor its neighbours reach a parser.

It is made by the reading process, never by the one that asks for it. That one may have the very
same GeoPackage open as its workspace, and closing any descriptor of a file takes away every POSIX
lock the process holds on it: SQLite would go on without its locks, and commits would be lost.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from gridmap.errors import InputError
from gridmap.intake.kinds import EXTENSIONS

__all__ = ["copied"]

_COMPANIONS: Final = (".shx", ".dbf", ".prj", ".cpg")


def copied(file: Path, folder: Path) -> str:
    """Copy a file, and what belongs to it, into ``folder`` under neutral names.

    A copy, never a link: the original may be a database that someone is writing to.

    Returns
    -------
    str
        Name of the copy.

    Raises
    ------
    InputError
        ``file-not-readable``.
    """
    suffix = file.suffix.lower()
    neutral = f"input{suffix}" if suffix in EXTENSIONS else "input"
    try:
        shutil.copyfile(file, folder / neutral)
        if suffix == ".shp":
            for other in file.parent.iterdir():
                ending = other.suffix.lower()
                if ending in _COMPANIONS and other.stem == file.stem and other.is_file():
                    shutil.copyfile(other, folder / f"input{ending}")
        elif suffix == ".gpkg" and (log := file.with_name(f"{file.name}-wal")).is_file():
            shutil.copyfile(log, folder / f"{neutral}-wal")
    except PermissionError as no:
        raise InputError("file-not-readable", file=file.name) from no
    return neutral
