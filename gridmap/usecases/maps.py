"""The one-file map of a workspace, or of one area in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.fieldwork.cases import CaseKind
from gridmap.fieldwork.coverage import TALLY, BuildingStatus, CoverageFigure
from gridmap.fieldwork.small_counts import too_few
from gridmap.geo.crs import LONLAT
from gridmap.settings import Settings
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import cases as case_store
from gridmap.store import drawn, landscape
from gridmap.store import membership as membership_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.coverage import area_figures, building_figures, catch_up
from gridmap.usecases.figures import stand
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

if TYPE_CHECKING:
    import folium

__all__ = ["one_file_map"]

# Cases drawn on one map; beyond this nobody could tell them apart.
_MOST_CASES = 5000
# How far around an area its surroundings are drawn, in degrees (about 100 m).
_MARGIN = 0.001
# A workspace that nobody has named; its map says what it shows instead.
_UNNAMED = Settings.model_fields["name"].default

# Stands for the figure of an area beyond reach: nothing is told of it.
_UNTOLD = CoverageFigure.of([0] * len(TALLY))

_Bbox = tuple[float, float, float, float]


def one_file_map(
    workspace: Workspace, *, area: str | None = None, lang: Language | None = None
) -> folium.Map:
    """Draw areas with their coverage, buildings with their status, and hazards.

    Beyond the actor's reach there is the bare ground.

    Parameters
    ----------
    area
        Code of the area to draw; the whole workspace otherwise.
    lang
        Language of the page; the reader's own by default.

    Raises
    ------
    NotFound
        If the area is unknown.
    """
    # Loaded when somebody wants a map: a server that draws none starts without folium.
    from gridmap.render.webmap import webmap  # noqa: PLC0415

    now = workspace.clock().astimezone(workspace.settings.zone)
    today = now.date()
    catch_up(workspace)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        workspace.actor.demand(tree, Act.SEE, Data.GROUND)
        seen = workspace.actor.reach(tree, Act.SEE, Data.FIGURES)
        tops = tree.children.get(None, ()) if area is None else (named(tree, area),)
        shown = [below for top in tops for below in tree.subtree(top)]
        outlines = area_store.outlines(conn, today, {one.id for one in shown})
        frame: BaseGeometry = shapely.union_all(
            [outlines[top.id] for top in tops if top.id in outlines]
        )
        bbox = None if area is None or frame.is_empty else _around(frame)
        below = None if area is None else [one.id for one in shown]
        known = workspace.actor.household_reach(tree)
        buildings = _buildings(conn, today, below, seen, known)
        streets = _frame(pd.DataFrame(landscape.streets(conn, bbox)))
        landcover = _frame(pd.DataFrame(landscape.landcovers(conn, bbox)))
        hazards = _hazards(conn, _cases_of(workspace, tree, below), workspace.settings.zone)
        figures = area_figures(conn, seen.part_of(tree))
        sources = drawn.sources(conn)
    areas = gpd.GeoDataFrame(
        [
            {
                "code": one.code,
                "name": one.name,
                "level": one.level.value,
                "parent": _parent(tree, one.parent),
                **figures.get(one.id, _UNTOLD).row(),
                "geometry": outlines[one.id],
            }
            for one in shown
            if one.id in outlines
        ],
        columns=None if outlines else ["geometry"],
        geometry="geometry",
        crs=LONLAT,
    )
    title = tops[0].name if len(tops) == 1 else None
    if title is None and workspace.settings.name != _UNNAMED:
        title = workspace.settings.name
    return webmap(
        areas,
        buildings,
        hazards,
        streets=streets,
        landcover=landcover,
        title=title,
        as_of=now,
        openstreetmap="osm" in sources,
        lang=lang,
    )


def _parent(tree: AreaTree, parent: int | None) -> str | None:
    return None if parent is None else tree.areas[parent].code


def _around(shape: BaseGeometry) -> _Bbox:
    west, south, east, north = shape.bounds
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


def _cases_of(workspace: Workspace, tree: AreaTree, below: list[int] | None) -> list[int] | None:
    """Name the areas whose hazards are drawn; ``None`` for all there are."""
    reach = workspace.actor.reach(tree, Act.SEE, Data.CASES)
    if reach.everywhere:
        return below
    return [key for key in reach.areas if below is None or key in below]


def _buildings(
    conn: Connection, today: date, areas: list[int] | None, seen: Reach, single: Reach
) -> gpd.GeoDataFrame:
    """Draw all buildings, or those that areas answer for, wherever their outlines run.

    Figures of so few households that they might tell of one are for those who may know them
    one by one, in ``single``.
    """
    known = building_store.known_buildings(conn, today)
    if areas is not None:
        members = membership_store.members(conn, today)
        own = members.loc[members["leaf_area"].isin(areas), "building"]
        known = known[known["id"].isin(own)]
    standing = stand(conn, today)
    statuses = building_figures(conn, standing.where(seen.within(standing.leaf_area)))
    one_by_one = {*standing.building[single.within(standing.leaf_area)].tolist()}
    states = [statuses.get(key) for key in known["id"]]
    told = [
        None if one is None or (too_few(one[1].households) and key not in one_by_one) else one[1]
        for key, one in zip(known["id"], states, strict=True)
    ]
    return _frame(
        pd.DataFrame(
            {
                "name": known["name"],
                "address": known["address"],
                "status": [BuildingStatus.NONE if one is None else one[0] for one in states],
                "households": [0 if one is None else one.target for one in told],
                **{
                    name: [0 if one is None else getattr(one, name) for one in told]
                    for name in ("target", "attempted", "reached", "settled")
                },
                "geom": known["geom"],
            }
        )
    )


def _hazards(conn: Connection, areas: list[int] | None, zone: ZoneInfo) -> gpd.GeoDataFrame:
    found = case_store.cases(
        conn, kind=CaseKind.HAZARD, scope=case_store.Scope(areas), most=_MOST_CASES
    )
    return gpd.GeoDataFrame(
        {name: [case[name] for case in found] for name in ("category", "severity", "state")}
        | {
            name: pd.to_datetime([case[name] for case in found], utc=True).tz_convert(zone)
            for name in ("opened_at", "due_at")
        },
        geometry=np.array([case["place"] for case in found], dtype=object),
        crs=LONLAT,
    )


def _frame(columns: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry="geom", crs=LONLAT)
