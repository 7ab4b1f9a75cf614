"""Sheets of areas for paper."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends, Query, Request, Response

from gridmap.api.books import PDF, pdf_file
from gridmap.api.deps import InWorkspace
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.render.sheets import Paper
from gridmap.usecases.atlas import atlas, preview
from gridmap.usecases.sheet_run import SheetKind, SheetWishes
from gridmap.words import say

__all__ = ["router"]

router = routes_of("areas")

# More would keep somebody waiting for longer than a browser likes to.
_MOST: Final = 150
_PNG: Final = "image/png"


def _wishes(
    request: Request,
    *,
    kind: Annotated[SheetKind, Query(description="For whom they are")] = SheetKind.AREA,
    paper: Paper = Paper.A4,
    alone: Annotated[bool, Query(description="Only this area, and none below it")] = False,
    names: Annotated[bool, Query(description="Say who serves there, with phones")] = False,
) -> SheetWishes:
    return SheetWishes(
        kind,
        paper=paper,
        lang=spoken(request),
        address=str(request.base_url),
        alone=alone,
        names=names,
    )


InWishes = Annotated[SheetWishes, Depends(_wishes)]


@router.get("/{code}/sheets", response_class=Response, responses={200: {"content": {PDF: {}}}})
def get_sheets(request: Request, workspace: InWorkspace, wishes: InWishes, code: str) -> Response:
    """Print an area, and unless ``alone`` the patches or grids below it; it is written down."""
    made = atlas(workspace, [code], wishes, most=_MOST)
    name = f"{say('sheet-file', lang=spoken(request))}-{code}.pdf"
    return pdf_file(made.pdf, name)


@router.get(
    "/{code}/sheets/preview", response_class=Response, responses={200: {"content": {_PNG: {}}}}
)
def get_sheets_preview(
    workspace: InWorkspace,
    wishes: InWishes,
    code: str,
    *,
    width: Annotated[int, Query(ge=200, le=2000, description="Pixels")] = 800,
) -> Response:
    """Show the first page of what would be printed."""
    png = preview(workspace, code, wishes, width=width)
    return Response(png, media_type=_PNG, headers={"cache-control": "no-store"})
