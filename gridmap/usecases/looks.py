"""Looks at personal data: each is written down before anything is shown.

They are for the person whose look it was and for those who answer for the area it was made in, so
that nobody looks for another reason than the work. They are never counted per person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, RowMapping

from gridmap.store import areas as area_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import looks as look_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace

__all__ = ["LookAct", "LookView", "Reason", "looks", "my_looks", "note_group_look", "note_look"]

_SAME_LOOK: Final = timedelta(hours=1)


class LookAct(StrEnum):
    """What was done with personal data."""

    KEY_GROUPS = "key_groups"  # which groups a door is in
    GROUP_FIGURES = "group_figures"  # how far a key group is, area by area or house by house
    LANDLORD = "landlord"  # a landlord's phone
    PHONE = "phone"  # the phone of somebody who serves
    LEDGER_OUT = "ledger_out"  # a ledger taken out
    LEDGER_IN = "ledger_in"  # a ledger brought in
    LEDGER_BACK = "ledger_back"  # a ledger taken back
    SHEETS = "sheets"  # sheets printed
    REQUEST = "request"  # what a resident asked for
    EXPORT = "export"  # all that is kept about one person or door
    ERASE = "erase"
    RETENTION = "retention"
    RIGHTS = "rights"  # an office or a sign-in given or taken


class Reason(StrEnum):
    """Why somebody opens what is kept closed."""

    VISIT = "visit"  # on the way to that door
    CALL = "call"  # on the phone with them
    CHECK = "check"  # bringing the ledger up to date
    ASKED = "asked"  # they asked for it themselves


@dataclass(frozen=True, slots=True)
class LookView:
    """A look, as it is shown.

    Attributes
    ----------
    id
        Row id, to go on before.
    who
        Name of who looked; ``None`` for the command line and for whoever gave no name.
    person
        uid of who looked.
    subject
        uid of the door, the person or the table; name of the key group.
    area, area_name
        Where it belongs, by code.
    count
        Of how many, where it was not one.
    """

    id: int
    at: datetime
    who: str | None
    person: str | None
    act: LookAct
    subject: str | None
    area: str | None
    area_name: str | None
    reason: str | None
    count: int | None


def note_look(
    workspace: Workspace,
    conn: Connection,
    act: LookAct,
    *,
    subject: str | None = None,
    area: int | None = None,
    reason: Reason | None = None,
    count: int | None = None,
) -> None:
    """Write down that the actor looks, in the transaction of the act itself.

    What cannot be written down is not shown: whoever calls this lets the failure pass on.

    Parameters
    ----------
    area
        Row id of the area that it belongs to.
    """
    look_store.add(
        conn,
        {
            "at": workspace.clock(),
            "person": workspace.actor.person,
            "act": act.value,
            "subject": subject,
            "area": area,
            "reason": None if reason is None else reason.value,
            "count": count,
        },
    )


def note_group_look(workspace: Workspace, group: str | None) -> None:
    """Write down that the actor asks about a key group, if they do: once in an hour.

    A map that is open asks again with every visit.

    Raises
    ------
    NotPermitted
        ``not-your-role`` if no role of theirs serves it.
    """
    if group is None:
        return
    workspace.actor.insist_figures(group)
    act, person = LookAct.GROUP_FIGURES, workspace.actor.person
    with workspace.database.read() as conn:
        latest = look_store.latest(conn, person, act.value, group)
        if latest is not None and workspace.clock() - latest < _SAME_LOOK:
            return
        if group not in key_group_store.names(conn):
            return
        tree = area_store.tree(conn, workspace.today())
        reach = workspace.actor.group_reach(tree, group)
        over = tree.over_all(tree.areas[key] for key in reach.areas)
    with workspace.writing() as conn:
        note_look(workspace, conn, act, subject=group, area=None if over is None else over.id)


def my_looks(workspace: Workspace, *, before: int | None = None, most: int = 200) -> list[LookView]:
    """List the actor's own looks, the latest first."""
    person = workspace.actor.person
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today(), ended=True)
        rows = look_store.looks(
            conn, persons=() if person is None else (person,), before=before, most=most
        )
        return _views(workspace, conn, tree, rows)


def looks(workspace: Workspace, *, before: int | None = None, most: int = 200) -> list[LookView]:
    """List the looks of those who serve where the actor answers for it, the latest first.

    Raises
    ------
    NotPermitted
        ``not-your-role``.
    """
    with workspace.database.read() as conn:
        today = workspace.today()
        tree = area_store.tree(conn, today)
        reach = workspace.actor.demand(tree, Act.SEE, Data.AUDIT)
        persons = areas = None
        if not reach.everywhere:
            areas = reach.areas
            held = office_store.held(conn, today)
            persons = {row["person"] for row in held if row["area"] in reach}
        rows = look_store.looks(conn, persons=persons, areas=areas, before=before, most=most)
        return _views(workspace, conn, area_store.tree(conn, today, ended=True), rows)


def _views(
    workspace: Workspace, conn: Connection, tree: AreaTree, rows: list[RowMapping]
) -> list[LookView]:
    people = person_store.rows_of(conn, {row["person"] for row in rows if row["person"]})
    views = []
    for row in rows:
        person, area = people.get(row["person"]), tree.areas.get(row["area"])
        name = None if person is None else person["name_sealed"]
        views.append(
            LookView(
                id=row["id"],
                at=row["at"],
                who=None if name is None else workspace.seals.opened(name),
                person=None if person is None else person["uid"],
                act=LookAct(row["act"]),
                subject=row["subject"],
                area=None if area is None else area.code,
                area_name=None if area is None else area.name,
                reason=row["reason"],
                count=row["count"],
            )
        )
    return views
