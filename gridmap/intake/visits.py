"""Visits written down elsewhere: campaign lists kept in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridmap.errors import Finding, InputError
from gridmap.intake.clock import instants
from gridmap.intake.frames import laid_out
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import read
from gridmap.intake.vocabulary import MODES, OUTCOMES, SOURCES, translated

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = ["read_visits"]

_COLUMNS: Final = (
    "id",
    "household",
    "building",
    "unit",
    "door",
    "outcome",
    "occurred_at",
    "mode",
    "source",
    "corrects",
)


def read_visits(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    tz: str = "Asia/Shanghai",
) -> Intake:
    """Read visits from a table.

    Parameters
    ----------
    path
        CSV or Excel (its first sheet with rows).
    columns
        ``{standard column: source column}`` where the usual header names do not fit.
    tz
        Time zone of times that name none.

    Returns
    -------
    Intake
        ``rows``: ``row, id, household, building, unit, door`` (text), ``outcome``,
        ``occurred_at`` (``datetime64[us, UTC]``), ``mode``, ``source`` and ``corrects``; the words
        of :mod:`gridmap.fieldwork.outcomes`, NA where not said.

    Raises
    ------
    InputError
        When the file cannot be used as it is, or ``time-zone-unknown``.

    Notes
    -----
    A row without a readable time, a known outcome or a door is left out, with a finding. A
    correction (``corrects``) may have no outcome: it takes the visit back. Of a day without a
    time, noon is taken; 上午, 下午 and 晚上 stand for 10, 15 and 20 o'clock.
    """
    try:
        zone = ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError) as no:
        raise InputError("time-zone-unknown", tz=tz) from no
    parcel = read(path, "visits", columns=columns)["visits"]
    findings = list(parcel.findings)
    frame = laid_out(parcel.columns, _COLUMNS)
    row = frame["row"]
    unsaid = frame["outcome"].isna() & frame["corrects"].isna()
    timeless = frame["occurred_at"].isna()
    unplaced = frame["household"].isna() & (frame["building"].isna() | frame["door"].isna())
    unplaced &= frame["corrects"].isna()
    lost = unsaid | timeless | unplaced
    for code, rows in (
        ("outcome-missing", unsaid),
        ("time-missing", timeless),
        ("visit-unplaced", unplaced),
    ):
        findings += [Finding(code, "error", int(n)) for n in row[rows]]
    said = frame["outcome"].notna()
    frame["outcome"], strange = translated(
        frame["outcome"], OUTCOMES, row, "outcome-unknown", severity="error"
    )
    findings += strange
    lost |= said & frame["outcome"].isna()
    for name, words in (("mode", MODES), ("source", SOURCES)):
        frame[name], strange = translated(frame[name], words, row, f"{name}-unknown")
        findings += strange
    given = frame["occurred_at"]
    frame["occurred_at"] = instants(given, zone)
    unreadable = given.notna() & frame["occurred_at"].isna()
    findings += [
        Finding("time-unreadable", "error", int(n), {"word": str(word)[:40]})
        for n, word in zip(row[unreadable], given[unreadable], strict=True)
    ]
    lost |= unreadable
    return Intake(
        frame[~lost].reset_index(drop=True),
        tuple(findings),
        parcel.read,
        columns=parcel.chosen,
        headers=parcel.headers,
    )
