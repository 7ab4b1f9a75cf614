"""Backdrops: a scanned plan under the map while somebody draws by hand."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Row

from gridmap.errors import InputError, NotFound, StoreError
from gridmap.geo.pinning import doubt
from gridmap.intake import read_picture
from gridmap.store import backdrops as backdrop_store
from gridmap.store.bulk import new_uids
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace
from gridmap.words.foreign import system_reason

__all__ = [
    "Backdrop",
    "Pin",
    "add_backdrop",
    "backdrop",
    "backdrop_picture",
    "backdrops",
    "change_backdrop",
    "remove_backdrop",
]

Pin = tuple[float, float, float, float]
"""x and y in the picture (pixels, y down), longitude and latitude of that place."""

FOLDER: Final = "backdrops"
_MOST_PINS: Final = 3


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A scanned plan; pinned at three points it can lie on the map."""

    uid: str
    name: str
    width: int
    height: int
    pins: tuple[Pin, ...]


def backdrops(workspace: Workspace) -> list[Backdrop]:
    """List backdrops, the newest first, for those who place buildings by them."""
    workspace.actor.insist(Act.SEE, Data.PLACING)
    with workspace.database.read() as conn:
        return [_view(row) for row in backdrop_store.backdrops(conn)]


def backdrop(workspace: Workspace, uid: str) -> Backdrop:
    """Look at one backdrop.

    Raises
    ------
    NotFound
        If there is none.
    """
    workspace.actor.insist(Act.SEE, Data.PLACING)
    with workspace.database.read() as conn:
        return _view(_found(conn, uid))


def backdrop_picture(workspace: Workspace, uid: str) -> Path:
    """Find the file (WebP) of a backdrop's picture, which never changes.

    Raises
    ------
    NotFound
        If there is no such backdrop, or its picture is lost.
    """
    workspace.actor.insist(Act.SEE, Data.PLACING)
    with workspace.database.read() as conn:
        file = workspace.home / FOLDER / str(_found(conn, uid).picture)
    if not file.is_file():
        raise NotFound("backdrop-unknown", backdrop=uid)
    return file


def add_backdrop(workspace: Workspace, name: str, content: bytes) -> Backdrop:
    """Keep a picture (JPEG, PNG, WebP) as a backdrop.

    Raises
    ------
    InputError
        As :func:`gridmap.intake.read_picture`.
    StoreError
        ``home-unwritable``.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    picture = read_picture(content)
    called = f"{hashlib.sha256(picture.content).hexdigest()[:32]}.webp"
    [uid] = new_uids(1)
    facts = {"uid": uid, "name": name, "width": picture.width, "height": picture.height}
    with workspace.writing() as conn:
        # Inside, so that nobody takes away a picture that is just coming in once more.
        _keep(workspace.home / FOLDER, called, picture.content)
        backdrop_store.add_backdrop(conn, {**facts, "picture": called}, at=workspace.clock())
    return backdrop(workspace, uid)


def change_backdrop(
    workspace: Workspace, uid: str, *, name: str | None = None, pins: Sequence[Pin] | None = None
) -> Backdrop:
    """Give a backdrop another name or other pins; what is ``None`` stays.

    Parameters
    ----------
    pins
        Up to three; with fewer the backdrop is kept and cannot lie on the map yet.

    Raises
    ------
    NotFound
        If there is no such backdrop.
    InputError
        If a pin is outside the picture, or the pins would let it lie wrong.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing() as conn:
        found = _view(_found(conn, uid))
        if pins is not None:
            _check(found, pins)
        backdrop_store.change_backdrop(
            conn, uid, name or found.name, found.pins if pins is None else pins
        )
        return _view(_found(conn, uid))


def remove_backdrop(workspace: Workspace, uid: str) -> None:
    """Remove a backdrop, and its picture if no other shows it.

    Raises
    ------
    NotFound
        If there is none.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    with workspace.writing() as conn:
        picture = _found(conn, uid).picture
        backdrop_store.remove_backdrop(conn, uid)
        if not backdrop_store.shows(conn, picture):
            (workspace.home / FOLDER / picture).unlink(missing_ok=True)


def _found(conn: Connection, uid: str) -> Row[Any]:
    row = backdrop_store.one(conn, uid)
    if row is None:
        raise NotFound("backdrop-unknown", backdrop=uid)
    return row


def _view(row: Row[Any]) -> Backdrop:
    pins = tuple((x, y, lon, lat) for x, y, lon, lat in json.loads(row.pins))
    return Backdrop(row.uid, row.name, row.width, row.height, pins)


def _check(found: Backdrop, pins: Sequence[Pin]) -> None:
    """Refuse pins with which the picture would lie wrong."""
    if len(pins) > _MOST_PINS:
        raise InputError("pins-many", most=_MOST_PINS)
    table = np.array(pins, dtype=np.float64).reshape(-1, 4)
    low, high = (0, 0, -180, -90), (found.width, found.height, 180, 90)
    # A comparison that NaN fails as well.
    if not ((table >= low) & (table <= high)).all():
        raise InputError("pin-outside", width=found.width, height=found.height)
    if (wrong := doubt(table[:, :2], table[:, 2:])) is not None:
        raise InputError(f"pins-{wrong}")


def _keep(folder: Path, called: str, content: bytes) -> None:
    """Write a file whole or not at all, for nobody else to read."""
    half = folder / f".{called}.{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half.write_bytes(content)
        half.chmod(0o600)
        half.replace(folder / called)
    except OSError as fault:
        half.unlink(missing_ok=True)
        raise StoreError(
            "home-unwritable", place=str(folder), reason=system_reason(fault)
        ) from fault
