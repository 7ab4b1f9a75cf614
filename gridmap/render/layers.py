"""Frames as the columns that a map page carries: only what is drawn or said, nothing more."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gridmap.errors import CrsError, InputError
from gridmap.fieldwork.cases import CaseState, HazardCategory, Severity
from gridmap.fieldwork.coverage import REASONS, BuildingStatus
from gridmap.geo.crs import LONLAT, Geometries, on_earth
from gridmap.render.borders import borders
from gridmap.render.days import day_words
from gridmap.render.figures import band, whole_percent
from gridmap.render.geometry import PackedGeometry, pack, room_for_label
from gridmap.render.short_names import short_name
from gridmap.territory.codes import Level
from gridmap.words import Language, say

__all__ = [
    "Layer",
    "area_layer",
    "border_layer",
    "building_layer",
    "hazard_layer",
    "on_the_map",
    "plain_layer",
]

Layer = dict[str, list[Any] | str | PackedGeometry]
"""Columns of one layer, all of one length; ``geometry`` is packed, the rest plain values."""

_DEPTHS: Final = {level.value: level.depth for level in Level}

_FIGURES: Final = ("target", "attempted", "reached", "settled")

_STATUS: Final = {
    BuildingStatus.UNTOUCHED.value: "u",
    BuildingStatus.PARTLY.value: "p",
    BuildingStatus.DONE.value: "d",
}
_GROUND: Final = "n"


def on_the_map(frame: gpd.GeoDataFrame | None, name: str) -> gpd.GeoDataFrame | None:
    """Bring a frame to longitude and latitude and leave out what has no place.

    Raises
    ------
    CrsError
        ``frame-crs-missing`` when a frame with rows does not say its coordinate system,
        ``frame-crs-nowhere`` when that leads nowhere on the earth.
    InputError
        ``map-geometry-missing`` when it has no geometry column at all.
    """
    if frame is None or (isinstance(frame, pd.DataFrame) and not len(frame)):
        return None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        raise InputError("map-geometry-missing", file=name)
    if frame.crs is None:
        raise CrsError("frame-crs-missing", frame=name)
    if not on_earth(frame.crs):
        raise CrsError("frame-crs-nowhere", frame=name, crs=frame.crs.name)
    placed = frame.to_crs(LONLAT)
    shapes: Geometries = placed.geometry.to_numpy()
    inside = np.isfinite(shapely.bounds(shapes)).all(axis=-1)
    placed = placed[inside]
    return placed if len(placed) else None


def area_layer(areas: gpd.GeoDataFrame, lang: Language) -> Layer:
    """Take areas apart: who they are, their coverage, and where a label fits."""
    shapes: Geometries = areas.geometry.to_numpy()
    codes, names = _texts(areas, "code"), _texts(areas, "name")
    levels = [level if level in _DEPTHS else "" for level in _texts(areas, "level")]
    figures = {name: _counts(areas, name) for name in (*_FIGURES, "excluded")}
    reasons = _column(areas, "reasons", lambda cell: cell if isinstance(cell, Mapping) else {})
    for reason in REASONS:
        figures[reason] = [
            counted if counted is not None else _count((among or {}).get(reason))
            for counted, among in zip(_counts(areas, reason), reasons, strict=True)
        ]
    percents = [
        whole_percent(given if given is not None else _share(reached, target))
        for given, reached, target in zip(
            _column(areas, "rate", _number), figures["reached"], figures["target"], strict=True
        )
    ]
    return _without_empty_columns(
        {
            "geometry": pack(shapes),
            "middle": room_for_label(shapes),
            "code": codes,
            "name": names,
            "level": levels,
            "label": [
                short_name(code, name, level, lang)
                for code, name, level in zip(codes, names, levels, strict=True)
            ],
            "parent": _parents(codes, _texts(areas, "parent"), levels),
            "percent": percents,
            "attempted_percent": [
                whole_percent(_share(attempted, target))
                for attempted, target in zip(figures["attempted"], figures["target"], strict=True)
            ],
            "band": [band(percent) for percent in percents],
            **figures,
        }
    )


def border_layer(areas: gpd.GeoDataFrame) -> Layer:
    """Find the borders of each level, every stretch once, in the coarsest level that has it."""
    levels = [_DEPTHS.get(level, len(_DEPTHS)) for level in _texts(areas, "level")]
    found = borders(areas.geometry.to_numpy(), levels)
    names = {depth: name for name, depth in _DEPTHS.items()}
    return {
        "geometry": pack(np.array(list(found.values()), dtype=object)),
        "kind": [names.get(depth, "") for depth in found],
    }


def building_layer(buildings: gpd.GeoDataFrame) -> Layer:
    """Take buildings apart; anything without a known status is drawn as ground."""
    layer = _without_empty_columns(
        {
            "geometry": pack(buildings.geometry.to_numpy()),
            "name": _texts(buildings, "name"),
            "address": _texts(buildings, "address"),
            "households": _counts(buildings, "households"),
            **{name: _counts(buildings, name) for name in _FIGURES},
        }
    )
    layer["status"] = "".join(_STATUS.get(text, _GROUND) for text in _texts(buildings, "status"))
    return layer


def hazard_layer(hazards: gpd.GeoDataFrame, as_of: datetime | None, lang: Language) -> Layer:
    """Take hazards apart: no note and nobody's name, only what, where and whether it is late."""
    this_year = as_of.year if as_of else None
    handled = [state == CaseState.HANDLED for state in _texts(hazards, "state")]
    shapes: Geometries = hazards.geometry.to_numpy()
    categories = [
        category if category in set(HazardCategory) else HazardCategory.OTHER.value
        for category in _texts(hazards, "category")
    ]
    return _without_empty_columns(
        {
            "geometry": pack(shapely.point_on_surface(shapes)),
            "category": categories,
            "mark": [say(f"map-hazard-mark-{category}", lang=lang) for category in categories],
            "what": [say(f"map-hazard-{category}", lang=lang) for category in categories],
            "severity": [
                severity if severity in set(Severity) else ""
                for severity in _texts(hazards, "severity")
            ],
            "handled": [int(done) for done in handled],
            "overdue": [
                int(not done and as_of is not None and due is not None and due < as_of)
                for done, due in zip(handled, _column(hazards, "due_at", _moment), strict=True)
            ],
            "opened_at": _column(hazards, "opened_at", lambda cell: _day(cell, lang, this_year)),
        }
    )


def plain_layer(frame: gpd.GeoDataFrame) -> Layer:
    """Take streets or land cover apart."""
    return _without_empty_columns(
        {
            "geometry": pack(frame.geometry.to_numpy()),
            "kind": _texts(frame, "kind"),
            "name": _texts(frame, "name"),
        }
    )


def _parents(codes: Sequence[str], given: Sequence[str], levels: Sequence[str]) -> list[int]:
    """Find each area's parent among the areas, by its own word or as the longest code it begins by.

    Returns
    -------
    list of int
        Position of the parent, -1 where there is none.
    """
    place = {code: at for at, code in enumerate(codes) if code}
    lengths = sorted({len(code) for code in place}, reverse=True)

    def parent(at: int) -> int:
        code = codes[at]
        if given[at] in place and given[at] != code:
            return place[given[at]]
        beginnings = (code[:length] for length in lengths if length < len(code))
        found = next((place[start] for start in beginnings if start in place), -1)
        coarser = found >= 0 and _rank(levels[found]) < _rank(levels[at])
        return found if coarser or (found >= 0 and not levels[at]) else -1

    return [parent(at) for at in range(len(codes))]


def _rank(level: str) -> int:
    return _DEPTHS.get(level, len(_DEPTHS))


def _column(frame: pd.DataFrame, name: Hashable, read: Callable[[Any], Any]) -> list[Any]:
    if name not in frame.columns:
        return [None] * len(frame)
    return [read(cell) for cell in frame[name].tolist()]


def _texts(frame: pd.DataFrame, name: str) -> list[str]:
    return [text or "" for text in _column(frame, name, _text)]


def _counts(frame: pd.DataFrame, name: str) -> list[int | None]:
    return _column(frame, name, _count)


def _text(cell: object) -> str:
    missing = cell is None or cell is pd.NA or cell is pd.NaT
    return "" if missing or (isinstance(cell, float) and math.isnan(cell)) else str(cell).strip()


def _number(cell: object) -> float | None:
    try:
        number = float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _count(cell: object) -> int | None:
    number = _number(cell)
    return None if number is None else round(number)


def _moment(cell: object) -> datetime | None:
    """Read a moment; one without a zone is taken as UTC."""
    read = pd.to_datetime(_text(cell), errors="coerce")
    if not isinstance(read, pd.Timestamp):
        return None
    moment: datetime = read.to_pydatetime(warn=False)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(cell: object, lang: Language, this_year: int | None) -> str:
    """Write a moment as its day: exact times stay in the workspace."""
    moment = _moment(cell)
    return "" if moment is None else day_words(moment.date(), lang, this_year=this_year)


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None


def _without_empty_columns(columns: Layer) -> Layer:
    return {
        name: values
        for name, values in columns.items()
        if name == "geometry" or any(value not in (None, "") for value in values)
    }
