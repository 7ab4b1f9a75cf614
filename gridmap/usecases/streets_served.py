"""Which workspaces one server has, and below which path each is."""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from gridmap.errors import GridmapError, InputError
from gridmap.settings import load_settings

__all__ = ["hosts_of", "several_homes", "street_name", "streets_in"]

# They become a part of addresses and of the cookie's name.
_PATH: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OURS: Final = {"api", "docs", "map"}
# The environment would say the same of all workspaces; these differ.
_OF_ONE: Final = ("GRIDMAP_DB", "GRIDMAP_KEYS", "GRIDMAP_NAME")


def street_name(path: str, home: Path) -> str:
    """Tell what a street calls itself; one that was given no name goes by its path.

    Raises
    ------
    GridmapError
        As :func:`gridmap.settings.load_settings`.
    """
    settings = load_settings(home)
    return settings.name if "name" in settings.model_fields_set else path


def hosts_of(homes: Iterable[Path]) -> list[str]:
    """List the names that browsers ask for any of these workspaces by.

    One whose settings cannot be read has none; it is named when it cannot be opened.
    """
    names: list[str] = []
    for home in homes:
        with contextlib.suppress(GridmapError):
            names += load_settings(home).hosts
    return names


def several_homes(homes: Sequence[Path]) -> dict[str, Path]:
    """Name each folder of a workspace by its own name.

    Raises
    ------
    InputError
        ``streets-path`` if a name cannot be part of an address, ``streets-twice``,
        ``streets-environment``.
    """
    named: dict[str, Path] = {}
    for home in homes:
        path = home.resolve().name
        if path in named:
            raise InputError("streets-twice", path=path)
        named[path] = home
    return _checked(named)


def streets_in(file: Path) -> dict[str, Path]:
    """Read a file that lists workspaces: ``path = "folder"``, one a line, below ``[streets]``.

    Parameters
    ----------
    file
        TOML; folders are told from where it lies.

    Raises
    ------
    InputError
        ``streets-unreadable``, and as :func:`several_homes`.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")).get("streets")
    except (OSError, ValueError) as fault:
        raise InputError("streets-unreadable", file=file) from fault
    readable = isinstance(told, dict) and all(isinstance(home, str) for home in told.values())
    if not readable or not told:
        raise InputError("streets-unreadable", file=file)
    return _checked({path: file.parent / home for path, home in told.items()})


def _checked(named: Mapping[str, Path]) -> dict[str, Path]:
    for path in named:
        if not _PATH.fullmatch(path) or path in _OURS:
            raise InputError("streets-path", path=path)
    if told := [name for name in _OF_ONE if os.environ.get(name)]:
        raise InputError("streets-environment", names=", ".join(told))
    return dict(named)
