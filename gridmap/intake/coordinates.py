"""Where on Earth: from whatever a file is drawn in to longitude and latitude (EPSG:4326).

A coordinate system is never guessed. What is declared is held against the numbers, because the
two most common mistakes (degrees declared as metres, latitude before longitude) move a city to
another continent.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError as NoSuchCrs

from gridmap.errors import CrsError, Finding, InputError
from gridmap.geo.crs import LONLAT, project
from gridmap.geo.datum import DATUMS, Datum, to_datum
from gridmap.intake.kinds import Kind
from gridmap.intake.shapes import repaired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridmap.intake.sandbox import Parcel

__all__ = ["declared_crs", "declared_datum", "to_lonlat"]

_DEFINITION_BYTES: Final = 65536
# China's latitudes and longitudes do not overlap, so there an exchange shows; elsewhere only a
# latitude beyond the pole does.
_CHINA_LON, _CHINA_LAT = (73.0, 136.0), (17.0, 54.0)
_MOST: Final = 0.5
_AREA_MARGIN_DEGREES: Final = 3.0
# CGCS2000 3° zones with their number in front of the easting: zone 25 is EPSG:4513 ... 45, 4533.
_FIRST_ZONE, _LAST_ZONE, _FIRST_ZONE_EPSG = 25, 45, 4513


def declared_crs(crs: Any) -> CRS | None:  # noqa: ANN401  (anything pyproj takes)
    """Understand what a caller or a file says of its coordinate system.

    Parameters
    ----------
    crs
        Anything :meth:`pyproj.CRS.from_user_input` takes, WKT included, or the path of a
        ``.prj`` or ``.wkt`` file with it; ``None`` says nothing.

    Raises
    ------
    CrsError
        ``crs-unknown`` when it means nothing to PROJ.
    """
    if crs is None:
        return None
    text = crs
    if isinstance(crs, Path) or (isinstance(crs, str) and crs.lower().endswith((".prj", ".wkt"))):
        file = Path(crs)
        if not file.is_file():
            raise CrsError("crs-file-missing", file=str(crs))
        text = file.read_bytes()[:_DEFINITION_BYTES].decode("utf-8-sig", errors="replace").strip()
    try:
        return CRS.from_user_input(text)
    except NoSuchCrs as no:
        raise CrsError("crs-unknown", crs=str(crs)[:80]) from no


def declared_datum(datum: str | None) -> Datum | None:
    """Make sure that a datum is one of :data:`gridmap.geo.datum.DATUMS`.

    Raises
    ------
    InputError
        ``datum-unknown``.
    """
    known = {name: name for name in DATUMS}
    if datum is not None and datum not in known:
        raise InputError("datum-unknown", datum=datum, known=", ".join(DATUMS))
    return None if datum is None else known[datum]


def to_lonlat(
    parcel: Parcel, *, called: str, crs: CRS | None, datum: Datum | None
) -> tuple[NDArray[np.object_], list[Finding]]:
    """Bring a file's places to EPSG:4326.

    Parameters
    ----------
    parcel
        What the reading process brought back.
    called
        What people call the file.
    crs
        The system the caller declares; it wins over the file's own.
    datum
        The datum the caller declares (:data:`gridmap.geo.datum.DATUMS`): coordinates shifted by
        it are brought back to WGS 84.

    Returns
    -------
    places
        Two-dimensional, valid; ``None`` where there was none or where it can't be on Earth.
    findings
        ``crs-overridden``; ``geometry-off-earth`` for single rows.

    Raises
    ------
    CrsError
        ``crs-missing``, ``crs-metres-as-degrees``, ``crs-degrees-as-metres``,
        ``crs-outside-its-area`` or ``coordinates-swapped``.
    """
    findings: list[Finding] = []
    own = declared_crs(parcel.crs)
    system = crs or own or (LONLAT if datum is not None else None)
    if system is None:
        raise CrsError("crs-missing", file=called)
    explicit = own is not None and parcel.kind is not Kind.GEOJSON
    if crs is not None and own is not None and explicit and not _same(crs, own):
        fields = {"file": called, "said": own.name, "passed": crs.name}
        findings.append(Finding("crs-overridden", "warning", None, fields))
    places = parcel.places
    if places is None or shapely.is_missing(places).all():
        return np.full(len(parcel.columns), None, dtype=object), findings
    _hold_against_numbers(system, places, called)
    moved = not _is_lonlat(system) or datum not in (None, "wgs84", "cgcs2000")
    if not _is_lonlat(system):
        places = project(places, system, LONLAT)
    if datum is not None and datum != "wgs84":
        places = _shifted_back(places, datum)
    off = ~shapely.is_missing(places) & ~_on_earth(shapely.bounds(places))
    _check_area(system, places[~off], called)
    places[off] = None
    findings += [
        Finding("geometry-off-earth", "error", int(row))
        for row in parcel.columns["row"].to_numpy()[off]
    ]
    if moved:
        # Moving corners can fold a hair-thin spike over; mended silently, it is below a millimetre.
        folded = ~shapely.is_missing(places) & ~shapely.is_valid(places)
        places[folded] = repaired(places[folded])
    return places, findings


def _hold_against_numbers(system: CRS, places: NDArray[np.object_], called: str) -> None:
    """Refuse a system that the coordinates plainly contradict."""
    west, south, east, north = shapely.bounds(places[~shapely.is_missing(places)]).T
    x, y = (west + east) / 2, (south + north) / 2
    sample = f"{np.median(x):.7g}, {np.median(y):.7g}"
    if system.is_geographic:
        if np.mean((np.abs(x) > 360) | (np.abs(y) > 360)) > _MOST:
            raise CrsError(
                "crs-metres-as-degrees", file=called, sample=sample, guess=_guess(np.median(x))
            )
        beyond = (np.abs(y) > 90) & (np.abs(x) <= 90)
        exchanged = _within(y, _CHINA_LON) & _within(x, _CHINA_LAT)
        if np.mean(beyond | exchanged) > _MOST:
            raise CrsError("coordinates-swapped", file=called, sample=sample)
    elif np.mean((np.abs(x) <= 180) & (np.abs(y) <= 180)) > _MOST:
        raise CrsError("crs-degrees-as-metres", file=called, sample=sample, crs=system.name)


def _shifted_back(places: NDArray[np.object_], datum: Datum) -> NDArray[np.object_]:
    """Bring coordinates of a shifted datum to WGS 84."""

    def back(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = to_datum(*corners.T, source=datum, target="wgs84")
        return np.column_stack([lon, lat])

    moved: NDArray[np.object_] = shapely.transform(places, back)
    return moved


def _check_area(system: CRS, places: NDArray[np.object_], called: str) -> None:
    """Refuse a system that is not in use anywhere near the places."""
    area = system.area_of_use
    if area is None or area.west > area.east:
        return
    west, south, east, north = shapely.bounds(places[~shapely.is_missing(places)]).T
    if len(west) == 0:
        raise CrsError("crs-outside-its-area", file=called, crs=system.name, sample="?")
    x, y = np.median((west + east) / 2), np.median((south + north) / 2)
    margin = _AREA_MARGIN_DEGREES
    inside = (
        area.west - margin <= x <= area.east + margin
        and area.south - margin <= y <= area.north + margin
    )
    if not inside:
        sample = f"{x:.4f}, {y:.4f}"
        raise CrsError("crs-outside-its-area", file=called, crs=system.name, sample=sample)


def _on_earth(bounds: NDArray[np.float64]) -> NDArray[np.bool_]:
    west, south, east, north = bounds.T
    earthly: NDArray[np.bool_] = (west >= -180) & (east <= 180) & (south >= -90) & (north <= 90)
    return earthly


def _within(values: NDArray[np.float64], span: tuple[float, float]) -> NDArray[np.bool_]:
    return (values >= span[0]) & (values <= span[1])


def _guess(easting: float) -> str:
    """Name the system such eastings are usual for in China."""
    zone = int(easting // 1_000_000)
    if _FIRST_ZONE <= zone <= _LAST_ZONE:
        return f"EPSG:{_FIRST_ZONE_EPSG + zone - _FIRST_ZONE}"
    return "EPSG:4547"


def _is_lonlat(system: CRS) -> bool:
    """Tell the systems whose numbers are longitude and latitude as they stand.

    CGCS2000 and WGS 84 differ by centimetres: equal at this scale.
    """
    return (system.is_geographic and system.to_epsg() in (4326, 4490)) or system.to_authority() == (
        "OGC",
        "CRS84",
    )


def _same(one: CRS, other: CRS) -> bool:
    return one.equals(other, ignore_axis_order=True) or (_is_lonlat(one) and _is_lonlat(other))
