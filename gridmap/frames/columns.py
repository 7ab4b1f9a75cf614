"""Taking from a frame what every function here needs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gridmap.errors import CrsError, InputError
from gridmap.geo.crs import Geometries, on_earth

__all__ = [
    "column",
    "distinct",
    "examples",
    "filled",
    "geometry",
    "held_in",
    "labelled",
    "plain",
    "sound",
    "taken",
]


def geometry(frame: gpd.GeoDataFrame | gpd.GeoSeries, name: str) -> tuple[Geometries, CRS | None]:
    """Take geometries and coordinate system; only where there is nothing to place can it miss."""
    drawn = isinstance(frame, gpd.GeoSeries) or (
        isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None
    )
    if not drawn:
        raise InputError("frame-not-geo", frame=name)
    if not len(frame):
        return np.empty(0, dtype=object), getattr(frame, "crs", None)
    if frame.crs is None:
        raise CrsError("frame-crs-missing", frame=name)
    if not on_earth(frame.crs):
        raise CrsError("frame-crs-nowhere", frame=name, crs=frame.crs.name)
    return frame.geometry.to_numpy(), frame.crs


def column(frame: pd.DataFrame, label: str, name: str) -> pd.Series[Any]:
    """Take a column, numbered from 0, or say that it is missing."""
    if not isinstance(frame, pd.DataFrame):
        raise InputError("frame-not-table", frame=name)
    if not held_in(frame.columns, label):
        raise InputError("frame-column-missing", frame=name, column=label)
    values: Any = frame[label]
    if isinstance(values, pd.DataFrame):
        raise InputError("frame-column-twice", frame=name, column=label)
    numbered: pd.Series[Any] = values.reset_index(drop=True)
    return numbered


def distinct(frame: pd.DataFrame, label: str, name: str) -> pd.Series[Any]:
    """Take a column as :func:`column` does, of cells that can be told apart."""
    values = column(frame, label, name)
    try:
        pd.factorize(values)
    except TypeError:
        raise InputError("frame-column-lists", frame=name, column=label) from None
    return values


def labelled(
    names: NDArray[np.object_],
    index: pd.Index[Any],
    kind: Any,  # noqa: ANN401 - a dtype
    name: str,
) -> pd.Series[Any]:
    """Call rows by names, new ones among them, in the dtype of the known ones if that is one."""
    try:
        return pd.Series(names, index, kind, name)
    except OverflowError:
        # The next number is larger than such numbers can be.
        return pd.Series(names, index, name=name).infer_objects()
    except (TypeError, ValueError):
        # The name of a new grid is no date, and no truth either.
        return pd.Series(names, index, object, name)


def held_in(labels: pd.Index[Any] | pd.DataFrame, asked: Any) -> bool:  # noqa: ANN401 - whatever
    """Tell whether there is such a label; what cannot be one is none."""
    try:
        return asked in labels
    except TypeError:
        return False


def sound(places: Geometries) -> NDArray[np.bool_]:
    """Tell which geometries are there, and in numbers throughout."""
    there: NDArray[np.bool_] = ~(shapely.is_missing(places) | shapely.is_empty(places))
    points, of = shapely.get_coordinates(places, return_index=True)
    there[of[~np.isfinite(points).all(axis=1)]] = False
    return there


def filled(values: pd.Series[Any]) -> pd.Series[Any]:
    """Take cells with nothing but blanks for missing."""
    blank = values.map(lambda cell: isinstance(cell, str) and not cell.strip())
    return values.mask(blank.astype(bool), None) if blank.any() else values


def plain(values: pd.Series[Any]) -> pd.Series[Any]:
    """Give values a dtype that can be missing and stands for itself.

    Categories become what they stand for; integers and booleans take their nullable form.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        categories = plain(pd.Series(values.cat.categories))
        return taken(categories, values.cat.codes.to_numpy())
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "iub":
        return values.convert_dtypes()
    return values


def taken(values: pd.Series[Any], positions: NDArray[np.integer[Any]]) -> pd.Series[Any]:
    """Take values by position, NA where it is -1; :func:`plain` dtypes stay what they are."""
    filler = pd.NA if values.dtype == object else None
    cells = pd.api.extensions.take(values.array, positions, allow_fill=True, fill_value=filler)
    return pd.Series(cells, dtype=values.dtype, name=values.name)


def examples(values: Collection[Any]) -> str:
    """Name the first few, for a sentence."""
    few = [str(value) for value in list(values)[:5]]
    return ", ".join(few) + (" …" if len(values) > len(few) else "")
