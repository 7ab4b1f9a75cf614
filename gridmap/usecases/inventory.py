"""Look at buildings: how far each is, its parts, its doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotFound
from gridmap.fieldwork.coverage import NOT_EXCLUDED, TALLY, BuildingStatus, CoverageFigure
from gridmap.fieldwork.doors import DoorState
from gridmap.fieldwork.outcomes import OUTCOMES
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import visits as visit_store
from gridmap.usecases.coverage import building_figures
from gridmap.usecases.figures import stand
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = ["BuildingInside", "BuildingView", "DoorView", "PartView", "building", "buildings"]


@dataclass(frozen=True, slots=True)
class BuildingView:
    """A building as it is listed.

    Attributes
    ----------
    id
        Where a list goes on after it.
    areas
        Codes of the leaf areas that answer for its parts.
    footprint
        EPSG:4326.
    """

    id: int
    uid: str
    source: str
    source_ref: str
    name: str | None
    address: str | None
    kind: str | None
    levels: int | None
    status: BuildingStatus
    figure: CoverageFigure
    areas: tuple[str, ...]
    footprint: BaseGeometry


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
    *,
    area: str | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    after: int = 0,
    most: int = 200,
) -> list[BuildingView]:
    """List buildings with their status, at most ``most`` of those after row ``after``.

    Parameters
    ----------
    area
        Code of the area that answers for them, at any level.
    bbox
        Extent they touch: west, south, east, north (EPSG:4326).

    Raises
    ------
    NotFound
        If the area is unknown.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        leaves = None
        if area is not None:
            tree = area_store.tree(conn, today)
            leaves = [below.id for below in tree.subtree(named(tree, area))]
        rows = building_store.listing(
            conn, today, leaf_areas=leaves, bbox=bbox, after=after, most=most
        )
        return _views(conn, today, rows)


def building(workspace: Workspace, uid: str) -> BuildingInside:
    """Look into one building.

    Raises
    ------
    NotFound
        If it is unknown.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        row = building_store.one(conn, uid)
        if row is None:
            raise NotFound("building-unknown", building=uid)
        [view] = _views(conn, today, [row])
        codes = _codes(conn, today)
        parts = building_store.parts_of(conn, row["id"], today)
        doors = household_store.of_building(conn, row["id"], today)
        standing = stand(conn, today, buildings=[row["id"]])
        excluded = dict(
            zip(
                standing.household.tolist(),
                (standing.exclusion != NOT_EXCLUDED).tolist(),
                strict=True,
            )
        )
        campaign = visit_store.open_campaign(conn)
        tried, outcome, settled = visit_store.kept_door_states(conn, campaign, [row["id"]])
        states = {
            door: DoorState(OUTCOMES[number], done)
            for door, number, done in zip(
                tried.tolist(), outcome.tolist(), settled.tolist(), strict=True
            )
        }
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
                    excluded[door["household"]],
                    states.get(door["household"], DoorState()),
                )
                for door in doors
            ),
        )


def _codes(conn: Connection, today: date) -> dict[int, str]:
    return {area.id: area.code for area in area_store.tree(conn, today).areas.values()}


def _views(conn: Connection, today: date, rows: list[RowMapping]) -> list[BuildingView]:
    ids = [row["id"] for row in rows]
    codes = _codes(conn, today)
    members = building_store.members(conn, today, ids)
    answering = members.dropna(subset="leaf_area").groupby("building")["leaf_area"].unique()
    figures = building_figures(conn, stand(conn, today, buildings=ids), ids)
    nobody = (BuildingStatus.NONE, CoverageFigure.of([0] * len(TALLY)))
    views = []
    for row in rows:
        status, figure = figures.get(row["id"], nobody)
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
                status,
                figure,
                tuple(sorted(codes[leaf] for leaf in answering.get(row["id"], ()))),
                row["geom"],
            )
        )
    return views
