"""The register as a ledger again: what goes out, and what is left out for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from gridmap.render.tables.ledger import DWELLING, PREMISES
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import membership as membership_store
from gridmap.store import offices as office_store
from gridmap.store import premises as premises_store
from gridmap.store import residences as residence_store
from gridmap.store.bulk import fetch_frame
from gridmap.store.tables.ground import building as building_table
from gridmap.store.tables.ground import estate as estate_table
from gridmap.store.tables.households import household as household_table
from gridmap.store.tables.people import person as person_table
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, Reason, note_look
from gridmap.usecases.workspace import Workspace

__all__ = ["DWELLING_COLUMNS", "PREMISES_COLUMNS", "LedgerOut", "export_ledger", "responsible"]

_PLACE: Final = ("external_id", "community", "grid", "patch", "leader")
DWELLING_COLUMNS: Final = (*_PLACE, "estate", "address", *DWELLING, "building_ref")
"""Columns of dwellings, in their order."""

PREMISES_COLUMNS: Final = (*_PLACE, *PREMISES, "building_ref")
"""Columns of premises, in their order."""

# Which door is empty is for those who keep the register, not for everybody who looks at it.
_FOR_KEEPERS: Final = ("occupancy", "registration", "do_not_visit")
_PERSONAL: Final = ("leader", "landlord_phone", "key_groups", "premises_phone")


@dataclass(frozen=True, slots=True)
class LedgerOut:
    """A ledger to hand out: rows in the order of areas, buildings and doors.

    Attributes
    ----------
    dwellings, premises
        Columns as named above, without those that are left out for this reader.
    """

    dwellings: pd.DataFrame
    premises: pd.DataFrame


def export_ledger(
    workspace: Workspace, *, within: str | None = None, personal: Reason | None = None
) -> LedgerOut:
    """Gather the register of the actor's areas; that it went out is written down.

    Parameters
    ----------
    within
        Code of an area; all that the actor may see by default.
    personal
        Why leaders' names, phones and key groups are asked for; ``None`` leaves them out. They
        are given as far as the actor's offices allow.

    Raises
    ------
    NotFound
        ``area-unknown``.
    NotPermitted
        ``not-yours`` or ``not-your-role``.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        top = None if within is None else named(tree, within)
        reach = workspace.actor.demand(
            tree, Act.SEE, Data.REGISTER, *(() if top is None else (top,))
        )
        if top is not None:
            reach = reach & Reach(
                everywhere=False, areas=frozenset(area.id for area in tree.subtree(top))
            )
        keeps = workspace.actor.reach(tree, Act.CHANGE, Data.REGISTER)
        where = _where(conn, today)
        dwellings = _dwellings(conn, today, where)
        premises = _premises(conn, today, where)
        tables = []
        for table in (dwellings, premises):
            mine = table[reach.within(table["leaf"].to_numpy(np.int64))].copy()
            kept = keeps.within(mine["leaf"].to_numpy(np.int64))
            for name in (*_FOR_KEEPERS, "landlord_phone", "premises_phone"):
                if name in mine:
                    mine[name] = mine[name].where(kept, None)
            tables.append(mine.join(responsible(workspace, conn, tree, mine["leaf"])))
        dwellings, premises = tables
        if personal is not None:
            groups = _groups(workspace, conn, tree, dwellings)
            dwellings["key_groups"] = pd.Series(groups, index=dwellings.index, dtype=object)
            seals = workspace.seals
            for table, name in ((dwellings, "landlord_phone"), (premises, "premises_phone")):
                phones = [None if one is None else seals.opened(one) for one in table[name]]
                table[name] = pd.Series(phones, index=table.index, dtype=object)
    areas = {int(leaf) for table in tables for leaf in table["leaf"].unique()} & set(tree.areas)
    over = top or tree.over_all(tree.areas[leaf] for leaf in areas)
    with workspace.writing() as conn:
        note_look(
            workspace,
            conn,
            LookAct.LEDGER_OUT,
            area=None if over is None else over.id,
            reason=personal,
            count=len(dwellings) + len(premises),
        )
    gone = set() if personal is not None else set(_PERSONAL)
    if not keeps:
        gone |= {*_FOR_KEEPERS, "landlord_phone", "premises_phone"}
    return LedgerOut(
        dwellings[[name for name in DWELLING_COLUMNS if name not in gone]],
        premises[[name for name in PREMISES_COLUMNS if name not in gone]],
    )


def responsible(
    workspace: Workspace, conn: Connection, tree: AreaTree, leaves: pd.Series
) -> pd.DataFrame:
    """Name community, grid, patch and its leader for each leaf area (row id, below 0 for none).

    Leaders are named as far as the actor may see who serves there.
    """
    people = workspace.actor.reach(tree, Act.SEE, Data.PEOPLE)
    offices = [Office.PATCH_LEADER.value]
    leads = {
        row["area"]: row["person"]
        for row in office_store.held(conn, workspace.today(), offices=offices)
        if row["area"] in people
    }
    sealed = {}
    if leads:
        query = select(person_table.c.id, person_table.c.name_sealed)
        sealed = {row.id: row.name_sealed for row in conn.execute(query) if row.name_sealed}
    told: dict[int, tuple[str | None, ...]] = {}
    for leaf in set(leaves.tolist()):
        if leaf not in tree.areas:
            told[leaf] = (None,) * 4
            continue
        path = {area.level: area for area in tree.path(tree.areas[leaf])}
        patch = path.get(Level.PATCH)
        name = sealed.get(leads.get(patch.id)) if patch is not None else None
        told[leaf] = (
            *(
                None if level not in path else path[level].name or path[level].code
                for level in (Level.COMMUNITY, Level.GRID, Level.PATCH)
            ),
            None if name is None else workspace.seals.opened(name),
        )
    rows = [told[leaf] for leaf in leaves.tolist()]
    return pd.DataFrame(
        rows, index=leaves.index, columns=["community", "grid", "patch", "leader"], dtype=object
    )


def _where(conn: Connection, today: date) -> pd.DataFrame:
    """Read how each building is called, by row id."""
    columns = (building_table.c.id, building_table.c.uid, building_table.c.address)
    facts = fetch_frame(
        conn,
        select(
            *columns,
            building_table.c.name,
            estate_table.c.name.label("estate"),
            estate_table.c.manager,
        ).join(estate_table, estate_table.c.id == building_table.c.estate, isouter=True),
    ).set_index("id")
    members = membership_store.members(conn, today).drop_duplicates("building")
    leaves = members.set_index("building")["leaf_area"]
    facts["leaf"] = leaves.reindex(facts.index).fillna(-1).astype(np.int64)
    facts["address"] = facts["address"].fillna(facts["name"])
    return facts


def _dwellings(conn: Connection, today: date, where: pd.DataFrame) -> pd.DataFrame:
    """Lay all counted doors out, the vacant ones among them."""
    doors = household_store.doors(conn, today)
    doors = doors[~doors["estimated"]].set_index("household")
    uids = fetch_frame(conn, select(household_table.c.id, household_table.c.uid))
    standing = pd.DataFrame(household_store.standing(conn, today)).set_index("household")
    facts = residence_store.residences(conn, today).set_index("household")
    facts = facts[~facts.index.duplicated()].reindex(doors.index)
    here = standing.reindex(doors.index)
    at = where.loc[doors["building"]].set_index(doors.index)
    table = pd.DataFrame(
        {
            "external_id": uids.set_index("id")["uid"].reindex(doors.index),
            "leaf": here["leaf_area"].fillna(-1).astype(np.int64),
            "estate": at["estate"],
            "address": at["address"],
            "unit": doors["unit"],
            "floor": doors["floor"],
            "door": doors["door"],
            "people": facts["people"],
            "registered": facts["registered"],
            "migrant": facts["migrant"],
            "occupancy": here["occupancy"],
            "registration": facts["registration"],
            "landlord_phone": facts["landlord_phone_sealed"],
            "do_not_visit": here["do_not_visit"],
            "manager": at["manager"],
            "confirmed_on": facts["confirmed_on"],
            "building_ref": at["uid"],
            "key_groups": None,
        }
    )
    return _plain(table.sort_values(["leaf", "address", "unit", "floor", "door"]))


def _premises(conn: Connection, today: date, where: pd.DataFrame) -> pd.DataFrame:
    known = premises_store.known_premises(conn, today)
    at = where.loc[known["building"]].set_index(known.index)
    table = pd.DataFrame(
        {
            "external_id": known["uid"],
            "leaf": at["leaf"],
            "premises_name": known["name"],
            "premises_kind": known["kind"],
            "address": at["address"],
            "unit": known["unit"],
            "floor": known["floor"],
            "door": known["door"],
            "premises_phone": known["phone_sealed"],
            "confirmed_on": known["confirmed_on"],
            "building_ref": at["uid"],
        }
    )
    return _plain(table.sort_values(["leaf", "address", "premises_name"]))


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Hold values as Python has them, ``None`` where there is none."""
    told = table.astype(object)
    told = told.where(told.notna(), None)
    told["leaf"] = table["leaf"]
    return told


def _groups(
    workspace: Workspace, conn: Connection, tree: AreaTree, doors: pd.DataFrame
) -> list[str | None]:
    """Name the key groups of each door that the actor's offices serve."""
    names: dict[int, list[str]] = {}
    for household, group in sorted(key_group_store.members(conn, workspace.today())):
        names.setdefault(household, []).append(group)
    reaches: dict[str, Reach] = {
        group: workspace.actor.group_reach(tree, group) for some in names.values() for group in some
    }
    told: list[Any] = []
    for household, leaf in zip(doors.index, doors["leaf"], strict=True):
        shown = [group for group in names.get(household, ()) if int(leaf) in reaches[group]]
        told.append("、".join(shown) or None)
    return told
