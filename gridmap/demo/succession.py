"""Who came and went: offices handed over, offices that nobody has taken yet, a leader alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pandas as pd

from gridmap.demo.plane import dice

__all__ = ["ALONE", "VACANT", "succession"]

VACANT: Final = 3
"""Patches whose leader left and was not followed yet."""

ALONE: Final = 1
"""Leaders whom no cadre stays in touch with."""

_FOLLOWED: Final = {"patch_leader": 16, "grid_worker_full": 4, "group_lead": 3}
_LEFT: Final = {"patch_leader": VACANT, "grid_worker_full": 1, "group_lead": 1}


def succession(
    offices: pd.DataFrame, links: pd.DataFrame, today: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let some people leave, some of them followed by others, within the last months.

    Parameters
    ----------
    offices, links
        As :func:`gridmap.demo.people.staff` fills them; everybody has been there from the
        beginning.
    today
        Local date.

    Returns
    -------
    offices, links
        With ``since`` (first day) and, of offices, ``until`` (first day no more): dates, or
        ``None`` for the beginning and for no end.
    """
    rng = dice(15)
    offices = offices.assign(since=None, until=None)
    links = links.assign(since=None)
    new = offices["person"].nunique()
    before: list[dict[str, object]] = []
    linked: list[dict[str, object]] = []
    for office, count in _FOLLOWED.items():
        leads = offices.loc[offices["office"] == "group_lead", "person"]
        rows = offices.index[
            (offices["office"] == office)
            & ((office == "group_lead") | ~offices["person"].isin(leads))
        ]
        chosen = rng.choice(rows, count + _LEFT[office], replace=False).tolist()
        days = [today - timedelta(days=int(ago)) for ago in rng.integers(20, 200, len(chosen))]
        for row, day in zip(chosen[:count], days, strict=False):
            new += 1
            before.append({**offices.loc[row], "person": f"p{new:04d}", "until": day})
            offices.loc[row, "since"] = day
            theirs = links.index[links["leader"] == offices.loc[row, "person"]]
            if office == "patch_leader":
                linked += [{**links.loc[one], "leader": f"p{new:04d}"} for one in theirs]
                links.loc[theirs, "since"] = day
        offices.loc[chosen[count:], "until"] = days[count:]
    serving = offices.loc[(offices["office"] == "patch_leader") & offices["until"].isna(), "person"]
    alone = rng.choice(serving, ALONE, replace=False)
    links = _leaning(links[~links["leader"].isin(alone)])
    return (
        pd.concat([offices, pd.DataFrame(before)], ignore_index=True),
        pd.concat([links, pd.DataFrame(linked)], ignore_index=True),
    )


def _leaning(links: pd.DataFrame) -> pd.DataFrame:
    """Let one cadre take over all but one of the leaders of the next."""
    one, other = links["cadre"].unique()[:2]
    handed = links.index[links["cadre"] == other][1:]
    return links.assign(cadre=links["cadre"].where(~links.index.isin(handed), one))
