"""Tiles of the ground: which version is due, and drawing it.

A version is named after everything that the drawing depends on: the database's epoch, the number
under which the ground last changed, and the last day on which something drawn took effect. What
begins tomorrow makes new tiles tomorrow.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from sqlalchemy import Connection, Row, select

from gridmap.errors import NotFound, StoreError
from gridmap.render.tiles import AREAS, NUMBERS, TILES, Ground, build_tiles
from gridmap.store import areas as area_store
from gridmap.store import drawn, landscape
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.store.turns import turn
from gridmap.territory.policy import Act, Data
from gridmap.usecases.area_sizes import buildings_of_areas
from gridmap.usecases.sheets import sheets
from gridmap.usecases.workspace import Workspace
from gridmap.words.foreign import system_reason

__all__ = ["due_version", "make_tiles", "read_ground", "ready_version", "tiles_file"]

# Rises when tiles are drawn otherwise than before.
_DRAWING: Final = 5
_VERSION: Final = re.compile(r"\d{1,4}-[0-9a-f]{1,12}-\d{1,18}(-\d{8})?")
# Drawn versions that stay: readers may be in the middle of the last one.
_KEPT: Final = 2


def due_version(conn: Connection, about: Row[Any], today: date) -> str:
    """Name the version that the ground has today."""
    day = drawn.last_day(conn, today)
    name = f"{_DRAWING}-{about.epoch.replace('-', '')[-8:]}-{about.ground_seq}"
    return name if day is None or day == date.min else f"{name}-{day:%Y%m%d}"


def ready_version(workspace: Workspace) -> str | None:
    """Name the newest version that is drawn."""
    files = _drawn(_folder(workspace))
    return files[-1].stem if files else None


def tiles_file(workspace: Workspace, version: str) -> Path:
    """Find the file of a version.

    Raises
    ------
    NotFound
        If there is none (any more).
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    file = _folder(workspace) / f"{version}{TILES}"
    if not _VERSION.fullmatch(version) or not file.is_file():
        raise NotFound("tiles-unknown", version=version[:40])
    return file


def read_ground(workspace: Workspace) -> tuple[str, Ground]:
    """Read what tiles are drawn from, and the version it makes."""
    today = workspace.today()
    with workspace.database.read() as conn:
        version = due_version(conn, conn.execute(select(workspace_table)).one(), today)
        tree = area_store.tree(conn, today)
        outlines = area_store.outlines(conn, today)
        shown = [tree.areas[key] for key in sorted(outlines) if key in tree.areas]
        buildings = drawn.footprints(conn, today)
        buildings |= sheets(conn, today, tree, buildings["id"])
        sizes = buildings_of_areas(conn, today, tree)
        streets = landscape.streets(conn)
        landcover = landscape.landcovers(conn)
    return version, Ground(
        areas={
            "id": np.array([area.id for area in shown], dtype=np.int64),
            "level": np.array([area.level.value for area in shown], dtype=object),
            "geom": np.array([outlines[area.id] for area in shown], dtype=object),
            "buildings": np.array([sizes[area.id] for area in shown], dtype=np.int64),
        },
        buildings=buildings,
        streets={name: streets[name] for name in ("kind", "name", "geom")},
        landcover={name: landcover[name] for name in ("kind", "geom")},
    )


def make_tiles(
    workspace: Workspace,
    *,
    progress: Callable[[int], None] = lambda _percent: None,
    stop: threading.Event | None = None,
) -> Literal["ready", "nothing", "elsewhere"]:
    """Draw the version that is due, unless it is there.

    Tells whether it is ready, there is nothing to draw, or another process is drawing.

    Raises
    ------
    StoreError
        ``tiles-failed`` if they cannot be drawn or written.
    BuildingStopped
        If ``stop`` was set meanwhile.
    """
    folder = _folder(workspace)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError("tiles-failed", reason=system_reason(fault)) from fault
    with turn(folder / ".turn") as ours:
        if not ours:
            return "elsewhere"
        for left in folder.glob(".building-*"):
            shutil.rmtree(left, ignore_errors=True)
        with workspace.database.read() as conn:
            due = due_version(conn, workspace.about(), workspace.today())
        drawn_before = folder / f"{due}{TILES}"
        if drawn_before.is_file():
            drawn_before.touch()  # the newest again, should an older day have come back
            return "ready"
        version, ground = read_ground(workspace)
        if ground.is_bare:
            return "nothing"
        build_tiles(ground, folder / f"{version}{TILES}", progress=progress, stop=stop)
        _tidy(folder)
        return "ready"


def _drawn(folder: Path) -> list[Path]:
    """List the versions that are drawn, the newest last."""
    since = {}
    for file in folder.glob(f"*{TILES}"):
        with contextlib.suppress(FileNotFoundError):  # another process has just tidied it away
            since[file] = file.stat().st_mtime_ns
    return sorted(since, key=since.__getitem__)


def _tidy(folder: Path) -> None:
    """Remove what is older than the newest versions."""
    for old in _drawn(folder)[:-_KEPT]:
        for ending in (TILES, AREAS, NUMBERS):
            try:
                old.with_suffix(ending).unlink(missing_ok=True)
            except OSError:  # still open somewhere: next time
                continue


def _folder(workspace: Workspace) -> Path:
    return workspace.home / "tiles"
