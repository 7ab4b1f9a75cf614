"""The tree of areas: leaves, paths, and who stands for whom in a table."""

from __future__ import annotations

from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level


def area(key, code, level, parent=None):
    return Area(key, f"uid-{key}", level, code, None, None, parent)


TOWN = area(1, "100", Level.SUBDISTRICT)
NORTH = area(2, "102", Level.COMMUNITY, 1)
SOUTH = area(3, "101", Level.COMMUNITY, 1)
GRID = area(4, "10101", Level.GRID, 3)
PATCH = area(5, "1010101", Level.PATCH, 4)
TREE = AreaTree.of([PATCH, GRID, NORTH, SOUTH, TOWN])


def test_children_and_leaves_are_in_the_order_of_their_codes():
    assert TREE.children[None] == (TOWN,)
    assert TREE.children[1] == (SOUTH, NORTH)
    assert TREE.leaves == (PATCH, NORTH)
    assert TREE.by_code["102"] is NORTH


def test_paths_and_subtrees():
    assert list(TREE.path(PATCH)) == [PATCH, GRID, SOUTH, TOWN]
    assert list(TREE.subtree(SOUTH)) == [SOUTH, GRID, PATCH]


def test_who_stands_for_a_leaf_in_a_table():
    assert TREE.standing_for(PATCH, Level.PATCH) is PATCH
    assert TREE.standing_for(PATCH, Level.GROUP) is GRID  # there is no group
    assert TREE.standing_for(PATCH, Level.COMMUNITY) is SOUTH
    assert TREE.standing_for(NORTH, Level.PATCH) is NORTH
    assert TREE.standing_for(PATCH, Level.COUNTY) is TOWN  # there is no county


def test_no_areas_at_all():
    assert AreaTree.of([]).leaves == ()
    assert AreaTree.of([]).children == {}
