"""Numbers of buildings: one each, patch by patch, the same on a page of a list and on tiles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from sqlalchemy import Connection, select

from gridmap.store import areas as area_store
from gridmap.store.tables.ground import building
from gridmap.territory.areas import AreaTree
from gridmap.territory.parts import Span
from gridmap.territory.walk import sheet_numbers
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.sheets import numbers_of
from gridmap.usecases.tiles import read_ground
from gridmap.usecases.towers import split_tower
from gridmap.usecases.workspace import Workspace
from tests.database import ON_SQLITE
from tests.usecases.conftest import put_once
from tests.usecases.staff import divided
from tests.usecases.worlds import GRIDS, building_rows, square

REFS = [f"h{n}" for n in range(18)]
PATCHES = [f"{GRIDS[0]}{n:03}" for n in (1, 2, 3)]


@pytest.fixture
def strips(workspace: Workspace, once) -> Workspace:
    """A grid of three strips, and six houses in each: rows that go on across all of them."""

    def build() -> None:
        west, south, east, north = square(0).bounds
        column, row = np.argwhere(np.ones((9, 2))).T
        x = west + (column + 0.3) / 9 * (east - west)
        y = south + (row + 0.7) / 40 * (north - south)
        rows = building_rows(
            REFS,
            list(shapely.box(x, y, x + 5e-5, y + 2e-5)),
            kind=["apartments"] * 18,
            flats=[4] * 18,
            levels=[2] * 18,
        )
        with workspace.writing() as conn:
            enter_buildings(workspace, conn, rows, source="survey")
        divided(workspace, n=3)

    put_once(once, "strips", workspace.database, build)
    return workspace


def told(workspace: Workspace, conn: Connection) -> tuple[AreaTree, dict[str, int]]:
    """The division, and the row ids of houses by what they are called."""
    houses = conn.execute(select(building.c.source_ref, building.c.id)).all()
    return area_store.tree(conn, workspace.today()), {row.source_ref: row.id for row in houses}


def on_sheets(workspace: Workspace) -> dict[str, list[int]]:
    """The numbers on the sheet of each patch."""
    reader = SheetReader(workspace, "en")
    return {
        code: [
            one.number for one in reader.scene(reader.tree.by_code[code], doors_from=None).buildings
        ]
        for code in PATCHES
    }


@ON_SQLITE
def test_a_grid_is_numbered_patch_by_patch(strips):
    found = on_sheets(strips)
    stretches = sorted((min(numbers), max(numbers), len(numbers)) for numbers in found.values())
    assert stretches[0][0] == 1
    for (_, last, _), (first, _, _) in pairwise(stretches):
        assert first == last + 1
    assert all(last - first + 1 == n for first, last, n in stretches)
    assert sum(n for _, _, n in stretches) == 18 + 2  # and the two of the small world


def test_a_sheet_of_several_grids_counts_through_grid_after_grid(strips):
    reader = SheetReader(strips, "en")

    def walked(code: str) -> list[str]:
        scene = reader.scene(reader.tree.by_code[code], doors_from=40)
        assert [one.number for one in scene.buildings] == [*range(1, len(scene.buildings) + 1)]
        return [one.uid for one in scene.buildings]

    whole = walked(GRIDS[0][:12])
    for code in GRIDS[:2]:
        own = walked(code)
        assert own
        begin = min(whole.index(uid) for uid in own)
        assert whole[begin : begin + len(own)] in (own, own[::-1])


@ON_SQLITE
def test_a_page_has_the_numbers_of_the_tiles(strips):
    ground = read_ground(strips)[1].buildings
    drawn = sheet_numbers(ground["geom"], ground["sheet"], ground["patch"])
    with strips.database.read() as conn:
        tree, houses = told(strips, conn)
        codes = [tree.areas[key].code for key in ground["patch"].tolist() if key >= 0]
        assert set(codes) == {*PATCHES, *GRIDS[1:]}
        for page in (["h0"], ["h3", "h17"], REFS):
            ids = [houses[ref] for ref in page]
            places = np.searchsorted(ground["id"], ids)
            found = numbers_of(conn, strips.today(), tree, ids)
            assert [found[key] for key in ids] == drawn[places].tolist()


def test_a_house_that_patches_share_counts_with_the_one_of_most_houses(strips):
    with strips.database.read() as conn:
        _, houses = told(strips, conn)
    # The second patch shares two of its six with those beside it, which have seven.
    shared = {"h6": PATCHES[:2], "h11": PATCHES[1:]}
    for ref, heir in (("h6", PATCHES[0]), ("h11", PATCHES[2])):
        split_tower(strips, f"i:{houses[ref]}", Span(None, 2, None), heir)
    ground = read_ground(strips)[1].buildings
    place = np.searchsorted(ground["id"], [houses[ref] for ref in shared])
    with strips.database.read() as conn:
        tree, _ = told(strips, conn)
        numbers = numbers_of(conn, strips.today(), tree, [houses[ref] for ref in REFS])
    of = [tree.areas[key].code for key in ground["patch"][place].tolist()]
    assert of == [PATCHES[0], PATCHES[2]]
    assert len({*numbers.values()}) == len(REFS)
    sheets = on_sheets(strips)
    assert [len(sheets[code]) for code in PATCHES] == [8, 6, 8]
    for ref, codes in shared.items():
        assert all(numbers[houses[ref]] in sheets[code] for code in codes)
