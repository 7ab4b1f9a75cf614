"""Cases: hazards, suggestions, disputes, matters, wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping, Select, func, insert, or_, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.sequence import take
from gridmap.store.spatial import in_bbox
from gridmap.store.tables.fieldwork import case_event, case_file
from gridmap.store.tables.ground import area
from gridmap.store.tables.ground import building as building_table

__all__ = ["Scope", "add_case", "add_step", "cases", "one", "opening_note"]


def _cases() -> Select[Any]:
    # Asked case by case, so that one case does not cost the steps of all.
    last = select(func.max(case_event.c.seq)).where(case_event.c.case_file == case_file.c.id)
    return (
        select(
            case_file,
            last.scalar_subquery().label("seq"),
            building_table.c.uid.label("building_uid"),
            building_table.c.address,
            area.c.uid.label("area_uid"),
        )
        .select_from(case_file)
        .join(building_table, building_table.c.id == case_file.c.building, isouter=True)
        .join(area, area.c.id == case_file.c.area, isouter=True)
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases to look among.

    Attributes
    ----------
    within
        Only those that fell to one of these areas (row ids); all where it is ``None``.
    areas, departments
        Only those that fell to one of these areas, or were sent to one of these departments; all
        where ``areas`` is ``None``.
    """

    within: list[int] | None = None
    areas: list[int] | None = None
    departments: list[int] = field(default_factory=list)


def cases(
    conn: Connection,
    *,
    kind: str | None = None,
    state: str | None = None,
    scope: Scope | None = None,
    building: str | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    after: int = 0,
    most: int,
) -> list[RowMapping]:
    """Read cases by row id, at most ``most`` of those after row ``after``."""
    query = _cases().where(case_file.c.id > after)
    if kind is not None:
        query = query.where(case_file.c.kind == kind)
    if state is not None:
        query = query.where(case_file.c.state == state)
    if scope is not None and scope.within is not None:
        query = query.where(case_file.c.area.in_(scope.within))
    if scope is not None and scope.areas is not None:
        ours = case_file.c.department.in_(scope.departments)
        query = query.where(or_(case_file.c.area.in_(scope.areas), ours))
    if building is not None:
        query = query.where(building_table.c.uid == building)
    if bbox is not None:
        query = query.where(in_bbox(conn, case_file.c.place, bbox))
    return list(conn.execute(query.order_by(case_file.c.id).limit(most)).mappings())


def one(conn: Connection, uid: str) -> RowMapping | None:
    """Read one case by its public id."""
    return conn.execute(_cases().where(case_file.c.uid == uid)).mappings().one_or_none()


def opening_note(conn: Connection, case: int) -> bytes | None:
    """Read the note that a case was opened with, sealed."""
    return conn.scalar(
        select(case_event.c.note_sealed).where(
            case_event.c.case_file == case, case_event.c.step == "opened"
        )
    )


def add_case(
    conn: Connection,
    uid: str,
    facts: Mapping[str, Any],
    *,
    place: BaseGeometry | None,
    at: datetime,
    note: bytes | None,
    by: int | None = None,
) -> int:
    """Open a case with its first step, taken by a person, and a sealed note; tell its row."""
    key = conn.execute(
        insert(case_file)
        .values(uid=uid, place=place, state="open", opened_at=at, **facts)
        .returning(case_file.c.id)
    ).scalar_one()
    _add_event(conn, key, "opened", at, note, by)
    return int(key)


def add_step(
    conn: Connection,
    case: int,
    step: str,
    state: str,
    *,
    at: datetime,
    note: bytes | None,
    by: int | None = None,
) -> None:
    """Enter what was done about a case and the state it is in now."""
    conn.execute(update(case_file).where(case_file.c.id == case).values(state=state))
    _add_event(conn, case, step, at, note, by)


def _add_event(
    conn: Connection, case: int, step: str, at: datetime, note: bytes | None, by: int | None
) -> None:
    conn.execute(
        insert(case_event).values(
            uid=new_uids(1)[0],
            case_file=case,
            seq=take(conn),
            step=step,
            at=at,
            note_sealed=note,
            by=by,
        )
    )
