"""Outlines of grids, drawn from their buildings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from gridmap.errors import Finding
from gridmap.frames.columns import distinct, examples, geometry, sound
from gridmap.frames.contiguity import drawn, graph_in
from gridmap.frames.grounds import grounds, zones
from gridmap.geo import outlines as geo
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.planning.graph import graph_of, pieces

__all__ = ["Sheet", "across_borders", "across_gaps", "checked_sheet", "outlines"]

_INSIDE_M: Final = 0.01
"""How far a wall may stand out of an outline without being outside."""


def outlines(
    buildings: gpd.GeoDataFrame,
    by: str = "grid",
    *,
    zone: str | None = None,
    streets: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    within: gpd.GeoDataFrame | None = None,
) -> gpd.GeoDataFrame:
    """Draw the outlines of grids: one tiling, every footprint in the polygon of its own grid.

    Borders run half way between buildings, and along the centre line of a street where one is
    near. They are made simpler together, so that what two grids share stays shared.

    Parameters
    ----------
    buildings
        Footprints or points in any coordinate system.
    by
        Column with the grid. Ground of buildings without one goes to the grids around them.
    zone
        Column with the community of each building; read only with ``within``.
    streets
        Lines that borders had better follow.
    within
        Polygons of the communities, in a frame with the column ``zone``, too: outlines fill them
        to their border; without ``zone`` they fill all of them together. The border is given: a
        footprint that stands across it is cut by it, and what two communities claim is the first
        one's. Without it they end 30 m around the town.

    Returns
    -------
    geopandas.GeoDataFrame
        A row a grid, on its label, in the coordinate system of ``buildings``: ``polsby_popper``
        (4π · area / perimeter²; 1.0 for a circle), ``outside`` (buildings of the grid that do not
        stand inside its outline: because they overlap another's, share a footprint with it, or
        stand outside their community) and ``geometry``, a polygon; a multipolygon where another
        grid or, without ``within``, ground that is nobody's lies between its buildings, as with an
        island; ``None`` where nothing but such buildings is the grid's.

    Raises
    ------
    CrsError
        ``frame-crs-missing``.
    InputError
        ``frame-not-geo``, ``frame-column-missing``, ``division-geometry-missing``;
        ``division-ground-missing`` when a community has no polygon in ``within``,
        ``division-ground-twice`` when it has several.

    Examples
    --------
    >>> from shapely import box
    >>> houses = gpd.GeoDataFrame(
    ...     {"grid": ["A", "A", "B"]},
    ...     geometry=[box(14 * n, 0, 14 * n + 10, 10) for n in range(3)],
    ...     crs=4547,
    ... )
    >>> drawn = outlines(houses)
    >>> drawn.index.tolist(), drawn.geometry.is_valid.all().item()
    (['A', 'B'], True)
    """
    codes, labels = pd.factorize(distinct(buildings, by, "buildings"))
    held = codes >= 0
    places, system = drawn(buildings), geometry(buildings, "buildings")[1] or LONLAT
    if not held.any():
        empty = {"polsby_popper": np.empty(0), "outside": np.empty(0, np.int64)}
        return gpd.GeoDataFrame(empty, geometry=[], crs=system, index=pd.Index([], name=by))
    metric = metric_crs_of(geometry(buildings, "buildings")[0], system)
    ground, number = None, None
    if within is not None:
        given = grounds(buildings[held], zone, within, metric)
        ground, number = given.polygons, given.number
    polygons = geo.outlines(
        places[held],
        codes[held].astype(np.int64),
        streets=None if streets is None else lines_of(streets, metric),
        ground=ground,
        zone=number,
    )
    filled = polygons.copy()
    filled[shapely.is_missing(filled)] = shapely.Polygon()
    length = shapely.length(filled)
    inside = shapely.covers(shapely.buffer(filled, _INSIDE_M)[codes[held]], places[held])
    return gpd.GeoDataFrame(
        {
            "polsby_popper": 4 * np.pi * shapely.area(filled) / np.where(length, length, 1.0) ** 2,
            "outside": np.bincount(codes[held], ~inside, len(labels)).astype(np.int64),
        },
        geometry=project(polygons, metric, system),
        index=pd.Index(labels, name=by),
        crs=system,
    )


def lines_of(frame: gpd.GeoDataFrame | gpd.GeoSeries, metric: CRS) -> Geometries:
    """Take the lines of a frame, in metres."""
    shapes, system = geometry(frame, "streets")
    parts = shapely.get_parts(shapes[sound(shapes)])
    parts = parts[shapely.get_dimensions(parts) == 1]
    return project(parts, system or LONLAT, metric) if len(parts) else parts


@dataclass(frozen=True, eq=False)
class Sheet:
    """What the outlines of one division are drawn from; drawn once, when they are asked for."""

    buildings: gpd.GeoDataFrame
    grid: pd.Series[Any]
    zone: str | None
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None
    streets: gpd.GeoDataFrame | gpd.GeoSeries | None
    within: gpd.GeoDataFrame | None

    def draw(self) -> gpd.GeoDataFrame:
        """Draw the outlines."""
        return self._drawn

    @cached_property
    def _drawn(self) -> gpd.GeoDataFrame:
        name = self.grid.name
        fields = {name: self.grid}
        if self.zone is not None and self.within is not None:
            fields[self.zone] = self.buildings[self.zone]
        here = gpd.GeoDataFrame(fields, geometry=self.buildings.geometry)
        # Borders had better run along walls and rivers, too.
        lines = [one for one in (self.streets, self.barriers) if one is not None and len(one)]
        along = [one.geometry.to_crs(here.crs) for one in lines]
        streets = gpd.GeoSeries(pd.concat(along), crs=here.crs) if along else None
        return outlines(here, str(name), zone=self.zone, streets=streets, within=self.within)


def checked_sheet(
    buildings: gpd.GeoDataFrame,
    zone: str | None,
    streets: gpd.GeoDataFrame | gpd.GeoSeries | None,
    within: gpd.GeoDataFrame | None,
) -> None:
    """Refuse what outlines could not be drawn from, before anything is looked for."""
    if streets is not None:
        geometry(streets, "streets")
    if within is not None:
        geometry(within, "within")
        if zone is not None:
            zones(buildings, zone, within)


def across_borders(
    buildings: gpd.GeoDataFrame, zone: str | None, within: gpd.GeoDataFrame | None
) -> list[Finding]:
    """Tell of communities that overlap, and of buildings that the border of their own cuts."""
    if within is None or not len(buildings):
        return []
    ground = grounds(buildings, zone, within)
    own = shapely.buffer(ground.polygons, _INSIDE_M)
    shapely.prepare(own)
    cut = buildings.index[~shapely.covers(own[ground.number], drawn(buildings))]
    found = []
    if len(ground.overlaps):
        names = within[zone].to_numpy()[ground.overlaps]
        pairs = [f"{one} / {other}" for one, other in names]
        fields = {"count": len(pairs), "examples": examples(pairs)}
        found.append(Finding("division-grounds-overlap", fields=fields))
    if len(cut):
        fields = {"count": len(cut), "examples": examples(cut), "buildings": cut.tolist()}
        found.append(Finding("division-across-border", fields=fields))
    return found


def across_gaps(buildings: gpd.GeoDataFrame, grid: pd.Series[Any]) -> list[Finding]:
    """Tell of grids whose ground is in pieces, because nothing but a link holds them together."""
    codes, labels = pd.factorize(grid)
    # As outlines are drawn: over barriers, and over all zones at once.
    edges = graph_in(buildings, None, None).edges
    ground = edges[~edges["linked"]]
    graph = graph_of(ground[["a", "b"]].to_numpy(), ground["shared_m"].to_numpy(), len(codes))
    first = np.unique(pieces(graph, codes.astype(np.int64)), return_index=True)[1]
    several = labels[np.bincount(codes[first][codes[first] >= 0], minlength=len(labels)) > 1]
    if not len(several):
        return []
    fields = {"count": len(several), "examples": examples(several), "grids": several.tolist()}
    return [Finding("division-outlines-apart", "note", fields=fields)]
