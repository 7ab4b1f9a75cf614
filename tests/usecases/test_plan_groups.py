"""Groups by a new division: patches that come join one, and groups go where their patches go."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.usecases.plan_groups import groups_of

LEVELS = {
    Level.GRID: {"one": None, "two": None, "three": None},
    Level.GROUP: {"A": "one", "B": "one", "C": "two"},
    Level.PATCH: {"a1": "A", "a2": "A", "b1": "B", "c1": "C", "d1": "three"},
}
TODAY = ["a1", "a2", "b1", "c1", "d1"]


def grouped(patches, grids, apart):
    """Tell groups of patches in a row, of two households each, side by side but for one pair."""
    keys = {code: at for at, code in enumerate((c for below in LEVELS.values() for c in below), 1)}
    tree = AreaTree.of(
        Area(keys[code], code, level, code, None, None, keys.get(above))
        for level, below in LEVELS.items()
        for code, above in below.items()
    )
    ends = [at for at in range(len(TODAY) - 1) if at != apart]
    here = SimpleNamespace(
        ground=SimpleNamespace(tree=tree),
        atoms=pd.DataFrame({"patch": TODAY, "households": 2}),
        edges=pd.DataFrame({"a": ends, "b": [at + 1 for at in ends], "shared_m": 5.0}),
    )
    return groups_of(here, patches.split(), grids.split())


@pytest.mark.parametrize(
    ("patches", "grids", "apart", "of", "grid"),
    [
        ("a1 a2 b1 c1 d1", "one one one two three", None, "A A B C -", "one one two"),
        # What comes joins the patch beside it, and where nothing is, none.
        ("a1 a2 b1 c1 d1", "one one one two two", None, "A A B C C", "one one two"),
        ("a1 a2 b1 c1 d1", "one one one two two", 3, "A A B C -", "one one two"),
        # A group goes with all of its patches; the last one of another joins it from behind.
        ("a1 a2 b1 c1 d1", "one one one one one", None, "A A B C C", "one one one"),
        ("a1 a2 b1 c1 d1", "one two two two three", None, "A B B C -", "one two two"),
        # New patches are in the group that most of them were in; one that nobody is in ends.
        ("n1 n1 n1 n2 n3", "one one one two three", None, "A A A C -", "one - two"),
        # What a plan parts from its group joins the one beside it; what lay apart before stays.
        ("a1 b1 a2 c1 d1", "one one one two three", None, "A B B C -", "one one two"),
        ("a1 a2 b1 c1 d1", "one one one two three", 0, "A A B C -", "one one two"),
        # A group ends with its grid where none of its patches go on.
        ("a1 a2 b1 n1 n1", "one one one three three", None, "A A B - -", "one one -"),
    ],
)
def test_patches_and_groups_stay_together(patches, grids, apart, of, grid):
    found = grouped(patches, grids, apart)
    assert [found.of.get(patch, "-") for patch in patches.split()] == of.split()
    assert [found.grid[group] or "-" for group in LEVELS[Level.GROUP]] == grid.split()
