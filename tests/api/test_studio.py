"""The planner's studio: its ground, searches, figures of hand work, drafts and their way."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

import pypdfium2
import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from gridmap.errors import Conflict
from gridmap.store import accounts as account_store
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store.bulk import append, new_uids
from gridmap.store.sequence import ground_changed
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.households import household
from gridmap.store.tables.people import assignment
from gridmap.store.tables.people import person as person_table
from gridmap.territory.people import Office
from gridmap.usecases import plan_searches
from gridmap.usecases.plan_changes import plan_changes
from gridmap.usecases.plan_drawing import plan_map
from gridmap.usecases.plans import discard_plan, plan
from gridmap.usecases.seats import Seat
from gridmap.usecases.sessions import open_session
from tests.api.conftest import Ask, browser
from tests.usecases.drafts import with_tower
from tests.usecases.staff import somebody
from tests.usecases.worlds import COMMUNITIES, GRIDS, Clock

TOWN, OTHER = COMMUNITIES
FIRST, SECOND = GRIDS[:2]


@pytest.fixture
def workspace(sqlite_workspace):
    return sqlite_workspace


@pytest.fixture
def client(workspace) -> Iterator[TestClient]:
    with browser(workspace) as client:
        client.headers["origin"] = str(client.base_url)
        yield client


@pytest.fixture
def planners(workspace) -> list[str]:
    """Sign two planners of the first community in, and one of the other; their sessions."""
    with workspace.writing() as conn:
        by_code = area_store.tree(conn, workspace.today()).by_code
        people = append(conn, person_table, {"uid": new_uids(3)}).tolist()
        held = {
            "person": people,
            "office": [Office.PLANNER.value] * 3,
            "area": [by_code[code].id for code in (TOWN, TOWN, OTHER)],
            "valid_from": BEGINNING,
        }
        append(conn, assignment, held)
        secrets = []
        for number, who in enumerate(people):
            facts = {"person": who, "login": f"planner{number}", "made_at": workspace.clock()}
            account = account_store.add(conn, facts)
            session = open_session(workspace, conn, account, device=None, second_factor=True)
            secrets.append(session.secret)
    return secrets


@contextmanager
def acting(client: TestClient, secret: str) -> Iterator[None]:
    client.cookies.set("gridmap", secret)
    yield
    client.cookies.clear()


def ground_of(ask: Ask, level: str = "grid", area: str = TOWN, more: str = "") -> Any:
    return ask("GET", f"/studio/ground?area={area}&level={level}{more}")


def division(ground: Any, **changed: int) -> dict[str, Any]:
    """Today's division as it is handed in, with some atoms (``a3=0``) of another area."""
    part = list(ground["atoms"]["area"])
    for atom, at in changed.items():
        part[int(atom[1:])] = at
    return {
        "area": ground["area"]["code"],
        "level": ground["level"],
        "base": ground["base"],
        "labels": [one["code"] for one in ground["areas"]],
        "part": part,
        "size": [1, 99],
    }


def searched(ask: Ask, **order: Any) -> Any:
    """Search to the end."""
    found = ask("POST", "/studio/searches", status=202, json={"area": TOWN, **order})
    return until_over(ask, found["id"])


def until_over(ask: Ask, uid: str) -> Any:
    limit = time.monotonic() + 20
    while (now := ask("GET", f"/studio/searches/{uid}"))["state"] in ("waiting", "running"):
        assert time.monotonic() < limit, now
        time.sleep(0.01)
    return now


def labelled(given: Any) -> list[str]:
    return [given["labels"][at] for at in given["part"]]


def refused(ask: Ask, status: int, method: str, path: str, **more: Any) -> str:
    code: str = ask(method, path, status=status, **more)["code"]
    return code


def test_the_ground_is_columns_over_which_a_stroke_is_reckoned(ask, client):
    ground = ground_of(ask)
    assert ground["atoms"]["households"] == [2, 2, 2, 1]
    assert ground["atoms"]["area"] == [0, 0, 1, 1]
    assert [one["code"] for one in ground["areas"]] == [FIRST, SECOND]
    assert (ground["zone_level"], ground["size"], ground["tolerance"]) == ("community", None, 0.05)
    assert {(0, 1), (1, 2), (2, 3)} <= set(
        zip(ground["edges"]["a"], ground["edges"]["b"], strict=True)
    )
    shape = ground["buildings"]["shape"]
    assert shape["pieces"] == [1, 1, 1, 1]
    assert shape["vertices"] == [4, 4, 4, 4]
    walls = list(accumulate(shape["xy"][0:8:2]))
    assert min(walls) < ground["atoms"]["x"][0] < max(walls)
    path = f"/api/v1/studio/ground?area={TOWN}&level=grid"
    mark = client.get(path).headers["etag"]
    assert client.get(path, headers={"if-none-match": mark}).status_code == 304
    weighed = client.get(f"{path}&load=2*households", headers={"if-none-match": mark})
    assert weighed.json()["atoms"]["load"] == [4, 4, 4, 2]
    assert weighed.json()["base"] == ground["base"]
    cells = ask("GET", f"/studio/cells?area={TOWN}&level=grid")
    assert (cells["base"], cells["cells"]["pieces"]) == (ground["base"], [1, 1, 1, 1])


def test_a_planner_hears_of_their_own_ground_only_and_not_of_those_in_need(ask, client, planners):
    with acting(client, planners[0]):
        path = f"/studio/ground?level=grid&area={TOWN}&load=households%2Bkey_groups"
        assert refused(ask, 403, "GET", path) == "plan-load-private"
        order = {"area": TOWN, "level": "grid", "load": "key_groups"}
        assert refused(ask, 403, "POST", "/studio/searches", json=order) == "plan-load-private"
        path = f"/studio/ground?level=grid&area={TOWN}&load=doors"
        assert "key_groups" not in ask("GET", path, status=422)["message"]
        path = f"/studio/ground?level=grid&area={OTHER}"
        assert refused(ask, 403, "GET", path) == "not-yours"


def test_what_cannot_be_asked_is_said(ask):
    ground = "/studio/ground?level=grid&area="
    assert refused(ask, 404, "GET", f"{ground}430") == "area-unknown"
    assert refused(ask, 422, "GET", f"{ground}{TOWN}&load=doors") == "workload-column-unknown"
    assert refused(ask, 422, "GET", f"/studio/ground?level=group&area={TOWN}") == (
        "request-unreadable"
    )
    for load in ("1%2F0", "households%2Fwalk_up", "-households", "9" * 400):
        assert ask("GET", f"{ground}{TOWN}&load={load}", status=422)["message"]
    for wrong in ({"tolerance": 1e308}, {"part": [2**70] * 4}, {"part": [0, 0, 1, -2]}):
        order = division(ground_of(ask)) | wrong
        assert refused(ask, 422, "POST", "/studio/figures", json=order) == "request-unreadable"
    order = {"area": TOWN, "level": "grid"}
    for code, status, more in (
        ("plan-lock-unknown", 404, {"locked": ["nowhere"]}),
        ("workload-unreadable", 422, {"load": "households +"}),
        ("area-unknown", 404, {"area": "430"}),
    ):
        told = refused(ask, status, "POST", "/studio/searches", json=order | more)
        assert told == code
    for code, more in (
        ("division-bounds", {"size": [500, 300]}),
        ("division-tolerance", {"tolerance": 7}),
        ("division-grid-unknown", {"remove": [GRIDS[3]]}),
        ("division-zone-unknown", {"add": {OTHER: 1}}),
    ):
        problem = searched(ask, level="grid", **more)["problem"]
        assert problem["code"] == code
        assert problem["message"]


def test_figures_of_a_division_by_hand(ask):
    ground = ground_of(ask)
    told = ask("POST", "/studio/figures", json=division(ground, a2=0))
    assert (told["then"]["moved"], told["then"]["pieces"]) == (2, 0)
    assert told["moves"] == [
        {"from": SECOND, "to": FIRST, "households": 2, "buildings": 1, "leaders": None}
    ]
    assert [one["load"] for one in told["areas"]] == [6, 1]
    assert told["outlines"] is None
    # What is decided by nobody yet counts as neither.
    open_ = ask("POST", "/studio/figures", json=division(ground, a3=-1) | {"outlines": True})
    assert open_["part"] == [0, 0, 1, -1]
    drawn = [one["properties"] for one in open_["outlines"]["features"]]
    assert [one["households"] for one in drawn] == [4, 2]
    split = ask("POST", "/studio/figures", json=division(ground, a0=1, a1=1, a2=0, a3=0))
    assert split["then"]["moved"] == 7
    for wrong in (
        {"part": [0]},
        {"part": [0, 0, 1, 2]},
        {"labels": [FIRST, GRIDS[3]]},
        {"labels": [FIRST, FIRST]},
    ):
        order = division(ground) | wrong
        assert refused(ask, 422, "POST", "/studio/figures", json=order) == "plan-assignment"


def test_an_area_that_is_new_can_be_locked(ask):
    drawn = division(ground_of(ask)) | {"labels": [FIRST, SECOND, "new-1"], "part": [0, 0, 1, 2]}
    wish = {"level": "grid", "size": [2, 4], "locked": ["new-1"]}
    given = {name: drawn[name] for name in ("base", "labels", "part")} | {"by_hand": []}
    [mended] = searched(ask, start=given, **wish)["outcomes"]
    assert [label == "new-1" for label in labelled(mended)] == [False, False, False, True]
    # A few to choose from keep it as well; they count what moves from today.
    front = searched(ask, start=given, front=True, **wish)["outcomes"]
    assert front
    for one in front:
        assert [label == "new-1" for label in labelled(one)] == [False, False, False, True]
        assert one["then"]["moved"] >= 1
    # It is not there yet where nothing was drawn, and not kept where all begins from nothing.
    order = {"area": TOWN, **wish}
    search = "POST", "/studio/searches"
    assert refused(ask, 404, *search, json=order) == "plan-lock-unknown"
    order |= {"anew": True, "start": given}
    assert refused(ask, 422, *search, json=order) == "plan-anew-locked"
    kept = ask("POST", "/plans", status=201, json=drawn | {"locked": ["new-1"]})
    assert ask("GET", f"/plans/{kept['name']}/draft")["locked"] == ["new-1"]


def test_a_plan_that_is_kept_tells_why_areas_are_out_of_bounds(ask):
    drawn = division(ground_of(ask), a2=0) | {"size": [2, 5]}
    for more, reason in (
        ({}, "drawn"),
        ({"locked": [SECOND]}, "locked"),
        ({"by_hand": [0, 1, 2]}, "locked"),
    ):
        kept = ask("POST", "/plans", status=201, json=drawn | more)
        [told] = ask("GET", f"/plans/{kept['name']}")["infeasible"]
        assert (told["reason"], told["outside"]) == (reason, 2)


def test_a_search_finds_divisions_over_the_same_atoms(ask):
    found = searched(ask, level="grid", merge=[[FIRST, SECOND]], size=[1, 99])
    assert (found["state"], found["progress"], found["stopped"]) == ("done", 1, False)
    [outcome] = found["outcomes"]
    assert (outcome["labels"], outcome["part"]) == ([FIRST], [0, 0, 0, 0])
    assert outcome["then"]["moved"] == 3
    kept = ask("POST", "/plans", status=201, json=division(ground_of(ask), a2=0, a3=0))
    assert kept["then"]["grids"] == 1
    front = searched(ask, level="grid", front=True, size=[1, 99])
    borders = [one["then"]["border_m"] for one in front["outcomes"]]
    assert borders == sorted(borders, reverse=True)
    listed = ask("GET", "/studio/searches")
    assert [one["id"] for one in listed] == [front["id"], found["id"]]
    assert not any(one["outcomes"] for one in listed)
    new = searched(ask, level="grid", anew=True, size=[1, 4])
    assert sorted(new["outcomes"][0]["labels"]) == ["new-1", "new-2", "new-3"]
    heavy = searched(ask, level="grid", size=[1, 1])["outcomes"][0]["findings"]
    names = {one["message"].split(" alone")[0] for one in heavy if "alone" in one["message"]}
    assert names == {one["uid"] for one in ask("GET", f"/buildings?area={TOWN}")["items"][:3]}
    tight = searched(ask, level="grid", size=[50, 60])["outcomes"][0]["infeasible"]
    assert [(one["zone"], one["reason"]) for one in tight] == [(TOWN, "too_few")]
    assert "50" in tight[0]["message"]
    assert "no number of them fits" in tight[0]["message"]
    assert (tight[0]["share"], tight[0]["fitting"]) == (3.5, 0)


def test_what_cannot_be_met_names_the_community_where_there_are_several(ask):
    order = {"level": "patch", "anew": True, "size": [50, 60]}
    for area, several in ((TOWN, False), (TOWN[:9], True)):
        [outcome] = searched(ask, area=area, **order)["outcomes"]
        rows = {row["zone"]: row for row in outcome["infeasible"]}
        assert FIRST in rows
        named = rows[FIRST]["message"].partition(":")[0]
        within = rows[FIRST]["zone_within"]
        assert (within is not None) == several
        if several:
            assert named == f"{within} Grid 1"


def test_the_rest_is_mended_around_what_was_decided_by_hand(ask):
    ground = ground_of(ask)
    hand = division(ground, a2=0)
    start = {name: hand[name] for name in ("base", "labels", "part")}
    order = {"level": "grid", "size": [3, 4]}
    [outcome] = searched(ask, **order, start={**start, "by_hand": [2]})["outcomes"]
    assert labelled(outcome)[2] == FIRST
    assert outcome["then"]["moved"] > 0
    [free] = searched(ask, **order, start={**start, "by_hand": []})["outcomes"]
    assert (free["then"]["moved"], free["then"]["outside"]) == (0, 0)
    # A new area, and one that nobody decided.
    start["labels"], start["part"] = [FIRST, "new-1"], [0, 0, 1, -1]
    [three] = searched(ask, **order, start={**start, "by_hand": [2, 3]})["outcomes"]
    assert labelled(three) == [FIRST, FIRST, "new-1", "new-1"]
    start["base"] = "other ground"
    order |= {"area": TOWN, "start": {**start, "by_hand": []}}
    assert refused(ask, 409, "POST", "/studio/searches", json=order) == "plan-ground-changed"


def test_a_search_ends_when_it_is_told_to_or_nobody_asks(ask, client, planners, monkeypatch):
    order = {"area": TOWN, "level": "grid", "size": [1, 5], "seconds": 600}
    with acting(client, planners[0]):
        first = ask("POST", "/studio/searches", status=202, json=order)["id"]
        while ask("GET", f"/studio/searches/{first}")["state"] == "waiting":
            time.sleep(0.01)
        waiting = ask("POST", "/studio/searches", status=202, json=order)
        assert (waiting["state"], waiting["ahead"]) == ("waiting", 1)
        for _ in range(7):
            ask("POST", "/studio/searches", status=202, json=order)
        assert refused(ask, 409, "POST", "/studio/searches", json=order) == "plan-searches-full"
        ask("POST", f"/studio/searches/{first}/stop", status=202)
        over = until_over(ask, first)
        assert (over["state"], over["stopped"], len(over["outcomes"])) == ("done", True, 1)
        second = waiting["id"]
        for one in ask("GET", "/studio/searches"):
            if one["id"] not in (first, second):
                ask("DELETE", f"/studio/searches/{one['id']}", status=204)
        while ask("GET", f"/studio/searches/{second}")["state"] == "waiting":
            time.sleep(0.01)
    with acting(client, planners[1]):
        path = f"/studio/searches/{second}"
        for method, below in (("GET", ""), ("POST", "/stop"), ("DELETE", "")):
            assert refused(ask, 404, method, path + below) == "plan-search-unknown"
        assert ask("GET", "/studio/searches") == []
    with acting(client, planners[0]):
        monkeypatch.setattr(plan_searches, "_PATIENCE_SECONDS", -1.0)
        alone = until_over(ask, second)
        assert (alone["state"], alone["stopped"]) == ("done", True)


def test_two_planners_at_once_overwrite_nothing(ask, client, planners):
    with acting(client, planners[0]):
        ground = ground_of(ask)
        mine = division(ground, a2=0) | {"title": "手工草稿", "by_hand": [2], "locked": [SECOND]}
        unknown = mine | {"locked": ["nowhere"]}
        assert refused(ask, 404, "POST", "/plans", json=unknown) == "plan-lock-unknown"
        kept = ask("POST", "/plans", status=201, json=mine)
        name = kept["name"]
        assert (kept["version"], kept["title"], kept["mine"]) == (1, "手工草稿", True)
        assert kept["asked"]["size"] == [1, 99]
        short = mine | {"part": [0, 0, 1, -1]}
        assert refused(ask, 422, "POST", "/plans", json=short) == "plan-unassigned"
    with acting(client, planners[1]):
        again = ask("GET", f"/plans/{name}/draft")
        assert (again["base"], again["part"], again["astray"]) == (ground["base"], [0, 0, 0, 1], 0)
        assert (again["by_hand"], again["locked"]) == ([2], [SECOND])
        theirs = division(ground) | {"version": 1}
        changed = ask("PUT", f"/plans/{name}", json=theirs)
        assert (changed["version"], changed["then"]["moved"]) == (2, 0)
    with acting(client, planners[0]):
        late = mine | {"version": 1}
        assert refused(ask, 409, "PUT", f"/plans/{name}", json=late) == "plan-changed"
        stale = {"json": {"version": 1}}
        assert refused(ask, 409, "POST", f"/plans/{name}/submit", **stale) == "plan-changed"
        now = ask("GET", f"/plans/{name}")
        assert (now["version"], now["mine"], now["then"]["moved"]) == (2, False, 0)
        elsewhere = mine | {"version": 2, "level": "patch"}
        assert refused(ask, 422, "PUT", f"/plans/{name}", json=elsewhere) == "plan-assignment"
    with acting(client, planners[2]):
        assert refused(ask, 403, "GET", f"/plans/{name}") == "not-yours"
        assert ask("GET", "/plans") == []


def printed(client, path):
    """All text of a PDF."""
    pages = pypdfium2.PdfDocument(client.get(f"/api/v1{path}", params={"lang": "zh-CN"}).content)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_a_plan_goes_from_one_hand_to_the_other(ask, client, planners, workspace, clock: Clock):
    somebody(workspace, "甲一", Seat(Office.GRID_LEAD, FIRST))
    somebody(workspace, "乙二", Seat(Office.GRID_LEAD, SECOND))
    day = "2026-03-05"
    with acting(client, planners[0]):
        draft = ask("POST", "/plans", status=201, json=division(ground_of(ask), a2=0))
        name, seen = draft["name"], {"version": 1}
        assert [key for key, may in draft["may"].items() if may] == ["change", "submit", "discard"]
        drawn = ask("GET", f"/plans/{name}/map")
        assert [one["properties"]["label"] for one in drawn["before"]["features"]] == [
            FIRST,
            SECOND,
        ]
        assert [one["properties"]["households"] for one in drawn["after"]["features"]] == [6, 1]
        [move] = drawn["moves"]["features"]
        assert (move["properties"]["from"], move["properties"]["to"]) == (SECOND, FIRST)
        book = client.get(f"/api/v1/plans/{name}/changes?lang=zh-CN").content
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
        [head, *rows] = sheets.get_sheet_by_name("换邻长名单").to_python()
        assert head[3:7] == ["户数", "原网格", "原邻", "原邻长"]
        numbered = (f"2 格 · {SECOND}", f"1 格 · {FIRST}")
        [row] = rows
        assert row[3:] == [2.0, numbered[0], "", "乙二", numbered[1], "", "甲一"]
        # A letter to each of the two doors.
        [head, *letters] = sheets.get_sheet_by_name("告知信").to_python()
        assert head[2:5] + head[-2:] == ["门号", "原网格", "原邻", "新邻长", "生效日期"]
        assert [row[3:] for row in letters] == [["2 格", "", "乙二", "1 格", "", "甲一", ""]] * 2
        # On paper no leader is named unless the text of the letters asks for them.
        kept = ask("PUT", "/plans/letter-text?lang=zh-CN", json={"text": "t\n{新联系人}"})
        assert kept["own"]
        assert "甲一" in printed(client, f"/plans/{name}/letters")
        assert not ask("DELETE", "/plans/letter-text?lang=zh-CN")["own"]
        for what in ("letters", "sheets"):
            told = printed(client, f"/plans/{name}/{what}")
            assert "草稿" in told
            assert "甲一" not in told
        ask("POST", f"/plans/{name}/submit", json=seen)
        own = {"json": seen | {"on": day}}
        assert refused(ask, 409, "POST", f"/plans/{name}/approve", **own) == "plan-own-approval"
        change = {"json": division(ground_of(ask)) | seen}
        assert refused(ask, 409, "PUT", f"/plans/{name}", **change) == "plan-not-draft"
        ask("POST", f"/plans/{name}/withdraw")
        ask("POST", f"/plans/{name}/submit", json=seen)
    with acting(client, planners[1]):
        past = {"json": seen | {"on": "2026-03-01"}}
        assert refused(ask, 422, "POST", f"/plans/{name}/approve", **past) == "plan-day-past"
        approved = ask("POST", f"/plans/{name}/approve", json=seen | {"on": day})
        assert (approved["state"], approved["applies_on"]) == ("approved", day)
        assert ground_of(ask)["atoms"]["area"] == [0, 0, 1, 1]
    clock.forward(days=1)
    assert plan(workspace, name).state == "in_effect"
    assert len(plan_map(workspace, name)["before"]["features"]) == 2
    with pytest.raises(Conflict) as caught:
        discard_plan(workspace, name)
    assert caught.value.code == "plan-in-effect-already"


def test_what_others_change_is_seen_before_anything_is_lost(ask, workspace):
    ground = ground_of(ask)
    draft = division(ground, a2=0)
    name = ask("POST", "/plans", status=201, json=draft)["name"]
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        part = ground["atoms"]["part"][3]
        to = {part: tree.by_code[FIRST].id}
        membership_store.move(conn, to, source="hand", since=workspace.today())
    assert refused(ask, 409, "POST", "/plans", json=draft) == "plan-ground-changed"
    seen = {"version": 1}
    ask("POST", f"/plans/{name}/submit", json=seen)
    with workspace.writing() as conn:
        to = {ground["atoms"]["part"][2]: tree.by_code[FIRST].id}
        membership_store.move(conn, to, source="hand", since=workspace.today())
    approval = {"json": seen | {"on": "2026-03-06"}}
    assert refused(ask, 409, "POST", f"/plans/{name}/approve", **approval) == "plan-outdated"
    ask("DELETE", f"/plans/{name}")
    again = ask("GET", f"/plans/{name}/draft")
    assert (again["plan"]["state"], again["part"]) == ("discarded", [0, 0, 0, 1])


def test_a_tower_is_shared_between_patches(ask, workspace):
    with_tower(workspace)
    ground = ground_of(ask, "patch")
    atoms = ground["atoms"]
    floors = [at for at, unit in enumerate(atoms["unit"]) if unit == "2"]
    assert [atoms["low"][at] for at in floors] == [1, 2, 3, 4, 5, 6]
    giver = atoms["area"][floors[0]]
    taker = next(at for at in atoms["area"] if at not in (giver, -1))
    draft = division(ground, **{f"a{at}": taker for at in floors[4:]})
    assert draft["size"] == [1, 99]
    here = [at for at, area in enumerate(atoms["area"]) if area == -1]
    draft["labels"].append("new-1")
    for at in here:
        draft["part"][at] = len(draft["labels"]) - 1
    assert ground["zone_level"] == "grid"
    across = dict(draft, part=[taker] * len(draft["part"]))
    assert refused(ask, 422, "POST", "/plans", json=across) == "plan-across"
    name = ask("POST", "/plans", status=201, json=draft)["name"]
    again = ask("GET", f"/plans/{name}/draft")
    assert again["astray"] == 0
    assert labelled(again) == labelled(draft)
    told = plan_changes(workspace, name)
    rows = told.parts
    assert len(told.letters) == rows["households"].sum()
    shared = rows[rows["unit"] == "2"].iloc[0]
    assert shared[["floors", "households"]].tolist() == ["5-6", 4]
    changed = rows["from_patch"].notna()
    assert rows["households"][changed].sum() == ask("GET", f"/plans/{name}")["then"]["moved"]
    # Whatever weighs, and between which bounds: floors stay what they are, and whose they are.
    weighed = ground_of(ask, "patch", more="&load=households%2Bwalk_up")
    assert weighed["base"] == ground["base"]
    fine = draft | {"load": "households + walk_up", "size": [1, 15]}
    other = ask("POST", "/plans", status=201, json=fine)["name"]
    assert ask("GET", f"/plans/{other}/draft")["part"] == again["part"]
    # Where a floor is not known any more, all go where most of their part goes.
    with workspace.writing() as conn:
        tower = [row["household"] for row in household_store.of_building(
            conn, ground["buildings"]["id"][atoms["building"][floors[0]]], workspace.today()
        )]  # fmt: skip
        conn.execute(update(household).where(household.c.id == tower[0]).values(floor=None))
        ground_changed(conn)
    whole = ground_of(ask, "patch")
    assert len(whole["atoms"]["part"]) == len(atoms["part"]) - 11
    coarse = ask("GET", f"/plans/{name}/draft")
    assert (coarse["base"], coarse["astray"]) == (whole["base"], 0)
    at = whole["atoms"]["households"].index(24)
    assert labelled(coarse)[at] == labelled(draft)[floors[0]]


def test_patches_are_made_by_hand_where_there_are_none(ask, workspace, clock: Clock):
    ground = ground_of(ask, "patch")
    assert (ground["areas"], ground["size"]) == ([], [5, 15])
    assert ground["atoms"]["area"] == [-1] * 4
    problem = searched(ask, level="patch")["problem"]
    assert problem["code"] == "division-grids-missing"
    new = division(ground) | {"labels": ["new-1", "new-2", "new-3"], "part": [0, 0, 1, 2]}
    told = ask("POST", "/studio/figures", json=new)
    assert (told["today"], told["then"]["grids"], told["then"]["moved"]) == (None, 3, 0)
    name = ask("POST", "/plans", status=201, json=new)["name"]
    ask("POST", f"/plans/{name}/submit", json={"version": 1})
    today = str(workspace.today())
    over = ask("POST", f"/plans/{name}/approve", json={"version": 1, "on": today})
    assert over["state"] == "in_effect"
    again = ground_of(ask, "patch")
    assert [one["code"] for one in again["areas"]] == [
        f"{FIRST}01",
        f"{SECOND}01",
        f"{SECOND}02",
    ]
    assert again["atoms"]["area"] == [0, 0, 1, 2]
    # Opened again, the plan speaks of what stands by now.
    kept = ask("GET", f"/plans/{name}/draft")
    assert kept["labels"] == [one["code"] for one in again["areas"]]
    assert kept["part"] == again["atoms"]["area"]
