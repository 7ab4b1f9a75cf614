"""People in bulk: rows whole or not at all, a second roster updates, refusals with reasons."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from gridmap.errors import Finding, NotPermitted
from gridmap.intake import read_people
from gridmap.intake.columns import normalised
from gridmap.intake.vocabulary import OFFICES
from gridmap.render.tables.roster import roster_template
from gridmap.territory.people import Office
from gridmap.usecases.departments import add_department
from gridmap.usecases.ledgers import left_out
from gridmap.usecases.links import links, put_links
from gridmap.usecases.offices import offices
from gridmap.usecases.party import put_area_aliases
from gridmap.usecases.people import people, person
from gridmap.usecases.roster import ROSTER, import_people
from gridmap.words import LANGUAGES, say
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.staff import as_holder, divided
from tests.usecases.worlds import COMMUNITIES, GRIDS

pytestmark = ON_SQLITE

HEAD = "姓名,联系电话,职务,区域,部门,任职日期"
COMMUNITY, OTHER = COMMUNITIES


@pytest.fixture
def roster(tmp_path):
    """Write a roster and bring it in."""

    def bring(workspace, *lines, head=HEAD, **more):
        path = tmp_path / "花名册.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return import_people(workspace, path, **more)

    return bring


def served(workspace):
    named = {one.uid: one.name for one in people(workspace)}
    return {(named[one.person], one.office.value, one.area) for one in offices(workspace)}


def test_a_roster_enters_people_and_a_second_one_updates(workspace, roster):
    first = roster(
        workspace,
        f"甲,138 0000 0001,网格长,{GRIDS[0]},,",
        f"甲,13800000001,干部,{COMMUNITY},,",
        f"乙,,专职网格员,{GRIDS[0]},,2026-01-05",
    )
    assert (len(first.added), len(first.altered), first.rejected) == (2, 1, 0)
    assert served(workspace) == {
        ("甲", "grid_lead", GRIDS[0]),
        ("甲", "cadre", COMMUNITY),
        ("乙", "grid_worker_full", GRIDS[0]),
    }
    again = roster(
        workspace,
        f"甲改名,13800000001,网格长,{GRIDS[0]},,",
        f"乙,13800000002,网格员,{GRIDS[0]},,",
        f"甲改名,13800000001,干部,{COMMUNITY},,",
    )
    assert (len(again.added), len(again.altered), again.unchanged) == (0, 2, 1)
    assert {who for who, _, _ in served(workspace)} == {"甲改名", "乙"}
    [worker] = people(workspace, office=Office.GRID_WORKER_FULL)
    assert person(workspace, worker.uid).phone == "13800000002"
    assert worker.offices[0].since == date(2026, 1, 5)


def test_another_lead_takes_over_and_history_and_link_stay(workspace, roster):
    patch, _ = divided(workspace)
    roster(workspace, f"甲,,邻长,{patch},,2026-01-01", f"干,,干部,{COMMUNITY},,")
    [old] = people(workspace, office=Office.PATCH_LEADER)
    [cadre] = people(workspace, office=Office.CADRE)
    put_links(workspace, {old.uid: cadre.uid})
    changes = roster(workspace, f"乙,,邻长,{patch},,")
    assert [(one.code, one.severity) for one in changes.findings] == [
        ("office-handed-over", "note")
    ]
    [new] = people(workspace, office=Office.PATCH_LEADER)
    [was] = person(workspace, old.uid, history=True).offices
    assert (new.name, was.until) == ("乙", workspace.today())
    [link] = links(workspace).leaders
    assert (link.leader, link.cadre) == (new.uid, cadre.uid)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",13800000001,网格长,430202002001001,,", "person-nameless"),
        ("甲,,,,,", "person-row-bare"),
        ("甲,,舰长,430202002001001,,", "office-word-unknown"),
        ("甲,,网格长,火星,,", "area-name-unknown"),
        ("甲,,网格长,430202002001,,", "area-name-unknown"),
        ("甲,,网格长,重名,,", "area-name-several"),
        ("甲,,网格长,,,", "office-area"),
        ("甲,12,网格长,430202002001001,,", "person-phone"),
        ("甲,,部门联络员,,气象台,", "roster-department-unknown"),
        ("甲,,网格长,430202002001001,,哪天", "since-unreadable"),
        ("甲,,网格长,430202002001001,,0026-03-01", "since-unreadable"),
        ("甲,,网格长,430202002001001,,2026-13", "since-unreadable"),
    ],
)
def test_a_row_that_cannot_come_in_goes_back_whole_with_its_reason(
    sqlite_workspace, roster, line, code
):
    for grid in GRIDS[:2]:
        put_area_aliases(sqlite_workspace, grid, ["重名"])
    changes = roster(sqlite_workspace, line, f"乙,,网格长,{GRIDS[1]},,")
    assert [(one.code, one.row) for one in changes.findings if one.severity == "error"] == [
        (code, 2)
    ]
    headers, [(number, reason, cells)] = left_out(changes, lambda found: found.sentence("zh-CN"))
    assert number == "2"
    assert reason
    assert [cell or "" for cell in cells] == [
        line.split(",")[HEAD.split(",").index(header)] for header in headers
    ]
    assert {who for who, _, _ in served(sqlite_workspace)} == {"乙"}
    assert len(people(sqlite_workspace)) == 1


@pytest.mark.parametrize("written", ["2026年3月", "2026-03", "2026/3", "2026.03", " 2026年03月 "])
def test_a_month_alone_is_its_first_day(sqlite_workspace, roster, written):
    roster(sqlite_workspace, f"甲,,网格长,{GRIDS[0]},,{written}")
    assert [one.since for one in offices(sqlite_workspace)] == [date(2026, 3, 1)]


@ON_BOTH
def test_a_lead_who_took_over_since_is_not_forgotten(workspace, roster):
    seat = f"网格长,{GRIDS[0]},,"
    roster(workspace, f"甲,,{seat}2026-01-01", f"乙,,网格员,{GRIDS[0]},,")
    changes = roster(workspace, f"乙,,{seat}2025-06-01")
    assert [one.code for one in changes.findings] == ["office-begun-later"]
    assert ("甲", "grid_lead", GRIDS[0]) in served(workspace)
    roster(workspace, f"乙,,{seat}2026-02-01")
    [was] = offices(workspace, day=date(2026, 1, 31), office=[Office.GRID_LEAD])
    assert (was.since, was.until) == (date(2026, 1, 1), date(2026, 2, 1))


def test_one_phone_under_two_names_in_one_roster_is_a_slip(sqlite_workspace, roster):
    seat = f"网格员,{GRIDS[0]},,"
    changes = roster(
        sqlite_workspace, f"甲,13800000001,{seat}", f"乙,138 0000 0001,{seat}", f"丙,,{seat}"
    )
    assert [(one.code, one.row) for one in changes.findings] == [("person-phone-twice", 3)]
    assert {one.name for one in people(sqlite_workspace)} == {"甲", "丙"}


def test_two_leads_of_one_area_in_one_roster_are_refused(sqlite_workspace, roster):
    lines = [f"{name},,网格长,{GRIDS[0]},," for name in ("甲", "乙", "甲")]
    changes = roster(sqlite_workspace, *lines)
    assert [(one.code, one.row) for one in changes.findings] == [("office-taken", 3)]
    assert served(sqlite_workspace) == {("甲", "grid_lead", GRIDS[0])}


def test_areas_go_by_code_alias_or_name_with_their_community(sqlite_workspace, roster):
    ws = sqlite_workspace
    put_area_aliases(ws, GRIDS[0], ["一片区"])
    put_area_aliases(ws, GRIDS[1], ["东片"])
    put_area_aliases(ws, GRIDS[2], ["东 片"])
    changes = roster(
        ws,
        "甲,网格长,一片区,",
        f"乙,网格长,东片,{COMMUNITY}",
        f"丙,网格长,东片,{OTHER}",
        "丁,网格长,东片,",
        f"戊,干部,,{OTHER}",
        head="姓名,职务,责任区,所属社区",
    )
    assert [one.code for one in changes.findings] == ["area-name-several"]
    assert served(ws) == {
        ("甲", "grid_lead", GRIDS[0]),
        ("乙", "grid_lead", GRIDS[1]),
        ("丙", "grid_lead", GRIDS[2]),
        ("戊", "cadre", OTHER),
    }


def test_namesakes_are_told_apart_by_phone(sqlite_workspace, roster):
    ws = sqlite_workspace
    seat = f"网格员,{GRIDS[0]},,"
    roster(ws, f"甲,13800000001,{seat}", f"甲,13800000002,{seat}")
    assert len(people(ws)) == 2
    changes = roster(ws, f"甲,,{seat}")
    assert [one.code for one in changes.findings] == ["person-several"]
    roster(ws, f"甲,13800000003,{seat}")
    assert len(people(ws)) == 3


def test_officers_of_departments_come_in(sqlite_workspace, roster):
    made = add_department(sqlite_workspace, "城管办")
    for _ in range(2):
        roster(sqlite_workspace, "甲,,部门联络员,,城管办,")
    [held] = offices(sqlite_workspace)
    assert held.department == (made.uid, "城管办")


def test_a_dry_run_keeps_nothing(sqlite_workspace, roster):
    changes = roster(sqlite_workspace, f"甲,,网格长,{GRIDS[0]},,", dry_run=True)
    assert len(changes.added) == 1
    assert people(sqlite_workspace) == []


def test_a_cadre_brings_in_their_own_community_alone(sqlite_workspace, roster):
    cadre = as_holder(sqlite_workspace, Office.CADRE, COMMUNITY)
    changes = roster(
        cadre,
        f"甲,,网格长,{GRIDS[0]},,",
        f"乙,,网格长,{GRIDS[2]},,",
        "丙,,管理员,,,",
    )
    assert [(one.code, one.row) for one in changes.findings] == [
        ("not-yours", 3),
        ("not-your-role", 4),
    ]
    assert [one.name for one in people(sqlite_workspace)] == ["甲"]
    worker = as_holder(sqlite_workspace, Office.GRID_WORKER_FULL, GRIDS[0])
    with pytest.raises(NotPermitted):
        roster(worker, f"甲,,网格长,{GRIDS[0]},,")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_is_read_as_it_is_filled_in(sqlite_workspace, tmp_path, lang):
    path = tmp_path / "template.xlsx"
    path.write_bytes(roster_template(ROSTER, lang))
    [head] = (
        CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        .get_sheet_by_index(0)
        .to_python()
    )
    filled = tmp_path / "filled.csv"
    filled.write_text(",".join(head) + "\n" + ",".join(head), encoding="utf-8")
    taken = read_people(
        filled,
        zone=sqlite_workspace.settings.zone,
    )
    assert list(taken.columns) == list(ROSTER)
    for office in Office:
        assert OFFICES[normalised(say("office-called", lang=lang, office=office))] == office


def test_an_id_number_in_a_roster_is_left_out(sqlite_workspace, roster):
    changes = roster(
        sqlite_workspace,
        f"甲,11010519491231002X,网格长,{GRIDS[0]}",
        head="姓名,身份证号,职务,区域",
    )
    assert "id-numbers-dropped" in {one.code for one in changes.findings}
    assert len(changes.added) == 1
    assert all("11010519491231002X" not in Finding.sentence(one) for one in changes.findings)


def test_a_day_to_come_is_kept(sqlite_workspace, roster):
    ws = sqlite_workspace
    day = ws.today() + timedelta(days=3)
    roster(ws, f"甲,,网格长,{GRIDS[0]},,{day}")
    assert offices(ws) == []
    assert [one.since for one in offices(ws, day=day)] == [day]
