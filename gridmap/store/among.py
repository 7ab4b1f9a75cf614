"""Rows that are named by their ids, however many they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BigInteger, Connection, any_, bindparam, func, select

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

__all__ = ["among"]


def among(conn: Connection, column: ColumnElement[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """Condition that a column has one of some ids.

    They are one parameter: a parameter for each takes as long to write down as thousands of rows
    take to read, and SQLite takes no more than 32,766.
    """
    listed = [*map(int, ids)]
    if conn.dialect.name != "sqlite":
        return column == any_(bindparam(None, listed, type_=ARRAY(BigInteger)))
    told = func.json_each(json.dumps(listed)).table_valued("value")
    return column.in_(select(told.c.value))
