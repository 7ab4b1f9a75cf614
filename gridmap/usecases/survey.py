"""A new survey of buildings, held against those the workspace knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.territory.footprints import match_footprints

__all__ = ["SurveyMatch", "match_survey", "returning"]

# An id and the system that it belongs to, such as a survey.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SurveyMatch:
    """Which known building each row of a survey is.

    Attributes
    ----------
    known
        By row: the building's id, missing where it is new or unclear.
    ambiguous
        By row: True where a person has to tell.
    contested
        Ids of the known buildings that the ambiguous rows may be.
    """

    known: pd.Series
    ambiguous: pd.Series
    contested: NDArray[np.int64]


def match_survey(
    rows: gpd.GeoDataFrame,
    known: pd.DataFrame,
    source: str,
    external: Mapping[Pair, int],
) -> SurveyMatch:
    """Match rows to known buildings: by id of any system first, then by overlap.

    Parameters
    ----------
    rows
        Standard columns of :mod:`gridmap.intake`, EPSG:4326.
    known
        Columns ``id``, ``source``, ``source_ref``, ``geom``.
    source
        Survey that ``source_ref`` of the rows belongs to.
    external
        Building id by (system, value).
    """
    names = _names(known, external)
    keys: list[int | None] = [None] * len(rows)
    taken: set[int] = set()
    for said in (_other_ids(rows), _own_ids(rows, source)):
        for row, pairs in enumerate(said):
            named = [names[pair] for pair in pairs if pair in names]
            key = next((key for key in named if key not in taken), None)
            if keys[row] is None and key is not None:
                keys[row] = key
                taken.add(key)
    found = pd.Series(keys, index=rows.index, dtype="Int64")

    ambiguous = pd.Series(data=False, index=rows.index)
    open_rows = rows.index[found.isna()]
    open_known = known[~known["id"].isin(taken)]
    overlap = match_footprints(
        rows.geometry.to_numpy()[found.isna().to_numpy()], open_known["geom"].to_numpy()
    )
    open_ids = open_known["id"].to_numpy(np.int64)
    found[open_rows[overlap.new]] = open_ids[overlap.known]
    ambiguous[open_rows[overlap.ambiguous]] = True
    return SurveyMatch(found, ambiguous, open_ids[overlap.contested])


def returning(
    rows: gpd.GeoDataFrame,
    known: pd.DataFrame,
    ended: pd.DataFrame,
    source: str,
    external: Mapping[Pair, int],
) -> list[int]:
    """Find the ended buildings that rows name, by id of any system; parameters as above.

    A row whose ids lead to a building that stands means that one.
    """
    if ended.empty:
        return []
    standing = _names(known, external)
    gone = _names(ended, external)
    back = set()
    for own, others in zip(_own_ids(rows, source), _other_ids(rows), strict=True):
        pairs = others + own
        if not any(pair in standing for pair in pairs):
            back.update([gone[pair] for pair in pairs if pair in gone][:1])
    return sorted(back)


def _names(buildings: pd.DataFrame, external: Mapping[Pair, int]) -> dict[Pair, int]:
    """Map every id by which a system names one of these buildings to its row."""
    names = {
        (own, ref): key
        for own, ref, key in zip(
            buildings["source"], buildings["source_ref"], buildings["id"], strict=True
        )
    }
    among = set(buildings["id"])
    return names | {pair: key for pair, key in external.items() if key in among}


def _own_ids(rows: pd.DataFrame, source: str) -> list[list[Pair]]:
    return [[(source, ref)] if pd.notna(ref) else [] for ref in rows["source_ref"]]


def _other_ids(rows: pd.DataFrame) -> list[list[Pair]]:
    """Lay out the ids of other systems, but for those that several rows bear.

    An address code that two buildings share tells of neither which one it is.
    """
    borne = Counter(pair for ids in rows["external_ids"] for pair in ids.items())
    return [[pair for pair in ids.items() if borne[pair] == 1] for ids in rows["external_ids"]]
