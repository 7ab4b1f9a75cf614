"""The layout of a building: every door once, floors from the top, names as people order them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.territory.matrix import Doorway, lay_out

names = st.none() | st.sampled_from(["", "1", "2", "10", "A座", "东"])
doorways = st.lists(
    st.builds(
        Doorway,
        names,
        st.none() | st.integers(-2, 60),
        st.none() | st.sampled_from(["", "1001", "999", "后门", "1-1", "10a", "²"]) | st.text(),
        st.booleans(),
    ),
    max_size=80,
)


def cells(layout):
    return [cell for unit in layout.units for row in unit.rows for cell in row.cells]


def placeholders(n):
    return [Doorway(None, None, str(number + 1), estimated=True) for number in range(n)]


def labels(layout):
    return [
        (unit.unit, row.floor, *(cell.label for cell in row.cells))
        for unit in layout.units
        for row in unit.rows
    ]


@given(doorways, st.none() | st.integers(0, 70), st.none() | st.integers(0, 8))
def test_every_door_appears_exactly_once(doors, levels, units):
    layout = lay_out(doors, levels=levels, units=units)
    assert Counter(cell.door for cell in cells(layout)) == Counter(range(len(doors)))
    for unit in layout.units:
        floors = [row.floor for row in unit.rows]
        known = [floor for floor in floors if floor is not None]
        assert known == sorted(set(known), reverse=True)
        assert None not in floors[:-1]  # doors of no floor stand below the others
    if not layout.guessed:
        for unit in layout.units:
            for row in unit.rows:
                for cell in row.cells:
                    door = doors[cell.door]
                    assert (door.unit or None, door.floor) == (unit.unit, row.floor)


@given(st.integers(0, 400), st.integers(1, 60), st.integers(1, 6))
def test_placeholders_are_spread_evenly_or_not_at_all(n, levels, units):
    layout = lay_out(placeholders(n), levels=levels, units=units)
    across = [len(row.cells) for unit in layout.units for row in unit.rows]
    if layout.guessed:
        assert len(across) == levels * units
        assert max(across) - min(across) <= 1 + (units > 1)
        told = [
            (unit.unit, cell.label)
            for unit in layout.units
            for row in unit.rows
            for cell in row.cells
        ]
        assert len(set(told)) == n
    else:
        assert levels * units == 1 or n < levels * units


def test_floors_come_from_the_top_and_doors_by_number():
    doors = [
        Doorway("2", 1, "101"),
        Doorway("10", 1, "101"),
        Doorway("2", 9, "902"),
        Doorway("2", 10, "1001"),
        Doorway("2", 9, "901"),
        Doorway("2", None, "门卫室"),
        Doorway(None, 1, "9"),
    ]
    assert labels(lay_out(doors, levels=20, units=2)) == [
        ("2", 10, "1001"),
        ("2", 9, "901", "902"),
        ("2", 1, "101"),
        ("2", None, "门卫室"),
        ("10", 1, "101"),
        (None, 1, "9"),
    ]


@pytest.mark.parametrize("door", ["1", None])
def test_the_one_door_of_a_house_needs_no_name(door):
    assert labels(lay_out([Doorway(None, None, door, estimated=True)], levels=2, units=None)) == [
        (None, None, None)
    ]


def test_a_village_without_storeys_is_a_row_of_numbers():
    layout = lay_out(placeholders(3), levels=None, units=None)
    assert labels(layout) == [(None, None, "1", "2", "3")]
    assert not layout.guessed


def test_a_ledger_is_never_guessed_about():
    doors = [*placeholders(11), Doorway(None, None, "门卫室")]
    assert labels(lay_out(doors, levels=3, units=2)) == [
        (None, None, *(str(n) for n in range(1, 12)), "门卫室")
    ]
