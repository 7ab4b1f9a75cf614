"""Dividing buildings into grids from nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.frames.columns import examples
from gridmap.frames.division import Division, infeasible, loads, metrics
from gridmap.frames.outlines import Sheet, across_borders, across_gaps, checked_sheet
from gridmap.frames.seeking import Progress, Watch, found, told
from gridmap.frames.town import (
    Town,
    bounds,
    checked_count,
    checked_numbers,
    checked_size,
    checked_tolerance,
    groups,
    town_of,
)
from gridmap.planning.bounds import parts_for
from gridmap.planning.contraction import lighter
from gridmap.planning.instance import Instance

__all__ = ["GRID_SIZE", "divide"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

GRID_SIZE: Final = (300, 500)
"""Bounds of a grid's load, if nothing else is said."""

_BORDER: Final = 1.0
"""What a metre of border is worth when nobody's leader changes."""


def divide(  # noqa: PLR0913 - each is a question of the planner's, most are never asked
    buildings: gpd.GeoDataFrame,
    *,
    load: str = "households",
    size: tuple[float, float] | None = None,
    parts: int | Mapping[Any, int] | None = None,
    tolerance: float = 0.05,
    zone: str | None = "community",
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    streets: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    within: gpd.GeoDataFrame | None = None,
    edges: pd.DataFrame | None = None,
    together: str | None = None,
    seed: int = 0,
    seconds: float | None = None,
    progress: Watch | None = None,
) -> Division:
    """Divide buildings into grids from nothing: loads within bounds, short borders.

    Parameters
    ----------
    buildings, load, zone, barriers, streets, within, edges, seed, progress
        As for :func:`rebalance`.
    size
        Bounds of every grid's load; 300 to 500 where neither they nor ``parts`` are given.
    parts
        Number of grids of each zone, or by zone; where it is not given, the one whose even share is
        nearest to the middle of ``size``.
    tolerance
        With ``parts`` and without ``size``: how far, as a share, a load may be from an even one.
    together
        Column that tells what is not to be parted: rows of one zone that have the same there come
        into one grid, unless they are more than a grid may be.
    seconds
        Search about as long. Without it the work depends on the buildings alone: on how many there
        are and, where ``parts`` is not given, on how many are heavier than a grid may be. They
        leave some grids without households, and without these all is searched again, as often as
        that happens.

    Returns
    -------
    Division
        With grids numbered from 0, zone after zone.

    Raises
    ------
    CrsError
        ``frame-crs-missing``.
    InputError
        As for :func:`rebalance`, and ``division-parts`` where there are fewer buildings in a zone
        than parts, or not one part; ``division-zone-unknown`` where ``parts`` names another zone.

    Examples
    --------
    >>> from shapely import box
    >>> houses = gpd.GeoDataFrame(
    ...     {"households": [4, 4, 4, 4]},
    ...     geometry=[box(12 * n, 0, 12 * n + 10, 10) for n in range(4)],
    ...     crs=4547,
    ... )
    >>> divide(houses, parts=2, zone=None).metrics.highest
    1.0
    """
    checked_tolerance(tolerance)
    size = checked_size(size)
    checked_numbers(seconds=0 if seconds is None else seconds)
    checked_count(seed=seed)
    checked_sheet(buildings, zone, streets, within)
    town = town_of(buildings, load, zone, barriers, within, edges)
    group = None if together is None else groups(buildings, together, town.zone)
    if parts is None:
        size = size or GRID_SIZE
    counts = _counts(town, group, size or GRID_SIZE, parts)
    findings = [*town.findings, *across_borders(buildings, zone, within)]
    instance, part, dear = _searched(
        partial(_instance, town, size=size, tolerance=tolerance), counts, group,
        fewer=not isinstance(parts, int), seed=seed, seconds=seconds, progress=progress,
    )  # fmt: skip
    findings += told(instance, buildings.index, today=None)
    name = "patch" if zone == "grid" else "grid"
    answer: pd.Series[Any] = pd.Series(part, buildings.index, name=name)
    if town.strewn:
        findings += across_gaps(buildings, answer)
    sheet = Sheet(buildings, answer, zone, barriers, streets, within)
    return Division(
        assignment=answer,
        metrics=metrics(instance, town, part, moved=np.zeros(len(part), np.bool_), draw=sheet.draw),
        today=None,
        infeasible=infeasible(instance, part, town, dear),
        loads=loads(instance, part, town, range(len(instance.low))),
        moves=pd.DataFrame({"from": [], "to": [], "households": []}, index=buildings.index[:0]),
        patches=None,
        findings=tuple(findings),
        draw=sheet.draw,
    )


def _counts(
    town: Town,
    group: Ints | None,
    size: tuple[float, float],
    parts: int | Mapping[Any, int] | None,
) -> Ints:
    """Tell into how many parts each zone is divided."""
    # A part of empty buildings alone would be nobody's work.
    total, lived_in = np.bincount(town.zone, town.load), _lived_in(town, group, size[1])
    counts = np.array(
        [
            parts_for(float(weight), size[0], size[1], int(atoms))
            for weight, atoms in zip(total, np.bincount(*lived_in), strict=True)
        ]
    )
    if parts is None:
        return counts
    given = parts if isinstance(parts, Mapping) else dict.fromkeys(town.zones, parts)
    unknown = [zone for zone in given if zone not in town.zones]
    if unknown:
        raise InputError("division-zone-unknown", count=len(unknown), examples=examples(unknown))
    atoms = np.bincount(town.zone)
    places = town.zones.get_indexer_for(pd.Index(list(given))).tolist()
    for at, count in zip(places, given.values(), strict=True):
        checked_count(parts=count)
        if not 1 <= count <= atoms[at]:
            fewest = int(atoms[at] if isinstance(parts, Mapping) else atoms.min())
            raise InputError("division-parts", parts=count, buildings=fewest)
        counts[at] = count
    return counts


def _lived_in(town: Town, group: Ints | None, most: float) -> tuple[Ints, Flags]:
    """Tell the zone of all that can be a part by itself, and whether anybody lives there."""
    if group is None:
        return town.zone, town.load > 0
    group = lighter(group, np.bincount(group, town.load) > most)
    return town.zone[np.unique(group, return_index=True)[1]], np.bincount(group, town.load) > 0


def _searched(
    divided: Callable[[Ints], Instance],
    counts: Ints,
    group: Ints | None,
    *,
    fewer: bool,
    seed: int,
    seconds: float | None,
    progress: Watch | None,
) -> tuple[Instance, Ints, Flags]:
    """Search for so many parts a zone, or for ``fewer`` where some would have no households.

    Parameters
    ----------
    divided
        Sets up what is to be divided into so many parts a zone.
    group
        As for :func:`gridmap.frames.seeking.found`.

    Returns
    -------
    tuple
        What was divided in the end, and as :func:`gridmap.frames.seeking.found`.
    """
    until = None if seconds is None else time.monotonic() + seconds
    done, before, stopped = 0.0, 0.0, False

    def tell(now: Progress) -> bool:
        nonlocal done, stopped
        # What is left of the work is shared out among the searches that follow.
        done = before + (1 - before) * now.share
        stopped = progress is not None and bool(progress(replace(now, share=done)))
        return stopped

    instance = divided(counts)
    start, watch = instance.home, None if progress is None else tell
    while True:
        left = None if until is None else max(until - time.monotonic(), 0)
        part, dear = found(
            instance, lambda _part: 0.0, start, _BORDER, seed, 0 if stopped else left, watch,
            group=group,
        )  # fmt: skip
        idle = np.bincount(part, instance.load, len(instance.low)) == 0
        idle &= np.bincount(instance.zone, instance.load)[instance.part_zone] > 0
        if not (fewer and idle.any()):
            return instance, part, dear
        # Households come in lumps, and a part without any is nobody's work: there are fewer then,
        # and what it was of goes to those beside it.
        instance = divided(np.bincount(instance.part_zone[~idle], minlength=len(counts)))
        start, before = np.where(idle, -1, np.cumsum(~idle) - 1)[part], done
        if group is not None:
            # What has fallen apart begins so.
            group = np.unique(np.stack([group, start], axis=1), axis=0, return_inverse=True)[1]
            group = group.ravel().astype(np.int64)


def _instance(
    town: Town, counts: Ints, *, size: tuple[float, float] | None, tolerance: float
) -> Instance:
    """Set up a town that belongs to nobody yet, to be divided into so many parts a zone."""
    part_zone = np.repeat(np.arange(len(counts)), counts)
    low, high = bounds(town, part_zone, size, tolerance)
    nobody = np.full(len(town.load), -1)
    return Instance(
        town.graph, town.load, np.zeros(len(town.load)), nobody, np.ones(len(town.load), np.bool_),
        town.zone, part_zone, low, high, np.ones(len(part_zone), np.bool_),
    )  # fmt: skip
