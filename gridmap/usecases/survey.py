"""A new survey of buildings, held against those the workspace knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.territory.footprints import match_footprints

__all__ = ["SurveyMatch", "match_survey"]


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
    external: Mapping[tuple[str, str], int],
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
    names = {
        (own, ref): key
        for own, ref, key in zip(known["source"], known["source_ref"], known["id"], strict=True)
    }
    living = set(known["id"])
    names |= {pair: key for pair, key in external.items() if key in living}

    found = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    taken: set[int] = set()
    for row, ref, ids in zip(rows.index, rows["source_ref"], rows["external_ids"], strict=True):
        pairs = [*ids.items(), *([(source, ref)] if pd.notna(ref) else [])]
        key = next((names[pair] for pair in pairs if pair in names), None)
        if key is not None and key not in taken:
            found[row] = key
            taken.add(key)

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
