"""Who serves in the demo: offices, links, party trees, departments and teams, names sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.demo import Town
from gridmap.demo.organisation import LEVELS
from gridmap.demo.plan import COMMUNITIES
from gridmap.store import contacts as contact_store
from gridmap.store import households as household_store
from gridmap.store import party as party_store
from gridmap.store.bulk import append, new_uids
from gridmap.store.steps import BEGINNING
from gridmap.store.tables import people
from gridmap.territory.codes import Level
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_organisation"]

_FIXED_CONTACTS = 3  # households of each 党员中心户


def enter_organisation(
    workspace: Workspace, conn: Connection, drawn: Town, areas: Mapping[str, int]
) -> None:
    """Enter everybody with an invented name and no phone, and what they belong to."""
    made = drawn.organisation
    seals = workspace.seals
    names = made.names
    persons = pd.Series(
        append(
            conn,
            people.person,
            {
                "uid": new_uids(len(names)),
                "name_sealed": [seals.seal(name) for name in names["name"]],
            },
        ),
        index=names["person"],
    )
    units = _enter_party(conn, drawn, areas)
    offices = pd.concat([drawn.offices, made.offices]).astype(object)
    offices = offices.where(offices.notna(), None)
    rows = append(
        conn,
        people.assignment,
        {
            "person": offices["person"].map(persons),
            "office": offices["office"].to_numpy(object),
            "area": offices["area"].map(areas),
            "party_unit": offices["unit"].map(units).astype("Int64"),
            "valid_from": _since(offices["since"]),
            "valid_to": offices["until"].to_numpy(object),
        },
    )
    homes = (offices["office"] == "member_household").to_numpy()
    _enter_contacts(workspace, conn, rows[homes], offices["area"][homes].map(areas))
    append(
        conn,
        people.contact_link,
        {
            "leader": drawn.links["leader"].map(persons),
            "cadre": drawn.links["cadre"].map(persons),
            "valid_from": _since(drawn.links["since"]),
        },
    )
    departments = append(conn, people.department, {"name": made.departments["name"].to_numpy()})
    append(
        conn,
        people.assignment,
        {
            "person": made.departments["officer"].map(persons),
            "office": "department_officer",
            "department": departments,
            "valid_from": BEGINNING,
        },
    )
    teams = made.team.drop_duplicates("team")
    rows = append(
        conn,
        people.team,
        {"area": teams["area"].map(areas), "name": teams["team"].to_numpy(object)},
    )
    append(
        conn,
        people.team_member,
        {
            "team": made.team["team"].map(dict(zip(teams["team"], rows.tolist(), strict=True))),
            "person": made.team["person"].map(persons),
            "role": made.team["role"].to_numpy(object),
            "valid_from": BEGINNING,
        },
    )


def _since(days: pd.Series) -> list[date]:
    return [BEGINNING if day is None else day for day in days]


def _enter_party(conn: Connection, drawn: Town, areas: Mapping[str, int]) -> dict[int, int]:
    """Enter the party trees; return the row of each unit by its number."""
    for nth, centre in enumerate(COMMUNITIES):
        home = areas[centre.code]
        party_store.put_levels(conn, home, LEVELS[nth % len(LEVELS)])
        if centre.grid_word == "片":
            party_store.put_titles(conn, home, {Level.GRID.value: "片区"})
            grids = drawn.areas[drawn.areas["parent"] == centre.code]
            for code in grids["code"]:
                party_store.put_aliases(conn, "area", areas[code], [f"{int(code[-3:])}片区"])
    party = drawn.organisation.party
    rows: dict[int, int] = {-1: 0}
    for depth, units in party.groupby("depth"):
        ids = append(
            conn,
            people.party_unit,
            {
                "community": units["community"].map(areas),
                "depth": depth,
                "parent": units["parent"].map(rows).where(units["parent"] >= 0).astype("Int64"),
                "name": units["name"].to_numpy(object),
                "area": units["area"].map(areas).astype("Int64"),
            },
        )
        rows.update(zip(units.index, ids.tolist(), strict=True))
    return rows


def _enter_contacts(
    workspace: Workspace, conn: Connection, held: NDArray[np.int64], patches: pd.Series
) -> None:
    """Give each 党员中心户 the first households of their patch."""
    standing = household_store.standing(conn, workspace.today())
    for row, patch in zip(held.tolist(), patches, strict=True):
        here = standing["household"][standing["leaf_area"] == patch]
        contact_store.put_households(conn, row, here[:_FIXED_CONTACTS].tolist(), BEGINNING)
