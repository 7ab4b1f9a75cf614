"""Tiles follow the ground: a version for each state of it, drawn once, by one process at a time."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from gridmap.errors import NotFound, StoreError
from gridmap.render.tiles import TILES, take_numbers
from gridmap.settings import Settings
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store.sequence import ground_changed
from gridmap.store.turns import turn
from gridmap.usecases import sheets, tiles
from gridmap.usecases.sheets import numbers_of
from gridmap.usecases.tile_keeper import TileKeeper
from gridmap.usecases.tiles import make_tiles, read_ground, ready_version, tiles_file
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import GRIDS, Clock, found

pytestmark = ON_SQLITE


def version(workspace: Workspace) -> str:
    return TileKeeper(workspace).due()


def test_a_change_of_the_ground_makes_a_new_version(workspace):
    before = version(workspace)
    assert version(workspace) == before
    with workspace.writing() as conn:
        ground_changed(conn)
    assert version(workspace) != before


def test_a_division_that_begins_tomorrow_makes_a_new_version_tomorrow(workspace, clock):
    tomorrow = workspace.today() + timedelta(days=1)
    before = version(workspace)
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        grid = tree.by_code[GRIDS[0]]
        area_store.change_area(conn, grid.id, {"name": "东"}, at=workspace.today(), since=tomorrow)
    assert version(workspace) == before
    clock.forward(days=1)
    assert version(workspace).endswith(f"-{tomorrow:%Y%m%d}")
    clock.forward(days=1)
    assert version(workspace).endswith(f"-{tomorrow:%Y%m%d}")


def test_the_ground_of_a_day_is_all_that_stands_on_it(workspace):
    first, *rest = read_ground(workspace)[1].buildings["id"].tolist()
    with workspace.writing() as conn:
        building_store.close_buildings(conn, [first], workspace.today())
    _, ground = read_ground(workspace)
    assert ground.buildings["id"].tolist() == rest
    assert len(rest) == 7
    assert Counter(ground.areas["level"])["grid"] == 4


@ON_BOTH
def test_many_are_numbered_as_few_are(workspace, monkeypatch):
    some = read_ground(workspace)[1].buildings["id"].tolist()[:3]
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        few = numbers_of(conn, workspace.today(), tree, some)
        monkeypatch.setattr(sheets, "_FEW", 0)
        assert numbers_of(conn, workspace.today(), tree, some) == few
    assert list(few) == some


def test_buildings_are_on_the_sheet_of_their_grid(workspace):
    _, ground = read_ground(workspace)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        ids = ground.buildings["id"].tolist()
        numbers = numbers_of(conn, workspace.today(), tree, ids)
    codes = [tree.areas[key].code for key in ground.buildings["sheet"].tolist() if key >= 0]
    assert len(codes) == 8
    assert set(codes) == set(GRIDS)
    by_sheet = dict.fromkeys(codes, 0)
    for code, key in zip(codes, ids, strict=True):
        by_sheet[code] += numbers[key]
    assert by_sheet == dict.fromkeys(GRIDS, 1 + 2)


def test_tiles_are_drawn_once_and_numbers_lie_beside_them(sqlite_workspace):
    told = []
    assert make_tiles(sqlite_workspace, progress=told.append) == "ready"
    assert told
    due = version(sqlite_workspace)
    assert ready_version(sqlite_workspace) == due
    told.clear()
    assert make_tiles(sqlite_workspace, progress=told.append) == "ready"
    assert told == []
    numbers = TileKeeper(sqlite_workspace).numbers()
    assert numbers is not None
    with sqlite_workspace.database.read() as conn:
        tree = area_store.tree(conn, sqlite_workspace.today())
        known = numbers_of(conn, sqlite_workspace.today(), tree, list(range(1, 9)))
    assert {key: number for key, number in enumerate(numbers.tolist()) if number} == known
    assert take_numbers(tiles_file(sqlite_workspace, due).with_suffix(".npy")).tolist() == (
        numbers.tolist()
    )


def test_a_version_that_goes_while_somebody_looks_is_gone(sqlite_workspace, monkeypatch):
    folder = sqlite_workspace.home / "tiles"
    folder.mkdir(exist_ok=True)
    kept = folder / f"1-ab-1{TILES}"
    kept.write_bytes(b"tiles")
    going = folder / f"1-ab-2{TILES}"
    monkeypatch.setattr(Path, "glob", lambda *_: iter([going, kept]))
    assert ready_version(sqlite_workspace) == kept.stem


def as_if_drawn(_ground: object, target: Path, **_: object) -> None:
    """Stand in for the drawing process, where what it draws does not matter."""
    target.write_bytes(b"tiles")


def test_two_versions_stay(sqlite_workspace, monkeypatch):
    monkeypatch.setattr(tiles, "build_tiles", as_if_drawn)
    made = []
    for _ in range(3):
        with sqlite_workspace.writing() as conn:
            ground_changed(conn)
        assert make_tiles(sqlite_workspace) == "ready"
        made.append(version(sqlite_workspace))
        time.sleep(0.01)
    assert sorted(file.stem for file in (sqlite_workspace.home / "tiles").glob(f"*{TILES}")) == (
        sorted(made[1:])
    )


def test_what_was_drawn_before_is_the_newest_again(sqlite_workspace, clock, monkeypatch):
    drawings = []

    def draw(_ground: object, target: Path, **_: object) -> None:
        drawings.append(target.stem)
        as_if_drawn(_ground, target)

    monkeypatch.setattr(tiles, "build_tiles", draw)
    tomorrow = sqlite_workspace.today() + timedelta(days=1)
    with sqlite_workspace.writing() as conn:
        building_store.close_buildings(conn, [1], tomorrow)
    today = version(sqlite_workspace)
    make_tiles(sqlite_workspace)
    clock.forward(days=1)
    time.sleep(0.01)
    make_tiles(sqlite_workspace)
    clock.forward(days=-1)
    time.sleep(0.01)
    assert ready_version(sqlite_workspace) != today
    make_tiles(sqlite_workspace)
    assert ready_version(sqlite_workspace) == today
    assert len(drawings) == 2


def test_an_empty_workspace_has_nothing_to_draw(sqlite_database):
    empty = Workspace(sqlite_database.home, sqlite_database, Settings(), Clock())
    found(empty)
    assert make_tiles(empty) == "nothing"
    assert ready_version(empty) is None


def test_one_process_draws_at_a_time(sqlite_workspace, monkeypatch):
    monkeypatch.setattr(tiles, "build_tiles", as_if_drawn)
    folder = sqlite_workspace.home / "tiles"
    folder.mkdir(exist_ok=True)
    with turn(folder / ".turn") as ours:
        assert ours
        assert make_tiles(sqlite_workspace) == "elsewhere"
    assert make_tiles(sqlite_workspace) == "ready"


def test_a_folder_that_cannot_be_written_is_not_somebody_drawing(sqlite_workspace):
    (sqlite_workspace.home / "tiles" / ".turn").mkdir(parents=True)
    with pytest.raises(StoreError) as refused:
        make_tiles(sqlite_workspace)
    assert refused.value.code == "home-unwritable"


@pytest.mark.parametrize(
    "name", ["../gridmap", "1-ab-3.pmtiles", "", "1-ab-99", "x" * 500, "1-ab-3/"]
)
def test_only_versions_are_files(sqlite_workspace, name):
    (sqlite_workspace.home / "tiles").mkdir(exist_ok=True)
    (sqlite_workspace.home / f"gridmap{TILES}").write_bytes(b"")
    with pytest.raises(NotFound) as refused:
        tiles_file(sqlite_workspace, name)
    assert refused.value.code == "tiles-unknown"


def until(happens):
    for _ in range(600):
        if happens():
            return True
        time.sleep(0.05)
    return False


def test_a_keeper_draws_what_is_due_and_again_after_a_change(sqlite_workspace, monkeypatch):
    monkeypatch.setattr(tiles, "build_tiles", as_if_drawn)
    keeper = TileKeeper(sqlite_workspace)
    assert keeper.now().state == "building"
    keeper.start()
    try:
        assert until(lambda: keeper.now().state == "ready")
        first = keeper.now()
        assert first.ready == first.version
        with sqlite_workspace.writing() as conn:
            ground_changed(conn)
        stale = keeper.now()
        assert (stale.state, stale.ready) == ("building", first.ready)
        assert until(lambda: keeper.now().state == "ready")
        assert keeper.now().version != first.version
    finally:
        keeper.stop()


def test_a_keeper_survives_a_failure_and_says_why(sqlite_workspace, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise StoreError("tiles-failed", reason="no room")

    monkeypatch.setattr(tiles, "build_tiles", fail)
    keeper = TileKeeper(sqlite_workspace)
    keeper.start()
    try:
        assert until(lambda: keeper.now().state == "failed")
        fault = keeper.now().fault
        assert fault is not None
        assert "no room" in fault.sentence("en")
        assert "no room" in fault.sentence("zh-CN")
        monkeypatch.setattr(tiles, "build_tiles", as_if_drawn)
        with sqlite_workspace.writing() as conn:
            ground_changed(conn)
        assert until(lambda: keeper.now().state == "ready")
    finally:
        keeper.stop()


def test_a_keeper_tries_the_same_ground_again_when_told_to(sqlite_workspace, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise StoreError("tiles-failed", reason="no room")

    monkeypatch.setattr(tiles, "build_tiles", fail)
    keeper = TileKeeper(sqlite_workspace)
    keeper.start()
    try:
        assert until(lambda: keeper.now().state == "failed")
        version = keeper.now().version
        monkeypatch.setattr(tiles, "build_tiles", as_if_drawn)
        keeper.again(sqlite_workspace)
        assert until(lambda: keeper.now().state == "ready")
        assert keeper.now().version == version
    finally:
        keeper.stop()


def test_a_keeper_ends_in_the_middle_of_drawing(sqlite_workspace):
    keeper = TileKeeper(sqlite_workspace)
    keeper.start()
    assert until(lambda: keeper.now().progress is not None)
    began = time.monotonic()
    keeper.stop()
    assert time.monotonic() - began < 5
    folder = sqlite_workspace.home / "tiles"
    assert [file.name for file in folder.iterdir() if file.name.startswith(".building-")] == []
