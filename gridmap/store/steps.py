"""Step tables: the row of a thing that holds on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

__all__ = ["BEGINNING", "holds", "in_force", "is_open"]

# What the register learns of a thing for the first time has been so all along, as far as anybody
# knows; only later changes have a day of their own.
BEGINNING = date(1, 1, 1)


def holds(
    table: FromClause, thing: ColumnElement[Any], at: date, *keys: str
) -> ColumnElement[bool]:
    """Condition under which a row of step table ``table`` is the one that holds at ``at``.

    Parameters
    ----------
    thing
        The outer query's column that ``keys[0]`` of the step table refers to.
    at
        Local day.
    keys
        Columns that name the thing in the step table; the first is compared with ``thing``, the
        others with the row's own.

    Notes
    -----
    A correlated maximum answers from the unique index (thing, valid_from) alone, for one thing as
    for all of them, on both databases.
    """
    earlier = table.alias()
    newest = (
        select(func.max(earlier.c.valid_from))
        .where(
            *(earlier.c[key] == table.c[key] for key in keys),
            earlier.c.valid_from <= at,
        )
        .scalar_subquery()
        .correlate(table)
    )
    return and_(table.c[keys[0]] == thing, table.c.valid_from == newest)


def is_open(table: FromClause, at: date) -> ColumnElement[bool]:
    """Condition under which a thing with a life of its own exists at ``at`` (half-open)."""
    opened, closed = table.c.opened_on, table.c.closed_on
    return and_(
        or_(opened.is_(None), opened <= at),
        or_(closed.is_(None), closed > at),
    )


def in_force(table: FromClause, at: date) -> ColumnElement[bool]:
    """Condition under which a row with a first and a last day holds at ``at`` (half-open)."""
    return and_(
        table.c.valid_from <= at,
        or_(table.c.valid_to.is_(None), table.c.valid_to > at),
    )
