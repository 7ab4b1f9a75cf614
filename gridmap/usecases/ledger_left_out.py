"""Rows that somebody said are not theirs: what they may mean now, and asking about them again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotFound
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import ledgers as ledger_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.ledger_places import PlaceFinder
from gridmap.usecases.ledger_review import Offer, laid_out, offers_of
from gridmap.usecases.ledger_waiting import OF_PLACE, SAID, place_of
from gridmap.usecases.workspace import Workspace

__all__ = ["LeftOut", "ask_again", "left_out_rows"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that somebody left out, and that no ledger is asked about since.

    Attributes
    ----------
    ledger, sheet, line
        The last one that said it, and where.
    said
        What it says of its place.
    reason
        ``clear`` where it would find its building now, else as of
        :class:`~gridmap.usecases.ledger_review.ReviewRow`.
    offers
        The buildings that it may mean now, the surest first.
    """

    uid: str
    ledger: str
    sheet: str
    line: int
    said: dict[str, str]
    reason: str
    offers: tuple[Offer, ...]


def left_out_rows(workspace: Workspace, *, most: int = 500) -> list[LeftOut]:
    """List what was left out in the actor's areas and is not asked about, the latest ``most``.

    Raises
    ------
    NotPermitted
        ``not-your-role``.
    """
    workspace.actor.insist(Act.CHANGE, Data.REGISTER)
    with workspace.database.read() as conn:
        rows = _mine(workspace, conn)[:most]
        if not rows:
            return []
        places = [place_of(workspace, row) for row in rows]
        said = [{**dict.fromkeys(SAID), **place} for place in places]
        found = PlaceFinder(conn, workspace.today()).find(
            laid_out(said, [row["line"] for row in rows])
        )
        meant = found["candidates"].tolist()
        keys = sorted({key for some in meant for key, *_ in some})
        offered = {row["id"]: row for row in building_store.offered(conn, keys)}
    clear = found["building_id"].notna()
    return [
        LeftOut(
            row["uid"],
            row["name"],
            row["sheet"],
            row["line"],
            {name: str(place[name]) for name in OF_PLACE if place.get(name) is not None},
            "clear" if now else reason,
            offers_of(some, offered),
        )
        for row, place, now, reason, some in zip(
            rows, places, clear, found["reason"], meant, strict=True
        )
    ]


def ask_again(workspace: Workspace, uid: str) -> None:
    """Forget that a row was left out: the next ledger that says it asks again.

    Raises
    ------
    NotFound
        ``review-unknown``.
    NotPermitted
        ``not-your-role``.
    """
    workspace.actor.insist(Act.CHANGE, Data.REGISTER)
    with workspace.writing() as conn:
        mine = {row["uid"]: row["id"] for row in _mine(workspace, conn)}
        if uid not in mine:
            raise NotFound("review-unknown", row=uid)
        ledger_store.close_waiting(conn, [mine[uid]], "replaced")


def _mine(workspace: Workspace, conn: Connection) -> list[RowMapping]:
    tree = area_store.tree(conn, workspace.today())
    reach = workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)
    return [row for row in ledger_store.left_out(conn) if row["area"] in reach]
