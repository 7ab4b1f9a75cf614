"""Column types: geometries, instants and real numbers, the same on both databases.

On SQLite a geometry is a GeoPackage blob (header, envelope, ISO WKB) and the declared type is one
of those a GeoPackage allows; on PostgreSQL it is a PostGIS ``geometry``. Both hold EPSG:4326
longitude and latitude, two dimensions.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely
from sqlalchemy import REAL, DateTime, Double, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

__all__ = [
    "SRID",
    "Geometry",
    "Instant",
    "Kind",
    "Real",
    "blob_bounds",
    "from_blobs",
    "from_hex",
    "instant_text",
    "to_blobs",
    "to_hex",
    "to_the_millisecond",
]

SRID = 4326

Kind = Literal["POINT", "LINESTRING", "MULTIPOLYGON", "GEOMETRY"]

# GeoPackage 1.4, 2.1.3: "GP", version, flags, srs_id, envelope (min x, max x, min y, max y).
_HEADER = np.dtype(
    [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("envelope", "<f8", 4)]
)
_PREFIX = 8  # bytes before the envelope
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)  # by the envelope indicator
_XY_ENVELOPE = 0b0000_0011  # flags: little endian, envelope of x and y
_EMPTY = 0b0001_0001  # flags: little endian, no envelope, empty geometry


def to_blobs(geometries: Sequence[BaseGeometry | None] | NDArray[np.object_]) -> list[bytes | None]:
    """Write geometries (n,) as GeoPackage blobs; ``None`` stays ``None``, Z and M are dropped."""
    shapes = np.asarray(geometries, dtype=object)
    wkb = shapely.to_wkb(shapes, output_dimension=2, byte_order=1, flavor="iso")
    headers = np.zeros(len(shapes), dtype=_HEADER)
    headers["magic"] = b"GP"
    headers["srs"] = SRID
    headers["flags"] = _XY_ENVELOPE
    headers["envelope"] = shapely.bounds(shapes)[:, [0, 2, 1, 3]]
    raw, size = headers.tobytes(), _HEADER.itemsize
    blobs: list[bytes | None] = [
        None if body is None else raw[i * size : (i + 1) * size] + body
        for i, body in enumerate(wkb)
    ]
    headers["flags"] = _EMPTY
    raw = headers.tobytes()
    for i in np.flatnonzero(shapely.is_empty(shapes)):
        blobs[i] = raw[i * size : i * size + _PREFIX] + wkb[i]
    return blobs


def from_blobs(blobs: Sequence[bytes | None]) -> NDArray[np.object_]:
    """Read GeoPackage blobs (n,) as geometries; whoever wrote them may have chosen the envelope."""
    return np.asarray(
        shapely.from_wkb(
            np.array(
                [
                    None
                    if blob is None
                    else blob[_PREFIX + _ENVELOPE_BYTES[(blob[3] >> 1) & 0b111] :]
                    for blob in blobs
                ],
                dtype=object,
            )
        ),
        dtype=object,
    )


def blob_bounds(blob: bytes | None) -> tuple[float, float, float, float] | None:
    """Tell min x, max x, min y, max y of a GeoPackage blob, or ``None`` where it is empty."""
    if blob is None:
        return None
    if blob[3] & 0b1110 == _XY_ENVELOPE & 0b1110:
        order = "<f8" if blob[3] & 1 else ">f8"
        west, east, south, north = np.frombuffer(blob, dtype=order, count=4, offset=_PREFIX)
        return float(west), float(east), float(south), float(north)
    west, south, east, north = shapely.bounds(from_blobs([blob])[0])
    return None if np.isnan(west) else (float(west), float(east), float(south), float(north))


def to_hex(geometries: Sequence[BaseGeometry | None] | NDArray[np.object_]) -> list[str | None]:
    """Write geometries (n,) as hexadecimal EWKB, the text form of PostGIS."""
    shapes = shapely.set_srid(np.asarray(geometries, dtype=object), SRID)
    return list(shapely.to_wkb(shapes, hex=True, output_dimension=2, include_srid=True))


def from_hex(texts: Sequence[str | None]) -> NDArray[np.object_]:
    """Read hexadecimal EWKB (n,) as geometries without an SRID."""
    return np.asarray(
        shapely.set_srid(shapely.from_wkb(np.array(texts, dtype=object)), 0), dtype=object
    )


class Geometry(UserDefinedType[Any]):
    """Shapely geometries in EPSG:4326.

    Parameters
    ----------
    kind
        What the column holds. A column of ``MULTIPOLYGON`` takes polygons too and stores each as a
        multipolygon of one.
    """

    cache_ok = True

    def __init__(self, kind: Kind = "GEOMETRY") -> None:
        self.kind = kind

    def get_col_spec(self, **_: object) -> str:
        """Declare the type as a GeoPackage does."""
        return self.kind

    def promoted(
        self, geometries: Sequence[BaseGeometry | None] | NDArray[np.object_]
    ) -> NDArray[np.object_]:
        """Bring geometries (n,) to the kind of this column.

        Raises
        ------
        TypeError
            If a geometry is of another kind.
        """
        shapes = np.asarray(geometries, dtype=object)
        kinds = shapely.get_type_id(shapes)
        if self.kind == "MULTIPOLYGON":
            single = kinds == shapely.GeometryType.POLYGON
            if single.any():
                shapes, kinds = shapes.copy(), kinds.copy()
                shapes[single] = [
                    shapely.MultiPolygon([] if shape.is_empty else [shape])
                    for shape in shapes[single]
                ]
                kinds[single] = shapely.GeometryType.MULTIPOLYGON
        if self.kind != "GEOMETRY":
            wanted = shapely.GeometryType[self.kind]
            strangers = (kinds != wanted) & (kinds != shapely.GeometryType.MISSING)
            if strangers.any():
                found = shapely.GeometryType(int(kinds[strangers][0])).name
                raise TypeError(f"{found} in a column of {self.kind}")
        return shapes

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Write one geometry."""
        write: Callable[[Any], list[Any]] = to_blobs if dialect.name == "sqlite" else to_hex

        def process(value: BaseGeometry | None) -> bytes | str | None:
            return None if value is None else write(self.promoted([value]))[0]

        return process

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Read one geometry."""
        read: Callable[[Any], NDArray[np.object_]] = (
            from_blobs if dialect.name == "sqlite" else from_hex
        )

        def process(value: str | bytes | None) -> BaseGeometry | None:
            return None if value is None else read([value])[0]

        return process


@compiles(Geometry, "postgresql")
def _postgis_type(element: Geometry, compiler: object, **_: object) -> str:  # noqa: ARG001
    return f"geometry({element.kind},{SRID})"


class _InstantText(UserDefinedType[str]):
    """SQLite's side of :class:`Instant`."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Declare the type as a GeoPackage does."""
        return "DATETIME"


class Instant(TypeDecorator[datetime]):
    """A moment: aware datetimes in, aware UTC datetimes out, kept to the millisecond.

    On SQLite it is text as a GeoPackage demands (``2026-11-21T08:30:00.000Z``), so that order of
    text is order of time and GDAL reads a datetime. Finer parts of a second are cut off on either
    database.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the database's own type."""
        own = _InstantText() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Turn it to UTC; a datetime without a zone is refused."""
        if value is None:
            return None
        return instant_text(value) if dialect.name == "sqlite" else to_the_millisecond(value)

    def process_result_value(
        self,
        value: datetime | str | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Give it in UTC."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


def to_the_millisecond(moment: datetime) -> datetime:
    """Give an aware datetime as it is stored: in UTC, cut to the millisecond.

    Raises
    ------
    ValueError
        If it has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def instant_text(moment: datetime) -> str:
    """Write an aware datetime as a GeoPackage does (``2026-11-21T08:30:00.000Z``)."""
    return to_the_millisecond(moment).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


# SQLite has no DOUBLE among the types a GeoPackage reader expects of us; its REAL is 8 bytes wide.
Real: Double[float] = Double().with_variant(REAL(), "sqlite")
