"""Link one of 双联: which cadre stays in touch with which leader, from which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select

from gridmap.store.bulk import append
from gridmap.store.steps import holds
from gridmap.store.tables.people import contact_link, person

__all__ = ["first_days", "follow", "links", "put_links"]


def links(conn: Connection, at: date) -> dict[int, int]:
    """Read the cadre of each leader on day ``at``, both as row ids of people."""
    rows = conn.execute(
        select(contact_link.c.leader, contact_link.c.cadre)
        .select_from(person)
        .join(contact_link, holds(contact_link, person.c.id, at, "leader"))
        .where(contact_link.c.cadre.is_not(None))
    )
    return {row.leader: row.cadre for row in rows}


def first_days(conn: Connection, at: date) -> dict[int, date]:
    """Read since when each leader has been linked as on day ``at``, by row id."""
    rows = conn.execute(
        select(contact_link.c.leader, contact_link.c.valid_from)
        .select_from(person)
        .join(contact_link, holds(contact_link, person.c.id, at, "leader"))
    )
    return {row.leader: row.valid_from for row in rows}


def put_links(conn: Connection, cadres: Mapping[int, int | None], since: date) -> None:
    """Write who stays in touch with each leader from a day on; ``None`` is nobody.

    What was planned for later days gives way.
    """
    if not cadres:
        return
    conn.execute(
        delete(contact_link).where(
            contact_link.c.leader == bindparam("who"), contact_link.c.valid_from >= since
        ),
        [{"who": leader} for leader in cadres],
    )
    append(
        conn,
        contact_link,
        {"leader": list(cadres), "cadre": list(cadres.values()), "valid_from": since},
    )


def follow(conn: Connection, leaving: int, taking: int, day: date) -> None:
    """Let whoever follows a leader on a day have that leader's cadre, unless they have one."""
    known = links(conn, day)
    if leaving in known and taking not in known:
        conn.execute(
            delete(contact_link).where(
                contact_link.c.leader == taking, contact_link.c.valid_from == day
            )
        )
        conn.execute(
            insert(contact_link).values(leader=taking, cadre=known[leaving], valid_from=day)
        )
