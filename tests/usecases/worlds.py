"""A small world to act in: two communities of two grids, eight buildings, a clock to turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Connection, select

from gridmap.settings import Settings
from gridmap.store.database import Database
from gridmap.store.tables.households import household
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace, found_workspace

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)  # noon in Shanghai
WEST, SOUTH, STEP = 113.14, 27.84, 0.002
COMMUNITIES = ("430202002001", "430202002002")
GRIDS = tuple(f"{community}{n:03}" for community in COMMUNITIES for n in (1, 2))


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class OneTransaction(Workspace):
    """A workspace whose acts all happen in one transaction, so that they can be undone."""

    inside: list[Connection] = field(default_factory=list)

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Connection]:
        [conn] = self.inside
        savepoint = conn.begin_nested()
        try:
            yield conn
        except BaseException:
            savepoint.rollback()
            raise
        if dry_run:
            savepoint.rollback()
        else:
            savepoint.commit()


def found(workspace: Workspace) -> None:
    """Write what every workspace begins with."""
    with workspace.writing() as conn:
        found_workspace(conn, workspace.settings, workspace.clock())


def workspace_on(database: Database, clock: Clock | None = None) -> Workspace:
    """Begin a workspace in an empty database."""
    workspace = Workspace(database.home, database, Settings(), clock or Clock())
    found(workspace)
    return workspace


def square(column: int, row: int = 0, *, size: float = 1.0, at: float = 0.0) -> shapely.Polygon:
    """A square of the town's lattice, ``at`` of a step in from its corner."""
    west, south = WEST + (column + at) * STEP, SOUTH + (row + at) * STEP
    sides = (west, south, west + size * STEP, south + size * STEP)
    # Neighbours share their corners to the last bit.
    return shapely.box(*(round(side, 7) for side in sides))


def area_rows(codes: Sequence[str], shapes: Sequence[shapely.Geometry]) -> gpd.GeoDataFrame:
    """Lay areas out as the intake does."""
    text = pd.StringDtype(na_value=pd.NA)
    return gpd.GeoDataFrame(
        {
            "row": np.arange(1, len(codes) + 1),
            "code": pd.Series(list(codes), dtype=text),
            **{name: pd.Series([pd.NA] * len(codes), dtype=text) for name in _AREA_FACTS},
        },
        geometry=np.array(shapes, dtype=object),
        crs="EPSG:4326",
    )


_AREA_FACTS = ("name", "level", "parent", "kind")


def building_rows(
    refs: Sequence[str | None], shapes: Sequence[shapely.Geometry], **facts: object
) -> gpd.GeoDataFrame:
    """Lay buildings out as the intake does."""
    text = pd.StringDtype(na_value=pd.NA)
    n = len(refs)
    columns = {
        name: pd.Series(facts.get(name, [None] * n), dtype=text)
        for name in ("name", "address", "estate", "kind")
    }
    numbers = {
        name: pd.Series(facts.get(name, [None] * n), dtype="Int64") for name in ("levels", "flats")
    }
    return gpd.GeoDataFrame(
        {
            "row": np.arange(1, n + 1),
            "source_ref": pd.Series(list(refs), dtype=text),
            **columns,
            **numbers,
            "external_ids": pd.Series(facts.get("external_ids", [{} for _ in refs]), dtype=object),
        },
        geometry=np.array(shapes, dtype=object),
        crs="EPSG:4326",
    )


def household_rows(doors: Sequence[tuple[str, str]], **facts: object) -> gpd.GeoDataFrame:
    """Lay doors (building, door) out as the intake does."""
    text = pd.StringDtype(na_value=pd.NA)
    n = len(doors)
    return gpd.GeoDataFrame(
        {
            "row": np.arange(1, n + 1),
            "building": pd.Series([building for building, _ in doors], dtype=text),
            "door": pd.Series([door for _, door in doors], dtype=text),
            **{
                name: pd.Series(facts.get(name, [None] * n), dtype=text)
                for name in ("external_id", "unit", "occupancy")
            },
            "floor": pd.Series(facts.get("floor", [None] * n), dtype="Int64"),
            "do_not_visit": facts.get("do_not_visit", [False] * n),
            "key_groups": pd.Series(facts.get("key_groups", [()] * n), dtype=object),
        },
        geometry=np.array([None] * n, dtype=object),
        crs="EPSG:4326",
    )


def visit_rows(visits: Sequence[dict[str, object]]) -> pd.DataFrame:
    """Lay visits out as the intake does."""
    text = pd.StringDtype(na_value=pd.NA)
    return pd.DataFrame(
        {
            "row": np.arange(1, len(visits) + 1),
            **{
                name: pd.Series([visit.get(name) for visit in visits], dtype=text)
                for name in _VISIT_FACTS
            },
            "occurred_at": pd.Series(
                [visit["occurred_at"] for visit in visits], dtype="datetime64[us, UTC]"
            ),
        }
    )


_VISIT_FACTS = (
    "id",
    "household",
    "building",
    "unit",
    "door",
    "outcome",
    "mode",
    "source",
    "corrects",
)

BUILDINGS = tuple(f"b{n}" for n in range(8))


def footprints() -> list[shapely.Geometry]:
    """Two buildings in each grid."""
    return [square(n // 2, size=0.2, at=0.1 + 0.5 * (n % 2)) for n in range(8)]


def settle(workspace: Workspace) -> None:
    """Draw the small world: two doors in a building, two of them from a ledger."""
    with workspace.writing() as conn:
        codes = [*COMMUNITIES, *GRIDS]
        halves = [shapely.union_all([square(2 * n), square(2 * n + 1)]) for n in (0, 1)]
        rows = area_rows(codes, [*halves, *(square(n) for n in range(4))])
        enter_areas(workspace, conn, rows)
        refresh_membership(conn, workspace.today())
        enter_buildings(
            workspace,
            conn,
            building_rows(
                BUILDINGS, footprints(), kind=["apartments"] * 8, flats=[2] * 8, name=BUILDINGS
            ),
            source="survey",
        )
        enter_households(
            workspace, conn, household_rows([("b0", "101"), ("b0", "102"), ("b3", "101")])
        )
        rebuild_tallies(workspace, conn)


def doors(conn: Connection) -> list[str]:
    """Public ids of all doors, open or not."""
    return list(conn.scalars(select(household.c.uid).order_by(household.c.id)))


Writer = Callable[[str], Path]
