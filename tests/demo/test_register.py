"""The register: codes, parts, doors, offices."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import shapely

from gridmap.territory.codes import DEFAULT_PATTERN, Level
from gridmap.territory.people import KeyGroup, Occupancy, Office
from tests.demo.conftest import TODAY


@pytest.fixture(scope="module")
def leaf(drawn):
    """Leaf area of each household that has one."""
    codes = drawn.parts["leaf_area"].to_numpy(dtype=object)[drawn.households["part"]]
    return codes[~pd.isna(codes)].astype(str)


@pytest.fixture(scope="module")
def sizes(leaf):
    """Households of each patch."""
    return pd.Series(leaf).value_counts()


def test_codes_say_where_an_area_is(drawn):
    areas = drawn.areas.set_index("code")
    assert areas.index.is_unique
    for area in drawn.areas.itertuples():
        if area.level == "group":
            assert re.fullmatch(r"\d{15}G\d", area.code)
            assert area.parent == area.code[:15]
            continue
        assert DEFAULT_PATTERN.level_of(area.code) is Level(area.level)
        above = {"community": 9, "grid": 12, "patch": 15}.get(area.level)
        if above:
            # A patch below a group still begins with the code of its grid.
            assert area.parent[:15] == area.code[:above]
            assert (
                areas.loc[area.parent, "level"]
                in {
                    "community": ("subdistrict",),
                    "grid": ("community",),
                    "patch": ("grid", "group"),
                }[area.level]
            )


def test_parents_come_first(drawn):
    row = {code: number for number, code in enumerate(drawn.areas["code"])}
    assert all(
        row[parent] < row[code]
        for code, parent in zip(drawn.areas["code"], drawn.areas["parent"], strict=True)
        if not pd.isna(parent)
    )


def test_grids_are_numbered_from_north_west(drawn, outlines):
    grids = drawn.areas[drawn.areas["level"] == "grid"]
    for _, own in grids.groupby("parent"):
        codes = own["code"].sort_values().tolist()
        first, last = outlines[codes[0]].centroid, outlines[codes[-1]].centroid
        assert first.y > last.y or first.x < last.x
        assert [int(code[-3:]) for code in codes] == list(range(1, len(codes) + 1))


def test_some_communities_have_groups_and_some_none(drawn):
    groups = drawn.areas[drawn.areas["level"] == "group"]
    assert 3 <= groups["code"].str[:12].nunique() <= 10
    assert groups["kind"].nunique() == 2
    members = drawn.areas["parent"].value_counts()
    assert members[groups["code"]].min() >= 1


def test_names_and_codes_are_those_of_the_statistical_list(drawn, shared_data):
    listed = pd.read_csv(shared_data / "admin-codes-4-districts.csv", dtype=str)
    listed = listed[listed["street_code"] == "430202002"]
    real = dict(zip(listed["community_code"], listed["community_name"], strict=True))
    ours = drawn.areas[drawn.areas["level"] == "community"]
    assert {
        code: f"{name}居委会" for code, name in zip(ours["code"], ours["name"], strict=True)
    } == real


def test_there_are_about_ten_thousand_households(drawn):
    assert len(drawn.households) == pytest.approx(10_000, rel=0.05)
    assert not drawn.households.duplicated(["building", "unit", "floor", "door"]).any()


def test_patches_are_mostly_small_and_some_overloaded(sizes):
    assert len(sizes) == 723
    assert sizes.between(5, 15).mean() > 0.7
    assert sizes.min() >= 5
    assert sizes.between(16, 30).mean() > 0.05
    assert sizes.max() <= 30


def test_grids_have_work_for_a_planner(leaf):
    loads = pd.Series([code[:15] for code in leaf]).value_counts()
    assert loads.max() > 2 * loads.median()
    assert loads.min() < 0.7 * loads.median()


def test_every_part_belongs_to_a_leaf_area(drawn):
    parents = set(drawn.areas["parent"].dropna())
    leaves = set(drawn.areas["code"]) - parents
    nobodys = drawn.parts["leaf_area"].isna()
    assert nobodys.sum() == 2
    assert set(drawn.parts.loc[~nobodys, "leaf_area"]) <= leaves
    assert set(drawn.parts["building"]) == set(drawn.buildings["source_ref"])


def test_a_part_lies_within_its_leaf_area(drawn, metres, outlines):
    points = metres(drawn.parts)
    outside = [
        number
        for number, code in enumerate(drawn.parts["leaf_area"])
        if code in outlines and not shapely.intersects(outlines[code], points[number])
    ]
    assert outside == []
    with_outline = drawn.parts["leaf_area"].isin(list(outlines))
    assert with_outline.mean() > 0.8


def test_parts_of_a_building_neither_overlap_nor_leave_a_door_out(drawn):
    doors = drawn.households
    part = drawn.parts.loc[doors["part"]].reset_index(drop=True)
    assert (part["building"].to_numpy() == doors["building"].to_numpy()).all()
    assert (part["unit"].isna() | part["unit"].eq(doors["unit"])).all()
    assert (part["floor_lo"].isna() | part["floor_lo"].le(doors["floor"])).all()
    assert (part["floor_hi"].isna() | part["floor_hi"].ge(doors["floor"])).all()
    whole = drawn.parts[drawn.parts["unit"].isna()]["building"]
    assert whole.is_unique
    assert not drawn.parts[drawn.parts["unit"].notna()]["building"].isin(whole).any()
    split = drawn.parts.dropna(subset=["floor_lo"]).sort_values(["building", "unit", "floor_lo"])
    above = split.groupby(["building", "unit"])["floor_lo"].shift(-1)
    assert (above.isna() | above.eq(split["floor_hi"] + 1)).all()


def test_doors_are_numbered_by_floor(drawn):
    floor = drawn.households["door"].str[:-2].astype(int)
    assert floor.equals(drawn.households["floor"].astype(int))


def test_no_two_buildings_share_an_address(drawn):
    assert drawn.buildings["address"].is_unique
    assert drawn.buildings["address"].str.fullmatch(r".+[路街巷]\d+号.*").all()
    in_estate = drawn.buildings[drawn.buildings["estate"].notna()]
    assert in_estate["name"].str.endswith("栋").all()
    assert set(in_estate["estate"]) == set(drawn.estates["ref"])


def test_some_estates_have_neither_management_nor_committee(drawn):
    assert 0.2 < drawn.estates["managed"].mean() < 0.9
    assert drawn.estates["committee_until"].isna().any()
    assert drawn.estates["committee_until"].notna().sum() > 5


def test_what_is_known_of_households(drawn):
    households = drawn.households
    assert set(households["occupancy"]) == set(Occupancy)
    assert households["occupancy"].eq("vacant").mean() == pytest.approx(0.06, abs=0.015)
    assert 0 < households["do_not_visit"].mean() < 0.02
    assert {group for groups in households["key_groups"] for group in groups} == set(KeyGroup)
    assert households["key_groups"].map(bool).mean() == pytest.approx(0.08, abs=0.015)


def test_719_leaders_have_a_cadre_and_few_patches_want_a_leader(drawn):
    offices = drawn.offices
    assert set(offices["office"]) <= set(Office)
    now = offices[offices["until"].isna()]
    patches = drawn.areas.loc[drawn.areas["level"] == "patch", "code"]
    leaders = now[now["office"] == "patch_leader"]
    assert leaders["area"].is_unique
    assert leaders["person"].is_unique
    assert len(set(patches) - set(leaders["area"])) == 3
    cadres = now.loc[now["office"] == "cadre", "person"]
    assert cadres.nunique() == len(cadres) == 153
    kept = drawn.links[drawn.links["leader"].isin(leaders["person"])]
    assert kept["leader"].nunique() == len(kept) == 719
    assert set(kept["cadre"]) == set(cadres)
    grids = set(drawn.areas.loc[drawn.areas["level"] == "grid", "code"])
    assert set(now.loc[now["office"] == "grid_lead", "area"]) == grids
    assert len(grids - set(now.loc[now["office"] == "grid_worker_full", "area"])) == 1


def test_whoever_follows_begins_on_the_day_the_other_ends(drawn):
    held = drawn.offices[drawn.offices["office"].isin(["patch_leader", "grid_worker_full"])]
    followed = held[held["since"].notna()].set_index(["office", "area"])
    left = held[held["until"].notna()].set_index(["office", "area"])
    assert len(followed) == 20
    assert (left.loc[followed.index, "until"] == followed["since"]).all()
    assert (followed["since"] < TODAY).all()


def test_offices_and_links_name_nobody(drawn):
    columns = {*drawn.offices.columns, *drawn.links.columns}
    assert columns == {"person", "office", "area", "cadre", "leader", "since", "until"}
    assert drawn.offices["person"].str.fullmatch(r"p\d{4}").all()


def test_neighbouring_communities_have_party_trees_of_two_shapes(drawn):
    party = drawn.organisation.party
    depths = party.groupby("community")["depth"].max() + 1
    assert depths.tolist() == [4, 5] * 6 + [4]
    top = party["parent"] == -1
    above = party.loc[party.loc[~top, "parent"]].reset_index(drop=True)
    below = party[~top].reset_index(drop=True)
    assert (below["depth"] == above["depth"] + 1).all()
    assert (below["community"] == above["community"]).all()
    grids = drawn.areas.loc[drawn.areas["level"] == "grid", "code"]
    assert sorted(party.loc[party["depth"] == 2, "area"]) == sorted(grids)


def test_everybody_has_a_name_of_their_own_that_nobody_has(drawn):
    made = drawn.organisation
    everybody = {*drawn.offices["person"], *made.offices["person"], *made.departments["officer"]}
    assert set(made.names["person"]) == everybody
    assert made.names["name"].is_unique
    assert set(made.team["person"]) <= everybody
