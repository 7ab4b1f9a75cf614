"""The register of printed sheets: what each number on a sheet meant when it was printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection

from gridmap.fieldwork.sheet_lines import SheetDoor, SheetLine, lines_as_text
from gridmap.render.sheets import AreaScene, TickBox
from gridmap.store import people as person_store
from gridmap.store import sheets as sheet_store
from gridmap.usecases.people import name_of
from gridmap.usecases.workspace import Workspace

__all__ = ["PrintedSheet", "lines_of", "register", "whose_name"]


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet that was laid out to be printed.

    Attributes
    ----------
    area
        Row id.
    kind
        Of the sheet; versions are counted by area and kind.
    number
        Of the print, taken beforehand.
    boxes
        To tick, page after page.
    """

    area: int
    kind: str
    number: int
    lines: tuple[SheetLine, ...]
    boxes: Sequence[Sequence[TickBox]] = ()


def lines_of(scene: AreaScene) -> tuple[SheetLine, ...]:
    """Tell what each number of a scene means; what only shows the way has none to come back."""
    return () if scene.parts else tuple(_lines(scene))


def _lines(scene: AreaScene) -> Iterator[SheetLine]:
    for one in scene.buildings:
        doors = tuple(
            SheetDoor(door.uid, unit.unit, floor.floor, door.label, door.to_go)
            for unit in one.inside
            for floor in unit.floors
            for door in floor.doors
        )
        by_door = len(doors) > 1
        yield SheetLine(
            one.number, one.uid, by_door, doors or tuple(SheetDoor(uid) for uid in one.homes)
        )


def register(
    workspace: Workspace,
    conn: Connection,
    sheets: Sequence[PrintedSheet],
    *,
    destroy_by: date | None = None,
) -> list[int]:
    """Enter prints; those with the content of an earlier one share its version.

    Returns
    -------
    list of int
        The number of each sheet's version.
    """
    lines = [lines_as_text(one.lines) for one in sheets]
    boxes = [
        json.dumps([[box.kept() for box in page] for page in one.boxes], separators=(",", ":"))
        for one in sheets
    ]
    digests = [
        sha256(f"{said}\n{places}".encode()).hexdigest()
        for said, places in zip(lines, boxes, strict=True)
    ]
    keys = [(one.area, one.kind, digest) for one, digest in zip(sheets, digests, strict=True)]
    known = sheet_store.known_versions(conn, digests)
    last = {kind: sheet_store.last_versions(conn, kind) for kind in {one.kind for one in sheets}}
    fresh: dict[tuple[int, str, str], int] = {}
    rows = []
    for at, key in enumerate(keys):
        if key in known or key in fresh:
            continue
        area, kind, digest = key
        fresh[key] = last[kind][area] = last[kind].get(area, 0) + 1
        rows.append((area, kind, fresh[key], digest, lines[at], boxes[at]))
    if rows:
        names = ("area", "kind", "number", "digest", "lines", "boxes")
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        ids = sheet_store.add_versions(conn, columns)
        known |= {key: (row, fresh[key]) for key, row in zip(fresh, ids, strict=True)}
    sheet_store.add_prints(
        conn,
        {
            "number": [one.number for one in sheets],
            "version": [known[key][0] for key in keys],
            "printed_at": workspace.clock(),
            "printed_by": workspace.actor.person,
            "destroy_by": destroy_by,
        },
    )
    return [known[key][1] for key in keys]


def whose_name(workspace: Workspace, conn: Connection) -> str | None:
    """Tell the name of whoever acts; ``None`` for the command line and for those who gave none."""
    person = workspace.actor.person
    row = None if person is None else person_store.rows_of(conn, [person]).get(person)
    return None if row is None else name_of(workspace, row)
