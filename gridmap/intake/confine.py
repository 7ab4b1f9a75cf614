"""What the reading process does to itself before it touches a foreign file.

GDAL keeps only the drivers that are asked for, no request leaves the machine, and memory and
output are capped. Each lock is used where the system has it; the caller's time limit and the
checks of size and content hold everywhere.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.abc import MetaPathFinder
from typing import Final, NoReturn

from gridmap.intake import limits

__all__ = ["DRIVERS", "confine"]

DRIVERS: Final = ("GeoJSON", "GPKG", "ESRI Shapefile", "OSM")
"""The GDAL drivers that may look at a file."""

# All drivers of current GDAL wheels that are not in DRIVERS; a test asks GDAL for the difference.
# fmt: off
_SKIPPED: Final = (
    "ADBC", "AIVector", "AVCBin", "AVCE00", "AmigoCloud", "CSV", "CSW", "Carto", "DGN", "DXF",
    "EDIGEO", "EEDA", "ESRIJSON", "Elasticsearch", "FlatGeobuf", "GDALG", "GML", "GPSBabel",
    "GPX", "GTFS", "GeoJSONSeq", "GeoRSS", "HTTP", "Idrisi", "JML", "JSONFG", "KML", "LIBKML",
    "LVBAG", "MBTiles", "MVT", "MapML", "MiraMonVector", "NGW", "OAPIF", "ODS", "OGCAPI",
    "OGR_GMT", "OGR_PDS", "OGR_VRT", "PCIDSK", "PDF", "PDS4", "PGDUMP", "PLSCENES", "PMTiles",
    "S57", "SQLite", "SXF", "Selafin", "TopoJSON", "VDV", "VFK", "VICAR", "WAsP", "WFS", "XLSX",
    "VRT", "WMS", "WMTS", "WCS", "STACIT", "STACTA", "GTI", "Parquet", "Arrow", "MSSQLSpatial",
    "MySQL", "PostgreSQL", "ODBC", "OpenFileGDB", "CAD", "NAS", "GMLAS", "XLS", "netCDF", "HDF5",
    "MapInfo File",
)
# fmt: on

_ENVIRONMENT: Final = {
    "OGR_SKIP": ",".join(_SKIPPED),
    "GDAL_SKIP": ",".join(_SKIPPED),
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_CURL_GZIP": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "0",
    # Its complaint that a wheel lacks one of the drivers to skip is of no interest.
    "CPL_LOG": os.devnull,
    "SHAPE_RESTORE_SHX": "YES",
    "OSM_USE_CUSTOM_INDEXING": "YES",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
# A closed port of this machine: whatever would still speak HTTP is told that nobody answers.
_NOWHERE: Final = "http://127.0.0.1:9"
_PROXIES: Final = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "GDAL_HTTP_PROXY",
)

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def confine() -> None:
    """Lock the process in; must run before numpy and GDAL are imported."""
    os.environ.update(_ENVIRONMENT)
    os.environ.update(dict.fromkeys(_PROXIES, _NOWHERE))
    os.environ.pop("no_proxy", None)
    os.environ.pop("NO_PROXY", None)
    _leave_network()
    _cap()
    # Only GDAL, shapely and Arrow are needed; the optional companions cost half a second.
    sys.meta_path.insert(0, _Withheld())
    sys.addaudithook(_refuse)


class _Withheld(MetaPathFinder):
    """Says that libraries GDAL's and Arrow's bindings would like to have are not there."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Refuse the withheld ones, pass over all others."""
        if fullname in ("geopandas", "pandas", "pyproj"):
            raise ModuleNotFoundError(name=fullname)


def _leave_network() -> None:
    """Move to a network of our own with nothing in it, where the kernel allows it (Linux)."""
    if sys.platform != "linux":
        return
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USER | _NEW_NETWORK)


def _cap() -> None:
    """Cap memory and output size, where the system knows such limits (POSIX)."""
    try:
        import resource  # noqa: PLC0415, TID251  (not on every system: done without)
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, limits.OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (ceiling, ceiling))
        except (ValueError, OSError):
            continue  # macOS knows the name and refuses the value


def _refuse(event: str, _: tuple[object, ...]) -> None:
    """Stop Python code that would reach out or start something."""
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.")):
        _deny(event)
    if event in ("os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile"):
        _deny(event)


def _deny(event: str) -> NoReturn:
    message = f"{event} while reading a file"
    raise PermissionError(message)
