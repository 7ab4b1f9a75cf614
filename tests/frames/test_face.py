"""The names the library promises."""

from __future__ import annotations

import inspect
import subprocess
import sys

import gridmap

FUNCTIONS = {
    "read_buildings": "(path, *, crs=None, datum=None)",
    "read_areas": "(path, *, level=None, crs=None, datum=None)",
    "assign": "(buildings, areas, *, key='code')",
    "tiling_defects": "(areas, *, within=None, min_area_m2=1.0)",
    "coverage": "(households, visits, *, by, period=None, target=None, as_of=None)",
    "contiguity": "(buildings, *, barriers=None, within=None)",
    "outlines": "(buildings, by='grid', *, zone=None, streets=None, within=None)",
    "divide": (
        "(buildings, *, load='households', size=None, parts=None, tolerance=0.05, zone='community',"
        " barriers=None, streets=None, within=None, edges=None, together=None, seed=0,"
        " seconds=None, progress=None)"
    ),
    "rebalance": (
        "(buildings, *, current='grid', start=None, load='households', tolerance=0.05,"
        " size=None, zone='community', barriers=None, streets=None, within=None, edges=None,"
        " locked=None, locked_grids=(), homes=None, add=0, remove=(), merge=(), together=None,"
        " patch=None, patch_size=(5, 15), compactness=0.0, seed=0, seconds=None, progress=None)"
    ),
    "alternatives": "(buildings, *, compactness=(0.0, 0.05, 0.2, 0.6), progress=None, **asked)",
    "sheet": (
        "(buildings, area=None, *, around=None, streets=None, hazards=None, title='', code='',"
        " as_of=None, link=None, paper='A4', lang=None, font=None)"
    ),
    "atlas": (
        "(areas, buildings, *, by='area', streets=None, title='', as_of=None, paper='A4',"
        " lang=None, font=None)"
    ),
    "to_datum": "(lon, lat, *, source, target)",
}


def bare(function):
    """Write the signature without types."""
    signature = inspect.signature(function)
    parameters = [
        p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()
    ]
    return str(inspect.Signature(parameters))


def test_all_names_are_there_and_no_others():
    errors = {"CrsError", "GridmapError", "GridmapWarning", "InputError"}
    answers = {"ContiguityGraph", "Division", "Metrics", "Progress"}
    assert set(gridmap.__all__) == {*FUNCTIONS, "webmap", *errors, *answers}
    for name in gridmap.__all__:
        assert getattr(gridmap, name).__doc__


def test_signatures_are_the_contract():
    assert {name: bare(getattr(gridmap, name)) for name in FUNCTIONS} == FUNCTIONS
    assert bare(gridmap.webmap).startswith("(areas, buildings, hazards=None")


def test_importing_gridmap_loads_nothing_heavy():
    code = (
        "import sys, gridmap; print([m for m in ('pandas', 'numpy', 'numba') if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert loaded.strip() == "[]"
