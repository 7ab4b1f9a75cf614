"""OpenStreetMap over the network: one question to an Overpass server, answered as OSM XML.

The answer is read like any foreign file (:func:`gridmap.intake.read_osm`), so a place fetched and
a file downloaded give the same rows. Overpass is asked here and not through osmnx, which would
wait without end on a busy server and replace the process's name resolution; osmnx finds the
place.
"""

from __future__ import annotations

import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely import MultiPolygon, Polygon

from gridmap.errors import InputError, NetworkError
from gridmap.intake import limits
from gridmap.intake.osm import read_osm
from gridmap.intake.result import Intake, OsmExtract
from gridmap.words.foreign import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["OVERPASS_URL", "fetch_osm"]

OVERPASS_URL: Final = "https://overpass-api.de/api"

_SERVER_SECONDS: Final = 180
_WAIT_SECONDS: Final = 30 + _SERVER_SECONDS
_PLACE_SECONDS: Final = 30
_CHUNK: Final = limits.MIB
_BUSY: Final = (429, 503, 504)
_TAIL_BYTES: Final = 4096
_QUERY: Final = """[out:xml][timeout:{seconds}][bbox:{south},{west},{north},{east}];
(
  way[building]; relation[building][type=multipolygon];
  way[highway];
  node[barrier~"^(gate|lift_gate|swing_gate|sliding_gate|entrance|sally_port)$"];
  way[natural~"^(water|wood|grassland|scrub|heath)$"];
  relation[natural~"^(water|wood|grassland|scrub|heath)$"][type=multipolygon];
  way[waterway=riverbank];
  way[landuse~"^(reservoir|basin|grass|forest|meadow|recreation_ground|village_green|cemetery)$"];
  way[leisure~"^(park|garden|pitch|playground|nature_reserve|golf_course)$"];
  relation[leisure~"^(park|garden|nature_reserve|golf_course)$"][type=multipolygon];
);
(._; >;);
out body;
"""
_OSMNX_SETTINGS: Final = threading.Lock()


def fetch_osm(
    place: str | None = None,
    bbox: Sequence[float] | None = None,
    *,
    overpass_url: str | None = None,
) -> OsmExtract:
    """Fetch buildings, streets, gates and landcover of a place.

    Parameters
    ----------
    place
        A name that OpenStreetMap knows an outline of: ``"石峰区, 株洲市"``.
    bbox
        Instead of it west, south, east, north in degrees (EPSG:4326).
    overpass_url
        An Overpass server other than the public one, for example one of your own.

    Returns
    -------
    OsmExtract
        As :func:`gridmap.intake.read_osm` reads a file; of a named place, only what lies in its
        outline.

    Raises
    ------
    InputError
        ``osm-place-or-bbox``, ``osm-bbox`` or ``osm-place-unknown``.
    NetworkError
        ``osm-unreachable``, ``osm-busy``, ``osm-refused`` or ``osm-answer``.
    """
    if (place is None) == (bbox is None):
        raise InputError("osm-place-or-bbox")
    outline = None
    if place is not None:
        outline = _outline_of(place)
        west, south, east, north = outline.bounds
    else:
        west, south, east, north = _checked(bbox or ())
    query = _QUERY.format(seconds=_SERVER_SECONDS, south=south, west=west, north=north, east=east)
    url = _interpreter(overpass_url or OVERPASS_URL)
    with tempfile.TemporaryDirectory(prefix="gridmap-") as folder:
        file = Path(folder) / "overpass.osm"
        _download(url, query, file)
        try:
            extract = read_osm(file)
        except InputError as no:
            raise NetworkError("osm-answer", url=url, detail=no.sentence()) from no
    if outline is None:
        return extract
    return OsmExtract(
        buildings=_within(extract.buildings, outline),
        streets=_within(extract.streets, outline),
        gates=_within(extract.gates, outline),
        landcover=_within(extract.landcover, outline),
    )


def _checked(bbox: Sequence[float]) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(edge) for edge in bbox)
    except (TypeError, ValueError) as no:
        raise InputError("osm-bbox", bbox=str(bbox)) from no
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError("osm-bbox", bbox=str(tuple(bbox)))
    return west, south, east, north


def _outline_of(place: str) -> Polygon | MultiPolygon:
    """Ask Nominatim, through osmnx, for the outline of a named place."""
    import osmnx  # noqa: PLC0415  (slow to load, seldom needed)
    from osmnx._errors import InsufficientResponseError, ResponseStatusCodeError  # noqa: PLC0415

    url = str(osmnx.settings.nominatim_url)
    with _osmnx_settings(use_cache=False, requests_timeout=_PLACE_SECONDS):
        try:
            found = osmnx.geocode_to_gdf(place)
        except (InsufficientResponseError, TypeError) as no:
            raise InputError("osm-place-unknown", place=place) from no
        except ResponseStatusCodeError as no:
            raise NetworkError("osm-unreachable", url=url, reason=str(no)[:200]) from no
        except OSError as no:
            raise NetworkError("osm-unreachable", url=url, reason=system_reason(no)) from no
    outline: Polygon | MultiPolygon = found.geometry.iloc[0]
    return outline


@contextmanager
def _osmnx_settings(**chosen: Any) -> Iterator[None]:  # noqa: ANN401
    """Set osmnx's settings for a while: they are global, so others' are put back."""
    from osmnx import settings  # noqa: PLC0415

    with _OSMNX_SETTINGS:
        before = {name: getattr(settings, name) for name in chosen}
        try:
            for name, value in chosen.items():
                setattr(settings, name, value)
            yield
        finally:
            for name, value in before.items():
                setattr(settings, name, value)


def _interpreter(url: str) -> str:
    """Complete a server's address to that of its query service."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise NetworkError("osm-unreachable", url=url, reason="http(s)://…")
    url = url.rstrip("/")
    return url if url.endswith("/interpreter") else f"{url}/interpreter"


def _download(url: str, query: str, file: Path) -> None:
    body = urllib.parse.urlencode({"data": query}).encode()
    request = urllib.request.Request(  # noqa: S310  (the scheme was looked at)
        url, data=body, headers={"User-Agent": "gridmap", "Accept": "application/osm3s+xml"}
    )
    try:
        with (
            urllib.request.urlopen(request, timeout=_WAIT_SECONDS) as answer,  # noqa: S310
            file.open("wb") as sink,
        ):
            while chunk := answer.read(_CHUNK):
                sink.write(chunk)
                if sink.tell() > limits.FILE_BYTES:
                    raise NetworkError("osm-answer", url=url, detail="> 4 GiB")
    except urllib.error.HTTPError as no:
        no.close()
        code = "osm-busy" if no.code in _BUSY else "osm-refused"
        raise NetworkError(code, url=url, status=str(no.code)) from no
    except urllib.error.URLError as no:
        # What it wraps is an error itself, or what the library says of a name.
        why = system_reason(no.reason) if isinstance(no.reason, OSError) else no.reason
        raise NetworkError("osm-unreachable", url=url, reason=str(why)[:200]) from no
    except OSError as no:
        raise NetworkError("osm-unreachable", url=url, reason=system_reason(no)) from no
    _check_remark(url, file)


def _check_remark(url: str, file: Path) -> None:
    """Refuse an answer that ends in a remark: so Overpass says that it ran out of time."""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _TAIL_BYTES))
        tail = stream.read().decode("utf-8", errors="replace")
    if "<remark>" in tail:
        remark = tail.split("<remark>", 1)[1].split("</remark>", 1)[0].strip()
        raise NetworkError("osm-answer", url=url, detail=remark[:200])


def _within(intake: Intake, outline: shapely.Geometry) -> Intake:
    """Keep what lies in the outline: polygons by a point inside them, streets where they touch."""
    shapely.prepare(outline)
    places = intake.rows.geometry.to_numpy()
    spots = shapely.point_on_surface(places)
    lines = shapely.get_dimensions(places) == 1
    inside = shapely.intersects(outline, spots) | (lines & shapely.intersects(outline, places))
    return replace(intake, rows=intake.rows[inside].reset_index(drop=True))
