"""Columns appended to somebody's own workbook, everything else in it left as it is.

A library that reads a workbook and writes it again loses what it does not know, so the cells are
written into the sheets' own XML. This runs in the reading process.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from gridmap.errors import InputError
from gridmap.intake.columns import lettered
from gridmap.intake.formats.osm import check_xml
from gridmap.intake.kinds import Kind
from gridmap.intake.sandbox import OUTPUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["append_answer"]

_MOST_COLUMNS: Final = 16_384
_ROW: Final = re.compile(rb"<row\b([^>]*?)(/?)>|</row>")
_NUMBER: Final = re.compile(rb'\br="(\d+)"')
_SPANS: Final = re.compile(rb'\s+spans="[^"]*"')
_DIMENSION: Final = re.compile(rb"<dimension\b[^>]*?/>|<dimension\b[^>]*?></dimension>")
_CELL: Final = re.compile(rb"<c\b([^>]*?)/?>")
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})\d+"')
_STYLE: Final = re.compile(rb'\bs="(\d+)"')
# What a part of XML could hide a row in, and what no program writes into a sheet.
_STRANGE: Final = (b"<![CDATA[", b"<!--", b"<?xml-stylesheet", b":row ", b":row>")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def append_answer(folder: Path, file: Path, kind: Kind, job: dict[str, Any]) -> dict[str, Any]:
    """Write the workbook of a job with its columns appended to the folder.

    The job's ``additions`` are, by position of a sheet, texts by line.

    Raises
    ------
    InputError
        ``book-not-xlsx`` or ``book-too-strange``.
    """
    called = job["called"]
    if kind is not Kind.EXCEL or not zipfile.is_zipfile(file):
        raise InputError("book-not-xlsx", file=called, kind=kind.value)
    with zipfile.ZipFile(file) as book:
        names = book.namelist()
        if "xl/workbook.xml" not in names:
            raise InputError("book-not-xlsx", file=called, kind=Path(called).suffix)
        if len(set(names)) < len(names):
            raise InputError("book-too-strange", file=called, detail="twice")
        if any(name.startswith("_xmlsig") for name in names):
            raise InputError("book-too-strange", file=called, detail="signed")
        parts = _parts(book, folder, called)
        wanted = {
            parts[int(at)]: {int(line): texts for line, texts in lines.items()}
            for at, lines in job["additions"].items()
        }
        with zipfile.ZipFile(folder / OUTPUT, "w", zipfile.ZIP_DEFLATED) as made:
            for member in book.infolist():
                content = book.read(member)
                if member.filename in wanted:
                    content = _appended(content, wanted[member.filename], called)
                made.writestr(member, content, zipfile.ZIP_DEFLATED)
    return {"kind": kind.value, "tables": {}}


def _parts(book: zipfile.ZipFile, folder: Path, called: str) -> list[str]:
    """Name the member of each sheet, in the order of the workbook."""
    about, links = (
        _tree(book, name, folder, called)
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in links
        if not link.get("TargetMode", "").startswith("External")
    }
    parts = []
    for sheet in about.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            relation = next((v for key, v in sheet.items() if key.endswith("}id")), None)
            target = targets.get(sheet.get(_RELATION, relation))
            if not target:
                raise InputError("book-too-strange", file=called, detail="sheet")
            inside = target.removeprefix("/") if target[0] == "/" else f"xl/{target}"
            parts.append(str(PurePosixPath(inside)))
    return parts


def _tree(book: zipfile.ZipFile, name: str, folder: Path, called: str) -> ET.Element:
    part = folder / "part.xml"
    part.write_bytes(book.read(name))
    check_xml(part, called=called)
    return ET.parse(part).getroot()  # noqa: S314  (without entities: just looked)


def _appended(sheet: bytes, lines: Mapping[int, Sequence[str | None]], called: str) -> bytes:
    """Write texts behind the last cell that any row of the sheet has."""
    if b"<!DOCTYPE" in sheet or any(mark in sheet for mark in _STRANGE):
        raise InputError("book-too-strange", file=called, detail="xml")
    first = _width(sheet, called)
    most = max((len(texts) for texts in lines.values()), default=0)
    if first + most > _MOST_COLUMNS:
        raise InputError("book-too-strange", file=called, detail="room")
    pieces: list[bytes] = []
    done = number = 0
    opened = 0
    for found in _ROW.finditer(sheet):
        if found[0] != b"</row>":
            said = _NUMBER.search(found[1])
            number = int(said[1]) if said else number + 1
            opened = found.end()
        texts = lines.get(number)
        if texts is None:
            continue
        closes = found[0] == b"</row>"
        if closes or found[2]:
            style = _last_style(sheet[opened : found.start()]) if closes else b""
            cells = _cells(texts, first, number, style)
            pieces.append(sheet[done : found.start()])
            pieces.append(
                cells + b"</row>" if closes else b"<row" + found[1] + b">" + cells + b"</row>"
            )
            done = found.end()
    pieces.append(sheet[done:])
    whole = b"".join(pieces)
    # Both only say what the cells say themselves, and would be wrong now.
    return _SPANS.sub(b"", _DIMENSION.sub(b"", whole, count=1))


def _width(sheet: bytes, called: str) -> int:
    """Count the columns up to the last one in which a cell stands, be it empty."""
    widest = 0
    for found in _CELL.finditer(sheet):
        place = _PLACE.search(found[1])
        if place is None:
            raise InputError("book-too-strange", file=called, detail="cells")
        number = 0
        for letter in place[1]:
            number = number * 26 + letter - 64
        widest = max(widest, number)
    return widest


def _last_style(row: bytes) -> bytes:
    """Give the style of a row's last cell: what is appended has its border and its height."""
    at = row.rfind(b"<c ")
    found = _STYLE.search(row[at : row.find(b">", at)]) if at >= 0 else None
    return b"" if found is None else b' s="' + found[1] + b'"'


def _cells(texts: Sequence[str | None], first: int, line: int, style: bytes) -> bytes:
    cells = []
    for at, text in enumerate(texts, start=first):
        place = f"{lettered(at)}{line}".encode()
        if text is None:
            cells.append(b'<c r="' + place + b'"' + style + b"/>")
            continue
        said = escape(_UNSEEN.sub("", text)).encode()
        cells.append(
            b'<c r="'
            + place
            + b'"'
            + style
            + b' t="inlineStr"><is><t xml:space="preserve">'
            + said
            + b"</t></is></c>"
        )
    return b"".join(cells)
