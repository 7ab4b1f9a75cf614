"""Imports from end to end: what files bring, what they may not, what a second time changes."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely

from gridmap.geo.datum import to_datum
from gridmap.store import sqlite
from gridmap.store.database import FILE_NAME
from gridmap.words import say
from tests.cli.conftest import LEDGER, communities, grids, houses
from tests.reading_here import reading_here
from tests.usecases.worlds import COMMUNITIES, GRIDS, footprints, square

__all__ = ["reading_here"]

SHANGHAI = ZoneInfo("Asia/Shanghai")


def content(home):
    """Everything in a workspace's database."""
    with closing(sqlite3.connect(f"file:{home / FILE_NAME}?mode=ro", uri=True)) as conn:
        tables = [
            name
            for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "rtree_"))
        ]
        return {
            name: conn.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()  # noqa: S608
            for name in tables
        }


def query(home, statement):
    with closing(sqlite3.connect(f"file:{home / FILE_NAME}?mode=ro", uri=True)) as conn:
        return conn.execute(statement).fetchall()


def figures(gridmap, by="grid"):
    rows = gridmap("coverage", "--by", by, "--format", "json").data
    return {row["code"]: row["target"] for row in rows}


# Areas --------------------------------------------------------------------------------------------


def test_levels_are_told_by_the_length_of_codes_and_missing_ancestors_made(gridmap, home, write):
    ended = gridmap("import", "areas", write("grids.geojson", grids()))
    assert "7 new" in ended.out
    assert COMMUNITIES[0] in ended.err
    assert "430202002" in ended.err
    assert query(home, "SELECT level, count(*) FROM area GROUP BY level ORDER BY 1") == [
        ("community", 2),
        ("grid", 4),
        ("subdistrict", 1),
    ]
    rows = gridmap("coverage", "--by", "subdistrict", "--format", "json").data
    assert [(row["code"], row["name"], row["level"]) for row in rows] == [
        ("430202002", None, "subdistrict")
    ]
    # Then the community comes with its name, and nothing is made again.
    ended = gridmap("import", "areas", write("communities.geojson", communities()))
    assert "0 new" in ended.out
    assert "2 changed" in ended.out
    names = [
        row["name"] for row in gridmap("coverage", "--by", "community", "--format", "json").data
    ]
    assert names == ["荷叶", "Brook"]


def test_areas_twice_change_nothing(gridmap, town, write):
    ended = gridmap("import", "areas", write("again.geojson", grids()))
    assert "0 new" in ended.out
    assert "0 changed" in ended.out
    assert "4 as known" in ended.out


def test_a_community_said_in_passing_is_made_where_it_is_missing(gridmap, home, write):
    rows = [(shape, {**facts, "community": facts["code"][:12]}) for shape, facts in grids()]
    ended = gridmap("import", "areas", write("grids.geojson", rows))
    assert "7 new" in ended.out
    assert COMMUNITIES[0] in ended.err


def test_an_unknown_parent_stops_the_import(gridmap, town, write):
    before = content(town)
    rows = [*grids(), (square(5), {"code": "430202002003001", "parent": "430202002003"})]
    ended = gridmap("import", "areas", write("lost.geojson", rows), code=3)
    assert "430202002003" in ended.err
    assert "Nothing was imported" in ended.err
    assert content(town) == before


def test_a_parent_of_the_same_level_stops_the_import(gridmap, town, write):
    before = content(town)
    rows = [(square(5), {"code": "430202002001009", "parent": GRIDS[0]})]
    ended = gridmap("import", "areas", write("finer.geojson", rows), code=3)
    assert "Row 1" in ended.err
    assert content(town) == before


def test_a_repeated_code_leaves_its_row_out(gridmap, home, write):
    rows = [*grids(), (square(6), {"code": GRIDS[0]})]
    ended = gridmap("import", "areas", write("grids.geojson", rows))
    assert "Row 5" in ended.err
    assert "1 left out" in ended.out
    assert query(home, "SELECT count(*) FROM area WHERE level = 'grid'") == [(4,)]


def test_odd_codes_come_in_with_a_word(gridmap, town, write):
    rows = [(square(0), {"code": f"{GRIDS[0]}-A"})]
    ended = gridmap("import", "areas", write("odd.geojson", rows), code=3)
    assert "--level" in ended.err
    ended = gridmap("import", "areas", write("odd.geojson", rows), "--level", "patch")
    assert f"{GRIDS[0]}-A does not look like a patch code" in ended.err
    [row] = [
        row
        for row in gridmap("coverage", "--by", "patch", "--format", "json").data
        if row["level"] == "patch"
    ]
    assert row["code"] == f"{GRIDS[0]}-A"
    assert row["target"] == 4
    assert figures(gridmap, "community") == dict.fromkeys(COMMUNITIES, 8)


def test_patches_take_over_from_their_grid_and_no_total_changes(gridmap, town, write):
    halves = [
        (shapely.box(*square(0).bounds), {"code": f"{GRIDS[0]}01"}),
    ]
    gridmap("import", "areas", write("patches.geojson", halves))
    assert figures(gridmap, "grid") == dict.fromkeys(GRIDS, 4)
    assert figures(gridmap, "patch") == {f"{GRIDS[0]}01": 4, **dict.fromkeys(GRIDS[1:], 4)}


def test_a_redivision_ends_the_areas_it_does_away_with(gridmap, town, write):
    rows = [
        (square(0, size=0.5), {"code": f"{COMMUNITIES[0]}003"}),
        (square(0, size=0.5, at=0.5), {"code": f"{COMMUNITIES[0]}004"}),
        grids()[1],
    ]
    anew = write("anew.geojson", rows)
    ended = gridmap("import", "areas", anew)
    assert f"1 known here but not in the file: {GRIDS[0]}" in ended.out
    assert GRIDS[0] in figures(gridmap)
    kept = content(town)
    gridmap("import", "areas", anew, "--close-vanished", "--dry-run")
    assert content(town) == kept
    gridmap("import", "areas", anew, "--close-vanished")
    assert figures(gridmap) == {
        f"{COMMUNITIES[0]}003": 2,
        f"{COMMUNITIES[0]}004": 2,
        **dict.fromkeys(GRIDS[1:], 4),
    }
    yesterday = str(datetime.now(SHANGHAI).date() - timedelta(days=1))
    rows = gridmap("coverage", "--by", "grid", "--format", "json", "--as-of", yesterday).data
    assert {row["code"]: row["target"] for row in rows} == dict.fromkeys(GRIDS, 4)
    ended = gridmap("import", "areas", anew, "--close-vanished")
    assert "not in the file" not in ended.out


def test_a_level_other_than_the_known_one_is_told(gridmap, town, write):
    ended = gridmap("import", "areas", write("grids.geojson", grids()), "--level", "patch")
    assert f"Row 1: {GRIDS[0]} is known as a grid" in ended.err
    assert "4 as known" in ended.out
    assert figures(gridmap) == dict.fromkeys(GRIDS, 4)


def test_overlaps_gaps_and_strays_are_told_and_not_refused(gridmap, home, write):
    rows = communities()
    gridmap("import", "areas", write("communities.geojson", rows))
    rows = [
        (square(0, size=1.2), {"code": GRIDS[0]}),
        (square(1), {"code": GRIDS[1]}),
        (square(2, size=0.8), {"code": GRIDS[2]}),
        (square(3, at=0.5), {"code": GRIDS[3]}),
    ]
    gridmap("import", "areas", write("grids.geojson", rows))
    found = gridmap("check", "--format", "json").data
    kinds = {found["code"] for found in found}
    assert {"tiling-overlap", "tiling-outside-parent"} <= kinds
    assert all(one["area_m2"] > 1 for one in found if one["code"].startswith("tiling-"))
    collection = gridmap("check", "--format", "geojson").data
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == len(found)


# Buildings ----------------------------------------------------------------------------------------


def test_buildings_twice_change_nothing(gridmap, town, write):
    before = content(town)
    ended = gridmap("import", "buildings", write("survey.geojson", houses()))
    assert "0 new" in ended.out
    assert "0 changed" in ended.out
    assert "8 as known" in ended.out
    after = content(town)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"workspace", "gpkg_contents", "tally"}


def test_a_new_survey_alters_adds_and_lists_what_it_lacks(gridmap, town, write):
    rows = houses()
    rows[1][1]["building:flats"] = 5
    new = (square(0, 1), {"id": "b9", "building": "house"})
    survey = write("survey.geojson", [*rows[:3], *rows[4:], new])
    ended = gridmap("import", "buildings", survey)
    assert "1 new" in ended.out
    assert "1 changed" in ended.out
    assert "6 as known" in ended.out
    assert "1 known here but not in the file: b3" in ended.out
    assert figures(gridmap)[GRIDS[0]] == 7
    assert figures(gridmap)[GRIDS[1]] == 4
    ended = gridmap("import", "buildings", survey, "--close-vanished")
    assert "b3" in ended.out
    assert figures(gridmap)[GRIDS[1]] == 2
    # A survey that has it again takes the closing back.
    ended = gridmap("import", "buildings", write("survey.geojson", [*rows, new]))
    assert "1 changed" in ended.out
    assert figures(gridmap)[GRIDS[1]] == 4


def test_a_building_whose_footprint_is_unusable_is_not_closed(gridmap, town, write):
    rows = houses()
    rows[3] = (shapely.LineString([(113.1, 27.8), (113.2, 27.9)]), rows[3][1])
    survey = write("survey.geojson", rows)
    ended = gridmap("import", "buildings", survey, "--close-vanished")
    assert "not in the file" not in ended.out
    assert figures(gridmap)[GRIDS[1]] == 4


def test_another_survey_is_matched_by_overlap(gridmap, town, write):
    moved = [
        (shapely.transform(shape, lambda xy: xy + 0.00003), {"id": f"x{ref}", "name": f"N{ref}"})
        for ref, (shape, _) in enumerate(houses())
    ]
    ended = gridmap("import", "buildings", write("other.geojson", moved))
    assert "0 new" in ended.out
    assert "8 changed" in ended.out
    # From now on the other survey's ids are known: far away it is still the same building.
    far = [(square(9, 9, size=0.2), {"id": "x0", "name": "N0"})]
    ended = gridmap("import", "buildings", write("other.geojson", far))
    assert "1 changed" in ended.out
    assert query(town, "SELECT count(*) FROM building") == [(8,)]


def test_external_ids_come_before_places(gridmap, town, write):
    shapes = footprints()
    first = [(shapes[0], {"id": "b0", "标准地址编码": "A-1"})]
    gridmap("import", "buildings", write("survey.geojson", first))
    # The register draws A-1 where b1 stands.
    swapped = [(shapes[1], {"标准地址编码": "A-1", "name": "Tower"})]
    ended = gridmap("import", "buildings", write("register.geojson", swapped))
    assert "0 new" in ended.out
    assert query(town, "SELECT source_ref FROM building WHERE name = 'Tower'") == [("b0",)]


def test_an_unclear_overlap_is_left_to_a_person(gridmap, town, write):
    shape = footprints()[0]
    half = shapely.transform(shape, lambda xy: xy + np.array([0.0002, 0]))
    before = query(town, "SELECT * FROM building")
    ended = gridmap("import", "buildings", write("other.geojson", [(half, {"id": "q1"})]))
    assert "0 new" in ended.out
    assert "overlap" in ended.out
    assert "q1" in ended.out
    assert "Row 1" in ended.err
    assert query(town, "SELECT * FROM building") == before


def test_two_rows_with_one_id(gridmap, town, write):
    rows = [(square(0, 2), {"id": "n1"}), (square(0, 3), {"id": "n1"})]
    ended = gridmap("import", "buildings", write("twice.geojson", rows))
    assert "2 new" in ended.out
    assert "n1" in ended.err
    ended = gridmap("import", "buildings", write("twice.geojson", rows))
    assert "0 new" in ended.out


def test_a_file_of_points(gridmap, home, write):
    gridmap("import", "areas", write("grids.geojson", grids()))
    text = "编号,名称,经度,纬度\nh1,门房,113.1405,27.8405\nh2,Depot,113.1425,27.8405\n"
    gridmap("import", "buildings", write("points.csv", text), "--crs", "EPSG:4326")
    assert query(home, "SELECT source_ref, name FROM building ORDER BY 1") == [
        ("h1", "门房"),
        ("h2", "Depot"),
    ]


# Households ---------------------------------------------------------------------------------------


def visit_of(home, uid):
    return [uid, "见面", (datetime.now(SHANGHAI) - timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")]


def test_a_ledger_claims_estimates_those_with_visits_first(gridmap, town, write):
    doors = query(
        town,
        "SELECT h.uid FROM household h JOIN building b ON b.id = h.building"
        " WHERE b.source_ref = 'b0' ORDER BY h.id",
    )
    [second] = doors[1]
    table = "住户,走访结果,走访时间\n" + ",".join(visit_of(town, second)) + "\n"
    gridmap("import", "visits", write("visits.csv", table))

    ledger = write("ledger.csv", LEDGER.splitlines()[0] + "\nA1,b0,1,101,自住,\n")
    ended = gridmap("import", "households", ledger)
    assert "1 new" in ended.out
    assert "1 in the place of an estimate" in ended.out
    assert "1 surplus" in ended.out
    rows = query(
        town,
        "SELECT h.uid, h.door, h.estimated FROM household h JOIN building b ON b.id = h.building"
        " WHERE b.source_ref = 'b0' AND h.closed_on IS NULL",
    )
    assert rows == [(second, "101", 0)]
    [row] = [
        row
        for row in gridmap("coverage", "--by", "grid", "--format", "json").data
        if row["code"] == GRIDS[0]
    ]
    assert (row["target"], row["target_estimated"], row["reached"]) == (3, 2, 1)


def test_a_ledger_twice_changes_nothing(gridmap, town, write):
    ledger = write("ledger.csv", LEDGER)
    ended = gridmap("import", "households", ledger)
    assert "3 new" in ended.out
    assert "2 in the place of an estimate" in ended.out
    before = content(town)
    ended = gridmap("import", "households", ledger)
    assert "0 new" in ended.out
    assert "0 changed" in ended.out
    assert "3 as known" in ended.out
    after = content(town)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"workspace", "tally"}
    [row] = [
        row
        for row in gridmap("coverage", "--by", "grid", "--format", "json").data
        if row["code"] == GRIDS[0]
    ]
    assert row["target"] == 3
    assert row["excluded_vacant"] == 1
    assert row["excluded_do_not_visit"] == 1


def test_what_a_ledger_says_anew(gridmap, town, write):
    gridmap("import", "households", write("ledger.csv", LEDGER))
    again = "户编号,楼栋,单元,门牌,居住状态\nA1,b0,1,103,\nA2,b0,1,102,出租\nA3,b0,1,201,自住\n"
    ended = gridmap("import", "households", write("ledger.csv", again))
    assert "0 new" in ended.out
    assert "2 changed" in ended.out
    assert query(town, "SELECT door FROM household WHERE NOT estimated ORDER BY id") == [
        ("103",),
        ("102",),
        ("201",),
    ]
    [row] = [
        row
        for row in gridmap("coverage", "--by", "grid", "--format", "json").data
        if row["code"] == GRIDS[0]
    ]
    # The table has no column for it, so whoever wanted no visits still wants none.
    assert (row["excluded_vacant"], row["excluded_do_not_visit"]) == (0, 1)


def test_rows_that_cannot_be_doors(gridmap, town, write):
    table = "户编号,楼栋,门牌\nA1,b0,101\nA2,nowhere,1\nA3,b0,101\nA1,b1,1\n"
    ended = gridmap("import", "households", write("ledger.csv", table))
    assert "1 new" in ended.out
    assert "3 left out" in ended.out
    for row in (3, 4, 5):
        assert f"Row {row}" in ended.err


def test_doors_are_placed_by_point(gridmap, town, write):
    point = shapely.point_on_surface(footprints()[2])
    table = f"户编号,门牌,经度,纬度\nA1,101,{point.x},{point.y}\nA2,102,113.2,27.9\n"
    ended = gridmap("import", "households", write("ledger.csv", table), "--crs", "EPSG:4326")
    assert "1 new" in ended.out
    assert "1 left out" in ended.out
    assert query(
        town,
        "SELECT b.source_ref FROM household h JOIN building b ON b.id = h.building"
        " WHERE h.door = '101'",
    ) == [("b2",)]


# Visits -------------------------------------------------------------------------------------------

HEAD = "编号,户编号,楼栋,单元,门牌,走访结果,走访时间,走访方式,更正\n"
V1, V2, V3, V4 = (f"01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e0{n}" for n in range(1, 5))


def ago(**time):
    return (datetime.now(SHANGHAI) - timedelta(**time)).strftime("%Y-%m-%d %H:%M")


def test_a_table_of_visits_in_chinese(gridmap, ledger, write):
    table = HEAD + (
        f"{V1},A1,,,,见面,{ago(days=1)},上门,\n"
        f",,b0,1,102,没人,{ago(days=2)},电话,\n"
        f",,b9,1,102,没人,{ago(days=2)},,\n"
        f",A1,,,,没人,{ago(days=-2)},,\n"
        f",A1,,,,不知道,{ago(days=2)},,\n"
    )
    ended = gridmap("import", "visits", write("visits.csv", table))
    assert "2 new" in ended.out
    assert "3 left out" in ended.out
    for row in (4, 5, 6):
        assert f"Row {row}" in ended.err
    assert "b9/1/102" in ended.err
    assert "future" in ended.err
    assert query(ledger, "SELECT outcome, mode, source FROM visit ORDER BY outcome") == [
        ("met", "door", "later"),
        ("no_answer", "phone", "later"),
    ]
    again = gridmap("import", "visits", write("visits.csv", table))
    assert "0 new" in again.out
    assert "2 as known" in again.out


@pytest.mark.parametrize("clock", ["08:00", "09:30"])
def test_visits_are_known_again_whatever_the_hour(gridmap, ledger, write, clock):
    """Eight in Shanghai is midnight in UTC, which some ways of writing times leave out."""
    day = date.today() - timedelta(days=3)  # noqa: DTZ011
    table = HEAD + f"{V1},A1,,,,见面,{day} {clock},,\n{V2},A3,,,,没人,{day} {clock}:07,,\n"
    gridmap("import", "visits", write("visits.csv", table))
    only = HEAD + f"{V1},A1,,,,见面,{day} {clock},,\n"
    again = gridmap("import", "visits", write("visits.csv", only))
    assert "1 as known" in again.out
    assert again.err == ""


def test_the_same_visit_twice_in_a_file(gridmap, ledger, write):
    at = ago(days=1)
    table = HEAD + f",A1,,,,见面,{at},,\n,A1,,,,见面,{at},,\n"
    ended = gridmap("import", "visits", write("visits.csv", table))
    assert "1 new" in ended.out
    assert "Row 3" in ended.err


def test_corrections_in_a_file(gridmap, ledger, write):
    at = ago(days=1)
    table = HEAD + (
        f"{V1},A1,,,,见面,{at},,\n"
        f"{V2},A3,,,,没人,{at},,{V1}\n"  # it was another door
        f"{V3},,,,,,{at},,{V2}\n"  # and it never took place
        f"{V4},A1,,,,见面,{at},,{V1}\n"  # corrected already
    )
    ended = gridmap("import", "visits", write("visits.csv", table))
    assert "3 new" in ended.out
    assert "Row 5" in ended.err
    assert query(ledger, "SELECT count(*) FROM door_state") == [(0,)]
    again = gridmap("import", "visits", write("visits.csv", table))
    assert "0 new" in again.out
    assert "3 as known" in again.out


def test_a_correction_of_nothing_or_of_itself(gridmap, ledger, write):
    table = HEAD + (f"{V1},A1,,,,见面,{ago(days=1)},,{V1}\n{V2},A1,,,,见面,{ago(days=1)},,{V3}\n")
    ended = gridmap("import", "visits", write("visits.csv", table))
    assert "0 new" in ended.out
    assert "2 left out" in ended.out


def test_an_id_that_another_visit_has(gridmap, ledger, write):
    gridmap("import", "visits", write("v.csv", HEAD + f"{V1},A1,,,,见面,{ago(days=1)},,\n"))
    ended = gridmap("import", "visits", write("v.csv", HEAD + f"{V1},A1,,,,没人,{ago(days=1)},,\n"))
    assert "0 new" in ended.out
    assert V1 in ended.err


# Any import ---------------------------------------------------------------------------------------

KINDS = {
    "areas": ("areas.geojson", lambda: grids()[:2]),
    "buildings": ("survey.geojson", lambda: houses(building_flats=3)[2:]),
    "households": ("ledger.csv", lambda: LEDGER),
    "visits": ("visits.csv", lambda: HEAD + f",,b0,,1,见面,{ago(days=1)},,\n"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_tells_the_same_and_changes_nothing(gridmap, town, write, kind):
    name, rows = KINDS[kind]
    file = write(name, rows())
    before = content(town)
    dry = gridmap("import", kind, file, "--dry-run")
    assert content(town) == before
    assert say("changes-dry-run", lang="en") in dry.err
    wet = gridmap("import", kind, file)
    assert wet.out == dry.out


@pytest.mark.parametrize(
    ("kind", "name", "rows"),
    [
        ("areas", "a.geojson", [(None, {"code": GRIDS[0]})]),
        ("buildings", "b.geojson", [(None, {"id": "b1"})]),
        ("households", "h.csv", "户编号,楼栋,门牌\nA1,,1\n"),
        ("visits", "v.csv", HEAD + ",A1,,,,不知道,2026-03-01,,\n"),
    ],
)
def test_a_file_without_one_usable_row(gridmap, town, write, kind, name, rows):
    ended = gridmap("import", kind, write(name, rows))
    assert "0 new" in ended.out
    assert "1 left out" in ended.out
    assert figures(gridmap) == dict.fromkeys(GRIDS, 4)


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_leaves_nothing_half_written(gridmap, town, write, kind, monkeypatch):
    many = {
        "areas": lambda: [(square(n, 5), {"code": f"430202009{n:03}"}) for n in range(600)],
        "buildings": lambda: [(square(n, 5), {"id": f"z{n}"}) for n in range(600)],
        "households": lambda: "户编号,楼栋,门牌\n" + "".join(f"Z{n},b0,{n}\n" for n in range(900)),
        "visits": lambda: (
            HEAD + "".join(f",,b0,,1,见面,{ago(days=1, minutes=n)},,\n" for n in range(600))
        ),
    }
    before = content(town)
    connect = sqlite.connect

    def limited(path):
        conn = connect(path)
        pages = conn.execute("PRAGMA page_count").fetchone()[0]
        conn.execute(f"PRAGMA max_page_count = {pages + 5}")
        return conn

    monkeypatch.setattr(sqlite, "connect", limited)
    ended = gridmap("import", kind, write(KINDS[kind][0], many[kind]()), code=7)
    assert "full" in ended.err
    monkeypatch.undo()
    assert content(town) == before


# Datums -------------------------------------------------------------------------------------------


def shifted(rows):
    """The same ground as a Chinese web map has it."""

    def move(xy):
        lon, lat = to_datum(xy[:, 0], xy[:, 1], source="wgs84", target="gcj02")
        return shapely.get_coordinates(shapely.points(lon, lat))

    return [(shapely.transform(shape, move), facts) for shape, facts in rows]


def test_buildings_off_a_web_map_are_suspected(gridmap, home, write):
    gridmap("import", "areas", write("grids.geojson", grids()))
    ended = gridmap("import", "buildings", write("web.geojson", shifted(houses())))
    assert "--datum gcj02" in ended.err
    assert "gcj02" in gridmap("check").out


def test_areas_off_a_web_map_are_suspected(gridmap, home, write):
    gridmap("import", "buildings", write("survey.geojson", houses()))
    ended = gridmap("import", "areas", write("grids.geojson", shifted(grids())))
    assert "--datum gcj02" in ended.err
    assert "areas" in ended.err


def test_the_right_datum_is_no_matter(gridmap, home, write):
    gridmap("import", "areas", write("grids.geojson", grids()))
    ended = gridmap(
        "import", "buildings", write("web.geojson", shifted(houses())), "--datum", "gcj02"
    )
    assert "--datum" not in ended.err
    assert figures(gridmap) == dict.fromkeys(GRIDS, 4)


def test_buildings_beyond_all_areas_are_no_shift(gridmap, home, write):
    gridmap("import", "areas", write("grids.geojson", grids()))
    far = [(square(n, 20), {"id": f"f{n}"}) for n in range(8)]
    ended = gridmap("import", "buildings", write("far.geojson", far))
    assert "--datum" not in ended.err


def test_a_report_has_every_finding(gridmap, home, write, tmp_path):
    again = write("again.geojson", [grids()[0]] * 9)
    report = tmp_path / "report.csv"
    ended = gridmap("import", "areas", again, "--report", report)
    rows = list(csv.reader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows if row[1] == "Error"] == [str(row) for row in range(2, 10)]
    assert "and 3 more of this kind; --report has them all" in ended.err


# Lists --------------------------------------------------------------------------------------------


def test_a_list_waits_to_be_placed(gridmap, home, write):
    rows = ["楼栋编号,地址,户数", "L1,荷叶街1号,12", "L2,荷叶街2号,", "L2,荷叶街2号,", ",,3"]
    listed = write("houses.csv", "\n".join(rows))
    before = content(home)
    ended = gridmap("import", "list", listed, "--dry-run")
    assert "2 new" in ended.out
    assert content(home) == before
    ended = gridmap("import", "list", listed, "--source", "office")
    assert "List: 4 buildings read" in ended.out
    assert query(home, "SELECT source, source_ref, flats FROM listed_building ORDER BY id") == [
        ("office", "L1", 12),
        ("office", "L2", None),
    ]
    assert query(home, "SELECT count(*) FROM building") == [(0,)]
    assert "2 as known" in gridmap("import", "list", listed, "--source", "office").out
