"""Ledgers: the office's own table of dwellings and premises (台账), whatever its habits are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from gridmap.errors import Finding
from gridmap.intake import limits
from gridmap.intake.columns import normalised
from gridmap.intake.days import days
from gridmap.intake.frames import TEXT, laid_out
from gridmap.intake.ledger_columns import LEDGER
from gridmap.intake.numbers import people_in
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import read
from gridmap.intake.vocabulary import (
    OCCUPANCIES,
    REGISTRATIONS,
    RESIDENTS,
    is_blank,
    split_groups,
    translated,
    yes_no,
)
from gridmap.territory.address_words import is_code, plain

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from gridmap.intake.result import LedgerSheet

__all__ = ["COUNTS", "WHERE", "called_by_line", "line_of", "read_ledger", "united"]

WHERE: Final = ("external_id", "building_ref", "address", "estate", "building", "unit", "door")
"""The columns that say which dwelling or premises a row is about."""

COUNTS: Final = ("people", "registered", "migrant")
"""The columns that count people."""
# Columns that tell of one person; where doors come several times with them, a row is a person.
_OF_ONE: Final = frozenset(("性别", "出生日期", "出生年月", "出生年月日", "年龄", "sex", "gender"))
_MEMBERS: Final = 0.2
_PHONE = re.compile(r"\+?\d[\d\- ()]{5,18}\d")
# A door such as 3-1 that a spreadsheet took for the first of March.
_TAKEN_FOR_DAY = re.compile(r"\d{4}-(\d{2})-(\d{2})(?:T00:00:00)?")
_LONGEST: Final = 200
# 两梯四户 tells how many lifts and doors a floor has, and not which staircase it is.
_LAYOUT: Final = re.compile(r"[一二两三四五六七八1-8]梯[一二两三四五六七八九十\d]{1,2}户")
_ABOVE: Final = (
    ("road", "", ""), ("lane", "", "弄"), ("sublane", "", "支弄"), ("number", "", "号"),
    ("annex", "附", "号"),
)  # fmt: skip
_IN_VILLAGE: Final = (("group", "", "组"), ("terrace", "", "排"))


def read_ledger(
    path: str | os.PathLike[str],
    *,
    zone: ZoneInfo,
    columns: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> Intake:
    """Read a ledger from a workbook (xlsx, xls, ods; all sheets that are shown) or a text table.

    Parameters
    ----------
    path
        The file. Titles above the header, headers of two lines, merged cells and several sheets
        are all right.
    zone
        Where its days are days.
    columns
        ``{standard column: source column}`` where the usual header names do not fit.
    remembered
        What columns meant in earlier ledgers, by :func:`gridmap.intake.remembered.headers_mark`;
        ``columns`` wins over it.

    Returns
    -------
    Intake
        ``rows``: ``row``, the columns of :data:`WHERE` and ``floor`` (text, as written),
        ``about`` (what the tab and the titles of its sheet say),
        ``occupancy``, ``registration`` (NA where not said), ``people, registered, migrant``
        (``Int64``), ``landlord_phone``, ``key_groups`` (tuple of text), ``do_not_visit`` (bool),
        ``manager``, ``confirmed_on`` (dates, None), ``premises_name, premises_kind,
        premises_phone``; one row a dwelling or premises. ``own`` is the office's own table.

    Raises
    ------
    InputError
        When the file cannot be used as it is, or holds a control list.

    Notes
    -----
    Residents' names are not read, nor their phones. ID numbers are dropped before anything else.
    """
    parcel = read(path, "ledger", columns=columns, remembered=remembered)["ledger"]
    findings = list(parcel.findings)
    frame = laid_out(parcel.columns, (*LEDGER.columns, "about"))
    for name in (*WHERE, "floor", "manager", "premises_name", "premises_kind"):
        frame[name] = frame[name].str.slice(0, _LONGEST)
    frame, said = _without_days(frame)
    findings += said
    frame, said = _without_layouts(frame)
    findings += said
    frame = _joined(frame)
    row = frame["row"]
    for name, words, code in (
        ("occupancy", OCCUPANCIES, "occupancy-unknown"),
        ("registration", REGISTRATIONS, "registration-unknown"),
    ):
        cells = frame[name].mask(frame[name].map(is_blank, na_action="ignore").eq(other=True))
        frame[name], said = translated(cells, words, row, code)
        findings += said
    frame["do_not_visit"], said = yes_no(frame["do_not_visit"], row, "do-not-visit-unclear")
    findings += said
    for name in COUNTS:
        frame[name], said = _counts(frame[name], row, name)
        findings += said
    for name in ("landlord_phone", "premises_phone"):
        frame[name], said = _phones(frame[name], row)
        findings += said
    groups = frame["key_groups"].fillna("")
    known = {cell: split_groups(cell) for cell in groups.unique()}
    frame["key_groups"] = [known[cell] for cell in groups]
    frame["confirmed_on"], said = days(frame["confirmed_on"], row, zone)
    findings += said
    of_people = any(normalised(header.rpartition("/")[2]) in _OF_ONE for header in parcel.headers)
    frame, members = _households_of(frame, of_people=of_people)
    if members:
        fields = {"rows": len(frame) + len(members), "dwellings": len(frame)}
        findings.append(Finding("rows-are-people", "note", None, fields))
    frame, said = _without_shared_ids(frame)
    findings += said
    nowhere = frame[[*WHERE[:3], "building", "door", "estate"]].isna().all(axis=1)
    findings += [
        Finding("ledger-row-nowhere", "error", int(number)) for number in frame["row"][nowhere]
    ]
    usable = frame[~nowhere].reset_index(drop=True).drop(columns=["relation", "resident_kind"])
    return Intake(
        usable,
        tuple(called_by_line(findings, parcel.sheets)),
        parcel.read,
        columns=parcel.chosen,
        headers=parcel.headers,
        own=parcel.own,
        sheets=parcel.sheets,
        members=members,
        handed_back=parcel.handed_back,
    )


def _without_days(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Give back what a spreadsheet made days of: 3-1 is a door, not the first of March."""
    findings = []
    for name in ("building", "unit", "door"):
        days = frame[name].str.fullmatch(_TAKEN_FOR_DAY.pattern).fillna(value=False).astype(bool)
        if days.any():
            frame[name] = frame[name].str.replace(
                _TAKEN_FOR_DAY, lambda day: f"{int(day[1])}-{int(day[2])}", regex=True
            )
            findings.append(Finding("door-was-a-day", "warning", None, {"count": int(days.sum())}))
    return frame, findings


def _without_layouts(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Leave out what tells how a floor is laid out: 两梯四户 is no staircase."""
    findings = []
    for name in ("unit", "floor", "door"):
        layouts = frame[name].str.contains(_LAYOUT.pattern).fillna(value=False).astype(bool)
        if layouts.any():
            less = frame[name].str.replace(_LAYOUT, "", regex=True).str.strip()
            frame[name] = less.mask(less.eq(""))
            count = {"count": int(layouts.sum())}
            findings.append(Finding("layout-is-no-unit", "warning", None, count))
    return frame, findings


def _joined(frame: pd.DataFrame) -> pd.DataFrame:
    """Put together what stands above the number of a building in columns of its own.

    复兴中路, 1196 and 2 are 复兴中路1196弄2支弄; the group of a village and the row of houses are
    what its houses are numbered in, or the number of the house itself.
    """
    above = _run_together(frame, _ABOVE)
    said = above.ne("")
    beside = said & frame["estate"].notna() & frame["address"].isna()
    frame["address"] = frame["address"].mask(beside, above)
    frame["estate"] = frame["estate"].mask(said & frame["estate"].isna(), above)
    inside = _run_together(frame, _IN_VILLAGE)
    inside = inside.mask(inside.eq(""))
    inner = inside.notna() & frame["building"].notna()
    frame["estate"] = frame["estate"].mask(inner, frame["estate"].fillna("") + inside)
    frame["building"] = frame["building"].mask(~inner, frame["building"].fillna(inside))
    return frame.drop(columns=[name for name, *_ in (*_ABOVE, *_IN_VILLAGE)])


def _run_together(frame: pd.DataFrame, parts: Sequence[tuple[str, str, str]]) -> pd.Series:
    """Write parts of an address one behind the other, bare numbers with what they number."""
    whole = pd.Series("", index=frame.index, dtype=TEXT)
    for name, before, behind in parts:
        cells = frame[name].mask(frame[name].map(is_blank, na_action="ignore").eq(other=True))
        if before:
            cells = cells.str.strip(before + behind)
        bare = cells.map(lambda cell: bool(is_code(plain(cell))), na_action="ignore").eq(other=True)
        whole += cells.mask(bare, before + cells + behind).fillna("")
    return whole


def _counts(cells: pd.Series, rows: pd.Series, column: str) -> tuple[pd.Series, list[Finding]]:
    """Read numbers of people: ``3``, ``3人``, ``三口``; anything else is NA and told."""
    known = {cell: people_in(str(cell)) for cell in cells.dropna().unique()}
    counts = cells.map(known).astype("Int64")
    strange = (
        cells.notna() & counts.isna() & ~cells.map(is_blank, na_action="ignore").eq(other=True)
    )
    return counts, [
        Finding("count-unreadable", "warning", int(row), {"word": str(word)[:20], "column": column})
        for row, word in zip(rows[strange], cells[strange], strict=True)
    ]


def _phones(cells: pd.Series, rows: pd.Series) -> tuple[pd.Series, list[Finding]]:
    """Keep what is a phone number; what is none is left out, and not repeated in the finding."""
    plain = cells.map(
        lambda cell: unicodedata.normalize("NFKC", str(cell)).strip(), na_action="ignore"
    ).astype(TEXT)
    first = plain.str.split(r"[,;/、，；\s]{1,3}(?=\+?\d{5})", n=1, regex=True).str[0].astype(TEXT)
    fits = first.str.fullmatch(_PHONE.pattern).fillna(value=False).astype(bool)
    strange = plain.notna() & ~fits & ~plain.map(is_blank, na_action="ignore").eq(other=True)
    return first.where(fits).astype(TEXT), [
        Finding("phone-unreadable", "warning", int(row)) for row in rows[strange]
    ]


def _households_of(frame: pd.DataFrame, *, of_people: bool) -> tuple[pd.DataFrame, dict[int, int]]:
    """Make one row a dwelling of a ledger that has one a person; its people are counted.

    Beside the dwellings it tells the row of each, by those of its other members. ``of_people``:
    whether a column tells of one person, so that doors may be told once for each of theirs.
    """
    if frame["relation"].isna().all() and not of_people:
        return frame, {}
    # Below the head of a household only the relation is written, the place is that of the head.
    follows = frame[list(WHERE)].isna().all(axis=1) & frame["relation"].notna()
    place = frame[list(WHERE)].astype(object).where(frame[list(WHERE)].notna(), "")
    keys = place.agg("\x1f".join, axis=1)
    keys = keys.mask(follows).ffill().fillna("")
    dwelling = frame["premises_name"].isna() & keys.str.replace("\x1f", "").ne("")
    group = keys.where(dwelling, frame["row"].astype(str))
    first = ~group.duplicated()
    if first.all() or (frame["relation"].isna().all() and first.mean() > 1 - _MEMBERS):
        return frame, {}
    frame = _counted(frame, group)
    by = frame.groupby(group, sort=False)
    told = by[["occupancy", "registration", "landlord_phone", "manager", *COUNTS]].first()
    told["people"] = told["people"].fillna(by.size()).astype("Int64")
    unwelcome = by["do_not_visit"].any()
    groups = by["key_groups"].agg(united)
    heads = frame[first].copy()
    mine = group[first]
    for name in told.columns:
        heads[name] = told[name].loc[mine].to_numpy(object)
    for name in COUNTS:
        heads[name] = heads[name].astype("Int64")
    for name in ("occupancy", "registration", "landlord_phone", "manager"):
        heads[name] = heads[name].astype(TEXT)
    heads["do_not_visit"] = unwelcome.loc[mine].to_numpy()
    heads["key_groups"] = groups.loc[mine].to_numpy(object)
    head_of = group.map(dict(zip(mine, heads["row"], strict=True)))
    members = dict(zip(frame["row"][~first].tolist(), head_of[~first].tolist(), strict=True))
    return heads, members


def _counted(frame: pd.DataFrame, dwelling: pd.Series) -> pd.DataFrame:
    """Count who is registered here and who is a migrant, where it is told of each person."""
    kinds = frame["resident_kind"].map(
        lambda cell: RESIDENTS.get(normalised(cell)), na_action="ignore"
    )
    if kinds.isna().all():
        return frame
    told = {
        name: kinds.eq(name).groupby(dwelling).transform("sum").astype("Int64")
        for name in ("registered", "migrant")
        if frame[name].isna().all()
    }
    return frame.assign(**told)


def united(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Put the key groups of several people of a door together, each once."""
    return tuple(dict.fromkeys(name for some in groups for name in some))


def _without_shared_ids(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Take away ids that several dwellings share: they are their building's, or none."""
    ids = frame["external_id"]
    if not ids.duplicated(keep=False).where(ids.notna(), other=False).any():
        return frame, []
    place = frame[list(WHERE[1:])].astype(object).where(frame[list(WHERE[1:])].notna(), "")
    keys = place.agg("\x1f".join, axis=1)
    differing = keys.groupby(ids.fillna("")).transform("nunique") > 1
    shared = ids.notna() & differing
    if not shared.any():
        return frame, []
    frame = frame.assign(external_id=ids.mask(shared))
    return frame, [Finding("external-id-shared", "warning", None, {"count": int(shared.sum())})]


def called_by_line(findings: Iterable[Finding], sheets: Sequence[LedgerSheet]) -> Iterable[Finding]:
    """Call the rows of several sheets as people do: by sheet and line."""
    for one in findings:
        sheet, line = ("", 0) if one.row is None else line_of(one.row, sheets)
        yield replace(one, ref=f"{sheet}!{line}") if sheet else one


def line_of(row: int, sheets: Sequence[LedgerSheet]) -> tuple[str, int]:
    """Tell where the office finds a row: its sheet, blank where there is one only, and its line."""
    nth, line = divmod(row - 1, limits.SHEET_ROWS)
    return sheets[nth].name if len(sheets) > 1 else "", line + 1
