"""What is kept about one person or one door: told in full on request, and let go of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import ledgers as ledger_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.store import subjects as subject_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.ledger_history import forget_door
from gridmap.usecases.looks import LookAct, Reason, note_look
from gridmap.usecases.workspace import Workspace

__all__ = ["erase_door", "erase_subject", "export_subject"]

_ROW_IDS = frozenset(
    {"id", "person", "household", "leader", "cadre", "team", "area", "party_unit", "department"}
)


def export_subject(workspace: Workspace, uid: str) -> dict[str, Any]:
    """Tell all that is kept about a person who serves, or about who lives behind a door.

    Parameters
    ----------
    uid
        Of the person or of the household.

    Returns
    -------
    dict
        ``uid``, ``kind`` (``person`` or ``household``) and lists of rows by what they are; texts,
        numbers and ISO dates only.

    Raises
    ------
    NotFound
        ``subject-unknown``.
    NotPermitted
        If the register, or those who serve, are not the actor's to see there.
    """
    with workspace.writing() as conn:
        person, door = _found(workspace, conn, uid, Act.SEE)
        _note(workspace, conn, LookAct.EXPORT, uid, person, door)
        if person is not None:
            kept = subject_store.of_person(conn, person["id"])
            names = {"name_sealed": person["name_sealed"], "phone_sealed": person["phone_sealed"]}
            kept = {"person": [names], **kept}
        elif door is not None:
            kept = subject_store.of_door(conn, door["household"])
            kept["waiting"] = [said for _, said in _waiting(workspace, conn, door)]
        else:
            kept = {}
    return {
        "uid": uid,
        "kind": "household" if person is None else "person",
        **{name: [_plain(workspace, row) for row in rows] for name, rows in kept.items()},
    }


def erase_subject(workspace: Workspace, uid: str) -> None:
    """Let go of what is kept about a person who serves, or about who lives behind a door.

    Visits stay as counts: what was done, and that nobody is to knock, is no longer anybody's.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`export_subject`, for changing.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        person, door = _found(workspace, conn, uid, Act.CHANGE)
        if person is not None:
            nothing = dict.fromkeys(("name_sealed", "phone_sealed", "phone_mark"))
            person_store.change(conn, person["id"], nothing)
            subject_store.erase_person(conn, person["id"], today, workspace.clock())
        elif door is not None:
            erase_door(workspace, conn, door)
        _note(workspace, conn, LookAct.ERASE, uid, person, door)
    workspace.database.empty_journal()


def erase_door(workspace: Workspace, conn: Connection, door: RowMapping) -> None:
    """Let go of who lives behind a door, as :func:`gridmap.store.households.one` has it."""
    subject_store.erase_door(conn, door["household"])
    forget_door(workspace, conn, door["household"])
    rows = [key for key, _ in _waiting(workspace, conn, door)]
    ledger_store.close_waiting(conn, rows, "dropped")
    rebuild_tallies(workspace, conn)


def _waiting(
    workspace: Workspace, conn: Connection, door: RowMapping
) -> list[tuple[int, dict[str, Any]]]:
    """Find rows of ledgers that wait for somebody and most likely mean this door: what they say."""
    place = subject_store.place_of(conn, door["household"])
    found = []
    for row in ledger_store.waiting(conn, areas=None):
        candidates = json.loads(row["candidates"])
        if candidates and candidates[0][0] == place["building"]:
            said = json.loads(workspace.seals.opened(row["said_sealed"]))
            if _same_door(place, said):
                told = {name: value for name, value in said.items() if value is not None}
                found.append((row["id"], told))
    return found


def _same_door(place: RowMapping, said: Mapping[str, Any]) -> bool:
    """Tell whether unit and door are the same, however they are written: 2单元 and 2."""
    unit, other = (_digits(one) for one in (place["unit"], said.get("unit")))
    return _digits(place["door"]) == _digits(said.get("door")) and (unit == other or not unit)


def _digits(text: object) -> str:
    return "".join(sign for sign in str(text or "") if sign.isdigit())


def _note(
    workspace: Workspace,
    conn: Connection,
    act: LookAct,
    uid: str,
    person: RowMapping | None,
    door: RowMapping | None,
) -> None:
    """Write down whose data it was, for those who answer for where that is."""
    if person is not None:
        held = office_store.areas_of(conn, person["id"], workspace.today())
        areas = [area for area in held if area is not None]
    else:
        areas = [] if door is None or door["leaf_area"] < 0 else [door["leaf_area"]]
    area = min(areas, default=None)
    note_look(workspace, conn, act, subject=uid, area=area, reason=Reason.ASKED)


def _found(
    workspace: Workspace, conn: Connection, uid: str, act: Act
) -> tuple[RowMapping | None, RowMapping | None]:
    """Find the person or the door of this uid, where the actor may."""
    today = workspace.today()
    tree = area_store.tree(conn, today)
    person = person_store.by_uid(conn, uid)
    if person is not None:
        workspace.actor.demand(tree, act, Data.ACCOUNTS)
        return person, None
    door = household_store.one(conn, uid, today)
    if door is None:
        raise NotFound("subject-unknown", uid=uid)
    workspace.actor.demand(tree, act, Data.REGISTER, tree.areas.get(door["leaf_area"]))
    return None, door


def _plain(workspace: Workspace, row: dict[str, Any]) -> dict[str, Any]:
    """Write a row for a person: sealed texts opened, row ids left out, times as ISO 8601."""
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if name in _ROW_IDS or value is None:
            continue
        if name.endswith("_sealed"):
            plain[name.removesuffix("_sealed")] = workspace.seals.opened(value)
        elif isinstance(value, date | datetime):
            plain[name] = value.isoformat()
        else:
            plain[name] = value
    return plain
