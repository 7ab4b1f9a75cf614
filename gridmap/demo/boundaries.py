"""The demo's boundaries as files, for those who want to look at them without a workspace."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from gridmap.demo.plan import COMMUNITIES, SUBDISTRICT
from gridmap.demo.subdistrict import town

__all__ = ["write_boundaries"]

_FILES: Final = {"subdistrict": "subdistrict", "community": "communities", "grid": "grids"}
_ANY_DAY: Final = date(2026, 1, 1)
"""The ground is the same on every day."""


def write_boundaries(folder: Path) -> None:
    """Write the code table and one GeoJSON file a level, subdistrict to grid, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    areas = town(_ANY_DAY).areas
    for level, name in _FILES.items():
        text = _geojson(areas[areas.level == level])
        (folder / f"{name}.geojson").write_text(text, encoding="utf-8", newline="\n")
    with (folder / "codes.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("code", "name", "parent"))
        table.writerow((*SUBDISTRICT, SUBDISTRICT[0][:6]))
        # The list names the residents' committees (居委会), which gridmap leaves out.
        table.writerows(
            (centre.code, f"{centre.name}居委会", SUBDISTRICT[0]) for centre in COMMUNITIES
        )


def _geojson(areas: gpd.GeoDataFrame) -> str:
    """Write areas one to a line, so that a change shows as one in a comparison of versions."""
    facts = areas.drop(columns="geometry").astype(object).where(lambda frame: frame.notna(), None)
    features = [
        json.dumps(
            {"type": "Feature", "properties": row, "geometry": shapely.geometry.mapping(outline)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for row, outline in zip(facts.to_dict("records"), areas.geometry, strict=True)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
