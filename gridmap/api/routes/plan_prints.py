"""What is printed of a plan: letters to households and their text, sheets of what changes."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query, Request, Response
from pydantic import BaseModel, Field

from gridmap.api.books import PDF, pdf_file
from gridmap.api.deps import InWorkspace
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.render.sheets import LetterPaper, Paper
from gridmap.usecases.letter_text import (
    LetterText,
    forget_letter_text,
    keep_letter_text,
    letter_text,
)
from gridmap.usecases.plan_letters import LetterWishes, plan_letters
from gridmap.usecases.plan_sheets import ChangeWishes, plan_sheets
from gridmap.words import say

__all__ = ["router"]

router = routes_of("plans")

# More would keep somebody waiting for longer than a browser likes to.
_MOST: Final = 2_000
_MOST_SHEETS: Final = 500


class PlanLetterText(BaseModel):
    """The text of letters in the reader's language."""

    text: str = Field(description="Its first line is the heading; fields stand in braces")
    own: bool = Field(description="Whether it is the office's, not the one that is shipped")
    fields: list[str] = Field(description="What may stand in braces")


class NewLetterText(BaseModel):
    """A text of the office's own."""

    text: str = Field(max_length=20_000)


@router.get("/letter-text")
def get_letter_text(request: Request, workspace: InWorkspace) -> PlanLetterText:
    """Read the text of letters to households that change leader."""
    return _told(letter_text(workspace, spoken(request)))


@router.put("/letter-text")
def put_letter_text(
    request: Request, workspace: InWorkspace, given: NewLetterText
) -> PlanLetterText:
    """Keep a text of the office's own, in the reader's language."""
    return _told(keep_letter_text(workspace, spoken(request), given.text))


@router.delete("/letter-text")
def delete_letter_text(request: Request, workspace: InWorkspace) -> PlanLetterText:
    """Go back to the text that is shipped."""
    return _told(forget_letter_text(workspace, spoken(request)))


@router.get("/{name}/letters", response_class=Response, responses={200: {"content": {PDF: {}}}})
def get_plan_letters(
    request: Request,
    workspace: InWorkspace,
    name: str,
    paper: Annotated[LetterPaper, Query(description="A5: two a page")] = LetterPaper.A4,
) -> Response:
    """Print a letter to each household that changes leader; it is written down."""
    lang = spoken(request)
    wishes = LetterWishes(paper=paper, lang=lang, address=str(request.base_url))
    made = plan_letters(workspace, name, wishes, most=_MOST)
    return pdf_file(made.pdf, f"{name}-{say('sheet-letter-file', lang=lang)}.pdf")


@router.get("/{name}/sheets", response_class=Response, responses={200: {"content": {PDF: {}}}})
def get_plan_sheets(
    request: Request, workspace: InWorkspace, name: str, paper: Paper = Paper.A4
) -> Response:
    """Print today beside the proposal, a sheet for each area that changes; it is written down."""
    lang = spoken(request)
    made = plan_sheets(workspace, name, ChangeWishes(paper, lang), most=_MOST_SHEETS)
    return pdf_file(made.pdf, f"{name}-{say('sheet-change-file', lang=lang)}.pdf")


def _told(found: LetterText) -> PlanLetterText:
    return PlanLetterText(text=found.text, own=found.own, fields=list(found.fields))
