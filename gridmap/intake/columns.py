"""Which column means what: by the caller's mapping, else by the header's usual names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from gridmap.errors import InputError
from gridmap.intake.thing import Thing

__all__ = ["lettered", "match", "normalised"]

_SHOWN: Final = 20
# Nothing that means something is longer; foreign text gets no more of our time.
_LONGEST: Final = 200
# Shapefiles cut field names off here, and what is made of them later keeps the short names.
_DBASE_BYTES: Final = 10
_ASIDE = re.compile(r"[(\[【].*?[)\]】]|[\s_*.:、\-/]+")


def normalised(header: str) -> str:
    """Bring a header to one form: width, case, blanks, stops, remarks in brackets do not matter."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", header[:_LONGEST]).casefold())


def lettered(column: int) -> str:
    """Name a column, counted from 0, as spreadsheets do: A, B, …, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def match(
    headers: Sequence[str], thing: Thing, *, called: str, columns: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Find the source column of every standard column that has one.

    Parameters
    ----------
    headers
        The file's column names.
    thing
        What it is read for.
    called
        What people call the file, for messages.
    columns
        ``{standard column: source column}``; it wins over the guess, and a source column it names
        is not guessed to be anything else. With ``""`` a standard column has none.

    Raises
    ------
    InputError
        ``column-not-standard``, ``column-unknown``, ``column-missing`` or ``columns-none``.
    """
    chosen = dict(columns or {})
    for standard, source in chosen.items():
        if standard not in thing.columns:
            known = ", ".join(thing.columns)
            raise InputError("column-not-standard", column=standard, known=known)
        if source and source not in headers:
            raise InputError("column-unknown", file=called, column=source, known=_listed(headers))
    free: dict[str, str] = {}
    for header in headers:
        if header not in chosen.values():
            free.setdefault(normalised(header), header)
    # One source column may serve two standard ones (an id is a reference and half of
    # "way/123"), so a guess does not use it up.
    guessed = {
        standard: next((free[key] for key in _forms(names, thing) if key in free), None)
        for standard, names in thing.columns.items()
    }
    chosen = {name: source for name, source in guessed.items() if source is not None} | chosen
    chosen = _likely(thing, free, chosen) | chosen
    chosen = {standard: source for standard, source in chosen.items() if source}
    for standard in thing.required:
        if standard not in chosen and not headers:
            raise InputError("columns-none", file=called, column=standard)
        if standard not in chosen:
            raise InputError("column-missing", file=called, column=standard, known=_listed(headers))
    return chosen


def _likely(thing: Thing, free: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Find columns whose headers look like those of a standard column that has none yet."""
    found: dict[str, str] = {}
    for standard, pattern in thing.likely.items():
        taken = {*chosen.values(), *found.values()}
        alike = (source for key, source in free.items() if pattern.fullmatch(key))
        source = next((source for source in alike if source not in taken), None)
        if standard not in chosen and source is not None:
            found[standard] = source
    return found


def _forms(names: Sequence[str], thing: Thing) -> list[str]:
    """Give names :func:`normalised`, then as a shapefile in UTF-8 cuts them: 楼栋编 of 楼栋编号.

    What has no places never was a shapefile: there 产权人 is not cut from 产权人电话.
    """
    cut = [name.encode()[:_DBASE_BYTES].decode(errors="ignore") for name in names]
    return [normalised(name) for name in (*names, *(cut if thing.places != "none" else ()))]


def _listed(headers: Sequence[str]) -> str:
    shown = ", ".join(headers[:_SHOWN])
    return shown + (" …" if len(headers) > _SHOWN else "")
