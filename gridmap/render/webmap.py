"""The one-file map: coverage, buildings and hazards in a page that needs no network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import geopandas as gpd

from gridmap.render.coverage_map import CoverageMap
from gridmap.render.days import day_words
from gridmap.render.layers import (
    Layer,
    area_layer,
    border_layer,
    building_layer,
    hazard_layer,
    on_the_map,
    plain_layer,
)
from gridmap.words import Language, language, say

__all__ = ["webmap"]


def webmap(  # noqa: PLR0913  (what a map is made of, each by its name)
    areas: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    hazards: gpd.GeoDataFrame | None = None,
    *,
    streets: gpd.GeoDataFrame | None = None,
    landcover: gpd.GeoDataFrame | None = None,
    title: str | None = None,
    as_of: datetime | None = None,
    openstreetmap: bool = True,
    lang: Language | None = None,
) -> CoverageMap:
    """Draw visit coverage as a map that is one HTML file.

    Saved with ``.save(path)``, the page makes no request whatever and works without a network.
    It carries what is drawn and said, and no other column of the frames: no names or phones of
    people, no outcome of a single door.

    Parameters
    ----------
    areas
        Polygons in any coordinate system. Used where present: ``code``, ``name``, ``level``
        (:class:`~gridmap.territory.codes.Level`), ``parent`` (a code), and the coverage of the
        area in households: ``target``, ``attempted``, ``reached``, ``settled``, ``rate``
        (= reached / target), the reasons for what is not reached, ``excluded``. With several levels
        the map shows communities from afar, then grids, then patches.
    buildings
        Footprints, points or both. Used where present: ``name``, ``address``, ``households``,
        ``status`` (``untouched``, ``partly``, ``done``; anything else is drawn as ground),
        ``target``, ``attempted``, ``reached``, ``settled``.
    hazards
        Points (of other geometries a point within). Used where present: ``category``,
        ``severity``, ``state`` (``open``, ``handled``), ``opened_at``, of which the day is shown,
        ``due_at``, past which an open one is drawn as overdue.
    streets
        Lines with ``kind`` (OpenStreetMap's ``highway`` value) and ``name``.
    landcover
        Polygons with ``kind`` ``water`` or ``green``.
    title
        Heading of the page.
    as_of
        The moment the map is of, in local time with its zone: its day stands under the heading.
        Without it no hazard is overdue, and days are written with their year.
    openstreetmap
        Whether any of the ground comes from OpenStreetMap, whose licence wants that said.
    lang
        Language of the page; the reader's own by default.

    Returns
    -------
    folium.Map
        Further folium layers may be added; what those fetch is then up to them.

    Raises
    ------
    CrsError
        ``frame-crs-missing``: a frame with rows does not say its coordinate system.
    InputError
        ``map-geometry-missing``: a frame has no geometry. ``map-leaflet-missing``: the front end,
        which brings Leaflet along, has not been built.

    Notes
    -----
    Missing columns, missing values and empty frames are fine: what is not known is not drawn.
    """
    lang = lang or language()
    given = {
        "areas": areas,
        "buildings": buildings,
        "hazards": hazards,
        "streets": streets,
        "landcover": landcover,
    }
    placed = {
        name: frame for name, raw in given.items() if (frame := on_the_map(raw, name)) is not None
    }
    packers: dict[str, Callable[[gpd.GeoDataFrame], Layer]] = {
        "areas": lambda frame: area_layer(frame, lang),
        "buildings": building_layer,
        "hazards": lambda frame: hazard_layer(frame, as_of, lang),
        "streets": plain_layer,
        "landcover": plain_layer,
    }
    layers = {name: packers[name](frame) for name, frame in placed.items()}
    if "areas" in placed:
        layers["borders"] = border_layer(placed["areas"])
    # The areas say what the map is about; streets may run far beyond them.
    extent = next((frame.total_bounds.tolist() for frame in placed.values()), None)
    day = day_words(as_of.date(), lang, this_year=as_of.year) if as_of else None
    caption = say("map-as-of", lang=lang, day=day) if day else None
    return CoverageMap(
        layers, extent, title=title, caption=caption, openstreetmap=openstreetmap, lang=lang
    )
