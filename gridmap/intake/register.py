"""The office's ledger in the reading process: its sheets become one table of standard columns.

Beside it goes the office's own table, without ID numbers: rows that cannot come in are handed back
as they were.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import feather

from gridmap.errors import Finding, InputError
from gridmap.intake import limits, personal
from gridmap.intake.columns import match, normalised
from gridmap.intake.contents import contradicted, guessed_of_ledger, tells_buildings
from gridmap.intake.first_cells import first_cells, is_of_people
from gridmap.intake.formats.formulas import without_result
from gridmap.intake.formats.pages import page_sheets, xml_sheets
from gridmap.intake.formats.workbook import Sheet, book_sheets, text_sheet
from gridmap.intake.headings import Heading, find_heading
from gridmap.intake.kinds import Kind
from gridmap.intake.ledger_columns import LEDGER, WHERE
from gridmap.intake.remembered import headers_mark, recalled, told_elsewhere
from gridmap.intake.result import LedgerSheet
from gridmap.intake.rows import Rows, rows_below, written_once
from gridmap.territory.identity import without_id_numbers
from gridmap.territory.phones import without_phones

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["ledger_answer"]

# One of these has to lead to a building; a door alone leads nowhere.
_TO_BUILDING: Final = tuple(what for what in WHERE if what != "door")
_VILLAGE: Final = re.compile(r"[村屯湾寨庄]名?$")
_OF_PREMISES: Final = ("premises_kind", "premises_phone")
_PHONES: Final = ("landlord_phone", "premises_phone")
_NOT_FOR_PEOPLE: Final = ("unit", "door", "manager", "premises_name")
# What premises are called that bear nothing but somebody's name.
_UNNAMED: Final = "未具名"
# Their numbers may look like phones.
_CODES: Final = ("external_id", "building_ref")
_KNOWN: Final = frozenset(normalised(name) for names in LEDGER.columns.values() for name in names)
_SHOWN: Final = 8
# Numbers in order, and what our own export says of who answers for a door.
_NO_FACTS: Final = re.compile(
    r"序号?|编号|行号|no|#|№|index|社区|网格|邻|邻长|community|grid|patch"
    r"|neighbourleader"
)
_ABOUT: Final = 200


@dataclass(frozen=True)
class _Read:
    """One sheet, guarded and named: its own columns, and the standard ones among them.

    ``about`` is what its tab and its titles say that all of it is about: often an estate.
    """

    sheet: LedgerSheet
    about: str
    chosen: dict[str, str]
    rows: Rows

    @property
    def own(self) -> pa.Table:
        """Its own columns, without those of ID numbers."""
        return self.rows.own


def ledger_answer(folder: Path, file: Path, kind: Kind, job: dict[str, Any]) -> dict[str, Any]:
    """Read a ledger; the tables are left in ``folder`` as ``ledger.arrow`` and ``own.arrow``."""
    called = job["called"]
    if kind not in (Kind.CSV, Kind.EXCEL, Kind.PAGE, Kind.EXCEL_XML):
        raise InputError("ledger-not-a-table", file=called, kind=kind.value)
    if word := personal.control_word(called.rpartition(".")[0]):
        raise InputError("control-list-title", file=called, word=word)
    given = {what: without_id_numbers(name) for what, name in (job["columns"] or {}).items()}
    register = _Register(called, given, job.get("remembered") or {})
    for sheet in _opened(file, kind, called):
        register.take(sheet)
    register.close()
    read, findings = register.read, register.findings
    if kind is Kind.EXCEL and (count := without_result(file)):
        findings.append(Finding("formulas-without-result", "warning", None, {"count": count}))
    headers = list(register.headers)
    phones: Counter[str] = Counter()
    people: Counter[str] = Counter()
    tables = [_standard(one, phones, people) for one in read]
    standard = pa.concat_tables(tables, promote_options="default")
    findings += [
        Finding(code, "warning", None, {"column": column, "count": count})
        for code, blanked in (("phones-blanked", phones), ("names-blanked", people))
        for column, count in blanked.items()
    ]
    own = pa.concat_tables(
        [one.own.append_column("row", pa.array(one.rows.numbers)) for one in read],
        promote_options="default",
    )
    for name, table in (("ledger", standard), ("own", own)):
        feather.write_feather(table, str(folder / f"{name}.arrow"), compression="uncompressed")
    chosen: dict[str, str] = {}
    for one in read:
        chosen = {**one.chosen, **chosen}
    named = list(dict.fromkeys(name for one in read for name in one.own.column_names))
    findings += _not_kept(named, set(chosen.values()))
    whole = "door" in standard.column_names and tells_buildings(standard["door"])
    if not any(what in chosen for what in _TO_BUILDING) and not whole:
        findings.append(Finding("ledger-building-untold", "warning"))
    return {
        "crs": None,
        "read": standard.num_rows,
        "findings": [_plain(finding) for finding in findings],
        "columns": chosen,
        "headers": headers,
        "sheets": [asdict(one.sheet) for one in read],
        "handed_back": all(one.rows.handed_back for one in read),
    }


@dataclass
class _Register:
    """The sheets of one ledger, as they are read.

    Attributes
    ----------
    given
        What columns mean, as the caller says.
    remembered
        What they meant in earlier ledgers.
    headers
        The columns of all sheets; the values say nothing.
    dropped, blanked
        Columns of ID numbers, by what is said of them, with their rows; and of cells in which such
        numbers were blanked.
    empty
        Whether a sheet has the header of a ledger and no rows.
    unread
        Of sheets of which nobody knows where their rows are: the first cells by header, for a
        person to tell which is which.
    """

    called: str
    given: Mapping[str, str]
    remembered: Mapping[str, Mapping[str, str]]
    read: list[_Read] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headers: dict[str, None] = field(default_factory=dict)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    blanked: Counter[str] = field(default_factory=Counter)
    empty: bool = False
    unread: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, sheet: Sheet) -> None:
        """Read a sheet, or say why not."""
        name = without_id_numbers(sheet.name, "…")
        spoken = (self.given, *self.remembered.values())
        known = _KNOWN | {normalised(name) for one in spoken for name in one.values() if name}
        heading = None if sheet.hidden else find_heading(sheet, known, _looks_known)
        if heading is None:
            if any(map(any, sheet.lines)):
                code = "sheet-hidden" if sheet.hidden else "sheet-without-header"
                self.findings.append(Finding(code, "note", None, {"sheet": name}))
            return
        _refuse_titles(sheet, heading, self.called)
        first = len(self.read) * limits.SHEET_ROWS
        rows = rows_below(sheet, heading, first, self.findings)
        own = self._without_id_numbers(rows.own)
        chosen = self._chosen(own, rows.numbers)
        if not any(what in chosen for what in WHERE):
            self.findings.append(Finding("sheet-without-header", "note", None, {"sheet": name}))
            meant = {header: what for what, header in chosen.items()}
            shown = {one: first_cells(own, one, meant.get(one)) for one in own.column_names}
            self.unread = {one: cells for one, cells in shown.items() if cells} | self.unread
        elif own.num_rows == 0:
            self.empty = True
        else:
            mark = headers_mark(own.column_names)
            told = LedgerSheet(sheet.at, name, mark, heading.last + 1, len(heading.names))
            about = _about(name, sheet, heading)
            rows = replace(rows, own=written_once(own, chosen))
            self.read.append(_Read(told, about, chosen, rows))

    def close(self) -> None:
        """Refuse what cannot be meant once all sheets are read.

        Raises
        ------
        InputError
            ``column-is-id-number``, ``column-unknown``, ``ledger-nowhere`` or ``file-no-records``.
        """
        listed = list(self.headers)
        offer = {"file": self.called, "known": _listed(listed), "headers": listed}
        for source in filter(None, self.given.values()):
            if any(source == column for _, column in self.dropped):
                raise InputError("column-is-id-number", file=self.called, column=source)
            if source not in self.headers:
                raise InputError("column-unknown", column=source, **offer)
        if not self.read:
            nothing = self.empty or not listed
            code = "file-no-records" if nothing else "ledger-nowhere"
            shown = [
                f"{name} ({self.unread[name][0]})" if name in self.unread else name
                for name in listed
            ]
            told = {**offer, "known": _listed(shown)}
            raise InputError(code, **told, samples=self.unread)
        self.findings += [
            Finding(code, "warning", None, {"column": column, "rows": count})
            for (code, column), count in self.dropped.items()
        ]
        self.findings += [
            Finding("id-numbers-blanked", "warning", None, {"column": column, "count": count})
            for column, count in self.blanked.items()
        ]

    def _without_id_numbers(self, own: pa.Table) -> pa.Table:
        own, said = personal.without_id_columns(own)
        for one in said:
            column = str(one.fields["column"])
            if "rows" in one.fields:
                self.dropped[one.code, column] += int(str(one.fields["rows"]))
            else:
                self.blanked[column] += int(str(one.fields["count"]))
        return own

    def _chosen(self, own: pa.Table, rows: np.ndarray[Any, np.dtype[np.int64]]) -> dict[str, str]:
        """Tell what the columns of a sheet mean, and refuse control lists."""
        names = own.column_names
        self.headers |= dict.fromkeys(names)
        told = {what: name for what, name in self.given.items() if not name or name in names}
        if not any(told.values()):
            told = recalled(self.remembered, names) | told
        chosen = match(names, LEDGER, called=self.called, columns=told)
        if _is_house_number(chosen):
            house = {"number": chosen["number"], **told}
            chosen = match(names, LEDGER, called=self.called, columns=house)
        chosen = _one_meaning(chosen)
        denied = contradicted(own, chosen) - told.keys()
        chosen = {what: name for what, name in chosen.items() if what not in denied}
        settled = {**dict.fromkeys(told, ""), **chosen}
        chosen |= told_elsewhere(self.remembered, names, settled)
        guessed = guessed_of_ledger(own, chosen, settled=told.keys())
        told_once = [
            Finding("column-guessed", "warning", None, {"column": name, "meaning": what})
            for what, name in guessed.items()
        ]
        self.findings += [one for one in told_once if one not in self.findings]
        chosen |= guessed
        if "premises_name" not in chosen:
            # Of dwellings, nobody's phone but the landlord's is taken in.
            chosen = {what: name for what, name in chosen.items() if what not in _OF_PREMISES}
        groups = chosen.get("key_groups")
        personal.refuse_control_lists(own, rows, called=self.called, groups=groups)
        return chosen


def _is_house_number(chosen: Mapping[str, str]) -> bool:
    """Tell whether 门牌号 is the number in the street or village that a column before it names."""
    along = "road" in chosen or "lane" in chosen or _VILLAGE.search(chosen.get("estate", ""))
    return bool(along) and "number" in chosen and not {"building", "address"} & chosen.keys()


def _one_meaning(chosen: dict[str, str]) -> dict[str, str]:
    """Let 号 be the number of a house where nothing else is, and of a door elsewhere.

    So does 门牌号, but for a street.
    """
    twice = {"door"} if "building" in chosen and chosen.get("door") == chosen["building"] else set()
    if chosen.get("number") in {chosen.get("door"), chosen.get("building")}:
        twice = {"number"}
    return {what: name for what, name in chosen.items() if what not in twice}


def _opened(file: Path, kind: Kind, called: str) -> Iterator[Sheet]:
    if kind is Kind.CSV:
        yield text_sheet(file, called=called)
    elif kind is Kind.PAGE:
        yield from page_sheets(file, called=called)
    elif kind is Kind.EXCEL_XML:
        yield from xml_sheets(file, called=called)
    else:
        yield from book_sheets(file, called=called)


def _refuse_titles(sheet: Sheet, heading: Heading, called: str) -> None:
    """Refuse a sheet whose tab or title names it a control list."""
    titles = [sheet.name, *(cell for line in sheet.lines[: heading.first] for cell in line if cell)]
    for title in titles:
        if word := personal.control_word(title):
            raise InputError("control-list-title", file=called, word=word)


def _looks_known(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in LEDGER.likely.values())


def _standard(one: _Read, phones: Counter[str], people: Counter[str]) -> pa.Table:
    """Name the columns that are taken in; phones stay in the columns that are for phones alone."""
    table = one.own.select(list(one.chosen.values())).rename_columns(list(one.chosen))
    plain = [name for name in one.chosen if name not in (*_PHONES, *_CODES)]
    plain += [name for name in _CODES if name in one.chosen and _holds_phones(table[name])]
    table, taken = personal.without_phones_in(table, plain)
    for name, count in taken.items():
        phones[one.chosen[name]] += count
    table = _without_people(one, table, people)
    within = one.rows.within or [""] * table.num_rows
    about = pa.array(
        [f"{some}\n{one.about}" if some else one.about for some in within], pa.string()
    )
    return table.append_column("row", pa.array(one.rows.numbers)).append_column("about", about)


def _without_people(one: _Read, table: pa.Table, people: Counter[str]) -> pa.Table:
    """Take people's names out of columns of doors, shops and companies; a shop stays one."""
    within = [name for name in _NOT_FOR_PEOPLE if name in one.chosen]
    less, taken = personal.without_people_in(table, within)
    for name, count in taken.items():
        people[one.chosen[name]] += count
    if "premises_name" not in taken:
        return less
    before, after = (some["premises_name"].to_pylist() for some in (table, less))
    none = [None] * table.num_rows
    kinds, doors = (
        less[name].to_pylist() if name in one.chosen else none for name in ("premises_kind", "door")
    )
    named = [
        f"{kind or _UNNAMED}{door or ''}" if was and not now else now
        for was, now, kind, door in zip(before, after, kinds, doors, strict=True)
    ]
    at = less.column_names.index("premises_name")
    return less.set_column(at, "premises_name", pa.array(named, pa.string()))


def _about(name: str, sheet: Sheet, heading: Heading) -> str:
    titles = (cell for line in sheet.lines[: heading.first] for cell in line if cell)
    return without_id_numbers("\n".join([name, *titles])[:_ABOUT], "…")


def _holds_phones(codes: pa.ChunkedArray) -> bool:
    """Tell phones from codes that look like them: codes of one place begin alike."""
    cells = [cell for cell in codes.to_pylist() if cell]
    phones = [cell for cell in cells if not without_phones(cell)]
    return len({cell[:6] for cell in phones}) > len(phones) / 2


def _not_kept(headers: Sequence[str], used: set[str]) -> list[Finding]:
    """Say which columns were left where they are, those with people's names and phones first."""
    left = [header for header in headers if header not in used and is_of_people(header)]
    rest = [
        header
        for header in headers
        if header not in used and header not in left and not _NO_FACTS.fullmatch(normalised(header))
    ]
    return [
        Finding(code, "note", None, {"columns": "、".join(some[:_SHOWN])})
        for code, some in (("names-not-kept", left), ("columns-not-read", rest))
        if some
    ]


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(headers[:20]) + (" …" if len(headers) > 20 else "")


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "row": finding.row,
        "fields": dict(finding.fields),
    }
