"""What the store does a second: rows in bulk, single visits, on SQLite and on PostgreSQL.

Every commit is on the disk before it counts: ``synchronous=FULL`` on SQLite; PostgreSQL as its
server is set up. Medians of several runs; the results are printed as JSON.

    python benchmarks/bench_store.py [postgresql://user@host/an-empty-database]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, insert, select, text, update

from gridmap.store.bulk import append, fetch, new_uids
from gridmap.store.database import Database
from gridmap.store.sequence import take
from gridmap.store.tables import fieldwork, ground, households

RUNS = 5
BUILDINGS = 34_000  # Newport
VISITS = 200
WRITERS = 4


def _footprints(n: int) -> NDArray[np.object_]:
    """Pentagons strewn over some twenty kilometres."""
    corner = np.random.default_rng(0).uniform((113, 27.8), (113.2, 28), (n, 1, 2))
    shape = np.array([[0, 0], [1, 0], [1, 1], [0.5, 1.5], [0, 1], [0, 0]]) * 1e-4
    return np.asarray(shapely.polygons(corner + shape), dtype=object)


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


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
            name="bench",
            tz="Asia/Shanghai",
            epoch="1",
            code_pattern="12+3+2",
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


def _visits_by(database: Database, writers: int, first: int) -> None:
    each = VISITS // writers

    def work(start: int) -> None:
        for household in range(start, start + each):
            _visit(database, household)

    threads = [threading.Thread(target=work, args=(first + i * each,)) for i in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _layer(database: Database, where: str) -> int:
    with database.read() as conn:
        rows = conn.execute(text(f"SELECT status, households FROM buildings b {where}"))  # noqa: S608
        return len(rows.all())


def measure(database: Database) -> dict[str, float]:
    """Measure one database, which must be empty."""
    shapes = _footprints(BUILDINGS)
    appending = [
        _timed(lambda run=run: _append_buildings(database, run, shapes))  # type: ignore[misc]
        for run in range(RUNS)
    ]
    with database.write() as conn:
        conn.execute(ground.building.delete().where(ground.building.c.source != "run 0"))
    _settle(database)

    def read() -> None:
        with database.read() as conn:
            fetch(conn, select(ground.building))

    box = (
        "JOIN rtree_buildings_geom r ON r.id = b.id "
        "WHERE maxx >= 113.1 AND minx <= 113.11 AND maxy >= 27.9 AND miny <= 27.91"
        if database.is_sqlite
        else "WHERE b.geom && ST_MakeEnvelope(113.1, 27.9, 113.11, 27.91, 4326)"
    )
    alone = [
        _timed(lambda run=run: _visits_by(database, 1, 1 + run * VISITS))  # type: ignore[misc]
        for run in range(RUNS)
    ]
    together = [
        _timed(lambda run=run: _visits_by(database, WRITERS, 5001 + run * VISITS))  # type: ignore[misc]
        for run in range(RUNS)
    ]
    return {
        "buildings_appended_per_s": BUILDINGS / _median(appending),
        "buildings_fetched_per_s": BUILDINGS / _median([_timed(read) for _ in range(RUNS)]),
        "visits_per_s_one_writer": VISITS / _median(alone),
        f"visits_per_s_{WRITERS}_writers": VISITS / _median(together),
        "layer_whole_ms": 1000 * _median([_timed(lambda: _layer(database, "")) for _ in range(3)]),
        "layer_box_ms": 1000 * _median([_timed(lambda: _layer(database, box)) for _ in range(3)]),
    }


def main() -> None:
    """Measure SQLite, and PostgreSQL where an address is given."""
    found = {}
    for name, url in (("sqlite", None), ("postgres", next(iter(sys.argv[1:]), None))):
        if name == "postgres" and url is None:
            continue
        with tempfile.TemporaryDirectory() as home, Database.create(Path(home), url) as database:
            found[name] = {key: round(value, 1) for key, value in measure(database).items()}
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
