"""工作证: a badge whose QR code tells a resident whether the visitor at the door is genuine.

It tells the community and what the visitor does there, never a name or a phone: whoever stands at
the door shows the rest.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.store import badges as badge_store
from gridmap.store import offices as office_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Act
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.offices import demand_over, found_person
from gridmap.usecases.workspace import Workspace

__all__ = ["Badge", "Genuine", "check_badge", "give_badge", "revoke_badges"]

_LASTS: Final = timedelta(days=365)
# Read aloud and typed in where no camera works: no 0 and O, no 1, I and L.
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge as it is handed out."""

    code: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class Genuine:
    """What a badge tells a resident.

    Attributes
    ----------
    on
        The local day it is asked on: the answer holds for that day.
    community, community_code
        Where the visitor serves.
    offices
        What they do there.
    """

    on: date
    community: str | None
    community_code: str | None
    offices: tuple[Office, ...]


def give_badge(workspace: Workspace, person: str) -> Badge:
    """Make a badge for somebody (uid) who serves; those they had count no more.

    Raises
    ------
    NotFound
        ``person-unknown``; ``badge-without-office`` if they hold no office today.
    NotPermitted
        If the person is not theirs.
    """
    today, now = workspace.today(), workspace.clock()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, today)
        known = found_person(conn, person)
        demand_over(workspace, conn, tree, Act.CHANGE, known["id"])
        if not office_store.held(conn, today, persons=[known["id"]]):
            raise NotFound("badge-without-office")
        badge = Badge("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), today + _LASTS)
        badge_store.revoke_all(conn, known["id"], now)
        badge_store.add(
            conn,
            {
                "code": badge.code,
                "person": known["id"],
                "made_at": now,
                "ends_on": badge.ends_on,
            },
        )
        note_look(workspace, conn, LookAct.RIGHTS, subject=person)
    return badge


def revoke_badges(workspace: Workspace, person: str) -> None:
    """Let no badge of somebody (uid) count any more; raises as :func:`give_badge`."""
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        known = found_person(conn, person)
        demand_over(workspace, conn, tree, Act.CHANGE, known["id"])
        badge_store.revoke_all(conn, known["id"], workspace.clock())
        note_look(workspace, conn, LookAct.RIGHTS, subject=person)


def check_badge(workspace: Workspace, code: str) -> Genuine:
    """Tell whether whoever shows a badge is genuine today; anybody may ask.

    Raises
    ------
    NotFound
        ``badge-not-genuine``: unknown, over, revoked, or its holder serves no more.
    """
    with workspace.database.read() as conn:
        return genuine(workspace, conn, code)


def genuine(workspace: Workspace, conn: Connection, code: str) -> Genuine:
    """As :func:`check_badge`, in the caller's transaction."""
    today = workspace.today()
    found = badge_store.by_code(conn, code.strip().upper().replace("-", ""))
    if found is None or found["revoked_at"] is not None or found["ends_on"] <= today:
        raise NotFound("badge-not-genuine")
    held = office_store.held(conn, today, persons=[found["person"]])
    if not held:
        raise NotFound("badge-not-genuine")
    tree = area_store.tree(conn, today)
    # Of several places the one with most of their offices.
    areas = [tree.areas[row["area"]] for row in held if row["area"] in tree.areas]
    community = _community(tree, areas)
    return Genuine(
        on=today,
        community=None if community is None else community.name or community.code,
        community_code=None if community is None else community.code,
        offices=tuple(dict.fromkeys(Office(row["office"]) for row in held)),
    )


def _community(tree: AreaTree, areas: list[Area]) -> Area | None:
    above = [tree.standing_for(area, Level.COMMUNITY) for area in areas]
    return max(above, key=above.count) if above else None
