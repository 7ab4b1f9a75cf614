"""Sheets that come back: keyed in, keyed twice, taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted
from gridmap.fieldwork.sheet_codes import sheet_code
from gridmap.render.sheets import Paper
from gridmap.store import people as person_store
from gridmap.store import sheets as sheet_store
from gridmap.store.tables.fieldwork import door_state, visit
from gridmap.store.tables.ground import area_version, membership
from gridmap.store.tables.households import household
from gridmap.store.tables.sheets import sheet_print
from gridmap.territory.people import Office
from gridmap.usecases.atlas import atlas
from gridmap.usecases.keying import Differing, KeyedIn, SheetMarks, key_in, take_back
from gridmap.usecases.returned_sheets import Closed, Half, returned_sheet
from gridmap.usecases.seats import Seat
from gridmap.usecases.sheet_run import SheetKind, SheetWishes
from gridmap.usecases.subjects import erase_subject
from gridmap.usecases.workspace import Workspace
from tests.usecases.staff import as_holder, somebody
from tests.usecases.worlds import COMMUNITIES, GRIDS, Clock

TODAY = date(2026, 3, 4)
FIRST, SECOND = UUID(int=1), UUID(int=2)


def code_of(workspace: Workspace, number: int = 1) -> str:
    with workspace.database.read() as conn:
        return sheet_code(number, sheet_store.origin(conn))


def printed(workspace: Workspace, kind: SheetKind = SheetKind.AREA) -> None:
    atlas(workspace, [GRIDS[0]], SheetWishes(lang="en", kind=kind))


def keyed(
    workspace: Workspace,
    text: str,
    *,
    keying: UUID = FIRST,
    day: date = TODAY,
    half: Half = Half.MORNING,
    by: str | None = None,
    differing: Differing = Differing.ASK,
    number: int = 1,
) -> KeyedIn:
    return key_in(
        workspace, code_of(workspace, number), SheetMarks(keying, text, day, half, by, differing)
    )


def outcomes(workspace: Workspace) -> list[str | None]:
    """How the doors of the sheet stand, in its order."""
    doors = [
        door.door.household
        for line in returned_sheet(workspace, code_of(workspace)).lines
        for door in line.doors
    ]
    with workspace.database.read() as conn:
        query = select(household.c.uid, door_state.c.outcome).join(
            household, household.c.id == door_state.c.household
        )
        states = {row.uid: row.outcome for row in conn.execute(query)}
    return [states.get(door) for door in doors]


def test_a_ticked_sheet_becomes_visits_on_paper_by_who_walked(workspace: Workspace) -> None:
    walker = somebody(workspace, "王秀英", Seat(Office.GRID_LEAD, GRIDS[0]))
    clerk = as_holder(
        workspace,
        Office.CADRE,
        GRIDS[0],
        somebody(workspace, "李", Seat(Office.CADRE, COMMUNITIES[0])),
    )
    printed(clerk)
    sheet = returned_sheet(clerk, code_of(clerk).lower())
    assert [(line.line.number, len(line.doors)) for line in sheet.lines] == [(1, 2), (2, 2)]
    assert [[door.door.label for door in line.doors] for line in sheet.lines] == [
        ["1", "2"],
        ["101", "102"],
    ]
    assert next((one.person, one.name) for one in sheet.walkers) == (walker, "王秀英")
    assert sheet.printed_by == "李"
    account = keyed(clerk, "1n 2:101 2:102r 9", by=walker)
    assert account.recorded == 4
    assert [fault.code for fault in account.faults] == ["key-unknown-number"]
    assert outcomes(clerk) == ["no_answer", "no_answer", "met", "refused"]
    with workspace.database.read() as conn:
        rows = conn.execute(select(visit)).mappings().all()
        by = person_store.by_uid(conn, walker)
    assert by is not None
    assert {row["source"] for row in rows} == {"paper"}
    assert {row["visited_by"] for row in rows} == {by["id"]}
    assert {row["recorded_by"] for row in rows} == {clerk.actor.person}
    # Midnight and noon stand for the half-days.
    assert {row["occurred_at"].isoformat() for row in rows} == {"2026-03-03T16:00:00+00:00"}


def test_sent_twice_it_is_recorded_once_and_keyed_again_it_is_told(
    sqlite_workspace: Workspace, clock: Clock
) -> None:
    printed(sqlite_workspace)
    assert keyed(sqlite_workspace, "1 2:101n").recorded == 3
    assert keyed(sqlite_workspace, "1 2:101n").recorded == 0
    clock.forward(hours=3)
    again = keyed(sqlite_workspace, "1n 2:101n 2:102", keying=SECOND)
    assert again.recorded == 1
    assert [(one.number, one.door) for one in again.already] == [(2, "101")]
    assert [(one.number, one.before.outcome) for one in again.differing] == [(1, "met")] * 2
    assert outcomes(sqlite_workspace) == ["met", "met", "no_answer", "met"]
    assert [one.marks for one in again.sheet.keyings] == [3, 1]
    # Nobody at home on another half-day may be another try: that is asked too.
    later = keyed(sqlite_workspace, "2:101n", keying=SECOND, half=Half.AFTERNOON)
    assert [one.number for one in later.differing] == [2]
    more = {"keying": SECOND, "half": Half.AFTERNOON}
    added = keyed(sqlite_workspace, "2:101n", **more, differing=Differing.ADD)  # type: ignore[arg-type]
    assert added.recorded == 1
    assert [len(door.keyed) for line in added.sheet.lines for door in line.doors] == [1, 1, 2, 1]


def test_a_door_keyed_otherwise_is_told_with_its_unit_where_there_are_several(
    sqlite_workspace: Workspace,
) -> None:
    with sqlite_workspace.writing() as conn:
        for door, unit in (("101", "1"), ("102", "2")):
            conn.execute(
                update(household).where(household.c.door == door).values(unit=unit, door="101")
            )
    printed(sqlite_workspace)
    assert keyed(sqlite_workspace, "2:1-101 2-101").recorded == 2
    again = keyed(sqlite_workspace, "2:1-101 2-101n", keying=SECOND)
    assert [one.door for one in again.already] == ["1-101"]
    assert [one.door for one in again.differing] == ["2-101"]


def test_one_press_takes_a_sitting_back_and_what_it_replaced_stands_again(
    sqlite_workspace: Workspace,
) -> None:
    printed(sqlite_workspace)
    keyed(sqlite_workspace, "1n 2:101n")
    kept = keyed(sqlite_workspace, "1", keying=SECOND, differing=Differing.KEEP)
    assert kept.recorded == 0
    keyed(sqlite_workspace, "1 2", keying=SECOND, differing=Differing.REPLACE)
    assert outcomes(sqlite_workspace) == ["met"] * 4
    sheet = take_back(sqlite_workspace, code_of(sqlite_workspace), SECOND)
    assert outcomes(sqlite_workspace) == ["no_answer", "no_answer", "no_answer", None]
    assert [(one.id, one.marks) for one in sheet.keyings] == [(str(FIRST), 3)]
    assert take_back(sqlite_workspace, code_of(sqlite_workspace), SECOND) == sheet
    # Under another print's code nothing of the sitting is found.
    printed(sqlite_workspace)
    take_back(sqlite_workspace, code_of(sqlite_workspace, 2), FIRST)
    assert outcomes(sqlite_workspace) == ["no_answer", "no_answer", "no_answer", None]
    with pytest.raises(Conflict):
        keyed(sqlite_workspace, "2:102", keying=SECOND)
    take_back(sqlite_workspace, code_of(sqlite_workspace), FIRST)
    assert outcomes(sqlite_workspace) == [None] * 4


def test_a_sheet_is_keyed_in_where_one_may_record_and_never_ahead_of_time(
    sqlite_workspace: Workspace, clock: Clock
) -> None:
    printed(sqlite_workspace)
    for office, area in ((Office.PLANNER, GRIDS[0]), (Office.GRID_WORKER_FULL, GRIDS[1])):
        with pytest.raises(NotPermitted):
            returned_sheet(as_holder(sqlite_workspace, office, area), code_of(sqlite_workspace))
    worker = as_holder(sqlite_workspace, Office.GRID_WORKER_FULL, GRIDS[0])
    with pytest.raises(NotFound):
        keyed(worker, "1", by=somebody(sqlite_workspace, "路人"))
    for day, half in ((date(2026, 3, 5), Half.MORNING), (date(2026, 3, 3), Half.MORNING)):
        with pytest.raises(InputError):
            keyed(worker, "1", day=day, half=half)
    clock.forward(hours=-2)
    with pytest.raises(InputError):
        keyed(worker, "1", half=Half.AFTERNOON)
    assert outcomes(worker) == [None] * 4


def test_a_sheet_of_an_area_that_ended_opens_to_whoever_has_a_door_of_it_now(
    sqlite_workspace: Workspace,
) -> None:
    printed(sqlite_workspace)
    with sqlite_workspace.writing() as conn:
        heirs = select(area_version.c.area).where(area_version.c.code == GRIDS[1])
        old = area_version.c.code == GRIDS[0]
        ended = select(area_version.c.area).where(old)
        conn.execute(
            membership.update()
            .where(membership.c.leaf_area == ended.scalar_subquery())
            .values(leaf_area=heirs.scalar_subquery())
        )
        conn.execute(area_version.update().where(old).values(closed=True))
    heir, stranger = (
        as_holder(sqlite_workspace, Office.GRID_WORKER_FULL, grid) for grid in GRIDS[1:3]
    )
    assert returned_sheet(heir, code_of(heir)).area is None
    assert keyed(heir, "2:101").recorded == 1
    for refused in (
        lambda: returned_sheet(stranger, code_of(stranger)),
        lambda: keyed(stranger, "9"),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_a_code_that_was_read_wrongly_is_said(sqlite_workspace: Workspace) -> None:
    printed(sqlite_workspace)
    code = code_of(sqlite_workspace)
    wrong = next(letter for letter in "ABC" if letter != code[-1])
    missing = code_of(sqlite_workspace, 2)
    for read, error, told in (
        (f"1-{wrong}", InputError, code),
        (missing, NotFound, missing),
        ("?", InputError, "217-L"),
    ):
        with pytest.raises(error, match=told):
            returned_sheet(sqlite_workspace, read)


def test_numbers_are_those_of_the_print_whatever_changed_since(
    sqlite_workspace: Workspace,
) -> None:
    printed(sqlite_workspace, SheetKind.LEADER)
    keyed(sqlite_workspace, "2:102")
    printed(sqlite_workspace, SheetKind.LEADER)
    old, new = (returned_sheet(sqlite_workspace, code_of(sqlite_workspace, n)) for n in (1, 2))
    assert (old.version, new.version) == (1, 2)
    # Somebody went there since: no number means anything else.
    assert not old.newer
    assert [door.door.to_go for door in new.lines[1].doors] == [True, False]
    assert [door.door.to_go for door in old.lines[1].doors] == [True, True]
    with sqlite_workspace.writing() as conn:
        doors = conn.execute(select(household.c.id).order_by(household.c.id)).scalars().all()
        conn.execute(household.update().where(household.c.id == doors[0]).values(closed_on=TODAY))
    gone = returned_sheet(sqlite_workspace, code_of(sqlite_workspace))
    assert [door.closed for line in gone.lines for door in line.doors].count(Closed.GONE) == 1
    account = keyed(sqlite_workspace, "2:101 1:1", keying=SECOND)
    assert [fault.code for fault in account.faults] == ["key-door-gone"]
    assert account.recorded == 1


def test_a_newer_print_differs_where_a_number_means_something_else_or_nothing(
    sqlite_workspace: Workspace,
) -> None:
    def closed_on(day: date | None) -> None:
        with sqlite_workspace.writing() as conn:
            last = household.update().where(household.c.uid == door)
            conn.execute(last.values(closed_on=day))

    def seen() -> list[tuple[int, bool]]:
        with sqlite_workspace.database.read() as conn:
            count = conn.scalar(select(func.count()).select_from(sheet_print)) or 0
        sheets = [
            returned_sheet(sqlite_workspace, code_of(sqlite_workspace, number))
            for number in range(1, count + 1)
        ]
        return [(sheet.version, sheet.newer) for sheet in sheets]

    printed(sqlite_workspace)
    first = returned_sheet(sqlite_workspace, code_of(sqlite_workspace))
    door = first.lines[0].doors[0].door.household
    # On other paper boxes have other places.
    atlas(sqlite_workspace, [GRIDS[0]], SheetWishes(lang="en", paper=Paper.A3))
    assert seen() == [(1, False), (2, False)]
    closed_on(TODAY)
    printed(sqlite_workspace)
    assert seen() == [(1, True), (2, True), (3, False)]
    # What was on the first is printed again.
    closed_on(None)
    printed(sqlite_workspace)
    assert seen() == [(1, False), (2, False), (3, False), (1, False)]


def test_prints_go_with_their_area_and_forget_who_printed_them(
    sqlite_workspace: Workspace,
) -> None:
    uid = somebody(sqlite_workspace, "李", Seat(Office.CADRE, COMMUNITIES[0]))
    printed(as_holder(sqlite_workspace, Office.CADRE, GRIDS[0], uid))
    keyed(sqlite_workspace, "1")
    erase_subject(sqlite_workspace, uid)
    assert returned_sheet(sqlite_workspace, code_of(sqlite_workspace)).printed_by is None
    with sqlite_workspace.writing() as conn:
        [row] = sheet_store.printed(conn, [1])
        sheet_store.drop_sheets(conn, row["area"])
        assert conn.scalar(select(sheet_print.c.id)) is None
        assert conn.scalar(select(visit.c.id)) is not None
