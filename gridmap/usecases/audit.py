"""The audit: what is wrong with the ground as it is recorded, each finding with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, func, select

from gridmap.errors import Finding
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.geo.distance import extents_apart_m
from gridmap.geo.shift import suspect_shift
from gridmap.geo.tiling import Defect, DefectKind, tiling_defects
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store.migrations import LATEST
from gridmap.store.steps import is_open
from gridmap.store.tables.fieldwork import visit
from gridmap.store.tables.ground import building
from gridmap.store.tables.households import household
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import CodePattern, Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["Audited", "check", "examine", "place_finding", "seen_by"]


# Overlaps, gaps and ground outside the parent narrower than this are drawing error.
_DRAWING_ERROR_M: Final = 0.1
# Neighbours may be drawn later; another city was imported by mistake.
_FAR_M: Final = 5_000.0
_CAN_BE_THIN: Final = {DefectKind.OVERLAP, DefectKind.GAP, DefectKind.OUTSIDE_PARENT}


@dataclass(frozen=True, slots=True)
class Audited:
    """One finding of the audit and where it is.

    Attributes
    ----------
    finding
        What is wrong; its sentence tells what to do.
    subject
        Code of the area or reference of the building concerned.
    area_m2
        Ground affected, for findings about outlines.
    place
        EPSG:4326; ``None`` where it has none.
    thing, uid
        What the subject is, and its public id.
    """

    finding: Finding
    subject: str
    area_m2: float | None = None
    place: shapely.Geometry | None = None
    thing: Literal["area", "building", "workspace"] = "workspace"
    uid: str | None = None


# In place of the id of the area above: there is none.
_NOTHING = 0


def check(workspace: Workspace, *, min_area_m2: float = 1.0) -> list[Audited]:
    """Audit tiling, codes, parents and responsibility, of all areas.

    Parameters
    ----------
    min_area_m2
        Smallest overlap, gap or ground outside its parent worth telling.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        outlines = area_store.outlines(conn, today)
        members = membership_store.members(conn, today)
        known = building_store.known_buildings(conn, today).set_index("id")
        standing = pd.DataFrame(household_store.standing(conn, today))
        place = place_finding(conn, today, known["geom"].to_numpy())
    divided = members[members["leaf_area"].isin(list(tree.children))].copy()
    members = members[~members.index.isin(divided.index)]
    members.loc[~members["leaf_area"].isin([leaf.id for leaf in tree.leaves]), "leaf_area"] = pd.NA
    return [
        *([Audited(place, "")] if place else []),
        *_areas(tree, outlines, workspace.code_pattern),
        *_tiling(tree, outlines, min_area_m2),
        *_orphans(members, known, standing),
        *_left_over(divided, known, standing, tree),
        *_strays(members, known, outlines, tree),
    ]


def seen_by(workspace: Workspace, found: tuple[Audited, ...]) -> tuple[Audited, ...]:
    """Keep the findings on ground that the actor sets up, and those about the whole workspace."""
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        reach = workspace.actor.demand(tree, Act.SEE, Data.SETTING_UP)
        if reach.everywhere:
            return found
        part = reach.part_of(tree)
        tops = {key for key, area in part.areas.items() if area.parent not in part.areas}
        ground = shapely.union_all([*area_store.outlines(conn, today, tops).values()])
    shapely.prepare(ground)
    return tuple(
        one
        for one in found
        if (one.place is None and one.thing == "workspace")
        or (one.thing == "area" and one.subject in part.by_code)
        or (one.place is not None and shapely.intersects(ground, one.place))
    )


def place_finding(conn: Connection, today: date, buildings: Geometries) -> Finding | None:
    """Tell if buildings and leaf areas are far apart, or look like in different datums."""
    outlines = area_store.outlines(conn, today)
    leaves = area_store.tree(conn, today).leaves
    drawn = [outlines[leaf.id] for leaf in leaves if leaf.id in outlines]
    areas = np.array(drawn, dtype=np.object_)
    apart = extents_apart_m(buildings, areas)
    if apart > _FAR_M:
        return Finding("buildings-far", "warning", fields={"km": round(apart / 1000)})
    shift = suspect_shift(buildings, areas)
    if shift is None:
        return None
    return Finding(
        f"shifted-{shift.shifted}",
        "warning",
        fields={
            "datum": shift.datum,
            "off": round(100 * shift.off),
            "without": round(100 * shift.off_without),
        },
    )


def _areas(
    tree: AreaTree, outlines: Mapping[int, BaseGeometry], pattern: CodePattern
) -> list[Audited]:
    """Areas without name, outline, or a code of their level."""
    found = []
    for area in tree.areas.values():
        facts = {"code": area.code, "level": area.level}
        place = outlines.get(area.id)
        if area.name is None and area.level.depth <= Level.COMMUNITY.depth:
            unnamed = Finding("area-unnamed", "note", fields=facts)
            found.append(_of_area(unnamed, area, place))
        if area.level in pattern.lengths and pattern.level_of(area.code) is not area.level:
            finding = Finding("area-code-off-pattern", fields={**facts, "pattern": pattern})
            found.append(_of_area(finding, area, place))
    return found


def _of_area(finding: Finding, area: Area, place: BaseGeometry | None) -> Audited:
    return Audited(finding, area.code, None, place, "area", area.uid)


def _tiling(
    tree: AreaTree, outlines: Mapping[int, BaseGeometry], min_area_m2: float
) -> Iterator[Audited]:
    """Overlaps, gaps, broken outlines and ground outside the parent, level by level.

    Areas below the same one tile it together: a patch between groups is looked at with them.
    """
    undrawn = {area.parent or _NOTHING for area in tree.areas.values() if area.id not in outlines}
    outlined = sorted((tree.areas[key] for key in outlines), key=lambda area: area.code)
    among: dict[int | None, Level] = {
        area.parent: area.level
        for area in sorted(outlined, key=lambda area: area.level.depth, reverse=True)
        if area.parent is not None
    }
    for level in Level:
        drawn = [area for area in outlined if among.get(area.parent, area.level) is level]
        if not drawn:
            continue
        own = [area.parent or _NOTHING for area in drawn]
        above = sorted(outlines.keys() & set(own))
        within = {parent: position for position, parent in enumerate(above)}
        defects = tiling_defects(
            np.array([outlines[area.id] for area in drawn], dtype=np.object_),
            within=np.array([outlines[parent] for parent in above], dtype=np.object_)
            if above
            else None,
            parent=np.array([within.get(parent, -1) for parent in own], dtype=np.intp),
            min_area_m2=min_area_m2,
        )
        for defect in defects:
            parents = {own[position] for position in defect.areas}
            if defect.kind is DefectKind.GAP and parents & undrawn:
                continue  # ground of patches that share a tower and have no outline of their own
            if defect.kind is DefectKind.OUTSIDE_PARENT and not parents & within.keys():
                continue  # nobody knows how far the area above reaches
            if defect.kind in _CAN_BE_THIN and _width_m(defect) < _DRAWING_ERROR_M:
                continue  # one straight edge, drawn in two coordinate systems
            codes = [drawn[position].code for position in defect.areas]
            finding = Finding(
                f"tiling-{defect.kind.value.replace('_', '-')}",
                fields={
                    "areas": ", ".join(codes),
                    "area_m2": round(defect.area_m2),
                    "level": level,
                },
            )
            first = drawn[defect.areas[0]] if defect.areas else None
            yield Audited(
                finding,
                first.code if first else "",
                defect.area_m2,
                defect.geometry,
                "area" if first else "workspace",
                first.uid if first else None,
            )


def _width_m(defect: Defect) -> float:
    """Tell how wide a defect is on the ground: of a strip, its area over half its outline."""
    if defect.geometry is None:
        return 0.0
    shapes = np.array([defect.geometry], dtype=object)
    [around] = shapely.length(project(shapes, LONLAT, metric_crs_of(shapes)))
    return float(2 * defect.area_m2 / around) if around else 0.0


def _orphans(
    members: pd.DataFrame, known: pd.DataFrame, standing: pd.DataFrame
) -> Iterator[Audited]:
    """Buildings with parts that no leaf area answers for, and the households in those parts."""
    orphans = members[members["leaf_area"].isna()]
    unanswered = standing[standing["part"].isin(orphans["part"])]
    households = unanswered.groupby("building").size()
    for shown in _shown(known.loc[orphans["building"].unique()]):
        fields = {"building": shown.called, "households": int(households.get(shown.key, 0))}
        yield shown.audited(Finding("part-orphan", fields=fields))


def _left_over(
    divided: pd.DataFrame, known: pd.DataFrame, standing: pd.DataFrame, tree: AreaTree
) -> Iterator[Audited]:
    """Buildings that belong to an area which is divided now, and to none of its parts."""
    unanswered = standing[standing["part"].isin(divided["part"])]
    households = unanswered.groupby("building").size()
    left = divided.drop_duplicates("building")
    shown = _shown(known.loc[left["building"]])
    for one, area in zip(shown, left["leaf_area"].tolist(), strict=True):
        fields = {
            "building": one.called,
            "area": tree.areas[area].code,
            "households": int(households.get(one.key, 0)),
        }
        yield one.audited(Finding("part-in-divided-area", fields=fields))


def _strays(
    members: pd.DataFrame,
    known: pd.DataFrame,
    outlines: Mapping[int, BaseGeometry],
    tree: AreaTree,
) -> Iterator[Audited]:
    """Members that stand outside the outlines of all areas that answer for their building.

    A tower shared between patches stands in the outline of one of them only.
    """
    placed = members[members["leaf_area"].isin(list(outlines))]
    points = shapely.point_on_surface(known.loc[placed["building"], "geom"].to_numpy())
    own = np.array([outlines[leaf] for leaf in placed["leaf_area"]], dtype=object)
    home = placed.loc[shapely.intersects(own, points), "building"]
    strays = placed[~placed["building"].isin(home)]
    shown = _shown(known.loc[strays["building"]])
    for one, leaf in zip(shown, strays["leaf_area"].tolist(), strict=True):
        fields = {"building": one.called, "area": tree.areas[leaf].code}
        yield one.audited(Finding("part-outside-outline", fields=fields))


class _Shown(NamedTuple):
    """A building as findings show it; ``called`` is its address, else its reference."""

    key: int
    called: str
    ref: str
    place: BaseGeometry
    uid: str

    def audited(self, finding: Finding) -> Audited:
        return Audited(finding, self.ref, None, self.place, "building", self.uid)


def _shown(buildings: pd.DataFrame) -> Iterator[_Shown]:
    refs = buildings["source_ref"]
    names = buildings["address"].fillna(refs)
    columns = (buildings.index, names, refs, buildings["geom"], buildings["uid"])
    return map(_Shown._make, zip(*columns, strict=True))


def examine(workspace: Workspace) -> list[tuple[str, str]]:
    """Tell what the workspace is like, as (key of its label, fact)."""
    about = workspace.about()
    with workspace.database.read() as conn:
        today = workspace.today()
        tree = area_store.tree(conn, today)
        counts = {
            **{
                name: conn.scalar(select(func.count()).where(is_open(table, today)))
                for name, table in (("buildings", building), ("households", household))
            },
            "visits": conn.scalar(select(func.count()).select_from(visit)),
        }
    return [
        ("home", str(workspace.home)),
        ("database", workspace.database.place),
        ("schema", LATEST),
        ("metric-crs", about.metric_crs or "–"),
        ("zone", about.tz),
        ("areas", str(len(tree.areas))),
        *((name, f"{count:,}") for name, count in counts.items()),
        ("seq", str(about.last_seq)),
    ]
