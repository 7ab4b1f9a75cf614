"""A division of buildings into grids, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import Finding
from gridmap.frames.town import Town
from gridmap.planning.bounds import Hindrance, fitting, hindrance, within_reach
from gridmap.planning.figures import Figures, figures
from gridmap.planning.instance import Instance, beyond, totals

__all__ = ["Division", "Metrics", "infeasible", "loads", "metrics"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Drawn = Callable[[], gpd.GeoDataFrame]

_SLACK: Final = 1e-6
_HINDERED: Final = (
    *("zone", "reason", "grids", "outside", "low", "high", "least", "most"),
    *("lightest", "heaviest", "share", "fitting"),
)


@dataclass(frozen=True, kw_only=True)
class Metrics(Figures):
    """Figures of one division, with those of its outlines and its leaders.

    Attributes
    ----------
    leaders_changed
        Households of these whose leader changes; ``None`` where no patches were named.
    """

    leaders_changed: float | None = None
    draw: Drawn = field(repr=False, compare=False)

    @cached_property
    def polsby_popper(self) -> float:
        """Mean over the grids of 4π · area / perimeter² of the outlines; drawn when asked for."""
        return float(self.draw()["polsby_popper"].mean())


@dataclass(frozen=True, eq=False)
class Division:
    """A division of buildings into grids, and what it means.

    Attributes
    ----------
    assignment
        Grid of each building, on the index of the buildings, in the dtype of today's labels
        (integers from 0 in a division from nothing).
    metrics
        Figures of this division.
    today
        The same figures of today's division; ``None`` in a division from nothing.
    infeasible
        A row a zone where grids stay out of bounds: ``zone``; ``reason`` (``too_few`` or
        ``too_many`` households for that many grids, ``heavy``: one building exceeds a grid,
        ``narrow``: no whole number lies between the bounds, ``locked``: what is locked exceeds a
        grid or leaves it short, ``too_dear``: that would move more households than it is worth,
        ``not_found``: the search found no way, ``drawn``: by hand, nothing was looked for);
        ``grids`` of the zone and those ``outside``;
        ``low`` and ``high``, the bounds that were asked for; ``least`` and ``most``, what of the
        zone's buildings comes to between them, put together; ``lightest`` and ``heaviest``, the
        nearest that was found; ``share``, what each would have if all had the same; ``fitting``,
        with how many grids such shares would lie between the bounds, 0 where with none.
    loads
        A row a grid, on its label: ``zone``, ``load`` and its bounds, ``low`` and ``high``.
    moves
        A row a building that changes hands, on its index label: ``from``, ``to``, ``households``,
        and ``leader`` where the buildings have such a column: who hands it over. Where patches
        were named also ``from_patch``, ``to_patch`` and ``leader_changes``, with a row for
        buildings that keep their grid and change their leader.
    patches
        Patch of each building, where patches were named: those that are new have new labels.
    findings
        What was found in the input that is worth telling.
    """

    assignment: pd.Series[Any]
    metrics: Metrics
    today: Metrics | None
    infeasible: pd.DataFrame
    loads: pd.DataFrame
    moves: pd.DataFrame
    patches: pd.Series[Any] | None
    findings: tuple[Finding, ...]
    draw: Drawn = field(repr=False)

    @cached_property
    def outlines(self) -> gpd.GeoDataFrame:
        """Outlines of the grids, as :func:`gridmap.outlines` gives them; drawn when asked for.

        Without ``within``, a grid that only a link holds together, as it does an island, has one in
        pieces; the finding ``division-outlines-apart`` names such grids.
        """
        return self.draw()


def metrics(
    instance: Instance,
    town: Town,
    part: Ints,
    *,
    moved: Flags,
    draw: Drawn,
    leaders_changed: float | None = None,
) -> Metrics:
    """Take the figures of a division."""
    plain = figures(instance, part, households=town.households, moved=moved, at=town.at)
    values = {name: getattr(plain, name) for name in Figures.__dataclass_fields__}
    return Metrics(**values, leaders_changed=leaders_changed, draw=draw)


def loads(instance: Instance, part: Ints, town: Town, names: Sequence[Any]) -> pd.DataFrame:
    """Tell the load of every grid, and what it is to be."""
    held = part >= 0
    return pd.DataFrame(
        {
            "zone": np.asarray(town.zones, dtype=object)[instance.part_zone],
            "load": totals(part[held], instance.load[held], len(instance.low)),
            "low": instance.low,
            "high": instance.high,
        },
        index=pd.Index(names, name="grid"),
    )


def infeasible(
    instance: Instance, part: Ints, town: Town, dear: Flags | None = None
) -> pd.DataFrame:
    """List the zones where parts are out of bounds, and why.

    ``dear`` marks parts that could come into bounds at too high a price only; ``None`` where
    nothing was looked for.
    """
    count, held = len(instance.low), part >= 0
    total = totals(part[held], instance.load[held], count)
    pinned = totals(part[held], (instance.load * ~instance.free)[held], count)
    out = beyond(total, instance.low, instance.high) > _SLACK
    rows = []
    for zone in np.unique(instance.part_zone[out]).tolist():
        mine = instance.part_zone == zone
        low, high = instance.low[mine], instance.high[mine]
        load = instance.load[instance.zone == zone]
        least, most = within_reach(load, float(low.max()), float(high.min()))
        bounds = np.maximum(low, least), np.minimum(high, most)
        why = hindrance(load, *bounds, pinned[mine])
        if why is Hindrance.NOT_FOUND and (out & ~instance.open & mine).any():
            why = Hindrance.LOCKED
        if why is Hindrance.NOT_FOUND:
            if dear is None:
                why = Hindrance.DRAWN
            elif (out & dear & mine).any():
                why = Hindrance.TOO_DEAR
        rows.append(
            {
                "zone": town.zones[zone],
                "reason": str(why),
                "grids": int(mine.sum()),
                "outside": int(out[mine].sum()),
                "low": float(low.min()),
                "high": float(high.max()),
                "least": least,
                "most": most,
                "lightest": float(total[mine].min()),
                "heaviest": float(total[mine].max()),
                "share": float(load.sum() / mine.sum()),
                "fitting": fitting(
                    float(load.sum()),
                    least,
                    most,
                    int(mine.sum()),
                    len(load),
                ),
            }
        )
    return pd.DataFrame(rows, columns=list(_HINDERED))
