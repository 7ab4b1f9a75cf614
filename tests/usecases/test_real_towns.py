"""Real extracts, from the file to the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gridmap.store.tables.ground import building, membership, part
from gridmap.store.tables.households import household
from gridmap.territory.codes import Level
from gridmap.usecases.areas import import_areas
from gridmap.usecases.audit import check
from gridmap.usecases.buildings import import_buildings
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.coverage import coverage
from gridmap.usecases.osm import import_osm
from gridmap.usecases.workspace import Workspace, create_workspace
from gridmap.words import LANGUAGES

NEWPORT = 34_100
# What the estimate gives in the communities, and beyond their borders.
INSIDE, BEYOND = 33_934, 1_212


@pytest.fixture(scope="module")
def newport(
    tmp_path_factory: pytest.TempPathFactory, shared_data: Path
) -> Iterator[tuple[Workspace, dict[str, ChangeSet]]]:
    workspace = create_workspace(tmp_path_factory.mktemp("newport"))
    yield (
        workspace,
        {
            "communities": import_areas(workspace, shared_data / "newport-communities.geojson"),
            "grids": import_areas(workspace, shared_data / "newport-grids.geojson"),
            "osm": import_osm(workspace, shared_data / "newport-2023.osm.pbf"),
        },
    )
    workspace.close()


def codes(changes: ChangeSet) -> Counter[str]:
    for found in changes.findings:
        assert all(found.sentence(lang) for lang in LANGUAGES)
    return Counter(found.code for found in changes.findings)


def test_newport_comes_in_whole(newport):
    workspace, changes = newport
    assert len(changes["communities"].added) == 12  # eleven, and the subdistrict above them
    assert codes(changes["communities"])["area-ancestor-made"] == 1
    assert len(changes["grids"].added) == 66
    assert codes(changes["grids"]) == {"area-multipart": 10}
    osm = changes["osm"]
    assert (osm.read, len(osm.added), osm.rejected) == (NEWPORT, NEWPORT, 0)
    assert codes(osm) == {"geometry-self-crossing": 19}
    counts = dict(osm.counts)
    assert counts["placeholders"] == INSIDE + BEYOND
    assert counts["streets"] > 8_000
    assert counts["gates"] > 400
    with workspace.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(building)) == NEWPORT
        assert conn.scalar(select(func.count()).select_from(household)) == INSIDE + BEYOND
        metric = workspace.about().metric_crs
        assert metric == "EPSG:32630"


def test_every_building_of_newport_has_one_part_in_one_leaf_area(newport):
    workspace, _ = newport
    with workspace.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(part)) == NEWPORT
        rows = conn.execute(
            select(func.count(), func.count(membership.c.part.distinct())).where(
                membership.c.leaf_area.is_not(None)
            )
        ).one()
        assert rows[0] == rows[1]
        lived_in = select(household.c.building).distinct().subquery()
        homes = conn.execute(
            select(part.c.building, membership.c.leaf_area)
            .join(lived_in, lived_in.c.building == part.c.building)
            .join(membership, membership.c.part == part.c.id, isouter=True)
        ).all()
        orphans = {row.building for row in homes if row.leaf_area is None}
        beyond = conn.scalar(
            select(func.count()).select_from(household).where(household.c.building.in_(orphans))
        )
    assert beyond == BEYOND


@pytest.mark.parametrize("level", list(Level))
def test_newport_adds_up_at_every_level(newport, level):
    workspace, _ = newport
    table = coverage(workspace, by=level)
    assert sum(row.figure.target for row in table.rows) == INSIDE
    assert table.orphans.target == BEYOND
    if level is Level.GRID:
        assert len(table.rows) == 66
        assert min(row.figure.target for row in table.rows) > 250


def test_newport_audited(newport):
    workspace, _ = newport
    found = Counter(one.finding.code for one in check(workspace))
    assert found["tiling-multipart"] >= 10
    assert found["part-orphan"] > 1_000
    # Far from China there is no datum to suspect, and the areas tile.
    assert not {code for code in found if code.startswith("shifted-")}
    assert not found["tiling-overlap"]


def test_newport_again_changes_nothing(newport, shared_data):
    workspace, _ = newport
    before = coverage(workspace, by=Level.GRID)
    again = import_osm(workspace, shared_data / "newport-2023.osm.pbf")
    assert (len(again.added), len(again.altered), len(again.vanished)) == (0, 0, 0)
    assert again.unchanged == NEWPORT
    assert dict(again.counts)["placeholders"] == 0
    after = coverage(workspace, by=Level.GRID)
    assert [row.figure for row in after.rows] == [row.figure for row in before.rows]


def test_queens_comes_in_with_every_broken_row_named(tmp_path, shared_data):
    workspace = create_workspace(tmp_path)
    changes = import_osm(workspace, shared_data / "queens-village-ny.osm.pbf")
    found = codes(changes)
    assert len(changes.added) + changes.rejected + len(changes.ambiguous) >= 49_777
    assert found["geometry-missing"] + found["geometry-unusable"] >= 10
    assert all(one.row for one in changes.findings if one.severity == "error")
    with workspace.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(building)) == len(changes.added)
    workspace.close()


def test_tsinghua_in_chinese(tmp_path, shared_data):
    workspace = create_workspace(tmp_path)
    changes = import_osm(workspace, shared_data / "tsinghua-2017.osm")
    assert len(changes.added) > 500
    with workspace.database.read() as conn:
        names = set(conn.scalars(select(building.c.name).where(building.c.name.is_not(None))))
    assert {name for name in names if "清华" in name or "楼" in name}
    assert workspace.about().metric_crs == "EPSG:4548"
    # Eight years later, another survey of the same ground.
    later = import_buildings(workspace, shared_data / "tsinghua-2025-buildings.geojson")
    assert codes(later)["building-ambiguous"] == len(later.ambiguous)
    told = len(later.added) + len(later.altered) + later.unchanged + later.rejected
    assert told + codes(later)["geometry-duplicate"] == later.read
    assert later.unchanged + len(later.altered) > 250
    workspace.close()
