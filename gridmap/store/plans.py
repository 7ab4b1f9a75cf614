"""Plans of a new division: what becomes of areas and parts on their day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update

from gridmap.store.bulk import new_uids
from gridmap.store.steps import holds, is_open
from gridmap.store.tables.ground import area_version, membership, part
from gridmap.store.tables.households import placement
from gridmap.store.tables.planning import plan, plan_area, plan_move

__all__ = [
    "add",
    "add_area",
    "add_moves",
    "areas",
    "areas_of",
    "astray",
    "by_name",
    "change",
    "change_draft",
    "heavy",
    "later_plans",
    "listing",
    "moves",
    "names_of",
    "note_area",
    "take_back",
    "titles_of",
]


_HEAVY: Final = ("assignment", "drawing")
_HEAD: Final = [column for column in plan.c if column.name not in _HEAVY]


def listing(conn: Connection) -> list[RowMapping]:
    """Read all plans, the newest first, but for what :func:`heavy` reads."""
    return list(conn.execute(select(*_HEAD).order_by(plan.c.id.desc())).mappings())


def by_name(conn: Connection, name: str) -> RowMapping | None:
    """Find a plan by its name; of columns as :func:`listing`."""
    return conn.execute(select(*_HEAD).where(plan.c.name == name)).mappings().one_or_none()


def heavy(conn: Connection, key: int) -> RowMapping:
    """Read ``assignment`` and ``drawing`` of a plan."""
    query = select(*(plan.c[name] for name in _HEAVY)).where(plan.c.id == key)
    return conn.execute(query).mappings().one()


def names_of(conn: Connection, area: int) -> list[str]:
    """Read what the plans of an area are, or were, called."""
    return [name for name in conn.scalars(select(plan.c.name).where(plan.c.area == area)) if name]


def titles_of(conn: Connection, area: int, *, but: int | None = None) -> set[str]:
    """Read what planners call the plans of an area that are not discarded, ``but`` one of them."""
    query = select(plan.c.title).where(plan.c.area == area, plan.c.state != "discarded")
    if but is not None:
        query = query.where(plan.c.id != but)
    return {title for title in conn.scalars(query) if title}


def add(conn: Connection, facts: Mapping[str, Any]) -> int:
    """Enter a plan; tell its row."""
    row: int = conn.execute(
        insert(plan).values(uid=new_uids(1)[0], **facts).returning(plan.c.id)
    ).scalar_one()
    return row


def change(conn: Connection, key: int, **facts: Any) -> None:  # noqa: ANN401 - as columns take them
    """Change what is known of a plan."""
    conn.execute(update(plan).where(plan.c.id == key).values(**facts))


def change_draft(conn: Connection, key: int, version: int, facts: Mapping[str, Any]) -> bool:
    """Change a draft that is still of that version, and forget its steps; tell whether it was."""
    asked = update(plan).where(plan.c.id == key, plan.c.version == version)
    done = conn.execute(asked.values(version=version + 1, **facts)).rowcount
    if done:
        conn.execute(delete(plan_move).where(plan_move.c.plan == key))
        # What lies below a new area is told after it.
        for row in conn.scalars(
            select(plan_area.c.id).where(plan_area.c.plan == key).order_by(plan_area.c.id.desc())
        ).all():
            conn.execute(delete(plan_area).where(plan_area.c.id == row))
    return bool(done)


def add_area(conn: Connection, key: int, facts: Mapping[str, Any]) -> int:
    """Enter what becomes of an area; tell its row."""
    row: int = conn.execute(
        insert(plan_area).values(plan=key, **facts).returning(plan_area.c.id)
    ).scalar_one()
    return row


def note_area(conn: Connection, row: int, area: int | None) -> None:
    """Remember which area a new one of a plan has become, or that it is none any more."""
    conn.execute(update(plan_area).where(plan_area.c.id == row).values(area=area))


def add_moves(conn: Connection, key: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter what is handed over."""
    if rows:
        conn.execute(insert(plan_move), [{"plan": key, **row} for row in rows])


def areas(conn: Connection, key: int) -> list[RowMapping]:
    """Read what becomes of areas; a new parent comes before what lies below it."""
    query = select(plan_area).where(plan_area.c.plan == key).order_by(plan_area.c.id)
    return list(conn.execute(query).mappings())


def moves(conn: Connection, key: int) -> list[RowMapping]:
    """Read what is handed over, with ``building``, by part."""
    query = (
        select(plan_move, part.c.building)
        .join(part, part.c.id == plan_move.c.part)
        .where(plan_move.c.plan == key)
        .order_by(plan_move.c.part, plan_move.c.id)
    )
    return list(conn.execute(query).mappings())


def astray(conn: Connection, key: int, today: date) -> int:
    """Count the parts of a plan that are another's today than when it was drawn, or have ended."""
    now = (
        select(membership.c.leaf_area)
        .where(holds(membership, plan_move.c.part, today, "part"))
        .scalar_subquery()
    )
    rows = conn.execute(
        select(plan_move.c.part)
        .distinct()
        .join(part, part.c.id == plan_move.c.part)
        .where(
            plan_move.c.plan == key,
            or_(~is_open(part, today), now.is_distinct_from(plan_move.c.from_area)),
        )
    )
    return len(rows.all())


def later_plans(conn: Connection, key: int, today: date) -> list[str]:
    """Name other plans, approved for a later day, that change some of the same areas."""
    mine = areas_of(conn, key)
    others = select(plan.c.id, plan.c.name).where(
        plan.c.id != key, plan.c.state == "approved", plan.c.applies_on > today
    )
    return [row.name for row in conn.execute(others) if mine & areas_of(conn, row.id)]


def areas_of(conn: Connection, key: int) -> set[int]:
    """Find the areas that a plan needs or changes."""
    found = {step[side] for step in areas(conn, key) for side in ("area", "parent")}
    found |= {move[side] for move in moves(conn, key) for side in ("from_area", "to_area")}
    return found - {None}


def take_back(conn: Connection, key: int, day: date, touched: Sequence[int]) -> None:
    """Forget what a plan wrote for a day that has not come: steps, outlines, pieces of towers.

    ``touched`` are the areas whose version of that day the plan wrote.
    """
    mine = select(membership.c.part).where(membership.c.plan == key, membership.c.valid_from == day)
    pieces = list(conn.scalars(mine.join(part, part.c.id == membership.c.part).where(
        part.c.opened_on == day
    )))  # fmt: skip
    conn.execute(delete(membership).where(membership.c.plan == key, membership.c.valid_from == day))
    if pieces:
        origins = set(conn.scalars(select(part.c.split_from).where(part.c.id.in_(pieces))))
        conn.execute(delete(placement).where(placement.c.part.in_(pieces)))
        conn.execute(delete(part).where(part.c.id.in_(pieces)))
        conn.execute(update(part).where(part.c.id.in_(origins)).values(closed_on=None))
    for start in range(0, len(touched), 500):
        conn.execute(
            delete(area_version).where(
                area_version.c.area.in_(touched[start : start + 500]),
                area_version.c.valid_from == day,
            )
        )
