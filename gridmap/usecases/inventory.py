"""Look at buildings: list those that are asked for, look into one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.errors import NotFound
from gridmap.fieldwork.coverage import NOT_EXCLUDED, BuildingStatus
from gridmap.fieldwork.doors import DoorState
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED
from gridmap.fieldwork.period import ALWAYS
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import visits as visit_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.building_views import BuildingFigures, BuildingView, building_views
from gridmap.usecases.candidates import Candidate, by_distance, by_id
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import Standing, reckon, stand
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import note_group_look
from gridmap.usecases.map_status import EVERYTHING, Question
from gridmap.usecases.workspace import Workspace

__all__ = [
    "BuildingInside",
    "BuildingPage",
    "DoorView",
    "PartView",
    "Wanted",
    "building",
    "buildings",
]


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
        figures = BuildingFigures(workspace, conn, question, tree)
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
        views = building_views(conn, today, rows, figures, numbers)
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
        figures = BuildingFigures(workspace, conn, question, tree)
        [view] = building_views(conn, today, [row], figures, numbers)
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
