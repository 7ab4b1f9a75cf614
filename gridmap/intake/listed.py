"""Lists: buildings that an office knows by address only (楼栋清单), as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gridmap.errors import Finding
from gridmap.intake.addresses import same_place
from gridmap.intake.frames import TEXT, laid_out, most
from gridmap.intake.result import Intake
from gridmap.intake.sandbox import read
from gridmap.intake.uses import in_known_words

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = ["read_list"]

_NAMES: Final = ("source_ref", "name", "address", "estate")
_COLUMNS: Final = (*_NAMES, "kind", "levels", "units", "flats")
# Longer ones are a slip of the columns, and nobody can read them on a map.
_LONGEST: Final = 200
# The tallest building has 163 storeys; nobody has seen 100 staircases side by side.
_MOST_LEVELS, _MOST_UNITS, _MOST_FLATS = 200, 100, 10_000


def read_list(path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None) -> Intake:
    """Read a list of buildings from a table; a register of households does as well.

    Parameters
    ----------
    path
        CSV or Excel (its first sheet with rows).
    columns
        ``{standard column: source column}`` where the usual header names do not fit.

    Returns
    -------
    Intake
        ``rows``: ``row, source_ref, name, address, estate, kind`` (text, NA where unknown) and
        ``levels, units, flats`` (``Int64``); one row a building. ``source_ref`` is never missing:
        without an id of its own a building is told by its address, else by estate and name.

    Raises
    ------
    InputError
        When the file cannot be used as it is, or holds a control list (``control-list-refused``).
    """
    parcel = read(path, "list", columns=columns)["list"]
    frame = laid_out(parcel.columns, _COLUMNS)
    for name in _NAMES:
        frame[name] = frame[name].str.slice(0, _LONGEST)
    frame["kind"] = in_known_words(frame["kind"])
    for name, ceiling in (
        ("levels", _MOST_LEVELS),
        ("units", _MOST_UNITS),
        ("flats", _MOST_FLATS),
    ):
        frame[name] = most(frame[name], ceiling=ceiling)
    place = (frame["estate"].fillna("") + frame["name"]).astype(TEXT)
    frame["address"] = frame["address"].fillna(place.where(frame["estate"].notna()))
    called = frame["address"].fillna(frame["name"])
    frame["source_ref"] = frame["source_ref"].fillna(
        called.map(same_place, na_action="ignore").astype(TEXT)
    )
    nameless = frame["source_ref"].isna()
    findings = [Finding("listed-nameless", "error", int(row)) for row in frame["row"][nameless]]
    frame = frame[~nameless]
    again = frame["source_ref"].duplicated()
    findings += _repeated(frame, again)
    return Intake(
        frame[~again].reset_index(drop=True),
        (*parcel.findings, *findings),
        parcel.read,
        columns=parcel.chosen,
        headers=parcel.headers,
    )


def _repeated(frame: pd.DataFrame, again: pd.Series) -> list[Finding]:
    """Tell, once a building, that further rows name it: as a register of households does."""
    more = frame.loc[again, "source_ref"].value_counts(sort=False)
    first = frame[~again].set_index("source_ref")
    return [
        Finding(
            "listed-again",
            "note",
            int(first["row"][ref]),
            {"what": _called(first.loc[ref]), "count": int(count)},
        )
        for ref, count in more.items()
    ]


def _called(row: pd.Series) -> str:
    return str(next((row[name] for name in ("address", "name") if pd.notna(row[name])), row.name))
