"""``gridmap.sheet`` and ``gridmap.atlas``: GeoDataFrames in, a PDF out."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.errors import GridmapWarning, InputError
from gridmap.fieldwork.cases import CaseState, HazardCategory, Severity
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.frames.cells import counts, known_texts, numbers_from_one, texts
from gridmap.frames.columns import column, examples, geometry, sound
from gridmap.frames.moments import Moment, one_moment
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.render.layers import on_the_map
from gridmap.render.sheets import (
    AreaScene,
    Paper,
    SheetBuilding,
    SheetHazard,
    Streets,
    area_sheet,
    bound,
    boxed_finding,
    demand_web_address,
    set_in,
)
from gridmap.territory.walk import sheet_numbers
from gridmap.words import LANGUAGES, Language, language, say

__all__ = ["atlas", "sheet"]

# In metres; what lies farther apart has a wrong coordinate among it.
_WIDEST: Final = 100_000
# What covers ground has two dimensions.
_GROUND: Final = 2


def sheet(  # noqa: PLR0913  (what a sheet is made of, each by its name)
    buildings: gpd.GeoDataFrame,
    area: BaseGeometry | None = None,
    *,
    around: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    hazards: gpd.GeoDataFrame | None = None,
    title: str = "",
    code: str = "",
    as_of: Moment | None = None,
    link: str | None = None,
    paper: str = "A4",
    lang: Language | None = None,
    font: str | PathLike[str] | None = None,
) -> bytes:
    """Print the sheet of one area: its map, its buildings in walking order, its hazards.

    The scale is the largest round one that fits (1:500 and smaller); an area whose buildings are
    too many or too small for one map gets further maps, each with a stretch of the walk.

    Parameters
    ----------
    buildings
        Footprints of the area, in any coordinate system. Used where present: ``address``,
        ``name``, ``status`` (``untouched``, ``partly``, ``done``; ``none`` where nobody is to be
        visited), ``households`` (1 otherwise), ``units``, ``number`` (in walking order otherwise).
    area
        The outline, a polygon or several, in the coordinate system of ``buildings``.
    around
        Footprints next to it, which are not numbered.
    streets
        Lines. Used where present: ``name``, ``kind`` (as OpenStreetMap's ``highway``).
    hazards
        Points. Used where present: ``category``, ``severity``, ``state``; handled ones are left
        out. A category that is none of gridmap's is drawn as another hazard, and listed in its own
        word.
    title, code
        What stands over the map.
    as_of
        The day of the data; text is read as ISO 8601 (``2026-03-02``).
    link
        The web address that the square code opens; there is no code without it.
    paper
        ``A4`` to ``A0``; upright or across as the area asks.
    lang
        Of what is printed; the reader's own by default.
    font
        Path of a font file to set in; what it lacks comes from gridmap's own.

    Returns
    -------
    bytes
        A tagged PDF with text that can be searched.

    Raises
    ------
    CrsError
        If a frame says nothing of its coordinate system, or one that leads nowhere on the earth.
    InputError
        ``frame-not-geo``, ``frame-not-shape``, ``frame-not-text``, ``frame-time-unreadable``,
        ``paper-unknown``, ``language-unknown``, ``font-unreadable``, ``frame-column-twice``,
        ``frame-cell-unclear``, ``sheet-numbers-unclear``, ``sheet-numbers-twice``,
        ``sheet-count-unclear``, ``sheet-status-unknown``, ``sheet-too-wide``,
        ``address-not-web``, ``link-too-long``, ``sheet-area-no-ground``.

    Warns
    -----
    GridmapWarning
        If hazards have categories that are none of gridmap's, or no font has a character.
    """
    spoken, own = _language(lang), _font_file(font)
    _demand_texts(title=title, code=code, link=link or "")
    if link is not None:
        demand_web_address(link)
    words = (title, code, _day(as_of), link)
    scene = _scene(buildings, area, (around, streets, hazards), words)
    if strange := sorted({one.said for one in scene.hazards} - {""}):
        known = ", ".join(HazardCategory)
        told = say("sheet-hazards-strange", given=examples(strange), known=known)
        warnings.warn(told, GridmapWarning, stacklevel=2)
    with set_in(own):
        pages = area_sheet(scene, paper=_paper(paper), lang=spoken)
    boxed: list[str] = []
    pdf = bound([pages], title=title or code, lang=spoken, font=own, boxed=boxed)
    for found in boxed_finding(boxed):
        warnings.warn(found.sentence(), GridmapWarning, stacklevel=2)
    return pdf


def atlas(  # noqa: PLR0913
    areas: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    *,
    by: str = "area",
    streets: gpd.GeoDataFrame | None = None,
    title: str = "",
    as_of: Moment | None = None,
    paper: str = "A4",
    lang: Language | None = None,
    font: str | PathLike[str] | None = None,
) -> bytes:
    """Print the sheets of many areas as one PDF, its pages numbered through.

    Parameters
    ----------
    areas
        Outlines, in any coordinate system, with their ``code`` and, where present, ``name``; a
        sheet each, in this order.
    buildings
        As for :func:`sheet`, with the code of its area in column ``by``. On each sheet those of
        other areas are drawn as what lies around.
    streets, title, as_of, paper, lang, font
        As for :func:`sheet`.

    Raises
    ------
    CrsError, InputError
        As :func:`sheet`; ``frame-column-missing`` without ``code`` or ``by``,
        ``frame-cells-empty`` where an area has no code, ``atlas-codes-twice`` where several have
        the same.

    Warns
    -----
    GridmapWarning
        If not one building is of any of the areas, or no font has a character.
    """
    spoken, size, day = _language(lang), _paper(paper), _day(as_of)
    own_font = _font_file(font)
    _demand_texts(title=title)
    outlines, crs = geometry(areas, "areas")
    footprints, _ = geometry(buildings, "buildings")
    codes = known_texts(areas, "code", "areas")
    if twice := [code for code, times in Counter(codes).items() if times > 1]:
        raise InputError("atlas-codes-twice", codes=examples(twice))
    column(buildings, by, "buildings")
    answering = texts(buildings, by, "buildings")
    placed = buildings if crs is None or not len(footprints) else buildings.to_crs(crs)
    own_code = np.array(answering, dtype=object)
    names = texts(areas, "name", "areas")
    if answering and codes and not {*answering} & {*codes}:
        strange = [*dict.fromkeys(code for code in answering if code is not None)] or ["—"]
        told = say("atlas-nobody", column=by, codes=examples(strange), areas=examples(codes))
        warnings.warn(told, GridmapWarning, stacklevel=2)
    streets = on_the_map(streets, "streets")
    sheets = []
    for code, name, outline in zip(codes, names, outlines, strict=True):
        own = own_code == code
        near = np.zeros(len(placed), dtype=bool)
        if len(placed) and sound(np.array([outline]))[0]:
            near[placed.sindex.query(_widened(outline))] = True
        words = (name or code, code, day, None)
        beside = placed[near & ~own]
        scene = _scene(placed[own], outline, (beside, streets, None), words)
        with set_in(own_font):
            sheets.append(area_sheet(scene, paper=size, lang=spoken))
    boxed: list[str] = []
    pdf = bound(sheets, title=title, lang=spoken, font=own_font, boxed=boxed)
    for found in boxed_finding(boxed):
        warnings.warn(found.sentence(), GridmapWarning, stacklevel=2)
    return pdf


_Words = tuple[str, str, date | None, str | None]


def _scene(
    buildings: gpd.GeoDataFrame,
    area: BaseGeometry | None,
    beside: tuple[gpd.GeoDataFrame | None, gpd.GeoDataFrame | None, gpd.GeoDataFrame | None],
    words: _Words,
) -> AreaScene:
    """Make the scene of an area out of frames; ``beside``: what lies around, streets, hazards."""
    found, crs = geometry(buildings, "buildings")
    shapes = _footprints(found)
    around, streets, hazards = (
        on_the_map(frame, name)
        for frame, name in zip(beside, ("around", "streets", "hazards"), strict=True)
    )
    lonlat = shapes if crs is None else project(shapes, crs, LONLAT)
    if area is not None and not isinstance(area, BaseGeometry):
        raise InputError("frame-not-shape", name="area", given=type(area).__name__)
    outline = area if area is not None and sound(np.array([area]))[0] else shapely.Polygon()
    if not outline.is_empty and shapely.get_dimensions(outline) != _GROUND:
        raise InputError("sheet-area-no-ground", given=outline.geom_type)
    if crs is not None and not outline.is_empty:
        outline = project(np.array([outline], dtype=object), crs, LONLAT)[0]
    everything = np.array([*lonlat, outline], dtype=object)
    plane = LONLAT
    if not shapely.is_empty(everything).all():
        plane = metric_crs_of(everything)
        left, bottom, right, top = shapely.total_bounds(project(everything, LONLAT, plane))
        # What is not on the plane at all is beyond any width.
        if not max(right - left, top - bottom) <= _WIDEST:
            raise InputError("sheet-too-wide", most=_WIDEST // 1000)

    def flat(found: Geometries) -> Geometries:
        return project(found, LONLAT, plane)

    def of(frame: gpd.GeoDataFrame | None) -> Geometries:
        return flat(np.empty(0, dtype=object) if frame is None else frame.geometry.to_numpy())

    title, code, as_of, link = words
    numbered = _numbered(buildings, lonlat, flat(lonlat))
    return AreaScene(
        code,
        title or code,
        "",
        flat(np.array([outline], dtype=object))[0],
        numbered,
        as_of,
        neighbours=of(around),
        streets=Streets(
            of(streets),
            tuple(texts(streets, "name", "streets")),
            tuple((kind or "road").split(" / ")[0] for kind in texts(streets, "kind", "streets")),
        ),
        hazards=() if hazards is None else tuple(_hazards(hazards, of(hazards), numbered)),
        link=link,
    )


def _numbered(
    buildings: gpd.GeoDataFrame, lonlat: Geometries, shapes: Geometries
) -> tuple[SheetBuilding, ...]:
    """Number buildings as their column says, or in walking order; those without a place not."""
    here = ~(shapely.is_missing(lonlat) | shapely.is_empty(lonlat))
    if "number" in buildings:
        numbers = numbers_from_one(column(buildings, "number", "buildings")[here])
    else:
        numbers = sheet_numbers(lonlat[here], np.zeros(here.sum(), dtype=np.int64))
    addresses = texts(buildings, "address", "buildings")
    names = texts(buildings, "name", "buildings")
    statuses = texts(buildings, "status", "buildings")
    households = counts(buildings, "households", "buildings")
    units = counts(buildings, "units", "buildings")
    found = []
    for at, number in zip(np.flatnonzero(here).tolist(), numbers.tolist(), strict=True):
        count = households[at]
        found.append(
            SheetBuilding(
                number,
                shapes[at],
                _status(statuses[at]),
                # A line of the list is one line, however a spreadsheet's cell was broken.
                " ".join((addresses[at] or names[at] or "").split()),
                units[at],
                1 if count is None else count,
            )
        )
    return tuple(sorted(found, key=lambda one: one.number))


def _hazards(
    hazards: gpd.GeoDataFrame, places: Geometries, numbered: tuple[SheetBuilding, ...]
) -> Iterator[SheetHazard]:
    categories, severities, states = (
        texts(hazards, label, "hazards") for label in ("category", "severity", "state")
    )
    for place, category, severity, state in zip(
        places, categories, severities, states, strict=True
    ):
        if state == CaseState.HANDLED:
            continue
        point = shapely.point_on_surface(place)
        at = next((one.number for one in numbered if one.shape.intersects(point)), None)
        known = category in set(HazardCategory)
        kind = HazardCategory(category) if category and known else HazardCategory.OTHER
        yield SheetHazard(
            point,
            kind,
            severity == Severity.SEVERE,
            overdue=False,
            building=at,
            said="" if known or category is None else " ".join(category.split()),
        )


def _footprints(shapes: Geometries) -> Geometries:
    """Give what covers no ground as a point, of collections what covers some, else nothing."""
    found = shapes.copy()
    found[~np.isfinite(shapely.bounds(found)).all(axis=-1)] = None
    mixed = shapely.get_type_id(found) == shapely.GeometryType.GEOMETRYCOLLECTION
    covering = shapely.area(found) > 0
    found[mixed & covering] = shapely.buffer(found[mixed & covering], 0)
    found[~covering] = shapely.point_on_surface(found[~covering])
    return found


def _status(told: str | None) -> BuildingStatus:
    if told is None:
        return BuildingStatus.UNTOUCHED
    known = [status.value for status in BuildingStatus]
    if told not in known:
        raise InputError("sheet-status-unknown", given=told, known=", ".join(known))
    return BuildingStatus(told)


def _widened(outline: BaseGeometry) -> BaseGeometry:
    """Give the ground that the map of an area may show."""
    left, bottom, right, top = outline.bounds
    more = max(right - left, top - bottom)
    return shapely.box(left - more, bottom - more, right + more, top + more)


def _language(lang: Language | None) -> Language:
    if lang is not None and lang not in LANGUAGES:
        raise InputError("language-unknown", asked=lang, known=", ".join(LANGUAGES))
    return lang or language()


def _day(as_of: Moment | None) -> date | None:
    """Read the day of the data; of a moment, its day."""
    return None if as_of is None else one_moment(as_of).date()


def _font_file(given: str | PathLike[str] | None) -> Path | None:
    """Take a path as text, too; what is no path is no font."""
    if given is None:
        return None
    try:
        return Path(given)
    except TypeError as error:
        raise InputError("font-unreadable", file=repr(given)) from error


def _demand_texts(**given: str) -> None:
    for name, text in given.items():
        if not isinstance(text, str):
            raise InputError("frame-not-text", name=name, given=text)


def _paper(name: str) -> Paper:
    asked = str(name).upper()
    if asked not in set(Paper):
        raise InputError("paper-unknown", paper=name, known=", ".join(Paper))
    return Paper(asked)
