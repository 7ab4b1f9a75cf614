"""Look at buildings: how far each is, its parts, its doors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotFound
from gridmap.fieldwork.coverage import (
    NOT_EXCLUDED,
    STATUSES,
    TALLY,
    BuildingStatus,
    CoverageFigure,
)
from gridmap.fieldwork.doors import DoorState
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED
from gridmap.fieldwork.period import ALWAYS
from gridmap.fieldwork.small_counts import too_few
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import visits as visit_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.candidates import Candidate, by_distance, by_id
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import Standing, reckon, stand
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import note_group_look
from gridmap.usecases.map_status import EVERYTHING, Question, tallied, told_numbers
from gridmap.usecases.sheets import numbers_of
from gridmap.usecases.workspace import Workspace

__all__ = [
    "BuildingInside",
    "BuildingPage",
    "BuildingView",
    "DoorView",
    "PartView",
    "Wanted",
    "building",
    "buildings",
]

_NOBODY: Final = (BuildingStatus.NONE, CoverageFigure.of([0] * len(TALLY)))


@dataclass(frozen=True, slots=True)
class BuildingView:
    """A building as it is listed.

    Attributes
    ----------
    id
        Row id: its place in the array of statuses, and ``i`` in the tiles.
    status, figure
        Of its households within the actor's reach; ``NONE`` and ``None`` where none is, or where
        those of a key group are so ``few`` that it might tell of somebody.
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which buildings to list, and in which order; all by default.

    Attributes
    ----------
    area
        Code of the area that answers for them, at any level.
    bbox
        Extent they touch: west, south, east, north (EPSG:4326).
    status
        Only those that are so far.
    near
        Longitude and latitude of the place from which the nearest come first; otherwise they come
        by row id.
    """

    area: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    status: BuildingStatus | None = None
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class BuildingPage:
    """Some of the buildings asked for, and where the list goes on; ``None`` at its end."""

    items: tuple[BuildingView, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class PartView:
    """Part of a building, and the code of the leaf area that answers for it."""

    unit: str | None
    floor_lo: int | None
    floor_hi: int | None
    area: str | None


@dataclass(frozen=True, slots=True)
class DoorView:
    """A dwelling door and how it stands; nothing about who lives there."""

    uid: str
    unit: str | None
    floor: int | None
    door: str | None
    estimated: bool
    excluded: bool
    state: DoorState


@dataclass(frozen=True, slots=True)
class BuildingInside:
    """A building with its parts and doors, bottom to top."""

    building: BuildingView
    parts: tuple[PartView, ...]
    doors: tuple[DoorView, ...]


def buildings(
    workspace: Workspace,
    wanted: Wanted,
    *,
    question: Question = EVERYTHING,
    numbers: NDArray[np.int32] | None = None,
    after: int = 0,
    most: int = 200,
) -> BuildingPage:
    """List buildings by id or the nearest first, with the status of those within reach.

    Parameters
    ----------
    question
        Which visits and households their status is about; today's by default.
    numbers
        Numbers on sheets by building id, where they are known; they are found out otherwise.
    after
        ``next`` of the page before.
    most
        Length of the page.

    Raises
    ------
    NotFound
        If the area is unknown.
    InputError
        If the period ends before it starts, or nobody has ever been in the key group.
    NotPermitted
        If the actor does not serve the key group.
    """
    check_period(question.period)
    note_group_look(workspace, question.target)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        figures = _Figures(workspace, conn, question, _figures_reach(workspace, tree, question))
        leaves = None
        if wanted.area is not None:
            leaves = [below.id for below in tree.subtree(named(tree, wanted.area))]
        if wanted.near is None:
            skipped, runs = 0, by_id(conn, today, leaves, wanted.bbox, after)
        else:
            skipped = after
            runs = by_distance(conn, today, leaves, wanted.bbox, wanted.near)
        chosen: list[Candidate] = []
        for run in runs:
            fitting = run if wanted.status is None else figures.keep(run, wanted.status)
            chosen += fitting[skipped:]
            skipped -= min(skipped, len(fitting))
            if len(chosen) > most:
                break
        page = chosen[:most]
        rows = building_store.named(conn, [key for key, _ in page])
        views = _views(conn, today, tree, rows, figures, numbers)
        far = [None if metres is None else round(metres) for _, metres in page]
        more = len(chosen) > most
        last = page[-1][0] if wanted.near is None and page else after + len(page)
    return BuildingPage(
        tuple(replace(view, distance_m=metres) for view, metres in zip(views, far, strict=True)),
        last if more else None,
    )


def building(
    workspace: Workspace,
    uid: str,
    *,
    question: Question = EVERYTHING,
    numbers: NDArray[np.int32] | None = None,
) -> BuildingInside:
    """Look into one building; ``uid`` may also be its row id, written as ``i:123``.

    Doors beyond the actor's reach are left out.
    Which doors are in the key group of a question stays untold: it counts for the status and the
    figure only.

    Raises
    ------
    NotFound
        If it is unknown.
    InputError, NotPermitted
        As :func:`buildings`.
    """
    check_period(question.period)
    note_group_look(workspace, question.target)
    today = workspace.today()
    with workspace.database.read() as conn:
        row = building_store.one(conn, uid)
        if row is None:
            raise NotFound("building-unknown", building=uid)
        tree = area_store.tree(conn, today)
        figures = _Figures(workspace, conn, question, _figures_reach(workspace, tree, question))
        [view] = _views(conn, today, tree, [row], figures, numbers)
        codes = {area.id: area.code for area in tree.areas.values()}
        parts = membership_store.parts_of(conn, row["id"], today)
        reach = workspace.actor.reach(tree, Act.SEE, Data.DOORS)
        doors = [
            door
            for door in household_store.of_building(conn, row["id"], today)
            if door["leaf_area"] in reach
        ]
        standing = stand(conn, today, buildings=[row["id"]])
        excluded = dict(
            zip(
                standing.household.tolist(),
                (standing.exclusion != NOT_EXCLUDED).tolist(),
                strict=True,
            )
        )
        states = _door_states(workspace, conn, standing, row["id"], question)
        return BuildingInside(
            view,
            tuple(
                PartView(
                    part["unit"], part["floor_lo"], part["floor_hi"], codes.get(part["leaf_area"])
                )
                for part in parts
            ),
            tuple(
                DoorView(
                    door["uid"],
                    door["unit"],
                    door["floor"],
                    door["door"],
                    door["estimated"],
                    excluded.get(door["household"], True),
                    states.get(door["household"], DoorState()),
                )
                for door in doors
            ),
        )


def _figures_reach(workspace: Workspace, tree: AreaTree, question: Question) -> Reach:
    """Tell where figures go with the ground, which is for all who sign in."""
    workspace.actor.insist(Act.SEE, Data.GROUND)
    if question.target is not None:
        return workspace.actor.demand_figures(tree, question.target)
    return workspace.actor.reach(tree, Act.SEE, Data.FIGURES)


def _door_states(
    workspace: Workspace, conn: Connection, standing: Standing, building: int, question: Question
) -> dict[int, DoorState]:
    """Tell how the doors of one building stand, by household id."""
    if question.period == ALWAYS and question.as_of is None:
        campaign = visit_store.open_campaign(conn)
        kept = visit_store.kept_door_states(conn, campaign, [building])
        doors, outcomes, settled = (column.tolist() for column in kept)
    else:
        states = reckon(
            workspace, conn, standing, period=question.period, as_of=question.as_of
        ).states
        tried = states.outcome != UNTRIED
        columns = standing.household[tried], states.outcome[tried], states.settled[tried]
        doors, outcomes, settled = (column.tolist() for column in columns)
    return {
        door: DoorState(OUTCOMES[number], done)
        for door, number, done in zip(doors, outcomes, settled, strict=True)
    }


class _Figures:
    """How far buildings are in the light of one question, as far as somebody's reach goes."""

    def __init__(
        self, workspace: Workspace, conn: Connection, question: Question, reach: Reach
    ) -> None:
        self._workspace, self._conn, self._question = workspace, conn, question
        self.reach = reach
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

    def tells_too_much(self, figure: CoverageFigure) -> bool:
        """Tell whether so few of a key group live there that the figure might tell of somebody."""
        return self._question.target is not None and too_few(figure.target)


def _views(
    conn: Connection,
    today: date,
    tree: AreaTree,
    rows: list[RowMapping],
    figures: _Figures,
    numbers: NDArray[np.int32] | None,
) -> list[BuildingView]:
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
        few = figures.tells_too_much(figure)
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
