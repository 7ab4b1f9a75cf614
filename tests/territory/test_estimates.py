"""Estimated households: the rule, and a real town."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gridmap.geo.crs import area_m2
from gridmap.geo.locate import locate
from gridmap.territory.estimates import (
    BY_FLOOR_SPACE,
    ONE_FAMILY,
    estimate_households,
    estimate_listed,
)

NAN = float("nan")


def estimate(kind, levels=NAN, area=NAN, flats=NAN):
    return int(estimate_households([kind], [levels], [area], [flats])[0])


@pytest.mark.parametrize("kind", [*sorted(ONE_FAMILY), "yes"])
def test_one_family_whatever_the_size(kind):
    assert estimate(kind, levels=3, area=400) == 1


@pytest.mark.parametrize("kind", sorted(BY_FLOOR_SPACE))
def test_floor_space_is_shared_out_and_rounded_up(kind):
    assert estimate(kind, levels=6, area=600) == 40
    assert estimate(kind, levels=1, area=90) == 1
    assert estimate(kind, levels=1, area=90.1) == 2


@pytest.mark.parametrize("levels", [NAN, 0, -1])
def test_unknown_levels_are_two(levels):
    assert estimate("apartments", levels=levels, area=450) == 10


def test_tagged_flats_win_over_everything():
    assert estimate("apartments", levels=6, area=600, flats=22) == 22
    assert estimate("retail", area=600, flats=3) == 3
    assert estimate("house", flats=2) == 2
    assert estimate("apartments", levels=6, area=600, flats=0) == 0


@pytest.mark.parametrize("kind", ["garage", "school", "", None, NAN, pd.NA])
def test_nobody_lives_in_other_buildings(kind):
    assert estimate(kind, levels=6, area=600) == 0


def test_unknown_ground_holds_nobody():
    assert estimate("apartments", levels=6) == 0


def test_no_buildings():
    assert estimate_households([], [], [], []).shape == (0,)


@pytest.mark.parametrize(
    ("kind", "levels", "units", "flats", "area", "households"),
    [
        (None, 6, 3, None, 0, 36),
        ("residential", None, 3, None, 500, 12),
        ("residential", 6, 3, 40, 500, 40),
        (None, 6, None, None, 600, 40),
        (None, 6, None, None, 0, 1),
        ("apartments", None, None, None, 0, 1),
        ("house", 2, 1, None, 90, 1),
        ("commercial", 6, 3, None, 600, 0),
        ("commercial", 6, 3, 2, 600, 2),
    ],
)
def test_what_a_list_tells(kind, levels, units, flats, area, households):
    assert estimate_listed(kind, levels, units, flats, area) == households


def test_newport(shared_data):
    buildings = gpd.read_file(
        shared_data / "newport-2023.osm.pbf",
        layer="multipolygons",
        where="building IS NOT NULL",
        on_invalid="ignore",
        TAGS_FORMAT="JSON",
    )
    buildings = buildings[buildings.geometry.notna()]
    footprints = shapely.make_valid(buildings.geometry.to_numpy())
    tags = buildings["other_tags"].map(lambda tags: tags if isinstance(tags, dict) else {})
    levels, flats = (
        pd.to_numeric(tags.map(lambda t, tag=tag: t.get(tag)), errors="coerce").to_numpy(float)
        for tag in ("building:levels", "building:flats")
    )
    communities = gpd.read_file(shared_data / "newport-communities.geojson").geometry.to_numpy()
    inside = locate(shapely.point_on_surface(footprints), communities) >= 0

    kind, area = buildings["building"].to_numpy(), area_m2(footprints)
    by_rule = estimate_households(kind, levels, area, np.full(len(kind), NAN))
    # The design's figure: the town's communities, floor space alone.
    assert by_rule[inside].sum() == 33_728
    # 38 blocks say how many flats they have, 206 more than their floor space would.
    tagged = estimate_households(kind, levels, area, flats)
    assert tagged[inside].sum() == 33_934
