"""Areas drawn, redrawn, split and taken back over HTTP; streets to draw along."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely

from gridmap.geo.tiling import tiling_defects
from gridmap.store import landscape
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases import worlds
from tests.usecases.worlds import COMMUNITIES, GRIDS, SOUTH, STEP, WEST, square

pytestmark = ON_SQLITE

JSON = {"content-type": "application/json"}


def geo(shape: shapely.Geometry) -> dict[str, object]:
    return json.loads(shapely.to_geojson(shape))


def line(*points: tuple[float, float]) -> dict[str, object]:
    """A line through points of the town's lattice."""
    return geo(shapely.LineString([(WEST + x * STEP, SOUTH + y * STEP) for x, y in points]))


def outline(ask, code: str) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(ask("GET", f"/areas/{code}")["outline"]))


def defects(ask, parent: str = COMMUNITIES[0]):
    codes = [
        area["code"]
        for area in ask("GET", f"/areas?within={parent}")["items"]
        if area["parent"] == parent
    ]
    shapes = np.array([outline(ask, code) for code in codes], dtype=object)
    return tiling_defects(shapes, within=np.array([outline(ask, parent)], dtype=object))


def targets(ask, **query: str) -> dict[str, int]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    rows = ask("GET", f"/coverage?level=grid&{asked}")["areas"]
    return {row["code"]: row["target"] for row in rows}


def test_an_area_is_split_along_a_line_that_falls_short(ask, clock):
    before = targets(ask)
    clock.forward(days=1)
    body = {"line": line((0.5, 0.02), (0.5, 0.98)), "names": ["新网格"]}
    tried = ask("POST", f"/areas/{GRIDS[0]}/split?dry_run=true", json=body)
    assert tried["dry_run"]
    assert targets(ask) == before
    done = ask("POST", f"/areas/{GRIDS[0]}/split", json=body)
    assert {**tried, "dry_run": False} == done
    kept, fresh = done["areas"]
    assert (kept["code"], fresh["code"]) == (GRIDS[0], f"{COMMUNITIES[0]}003")
    assert (kept["households"], fresh["households"]) == (2, 2)
    assert (kept["buildings"], fresh["buildings"]) == (1, 1)
    assert fresh["name"] == "新网格"
    assert targets(ask) == {**before, GRIDS[0]: 2, fresh["code"]: 2}
    # Before today nothing has changed.
    assert targets(ask, as_of="2026-03-04") == before
    assert defects(ask) == []
    rows = ask("GET", "/coverage?level=community")["areas"]
    assert [row["target"] for row in rows] == [7, 8]
    gone = ask("DELETE", f"/areas/{fresh['code']}")
    assert [area["code"] for area in gone["areas"]] == [GRIDS[0]]
    assert targets(ask) == before
    assert outline(ask, GRIDS[0]).equals_exact(
        shapely.MultiPolygon([square(0)]), 1e-12, normalize=True
    )


def test_the_piece_with_most_households_keeps_the_code(ask):
    done = ask("POST", f"/areas/{GRIDS[1]}/split", json={"line": line((1.05, -1), (1.05, 2))})
    kept, fresh = done["areas"]
    assert (kept["households"], fresh["households"]) == (4 - 1, 0)
    done = ask("POST", f"/areas/{GRIDS[2]}/split", json={"line": line((2.45, -1), (2.45, 2))})
    assert [area["households"] for area in done["areas"]] == [2, 2]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"line": line((1.2, 0.5), (1.9, 0.5))}, 422, "split-line-misses"),
        ({"line": line((0.4, 0.5), (0.6, 0.5))}, 422, "split-line-misses"),
        ({"line": line((0.5, 0.5), (0.5, 0.5))}, 422, None),
        ({"line": geo(square(0))}, 422, "split-line-unusable"),
        ({"line": geo(shapely.Point(WEST, SOUTH))}, 422, "split-line-unusable"),
        ({"line": {"type": "LineString", "coordinates": [[1e400, 0], [0, 0]]}}, 422, None),
        ({"line": {"type": "LineString", "coordinates": [["x"]]}}, 422, "polygon-unusable"),
        ({"line": line((0.5, -1), (0.5, 2)), "names": ["x" * 10_000]}, 422, "request-unreadable"),
    ],
)
def test_what_splits_nothing(ask, body, status, code):
    before = targets(ask)
    content = json.dumps(body).replace("Infinity", "1e400")
    problem = ask("POST", f"/areas/{GRIDS[0]}/split", status=status, content=content, headers=JSON)
    assert code is None or problem["code"] == code
    assert targets(ask) == before


def test_an_area_with_others_below_it_is_not_split(ask):
    problem = ask(
        "POST", f"/areas/{COMMUNITIES[0]}/split", status=409, json={"line": line((1, -1), (1, 2))}
    )
    assert problem["code"] == "area-divided"
    assert ask("POST", "/areas/9/split", status=404, json={"line": line((1, -1), (1, 2))})


def test_a_patch_is_drawn_and_what_is_others_is_cut_away(ask):
    body = {"level": "patch", "parent": GRIDS[0], "outline": geo(square(0, size=0.5))}
    first = ask("POST", "/areas", status=201, json=body)
    assert first["areas"][0]["code"] == f"{GRIDS[0]}01"
    assert first["trimmed_m2"] == 0
    # Over the first, and over the grid's own border.
    wide = {
        **body,
        "name": " 邻 二 ",
        "outline": geo(shapely.box(*square(0, at=-0.2, size=1.4).bounds)),
    }
    second = ask("POST", "/areas", status=201, json=wide)
    assert second["areas"][0]["code"] == f"{GRIDS[0]}02"
    assert second["areas"][0]["name"] == "邻 二"
    assert second["trimmed_m2"] > 10_000
    assert str(round(second["trimmed_m2"])) in second["message"].replace(",", "")
    assert defects(ask, GRIDS[0]) == []
    assert sum(area["households"] for area in (*first["areas"], *second["areas"])) == 4
    problem = ask("POST", "/areas", status=422, json=body)
    assert problem["code"] == "outline-all-taken"
    problem = ask("DELETE", f"/areas/{GRIDS[0]}", status=409)
    assert problem["code"] == "area-divided"
    for one in (second, first):
        ask("DELETE", f"/areas/{one['areas'][0]['code']}")
    assert targets(ask)[GRIDS[0]] == 4
    assert ask("GET", f"/areas/{GRIDS[0]}")["leaf"]


def test_a_hairline_gap_is_closed(ask):
    third = 1 / 111_320 / 3
    west, south, east, north = square(0).bounds
    drawn = shapely.box(west + third, south - third, (west + east) / 2, north + third)
    body = {"level": "patch", "parent": GRIDS[0]}
    ask("POST", "/areas", status=201, json={**body, "outline": geo(drawn)})
    other = shapely.box((west + east) / 2 + third, south + third, east - third, north - third)
    ask("POST", "/areas", status=201, json={**body, "outline": geo(other)})
    assert defects(ask, GRIDS[0]) == []


def test_neighbours_follow_a_border_that_moves(ask):
    whole = outline(ask, COMMUNITIES[0])
    west, south, east, north = square(0).bounds
    for shift in (0.3, -0.3):
        moved = shapely.box(west, south, east + shift * STEP, north)
        body = {"outline": geo(moved), "share": True}
        done = ask("PUT", f"/areas/{GRIDS[0]}/outline", json=body)
        assert [area["code"] for area in done["areas"]] == list(GRIDS[:2])
        assert defects(ask) == []
        both = outline(ask, GRIDS[0]).union(outline(ask, GRIDS[1]))
        assert both.symmetric_difference(whole).area < 1e-12
        assert sum(area["households"] for area in done["areas"]) == 7
    # Without it the neighbours' ground is theirs.
    done = ask("PUT", f"/areas/{GRIDS[0]}/outline", json={"outline": geo(square(0, size=1.5))})
    assert len(done["areas"]) == 1
    assert done["trimmed_m2"] > 0
    everything = {"outline": geo(whole), "share": True}
    problem = ask("PUT", f"/areas/{GRIDS[0]}/outline", status=422, json=everything)
    assert (problem["code"], problem["fields"]["code"]) == ("area-swallowed", GRIDS[1])
    assert defects(ask) == []


BOW = shapely.Polygon(
    [(WEST, SOUTH), (WEST + STEP, SOUTH + STEP), (WEST + STEP, SOUTH), (WEST, SOUTH + STEP)]
)


def test_a_line_that_crosses_itself_is_mended(ask):
    body = {"level": "patch", "parent": GRIDS[0], "outline": geo(BOW)}
    ask("POST", "/areas", status=201, json=body)
    assert outline(ask, f"{GRIDS[0]}01").is_valid


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"level": "county"}, 422, "area-level-not-below"),
        ({"level": "grid"}, 422, "area-level-not-below"),
        ({"level": "village"}, 422, "request-unreadable"),
        ({"parent": "nobody"}, 404, "area-unknown"),
        ({"parent": None}, 422, "area-code-needed"),
        ({"outline": geo(square(40))}, 422, "outline-elsewhere"),
        ({"outline": geo(square(0, size=1e-4))}, 422, "outline-without-ground"),
        ({"outline": line((0, 0), (1, 1))}, 422, "outline-without-ground"),
        ({"outline": {"type": "Polygon", "coordinates": []}}, 422, None),
        ({"outline": geo(shapely.box(500, 0, 501, 1))}, 422, "polygon-unusable"),
        (
            {"outline": geo(square(0).centroid.buffer(1e-4, quad_segs=5001))},
            422,
            "outline-too-detailed",
        ),
        ({"name": "x" * 10_000}, 422, "request-unreadable"),
        ({"code": GRIDS[1]}, 409, "area-code-taken"),
        ({"code": "a/b"}, 422, "area-code-unusable"),
        ({"code": "  "}, 422, "area-code-unusable"),
    ],
)
def test_what_is_no_area(ask, facts, status, code):
    body = {"level": "patch", "parent": GRIDS[0], "outline": geo(square(0)), **facts}
    problem = ask("POST", "/areas", status=status, json=body)
    assert code is None or problem["code"] == code
    assert len(ask("GET", "/areas")["items"]) == 7


def test_a_number_that_json_does_not_have(ask):
    body = json.dumps({"line": line((0.5, -1), (0.5, 2))}).replace("[113", "[NaN, 113", 1)
    problem = ask("POST", f"/areas/{GRIDS[0]}/split", status=422, content=body, headers=JSON)
    assert problem["code"] == "request-unreadable"
    assert len(ask("GET", "/areas")["items"]) == 7


def test_what_stood_yesterday_is_not_taken_back(ask, clock):
    problem = ask("DELETE", f"/areas/{GRIDS[0]}", status=409)
    assert problem["code"] == "area-not-of-today"
    body = {"level": "patch", "parent": GRIDS[0], "outline": geo(square(0))}
    ask("POST", "/areas", status=201, json=body)
    clock.forward(days=1)
    assert ask("DELETE", f"/areas/{GRIDS[0]}01", status=409)["code"] == "area-not-of-today"


def test_what_is_drawn_and_split_on_one_day_is_taken_back_whole(ask):
    body = {"level": "patch", "parent": GRIDS[0], "outline": geo(square(0))}
    ask("POST", "/areas", status=201, json=body)
    before = outline(ask, f"{GRIDS[0]}01")
    split = {"line": line((0.5, -1), (0.5, 2))}
    ask("POST", f"/areas/{GRIDS[0]}01/split", json=split)
    gone = ask("DELETE", f"/areas/{GRIDS[0]}02")
    assert [area["households"] for area in gone["areas"]] == [4]
    assert outline(ask, f"{GRIDS[0]}01").symmetric_difference(before).area < 1e-14


@ON_BOTH
def test_two_splits_at_once_do_not_share_a_code(ask):
    lines = [line((column + 0.5, -1), (column + 0.5, 2)) for column in (0, 1)]

    def cut(code, line):
        return ask("POST", f"/areas/{code}/split", json={"line": line})["areas"][1]["code"]

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(cut, GRIDS[:2], lines))
    assert sorted(codes) == [f"{COMMUNITIES[0]}003", f"{COMMUNITIES[0]}004"]
    assert defects(ask) == []
    # The same split twice: the second time the line only runs along the border.
    problem = ask("POST", f"/areas/{GRIDS[0]}/split", status=422, json={"line": lines[0]})
    assert problem["code"] == "split-line-misses"


def test_areas_near_an_extent(ask):
    west, south, east, north = square(0, size=0.5).bounds
    found = ask("GET", f"/areas?level=grid&outlines=true&bbox={west},{south},{east},{north}")
    assert [area["code"] for area in found["items"]] == [GRIDS[0]]


@ON_BOTH
def test_streets_to_draw_along(ask, workspace: Workspace):
    lines = [
        shapely.LineString([(WEST + n * STEP, SOUTH), (WEST + n * STEP, SOUTH + STEP)])
        for n in (0, 9)
    ]
    with workspace.writing() as conn:
        columns = {
            "source_ref": np.array(["a", "b"], dtype=object),
            "name": np.array(["荷叶街", None], dtype=object),
            "kind": np.array(["residential", "service"], dtype=object),
            "geom": np.array(lines, dtype=object),
        }
        landscape.put_streets(conn, "osm", columns)
    found = ask("GET", f"/streets?bbox={WEST},{SOUTH},{WEST + STEP},{SOUTH + STEP}")
    assert found["type"] == "FeatureCollection"
    [street] = found["features"]
    assert street["properties"] == {"name": "荷叶街", "kind": "residential"}
    assert shapely.from_geojson(json.dumps(street["geometry"])).equals(lines[0])
    assert ask("GET", "/streets", status=422)["code"] == "bbox-needed"
    assert ask("GET", "/streets?bbox=113,27,114,28", status=422)["code"] == "bbox-too-large"
    assert worlds.WEST == WEST
