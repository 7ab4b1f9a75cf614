"""Local time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.fieldwork.period import ALWAYS, Period, half_days, local_days

SHANGHAI = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def naive(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001  (a time without a zone is what is asked for)


def shanghai(*parts: int) -> int:
    return micros(datetime(*parts, tzinfo=SHANGHAI))


def test_dates_are_local_midnights_half_open():
    first, stop = Period(date(2026, 3, 1), date(2026, 3, 8)).bounds(SHANGHAI)
    assert first == micros(datetime(2026, 2, 28, 16, tzinfo=UTC))
    assert stop == micros(datetime(2026, 3, 7, 16, tzinfo=UTC))


def test_times_are_local_unless_they_say_otherwise():
    nine, five = naive(2026, 3, 1, 9), naive(2026, 3, 1, 17)
    aware = Period(datetime(2026, 3, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert Period(nine, five).bounds(SHANGHAI) == aware.bounds(SHANGHAI)


def test_as_of_a_day_includes_it_and_a_time_includes_itself():
    assert ALWAYS.bounds(SHANGHAI, date(2026, 3, 1))[1] == shanghai(2026, 3, 2)
    noon = naive(2026, 3, 1, 12)
    assert ALWAYS.bounds(SHANGHAI, noon)[1] == shanghai(2026, 3, 1, 12) + 1


def test_the_earlier_of_end_and_as_of_holds():
    period = Period(None, date(2026, 3, 8))
    assert period.bounds(SHANGHAI, date(2026, 4, 1))[1] == shanghai(2026, 3, 8)
    assert period.bounds(SHANGHAI, date(2026, 3, 3))[1] == shanghai(2026, 3, 4)


def test_always_takes_in_every_instant():
    first, stop = ALWAYS.bounds(SHANGHAI)
    assert (first, stop) == (np.iinfo(np.int64).min, np.iinfo(np.int64).max)


def test_noon_parts_the_day():
    moments = [(11, 59, 59), (12, 0, 0), (23, 59, 59)]
    before, after, late = half_days(
        np.array([shanghai(2026, 3, 1, *clock) for clock in moments]), SHANGHAI
    )
    assert after == before + 1
    assert late == after


@pytest.mark.parametrize(
    "zone",
    [SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu"), timezone(timedelta(0))],
)
@given(
    moments=st.lists(
        st.datetimes(naive(1980, 1, 1), naive(2060, 1, 1), timezones=st.just(UTC)),
        max_size=20,
    )
)
def test_days_are_those_of_the_calendar(zone, moments):
    instants = np.array([micros(m) for m in moments], dtype=np.int64)
    local = [m.astimezone(zone) for m in moments]
    days = [(m.date() - date(1970, 1, 1)).days for m in local]
    assert local_days(instants, zone).tolist() == days
    halves = [2 * day + (m.hour >= 12) for day, m in zip(days, local, strict=True)]
    assert half_days(instants, zone).tolist() == halves
