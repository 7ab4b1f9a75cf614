"""Dividing and rebalancing frames: what is promised, and what is told of bad input."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import gridmap
from gridmap.errors import CrsError, InputError
from gridmap.planning.graph import graph_of, pieces
from tests.planning.towns import houses

# Fifteen buildings in five columns; the third grid is overloaded.
LOADS = [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 9, 9, 9]
GRIDS = ["a", "a", "b", "c", "c"] * 3
ORPHAN = [None, *GRIDS[1:]]
NOWHERE = 'LOCAL_CS["site",UNIT["metre",1]]'
BEYOND = pd.DataFrame({"a": [0], "b": [99], "shared_m": [1]})


@pytest.fixture
def town():
    frame = houses(3, 5, households=LOADS, grid=GRIDS, community="x")
    return frame.set_index(pd.Index([f"h{n}" for n in range(15)]))


def broken(graph, assignment):
    """Count the pieces beyond one a grid."""
    part = pd.factorize(assignment)[0].astype(np.int64)
    return pieces(graph, part).max() + 1 - part.max() - 1


def apart(frame, plan):
    """Tell whether no grid reaches into two zones."""
    zones = frame["community"].groupby(plan.assignment)
    return (zones.min() == zones.max()).all()


def graph_in(frame):
    edges = gridmap.contiguity(frame).edges
    return graph_of(edges[["a", "b"]].to_numpy(), edges["shared_m"].to_numpy(), len(frame))


def test_loads_come_into_bounds_and_everything_is_told(town):
    plan = gridmap.rebalance(town, tolerance=0.1)
    assert plan.assignment.index.equals(town.index)
    assert plan.assignment.dtype == town["grid"].dtype
    loads = town["households"].groupby(plan.assignment).sum()
    assert loads.between(np.ceil(25 * 0.9), np.floor(25 * 1.1)).all()
    assert broken(graph_in(town), plan.assignment) == 0
    moved = plan.assignment != town["grid"]
    assert plan.moves.index.tolist() == town.index[moved].tolist()
    assert plan.moves["households"].sum() == plan.metrics.moved == town["households"][moved].sum()
    assert (plan.metrics.grids, plan.metrics.outside, plan.metrics.pieces) == (3, 0, 0)
    assert plan.today.outside > 0
    assert plan.today.moved == 0
    assert plan.infeasible.empty
    assert plan.findings == ()


def test_what_is_in_bounds_is_left_alone(town):
    plan = gridmap.rebalance(town, size=(10, 40))
    assert plan.assignment.tolist() == GRIDS
    assert plan.moves.empty


def test_locked_buildings_stay(town):
    free = gridmap.rebalance(town, tolerance=0.1)
    keep = free.moves.index[:1].tolist()
    plan = gridmap.rebalance(town, tolerance=0.1, locked=keep)
    assert plan.assignment[keep].tolist() == town["grid"][keep].tolist()
    as_column = gridmap.rebalance(
        town.assign(home=town.index.isin(keep)), tolerance=0.1, locked="home"
    )
    assert as_column.assignment.tolist() == plan.assignment.tolist()


def test_grids_stay_in_their_zone(town):
    town["community"] = ["x", "x", "x", "y", "y"] * 3
    plan = gridmap.rebalance(town, size=(20, 45))
    assert apart(town, plan)


def test_a_grid_across_zones_keeps_its_larger_side(town):
    town["community"] = ["x", "y", "y", "y", "y"] * 3
    plan = gridmap.rebalance(town, size=(5, 60))
    assert [finding.code for finding in plan.findings] == [
        "division-grids-across",
        "division-without-grid",
    ]
    # Where a zone would be left without a grid it gets a new one.
    assert apart(town, plan)
    assert plan.metrics.moved == plan.moves["households"].sum() > 0


def test_grids_in_pieces_are_made_whole(town):
    town["grid"] = ["a", "b", "a", "c", "c"] * 3
    plan = gridmap.rebalance(town, size=(5, 60))
    assert plan.today.pieces == 1
    assert plan.metrics.pieces == 0
    assert [finding.code for finding in plan.findings] == ["division-in-pieces"]


def test_a_building_without_a_grid_gets_one_and_is_not_counted_as_moved(town):
    town.loc["h7", "grid"] = None
    plan = gridmap.rebalance(town, size=(5, 60))
    assert plan.assignment["h7"] in {"a", "b", "c"}
    assert plan.metrics.moved == 0


def test_compactness_shortens_borders(town):
    town["grid"] = ["a", "b", "c", "c", "c", "a", "b", "b", "b", "c", "a", "a", "a", "b", "c"]
    plain = gridmap.rebalance(town, size=(5, 60))
    round_ = gridmap.rebalance(town, size=(5, 60), compactness=2.0)
    assert plain.metrics.moved == 0 < round_.metrics.moved
    assert round_.metrics.border_m < plain.metrics.border_m


def test_labels_keep_their_kind(town):
    for labels in (town["grid"].map({"a": 3, "b": 1, "c": 2}), town["grid"].astype("category")):
        plan = gridmap.rebalance(town.assign(grid=labels), tolerance=0.1)
        assert plan.assignment.dtype == labels.dtype
        assert set(plan.assignment) == set(labels)


def test_the_next_number_may_be_larger_than_numbers_were(town):
    small = town["grid"].map({"a": 125, "b": 126, "c": 127}).astype("int8")
    plan = gridmap.rebalance(
        town.assign(grid=small, patch=small), add=1, size=(1, 30), patch="patch", patch_size=(1, 4)
    )
    assert set(plan.assignment) == {125, 126, 127, 128}
    assert plan.patches.min() == 125


def test_a_plan_can_be_cut_short(town):
    seen = []
    plan = gridmap.rebalance(town, progress=lambda now: seen.append(now) or True)
    assert len(seen) == 1
    assert plan.metrics.pieces == 0
    assert gridmap.rebalance(town, seconds=0.01).metrics.pieces == 0


def test_households_that_move_are_told_meanwhile_as_in_the_end():
    """An empty building that changes hands with those behind it is none."""
    seen = []
    row = houses(1, 6, households=[4, 4, 4, 4, 0, 4], grid=[*"aaaaab"], community="x")
    plan = gridmap.rebalance(row, tolerance=0.2, progress=seen.append)
    assert plan.moves["households"].tolist() == [4, 0]
    assert seen[-1].moved == plan.metrics.moved == 4


def test_known_neighbours_are_taken(town):
    line = pd.DataFrame({"a": range(14), "b": range(1, 15), "shared_m": 5.0})
    town["grid"] = ["a"] * 5 + ["b"] * 5 + ["c"] * 5
    plan = gridmap.rebalance(town, tolerance=0.1, edges=line)
    assert plan.assignment.tolist() == sorted(plan.assignment)


@pytest.mark.parametrize(
    ("size", "loads", "reason", "fitting"),
    [
        ((100, 200), LOADS, "too_few", 0),
        ((30, 50), LOADS, "too_few", 2),
        ((1, 10), LOADS, "too_many", 9),
        ((16, 18), LOADS, "too_many", 0),
        ((5, 30), [4] * 14 + [40], "too_many", 4),
        ((5, 39), [4] * 14 + [40], "heavy", 3),
        ((5, 33), [6] * 14 + [12], "too_many", 4),
    ],
)
def test_bounds_that_cannot_be_met_are_told_with_what_would_be(town, size, loads, reason, fitting):
    plan = gridmap.rebalance(town.assign(households=loads), size=size)
    row = plan.infeasible.iloc[0]
    assert (row["zone"], row["reason"], row["grids"]) == ("x", reason, 3)
    totals = pd.Series(loads, town.index).groupby(plan.assignment).sum()
    assert (row["lightest"], row["heaviest"]) == (totals.min(), totals.max())
    assert (row["share"], row["fitting"]) == (sum(loads) / 3, fitting)
    heavy = [finding for finding in plan.findings if finding.code == "division-building-heavy"]
    assert len(heavy) == (max(loads) > size[1])


def test_a_town_is_divided_from_nothing(town):
    plan = gridmap.divide(town, parts=3, tolerance=0.2)
    assert sorted(plan.assignment.unique()) == [0, 1, 2]
    assert plan.metrics.outside == plan.metrics.pieces == 0
    assert plan.today is None
    assert plan.moves.empty
    both = gridmap.divide(town, parts=2, size=(10, 20))
    [hindered] = both.infeasible[["grids", "low", "high"]].to_numpy().tolist()
    assert hindered == [both.metrics.grids, 10, 20] == [2, 10, 20]
    several = gridmap.divide(town.assign(community=["x", "y", "y", "y", "y"] * 3), size=(10, 20))
    assert several.metrics.outside == 0
    # What is not named has as many as size asks for.
    named = gridmap.divide(town, parts={town["community"].iloc[0]: 3}, tolerance=0.2)
    assert named.assignment.equals(plan.assignment)
    with pytest.raises(InputError) as caught:
        gridmap.divide(town, parts={"nowhere": 3})
    assert caught.value.code == "division-zone-unknown"
    single = gridmap.divide(town.iloc[:1], parts=1)
    assert single.assignment.tolist() == [0]


def spoiled_place(town):
    return town.set_geometry(town.geometry.where(town.index != "h2", None))


def moved_off(town, place):
    return town.set_geometry(town.geometry.where(town.index != "h2", place))


def ground(*names):
    shapes = [shapely.box(-50, -50, 100, 100)] * len(names)
    return gpd.GeoDataFrame({"community": names}, geometry=shapes, crs=4547)


def spoiled(frame, column, label, value):
    return frame.assign(**{column: frame[column].astype(object)}).pipe(
        lambda made: made.assign(**{column: made[column].where(made.index != label, value)})
    )


@pytest.mark.parametrize(
    ("code", "spoil", "asked"),
    [
        ("division-nothing", lambda town: town.iloc[:0], {}),
        ("division-load-missing", lambda town: spoiled(town, "households", "h2", None), {}),
        ("division-load-missing", lambda town: spoiled(town, "households", "h2", "many"), {}),
        ("division-load-negative", lambda town: spoiled(town, "households", "h2", -1), {}),
        ("division-load-zero", lambda town: town.assign(households=0), {}),
        ("division-zone-missing", lambda town: spoiled(town, "community", "h2", None), {}),
        ("division-grids-missing", lambda town: town.assign(grid=None), {}),
        ("division-geometry-missing", spoiled_place, {}),
        ("division-bounds", lambda town: town, {"size": (500, 300)}),
        ("division-tolerance", lambda town: town, {"tolerance": 5}),
        ("division-locked-unknown", lambda town: town, {"locked": ["nowhere"]}),
        ("division-locked-astray", lambda town: town.assign(grid=ORPHAN), {"locked": ["h0"]}),
        ("division-edges", lambda town: town, {"edges": BEYOND}),
        ("division-size", lambda town: town, {"size": ("a", "b")}),
        ("division-size", lambda town: town, {"size": "300-500"}),
        ("division-load-missing", lambda town: town.assign(households=True), {}),
        ("division-count", lambda town: town, {"seed": -1}),
        ("division-count", lambda town: town, {"seed": 1.5}),
        ("division-number", lambda town: town, {"seconds": "1"}),
        ("division-tolerance", lambda town: town, {"tolerance": "0.05"}),
        ("division-load-large", lambda town: spoiled(town, "households", "h2", 1e300), {}),
        (
            "division-load-missing",
            lambda town: town.assign(households=pd.Timestamp("2027-01-01")),
            {},
        ),
        ("frame-column-missing", lambda town: town, {"load": None}),
        ("frame-column-twice", lambda town: pd.concat([town, town[["grid"]]], axis=1), {}),
        ("frame-column-lists", lambda town: town.assign(grid=[["a"]] * 15), {}),
        ("frame-crs-nowhere", lambda town: town.set_crs(NOWHERE, allow_override=True), {}),
        ("frame-not-geo", lambda _: None, {}),
        ("frame-not-table", lambda town: town.geometry, {}),
        ("frame-not-table", lambda town: town, {"edges": {"a": [0], "b": [1], "shared_m": [1]}}),
        ("division-number", lambda town: town, {"compactness": float("nan")}),
        ("division-far", lambda town: moved_off(town, shapely.Point(0, 3e6)), {}),
        (
            "division-geometry-missing",
            lambda town: moved_off(town.to_crs(4326), shapely.Point(999, 999)),
            {},
        ),
        ("division-locked-column", lambda town: town.assign(l="no"), {"locked": "l"}),
        ("division-labels-twice", lambda town: town.set_axis(["h"] * 15), {"homes": {"a": "h"}}),
        ("division-zone-missing", lambda town: spoiled(town, "community", "h2", " "), {}),
        ("frame-crs-missing", lambda town: town, {"streets": gpd.GeoSeries([shapely.Point(0, 0)])}),
        ("division-ground-missing", lambda town: town, {"within": ground("y")}),
        ("division-ground-twice", lambda town: town, {"within": ground("x", "x")}),
        ("frame-column-missing", lambda town: town, {"load": "workload"}),
        ("frame-column-missing", lambda town: town, {"zone": "street"}),
    ],
)  # fmt: skip
def test_bad_input_is_named(town, code, spoil, asked):
    with pytest.raises(InputError) as caught:
        gridmap.rebalance(spoil(town), **asked)
    assert caught.value.code == code
    assert all(caught.value.sentence(lang) for lang in ("en", "zh-CN"))


def test_more_grids_than_buildings_cannot_be_made(town):
    for parts in (0, 16):
        with pytest.raises(InputError, match="15") as caught:
            gridmap.divide(town, parts=parts)
        assert caught.value.code == "division-parts"
    for parts in (2.5, float("nan")):
        with pytest.raises(InputError) as caught:
            gridmap.divide(town, parts=parts)
        assert caught.value.code == "division-count"


def test_nobody_is_given_empty_buildings_alone(town):
    few = town.assign(households=[12, 0, 0, 12, 0] * 3)
    plan = gridmap.divide(few, size=(5, 15))
    assert plan.metrics.outside == 0
    assert plan.metrics.grids == 6
    # A zone where nobody lives has no share that could be missed, and is no failure of reckoning.
    bare = town.assign(community=["x"] * 10 + ["y"] * 5, households=[4] * 10 + [0] * 5)
    assert gridmap.divide(bare, parts=2).metrics.lowest == 1.0


def test_households_in_lumps_need_fewer_parts_than_their_sum():
    # By an even share there would be eight: but of those of four none can stand alone.
    lumps = houses(1, 12, households=[12, 12, 4, 0, 4, 0] + [12, 0] * 2 + [12, 12], community="x")
    plan = gridmap.divide(lumps, size=(5, 15))
    assert sorted(lumps["households"].groupby(plan.assignment).sum()) == [8] + [12] * 6
    assert plan.infeasible.empty


@pytest.mark.parametrize("at", [0, 30, None])
def test_fewer_parts_are_tried_as_one_search_that_can_be_cut_short(at):
    lumps = houses(1, 12, households=[12, 12, 4, 0, 4, 0] + [12, 0] * 2 + [12, 12], community="x")
    shares = []

    def told(now):
        shares.append(now.share)
        return len(shares) - 1 == at

    plan = gridmap.divide(lumps, size=(5, 15), progress=told)
    assert shares == sorted(shares)
    assert len(shares) == at + 1 if at is not None else shares[-1] <= 1
    assert plan.metrics.pieces == 0
    assert lumps["households"].groupby(plan.assignment).sum().min() > 0


def test_neighbours_share_a_border_and_barriers_part_them():
    row = houses(1, 3)
    found = gridmap.contiguity(row)
    assert found.edges[["a", "b"]].to_numpy().tolist() == [[0, 1], [1, 2]]
    assert not found.edges["linked"].any()
    assert (found.edges["shared_m"] > 10).all()
    assert (found.area_m2 > 100).all()
    wall = gpd.GeoSeries([shapely.LineString([(12, -200), (12, 200)])], crs=4547)
    walled = gridmap.contiguity(row, barriers=wall).edges
    assert walled["linked"].tolist() == [True, False]
    assert walled["shared_m"].tolist()[0] == 1.0
    sides = gpd.GeoDataFrame(
        geometry=[shapely.box(-50, -50, 12, 50), shapely.box(12, -50, 99, 50)], crs=4547
    )
    assert gridmap.contiguity(row, within=sides).edges[["a", "b"]].to_numpy().tolist() == [[1, 2]]


@pytest.mark.parametrize(
    ("ground", "between"),
    [
        # Two arms, and a third house where they meet.
        (shapely.box(0, -60, 100, 20) - shapely.box(20, -30, 80, 21), [[0, 2], [1, 2]]),
        # A piece that is nearest to the house across the gap: the third joins the second alone.
        (shapely.box(0, -60, 100, 20) - shapely.box(30, -61, 36, 21), [[0, 2], [1, 2]]),
    ],
)
def test_borders_beyond_the_ground_make_no_neighbours(ground, between):
    houses = gpd.GeoDataFrame(
        geometry=[
            shapely.box(5, 5, 15, 15),
            shapely.box(85, 5, 95, 15),
            shapely.box(45, -50, 55, -40),
        ],
        crs=4547,
    )
    assert len(gridmap.contiguity(houses).edges) == 3
    within = gpd.GeoDataFrame({"community": ["a"]}, geometry=[ground], crs=4547)
    found = gridmap.contiguity(houses, within=within)
    assert found.edges[["a", "b"]].to_numpy().tolist() == between
    assert found.area_m2.sum() <= ground.area


def test_what_a_wall_leaves_apart_is_linked_to_its_neighbour_across_it():
    # The small house is nearer by its middle, but it is the long one that stands across the wall.
    ends = [(0, 20, 10, 30), (0, 0, 300, 10), (-5, -20, 5, -10), (0, 34, 10, 44)]
    houses = gpd.GeoDataFrame(geometry=[shapely.box(*each) for each in ends], crs=4547)
    wall = gpd.GeoSeries([shapely.LineString([(-90, 15), (400, 15)])], crs=4547)
    found = gridmap.contiguity(houses, barriers=wall).edges
    assert found.loc[found["linked"], ["a", "b"]].to_numpy().tolist() == [[0, 1]]


def test_parts_of_one_tower_are_neighbours_and_have_theirs_in_common():
    row = houses(1, 3)
    tower = pd.concat([row, row.iloc[[1]]], ignore_index=True)
    edges = gridmap.contiguity(tower).edges
    assert edges[["a", "b"]].to_numpy().tolist() == [[0, 1], [0, 3], [1, 2], [1, 3], [2, 3]]
    plan = gridmap.rebalance(
        tower.assign(households=[5, 5, 5, 5], grid=["a", "a", "b", "a"]), zone=None
    )
    assert plan.metrics.outside == 0
    assert [finding.code for finding in plan.findings] == ["division-footprints-alike"]
    units = pd.concat([row.iloc[[0]]] * 3, ignore_index=True).assign(unit=["2", "10", "1"], floor=1)
    assert gridmap.contiguity(units).edges[["a", "b"]].to_numpy().tolist() == [[0, 1], [0, 2]]
    parts = tower.assign(unit=["1", "1", "1", "2"], floor=1, grid=["a", "a", "b", "b"])
    assert gridmap.rebalance(parts.assign(households=5), zone=None).findings == ()


def test_footprints_may_overlap_or_be_points(town):
    town.loc["h3", "geometry"] = town.geometry["h2"].buffer(3)
    assert gridmap.rebalance(town, tolerance=0.1).metrics.pieces == 0
    points = town.set_geometry(town.representative_point())
    assert gridmap.rebalance(points, tolerance=0.1).metrics.pieces == 0
    with pytest.raises(CrsError):
        gridmap.rebalance(town.set_crs(None, allow_override=True))


def test_a_building_a_grid_or_a_grid_for_each_is_a_town_too(town):
    for small in (town.iloc[:1], town.assign(grid="a"), town.assign(grid=range(15))):
        plan = gridmap.rebalance(small)
        assert plan.assignment.tolist() == small["grid"].tolist()
        assert shapely.coverage_is_valid(plan.outlines.geometry.to_numpy())
    one = gridmap.divide(town.iloc[:1], size=(1, 9))
    assert one.assignment.tolist() == [0]


@pytest.mark.parametrize(
    "labels",
    [
        [1.0, 2.0, np.nan] * 5,
        [True, False, True] * 5,
        pd.to_datetime(["2027-01-01", "2027-01-02", "2027-01-03"] * 5),
        ["", "a", "b"] * 5,
        [None] + ["a"] * 14,
    ],
)
def test_labels_may_be_anything_and_new_ones_are_told_from_them(town, labels):
    plan = gridmap.rebalance(town.assign(grid=labels), size=(1, 60), add=1)
    known = set(town.assign(grid=labels)["grid"].dropna()) - {""}
    assert len(set(plan.assignment) - known) == 1


def test_a_building_across_the_border_of_its_community_is_cut_and_named(town):
    whole = gpd.GeoDataFrame({"community": ["x"]}, geometry=[town.union_all().envelope], crs=4547)
    plan = gridmap.rebalance(town, tolerance=0.1, within=whole)
    assert plan.findings == ()
    own = plan.outlines.geometry.reindex(plan.assignment).to_numpy()
    # Coordinates are rounded to a millimetre, walls are ten metres.
    assert shapely.area(shapely.difference(town.geometry.to_numpy(), own)).max() < 0.01
    west, south, east, north = whole.total_bounds
    smaller = whole.set_geometry([shapely.box(west, south, east - 1, north)], crs=4547)
    drawn = [
        gridmap.divide(town, parts=3, within=smaller),
        gridmap.rebalance(town, tolerance=0.1, within=smaller),
    ]
    cut = town.index[~town.within(smaller.geometry[0].buffer(0.01))]
    for plan in drawn:
        (told,) = plan.findings
        assert (told.code, told.fields["count"]) == ("division-across-border", len(cut))
        assert str(told.fields["examples"]).startswith(cut[0])
        assert plan.outlines["outside"].sum() == len(cut)
        own = plan.outlines.geometry.reindex(plan.assignment[cut]).to_numpy()
        lost = shapely.area(shapely.difference(town.geometry[cut].to_numpy(), own))
        beyond = town.geometry[cut].difference(smaller.geometry[0]).area
        assert lost == pytest.approx(beyond.to_numpy(), abs=0.1)


def test_ground_that_two_communities_claim_is_the_first_ones(town):
    both = gpd.GeoDataFrame(
        {"community": ["x", "y"]},
        geometry=[shapely.box(-20, -20, 60, 70), shapely.box(0, -20, 90, 70)],
        crs=4547,
    )
    towns = town.assign(community=np.where(town.geometry.centroid.x < 40, "x", "y"))
    plan = gridmap.rebalance(towns, tolerance=0.5, within=both)
    [told] = [one for one in plan.findings if one.code == "division-grounds-overlap"]
    assert told.fields == {"count": 1, "examples": "x / y"}
    outlines = plan.outlines.geometry
    assert shapely.coverage_is_valid(outlines.to_numpy())
    assert outlines.union_all().area == pytest.approx(both.union_all().area, rel=1e-4)
    # The second may be left with nothing; then none of its buildings is on its ground.
    same = both.set_geometry([both.geometry[0]] * 2)
    plan = gridmap.rebalance(towns, tolerance=0.5, within=same)
    mine = plan.assignment[towns["community"] == "y"].unique()
    assert plan.outlines.geometry[mine].isna().all()
    assert [one.code for one in plan.findings][-2:] == [
        "division-grounds-overlap",
        "division-across-border",
    ]


def test_an_outline_in_pieces_is_told_of_where_no_ground_is_given():
    # A row of houses, and the last one on an island, with another grid's houses nearer to it.
    places = [shapely.box(14 * n, 0, 14 * n + 10, 10) for n in range(4)]
    places += [shapely.box(200, 150, 210, 160)]
    fields = {"households": 1, "grid": list("AABBA"), "community": list("xxyyx")}
    strewn = gpd.GeoDataFrame(fields, geometry=places, crs=4547)
    river = gpd.GeoSeries([shapely.LineString([(0, 80), (400, 80)])], crs=4547)
    for plan in (
        gridmap.rebalance(strewn, tolerance=0.5, barriers=river),
        gridmap.divide(strewn, parts=1, tolerance=0.5, barriers=river),
    ):
        drawn = plan.outlines.geometry
        apart = drawn.index[drawn.geom_type == "MultiPolygon"].tolist()
        [told] = [one for one in plan.findings if one.code == "division-outlines-apart"]
        assert told.fields["grids"] == apart
        assert len(apart) == 1
        assert told.sentence("en") != told.sentence("zh-CN")


def test_barriers_and_overlaps_are_told_of(town):
    fence = gpd.GeoSeries([shapely.box(12, -2, 26, 12).exterior], crs=4547)
    plan = gridmap.rebalance(town, tolerance=0.1, barriers=fence)
    [told] = plan.findings
    assert (told.code, told.fields["buildings"]) == ("division-linked", ["h1"])
    with np.errstate(invalid="ignore"):
        broken_off = shapely.LineString([(12, -50), (float("nan"), 0), (12, 90)])
    nowhere = gpd.GeoSeries([broken_off], crs=4547)
    assert gridmap.rebalance(town, tolerance=0.1, barriers=nowhere, streets=nowhere).outlines.size
    bowtie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    town.loc["h3", "geometry"] = bowtie
    plan = gridmap.rebalance(town, tolerance=0.3)
    [told] = [one for one in plan.findings if one.code == "division-footprints-overlap"]
    assert told.fields["count"] == 1
    assert "h3" in told.fields["buildings"]
    # A strip of two centimetres is seldom a hundredth of a building, and outlines cut it off.
    close = moved_off(town.drop("h3"), shapely.box(23.98, 0, 37, 10))
    [told] = gridmap.divide(close, parts=2).findings
    assert told.fields["buildings"] == ["h1", "h2"]
    assert shapely.coverage_is_valid(plan.outlines.geometry.to_numpy())
