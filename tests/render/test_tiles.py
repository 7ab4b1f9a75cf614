"""Tiles hold every building at every zoom they are drawn at, and nothing half-made is left."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pmtiles.reader import MmapSource, Reader, all_tiles

from gridmap.errors import StoreError
from gridmap.render.tiles import (
    AREAS,
    NUMBERS,
    BuildingStopped,
    Ground,
    build_tiles,
    take_areas,
    take_numbers,
)

SIDE = 40
WEST, SOUTH, STEP = 113.1, 27.8, 0.0001


def objects(*shapes):
    return np.array(shapes, dtype=object)


def crowd():
    """Sixteen hundred sheds of five metres: at a distance smaller than a pixel."""
    column, row = np.arange(SIDE**2) % SIDE, np.arange(SIDE**2) // SIDE
    west, south = WEST + column * STEP, SOUTH + row * STEP
    sheds = shapely.box(west, south, west + STEP / 2, south + STEP / 2)
    half = SIDE // 2 * STEP
    grids = [
        shapely.box(WEST + n * half, SOUTH, WEST + (n + 1) * half, SOUTH + 2 * half) for n in (0, 1)
    ]
    return Ground(
        areas={
            "id": np.array([5, 6, 7]),
            "level": objects("community", "grid", "grid"),
            "geom": objects(shapely.union_all(grids), *grids),
            "buildings": np.array([SIDE**2, SIDE**2 // 2, SIDE**2 // 2]),
        },
        buildings={
            "id": np.arange(1, SIDE**2 + 1),
            "sheet": np.where(column < SIDE // 2, 6, -1),
            "patch": np.where(column < SIDE // 2, 6, -1),
            "name": np.full(SIDE**2, None, dtype=object),
            "address": objects("荷叶街12号", *[None] * (SIDE**2 - 1)),
            "geom": sheds,
        },
        streets={
            "kind": objects("primary", "footway"),
            "name": objects("荷叶街", None),
            "geom": objects(
                shapely.LineString([(WEST, SOUTH), (WEST + 2 * half, SOUTH)]),
                shapely.LineString([(WEST, SOUTH), (WEST, SOUTH + 2 * half)]),
            ),
        },
        landcover={
            "kind": objects("water"),
            "geom": objects(shapely.Point(WEST, SOUTH).buffer(STEP)),
        },
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiles")
    told = []
    # As from a home that is named from where one stands, which is how a home is named at first.
    with contextlib.chdir(folder):
        build_tiles(crowd(), Path("1.pmtiles"), progress=told.append)
    return folder / "1.pmtiles", told


@pytest.fixture(scope="module")
def layers(drawn, tmp_path_factory):
    """Features by zoom and layer: all properties that tiles of that zoom carry."""
    found = defaultdict(lambda: defaultdict(list))
    folder = tmp_path_factory.mktemp("tile")
    with drawn[0].open("rb") as opened:
        for (zoom, _, _), data in all_tiles(MmapSource(opened)):
            file = folder / "one.mvt"
            file.write_bytes(gzip.decompress(data))
            names = [name for name, _ in pyogrio.list_layers(file)]
            assert len(names) == len(set(names))
            for name in names:
                table = pyogrio.read_dataframe(file, layer=name, read_geometry=False)
                found[zoom][name] += table.to_dict("records")
    return found


@pytest.mark.parametrize("zoom", [13, 14, 15])
def test_no_building_is_left_out(layers, zoom):
    assert {one["i"] for one in layers[zoom]["buildings"]} == set(range(1, SIDE**2 + 1))


def test_what_is_near_carries_its_numbers(layers):
    near = {one["i"]: one for one in layers[15]["buildings"]}
    assert near[1]["h"] == "12"
    numbered = [one["n"] for one in near.values() if one["n"] == one["n"]]
    assert sorted(numbered) == list(range(1, SIDE**2 // 2 + 1))
    assert set(layers[14]["buildings"][0]) - {"mvt_id"} == {"i"}


def test_layers_appear_from_the_zoom_they_are_drawn_at(layers):
    assert set(layers[5]) == {"community", "borders"}
    assert set(layers[8]) == {"community", "borders", "roads", "landcover"}
    assert set(layers[10]) == {*layers[8], "grid"}
    assert set(layers[13]) == {*layers[10], "streets", "buildings"}
    assert {one["k"] for one in layers[9]["borders"]} == {"community"}
    assert {one["k"] for one in layers[15]["borders"]} == {"community", "grid"}
    assert {one["a"] for one in layers[15]["grid"]} == {6, 7}
    assert {one["name"] for one in layers[15]["roads"]} == {"荷叶街"}


def test_the_archive_says_what_it_holds(drawn):
    with drawn[0].open("rb") as opened:
        reader = Reader(MmapSource(opened))
        header, about = reader.header(), reader.metadata()
    assert (header["min_zoom"], header["max_zoom"]) == (5, 15)
    assert header["min_lon_e7"] == pytest.approx((WEST - STEP) * 1e7, abs=20)
    assert {layer["id"] for layer in about["vector_layers"]} == {
        *("community", "grid", "borders", "buildings", "roads", "streets", "landcover")
    }


def test_progress_rises_to_the_end(drawn):
    _, told = drawn
    assert told == sorted(set(told))
    assert told[-1] >= 95


def test_what_is_beside_the_tiles_says_the_same(drawn, layers):
    numbers = take_numbers(drawn[0].with_suffix(NUMBERS))
    near = {one["i"]: one["n"] for one in layers[15]["buildings"] if one["n"] == one["n"]}
    assert {key: number for key, number in enumerate(numbers.tolist()) if number} == near
    areas = take_areas(drawn[0].with_suffix(AREAS))
    assert crowd().areas["geom"][1].contains(shapely.Point(areas[6].middle))
    assert [areas[key].buildings for key in (5, 6, 7)] == [SIDE**2, SIDE**2 // 2, SIDE**2 // 2]


@pytest.mark.parametrize(
    ("word", "code"), [("planet", "tiles-failed"), ("No space left on device", "disk-full")]
)
def test_a_failure_leaves_nothing_behind(tmp_path, word, code):
    ground = crowd()
    # An unknown level, and so the last word of the drawing process.
    ground.areas["level"] = objects("community", word, "grid")
    with pytest.raises(StoreError) as failed:
        build_tiles(ground, tmp_path / "1.pmtiles")
    assert failed.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_drawing_ends_when_it_is_told_to(tmp_path):
    stop = threading.Event()
    with pytest.raises(BuildingStopped):
        build_tiles(crowd(), tmp_path / "1.pmtiles", progress=lambda _: stop.set(), stop=stop)
    assert list(tmp_path.iterdir()) == []
