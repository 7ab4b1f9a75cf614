"""The array of statuses is what lists say, and its changes bring an old one up to date."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import update

from gridmap.errors import Conflict, InputError
from gridmap.fieldwork.coverage import STATUSES
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.period import Period
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import placements as placement_store
from gridmap.store.bulk import new_uids
from gridmap.store.tables.fieldwork import visit as visit_table
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.territory.codes import Level
from gridmap.usecases import status_board
from gridmap.usecases.coverage import coverage
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.inventory import Wanted, buildings
from gridmap.usecases.map_status import EVERYTHING, Question, status_changes, statuses
from gridmap.usecases.status_board import StatusBoard
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS, doors, household_rows

pytestmark = ON_SQLITE


def visit(workspace, household, outcome=Outcome.MET, *, corrects=None, days=0):
    draft = VisitDraft(
        id=new_uids(1)[0],
        household=household,
        outcome=outcome,
        occurred_at=workspace.clock() - timedelta(hours=1, days=days),
        corrects=corrects,
    )
    record_visit(workspace, draft)
    return draft.id


@pytest.fixture
def first_doors(workspace):
    with workspace.database.read() as conn:
        return doors(conn)[:2]


def ids(workspace):
    return [view.id for view in buildings(workspace, Wanted()).items]


def listed(workspace, question=EVERYTHING):
    page = buildings(workspace, Wanted(), question=question)
    laid = np.zeros(max(view.id for view in page.items) + 1, dtype=np.uint8)
    for view in page.items:
        laid[view.id] = STATUSES.index(view.status)
    return laid.tolist()


def test_a_workspace_put_back_from_a_copy_is_reckoned_anew(workspace, monkeypatch):
    """Its numbers count from there again: the same one may mean something else now."""
    board = StatusBoard(workspace)
    before = board.ask(EVERYTHING)
    with workspace.writing() as conn:
        conn.execute(update(workspace_table).values(epoch=new_uids(1)[0]))
    asked = []
    monkeypatch.setattr(
        status_board, "statuses", lambda *question: asked.append(question) or before
    )
    board.ask(EVERYTHING)
    assert len(asked) == 1


THIS_MONTH = Question(Period(date(2026, 3, 1), date(2026, 4, 1)))
LAST_MONTH = Question(Period(date(2026, 2, 1), date(2026, 3, 1)))


@pytest.mark.parametrize("question", [EVERYTHING, THIS_MONTH, LAST_MONTH])
def test_the_array_says_what_the_list_says(workspace, first_doors, question):
    visit(workspace, first_doors[0])
    found = statuses(workspace, question)
    assert found.numbers.tolist() == listed(workspace, question)
    partly = STATUSES.index("partly") if question != LAST_MONTH else STATUSES.index("untouched")
    assert found.numbers[ids(workspace)[0]] == partly
    assert found.numbers[0] == 0


@pytest.mark.parametrize("question", [EVERYTHING, THIS_MONTH, LAST_MONTH])
def test_changes_bring_an_old_array_up_to_date(workspace, first_doors, question):
    old = statuses(workspace, question)
    mistaken = visit(workspace, first_doors[0])
    visit(workspace, first_doors[1], Outcome.NO_ANSWER)
    visit(workspace, first_doors[0], Outcome.NO_ANSWER, corrects=mistaken)
    changes = status_changes(workspace, question, old.seq)
    assert not changes.whole
    patched = old.numbers.copy()
    for building, number in changes.buildings:
        patched[building] = number
    new = statuses(workspace, question)
    assert patched.tolist() == new.numbers.tolist()
    assert changes.seq == new.seq
    above = {COMMUNITIES[0][:6], COMMUNITIES[0][:9], COMMUNITIES[0]}
    assert set(changes.areas) <= above | {GRIDS[0]}
    assert {COMMUNITIES[0], GRIDS[0]} <= set(changes.areas)


def test_the_board_knows_what_happened_since(workspace, first_doors, clock, monkeypatch):
    board = StatusBoard(workspace)
    for question in (EVERYTHING, THIS_MONTH):
        assert (
            board.ask(question).numbers.tolist() == statuses(workspace, question).numbers.tolist()
        )
    before = board.ask(EVERYTHING)
    visit(workspace, first_doors[0])
    expected = {one: statuses(workspace, one) for one in (EVERYTHING, THIS_MONTH)}
    with monkeypatch.context() as patched:
        patched.setattr(status_board, "statuses", None)  # what is known is only patched
        for question, fresh in expected.items():
            found = board.ask(question)
            assert (found.seq, found.numbers.tolist()) == (fresh.seq, fresh.numbers.tolist())
    assert before.numbers.tolist() != found.numbers.tolist()
    with workspace.writing() as conn:
        building_store.close_buildings(conn, ids(workspace)[:1], workspace.today())
        rebuild_tallies(workspace, conn)
    assert board.ask(EVERYTHING).numbers[ids(workspace)[0] - 1] == 0
    clock.forward(days=1)
    assert board.ask(EVERYTHING).numbers.tolist() == (
        statuses(workspace, EVERYTHING).numbers.tolist()
    )


def started_again(workspace):
    """What a server says that has just been started."""
    return StatusBoard(workspace).ask(EVERYTHING)


def test_a_server_goes_on_from_what_was_kept(workspace, first_doors, clock, monkeypatch):
    before = started_again(workspace)
    mistaken = visit(workspace, first_doors[0])
    visit(workspace, first_doors[1])
    visit(workspace, first_doors[0], Outcome.NO_ANSWER, corrects=mistaken)
    fresh = statuses(workspace, EVERYTHING)
    monkeypatch.setattr(status_board, "statuses", None)  # nothing is reckoned from the beginning
    for days in (0, 1):
        clock.forward(days=days)
        found = started_again(workspace)
        assert (found.seq, found.numbers.tolist()) == (fresh.seq, fresh.numbers.tolist())
    assert found.numbers.tolist() != before.numbers.tolist()


@pytest.mark.parametrize("meanwhile", ["closed", "vacant"])
def test_what_takes_effect_on_a_day_is_reckoned_after_a_start(workspace, clock, meanwhile):
    [first, *_] = ids(workspace)
    tomorrow = workspace.today() + timedelta(days=1)
    with workspace.writing() as conn:
        homes = household_store.standing(conn, tomorrow, buildings=[first])["household"]
        if meanwhile == "closed":
            household_store.close_households(conn, homes.tolist(), tomorrow)
        else:
            n = len(homes)
            words, may_visit = np.full(n, "vacant", dtype=object), np.zeros(n, dtype=bool)
            placement_store.put_status(conn, homes, words, may_visit, since=[tomorrow] * n)
        rebuild_tallies(workspace, conn)
    assert started_again(workspace).numbers[first] == STATUSES.index("untouched")
    clock.forward(days=1)
    found = started_again(workspace).numbers.tolist()
    assert found[first] == STATUSES.index("none")
    assert found == statuses(workspace, EVERYTHING).numbers.tolist()


def _count_on_differently(workspace, _file):
    """Another copy of the database took the same numbers for other visits."""
    with workspace.writing() as conn:
        conn.execute(update(visit_table).values(uid=new_uids(1)[0]))


def _begin_anew(workspace, _file):
    with workspace.writing() as conn:
        conn.execute(update(workspace_table).values(epoch=new_uids(1)[0]))


@ON_BOTH
@pytest.mark.parametrize(
    "spoil",
    [
        lambda _, file: file.write_bytes(b"PK\x03\x04"),
        lambda _, file: file.write_bytes(file.read_bytes()[:-40]),
        lambda _, file: np.savez(file, seq=1),
        lambda _, file: file.write_bytes(b""),
        _count_on_differently,
        _begin_anew,
    ],
    ids=["no file of numbers", "cut", "another", "empty", "counted on", "begun anew"],
)
def test_what_was_kept_of_something_else_is_not_believed(
    workspace, first_doors, monkeypatch, spoil
):
    visit(workspace, first_doors[0])
    fresh = started_again(workspace)
    file = workspace.home / "tiles" / "statuses.npz"
    spoil(workspace, file)
    reckoned = []
    monkeypatch.setattr(
        status_board, "statuses", lambda *asked: reckoned.append(asked) or statuses(*asked)
    )
    for _ in range(2):  # what is reckoned is kept again
        assert started_again(workspace).numbers.tolist() == fresh.numbers.tolist()
    assert len(reckoned) == 1


def test_a_folder_that_cannot_be_written_keeps_nobody_from_the_map(workspace):
    folder = workspace.home / "tiles"
    folder.rmdir() if folder.is_dir() else None
    folder.write_bytes(b"")
    assert started_again(workspace).numbers.tolist() == listed(workspace)


def test_a_visit_where_nobody_was_asked_about_is_no_trouble(workspace):
    """The building of the visit may have a higher id than all that the question is about."""
    with workspace.database.read() as conn:
        *_, last = doors(conn)
    with workspace.writing() as conn:
        rows = household_rows([("b0", "1")], key_groups=[("独居老人",)])
        enter_households(workspace, conn, rows)
        rebuild_tallies(workspace, conn)
    board, question = StatusBoard(workspace), Question(target="独居老人")
    before = board.ask(question)
    visit(workspace, last)
    assert len(before.numbers) == ids(workspace)[-1] + 1
    assert board.ask(question).numbers.tolist() == before.numbers.tolist()


def test_a_correction_that_names_another_door_changes_both_buildings(workspace):
    with workspace.database.read() as conn:
        one, *_, other = doors(conn)
    mistaken = visit(workspace, one)
    seq = statuses(workspace, EVERYTHING).seq
    visit(workspace, other, corrects=mistaken)
    changes = status_changes(workspace, EVERYTHING, seq)
    first, *_, last = ids(workspace)
    assert dict(changes.buildings) == {
        first: STATUSES.index("untouched"),
        last: STATUSES.index("partly"),
    }


def test_nothing_new_is_nothing(workspace):
    seq = statuses(workspace, EVERYTHING).seq
    found = status_changes(workspace, EVERYTHING, seq)
    assert (found.whole, found.buildings, found.areas) == (False, (), ())


def test_what_is_no_visit_means_everything_anew(workspace, first_doors):
    seq = statuses(workspace, EVERYTHING).seq
    visit(workspace, first_doors[0])
    with workspace.writing() as conn:
        rebuild_tallies(workspace, conn)
    assert status_changes(workspace, EVERYTHING, seq).whole


def test_a_number_of_another_time_means_everything_anew(workspace):
    seq = statuses(workspace, EVERYTHING).seq
    assert status_changes(workspace, EVERYTHING, seq + 1).whole
    assert status_changes(workspace, EVERYTHING, 2**63 - 1).whole


@ON_BOTH
def test_a_building_without_anybody_of_the_group_has_no_status(workspace):
    with pytest.raises(InputError) as refused:
        statuses(workspace, Question(target="独居老人"))
    assert refused.value.code == "key-group-unknown"


@ON_BOTH
@pytest.mark.parametrize("seed", range(2))
def test_statuses_buildings_and_coverage_agree_whatever_happened(workspace, seed):
    """Random visits, corrections and voids, and three ways to the same figures."""
    rng = np.random.default_rng(seed)
    today = workspace.today()
    with workspace.database.read() as conn:
        homes = doors(conn)
    since = today - timedelta(days=int(rng.integers(1, 40)))
    asked = [EVERYTHING, Question(Period(since, None), today - timedelta(days=5)), THIS_MONTH]
    board = StatusBoard(workspace)
    told = {question: statuses(workspace, question) for question in asked}
    sent = [visit(workspace, homes[0])]
    for _ in range(5):
        for _ in range(2):
            corrects = str(rng.choice(sent)) if rng.random() < 0.5 else None
            outcome = (
                None
                if corrects and rng.random() < 0.4
                else list(Outcome)[int(rng.integers(len(Outcome)))]
            )
            facts = {"corrects": corrects, "days": int(rng.integers(0, 45))}
            with contextlib.suppress(Conflict):  # it was corrected already
                sent.append(visit(workspace, str(rng.choice(homes)), outcome, **facts))
        for question in asked:
            fresh = statuses(workspace, question)
            changes = status_changes(workspace, question, told[question].seq)
            patched = told[question].numbers.copy()
            for building, number in changes.buildings:
                patched[building] = number
            assert (changes.whole, changes.seq) == (False, fresh.seq)
            assert patched.tolist() == fresh.numbers.tolist() == listed(workspace, question)
            assert board.ask(question).numbers.tolist() == fresh.numbers.tolist()
            told[question] = fresh
    for question in asked:
        rows = coverage(workspace, by=Level.GRID, period=question.period, as_of=question.as_of).rows
        views = buildings(workspace, Wanted(), question=question).items
        for name in ("target", "attempted", "reached", "settled"):
            by_area = sum(getattr(row.figure, name) for row in rows)
            assert by_area == sum(getattr(view.figure, name) for view in views)
