"""The organisation in the browser: who serves, who stays in touch with whom, what nobody has."""

from __future__ import annotations

import re
import shutil
from contextlib import closing

import pytest
from playwright.sync_api import expect

from gridmap.usecases.workspace import open_workspace
from tests.web.conftest import DESKTOP, EACH_ONCE, PHONE
from tests.web.screen import until
from tests.web.serving import Served
from tests.web.test_access import complaints, overflowing
from tests.web.town import GRIDS, LEFT, PATCHES, SUBDISTRICT

pytestmark = pytest.mark.browser

SIZES = {"desktop": DESKTOP, "phone": PHONE}
FIRST, SECOND = PATCHES


def enter(served, name, *seats):
    """Enter somebody with offices (office, area); their uid."""
    offices = [{"office": office, "area": area} for office, area in seats]
    return served.send("POST", "people", {"name": name, "offices": offices})["uid"]


def vacant(served, office="patch_leader"):
    return {one["area"] for one in served.get("offices/vacant") if one["office"] == office}


def organise(served):
    """Two leaders with two cadres, all leaders with the first of them; their uids."""
    leaders = [enter(served, "荷初一", ("patch_leader", FIRST))]
    leaders += [enter(served, "樟初二", ("patch_leader", SECOND))]
    cadres = [enter(served, name, ("cadre", LEFT)) for name in ("菱干一", "兰干二")]
    pairs = [{"leader": leader, "cadre": cadres[0]} for leader in leaders]
    served.send("PUT", "links", {"links": pairs})
    return leaders, cadres


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_vacancy_leads_to_giving_the_office(own_town, visit_app, size):
    screen = visit_app(own_town, "#/people", size).ready()
    page = screen.page
    page.get_by_role("heading", name=re.compile("vacancies")).wait_for()

    lead = page.get_by_role("link", name=re.compile("^Give this office, Neighbour leader"))
    lead.first.click()
    page.get_by_role("radio", name="Somebody new").check()
    page.get_by_role("textbox", name="Name").fill("荷新来")
    page.get_by_role("textbox", name="Phone").fill("13800138000")
    page.get_by_role("button", name="Make 荷新来 neighbour leader").click()

    page.get_by_role("heading", level=1, name="荷新来").wait_for()
    expect(page.get_by_role("link", name="13800138000")).to_be_visible()
    assert vacant(own_town) == {SECOND}


def test_an_office_is_handed_over_and_what_was_is_told(desk):
    served, screen = desk
    before = enter(served, "荷从前", ("patch_leader", FIRST))
    after = enter(served, "荷后来", ("building_lead", FIRST))
    page = screen.go(f"#/people/person/{before}").page

    page.get_by_role("link", name="Hand over").click()
    page.get_by_role("textbox", name="Their name").fill("荷后来")
    page.get_by_role("button", name=re.compile("荷后来")).click()
    page.get_by_role("button", name="Make 荷后来 neighbour leader").click()

    page.get_by_role("heading", level=1, name="荷后来").wait_for()
    held = {one["office"] for one in served.get(f"people/{after}")["offices"]}
    assert held == {"patch_leader", "building_lead"}
    assert served.get(f"people/{before}")["offices"] == []


def test_an_office_that_ended_is_given_back_by_undo(desk):
    served, screen = desk
    uid = enter(served, "荷未走", ("patch_leader", SECOND))
    page = screen.go(f"#/people/person/{uid}").page
    today = served.get("map")["today"]
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_label("Last day")).to_have_value(today)
    page.get_by_role("button", name="End Neighbour leader").click()
    offices = f"people/{uid}/offices"
    assert until(lambda: served.get(offices)[0]["until"] is not None, page=page)

    page.get_by_role("button", name=re.compile("^Undo")).click()
    page.wait_for_timeout(300)
    assert until(lambda: served.get(offices)[-1]["until"] is None, page=page)


def test_a_suggestion_shows_what_would_change_before_it_is_taken(own_town, visit_app):
    (_, leader), (cadre, other) = organise(own_town)
    screen = visit_app(own_town, f"#/people/links/{LEFT}").ready()
    page = screen.page

    def linked():
        leaders = own_town.get("links", area=LEFT)["leaders"]
        return sorted(one["cadre"] for one in leaders)

    page.get_by_role("button", name="Suggest in balance").click()
    page.get_by_text("1 leader would get another cadre").wait_for()
    assert linked() == [cadre, cadre]

    page.get_by_role("button", name="Change 1 link").click()
    assert until(lambda: linked() == sorted([cadre, other]), page=page)
    page.get_by_role("button", name=re.compile("^Undo")).click()
    assert until(lambda: linked() == [cadre, cadre], page=page)

    page.get_by_label(re.compile("^Cadre of 樟初二")).select_option(label="Nobody")
    page.get_by_text("1 leader without cadre").wait_for()
    without = [one for one in own_town.get("links", area=LEFT)["leaders"] if not one["cadre"]]
    assert [one["uid"] for one in without] == [leader]


def test_spans_compare_areas_and_name_nobody(organised, visit_app):
    served, _ = organised
    screen = visit_app(served, "#/people/span").ready()
    page = screen.page
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("新月塘社区")  # the only one with leaders: both have too many
    expect(page.get_by_role("img", name=re.compile("on average")).first).to_be_visible()
    expect(page.locator(".mark-sign.is-over")).to_have_count(1)  # of the community

    first.get_by_role("button").click()
    page.get_by_role("heading", name=re.compile("outside the default")).wait_for()
    expect(page.locator(".mark-sign.is-over")).to_have_count(2)  # each patch within it
    told = page.locator(".people").inner_text()
    assert not re.search("荷初一|樟初二|菱干一|兰干二", told)


def test_each_orphan_leads_to_its_fix(own_town, visit_app):
    leader = enter(own_town, "荷初一", ("patch_leader", FIRST))
    enter(own_town, "菱干一", ("cadre", LEFT))
    screen = visit_app(own_town, "#/people/orphans").ready()
    page = screen.page

    page.get_by_role("button", name=re.compile(r"^\d+ Patches without leader")).click()
    page.get_by_role("link", name=re.compile("^Give it a leader")).click()
    page.get_by_role("heading", level=1, name=re.compile("第2邻 · Neighbour leader")).wait_for()
    screen.go("#/people/orphans/leader")
    page.get_by_role("link", name=re.compile("^Give a cadre")).click()
    expect(page.get_by_label(re.compile("^Cadre of 荷初一"))).to_be_focused()
    assert screen.path == f"/people/links/{LEFT}/{leader}"


def test_a_party_tree_has_its_own_levels_and_units_with_aliases(desk):
    served, screen = desk
    page = screen.go(f"#/people/party/{LEFT}").page
    page.get_by_role("button", name="Change the levels").click()
    page.get_by_role("textbox", name="Level 1").fill("社区党总支")
    page.get_by_role("button", name="One more level").click()
    page.get_by_role("textbox", name="Level 2").fill("小区党支部")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Add a unit").click()
    page.get_by_role("textbox", name="Unit").fill("新月塘党总支")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Add below 新月塘党总支").click()
    page.get_by_role("textbox", name="Unit").fill("荷叶支部")
    page.get_by_role("textbox", name=re.compile("Other names")).fill("荷叶、老荷叶")
    page.get_by_label("Branch of").select_option(GRIDS[0])
    page.get_by_role("button", name="Save").click()
    page.get_by_text("also 荷叶, 老荷叶").wait_for()

    top, branch = served.get(f"party/{LEFT}")["units"]
    assert (branch["parent"], branch["level"], branch["area"]) == (
        top["uid"],
        "小区党支部",
        GRIDS[0],
    )
    assert branch["aliases"] == ["荷叶", "老荷叶"]


def test_a_team_and_a_department_are_put_together(desk):
    served, screen = desk
    uid = enter(served, "菱干一", ("cadre", LEFT))
    page = screen.go("#/people/teams").page
    page.get_by_role("button", name="Put a team together").click()
    page.get_by_role("textbox", name="Name of the team").fill("飞线专班")
    page.get_by_role("textbox", name="Area").fill("新月塘社区")
    page.get_by_role("button", name=re.compile(LEFT + "$")).click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Add a member").click()
    page.get_by_role("textbox", name="Their name").fill("菱干一")
    page.get_by_role("button", name=re.compile("菱干一")).click()
    page.get_by_role("button", name="Add a member").click()
    page.get_by_role("button", name="Remove 菱干一").wait_for()
    page.get_by_role("button", name="Enter a department").click()
    page.get_by_role("textbox", name="Name of the department").fill("城管办")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("城管办").wait_for()

    [team] = served.get("teams")
    assert [one["person"] for one in team["members"]] == [uid]


def test_a_residents_request_is_answered_for_its_door(desk):
    served, screen = desk
    asked = {"kind": "no_visits", "address": "荷叶街1号 101", "community": LEFT}
    served.send("POST", "residents/requests", asked)
    page = screen.go("#/people/requests").page
    answer = page.get_by_role("button", name="No more visits to this door")
    expect(answer).to_be_disabled()

    page.get_by_role("textbox", name="Address of the building").fill("荷叶街1号")
    page.get_by_role("button", name="荷叶街1号").first.click()
    page.get_by_role("combobox", name="Door").select_option(index=1)
    answer.click()
    page.get_by_text("Nobody waits for an answer").wait_for()
    assert served.get("residents/requests") == []


def test_invitations_are_made_when_asked_for_and_printed_alone(organised, visit_app):
    served, leaders = organised
    # A real one would be the first account, and close the town to whoever has not signed in.
    made = {"link": "#/join/1", "qr": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    screen = visit_app(served, f"#/people/invitations/{','.join(leaders)}").ready()
    page = screen.page
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=201, json={**made, "ends_at": "2026-11-23T08:00:00Z"})

    page.route(re.compile("/invitation$"), answer)
    make = page.get_by_role("button", name="Make 2 invitations")
    make.wait_for()
    assert asked == []  # opening the page ends no link of before
    make.click()
    page.get_by_role("button", name="Print").wait_for()
    assert page.locator(".card img").count() == len(asked) == 2

    page.emulate_media(media="print")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(0)
    assert not page.locator(".leaflet-container").is_visible()


def test_a_table_of_people_is_looked_at_and_rows_go_back(desk):
    served, screen = desk
    text = f"姓名,电话,职务,区域\n荷新人,13800138000,网格长,{GRIDS[2]}\n樟无处,,邻长,不知道的邻\n"
    page = screen.go("#/people/bulk").page

    def people():
        return {one["name"] for one in served.get("people")["items"]}

    before = people()
    expect(page.get_by_role("link", name="Template (xlsx)")).to_be_visible()
    table = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("2 rows read")).to_be_visible()
    assert people() == before  # nothing is written yet

    page.get_by_role("button", name=re.compile("^Write 1")).click()
    expect(page.get_by_text("Written.")).to_be_visible()
    assert people() - before == {"荷新人"}


# Every page ---------------------------------------------------------------------------------------


def pages(uid):
    """Every page of the organisation, by its address."""
    return [
        "#/people",
        f"#/people/in/{PATCHES[0]}",
        f"#/people/person/{uid}",
        f"#/people/give/patch_leader/{SECOND}",
        "#/people/give",
        f"#/people/links/{LEFT}",
        "#/people/span",
        "#/people/orphans",
        f"#/people/party/{LEFT}",
        "#/people/teams",
        "#/people/looks",
        "#/people/requests",
        "#/people/bulk",
    ]


def opened(screen, address):
    """Go to a page and wait until it has what it shows."""
    screen.go(address)
    page = screen.page
    page.locator(".people h1").wait_for()
    until(lambda: page.locator(".setup-bars").count() == 0, page=page)
    page.wait_for_timeout(150)


@pytest.fixture(scope="module")
def organised(_town, tmp_path_factory):
    """A town with something on every page, only looked at; and the uids of its leaders."""
    home = shutil.copytree(_town, tmp_path_factory.mktemp("organised") / "home")
    with closing(open_workspace(home)) as workspace, Served(workspace) as served:
        leaders, _ = organise(served)
        units = [{"name": "新月塘党总支", "area": None}]
        served.send("PUT", f"party/{LEFT}", {"levels": ["党总支", "党支部"], "units": units})
        served.send("POST", "teams", {"area": SUBDISTRICT, "name": "飞线整治专班"})
        asked = {"kind": "see", "address": "荷叶街1号", "community": LEFT}
        served.send("POST", "residents/requests", asked)
        yield served, leaders


@EACH_ONCE
def test_every_page_is_for_everybody_and_fits_a_small_window(organised, visit_app, size, lang):
    served, (leader, _) = organised
    screen = visit_app(served, "#/", size, lang=lang).ready()
    page = screen.page
    found = []
    for address in pages(leader):
        opened(screen, address)
        assert overflowing(page) == [], address
        found += complaints(screen, state=address)
    assert found == []

    page.set_viewport_size({"width": 320, "height": 640})
    for address in pages(leader):
        opened(screen, address)
        assert overflowing(page) == [], address
