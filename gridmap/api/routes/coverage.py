"""Coverage and credit."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import (
    MOST_ROWS,
    AsOf,
    Geometry,
    InPeriod,
    InWorkspace,
    Limit,
    Target,
    drawn,
)
from gridmap.api.requests import routes_of
from gridmap.fieldwork.coverage import CoverageFigure
from gridmap.fieldwork.period import Period
from gridmap.territory.codes import Level
from gridmap.usecases.coverage import coverage, coverage_within
from gridmap.usecases.credit import coverage_credit
from gridmap.usecases.key_groups import key_group_figures

__all__ = ["router"]

router = routes_of("coverage")

# A map colours all areas of a level at once; asked page by page, each page would be reckoned anew.
MOST_AREAS = 20_000

After = Annotated[str, Query(max_length=64, description="Code to go on after")]


class Figure(BaseModel):
    """A coverage figure, in households (户)."""

    target: int = Field(description="Households to visit", examples=[502])
    target_estimated: int = Field(description="Of these, placeholders from an estimate")
    attempted: int = Field(description="Of the target, where somebody went", examples=[384])
    reached: int = Field(description="Of the target, where somebody was met", examples=[306])
    settled: int = Field(description="Of the target, where nobody need go again")
    rate: float | None = Field(description="reached / target; none at 0", examples=[0.61])
    attempted_rate: float | None = Field(description="attempted / target; none at 0")
    no_answer: int
    no_access: int
    refused: int
    vacant: int
    moved: int
    not_found: int
    untried: int
    excluded: int = Field(description="Households not in the target")
    excluded_vacant: int
    excluded_do_not_visit: int


class AreaFigure(Figure):
    """The figure of one area."""

    code: str = Field(examples=["430202002002001"])
    name: str | None
    level: Level


class Span(BaseModel):
    """A period of local days, half-open."""

    model_config = ConfigDict(populate_by_name=True)

    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")


class CoverageAnswer(BaseModel):
    """Coverage of the areas of a level within reach, and of the households no area answers for."""

    period: Span
    as_of: date
    seq: int = Field(description="Server sequence: nothing after it counts")
    orphans: Figure
    areas: list[AreaFigure] = Field(description="By code")
    few: list[str] = Field(
        description="Codes of areas left out: too few of the key group to be told"
    )
    next: str | None = Field(description="Ask again with `after=next` while there is one")


class KeyGroup(BaseModel):
    """A key group of an area, in households; none where it could tell of somebody."""

    name: str = Field(examples=["独居老人"])
    target: int | None
    attempted: int | None
    reached: int | None
    few: bool = Field(description="Whether the group is too small here to be told")
    unserved: bool = Field(
        description="Whether these days are untold: only those who serve the group see them"
    )


class PolygonQuestion(BaseModel):
    """A drawn polygon and the visits that count."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    polygon: Geometry
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    as_of: date | None = None
    target: str | None = Field(default=None, max_length=64)


class Visits(BaseModel):
    """Visits (户次), of any mode; the modes add up to ``visits``."""

    visits: int
    met: int
    door: int
    phone: int
    chat: int
    elsewhere: int


class AreaCredit(Visits):
    """Visits made in an area while it was responsible for them."""

    code: str
    name: str | None
    level: Level


class CreditAnswer(BaseModel):
    """Where work was done, and the visits that no area was responsible for."""

    period: Span
    nobody: Visits
    areas: list[AreaCredit] = Field(description="By code")
    next: str | None = Field(description="Ask again with `after=next` while there is one")


def _span(period: Period) -> Span:
    return Span.model_validate({"from": period.start, "to": period.end})


@router.get("")
def get_coverage(
    workspace: InWorkspace,
    period: InPeriod,
    *,
    level: Level = Level.COMMUNITY,
    within: Annotated[str | None, Query(max_length=64)] = None,
    as_of: AsOf = None,
    target: Target = None,
    after: After = "",
    limit: Annotated[int, Query(ge=1, le=MOST_AREAS, description="Most areas")] = MOST_ROWS,
) -> CoverageAnswer:
    """Coverage of every area of a level."""
    table = coverage(workspace, by=level, within=within, period=period, as_of=as_of, target=target)
    rows = [row for row in table.rows if row.code > after]
    return CoverageAnswer(
        period=_span(period),
        as_of=table.as_of,
        seq=table.seq,
        orphans=_figure(table.orphans),
        areas=[
            AreaFigure.model_validate(
                {"code": row.code, "name": row.name, "level": row.level, **row.figure.row()}
            )
            for row in rows[:limit]
        ],
        few=list(table.few),
        next=rows[limit - 1].code if len(rows) > limit else None,
    )


@router.post("")
def post_coverage(workspace: InWorkspace, question: PolygonQuestion) -> Figure:
    """Coverage of the households whose building stands in a drawn polygon."""
    return _figure(
        coverage_within(
            workspace,
            drawn(question.polygon),
            period=Period(question.start, question.end),
            as_of=question.as_of,
            target=question.target,
        )
    )


@router.get("/groups")
def get_groups(
    workspace: InWorkspace,
    period: InPeriod,
    within: Annotated[str, Query(max_length=64, description="Code of the area")],
) -> list[KeyGroup]:
    """How far the key groups of an area are; counts under five stay untold."""
    return [
        KeyGroup(
            name=one.name,
            target=one.target,
            attempted=one.attempted,
            reached=one.reached,
            few=one.few,
            unserved=one.unserved,
        )
        for one in key_group_figures(workspace, within=within, period=period)
    ]


@router.get("/credit")
def get_credit(
    workspace: InWorkspace,
    period: InPeriod,
    *,
    level: Level = Level.COMMUNITY,
    after: After = "",
    limit: Limit = MOST_ROWS,
) -> CreditAnswer:
    """Where work was done: visits by the area that was responsible when they took place."""
    table = coverage_credit(workspace, by=level, period=period)
    rows = [(area, visits) for area, visits in table.rows if area.code > after]
    return CreditAnswer(
        period=_span(period),
        nobody=Visits(**table.nobody),
        areas=[
            AreaCredit(code=area.code, name=area.name, level=area.level, **visits)
            for area, visits in rows[:limit]
        ],
        next=rows[limit - 1][0].code if len(rows) > limit else None,
    )


def _figure(figure: CoverageFigure) -> Figure:
    return Figure.model_validate(figure.row())
