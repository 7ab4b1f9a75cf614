"""Cells of a frame as a sheet prints them: texts, counts, numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import InputError
from gridmap.frames.columns import column, filled, held_in

__all__ = ["counts", "known_texts", "numbers_from_one", "texts"]

# More than any list has room for; whoever writes more than that has mistaken the column.
_MOST: Final = 99_999
# From here on a number with a decimal point no longer knows its last digits.
_INEXACT: Final = 2**53


def texts(frame: pd.DataFrame | None, label: str, name: str) -> list[str | None]:
    """Read a column of texts; whole numbers are taken as they are written, ``1.0`` as ``1``.

    A column of house numbers or codes becomes one of floats as soon as one cell is empty. Where
    osmnx makes several edges one, their names come as a list; they are joined by a stroke.

    Raises
    ------
    InputError
        ``frame-column-twice``; ``frame-cell-unclear`` for what is neither text nor whole number.
    """
    if frame is None:
        return []
    if not held_in(frame.columns, label):
        return [None] * len(frame)
    values = column(frame, label, name).astype(object)
    return [
        None if missing else _text(cell, label, name)
        for cell, missing in zip(values.tolist(), values.isna().tolist(), strict=True)
    ]


def known_texts(frame: pd.DataFrame, label: str, name: str) -> list[str]:
    """Read a column of texts as :func:`texts` does, of which none may be missing.

    Raises
    ------
    InputError
        ``frame-column-missing``, ``frame-cells-empty``.
    """
    column(frame, label, name)
    found = texts(frame, label, name)
    known = [text for text in found if text is not None]
    if len(known) < len(found):
        count = len(found) - len(known)
        raise InputError("frame-cells-empty", frame=name, column=label, count=count)
    return known


def counts(frame: pd.DataFrame, label: str, name: str) -> list[int | None]:
    """Read a column of counts: whole, from 0.

    Raises
    ------
    InputError
        ``frame-column-twice``, ``sheet-count-unclear``.
    """
    if not held_in(frame.columns, label):
        return [None] * len(frame)
    given = filled(column(frame, label, name))
    numbers = pd.to_numeric(given, errors="coerce").astype(float)
    unclear = given.notna() & ~((numbers >= 0) & (numbers <= _MOST) & (numbers % 1 == 0))
    if unclear.any():
        fields = {"column": label, "given": given[unclear].iloc[0], "most": _MOST}
        raise InputError("sheet-count-unclear", **fields)
    return [None if np.isnan(number) else int(number) for number in numbers]


def numbers_from_one(given: pd.Series[Any]) -> NDArray[np.int64]:
    """Read the numbers of buildings: whole, from 1, each once.

    Raises
    ------
    InputError
        ``sheet-numbers-unclear``, ``sheet-numbers-twice``.
    """
    numbers = pd.to_numeric(given, errors="coerce").astype(float)
    if not ((numbers >= 1) & (numbers <= _MOST) & (numbers % 1 == 0)).all():
        raise InputError("sheet-numbers-unclear", most=_MOST)
    if numbers.duplicated().any():
        raise InputError("sheet-numbers-twice")
    return numbers.to_numpy().astype(np.int64)


def _text(cell: object, label: str, name: str) -> str | None:
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, list) and all(isinstance(one, str) for one in cell):
        return " / ".join(dict.fromkeys(filter(str.strip, cell))) or None
    exact = isinstance(cell, (int, np.integer, Decimal)) and not isinstance(cell, bool)
    if exact or (isinstance(cell, (float, np.floating)) and abs(float(cell)) < _INEXACT):
        number = Decimal(str(cell))
        if number.is_finite() and number == number.to_integral_value():
            return str(int(number))
    raise InputError("frame-cell-unclear", frame=name, column=label, given=str(cell))
