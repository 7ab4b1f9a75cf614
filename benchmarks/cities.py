"""Workspaces of the size of a city: a real quarter of fifty thousand buildings, a made one of more.

Areas are laid over both as a lattice, and doors are met at random, so that every mark occurs.
"""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from gridmap.store import landscape
from gridmap.store import visits as visit_store
from gridmap.store.bulk import append, fetch, new_uids
from gridmap.store.sequence import ground_changed, take
from gridmap.store.tables import fieldwork, households
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.osm import import_osm
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace, create_workspace

__all__ = ["QUEENS", "generated", "made_box", "middle", "real"]

QUEENS = Path(__file__).parents[2] / "shared" / "data" / "queens-village-ny.osm.pbf"
_QUEENS_BOX = (-73.7698, 40.6942, -73.7162, 40.7398)

_EAST, _NORTH = 1 / 98_450, 1 / 110_830  # degrees a metre at the made city
_WEST, _SOUTH = 113.0, 27.7
_BLOCK = (104.0, 72.0)  # metres from street to street
_ON_A_BLOCK = 10

Box = tuple[float, float, float, float]


def middle(box: Box) -> tuple[float, float]:
    """Longitude and latitude of the middle."""
    west, south, east, north = box
    return (west + east) / 2, (south + north) / 2


def real(home: Path) -> tuple[Workspace, Box]:
    """Make a workspace of Queens Village, New York: 50,000 buildings of OpenStreetMap."""
    workspace = create_workspace(home, name="Queens Village")
    _divide(workspace, _QUEENS_BOX, 2)
    import_osm(workspace, QUEENS)
    _meet(workspace)
    return workspace, _QUEENS_BOX


def made_box(buildings: int) -> Box:
    """Tell where a made city of about so many buildings lies."""
    side = _side(buildings)
    return (
        _WEST,
        _SOUTH,
        _WEST + side * _BLOCK[0] * _EAST,
        _SOUTH + side * _BLOCK[1] * _NORTH,
    )


def _side(buildings: int) -> int:
    return round(math.sqrt(buildings / _ON_A_BLOCK))


def generated(home: Path, buildings: int) -> tuple[Workspace, Box]:
    """Make a workspace of a made city of about so many buildings, the same on every run."""
    side, box = _side(buildings), made_box(buildings)
    workspace = create_workspace(home, name="made city")
    _divide(workspace, box, max(1, round((buildings / 20_000) ** 0.5 / 2)))
    with workspace.writing() as conn:
        enter_buildings(workspace, conn, _footprints(side), source="made")
        landscape.put_streets(conn, "made", _streets(side))
        ground_changed(conn)
    _meet(workspace)
    return workspace, box


def _divide(workspace: Workspace, box: Box, communities: int) -> None:
    """Lay a subdistrict over a box, 2n x 2n communities in it, sixteen grids in each of them."""
    west, south, east, north = box
    codes, shapes = [], []
    for code, n in (("subdistrict", 1), ("community", 2 * communities), ("grid", 8 * communities)):
        xs = np.round(np.linspace(west, east, n + 1), 7)
        ys = np.round(np.linspace(south, north, n + 1), 7)
        for row in range(n):
            for column in range(n):
                above = (row // 4) * (2 * communities) + column // 4
                codes.append(
                    {
                        "subdistrict": "990101001",
                        "community": f"990101001{row * n + column + 1:03}",
                        "grid": f"990101001{above + 1:03}{row % 4 * 4 + column % 4 + 1:03}",
                    }[code]
                )
                shapes.append(shapely.box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
    rows = gpd.GeoDataFrame(
        {
            "row": np.arange(1, len(codes) + 1),
            "code": pd.Series(codes, dtype="string"),
            **{name: _text(len(codes)) for name in ("name", "level", "parent", "kind")},
        },
        geometry=shapes,
        crs="EPSG:4326",
    )
    with workspace.writing() as conn:
        enter_areas(workspace, conn, rows)
        refresh_membership(conn, workspace.today())


def _text(n: int, value: object = pd.NA) -> pd.Series:
    return pd.Series([value] * n, dtype=pd.StringDtype(na_value=pd.NA))


def _footprints(side: int) -> gpd.GeoDataFrame:
    """Ten houses on a block, a third of them with a wing, in standard columns."""
    rng = np.random.default_rng(0)
    n = side * side * _ON_A_BLOCK
    place = np.arange(n)
    block, slot = place // _ON_A_BLOCK, place % _ON_A_BLOCK
    west = (block % side) * _BLOCK[0] + 8 + (slot % 5) * 18.5
    south = (block // side) * _BLOCK[1] + 8 + (slot // 5) * 32
    wide, deep = rng.uniform(9, 16, n), rng.uniform(9, 22, n)
    wing = np.where(rng.random(n) < 1 / 3, 0.5, 1.0)
    # An L; where the wing is as deep as the house, a rectangle with a point on its side.
    x = west[:, None] + wide[:, None] * np.array([0, 1, 1, 0.5, 0.5, 0, 0])
    y = south[:, None] + deep[:, None] * np.column_stack(
        [np.zeros(n), np.zeros(n), wing, wing, np.ones(n), np.ones(n), np.zeros(n)]
    )
    shapes = shapely.polygons(np.stack([_WEST + x * _EAST, _SOUTH + y * _NORTH], axis=-1).round(7))
    flats = np.where(rng.random(n) < 0.1, 4, 1)
    return gpd.GeoDataFrame(
        {
            "row": place + 1,
            "source_ref": pd.Series(place.astype(str), dtype="string"),
            **{name: _text(n) for name in ("name", "address", "estate")},
            "kind": _text(n, "house"),
            "levels": pd.Series(np.full(n, 2), dtype="Int64"),
            "flats": pd.Series(flats, dtype="Int64"),
            "external_ids": pd.Series([{} for _ in range(n)], dtype=object),
        },
        geometry=shapes,
        crs="EPSG:4326",
    )


def _streets(side: int) -> dict[str, NDArray[Any]]:
    """Streets between the blocks, in pieces of ten blocks; every tenth is a main one."""
    lines, kinds, names = [], [], []
    for along in (0, 1):
        for n in range(side + 1):
            for piece in range(0, side, 10):
                ends = np.array([[piece, n], [min(piece + 10, side), n]], dtype=float)
                if along:
                    ends = ends[:, ::-1]
                lines.append(ends * _BLOCK * (_EAST, _NORTH) + (_WEST, _SOUTH))
                kinds.append("residential" if n % 10 else "secondary")
                names.append(f"{'Avenue' if along else 'Street'} {n + 1}")
    return {
        "source_ref": np.arange(len(lines)).astype(str).astype(object),
        "name": np.array(names, dtype=object),
        "kind": np.array(kinds, dtype=object),
        "geom": np.array([shapely.LineString(line) for line in lines], dtype=object),
    }


def _meet(workspace: Workspace) -> None:
    """Meet somebody at half the doors, a week ago."""
    now = workspace.clock() - timedelta(days=7)
    with workspace.writing() as conn:
        doors = _doors(conn)
        met = doors[np.random.default_rng(1).random(len(doors)) < 0.5]
        append(
            conn,
            fieldwork.visit,
            {
                "uid": new_uids(len(met)),
                "seq": take(conn, len(met)) + np.arange(len(met)),
                "household": met,
                "campaign": visit_store.open_campaign(conn),
                "outcome": "met",
                "mode": "door",
                "source": "on_the_spot",
                "occurred_at": now,
                "recorded_at": now,
                "received_at": now,
                "void": False,
            },
        )
        rebuild_tallies(workspace, conn)


def _doors(conn: Connection) -> NDArray[np.int64]:
    open_doors = select(households.household.c.id).where(households.household.c.closed_on.is_(None))
    ids: NDArray[np.int64] = fetch(conn, open_doors)["id"].astype(np.int64)
    return ids
