"""GDAL reads the live file while two processes write to it, and no acknowledged write is lost.

GDAL runs in a process of its own: in one that also holds the file open through ``sqlite3`` it would
drop the locks of the first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, date, datetime

import numpy as np
import pytest
import shapely
from sqlalchemy import func, select

from gridmap.store.bulk import append, new_uids
from gridmap.store.database import FILE_NAME, Database
from gridmap.store.layers import LAYERS, restore_layers
from gridmap.store.sequence import take
from gridmap.store.tables.fieldwork import campaign, case_file, visit
from gridmap.store.tables.ground import (
    area,
    area_version,
    building,
    gate,
    landcover,
    street,
    workspace,
)
from gridmap.store.tables.households import household

# Opens the workspace as another gridmap would, writes until its input closes, and prints every
# public id only after the transaction that wrote it has ended.
_WRITER = """
import sys, threading
from datetime import UTC, datetime
from pathlib import Path
import shapely
from gridmap.store.bulk import append, new_uids
from gridmap.store.database import Database
from gridmap.store.sequence import take
from gridmap.store.tables.fieldwork import visit
from gridmap.store.tables.ground import building

stop, told = threading.Event(), []
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
with Database.open(Path(sys.argv[1])) as database:
    while not stop.is_set():
        uids = new_uids(2)
        now = datetime.now(UTC)
        with database.write() as conn:
            append(conn, visit, {
                "uid": uids[:1], "seq": take(conn), "household": 1, "campaign": 1,
                "outcome": "met", "mode": "door", "source": "later", "occurred_at": now,
                "recorded_at": now, "received_at": now,
            })
            append(conn, building, {
                "uid": uids[1:], "source": "writer", "source_ref": uids[1:],
                "geom": shapely.box(113.3, 27.3, 113.4, 27.4),
            })
        # Nobody reads along, and a full pipe would hold the writer up: the rest is told at the end.
        if not told:
            print(*uids, flush=True)
        told.append(uids)
print(*(uid for uids in told[1:] for uid in uids))
"""

# Reads every layer, whole and by a box, again and again; prints what it saw of each.
_READER = """
import itertools, json, sys, time, warnings
warnings.simplefilter("error")
import pyogrio
end, counts = time.monotonic() + 60, []
for turn in itertools.count(1):
    seen = {}
    for name, kind in pyogrio.list_layers(sys.argv[1]):
        whole = pyogrio.read_dataframe(sys.argv[1], layer=name, fid_as_index=True)
        boxed = pyogrio.read_dataframe(sys.argv[1], layer=name, bbox=(113.0, 27.0, 113.2, 27.2))
        info = pyogrio.read_info(sys.argv[1], layer=name)
        seen[name] = {
            "crs": whole.crs.to_epsg(), "kind": kind, "columns": list(whole.columns),
            "dtypes": {column: str(dtype) for column, dtype in whole.dtypes.items()},
            "whole": len(whole), "boxed": len(boxed), "unique": bool(whole.index.is_unique),
            "indexed": info["capabilities"]["fast_spatial_filter"], "bounds": [*boxed.total_bounds],
        }
    # Until it has seen the file change under its eyes, however busy the machine is.
    counts.append(seen["buildings"]["whole"])
    last = turn >= int(sys.argv[2]) and (counts[-1] > counts[0] or time.monotonic() > end)
    if last or turn < int(sys.argv[2]):
        print(json.dumps(seen), flush=True)
    if last:
        break
"""

_ROUNDS = 3
_BUILDINGS = 300


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    """One of everything, and buildings in a row from 113.0 to 113.3 east."""
    west = np.linspace(113.0, 113.29, _BUILDINGS)
    now = datetime.now(UTC)
    box = shapely.box(113.0, 27.0, 113.3, 27.3)
    osm = {"source": "osm", "source_ref": "way/1"}
    with sqlite_database.write() as conn:
        append(
            conn,
            workspace,
            {
                "tz": "Asia/Shanghai",
                "epoch": "1",
                "created_at": now,
            },
        )
        append(conn, campaign, {"name": None})
        buildings = append(
            conn,
            building,
            {
                "source": "osm",
                "source_ref": [f"way/{i}" for i in range(_BUILDINGS)],
                "geom": shapely.box(west, 27.1, west + 0.0005, 27.1005),
            },
        )
        append(conn, household, {"building": int(buildings[0])})
        grid = append(conn, area, {"level": "grid"})
        version = {"area": grid, "valid_from": date(2026, 1, 1), "code": "1", "outline": box}
        append(conn, area_version, version)
        hazard = {"kind": "hazard", "state": "open", "opened_at": now, "due_at": [None, now]}
        append(conn, case_file, {"place": shapely.points([113.1, 113.25], 27.1), **hazard})
        line = shapely.LineString([(113.0, 27.0), (113.3, 27.3)])
        append(conn, street, {"kind": "residential", "geom": line, **osm})
        append(conn, gate, {"kind": "gate", "geom": shapely.Point(113.1, 27.1), **osm})
        append(conn, landcover, {"kind": "water", "geom": box, **osm})
        restore_layers(conn)
    return sqlite_database


def _write_here(database: Database) -> str:
    """Record one visit in this process; tell its public id."""
    (uid,) = new_uids(1)
    now = datetime.now(UTC)
    times = {"occurred_at": now, "recorded_at": now, "received_at": now}
    with database.write() as conn:
        row = {"uid": [uid], "seq": take(conn), "household": 1, "campaign": 1, **times}
        append(conn, visit, {"outcome": "no_answer", "mode": "door", "source": "told", **row})
    return uid


def _start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_gdal_reads_while_two_processes_write(town):
    writer = _start(_WRITER, town.home)
    first = writer.stdout.readline()
    reader = _start(_READER, town.home / FILE_NAME, _ROUNDS)
    acknowledged = []
    while reader.poll() is None:
        acknowledged.append(_write_here(town))
        time.sleep(0.01)  # so that this process leaves some of the machine to the others
    seen_text, reader_said = reader.communicate()
    written, writer_said = writer.communicate("")
    written = first + written
    assert (reader.returncode, writer.returncode) == (0, 0), reader_said + writer_said
    theirs = written.split()
    # Each has written more than once, however busy the machine is.
    assert len(theirs) > 2
    assert len(acknowledged) > 1

    with town.read() as conn:
        kept = set(conn.scalars(select(visit.c.uid))) | set(conn.scalars(select(building.c.uid)))
        assert {*acknowledged, *theirs} <= kept
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert conn.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert conn.exec_driver_sql(
            "SELECT count(*) FROM rtree_building_geom"
        ).scalar_one() == conn.scalar(select(func.count()).select_from(building))
        numbers = conn.scalars(select(visit.c.seq).order_by(visit.c.id)).all()
    assert numbers == list(range(1, len(numbers) + 1))

    rounds = [json.loads(line) for line in seen_text.splitlines()]
    assert len(rounds) == _ROUNDS
    for seen in rounds:
        assert list(seen) == list(LAYERS)
        for layer in seen.values():
            assert layer["crs"] == 4326
            assert layer["unique"]
            assert layer["indexed"]
        # The box ends at 113.2: buildings beyond it, the writer's among them, stay out.
        assert seen["buildings"]["boxed"] == 207
        assert seen["buildings"]["bounds"][2] < 113.201
        assert (seen["hazards"]["whole"], seen["hazards"]["boxed"]) == (2, 1)
        assert seen["areas"]["boxed"] == 1
    assert rounds[-1]["buildings"]["whole"] > rounds[0]["buildings"]["whole"] >= _BUILDINGS
    assert rounds[0]["hazards"]["dtypes"]["due_at"] == "datetime64[ms, UTC]"
    assert rounds[0]["buildings"]["dtypes"]["households"].startswith("int")
    assert rounds[0]["areas"]["kind"] == "MultiPolygon"
