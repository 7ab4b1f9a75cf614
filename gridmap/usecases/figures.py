"""From facts to figures: door states, tallies of leaf areas, and keeping both up to date.

Two ways lead to the same counts. :func:`count_leaves` reckons them from the facts for any day and
period; :func:`rebuild_tallies` keeps the result for the open campaign and today, and
:func:`update_doors` changes it by the difference that one visit makes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, select, update

from gridmap.fieldwork.coverage import (
    EXCLUSIONS,
    NOT_EXCLUDED,
    Exclusion,
    situation,
    tally,
    tally_change,
)
from gridmap.fieldwork.doors import DoorState, DoorStates, door_state, door_states
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import tallies as tally_store
from gridmap.store import visits as visit_store
from gridmap.store.sequence import take
from gridmap.store.steps import began_later
from gridmap.store.tables.ground import area_version, membership
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.store.tables.households import household as household_table
from gridmap.store.tables.households import household_status, placement
from gridmap.store.tallies import NOBODY
from gridmap.territory.people import Occupancy
from gridmap.usecases.workspace import Workspace

__all__ = [
    "LeafCounts",
    "Reckoning",
    "Standing",
    "count_leaves",
    "in_key_group",
    "needs_rebuild",
    "rebuild_tallies",
    "reckon",
    "stand",
    "update_doors",
]


# Up to so many households it is quicker to look up their visits than to read all of them.
_FEW: Final = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """How the households of a workspace stand on a day, as arrays of one length ``n``.

    Attributes
    ----------
    household, building
        Row ids; ``household`` ascends.
    leaf_area
        Row id of the answering leaf area, ``NOBODY`` (-1) for orphans.
    exclusion
        Number in :data:`~gridmap.fieldwork.coverage.EXCLUSIONS`, or ``NOT_EXCLUDED``.
    estimated
        Whether the household is a placeholder.
    """

    household: NDArray[np.int64]
    building: NDArray[np.int64]
    leaf_area: NDArray[np.int64]
    exclusion: NDArray[np.int8]
    estimated: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> Standing:
        """Keep the chosen households."""
        return Standing(
            self.household[chosen],
            self.building[chosen],
            self.leaf_area[chosen],
            self.exclusion[chosen],
            self.estimated[chosen],
        )


@dataclass(frozen=True, slots=True)
class LeafCounts:
    """Counts ``(k, len(TALLY))`` of leaf areas ``(k,)``, orphans under ``NOBODY``."""

    leaves: NDArray[np.int64]
    counts: NDArray[np.int64]


def stand(
    conn: Connection,
    at: date,
    *,
    households: Collection[int] | None = None,
    buildings: Collection[int] | None = None,
) -> Standing:
    """Read how households stand on day ``at``: all, those named, or those in buildings named.

    Only those that the open campaign is for.
    """
    columns = household_store.standing(conn, at, households=households, buildings=buildings)
    vacant = columns["occupancy"] == Occupancy.VACANT.value
    exclusion = np.full(len(vacant), NOT_EXCLUDED, dtype=np.int8)
    exclusion[columns["do_not_visit"]] = EXCLUSIONS.index(Exclusion.DO_NOT_VISIT)
    exclusion[vacant] = EXCLUSIONS.index(Exclusion.VACANT)
    standing = Standing(
        columns["household"],
        columns["building"],
        columns["leaf_area"],
        exclusion,
        columns["estimated"],
    )
    rule = visit_store.target_rule(conn)
    return standing if rule is None else in_key_group(conn, standing, rule, at)


def in_key_group(conn: Connection, standing: Standing, name: str, at: date) -> Standing:
    """Keep the households that are in key group ``name`` on day ``at``."""
    members = {household for household, group in key_group_store.members(conn, at) if group == name}
    return standing.where(np.isin(standing.household, list(members)))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The state of every standing household's door, and the number of its situation."""

    states: DoorStates
    visits: NDArray[np.int64]
    situations: NDArray[np.intp]


def reckon(
    workspace: Workspace,
    conn: Connection,
    standing: Standing,
    *,
    period: Period = ALWAYS,
    as_of: date | None = None,
) -> Reckoning:
    """Reckon how the doors of ``standing`` stand, from the facts of the open campaign.

    Parameters
    ----------
    standing
        The households that count, ``(n,)``, as they stood on the day of the figures.
    period, as_of
        Which visits count.
    """
    zone = workspace.settings.zone
    few = len(standing.household) <= _FEW
    facts, visits = visit_store.facts(
        conn,
        visit_store.open_campaign(conn),
        standing.household,
        only=standing.household.tolist() if few else None,
    )
    bounds = period.bounds(zone, as_of)
    states = door_states(facts, len(standing.household), bounds=bounds, tz=zone)
    situations = situation(
        states.outcome, states.settled, exclusion=standing.exclusion, estimated=standing.estimated
    )
    return Reckoning(states, visits, situations)


def count_leaves(standing: Standing, reckoning: Reckoning) -> LeafCounts:
    """Count households by leaf area; only leaves that have any, orphans under ``NOBODY``."""
    leaves, group = np.unique(standing.leaf_area, return_inverse=True)
    return LeafCounts(leaves, tally(reckoning.situations, group, len(leaves)))


def rebuild_tallies(workspace: Workspace, conn: Connection) -> int:
    """Derive all door states and tallies of the open campaign anew; return the number of doors.

    It takes a number of the server sequence, so that whoever shows figures sees that they changed.
    """
    take(conn)
    today = workspace.today()
    standing = stand(conn, today)
    reckoning = reckon(workspace, conn, standing)
    campaign = visit_store.open_campaign(conn)
    states = reckoning.states
    tried = np.flatnonzero(states.outcome != UNTRIED)
    words = np.array([outcome.value for outcome in OUTCOMES], dtype=object)
    visit_store.keep_door_states(
        conn,
        campaign,
        {
            "household": standing.household[tried],
            "outcome": words[states.outcome[tried]],
            "settled": states.settled[tried],
            "visit": reckoning.visits[states.fact[tried]],
        },
    )
    # Every leaf has a row, and so have the orphans: a visit only ever adds to one.
    tree = area_store.tree(conn, today)
    leaves = np.sort([NOBODY, *(leaf.id for leaf in tree.leaves)]).astype(np.int64)
    answered = np.isin(standing.leaf_area, leaves)
    group = np.searchsorted(leaves, np.where(answered, standing.leaf_area, NOBODY))
    counts = tally(reckoning.situations, group, len(leaves))
    tally_store.keep_tallies(conn, campaign, leaves, counts)
    conn.execute(update(workspace_table).values(tallied_on=today))
    return len(standing.household)


def update_doors(workspace: Workspace, conn: Connection, households: Collection[int]) -> None:
    """Derive the states of a few doors anew, and change their leaves' tallies by the difference."""
    today, tallied = workspace.today(), _tallied_on(conn)
    if _took_effect(conn, tallied, today):
        rebuild_tallies(workspace, conn)
        return
    if tallied is None or tallied < today:
        # Said once a day, so that not every visit goes through the step tables.
        conn.execute(update(workspace_table).values(tallied_on=today))
    zone = workspace.settings.zone
    campaign = visit_store.open_campaign(conn)
    standing = stand(conn, today, households=households)
    for position, household in enumerate(standing.household.tolist()):
        before = visit_store.kept_door_state(conn, campaign, household)
        facts, visits = visit_store.facts(conn, campaign, np.array([household]), only=[household])
        after = door_state(facts, bounds=ALWAYS.bounds(zone), tz=zone)
        if after.fact is not None:
            after = DoorState(after.outcome, after.settled, int(visits[after.fact]))
        visit_store.keep_door_state(conn, campaign, household, after)
        one = standing.where(np.arange(len(standing.household)) == position)
        change = tally_change(_situation(before, one), _situation(after, one))
        tally_store.add_to_tally(conn, campaign, int(standing.leaf_area[position]), change)


def _situation(state: DoorState, household: Standing) -> int:
    outcome = UNTRIED if state.outcome is None else OUTCOMES.index(state.outcome)
    [number] = situation(
        [outcome],
        [state.settled],
        exclusion=household.exclusion,
        estimated=household.estimated,
    )
    return int(number)


def needs_rebuild(workspace: Workspace, conn: Connection) -> bool:
    """Tell whether some step took effect on a day that the tallies do not count yet."""
    return _took_effect(conn, _tallied_on(conn), workspace.today())


def _tallied_on(conn: Connection) -> date | None:
    """Read the day that the tallies count; ``None`` before they were first made."""
    tallied: date | None = conn.execute(select(workspace_table.c.tallied_on)).scalar_one()
    return tallied


def _took_effect(conn: Connection, tallied: date | None, today: date) -> bool:
    if tallied is None:
        return True
    if tallied >= today:
        return False
    steps = (
        select(table.c.id).where(began_later(table), *_within(table.c.valid_from, tallied, today))
        for table in (placement, membership, household_status, area_version)
    )
    lives = (
        select(household_table.c.id).where(*_within(household_table.c[name], tallied, today))
        for name in ("opened_on", "closed_on")
    )
    return any(conn.execute(query.limit(1)).first() for query in (*steps, *lives))


def _within(
    day: ColumnElement[date], after: date, until: date
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return day > after, day <= until
