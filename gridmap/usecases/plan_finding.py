"""Look for divisions of an area that is made ready, as a planner asks for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import InputError, NotPermitted
from gridmap.frames.alternatives import sought
from gridmap.frames.divide import GRID_SIZE
from gridmap.frames.division import Division
from gridmap.frames.rebalance import rebalance
from gridmap.frames.seeking import Watch
from gridmap.frames.town import checked_size, reckoned_loads
from gridmap.planning.workload import names_in, workload
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.assignments import Assignment
from gridmap.usecases.plan_anew import anew, counts_of, usual_share
from gridmap.usecases.plan_easing import eased, partly
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import labels_of
from gridmap.usecases.workspace import Workspace

__all__ = ["TOLERANCE", "Wanted", "bounds_of", "demand_load", "found", "loads_of"]

TOLERANCE: Final = 0.05
"""How far, as a share, a load may be from an even share, if nothing else is said."""

_FRONT: Final = (0.0, 0.05, 0.2, 0.6)
"""What a metre of border is worth, in households, in each of a few proposals."""

_FIRST: Final = 0.2
"""Share of the work for a few proposals of patches to find out which towers fall into floors."""

_LOADS: Final = ("households", "key_groups", "walk_up", "hazards")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the planner asks for; documented at :func:`gridmap.rebalance`.

    Attributes
    ----------
    size
        Bounds of every area's load; where neither they nor ``tolerance`` are given, those of the
        settings for patches, and 5 % around an even share for grids, or 300 to 500 ``anew``.
    tolerance
        Around an even share; ``anew`` that of as many areas as ``parts`` says, or there are today.
    locked
        What stays: codes of areas of the level, which neither give nor take; buildings by uid; or
        where a leader lives, as ``uid/unit/floor``, of which unit or floor may be empty.
    add
        Number of new areas, by the code of the community (for patches: of the grid).
    anew
        Divide from nothing; today's areas there end.
    parts
        Into how many each community (for patches: each grid) is divided ``anew``; if it is not
        given, as many as ``size`` asks for, and with ``tolerance`` as many as there are today.
    front
        Look for a few, from the lowest price to the most compact, instead of for one, whatever
        they are worth beside each other; ``seconds`` is for all of them.
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
    parts: int | None = None
    front: bool = False
    start: Assignment | None = None

    @property
    def drawn(self) -> Collection[str]:
        """Areas that somebody has drawn."""
        return () if self.start is None else self.start.labels

    def staying(self, here: Prepared) -> pd.Series[bool]:
        """Mark the atoms that are locked, or were decided by hand.

        Raises
        ------
        InputError
            ``plan-anew-locked``; ``plan-area-alone`` where there is one area only, and no other is
            asked for; ``plan-assignment`` where ``start`` is none of this ground.
        NotFound
            ``plan-lock-unknown``.
        """
        if self.anew and self.locked:
            raise InputError("plan-anew-locked", count=len(self.locked))
        area = here.ground.area
        if area.level is self.level and not (self.anew or self.add or self.start):
            raise InputError("plan-area-alone", area=area.name or area.code)
        stays = here.locked(self.locked, self.drawn)
        if self.start is not None:
            self.start.over(here)
            stays |= self.start.settled(here)
        return stays

    def bounds(self, workspace: Workspace) -> dict[str, Any]:
        """Settle the bounds, as :func:`bounds_of`."""
        if self.anew and self.size is None:
            if self.tolerance is None and self.parts is None:
                return {"size": self.usual(workspace)}
            return {"tolerance": TOLERANCE if self.tolerance is None else self.tolerance}
        return bounds_of(workspace, self.level, self.size, self.tolerance)

    def usual(self, workspace: Workspace) -> tuple[float, float]:
        """Tell the bounds of an area's load if nobody has said or shown any."""
        patches = self.level is Level.PATCH
        return workspace.settings.households_per_leader if patches else GRID_SIZE

    def counts(self, workspace: Workspace, here: Prepared, now: pd.Series[Any]) -> dict[str, int]:
        """Tell how many areas each zone has by ``now``, and one that has none is to have.

        As many as ``size`` asks for; where nobody has said any, grids are to be as those around.
        """
        loads = loads_of(workspace, here, self.load)
        size = checked_size(self.size)
        if size is None and self.level is Level.GRID:
            size = usual_share(here, now, loads)
        return counts_of(here, now, loads, size or self.usual(workspace))


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
    stays = wanted.staying(here)
    seconds, border = wanted.seconds, wanted.compactness
    how: dict[str, Any] = {"seconds": seconds, "progress": progress}
    if wanted.anew:
        bounds = wanted.bounds(workspace)
        parts: int | Mapping[str, int] | None = wanted.parts
        if parts is None and "size" not in bounds:
            parts = wanted.counts(workspace, here, here.atoms[here.current])
        return [anew(here, wanted.load, bounds, parts=parts, seed=wanted.seed, **how)]
    tree = here.ground.tree
    atoms = here.atoms.assign(together=here.atoms[here.unparted])
    if wanted.start is not None:
        atoms = atoms.assign(start=wanted.start.over(here))
    now = atoms[here.current if wanted.start is None else "start"]
    bare = now.isna().groupby(atoms[here.zone]).all()
    first = {
        zone: count
        for zone, count in wanted.counts(workspace, here, now).items()
        if bare[zone] and not bare.all()
    }
    asked: dict[str, Any] = {
        "current": here.current,
        "start": None if wanted.start is None else "start",
        "load": wanted.load,
        **wanted.bounds(workspace),
        "zone": here.zone,
        "barriers": here.barriers,
        "streets": here.streets,
        "within": here.within,
        "edges": here.neighbours,
        "locked": atoms.index[stays],
        "locked_grids": [
            area for area in wanted.locked if area in tree.by_code or area in wanted.drawn
        ],
        "add": {**first, **wanted.add},
        "remove": wanted.remove,
        "merge": wanted.merge,
        "together": "together",
        "patch": "patch" if here.patched else None,
        "patch_size": workspace.settings.households_per_leader,
        "seed": wanted.seed,
    }

    def once(
        atoms: gpd.GeoDataFrame,
        before: Division | None,
        settled: pd.Series[bool] | None,
        **limits: Any,  # noqa: ANN401 - handed on
    ) -> Division:
        again: dict[str, Any] = {}
        if before is not None:
            # What was asked of today's patches is done in the division before.
            atoms = atoms.assign(start=labels_of(before))
            again = {"start": "start", "add": 0, "remove": (), "merge": ()}
            again["locked"] = atoms.index[stays if settled is None else stays | settled]
        return rebalance(atoms, compactness=border, **{**asked, **again}, **limits)

    if here.level is not Level.PATCH:
        if not wanted.front:
            return [once(atoms, None, None, **how)]
        each = None if seconds is None else seconds / len(_FRONT)
        return sought(atoms, compactness=_FRONT, seconds=each, progress=progress, **asked)
    if not wanted.front:
        return [eased(here, atoms, once, border=border, **how).division]
    each = None if seconds is None else seconds / (len(_FRONT) + 1)
    first_of_all = progress and partly(progress, 0.0, _FIRST)
    best = eased(here, atoms, once, border=border, seconds=each, progress=first_of_all)
    if best.stopped:
        return [best.division]
    rest = progress and partly(progress, _FIRST, 1.0)
    several = sought(best.atoms, compactness=_FRONT, seconds=each, progress=rest, **asked)
    return sorted([best.division, *several], key=lambda division: division.metrics.moved)


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
        ``plan-load-private``.
    """
    if "key_groups" in names_in(load):
        try:
            workspace.actor.demand(here.ground.tree, Act.SEE, Data.KEY_GROUPS, here.ground.area)
        except NotPermitted:
            raise NotPermitted("plan-load-private") from None
    # Nobody is told of what they may not ask for.
    secret = not workspace.actor.may(Act.SEE, Data.KEY_GROUPS)
    workload(load, {name: np.ones(1) for name in _LOADS if not (secret and name == "key_groups")})


def bounds_of(
    workspace: Workspace,
    level: Level,
    size: tuple[float, float] | None,
    tolerance: float | None,
) -> dict[str, Any]:
    """Settle the bounds of a division: either ``size``, or the ``tolerance`` around an even share.

    Raises
    ------
    InputError
        ``plan-size-or-tolerance`` where both are given.
    """
    if size is not None and tolerance is not None:
        raise InputError("plan-size-or-tolerance")
    if tolerance is None and size is None and level is Level.PATCH:
        size = workspace.settings.households_per_leader
    if size is not None:
        return {"size": size}
    return {"tolerance": TOLERANCE if tolerance is None else tolerance}
