"""Offices and the two links: cadres to leaders; people are keys without names or phones."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gridmap.demo.growing import shares

__all__ = ["CADRES", "staff"]

CADRES: Final = 153
"""Cadres of the subdistrict and its communities."""

_AT_THE_SUBDISTRICT: Final = 18


def staff(areas: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fill all offices.

    Every patch has a leader, every grid a lead (one of the community's cadres) and a full-time
    worker, every group a lead (one of its patch leaders). Each leader is linked to one cadre of the
    community; cadres of the subdistrict help out in one community each.

    Returns
    -------
    offices, links
        ``person, office, area`` and ``cadre, leader`` (persons).
    """
    patches = areas.loc[areas.level == "patch", "code"].to_numpy(dtype=str)
    grids = areas.loc[areas.level == "grid", "code"].tolist()
    communities = areas.loc[areas.level == "community", "code"].tolist()
    subdistrict = areas.loc[areas.level == "subdistrict", "code"].iloc[0]
    home = np.array([code[:12] for code in patches])
    load = np.array([(home == community).sum() for community in communities], dtype=np.float64)
    seats = shares(load, CADRES - _AT_THE_SUBDISTRICT, 5)

    leaders = [f"p{number:04d}" for number in range(1, len(patches) + 1)]
    numbers = iter(range(len(patches) + 1, 10_000))
    offices = [
        (leader, "patch_leader", code) for leader, code in zip(leaders, patches, strict=True)
    ]
    links: list[tuple[str, str]] = []
    helpers = [f"p{next(numbers):04d}" for _ in range(_AT_THE_SUBDISTRICT)]
    offices += [(helper, "cadre", subdistrict) for helper in helpers]
    for nth, community in enumerate(communities):
        cadres = [f"p{next(numbers):04d}" for _ in range(int(seats[nth]))]
        offices += [(cadre, "cadre", community) for cadre in cadres]
        mine = [grid for grid in grids if grid.startswith(community)]
        offices += [
            (cadres[place % len(cadres)], "grid_lead", grid) for place, grid in enumerate(mine)
        ]
        offices += [(f"p{next(numbers):04d}", "grid_worker_full", grid) for grid in mine]
        linked = [*cadres, *helpers[nth :: len(communities)]]
        for some, cadre in zip(
            np.array_split(np.flatnonzero(home == community), len(linked)), linked, strict=True
        ):
            links += [(cadre, leaders[leader]) for leader in some.tolist()]
    in_patch = dict(zip(patches.tolist(), leaders, strict=True))
    first = areas[areas.level == "patch"].groupby("parent").code.first()
    groups = areas.loc[areas.level == "group", "code"]
    offices += [(in_patch[first[group]], "group_lead", group) for group in groups]
    return (
        pd.DataFrame(offices, columns=["person", "office", "area"]),
        pd.DataFrame(links, columns=["cadre", "leader"]),
    )
