"""Photos and scans of ticked sheets."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated, Final

from fastapi import Body, Request
from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.errors import GridmapError, InputError
from gridmap.intake.scans import BoxState, Doubt
from gridmap.render.sheets import BoxMeaning
from gridmap.usecases.scanned_sheets import ScannedBox, ScannedPage, scanned_sheets

__all__ = ["router"]

router = routes_of("sheets")

_MOST_BYTES: Final = 32 * 1024 * 1024


class BoxRead(BaseModel):
    """A box to tick, where it lies on the page in millimetres and how it was read."""

    number: int = Field(description="Of its building on the sheet")
    unit: str | None
    door: str | None
    means: BoxMeaning
    x: float
    y: float
    side: float
    word: str = Field(description="What is keyed in where it is ticked", examples=["4:301n"])
    state: BoxState
    confidence: float = Field(description="From 0 to 1")
    doubt: Doubt | None


class PageRead(BaseModel):
    """A page of a picture: its sheet and boxes, or in words why it could not be read."""

    problem: str | None = None
    code: str | None = Field(default=None, examples=["217-L"])
    leaf: int | None = Field(default=None, description="Which page of the print, from 1")
    width: float | None = Field(default=None, description="Millimetres")
    height: float | None = None
    picture: str | None = Field(default=None, description="The page brought flat: JPEG, base64")
    boxes: list[BoxRead] = Field(default_factory=list)


class ScanRead(BaseModel):
    """What was read of a picture; nothing of it is recorded or kept."""

    pages: list[PageRead]


# Twice as much is let in, so that whoever sends too much is told in words.
@router.post("/scan", max_body_size=2 * _MOST_BYTES)
def post_scan(
    request: Request,
    workspace: InWorkspace,
    picture: Annotated[
        bytes,
        Body(media_type="application/octet-stream", description="JPEG, PNG, WebP, TIFF or PDF"),
    ] = b"",
) -> ScanRead:
    """Read a photo or scan of ticked sheets: which sheets, which boxes; nothing is recorded."""
    if not picture:
        raise InputError("scan-missing")
    if len(picture) > _MOST_BYTES:
        raise InputError("scan-too-heavy", most=_MOST_BYTES // 2**20)
    lang = spoken(request)
    return ScanRead(
        pages=[
            PageRead(problem=page.sentence(lang)) if isinstance(page, GridmapError) else _page(page)
            for page in scanned_sheets(workspace, picture)
        ]
    )


def _page(page: ScannedPage) -> PageRead:
    return PageRead(
        code=page.code,
        leaf=page.leaf,
        width=page.width,
        height=page.height,
        picture=b64encode(page.picture).decode("ascii"),
        boxes=[_box(one) for one in page.boxes],
    )


def _box(one: ScannedBox) -> BoxRead:
    box, reading = one.box, one.reading
    return BoxRead(
        number=box.number,
        unit=box.unit,
        door=box.door,
        means=box.means,
        x=box.x,
        y=box.y,
        side=box.side,
        word=one.word,
        state=reading.state,
        confidence=round(reading.confidence, 3),
        doubt=reading.doubt,
    )
