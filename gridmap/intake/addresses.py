"""One line of address out of its parts, in the order of its language."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gridmap.intake.frames import TEXT

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["one_line", "same_place"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BARE_NUMBER = re.compile(r"\d+(?:-\d+)?[A-Za-z]?")


def one_line(parts: pd.DataFrame) -> pd.Series:
    """Compose addresses.

    Parameters
    ----------
    parts
        Text columns ``address`` (whole, wins), ``housename``, ``housenumber``, ``street`` and
        ``place``, NA where unknown.

    Returns
    -------
    pandas.Series
        Text: ``中关村东路1号`` from the large to the small, or ``Tŷ Mawr, 12 High Street`` from
        the small to the large; NA where nothing is known.
    """
    parts = parts.reset_index(drop=True)
    lines = parts["address"].copy()
    todo = lines.isna() & parts[["housename", "housenumber", "street", "place"]].notna().any(axis=1)
    chosen = parts.loc[todo, ["housename", "housenumber", "street", "place"]]
    chosen = chosen.astype(object).where(chosen.notna(), None)
    composed = [_line(*row) for row in chosen.itertuples(index=False)]
    lines.loc[todo] = composed
    return lines.astype(TEXT)


def same_place(address: str) -> str:
    """Bring an address to a form in which width, case and blanks make no other address of it."""
    return "".join(unicodedata.normalize("NFKC", address).casefold().split())


def _line(name: str | None, number: str | None, street: str | None, place: str | None) -> str:
    road = street or place or ""
    if _CHINESE.search(road):
        if number and _BARE_NUMBER.fullmatch(number):
            number += "号"
        return f"{road}{number or ''}{name or ''}"
    door = " ".join(filter(None, (number, road)))
    return ", ".join(filter(None, (name, door)))
