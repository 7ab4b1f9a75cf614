"""What the sheets of areas will look like."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query, Request, Response

from gridmap.api.deps import InWorkspace
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.render.sheets import Paper
from gridmap.usecases.atlas import preview
from gridmap.usecases.sheet_run import SheetKind, SheetWishes

__all__ = ["router"]

router = routes_of("areas")

_PNG: Final = "image/png"


@router.get(
    "/{code}/sheets/preview", response_class=Response, responses={200: {"content": {_PNG: {}}}}
)
def get_sheets_preview(
    request: Request,
    workspace: InWorkspace,
    code: str,
    *,
    kind: Annotated[SheetKind, Query(description="For whom they are")] = SheetKind.AREA,
    paper: Paper = Paper.A4,
    alone: Annotated[bool, Query(description="Only this area, and none below it")] = False,
    width: Annotated[int, Query(ge=200, le=2000, description="Pixels")] = 800,
) -> Response:
    """Show the first page of what would be printed."""
    wishes = SheetWishes(
        kind, paper=paper, lang=spoken(request), address=str(request.base_url), alone=alone
    )
    png = preview(workspace, code, wishes, width=width)
    return Response(png, media_type=_PNG, headers={"cache-control": "no-store"})
