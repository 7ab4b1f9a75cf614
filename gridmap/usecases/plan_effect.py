"""What an approved plan writes for its day, and how that is taken back before it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.errors import InputError
from gridmap.frames.outlines import outlines
from gridmap.store import areas as area_store
from gridmap.store import drawing as drawing_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import parts as part_store
from gridmap.store import placements as placement_store
from gridmap.store import plans as plan_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.parts import Span, cut, holder
from gridmap.usecases.plan_ground import ground_of
from gridmap.usecases.workspace import Workspace

__all__ = ["take_back", "take_effect"]


def take_effect(workspace: Workspace, conn: Connection, plan: RowMapping, on: date) -> None:
    """Write steps of areas, parts and outlines that hold from day ``on``."""
    tree = area_store.tree(conn, workspace.today())
    steps = plan_store.areas(conn, plan["id"])
    had = area_store.outlines(conn, workspace.today())
    lined = {
        tree.standing_for(one, Level.GRID).code
        for one in tree.areas.values()
        if one.level is Level.PATCH and one.id in had
    }
    heirs = _new_areas(workspace, conn, tree, steps, on)
    for step in steps:
        if not step["fresh"] and not step["ends"]:
            parent = step["parent"] if step["parent_new"] is None else heirs[step["parent_new"]]
            area_store.change_area(conn, step["area"], {"parent": parent}, at=on, since=on)
    moves = plan_store.moves(conn, plan["id"])
    leaves = [heirs[one["to_new"]] if one["to_area"] is None else one["to_area"] for one in moves]
    whole = {
        move["part"]: leaf
        for move, leaf in zip(moves, leaves, strict=True)
        if move["unit"] is None and move["floor_lo"] is None and move["floor_hi"] is None
    }
    membership_store.move(conn, whole, source="plan", since=on, plan=plan["id"])
    shared = [
        (move, leaf) for move, leaf in zip(moves, leaves, strict=True) if move["part"] not in whole
    ]
    ended = [step["area"] for step in steps if step["ends"]]
    for _, several in groupby(shared, key=lambda one: one[0]["part"]):
        _split(conn, workspace.today(), list(several), plan["id"], on, ended)
    area_store.close_areas(conn, ended, on)
    concerned = {one for move in moves for one in (move["from_area"], move["to_area"])}
    concerned |= {step["area"] for step in steps} | set(heirs.values())
    _draw(conn, plan, concerned - {None}, lined, on)


def take_back(conn: Connection, plan: RowMapping) -> None:
    """Forget all that a plan wrote for its day."""
    steps = plan_store.areas(conn, plan["id"])
    fresh = [step for step in steps if step["fresh"]]
    touched = [step["area"] for step in steps if not step["fresh"] and step["area"] is not None]
    plan_store.take_back(conn, plan["id"], plan["applies_on"], touched)
    for step in reversed(fresh):
        plan_store.note_area(conn, step["id"], None)
        drawing_store.remove_area(conn, step["area"], origin=None, heir=None)


def _new_areas(
    workspace: Workspace,
    conn: Connection,
    tree: AreaTree,
    steps: Sequence[RowMapping],
    on: date,
) -> dict[int, int]:
    """Enter the areas that are new; their ids by row of the plan."""
    used = drawing_store.codes(conn)
    heirs: dict[int, int] = {}
    paths: dict[int, list[str]] = {}
    for step in steps:
        if not step["fresh"]:
            continue
        level, parent = Level(step["level"]), step["parent"]
        above = paths.get(step["parent_new"])
        if above is None:
            above = [one.code for one in tree.path(tree.areas[parent])]
        # Those in groups, too: patches of a grid are counted through.
        below = [] if parent is None else tree.subtree(tree.areas[parent])
        beside = [one for one in below if one.level is level]
        codes = [one.code for one in beside]
        code = workspace.code_pattern.next_below(above, level, codes, used)
        if code is None:
            raise InputError("area-code-needed", level=level)
        used.add(code)
        facts = {
            "code": code,
            "kind": beside[0].kind if beside else None,
            "parent": parent if step["parent_new"] is None else heirs[step["parent_new"]],
        }
        heirs[step["id"]] = area_store.add_area(conn, level, facts, since=on)
        paths[step["id"]] = [code, *above]
        plan_store.note_area(conn, step["id"], heirs[step["id"]])
    return heirs


def _split(
    conn: Connection,
    today: date,
    moves: Sequence[tuple[RowMapping, int]],
    plan: int,
    on: date,
    ended: Collection[int],
) -> None:
    """Close a part on its day, and open what it falls into for the leaf areas that get it.

    What is left of it stays where it was, or, where that has ended, goes where most of it went.
    """
    first = moves[0][0]
    rows = {row["part"]: row for row in membership_store.parts_of(conn, first["building"], today)}
    whole = rows.pop(first["part"])
    others = [Span(row["unit"], row["floor_lo"], row["floor_hi"]) for row in rows.values()]
    owners = [(Span(whole["unit"], whole["floor_lo"], whole["floor_hi"]), first["from_area"])]
    for move, leaf in moves:
        out = Span(move["unit"], move["floor_lo"], move["floor_hi"])
        fallen = cut([*(span for span, _ in owners), *others], out)
        owners = [
            found
            for (span, owner), pieces in zip(owners, fallen, strict=False)
            for found in (
                [(piece.span, leaf if piece.inside else owner) for piece in pieces]
                or [(span, owner)]
            )
        ]
    spans = [span for span, _ in owners]
    children = part_store.open_parts(conn, first["building"], first["part"], spans, on)
    part_store.close_part(conn, first["part"], on)
    [(most, _)] = Counter(leaf for _, leaf in moves).most_common(1)
    for child, (_, leaf) in zip(children, owners, strict=True):
        heir = most if leaf in ended else leaf
        membership_store.add(conn, np.array([child]), [heir], source="plan", since=on, plan=plan)
    standing = household_store.standing(conn, today, buildings=[first["building"]])
    here = set(standing["household"][standing["part"] == first["part"]].tolist())
    doors = [row for row in household_store.of_building(conn, first["building"], today)
             if row["household"] in here]  # fmt: skip
    rest = next((at for at, (_, leaf) in enumerate(owners) if leaf == first["from_area"]), 0)
    found = [holder(spans, row["unit"], row["floor"]) for row in doors]
    placement_store.put_placements(
        conn,
        np.array([row["household"] for row in doors], dtype=np.int64),
        np.array([children[rest if at is None else at] for at in found], dtype=np.int64),
        since=[on] * len(doors),
    )


def _draw(
    conn: Connection,
    plan: RowMapping,
    concerned: Collection[int],
    lined: Collection[str],
    on: date,
) -> None:
    """Derive the outlines of grids in the communities concerned, and of what lies below them.

    Patches are drawn in grids where some have an outline, or had one before: these grids are
    ``lined``, for all of the patches may have ended. Groups that have one are drawn around theirs.
    """
    tree = area_store.tree(conn, on)
    ground = ground_of(conn, tree, tree.areas[plan["area"]], on, split_above=None)
    level = Level.GRID if Level(plan["level"]) is Level.GRID else Level.PATCH
    zone = "community" if level is Level.GRID else "grid"
    above = Level.COMMUNITY if level is Level.GRID else Level.GRID
    zones = {
        one.code
        for key in concerned
        if key in tree.areas
        for one in tree.path(tree.areas[key])
        if one.level is above
    }
    atoms = ground.atoms[ground.atoms[zone].isin(zones)]
    streets = ground.streets if len(ground.streets) else None
    if level is Level.GRID:
        within = ground.within(zone)
        drawn = _tiled(atoms, "grid", zone, streets, within)
        _write(conn, plan["id"], tree, drawn, on)
        frame = drawn.rename_axis("grid").reset_index()[["grid", "geometry"]]
    else:
        frame = ground.grids[ground.grids["grid"].isin(zones)]
    had = area_store.outlines(conn, on)
    outlined = set(frame.loc[frame.geometry.notna(), "grid"])
    patched = {
        code
        for code, patch in zip(atoms["grid"], atoms["patch"], strict=True)
        if patch is not None and tree.by_code[patch].id in had
    } | {*lined}
    below = atoms[atoms["grid"].isin(patched & outlined)]
    if len(below):
        _write(conn, plan["id"], tree, _tiled(below, "patch", "grid", streets, frame), on)
    groups = [
        one
        for grid in sorted(outlined)
        for one in tree.subtree(tree.by_code[grid])
        if one.level is Level.GROUP and one.id in had and one.code not in set(below["patch"])
    ]
    joined = [one for one in groups if tree.standing_for(one, Level.GRID).code in patched]
    _write(conn, plan["id"], tree, _joined(tree, joined, area_store.outlines(conn, on)), on)
    # Where patches have no ground of their own, groups have what their buildings stand on.
    alone = {
        one.code: tree.standing_for(one, Level.GRID).code for one in groups if one not in joined
    }
    held = atoms[atoms["grid"].isin(alone.values())]
    if len(held):
        held = held.assign(group=[_group_of(tree, patch) for patch in held["patch"]])
        tiles = _tiled(held, "group", "grid", streets, frame)
        _write(conn, plan["id"], tree, tiles.reindex([*alone]), on)


def _group_of(tree: AreaTree, patch: str | None) -> str | None:
    """Name the group that a patch is in, or the patch where it is in none."""
    if patch is None:
        return None
    above = (one.code for one in tree.path(tree.by_code[patch]) if one.level is Level.GROUP)
    return next(above, patch)


def _tiled(
    atoms: gpd.GeoDataFrame,
    by: str,
    zone: str,
    streets: gpd.GeoSeries | None,
    within: gpd.GeoDataFrame | None,
) -> gpd.GeoDataFrame:
    held = atoms[atoms[by].notna()]
    return outlines(held, by, zone=zone, streets=streets, within=within)


def _joined(
    tree: AreaTree, groups: Sequence[Area], outlined: Mapping[int, BaseGeometry]
) -> gpd.GeoSeries:
    """Join the outlines of the patches of each group; nothing where it has none any more."""
    patches = [
        [outlined[one.id] for one in tree.subtree(group) if one is not group and one.id in outlined]
        for group in groups
    ]
    joined = [shapely.union_all(several) for several in patches]
    return gpd.GeoSeries(joined, index=[group.code for group in groups])


def _write(
    conn: Connection,
    key: int,
    tree: AreaTree,
    drawn: gpd.GeoDataFrame | gpd.GeoSeries,
    on: date,
) -> None:
    """Give areas the outlines that follow from their buildings."""
    known = {step["area"] for step in plan_store.areas(conn, key)}
    for code, outline in zip(drawn.index, drawn.geometry, strict=True):
        area = tree.by_code[code]
        facts: Mapping[str, Any] = {
            "outline": None if pd.isna(outline) or outline.is_empty else outline,
            "outline_source": "plan",
        }
        area_store.change_area(conn, area.id, facts, at=on, since=on)
        if area.id not in known:
            step = {"level": area.level.value, "label": code, "area": area.id}
            plan_store.add_area(conn, key, {**step, "fresh": False, "ends": False})
