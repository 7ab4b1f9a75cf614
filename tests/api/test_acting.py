"""Writing over HTTP and reading it back: pages, periods, polygons, credit, cases."""

from __future__ import annotations

import pytest

from gridmap.store.bulk import new_uids
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases import worlds
from tests.usecases.worlds import COMMUNITIES, GRIDS

pytestmark = ON_SQLITE

BOX = f"{worlds.WEST},{worlds.SOUTH},{worlds.WEST + 0.001},{worlds.SOUTH + 0.001}"


def hazard(**facts):
    return {"id": new_uids(1)[0], "kind": "hazard", "category": "blocked", **facts}


def pages(ask, path, limit):
    """Ask page after page; give the things, and how many pages it took."""
    items, asked, after = [], 0, None
    joint = "&" if "?" in path else "?"
    while True:
        more = "" if after is None else f"&after={after}"
        page = ask("GET", f"{path}{joint}limit={limit}{more}")
        assert len(page["items"]) <= limit
        items += page["items"]
        asked += 1
        after = page["next"]
        if after is None:
            return items, asked


def shape(geometry):
    return {"type": "Polygon", "coordinates": [list(geometry.exterior.coords)]}


@ON_BOTH
def test_pages_have_everything_once(ask):
    for n in range(4):
        place = [worlds.WEST + n * worlds.STEP, worlds.SOUTH]
        ask("POST", "/cases", status=201, json=hazard(place=place))
    for path, count in (
        ("/areas", 7),
        ("/areas?level=grid", 4),
        ("/buildings", 8),
        ("/buildings?area=430202002001", 4),
        ("/cases", 4),
    ):
        whole, _ = pages(ask, path, 1000)
        assert len({item["uid"] for item in whole}) == count
        for limit in (1, 3, 4, 7):
            items, asked = pages(ask, path, limit)
            assert items == whole
            assert asked == -(-count // limit)
    for path in ("/coverage?level=grid", "/coverage/credit?level=grid"):
        seen, after = [], ""
        while after is not None:
            answer = ask("GET", f"{path}&limit=3&after={after}")
            seen += [row["code"] for row in answer["areas"]]
            after = answer["next"]
        assert seen == (list(GRIDS) if "level=grid" in path and "credit" not in path else [])


def test_periods_and_days(ask, doors):
    visit = {
        "id": new_uids(1)[0],
        "household": doors[0],
        "outcome": "met",
        "occurred_at": "2026-03-02T23:30:00Z",  # the morning of the 3rd in Shanghai
    }
    ask("POST", "/visits", json=visit, status=201)

    def reached(query):
        return sum(row["reached"] for row in ask("GET", f"/coverage?{query}")["areas"])

    assert reached("from=2026-03-03&to=2026-03-04") == 1
    assert reached("from=2026-03-02&to=2026-03-03") == 0
    assert reached("from=2026-03-04") == 0
    assert reached("as_of=2026-03-03") == 1
    assert reached("as_of=2026-03-02") == 0
    assert reached("to=2026-03-03") == 0
    answer = ask("GET", "/coverage?from=2026-03-03&to=2026-03-04&as_of=2026-03-04")
    assert answer["period"] == {"from": "2026-03-03", "to": "2026-03-04"}
    assert answer["as_of"] == "2026-03-04"
    problem = ask("GET", "/coverage?from=2026-03-04&to=2026-03-03", status=422)
    assert problem["code"] == "period-backwards"
    ask("GET", "/coverage?from=yesterday", status=422)


def test_a_drawn_polygon(ask, doors):
    ask(
        "POST",
        "/visits",
        status=201,
        json={
            "id": new_uids(1)[0],
            "household": doors[0],
            "outcome": "met",
            "occurred_at": "2026-03-04T10:00:00+08:00",
        },
    )
    figure = ask("POST", "/coverage", json={"polygon": shape(worlds.square(0, size=0.5))})
    assert (figure["target"], figure["reached"], figure["rate"]) == (2, 1, 0.5)
    figure = ask("POST", "/coverage", json={"polygon": shape(worlds.square(0, size=2))})
    assert figure["target"] == 7
    figure = ask("POST", "/coverage", json={"polygon": shape(worlds.square(50))})
    assert (figure["target"], figure["rate"]) == (0, None)
    figure = ask(
        "POST", "/coverage", json={"polygon": shape(worlds.square(0)), "from": "2026-03-05"}
    )
    assert figure["reached"] == 0


def test_credit_is_in_visits_and_apart(ask, doors):
    for outcome in ("no_answer", "met"):
        ask(
            "POST",
            "/visits",
            status=201,
            json={
                "id": new_uids(1)[0],
                "household": doors[0],
                "outcome": outcome,
                "occurred_at": "2026-03-04T10:00:00+08:00",
            },
        )
    credit = ask("GET", "/coverage/credit?level=grid")
    rows = credit["areas"]
    assert [(row["code"], row["visits"], row["met"], row["door"]) for row in rows] == [
        (GRIDS[0], 2, 1, 2)
    ]
    assert credit["nobody"]["visits"] == 0
    assert credit["next"] is None
    assert not {"target", "rate"} & set(rows[0])


@ON_BOTH
def test_a_hazard_from_report_to_handled(ask):
    [first, *_] = ask("GET", "/buildings")["items"]
    draft = hazard(building=first["uid"], note="stairs full of boxes", severity="serious")
    case = ask("POST", "/cases", json=draft, status=201)
    assert case["uid"] == draft["id"]
    assert case["state"] == "open"
    assert case["building"] == first["uid"]
    assert case["area"] == ask("GET", f"/areas/{GRIDS[0]}")["uid"]
    assert case["due_at"] == "2026-03-07T04:00:00Z"
    assert ask("POST", "/cases", json=draft, status=200) == case
    problem = ask("POST", "/cases", json={**draft, "note": "stairs free"}, status=409)
    assert problem["code"] == "case-id-taken"
    body = {"state": "handled", "base_seq": case["seq"]}
    handled = ask("PUT", f"/cases/{case['uid']}/state", json=body)
    assert handled["state"] == "handled"
    assert handled["seq"] > case["seq"]
    # Somebody who still sees it open has to look first.
    problem = ask("PUT", f"/cases/{case['uid']}/state", json=body, status=409)
    assert problem["code"] == "case-moved-on"
    assert ask("GET", f"/cases/{case['uid']}") == handled | {"note": "stairs full of boxes"}
    assert [row["uid"] for row in ask("GET", "/cases?state=handled")["items"]] == [case["uid"]]
    assert ask("GET", "/cases?state=open")["items"] == []
    assert len(ask("GET", f"/cases?area={COMMUNITIES[0]}")["items"]) == 1
    assert ask("GET", f"/cases?area={COMMUNITIES[1]}")["items"] == []
    assert len(ask("GET", f"/cases?bbox={BOX}")["items"]) == 1


def test_a_hazard_outside_every_area(ask):
    case = ask("POST", "/cases", json=hazard(place=[113.5, 27.5]), status=201)
    assert case["area"] is None
    assert case["place"] == {"type": "Point", "coordinates": [113.5, 27.5]}


@pytest.mark.parametrize(
    ("draft", "status", "code"),
    [
        (hazard(), 422, "case-placeless"),
        (hazard(place=[113.14, 27.84], category=None), 422, "hazard-uncategorised"),
        (hazard(place=[113.14, 27.84], opened_at="2026-03-05T00:00:00Z"), 422, "case-in-future"),
        (hazard(place=[113.14, 27.84], opened_at="9999-12-31T23:00:00-14:00"), 422, None),
        (hazard(building="x"), 404, "building-unknown"),
        (hazard(place=[500, 0]), 422, "request-unreadable"),
        (hazard(place=[113.14, 27.84], note="x" * 2001), 422, "request-unreadable"),
        (hazard(place=[113.14, 27.84], category="dragon"), 422, "request-unreadable"),
        (hazard(place=[113.14, 27.84], note="a\x00b"), 422, "request-unreadable"),
    ],
)
def test_what_is_no_case(ask, draft, status, code):
    problem = ask("POST", "/cases", json=draft, status=status)
    assert code is None or problem["code"] == code
    assert ask("GET", "/cases")["items"] == []


def test_cases_nobody_knows(ask):
    assert ask("GET", "/cases/x", status=404)["code"] == "case-unknown"
    body = {"state": "open", "base_seq": 2**70}
    assert ask("PUT", "/cases/x/state", json=body, status=404)["code"] == "case-unknown"
