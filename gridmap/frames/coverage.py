"""Coverage of households by any column, from visits as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.fieldwork.coverage import (
    EXCLUSIONS,
    NOT_EXCLUDED,
    REASONS,
    TALLY,
    Exclusion,
    situation,
    tally,
)
from gridmap.fieldwork.doors import Facts, door_states
from gridmap.fieldwork.outcomes import MODES, WITHDRAWN, Mode, Outcome, code_words
from gridmap.fieldwork.period import Period
from gridmap.frames.columns import column, examples, plain
from gridmap.frames.moments import Moment, day_or_moment, one_moment

__all__ = ["coverage"]

_LOCAL: Final = ZoneInfo("Asia/Shanghai")


def coverage(
    households: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    by: str,
    period: tuple[Moment | None, Moment | None] | None = None,
    target: str | Collection[str] | None = None,
    as_of: Moment | None = None,
) -> pd.DataFrame:
    """Count visit coverage by group: who was to be visited, tried, met, settled, and why not.

    Parameters
    ----------
    households
        One row a household, its id as index; the column ``by``, and optionally ``excluded`` (bool:
        vacant by the register or not to be visited) and ``key_groups`` (a collection of names).
    visits
        One row a visit: ``id``, ``household``, ``outcome`` (``met``, ``no_answer``, ``no_access``,
        ``refused``, ``vacant``, ``moved``, ``not_found``), ``occurred_at`` (with a time zone, or
        local time in Asia/Shanghai), and optionally ``mode`` (``door`` where missing; only that
        counts) and ``corrects`` (the id of the visit this row puts right; without an outcome it
        takes that visit back). An id that comes twice counts once, as first given; the order of
        the rows is the order in which visits came in.
    by
        Column of ``households`` to group by.
    period
        First day and the day after the last, or moments, local; ``None`` leaves an end open.
    target
        Only households of this key group, or of any of these, are counted at all.
    as_of
        Leave out what happened later: a day counts as a whole (so does a midnight without a time
        zone, which is how pandas writes a day), any other moment with itself.

    Returns
    -------
    pandas.DataFrame
        Index: the groups, sorted, also those without a household to visit (known from
        ``households`` or as categories), NA last for households without a group. All in
        households, never in visits: ``target``; of these ``attempted``, ``reached`` (somebody was
        met), ``settled`` (met, refused, or tried on three different half-days); ``rate`` =
        reached / target, NA where the target is 0; the reasons for those not reached,
        ``no_answer, no_access, refused, vacant, moved, not_found, untried``, which together with
        ``reached`` make up the target; ``excluded``, which is outside the target. ``.attrs`` holds
        ``period`` and ``as_of``.

    Raises
    ------
    InputError
        ``frame-column-missing``; ``frame-households-twice`` when an id in the index repeats;
        ``frame-visits-astray`` for visits to households that are not there; ``word-unknown``;
        ``frame-outcome-missing`` for a visit without outcome that corrects nothing;
        ``frame-time-unreadable``; ``period-backwards``.

    Examples
    --------
    >>> households = pd.DataFrame({"grid": ["001", "001", "002"]}, index=["a", "b", "c"])
    >>> visits = pd.DataFrame(
    ...     {
    ...         "id": [1, 2, 3],
    ...         "household": ["a", "b", "a"],
    ...         "outcome": ["no_answer", "no_answer", "met"],
    ...         "occurred_at": ["2026-03-02 10:00", "2026-03-02 10:05", "2026-03-03 19:00"],
    ...     }
    ... )
    >>> table = coverage(households, visits, by="grid")
    >>> table[["target", "attempted", "reached", "rate"]]
          target  attempted  reached  rate
    grid
    001        2          2        1   0.5
    002        1          0        0   0.0
    """
    span, until = _period(period), None if as_of is None else day_or_moment(as_of)
    if households.index.has_duplicates:
        twice = households.index[households.index.duplicated()]
        raise InputError("frame-households-twice", count=len(twice), examples=examples(twice))
    group, names = _groups(column(households, by, "households"))
    if target is not None:
        group[~_in_key_groups(households, target)] = -1

    states = door_states(
        _facts(visits, households.index),
        len(households),
        bounds=span.bounds(_LOCAL, until),
        tz=_LOCAL,
    )
    excluded = np.zeros(len(households), dtype=bool)
    if "excluded" in households:
        excluded = households["excluded"].fillna(value=False).to_numpy(dtype=bool)
    # Which of the exclusions it is does not show: they are summed below.
    exclusion = np.where(excluded, EXCLUSIONS.index(Exclusion.DO_NOT_VISIT), NOT_EXCLUDED)
    situations = situation(states.outcome, states.settled, exclusion=exclusion, estimated=False)
    counts = pd.DataFrame(tally(situations, group, len(names)), index=names, columns=list(TALLY))
    table = _table(counts)
    table.attrs = {
        "period": [None if end is None else end.isoformat() for end in (span.start, span.end)],
        "as_of": None if until is None else until.isoformat(),
    }
    return table


def _table(counts: pd.DataFrame) -> pd.DataFrame:
    target = counts["target"]
    rate = (counts["reached"] / target.where(target > 0)).astype("Float64")
    return pd.DataFrame(
        {
            "target": target,
            "attempted": target - counts["untried"],
            "reached": counts["reached"],
            "settled": counts["settled"],
            "rate": rate,
            **{reason: counts[reason] for reason in REASONS},
            "excluded": sum(counts[f"excluded_{exclusion}"] for exclusion in Exclusion),
        }
    )


def _groups(values: pd.Series[Any]) -> tuple[NDArray[np.intp], pd.Index[Any]]:
    """Number the groups in their order; those without a name come last."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        known = pd.Index(plain(pd.Series(values.cat.categories)))
        values = plain(values)
    else:
        known = pd.Index(values.dropna().unique())
    names = known.sort_values().rename(values.name)
    group = names.get_indexer(pd.Index(values)).astype(np.intp)
    if values.isna().any():
        group[values.isna()] = len(names)
        names = names.append(pd.Index(values[values.isna()].iloc[:1])).rename(values.name)
    return group, names


def _in_key_groups(households: pd.DataFrame, target: str | Collection[str]) -> NDArray[np.bool_]:
    wanted = {target} if isinstance(target, str) else set(target)
    memberships = column(households, "key_groups", "households")
    return np.array([not wanted.isdisjoint(_names(cell)) for cell in memberships], dtype=bool)


def _names(cell: object) -> Collection[object]:
    """Read a cell that holds one name, several, or nothing (None, NaN, NA)."""
    if isinstance(cell, Collection) and not isinstance(cell, str):
        return cell
    return [cell]


def _facts(visits: pd.DataFrame, known: pd.Index[Any]) -> Facts:
    for name in ("id", "household", "outcome", "occurred_at"):
        column(visits, name, "visits")
    visits = visits[~visits["id"].duplicated() | visits["id"].isna()].reset_index(drop=True)
    household = known.get_indexer(pd.Index(visits["household"]))
    if (household < 0).any():
        astray = visits["household"][household < 0]
        raise InputError(
            "frame-visits-astray", count=len(astray), examples=examples(astray.unique())
        )

    corrected = pd.Series(pd.NA, index=visits.index)
    if "corrects" in visits:
        corrected = visits["corrects"]
    outcome = _codes(visits["outcome"], Outcome, missing=WITHDRAWN)
    silent = (outcome == WITHDRAWN) & corrected.isna().to_numpy()
    if silent.any():
        ids = visits["id"][silent]
        raise InputError("frame-outcome-missing", count=len(ids), examples=examples(ids))
    at_the_door = MODES.index(Mode.DOOR)
    mode = np.full(len(visits), at_the_door, dtype=np.int8)
    if "mode" in visits:
        mode = _codes(visits["mode"], Mode, missing=at_the_door)
    return Facts(
        household=household.astype(np.intp),
        outcome=outcome,
        mode=mode,
        occurred_at=_instants(visits["occurred_at"]),
        order=np.arange(len(visits), dtype=np.int64),
        corrects=_positions(visits["id"], corrected),
    )


def _codes(words: pd.Series[Any], vocabulary: type[StrEnum], *, missing: int) -> NDArray[np.int8]:
    which, distinct = pd.factorize(words)
    codes = code_words([*distinct, None], vocabulary, missing=missing)
    return codes[which]  # -1, no word at all, is the last


def _positions(ids: pd.Series[Any], corrected: pd.Series[Any]) -> NDArray[np.intp]:
    positions = np.full(len(ids), -1, dtype=np.intp)
    rows, correcting = np.flatnonzero(ids.notna()), np.flatnonzero(corrected.notna())
    if len(rows) and len(correcting):
        found = pd.Index(ids.iloc[rows]).get_indexer(pd.Index(corrected.iloc[correcting]))
        positions[correcting] = np.where(found >= 0, rows[found], -1)
    return positions


def _instants(times: pd.Series[Any]) -> NDArray[np.int64]:
    """Read times as microseconds since 1970, UTC."""
    if pd.api.types.is_numeric_dtype(times) and len(times):
        raise InputError("frame-time-unreadable", why=times.iloc[0])
    try:
        moments = pd.to_datetime(times, format="ISO8601")
    except (ValueError, TypeError):  # zones that differ from row to row, or no times at all
        moments = pd.to_datetime(times.map(_aware), utc=True)
    if moments.isna().any():
        raise InputError("frame-time-unreadable", why=f"NaT × {int(moments.isna().sum())}")
    if moments.dt.tz is None:
        # In the hour that a clock ran twice (last in 1991) the second time is meant.
        moments = moments.dt.tz_localize(
            _LOCAL, ambiguous=np.zeros(len(times), dtype=bool), nonexistent="shift_forward"
        )
    utc = moments.dt.tz_convert("UTC").dt.tz_localize(None)
    return utc.to_numpy().astype("datetime64[us]").astype(np.int64)


def _aware(value: Moment) -> datetime:
    moment = one_moment(value)
    return moment.replace(tzinfo=_LOCAL) if moment.tzinfo is None else moment


def _period(period: tuple[Moment | None, Moment | None] | None) -> Period:
    if period is None:
        return Period()
    start, end = (None if moment is None else day_or_moment(moment) for moment in period)
    span = Period(start, end)
    first, stop = span.bounds(_LOCAL)
    if first > stop:
        raise InputError("period-backwards", start=start, end=end)
    return span
