"""What the map in the browser is made of."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Header, Path, Query, Request, Response
from pydantic import BaseModel, Field
from shapely.geometry import mapping

from gridmap.api.deps import InMap, InQuestion, InWorkspace
from gridmap.api.errors import sentence, spoken
from gridmap.api.ranges import answer_with_file
from gridmap.api.requests import routes_of
from gridmap.render.tiles import Piece
from gridmap.territory.codes import Level
from gridmap.usecases.drawn_map import AreaLabel, map_overview
from gridmap.usecases.map_status import status_changes
from gridmap.usecases.places import what_is_at
from gridmap.usecases.tile_keeper import TilesNow
from gridmap.usecases.tiles import tiles_file
from gridmap.words import Language, say

__all__ = ["Tiles", "router", "tiles_of"]

router = routes_of("map")

Extent = tuple[float, float, float, float]


class LevelCount(BaseModel):
    """A level of areas that there is."""

    level: Level
    count: int


class Counts(BaseModel):
    """How much there is today."""

    areas: int
    buildings: int
    households: int
    listed: int = Field(description="Buildings of lists that nobody has placed yet")


class Tiles(BaseModel):
    """How far the tiles of the ground are."""

    version: str | None = Field(description="Version of the ground as it is now")
    state: Literal["ready", "building", "failed", "nothing"]
    progress: int | None = Field(description="Per cent, while this server draws them")
    url: str | None = Field(
        description="PMTiles of the newest drawn version, perhaps an older one; from the base "
        "address of the page"
    )
    stale: bool = Field(description="Whether `url` shows an older ground")
    message: str | None = Field(description="Why drawing failed and what to do")


class Basemap(BaseModel):
    """Tiles of somebody else to show beneath."""

    url: str = Field(examples=["https://tile.example.org/{z}/{x}/{y}.png"])
    datum: Literal["wgs84", "gcj02"]
    attribution: str | None


class MapInfo(BaseModel):
    """What a map begins with."""

    name: str
    epoch: str
    seq: int
    today: date
    tz: str
    extent: Extent | None = Field(description="West, south, east, north in degrees")
    levels: list[LevelCount] = Field(description="Levels that there are, coarsest first")
    bands: list[int] = Field(description="Per cent at which bands of coverage part, rising")
    key_groups: list[str]
    counts: Counts
    tiles: Tiles
    basemap: Basemap | None
    attribution: str | None = Field(description="Whom to name for streets and footprints")


class MapArea(BaseModel):
    """An area as the map labels it."""

    id: int = Field(description="`a` in the tiles")
    uid: str
    code: str
    name: str | None
    level: Level
    parent: str | None = Field(description="Code of the area above")
    leaf: bool = Field(description="Whether it answers for buildings itself")
    label: str = Field(description="Its name in a few characters", examples=["2 格"])
    extent: Extent | None
    middle: tuple[float, float] | None = Field(description="Where its label fits best")
    buildings: int


class StatusChange(BaseModel):
    """What became different since a sequence number."""

    seq: int
    whole: bool = Field(description="Too much to tell: fetch everything anew")
    buildings: list[tuple[int, int]] = Field(description="Pairs of building id and status")
    areas: list[str] = Field(
        description="Codes of the leaf areas concerned and of all above them, whose figures changed"
    )


class AtPlace(BaseModel):
    """What is at a place."""

    building: str | None = Field(description="uid of the building")
    areas: list[str] = Field(description="Codes of the areas, coarse to fine")


class Feature(BaseModel):
    """A GeoJSON feature (RFC 7946)."""

    type: Literal["Feature"] = "Feature"
    geometry: dict[str, Any]
    properties: dict[str, Any] = Field(examples=[{"i": 123, "n": 7, "h": "12"}])


class FeatureCollection(BaseModel):
    """GeoJSON features (RFC 7946), EPSG:4326."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]


class AreaScene(BaseModel):
    """One area and what is around it."""

    version: str = Field(description="Version of the ground, as of the tiles")
    area: str = Field(description="Code of the area")
    extent: Extent = Field(description="Of its outline")
    layers: dict[str, FeatureCollection] = Field(
        description="Named as the layers of the tiles, with the same properties"
    )


def tiles_of(now: TilesNow, lang: Language) -> Tiles:
    """Say how far tiles are."""
    return Tiles(
        version=now.version,
        state=now.state,
        progress=now.progress,
        url=None if now.ready is None else f"api/v1/map/tiles/{now.ready}",
        stale=now.ready is not None and now.ready != now.version,
        message=None if now.fault is None else sentence(now.fault, lang),
    )


@router.get("")
def get_map(workspace: InWorkspace, desk: InMap, request: Request) -> MapInfo:
    """Tell what a map begins with: extent, levels, bands, and how far its tiles are."""
    about, settings = workspace.about(), workspace.settings
    overview = map_overview(workspace)
    basemap = None
    if settings.basemap_url is not None:
        basemap = Basemap(
            url=settings.basemap_url,
            datum=settings.basemap_datum,
            attribution=settings.basemap_attribution,
        )
    return MapInfo(
        name=settings.name,
        epoch=about.epoch,
        seq=about.last_seq,
        today=workspace.today(),
        tz=settings.tz,
        extent=overview.extent,
        levels=[LevelCount(level=level, count=n) for level, n in overview.levels.items()],
        bands=list(settings.bands),
        key_groups=list(overview.key_groups),
        counts=Counts(
            areas=sum(overview.levels.values()),
            buildings=overview.buildings,
            households=overview.households,
            listed=overview.listed,
        ),
        tiles=tiles_of(desk.tiles.now(), spoken(request)),
        basemap=basemap,
        attribution=say("map-attribution", lang=spoken(request)) if overview.from_osm else None,
    )


@router.post("/tiles", status_code=202)
def post_map_tiles(workspace: InWorkspace, desk: InMap, request: Request) -> Tiles:
    """Draw the tiles again where that has failed, without the wait; else nothing changes."""
    desk.tiles.again(workspace)
    return tiles_of(desk.tiles.now(), spoken(request))


@router.get(
    "/tiles/{version}",
    response_class=Response,
    responses={
        200: {"content": {"application/vnd.pmtiles": {}}, "description": "The whole archive"},
        206: {"content": {"application/vnd.pmtiles": {}}, "description": "The range asked for"},
        416: {"description": "Not one range of bytes within the archive"},
    },
)
def get_map_tiles(
    workspace: InWorkspace,
    request: Request,
    version: Annotated[str, Path(max_length=64)],
    asked: Annotated[str | None, Header(alias="range", max_length=200)] = None,
    _piece: Annotated[
        str | None,
        Query(
            alias="piece",
            description="Any name of the range: requests of one address wait for one another",
            max_length=50,
        ),
    ] = None,
) -> Response:
    """Read the PMTiles archive of a version, whole or one range of it; it never changes."""
    file = tiles_file(workspace, version)
    return answer_with_file(
        request, file, asked, media_type="application/vnd.pmtiles", etag=version
    )


@router.get("/areas")
def get_map_areas(
    desk: InMap,
    request: Request,
    level: Level,
    within: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
) -> list[MapArea]:
    """List all areas of a level with what labels them on a map."""
    return [_area(one) for one in desk.labels(level, within, spoken(request))]


def _area(one: AreaLabel) -> MapArea:
    return MapArea(
        id=one.area.id,
        uid=one.area.uid,
        code=one.area.code,
        name=one.area.name,
        level=one.area.level,
        parent=one.parent,
        leaf=one.leaf,
        label=one.label,
        extent=one.extent,
        middle=one.middle,
        buildings=one.buildings,
    )


@router.get("/at")
def get_map_at(
    workspace: InWorkspace,
    lon: Annotated[float, Query(ge=-180, le=180)],
    lat: Annotated[float, Query(ge=-90, le=90)],
) -> AtPlace:
    """Tell which building and which areas are at a place."""
    found = what_is_at(workspace, lon, lat)
    return AtPlace(building=found.building, areas=list(found.areas))


@router.get("/area/{code}")
def get_map_area(
    desk: InMap, code: Annotated[str, Path(max_length=64)], response: Response
) -> AreaScene:
    """Draw one area and 150 m around it as GeoJSON, for phones; refused if it is too large."""
    version, scene = desk.scene(code)
    response.headers["Cache-Control"] = "private, no-cache"
    return AreaScene(
        version=version,
        area=scene.code,
        extent=scene.extent,
        layers={piece.layer: _features(piece) for piece in scene.layers},
    )


def _features(piece: Piece) -> FeatureCollection:
    names = list(piece.facts)
    rows = zip(*(column.tolist() for column in piece.facts.values()), strict=True)
    return FeatureCollection(
        features=[
            Feature(
                geometry=mapping(shape),
                properties={
                    name: value for name, value in zip(names, row, strict=True) if value is not None
                },
            )
            for row, shape in zip(rows, piece.shapes, strict=True)
        ]
    )


@router.get(
    "/status",
    response_class=Response,
    responses={
        200: {
            "content": {"application/octet-stream": {}},
            "headers": {"X-Gridmap-Seq": {"schema": {"type": "integer"}}},
            "description": "One byte for each building id from 0 on: 0 none, 1 untouched, "
            "2 partly, 3 done",
        }
    },
)
def get_map_status(desk: InMap, question: InQuestion, request: Request) -> Response:
    """Tell how far every building is, one byte each."""
    found, squeezed = desk.squeezed_statuses(question)
    headers = {"X-Gridmap-Seq": str(found.seq), "Cache-Control": "no-store"}
    body = found.numbers.tobytes()
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = squeezed
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(body, media_type="application/octet-stream", headers=headers)


@router.get("/status/changes")
def get_map_status_changes(
    workspace: InWorkspace,
    question: InQuestion,
    since: Annotated[int, Query(ge=0, le=2**63 - 1, description="`seq` of what you show")],
) -> StatusChange:
    """Tell which buildings look different since a sequence number."""
    found = status_changes(workspace, question, since)
    return StatusChange(
        seq=found.seq,
        whole=found.whole,
        buildings=list(found.buildings),
        areas=list(found.areas),
    )
