"""Coverage out: one computation for library, command line, HTTP, map and sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, select

from gridmap.errors import InputError, NotPermitted
from gridmap.fieldwork.coverage import (
    TALLY,
    BuildingStatus,
    CoverageFigure,
    building_statuses,
    situation,
    tally,
)
from gridmap.fieldwork.outcomes import UNTRIED
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.fieldwork.small_counts import quiet_areas, too_few
from gridmap.render.tables import CoverageRow
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import tallies as tally_store
from gridmap.store import visits as visit_store
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.figures import (
    LeafCounts,
    Standing,
    count_leaves,
    in_key_group,
    needs_rebuild,
    rebuild_tallies,
    reckon,
    stand,
)
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import note_group_look
from gridmap.usecases.workspace import Workspace
from gridmap.words.foreign import geos_reason

__all__ = [
    "CoverageTable",
    "area_figures",
    "building_figures",
    "building_tallies",
    "catch_up",
    "check_period",
    "coverage",
    "coverage_within",
    "roll_up",
    "tally_buildings",
    "targeted",
]


# Up to so many buildings their households are looked up one by one.
_FEW: Final = 1000
# Together these are all the households of an area.
_HOUSEHOLDS: Final = [
    at for at, name in enumerate(TALLY) if name == "target" or name.startswith("excluded_")
]


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """Coverage of all areas of a level.

    Attributes
    ----------
    rows
        By code, of the areas within the actor's reach. Where a community has no such level, the
        nearest area above stands in its place, so that the rows add up to the whole.
    few
        Codes of areas that are in no row, for so few of a key group are there that the figure might
        tell of somebody; so few households, where the actor may not know those one by one.
    orphans
        Figure of the households no leaf area answers for; they are in no row. All zeros for those
        whose reach is not the whole workspace.
    seq
        Server sequence: no visit or change after this number counts.
    """

    rows: tuple[CoverageRow, ...]
    few: tuple[str, ...]
    orphans: CoverageFigure
    period: Period
    as_of: date
    seq: int


def coverage(
    workspace: Workspace,
    *,
    by: Level,
    within: str | None = None,
    period: Period = ALWAYS,
    as_of: date | None = None,
    target: str | None = None,
    outlines: bool = False,
) -> CoverageTable:
    """Reckon the visit coverage of every area of a level.

    Parameters
    ----------
    by
        Level of the rows.
    within
        Code of the area to stay within; all that the actor reaches otherwise.
    period
        Which visits count, by local time, half-open; all by default.
    as_of
        Day on which households are placed by membership and register, and after which visits do
        not count; today by default.
    target
        Key group whose households are the target; all households otherwise.
    outlines
        Whether the rows carry their outlines.

    Raises
    ------
    NotFound
        If the area is unknown.
    InputError
        If the period ends before it starts, or no household has ever been in the key group.
    NotPermitted
        If the actor may not see figures there, or does not serve the key group.
    """
    check_period(period)
    note_group_look(workspace, target)
    day = as_of or workspace.today()
    live = period == ALWAYS and as_of is None and target is None
    if live:
        catch_up(workspace)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, day)
        tops = [] if within is None else [named(tree, within)]
        reach = workspace.actor.demand_figures(tree, target, *tops)
        if live:
            counted = LeafCounts(*tally_store.tallies(conn, visit_store.open_campaign(conn)))
        else:
            standing = targeted(conn, stand(conn, day), target, day)
            reckoning = reckon(workspace, conn, standing, period=period, as_of=as_of)
            counted = count_leaves(standing, reckoning)
        quiet = _quiet(workspace, tree, counted, target)
        summed = _summed(tree, reach, counted, by, within)
        told = [(area, counts) for area, counts in summed if area.id not in quiet]
        drawn = area_store.outlines(conn, day, {area.id for area, _ in told}) if outlines else {}
        orphans = _orphans(tree, reach, counted)
        seq = conn.execute(select(workspace_table.c.last_seq)).scalar_one()
    return CoverageTable(
        tuple(
            CoverageRow(
                area.code,
                area.name,
                area.level,
                CoverageFigure.of(counts, period=period, as_of=day),
                drawn.get(area.id),
            )
            for area, counts in told
        ),
        tuple(area.code for area, _ in summed if area.id in quiet),
        CoverageFigure.of(orphans, period=period, as_of=day),
        period,
        day,
        seq,
    )


def coverage_within(
    workspace: Workspace,
    polygon: BaseGeometry,
    *,
    period: Period = ALWAYS,
    as_of: date | None = None,
    target: str | None = None,
) -> CoverageFigure:
    """Reckon the coverage of the households whose building stands in a drawn polygon.

    Only those within the actor's reach count. Any house can be drawn around, so that this is for
    those who may know single households.

    Parameters
    ----------
    polygon
        EPSG:4326; its edge counts as inside, footprints by their representative point.
    period, as_of, target
        As in :func:`coverage`.

    Raises
    ------
    InputError
        If it is no valid polygon.
    NotPermitted
        As :func:`coverage`, ``not-your-role`` if the actor may know no household by itself, and
        ``group-too-few`` where the figure might tell of somebody.
    """
    check_period(period)
    if shapely.get_dimensions(polygon) != 2 or not polygon.is_valid or polygon.is_empty:
        raise InputError("polygon-unusable", reason=geos_reason(shapely.is_valid_reason(polygon)))
    note_group_look(workspace, target)
    day = as_of or workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, day)
        reach = workspace.actor.demand_figures(tree, target)
        reach &= workspace.actor.household_reach(tree)
        if not reach:
            raise NotPermitted("not-your-role", act=Act.SEE.value, data=Data.DOORS.value)
        inside = building_store.within(conn, polygon, day)
        few = len(inside) <= _FEW
        standing = stand(conn, day, buildings=inside if few else None)
        standing = targeted(conn, standing, target, day)
        standing = standing.where(
            np.isin(standing.building, inside) & reach.within(standing.leaf_area)
        )
        reckoning = reckon(workspace, conn, standing, period=period, as_of=as_of)
        counts = count_leaves(standing, reckoning).counts.sum(axis=0)
    figure = CoverageFigure.of(counts, period=period, as_of=day)
    if target is not None and too_few(figure.target) and not workspace.actor.is_operator:
        raise NotPermitted("group-too-few")
    return figure


def building_figures(
    conn: Connection, standing: Standing, buildings: list[int] | None = None
) -> dict[int, tuple[BuildingStatus, CoverageFigure]]:
    """Tell how far each building is now, by building id, from the states kept for its doors.

    Parameters
    ----------
    standing
        The households of the buildings.
    buildings
        Their ids; all buildings otherwise. Those without a household are left out.
    """
    ids, counts = building_tallies(conn, standing, buildings)
    return {
        building: (status, CoverageFigure.of(count))
        for building, status, count in zip(
            ids.tolist(), building_statuses(counts), counts, strict=True
        )
    }


def building_tallies(
    conn: Connection, standing: Standing, buildings: list[int] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the households of each building as they are now, as :func:`building_figures` does.

    Returns
    -------
    ids, counts
        Building ids, ascending, shape ``(b,)``; tallies of shape ``(b, len(TALLY))``.
    """
    campaign = visit_store.open_campaign(conn)
    tried, outcome, settled = visit_store.kept_door_states(conn, campaign, buildings)
    place = np.searchsorted(standing.household, tried)
    here = place < len(standing.household)
    here[here] = standing.household[place[here]] == tried[here]
    outcomes = np.full(len(standing.household), UNTRIED, dtype=np.int8)
    outcomes[place[here]] = outcome[here]
    done = np.zeros(len(standing.household), dtype=bool)
    done[place[here]] = settled[here]
    return tally_buildings(
        standing,
        situation(outcomes, done, exclusion=standing.exclusion, estimated=standing.estimated),
    )


def tally_buildings(
    standing: Standing, situations: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count households by building: ids, ascending, and tallies ``(b, len(TALLY))``."""
    ids, group = np.unique(standing.building, return_inverse=True)
    return ids, tally(situations, group, len(ids))


def check_period(period: Period) -> None:
    """Refuse a period that ends before it starts."""
    if period.start is not None and period.end is not None and period.end <= period.start:
        raise InputError("period-backwards", start=period.start, end=period.end)


def area_figures(conn: Connection, tree: AreaTree) -> dict[int, CoverageFigure]:
    """Sum the live tallies for every area of every level, by area id.

    The caller sees to it that the tallies count today (:func:`catch_up`).
    """
    sums = {area: np.zeros(len(TALLY), dtype=np.int64) for area in tree.areas}
    leaves, counts = tally_store.tallies(conn, visit_store.open_campaign(conn))
    for leaf, count in zip(leaves.tolist(), counts, strict=True):
        if leaf in tree.areas:
            for area in tree.path(tree.areas[leaf]):
                sums[area.id] += count
    return {area: CoverageFigure.of(count) for area, count in sums.items()}


def catch_up(workspace: Workspace) -> None:
    """Rebuild the tallies if a day has passed on which something took effect."""
    with workspace.database.read() as conn:
        stale = needs_rebuild(workspace, conn)
    if stale:
        with workspace.writing() as conn:
            rebuild_tallies(workspace, conn)


def targeted(conn: Connection, standing: Standing, target: str | None, day: date) -> Standing:
    """Keep the households of key group ``target``; without one all of them.

    Raises
    ------
    InputError
        If no household has ever been in it.
    """
    if target is None:
        return standing
    known = key_group_store.names(conn)
    if target not in known:
        raise InputError("key-group-unknown", name=target, known=", ".join(known) or "–")
    return in_key_group(conn, standing, target, day)


def _quiet(
    workspace: Workspace, tree: AreaTree, counted: LeafCounts, target: str | None
) -> frozenset[int]:
    """Find the areas whose figure might tell of somebody; the operator sees all."""
    if workspace.actor.is_operator:
        return frozenset()
    if target is not None:
        targets = counted.counts[:, TALLY.index("target")].tolist()
        return quiet_areas(tree, dict(zip(counted.leaves.tolist(), targets, strict=True)))
    # A program is told of the same areas as whoever made its token.
    known = replace(workspace.actor, scopes=None).household_reach(tree)
    if known.everywhere:
        return frozenset()
    homes = counted.counts[:, _HOUSEHOLDS].sum(axis=1).tolist()
    quiet = quiet_areas(tree, dict(zip(counted.leaves.tolist(), homes, strict=True)))
    return frozenset(area for area in quiet if area not in known)


def _summed(
    tree: AreaTree, reach: Reach, counted: LeafCounts, by: Level, within: str | None
) -> list[tuple[Area, NDArray[np.int64]]]:
    """Sum what lies within reach by the areas of a level."""
    part = reach.part_of(tree)
    # What stands below nobody's leaf is an orphan, whatever stood there before.
    known = np.isin(counted.leaves, [leaf.id for leaf in part.leaves])
    return roll_up(part, counted.leaves[known], counted.counts[known], by, within)


def _orphans(tree: AreaTree, reach: Reach, counted: LeafCounts) -> NDArray[np.int64]:
    """Sum what no leaf area answers for, for those who reach it."""
    known = np.isin(counted.leaves, [leaf.id for leaf in tree.leaves])
    orphans: NDArray[np.int64] = counted.counts[~known & reach.everywhere].sum(axis=0)
    return orphans


def roll_up(
    tree: AreaTree,
    leaves: NDArray[np.int64],
    counts: NDArray[np.int64],
    by: Level,
    within: str | None = None,
) -> list[tuple[Area, NDArray[np.int64]]]:
    """Sum the counts of leaf areas by the areas that answer for them in a table by level."""
    if within is not None:
        # The area is the top of what is asked about: no row reaches beyond it.
        tree = AreaTree.of(tree.subtree(named(tree, within)))
    sums: dict[int, NDArray[np.int64]] = {
        tree.standing_for(leaf, by).id: np.zeros(counts.shape[1], dtype=np.int64)
        for leaf in tree.leaves
    }
    for leaf, count in zip(leaves.tolist(), counts, strict=True):
        if leaf in tree.areas:
            area = tree.standing_for(tree.areas[leaf], by).id
            sums[area] = sums.get(area, 0) + count
    return sorted(
        ((tree.areas[area], count) for area, count in sums.items()),
        key=lambda row: (row[0].code, row[0].level.depth),
    )
