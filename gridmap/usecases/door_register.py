"""What the register tells of one door, for those who may see it: counts of people, never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import residences as residence_store
from gridmap.store.steps import BEGINNING
from gridmap.territory.areas import Area
from gridmap.territory.policy import Act, Data
from gridmap.usecases.looks import LookAct, Reason, note_look
from gridmap.usecases.workspace import Workspace

__all__ = ["DoorRegister", "confirm_door", "door_register", "landlord_phone"]


@dataclass(frozen=True, slots=True)
class DoorRegister:
    """What is told of a dwelling.

    Attributes
    ----------
    occupancy
        How it is lived in.
    people, registered, migrant
        Number of people, of them registered here and from elsewhere; ``None`` where untold.
    registration
        ``both``, ``lives_here``, ``registered_here`` or untold.
    landlord
        Whether a landlord's phone is kept; :func:`landlord_phone` tells it.
    confirmed_on
        Last day on which somebody said that all this is so.
    may_confirm
        Whether the actor may say so.
    """

    occupancy: str
    people: int | None
    registered: int | None
    migrant: int | None
    registration: str | None
    landlord: bool
    confirmed_on: date | None
    may_confirm: bool


def door_register(workspace: Workspace, uid: str) -> DoorRegister:
    """Tell what the register has of a door.

    Raises
    ------
    NotFound
        ``household-unknown``.
    NotPermitted
        If the register of this door is not theirs to see.
    """
    with workspace.database.read() as conn:
        door, _, may_change = _found(workspace, conn, uid, Act.SEE)
        facts = residence_store.of_household(conn, door["household"], workspace.today())
    return _told(door, facts, may_confirm=may_change)


def landlord_phone(workspace: Workspace, uid: str, *, reason: Reason) -> str | None:
    """Tell the phone of a door's landlord, ``None`` if none is kept; the look is written down.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`door_register`.
    """
    with workspace.writing() as conn:
        door, area, _ = _found(workspace, conn, uid, Act.SEE)
        key = None if area is None else area.id
        note_look(workspace, conn, LookAct.LANDLORD, subject=uid, area=key, reason=reason)
        facts = residence_store.of_household(conn, door["household"], workspace.today())
    sealed = facts["landlord_phone_sealed"] if facts else None
    return None if sealed is None else workspace.seals.opened(sealed)


def confirm_door(workspace: Workspace, uid: str) -> DoorRegister:
    """Say that what the register has of a door is still so today.

    Raises
    ------
    NotFound
        ``household-unknown``.
    NotPermitted
        If the register of this door is not theirs to change.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        door, _, _ = _found(workspace, conn, uid, Act.CHANGE)
        held = residence_store.of_household(conn, door["household"], today)
        facts = {name: held[name] if held else None for name in residence_store.FACTS}
        facts |= {"confirmed_on": today, "household": door["household"]}
        # What was true all along stays so before today; the day itself is said once.
        facts["valid_from"] = today if held else BEGINNING
        residence_store.put_residences(conn, [facts])
    return _told(door, facts, may_confirm=True)


def _found(
    workspace: Workspace, conn: Connection, uid: str, act: Act
) -> tuple[RowMapping, Area | None, bool]:
    """Find a door that the actor may do this with, its leaf area, and whether they may change."""
    today = workspace.today()
    door = household_store.one(conn, uid, today)
    if door is None:
        raise NotFound("household-unknown", household=uid)
    tree = area_store.tree(conn, today)
    area = tree.areas.get(door["leaf_area"])
    workspace.actor.demand(tree, act, Data.REGISTER, area)
    keeps = workspace.actor.reach(tree, Act.CHANGE, Data.REGISTER)
    return door, area, (None if area is None else area.id) in keeps


def _told(
    door: RowMapping, facts: RowMapping | dict[str, object] | None, *, may_confirm: bool
) -> DoorRegister:
    held = dict(facts or {})
    confirmed = held.get("confirmed_on")
    return DoorRegister(
        occupancy=door["occupancy"],
        people=_number(held.get("people")),
        registered=_number(held.get("registered")),
        migrant=_number(held.get("migrant")),
        registration=None if held.get("registration") is None else str(held["registration"]),
        landlord=held.get("landlord_phone_sealed") is not None,
        confirmed_on=None if confirmed is None else pd.Timestamp(str(confirmed)).date(),
        may_confirm=may_confirm,
    )


def _number(cell: object) -> int | None:
    return cell if isinstance(cell, int) else None
