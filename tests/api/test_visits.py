"""Visits over HTTP: what becomes of one that is sent in, and what it shows at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gridmap.store.tables.fieldwork import handout
from tests.api.conftest import a_visit
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import GRIDS

pytestmark = ON_SQLITE


def figure(ask, code=GRIDS[0], level="grid"):
    [row] = [row for row in ask("GET", f"/coverage?level={level}")["areas"] if row["code"] == code]
    return row


def door(ask, uid):
    for building in ask("GET", "/buildings")["items"]:
        for found in ask("GET", f"/buildings/{building['uid']}")["doors"]:
            if found["uid"] == uid:
                return found["outcome"], found["settled"]
    raise AssertionError(uid)


def test_a_visit_shows_at_once_wherever_it_counts(ask, doors):
    visit = a_visit(doors[0])
    receipt = ask("POST", "/visits", json=visit, status=201)
    assert receipt["id"] == visit["id"]
    assert receipt["status"] == "applied"
    for code, level in ((GRIDS[0], "grid"), (GRIDS[0][:12], "community")):
        assert figure(ask, code, level)["reached"] == 1
    assert door(ask, doors[0]) == ("met", True)
    [building, *_] = ask("GET", "/buildings")["items"]
    assert (building["status"], building["reached"]) == ("partly", 1)
    assert ask("GET", "/health")["seq"] == receipt["seq"]


@ON_BOTH
def test_sending_twice_counts_once(ask, doors):
    visit = a_visit(doors[0])
    first = ask("POST", "/visits", json=visit, status=201)
    # The same instant, written in another zone.
    visit["occurred_at"] = "2026-03-04T02:00:00Z"
    again = ask("POST", "/visits", json=visit, status=200)
    assert again == {**first, "status": "duplicate"}
    assert figure(ask)["attempted"] == 1


@pytest.mark.parametrize(
    "other", [{"outcome": "refused"}, {"occurred_at": "2026-03-04T10:01:00+08:00"}]
)
def test_an_id_stands_for_one_visit(ask, doors, other):
    visit = a_visit(doors[0])
    ask("POST", "/visits", json=visit, status=201)
    problem = ask("POST", "/visits", json=visit | other, status=409)
    assert problem["code"] == "visit-id-taken"
    assert visit["id"] in problem["message"]
    assert figure(ask)["reached"] == 1


def test_a_clock_may_be_a_little_fast_and_no_more(ask, doors):
    ask(
        "POST",
        "/visits",
        json=a_visit(doors[0], occurred_at="2026-03-04T12:04:00+08:00"),
        status=201,
    )
    late = a_visit(doors[0], occurred_at="2026-03-04T12:06:00+08:00")
    problem = ask("POST", "/visits", json=late, status=422)
    assert problem["code"] == "visit-in-future"
    assert "2026-03-04 12:06" in problem["message"]


def test_doors_and_visits_nobody_knows(ask, doors):
    assert ask("POST", "/visits", json=a_visit("x"), status=404)["code"] == "household-unknown"
    lost = a_visit(doors[0], corrects="01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e7d")
    assert ask("POST", "/visits", json=lost, status=404)["code"] == "visit-unknown"
    assert ask("GET", "/health")["seq"] == ask("GET", "/health")["seq"]


def test_a_correction_moves_the_visit_to_another_door(ask, doors):
    wrong = a_visit(doors[0])
    ask("POST", "/visits", json=wrong, status=201)
    far = doors[-1]
    right = a_visit(far, corrects=wrong["id"], outcome="refused")
    ask("POST", "/visits", json=right, status=201)
    assert door(ask, doors[0]) == (None, False)
    assert door(ask, far) == ("refused", True)
    assert figure(ask)["attempted"] == 0
    assert figure(ask, GRIDS[3])["refused"] == 1
    # Whoever corrects the first one again has not seen the correction.
    late = a_visit(doors[1], corrects=wrong["id"])
    problem = ask("POST", "/visits", json=late, status=409)
    assert problem["code"] == "visit-corrected-already"
    assert right["id"] in problem["message"]
    # It never took place at all.
    ask("POST", "/visits", json=a_visit(far, corrects=right["id"], outcome=None), status=201)
    assert door(ask, far) == (None, False)
    assert figure(ask, GRIDS[3])["attempted"] == 0


def test_only_a_correction_may_have_no_outcome(ask, doors):
    visit = a_visit(doors[0])
    del visit["outcome"]
    assert ask("POST", "/visits", json=visit, status=422)["code"] == "visit-without-outcome"


def test_only_knocking_counts(ask, doors):
    for mode in ("phone", "chat", "elsewhere"):
        ask("POST", "/visits", json=a_visit(doors[0], mode=mode), status=201)
    assert figure(ask)["attempted"] == 0
    ask("POST", "/visits", json=a_visit(doors[0], outcome="no_answer"), status=201)
    assert figure(ask)["no_answer"] == 1


@ON_BOTH
def test_what_was_left_at_the_door_is_added_up(ask, doors, workspace):
    given = [{"item": "leaflet"}, {"item": "leaflet", "count": 2}, {"item": "card"}]
    ask("POST", "/visits", json=a_visit(doors[0], handouts=given), status=201)
    with workspace.database.read() as conn:
        rows = conn.execute(select(handout.c.item, handout.c.count).order_by(handout.c.item))
        assert [tuple(row) for row in rows] == [("card", 1), ("leaflet", 3)]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"outcome": "won"},
        {"mode": "pigeon"},
        {"occurred_at": "2026-03-04T10:00:00"},
        {"occurred_at": "0001-01-01T00:00:00+14:00"},
        {"occurred_at": "9999-12-31T23:59:59-14:00"},
        {"recorded_at": "0001-01-01T00:00:00+14:00"},
        {"id": "7"},
        {"household": "x" * 100},
        {"household": "\x00"},
        {"score": 5},
        {"handouts": [{"item": "leaflet", "count": 0}]},
        {"handouts": [{"item": "leaflet"}] * 4},
        {"corrects": "that one"},
    ],
)
def test_what_is_no_visit(ask, doors, spoilt):
    problem = ask("POST", "/visits", json=a_visit(doors[0]) | spoilt, status=422)
    assert problem["message"]
    assert figure(ask)["attempted"] == 0


def test_problems_are_told_in_the_readers_language(ask):
    problem = ask("POST", "/visits", json=a_visit("x"), status=404)
    assert "There is no household x" in problem["message"]
    problem = ask(
        "POST", "/visits", json=a_visit("x"), status=404, headers={"accept-language": "zh-CN,en"}
    )
    assert "没有住户 x" in problem["message"]
    assert problem["fields"] == {"household": "x"}
