"""What is kept about people: looked at on the record, told on request, let go of in time."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from gridmap.errors import Conflict, InputError, NotFound, NotPermitted, StoreError, TooOften
from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory, Severity
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.period import Period
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import ledgers as ledger_store
from gridmap.store import residences as residence_store
from gridmap.store.bulk import new_uids
from gridmap.store.seals import Keyring, sample
from gridmap.store.tables import ground
from gridmap.store.tables.access import look, resident_request
from gridmap.store.tables.fieldwork import case_event, visit
from gridmap.store.tables.households import household
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases import resident_requests, retention_keeper
from gridmap.usecases.badges import check_badge, give_badge, revoke_badges
from gridmap.usecases.cases import CaseDraft, handle_case, report_case
from gridmap.usecases.coverage import coverage, coverage_within
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.inventory import Wanted, building, buildings
from gridmap.usecases.keys import rotate_keys
from gridmap.usecases.ledger_history import written_down
from gridmap.usecases.looks import LookAct, looks, my_looks
from gridmap.usecases.map_status import Question, status_changes, statuses
from gridmap.usecases.offices import end_office
from gridmap.usecases.resident_requests import (
    Answer,
    Asked,
    RequestKind,
    answer_request,
    ask,
    requests,
    waiting_requests,
)
from gridmap.usecases.retention import Retained, enforce_retention
from gridmap.usecases.retention_keeper import RetentionKeeper
from gridmap.usecases.seats import Seat
from gridmap.usecases.subjects import erase_subject, export_subject
from gridmap.usecases.visits import VisitDraft, record_visit
from tests.database import ON_SQLITE
from tests.usecases.staff import as_holder, divided, somebody
from tests.usecases.worlds import COMMUNITIES, GRIDS, doors, household_rows, square

GROUP = "独居老人"
TIMES = select(visit.c.occurred_at)


def first_door(workspace):
    with workspace.database.read() as conn:
        return doors(conn)[0]


def last_door(workspace):
    with workspace.database.read() as conn:
        return doors(conn)[-1]


def met(workspace, door, ago=timedelta(0), outcome=Outcome.MET):
    at = workspace.clock() - ago
    record_visit(workspace, VisitDraft(new_uids(1)[0], door, outcome, at))


def told(workspace):
    """What coverage tells of each grid."""
    rows = coverage(workspace, by=Level.GRID).rows
    figures = [row.figure for row in rows]
    return [(one.target, one.attempted, one.reached, one.settled) for one in figures]


def nothing(**let_go):
    return Retained(**{**dict.fromkeys(Retained.__dataclass_fields__, 0), **let_go})


# Looks ------------------------------------------------------------------------------------------


def test_looks_are_seen_by_oneself_and_by_who_answers_for_the_area(workspace):
    worker = somebody(workspace, "甲", Seat(Office.GRID_WORKER_FULL, GRIDS[0]))
    mine = as_holder(workspace, Office.CADRE, COMMUNITIES[0], worker)
    export_subject(mine, first_door(workspace))
    [own] = my_looks(mine)
    assert (own.act, own.who, own.reason) == (LookAct.EXPORT, "甲", "asked")
    manager = as_holder(workspace, Office.CADRE, COMMUNITIES[0])
    assert [(one.act, one.person) for one in looks(manager)] == [
        (LookAct.EXPORT, worker),
        (LookAct.RIGHTS, None),  # the office itself, given on the command line
    ]
    assert looks(as_holder(workspace, Office.CADRE, COMMUNITIES[1])) == []
    with pytest.raises(NotPermitted):
        looks(as_holder(workspace, Office.PATCH_LEADER, GRIDS[0]))


def test_whoever_asks_about_a_key_group_is_written_down_once_an_hour(workspace, clock):
    with workspace.writing() as conn:
        named = [("b0", f"10{n}") for n in range(5)]
        enter_households(workspace, conn, household_rows(named, key_groups=[(GROUP,)] * 5))
    worker = somebody(workspace, "甲", Seat(Office.GRID_WORKER_FULL, GRIDS[0]))
    mine = as_holder(workspace, Office.GRID_WORKER_FULL, GRIDS[0], worker)
    question = Question(target=GROUP)
    with workspace.database.read() as conn:
        known = conn.scalar(select(func.min(ground.building.c.uid)))
    clock.forward(hours=2)
    for look_at in (
        lambda: coverage(mine, by=Level.GRID, target=GROUP),
        lambda: coverage_within(mine, square(0), target=GROUP),
        lambda: statuses(mine, question),
        lambda: status_changes(mine, question, 0),
        lambda: buildings(mine, Wanted(), question=question),
        lambda: building(mine, known, question=question),
    ):
        before = len(my_looks(mine))
        look_at()
        look_at()
        one, *rest = my_looks(mine)
        assert (one.act, one.subject, one.area) == (LookAct.GROUP_FIGURES, GROUP, GRIDS[0])
        assert len(rest) == before
        clock.forward(hours=1)
    statuses(mine, Question())
    cadre = as_holder(workspace, Office.CADRE, COMMUNITIES[0])
    with pytest.raises(InputError):
        coverage(cadre, by=Level.GRID, target="没有的群体")
    with pytest.raises(NotPermitted):
        statuses(as_holder(workspace, Office.PLANNER, COMMUNITIES[0][:9]), question)
    assert len(looks(cadre)) == 7  # six, and the office that was given


def test_a_look_can_neither_be_changed_nor_deleted(workspace):
    export_subject(workspace, first_door(workspace))
    for statement in ("UPDATE look SET reason = NULL", "DELETE FROM look"):
        with pytest.raises(DatabaseError, match="append-only"), workspace.writing() as conn:
            conn.execute(text(statement))
    with workspace.database.read() as conn:
        assert len(conn.execute(select(look)).all()) == 1


# Retention --------------------------------------------------------------------------------------


@ON_SQLITE
def test_a_key_group_lapses_unless_somebody_confirms_it(workspace, clock):
    with workspace.writing() as conn:
        rows = household_rows([("b0", "101"), ("b0", "102")], key_groups=[(GROUP,)] * 2)
        enter_households(workspace, conn, rows)
    clock.forward(days=300)
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows([("b0", "101")], key_groups=[(GROUP,)]))
    clock.forward(days=70)
    assert enforce_retention(workspace, dry_run=True) == nothing(flags=1)
    assert enforce_retention(workspace) == nothing(flags=1)
    assert enforce_retention(workspace) == nothing()
    with workspace.database.read() as conn:
        assert len(key_group_store.members(conn, workspace.today())) == 1


def test_a_visit_keeps_its_half_day_and_its_place_among_the_others(workspace, clock):
    door = first_door(workspace)
    for minutes, outcome in ((50, Outcome.NO_ANSWER), (20, Outcome.MET), (90, Outcome.NO_ACCESS)):
        met(workspace, door, timedelta(minutes=minutes), outcome)
    before = told(workspace)
    clock.forward(days=32)
    assert enforce_retention(workspace) == nothing(visits=3)
    assert enforce_retention(workspace) == nothing()
    zone = workspace.settings.zone
    with workspace.database.read() as conn:
        rows = conn.execute(select(visit).order_by(visit.c.occurred_at)).all()
    assert [row.outcome for row in rows] == ["no_access", "no_answer", "met"]
    local = [row.occurred_at.astimezone(zone) for row in rows]
    assert [(at.hour, at.minute, at.second) for at in local] == [(0, 0, 0), (0, 0, 1), (0, 0, 2)]
    assert {row.received_at.astimezone(zone).hour for row in rows} <= {0, 12}
    with workspace.writing() as conn:
        rebuild_tallies(workspace, conn)
    assert told(workspace) == before
    day = local[0].date()
    within = coverage(workspace, by=Level.GRID, period=Period(day, day + timedelta(days=1)))
    assert sum(row.figure.reached for row in within.rows) == 1


def test_what_comes_in_late_keeps_its_half_day_too(workspace, clock):
    first, second = first_door(workspace), last_door(workspace)
    clock.forward(minutes=20)
    met(workspace, first)
    clock.forward(days=32)
    assert enforce_retention(workspace) == nothing(visits=1)
    clock.forward(days=5)
    met(workspace, second)
    met(workspace, first, timedelta(days=36))
    met(workspace, second, timedelta(days=35))
    assert enforce_retention(workspace) == nothing(visits=2)
    clock.forward(days=40)
    assert enforce_retention(workspace) == nothing(visits=1)
    with workspace.database.read() as conn:
        at = [row.astimezone(workspace.settings.zone) for row in conn.scalars(TIMES)]
    assert {(one.hour, one.minute) for one in at} <= {(0, 0), (12, 0)}


def test_a_served_workspace_lets_go_by_itself_once_a_day(workspace, clock, caplog, monkeypatch):
    keeper = RetentionKeeper(workspace)
    met(workspace, first_door(workspace), timedelta(minutes=20))
    clock.forward(days=32)
    keeper.look()
    assert "visits 1" in caplog.text
    # In the morning of the same day, on the command line before, and after three the day after.
    done = [one.at for one in looks(workspace)]
    for hours, count in ((1, 1), (11, 1), (24, 2), (1, 2)):
        clock.forward(hours=hours)
        keeper.look()
        assert len(looks(workspace)) == count, (hours, done)
    clock.forward(days=1)
    broken = StoreError("database-busy", place="13912349876", reason="x")
    monkeypatch.setattr(retention_keeper, "enforce_retention", raising(broken))
    keeper.look()
    assert caplog.messages[-1] == "retention: database-busy"
    monkeypatch.setattr(retention_keeper, "enforce_retention", raising(RuntimeError("甲")))
    keeper.look()
    assert "RuntimeError" in caplog.messages[-1]
    assert "甲" not in caplog.text


def raising(error):
    def broken(*_: object) -> None:
        raise error

    return broken


def test_notes_of_closed_cases_go_and_those_of_open_ones_stay(workspace, clock):
    closed, still = (
        report_case(
            workspace,
            CaseDraft(
                new_uids(1)[0],
                CaseKind.HAZARD,
                HazardCategory.FIRE,
                Severity.MINOR,
                (113.1405, 27.8405),
                note=note,
            ),
        ).case
        for note in ("楼道堆物", "灯坏了")
    )
    handle_case(
        workspace, closed["uid"], state=CaseState.HANDLED, base_seq=closed["seq"], note="已清走"
    )
    clock.forward(days=370)
    assert enforce_retention(workspace).notes == 2
    with workspace.database.read() as conn:
        notes = set(conn.scalars(select(case_event.c.note_sealed)))
    assert {note and workspace.seals.opened(note) for note in notes} == {None, "灯坏了"}
    assert still["state"] == CaseState.OPEN


# One person, one door ---------------------------------------------------------------------------


@pytest.fixture
def lived_in(workspace):
    """A door with all that a ledger tells."""
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows([("b0", "101")], key_groups=[(GROUP,)]))
        [row] = (
            household_store.doors(conn, workspace.today())
            .query("door == '101'")["household"]
            .tolist()[:1]
        )
        facts = dict.fromkeys(residence_store.FACTS)
        residence_store.put_residences(
            conn,
            [
                {
                    "household": row,
                    "valid_from": workspace.today(),
                    **facts,
                    "people": 3,
                    "landlord_phone_sealed": workspace.seals.seal("13812345678"),
                }
            ],
        )
    return first_door(workspace)


@ON_SQLITE
def test_all_that_is_kept_about_a_door_is_told_and_let_go_of(workspace, lived_in):
    met(workspace, lived_in)
    kept = export_subject(workspace, lived_in)
    assert json.loads(json.dumps(kept)) == kept
    assert kept["residence"] == [
        {"valid_from": "2026-03-04", "people": 3, "landlord_phone": "13812345678"}
    ]
    assert [group["name"] for group in kept["key_groups"]] == [GROUP]
    assert [one["outcome"] for one in kept["visits"]] == ["met"]
    before = told(workspace)
    erase_subject(workspace, lived_in)
    left = export_subject(workspace, lived_in)
    assert (left["residence"], left["key_groups"]) == ([], [])
    assert told(workspace) == before


def test_rows_that_wait_go_with_the_door_they_mean(workspace, lived_in):
    def says(**said):
        return {"unit": None, "landlord_phone": None} | said

    with workspace.writing() as conn:
        [building] = conn.scalars(select(household.c.building).where(household.c.uid == lived_in))
        ledger = ledger_store.add_ledger(conn, "台账", workspace.clock(), None, 3)
        rows = [
            (says(door="101室", people=7), building),
            (says(door="102", people=8), building),
            (says(door="101", people=9), building + 1),
        ]
        waiting = [
            {
                "sheet": "Sheet1",
                "line": line,
                "said_sealed": workspace.seals.seal(json.dumps(said)),
                "reason": "unsure",
                "score": 0.5,
                "candidates": [[best, 0.5, []]],
                "area": None,
            }
            for line, (said, best) in enumerate(rows)
        ]
        ledger_store.add_waiting(conn, ledger, waiting)
    assert export_subject(workspace, lived_in)["waiting"] == [{"door": "101室", "people": 7}]
    erase_subject(workspace, lived_in)
    assert export_subject(workspace, lived_in)["waiting"] == []
    with workspace.database.read() as conn:
        assert [row["line"] for row in ledger_store.waiting(conn, areas=None)] == [1, 2]
    # What was let go of is no sealed text any more, and no reason to think the keys foreign.
    assert rotate_keys(workspace) == 2
    assert Keyring().seals(workspace.keys_file, lambda: sampled(workspace))


def test_a_ledger_that_is_taken_back_says_nothing_again_of_who_was_let_go_of(workspace):
    """Neither of what it brought, nor of what had been there before."""
    uid = first_door(workspace)
    with workspace.writing() as conn:
        door = household_store.one(conn, uid, workspace.today())
        ledger = ledger_store.add_ledger(conn, "台账", workspace.clock(), None, 1)
        named = household_rows([("b0", "101"), ("b0", "102")], key_groups=[(GROUP,)] * 2)
        with written_down(workspace, conn, ledger, [door["building"]]):
            enter_households(workspace, conn, named)
    erase_subject(workspace, uid)
    with workspace.database.read() as conn:
        [(_, sealed)] = ledger_store.kept_changes(conn)
        kept = json.loads(zlib.decompress(base64.b64decode(workspace.seals.opened(sealed))))
        uid_of = {row.id: row.uid for row in conn.execute(select(household))}
        groups = [row[3] for row in kept["changes"] if row[0] == "key_group"]
        assert uid not in {uid_of[row[1]] for row in groups}
        assert len(groups) == 1


def sampled(workspace):
    with workspace.database.read() as conn:
        return sample(conn)


@ON_SQLITE
def test_whoever_answers_for_a_place_sees_what_was_let_go_of_there(workspace, lived_in):
    worker = somebody(workspace, "甲", Seat(Office.GRID_WORKER_FULL, GRIDS[0]))
    for uid in (lived_in, worker):
        export_subject(workspace, uid)
        erase_subject(workspace, uid)
    acts = [one.act for one in looks(as_holder(workspace, Office.CADRE, COMMUNITIES[0]))]
    both = [LookAct.ERASE, LookAct.EXPORT]
    assert acts == [*both, *both, LookAct.RIGHTS]
    assert looks(as_holder(workspace, Office.CADRE, COMMUNITIES[1])) == []


def test_what_is_let_go_of_is_overwritten(sqlite_workspace):
    with sqlite_workspace.writing() as conn:
        rows = household_rows([("b0", "101")], key_groups=[(GROUP,)])
        enter_households(sqlite_workspace, conn, rows)
    uid = first_door(sqlite_workspace)
    for group_is_there in (True, False):
        sqlite_workspace.close()  # the journal goes into the file
        content = (sqlite_workspace.home / "gridmap.gpkg").read_bytes()
        assert (GROUP.encode() in content) is group_is_there
        erase_subject(sqlite_workspace, uid)


def test_what_is_let_go_of_is_in_no_journal(sqlite_workspace):
    """Also while a server has the database open, which empties the journal when it ends."""

    def kept():
        files = sqlite_workspace.home.glob("gridmap.gpkg*")
        return any(GROUP.encode() in file.read_bytes() for file in files)

    with sqlite_workspace.writing() as conn:
        rows = household_rows([("b0", "101")], key_groups=[(GROUP,)])
        enter_households(sqlite_workspace, conn, rows)
    assert kept()
    erase_subject(sqlite_workspace, first_door(sqlite_workspace))
    assert not kept()


def test_all_that_is_kept_about_a_person_is_told_and_let_go_of(workspace):
    uid = somebody(workspace, "甲", Seat(Office.GRID_WORKER_FULL, GRIDS[0]), phone="13800001111")
    give_badge(workspace, uid)
    me = as_holder(workspace, Office.GRID_WORKER_FULL, GRIDS[0], uid)
    met(me, first_door(workspace))
    kept = export_subject(workspace, uid)
    assert kept["person"] == [{"name": "甲", "phone": "13800001111"}]
    assert kept["visits"] == [{"recorded": 1}]
    assert [office["office"] for office in kept["offices"]] == ["grid_worker_full"]
    before = told(workspace)
    erase_subject(workspace, uid)
    left = export_subject(workspace, uid)
    assert (left["person"], left["visits"]) == ([{}], [{"recorded": 0}])
    assert left["offices"][0]["valid_to"] == "2026-03-04"
    assert told(workspace) == before


@ON_SQLITE
def test_what_is_kept_is_told_to_those_who_may(workspace, lived_in):
    for office, area in (
        (Office.PATCH_LEADER, GRIDS[0]),
        (Office.CADRE, COMMUNITIES[1]),
        (Office.ADMIN, None),
    ):
        with pytest.raises(NotPermitted):
            erase_subject(as_holder(workspace, office, area), lived_in)
    with pytest.raises(NotFound, match="0190"):
        export_subject(workspace, "0190")


# Badges and what residents ask for ----------------------------------------------------------------


@ON_SQLITE
def test_a_badge_tells_community_and_office_while_its_holder_serves(workspace, clock):
    seat = Seat(Office.GRID_WORKER_FULL, GRIDS[0])
    uid = somebody(workspace, "甲", seat)
    old, badge = give_badge(workspace, uid), give_badge(workspace, uid)
    answer = check_badge(workspace, f"{badge.code[:6]}-{badge.code[6:].lower()}")
    assert (answer.community_code, answer.offices) == (COMMUNITIES[0], (Office.GRID_WORKER_FULL,))
    with pytest.raises(NotFound):
        check_badge(workspace, old.code)
    clock.forward(days=1)
    end_office(workspace, uid, seat)
    with pytest.raises(NotFound):
        check_badge(workspace, badge.code)
    with pytest.raises(NotFound):
        give_badge(workspace, uid)


def test_a_badge_ends_and_is_revoked(workspace, clock):
    uid = somebody(workspace, "甲", Seat(Office.GRID_WORKER_FULL, GRIDS[0]))
    badge = give_badge(workspace, uid)
    revoke_badges(workspace, uid)
    with pytest.raises(NotFound):
        check_badge(workspace, badge.code)
    badge = give_badge(workspace, uid)
    clock.forward(days=366)
    with pytest.raises(NotFound):
        check_badge(workspace, badge.code)


@ON_SQLITE
def test_a_leader_gives_no_badges(workspace):
    [patch, _] = divided(workspace)
    uid = somebody(workspace, "甲", Seat(Office.PATCH_LEADER, patch))
    with pytest.raises(NotPermitted):
        give_badge(as_holder(workspace, Office.PATCH_LEADER, patch), uid)


def test_who_asks_for_no_visits_gets_none(workspace, lived_in):
    number = ask(
        workspace,
        RequestKind.NO_VISITS,
        Asked("b0 101 身份证 110101199003074258", "13900002222"),
        community=COMMUNITIES[0],
    )
    with workspace.database.read() as conn:
        [sealed] = conn.scalars(select(resident_request.c.said_sealed)).all()
    assert b"101" not in sealed
    uid = somebody(workspace, "乙", Seat(Office.CADRE, COMMUNITIES[0]))
    cadre = as_holder(workspace, Office.CADRE, COMMUNITIES[0], uid)
    assert waiting_requests(cadre) == 1
    assert waiting_requests(as_holder(workspace, Office.CADRE, COMMUNITIES[1])) == 0
    assert LookAct.REQUEST not in {look.act for look in my_looks(cadre)}
    [one] = requests(cadre)
    assert LookAct.REQUEST in {look.act for look in my_looks(cadre)}
    assert (one.uid, one.contact) == (number, "13900002222")
    assert "110101" not in one.address
    assert requests(as_holder(workspace, Office.CADRE, COMMUNITIES[1])) == []
    with pytest.raises(InputError):
        answer_request(cadre, number, Answer.DONE)
    answer_request(cadre, number, Answer.DONE, household=lived_in)
    with pytest.raises(Conflict):
        answer_request(cadre, number, Answer.REFUSED)
    with workspace.database.read() as conn:
        assert household_store.one(conn, lived_in, workspace.today())["do_not_visit"]
        [sealed] = conn.scalars(select(resident_request.c.said_sealed)).all()
    assert workspace.seals.opened(sealed) == "{}"


@ON_SQLITE
def test_who_asks_to_be_erased_is(workspace, lived_in):
    number = ask(workspace, RequestKind.ERASE, Asked("b0 101"), community=COMMUNITIES[0])
    answer_request(workspace, number, Answer.DONE, household=lived_in)
    assert export_subject(workspace, lived_in)["residence"] == []


@ON_SQLITE
def test_requests_need_a_place_and_come_at_a_human_pace(workspace, monkeypatch):
    monkeypatch.setattr(resident_requests, "_MOST_AN_HOUR", 5)
    with pytest.raises(InputError):
        ask(workspace, RequestKind.SEE, Asked("  "), community=COMMUNITIES[0])
    with pytest.raises(InputError):
        ask(workspace, RequestKind.SEE, Asked("b0"))
    for _ in range(5):
        ask(workspace, RequestKind.SEE, Asked("b0"), community=COMMUNITIES[0])
    with pytest.raises(TooOften):
        ask(workspace, RequestKind.SEE, Asked("b0"), community=COMMUNITIES[0])
    ask(workspace, RequestKind.SEE, Asked("b5"), community=COMMUNITIES[1])
