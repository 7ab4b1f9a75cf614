"""Suspect a datum: buildings that miss their areas by the national shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import shapely

from gridmap.geo.crs import Geometries
from gridmap.geo.datum import Datum, to_datum
from gridmap.geo.locate import locate

__all__ = ["Shift", "suspect_shift"]

# Undoing the shift has to bring home at least half of the buildings that are off, and those have
# to be more than the few that lie outside every area anyway.
_BROUGHT_HOME: Final = 0.5
_OFF: Final = 0.05
# A sample tells as much as a city.
_SAMPLE: Final = 5000


@dataclass(frozen=True, slots=True)
class Shift:
    """A datum that would explain why buildings miss their areas.

    Attributes
    ----------
    shifted
        Which of the two seems to be in ``datum`` while it is taken for WGS 84.
    off, off_without
        Share of buildings outside all areas, as they are and with the shift undone.
    """

    shifted: Literal["buildings", "areas"]
    datum: Datum
    off: float
    off_without: float


def suspect_shift(buildings: Geometries, areas: Geometries) -> Shift | None:
    """Tell whether buildings miss their areas by a constant shift of some hundred metres.

    Parameters
    ----------
    buildings, areas
        Geometries taken for WGS 84 longitude and latitude.

    Returns
    -------
    Shift or None
        The likeliest explanation; ``None`` where the places fit, or no known shift helps. Outside
        China there is no shift, hence no suspicion.
    """
    if not len(buildings) or not len(areas):
        return None
    sample = buildings[:: max(1, len(buildings) // _SAMPLE)]
    points = shapely.point_on_surface(sample)
    lon, lat = shapely.get_x(points), shapely.get_y(points)

    def share_off(x: np.ndarray, y: np.ndarray) -> float:
        return float((locate(np.column_stack([x, y]), areas) < 0).mean())

    off = share_off(lon, lat)
    if off < _OFF:
        return None
    tried = [
        Shift("buildings", datum, off, share_off(*to_datum(lon, lat, source=datum, target="wgs84")))
        for datum in ("gcj02", "bd09")
    ] + [
        Shift("areas", datum, off, share_off(*to_datum(lon, lat, source="wgs84", target=datum)))
        for datum in ("gcj02", "bd09")
    ]
    best = min(tried, key=lambda shift: shift.off_without)
    return best if best.off_without <= off * (1 - _BROUGHT_HOME) else None
