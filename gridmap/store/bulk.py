"""Many rows at once: columns in, columns out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, SupportsInt, TypeAlias, cast

import numpy as np
import pandas as pd
import psycopg
import shapely
from psycopg.sql import SQL, Identifier
from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, Text
from sqlalchemy.exc import IntegrityError
from uuid_utils import uuid7

from gridmap.store.columns import (
    Geometry,
    Instant,
    from_blobs,
    from_hex,
    instant_text,
    to_blobs,
    to_hex,
)
from gridmap.store.geopackage import rtree, triggers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from sqlalchemy import Connection, Select, Table
    from sqlalchemy.types import TypeEngine

__all__ = ["NULL", "append", "fetch", "fetch_frame", "new_uids"]

# What `fetch` gives for NULL in a column of integers: a number that no data has and that shows at
# once where it was forgotten. Where another one is handier, say so in SQL (`func.coalesce`).
NULL = int(np.iinfo(np.int64).min)

_DTYPES: dict[type[TypeEngine[Any]], str] = {
    Instant: "datetime64[ms]",
    Date: "datetime64[D]",
    Boolean: "bool",
    Integer: "int64",
    Float: "float64",
}

# A column as callers have it: a list, an array of numpy's or a series of pandas'.
Column: TypeAlias = "Sequence[Any] | NDArray[Any] | pd.Series[Any]"

# From here on it is quicker to take the R*Tree's insert trigger away and write the tree directly.
_MANY = 200


def new_uids(n: int) -> list[str]:
    """Make ``n`` public ids (UUIDv7), ascending."""
    return [str(uuid7()) for _ in range(n)]


def append(conn: Connection, table: Table, columns: Mapping[str, Any]) -> NDArray[np.int64]:
    """Append rows given as columns.

    Parameters
    ----------
    conn
        Connection inside a write transaction.
    table
        One of the tables.
    columns
        By column name: a sequence or array (n,), numpy's, pandas' or a list, where ``None``, NaN,
        NaT and NA are NULL; or one value for all rows. Columns left out take their default;
        a ``uid`` left out is made. ``datetime64`` without a zone is UTC, as :func:`fetch` gives it.

    Returns
    -------
    ndarray of int64 (n,)
        Ids of the new rows, in their order.

    Raises
    ------
    KeyError
        If the table has no such column.
    ValueError
        If columns differ in length, a datetime has no zone or a number is no whole number.
    TypeError
        If a value is of another kind than its column.
    """
    sizes = {name: len(values) for name, values in columns.items() if not _is_single(values)}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"columns of different lengths: {sizes}")
    n = next(iter(sizes.values()), 1)
    if n == 0:
        return np.empty(0, dtype=np.int64)
    given = dict(columns)
    for column in table.columns:
        if column.name in given or column.default is None or not column.default.is_scalar:
            continue
        given[column.name] = column.default.arg  # type: ignore[attr-defined]
    if "uid" in table.c and "uid" not in given:
        given["uid"] = new_uids(n)
    sqlite = conn.dialect.name == "sqlite"
    names: list[str] = ["id"]
    ids = _sqlite_ids(conn, table, n) if sqlite else _postgres_ids(conn, table, n)
    cells: list[Sequence[Any]] = [ids.tolist()]
    shapes: dict[str, NDArray[np.object_]] = {}
    for name, values in given.items():
        column = table.c[name]
        names.append(name)
        if isinstance(column.type, Geometry):
            promoted = column.type.promoted(
                _objects([values] * n if _is_single(values) else values)
            )
            shapes[name] = promoted
            cells.append(to_blobs(promoted) if sqlite else to_hex(promoted))
        elif _is_single(values):
            cells.append(_cells([values], column.type) * n)
        else:
            cells.append(_cells(values, column.type))
    (_insert if sqlite else _copy)(conn, table, names, cells, shapes)
    return ids


def fetch(conn: Connection, query: Select[Any]) -> dict[str, NDArray[Any]]:
    """Read the result of a query as one array per column.

    Returns
    -------
    dict of ndarray (n,)
        By the column's name in the query. Integers are int64 (NULL is :data:`NULL`), reals float64
        (NaN), booleans bool (NULL is refused), dates ``datetime64[D]`` and instants
        ``datetime64[ms]`` in UTC (NaT), geometries shapely's and texts ``str``, both in object
        arrays (``None``).

    Raises
    ------
    ValueError
        If a boolean is NULL.
    """
    described = {str(column.key): column.type for column in query.selected_columns}
    cursor = cast("Any", conn.execute(query).cursor)
    rows = cursor.fetchall()
    cursor.close()
    sides = _sides(rows, list(described.values()))
    sqlite = conn.dialect.name == "sqlite"
    return {
        name: _array(values, kind, sqlite=sqlite)
        for (name, kind), values in zip(described.items(), sides, strict=True)
    }


def _sides(rows: list[tuple[Any, ...]], kinds: Sequence[TypeEngine[Any]]) -> Sequence[Any]:
    """Turn rows into columns; where all whole numbers are there, in a third of the time."""
    laid = [np.int64 if isinstance(kind, Integer) else np.object_ for kind in kinds]
    try:
        table = np.fromiter(rows, [(f"{n}", kind) for n, kind in enumerate(laid)], len(rows))
    except TypeError:  # NULL among them
        return list(zip(*rows, strict=True))
    return [np.ascontiguousarray(table[f"{n}"]) for n in range(len(laid))]


def fetch_frame(conn: Connection, query: Select[Any]) -> pd.DataFrame:
    """Read the result of a query as a frame; integer columns with NULL become ``Int64`` with NA."""
    columns = fetch(conn, query)
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype="Int64").mask(values == NULL)
            if values.dtype.kind == "i" and (values == NULL).any()
            else values
            for name, values in columns.items()
        }
    )


def _is_single(values: object) -> bool:
    return (
        values is None
        or isinstance(values, str | bytes | Mapping)
        or not hasattr(values, "__len__")
        or (isinstance(values, np.ndarray) and values.ndim == 0)
    )


def _objects(values: Column) -> NDArray[np.object_]:
    """Lay values out as an object array with ``None`` where one is missing."""
    if isinstance(values, list | tuple):
        laid = np.empty(len(values), dtype=object)
        laid[:] = values
    else:
        laid = np.array(values, dtype=object)
    missing = pd.isna(laid)
    if missing.any():
        laid[missing] = None
    return laid


def _cells(values: Column, kind: TypeEngine[Any]) -> list[Any]:
    """Turn a column into what either driver writes."""
    if isinstance(kind, Instant):
        return _instants(values)
    if isinstance(kind, Date):
        return _dates(values)
    return _each(values, _writer(kind))


def _each(values: Column, write: Callable[[Any], Any]) -> list[Any]:
    return [None if value is None else write(value) for value in _objects(values)]


def _instants(values: Column) -> list[str | None]:
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, pd.DatetimeTZDtype):
        naive = pd.Series(values).dt.tz_convert("UTC").dt.tz_localize(None)
        values, dtype = naive.to_numpy(), naive.dtype
    if isinstance(dtype, np.dtype) and dtype.kind == "M":
        moments = np.asarray(values)
        texts = np.char.add(np.datetime_as_string(moments, unit="ms", casting="unsafe"), "Z")
        return [
            None if lost else str(text) for text, lost in zip(texts, np.isnat(moments), strict=True)
        ]
    return _each(values, instant_text)


def _dates(values: Column) -> list[str | None]:
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype.kind == "M":
        days = np.asarray(values)
        texts = np.datetime_as_string(days, unit="D", casting="unsafe")
        return [
            None if lost else str(text) for text, lost in zip(texts, np.isnat(days), strict=True)
        ]
    return _each(values, _day)


def _day(value: object) -> str:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} in a column of dates")
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat()


def _whole(value: SupportsInt) -> int:
    number = int(value)
    if number != value:  # 2.5, or the text "2"
        raise ValueError(f"{value!r} in a column of whole numbers")
    return number


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} in a column of text")
    return str(value).replace("\0", "")  # PostgreSQL takes none


def _writer(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(kind, Boolean):
        return lambda value: int(bool(value))
    if isinstance(kind, Integer):
        return _whole
    if isinstance(kind, Float):
        return float
    if isinstance(kind, Text):
        return _words
    if isinstance(kind, LargeBinary):
        return bytes
    raise TypeError(f"no way to write {kind!r}")


def _sqlite_ids(conn: Connection, table: Table, n: int) -> NDArray[np.int64]:
    last = conn.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{table.name}"').scalar_one()  # noqa: S608
    return np.arange(last + 1, last + 1 + n, dtype=np.int64)


def _postgres_ids(conn: Connection, table: Table, n: int) -> NDArray[np.int64]:
    taken = conn.exec_driver_sql(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
        (table.name, n),
    )
    return np.fromiter((row[0] for row in taken), dtype=np.int64, count=n)


def _insert(
    conn: Connection,
    table: Table,
    names: Sequence[str],
    cells: Sequence[Sequence[Any]],
    shapes: Mapping[str, NDArray[np.object_]],
) -> None:
    execute = conn.exec_driver_sql
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    direct = shapes if len(cells[0]) >= _MANY else {}
    for column in direct:
        execute(f'DROP TRIGGER "{rtree(table.name, column)}_insert"')
    execute(
        f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})',  # noqa: S608
        list(zip(*cells, strict=True)),
    )
    ids = np.asarray(cells[0])
    for column, geometries in direct.items():
        tree = rtree(table.name, column)
        west, south, east, north = shapely.bounds(geometries).T
        filled = np.flatnonzero(~np.isnan(west))
        sides = (side[filled].tolist() for side in (west, east, south, north))
        if filled.size:
            execute(
                f'INSERT INTO "{tree}" VALUES (?, ?, ?, ?, ?)',  # noqa: S608
                list(zip(ids[filled].tolist(), *sides, strict=True)),
            )
        execute(triggers(table.name, column)[f"{tree}_insert"])


def _copy(
    conn: Connection,
    table: Table,
    names: Sequence[str],
    cells: Sequence[Sequence[Any]],
    shapes: Mapping[str, NDArray[np.object_]],  # noqa: ARG001  (the server keeps its own index)
) -> None:
    driver = cast("psycopg.Connection[Any]", conn.connection.driver_connection)
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(table.name), SQL(", ").join(map(Identifier, names))
    )
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in zip(*cells, strict=True):
                copy.write_row(row)
    except psycopg.IntegrityError as fault:
        raise IntegrityError(statement.as_string(), None, fault) from fault


def _array(
    values: Any,  # noqa: ANN401  (a list or an array)
    kind: TypeEngine[Any],
    *,
    sqlite: bool,
) -> NDArray[Any]:
    if isinstance(kind, Geometry):
        return from_blobs(values) if sqlite else from_hex(values)
    if isinstance(kind, Boolean) and None in values:
        raise ValueError("NULL in a column of booleans")
    if isinstance(kind, Instant):
        values = [_utc(value) for value in values]
    elif isinstance(kind, Integer) and not isinstance(values, np.ndarray):
        values = [NULL if value is None else value for value in values]
    for known, dtype in _DTYPES.items():
        if isinstance(kind, known):
            return np.array(values, dtype=dtype)
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return objects


def _utc(value: str | datetime | None) -> str | datetime | None:
    if isinstance(value, str):
        return value.removesuffix("Z")
    return None if value is None else value.replace(tzinfo=None)  # the session's zone is UTC
