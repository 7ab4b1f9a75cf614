"""The ground: tiling, streets, water, and buildings that stand in nobody's way."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridmap.demo.streets import HALF_WIDTH


@pytest.mark.parametrize(
    ("name", "count"), [("subdistrict", 1), ("community", 13), ("grid", 65), ("patch", 723)]
)
def test_there_are_as_many_areas_as_the_subdistrict_has(drawn, name, count):
    assert (drawn.areas["level"] == name).sum() == count


@pytest.mark.parametrize("name", ["community", "grid", "group", "patch"])
def test_each_level_is_a_coverage_of_single_polygons(drawn, name):
    degrees = drawn.areas.loc[drawn.areas["level"] == name].geometry
    degrees = degrees[degrees.notna()].to_numpy(dtype=object)
    assert shapely.coverage_is_valid(degrees)
    assert shapely.is_valid(degrees).all()
    assert set(shapely.get_type_id(degrees)) == {shapely.GeometryType.POLYGON}


@pytest.mark.parametrize("name", ["community", "grid"])
def test_a_level_leaves_no_gap_in_the_subdistrict(level, name):
    (whole,) = level("subdistrict")
    covered = shapely.union_all(level(name))
    assert whole.symmetric_difference(covered).area < 0.5
    assert not whole.interiors


def test_areas_lie_within_their_parents(drawn, outlines):
    for area in drawn.areas.itertuples():
        if area.code in outlines and area.parent in outlines:
            outside = outlines[area.code].difference(outlines[area.parent]).area
            assert outside < 0.5, area.code


def test_patches_leave_out_nothing_but_the_ground_that_towers_share(drawn, level, metres):
    (whole,) = level("subdistrict")
    left = whole.difference(shapely.union_all(level("patch")))
    lived_in = drawn.areas[drawn.areas["level"] == "patch"]["code"].str[:15]
    dedicated = drawn.areas[(drawn.areas["level"] == "grid") & ~drawn.areas["code"].isin(lived_in)]
    left = left.difference(shapely.union_all(metres(dedicated)).buffer(0.1)).buffer(-0.5)
    towers = metres(
        drawn.buildings[drawn.buildings["levels"].gt(9) & drawn.buildings["units"].gt(0)]
    )
    for piece in shapely.get_parts(left):
        assert shapely.intersects(towers, piece).any()


def test_it_is_the_size_of_a_subdistrict(level):
    (whole,) = level("subdistrict")
    assert 3e6 < whole.area < 5e6


def test_grid_borders_run_along_streets(level, street_middle):
    (whole,) = level("subdistrict")
    borders = shapely.union_all(shapely.boundary(level("grid")))
    inner = borders.difference(whole.exterior.buffer(3.0))
    assert inner.length > 10_000
    along = inner.intersection(street_middle.buffer(2.0)).length
    assert along > 0.99 * inner.length


def test_streets_have_a_hierarchy(drawn):
    assert set(drawn.streets["kind"]) == set(HALF_WIDTH)
    lines = drawn.streets.geometry.to_numpy(dtype=object)
    assert set(shapely.get_type_id(lines)) == {shapely.GeometryType.LINESTRING}
    assert drawn.streets["name"].nunique() > 60


def test_streets_meet_at_common_vertices(drawn):
    lines = drawn.streets.geometry.to_numpy(dtype=object)
    vertices, times = np.unique(shapely.get_coordinates(lines), axis=0, return_counts=True)
    shared = set(map(tuple, vertices[times > 1].tolist()))
    inside = drawn.areas.geometry.iloc[0].buffer(-1e-4)
    ends = [
        tuple(end)
        for line, kind in zip(lines, drawn.streets["kind"], strict=True)
        if kind != "service"
        for end in (line.coords[0], line.coords[-1])
        if inside.intersects(shapely.Point(end))
    ]
    assert len(ends) > 200
    assert [end for end in ends if end not in shared] == []


def test_buildings_stand_apart(drawn, metres):
    outlines = metres(drawn.buildings)
    assert shapely.is_valid(outlines).all()
    one, other = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    pairs = one < other
    common = shapely.area(shapely.intersection(outlines[one[pairs]], outlines[other[pairs]]))
    assert common.max(initial=0.0) < 0.05


def test_buildings_keep_off_streets_and_water(drawn, metres):
    outlines = metres(drawn.buildings)
    lines = metres(drawn.streets)
    pavement = shapely.buffer(
        lines, [0.9 * HALF_WIDTH[kind] for kind in drawn.streets["kind"]], cap_style="flat"
    )
    assert len(shapely.STRtree(pavement).query(outlines, predicate="intersects")[0]) == 0
    water = metres(drawn.landcover[drawn.landcover["kind"] == "water"])
    assert len(water) > 4
    assert len(shapely.STRtree(water).query(outlines, predicate="intersects")[0]) == 0


def test_gates_stand_between_their_estate_and_its_street(drawn, metres, street_middle):
    gates = metres(drawn.gates)
    assert len(gates) > 50
    assert set(drawn.gates["name"]) == {"东门", "西门"}
    away = shapely.distance(gates, street_middle)
    assert away.min() > HALF_WIDTH["residential"]
    assert away.max() < HALF_WIDTH["primary"] + 3
    assert (
        len(shapely.STRtree(metres(drawn.buildings)).query(gates, predicate="intersects")[0]) == 0
    )


def test_ponds_keep_off_streets(drawn, metres, street_middle):
    water = drawn.landcover["kind"] == "water"
    ponds = metres(drawn.landcover[water & drawn.landcover["name"].str.endswith("塘")])
    assert len(ponds) > 4
    assert not shapely.intersects(ponds, street_middle).any()


def test_buildings_are_of_many_kinds_and_sizes(drawn, metres):
    kinds = drawn.buildings["kind"].value_counts()
    assert {"apartments", "house", "retail", "industrial", "school", "hospital", "office"} <= set(
        kinds.index
    )
    homes = drawn.buildings[drawn.buildings["units"] > 0]
    assert homes["levels"].ge(11).sum() > 15
    assert homes["levels"].between(5, 7).sum() > 80
    assert len(np.unique(np.round(shapely.area(metres(homes))))) > 100
