"""What ships in data/boundaries, and that the town is the same wherever it is drawn."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gridmap.demo import boundaries
from gridmap.demo.boundaries import write_boundaries
from gridmap.demo.ledger import ledger_of
from tests.demo.conftest import TODAY, WEEK

SHIPPED = Path(__file__).parents[2] / "data" / "boundaries"


@pytest.mark.parametrize("name", ["subdistrict", "communities", "grids"])
def test_shipped_boundaries_are_those_of_the_generator(drawn, name):
    shipped = gpd.read_file(SHIPPED / f"{name}.geojson").set_index("code")
    level = {"communities": "community", "grids": "grid"}.get(name, name)
    ours = drawn.areas[drawn.areas["level"] == level].set_index("code")
    assert shipped.crs == ours.crs
    assert shipped["name"].to_dict() == ours["name"].to_dict()
    ours = ours.geometry[shipped.index].to_numpy(dtype=object)
    apart = shapely.hausdorff_distance(shipped.geometry.to_numpy(dtype=object), ours)
    assert np.max(apart) < 3e-7  # degrees: a last decimal rounded the other way


def test_writing_gives_the_files_that_ship(drawn, tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "town", lambda _: drawn)  # as another process draws it, below
    write_boundaries(tmp_path / "boundaries")
    written = {path.name for path in (tmp_path / "boundaries").iterdir()}
    assert written == {path.name for path in SHIPPED.iterdir()} - {"README.md"}
    codes = (tmp_path / "boundaries" / "codes.csv").read_bytes()
    assert codes == (SHIPPED / "codes.csv").read_bytes()


def test_files_are_small_and_their_origin_is_told():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 1_000_000
    told = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for words in ("invented", "china-division", "WTFPL", "EPSG:4326"):
        assert words in told


def test_shipped_boundaries_are_a_coverage():
    for name in ("communities", "grids"):
        features = json.loads((SHIPPED / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        shapes = np.array([shapely.geometry.shape(each["geometry"]) for each in features])
        assert shapely.coverage_is_valid(shapes)


# What tells a day; ids tell when they were made in their first half.
_DATES = {
    "estates": ["committee_until"],
    "offices": ["since", "until"],
    "links": ["since"],
    "visits": ["occurred_at", "recorded_at"],
    "hazards": ["opened_at"],
}
_IDS = {"visits": ["id", "corrects"]}
_STAMP = len("01a1800f-d278-")


def tables(drawn):
    """Every table of the town by its name, those of its organisation too."""
    named = {field.name: getattr(drawn, field.name) for field in fields(drawn)}
    own = named.pop("organisation")
    return named | {f"organisation.{one.name}": getattr(own, one.name) for one in fields(own)}


def test_another_process_draws_the_same_town_and_another_day_moves_its_dates_alone(
    drawn, elsewhere
):
    theirs = tables(elsewhere)
    assert len(theirs) == 17
    for name, ours in tables(drawn).items():
        dates, ids = _DATES.get(name, []), _IDS.get(name, [])
        pd.testing.assert_frame_equal(
            theirs[name].drop(columns=[*dates, *ids]), ours.drop(columns=[*dates, *ids])
        )
        for column in dates:
            moved = theirs[name][column] - ours[column]
            assert set(moved.dropna()) == {WEEK}
            assert moved.isna().equals(ours[column].isna())
        for column in ids:
            assert theirs[name][column].str[_STAMP:].equals(ours[column].str[_STAMP:])
    for later in (False, True):
        one, other = (
            [(sheet, sheet.rows) for sheet in ledger_of(town, TODAY, later=later)]
            for town in (drawn, elsewhere)
        )
        assert repr(one) == repr(other)
