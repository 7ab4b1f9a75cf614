"""Span of control of the whole tree: a table that compares areas, and tells of nobody by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from gridmap.settings import Settings
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.territory.span import Fit, Span, SpanRule, span
from gridmap.usecases.gazetteer import named
from gridmap.usecases.links import Serving, serving
from gridmap.usecases.workspace import Workspace

__all__ = ["Measure", "Outlier", "SpanRow", "SpanTable", "rule_of", "spans"]


class Measure(StrEnum):
    """What is counted for whom."""

    HOUSEHOLDS = "households"  # households per 邻长: of each patch
    LEADERS = "leaders"  # 邻长 per 组长 or 网格长: patches right below each group or grid
    LINKS = "links"  # leaders per cadre


@dataclass(frozen=True, slots=True)
class SpanRow:
    """The spans of one area; ``links`` is ``None`` below the community, where no cadre is."""

    area: Area
    households: Span
    leaders: Span
    links: Span | None


@dataclass(frozen=True, slots=True)
class Outlier:
    """A patch, group or grid whose count is off its rule."""

    area: Area
    measure: Measure
    count: int
    fit: Fit


@dataclass(frozen=True, slots=True)
class SpanTable:
    """Spans by area.

    Attributes
    ----------
    rows
        By code.
    outliers
        The patches, groups and grids that are off, by code.
    """

    as_of: date
    rows: tuple[SpanRow, ...]
    outliers: tuple[Outlier, ...]


def rule_of(settings: Settings, measure: Measure) -> SpanRule:
    """Tell the rule that the settings have for a measure."""
    return SpanRule(
        *{
            Measure.HOUSEHOLDS: settings.households_per_leader,
            Measure.LEADERS: settings.leaders_per_lead,
            Measure.LINKS: settings.leaders_per_cadre,
        }[measure]
    )


def spans(
    workspace: Workspace, *, by: Level = Level.COMMUNITY, within: str | None = None
) -> SpanTable:
    """Tell how many each leader, lead and cadre answers for, area by area, as of today.

    All households count, posts without holder too: who is missing is told as a vacancy.

    Parameters
    ----------
    by
        Level of the rows.
    within
        Code of the area to stay within.

    Raises
    ------
    NotFound
        If ``within`` is unknown.
    NotPermitted
        If the one who asks may not see who serves there.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        top = None if within is None else named(tree, within)
        reach = workspace.actor.demand(tree, Act.SEE, Data.PEOPLE, *([top] if top else []))
        leaves = household_store.standing(conn, today)["leaf_area"]
        now = serving(conn, tree, today)
    inside = tree.areas.keys() if top is None else {area.id for area in tree.subtree(top)}
    seen = {key for key in inside if key in reach}
    doors = dict(
        zip(*(part.tolist() for part in np.unique(leaves, return_counts=True)), strict=True)
    )
    counts = [
        (area, Measure.HOUSEHOLDS, doors.get(area.id, 0))
        for area in tree.areas.values()
        if area.level is Level.PATCH
    ]
    counts += [(area, Measure.LEADERS, below) for area, below in _leads(tree)]
    counts += [(area, Measure.LINKS, n) for area, n in _cadres(tree, now)]
    rules = {measure: rule_of(workspace.settings, measure) for measure in Measure}
    gathered: defaultdict[tuple[int, Measure], list[int]] = defaultdict(list)
    for area, measure, count in counts:
        gathered[tree.standing_for(area, by).id, measure].append(count)

    def of(area: Area, measure: Measure) -> Span:
        return span(np.array(gathered[area.id, measure], dtype=np.int64), rules[measure])

    rows = [
        SpanRow(
            area,
            of(area, Measure.HOUSEHOLDS),
            of(area, Measure.LEADERS),
            of(area, Measure.LINKS) if by.depth <= Level.COMMUNITY.depth else None,
        )
        for area in _of_level(tree, by)
        if area.id in seen
    ]
    outliers = [
        Outlier(area, measure, count, rules[measure].fit(count))
        for area, measure, count in counts
        if measure is not Measure.LINKS
        and area.id in seen
        and rules[measure].fit(count) is not Fit.WITHIN
    ]
    return SpanTable(today, tuple(rows), tuple(sorted(outliers, key=lambda one: one.area.code)))


def _of_level(tree: AreaTree, by: Level) -> Iterable[Area]:
    return sorted(
        (area for area in tree.areas.values() if area.level is by), key=lambda area: area.code
    )


def _leads(tree: AreaTree) -> list[tuple[Area, int]]:
    """Count the patches right below each group, and below each grid that has any."""
    found = []
    for area in tree.areas.values():
        below = sum(child.level is Level.PATCH for child in tree.children.get(area.id, ()))
        if area.level is Level.GROUP or (area.level is Level.GRID and below):
            found.append((area, below))
    return found


def _cadres(tree: AreaTree, now: Serving) -> list[tuple[Area, int]]:
    """Count the leaders of each cadre, in the community where most of them are.

    A cadre above the communities who has none is not asked to.
    """
    where: defaultdict[int, list[int]] = defaultdict(list)
    for leader, cadre in now.links.items():
        where[cadre].append(tree.standing_for(now.leaders[leader], Level.COMMUNITY).id)
    found = []
    for cadre, home in now.cadres.items():
        theirs = where[cadre]
        if home.level is Level.COMMUNITY:
            found.append((home, len(theirs)))
        elif theirs:
            found.append((tree.areas[max(set(theirs), key=theirs.count)], len(theirs)))
    return found
