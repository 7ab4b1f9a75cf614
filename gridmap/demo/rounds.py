"""A few weeks of rounds: who was visited when, and what came of it.

Work goes patch by patch and building by building, so what is left clusters; some grids are nearly
through, others have hardly begun. Doors where nobody was in are tried again on other half-days.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.demo.plane import dice

__all__ = ["DAYS", "visits"]

DAYS: Final = 24
"""Days before today that visits reach back; the last ones are of yesterday."""

_OUTCOMES: Final = ("met", "no_answer", "no_access", "refused", "vacant", "moved", "not_found")
_HARD: Final = (0.64, 0.22, 0.04, 0.045, 0.03, 0.017, 0.008)
_EASY: Final = (0.83, 0.12, 0.02, 0.012, 0.012, 0.004, 0.002)
"""Odds of the outcomes where people are rarely in, and where leaders know every door."""
_OPEN: Final = ("no_answer", "no_access")
_HALF_DAYS: Final = ((9 * 60, 12 * 60), (14 * 60, 18 * 60), (18 * 60 + 30, 21 * 60))
"""Minutes of the local day between which doors are knocked on; never after 21:00."""
_ZONE: Final = "Asia/Shanghai"
_CORRECTED: Final = 24


def visits(
    today: date,
    grid: NDArray[np.str_],
    patch: NDArray[np.str_],
    building: NDArray[np.int64],
    skipped: NDArray[np.bool_],
) -> pd.DataFrame:
    """Send people on their rounds.

    Parameters
    ----------
    today
        Local date; nothing happens on it or after it.
    grid, patch, building
        Where each household is.
    skipped
        Households that nobody should call on.

    Returns
    -------
    pandas.DataFrame
        Columns as in :attr:`gridmap.demo.Town.visits`, by time.
    """
    rng = dice(10)
    pace = _pace(rng, grid)
    due = _due(rng, pace, patch, building) & ~skipped
    household = np.flatnonzero(due)
    # A patch is walked on two or three evenings; the first of them is its own.
    _, patch_no = np.unique(patch, return_inverse=True)
    start = rng.integers(0, DAYS - 6, int(patch_no.max()) + 1)[patch_no[household]]
    day = start + rng.choice([0, 0, 0, 1, 1, 3], len(household))
    half = rng.choice(3, len(household), p=(0.22, 0.34, 0.44))
    tries = []
    for attempt in range(4):
        ease = pace[household]
        outcome = _outcomes(rng, ease)
        tries.append(_facts(rng, household, outcome, day, half, attempt))
        again = np.isin(outcome, _OPEN) & (rng.random(len(household)) < 0.3 + 0.68 * ease)
        household, day = household[again], day[again]
        day = day + rng.integers(1, 5, len(household))
        # Another half-day than the last time.
        half = (half[again] + rng.integers(1, 3, len(household))) % 3
        within = day < DAYS
        household, day, half = household[within], day[within], half[within]
    facts = pd.concat(tries, ignore_index=True)
    return _dated(rng, facts, today)


def _pace(rng: np.random.Generator, grid: NDArray[np.str_]) -> NDArray[np.float64]:
    """Tell, for each household, how far its grid has come: 0 not begun, 1 through."""
    names, number = np.unique(grid, return_inverse=True)
    pace = rng.beta(2.3, 0.9, len(names))
    pace[rng.permutation(len(names))[: len(names) // 4]] = 1.0
    result: NDArray[np.float64] = pace[number]
    return result


def _due(
    rng: np.random.Generator,
    pace: NDArray[np.float64],
    patch: NDArray[np.str_],
    building: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which households have been called on: patch by patch, building by building."""
    patches, first, number = np.unique(patch, return_index=True, return_inverse=True)
    share = pace[first]
    walked = rng.random(len(patches)) < share * 1.04
    begun = rng.choice([0.0, 0.0, 0.3], len(patches))
    zeal = np.where(walked, rng.beta(9.0, 0.8, len(patches)), begun)
    zeal = np.where(share >= 1.0, 1.0, zeal)
    whole = rng.random(int(building.max()) + 1)[building] < 0.9
    odds = np.where(whole | (pace >= 1.0), zeal[number], zeal[number] * 0.45)
    result: NDArray[np.bool_] = rng.random(len(patch)) < odds
    return result


def _outcomes(rng: np.random.Generator, ease: NDArray[np.float64]) -> NDArray[np.str_]:
    odds = np.outer(1 - ease, _HARD) + np.outer(ease, _EASY)
    throw = rng.random(len(ease))[:, None]
    result: NDArray[np.str_] = np.array(_OUTCOMES)[
        (throw > odds.cumsum(axis=1)[:, :-1]).sum(axis=1)
    ]
    return result


def _facts(
    rng: np.random.Generator,
    household: NDArray[np.int64],
    outcome: NDArray[np.str_],
    day: NDArray[np.int64],
    half: NDArray[np.int64],
    attempt: int,
) -> pd.DataFrame:
    opens, closes = np.array(_HALF_DAYS).T
    minute = rng.integers(opens[half], closes[half])
    # Only who is at home can answer the phone, and only a second try is by phone.
    calls = (rng.random(len(household)) < (0.02, 0.12, 0.2, 0.3)[attempt]) & (outcome == "met")
    return pd.DataFrame(
        {
            "household": household,
            "outcome": outcome,
            "mode": np.where(calls, "phone", "door"),
            "day": day,
            "second": minute * 60 + rng.integers(0, 60, len(household)),
            "source": rng.choice(
                ["on_the_spot", "later", "paper", "told"],
                len(household),
                p=(0.72, 0.08, 0.13, 0.07),
            ),
        }
    )


def _dated(rng: np.random.Generator, facts: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give facts their instants, ids and a few corrections."""
    midnight = pd.Timestamp(today, tz=_ZONE)
    last = (midnight - pd.Timedelta(hours=1)).tz_convert("UTC")
    since = facts.day.to_numpy() - DAYS
    happened = (
        midnight.tz_localize(None)
        + pd.to_timedelta(since, unit="D")
        + pd.to_timedelta(facts.second.to_numpy(), unit="s")
    )
    occurred = pd.Series(happened).dt.tz_localize(_ZONE).dt.tz_convert("UTC").dt.as_unit("us")
    delay = {
        "on_the_spot": (5, 90),
        "later": (3_600, 18_000),
        "paper": (50_000, 150_000),
        "told": (1_800, 80_000),
    }
    low, high = np.array([delay[source] for source in facts.source]).T
    recorded = occurred + pd.to_timedelta(rng.integers(low, high), unit="s")
    facts = facts.assign(
        occurred_at=occurred, recorded_at=recorded.clip(upper=last).dt.as_unit("us")
    )
    facts = facts.sort_values(["recorded_at", "household"], kind="stable", ignore_index=True)
    facts["corrects"] = pd.Series(pd.NA, index=facts.index, dtype="string")
    facts["id"] = _ids(rng, facts.recorded_at)

    # Someone ticked the wrong door: the fact stays, a second one puts it right.
    early = facts.index[
        (facts.recorded_at < last - pd.Timedelta(days=2)) & (facts.outcome == "met")
    ]
    wrong = np.sort(rng.choice(early.to_numpy(), _CORRECTED, replace=False))
    right = facts.loc[wrong].copy()
    right["corrects"] = right["id"].astype("string")
    right["outcome"] = rng.choice(["no_answer", "refused", "vacant", "moved"], _CORRECTED)
    right["mode"], right["source"] = "door", "later"
    right["recorded_at"] += pd.to_timedelta(rng.integers(1_200, 90_000, _CORRECTED), unit="s")
    right["id"] = _ids(rng, right.recorded_at)
    facts = pd.concat([facts, right], ignore_index=True)
    facts = facts.sort_values(["recorded_at", "household"], kind="stable", ignore_index=True)
    columns = [
        "id",
        "household",
        "outcome",
        "mode",
        "occurred_at",
        "recorded_at",
        "source",
        "corrects",
    ]
    return facts[columns]


def _ids(rng: np.random.Generator, instants: pd.Series) -> list[str]:
    """Make ids as a phone would (UUIDv7: the instant, then chance), the same on every run."""
    millis = (instants.astype("int64") // 1_000).tolist()
    high = rng.integers(0, 1 << 12, len(millis)).tolist()
    low = rng.integers(0, 1 << 62, len(millis)).tolist()
    return [
        str(UUID(int=(at << 80) | (7 << 76) | (a << 64) | (2 << 62) | b))
        for at, a, b in zip(millis, high, low, strict=True)
    ]
