"""What the printed sheet of an area shows, read from the workspace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory, Severity
from gridmap.fieldwork.coverage import BuildingStatus, building_statuses
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.render.sheets import (
    TO_VISIT,
    AreaScene,
    DoorToTick,
    FloorToTick,
    MapPart,
    SheetBuilding,
    SheetHazard,
    UnitToTick,
)
from gridmap.render.short_names import short_name
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import cases as case_store
from gridmap.store import drawn
from gridmap.store import households as household_store
from gridmap.store.tallies import NOBODY
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.territory.walk import counted_through
from gridmap.usecases.coverage import building_tallies
from gridmap.usecases.figures import Standing, stand
from gridmap.usecases.matrix import BuildingMatrix, matrices
from gridmap.usecases.sheet_ground import SheetGround, around
from gridmap.usecases.sheets import OnSheet, numbers_of, on_sheets, sheets
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, say

__all__ = ["SheetReader"]

_MOST_HAZARDS: Final = 200
# Around a building that is known as a point alone.
_POINT_METRES: Final = 1.0
_Shape = TypeVar("_Shape", bound=BaseGeometry)
_Row = dict[str, Any]
_NOTHING: Final = (BuildingStatus.NONE, 0)


@dataclass
class SheetReader:
    """Reads sheets of areas one after the other, as they stand today.

    Parameters
    ----------
    workspace
        In the hands of whoever prints.
    lang
        Of the names of areas that have only a number.

    Attributes
    ----------
    crs
        Local and metric; of all scenes, so that they can be laid side by side.
    ground
        What lies around areas.

    Raises
    ------
    NotPermitted
        If they see no figures anywhere.
    """

    workspace: Workspace
    lang: Language
    tree: AreaTree = field(init=False)
    today: date = field(init=False)
    crs: CRS = field(init=False)
    ground: SheetGround = field(init=False)
    # Leaders share towers: each is laid out once. Patches share grids: each is numbered once, and
    # what an area has is looked up once for its numbers and for its sheet.
    _laid: dict[int, BuildingMatrix] = field(init=False, default_factory=dict)
    _numbered: dict[int, dict[int, OnSheet]] = field(init=False, default_factory=dict)
    _held: dict[int, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.workspace.actor.insist(Act.SEE, Data.FIGURES)
        self.today = self.workspace.today()
        with self.workspace.database.read() as conn:
            self.tree = area_store.tree(conn, self.today)
            osm = "osm" in drawn.sources(conn)
            extent = drawn.extent(conn) or (0.0, 0.0, 0.0, 0.0)
        self.crs = metric_crs_of(np.array([shapely.box(*extent)], dtype=object))
        self.ground = SheetGround(self.workspace, self.lang, self.today, self.crs, osm)

    def scene(
        self,
        area: Area,
        *,
        doors_from: int | None,
        numbered: bool = True,
        with_hazards: bool = True,
        on_one_map: bool = False,
    ) -> AreaScene:
        """Read one area.

        Parameters
        ----------
        doors_from
            Houses of so many doors are taken door by door; none with ``None``.
        numbered
            Whether its buildings are numbered as on the sheet, and come in that order; hazards
            tell the numbers of theirs anyway.
        with_hazards
            Whether its open hazards are read.
        on_one_map
            Whether one map of it is drawn, and it is not kept what stood on it: houses around are
            read when it is known which of them that shows, and households are not named.

        Raises
        ------
        NotPermitted
            If its figures are not theirs to see.
        """
        self.workspace.actor.demand(self.tree, Act.SEE, Data.FIGURES, area)
        below = [one.id for one in self.tree.subtree(area)]
        with self.workspace.database.read() as conn:
            known = self._numbers(conn, area) if numbered else self._unnumbered(conn, area)
            numbers = {key: one.number for key, one in known.items()}
            rows = _by_id(building_store.on_paper(conn, numbers))
            if numbered and doors_from is not None and len(set(numbers.values())) < len(numbers):
                numbers = _in_one(rows, known)
            shown = sorted(numbers, key=lambda key: numbers[key])
            standing = self._standing(conn, below, shown)
            figures = _figures(conn, standing, shown)
            homes: dict[int, tuple[str, ...]] = {}
            if doors_from is not None and not on_one_map:
                homes = household_store.uids_in(conn, standing.household, standing.building)
            kin = {one.id for one in self._kin(area)}
            outlines = area_store.outlines(conn, self.today, kin)
            outline = outlines.get(area.id, shapely.Polygon())
            shapes = project(
                np.array([rows[key]["geom"] for key in shown], dtype=object), LONLAT, self.crs
            )
            flat = _flat(outline, self.crs)
            houses = [rows[key]["geom"] for key in shown]
            near = around([outline, *houses], bordered=not outline.is_empty)
            ground = self.ground.read(conn, near, shown, houses=not on_one_map)
            hazards = self._hazards(conn, below) if with_hazards else []
            by_building = {rows[key]["uid"]: numbers[key] for key in shown}
            if not numbered:
                by_building = self._numbered_hazards(conn, hazards, rows)
            by_door = [
                key
                for key in shown
                if doors_from is not None and figures.get(key, _NOTHING)[1] >= doors_from
            ]
            inside = self._inside(conn, by_door, below)
        crs = self.crs
        buildings = tuple(
            SheetBuilding(
                numbers[key],
                shape,
                figures.get(key, _NOTHING)[0],
                rows[key]["address"] or rows[key]["name"] or "",
                rows[key]["units"],
                figures.get(key, _NOTHING)[1],
                inside.get(key, ()),
                rows[key]["uid"],
                homes.get(key, ()),
                known[key].patch,
            )
            for key, shape in zip(shown, shapes, strict=True)
        )
        parent = None if area.parent is None else outlines.get(area.parent)
        beside = [
            outlines[one.id]
            for one in self._kin(area)
            if one.id in outlines and one.id not in {area.id, area.parent}
        ]
        return AreaScene(
            area.code,
            self.title(area),
            area.level.value,
            flat,
            buildings,
            self.today,
            hazards=tuple(_hazard(case, by_building, crs, self.workspace) for case in hazards),
            around=None if parent is None else _flat(parent, crs),
            siblings=project(np.array(beside, dtype=object), LONLAT, crs),
            within=self.within(area),
            duty_phone=self.workspace.settings.duty_phone,
            **ground,
        )

    def parts(self, areas: list[Area]) -> tuple[MapPart, ...]:
        """Point to the maps of areas, numbered in this order; their pages are not known yet."""
        found = []
        with self.workspace.database.read() as conn:
            outlines = area_store.outlines(conn, self.today, {area.id for area in areas})
            for number, area in enumerate(areas, start=1):
                below = [one.id for one in self.tree.subtree(area)]
                buildings = self._buildings(conn, area)
                standing = self._standing(conn, below, buildings)
                figures = _figures(conn, standing, buildings)
                outline = outlines.get(area.id)
                if outline is None:  # it shares towers: these are its ground
                    places = building_store.places(conn, list(figures) or buildings)
                    outline = shapely.union_all(places["geom"].to_numpy())
                ground = _flat(outline, self.crs)
                found.append(
                    MapPart(
                        number,
                        self.title(area),
                        "",
                        ground if ground.area else ground.buffer(_POINT_METRES),
                        sum(status in TO_VISIT for status, _ in figures.values()),
                        sum(households for _, households in figures.values()),
                    )
                )
        return tuple(found)

    def outlines(self, areas: Iterable[Area]) -> dict[int, BaseGeometry]:
        """Read outlines in metres of the scenes, by area id."""
        with self.workspace.database.read() as conn:
            found = area_store.outlines(conn, self.today, {area.id for area in areas})
        return {key: _flat(shape, self.crs) for key, shape in found.items()}

    def within(self, area: Area) -> str:
        """Name what an area is part of, from its community down."""
        path = [*self.tree.path(area)][:0:-1]
        known = [self.title(one) for one in path if one.level.depth >= Level.COMMUNITY.depth]
        return say("place-joint", lang=self.lang).join(known)

    def title(self, area: Area) -> str:
        """Name an area, by its number where it has no name."""
        return area.name or short_name(area.code, None, area.level.value, self.lang)

    def _numbers(self, conn: Connection, area: Area) -> dict[int, OnSheet]:
        """Number the buildings of an area, by row id, as the sheets of their grids do."""
        grid = self.tree.standing_for(area, Level.GRID)
        if grid.id not in self._numbered:
            everything = self._buildings(conn, grid)
            self._numbered[grid.id] = on_sheets(conn, self.today, self.tree, everything, grid.id)
        known = self._numbered[grid.id]
        return {key: known[key] for key in self._buildings(conn, area) if key in known}

    def _unnumbered(self, conn: Connection, area: Area) -> dict[int, OnSheet]:
        """Count the buildings of an area that are on sheets, by row id, in no order."""
        buildings = np.array(self._buildings(conn, area), dtype=np.int64)
        of = sheets(conn, self.today, self.tree, buildings)
        shown = of["sheet"] != NOBODY
        columns = (buildings, of["sheet"], of["patch"])
        found = zip(*(column[shown].tolist() for column in columns), strict=True)
        return {key: OnSheet(at, *places) for at, (key, *places) in enumerate(found, start=1)}

    def _numbered_hazards(
        self, conn: Connection, hazards: list[RowMapping], rows: Mapping[int, _Row]
    ) -> dict[str, int]:
        """Number the buildings that have hazards, by their public id."""
        at = {case["building_uid"] for case in hazards}
        uids = {key: row["uid"] for key, row in rows.items() if row["uid"] in at}
        numbers = numbers_of(conn, self.today, self.tree, [*uids]) if uids else {}
        return {uids[key]: number for key, number in numbers.items()}

    def _buildings(self, conn: Connection, area: Area) -> list[int]:
        """Name the buildings that an area answers for, ascending."""
        if area.id not in self._held:
            below = [one.id for one in self.tree.subtree(area)]
            pairs = drawn.leaves_of_buildings(conn, self.today, leaves=below)
            self._held[area.id] = np.unique(pairs["building"]).tolist()
        return self._held[area.id]

    def _standing(self, conn: Connection, below: list[int], buildings: list[int]) -> Standing:
        """Read the households of buildings that these leaf areas answer for."""
        standing = stand(conn, self.today, buildings=buildings)
        return standing.where(np.isin(standing.leaf_area, below))

    def _kin(self, area: Area) -> Iterable[Area]:
        """Name the area, its parent, and the areas beside it."""
        yield from self.tree.children.get(area.parent, ())
        if area.parent is not None:
            yield self.tree.areas[area.parent]

    def _hazards(self, conn: Connection, below: Collection[int]) -> list[RowMapping]:
        within = self.workspace.actor.reach(self.tree, Act.SEE, Data.CASES)
        scope = case_store.Scope([key for key in below if key in within])
        found = case_store.cases(
            conn, kind=CaseKind.HAZARD, state=CaseState.OPEN, scope=scope, most=_MOST_HAZARDS
        )
        return [case for case in found if case["place"] is not None]

    def _inside(
        self, conn: Connection, buildings: list[int], below: Collection[int]
    ) -> dict[int, tuple[UnitToTick, ...]]:
        """Lay buildings out door by door, as far as doors are theirs to see; by row id."""
        if not self.workspace.actor.may(Act.SEE, Data.DOORS):
            return {}
        unknown = [key for key in buildings if key not in self._laid]
        if unknown:
            rows = building_store.named(conn, unknown)
            self._laid |= matrices(self.workspace, conn, self.tree, rows)
        codes = {self.tree.areas[key].code for key in below}
        return {key: _to_tick(self._laid[key], codes) for key in buildings}


def _figures(
    conn: Connection, standing: Standing, buildings: list[int]
) -> dict[int, tuple[BuildingStatus, int]]:
    """Tell by row id how far each building is, and how many households it has."""
    ids, counts = building_tallies(conn, standing, buildings)
    households = np.unique(standing.building, return_counts=True)[1]
    figures = zip(building_statuses(counts), households.tolist(), strict=True)
    return dict(zip(ids.tolist(), figures, strict=True))


def _by_id(columns: dict[str, NDArray[Any]]) -> dict[int, _Row]:
    """Take columns apart into rows, by row id."""
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def _in_one(rows: Mapping[int, _Row], known: Mapping[int, OnSheet]) -> dict[int, int]:
    """Count through the buildings of several grids: each of these counts its own from 1."""
    shapes: Geometries = np.array([row["geom"] for row in rows.values()], dtype=object)
    numbers, grids, _ = np.array([known[key] for key in rows], dtype=np.int64).T
    return dict(zip(rows, counted_through(shapes, grids, numbers).tolist(), strict=True))


def _to_tick(plan: BuildingMatrix, codes: set[str]) -> tuple[UnitToTick, ...]:
    units = []
    for unit in plan.units:
        floors = tuple(
            FloorToTick(
                row.floor,
                tuple(
                    DoorToTick(
                        door.label or "", not door.excluded and not door.state.settled, door.uid
                    )
                    for door in row.doors
                ),
            )
            for row in unit.rows
            if row.area in codes and row.doors
        )
        if floors:
            units.append(UnitToTick(unit.unit, floors))
    return tuple(units)


def _hazard(
    case: RowMapping, numbers: dict[str, int], crs: CRS, workspace: Workspace
) -> SheetHazard:
    category = case["category"]
    due = case["due_at"]
    return SheetHazard(
        _flat(case["place"], crs),
        HazardCategory(category) if category in set(HazardCategory) else HazardCategory.OTHER,
        case["severity"] == Severity.SEVERE,
        due is not None and due < workspace.clock(),
        numbers.get(case["building_uid"]),
        case["address"] or "",
        case["opened_at"].astimezone(workspace.settings.zone).date(),
        None if due is None else due.astimezone(workspace.settings.zone).date(),
    )


def _flat(shape: _Shape, crs: CRS) -> _Shape:
    flat: NDArray[Any] = project(np.array([shape], dtype=object), LONLAT, crs)
    laid: _Shape = flat[0]
    return laid
