"""Who changes leader by a plan: by part of a building, and by door for the letters to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, RowMapping

from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.store import plans as plan_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.people import name_of
from gridmap.usecases.plan_views import day_before, permitted_plan
from gridmap.usecases.workspace import Workspace

__all__ = ["CHANGES", "LETTERS", "PlanChanges", "plan_changes"]

_SIDE: Final = ("grid", "patch", "leader")
CHANGES: Final = (
    "address",
    "unit",
    "floors",
    "households",
    *(f"from_{name}" for name in _SIDE),
    *(f"to_{name}" for name in _SIDE),
)
"""Columns of what is handed over, in their order."""

LETTERS: Final = ("address", "unit", "door", *CHANGES[4:], "from_day")
"""Columns of the letters, in their order."""

_LEADS: Final = [Office.PATCH_LEADER.value, Office.GRID_LEAD.value]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What a plan hands over.

    Attributes
    ----------
    parts
        A row a part of a building, by giver and address: columns :data:`CHANGES`.
    letters
        A row a household, to merge letters from: columns :data:`LETTERS`, ``from_day`` once the
        plan is approved. ``door`` is ``None`` where nobody has entered its number.
    """

    parts: pd.DataFrame
    letters: pd.DataFrame


def plan_changes(workspace: Workspace, name: str) -> PlanChanges:
    """List what a plan hands over, by whom, to whom.

    Of residents it tells only which doors there are. Leaders are named as far as the actor may see
    who serves there; of an area without patches it is whoever leads the grid.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`gridmap.usecases.plans.plan`.
    """
    workspace.actor.insist(Act.SEE, Data.SETTING_UP)
    with workspace.database.read() as conn:
        row, _ = permitted_plan(workspace, conn, name, Act.SEE)
        day = day_before(workspace, row)
        tree = area_store.tree(conn, day, ended=True)
        heirs = tree if row["applies_on"] is None else area_store.tree(conn, row["applies_on"])
        moves = plan_store.moves(conn, row["id"])
        fresh = {step["id"]: step for step in plan_store.areas(conn, row["id"])}
        places = building_store.places(conn, {move["building"] for move in moves}).set_index("id")
        moved = {move["part"] for move in moves}
        parts = household_store.parts(conn, day).astype(object)
        parts = parts[parts["id"].isin(moved)].where(parts.notna(), None).set_index("id")
        spans = parts[["unit", "floor_lo", "floor_hi"]].to_dict("index")
        homes = _homes(conn, day, moved)
        named = _Named(workspace, conn)
        on = None if row["applies_on"] is None else row["applies_on"].isoformat()
        rows, letters = [], []
        for move in moves:
            step = fresh.get(move["to_new"])
            inside = _inside(homes.get(move["part"]), move)
            part = spans.get(move["part"], move)
            bounds = (one[side] for one in (move, part) for side in ("floor_lo", "floor_hi"))
            cut = any(bound is not None for bound in bounds)
            address = places["address"].get(move["building"])
            lies = None if pd.isna(address) else address
            sides = {
                **_side("from", named.of(tree, move["from_area"])),
                **_side(
                    "to",
                    named.of(heirs, move["to_area"])
                    if step is None
                    else named.of_new(heirs, step, fresh),
                ),
            }
            rows.append(
                {
                    "address": lies,
                    "unit": move["unit"] or part["unit"],
                    "floors": _floors(inside) if cut else None,
                    "households": len(inside),
                    **sides,
                }
            )
            doors = inside[["unit", "door"]].astype(object)
            letters += [
                {"address": lies, "unit": unit, "door": door, **sides, "from_day": on}
                for unit, door in doors.where(doors.notna(), None).itertuples(index=False)
            ]
    giver = ["from_grid", "from_patch", "to_grid", "to_patch", "address", "unit"]
    return PlanChanges(
        _sorted(rows, CHANGES, [*giver, "floors"]), _sorted(letters, LETTERS, [*giver, "door"])
    )


def _sorted(
    rows: list[dict[str, Any]], columns: Sequence[str], keys: Sequence[str]
) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns), dtype=object)
    order = table[list(keys)].fillna("").astype(str).sort_values(list(keys), kind="stable").index
    return table.loc[order].reset_index(drop=True)


class _Named:
    """Names areas and whoever leads them."""

    def __init__(self, workspace: Workspace, conn: Connection) -> None:
        self._workspace = workspace
        held = office_store.held(conn, workspace.today(), offices=_LEADS)
        tree = area_store.tree(conn, workspace.today())
        seen = workspace.actor.reach(tree, Act.SEE, Data.PEOPLE)
        leads = {row["area"]: row["person"] for row in held if row["area"] in seen}
        people = person_store.rows_of(conn, set(leads.values()))
        self._leads = {
            area: name_of(workspace, people[person])
            for area, person in leads.items()
            if person in people
        }

    def of(self, tree: AreaTree, key: int | None) -> tuple[str | None, ...]:
        """Name the grid, the patch and the leader of a leaf area that stands."""
        if key is None or key not in tree.areas:
            return (None, None, None)
        path = list(tree.path(tree.areas[key]))
        grid = next((one for one in path if one.level is Level.GRID), None)
        patch = path[0] if path[0].level.depth > Level.GRID.depth else None
        leader = next((self._leads[one.id] for one in path if one.id in self._leads), None)
        return _called(grid), _called(patch), leader

    def of_new(
        self, tree: AreaTree, step: RowMapping, steps: Mapping[int, RowMapping]
    ) -> tuple[str | None, ...]:
        """Name the same of one that a plan makes; nobody leads it yet."""
        own = self._called(tree, step)
        if Level(step["level"]) is Level.GRID:
            return own, None, None
        above = steps.get(step["parent_new"])
        if above is not None:
            return self._called(tree, above), own, None
        parent = tree.areas.get(step["parent"])
        return _called(parent and tree.standing_for(parent, Level.GRID)), own, None

    def _called(self, tree: AreaTree, step: RowMapping) -> str | None:
        return _called(tree.areas.get(step["area"])) or step["label"]


def _called(area: Area | None) -> str | None:
    return None if area is None else area.name or area.code


def _side(side: str, named: tuple[str | None, ...]) -> dict[str, str | None]:
    return {f"{side}_{what}": name for what, name in zip(_SIDE, named, strict=True)}


def _homes(conn: Connection, day: date, parts: set[int]) -> dict[Any, pd.DataFrame]:
    """Read the households of parts, by part: ``unit``, ``floor`` and ``door``."""
    standing = household_store.standing(conn, day)
    homes = pd.DataFrame({name: standing[name] for name in ("household", "part")})
    doors = household_store.doors(conn, day).set_index("household")[["unit", "floor", "door"]]
    mine = homes[homes["part"].isin(parts)].join(doors, on="household")
    return dict(list(mine.groupby("part")))


def _inside(homes: pd.DataFrame | None, move: RowMapping) -> pd.DataFrame:
    """Keep the households of what is moved."""
    if homes is None:
        return pd.DataFrame({"unit": [], "floor": [], "door": []})
    unit, low, high = move["unit"], move["floor_lo"], move["floor_hi"]
    inside = pd.Series(data=True, index=homes.index)
    for bound, held in (
        (unit, homes["unit"] == unit),
        (low, homes["floor"] >= (low or 0)),
        (high, homes["floor"] <= (high or 0)),
    ):
        if bound is not None:
            inside &= held.fillna(value=False).astype(bool)
    return homes[inside]


def _floors(homes: pd.DataFrame) -> str | None:
    """Write the floors that people live on: 3, or 3-6."""
    floors = homes["floor"].dropna()
    if floors.empty:
        return None
    low, high = int(floors.min()), int(floors.max())
    return str(low) if low == high else f"{low}-{high}"
