"""Step tables: the row of a thing that holds on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    func,
    literal_column,
    or_,
    select,
)

from gridmap.store.bulk import fetch

__all__ = ["BEGINNING", "all_that_hold", "began_later", "holds", "in_force", "is_open", "looked_up"]

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


def all_that_hold(
    conn: Connection,
    table: FromClause,
    at: date,
    thing: str,
    *values: ColumnElement[Any],
) -> dict[str, NDArray[Any]]:
    """Read the rows of a step table that hold at ``at``, of all things: by thing, ascending.

    The same rows that :func:`holds` finds. For all of a city one pass in the order of the unique
    index is much quicker than a question for each thing.

    Parameters
    ----------
    thing
        Column that names the thing.
    values
        What else to read.
    """
    things = table.c[thing]
    columns = fetch(
        conn,
        select(things, *values)
        .where(table.c.valid_from <= at)
        .order_by(things, table.c.valid_from),
    )
    last = np.ones(len(columns[thing]), dtype=bool)
    last[:-1] = columns[thing][1:] != columns[thing][:-1]
    return {name: column[last] for name, column in columns.items()}


def looked_up(
    wanted: NDArray[np.int64], things: NDArray[np.int64], values: NDArray[Any], missing: object
) -> NDArray[Any]:
    """Give each of ``wanted`` ``(n,)`` the value of its thing; ``missing`` where there is none.

    Parameters
    ----------
    things, values
        ``(k,)``; the things ascend, each of them once.
    """
    if not len(things):
        return np.full(len(wanted), missing, dtype=values.dtype)
    place = np.minimum(np.searchsorted(things, wanted), len(things) - 1)
    found: NDArray[Any] = values[place]
    found[things[place] != wanted] = missing
    return found


def began_later(table: FromClause) -> ColumnElement[bool]:
    """Condition that a step has a day of its own, in the words of the index of those few."""
    return table.c.valid_from > literal_column("'0001-01-01'")


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
