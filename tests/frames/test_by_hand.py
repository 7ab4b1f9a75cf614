"""Divisions made by hand: mended around what was decided, and reckoned as they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

import gridmap
from gridmap.frames.by_hand import by_hand
from gridmap.geo.cells import cells
from tests.planning.towns import houses


@pytest.fixture
def town():
    """Three rows of five houses, of grids a, b, c from west to east; the last row is heavy."""
    loads = [4] * 12 + [9] * 3
    frame = houses(3, 5, households=loads, grid=["a", "a", "b", "c", "c"] * 3, community="x")
    return frame.set_index(pd.Index([f"h{n}" for n in range(15)]))


def test_what_was_decided_stays_and_moves_count_from_today(town):
    town["hand"] = town["grid"].where(town.index != "h1", "b")
    plan = gridmap.rebalance(town, start="hand", locked=["h1"], tolerance=0.2)
    assert plan.assignment["h1"] == "b"
    assert plan.moves.loc["h1", ["from", "to"]].tolist() == ["a", "b"]
    assert plan.metrics.pieces == 0
    assert plan.metrics.moved == town["households"][plan.assignment != town["grid"]].sum()
    # Where nothing is decided it is as cheap as from today.
    free = gridmap.rebalance(town, start="hand", tolerance=0.2)
    assert free.metrics.moved == gridmap.rebalance(town, tolerance=0.2).metrics.moved


def test_a_grid_is_made_and_another_one_ended_by_hand(town):
    town["hand"] = town["grid"].replace({"b": "a"})
    town.loc[["h2", "h3"], "hand"] = ["new-1", None]
    plan = gridmap.rebalance(town, start="hand", locked=["h2"], size=(1, 99))
    assert set(plan.assignment) == {"a", "c", "new-1"}
    assert plan.assignment["h2"] == "new-1"
    assert plan.metrics.grids == 3


def test_an_outlying_house_that_is_locked_does_not_take_its_grid_along(town):
    town["hand"] = town["grid"].where(town.index != "h14", "a")
    plan = gridmap.rebalance(town, start="hand", locked=["h14"], size=(1, 99))
    assert plan.assignment.equals(town["hand"].rename("grid"))
    assert plan.metrics.pieces == 1


def test_a_division_is_reckoned_as_it_is(town):
    town["hand"] = town["grid"].replace({"b": "a"})
    town.loc["h0", "hand"] = None
    found = by_hand(town, "hand", current="grid", size=(1, 36))
    assert found.assignment.isna().tolist() == [True] + [False] * 14
    assert (found.metrics.grids, found.metrics.outside, found.metrics.moved) == (2, 1, 17 + 4)
    assert found.loads["load"].tolist() == [37, 34]
    assert found.infeasible["reason"].tolist() == ["too_many"]
    first = by_hand(town.assign(grid=None), "hand", current="grid")
    assert (first.today, first.metrics.moved) == (None, 0)


def test_alternatives_that_are_stopped_begin_no_other(town):
    shares = []

    def watch(now):
        shares.append(now.share)
        return len(shares) > 3

    found = gridmap.alternatives(town, size=(5, 60), progress=watch)
    assert len(found) == 1
    assert max(shares) < 0.3


def test_cells_share_the_ground_out_without_gap_or_overlap(town):
    places = town.geometry.to_numpy()
    shared = cells(np.append(places, places[:1]))
    assert shared[0] is shared[-1]
    tiles = shared[:-1]
    assert area_of(tiles) == pytest.approx(sum(one.area for one in tiles))
    assert all(cell.buffer(2).covers(place) for cell, place in zip(tiles, places, strict=True))
    ground = np.array([town.union_all().convex_hull.buffer(5)], dtype=object)
    inside = cells(places, ground=ground, zone=np.zeros(15, np.int64))
    assert area_of(inside) == pytest.approx(ground[0].area, rel=0.02)


def area_of(shapes):
    return shapely.union_all(shapes).area
