"""How the invented subdistrict is organised: party trees of two shapes, departments, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from gridmap.demo.names import person_name

__all__ = ["DEPARTMENTS", "LEVELS", "TEAMS", "Organisation", "organise"]

LEVELS: Final = (
    ("街道党工委", "社区党总支", "小区党支部", "楼栋党小组"),
    ("街道党工委", "社区党总支", "小区党支部", "楼栋长小组", "党员中心户"),
)
"""Names of the levels of either shape; neighbouring communities take turns."""

DEPARTMENTS: Final = ("城管办", "应急办", "民政办", "住建办", "综合行政执法队", "派出所")
"""Whom cases are sent to."""

TEAMS: Final = ("飞线整治专班", "电梯加装专班")
"""Teams across offices: of the subdistrict, and of its first community."""


@dataclass(frozen=True)
class Organisation:
    """Who there is besides leaders, workers and cadres, and what they belong to.

    Attributes
    ----------
    offices
        ``person, office, area, unit``: planners, administrators, 党员中心户; ``unit`` is a row
        number of ``party``, NA for the others.
    departments
        ``name, officer``: the person who answers for it.
    team
        ``team, area, person, role``: of :data:`TEAMS`.
    party
        ``community, depth, parent, name, area``: ``depth`` counts in that community's levels,
        ``parent`` is a row number (-1 at the top), ``area`` the code of what it is the branch of.
    names
        ``person, name``: of everybody; invented beyond doubt.
    """

    offices: pd.DataFrame
    departments: pd.DataFrame
    team: pd.DataFrame
    party: pd.DataFrame
    names: pd.DataFrame


def organise(areas: pd.DataFrame, offices: pd.DataFrame) -> Organisation:
    """Organise the subdistrict around the ``offices`` of :func:`gridmap.demo.people.staff`."""
    taken = offices["person"].drop_duplicates().tolist()
    numbers = iter(range(len(taken) + 1, 10_000))

    def new() -> str:
        return f"p{next(numbers):04d}"

    subdistrict = areas.loc[areas.level == "subdistrict", "code"].iloc[0]
    more: list[tuple[str, str, str, int | None]] = [
        (new(), "planner", subdistrict, None),
        (new(), "planner", subdistrict, None),
        (new(), "admin", subdistrict, None),
    ]
    departments = [(name, new()) for name in DEPARTMENTS]
    party = _party(areas)
    homes = party[party["depth"] == len(LEVELS[1]) - 1]
    more += [
        (new(), "member_household", area, int(str(row))) for row, area in homes["area"].items()
    ]
    cadres = offices[offices["office"] == "cadre"]
    first = areas.loc[areas.level == "community", "code"].iloc[0]
    team = [
        (name, area, person, "组员" if nth else "组长")
        for name, area in zip(TEAMS, (subdistrict, first), strict=True)
        for nth, person in enumerate(cadres.loc[cadres["area"] == area, "person"].iloc[:5])
    ]
    everybody = [*taken, *(who for who, *_ in more), *(officer for _, officer in departments)]
    return Organisation(
        offices=pd.DataFrame(more, columns=["person", "office", "area", "unit"]),
        departments=pd.DataFrame(departments, columns=["name", "officer"]),
        team=pd.DataFrame(team, columns=["team", "area", "person", "role"]),
        party=party,
        names=pd.DataFrame(
            [(person, person_name(nth)) for nth, person in enumerate(everybody)],
            columns=["person", "name"],
        ),
    )


def _shape(areas: pd.DataFrame, community: str) -> int:
    """Tell which of :data:`LEVELS` a community has."""
    listed = areas.loc[areas.level == "community", "code"].tolist()
    return listed.index(community) % len(LEVELS)


def _party(areas: pd.DataFrame) -> pd.DataFrame:
    """Grow the party tree of each community: a branch a grid, its cells below that."""
    rows: list[tuple[str, int, int, str, str | None]] = []
    top = areas.loc[areas.level == "subdistrict", "name"].iloc[0]
    for code, name in areas.loc[areas.level == "community", ["code", "name"]].itertuples(
        index=False
    ):
        levels = LEVELS[_shape(areas, code)]
        rows.append((code, 0, -1, f"{top}党工委", None))
        rows.append((code, 1, len(rows) - 1, f"{name}党总支", None))
        committee = len(rows) - 1
        grids = areas[(areas.level == "grid") & (areas.parent == code)]
        for grid in grids.itertuples():
            rows.append((code, 2, committee, f"{name}{grid.name}党支部", str(grid.code)))
            branch = len(rows) - 1
            patches = areas[(areas.level == "patch") & areas.code.str.startswith(grid.code)]
            for nth, patch in enumerate(patches["code"].head(2), 1):
                rows.append((code, 3, branch, f"{grid.name}第{nth}{levels[3]}", None))
                if len(levels) > 4:
                    rows.append((code, 4, len(rows) - 1, f"第{int(patch[-3:])}邻中心户", patch))
    return pd.DataFrame(rows, columns=["community", "depth", "parent", "name", "area"])
