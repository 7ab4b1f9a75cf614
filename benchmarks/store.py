"""What the store does a second: rows in bulk, single visits, layers.

Every commit is on the disk before it counts: ``synchronous=FULL`` on SQLite; PostgreSQL as its
server is set up. A visit here is its row, the door's state, the leaf's tally and a number of the
server sequence, in one transaction.
"""

from __future__ import annotations

import itertools
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, insert, select, text, update

from benchmarks.postgres import empty_database
from benchmarks.protocol import compare, keep
from gridmap.store.bulk import append, fetch, new_uids
from gridmap.store.database import Database
from gridmap.store.sequence import take
from gridmap.store.tables import fieldwork, ground, households

BUILDINGS = 34_000  # Newport
VISITS = 200
WRITERS = 4


def _footprints(n: int) -> NDArray[np.object_]:
    """Pentagons strewn over some twenty kilometres."""
    corner = np.random.default_rng(0).uniform((113, 27.8), (113.2, 28), (n, 1, 2))
    shape = np.array([[0, 0], [1, 0], [1, 1], [0.5, 1.5], [0, 1], [0, 0]]) * 1e-4
    return np.asarray(shapely.polygons(corner + shape), dtype=object)


def _add(conn: Connection, table: Table, **columns: object) -> NDArray[np.int64]:
    return append(conn, table, columns)


def _append_buildings(database: Database, run: int, shapes: NDArray[np.object_]) -> None:
    n = len(shapes)
    with database.write() as conn:
        _add(
            conn,
            ground.building,
            source=f"run {run}",
            source_ref=[f"way/{i}" for i in range(n)],
            geom=shapes,
            address=[f"{i} Commercial Street" for i in range(n)],
            kind="house",
            levels=np.where(np.arange(n) % 20, np.nan, 3),
            footprint_m2=np.full(n, 120.0),
        )


def _settle(database: Database) -> None:
    """One workspace, one campaign, one grid; a household in every building."""
    with database.write() as conn:
        now = datetime.now(UTC)
        _add(
            conn,
            ground.workspace,
            tz="Asia/Shanghai",
            epoch="1",
            created_at=now,
        )
        _add(conn, fieldwork.campaign, name=None)
        grid = _add(conn, ground.area, level="grid")
        since = date(2026, 1, 1)
        _add(conn, ground.area_version, area=grid, valid_from=since, code="1")
        buildings = fetch(conn, select(ground.building.c.id))["id"]
        parts = _add(conn, ground.part, building=buildings)
        _add(
            conn,
            ground.membership,
            part=parts,
            valid_from=since,
            leaf_area=int(grid[0]),
            source="polygon",
        )
        doors = _add(conn, households.household, building=buildings, estimated=True)
        _add(conn, households.placement, household=doors, valid_from=since, part=parts)
        _add(conn, fieldwork.tally, campaign=1, leaf_area=int(grid[0]), target=len(doors))


def _visit(database: Database, household: int) -> None:
    """Record a visit, derive its door, move the leaf's tally: what a visit costs at least."""
    now = datetime.now(UTC)
    with database.write() as conn:
        visit = conn.execute(
            insert(fieldwork.visit)
            .values(
                uid=new_uids(1)[0],
                seq=take(conn),
                household=household,
                campaign=1,
                outcome="met",
                mode="door",
                source="on_the_spot",
                occurred_at=now,
                recorded_at=now,
                received_at=now,
            )
            .returning(fieldwork.visit.c.id)
        ).scalar_one()
        conn.execute(
            insert(fieldwork.door_state).values(
                campaign=1, household=household, outcome="met", settled=True, visit=visit
            )
        )
        conn.execute(update(fieldwork.tally).values(reached=fieldwork.tally.c.reached + 1))


def _visits(database: Database, writers: int, first: int) -> None:
    each = VISITS // writers

    def work(start: int) -> None:
        for household in range(start, start + each):
            _visit(database, household)

    threads = [threading.Thread(target=work, args=(first + i * each,)) for i in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _fetch(database: Database) -> None:
    with database.read() as conn:
        fetch(conn, select(ground.building))


def _layer(database: Database, *, boxed: bool) -> None:
    """Read the layer of buildings as a GIS does, whole or in a box of some hundred buildings."""
    query = "SELECT b.* FROM buildings b"
    if boxed and database.is_sqlite:
        query += (
            " JOIN rtree_buildings_geom r ON r.id = b.id WHERE r.maxx >= 113.1 "
            "AND r.minx <= 113.11 AND r.maxy >= 27.9 AND r.miny <= 27.91"
        )
    elif boxed:
        query += " WHERE b.geom && ST_MakeEnvelope(113.1, 27.9, 113.11, 27.91, 4326)"
    with database.read() as conn:
        conn.execute(text(query)).all()


def _write_with_pyogrio(folder: Path, shapes: NDArray[np.object_], run: int) -> None:
    n = len(shapes)
    frame = gpd.GeoDataFrame(
        {
            "source": "osm",
            "source_ref": [f"way/{i}" for i in range(n)],
            "address": [f"{i} Commercial Street" for i in range(n)],
            "kind": "house",
            "levels": np.where(np.arange(n) % 20, np.nan, 3),
            "footprint_m2": np.full(n, 120.0),
        },
        geometry=shapes,
        crs=4326,
    )
    pyogrio.write_dataframe(frame, folder / f"{run}.gpkg", layer="building")


def measure(databases: Mapping[str, Database], folder: Path) -> dict[str, object]:
    """Measure empty databases against one another; bulk rows also against GDAL's writer."""
    shapes = _footprints(BUILDINGS)
    run, household = itertools.count(), itertools.count(1, VISITS)

    def each(act: Callable[[Database], object]) -> dict[str, Callable[[Any], object]]:
        return {
            name: lambda _, database=database: act(database)  # type: ignore[misc]
            for name, database in databases.items()
        }

    def emptied() -> None:
        for database in databases.values():
            with database.write() as conn:
                conn.execute(ground.building.delete())

    appending = each(lambda database: _append_buildings(database, next(run), shapes))
    appending["pyogrio.write_dataframe"] = lambda _: _write_with_pyogrio(folder, shapes, next(run))
    measured: dict[str, object] = {
        f"{BUILDINGS:,} buildings appended": compare(appending, fresh=emptied)
    }
    emptied()
    for database in databases.values():
        _append_buildings(database, next(run), shapes)
        _settle(database)
    acts: dict[str, Callable[[Database], object]] = {
        f"{BUILDINGS:,} buildings fetched": _fetch,
        f"{VISITS} visits, one writer": lambda database: _visits(database, 1, next(household)),
        f"{VISITS} visits, {WRITERS} writers": lambda database: _visits(
            database, WRITERS, next(household)
        ),
        "layer of buildings, whole": lambda database: _layer(database, boxed=False),
        "layer of buildings, boxed": lambda database: _layer(database, boxed=True),
    }
    return measured | {title: compare(each(act)) for title, act in acts.items()}


def main() -> None:
    """Measure SQLite, and PostgreSQL where it is installed; keep the results."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        databases = {"SQLite": stack.enter_context(Database.create(folder / "sqlite"))}
        if url := stack.enter_context(empty_database()):
            made = Database.create(folder / "postgres", url)
            databases["PostgreSQL"] = stack.enter_context(made)
        keep("store", measure(databases, folder), against=("pyogrio", "psycopg", "sqlalchemy"))


if __name__ == "__main__":
    main()
