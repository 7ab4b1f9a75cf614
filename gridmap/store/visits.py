"""Visits as recorded, and the door states derived from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, or_, select, update

from gridmap.fieldwork.doors import DoorState, Facts, link
from gridmap.fieldwork.outcomes import UNTRIED, WITHDRAWN, Mode, Outcome, code_words
from gridmap.store.among import among
from gridmap.store.bulk import append, fetch
from gridmap.store.tables.fieldwork import campaign, door_state, visit
from gridmap.store.tables.households import household

__all__ = [
    "correction_of",
    "facts",
    "keep_door_state",
    "keep_door_states",
    "kept_door_state",
    "kept_door_states",
    "one",
    "open_campaign",
    "point_corrections",
    "recorded",
    "rows_of",
    "target_rule",
]


# So many ids are asked for in one statement; SQLite takes no more than 32,766.
_AT_ONCE = 5_000


def open_campaign(conn: Connection) -> int:
    """Find the campaign that tallies serve: the latest that is not closed."""
    return int(
        conn.execute(
            select(campaign.c.id)
            .where(campaign.c.closed_seq.is_(None))
            .order_by(campaign.c.id.desc())
            .limit(1)
        ).scalar_one()
    )


def target_rule(conn: Connection) -> str | None:
    """Tell the key group that the open campaign is for; ``None`` means every household."""
    rule: str | None = conn.execute(
        select(campaign.c.target_rule).where(campaign.c.id == open_campaign(conn))
    ).scalar_one()
    return rule


def one(conn: Connection, uid: str) -> RowMapping | None:
    """Read one visit by its public id."""
    return conn.execute(select(visit).where(visit.c.uid == uid)).mappings().one_or_none()


def rows_of(conn: Connection, keys: Collection[int]) -> dict[int, RowMapping]:
    """Read visits by row id."""
    rows = conn.execute(select(visit).where(visit.c.id.in_(keys))).mappings()
    return {row["id"]: row for row in rows}


def correction_of(conn: Connection, key: int) -> str | None:
    """Tell the public id of the fact that corrects visit ``key``, if there is one."""
    return conn.execute(select(visit.c.uid).where(visit.c.corrects == key)).scalar()


def recorded(conn: Connection, uids: Iterable[str]) -> pd.DataFrame:
    """Read those of the visits named that are on record, by public id.

    Columns ``id``, ``household``, ``corrected`` and ``fingerprint``: ``household|outcome|
    occurred_at``, the time in milliseconds since 1970, UTC.
    """
    correction = visit.alias()
    query = select(
        visit.c.id,
        visit.c.uid,
        visit.c.household,
        visit.c.outcome,
        visit.c.occurred_at,
        select(correction.c.id)
        .where(correction.c.corrects == visit.c.id)
        .exists()
        .label("corrected"),
    )
    asked = sorted(set(uids))
    parts = [
        fetch(conn, query.where(visit.c.uid.in_(asked[start : start + _AT_ONCE])))
        for start in range(0, len(asked) or 1, _AT_ONCE)
    ]
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    outcome = pd.Series(rows["outcome"], dtype=object).fillna("")
    at = pd.Series(rows["occurred_at"].astype("datetime64[ms]").astype(np.int64))
    return pd.DataFrame(
        {
            "id": rows["id"],
            "household": rows["household"],
            "corrected": rows["corrected"],
            "fingerprint": pd.Series(rows["household"]).astype(str)
            + "|"
            + outcome
            + "|"
            + at.astype(str),
        }
    ).set_index(pd.Index(rows["uid"], dtype=object))


def point_corrections(conn: Connection, corrections: Mapping[int, int]) -> None:
    """Say which visit (value) each visit (key) corrects."""
    if corrections:
        conn.execute(
            update(visit)
            .where(visit.c.id == bindparam("correction"))
            .values(corrects=bindparam("corrected")),
            [{"correction": key, "corrected": value} for key, value in corrections.items()],
        )


def facts(
    conn: Connection,
    campaign_id: int,
    households: NDArray[np.int64],
    *,
    only: Collection[int] | None = None,
) -> tuple[Facts, NDArray[np.int64]]:
    """Read the facts of a campaign, ready for reckoning.

    Parameters
    ----------
    households
        ``(n,)`` ascending ids: their positions stand for them in the facts. Facts of any other
        household get position -1: they matter only for what they correct.
    only
        Read just what concerns these few households: their facts and those that correct them.

    Returns
    -------
    Facts
        In the order of the server's sequence.
    numpy.ndarray
        Row id of each fact's visit.
    """
    query = select(
        visit.c.id,
        visit.c.household,
        visit.c.outcome,
        visit.c.mode,
        visit.c.occurred_at,
        visit.c.seq,
        visit.c.corrects,
    ).where(visit.c.campaign == campaign_id)
    if only is not None:
        own = select(visit.c.id).where(visit.c.household.in_(only))
        query = query.where(or_(visit.c.household.in_(only), visit.c.corrects.in_(own)))
    columns = fetch(conn, query.order_by(visit.c.seq))
    place = np.searchsorted(households, columns["household"])
    known = place < len(households)
    known[known] = households[place[known]] == columns["household"][known]
    read = Facts(
        household=np.where(known, place, -1),
        outcome=code_words(columns["outcome"], Outcome, missing=WITHDRAWN),
        mode=code_words(columns["mode"], Mode, missing=0),
        occurred_at=columns["occurred_at"].astype("datetime64[us]").astype(np.int64),
        order=columns["seq"].astype(np.int64),
        corrects=link(columns["id"], columns["corrects"]),
    )
    return read, columns["id"]


def kept_door_state(conn: Connection, campaign_id: int, household: int) -> DoorState:
    """Read the state that was derived for a door when its last visit came in."""
    row = conn.execute(
        select(door_state).where(
            door_state.c.campaign == campaign_id, door_state.c.household == household
        )
    ).one_or_none()
    return DoorState() if row is None else DoorState(Outcome(row.outcome), row.settled, row.visit)


def kept_door_states(
    conn: Connection, campaign_id: int, buildings: list[int] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.bool_]]:
    """Read the kept states of all doors that were tried, or of those in some buildings.

    Returns
    -------
    household, outcome, settled
        ``(k,)`` row ids, numbers in :data:`~gridmap.fieldwork.outcomes.OUTCOMES`, flags.
    """
    query = select(door_state.c.household, door_state.c.outcome, door_state.c.settled).where(
        door_state.c.campaign == campaign_id
    )
    if buildings is not None:
        inside = select(household.c.id).where(among(conn, household.c.building, buildings))
        query = query.where(door_state.c.household.in_(inside))
    columns = fetch(conn, query)
    return (
        columns["household"],
        code_words(columns["outcome"], Outcome, missing=UNTRIED),
        columns["settled"],
    )


def keep_door_state(conn: Connection, campaign_id: int, household: int, state: DoorState) -> None:
    """Keep the derived state of one door; ``fact`` is the row of the deciding visit."""
    conn.execute(
        delete(door_state).where(
            door_state.c.campaign == campaign_id, door_state.c.household == household
        )
    )
    if state.outcome is not None:
        conn.execute(
            insert(door_state).values(
                campaign=campaign_id,
                household=household,
                outcome=state.outcome.value,
                settled=state.settled,
                visit=state.fact,
            )
        )


def keep_door_states(
    conn: Connection, campaign_id: int, columns: Mapping[str, NDArray[Any]]
) -> None:
    """Replace all derived door states of a campaign."""
    conn.execute(delete(door_state).where(door_state.c.campaign == campaign_id))
    append(conn, door_state, {"campaign": campaign_id, **columns})
