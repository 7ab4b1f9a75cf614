"""Buildings known by address only, until somebody places them on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from gridmap.store.bulk import append, fetch_frame
from gridmap.store.tables.fieldwork import case_file, door_state, visit
from gridmap.store.tables.ground import (
    building,
    building_external_id,
    listed_building,
    membership,
    part,
)
from gridmap.store.tables.ground import estate as estate_table
from gridmap.store.tables.households import (
    household,
    household_external_id,
    household_status,
    key_group,
    placement,
)

__all__ = [
    "add_listed",
    "called",
    "change_listed",
    "ended",
    "estate",
    "forget_id",
    "listed_of",
    "listing",
    "note_id",
    "one",
    "progress",
    "put_building",
    "take_off",
    "take_off_map",
    "untouched",
]


def listed_of(conn: Connection, source: str) -> pd.DataFrame:
    """Read all that a source has listed, placed or not, in the columns of the table."""
    return fetch_frame(
        conn,
        select(listed_building)
        .where(listed_building.c.source == source)
        .order_by(listed_building.c.id),
    )


def add_listed(conn: Connection, columns: dict[str, Any]) -> None:
    """Enter listed buildings given as columns."""
    append(conn, listed_building, columns)


def change_listed(conn: Connection, rows: list[dict[str, Any]]) -> None:
    """Write new facts; rows name their ``listed`` id and columns alike."""
    if rows:
        columns = [name for name in rows[0] if name != "listed"]
        conn.execute(
            update(listed_building)
            .where(listed_building.c.id == bindparam("listed"))
            .values({name: bindparam(name) for name in columns}),
            rows,
        )


def take_off(conn: Connection, ids: list[int]) -> None:
    """Take rows off the list that need no placing any more."""
    for start in range(0, len(ids), 500):
        conn.execute(
            delete(listed_building).where(listed_building.c.id.in_(ids[start : start + 500]))
        )


def _shown() -> Select[Any]:
    return select(listed_building, building.c.uid.label("building_uid")).join(
        building, building.c.id == listed_building.c.building, isouter=True
    )


def one(conn: Connection, uid: str) -> RowMapping | None:
    """Read one listed building by its public id, with ``building_uid``."""
    query = _shown().where(listed_building.c.uid == uid)
    return conn.execute(query).mappings().one_or_none()


def listing(
    conn: Connection, terms: Sequence[str], *, placed: bool, after: int, most: int
) -> list[RowMapping]:
    """Read at most ``most`` listed buildings after row ``after`` in which every term occurs."""
    table = listed_building.c
    query = _shown().where(
        table.id > after,
        table.building.is_not(None) if placed else table.building.is_(None),
        *(
            or_(
                *(
                    column.icontains(term, autoescape=True)
                    for column in (table.address, table.name, table.estate, table.source_ref)
                )
            )
            for term in terms
        ),
    )
    return list(conn.execute(query.order_by(table.id).limit(most)).mappings())


def progress(conn: Connection) -> tuple[int, int]:
    """Count the listed buildings that are left to place, and those placed."""
    total, placed = conn.execute(
        select(func.count(), func.count(listed_building.c.building)).select_from(listed_building)
    ).one()
    return total - placed, placed


def put_building(conn: Connection, listed: int, key: int | None) -> None:
    """Note which building a listed one is, or that nobody knows."""
    conn.execute(update(listed_building).where(listed_building.c.id == listed).values(building=key))


def note_id(conn: Connection, key: int, system: str, value: str) -> None:
    """Remember the id by which a list names a building."""
    append(conn, building_external_id, {"building": [key], "system": [system], "value": [value]})


def forget_id(conn: Connection, key: int, system: str, value: str) -> None:
    """Forget that id again."""
    table = building_external_id.c
    conn.execute(
        delete(building_external_id).where(
            table.building == key, table.system == system, table.value == value
        )
    )


def called(conn: Connection, source: str, ref: str) -> int | None:
    """Find the building that a source calls so, as its own or as another system's."""
    own = select(building.c.id).where(building.c.source == source, building.c.source_ref == ref)
    noted = select(building_external_id.c.building).where(
        building_external_id.c.system == source, building_external_id.c.value == ref
    )
    key: int | None = conn.execute(own.union_all(noted).limit(1)).scalar()
    return key


def ended(conn: Connection, source: str, ref: str) -> int | None:
    """Find the building that a source had under a reference and that has ended."""
    key: int | None = conn.execute(
        select(building.c.id).where(
            building.c.source == source,
            building.c.source_ref == ref,
            building.c.closed_on.is_not(None),
        )
    ).scalar_one_or_none()
    return key


def estate(conn: Connection, source: str, name: str) -> int:
    """Find the estate that a source calls by a name, or enter it."""
    key: int | None = conn.execute(
        select(estate_table.c.id).where(
            estate_table.c.source == source, estate_table.c.source_ref == name
        )
    ).scalar_one_or_none()
    if key is None:
        [key] = append(
            conn, estate_table, {"source": [source], "source_ref": [name], "name": [name]}
        )
    return int(key)


def untouched(conn: Connection, key: int) -> bool:
    """Tell whether a building is as it was entered: no work and no knowledge hangs on it."""
    homes = select(household.c.id).where(household.c.building == key)
    parts = select(part.c.id).where(part.c.building == key)
    hanging = (
        homes.where(household.c.estimated.is_(False)),
        select(visit.c.id).where(visit.c.household.in_(homes)),
        select(household_status.c.id).where(household_status.c.household.in_(homes)),
        select(key_group.c.id).where(key_group.c.household.in_(homes)),
        select(household_external_id.c.id).where(household_external_id.c.household.in_(homes)),
        select(case_file.c.id).where(case_file.c.building == key),
        select(membership.c.id).where(
            membership.c.part.in_(parts), membership.c.source != "polygon"
        ),
        parts.where(part.c.split_from.is_not(None)),
        select(listed_building.c.id).where(listed_building.c.building == key),
    )
    return not any(conn.execute(query.limit(1)).first() for query in hanging)


def take_off_map(conn: Connection, key: int) -> None:
    """Remove an :func:`untouched` building as if it had never been entered."""
    homes = select(household.c.id).where(household.c.building == key)
    parts = select(part.c.id).where(part.c.building == key)
    for table, belonging in (
        (door_state, door_state.c.household.in_(homes)),
        (placement, placement.c.household.in_(homes)),
        (household, household.c.building == key),
        (membership, membership.c.part.in_(parts)),
        (part, part.c.building == key),
        (building_external_id, building_external_id.c.building == key),
        (building, building.c.id == key),
    ):
        conn.execute(delete(table).where(belonging))
