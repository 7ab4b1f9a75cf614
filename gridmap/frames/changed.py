"""What another division of today's grids comes to: labels, figures, moves, receiving patches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import Finding
from gridmap.frames.columns import labelled, plain
from gridmap.frames.division import Division, infeasible, loads, metrics
from gridmap.frames.grids import Grids
from gridmap.frames.outlines import Sheet, across_gaps
from gridmap.frames.patches import Handed, handed_on
from gridmap.frames.town import Town, bounds
from gridmap.planning.instance import Instance

__all__ = ["Changed", "instance_of"]

Ints = NDArray[np.int64]
_Lines: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries


def instance_of(
    town: Town, grids: Grids, size: tuple[float, float] | None, tolerance: float
) -> Instance:
    """Put together what is divided."""
    low, high = bounds(town, grids.zone, size, tolerance)
    return Instance(
        town.graph, town.load, town.price, grids.home, grids.free, town.zone, grids.zone, low, high,
        grids.open,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Changed:
    """Today's grids, and those there are to be.

    Attributes
    ----------
    now, then
        The grids of both.
    today, instance
        What is divided, likewise.
    zone, barriers, streets, within
        What outlines are drawn from.
    patch, patch_size
        Column of patches, if receiving ones are to be named, and how much they hold.
    """

    buildings: gpd.GeoDataFrame
    current: str
    town: Town
    now: Grids
    then: Grids
    today: Instance
    instance: Instance
    zone: str | None
    barriers: _Lines | None
    streets: _Lines | None
    within: gpd.GeoDataFrame | None
    patch: str | None
    patch_size: tuple[float, float]

    def to(
        self, part: Ints, findings: Sequence[Finding], dear: NDArray[np.bool_] | None = None
    ) -> Division:
        """Tell what it means that each building is in ``part``; -1 where that is not decided.

        ``dear`` marks parts that could come into bounds at too high a price only.
        """
        buildings, town, then = self.buildings, self.town, self.then
        moved = (then.before != -1) & (then.before != part)
        answer = self._labelled(part)
        patches = None
        if self.patch is not None:
            settled = np.where(part < 0, len(then.names), part)
            patches = handed_on(buildings, self.patch, town, then, settled, self.patch_size)
        if town.strewn:
            findings = [*findings, *across_gaps(buildings, answer)]
        return Division(
            assignment=answer,
            metrics=metrics(
                self.instance, town, part, moved=moved, draw=self._sheet(answer).draw,
                leaders_changed=None if patches is None else patches.price,
            ),
            today=metrics(
                self.today, town, self.now.home, moved=np.zeros(len(part), np.bool_),
                draw=self._sheet(buildings[self.current]).draw,
                leaders_changed=None if patches is None else 0.0,
            ),
            infeasible=infeasible(self.instance, part, town, dear),
            loads=loads(self.instance, part, town, then.names),
            moves=self._moves(answer, moved, patches),
            patches=None if patches is None else patches.patch,
            findings=tuple(findings),
            draw=self._sheet(answer).draw,
        )  # fmt: skip

    def _sheet(self, grid: pd.Series[Any]) -> Sheet:
        return Sheet(self.buildings, grid, self.zone, self.barriers, self.streets, self.within)

    def _labelled(self, part: Ints) -> pd.Series[Any]:
        """Call grids by their labels, in the dtype of today's."""
        buildings, grids, current = self.buildings, self.then, self.current
        names: NDArray[Any] = np.empty(len(grids.names) + 1, dtype=object)
        names[:-1] = grids.names
        kind, own = grids.today.dtype, buildings[current].dtype
        answer = labelled(names[part], buildings.index, kind, current)
        if answer.dtype != kind:
            return answer
        if isinstance(own, pd.CategoricalDtype):
            new = [name for name in grids.names if name not in own.categories]
            own = pd.CategoricalDtype([*own.categories, *new], own.ordered)
        return answer.astype(own)

    def _moves(
        self, answer: pd.Series[Any], moved: NDArray[np.bool_], patches: Handed | None
    ) -> pd.DataFrame:
        """List what changes hands."""
        buildings = self.buildings
        moves = pd.DataFrame(
            {
                "from": self.then.today.set_axis(buildings.index),
                "to": plain(answer).set_axis(buildings.index),
                "households": self.town.households,
            }
        )
        if "leader" in buildings:
            moves["leader"] = buildings["leader"]
        if patches is None:
            return moves[moved]
        moves["from_patch"], moves["to_patch"] = patches.before, patches.patch
        moves["leader_changes"] = patches.changes
        return moves[moved | patches.changes]
