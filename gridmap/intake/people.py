"""People who serve: a list of names, phones and offices, as an office keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa

from gridmap.errors import Finding
from gridmap.intake.clock import instants
from gridmap.intake.frames import laid_out
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import read
from gridmap.intake.vocabulary import OFFICES, translated

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

__all__ = ["read_people"]

_COLUMNS: Final = ("name", "phone", "office", "area", "community", "department", "since")

# Many offices know the month alone: it began on its first day.
_MONTH: Final = re.compile(r"^\s*(\d{4})(?:\s*年\s*|[-/.](?=\d\d$|\d$))(\d{1,2})\s*月?\s*$")
_YEARS: Final = (1949, 2199)


def read_people(
    path: str | os.PathLike[str], *, zone: ZoneInfo, columns: Mapping[str, str] | None = None
) -> Intake:
    """Read people from a table.

    Parameters
    ----------
    path
        CSV or Excel (its first sheet with rows).
    zone
        Time zone of the workspace, for days.
    columns
        ``{standard column: source column}`` where the usual header names do not fit.

    Returns
    -------
    Intake
        ``rows``: ``row, name, phone, office`` (a word of :class:`gridmap.territory.people.Office`),
        ``area, community, department`` (text, as written) and ``since`` (``date`` or NaT); NA
        where not said. A row with an office or a day that nobody can read is left out.

    Raises
    ------
    InputError
        When the file cannot be used as it is, or holds a control list (``control-list-refused``).
    """
    parcel = read(path, "people", columns=columns)["people"]
    findings = list(parcel.findings)
    frame = laid_out(parcel.columns, _COLUMNS)
    row = frame["row"]
    own = {
        header: frame[name].astype(object).where(frame[name].notna(), None)
        for name, header in parcel.chosen.items()
    }
    nameless = frame["name"].isna()
    findings += [Finding("person-nameless", "error", int(number)) for number in row[nameless]]
    said = frame["office"].notna()
    frame["office"], strange = translated(
        frame["office"], OFFICES, row, "office-word-unknown", severity="error"
    )
    findings += strange
    given = frame["since"]
    whole = given.str.replace(_MONTH, r"\1-\2-01", regex=True)
    days = instants(whole, zone).dt.tz_convert(zone)
    frame["since"] = days.dt.date.where(days.dt.year.between(*_YEARS))
    undated = given.notna() & frame["since"].isna()
    findings += [
        Finding("since-unreadable", "error", int(number), {"word": str(word)[:40]})
        for number, word in zip(row[undated], given[undated], strict=True)
    ]
    lost = nameless | undated | (said & frame["office"].isna())
    frame["since"] = frame["since"].astype(object).where(frame["since"].notna(), pd.NaT)
    return Intake(
        frame[~lost].reset_index(drop=True),
        tuple(findings),
        parcel.read,
        columns=parcel.chosen,
        headers=parcel.headers,
        own=pa.table(
            {"row": row.to_numpy()}
            | {header: pa.array(cells, pa.string()) for header, cells in own.items()}
        ),
    )
