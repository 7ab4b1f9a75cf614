"""Prints of areas as PDF: begun, asked after, fetched."""

from __future__ import annotations

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.books import PDF, pdf_file
from gridmap.api.deps import AtPrints
from gridmap.api.errors import Problem, spoken, told_of
from gridmap.api.requests import routes_of
from gridmap.render.sheets import Paper
from gridmap.usecases.jobs import JobState
from gridmap.usecases.print_desk import PrintJob
from gridmap.usecases.sheet_run import SheetKind, SheetWishes
from gridmap.words import Language, say

__all__ = ["router"]

router = routes_of("prints")


class PrintOrder(BaseModel):
    """What is to be printed."""

    model_config = ConfigDict(extra="forbid")

    area: str = Field(max_length=64, description="Code of the area")
    kind: SheetKind = Field(default=SheetKind.AREA, description="For whom the sheets are")
    paper: Paper = Paper.A4
    alone: bool = Field(default=False, description="Only this area, and none below it")
    names: bool = Field(default=False, description="Say who serves there, with phones")


class Print(BaseModel):
    """A print as it stands; ask again while it is waiting or running."""

    id: str
    area: str = Field(description="Code")
    kind: SheetKind
    state: JobState
    sheets: int = Field(description="So many are to be drawn")
    drawn: int = Field(description="So many are; once all are, they are bound")
    boxed: list[str] = Field(description="Characters no font has, once done: boxes on paper")
    problem: Problem | None


@router.post("", status_code=202)
def post_prints(desk: AtPrints, request: Request, order: PrintOrder) -> Print:
    """Have an area printed, and unless ``alone`` the patches or grids below it; one at a time."""
    lang = spoken(request)
    wishes = SheetWishes(
        order.kind,
        paper=order.paper,
        lang=lang,
        address=str(request.base_url),
        alone=order.alone,
        names=order.names,
    )
    return _told(desk.begin(order.area, wishes), lang)


@router.get("")
def get_prints(desk: AtPrints, request: Request) -> list[Print]:
    """List one's own print, if there is one."""
    lang = spoken(request)
    return [_told(one, lang) for one in desk.mine()]


@router.get("/{uid}")
def get_print(desk: AtPrints, request: Request, uid: str) -> Print:
    """Tell how a print stands; one that nobody asks after ends after some minutes."""
    return _told(desk.look(uid), spoken(request))


@router.get("/{uid}/file", response_class=Response, responses={200: {"content": {PDF: {}}}})
def get_print_file(desk: AtPrints, request: Request, uid: str) -> Response:
    """Fetch the PDF of a print that is done; it is kept for a quarter of an hour."""
    area, pdf = desk.look(uid).area, desk.fetch(uid)
    return pdf_file(pdf, f"{say('sheet-file', lang=spoken(request))}-{area}.pdf")


@router.delete("/{uid}", status_code=204)
def delete_print(desk: AtPrints, uid: str) -> None:
    """End a print, or throw away one that was fetched."""
    desk.drop(uid)


def _told(job: PrintJob, lang: Language) -> Print:
    return Print(
        id=job.id,
        area=job.area,
        kind=job.wishes.kind,
        state=job.state,
        sheets=job.sheets,
        drawn=job.drawn,
        boxed=list(job.boxed),
        problem=job.problem and told_of(job.problem, lang),
    )
