"""Archives, measured before they are unpacked."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from gridmap.errors import InputError
from gridmap.intake import limits
from gridmap.intake.kinds import EXTENSIONS, Kind

__all__ = ["is_workbook", "unpack", "verify"]

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
_SIDECARS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_CHUNK: Final = 1024 * 1024
_WORKBOOKS: Final = ("xl/workbook.xml", "xl/workbook.bin")
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_ODS_LENGTH: Final = 64


def is_workbook(file: Path, *, called: str) -> bool:
    """Tell whether the archive is a spreadsheet (xlsx, xlsb or ods)."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            return any(book in names for book in _WORKBOOKS) or (
                "mimetype" in names and archive.open("mimetype").read(_ODS_LENGTH) == _ODS
            )
    except _BROKEN as fault:
        raise InputError("file-truncated", file=called) from fault


def verify(file: Path, *, called: str, most: int) -> None:
    """Refuse an archive that would swell beyond measure, before anything unpacks it.

    The sizes its table of contents claims are looked at first, then every member is run through
    once with the claim as its ceiling, so that a lie about them shows.

    Raises
    ------
    InputError
        ``archive-bomb``, ``archive-encrypted`` or ``file-truncated``.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _measure(members, file.stat().st_size, called, most)
            for member in members:
                with archive.open(member) as stream:
                    while stream.read(_CHUNK):
                        pass
    except _BROKEN as fault:
        raise InputError("file-truncated", file=called) from fault


def unpack(file: Path, folder: Path, *, called: str) -> Path:
    """Take the one map file out of an archive, under a neutral name.

    Returns
    -------
    pathlib.Path
        The file; a shapefile has its companions beside it.

    Raises
    ------
    InputError
        ``archive-bomb``, ``archive-encrypted``, ``archive-no-map``, ``archive-several`` or
        ``file-truncated``.
    """
    verify(file, called=called, most=limits.ARCHIVE_BYTES)
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        members = [member for member in members if not _is_litter(member.filename)]
        maps = [
            member
            for member in members
            if EXTENSIONS.get(_suffix(member), Kind.ZIP) not in (Kind.ZIP, Kind.EXCEL)
        ]
        if not maps:
            raise InputError("archive-no-map", file=called)
        if len(maps) > 1:
            names = ", ".join(member.filename for member in maps[:5])
            raise InputError("archive-several", file=called, names=names)
        stem = maps[0].filename[: -len(_suffix(maps[0]))]
        wanted = _SIDECARS if _suffix(maps[0]) == ".shp" else (_suffix(maps[0]),)
        for member in members:
            suffix = _suffix(member)
            if suffix in wanted and member.filename[: -len(suffix)].lower() == stem.lower():
                with archive.open(member) as source, (folder / f"input{suffix}").open("wb") as sink:
                    shutil.copyfileobj(source, sink, _CHUNK)
    return folder / f"input{_suffix(maps[0])}"


def _measure(members: list[zipfile.ZipInfo], packed: int, called: str, most: int) -> None:
    if len(members) > limits.ARCHIVE_ENTRIES:
        raise InputError("archive-entries", file=called, entries=len(members))
    size = sum(member.file_size for member in members)
    swollen = size > limits.ARCHIVE_FREE_BYTES and size > packed * limits.ARCHIVE_RATIO
    if size > most or swollen:
        raise InputError("archive-bomb", file=called, mib=size // limits.MIB)
    if any(member.flag_bits & 1 for member in members):
        raise InputError("archive-encrypted", file=called)


def _suffix(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def _is_litter(name: str) -> bool:
    """Tell the files that macOS adds to every archive."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")
