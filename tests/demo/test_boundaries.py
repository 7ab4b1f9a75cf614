"""What ships in data/boundaries, and that the town is the same wherever it is drawn."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gridmap.demo import boundaries
from gridmap.demo.boundaries import write_boundaries
from gridmap.demo.ledger import ledger_of
from tests.demo.conftest import TODAY

SHIPPED = Path(__file__).parents[2] / "data" / "boundaries"

DIGEST = """
import sys
from datetime import date
from gridmap.demo import town
from tests.demo.test_boundaries import digests

for name, digest in digests(town(date.fromisoformat(sys.argv[1]))).items():
    print(name, digest)
"""


def digests(drawn):
    """Digest every table of the town, those of its organisation too, and its ledgers."""
    tables = {field.name: getattr(drawn, field.name) for field in fields(drawn)}
    tables |= {
        f"organisation.{field.name}": getattr(drawn.organisation, field.name)
        for field in fields(tables.pop("organisation"))
    }
    told = {name: table.to_csv() for name, table in tables.items()}
    told |= {
        f"ledger.{later}": repr([(sheet, sheet.rows) for sheet in sheets])
        for later in (False, True)
        for sheets in [ledger_of(drawn, TODAY, later=later)]
    }
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in told.items()}


@pytest.mark.parametrize("name", ["subdistrict", "communities", "grids"])
def test_shipped_boundaries_are_those_of_the_generator(drawn, name):
    shipped = gpd.read_file(SHIPPED / f"{name}.geojson").set_index("code")
    level = {"communities": "community", "grids": "grid"}.get(name, name)
    ours = drawn.areas[drawn.areas["level"] == level].set_index("code")
    assert shipped.crs == ours.crs
    assert shipped["name"].to_dict() == ours["name"].to_dict()
    ours = ours.geometry[shipped.index].to_numpy(dtype=object)
    apart = shapely.hausdorff_distance(shipped.geometry.to_numpy(dtype=object), ours)
    assert np.max(apart) < 3e-7  # degrees: a last decimal rounded the other way


def test_writing_gives_the_files_that_ship(drawn, tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "town", lambda _: drawn)  # as another process draws it, below
    write_boundaries(tmp_path / "boundaries")
    written = {path.name for path in (tmp_path / "boundaries").iterdir()}
    assert written == {path.name for path in SHIPPED.iterdir()} - {"README.md"}
    codes = (tmp_path / "boundaries" / "codes.csv").read_bytes()
    assert codes == (SHIPPED / "codes.csv").read_bytes()


def test_files_are_small_and_their_origin_is_told():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 1_000_000
    told = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for words in ("invented", "china-division", "WTFPL", "EPSG:4326"):
        assert words in told


def test_shipped_boundaries_are_a_coverage():
    for name in ("communities", "grids"):
        features = json.loads((SHIPPED / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        shapes = np.array([shapely.geometry.shape(each["geometry"]) for each in features])
        assert shapely.coverage_is_valid(shapes)


def test_another_process_draws_the_same_town(drawn):
    told = subprocess.run(
        [sys.executable, "-c", DIGEST, TODAY.isoformat()],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    theirs = dict(zip(told[::2], told[1::2], strict=True))
    assert theirs == digests(drawn)
    assert len(theirs) == 19
