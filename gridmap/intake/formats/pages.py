"""Tables that older systems export as "Excel": a web page, or the XML of Excel 2003, named .xls."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from gridmap.errors import InputError
from gridmap.intake import limits
from gridmap.intake.formats.osm import check_xml
from gridmap.intake.formats.workbook import Merged, Sheet
from gridmap.intake.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["page_sheets", "xml_sheets"]

_SS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_SHEET_HIDDEN: Final = "{urn:schemas-microsoft-com:office:excel}Visible"
_WIDEST: Final = 16_384
_UNSHOWN: Final = ("script", "style", "title")


def page_sheets(file: Path, *, called: str) -> Iterator[Sheet]:
    """Read the tables of a web page, each as a sheet, those within others too.

    Raises
    ------
    InputError
        ``file-not-text`` or ``sheet-too-large``.
    """
    text = decode(file.read_bytes())
    if text is None:
        raise InputError("file-not-text", file=called)
    page = _Page(called)
    page.feed(text)
    page.close()
    for at, table in enumerate(page.tables):
        yield table.sheet("", at)


def xml_sheets(file: Path, *, called: str) -> Iterator[Sheet]:
    """Read the sheets of a workbook in the XML of Excel 2003.

    Raises
    ------
    InputError
        ``xml-dtd``, ``file-truncated``, ``file-unreadable`` or ``sheet-too-large``.
    """
    check_xml(file, called=called)
    book = ET.parse(file).getroot()  # noqa: S314  (without entities: just looked)
    for at, sheet in enumerate(book.iter(f"{_SS}Worksheet")):
        table = _Table(called)
        for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
            table.begin_line(_number(row.attrib, f"{_SS}Index"))
            for cell in row.iterfind(f"{_SS}Cell"):
                data = cell.find(f"{_SS}Data")
                text = "" if data is None else "".join(data.itertext())
                if data is not None and data.get(f"{_SS}Type") == "DateTime":
                    text = text.removesuffix(".000")
                table.add(
                    text,
                    down=_number(cell.attrib, f"{_SS}MergeDown") + 1,
                    across=_number(cell.attrib, f"{_SS}MergeAcross") + 1,
                    column=_number(cell.attrib, f"{_SS}Index"),
                )
        hidden = any((one.text or "") != "" for one in sheet.iter(_SHEET_HIDDEN))
        yield table.sheet(sheet.get(f"{_SS}Name", ""), at, hidden=hidden)


@dataclass
class _Table:
    """Lines of cells, some of which reach over others."""

    called: str
    lines: list[list[str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    # Below cells that reach down: how many lines more, by column.
    below: dict[int, int] = field(default_factory=dict)
    taken: int = 0

    def begin_line(self, number: int = 0) -> None:
        """Begin the next line, or that of a number from 1."""
        while len(self.lines) < min(number, limits.SHEET_ROWS) - 1:
            self.lines.append([])
        self.below = {at: more - 1 for at, more in self.below.items() if more > 1}
        self.lines.append([])

    def add(self, text: str, *, down: int = 1, across: int = 1, column: int = 0) -> None:
        """Add a cell behind the last one, or in a column from 1."""
        if not self.lines:
            self.begin_line()
        line = self.lines[-1]
        while len(line) < min(column, _WIDEST) - 1 or len(line) in self.below:
            line.append("")
        at = len(line)
        across = max(1, min(across, _WIDEST - at))
        down = max(1, min(down, limits.SHEET_ROWS))
        line += [text, *[""] * (across - 1)]
        self.taken += across
        if self.taken > limits.SHEET_CELLS or len(line) > _WIDEST:
            size = {"rows": len(self.lines), "columns": len(line)}
            raise InputError("sheet-too-large", file=self.called, sheet="", **size)
        if down > 1:
            self.below |= dict.fromkeys(range(at, at + across), down)
        if down > 1 or across > 1:
            top = len(self.lines) - 1
            self.merged.append(Merged(top, at, top + down - 1, at + across - 1))

    def sheet(self, name: str, at: int, *, hidden: bool = False) -> Sheet:
        """Give the lines, all of one width."""
        width = max(map(len, self.lines), default=0)
        if width * len(self.lines) > limits.SHEET_CELLS:
            size = {"rows": len(self.lines), "columns": width}
            raise InputError("sheet-too-large", file=self.called, sheet=name, **size)
        lines = [[*line, *[""] * (width - len(line))] for line in self.lines]
        return Sheet(name, at, hidden=hidden, lines=lines, merged=self.merged)


class _Page(HTMLParser):
    """The tables of a page, as they open."""

    def __init__(self, called: str) -> None:
        super().__init__(convert_charrefs=True)
        self.called = called
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[tuple[_Table, list[str], dict[str, str]]] = []
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what begins here; what was left open before it ends."""
        self._unshown += tag in _UNSHOWN
        if tag == "table":
            self._open.append(_Table(self.called))
            self.tables.append(self._open[-1])
        elif self._open and tag in ("tr", "td", "th"):
            self._end_cell()
            if tag == "tr":
                self._open[-1].begin_line()
            else:
                told = {name: value or "" for name, value in attrs}
                self._cell.append((self._open[-1], [], told))
        elif tag in ("br", "p", "div") and self._cell:
            self._cell[-1][1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what ends here."""
        self._unshown -= tag in _UNSHOWN and self._unshown > 0
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take text into the cell that is open."""
        if self._cell and not self._unshown:
            self._cell[-1][1].append(data)

    def _end_cell(self) -> None:
        if self._cell and self._open and self._cell[-1][0] is self._open[-1]:
            table, texts, told = self._cell.pop()
            lines = (" ".join(line.split()) for line in "".join(texts).split("\n"))
            text = "\n".join(line for line in lines if line)
            table.add(text, down=_number(told, "rowspan"), across=_number(told, "colspan"))


def _number(told: Mapping[str, str], name: str) -> int:
    text = told.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
