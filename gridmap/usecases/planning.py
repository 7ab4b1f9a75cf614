"""Propose a plan: divide an area anew, or rebalance what is there, and keep it as a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.frames.alternatives import alternatives
from gridmap.frames.by_hand import by_hand
from gridmap.frames.division import Division
from gridmap.frames.rebalance import rebalance
from gridmap.frames.seeking import Watch
from gridmap.frames.town import reckoned_loads
from gridmap.planning.workload import names_in, workload
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.assignments import Assignment
from gridmap.usecases.plan_account import account_of
from gridmap.usecases.plan_anew import anew, first_patches
from gridmap.usecases.plan_drafts import Draft, keep
from gridmap.usecases.plan_drawing import drawing_of
from gridmap.usecases.plan_ground import Ground
from gridmap.usecases.plan_prepared import Prepared, prepared, seen_ground
from gridmap.usecases.plan_steps import called, labels_of, steps_of
from gridmap.usecases.plan_views import PlanView
from gridmap.usecases.workspace import Workspace

__all__ = [
    "TOLERANCE",
    "Proposal",
    "Wanted",
    "above_of",
    "asked_of",
    "demand_load",
    "draft_of",
    "figured",
    "found",
    "loads_of",
    "propose",
    "propose_anew",
    "size_of",
]

TOLERANCE: Final = 0.05
"""How far, as a share, a load may be from an even share, if nothing else is said."""

_FRONT: Final = (0.0, 0.05, 0.2, 0.6)
"""What a metre of border is worth, in households, in each of a few proposals."""

_LOADS: Final = ("households", "key_groups", "walk_up", "hazards")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the planner asks for; documented at :func:`gridmap.rebalance`.

    Attributes
    ----------
    size
        Bounds of every area's load; where neither they nor ``tolerance`` are given, those of the
        settings for patches, and 5 % around an even share for grids.
    locked
        What stays: codes of areas of the level, which neither give nor take; buildings by uid; or
        where a leader lives, as ``uid/unit/floor``, of which unit or floor may be empty.
    add
        Number of new areas, by the code of the community (for patches: of the grid).
    anew
        Divide from nothing; today's areas there end.
    front
        Look for a few, from the lowest price to the most compact, instead of for one; ``seconds``
        is for all of them.
    start
        What somebody has divided by hand, to be mended around what is decided there.
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
    anew: bool = False
    front: bool = False
    start: Assignment | None = None


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
            outlines = outlines.set_axis([called(label) for label in outlines.index])
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
    progress: Watch | None = None,
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
    above = above_of(wanted.size)
    ground = seen_ground(workspace, code, wanted.level, act=Act.CHANGE, above=above)
    here = prepared(ground[0], wanted.level, *ground[1:])
    [division] = found(workspace, here, wanted, progress=progress)
    draft = draft_of(here, division, asked_of(wanted), locked=wanted.locked)
    kept = keep(workspace, here.ground.area, wanted.level, draft)
    return Proposal(kept, division, here.ground)


def above_of(size: Sequence[float] | None) -> float | None:
    """Tell above how many households parts of towers fall into floors: what a patch may have."""
    return None if size is None else size[1]


def asked_of(wanted: Wanted) -> dict[str, Any]:
    """Tell what of a wish is worth remembering with what came of it."""
    kept = ("load", "size", "tolerance", "compactness", "anew")
    return {name: getattr(wanted, name) for name in kept}


def draft_of(
    here: Prepared,
    division: Division,
    asked: Mapping[str, Any],
    *,
    by_hand: Sequence[int] = (),
    locked: Collection[str] = (),
    title: str | None = None,
) -> Draft:
    """Make a division fit to be kept.

    Parameters
    ----------
    by_hand
        Atoms that were decided by hand, and
    locked
        what was locked: for whoever goes on with it.
    """
    labels = labels_of(division)
    codes, names = pd.factorize(labels)
    given = Assignment(here.base, names.tolist(), codes.tolist(), by_hand)
    return Draft(
        account_of(here, division, asked),
        steps_of(here, division),
        {**given.kept(here), "locked": list(locked)},
        drawing_of(here, division),
        title,
    )


def propose_anew(
    workspace: Workspace,
    code: str,
    wanted: Wanted,
    *,
    progress: Watch | None = None,
) -> Proposal:
    """Divide an area from nothing, and keep the proposal as a draft; today's grids there end.

    Raises
    ------
    Conflict
        ``plan-patches-below`` where the grids have patches: those are rebalanced.
    InputError, NotFound, NotPermitted
        As :func:`propose`.
    """
    return propose(workspace, code, replace(wanted, anew=True), progress=progress)


def found(
    workspace: Workspace, here: Prepared, wanted: Wanted, *, progress: Watch | None = None
) -> list[Division]:
    """Look for divisions of an area that is made ready; nothing is kept.

    Raises
    ------
    Conflict
        ``plan-patches-below``.
    InputError, NotFound, NotPermitted
        As :func:`propose`; ``plan-assignment`` where ``start`` is none of this ground.
    """
    demand_load(workspace, here, wanted.load)
    if wanted.anew:
        size = size_of(workspace, wanted.level, wanted.size, wanted.tolerance)
        how: dict[str, Any] = {"seconds": wanted.seconds, "progress": progress}
        return [anew(here, wanted.load, size, seed=wanted.seed, **how)]
    tree = here.ground.tree
    atoms = here.atoms
    if here.level is Level.GRID:
        # A building stays in one grid, unless it is more than a grid may be.
        atoms = here.together(np.inf if wanted.size is None else wanted.size[1])
    stays = here.locked(wanted.locked)
    if wanted.start is not None:
        atoms = atoms.assign(start=wanted.start.over(here))
        stays |= wanted.start.settled(here)
    first = {}
    if here.level is Level.PATCH:
        now = atoms["patch" if wanted.start is None else "start"]
        first = first_patches(here, now, wanted.size or workspace.settings.households_per_leader)
    asked: dict[str, Any] = {
        "current": here.current,
        "start": None if wanted.start is None else "start",
        "load": wanted.load,
        "tolerance": TOLERANCE if wanted.tolerance is None else wanted.tolerance,
        "size": size_of(workspace, wanted.level, wanted.size, wanted.tolerance),
        "zone": here.zone,
        "barriers": here.barriers,
        "streets": here.streets,
        "within": here.within,
        "edges": here.neighbours,
        "locked": atoms.index[stays],
        "locked_grids": [area for area in wanted.locked if area in tree.by_code],
        "add": {**first, **wanted.add},
        "remove": wanted.remove,
        "merge": wanted.merge,
        "together": "together" if here.level is Level.GRID else None,
        "patch": "patch" if here.patched else None,
        "patch_size": workspace.settings.households_per_leader,
        "seed": wanted.seed,
        "progress": progress,
    }
    if wanted.front:
        each = None if wanted.seconds is None else wanted.seconds / len(_FRONT)
        return alternatives(atoms, compactness=_FRONT, seconds=each, **asked)
    return [rebalance(atoms, compactness=wanted.compactness, seconds=wanted.seconds, **asked)]


def figured(
    workspace: Workspace,
    here: Prepared,
    given: Assignment,
    *,
    load: str = "households",
    size: tuple[float, float] | None = None,
    tolerance: float | None = None,
) -> Division:
    """Tell what a division made by hand comes to; nothing is kept.

    Raises
    ------
    InputError
        ``plan-assignment`` where it is none of this ground, and as :func:`propose`.
    """
    demand_load(workspace, here, load)
    return by_hand(
        here.atoms.assign(given=given.over(here)),
        "given",
        current=here.current,
        load=load,
        tolerance=TOLERANCE if tolerance is None else tolerance,
        size=size_of(workspace, here.level, size, tolerance),
        zone=here.zone,
        barriers=here.barriers,
        streets=here.streets,
        within=here.within,
        edges=here.neighbours,
        patch="patch" if here.patched else None,
        patch_size=workspace.settings.households_per_leader,
    )


def loads_of(workspace: Workspace, here: Prepared, load: str) -> NDArray[np.float64]:
    """Reckon the load of each atom.

    Raises
    ------
    InputError
        As :func:`demand_load`; ``workload-missing``, ``workload-negative``, ``workload-large``.
    NotPermitted
        As :func:`demand_load`.
    """
    demand_load(workspace, here, load)
    columns = {name: here.atoms[name].to_numpy(np.float64) for name in _LOADS}
    return reckoned_loads(workload(load, columns), load)


def demand_load(workspace: Workspace, here: Prepared, load: str) -> None:
    """Refuse a load that nobody can reckon, and one that tells of key groups.

    Where these live is known to those only who may see it door by door.

    Raises
    ------
    InputError
        ``workload-unreadable``, ``workload-column-unknown``.
    NotPermitted
        ``not-your-role``.
    """
    names = names_in(load)
    workload(load, {name: np.ones(1) for name in _LOADS})
    if "key_groups" in names:
        workspace.actor.demand(here.ground.tree, Act.SEE, Data.KEY_GROUPS, here.ground.area)


def size_of(
    workspace: Workspace,
    level: Level,
    size: tuple[float, float] | None,
    tolerance: float | None,
) -> tuple[float, float] | None:
    """Settle the bounds; ``None`` for an even share.

    Raises
    ------
    InputError
        ``plan-size-or-tolerance`` where both are given.
    """
    if size is not None and tolerance is not None:
        raise InputError("plan-size-or-tolerance")
    if size is None and tolerance is None and level is Level.PATCH:
        return workspace.settings.households_per_leader
    return size
