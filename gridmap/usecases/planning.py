"""Propose a plan: divide an area anew, or rebalance what is there, and keep it as a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from gridmap.frames.by_hand import by_hand
from gridmap.frames.division import Division
from gridmap.frames.seeking import Watch
from gridmap.territory.policy import Act
from gridmap.usecases.assignments import Assignment
from gridmap.usecases.plan_account import account_of
from gridmap.usecases.plan_drafts import Draft, keep
from gridmap.usecases.plan_drawing import drawing_of
from gridmap.usecases.plan_finding import Wanted, bounds_of, demand_load, found
from gridmap.usecases.plan_ground import Ground
from gridmap.usecases.plan_prepared import Prepared, prepared, seen_ground
from gridmap.usecases.plan_steps import called, labels_of, steps_of
from gridmap.usecases.plan_views import PlanView
from gridmap.usecases.workspace import Workspace

__all__ = ["Proposal", "asked_of", "draft_of", "figured", "propose", "propose_anew"]


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
    ground = seen_ground(workspace, code, wanted.level, act=Act.CHANGE)
    here = prepared(ground[0], wanted.level, *ground[1:])
    [division] = found(workspace, here, wanted, progress=progress)
    draft = draft_of(here, division, asked_of(workspace, wanted), locked=wanted.locked)
    kept = keep(workspace, here.ground.area, wanted.level, draft)
    return Proposal(kept, division, here.ground)


def asked_of(workspace: Workspace, wanted: Wanted) -> dict[str, Any]:
    """Tell what of a wish is worth remembering with what came of it, the usual bounds too."""
    kept = {name: getattr(wanted, name) for name in ("load", "compactness", "anew")}
    return {"size": None, "tolerance": None, **wanted.bounds(workspace), **kept}


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


def figured(
    workspace: Workspace,
    here: Prepared,
    given: Assignment,
    *,
    load: str = "households",
    size: tuple[float, float] | None = None,
    tolerance: float | None = None,
    locked: Collection[str] = (),
) -> Division:
    """Tell what a division made by hand comes to; nothing is kept.

    What is ``locked``, and what was decided by hand, may be why areas are out of bounds.

    Raises
    ------
    InputError
        ``plan-assignment`` where it is none of this ground, and as :func:`propose`.
    NotFound
        ``plan-lock-unknown``.
    """
    demand_load(workspace, here, load)
    then = given.over(here)
    stays = (here.locked(locked, given.labels) | given.settled(here)) & then.notna()
    return by_hand(
        here.atoms.assign(given=then),
        "given",
        current=here.current,
        load=load,
        **bounds_of(workspace, here.level, size, tolerance),
        zone=here.zone,
        barriers=here.barriers,
        streets=here.streets,
        within=here.within,
        edges=here.neighbours,
        locked=here.atoms.index[stays],
        locked_grids=sorted(set(locked) & set(then.dropna())),
        patch="patch" if here.patched else None,
        patch_size=workspace.settings.households_per_leader,
    )
