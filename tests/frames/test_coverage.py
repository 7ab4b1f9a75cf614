"""Coverage as a table."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap import InputError, coverage
from gridmap.fieldwork.outcomes import Outcome
from tests.fieldwork.histories import START, expected_state, histories

COLUMNS = [
    "target",
    "attempted",
    "reached",
    "settled",
    "rate",
    "no_answer",
    "no_access",
    "refused",
    "vacant",
    "moved",
    "not_found",
    "untried",
    "excluded",
]
REASONS = COLUMNS[5:-1]


@pytest.fixture
def households():
    return pd.DataFrame({"grid": ["g2", "g1", "g1", "g1"]}, index=["a", "b", "c", "d"])


def visits(*rows, **columns):
    """Visits from (household, outcome, time); ids count up from 1."""
    table = pd.DataFrame(list(rows), columns=["household", "outcome", "occurred_at"])
    return table.assign(id=range(1, len(rows) + 1), **columns)


def test_the_table(households):
    table = coverage(
        households,
        visits(
            ("b", "met", "2026-03-02 10:00"),
            ("c", "refused", "2026-03-02 10:05"),
            ("a", "no_answer", "2026-03-02 10:10"),
        ),
        by="grid",
    )
    assert table.columns.tolist() == COLUMNS
    assert table.index.name == "grid"
    assert table.index.tolist() == ["g1", "g2"]
    row = table.loc["g1"]
    assert row[["target", "attempted", "reached", "settled"]].tolist() == [3, 2, 1, 2]
    assert row["rate"] == pytest.approx(1 / 3)
    assert (row["refused"], row["untried"]) == (1, 1)
    assert table.loc["g2", "no_answer"] == 1
    assert table.dtypes.drop("rate").eq("int64").all()
    assert table["rate"].dtype == "Float64"
    np.testing.assert_array_equal(table[["reached", *REASONS]].sum(axis=1), table["target"])


def test_excluded_households_are_shown_apart(households):
    households["excluded"] = [True, True, False, pd.NA]
    table = coverage(households, visits(("b", "met", "2026-03-02")), by="grid")
    assert table["excluded"].to_dict() == {"g1": 1, "g2": 1}
    assert table["target"].to_dict() == {"g1": 2, "g2": 0}
    assert table["reached"].sum() == 0
    assert table.loc["g2", "rate"] is pd.NA


def test_groups_without_households_stay():
    codes = pd.Categorical(["g2", "g2"], categories=["g3", "g2", "g1"])
    table = coverage(pd.DataFrame({"grid": codes}), visits(), by="grid")
    assert table.index.tolist() == ["g1", "g2", "g3"]
    assert not isinstance(table.index.dtype, pd.CategoricalDtype)
    assert table["target"].tolist() == [0, 2, 0]


def test_households_without_a_group_come_last(households):
    households.loc["c", "grid"] = None
    table = coverage(households, visits(("c", "met", "2026-03-02")), by="grid")
    assert table.index.isna().tolist() == [False, False, True]
    assert table.iloc[-1][["target", "reached"]].tolist() == [1, 1]


@pytest.mark.parametrize(
    "values", [[7, None], pd.Categorical([7, None]), pd.array([7, None], dtype="Int64")]
)
def test_numbered_groups(values):
    table = coverage(pd.DataFrame({"grid": values}), visits(), by="grid")
    assert table.index.isna().tolist() == [False, True]
    assert table.loc[7, "target"] == 1
    assert table["target"].tolist() == [1, 1]


def test_key_groups_are_a_target(households):
    households["key_groups"] = [("独居老人",), [], None, {"独居老人", "残疾人"}]
    met = visits(("d", "met", "2026-03-02"), ("b", "met", "2026-03-02"))
    alone = coverage(households, met, by="grid", target="独居老人")
    assert alone["target"].to_dict() == {"g1": 1, "g2": 1}
    assert alone["reached"].to_dict() == {"g1": 1, "g2": 0}
    either = coverage(households, met, by="grid", target=["残疾人", "留守儿童"])
    assert either["target"].to_dict() == {"g1": 1, "g2": 0}
    assert either.loc["g2", "rate"] is pd.NA


def test_the_same_id_twice_is_one_visit(households):
    twice = visits(("b", "no_answer", "2026-03-02"), ("b", "met", "2026-03-03")).assign(
        id=["x"] * 2
    )
    assert coverage(households, twice, by="grid")["reached"].sum() == 0
    unknown = twice.assign(id=[None, None])
    assert coverage(households, unknown, by="grid")["reached"].sum() == 1


def test_only_the_door_counts_and_a_missing_mode_is_the_door(households):
    rows = [(h, "met", "2026-03-02") for h in "bcd"]
    table = coverage(households, visits(*rows, mode=["phone", None, "door"]), by="grid")
    assert table.loc["g1", "reached"] == 2


@pytest.mark.parametrize("ids", [[1, 2, 3], ["p", "q", "r"]])
def test_corrections(households, ids):
    rows = ("b", "met", "2026-03-02"), ("b", None, "2026-03-02"), ("c", "moved", "2026-03-02")
    corrects = [None, ids[0], "no such visit" if isinstance(ids[0], str) else 99]
    table = coverage(households, visits(*rows).assign(id=ids, corrects=corrects), by="grid")
    assert table.loc["g1", ["reached", "moved", "untried"]].tolist() == [0, 1, 2]


def test_period_and_as_of(households):
    met = visits(("b", "met", "2026-03-01 23:59"), ("c", "met", "2026-03-02 00:00"))

    def reached(**when):
        return int(coverage(households, met, by="grid", **when)["reached"].sum())

    day, after = date(2026, 3, 1), date(2026, 3, 2)
    assert reached(period=(day, after)) == 1
    assert reached(period=("2026-03-01", "2026-03-02")) == 1
    assert reached(period=(pd.Timestamp("2026-03-02"), None)) == 1
    assert reached(period=(None, "2026-03-01 12:00")) == 0
    assert reached(as_of=day) == reached(as_of="2026-03-01") == 1
    assert reached(as_of=np.datetime64("2026-03-02")) == reached(as_of=pd.Timestamp(after)) == 2
    assert reached(as_of=datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == 1


def test_what_time_the_figures_are_about_goes_along(households):
    table = coverage(
        households, visits(), by="grid", period=("2026-03-01", None), as_of="2026-03-09"
    )
    assert table.attrs == {"period": ["2026-03-01", None], "as_of": "2026-03-09"}


@pytest.mark.parametrize(
    "times",
    [
        pd.Series(["2026-03-02 07:59:59", "2026-03-02 08:00"]),
        pd.Series(["2026-03-01T23:59:59Z", "2026-03-02T00:00:00Z"]),
        pd.to_datetime(pd.Series(["2026-03-02 07:59:59", "2026-03-02 08:00:00"])),
        pd.to_datetime(pd.Series(["2026-03-01 23:59:59", "2026-03-02 00:00:00"])).dt.tz_localize(
            "UTC"
        ),
        pd.Series([datetime.fromisoformat("2026-03-01T23:59:59Z"), START]).where(
            [True, False], START.replace(hour=8)
        ),
    ],
    ids=["local text", "text with zone", "local", "utc", "objects"],
)
@pytest.mark.parametrize("unit", ["s", "us", "ns", None])
def test_times_local_or_with_a_zone(households, times, unit):
    if unit is not None and hasattr(times, "dt"):
        times = times.dt.as_unit(unit)
    met = visits(("b", "met", None), ("c", "met", None)).assign(occurred_at=times)
    table = coverage(households, met, by="grid", period=("2026-03-02 08:00", None))
    assert table["reached"].sum() == 1


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize(
    ("code", "broken", "said"),
    [
        ("frame-visits-astray", {"household": ["z9", "b"]}, "z9"),
        ("word-unknown", {"outcome": ["Met", "met"]}, "Met"),
        ("word-unknown", {"mode": ["door", "fax"]}, "fax"),
        ("frame-outcome-missing", {"outcome": [None, "met"]}, "1"),
        ("frame-time-unreadable", {"occurred_at": ["yesterday", "2026-03-02"]}, "yesterday"),
        ("frame-time-unreadable", {"occurred_at": [None, "2026-03-02"]}, "NaT"),
    ],
)
def test_what_cannot_be_counted_is_named(households, code, broken, said, lang):
    met = visits(("b", "met", "2026-03-02"), ("b", "met", "2026-03-02")).assign(**broken)
    with pytest.raises(InputError) as refusal:
        coverage(households, met, by="grid")
    assert refusal.value.code == code
    assert said in refusal.value.sentence(lang)


@pytest.mark.parametrize("missing", ["id", "household", "outcome", "occurred_at"])
def test_a_missing_column_is_named(households, missing):
    with pytest.raises(InputError) as refusal:
        coverage(households, visits().drop(columns=missing), by="grid")
    assert refusal.value.fields == {"frame": "visits", "column": missing}
    with pytest.raises(InputError):
        coverage(households, visits(), by="estate")
    with pytest.raises(InputError):
        coverage(households, visits(), by="grid", target="独居老人")


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_other_refusals(households, lang):
    with pytest.raises(InputError) as refusal:
        coverage(pd.concat([households, households.iloc[:1]]), visits(), by="grid")
    assert "a" in refusal.value.sentence(lang)
    with pytest.raises(InputError) as refusal:
        coverage(households, visits(), by="grid", period=("2026-03-02", "2026-03-01"))
    assert "2026-03-02" in refusal.value.sentence(lang)
    with pytest.raises(InputError) as refusal:
        coverage(households, visits(), by="grid", as_of="soon")
    assert "soon" in refusal.value.sentence(lang)


def test_empty_frames():
    households = pd.DataFrame({"grid": pd.Series(dtype=str)})
    table = coverage(households, visits(), by="grid")
    assert table.columns.tolist() == COLUMNS
    assert table.empty


def test_nothing_handed_in_is_changed(households):
    met = visits(("b", "met", "2026-03-02"))
    before = households.copy(), met.copy()
    coverage(households, met, by="grid")
    pd.testing.assert_frame_equal(households, before[0])
    pd.testing.assert_frame_equal(met, before[1])


@given(histories(households=4), st.lists(st.sampled_from("xyz"), min_size=4, max_size=4))
def test_any_history_agrees_with_the_rules_in_plain_python(history, groups):
    # Rows stand in the order in which the visits came in.
    order = sorted(range(len(history)), key=lambda place: history[place].order)
    rows = pd.DataFrame(
        {
            "id": order,
            "household": [history[p].household for p in order],
            "outcome": pd.Series([history[p].outcome for p in order], dtype=object),
            "occurred_at": pd.to_datetime(pd.Series([history[p].at for p in order]), utc=True),
            "mode": [history[p].mode for p in order],
            "corrects": [history[p].corrects for p in order],
        }
    )
    table = coverage(pd.DataFrame({"by": groups}), rows, by="by")
    states = [
        expected_state(
            history, h, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        )
        for h in range(4)
    ]
    for name in set(groups):
        mine = [state for state, group in zip(states, groups, strict=True) if group == name]
        row = table.loc[name]
        assert row["target"] == len(mine)
        assert row["attempted"] == sum(outcome is not None for outcome, *_ in mine)
        assert row["reached"] == sum(outcome == Outcome.MET for outcome, *_ in mine)
        assert row["settled"] == sum(settled for _, settled, _ in mine)
        for reason in REASONS:
            wanted = None if reason == "untried" else reason
            assert row[reason] == sum(outcome == wanted for outcome, *_ in mine)
