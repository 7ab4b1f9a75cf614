"""Streets, for drawing along them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from gridmap.api.deps import Bbox, Geometry, InWorkspace, geojson
from gridmap.api.requests import routes_of
from gridmap.errors import InputError
from gridmap.usecases.streets import nearby_streets

__all__ = ["router"]

router = routes_of("streets")

# About 20 km: more than any screen on which somebody draws.
MOST_DEGREES = 0.2
MOST_STREETS = 5000


class StreetFacts(BaseModel):
    """What is known of a street."""

    name: str | None = Field(examples=["荷叶街"])
    kind: str = Field(examples=["residential"])


class Street(BaseModel):
    """A street as a GeoJSON feature."""

    type: Literal["Feature"] = "Feature"
    geometry: Geometry
    properties: StreetFacts


class Streets(BaseModel):
    """Streets as a GeoJSON feature collection (RFC 7946), EPSG:4326."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Street]
    more: int = Field(description="How many further streets there are: look closer")


@router.get("")
def list_streets(workspace: InWorkspace, bbox: Bbox) -> Streets:
    """List the streets of an extent, which is needed and at most 0.2° wide and high."""
    if bbox is None:
        raise InputError("bbox-needed")
    west, south, east, north = bbox
    if max(east - west, north - south) > MOST_DEGREES:
        raise InputError("bbox-too-large", most=MOST_DEGREES)
    found = nearby_streets(workspace, bbox)
    return Streets(
        features=[
            Street(
                geometry=geojson(line),
                properties=StreetFacts(name=name, kind=kind),
            )
            for name, kind, line in found[:MOST_STREETS]
        ],
        more=max(len(found) - MOST_STREETS, 0),
    )
