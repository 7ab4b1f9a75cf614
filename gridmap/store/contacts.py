"""The households that a 党员中心户 stays in touch with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, RowMapping, delete, select, update

from gridmap.store.bulk import append
from gridmap.store.steps import in_force, is_open
from gridmap.store.tables.ground import building
from gridmap.store.tables.households import household
from gridmap.store.tables.people import contact_household

__all__ = ["households_of", "put_households"]


def households_of(conn: Connection, assignment: int, at: date) -> list[RowMapping]:
    """Read the households of one office on day ``at``.

    ``id``, ``uid``, ``valid_from``, ``unit``, ``door``; ``address`` and ``name`` of the building.
    """
    return list(
        conn.execute(
            select(
                household.c.id,
                household.c.uid,
                household.c.unit,
                household.c.door,
                contact_household.c.valid_from,
                building.c.address,
                building.c.name,
            )
            .join(contact_household, contact_household.c.household == household.c.id)
            .join(building, building.c.id == household.c.building)
            .where(
                contact_household.c.assignment == assignment,
                in_force(contact_household, at),
                is_open(household, at),
            )
            .order_by(household.c.id)
        ).mappings()
    )


def put_households(
    conn: Connection, assignment: int, households: Collection[int], since: date
) -> None:
    """Write which households one office stays in touch with from a day on."""
    mine = contact_household.c.assignment == assignment
    conn.execute(delete(contact_household).where(mine, contact_household.c.valid_from >= since))
    known = set(
        conn.scalars(
            select(contact_household.c.household).where(mine, in_force(contact_household, since))
        )
    )
    for gone in known - set(households):
        conn.execute(
            update(contact_household)
            .where(
                mine,
                contact_household.c.household == gone,
                in_force(contact_household, since),
            )
            .values(valid_to=since)
        )
    new = sorted(set(households) - known)
    append(
        conn,
        contact_household,
        {"assignment": assignment, "household": new, "valid_from": since},
    )
