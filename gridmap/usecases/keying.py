"""Keying a ticked sheet in, and taking what was keyed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.fieldwork.door_names import DoorNames
from gridmap.fieldwork.keyed import KeyFault, Mark, left_over, read_marks
from gridmap.fieldwork.outcomes import Mode, Outcome, Source
from gridmap.store import sheets as sheet_store
from gridmap.store import visits as visit_store
from gridmap.territory.areas import AreaTree
from gridmap.usecases.offices import found_person
from gridmap.usecases.returned_sheets import (
    Closed,
    DoorOnSheet,
    Half,
    KeyedMark,
    LineOnSheet,
    SheetBack,
    half_of,
    opened,
    shown,
)
from gridmap.usecases.visits import VisitDraft, put_visit
from gridmap.usecases.workspace import Workspace

__all__ = ["Differing", "KeyedIn", "SheetMarks", "Told", "key_in", "take_back"]

_NOON: Final = time(12)
_WHY: Final[Mapping[Closed, str]] = {
    Closed.GONE: "key-door-gone",
    Closed.NO_VISITS: "key-no-visits",
    Closed.NOT_YOURS: "key-not-yours",
}


class Differing(StrEnum):
    """What is to become of marks that differ from what was keyed of the same print before."""

    ASK = "ask"  # nothing yet: they are told
    KEEP = "keep"  # what was keyed before stands
    REPLACE = "replace"  # it was keyed wrongly
    ADD = "add"  # it is another visit


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What was ticked on a sheet, as it is keyed in.

    Attributes
    ----------
    keying
        UUID made where it is typed, one for each sitting: sending it twice records once.
    text
        As :func:`gridmap.fieldwork.keyed.read_marks` takes it.
    day, half
        When somebody walked with it, as far as paper tells.
    walked_by
        Public id of who that was, where it is known.
    """

    keying: UUID
    text: str
    day: date
    half: Half
    walked_by: str | None = None
    differing: Differing = Differing.ASK


@dataclass(frozen=True, slots=True)
class Told:
    """A mark beside what was keyed of that door before."""

    number: int
    door: str
    outcome: Outcome
    before: KeyedMark


@dataclass(frozen=True, slots=True)
class KeyedIn:
    """What became of the marks of a sheet.

    Attributes
    ----------
    recorded
        How many visits were written down.
    already
        Marks that were keyed before just so.
    differing
        Marks that were keyed otherwise before, and are not recorded until somebody says which.
    faults
        Words that could not be taken.
    left
        These words, as they are keyed in again.
    sheet
        As it stands now.
    """

    recorded: int
    already: tuple[Told, ...]
    differing: tuple[Told, ...]
    faults: tuple[KeyFault, ...]
    left: str
    sheet: SheetBack


def key_in(workspace: Workspace, code: str, marks: SheetMarks) -> KeyedIn:
    """Record the visits that a ticked sheet tells of; what cannot be taken is told word by word.

    Raises
    ------
    InputError, NotFound, NotPermitted
        As :func:`gridmap.usecases.returned_sheets.returned_sheet`.
    InputError
        ``keyed-in-future``, ``keyed-before-print``.
    NotFound
        ``person-unknown`` if nobody is called ``walked_by``.
    Conflict
        ``keying-taken-back`` if this sitting was undone.
    """
    with workspace.writing() as conn:
        row, tree = opened(workspace, conn, code)
        sheet = shown(workspace, conn, row, tree)
        run = _Keying(workspace, conn, tree, row, marks, _moment(workspace, row, marks))
        if marks.walked_by is not None:
            run.walker = _walker(conn, sheet, marks.walked_by)
        run.key(sheet)
        faults = sorted(run.faults, key=lambda fault: fault.start)
        return KeyedIn(
            run.recorded,
            tuple(run.already),
            tuple(run.differing),
            tuple(faults),
            left_over(marks.text, faults, [one.line for one in sheet.lines]),
            shown(workspace, conn, row, tree),
        )


def take_back(workspace: Workspace, code: str, keying: UUID) -> SheetBack:
    """Take back what one sitting recorded; what somebody corrected since stays.

    Raises
    ------
    InputError, NotFound, NotPermitted
        As :func:`key_in`.
    """
    with workspace.writing() as conn:
        row, tree = opened(workspace, conn, code)
        marks = sheet_store.marks_of_keying(conn, row["id"], str(keying))
        restored = []
        for mark in marks:
            old, its_keying = _before(conn, mark)
            draft = VisitDraft(
                str(uuid5(UUID(mark["uid"]), "taken back")),
                mark["household_uid"],
                None if old is None or old["void"] else Outcome(old["outcome"]),
                (old or mark)["occurred_at"],
                source=Source.PAPER,
                corrects=mark["uid"],
                visited_by=None if old is None else old["visited_by"],
            )
            put_visit(workspace, conn, draft, tree)
            if its_keying is not None:
                restored.append((draft.id, its_keying))
        _enter(conn, row["id"], restored)
        return shown(workspace, conn, row, tree)


def _before(conn: Connection, mark: RowMapping) -> tuple[RowMapping | None, str | None]:
    """Find what stood before the sitting that a mark is of, and in which sitting that was keyed."""
    earlier: list[tuple[RowMapping, str | None]] = []
    at = mark["corrects"]
    while at is not None:
        visit = visit_store.rows_of(conn, [at])[at]
        keying = sheet_store.keyings_of(conn, [at]).get(at)
        # A visit that stands again after another replaced it stands as it did at first.
        earlier = [] if keying == mark["keying"] else [*earlier, (visit, keying)]
        at = visit["corrects"]
    return earlier[0] if earlier else (None, None)


def _enter(conn: Connection, print_key: int, visits: list[tuple[str, str]]) -> None:
    """Note which visits (public id, sitting) came from a print."""
    rows = visit_store.recorded(conn, [uid for uid, _ in visits])["id"].to_dict()
    sheet_store.add_marks(
        conn,
        {
            "visit": [rows[uid] for uid, _ in visits],
            "print": [print_key] * len(visits),
            "keying": [keying for _, keying in visits],
        },
    )


def _walker(conn: Connection, sheet: SheetBack, uid: str) -> int:
    """Find the row of somebody who may have walked with a sheet."""
    if uid not in {one.person for one in sheet.walkers}:
        raise NotFound("person-unknown", person=uid)
    return int(found_person(conn, uid)["id"])


def _moment(workspace: Workspace, row: RowMapping, marks: SheetMarks) -> datetime:
    """Tell the instant that stands for the half-day that paper names."""
    zone = workspace.settings.zone
    start = time.min if marks.half is Half.MORNING else _NOON
    at = datetime.combine(marks.day, start, zone)
    if at > workspace.clock():
        raise InputError("keyed-in-future", day=marks.day.isoformat(), half=marks.half.value)
    printed, _ = half_of(workspace, row["printed_at"])
    if marks.day < printed:
        raise InputError(
            "keyed-before-print", day=marks.day.isoformat(), printed=printed.isoformat()
        )
    return at


@dataclass
class _Keying:
    workspace: Workspace
    conn: Connection
    tree: AreaTree
    row: RowMapping
    marks: SheetMarks
    at: datetime
    walker: int | None = None
    recorded: int = 0
    already: list[Told] = field(default_factory=list)
    differing: list[Told] = field(default_factory=list)
    faults: list[KeyFault] = field(default_factory=list)

    def key(self, sheet: SheetBack) -> None:
        lines = {one.line.number: one for one in sheet.lines}
        read = read_marks(self.marks.text, [one.line for one in sheet.lines])
        self.faults += read.faults
        visits = []
        for mark, line, door in self._open(read.marks, lines):
            if (uid := self._recorded(mark, line, door)) is not None:
                visits.append((uid, str(self.marks.keying)))
        _enter(self.conn, self.row["id"], visits)
        self.recorded = len(visits)

    def _open(
        self, marks: Iterable[Mark], lines: Mapping[int, LineOnSheet]
    ) -> Iterator[tuple[Mark, LineOnSheet, DoorOnSheet]]:
        """Leave out doors where nothing is recorded; told where they are named one by one."""
        for _, word in groupby(marks, key=lambda mark: mark.start):
            meant = [
                (mark, lines[mark.number], lines[mark.number].doors[mark.door]) for mark in word
            ]
            some = [each for each in meant if each[2].closed in {None, Closed.NOT_YOURS}]
            yield from some
            if not some:
                self._refuse(*meant[0])

    def _refuse(self, mark: Mark, line: LineOnSheet, door: DoorOnSheet) -> None:
        if door.closed is not None:
            facts: dict[str, str | int] = {"number": line.line.number, "door": _called(line, door)}
            self.faults.append(KeyFault(_WHY[door.closed], mark.start, mark.end, facts))

    def _recorded(self, mark: Mark, line: LineOnSheet, door: DoorOnSheet) -> str | None:
        """Record one mark, unless it was before; tell the visit's id."""
        uid = str(uuid5(self.marks.keying, f"{door.door.household} {mark.outcome} {self.at}"))
        corrects = None
        if door.keyed:
            same = [one for one in door.keyed if one.visit == uid or self._same(mark, one)]
            before = same[0] if same else door.keyed[-1]
            told = Told(line.line.number, _called(line, door), mark.outcome, before)
            if same:
                self.already.append(told)
                return None
            if self.marks.differing is Differing.ASK:
                self.differing.append(told)
            if self.marks.differing in {Differing.ASK, Differing.KEEP}:
                return None
            corrects = before.visit if self.marks.differing is Differing.REPLACE else None
        draft = VisitDraft(
            uid,
            door.door.household,
            mark.outcome,
            self.at,
            Mode.DOOR,
            Source.PAPER,
            corrects=corrects,
            visited_by=self.walker,
        )
        try:
            receipt = put_visit(self.workspace, self.conn, draft, self.tree)
        except NotPermitted:
            self._refuse(mark, line, door)
            return None
        if receipt.status == "duplicate":
            raise Conflict("keying-taken-back")
        return uid

    def _same(self, mark: Mark, before: KeyedMark) -> bool:
        """Tell whether this is what was keyed before, and no further try at a door."""
        return mark.outcome is before.outcome and (
            before.outcome is not Outcome.NO_ANSWER
            or (self.marks.day, self.marks.half) == (before.day, before.half)
        )


def _called(line: LineOnSheet, door: DoorOnSheet) -> str:
    """Name a door as it is typed; a door alone needs no name."""
    if len(line.doors) == 1:
        return door.door.label
    return DoorNames(line.line).spelled(line.doors.index(door))
