"""A building as it is listed, and how far it is in the light of a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.fieldwork.coverage import STATUSES, TALLY, BuildingStatus, CoverageFigure
from gridmap.fieldwork.small_counts import too_few
from gridmap.store import membership as membership_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.candidates import Candidate
from gridmap.usecases.map_status import EVERYTHING, Question, tallied, told_numbers
from gridmap.usecases.sheets import numbers_of
from gridmap.usecases.workspace import Workspace

__all__ = ["BuildingFigures", "BuildingView", "building_views"]

_NOBODY: Final = (BuildingStatus.NONE, CoverageFigure.of([0] * len(TALLY)))


@dataclass(frozen=True, slots=True)
class BuildingView:
    """A building as it is listed.

    Attributes
    ----------
    id
        Row id: its place in the array of statuses, and ``i`` in the tiles.
    status, figure
        Of its households within the actor's reach; ``NONE`` and ``None`` where none is. The figure
        is ``None`` as well where they are so ``few`` that it might tell of somebody: those of a
        key group, then without a status, or all of a building whose households the actor may not
        know one by one.
    areas
        Codes of the leaf areas that answer for its parts.
    footprint
        EPSG:4326.
    number
        Its number on the sheet of its grid; ``None`` where nobody dwells.
    point
        A place inside it: longitude, latitude.
    distance_m
        Metres from the place that was asked about, 0 inside.
    """

    id: int
    uid: str
    source: str
    source_ref: str
    name: str | None
    address: str | None
    kind: str | None
    levels: int | None
    units: int | None
    status: BuildingStatus
    figure: CoverageFigure | None
    few: bool
    areas: tuple[str, ...]
    footprint: BaseGeometry
    number: int | None
    point: tuple[float, float]
    distance_m: int | None = None


class BuildingFigures:
    """How far buildings are in the light of one question, as far as somebody's reach goes.

    Parameters
    ----------
    tree
        The areas of today.

    Raises
    ------
    NotPermitted
        If the actor sees no ground, or does not serve the key group of the question.
    """

    def __init__(
        self, workspace: Workspace, conn: Connection, question: Question, tree: AreaTree
    ) -> None:
        self._workspace, self._conn, self._question = workspace, conn, question
        self.tree = tree
        self.reach = _figures_reach(workspace, tree, question)
        self._known = workspace.actor.household_reach(tree)
        self._every: dict[int, tuple[BuildingStatus, CoverageFigure]] | None = None

    def of(self, ids: list[int] | None) -> dict[int, tuple[BuildingStatus, CoverageFigure]]:
        """Reckon a page of buildings by id, or all; those without a household are left out."""
        known, counts = tallied(self._workspace, self._conn, self._question, self.reach, ids)
        numbers = told_numbers(self._question, counts).tolist()
        return {
            key: (STATUSES[number], CoverageFigure.of(count))
            for key, number, count in zip(known.tolist(), numbers, counts, strict=True)
        }

    def keep(self, run: list[Candidate], status: BuildingStatus) -> list[Candidate]:
        """Keep the candidates that are so far."""
        if self._question == EVERYTHING:
            found = self.of([key for key, _ in run])
        else:
            # From the facts: once for all, rather than again for every run.
            if self._every is None:
                self._every = self.of(None)
            found = self._every
        return [one for one in run if found.get(one[0], _NOBODY)[0] is status]

    def tells_too_much(self, figure: CoverageFigure, leaves: Iterable[int]) -> bool:
        """Tell whether a figure of these leaf areas is of so few that it might tell of somebody."""
        if self._question.target is not None:
            return too_few(figure.target)
        return too_few(figure.households) and not any(leaf in self._known for leaf in leaves)


def _figures_reach(workspace: Workspace, tree: AreaTree, question: Question) -> Reach:
    """Tell where figures go with the ground, which is for all who sign in."""
    workspace.actor.insist(Act.SEE, Data.GROUND)
    if question.target is not None:
        return workspace.actor.demand_figures(tree, question.target)
    return workspace.actor.reach(tree, Act.SEE, Data.FIGURES)


def building_views(
    conn: Connection,
    today: date,
    rows: list[RowMapping],
    figures: BuildingFigures,
    numbers: NDArray[np.int32] | None,
) -> list[BuildingView]:
    """Show buildings (rows of :mod:`gridmap.store.buildings`) as they are listed.

    Parameters
    ----------
    numbers
        Numbers on sheets by building id, where they are known; they are found out otherwise.
    """
    tree = figures.tree
    ids = [row["id"] for row in rows]
    codes = {area.id: area.code for area in tree.areas.values()}
    members = membership_store.members(conn, today, ids)
    answering = members.dropna(subset="leaf_area").groupby("building")["leaf_area"].unique()
    reckoned = figures.of(ids)
    if numbers is None:
        counted = numbers_of(conn, today, tree, ids)
    else:
        counted = {key: int(numbers[key]) for key in ids if key < len(numbers)}
    points = shapely.get_coordinates(shapely.point_on_surface([row["geom"] for row in rows]))
    views = []
    for row, (lon, lat) in zip(rows, points.tolist(), strict=True):
        status, figure = reckoned.get(row["id"], _NOBODY)
        leaves = answering.get(row["id"], ())
        few = figures.tells_too_much(figure, leaves)
        ours = figures.reach.everywhere or any(leaf in figures.reach for leaf in leaves)
        views.append(
            BuildingView(
                row["id"],
                row["uid"],
                row["source"],
                row["source_ref"],
                row["name"],
                row["address"],
                row["kind"],
                row["levels"],
                row["units"],
                status,
                figure if ours and not few else None,
                few,
                tuple(sorted(codes[leaf] for leaf in leaves)),
                row["geom"],
                counted.get(row["id"]) or None,
                (round(lon, 7), round(lat, 7)),
            )
        )
    return views
