"""Span of control: areas compared, nobody named."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.territory.codes import Level
from gridmap.territory.span import Fit
from gridmap.territory.span import Span as Reckoned
from gridmap.usecases.span import Measure, rule_of, spans

__all__ = ["router"]

router = routes_of("span")


class Rule(BaseModel):
    """From how many to how many, both included."""

    least: int
    most: int


class Span(BaseModel):
    """How many those of one area answer for."""

    under: int = Field(description="How many of them are below the rule")
    within: int
    over: int
    total: int = Field(description="How many they answer for together")
    mean: float | None
    least: int | None
    most: int | None


class SpanRow(BaseModel):
    """The spans of one area."""

    code: str
    name: str | None
    level: Level
    households: Span = Field(description="Households per 邻长")
    leaders: Span = Field(description="邻长 per 组长 or 网格长")
    links: Span | None = Field(description="Leaders per cadre; null below the community")


class Off(BaseModel):
    """A patch, group or grid that is off its rule."""

    code: str
    name: str | None
    level: Level
    measure: Measure
    count: int
    fit: Fit


class SpanTable(BaseModel):
    """Spans by area, and the patches, groups and grids that are off, for the map."""

    as_of: date
    rules: dict[Measure, Rule]
    rows: list[SpanRow]
    outliers: list[Off]


def _span(one: Reckoned) -> Span:
    return Span(
        under=one.under,
        within=one.within,
        over=one.over,
        total=one.total,
        mean=one.mean,
        least=one.least,
        most=one.most,
    )


@router.get("")
def get_span(
    workspace: InWorkspace,
    *,
    by: Annotated[Level, Query(description="Level of the rows")] = Level.COMMUNITY,
    area: Annotated[
        str | None, Query(description="Code of the area to stay within", max_length=64)
    ] = None,
) -> SpanTable:
    """Tell how many each leader, lead and cadre answers for, area by area."""
    table = spans(workspace, by=by, within=area)
    rules = {measure: rule_of(workspace.settings, measure) for measure in Measure}
    return SpanTable(
        as_of=table.as_of,
        rules={measure: Rule(least=rule.least, most=rule.most) for measure, rule in rules.items()},
        rows=[
            SpanRow(
                code=row.area.code,
                name=row.area.name,
                level=row.area.level,
                households=_span(row.households),
                leaders=_span(row.leaders),
                links=None if row.links is None else _span(row.links),
            )
            for row in table.rows
        ],
        outliers=[
            Off(
                code=one.area.code,
                name=one.area.name,
                level=one.area.level,
                measure=one.measure,
                count=one.count,
                fit=one.fit,
            )
            for one in table.outliers
        ],
    )
