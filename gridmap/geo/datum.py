"""Datums: the national shift of GCJ-02 and Baidu's BD-09 against WGS 84.

Map services in China publish coordinates moved by some hundred metres. PROJ knows no operation
for it, so the published formulas stand here, vectorised, with an exact inverse: both shifts hardly
change from one point to the next, so "shift the guess, correct it by what is left" settles
within six steps far below a nanometre.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, get_args, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gridmap.errors import InputError

__all__ = ["CHINA", "DATUMS", "Datum", "to_datum"]

Datum = Literal["wgs84", "cgcs2000", "gcj02", "bd09"]
DATUMS: Final[tuple[Datum, ...]] = get_args(Datum)

CHINA: Final = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east, north (degrees, WGS 84) of the box in which the shifts apply."""

_STEPS: Final = 6
# No shift is as large; what lies further from the box than this cannot have come out of it.
_REACH: Final = 0.1
# A tenth of a millimetre, by which rounding may miss the box's edge on the way back.
_EDGE: Final = 1e-9

Floats = NDArray[np.float64]
Shift = Callable[[Floats, Floats], tuple[Floats, Floats]]


@overload
def to_datum(lon: float, lat: float, *, source: Datum, target: Datum) -> tuple[float, float]: ...
@overload
def to_datum(
    lon: ArrayLike, lat: ArrayLike, *, source: Datum, target: Datum
) -> tuple[Floats, Floats]: ...
def to_datum(
    lon: ArrayLike, lat: ArrayLike, *, source: Datum, target: Datum
) -> tuple[Floats, Floats] | tuple[float, float]:
    """Move coordinates from one datum to another.

    Parameters
    ----------
    lon, lat
        Longitudes and latitudes in degrees, scalars or arrays that broadcast against each other.
    source, target
        ``"wgs84"``; ``"cgcs2000"``, the national system, equal to WGS 84 at this scale;
        ``"gcj02"``, the shift of AMap and Tencent (火星坐标); ``"bd09"``, Baidu's.

    Returns
    -------
    lon, lat
        Degrees in ``target``: floats for scalars, new arrays of the broadcast shape otherwise.
        NaN and infinite coordinates come back as they are.

    Raises
    ------
    InputError
        ``datum-unknown`` for any other name.

    Notes
    -----
    Whether a place is shifted is decided by its WGS 84 position: inside :data:`CHINA` it is,
    outside all four datums are one. Coming back is exact (well below 1 mm) for everything
    inside; in the strip of about a kilometre along the box's edge where a shifted and an unshifted
    place share a coordinate, the shifted one is meant.

    Examples
    --------
    >>> lon, lat = to_datum(113.15, 27.83, source="wgs84", target="gcj02")
    >>> print(f"{lon:.10f} {lat:.10f}")
    113.1558046956 27.8268340546
    """
    for name in (source, target):
        if name not in DATUMS:
            raise InputError("datum-unknown", datum=name, known=", ".join(DATUMS))
    x, y = (np.array(c) for c in np.broadcast_arrays(_degrees(lon), _degrees(lat)))
    scalar = x.ndim == 0
    x, y = np.atleast_1d(x), np.atleast_1d(y)
    if (leave := _SHIFTS[source]) is not (enter := _SHIFTS[target]):
        if leave is not None:
            _undo(leave, x, y)
        if enter is not None:
            inside = _in_china(x, y)
            x[inside], y[inside] = enter(x[inside], y[inside])
    return (float(x[0]), float(y[0])) if scalar else (x, y)


def _degrees(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _in_china(lon: Floats, lat: Floats, margin: float = _EDGE) -> NDArray[np.bool_]:
    west, south, east, north = CHINA
    return (
        (lon >= west - margin)
        & (lon <= east + margin)
        & (lat >= south - margin)
        & (lat <= north + margin)
    )


def _undo(shift: Shift, lon: Floats, lat: Floats) -> None:
    """Replace shifted coordinates by the WGS 84 places they came from, in place."""
    near = _in_china(lon, lat, margin=_REACH)
    x, y = x0, y0 = lon[near], lat[near]
    for _ in range(_STEPS):
        there_x, there_y = shift(x, y)
        x, y = x + (x0 - there_x), y + (y0 - there_y)
    inside = _in_china(x, y)
    lon[near], lat[near] = np.where(inside, x, x0), np.where(inside, y, y0)


def _gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Shift WGS 84 to GCJ-02: a polynomial and a few waves in metres on Krasovsky's ellipsoid."""
    a, ee = 6378245.0, 0.00669342162296594323
    pi = np.pi
    x, y = lon - 105.0, lat - 35.0
    ripple = 20.0 * np.sin(6.0 * pi * x) + 20.0 * np.sin(2.0 * pi * x)
    root = np.sqrt(np.abs(x))
    north = (
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        + (
            ripple
            + 20.0 * np.sin(pi * y) + 40.0 * np.sin(pi * y / 3.0)
            + 160.0 * np.sin(pi * y / 12.0) + 320.0 * np.sin(pi * y / 30.0)
        ) * 2.0 / 3.0
    )  # fmt: skip
    east = (
        300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        + (
            ripple
            + 20.0 * np.sin(pi * x) + 40.0 * np.sin(pi * x / 3.0)
            + 150.0 * np.sin(pi * x / 12.0) + 300.0 * np.sin(pi * x / 30.0)
        ) * 2.0 / 3.0
    )  # fmt: skip
    phi = np.radians(lat)
    w2 = 1.0 - ee * np.sin(phi) ** 2
    meridian, parallel = a * (1.0 - ee) / (w2 * np.sqrt(w2)), a / np.sqrt(w2) * np.cos(phi)
    return lon + np.degrees(east / parallel), lat + np.degrees(north / meridian)


def _bd09(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Shift WGS 84 to BD-09: GCJ-02, then Baidu's own turn and stretch, in degrees."""
    x, y = _gcj02(lon, lat)
    k = np.pi * 3000.0 / 180.0
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * k)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * k)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


_SHIFTS: Final[dict[str, Shift | None]] = {
    "wgs84": None,
    "cgcs2000": None,
    "gcj02": _gcj02,
    "bd09": _bd09,
}
