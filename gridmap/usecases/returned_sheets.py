"""Sheets that come back: found by their code, with what stood on them and what was keyed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, RowMapping

from gridmap.errors import InputError, NotFound, NotPermitted
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_codes import near_numbers, read_sheet_code, sheet_code
from gridmap.fieldwork.sheet_lines import SheetDoor, SheetLine, lines_from_text, means_the_same
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.store import sheets as sheet_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data, Role, role_of
from gridmap.usecases.matrix import plan_of
from gridmap.usecases.people import name_of
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Closed",
    "DoorOnSheet",
    "Half",
    "KeyedMark",
    "Keying",
    "LineOnSheet",
    "SheetBack",
    "Walker",
    "found_print",
    "half_of",
    "lines_called",
    "opened",
    "returned_sheet",
    "shown",
]

_NOON = 12


class Half(StrEnum):
    """Which half of a day somebody went; what paper says of the time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Closed(StrEnum):
    """Why nothing is recorded at a door."""

    GONE = "gone"  # the door is no more
    NO_VISITS = "no_visits"  # whoever lives there wants none
    NOT_YOURS = "not_yours"  # somebody else's by now


@dataclass(frozen=True, slots=True)
class KeyedMark:
    """What was keyed of a door from this print, and stands.

    Attributes
    ----------
    visit
        Public id of the visit.
    by
        Name of who keyed it in, where they gave one.
    """

    visit: str
    outcome: Outcome
    day: date
    half: Half
    by: str | None
    at: datetime
    keying: str


@dataclass(frozen=True, slots=True)
class DoorOnSheet:
    """A door of a line, as :class:`~gridmap.fieldwork.sheet_lines.SheetDoor` has it, and now.

    Attributes
    ----------
    keyed
        What stands of it from this print, one try after the other.
    """

    door: SheetDoor
    closed: Closed | None
    keyed: tuple[KeyedMark, ...]


@dataclass(frozen=True, slots=True)
class LineOnSheet:
    """A number of the sheet with what it is called by today."""

    line: SheetLine
    address: str
    doors: tuple[DoorOnSheet, ...]


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who may have walked with the sheet; ``name`` is theirs if it may be told."""

    person: str
    name: str | None
    office: Office
    area: str


@dataclass(frozen=True, slots=True)
class Keying:
    """One sitting in which marks of the print were keyed in, and how many of them stand."""

    id: str
    by: str | None
    at: datetime
    marks: int


@dataclass(frozen=True, slots=True)
class SheetBack:
    """A print of a sheet that came back.

    Attributes
    ----------
    code
        Its short code.
    area
        As it is today; ``None`` once it has ended.
    version, newer
        Of its content; whether a number of it means something else, or nothing, on what was printed
        last of this area.
    walkers
        Who may have walked, the likeliest first.
    """

    code: str
    area: Area | None
    kind: str
    version: int
    newer: bool
    printed_at: datetime
    printed_by: str | None
    lines: tuple[LineOnSheet, ...]
    walkers: tuple[Walker, ...]
    keyings: tuple[Keying, ...]


def found_print(conn: Connection, text: str) -> RowMapping:
    """Find a print by its code.

    Raises
    ------
    InputError
        ``sheet-code-unreadable``, ``sheet-code-wrong`` where its letter is not its number's.
    NotFound
        ``sheet-unknown``.
    """
    code, origin = read_sheet_code(text), sheet_store.origin(conn)
    if code.holds(origin):
        if found := sheet_store.printed(conn, [code.number]):
            return found[0]
        raise NotFound("sheet-unknown", code=sheet_code(code.number, origin))
    near = list(dict.fromkeys(near_numbers(code, origin)))
    known = {row["number"] for row in sheet_store.printed(conn, near)}
    meant = [sheet_code(number, origin) for number in near if number in known]
    if not meant:
        raise NotFound("sheet-unknown", code=f"{code.number}-{code.letter}")
    raise InputError("sheet-code-wrong", code=f"{code.number}-{code.letter}", meant=meant[0])


def opened(workspace: Workspace, conn: Connection, text: str) -> tuple[RowMapping, AreaTree]:
    """Find a print that the actor may key in; raises as :func:`returned_sheet`.

    Of an area that has ended it is theirs while a door of it is: each door says whose it is now.
    """
    workspace.actor.insist(Act.CHANGE, Data.VISITS)
    row = found_print(conn, text)
    tree = area_store.tree(conn, workspace.today())
    area = tree.areas.get(row["area"])
    if area is not None:
        workspace.actor.demand(tree, Act.CHANGE, Data.VISITS, area)
    else:
        lines = lines_from_text(sheet_store.lines_of(conn, row["version"]))
        within = workspace.actor.reach(tree, Act.CHANGE, Data.VISITS)
        leaves = {leaf for leaf, _ in _standing(workspace, conn, lines).values()}
        if None not in within and not any(leaf in within for leaf in leaves):
            raise NotPermitted("beyond-yours")
    return row, tree


def returned_sheet(workspace: Workspace, code: str) -> SheetBack:
    """Show a print that came back, to be keyed in.

    Raises
    ------
    InputError, NotFound
        As :func:`found_print`.
    NotPermitted
        If visits in its area are not the actor's to record.
    """
    with workspace.database.read() as conn:
        row, tree = opened(workspace, conn, code)
        return shown(workspace, conn, row, tree)


def shown(workspace: Workspace, conn: Connection, row: RowMapping, tree: AreaTree) -> SheetBack:
    """Show a print as it stands now, to whoever may key it in."""
    marks = sheet_store.standing_marks(conn, row["id"])
    people = {mark["recorded_by"] for mark in marks} | {row["printed_by"]}
    named = person_store.rows_of(conn, [key for key in people if key is not None])
    names: dict[int | None, str | None] = {
        key: name_of(workspace, person) for key, person in named.items()
    }
    keyed: dict[str, tuple[KeyedMark, ...]] = {}
    for mark in marks:
        door = mark["household_uid"]
        keyed[door] = (*keyed.get(door, ()), _keyed(workspace, mark, names))
    lines = lines_from_text(sheet_store.lines_of(conn, row["version"]))
    area = tree.areas.get(row["area"])
    last = sheet_store.last_printed(conn, row["area"], row["kind"])
    newest = lines_from_text(sheet_store.lines_of(conn, last))
    return SheetBack(
        sheet_code(row["number"], sheet_store.origin(conn)),
        area,
        row["kind"],
        row["version_number"],
        not means_the_same(lines, newest),
        row["printed_at"],
        names.get(row["printed_by"]),
        tuple(_lines(workspace, conn, tree, [*lines_called(workspace, conn, lines)], keyed)),
        () if area is None else tuple(_walkers(workspace, conn, tree, area)),
        tuple(_keyings(marks, names)),
    )


def lines_called(
    workspace: Workspace, conn: Connection, lines: Iterable[SheetLine]
) -> Iterator[SheetLine]:
    """Give the lines of a print with their doors called as they are keyed in."""
    lines = tuple(lines)
    buildings = building_store.called(conn, {line.building for line in lines})
    for line in lines:
        building = buildings.get(line.building)
        if building is not None and not line.by_door and len(line.doors) > 1:
            yield _labelled(workspace, conn, building, line)
        else:
            yield line


def half_of(workspace: Workspace, at: datetime) -> tuple[date, Half]:
    """Tell the local day and half-day of an instant."""
    local = at.astimezone(workspace.settings.zone)
    return local.date(), Half.MORNING if local.hour < _NOON else Half.AFTERNOON


def _keyed(
    workspace: Workspace, mark: RowMapping, names: Mapping[int | None, str | None]
) -> KeyedMark:
    day, half = half_of(workspace, mark["occurred_at"])
    return KeyedMark(
        mark["uid"],
        Outcome(mark["outcome"]),
        day,
        half,
        names.get(mark["recorded_by"]),
        mark["recorded_at"],
        mark["keying"],
    )


def _keyings(
    marks: Iterable[RowMapping], names: Mapping[int | None, str | None]
) -> Iterable[Keying]:
    in_order = sorted(marks, key=lambda mark: (mark["keying"], mark["recorded_at"]))
    found = []
    for keying, each in groupby(in_order, key=lambda mark: mark["keying"]):
        first, *more = each
        by = names.get(first["recorded_by"])
        found.append(Keying(keying, by, first["recorded_at"], 1 + len(more)))
    return sorted(found, key=lambda one: one.at)


def _lines(
    workspace: Workspace,
    conn: Connection,
    tree: AreaTree,
    lines: list[SheetLine],
    keyed: Mapping[str, tuple[KeyedMark, ...]],
) -> Iterable[LineOnSheet]:
    buildings = building_store.called(conn, {line.building for line in lines})
    here = _standing(workspace, conn, lines)
    within = workspace.actor.reach(tree, Act.CHANGE, Data.VISITS)

    def closed(door: SheetDoor) -> Closed | None:
        leaf, no_visits = here.get(door.household, (None, False))
        if leaf is None:
            return Closed.GONE
        if leaf not in within:
            return Closed.NOT_YOURS
        return Closed.NO_VISITS if no_visits else None

    for line in lines:
        building = buildings.get(line.building)
        doors = [
            DoorOnSheet(door, closed(door), keyed.get(door.household, ())) for door in line.doors
        ]
        address = "" if building is None else building["address"] or building["name"] or ""
        yield LineOnSheet(line, address, tuple(doors))


def _standing(
    workspace: Workspace, conn: Connection, lines: Iterable[SheetLine]
) -> dict[str, tuple[int, bool]]:
    """Tell of each door there still is whose it is, and whether they want no visits."""
    uids = {door.household for line in lines for door in line.doors}
    rows = household_store.rows_of(conn, uids)
    standing = household_store.standing(conn, workspace.today(), households=[*rows.values()])
    said = zip(
        standing["household"].tolist(),
        standing["leaf_area"].tolist(),
        standing["do_not_visit"].tolist(),
        strict=True,
    )
    here = {household: (leaf, no_visits) for household, leaf, no_visits in said}
    return {uid: here[row] for uid, row in rows.items() if row in here}


def _labelled(
    workspace: Workspace, conn: Connection, building: RowMapping, line: SheetLine
) -> SheetLine:
    """Call the doors of a row, which paper does not name, as the building's plan does."""
    rows, layout = plan_of(workspace, conn, building)
    labels = {
        rows[cell.door]["uid"]: (unit.unit, row.floor, cell.label or "")
        for unit in layout.units
        for row in unit.rows
        for cell in row.cells
    }
    doors = []
    for door in line.doors:
        unit, floor, label = labels.get(door.household, (None, None, ""))
        doors.append(replace(door, unit=unit, floor=floor, label=label))
    return replace(line, doors=tuple(doors))


def _walkers(
    workspace: Workspace, conn: Connection, tree: AreaTree, area: Area
) -> Iterable[Walker]:
    """Name who may have walked: those of the area, then of those below and above it.

    Whoever may not see who serves there finds only themselves.
    """
    above = {one.id: depth for depth, one in enumerate(tree.path(area))}
    near = {one.id: 1 for one in tree.subtree(area)} | above | {area.id: 0}
    seen = workspace.actor.reach(tree, Act.SEE, Data.PEOPLE)
    held = [
        row
        for row in office_store.held(conn, workspace.today())
        if row["area"] in near
        and role_of(Office(row["office"])) in {Role.LEADER, Role.WORKER, Role.CADRE}
        and (row["area"] in seen or row["person"] == workspace.actor.person)
    ]
    offices = list(Office)
    first = offices.index(Office.PATCH_LEADER)

    def likely(row: RowMapping) -> tuple[int, int]:
        # Of one area the neighbour leader, then those who lead and walk the grid.
        return near[row["area"]], (offices.index(Office(row["office"])) - first) % len(offices)

    held.sort(key=likely)
    rows = person_store.rows_of(conn, {row["person"] for row in held})
    told: set[int] = set()
    for row in held:
        if row["person"] in told:
            continue
        told.add(row["person"])
        yield Walker(
            row["person_uid"],
            name_of(workspace, rows[row["person"]]),
            Office(row["office"]),
            tree.areas[row["area"]].name or tree.areas[row["area"]].code,
        )
