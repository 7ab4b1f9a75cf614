"""One area's coverage as a row, and the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import shapely

from gridmap.fieldwork.coverage import REASONS, CoverageFigure, Exclusion
from gridmap.territory.codes import Level

__all__ = ["COUNTS", "KEYS", "CoverageRow", "record", "total"]

_EXCLUSIONS: Final = tuple(f"excluded_{exclusion}" for exclusion in Exclusion)

KEYS: Final = (
    "code",
    "name",
    "level",
    "target",
    "target_estimated",
    "attempted",
    "reached",
    "settled",
    "rate",
    "attempted_rate",
    *REASONS,
    *_EXCLUSIONS,
    "excluded",
)
"""Columns in their order; the same names in CSV, JSON and GeoJSON."""

COUNTS: Final = tuple(
    key for key in KEYS if key not in {"code", "name", "level", "rate", "attempted_rate"}
)
"""The columns that count households (户), and so can be summed over areas of one level."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """The coverage of one area.

    Attributes
    ----------
    code, name, level
        The area; ``name`` and ``level`` may be missing.
    figure
        Its coverage.
    geometry
        Its outline in longitude and latitude (EPSG:4326), for :func:`to_geojson`.
    """

    code: str
    name: str | None
    level: Level | None
    figure: CoverageFigure
    geometry: shapely.Geometry | None = None


def record(row: CoverageRow) -> dict[str, Any]:
    """Write a row as :data:`KEYS` and plain values: counts in households, rates as shares.

    Rates are not rounded; ``None`` where the target is 0.
    """
    values: Mapping[str, Any] = {
        "code": row.code,
        "name": row.name,
        "level": None if row.level is None else str(row.level),
        **row.figure.row(),
    }
    return {key: values[key] for key in KEYS}


def total(records: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Sum records of one level, rates taken anew from the sums.

    Returns
    -------
    dict or None
        ``None`` for fewer than two records and for several levels, which may lie in one another.
    """
    records = list(records)
    if len(records) < 2 or len({one["level"] for one in records}) > 1:
        return None
    sums = {key: sum(one[key] for one in records) for key in COUNTS}
    target = sums["target"]
    return {
        "code": None,
        "name": None,
        "level": records[0]["level"],
        **sums,
        "rate": sums["reached"] / target if target else None,
        "attempted_rate": sums["attempted"] / target if target else None,
    }
