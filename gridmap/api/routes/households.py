"""Single doors, for those who serve them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.usecases.door_groups import groups_at_door
from gridmap.usecases.door_register import DoorRegister as Told
from gridmap.usecases.door_register import confirm_door, door_register, landlord_phone
from gridmap.usecases.looks import Reason

__all__ = ["router"]

router = routes_of("households")

Why = Annotated[Reason, Query(description="Why one looks; it is written down")]


class DoorGroups(BaseModel):
    """Key groups of one door that you serve."""

    groups: list[str] = Field(examples=[["独居老人"]])


class DoorRegister(BaseModel):
    """What the register has of one door: counts, never names."""

    occupancy: str = Field(examples=["rented"])
    people: int | None
    registered: int | None = Field(description="Of them, registered here")
    migrant: int | None = Field(description="Of them, from elsewhere")
    registration: str | None = Field(examples=["both", "lives_here", "registered_here"])
    landlord: bool = Field(description="Whether a landlord's phone is kept")
    confirmed_on: date | None = Field(description="Last day somebody said that it is so")
    may_confirm: bool = Field(description="Whether you may say that it is still so")


class Landlord(BaseModel):
    """How to reach the landlord of a door."""

    phone: str | None


@router.get("/{uid}/groups")
def get_groups(workspace: InWorkspace, uid: str, reason: Why) -> DoorGroups:
    """Tell in which key groups of those you serve a door is; the look is written down."""
    return DoorGroups(groups=list(groups_at_door(workspace, uid, reason=reason)))


@router.get("/{uid}/register")
def get_register(workspace: InWorkspace, uid: str) -> DoorRegister:
    """Tell what the register has of a door."""
    return _register(door_register(workspace, uid))


@router.get("/{uid}/landlord")
def get_landlord(workspace: InWorkspace, uid: str, reason: Why) -> Landlord:
    """Tell the phone of a door's landlord; the look is written down."""
    return Landlord(phone=landlord_phone(workspace, uid, reason=reason))


@router.put("/{uid}/confirmed")
def confirm_register(workspace: InWorkspace, uid: str) -> DoorRegister:
    """Say that what the register has of a door is still so today."""
    return _register(confirm_door(workspace, uid))


def _register(told: Told) -> DoorRegister:
    return DoorRegister.model_validate(told, from_attributes=True)
