"""Laying out what came back in the standard columns."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gridmap.errors import Finding

__all__ = ["TEXT", "called_by_ref", "laid_out", "most", "place_of"]

TEXT: Final = pd.StringDtype(na_value=pd.NA)

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def place_of(path: str | os.PathLike[str]) -> str:
    """Name a file as messages do: without its folders."""
    return Path(os.fspath(path)).name


def laid_out(columns: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Put ``row`` and the named text columns in order, NA where the source has none."""
    missing = pd.Series(pd.NA, index=columns.index, dtype=TEXT)
    return pd.DataFrame(
        {"row": columns["row"], **{name: columns.get(name, missing) for name in names}}
    )


def called_by_ref(findings: Iterable[Finding], frame: pd.DataFrame) -> tuple[Finding, ...]:
    """Give findings the ``source_ref`` of their rows: the number of a feature leads nowhere."""
    refs = frame.dropna(subset="source_ref").set_index("row")["source_ref"].to_dict()
    return tuple(replace(found, ref=refs.get(found.row)) for found in findings)


def most(cells: pd.Series, *, ceiling: int) -> pd.Series:
    """Read counts of storeys or dwellings: ``"6"``, ``"5;6"`` (the larger), ``"3.5"`` (full ones).

    Parameters
    ----------
    cells
        Text.
    ceiling
        What is beyond it, or below 1, is taken for a slip and becomes NA.

    Returns
    -------
    pandas.Series
        ``Int64``.
    """
    known: dict[str, int | None] = {}
    for cell in cells.dropna().unique():
        numbers = [float(number) for number in _NUMBER.findall(str(cell).replace(" ", ""))]
        largest = max(numbers, default=0.0)
        # A half storey alone (an attic flat) is still one.
        known[cell] = max(1, int(largest)) if 0 < largest <= ceiling else None
    return cells.map(known).astype("Int64")
