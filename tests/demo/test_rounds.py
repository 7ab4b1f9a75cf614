"""Visits and hazards: when, what, and how unevenly."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pandas as pd
import pytest

from gridmap.fieldwork.cases import CaseState, HazardCategory, Severity
from gridmap.fieldwork.outcomes import Mode, Outcome, Source
from tests.demo.conftest import TODAY


@pytest.fixture(scope="module")
def local(drawn):
    """Local times at which visits happened."""
    return drawn.visits["occurred_at"].dt.tz_convert("Asia/Shanghai")


def test_nobody_knocks_before_nine_or_after_nine(local):
    assert local.dt.hour.min() >= 9
    assert local.dt.hour.max() <= 20


def test_visits_fill_the_weeks_before_today(drawn, local):
    days = pd.Series(TODAY - local.dt.date).map(lambda gap: gap.days)
    assert days.min() >= 1
    assert days.max() <= 24
    assert days.nunique() > 18
    recorded = drawn.visits["recorded_at"]
    assert recorded.max() < pd.Timestamp(TODAY, tz="Asia/Shanghai")
    assert (recorded >= drawn.visits["occurred_at"]).all()
    assert recorded.is_monotonic_increasing


def test_visits_speak_the_words_of_fieldwork(drawn):
    assert set(drawn.visits["outcome"]) == set(Outcome)
    assert set(drawn.visits["mode"]) == {Mode.DOOR, Mode.PHONE}
    assert drawn.visits["mode"].eq("door").mean() > 0.9
    assert set(drawn.visits["source"]) == set(Source)


def test_ids_are_uuids_of_version_7_in_order_of_record(drawn):
    ids = drawn.visits["id"]
    assert ids.is_unique
    assert all(UUID(one).version == 7 for one in ids)
    stamps = [UUID(one).int >> 80 for one in ids]
    assert stamps == sorted(stamps)


def test_a_few_facts_are_corrected_later(drawn):
    corrections = drawn.visits.dropna(subset=["corrects"])
    assert 5 <= len(corrections) <= 60
    facts = drawn.visits.set_index("id")
    wrong = facts.loc[corrections["corrects"]]
    assert (wrong["recorded_at"].to_numpy() <= corrections["recorded_at"].to_numpy()).all()
    assert (wrong["household"].to_numpy() == corrections["household"].to_numpy()).all()
    assert (wrong["outcome"].to_numpy() != corrections["outcome"].to_numpy()).all()


def test_doors_are_tried_again_on_another_half_day(drawn, local):
    facts = drawn.visits.assign(half=local.dt.strftime("%F") + (local.dt.hour // 6).astype(str))[
        drawn.visits["corrects"].isna()
    ]
    tries = facts.groupby("household").agg(visits=("id", "size"), halves=("half", "nunique"))
    assert (tries["visits"] >= 3).sum() > 30
    assert (tries["visits"] == tries["halves"]).all()


def test_nobody_calls_where_nobody_should(drawn):
    households = drawn.households.loc[drawn.visits["household"].unique()]
    assert not households["occupancy"].eq("vacant").any()
    assert not households["do_not_visit"].any()


def test_coverage_is_uneven(drawn):
    met = drawn.visits.loc[drawn.visits["outcome"] == "met", "household"]
    doors = drawn.households[~drawn.households["occupancy"].eq("vacant")]
    doors = doors.assign(
        met=doors.index.isin(met),
        grid=drawn.parts["leaf_area"].str[:15].to_numpy()[doors["part"]],
    )
    rate = doors.groupby("grid")["met"].mean()
    assert (rate > 0.9).sum() >= 5
    assert (rate < 0.4).sum() >= 5
    assert 0.5 < doors["met"].mean() < 0.8
    by_building = doors.groupby("building")["met"].mean()
    assert (by_building == 0).sum() > 100


def test_hazards_are_of_all_kinds_and_some_too_old(drawn):
    hazards = drawn.hazards
    assert 35 <= len(hazards) <= 50
    assert set(hazards["category"]) == set(HazardCategory)
    assert set(hazards["severity"]) == set(Severity)
    assert set(hazards["state"]) == set(CaseState)
    midnight = pd.Timestamp(TODAY, tz="Asia/Shanghai")
    age = midnight - hazards["opened_at"]
    assert age.min() > timedelta(0)
    assert age[hazards["state"] == "open"].max() > timedelta(days=7)


def test_hazards_are_at_their_building_or_on_a_street(drawn, metres):
    outlines = drawn.buildings.set_index("source_ref").geometry
    indoors = drawn.hazards["building"].notna()
    assert 0 < indoors.sum() < len(indoors)
    for hazard in drawn.hazards[indoors].itertuples():
        assert outlines[hazard.building].intersects(hazard.geometry)
    inside = drawn.areas.geometry.iloc[0]
    assert drawn.hazards.geometry.within(inside).all()
