"""What routes share: who asks, the workspace in their hands, extents, pages of a list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field
from shapely import GEOSException, from_geojson
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from gridmap.api.access import who_calls
from gridmap.api.map_desk import MapDesk
from gridmap.errors import InputError
from gridmap.fieldwork.period import Period
from gridmap.usecases.acting import Actor
from gridmap.usecases.import_desk import ImportDesk
from gridmap.usecases.kept_audit import KeptAudit
from gridmap.usecases.map_status import Question
from gridmap.usecases.print_desk import PrintDesk
from gridmap.usecases.signed_in import SignedIn
from gridmap.usecases.studio_desk import StudioDesk
from gridmap.usecases.workspace import Workspace

__all__ = [
    "MOST_ROWS",
    "AfterRow",
    "AsOf",
    "AtDesk",
    "AtOwnAccount",
    "AtPrints",
    "AtStudio",
    "Bbox",
    "Geometry",
    "InAudit",
    "InMap",
    "InPeriod",
    "InQuestion",
    "InSession",
    "InWorkspace",
    "Limit",
    "Moment",
    "Near",
    "OpenWorkspace",
    "Target",
    "drawn",
    "geojson",
    "signed_in",
]

MOST_ROWS = 1000


def signed_in(request: Request) -> SignedIn:
    """Tell who asks; refuse whoever does not sign in."""
    return who_calls(request)


InSession = Annotated[SignedIn, Depends(signed_in)]


def _at_own_account(request: Request, who: InSession) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace.acting_as(who.actor)


AtOwnAccount = Annotated[Workspace, Depends(_at_own_account)]
"""For what somebody does about their own sign-in, before a second factor is set too."""


def _workspace(workspace: AtOwnAccount, who: InSession) -> Workspace:
    who.demand_complete()
    return workspace


InWorkspace = Annotated[Workspace, Depends(_workspace)]


def _open_workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace.acting_as(Actor(None))


OpenWorkspace = Annotated[Workspace, Depends(_open_workspace)]
"""For routes that anybody may call: in the hands of somebody who may do nothing."""


def _desk(request: Request, workspace: InWorkspace) -> ImportDesk:
    desk: ImportDesk = request.app.state.desk
    return desk.acting_as(workspace.actor)


AtDesk = Annotated[ImportDesk, Depends(_desk)]


def _audit(request: Request, workspace: InWorkspace) -> KeptAudit:
    audit: KeptAudit = request.app.state.audit
    return audit.acting_as(workspace.actor)


InAudit = Annotated[KeptAudit, Depends(_audit)]


def _studio(request: Request, workspace: InWorkspace) -> StudioDesk:
    desk: StudioDesk = request.app.state.studio
    return desk.acting_as(workspace.actor)


AtStudio = Annotated[StudioDesk, Depends(_studio)]


def _prints(request: Request, workspace: InWorkspace) -> PrintDesk:
    desk: PrintDesk = request.app.state.prints
    return desk.acting_as(workspace.actor)


AtPrints = Annotated[PrintDesk, Depends(_prints)]


def _map(request: Request, workspace: InWorkspace) -> MapDesk:
    desk: MapDesk = request.app.state.map
    return desk.acting_as(workspace.actor)


InMap = Annotated[MapDesk, Depends(_map)]

Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Most rows to answer")]

AfterRow = Annotated[
    int, Query(ge=0, le=2**63 - 1, description="Where to go on: the `next` of the page before")
]


def _in_living_memory(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 2200:
        raise ValueError("wanted-moment-near")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_living_memory)]
"""An instant with its zone, so far from the ends of the calendar that every zone can tell it."""


def _bbox(
    bbox: Annotated[
        str | None,
        Query(
            description="west,south,east,north in degrees (EPSG:4326)",
            examples=["113.13,27.84,113.16,27.86"],
            max_length=120,
        ),
    ] = None,
) -> tuple[float, float, float, float] | None:
    if bbox is None:
        return None
    try:
        west, south, east, north = (float(side) for side in bbox.split(","))
    except ValueError:
        raise InputError("bbox-unreadable", bbox=bbox) from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError("bbox-unreadable", bbox=bbox)
    return west, south, east, north


Bbox = Annotated[tuple[float, float, float, float] | None, Depends(_bbox)]


def _period(
    start: Annotated[
        date | None, Query(alias="from", description="First local day that counts")
    ] = None,
    end: Annotated[
        date | None, Query(alias="to", description="First local day that counts no more")
    ] = None,
) -> Period:
    return Period(start, end)


InPeriod = Annotated[Period, Depends(_period)]

AsOf = Annotated[
    date | None,
    Query(description="Day whose membership and register place the households; today by default"),
]


def _near(
    near: Annotated[
        str | None,
        Query(
            description="lon,lat in degrees: the nearest come first",
            examples=["113.147,27.852"],
            max_length=80,
        ),
    ] = None,
) -> tuple[float, float] | None:
    if near is None:
        return None
    try:
        lon, lat = (float(part) for part in near.split(","))
    except ValueError:
        raise InputError("near-unreadable", place=near) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InputError("near-unreadable", place=near)
    return lon, lat


Near = Annotated[tuple[float, float] | None, Depends(_near)]

Target = Annotated[str | None, Query(description="Key group that is the target", max_length=64)]


def _question(period: InPeriod, as_of: AsOf = None, target: Target = None) -> Question:
    return Question(period, as_of, target)


InQuestion = Annotated[Question, Depends(_question)]


class Geometry(BaseModel):
    """A GeoJSON geometry (RFC 7946), EPSG:4326."""

    type: str = Field(examples=["Polygon"])
    coordinates: list[Any] = Field(
        examples=[[[[113.14, 27.84], [113.15, 27.84], [113.15, 27.85], [113.14, 27.84]]]]
    )


def geojson(geometry: BaseGeometry | None) -> Geometry | None:
    """Write a geometry as GeoJSON."""
    return None if geometry is None else Geometry.model_validate(mapping(geometry))


def drawn(geometry: Geometry) -> BaseGeometry:
    """Read what somebody drew.

    Raises
    ------
    InputError
        ``polygon-unusable`` if it is no geometry, or lies off the Earth.
    """
    try:
        shape = from_geojson(geometry.model_dump_json())
    except GEOSException as fault:
        raise InputError("polygon-unusable", reason="no-shape") from fault
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError("polygon-unusable", reason="off-earth")
    return shape
