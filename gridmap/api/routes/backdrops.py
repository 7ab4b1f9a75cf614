"""Backdrops: scanned plans under the map."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.errors import InputError
from gridmap.usecases import backdrops

__all__ = ["router"]

router = routes_of("backdrops")

MOST_PICTURE_BYTES = 32 * 1024 * 1024
# As long as the names of files, for by default a backdrop is called by its file.
MOST_NAME = 255

PinAt = Annotated[
    tuple[float, float, float, float],
    Field(
        description="x, y in the picture (pixels, y down), longitude, latitude",
        examples=[[120.5, 80, 113.14, 27.85]],
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=MOST_NAME)]


class Backdrop(BaseModel):
    """A scanned plan; pinned at three points it can lie on the map."""

    uid: str
    name: str = Field(examples=["桃园小区总平面图"])
    width: int = Field(description="Of the picture as it is served, in pixels")
    height: int
    pins: list[PinAt]


class BackdropChange(BaseModel):
    """Another name, or other pins."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    pins: list[PinAt] | None = Field(default=None, max_length=16)


def _backdrop(view: backdrops.Backdrop) -> Backdrop:
    return Backdrop(
        uid=view.uid, name=view.name, width=view.width, height=view.height, pins=list(view.pins)
    )


@router.get("")
def list_backdrops(workspace: InWorkspace) -> list[Backdrop]:
    """List backdrops, the newest first."""
    return [_backdrop(view) for view in backdrops.backdrops(workspace)]


# Twice as much is let in, so that whoever sends too much is told in words.
@router.post("", status_code=201, max_body_size=2 * MOST_PICTURE_BYTES)
def post_backdrop(
    workspace: InWorkspace,
    name: Annotated[str, Query(min_length=1, max_length=MOST_NAME, description="What to call it")],
    picture: Annotated[
        bytes, Body(media_type="application/octet-stream", description="JPEG, PNG or WebP")
    ] = b"",
) -> Backdrop:
    """Keep a picture as a backdrop: told by its content, made anew, at most 4096 pixels a side."""
    if not picture:
        raise InputError("picture-missing")
    if len(picture) > MOST_PICTURE_BYTES:
        raise InputError("picture-too-heavy", most=MOST_PICTURE_BYTES // 2**20)
    return _backdrop(backdrops.add_backdrop(workspace, name, picture))


@router.get("/{uid}")
def get_backdrop(workspace: InWorkspace, uid: str) -> Backdrop:
    """Look at one backdrop."""
    return _backdrop(backdrops.backdrop(workspace, uid))


@router.get(
    "/{uid}/picture",
    response_class=FileResponse,
    responses={200: {"content": {"image/webp": {}}, "description": "The picture"}},
)
def get_picture(workspace: InWorkspace, uid: str) -> FileResponse:
    """Fetch a backdrop's picture; it never changes."""
    return FileResponse(
        backdrops.backdrop_picture(workspace, uid),
        media_type="image/webp",
        headers={"cache-control": "private, max-age=31536000, immutable"},
    )


@router.put("/{uid}")
def put_backdrop(workspace: InWorkspace, uid: str, change: BackdropChange) -> Backdrop:
    """Pin a backdrop to the ground, or call it something else."""
    return _backdrop(backdrops.change_backdrop(workspace, uid, name=change.name, pins=change.pins))


@router.delete("/{uid}", status_code=204)
def delete_backdrop(workspace: InWorkspace, uid: str) -> None:
    """Remove a backdrop with its picture."""
    backdrops.remove_backdrop(workspace, uid)
