"""Press the ring at a door: in which key groups it is, for those who serve them."""

from __future__ import annotations

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.looks import LookAct, Reason, note_look
from gridmap.usecases.workspace import Workspace

__all__ = ["groups_at_door"]


def groups_at_door(workspace: Workspace, uid: str, *, reason: Reason) -> tuple[str, ...]:
    """Tell the key groups of one door that the actor serves, by name; the look is written down.

    Raises
    ------
    NotFound
        If there is no such door today.
    NotPermitted
        If the door is not theirs, or no role of theirs serves any group.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        door = household_store.one(conn, uid, today)
        if door is None:
            raise NotFound("household-unknown", household=uid)
        tree = area_store.tree(conn, today)
        area = tree.areas.get(door["leaf_area"])
        workspace.actor.demand(tree, Act.SEE, Data.KEY_GROUPS, area)
        key = None if area is None else area.id
        note_look(workspace, conn, LookAct.KEY_GROUPS, subject=uid, area=key, reason=reason)
        return tuple(
            sorted(
                group
                for _, group in key_group_store.members(conn, today, [door["household"]])
                if key in workspace.actor.group_reach(tree, group)
            )
        )
