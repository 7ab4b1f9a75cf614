"""The server sequence: numbers that come in the order of commits."""

from __future__ import annotations

from sqlalchemy import Connection, update

from gridmap.errors import NotFound
from gridmap.store.tables.ground import workspace

__all__ = ["ground_changed", "take"]


def take(conn: Connection, n: int = 1) -> int:
    """Take the next ``n`` numbers inside the caller's write transaction; tell the first.

    Raises
    ------
    NotFound
        ``workspace-empty`` if the workspace row has not been written yet.
    """
    last = conn.scalar(
        update(workspace).values(last_seq=workspace.c.last_seq + n).returning(workspace.c.last_seq)
    )
    if last is None:
        raise NotFound("workspace-empty")
    return int(last) - n + 1


def ground_changed(conn: Connection) -> None:
    """Note that areas, buildings, streets or land cover changed: what was drawn of them is old."""
    conn.execute(update(workspace).values(ground_seq=take(conn)))
