"""From a list to a map: bring in addresses, place them, let the register find them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select

from gridmap.errors import Conflict, GridmapError, InputError, NotFound
from gridmap.fieldwork.outcomes import Outcome
from gridmap.store.bulk import new_uids
from gridmap.store.tables.ground import building, listed_building, part
from gridmap.store.tables.households import household, placement
from gridmap.territory.codes import Level
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.coverage import coverage
from gridmap.usecases.households import import_households
from gridmap.usecases.inventory import building as look_into
from gridmap.usecases.listed import ListedView, import_list, listed_buildings
from gridmap.usecases.listed_places import place_listed, take_back_placing
from gridmap.usecases.visits import VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.once import Once
from tests.usecases.conftest import put_once
from tests.usecases.worlds import BUILDINGS, GRIDS, Clock, building_rows, square

pytestmark = ON_SQLITE

HEAD = "楼栋编号,小区,楼栋,地址,层数,单元数,户数,用途"
ROWS = (
    "L1,桃园小区,1栋,荷叶街 12 号,6,3,,住宅",
    "L2,桃园小区,2栋,荷叶街14号,6,,24,住宅",
    ",桃园小区,3栋,,6,2,,",
    ",,,荷叶街20号,1,,,商铺",
)
# A place in the middle of the first grid where nothing stands.
EMPTY = square(0, size=0.1, at=0.45)


def written(folder: Path, rows: Sequence[str] = ROWS, *, head: str = HEAD) -> Path:
    path = folder / "houses.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path


def to_place(workspace: Workspace, **query: object) -> list[ListedView]:
    return listed_buildings(workspace, **query).items  # type: ignore[arg-type]


def target(workspace: Workspace, **question: object) -> int:
    table = coverage(workspace, by=Level.GRID, **question)  # type: ignore[arg-type]
    return next(row.figure.target for row in table.rows if row.code == GRIDS[0])


@pytest.fixture
def listed(workspace: Workspace, once: Once, tmp_path: Path) -> list[ListedView]:
    path = written(tmp_path)
    put_once(once, "listed-houses", workspace.database, lambda: import_list(workspace, path))
    return to_place(workspace)


@ON_BOTH
def test_a_list_comes_in_once(workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path)
    tried = import_list(workspace, path, dry_run=True)
    assert to_place(workspace) == []
    heard = workspace.about().last_seq
    done = import_list(workspace, path)
    # Whoever else has the list open hears of it; of a list that says nothing new nobody does.
    assert workspace.about().last_seq == heard + 1
    import_list(workspace, path)
    assert workspace.about().last_seq == heard + 1
    assert done.added == tried.added == ("L1", "L2", "桃园小区3栋", "荷叶街20号")
    first, second, third, fourth = to_place(workspace)
    assert (first.name, first.address, first.estate) == ("1栋", "荷叶街 12 号", "桃园小区")
    assert (first.levels, first.units, first.flats, first.kind) == (6, 3, None, "residential")
    assert (second.flats, third.address, fourth.kind) == (24, "桃园小区3栋", "commercial")
    assert {one.source for one in to_place(workspace)} == {"houses"}

    again = import_list(workspace, written(tmp_path, [ROWS[0], "L2,桃园小区,2栋,荷叶街14号,7,,,"]))
    assert (again.added, again.altered, again.unchanged) == ((), ("L2",), 1)
    assert [one.levels for one in to_place(workspace)] == [6, 7, 6, 1]
    assert to_place(workspace)[1].flats == 24


@ON_BOTH
def test_what_is_on_the_map_is_not_listed(workspace: Workspace, tmp_path: Path) -> None:
    import_list(workspace, written(tmp_path))
    with workspace.writing() as conn:
        rows = building_rows(["x"], [square(8)], address=["荷叶街１２号"])
        enter_buildings(workspace, conn, rows, source="survey")
    rows = [*ROWS, "b1,,,某街1号,,,,"]
    done = import_list(workspace, written(tmp_path, rows))
    assert dict(done.counts) == {"known": 2}
    assert (done.added, done.unchanged) == ((), 3)
    assert [one.source_ref for one in to_place(workspace)] == ["L2", "桃园小区3栋", "荷叶街20号"]


def test_a_register_of_households_is_a_list_too(workspace: Workspace, tmp_path: Path) -> None:
    rows = ["H1,荷叶街30号,1,101", "H2,荷叶街30号,1,102", "H3,荷叶街32号,1,101", "H4,,1,101"]
    path = written(tmp_path, rows, head="户编号,地址,单元,室号")
    done = import_list(workspace, path)
    assert done.added == ("荷叶街30号", "荷叶街32号")
    assert [(found.code, found.row) for found in done.findings] == [
        ("listed-nameless", 5),
        ("listed-again", 2),
    ]
    first, _ = to_place(workspace)
    placed = place_listed(workspace, first.uid, place=EMPTY)
    doors = import_households(workspace, path)
    assert doors.added == ("H1", "H2")
    assert [door.door for door in look_into(workspace, placed.building or "").doors] == [
        "101",
        "102",
    ]
    # And the list in its turn knows what is placed.
    again = import_list(workspace, path)
    assert (again.added, again.unchanged) == ((), 2)


def test_an_id_number_stays_out_and_a_control_list_altogether(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path, ["荷叶街30号,430202199001011234"], head="地址,身份证号")
    assert import_list(workspace, path).added == ("荷叶街30号",)
    path = written(tmp_path, ["荷叶街31号,吸毒人员"], head="地址,人员类别")
    with pytest.raises(InputError) as caught:
        import_list(workspace, path)
    assert caught.value.code == "control-list-refused"


@pytest.mark.parametrize(
    ("nth", "households"),
    [(0, 36), (1, 24), (2, 24), (3, 0)],
    ids=["units", "flats", "name", "shop"],
)
def test_a_point_is_enough(
    workspace: Workspace, listed: list[ListedView], nth: int, households: int
) -> None:
    before = target(workspace)
    assert before == 4
    done = place_listed(workspace, listed[nth].uid, place=EMPTY.centroid)
    assert done.area == GRIDS[0]
    assert target(workspace) == before + households
    inside = look_into(workspace, done.building or "")
    assert (inside.building.name, inside.building.address) == (
        listed[nth].name,
        listed[nth].address,
    )
    progress = listed_buildings(workspace)
    assert (progress.left, progress.placed, len(progress.items)) == (3, 1, 3)
    [shown] = to_place(workspace, placed=True)
    assert shown.building == done.building
    # Sent once more, as phones do.
    assert place_listed(workspace, listed[nth].uid, place=EMPTY.centroid) == done
    with pytest.raises(Conflict) as caught:
        place_listed(workspace, listed[nth].uid, place=square(1).centroid)
    assert caught.value.code == "listed-placed"
    assert caught.value.fields["building"] == done.building


def test_a_footprint_outside_every_area_is_placed_all_the_same(
    workspace: Workspace, listed: list[ListedView]
) -> None:
    done = place_listed(workspace, listed[0].uid, place=square(30, size=0.1))
    assert done.area is None
    assert done.building
    assert coverage(workspace, by=Level.GRID).orphans.target == 36


def test_where_another_stands(workspace: Workspace, listed: list[ListedView]) -> None:
    with workspace.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b0"))
    there = square(0, size=0.2, at=0.1)
    over = (square(0, size=0.2, at=0.15), square(0, size=0.05, at=0.2))
    for place in (there, there.centroid, *over):
        with pytest.raises(Conflict) as caught:
            place_listed(workspace, listed[0].uid, place=place)
        assert (caught.value.code, caught.value.fields["building"]) == ("listed-stands-there", uid)
    # Next door is next door.
    assert (
        place_listed(workspace, listed[0].uid, place=square(0, size=0.1, at=0.29)).building != uid
    )


def test_it_is_this_one(workspace: Workspace, listed: list[ListedView], tmp_path: Path) -> None:
    with workspace.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b0"))
    done = place_listed(workspace, listed[0].uid, building=uid)
    assert (done.building, done.area) == (uid, GRIDS[0])
    assert place_listed(workspace, listed[0].uid, building=uid) == done
    with workspace.database.read() as conn:
        row = conn.execute(select(building).where(building.c.uid == uid)).one()
    # What it knew stands, what it did not know it has learned.
    assert (row.name, row.flats, row.kind) == ("b0", 2, "apartments")
    assert (row.address, row.levels, row.units) == ("荷叶街 12 号", 6, 3)
    assert row.estate is not None
    path = written(tmp_path, ["H9,L1,901"], head="户编号,楼栋,室号")
    assert import_households(workspace, path).added == ("H9",)
    take_back_placing(workspace, listed[0].uid)
    assert len(to_place(workspace)) == 4
    assert look_into(workspace, uid or "").building.address == "荷叶街 12 号"
    doors = import_households(workspace, written(tmp_path, ["H8,L1,902"], head="户编号,楼栋,室号"))
    assert [found.code for found in doors.findings] == ["household-building-unknown"]


def rows_of(workspace: Workspace) -> dict[str, int]:
    tables = (building, part, household, placement)
    with workspace.database.read() as conn:
        return {
            table.name: conn.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


@ON_BOTH
def test_a_placing_is_taken_back_as_if_it_had_never_been(
    workspace: Workspace, listed: list[ListedView]
) -> None:
    before = rows_of(workspace)
    place_listed(workspace, listed[0].uid, place=EMPTY)
    assert rows_of(workspace) != before
    assert take_back_placing(workspace, listed[0].uid) == listed[0]
    assert take_back_placing(workspace, listed[0].uid) == listed[0]
    assert rows_of(workspace) == before
    assert target(workspace) == 4


@ON_BOTH
def test_work_that_hangs_on_a_placing_is_kept(
    workspace: Workspace, listed: list[ListedView], clock: Clock
) -> None:
    done = place_listed(workspace, listed[0].uid, place=EMPTY)
    [door, *_] = look_into(workspace, done.building or "").doors
    visit = VisitDraft(
        id=new_uids(1)[0], household=door.uid, outcome=Outcome.MET, occurred_at=clock.now
    )
    record_visit(workspace, visit)
    take_back_placing(workspace, listed[0].uid)
    assert target(workspace) == 4
    # Elsewhere, and by a point this time: the same building, with its visit.
    back = place_listed(workspace, listed[0].uid, place=square(2, at=0.45).centroid)
    assert back.building == done.building
    assert back.area == GRIDS[2]
    assert target(workspace) == 4
    table = coverage(workspace, by=Level.GRID)
    row = next(row for row in table.rows if row.code == GRIDS[2])
    assert (row.figure.target, row.figure.reached) == (40, 1)
    assert look_into(workspace, back.building or "").building.footprint.geom_type == "Point"


def test_what_is_ended_and_said_to_be_another_afterwards(
    workspace: Workspace, listed: list[ListedView], clock: Clock
) -> None:
    done = place_listed(workspace, listed[0].uid, place=EMPTY)
    [door, *_] = look_into(workspace, done.building or "").doors
    visit = VisitDraft(
        id=new_uids(1)[0], household=door.uid, outcome=Outcome.MET, occurred_at=clock.now
    )
    record_visit(workspace, visit)
    take_back_placing(workspace, listed[0].uid)
    with workspace.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b1"))
    assert place_listed(workspace, listed[0].uid, building=uid).building == uid
    with pytest.raises(NotFound):
        place_listed(workspace, listed[1].uid, building=done.building)


def test_a_survey_that_names_it_knows_it(workspace: Workspace, listed: list[ListedView]) -> None:
    place_listed(workspace, listed[0].uid, place=EMPTY.centroid)
    with workspace.writing() as conn:
        rows = building_rows(["L1"], [EMPTY], name=["新名"])
        done: ChangeSet = enter_buildings(workspace, conn, rows, source="houses")
    assert (done.added, done.altered) == ((), ("L1",))
    with workspace.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(building)) == len(BUILDINGS) + 1


@ON_BOTH
def test_a_survey_that_was_there_first_is_offered(
    workspace: Workspace, listed: list[ListedView]
) -> None:
    with workspace.writing() as conn:
        rows = building_rows(["L1"], [square(3, size=0.1, at=0.45)])
        enter_buildings(workspace, conn, rows, source="houses")
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "L1"))
    with pytest.raises(Conflict) as caught:
        place_listed(workspace, listed[0].uid, place=EMPTY)
    assert (caught.value.code, caught.value.fields["building"]) == ("listed-known", uid)
    assert place_listed(workspace, listed[0].uid, building=uid).building == uid
    take_back_placing(workspace, listed[0].uid)
    with workspace.database.read() as conn:
        assert conn.scalar(select(func.count()).where(building.c.uid == uid)) == 1


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (None, "listed-placeless"),
        (shapely.Point(), "listed-placeless"),
        (shapely.Point(float("nan"), 1), "listed-placeless"),
        (square(0, size=1e-3), "footprint-of-no-building"),
        (square(0, size=40), "footprint-of-no-building"),
        (shapely.LineString([(0, 0), (1, 1)]), "polygon-unusable"),
        (shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "polygon-unusable"),
    ],
)
def test_what_is_no_place(
    workspace: Workspace, listed: list[ListedView], place: BaseGeometry | None, code: str
) -> None:
    with pytest.raises(GridmapError) as caught:
        place_listed(workspace, listed[0].uid, place=place)
    assert caught.value.code == code
    assert listed_buildings(workspace).placed == 0


@ON_BOTH
def test_words_find_a_listed_building(workspace: Workspace, listed: list[ListedView]) -> None:
    assert [one.source_ref for one in to_place(workspace, words="桃园 2栋")] == ["L2"]
    assert to_place(workspace, words="%") == []
    assert [one.source_ref for one in to_place(workspace, after=listed[1].id, most=1)] == [
        "桃园小区3栋"
    ]
    with pytest.raises(NotFound):
        take_back_placing(workspace, "nobody")
    with workspace.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(listed_building)) == 4
