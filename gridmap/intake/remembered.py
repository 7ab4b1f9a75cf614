"""What columns meant in ledgers before, as somebody said it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from gridmap.intake.columns import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["headers_mark", "recalled", "told_elsewhere"]

# What is a code in one table may count the rows of another.
_CODES: Final = ("external_id", "building_ref")


def headers_mark(headers: Sequence[str]) -> str:
    """Tell a table by its headers, in their order, so that what they mean is remembered."""
    return hashlib.sha256("\n".join(map(normalised, headers)).encode()).hexdigest()


def recalled(remembered: Mapping[str, Mapping[str, str]], names: Sequence[str]) -> dict[str, str]:
    """Say what these columns meant the last time; their names may be spaced otherwise now."""
    mapping = remembered.get(headers_mark(names), {})
    by_name = {normalised(name): name for name in reversed(names)}
    known = {what: by_name.get(normalised(source), "") for what, source in mapping.items()}
    return {what: name for what, name in known.items() if name or not mapping[what]}


def told_elsewhere(
    remembered: Mapping[str, Mapping[str, str]], names: Sequence[str], chosen: Mapping[str, str]
) -> dict[str, str]:
    """Say what headers that mean nothing by themselves meant in other tables, where all agree."""
    meant: dict[str, set[str]] = {}
    for mapping in remembered.values():
        for what, source in mapping.items():
            meant.setdefault(normalised(source), set()).add(what)
    found: dict[str, str] = {}
    for name in names:
        if name not in chosen.values() and len(meanings := meant.get(normalised(name), set())) == 1:
            [what] = meanings
            if what not in chosen and what not in _CODES:
                found.setdefault(what, name)
    return found
