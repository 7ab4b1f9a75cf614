"""Rebalancing today's grids."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.frames.changed import Changed, instance_of
from gridmap.frames.columns import distinct, examples
from gridmap.frames.division import Division
from gridmap.frames.grids import Grids, Wishes, grids_of, since_today
from gridmap.frames.leaders import Led, found_for_leaders
from gridmap.frames.outlines import across_borders, checked_sheet
from gridmap.frames.patches import handed_on
from gridmap.frames.seeking import Watch, found, told
from gridmap.frames.town import (
    Town,
    checked_count,
    checked_numbers,
    checked_size,
    checked_tolerance,
    groups,
    town_of,
)
from gridmap.planning.mending import stranded

__all__ = ["rebalance"]

Ints = NDArray[np.int64]


def rebalance(  # noqa: PLR0913 - each is a question of the planner's, most are never asked
    buildings: gpd.GeoDataFrame,
    *,
    current: str = "grid",
    start: str | None = None,
    load: str = "households",
    tolerance: float = 0.05,
    size: tuple[float, float] | None = None,
    zone: str | None = "community",
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    streets: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    within: gpd.GeoDataFrame | None = None,
    edges: pd.DataFrame | None = None,
    locked: str | Collection[Hashable] | None = None,
    locked_grids: Collection[Hashable] = (),
    homes: Mapping[Hashable, Hashable] | None = None,
    add: int | Mapping[Any, int] = 0,
    remove: Collection[Hashable] = (),
    merge: Sequence[Sequence[Hashable]] = (),
    together: str | None = None,
    patch: str | None = None,
    patch_size: tuple[float, float] = (5, 15),
    compactness: float = 0.0,
    seed: int = 0,
    seconds: float | None = None,
    progress: Watch | None = None,
) -> Division:
    """Bring the loads of today's grids into bounds, few households changing hands.

    Grids come out connected, each inside one zone, and as a rule within their bounds. The last few
    can be very dear: a grid stays out of bounds where bringing it in would move more households
    than a dozen buildings have on the average, and six for each household beyond. Such zones are
    named in ``infeasible``.

    Parameters
    ----------
    buildings
        Footprints or points in any coordinate system; or parts of buildings, where towers are
        shared: parts with the same footprint are neighbours, or, with columns ``unit`` and
        ``floor``, those above one another in a unit and on one floor from unit to unit.
    current
        Column with today's grid. A building without one gets one, and is not counted as moved.
    start
        Column with the grid to begin with, where somebody has divided by hand what is to be
        mended: its labels are the grids there are to be, which all that follows speaks of; moves
        are counted from ``current`` all the same.
    load
        Column with what is to be balanced, not negative; or a formula of columns, such as
        ``"households + 2 * key_groups"`` (see :func:`gridmap.planning.workload.workload`). Where
        it is not ``households`` and there is such a column, moves are still counted in households.
    tolerance
        How far, as a share, a grid's load may be from its zone's load divided by its zone's number
        of grids. Where all loads are whole numbers so are the bounds, rounded inwards.
    size
        Bounds of every grid's load, instead of ``tolerance``.
    zone
        Column that grids do not reach across; ``None`` for none.
    barriers
        Lines or polygons that grids do not reach across: walls, rivers, main roads.
    streets, within
        What outlines follow and fill, as for :func:`outlines`. Without ``within`` a grid with an
        island has an outline in pieces, which a finding tells.
    edges
        Neighbours, where they are known: ``a`` and ``b``, positions of buildings, and ``shared_m``.
        Otherwise they are those of :func:`gridmap.contiguity`.
    locked
        Buildings that stay in their grid: a column of booleans, or index labels.
    locked_grids
        Grids that neither give nor take.
    homes
        Building (index label) where the leader of a grid (key) lives: it stays in that grid.
    add
        Number of new grids, by zone, or where there is one zone only.
    remove
        Grids that are to be no more, a leader retiring: their buildings go to the others.
    merge
        Grids to be made one, group by group; the first of each keeps its name.
    together
        Column that tells what is not to be parted, a building's parts in one grid say: rows of one
        grid and zone that have the same there move together, unless they are more than a grid may
        be.
    patch
        Column with the patch of each building: each one that changes its grid is then given a
        receiving patch there, existing or new and vacant. A patch that changes its grid with most
        of its households takes its leader along; the price is then households whose leader
        changes, and between equal ones those whose grid does.
    patch_size
        Households that a patch is to have; a receiving patch is never filled beyond.
    compactness
        Households that a metre of border between two grids is worth: 0 moves the fewest; the more,
        the rounder grids become, and the more households move.
    seed
        The same seed gives the same division, unless ``seconds`` is given.
    seconds
        Search about as long. Without it the work depends on the buildings alone, not on the clock.
    progress
        Called now and then; when it returns true the search ends with the best so far.

    Returns
    -------
    Division
        Never in more pieces than today's is; where that has none, neither with more grids out of
        bounds nor with more load beyond them.

    Raises
    ------
    CrsError
        ``frame-crs-missing``, ``frame-crs-nowhere``.
    InputError
        ``frame-column-missing``, ``frame-not-geo``; ``division-`` and what is wrong: ``nothing``,
        ``geometry-missing``, ``far``, ``load-missing``, ``load-negative``, ``load-large``,
        ``load-zero``, ``zone-missing``, ``zone-unknown``, ``ground-missing``, ``ground-twice``,
        ``grids-missing``, ``grid-unknown``, ``bounds``, ``size``, ``tolerance``, ``number``,
        ``edges``, ``parts``, ``add-zone``, ``merge-across``, ``locked-column``, ``locked-unknown``,
        ``locked-astray``, ``home-elsewhere``, ``labels-twice``, ``locks-contradict``,
        ``locks-enclose``; ``count``, ``merge-one``; ``workload-unreadable``,
        ``workload-column-unknown``, ``workload-missing``, ``workload-negative``,
        ``workload-large``; ``frame-column-twice``, ``frame-column-lists``, ``frame-not-table``.

    Examples
    --------
    >>> from shapely import box
    >>> houses = gpd.GeoDataFrame(
    ...     {"households": [4, 4, 4, 4], "grid": ["A", "A", "A", "B"]},
    ...     geometry=[box(12 * n, 0, 12 * n + 10, 10) for n in range(4)],
    ...     crs=4547,
    ... )
    >>> plan = rebalance(houses, zone=None)
    >>> plan.assignment.tolist(), plan.metrics.moved
    (['A', 'A', 'B', 'B'], 4.0)
    """
    checked_tolerance(tolerance)
    size = checked_size(size)
    checked_numbers(compactness=compactness, seconds=0 if seconds is None else seconds)
    checked_count(seed=seed)
    checked_sheet(buildings, zone, streets, within)
    town = town_of(buildings, load, zone, barriers, within, edges)
    now = grids_of(buildings, current, town, None)
    wishes = Wishes(locked, locked_grids, homes or {}, add, remove, merge)
    then = grids_of(buildings, start or current, town, wishes)
    if start is not None:
        then = since_today(then, now, town)
    instance = instance_of(town, then, size, tolerance)
    shut = stranded(replace(instance, home=then.start))
    if shut.any():
        astray = buildings.index[shut]
        raise InputError("division-locks-enclose", count=len(astray), examples=examples(astray))
    findings = [*town.findings, *across_borders(buildings, zone, within), *now.findings]
    findings += told(instance, buildings.index, today=now.home)
    group = (
        None if together is None else groups(buildings, together, then.start, then.home, town.zone)
    )
    asked = (then.start, compactness, seed, seconds, progress)
    if patch is None:
        part, dear = found(instance, partial(_moved, town, then), *asked, group=group)
    else:
        led = Led(
            pd.factorize(distinct(buildings, patch, "buildings"))[0].astype(np.int64),
            town.households,
            lambda part: handed_on(buildings, patch, town, then, part, patch_size).changes,
        )
        part, dear = found_for_leaders(instance, led, *asked, group=group)
    return Changed(
        buildings=buildings, current=current, town=town, now=now, then=then,
        today=instance_of(town, now, size, tolerance), instance=instance, zone=zone,
        barriers=barriers, streets=streets, within=within, patch=patch, patch_size=patch_size,
    ).to(part, findings, dear)  # fmt: skip


def _moved(town: Town, grids: Grids, part: Ints) -> float:
    """Count the households that change grid."""
    return float(town.households[(grids.home >= 0) & (part != grids.home)].sum())
