"""Shapefile: three files and more, its attributes often in GBK without saying so."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from gridmap.errors import InputError
from gridmap.intake.formats.gdal import read_layer
from gridmap.intake.text import encoding_of

if TYPE_CHECKING:
    from pathlib import Path

    from gridmap.intake.source import Source

__all__ = ["read"]

_GDAL_NAMES: Final = {"utf-8": "UTF-8", "gb18030": "GB18030", "cp1252": "CP1252"}
_SAMPLE_BYTES: Final = 4 * 1024 * 1024


def read(file: Path, *, called: str) -> Source:
    """Read the shapes and, where the ``.dbf`` is there, their attributes.

    Raises
    ------
    InputError
        ``file-truncated`` when a part is shorter than its header says; ``file-unreadable``.
    """
    with file.open("rb") as stream:
        stream.seek(24)
        words = stream.read(4)
    if len(words) < 4 or file.stat().st_size < 2 * struct.unpack(">i", words)[0]:
        raise InputError("file-truncated", file=called)
    table = file.with_suffix(".dbf")
    if table.exists() and (encoding := _encoding(table, called)):
        # GDAL asks the .cpg before anything else, and many of those are wrong.
        file.with_suffix(".cpg").write_text(_GDAL_NAMES[encoding], encoding="ascii")
        _mend_names(table, encoding)
    return read_layer(file, called=called)


def _encoding(table: Path, called: str) -> str | None:
    """Find the encoding of a dBase table's texts from the texts themselves."""
    with table.open("rb") as stream:
        head = stream.read(32)
        if len(head) < 32:
            raise InputError("file-truncated", file=called)
        records, start, width = struct.unpack("<IHH", head[4:12])
        fields = stream.read(max(start - 32, 0))
        body = stream.read(min(_SAMPLE_BYTES, records * width))
    if table.stat().st_size < start + records * width - 1:
        raise InputError("file-truncated", file=called)
    at, texts, names = 1, [], []
    for offset in range(0, len(fields) - 31, 32):
        if fields[offset] == 0x0D:
            break
        length = fields[offset + 16]
        names.append(fields[offset : offset + 11].split(b"\0")[0])
        if fields[offset + 11 : offset + 12] == b"C":
            texts.append((at, at + length))
        at += length
    values = {
        body[record + start : record + end].rstrip(b" \0")
        for record in range(0, len(body) - width + 1, max(width, 1))
        for start, end in texts
    }
    speaking = [value for value in (*values, *names) if not value.isascii()]
    return encoding_of(speaking, whole=False) if speaking else None


def _mend_names(table: Path, encoding: str) -> None:
    """Take the halves of characters off the ends of field names: ten bytes cut Chinese ones."""
    with table.open("r+b") as stream:
        (start,) = struct.unpack("<8xH", stream.read(10))
        for offset in range(32, start - 32, 32):
            stream.seek(offset)
            name = stream.read(11)
            if name[:1] == b"\r":
                break
            whole = name.split(b"\0")[0].decode(encoding, errors="ignore").encode(encoding)
            stream.seek(offset)
            stream.write(whole.ljust(11, b"\0"))
