"""People, offices, links, party trees, teams and orphans over HTTP."""

from __future__ import annotations

import pytest

from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.staff import divided
from tests.usecases.worlds import COMMUNITIES, GRIDS

pytestmark = ON_SQLITE

COMMUNITY, GRID = COMMUNITIES[0], GRIDS[0]


@pytest.fixture
def patches(workspace) -> list[str]:
    return divided(workspace, GRID, 4)


@pytest.fixture
def leaders(ask, patches) -> list[str]:
    """One leader a patch, named by number."""
    return [
        ask("POST", "/people", status=201, json=someone(f"邻{nth}", "patch_leader", patch))["uid"]
        for nth, patch in enumerate(patches)
    ]


def someone(name, office, area, **more):
    return {"name": name, "offices": [{"office": office, "area": area}], **more}


def test_a_person_is_entered_changed_and_found(ask):
    made = ask(
        "POST",
        "/people",
        status=201,
        json=someone("甲", "grid_lead", GRID, phone="13800000000"),
    )
    assert made["offices"][0]["area"] == GRID
    [listed] = ask("GET", f"/people?area={COMMUNITY}")["items"]
    assert listed["name"] == "甲"
    assert listed["has_phone"]
    assert "phone" not in listed
    put = ask("PUT", f"/people/{made['uid']}", json={"name": "乙", "phone": "13900000000"})
    assert ask("GET", f"/people/{made['uid']}") == put
    assert put["phone"] == "13900000000"
    taken = ask("POST", "/people", status=409, json=someone("丙", "grid_lead", GRID))
    assert taken["code"] == "office-taken"
    assert len(ask("GET", "/people")["items"]) == 1


def test_pages_of_people_go_on(ask, leaders):
    first = ask("GET", "/people?limit=3")
    rest = ask("GET", f"/people?limit=3&after={first['next']}")
    assert [one["uid"] for one in first["items"] + rest["items"]] == leaders
    assert rest["next"] is None


def test_offices_begin_end_and_are_handed_over(ask, patches, leaders):
    new = ask("POST", "/people", status=201, json={"name": "新"})["uid"]
    seat = {"office": "patch_leader", "area": patches[0]}
    moved = ask(
        "POST", "/offices/handover", status=201, json={**seat, "to": new, "on": "2026-03-09"}
    )
    assert moved["since"] == "2026-03-09"
    [was] = ask("GET", f"/people/{leaders[0]}/offices")
    assert (was["since"], was["until"]) == ("2026-03-04", "2026-03-09")
    ask("POST", f"/people/{new}/offices/end", status=204, json={**seat, "on": "2026-03-20"})
    held = ask("GET", f"/offices?area={patches[0]}&office=patch_leader&day=2026-03-19")
    assert [one["person"] for one in held] == [new]
    vacant = ask("GET", f"/offices/vacant?area={patches[0]}&day=2026-03-20")
    assert [(one["office"], one["since"]) for one in vacant] == [("patch_leader", "2026-03-20")]


def test_links_are_suggested_in_balance_and_set(ask, leaders):
    cadres = [
        ask("POST", "/people", status=201, json=someone(f"干{n}", "cadre", COMMUNITY))["uid"]
        for n in range(2)
    ]
    ask("PUT", "/links", json={"links": [{"leader": one, "cadre": cadres[0]} for one in leaders]})
    suggested = ask("GET", f"/links/suggested?area={COMMUNITY}")
    assert suggested["changes"] == 2
    assert {one["leaders"] for one in suggested["cadres"]} == {2}
    pairs = [{"leader": one["uid"], "cadre": one["cadre"]} for one in suggested["leaders"]]
    assert ask("PUT", "/links", json={"links": pairs}) == {"changed": 2}
    board = ask("GET", "/links")
    assert [one["leaders"] for one in board["cadres"]] == [2, 2]
    assert ask("GET", "/links/suggested")["changes"] == 0
    wrong = {"links": [{"leader": cadres[0], "cadre": cadres[1]}]}
    assert ask("PUT", "/links", status=422, json=wrong)["code"] == "link-leader"
    wrong = {"links": [{"leader": leaders[0], "cadre": leaders[1]}]}
    assert ask("PUT", "/links", status=422, json=wrong)["code"] == "link-cadre"


FOUR = ["街道党工委", "社区党总支", "小区党支部", "楼栋党小组"]
FIVE = ["街道党工委", "社区党总支", "小区党支部", "楼栋长小组", "党员中心户"]


def tree(levels, grid, depth):
    """A tree with one unit a level, the third one the branch of a grid."""
    unit = {"name": f"{depth}的{levels[-1]}"}
    for nth in range(len(levels) - 2, -1, -1):
        unit = {"name": levels[nth], "units": [unit], **({"area": grid} if nth == 2 else {})}
    return {"levels": levels, "titles": {"grid": "片区"}, "units": [unit]}


def test_neighbouring_communities_have_trees_of_their_own_shape(ask):
    four = ask("PUT", f"/party/{COMMUNITY}", json=tree(FOUR, GRID, 4))
    five = ask("PUT", f"/party/{COMMUNITIES[1]}", json=tree(FIVE, GRIDS[2], 5))
    assert [one["level"] for one in four["units"]] == FOUR
    assert [one["level"] for one in five["units"]] == FIVE
    assert four["units"][2]["area"] == GRID
    assert four["titles"] == {"grid": "片区"}
    assert ask("GET", f"/party/{COMMUNITY}") == four
    parents = {one["uid"]: one["parent"] for one in four["units"]}
    assert list(parents.values()) == [None, *list(parents)[:-1]]


@ON_BOTH
def test_a_tree_written_again_keeps_its_units_and_closes_what_is_gone(ask):
    before = ask("PUT", f"/party/{COMMUNITY}", json=tree(FOUR, GRID, 4))
    told = tree(FOUR, GRID, 4)
    told["units"][0]["units"][0] |= {"name": "社区党委", "aliases": ["社区党总支"], "units": []}
    after = ask("PUT", f"/party/{COMMUNITY}", json=told)
    assert [one["uid"] for one in after["units"]] == [one["uid"] for one in before["units"][:2]]
    assert after["units"][1]["aliases"] == ["社区党总支"]


def test_single_units_are_entered_moved_and_closed(ask):
    top, committee, branch, cell = ask("PUT", f"/party/{COMMUNITY}", json=tree(FOUR, GRID, 4))[
        "units"
    ]
    path = f"/party/{COMMUNITY}/units"
    second = {"name": "第二支部", "parent": committee["uid"], "area": GRIDS[1]}
    made = ask("POST", path, status=201, json=second)
    assert made["level"] == "小区党支部"
    assert ask("POST", path, status=422, json=second)["code"] == "party-name"
    moved = {"name": cell["name"], "parent": made["uid"]}
    assert ask("PUT", f"{path}/{cell['uid']}", json=moved)["parent"] == made["uid"]
    ring = {"name": "党工委", "parent": made["uid"]}
    assert ask("PUT", f"{path}/{top['uid']}", status=422, json=ring)["code"] == "party-level"
    foreign = {"name": "第三支部", "parent": committee["uid"], "area": GRIDS[2]}
    assert ask("POST", path, status=422, json=foreign)["code"] == "party-area"
    ask("DELETE", f"{path}/{made['uid']}", status=409)
    ask("DELETE", f"{path}/{cell['uid']}", status=204)
    ask("DELETE", f"{path}/{made['uid']}", status=204)
    left = [one["uid"] for one in ask("GET", f"/party/{COMMUNITY}")["units"]]
    assert left == [top["uid"], committee["uid"], branch["uid"]]


@ON_BOTH
def test_a_member_household_belongs_to_a_unit_and_has_fixed_households(ask, doors):
    unit = ask("PUT", f"/party/{COMMUNITY}", json=tree(FIVE, GRID, 5))["units"][-1]
    seat = {"office": "member_household", "area": GRID, "party_unit": unit["uid"]}
    who = ask("POST", "/people", status=201, json={"name": "甲", "offices": [seat]})
    assert who["offices"][0]["party_unit"] == {"uid": unit["uid"], "name": unit["name"]}
    path = f"/people/{who['uid']}/contacts"
    ask("PUT", path, json={"households": doors[:2], "since": "2026-03-04"})
    kept = ask("PUT", path, json={"households": doors[1:3], "since": "2026-03-05"})
    assert {one["household"]: one["since"] for one in kept} == {
        doors[1]: "2026-03-04",
        doors[2]: "2026-03-05",
    }
    far = ask("PUT", path, status=422, json={"households": [doors[-1]]})
    assert far["code"] == "contact-elsewhere"
    other = ask("PUT", f"/party/{COMMUNITIES[1]}", json=tree(FOUR, GRIDS[2], 4))["units"][0]
    wrong = {"office": "member_household", "area": GRID, "party_unit": other["uid"]}
    ask("POST", f"/people/{who['uid']}/offices", status=422, json=wrong)


@ON_BOTH
def test_areas_have_other_names(ask):
    path = f"/party/areas/{GRID}/aliases"
    assert ask("PUT", path, json={"names": ["一片区", " 一片区", "东片"]}) == ["一片区", "东片"]
    assert ask("GET", path) == ["一片区", "东片"]


@ON_BOTH
def test_a_team_has_members_from_a_day_to_a_day(ask, leaders):
    team = ask("POST", "/teams", status=201, json={"area": COMMUNITY, "name": "飞线专班"})
    ask("POST", "/teams", status=409, json={"area": COMMUNITY, "name": "飞线专班"})
    path = f"/teams/{team['uid']}"
    ask("PUT", f"{path}/members/{leaders[0]}", json={"role": "组长", "since": "2026-03-01"})
    [listed] = ask("GET", f"/teams?area={COMMUNITY}")
    assert [(one["name"], one["role"]) for one in listed["members"]] == [("邻0", "组长")]
    assert ask("DELETE", f"{path}/members/{leaders[0]}")["members"] == []
    assert ask("PUT", path, json={"name": "专班"})["name"] == "专班"
    ask("DELETE", path, status=204)
    assert ask("GET", "/teams") == []
    # Taking the closing back finds it as it was called, with nobody in it yet.
    again = ask("POST", "/teams", status=201, json={"area": COMMUNITY, "name": "专班"})
    assert again == {**team, "name": "专班"}


@ON_BOTH
def test_departments_open_close_and_open_again(ask):
    made = ask("POST", "/departments", status=201, json={"name": "城管办"})
    ask("POST", "/departments", status=409, json={"name": "城管办"})
    officer = {"office": "department_officer", "department": made["uid"]}
    who = ask("POST", "/people", status=201, json={"name": "甲", "offices": [officer]})
    assert who["offices"][0]["department"] == made
    ask("DELETE", f"/departments/{made['uid']}", status=204)
    assert ask("GET", "/departments") == []
    assert ask("POST", "/departments", status=201, json={"name": "城管办"}) == made


def test_span_compares_areas_and_lists_those_off(ask, patches, leaders):
    cadre = ask("POST", "/people", status=201, json=someone("干", "cadre", COMMUNITY))["uid"]
    ask("PUT", "/links", json={"links": [{"leader": leaders[0], "cadre": cadre}]})
    table = ask("GET", "/span?by=community")
    row = next(one for one in table["rows"] if one["code"] == COMMUNITY)
    assert table["rules"]["households"] == {"least": 5, "most": 15}
    assert row["leaders"] == {
        "under": 1, "within": 0, "over": 0, "total": 4, "mean": 4.0, "least": 4, "most": 4,
    }  # fmt: skip
    assert row["links"]["under"] == 1
    assert row["households"]["under"] == 4
    assert {one["code"] for one in table["outliers"]} == {*patches, GRID}
    assert ask("GET", f"/span?by=grid&area={GRID}")["rows"][0]["links"] is None
    named = str(table)
    assert not any(name in named for name in ("干", "邻0", cadre, *leaders))


@ON_BOTH
def test_orphans_lead_to_their_fix(ask, patches, leaders):
    gone = {"office": "patch_leader", "area": patches[1]}
    ask("POST", f"/people/{leaders[1]}/offices/end", status=204, json=gone)
    page = ask("GET", "/orphans")
    assert page["counts"] == {"household": 0, "part": 0, "patch": 1, "leader": 3}
    patch = next(one for one in page["items"] if one["kind"] == "patch")
    assert ask("GET", f"/areas/{patch['uid']}")["code"] == patches[1]
    leader = next(one for one in page["items"] if one["kind"] == "leader")
    assert ask("GET", f"/people/{leader['uid']}")["offices"][0]["area"] == leader["area"]
    assert ask("GET", f"/orphans?area={GRIDS[2]}")["items"] == []
    second = ask("GET", "/orphans?kind=leader&limit=2")
    assert second["next"] == 2
    assert len(ask("GET", "/orphans?kind=leader&after=2")["items"]) == 1
