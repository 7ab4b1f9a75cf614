"""Write the premises (实有单位) that a ledger names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import pandas as pd
from sqlalchemy import Connection

from gridmap.intake.addresses import same_place
from gridmap.store import premises as premises_store
from gridmap.store.seals import Seals

__all__ = ["EnteredPremises", "enter_premises"]


@dataclass(frozen=True, slots=True)
class EnteredPremises:
    """What became of the premises of a ledger, by what they are called.

    Attributes
    ----------
    twice
        Numbers of the rows that an earlier one of the same ledger had said.
    gone
        Those that the workspace has in the same buildings and the ledger has not.
    """

    added: tuple[str, ...]
    altered: tuple[str, ...]
    unchanged: int
    gone: tuple[str, ...]
    twice: tuple[int, ...]


def enter_premises(
    conn: Connection, seals: Seals, today: date, rows: pd.DataFrame
) -> EnteredPremises:
    """Enter premises: known by external id, else by building and name.

    Parameters
    ----------
    rows
        Rows of a ledger with ``premises_name``, their ``building_id`` found.
    """
    known = _known(conn, today)
    by_id = {row["external_id"]: row for row in known if row["external_id"]}
    by_id |= {row["uid"]: row for row in known}
    by_name = {(row["building"], same_place(row["name"])): row for row in known if row["name"]}
    added: list[dict[str, Any]] = []
    altered: list[dict[str, Any]] = []
    twice: list[int] = []
    seen: set[Any] = set()
    cells = rows.astype(object).where(rows.notna(), None)
    for row in cast("list[dict[str, Any]]", cells.to_dict("records")):
        name = (int(row["building_id"]), same_place(row["premises_name"]))
        old = by_id.get(row["external_id"]) or by_name.get(name)
        mark = name if old is None else old["id"]
        if mark in seen:
            twice.append(int(row["row"]))
            continue
        seen.add(mark)
        told = _told(row)
        phone = row["premises_phone"]
        if old is None:
            sealed = None if phone is None else seals.seal(phone)
            added.append({**told, "phone_sealed": sealed, "opened_on": today})
            continue
        facts = {name: old[name] if value is None else value for name, value in told.items()}
        if old["external_id"] is not None or row["external_id"] == old["uid"]:
            facts["external_id"] = old["external_id"]
        sealed = old["phone_sealed"]
        same = phone is None or (sealed is not None and seals.opened(sealed) == phone)
        if not same or any(facts[name] != old[name] for name in facts):
            sealed = sealed if same else seals.seal(phone)
            altered.append({"premises": old["id"], **facts, "phone_sealed": sealed})
    premises_store.add_premises(conn, added)
    premises_store.change_premises(conn, altered)
    buildings = set(rows["building_id"].dropna().astype(int))
    gone = [row for row in known if row["building"] in buildings and row["id"] not in seen]
    return EnteredPremises(
        tuple(str(row["name"]) for row in added),
        tuple(str(row["name"]) for row in altered),
        len(rows) - len(added) - len(altered) - len(twice),
        tuple(str(row["name"]) for row in gone),
        tuple(twice),
    )


def _known(conn: Connection, today: date) -> list[dict[str, Any]]:
    known = premises_store.known_premises(conn, today).astype(object)
    rows = cast("list[dict[str, Any]]", known.where(known.notna(), None).to_dict("records"))
    for row in rows:
        row["confirmed_on"] = _day(row["confirmed_on"])
    return rows


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Pick what a row of a ledger tells of its premises."""
    external = row["external_id"]
    return {
        "building": int(row["building_id"]),
        "unit": row["unit"],
        "floor": None if row["floor"] is None else int(row["floor"]),
        "door": row["door"],
        "name": row["premises_name"],
        "kind": row["premises_kind"],
        "external_id": external,
        "confirmed_on": _day(row["confirmed_on"]),
    }


def _day(value: Any) -> date | None:  # noqa: ANN401  (a day as a frame or a ledger has it)
    return None if value is None else pd.Timestamp(value).date()
