"""Geometries made usable, row by row, with a word about each that was not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely import GeometryType

from gridmap.errors import Finding, Severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridmap.intake.things import Places

__all__ = ["clean", "parsed", "repaired", "repeated"]

_ALLOWED: Final[dict[str, tuple[int, ...]]] = {
    "polygon": (GeometryType.POLYGON, GeometryType.MULTIPOLYGON),
    "footprint": (GeometryType.POLYGON, GeometryType.MULTIPOLYGON, GeometryType.POINT),
    "point": (GeometryType.POINT,),
    "line": (GeometryType.LINESTRING,),
}
_POLYGONS: Final = _ALLOWED["polygon"]
_COLLECTIONS: Final = (GeometryType.GEOMETRYCOLLECTION, GeometryType.MULTIPOINT)
_SPOT = re.compile(r"\[([-\d.e+]+) ([-\d.e+]+)")


def clean(
    places: NDArray[np.object_], rows: NDArray[np.int64], kind: Places, *, placeless: bool
) -> tuple[NDArray[np.object_], NDArray[np.bool_], list[Finding]]:
    """Repair what can be repaired and say which records to leave out.

    Parameters
    ----------
    places
        Shapely geometries of any kind, ``None`` where there is none.
    rows
        The records' numbers.
    kind
        What is wanted; other parts of a collection are dropped.
    placeless
        Whether a record without a geometry stays.

    Returns
    -------
    places : numpy.ndarray
        Two-dimensional, valid geometries of the wanted kind; ``None`` where unusable.
    keep : numpy.ndarray of bool
        The records that come in.
    findings
        ``geometry-missing``, ``geometry-wrong-kind``, ``geometry-unusable`` (errors),
        ``geometry-self-crossing``, ``geometry-mended``, ``geometry-parts-dropped`` (warnings).
    """
    findings: list[Finding] = []

    def tell(code: str, at: NDArray[np.intp], severity: Severity = "error") -> None:
        findings.extend(Finding(code, severity, int(rows[n])) for n in at)

    places = shapely.force_2d(places)
    missing = shapely.is_missing(places) | shapely.is_empty(places)
    if not placeless:
        tell("geometry-missing", np.flatnonzero(missing))
    wild = ~missing & ~np.isfinite(shapely.bounds(places)).all(axis=1)
    tell("geometry-unusable", np.flatnonzero(wild))
    places[missing | wild] = None

    _take_from_collections(places, kind, tell)
    allowed = np.isin(shapely.get_type_id(places), _ALLOWED[kind])
    foreign = ~shapely.is_missing(places) & ~allowed
    tell("geometry-wrong-kind", np.flatnonzero(foreign))
    places[foreign] = None

    findings += _mend(places, rows)
    flat = np.isin(shapely.get_type_id(places), _POLYGONS) & ~(shapely.area(places) > 0)
    tell("geometry-unusable", np.flatnonzero(flat))
    places[flat] = None

    single = (shapely.get_type_id(places) == GeometryType.MULTIPOLYGON) & (
        shapely.get_num_geometries(places) == 1
    )
    places[single] = shapely.get_geometry(places[single], 0)
    lost = shapely.is_missing(places)
    keep = ~(lost & ~missing) if placeless else ~lost
    return places, keep, findings


def parsed(
    values: NDArray[np.object_], read: Callable[..., NDArray[np.object_]]
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Read geometries with ``shapely.from_wkb`` or ``shapely.from_wkt``.

    Returns
    -------
    places
        ``None`` where there is none or it can't be read.
    curved
        Where one is drawn with arcs, which shapely refuses for the whole array.
    """
    with np.errstate(invalid="ignore"):
        try:
            return read(values, on_invalid="ignore"), np.empty(0, dtype=np.intp)
        except NotImplementedError:
            places = np.full(len(values), None, dtype=object)
            curved = []
            for at, value in enumerate(values):
                try:
                    places[at] = read(value, on_invalid="ignore")
                except NotImplementedError:
                    curved.append(at)
            return places, np.array(curved, dtype=np.intp)


def repaired(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Make polygons valid, keeping only what has an area; what has none becomes empty."""
    valid: NDArray[np.object_] = shapely.make_valid(
        polygons, method="structure", keep_collapsed=False
    )
    # That can leave parts that share an edge, or lines beside them: joined, they are valid.
    loose = ~shapely.is_valid(valid) | ~np.isin(shapely.get_type_id(valid), _POLYGONS)
    for at in np.flatnonzero(loose):
        parts = shapely.get_parts(valid[at])
        valid[at] = shapely.union_all(parts[np.isin(shapely.get_type_id(parts), _POLYGONS)])
    return valid


def repeated(places: NDArray[np.object_]) -> dict[int, int]:
    """Find outlines drawn twice: index of the later one → index of the first.

    Where a ring begins and which way it runs does not matter. Points may share a place.
    """
    extent = np.column_stack([shapely.bounds(places), shapely.area(places)])
    _, label, count = np.unique(
        np.round(extent, 9), axis=0, return_inverse=True, return_counts=True
    )
    suspects = np.flatnonzero((count[label.ravel()] > 1) & (shapely.area(places) > 0))
    shapes = shapely.to_wkb(shapely.normalize(places[suspects]))
    first: dict[bytes, int] = {}
    twice: dict[int, int] = {}
    for at, shape in zip(suspects.tolist(), shapes, strict=True):
        if first.setdefault(shape, at) != at:
            twice[at] = first[shape]
    return twice


def _take_from_collections(places: NDArray[np.object_], kind: Places, tell: object) -> None:
    """Replace collections by their parts of the wanted kind, in place."""
    for at in np.flatnonzero(np.isin(shapely.get_type_id(places), _COLLECTIONS)):
        parts = shapely.get_parts(places[at])
        while np.isin(shapely.get_type_id(parts), _COLLECTIONS).any():
            parts = shapely.get_parts(parts)
        wanted = parts[np.isin(shapely.get_type_id(parts), _ALLOWED[kind])]
        if len(wanted) == 0:
            continue
        polygons = wanted[np.isin(shapely.get_type_id(wanted), _POLYGONS)]
        places[at] = shapely.union_all(polygons) if len(polygons) else wanted[0]
        if len(parts) > max(len(polygons), 1):
            tell("geometry-parts-dropped", [at], "warning")  # type: ignore[operator]


def _mend(places: NDArray[np.object_], rows: NDArray[np.int64]) -> list[Finding]:
    """Make invalid polygons valid, in place, keeping only what has an area."""
    polygons = np.isin(shapely.get_type_id(places), _POLYGONS)
    broken = np.flatnonzero(polygons & ~shapely.is_valid(places))
    if len(broken) == 0:
        return []
    reasons = shapely.is_valid_reason(places[broken])
    mended = repaired(places[broken])
    findings = []
    for at, reason, place in zip(broken, reasons, mended, strict=True):
        places[at] = place
        if shapely.area(places[at]) > 0:
            crossing = "Self-intersection" in reason
            spot = _SPOT.search(reason)
            code = "geometry-self-crossing" if crossing else "geometry-mended"
            where = ", ".join(f"{float(value):.7g}" for value in spot.groups()) if spot else "?"
            row = int(rows[at])
            findings.append(Finding(code, "warning", row, {"at": where}))
    return findings
