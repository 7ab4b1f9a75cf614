"""A block of invented buildings, areas and hazards to draw."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

LON, LAT, STEP = 113.15, 27.85, 0.002


@dataclass(frozen=True)
class Block:
    areas: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    hazards: gpd.GeoDataFrame


def make_block() -> Block:
    def cell(column: float, row: float, size: float = 1) -> object:
        west, south = LON + column * STEP, LAT + row * STEP
        return box(west, south, west + size * STEP, south + size * STEP)

    figures = {
        "target": [60, 40, 20, 0],
        "attempted": [45, 30, 15, 0],
        "reached": [30, 20, 10, 0],
        "settled": [35, 25, 10, 0],
        "rate": [0.5, 0.5, 0.5, None],
        "no_answer": [10, 6, 4, 0],
        "refused": [5, 4, 1, 0],
        "untried": [15, 10, 5, 0],
        "excluded": [3, 1, 2, 0],
    }
    areas = gpd.GeoDataFrame(
        {
            "code": [
                "430202002003",
                "430202002003001",
                "430202002003002",
                "430202002003003",
            ],
            "name": ["新月塘社区", "第1网格", "第2网格", "第3网格"],
            "level": ["community", "grid", "grid", "grid"],
            **figures,
        },
        geometry=[
            cell(0, 0, 2).union(cell(2, 0)),
            cell(0, 0).union(cell(0, 1)),
            cell(1, 0).union(cell(1, 1)),
            cell(2, 0),
        ],
        crs=4326,
    )
    buildings = gpd.GeoDataFrame(
        {
            "name": ["7栋", None, pd.NA, "配电房"],
            "address": ["荷叶街12号7栋", "荷叶街14号", None, None],
            "status": ["untouched", "partly", "done", "none"],
            "households": [24, 16, 12, 0],
            "target": [24, 14, 12, 0],
            "attempted": [0, 9, 12, 0],
            "reached": [0, 6, 11, 0],
        },
        geometry=[
            cell(0.2, 0.3, 0.3),
            cell(0.2, 1.2, 0.3),
            Point(LON + 1.5 * STEP, LAT + 0.5 * STEP),
            cell(1.2, 1.3, 0.3),
        ],
        crs=4326,
    )
    hazards = gpd.GeoDataFrame(
        {
            "category": ["fire", "blocked", "ufo"],
            "severity": ["severe", "minor", None],
            "state": ["open", "handled", "open"],
            "opened_at": pd.to_datetime(["2026-11-18T03:00Z", "2026-11-02T01:00Z", None]),
        },
        geometry=[
            Point(LON + 0.7 * STEP, LAT + 0.3 * STEP),
            Point(LON + 1.7 * STEP, LAT + 1.5 * STEP),
            Point(LON + 2.5 * STEP, LAT + 0.5 * STEP),
        ],
        crs=4326,
    )
    return Block(areas, buildings, hazards)


@pytest.fixture
def block() -> Block:
    return make_block()
