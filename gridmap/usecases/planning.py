"""Propose a plan: divide an area anew, or rebalance what is there, and keep it as a draft."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.frames.divide import divide
from gridmap.frames.division import Division
from gridmap.frames.rebalance import rebalance
from gridmap.frames.seeking import Progress
from gridmap.planning.bounds import parts_for
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.plan_account import account_of
from gridmap.usecases.plan_ground import Ground, ground_of
from gridmap.usecases.plan_steps import labels_of, steps_of
from gridmap.usecases.plans import PlanView, keep
from gridmap.usecases.workspace import Workspace

__all__ = ["Proposal", "Wanted", "propose", "propose_anew"]

_LEVELS: Final = (Level.GRID, Level.PATCH)
_TOLERANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the planner asks for; documented at :func:`gridmap.rebalance`.

    Attributes
    ----------
    size
        Bounds of every area's load; where neither they nor ``tolerance`` are given, those of the
        settings for patches, and 5 % around an even share for grids.
    locked
        What stays: codes of areas of the level, which neither give nor take, or buildings by uid.
    add
        Number of new areas, by the code of the community (for patches: of the grid).
    """

    level: Level = Level.GRID
    size: tuple[float, float] | None = None
    tolerance: float | None = None
    load: str = "households"
    locked: Collection[str] = ()
    add: Mapping[str, int] = field(default_factory=dict)
    remove: Collection[str] = ()
    merge: Sequence[Sequence[str]] = ()
    compactness: float = 0.0
    seed: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft with the division behind it, and the ground it was made from."""

    plan: PlanView
    division: Division
    ground: Ground

    def drawn(self) -> gpd.GeoDataFrame:
        """Draw the proposed areas, and what changes hands, as one layer (EPSG:4326).

        Column ``kind`` tells ``area`` from ``move``.
        """
        outlines = self.division.outlines
        if outlines.index.dtype.kind == "i":
            outlines = outlines.set_axis("new-" + (outlines.index + 1).astype(str))
        loads = self.ground.atoms["households"].groupby(labels_of(self.division)).sum()
        areas = gpd.GeoDataFrame(
            {
                "kind": "area",
                "area": [str(label) for label in outlines.index],
                "households": loads.reindex(outlines.index).to_numpy(),
                "polsby_popper": outlines["polsby_popper"].round(3).to_numpy(),
            },
            geometry=outlines.geometry.to_numpy(),
            crs=outlines.crs,
        )
        moved = self.division.moves
        moves = gpd.GeoDataFrame(
            moved.assign(kind="move").reset_index(drop=True),
            geometry=self.ground.atoms.geometry[moved.index].to_numpy(),
            crs=self.ground.atoms.crs,
        )
        return gpd.GeoDataFrame(pd.concat([areas, moves], ignore_index=True), crs=outlines.crs)


def propose(
    workspace: Workspace,
    code: str,
    wanted: Wanted,
    *,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Proposal:
    """Rebalance an area, and keep the proposal as a draft.

    Parameters
    ----------
    code
        Of the area; the whole of its ground is looked at.
    progress
        As for :func:`gridmap.rebalance`.

    Raises
    ------
    NotFound
        ``area-unknown``, ``plan-lock-unknown``.
    NotPermitted
        If the area is not the actor's to set up.
    InputError
        ``plan-area-empty``, ``plan-level``, and whatever :func:`gridmap.rebalance` finds wrong.
    """
    ground, locked = _ground(workspace, code, wanted)
    atoms, grid, zone = _columns(ground, wanted)
    patches = wanted.level is Level.GRID and atoms["patch"].notna().any()
    division = rebalance(
        atoms,
        current=grid,
        load=wanted.load,
        tolerance=_TOLERANCE if wanted.tolerance is None else wanted.tolerance,
        size=_size(workspace, wanted),
        zone=zone,
        barriers=ground.water if len(ground.water) else None,
        streets=ground.streets if len(ground.streets) else None,
        within=ground.within if zone == "community" else None,
        locked=atoms.index[atoms["building"].isin(locked)],
        locked_grids=[area for area in wanted.locked if area in ground.tree.by_code],
        add={**_first_patches(workspace, atoms, wanted), **wanted.add},
        remove=wanted.remove,
        merge=wanted.merge,
        together="together" if wanted.level is Level.GRID else None,
        patch="patch" if patches else None,
        patch_size=workspace.settings.households_per_leader,
        compactness=wanted.compactness,
        seed=wanted.seed,
        seconds=wanted.seconds,
        progress=progress,
    )
    return _kept(workspace, ground, wanted, division, grid, zone)


def propose_anew(
    workspace: Workspace,
    code: str,
    wanted: Wanted,
    *,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Proposal:
    """Divide an area from nothing, and keep the proposal as a draft; today's grids there end.

    Raises
    ------
    Conflict
        ``plan-patches-below`` where the grids have patches: those are rebalanced.
    InputError, NotFound, NotPermitted
        As :func:`propose`.
    """
    ground, _ = _ground(workspace, code, wanted)
    atoms, grid, zone = _columns(ground, wanted)
    if wanted.level is Level.GRID and atoms["patch"].notna().any():
        raise Conflict("plan-patches-below", area=ground.area.name or ground.area.code)
    division = divide(
        atoms,
        load=wanted.load,
        size=wanted.size or _size(workspace, wanted),
        zone=zone,
        barriers=ground.water if len(ground.water) else None,
        streets=ground.streets if len(ground.streets) else None,
        within=ground.within if zone == "community" else None,
        seed=wanted.seed,
        seconds=wanted.seconds,
        progress=progress,
    )
    return _kept(workspace, ground, wanted, division, grid, zone)


def _size(workspace: Workspace, wanted: Wanted) -> tuple[float, float] | None:
    """Settle the bounds; ``None`` for an even share."""
    if wanted.size is None and wanted.tolerance is None and wanted.level is Level.PATCH:
        return workspace.settings.households_per_leader
    return wanted.size


def _first_patches(workspace: Workspace, atoms: gpd.GeoDataFrame, wanted: Wanted) -> dict[str, int]:
    """Tell how many patches grids need that have none yet."""
    if wanted.level is not Level.PATCH:
        return {}
    low, high = wanted.size or workspace.settings.households_per_leader
    return {
        grid: parts_for(float(here["households"].sum()), low, high, len(here))
        for grid, here in atoms.groupby("grid")
        if here["patch"].isna().all()
    }


def _ground(workspace: Workspace, code: str, wanted: Wanted) -> tuple[Ground, set[int]]:
    """Take the area out of the tables, and the buildings that are locked.

    What it is to become is looked for without holding them.
    """
    if wanted.level not in _LEVELS:
        raise InputError("plan-level", level=wanted.level)
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        area = named(tree, code)
        workspace.actor.demand(tree, Act.CHANGE, Data.SETTING_UP, area)
        buildings = {uid: building_store.one(conn, uid) for uid in wanted.locked
                     if uid not in tree.by_code}  # fmt: skip
        for uid, row in buildings.items():
            if row is None:
                raise NotFound("plan-lock-unknown", lock=uid)
        locked = {row["id"] for row in buildings.values() if row is not None}
        above = None
        if wanted.level is Level.PATCH:
            above = (wanted.size or workspace.settings.households_per_leader)[1]
        return ground_of(conn, tree, area, today, split_above=above), locked


def _columns(ground: Ground, wanted: Wanted) -> tuple[gpd.GeoDataFrame, str, str]:
    """Tell which columns have the areas of the level, and what they do not reach across."""
    atoms = ground.atoms
    if wanted.level is Level.GRID:
        homes = atoms["households"].groupby(atoms["building"]).transform("sum")
        most = np.inf if wanted.size is None else wanted.size[1]
        # A building stays in one grid, unless it is more than a grid may be.
        whole = atoms["building"].where(homes <= most)
        atoms = atoms.drop(columns=["unit", "floor"]).assign(together=whole)
        return atoms, "grid", "community"
    # What is no grid's yet is divided by community.
    return atoms.assign(grid=atoms["grid"].fillna(atoms["community"])), "patch", "grid"


def _kept(
    workspace: Workspace,
    ground: Ground,
    wanted: Wanted,
    division: Division,
    current: str,
    zone: str,
) -> Proposal:
    """Keep a proposal as a draft."""
    asked = {
        "load": wanted.load,
        "size": wanted.size,
        "tolerance": wanted.tolerance,
        "compactness": wanted.compactness,
    }
    account = account_of(ground, division, current, asked)
    steps = steps_of(ground, division, wanted.level, current, zone)
    return Proposal(keep(workspace, ground.area, wanted.level, account, steps), division, ground)
