"""The rows of a sheet: what stands below its header, laid out as columns of text.

Cells merged downwards count for each of their lines; totals, signatures and headers that are
printed again on each page are no rows; a name across the table is what the rows below it are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gridmap.errors import Finding, InputError
from gridmap.intake import limits
from gridmap.intake.columns import normalised
from gridmap.intake.footers import footers, sections
from gridmap.intake.ledger_columns import HANDED_BACK, LEDGER, WHERE
from gridmap.territory.identity import without_id_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gridmap.intake.formats.workbook import Sheet
    from gridmap.intake.headings import Heading

__all__ = ["Rows", "rows_below", "written_once"]

# A cell alone below one of these is a place that its rows go on with.
_PLACED: Final = frozenset(
    normalised(name) for what in (*WHERE, "estate") for name in LEDGER.columns[what]
)
# Written once above several rows, and meant for all of them: from the large to the small.
_WRITTEN_ONCE: Final = (
    "road", "lane", "sublane", "number", "annex", "estate", "group", "terrace", "building", "unit",
)  # fmt: skip
_SHOWN: Final = 8
_UNSEEN: Final = r"[\p{Cf}\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+"


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet.

    Attributes
    ----------
    own
        The office's own columns, as text.
    numbers
        The number of each row, by which people find it.
    within
        What single rows are about: the line across the table above them, or the tab that rows came
        from which gridmap handed back. Empty where nothing says it.
    handed_back
        Whether gridmap handed them back, each with its reason.
    """

    own: pa.Table
    numbers: np.ndarray[Any, np.dtype[np.int64]]
    within: Sequence[str] = ()
    handed_back: bool = False


def rows_below(sheet: Sheet, heading: Heading, offset: int, findings: list[Finding]) -> Rows:
    """Lay the lines below a header out as columns of text.

    Parameters
    ----------
    offset
        What the numbers of rows begin behind: those of one sheet are none of another.
    findings
        Where lines that are no rows, or rows longer than their header, are told.

    Raises
    ------
    InputError
        ``table-too-wide``.
    """
    if len(heading.names) > limits.TABLE_COLUMNS:
        raise InputError("table-too-wide", file=sheet.name, columns=len(heading.names))
    lines = _spread(sheet, heading)
    names = heading.names
    width = len(names)
    body: list[list[str]] = []
    numbers: list[int] = []
    below = footers(lines, heading.last + 1)
    across = {} if normalised(names[0]) in _PLACED else sections(lines, heading.last + 1)
    within: list[str] = []
    section = ""
    for at in range(heading.last + 1, len(lines)):
        line = lines[at]
        cells = [cell.strip() for cell in line[:width]]
        first = next((cell for cell in cells if cell), None)
        if first is None or tuple(cells[: len(names)]) == names:
            continue
        row = offset + at + 1
        if at in below:
            findings.append(Finding("row-is-footer", "note", row, {"what": first[:_SHOWN]}))
            continue
        if len(line) > width and any(line[width:]):
            extra = {"cells": len(line) - width}
            findings.append(Finding("row-too-long", "warning", row, extra))
        if at in across:
            section = without_id_numbers(across[at], "…")
            continue
        body.append(cells)
        numbers.append(row)
        within.append(section)
    columns = {
        without_id_numbers(name, "…"): _seen(
            [line[at] or None if at < len(line) else None for line in body]
        )
        for at, name in enumerate(names)
        if name
    }
    own, tabs = _without_reasons(pa.table(columns))
    return Rows(
        own, np.array(numbers, dtype=np.int64), tabs or (within if section else []), bool(tabs)
    )


def _seen(cells: list[str | None]) -> pa.Array:
    """Take out of cells what no eye sees: signs of control and direction, joints of no width."""
    column = pc.replace_substring_regex(pa.array(cells, pa.string()), _UNSEEN, "")
    return pc.if_else(pc.equal(column, ""), None, column)


def _spread(sheet: Sheet, heading: Heading) -> list[list[str]]:
    """Write what stands in cells merged downwards into each of their lines."""
    for cells in sheet.merged:
        top, bottom = cells.top, min(cells.bottom, len(sheet.lines) - 1)
        if top <= heading.last or bottom <= top or cells.left >= len(sheet.lines[top]):
            continue
        value = sheet.lines[top][cells.left]
        for line in sheet.lines[top + 1 : bottom + 1]:
            if cells.left < len(line):
                line[cells.left] = value
    return sheet.lines


def written_once(own: pa.Table, chosen: Mapping[str, str]) -> pa.Table:
    """Fill in what stands only in the first of its rows, from the road down to the unit."""
    if "building" not in chosen or "door" not in chosen:
        return own
    parts = [chosen[name] for name in _WRITTEN_ONCE if name in chosen]
    told = {name: own[name].to_pylist() for name in parts}
    doors = own[chosen["door"]].to_pylist()
    whole = own[chosen["address"]].to_pylist() if "address" in chosen else [None] * len(doors)
    held: dict[str, str | None] = {}
    for at, door in enumerate(doors):
        if whole[at]:
            held = {}
            continue
        begins = next((n for n, name in enumerate(parts) if told[name][at]), len(parts))
        # Whatever stands left of the first part that is told goes on; what is right of it ends.
        for n, name in enumerate(parts):
            if told[name][at] or n >= begins:
                held[name] = told[name][at]
            elif door:
                told[name][at] = held.get(name)
    for name in parts:
        at = own.column_names.index(name)
        own = own.set_column(at, name, pa.array(told[name], pa.string()))
    return own


def _without_reasons(own: pa.Table) -> tuple[pa.Table, list[str]]:
    """Take line and reason off rows that gridmap handed back; give the tabs they came from."""
    names = tuple(own.column_names[:2])
    if names not in HANDED_BACK:
        return own, []
    tabs = [(called or "").rpartition("!")[0] for called in own[names[0]].to_pylist()]
    return own.drop_columns(list(names)), tabs
