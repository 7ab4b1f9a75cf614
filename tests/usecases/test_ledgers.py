"""The office's ledger goes in: placed, waiting or handed back, and again the month after."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from gridmap.errors import Conflict, Finding, InputError, NotFound, NotPermitted
from gridmap.fieldwork.outcomes import Outcome
from gridmap.render.tables import ledger_template, ledger_xlsx, rejected_xlsx
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store.bulk import new_uids
from gridmap.store.database import Database
from gridmap.store.tables.base import metadata
from gridmap.store.tables.ground import building, estate
from gridmap.store.tables.households import (
    household,
    household_status,
    ledger,
    ledger_columns,
    ledger_row,
    premises,
    residence,
)
from gridmap.territory.policy import Role
from gridmap.usecases.acting import Actor, Held
from gridmap.usecases.ledger_append import append_to_ledger
from gridmap.usecases.ledger_export import LedgerOut, export_ledger
from gridmap.usecases.ledger_history import ledgers, take_ledger_back
from gridmap.usecases.ledger_left_out import ask_again, left_out_rows
from gridmap.usecases.ledger_review import drop_row, place_row, review_list
from gridmap.usecases.ledgers import import_ledger, left_out
from gridmap.usecases.looks import Reason
from gridmap.usecases.visits import VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace
from gridmap.words import LANGUAGES
from tests.database import ON_SQLITE
from tests.once import Once
from tests.usecases.ledger_books import HEADERS, ID_NUMBER, PHONE, ROWS, book, town_on
from tests.usecases.worlds import COMMUNITIES, GRIDS, Clock


@pytest.fixture
def town(database: Database, clock: Clock, once: Once) -> Workspace:
    """A town with addresses, on either database."""
    return town_on(database, clock, once)


@pytest.fixture
def here(sqlite_database: Database, clock: Clock, once: Once) -> Workspace:
    """A town with addresses, in a file."""
    return town_on(sqlite_database, clock, once)


def _cadre_of(workspace: Workspace, community: str) -> Workspace:
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
    return workspace.acting_as(Actor(None, (Held(Role.CADRE, tree.by_code[community].id),)))


def _doors(workspace: Workspace) -> list[tuple[str, str | None, str | None, bool]]:
    query = (
        select(building.c.source_ref, household.c.unit, household.c.door, household.c.estimated)
        .join(building, building.c.id == household.c.building)
        .where(household.c.closed_on.is_(None))
        .order_by(building.c.source_ref, household.c.door)
    )
    with workspace.database.read() as conn:
        return [tuple(row) for row in conn.execute(query)]


def test_a_ledger_takes_the_place_of_estimates(town: Workspace, tmp_path: Path) -> None:
    changes = import_ledger(town, book(tmp_path / "a.xlsx", ROWS))
    assert (len(changes.added), changes.rejected, changes.ambiguous) == (3, 0, ())
    assert dict(changes.counts)["claimed"] == 3
    doors = _doors(town)
    assert [door for door in doors if door[0] == "b0"] == [
        ("b0", "1", "101", False),
        ("b0", "1", "102", False),
    ]
    assert [door for door in doors if door[0] == "b4"] == [("b4", "1", "301", False)]
    with town.database.read() as conn:
        facts = conn.execute(select(residence).order_by(residence.c.people.desc())).mappings().all()
        assert [row["people"] for row in facts] == [4, 3, 2]
        assert [row["registration"] for row in facts] == ["registered_here", "both", "lives_here"]
        assert town.seals.opened(facts[2]["landlord_phone_sealed"]) == PHONE
        assert PHONE.encode() not in facts[2]["landlord_phone_sealed"]
        assert list(conn.scalars(select(household_status.c.occupancy))) == ["rented"]


def test_a_dry_run_tells_the_same_and_keeps_nothing(here: Workspace, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", [*ROWS, ("不知道小区", "9栋", "", "1", 1, "", "", "")])
    before = _doors(here)
    dry = import_ledger(here, file, dry_run=True)
    assert _doors(here) == before
    with here.database.read() as conn:
        assert not conn.execute(select(ledger)).all()
        assert not conn.execute(select(ledger_row)).all()
    real = import_ledger(here, file)
    assert (dry.added, dry.ambiguous, dry.rejected) == (real.added, real.ambiguous, real.rejected)


def test_the_same_ledger_again_changes_nothing(
    town: Workspace, clock: Clock, tmp_path: Path
) -> None:
    file = book(tmp_path / "a.xlsx", ROWS)
    import_ledger(town, file)
    clock.forward(days=30)
    again = import_ledger(town, file)
    assert (again.added, again.altered, again.vanished) == ((), (), ())
    assert again.unchanged == 3
    with town.database.read() as conn:
        assert len(conn.execute(select(residence)).all()) == 3


def test_the_next_ledger_tells_who_came_and_went(
    town: Workspace, clock: Clock, tmp_path: Path
) -> None:
    import_ledger(town, book(tmp_path / "a.xlsx", ROWS))
    clock.forward(days=30)
    more = ("芙蓉小区", "1幢", "1", "201", 5, "自住", "", None)
    fewer = ("芙蓉小区", "1栋", "1单元", "101", 4, "自住", "人户一致", None)
    next_month = import_ledger(town, book(tmp_path / "b.xlsx", [fewer, more, ROWS[2]]))
    assert (len(next_month.added), len(next_month.altered), next_month.unchanged) == (1, 1, 1)
    assert [name.endswith("1/102") for name in next_month.vanished] == [True]
    assert ("b0", "1", "102", False) in _doors(town)  # gone from the ledger, not from the map
    with town.database.read() as conn:
        query = select(residence.c.people).order_by(residence.c.household, residence.c.valid_from)
        assert list(conn.scalars(query)) == [3, 4, 2, 4, 5]


def test_what_is_not_clear_waits_and_what_is_nowhere_goes_back(
    town: Workspace, tmp_path: Path
) -> None:
    rows = [
        *ROWS,
        ("芙蓉小区", "", "", "501", 1, "", "", ""),
        ("", "", "", "", 7, "自住", "", ""),
        ("东海花园", "1栋", "", "102", 1, "", "", PHONE),
        ROWS[0],
    ]
    changes = import_ledger(town, book(tmp_path / "a.xlsx", rows))
    assert len(changes.added) == 3
    assert changes.ambiguous == ("#5", "#7")
    told = {found.row: found.code for found in changes.findings if found.row is not None}
    assert told == {
        5: "ledger-address-unsure",
        6: "ledger-row-nowhere",
        7: "ledger-address-unknown",
        8: "household-twice",
    }
    assert changes.returned is not None
    assert changes.returned["row"].to_pylist() == [6, 8]
    assert changes.returned["人口数"].to_pylist() == ["7", "3"]
    with town.database.read() as conn:
        waiting = conn.execute(select(ledger_row).order_by(ledger_row.c.line)).mappings().all()
    assert [(row["line"], row["reason"]) for row in waiting] == [(5, "unsure"), (7, "unknown")]
    assert PHONE.encode() not in waiting[1]["said_sealed"]
    assert PHONE in town.seals.opened(waiting[1]["said_sealed"])


def test_the_same_row_waits_once(here: Workspace, clock: Clock, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", [("东海花园", "1栋", "", "102", 1, "", "", "")])
    import_ledger(here, file)
    clock.forward(days=1)
    import_ledger(here, file)
    with here.database.read() as conn:
        assert list(conn.scalars(select(ledger_row.c.state).order_by(ledger_row.c.id))) == [
            "replaced",
            "open",
        ]


def test_a_door_without_its_unit_is_the_one_of_its_number(here: Workspace, tmp_path: Path) -> None:
    import_ledger(here, book(tmp_path / "a.xlsx", ROWS))
    short = book(tmp_path / "b.xlsx", [("芙蓉小区1栋101室", 6)], ["地址", "人口数"])
    changes = import_ledger(here, short)
    assert (changes.added, len(changes.altered)) == ((), 1)


def test_doors_counted_by_floors_are_so_without_a_unit(here: Workspace, tmp_path: Path) -> None:
    """8-3 is no unit 8 where others say 8-3 beside their unit."""
    rows = [("芙蓉小区", "1栋", "2", "8-3"), ("东风路10号", "", "", "8-3")]
    import_ledger(here, book(tmp_path / "a.xlsx", rows, ("小区", "楼栋", "单元", "房号")))
    with here.database.read() as conn:
        known = household_store.doors(conn, here.today())
    counted = known[~known["estimated"]]
    told = {(row.unit, row.door) for row in counted.itertuples() if row.door == "803"}
    assert len(told) == len(counted) == 2
    assert "8" not in {unit for unit, _ in told}


def test_two_families_of_a_door_are_counted_together(here: Workspace, tmp_path: Path) -> None:
    """A ledger of people writes one door in two ways."""
    rows = [
        ("芙蓉小区1栋101", "户主", "户籍", "低保"), ("芙蓉小区1栋101", "妻", "流动", ""),
        ("芙蓉小区一栋101室", "户主", "流动", "残疾"), ("芙蓉小区1栋102", "户主", "户籍", ""),
    ]  # fmt: skip
    headers = ("现住址", "与户主关系", "人员类别", "重点群体")
    changes = import_ledger(here, book(tmp_path / "a.xlsx", rows, headers))
    assert (len(changes.added), changes.rejected) == (2, 0)
    lines = export_ledger(here, personal=Reason.CHECK).dwellings
    told = lines[["door", "people", "registered", "migrant", "key_groups"]].to_numpy().tolist()
    assert told == [["101", 3, 1, 2, "困难群众、残疾人"], ["102", 1, 1, 0, None]]


@ON_SQLITE
def test_premises_come_in_and_are_known_again(
    town: Workspace, clock: Clock, tmp_path: Path
) -> None:
    shops = [
        ["单位名称", "地址", "单位类型", "联系电话"],
        ["平价超市", "东风路10号", "商铺", PHONE],
        ["大风网吧", "人民路3号", "网吧", ""],
    ]
    first = import_ledger(town, book(tmp_path / "a.xlsx", ROWS, 单位=shops))
    assert "平价超市" in first.added
    with town.database.read() as conn:
        known = conn.execute(select(premises).order_by(premises.c.id)).mappings().all()
    assert [(row["name"], row["kind"]) for row in known] == [
        ("平价超市", "商铺"),
        ("大风网吧", "网吧"),
    ]
    assert town.seals.opened(known[0]["phone_sealed"]) == PHONE
    clock.forward(days=1)
    again = import_ledger(town, book(tmp_path / "b.xlsx", ROWS, 单位=[*shops[:2]]))
    assert (again.added, again.altered, again.vanished) == ((), (), ())
    other = [shops[0], ["红旗药店", "东风路10号", "药店", ""]]
    moved = import_ledger(town, book(tmp_path / "c.xlsx", ROWS, 单位=other))
    assert (moved.added, moved.vanished) == (("红旗药店",), ("平价超市",))


def test_the_manager_of_an_estate_is_noted(here: Workspace, tmp_path: Path) -> None:
    rows = [("芙蓉小区", "1栋", "101", "安居物业"), ("樟树花园", "1栋", "101", "无")]
    import_ledger(here, book(tmp_path / "a.xlsx", rows, ["小区", "楼栋", "房号", "物业公司"]))
    with here.database.read() as conn:
        query = select(estate.c.name, estate.c.manager, estate.c.managed).order_by(estate.c.managed)
        assert [tuple(row) for row in conn.execute(query)] == [
            ("樟树花园", None, 0),
            ("芙蓉小区", "安居物业", 1),
        ]


def test_what_columns_mean_is_remembered(here: Workspace, tmp_path: Path) -> None:
    headers = ["在哪", "几个人"]
    file = book(tmp_path / "a.xlsx", [("芙蓉小区1栋101", 3)], headers)
    columns = {"address": "在哪", "people": "几个人"}
    import_ledger(here, file, columns=columns, dry_run=True)
    with here.database.read() as conn:
        assert not conn.execute(select(ledger_columns)).all()
    import_ledger(here, file, columns=columns)
    later = import_ledger(here, book(tmp_path / "b.xlsx", [("芙蓉小区1栋102", 2)], headers))
    assert later.columns == columns
    assert len(later.added) == 1


def test_a_header_told_once_is_known_in_other_tables(here: Workspace, tmp_path: Path) -> None:
    """A column that was refused is so again only in a table with just these headers."""
    first = book(tmp_path / "a.xlsx", [("芙蓉小区1栋", "张", 2)], ("坐标点", "甲", "人口数"))
    import_ledger(here, first, columns={"address": "坐标点", "people": ""})
    assert "people" not in import_ledger(here, first, dry_run=True).columns
    other = book(tmp_path / "b.xlsx", [("7", "芙蓉小区2栋", 2)], ("乙", "坐标点", "人口数"))
    told = import_ledger(here, other, dry_run=True)
    assert dict(told.columns) == {"address": "坐标点", "people": "人口数"}


def test_what_is_shown_of_columns_names_nobody(here: Workspace, tmp_path: Path) -> None:
    rows = [("芙蓉小区1栋", "王秀兰", PHONE, "朝南"), ("芙蓉小区2栋", "欧某", "", "朝北")]
    told = import_ledger(
        here, book(tmp_path / "a.xlsx", rows, ("地址", "甲", "乙", "丙")), dry_run=True
    )
    assert dict(told.samples) == {"地址": ("芙蓉小区1栋", "芙蓉小区2栋"), "丙": ("朝南", "朝北")}


def test_nobody_brings_in_rows_of_others(here: Workspace, tmp_path: Path) -> None:
    with here.database.read() as conn:
        community = area_store.tree(conn, here.today()).by_code[COMMUNITIES[0]].id
    cadre = here.acting_as(Actor(None, (Held(Role.CADRE, community),)))
    changes = import_ledger(cadre, book(tmp_path / "a.xlsx", ROWS))
    assert len(changes.added) == 2
    assert [found.row for found in changes.findings if found.code == "ledger-row-not-yours"] == [4]
    worker = here.acting_as(Actor(None, (Held(Role.WORKER, community),)))
    with pytest.raises(NotPermitted):
        import_ledger(worker, book(tmp_path / "b.xlsx", ROWS))


def test_rows_of_several_sheets_are_called_by_sheet_and_line(
    here: Workspace, tmp_path: Path
) -> None:
    more = [HEADERS, ("东海花园", "1栋", "", "101"), ROWS[0], ROWS[0]]
    changes = import_ledger(here, book(tmp_path / "a.xlsx", ROWS[1:2], 二组=more))
    assert changes.ambiguous == ("二组!2",)
    called = {one.code: one.ref for one in changes.findings}
    assert called["household-twice"] == "二组!4"
    assert called["ledger-address-unknown"] == "二组!2"
    [row] = review_list(here)
    assert (row.sheet, row.line) == ("二组", 2)


def test_no_id_number_reaches_the_workspace(here: Workspace, tmp_path: Path) -> None:
    rows = [
        (*ROWS[0], ID_NUMBER, f"户主 {ID_NUMBER}"),
        ("东海花园", f"{ID_NUMBER}栋", "", "102", 1, "", "", "", ID_NUMBER, ""),
    ]
    file = book(tmp_path / f"{ID_NUMBER}台账.xlsx", rows, [*HEADERS, "身份证号", "备注"])
    shops = [["单位名称", "地址"], [f"店 {ID_NUMBER}", "东风路10号"]]
    import_ledger(here, file)
    import_ledger(here, book(tmp_path / "b.xlsx", ROWS, **{f"单位{ID_NUMBER}": shops}))
    with here.database.read() as conn:
        sealed = conn.scalars(select(ledger_row.c.said_sealed)).all()
        assert all(ID_NUMBER not in here.seals.opened(one) for one in sealed)
    here.close()
    for file in here.home.rglob("*"):
        assert not file.is_file() or ID_NUMBER.encode() not in file.read_bytes()


def test_a_person_says_what_a_name_means_and_it_is_learned(
    town: Workspace, clock: Clock, tmp_path: Path
) -> None:
    rows = [
        ("老供销社宿舍", "1栋", "1", "101", 3, "出租", "", PHONE),
        ("老供销社宿舍", "一栋", "1", "102", 2, "", "", ""),
        ("东海花园", "9栋", "", "1", 1, "", "", ""),
    ]
    file = book(tmp_path / "a.xlsx", rows)
    import_ledger(town, file)
    first, second, other = review_list(town)
    assert first.said == {
        "estate": "老供销社宿舍",
        "building": "1栋",
        "unit": "1",
        "floor": "1",
        "door": "101",
    }
    with town.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b6"))
    settled = place_row(town, first.uid, uid)
    assert (settled.rows, settled.learned, settled.building) == (
        2,
        "老供销社宿舍1栋",
        "人民路3号",
    )
    assert [row.uid for row in review_list(town)] == [other.uid]
    assert {door for door in _doors(town) if door[0] == "b6"} == {
        ("b6", "1", "101", False),
        ("b6", "1", "102", False),
    }
    with town.database.read() as conn:
        facts = conn.execute(select(residence).where(residence.c.people == 3)).mappings().one()
        assert town.seals.opened(facts["landlord_phone_sealed"]) == PHONE
        assert not any(
            conn.scalars(select(ledger_row.c.said_sealed).where(ledger_row.c.state != "open"))
        )
    with pytest.raises(Conflict, check=lambda no: no.code == "review-settled"):
        place_row(town, second.uid, uid)
    drop_row(town, other.uid)
    assert review_list(town) == []
    clock.forward(days=30)
    again = import_ledger(town, file)
    assert (again.added, again.ambiguous, again.unchanged) == ((), (), 2)
    assert [found.code for found in again.findings if found.row] == ["ledger-row-decided"]
    [gone] = left_out_rows(town)
    assert gone.said == other.said
    with town.database.read() as conn:  # nothing of the people there is kept
        kept = conn.scalars(select(ledger_row.c.said_sealed).where(ledger_row.c.state == "dropped"))
        assert [set(json.loads(town.seals.opened(one))) for one in kept] == [set(other.said)]
    ask_again(town, gone.uid)
    assert len(import_ledger(town, file).ambiguous) == 1


def test_what_is_left_out_is_so_for_those_below_and_not_for_others(
    here: Workspace, tmp_path: Path
) -> None:
    file = book(tmp_path / "a.xlsx", [("芙蓉小区", "", "", "501", 1, "", "", "")])
    mine, theirs = (_cadre_of(here, code) for code in COMMUNITIES)
    import_ledger(mine, file)
    drop_row(mine, review_list(mine)[0].uid)
    assert import_ledger(mine, file, dry_run=True).ambiguous == ()
    for other in (theirs, here):
        assert len(import_ledger(other, file, dry_run=True).ambiguous) == 1
    import_ledger(here, file)
    drop_row(here, review_list(here)[0].uid)
    assert import_ledger(theirs, file, dry_run=True).ambiguous == ()


def test_a_wrong_ledger_is_taken_back(town: Workspace, clock: Clock, tmp_path: Path) -> None:
    shops = [["单位名称", "地址", "联系电话"], ["老王面馆", "人民路3号", PHONE]]
    import_ledger(town, book(tmp_path / "a.xlsx", ROWS, 商户=shops))
    before = _contents(town)
    clock.forward(days=1)
    wrong = [
        ("芙蓉小区", "1栋", "1单元", "101", 9, "空置", "人在户不在", "13900000000"),
        ("芙蓉小区", "1栋", "1单元", "909", 1, "自住", "", ""),
        ("人民路5号", "", "", "1", 1, "自住", "", ""),
        ("东海花园", "1栋", "", "9", 1, "", "", ""),
    ]
    more = [
        ["单位名称", "地址", "单位类型"],
        ["老王面馆", "人民路3号", "餐饮"],
        ["新店", "人民路5号", "店"],
    ]
    import_ledger(town, book(tmp_path / "b.xlsx", wrong, 商户=more))
    assert _contents(town) != before
    last, first = ledgers(town)
    done = take_ledger_back(town, last.uid)
    assert (done.name, done.kept) == ("b.xlsx", 0)
    assert _contents(town) == before
    assert review_list(town) == []
    assert ledgers(town)[0].taken_back_at is not None
    with pytest.raises(Conflict, check=lambda no: no.code == "ledger-taken-back"):
        take_ledger_back(town, last.uid)
    take_ledger_back(town, first.uid)
    assert not [door for door in _doors(town) if not door[3]]


def test_what_changed_since_stays_when_a_ledger_is_taken_back(
    here: Workspace, tmp_path: Path
) -> None:
    import_ledger(
        here, book(tmp_path / "a.xlsx", [*ROWS, ("芙蓉小区1栋", "", "", "909", 1, *[""] * 3)])
    )
    import_ledger(
        here, book(tmp_path / "b.xlsx", [("芙蓉小区", "1栋", "1单元", "101", 8, *[""] * 3)])
    )
    with here.database.read() as conn:
        uid = conn.scalar(select(household.c.uid).where(household.c.door == "909"))
    at = here.clock() - timedelta(hours=1)
    record_visit(here, VisitDraft(new_uids(1)[0], uid, Outcome.MET, at))
    done = take_ledger_back(here, ledgers(here)[1].uid)
    assert done.kept > 0
    with here.database.read() as conn:
        people = list(conn.scalars(select(residence.c.people)))
    assert 8 in people
    assert ("b0", None, "909", False) in _doors(here)


def test_only_who_may_change_its_doors_takes_a_ledger_back(here: Workspace, tmp_path: Path) -> None:
    mine, theirs = (_cadre_of(here, code) for code in COMMUNITIES)
    import_ledger(mine, book(tmp_path / "a.xlsx", ROWS[:2]))
    [one] = ledgers(mine)
    with pytest.raises(NotPermitted):
        take_ledger_back(theirs, one.uid)
    with pytest.raises(NotFound, check=lambda no: no.code == "ledger-unknown"):
        take_ledger_back(mine, "x")
    assert take_ledger_back(mine, one.uid).kept == 0


def test_candidates_are_offered_with_their_place(here: Workspace, tmp_path: Path) -> None:
    import_ledger(here, book(tmp_path / "a.xlsx", [("芙蓉小区", "", "", "501", 1, "", "", "")]))
    [row] = review_list(here)
    assert {offer.name for offer in row.offers} == {
        "红旗路21号芙蓉小区1栋",
        "红旗路21号芙蓉小区2栋",
        "红旗路21号芙蓉小区3栋",
    }
    assert all(113 < offer.lon < 114 and 27 < offer.lat < 28 for offer in row.offers)


def test_a_number_alone_is_no_name_to_learn(here: Workspace, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", [("6栋", "101")], ["楼栋", "房号"])
    import_ledger(here, file)
    [row] = review_list(here)
    with here.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b7"))
    place_row(here, row.uid, uid)
    assert (
        len(
            import_ledger(
                here, book(tmp_path / "b.xlsx", [("6栋", "102")], ["楼栋", "房号"])
            ).ambiguous
        )
        == 1
    )


def test_rows_of_others_are_not_placed(here: Workspace, tmp_path: Path) -> None:
    import_ledger(here, book(tmp_path / "a.xlsx", [("芙蓉小区", "", "", "501", 1, "", "", "")]))
    [row] = review_list(here)
    with here.database.read() as conn:
        tree = area_store.tree(conn, here.today())
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b0"))
    far, near = (
        here.acting_as(Actor(None, (Held(Role.CADRE, tree.by_code[code].id),)))
        for code in reversed(COMMUNITIES)
    )
    assert review_list(far) == []
    with pytest.raises(NotPermitted, check=lambda no: no.code == "review-not-yours"):
        place_row(far, row.uid, uid)
    with here.database.read() as conn:
        beyond = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b7"))
    with pytest.raises(NotPermitted, check=lambda no: no.code == "not-yours"):
        place_row(near, row.uid, beyond)
    assert place_row(near, row.uid, uid).rows == 1


def _out(workspace: Workspace, file: Path, lang: str = "zh-CN", *, personal: bool = False) -> Path:
    told = export_ledger(workspace, personal=Reason.CHECK if personal else None)
    file.write_bytes(ledger_xlsx(told.dwellings, told.premises, lang))
    return file


SHOPS = [["单位名称", "地址", "单位类型", "联系电话"], ["=平价超市", "东风路10号", "商铺", PHONE]]


@pytest.mark.parametrize("personal", [True, False])
def test_our_own_export_changes_nothing(
    town: Workspace, clock: Clock, tmp_path: Path, *, personal: bool
) -> None:
    headers = [*HEADERS, "重点群体", "谢绝上门", "核实日期", "物业公司"]
    rows = [
        (*ROWS[0], "独居老人、残疾人", "是", "2026-02-01", "安居物业"),
        (*ROWS[1], "", "", "2026/1/31", ""),
        ROWS[2],
    ]
    import_ledger(town, book(tmp_path / "a.xlsx", rows, headers, 单位=SHOPS))
    before = _contents(town)
    for lang in LANGUAGES:
        clock.forward(days=40)
        again = import_ledger(town, _out(town, tmp_path / "out.xlsx", lang, personal=personal))
        assert (again.read, again.unchanged) == (4, 4)
        assert (again.added, again.altered, again.vanished, again.ambiguous) == ((), (), (), ())
        assert [found.code for found in again.findings] == []
        assert _contents(town) == before


def _contents(workspace: Workspace) -> list[list[tuple[object, ...]]]:
    tables = (household, household_status, residence, premises, estate, building)
    with workspace.database.read() as conn:
        return [
            [
                tuple(
                    workspace.seals.opened(value) if name.endswith("_sealed") and value else value
                    for name, value in row.items()
                    if name != "geom"
                )
                for row in conn.execute(select(table).order_by(table.c.id)).mappings()
            ]
            for table in tables
        ]


def test_what_goes_out_depends_on_who_asks(here: Workspace, tmp_path: Path) -> None:
    rows = [(*row, "独居老人") for row in ROWS]
    import_ledger(here, book(tmp_path / "a.xlsx", rows, [*HEADERS, "重点群体"], 单位=SHOPS))
    with here.database.read() as conn:
        community = area_store.tree(conn, here.today()).by_code[COMMUNITIES[0]].id

    def out(role: Role, *, personal: bool) -> LedgerOut:
        actor = Actor(None, (Held(role, community),))
        return export_ledger(here.acting_as(actor), personal=Reason.CHECK if personal else None)

    cadre = out(Role.CADRE, personal=True).dwellings
    assert list(cadre["people"]) == [3, 2]
    assert list(cadre["landlord_phone"]) == [None, PHONE]
    assert list(cadre["key_groups"]) == ["独居老人"] * 2
    assert not {"landlord_phone", "key_groups", "leader"} & set(
        out(Role.CADRE, personal=False).dwellings
    )
    worker = out(Role.WORKER, personal=True).dwellings
    assert list(worker["people"]) == [3, 2]
    assert not {"landlord_phone", "occupancy", "registration"} & set(worker)
    assert list(worker["key_groups"]) == ["独居老人"] * 2
    planner = out(Role.PLANNER, personal=True).dwellings
    assert list(planner["key_groups"]) == [None, None]
    for role in (Role.LEADER, Role.ADMIN, Role.DEPARTMENT):
        with pytest.raises(NotPermitted):
            out(role, personal=True)


def test_the_template_takes_the_ledger_it_makes(here: Workspace, tmp_path: Path) -> None:
    for lang in ("zh-CN", "en"):
        file = tmp_path / f"{lang}.xlsx"
        file.write_bytes(ledger_template(lang))
        with pytest.raises(InputError, check=lambda no: no.code == "file-no-records") as refused:
            import_ledger(here, file)
        names = {name.casefold().replace(" ", "") for name in refused.value.fields["headers"]}
        assert names & {"地址", "address"}


def test_ones_own_workbook_comes_back_with_columns_appended(
    here: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(file) as made:
        hidden = made.add_worksheet("码表")
        hidden.hide()
        sheet = made.add_worksheet("台账")
        title = made.add_format({"bold": True, "bg_color": "#FFCC00"})
        sheet.merge_range("A1:I1", "芙蓉社区台账", title)
        sheet.write_row("A2", [*HEADERS, "身份证号"], title)
        for at, row in enumerate([*ROWS, ("东海花园", "1栋", "", "9", 1, "", "", "")], start=2):
            sheet.write_row(at, 0, [cell or "" for cell in row])
            sheet.write(at, 8, ID_NUMBER, title)
        sheet.write_formula("E7", "=SUM(E3:E6)", None, 10)
        sheet.write_comment("A3", "看过")
        sheet.freeze_panes(2, 0)
        sheet.autofilter("A2:I6")
        sheet.conditional_format("E3:E6", {"type": "cell", "criteria": ">", "value": 3})
    before = _contents(here)
    content = append_to_ledger(here, file, lang="zh-CN")
    assert _contents(here) == before
    out = tmp_path / "out.xlsx"
    out.write_bytes(content)
    lines = CalamineWorkbook.from_path(out).get_sheet_by_name("台账").to_python()
    assert lines[1][9:] == ["网格", "邻", "邻长", "对址情况"]
    assert [line[9] for line in lines[2:5]] == [GRIDS[0], GRIDS[0], GRIDS[2]]
    assert [line[12] for line in lines[2:6]] == ["已对上", "已对上", "已对上", "等人看"]
    own = CalamineWorkbook.from_path(file).get_sheet_by_name("台账").to_python()
    assert [line[:9] for line in lines] == own
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["xl/worksheets/sheet2.xml"]
        sheet_xml = new.read(changed[0]).decode()
    ET.fromstring(sheet_xml)  # noqa: S314  (our own)
    for kept in ("<mergeCell ", "<conditionalFormatting", "<autoFilter", "<f>SUM(E3:E6)</f>"):
        assert kept in sheet_xml
    again = import_ledger(here, out, dry_run=True)
    assert len(again.added) == 3


def test_every_row_of_a_household_gets_what_is_appended(here: Workspace, tmp_path: Path) -> None:
    head = ("小区", "楼栋", "单元", "房号", "与户主关系")
    rows = [
        ("芙蓉小区", "1栋", "1单元", "101", "户主"),
        ("", "", "", "", "配偶"),
        ("芙蓉小区", "1栋", "1单元", "101", "子"),
        ("樟树花园", "2栋", "1单元", "301", "户主"),
        ("", "", "", "", "母亲"),
        ("东海花园", "1栋", "", "9", "户主"),
        ("东海花园", "1栋", "", "9", "女"),
    ]
    out = tmp_path / "out.xlsx"
    out.write_bytes(append_to_ledger(here, book(tmp_path / "a.xlsx", rows, head), lang="zh-CN"))
    lines = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()[1:]
    assert [line[5] for line in lines] == [GRIDS[0]] * 3 + [GRIDS[2]] * 2 + [""] * 2
    assert [line[8] for line in lines] == ["已对上"] * 5 + ["等人看"] * 2


def test_a_text_table_cannot_be_handed_back_with_its_look(here: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("地址,人口数\n人民路3号,2\n", encoding="utf-8")
    with pytest.raises(InputError, check=lambda no: no.code == "book-not-xlsx"):
        append_to_ledger(here, file)


BARE = ("小区", "楼栋", "单元", "房号")


def test_a_unit_that_known_doors_lack_is_asked_for(here: Workspace, tmp_path: Path) -> None:
    bare = [("芙蓉小区", "1栋", None, door) for door in ("101", "102", "201")]
    import_ledger(here, book(tmp_path / "a.xlsx", bare, BARE))
    rows = [("芙蓉小区", "1栋", "1单元", door) for door in ("101", "102", "201", "301")]
    changes = import_ledger(here, book(tmp_path / "b.xlsx", rows, BARE))
    assert (changes.added, len(changes.ambiguous)) == ((), 4)
    assert {found.code for found in changes.findings} == {"ledger-address-door"}
    waiting = review_list(here)
    assert [(row.reason, len(row.offers), len(row.doors)) for row in waiting] == [
        *[("door", 1, 1)] * 3,
        ("door", 1, 0),
    ]
    first = waiting[0]
    settled = place_row(here, first.uid, first.offers[0].building, door=first.doors[0].household)
    assert (settled.rows, settled.learned) == (3, None)
    [last] = review_list(here)
    place_row(here, last.uid, last.offers[0].building)
    doors = [(unit, door) for ref, unit, door, estimate in _doors(here) if ref == "b0"]
    assert doors == [("1", "101"), ("1", "102"), ("1", "201"), ("1", "301")]
    again = import_ledger(here, book(tmp_path / "b.xlsx", rows, BARE))
    assert (again.unchanged, again.ambiguous, again.vanished) == (4, (), ())


def test_a_door_without_its_unit_waits_where_there_are_several(
    here: Workspace, tmp_path: Path
) -> None:
    rows = [("芙蓉小区", "1栋", unit, "101") for unit in ("1单元", "2单元")]
    import_ledger(here, book(tmp_path / "a.xlsx", rows, BARE))
    changes = import_ledger(
        here, book(tmp_path / "b.xlsx", [("芙蓉小区", "1栋", None, "101")], BARE)
    )
    assert (changes.added, len(changes.ambiguous)) == ((), 1)
    [row] = review_list(here)
    assert [(door.unit, door.door) for door in row.doors] == [("1", "101"), ("2", "101")]
    place_row(here, row.uid, row.offers[0].building, door=row.doors[1].household)
    assert len([door for door in _doors(here) if door[0] == "b0"]) == 2


def test_a_row_that_finds_its_building_may_still_lack_its_door(
    here: Workspace, tmp_path: Path
) -> None:
    rows = [("芙蓉小区", "1栋", unit, "101") for unit in ("1单元", "2单元")]
    import_ledger(here, book(tmp_path / "a.xlsx", rows, BARE))
    import_ledger(here, book(tmp_path / "b.xlsx", [("老厂宿舍", "1栋", None, "101")], BARE))
    [row] = review_list(here)
    with here.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b0"))
    settled = place_row(here, row.uid, uid)
    assert (settled.rows, settled.asked) == (0, 1)
    [row] = review_list(here)
    assert (row.reason, len(row.doors)) == ("door", 2)


def test_rows_that_come_back_mended_leave_all_others(here: Workspace, tmp_path: Path) -> None:
    rows = [*ROWS, ("芙蓉小区", "1栋", "1单元", None, 5, "自住", "", None)]
    changes = import_ledger(here, book(tmp_path / "a.xlsx", rows))
    headers, left = left_out(changes, Finding.sentence)
    assert len(left) == 1
    file = tmp_path / "left-out.xlsx"
    file.write_bytes(rejected_xlsx(headers, left, "zh-CN"))
    same = import_ledger(here, file)
    assert (same.added, same.rejected, same.vanished) == ((), 1, ())
    called, reason, cells = left[0]
    cells[headers.index("房号")] = "103"
    file.write_bytes(rejected_xlsx(headers, [(called, reason, cells)], "zh-CN"))
    again = import_ledger(here, file)
    assert (len(again.added), again.vanished, again.rejected) == (1, (), 0)
    assert [found.code for found in again.findings] == ["ledger-handed-back"]
    assert not [places for places in again.places if places.change == "vanished" and places.refs]


def test_names_typed_where_a_door_or_a_shop_should_stand(here: Workspace, tmp_path: Path) -> None:
    name = "欧阳建国"
    rows = [("芙蓉小区", "1栋", "1单元", f"101（{name}）", f"安居物业 {name}")]
    shops = [("地址", "商户名称", "经营类型"), ("人民路3号", name, "小吃")]
    headers = (*BARE, "物业公司")
    changes = import_ledger(here, book(tmp_path / "a.xlsx", rows, headers, 商户=shops))
    said = {str(found.fields["column"]) for found in changes.findings if "names" in found.code}
    assert {"房号", "物业公司", "商户名称"} <= said
    assert ("b0", "1", "101", False) in _doors(here)
    with here.database.read() as conn:
        assert conn.scalar(select(premises.c.name)) == "小吃"
        kept = str([list(conn.execute(select(table))) for table in metadata.sorted_tables])
    assert name not in kept
