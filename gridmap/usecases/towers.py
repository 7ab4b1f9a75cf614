"""Split a tower between leaders, by unit and floors, and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import parts as part_store
from gridmap.store import placements as placement_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.parts import Piece, Span, cut, holder
from gridmap.territory.policy import Act, Data
from gridmap.usecases.area_edits import undivided
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.matrix import plan_of
from gridmap.usecases.workspace import Workspace

__all__ = ["PartShare", "TowerSplit", "split_tower", "undo_split"]

_Places = dict[int, tuple[str | None, int | None]]


@dataclass(frozen=True, slots=True)
class PartShare:
    """A part of a tower, the code of the leaf area that answers for it, and its households."""

    span: Span
    area: str | None
    households: int


@dataclass(frozen=True, slots=True)
class TowerSplit:
    """Who answers for what in a tower after a split, or after it was taken back.

    Attributes
    ----------
    moved
        Number of households that another leaf area answers for now.
    dry_run
        True if nothing was kept.
    """

    parts: tuple[PartShare, ...]
    moved: int
    dry_run: bool


def split_tower(
    workspace: Workspace, uid: str, out: Span, area: str, *, dry_run: bool = False
) -> TowerSplit:
    """Hand a unit of a tower, some of its floors, or both to a leaf area, from today.

    Parts that are cut through end, and what they fall into begins; the doors are placed again, and
    no figure of the past changes.

    Parameters
    ----------
    uid
        Of the building; it may also be its row id, written as ``i:123``.
    out
        What to hand over; a bound beyond the lowest or highest floor is none.
    area
        Code of the leaf area.
    dry_run
        Tell what would move, and keep nothing.

    Raises
    ------
    NotFound
        If there is no such building or area.
    InputError
        If the floors are the wrong way round, or the building has no such unit or floors.
    Conflict
        ``area-divided`` if areas lie below it, ``tower-already-so`` if it has all of that already.
    NotPermitted
        If the actor may not say who serves there, or in the areas that answered so far.
    """
    workspace.actor.insist(Act.CHANGE, Data.PEOPLE)
    today = workspace.today()
    with workspace.writing(dry_run=dry_run) as conn:
        building = _building(conn, uid, today)
        tree = area_store.tree(conn, today)
        heir = undivided(tree, area)
        places = _places(workspace, conn, building)
        out = _fitted(out, places, building)
        parts = membership_store.parts_of(conn, building["id"], today)
        before = _leaves(conn, today, building)
        spans = [Span(part["unit"], part["floor_lo"], part["floor_hi"]) for part in parts]
        fallen = cut(spans, out)
        concerned = [
            (part, pieces)
            for part, pieces in zip(parts, fallen, strict=True)
            if pieces and part["leaf_area"] != heir.id
        ]
        if not concerned:
            code = "tower-already-so" if any(fallen) else "tower-floors-unknown"
            raise (Conflict if any(fallen) else InputError)(code, area=heir.name or heir.code)
        _demand(
            workspace, tree, heir, *(tree.areas.get(part["leaf_area"]) for part, _ in concerned)
        )
        for part, pieces in concerned:
            if len(pieces) == 1:
                moves = {part["part"]: heir.id}
                membership_store.move(conn, moves, source="hand", since=today)
            else:
                _split(conn, today, part, pieces, heir.id, places)
        return _settled(workspace, conn, building, before, dry_run=dry_run)


def undo_split(workspace: Workspace, uid: str) -> TowerSplit:
    """Take back what was handed over last in a tower, if that was today.

    Raises
    ------
    NotFound
        If there is no such building.
    Conflict
        ``tower-not-of-today`` if nothing was handed over today, ``tower-built-on`` if it was split
        further or handed on since.
    NotPermitted
        As :func:`split_tower`.
    """
    workspace.actor.insist(Act.CHANGE, Data.PEOPLE)
    today = workspace.today()
    with workspace.writing() as conn:
        building = _building(conn, uid, today)
        step = part_store.handed_today(conn, building["id"], today)
        if step is None:
            raise Conflict("tower-not-of-today")
        tree = area_store.tree(conn, today)
        parts = membership_store.parts_of(conn, building["id"], today)
        _demand(workspace, tree, *(tree.areas.get(part["leaf_area"]) for part in parts))
        before = _leaves(conn, today, building)
        if step["opened_on"] == today and step["split_from"] is not None:
            children = part_store.children_of(conn, step["split_from"])
            if any(one["closed_on"] is not None or one["steps"] > 1 for one in children):
                raise Conflict("tower-built-on")
            keys = [one["id"] for one in children]
            part_store.join_again(conn, step["split_from"], keys, today)
        else:
            part_store.take_back_hand(conn, step["id"])
        return _settled(workspace, conn, building, before, dry_run=False)


def _building(conn: Connection, uid: str, today: date) -> RowMapping:
    building = building_store.one(conn, uid)
    if building is None or (building["closed_on"] is not None and building["closed_on"] <= today):
        raise NotFound("building-unknown", building=uid)
    return building


def _demand(workspace: Workspace, tree: AreaTree, *areas: Area | None) -> None:
    workspace.actor.demand(tree, Act.CHANGE, Data.PEOPLE, *areas)


def _places(workspace: Workspace, conn: Connection, building: RowMapping) -> _Places:
    """Tell unit and floor of each household, guessed where the matrix guesses them."""
    rows, layout = plan_of(workspace, conn, building)
    return {
        rows[cell.door]["household"]: (unit.unit, row.floor)
        for unit in layout.units
        for row in unit.rows
        for cell in row.cells
    }


def _fitted(out: Span, places: _Places, building: RowMapping) -> Span:
    """Check what is to be handed over, and drop bounds that bound nothing."""
    if out.low is not None and out.high is not None and out.low > out.high:
        raise InputError("tower-floors-reversed", low=out.low, high=out.high)
    units = sorted({unit for unit, _ in places.values() if unit is not None})
    if out.unit is not None and out.unit not in units:
        raise InputError("tower-unit-unknown", unit=out.unit, known=", ".join(units))
    told = range(1, (building["levels"] or 1) + 1)
    floors = {*told, *(floor for _, floor in places.values() if floor is not None)}
    if (out.low is not None and out.low > max(floors)) or (
        out.high is not None and out.high < min(floors)
    ):
        raise InputError("tower-floors-unknown")
    low = None if out.low is None or out.low <= min(floors) else out.low
    high = None if out.high is None or out.high >= max(floors) else out.high
    return Span(out.unit, low, high)


def _split(
    conn: Connection,
    today: date,
    part: RowMapping,
    pieces: tuple[Piece, ...],
    heir: int,
    places: _Places,
) -> None:
    """Close a part, open what it falls into, and place its doors there."""
    spans = [piece.span for piece in pieces]
    children = part_store.open_parts(conn, part["building"], part["part"], spans, today)
    part_store.close_part(conn, part["part"], today)
    for child, piece in zip(children, pieces, strict=True):
        leaf, source = (heir, "hand") if piece.inside else (part["leaf_area"], part["source"])
        if source is not None:
            key = np.array([child])
            membership_store.add(conn, key, [leaf], source=source, since=today)
    stays = next(at for at, piece in enumerate(pieces) if not piece.inside)
    homes = household_store.standing(conn, today, buildings=[part["building"]])
    doors = homes["household"][homes["part"] == part["part"]]
    found = [holder(spans, *places[door]) for door in doors.tolist()]
    placement_store.put_placements(
        conn,
        doors,
        np.array([children[stays if at is None else at] for at in found], dtype=np.int64),
        since=[today] * len(doors),
    )


def _leaves(conn: Connection, today: date, building: RowMapping) -> NDArray[np.int64]:
    """Read the leaf area of each household of a building, by household."""
    leaves: NDArray[np.int64] = household_store.standing(conn, today, buildings=[building["id"]])[
        "leaf_area"
    ]
    return leaves


def _settled(
    workspace: Workspace,
    conn: Connection,
    building: RowMapping,
    before: NDArray[np.int64],
    *,
    dry_run: bool,
) -> TowerSplit:
    """Let figures and maps follow, and tell how the tower stands."""
    today = workspace.today()
    rebuild_tallies(workspace, conn)
    ground_changed(conn)
    tree = area_store.tree(conn, today)
    homes = household_store.standing(conn, today, buildings=[building["id"]])
    shares = []
    for part in membership_store.parts_of(conn, building["id"], today):
        area = tree.areas.get(part["leaf_area"])
        shares.append(
            PartShare(
                Span(part["unit"], part["floor_lo"], part["floor_hi"]),
                None if area is None else area.code,
                int((homes["part"] == part["part"]).sum()),
            )
        )
    moved = int((homes["leaf_area"] != before).sum())
    return TowerSplit(tuple(shares), moved, dry_run)
