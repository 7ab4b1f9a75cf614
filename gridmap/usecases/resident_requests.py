"""Residents ask: do not come to my door, show me what you keep, erase it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import numpy as np
from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound, TooOften
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import placements as placement_store
from gridmap.store import resident_requests as request_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.identity import without_id_numbers
from gridmap.territory.policy import Act, Data
from gridmap.usecases.badges import genuine
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.subjects import erase_door
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Answer",
    "Asked",
    "RequestKind",
    "RequestView",
    "answer_request",
    "ask",
    "requests",
    "waiting_requests",
]

_LONGEST: Final = 200
# A community that gets more than this in an hour is being played with. It is far more than any one
# sender is let through with, so that nobody keeps the others out.
_MOST_AN_HOUR: Final = 1000
_HOUR: Final = timedelta(hours=1)


class RequestKind(StrEnum):
    """What a resident may ask for."""

    NO_VISITS = "no_visits"
    SEE = "see"
    ERASE = "erase"


class Answer(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident says; all of it is sealed.

    Attributes
    ----------
    address
        Building, unit and door in their own words.
    contact
        How to reach them, if they want an answer.
    """

    address: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as those see it who answer it."""

    uid: str
    kind: RequestKind
    asked_at: datetime
    community: str
    address: str
    contact: str | None


def ask(
    workspace: Workspace,
    kind: RequestKind,
    asked: Asked,
    *,
    badge: str | None = None,
    community: str | None = None,
) -> str:
    """Take a request; whoever asks need not say who they are. Give the number it has from now on.

    Parameters
    ----------
    badge
        Code of the badge that was shown at the door; it says which community that is.
    community
        Code of the community otherwise.

    Raises
    ------
    InputError
        ``request-address`` without an address, ``request-long``, ``request-where`` without a
        community.
    NotFound
        If badge or community are unknown.
    TooOften
        ``requests-too-many``.
    """
    plain = Asked(*(_plain(text) for text in (asked.address, asked.contact or "")))
    if not plain.address:
        raise InputError("request-address")
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        area = _area(workspace, conn, tree, badge, community)
        now = workspace.clock()
        if request_store.since(conn, now - _HOUR, area.id) >= _MOST_AN_HOUR:
            raise TooOften("requests-too-many", seconds=int(_HOUR.total_seconds()))
        said = json.dumps(asdict(plain), ensure_ascii=False)
        facts = {"kind": kind.value, "area": area.id, "asked_at": now}
        return request_store.add(conn, {**facts, "said_sealed": workspace.seals.seal(said)})


def requests(workspace: Workspace, *, most: int = 200) -> list[RequestView]:
    """List the requests that wait for the actor's answer, the oldest first, at most ``most``.

    Raises
    ------
    NotPermitted
        ``not-your-role``.
    """
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        reach = workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)
        rows = request_store.open_in(conn, None if reach.everywhere else reach.areas, most)
        if rows:
            note_look(workspace, conn, LookAct.REQUEST, count=len(rows))
    return [_view(workspace, tree, row) for row in rows]


def waiting_requests(workspace: Workspace) -> int:
    """Count the requests that wait for the actor's answer; nobody's words are looked at.

    Raises
    ------
    NotPermitted
        ``not-your-role``.
    """
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        reach = workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)
        return request_store.count_open(conn, None if reach.everywhere else reach.areas)


def answer_request(
    workspace: Workspace, uid: str, answer: Answer, *, household: str | None = None
) -> None:
    """Answer a request; what it said is let go of with the answer.

    Parameters
    ----------
    household
        uid of the door it means. ``done`` needs it: no visits are noted there, or what is kept
        about who lives there is erased.

    Raises
    ------
    NotFound
        ``request-unknown``, ``household-unknown``.
    Conflict
        ``request-answered``.
    InputError
        ``request-door`` if ``done`` names no door.
    NotPermitted
        If the request or the door is not theirs.
    """
    today, now = workspace.today(), workspace.clock()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, today)
        found = request_store.by_uid(conn, uid)
        if found is None:
            raise NotFound("request-unknown")
        workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER, tree.areas.get(found["area"]))
        if found["answered_at"] is not None:
            raise Conflict("request-answered")
        door = None if household is None else household_store.one(conn, household, today)
        if household is not None and door is None:
            raise NotFound("household-unknown", household=household)
        if answer is Answer.DONE:
            if door is None:
                raise InputError("request-door")
            leaf = tree.areas.get(door["leaf_area"])
            workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER, leaf)
            _do(workspace, conn, RequestKind(found["kind"]), household, door)
        request_store.answer(
            conn,
            found["id"],
            {
                "answered_at": now,
                "answered_by": workspace.actor.person,
                "answer": answer.value,
                "household": None if door is None else door["household"],
                "said_sealed": workspace.seals.seal("{}"),
            },
        )
        note_look(workspace, conn, LookAct.REQUEST, subject=uid, area=found["area"])
    # What was said with the request is let go of as well.
    workspace.database.empty_journal()


def _do(
    workspace: Workspace, conn: Connection, kind: RequestKind, uid: str | None, door: RowMapping
) -> None:
    if kind is RequestKind.ERASE:
        erase_door(workspace, conn, door)
        area = door["leaf_area"]
        note_look(workspace, conn, LookAct.ERASE, subject=uid, area=area if area >= 0 else None)
    elif kind is RequestKind.NO_VISITS and not door["do_not_visit"]:
        placement_store.put_status(
            conn,
            np.array([door["household"]]),
            np.array([door["occupancy"]], dtype=object),
            np.array([True]),
            since=[workspace.today()],
        )
        rebuild_tallies(workspace, conn)


def _area(
    workspace: Workspace,
    conn: Connection,
    tree: AreaTree,
    badge: str | None,
    community: str | None,
) -> Area:
    code = genuine(workspace, conn, badge).community_code if badge else community
    if code is None:
        raise InputError("request-where")
    return tree.standing_for(named(tree, code), Level.COMMUNITY)


def _plain(text: str) -> str:
    plain = without_id_numbers(" ".join(text.split()))
    if len(plain) > _LONGEST:
        raise InputError("request-long", most=_LONGEST)
    return plain


def _view(workspace: Workspace, tree: AreaTree, row: RowMapping) -> RequestView:
    said = json.loads(workspace.seals.opened(row["said_sealed"]))
    area = tree.areas.get(row["area"])
    return RequestView(
        uid=row["uid"],
        kind=RequestKind(row["kind"]),
        asked_at=row["asked_at"],
        community="" if area is None else area.name or area.code,
        address=said["address"],
        contact=said["contact"] or None,
    )
