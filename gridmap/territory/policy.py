"""Who may see and do what: role × kind of data, within the areas a person answers for.

The one place where rights are decided. A role follows from an office, a reach from the area the
office is held in; nobody is given a right by name. Whoever holds several offices may do what any of
them allows, where that one allows it.

A landlord's phone is for whoever sees the register: a worker before the locked door of a let flat
has nobody else to call. It is opened door by door, with a reason, and the look is written down
before it is shown, for the worker's cadre to see. Neighbour leaders, departments and administrators
never get it; lists and exports carry it for those alone who keep the register, and who say why.

Who serves where is not for neighbour leaders. Those they work with they know by name and may call:
the cadre who stays in touch with them, and whoever leads their group and grid. These numbers are
told to them on demand, and that look is written down too.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from gridmap.territory.people import KeyGroup, Office

__all__ = ["RULES", "SERVED", "Act", "Data", "Role", "allows", "counts", "role_of", "serves"]


class Role(StrEnum):
    """What somebody is here for, from the door to the office."""

    LEADER = "leader"  # 邻长 and those like them: their patch
    WORKER = "worker"  # 网格员: their grids
    CADRE = "cadre"  # 社区/街道干部: their community
    PLANNER = "planner"  # 街道规划员: their subdistrict
    DEPARTMENT = "department"  # 部门: the cases sent to it
    ADMIN = "admin"  # who sets the workspace up and signs people in; no resident's data


class Act(StrEnum):
    """What may be done with data."""

    SEE = "see"
    CHANGE = "change"


class Data(StrEnum):
    """Kinds of data, from what everybody may know to what hardly anybody may."""

    GROUND = "ground"  # outlines, footprints, streets, addresses: no person in it
    FIGURES = "figures"  # sums of visits of an area or a building
    DOORS = "doors"  # how single doors stand
    VISITS = "visits"  # recording one
    CASES = "cases"  # hazards and other cases, with their notes
    KEY_GROUPS = "key_groups"  # which door is in which group
    REGISTER = "register"  # the ledger: how a dwelling is lived in, counts, landlords' phones
    PEOPLE = "people"  # who serves where, names and phones of those who serve
    PLACING = "placing"  # putting listed buildings onto the map
    SETTING_UP = "setting_up"  # areas, buildings, imports, backdrops, the audit of the ground
    ACCOUNTS = "accounts"  # sign-ins, tokens, departments
    AUDIT = "audit"  # who looked at what


_SEE: Final = frozenset({Act.SEE})
_BOTH: Final = frozenset(Act)

RULES: Final[Mapping[Role, Mapping[Data, frozenset[Act]]]] = {
    Role.LEADER: {
        Data.GROUND: _SEE,
        Data.FIGURES: _SEE,
        Data.DOORS: _SEE,
        Data.VISITS: _BOTH,
        Data.CASES: _BOTH,
        Data.KEY_GROUPS: _SEE,
    },
    Role.WORKER: {
        Data.GROUND: _SEE,
        Data.FIGURES: _SEE,
        Data.DOORS: _SEE,
        Data.VISITS: _BOTH,
        Data.CASES: _BOTH,
        Data.KEY_GROUPS: _SEE,
        Data.REGISTER: _SEE,
        Data.PEOPLE: _SEE,
        Data.PLACING: _BOTH,
    },
    Role.CADRE: {
        Data.GROUND: _SEE,
        Data.FIGURES: _SEE,
        Data.DOORS: _SEE,
        Data.VISITS: _BOTH,
        Data.CASES: _BOTH,
        Data.KEY_GROUPS: _BOTH,
        Data.REGISTER: _BOTH,
        Data.PEOPLE: _BOTH,
        Data.PLACING: _BOTH,
        Data.AUDIT: _SEE,
    },
    Role.PLANNER: {
        Data.GROUND: _BOTH,
        Data.FIGURES: _SEE,
        Data.CASES: _SEE,
        Data.REGISTER: _BOTH,
        Data.PEOPLE: _BOTH,
        Data.PLACING: _BOTH,
        Data.SETTING_UP: _BOTH,
        Data.AUDIT: _SEE,
    },
    Role.DEPARTMENT: {Data.GROUND: _SEE, Data.CASES: _BOTH},
    Role.ADMIN: {
        Data.GROUND: _BOTH,
        Data.FIGURES: _SEE,
        Data.PEOPLE: _BOTH,
        Data.PLACING: _BOTH,
        Data.SETTING_UP: _BOTH,
        Data.ACCOUNTS: _BOTH,
        Data.AUDIT: _SEE,
    },
}
"""What a role may do; what is not named it may not."""

_ROLES: Final[Mapping[Office, Role]] = {
    Office.PATCH_LEADER: Role.LEADER,
    Office.GROUP_LEAD: Role.LEADER,
    Office.BUILDING_LEAD: Role.LEADER,
    Office.MEMBER_HOUSEHOLD: Role.LEADER,
    Office.SERVICE_POST: Role.LEADER,
    Office.GRID_LEAD: Role.WORKER,
    Office.GRID_WORKER_FULL: Role.WORKER,
    Office.GRID_WORKER_PART: Role.WORKER,
    Office.GRID_CADRE: Role.WORKER,
    Office.CADRE: Role.CADRE,
    Office.PLANNER: Role.PLANNER,
    Office.DEPARTMENT_OFFICER: Role.DEPARTMENT,
    Office.ADMIN: Role.ADMIN,
}

_IN_NEED: Final = frozenset(
    {KeyGroup.HARDSHIP, KeyGroup.ELDER_ALONE, KeyGroup.CHILD_LEFT_BEHIND, KeyGroup.DISABLED}
)

SERVED: Final[Mapping[Role, frozenset[KeyGroup] | None]] = {
    Role.LEADER: _IN_NEED,
    Role.WORKER: _IN_NEED,
    Role.CADRE: None,
    Role.PLANNER: frozenset(),
    Role.DEPARTMENT: frozenset(),
    Role.ADMIN: frozenset(),
}
"""Key groups that a role serves, so that it may see them at a door; ``None`` for all of them.

Party status is for the cadres: a neighbour need not know it.
"""


def role_of(office: Office) -> Role:
    """Tell the role of an office."""
    return _ROLES[office]


def allows(role: Role, act: Act, data: Data) -> bool:
    """Tell whether a role may do this with data of its own areas."""
    return act in RULES[role].get(data, frozenset())


def serves(role: Role, group: str) -> bool:
    """Tell whether a role may see at a door that it is in a key group (by its name)."""
    served = SERVED[role]
    return allows(role, Act.SEE, Data.KEY_GROUPS) and (served is None or group in served)


def counts(role: Role, group: str) -> bool:
    """Tell whether a role may see how many are in a key group, where those are not too few.

    Whoever sees single doors sees numbers of the groups they serve only, for they know who lives
    behind which; to others a number says nothing about anybody.
    """
    figures = allows(role, Act.SEE, Data.FIGURES)
    return figures and (serves(role, group) or not allows(role, Act.SEE, Data.DOORS))
