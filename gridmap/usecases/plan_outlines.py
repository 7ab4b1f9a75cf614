"""Outlines that areas have from the day of a plan on, derived from the buildings they get by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.frames.outlines import outlines
from gridmap.store import areas as area_store
from gridmap.store import plans as plan_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.usecases.plan_ground import ground_of
from gridmap.usecases.plan_groups import group_above

__all__ = ["draw", "lined_grids"]


def lined_grids(conn: Connection, tree: AreaTree, plan: RowMapping, today: date) -> set[str]:
    """Name the grids of a plan whose patches have outlines today: all of these may end by it."""
    patches = [one for one in tree.subtree(tree.areas[plan["area"]]) if one.level is Level.PATCH]
    had = area_store.outlines(conn, today, {one.id for one in patches})
    return {tree.standing_for(one, Level.GRID).code for one in patches if one.id in had}


def draw(
    conn: Connection,
    plan: RowMapping,
    concerned: Collection[int],
    lined: Collection[str],
    on: date,
) -> None:
    """Draw the areas of a plan once it has written who is whose on day ``on``.

    Parameters
    ----------
    concerned
        Areas that give, take, come or go: all of their communities is drawn, for a plan of patches
        all of their grids.
    lined
        Grids whose patches have had outlines.
    """
    tree = area_store.tree(conn, on)
    of_grids = Level(plan["level"]) is Level.GRID
    # As the plan itself was drawn: whose ground a shared tower is goes by what it falls into.
    ground = ground_of(conn, tree, tree.areas[plan["area"]], on, floors=not of_grids)
    zone, above = ("community", Level.COMMUNITY) if of_grids else ("grid", Level.GRID)
    zones = {
        one.code
        for key in concerned
        if key in tree.areas
        for one in tree.path(tree.areas[key])
        if one.level is above
    }
    lines = [one for one in (ground.streets, ground.water) if len(one)]
    streets = gpd.GeoSeries(pd.concat(lines), crs=lines[0].crs) if lines else None
    page = _Page(conn, plan["id"], tree, on, ground.atoms[ground.atoms[zone].isin(zones)], streets)
    if of_grids:
        grids = page.draw_grids(ground.within(zone))
    else:
        grids = ground.grids[ground.grids["grid"].isin(zones)]
    patched = page.draw_patches(grids, lined)
    page.draw_groups(grids, patched)


@dataclass(frozen=True, eq=False)
class _Page:
    """What a plan draws on: the atoms of a day, and streets that borders follow."""

    conn: Connection
    plan: int
    tree: AreaTree
    on: date
    atoms: gpd.GeoDataFrame
    streets: gpd.GeoSeries | None

    def draw_grids(self, communities: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
        """Draw the grids; tell their outlines."""
        drawn = self._tiled(self.atoms, "grid", "community", communities)
        self._write(drawn)
        return drawn.dropna().rename_axis("grid").rename("geometry").reset_index()

    def draw_patches(self, grids: gpd.GeoDataFrame, lined: Collection[str]) -> set[str]:
        """Draw the patches of grids where some have an outline, or had one; name these grids."""
        leaves = [one for one in self._below(grids) if one.id not in self.tree.children]
        had = [one for one in leaves if one.code in self._outlined(leaves)]
        patched = {self.tree.standing_for(one, Level.GRID).code for one in had}
        patched |= {*lined} & {*grids["grid"]}
        below = self.atoms[self.atoms["grid"].isin(patched)]
        if len(below):
            drawn = self._tiled(below, "patch", "grid", grids)
            # Those without a building have no ground any more.
            self._write(drawn.reindex(drawn.index.union([one.code for one in had])))
        return patched

    def draw_groups(self, grids: gpd.GeoDataFrame, patched: Collection[str]) -> None:
        """Draw the groups that have an outline: around their patches, where these are drawn.

        Where patches have no ground of their own, groups have what their buildings stand on.
        """
        groups = [
            one
            for one in self._below(grids)
            if one.level is Level.GROUP and one.id in self.tree.children
        ]
        had = self._outlined(groups)
        around: dict[str, BaseGeometry] = {}
        alone: dict[str, str] = {}
        for one in groups:
            grid = self.tree.standing_for(one, Level.GRID).code
            if one.code in had and grid in patched:
                inside = (below for below in self.tree.subtree(one) if below.id != one.id)
                around[one.code] = shapely.union_all([*self._outlined(inside).values()])
            elif one.code in had:
                alone[one.code] = grid
        self._write(gpd.GeoSeries(around))
        held = self.atoms[self.atoms["grid"].isin(alone.values())]
        if len(held):
            held = held.assign(group=[self._group(patch) for patch in held["patch"]])
            self._write(self._tiled(held, "group", "grid", grids).reindex([*alone]))

    def _below(self, grids: gpd.GeoDataFrame) -> Iterator[Area]:
        """Walk the groups and patches of grids."""
        for grid in sorted(grids["grid"]):
            yield from (
                one for one in self.tree.subtree(self.tree.by_code[grid]) if one.code != grid
            )

    def _group(self, patch: str | None) -> str | None:
        """Name the group that a patch is in, or the patch where it is in none."""
        if patch is None:
            return None
        group = group_above(self.tree, self.tree.by_code[patch])
        return patch if group is None else group.code

    def _outlined(self, areas: Iterable[Area]) -> dict[str, BaseGeometry]:
        """Read the outlines of those areas that have one, by code."""
        codes = {one.id: one.code for one in areas}
        had = area_store.outlines(self.conn, self.on, codes.keys())
        return {codes[key]: outline for key, outline in had.items()}

    def _tiled(
        self, atoms: gpd.GeoDataFrame, by: str, zone: str, within: gpd.GeoDataFrame | None
    ) -> gpd.GeoSeries:
        held = atoms[atoms[by].notna()]
        return outlines(held, by, zone=zone, streets=self.streets, within=within).geometry

    def _write(self, drawn: gpd.GeoSeries) -> None:
        """Give areas the outlines that follow from their buildings."""
        known = {step["area"] for step in plan_store.areas(self.conn, self.plan)}
        for code, outline in drawn.items():
            area = self.tree.by_code[str(code)]
            facts: Mapping[str, Any] = {
                "outline": None if pd.isna(outline) or outline.is_empty else outline,
                "outline_source": "plan",
            }
            area_store.change_area(self.conn, area.id, facts, at=self.on, since=self.on)
            if area.id not in known:
                step = {"level": area.level.value, "label": area.code, "area": area.id}
                plan_store.add_area(self.conn, self.plan, {**step, "fresh": False, "ends": False})
