"""The premises (实有单位) in one building, for those who may see the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import membership as membership_store
from gridmap.store import premises as premises_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["PremisesView", "building_premises"]


@dataclass(frozen=True, slots=True)
class PremisesView:
    """A shop or body: what it is, and behind which door."""

    uid: str
    name: str | None
    kind: str | None
    unit: str | None
    floor: int | None
    door: str | None
    confirmed_on: date | None


def building_premises(workspace: Workspace, uid: str) -> list[PremisesView]:
    """List the premises of a building that the actor answers for at least in part.

    Raises
    ------
    NotFound
        ``building-unknown``.
    NotPermitted
        If none of the building is theirs, or no role of theirs sees the register.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        known = building_store.one(conn, uid)
        if known is None or (known["closed_on"] is not None and known["closed_on"] <= today):
            raise NotFound("building-unknown", building=uid)
        tree = area_store.tree(conn, today)
        reach = workspace.actor.demand(tree, Act.SEE, Data.REGISTER)
        leaves = membership_store.members(conn, today, [int(known["id"])])["leaf_area"].dropna()
        areas = [tree.areas[int(leaf)] for leaf in leaves]
        if not any(area.id in reach for area in areas):
            first = areas[0] if areas else None
            workspace.actor.demand(tree, Act.SEE, Data.REGISTER, first)
        return [
            PremisesView(
                row["uid"],
                row["name"],
                row["kind"],
                row["unit"],
                row["floor"],
                row["door"],
                row["confirmed_on"],
            )
            for row in premises_store.of_building(conn, int(known["id"]), today)
        ]
