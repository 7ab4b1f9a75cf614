"""What a division made by hand comes to."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from gridmap.frames.changed import Changed, instance_of
from gridmap.frames.division import Division
from gridmap.frames.grids import Wishes, grids_of, since_today
from gridmap.frames.outlines import across_borders, checked_sheet
from gridmap.frames.seeking import told
from gridmap.frames.town import checked_size, checked_tolerance, town_of

__all__ = ["by_hand"]


def by_hand(  # noqa: PLR0913 - as rebalance
    buildings: gpd.GeoDataFrame,
    given: str,
    *,
    current: str,
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
    patch: str | None = None,
    patch_size: tuple[float, float] = (5, 15),
) -> Division:
    """Take the figures of a division as it is: nothing is looked for.

    Parameters
    ----------
    given
        Column with the grid that each building is to have; a building without one is not decided.
    buildings, current, load, tolerance, size, zone, barriers, streets, within, edges
        As for :func:`rebalance`; nothing of ``current`` need be known.
    locked, locked_grids, patch, patch_size
        As for :func:`rebalance`: what is locked may be why grids are out of bounds.

    Raises
    ------
    CrsError, InputError
        As :func:`rebalance`.
    """
    checked_tolerance(tolerance)
    size = checked_size(size)
    checked_sheet(buildings, zone, streets, within)
    town = town_of(buildings, load, zone, barriers, within, edges)
    then = grids_of(buildings, given, town, Wishes(locked, locked_grids))
    # Where there are no grids yet, nobody is moved out of one.
    first = not buildings[current].notna().any()
    now = then if first else grids_of(buildings, current, town, None)
    part = then.start
    then = since_today(then, now, town)
    instance = instance_of(town, then, size, tolerance)
    findings = [*town.findings, *across_borders(buildings, zone, within)]
    findings += told(instance, buildings.index, today=now.home)
    division = Changed(
        buildings=buildings, current=current, town=town, now=now, then=then,
        today=instance_of(town, now, size, tolerance), instance=instance, zone=zone,
        barriers=barriers, streets=streets, within=within, patch=patch, patch_size=patch_size,
    ).to(part, findings)  # fmt: skip
    return replace(division, today=None) if first else division
