"""Codes of sheets, typed by tired people."""

from __future__ import annotations

import pytest

from gridmap.errors import InputError
from gridmap.fieldwork.sheet_codes import check_letter, near_numbers, read_sheet_code, sheet_code


def test_a_digit_taken_for_another_and_swapped_neighbours_show():
    for number in range(1, 3_000, 7):
        digits = str(number)
        for at in range(len(digits)):
            for other in "0123456789":
                typed = int(digits[:at] + other + digits[at + 1 :])
                assert typed == number or check_letter(typed, 5) != check_letter(number, 5)
            swapped = int(digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :])
            assert swapped == number or check_letter(swapped, 5) != check_letter(number, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "217-L",
        "217l",
        " 217 - L ",
        "43020200200301/217-L",
        "GW-002/217-l",
        "\uff12\uff11\uff17\uff2c",
    ],
)
def test_codes_are_read_as_people_type_them(typed):
    read = read_sheet_code(typed)
    assert (read.number, read.letter, read.holds(0)) == (217, "L", True)


@pytest.mark.parametrize("typed", ["", "217", "L", "217-LL", "1234567890-A", "\u4e09-L"])
def test_what_is_no_code_is_said(typed):
    with pytest.raises(InputError):
        read_sheet_code(typed)


@pytest.mark.parametrize("typed", ["217-Z", "127-L", "218-L", "117-L"])
def test_a_wrong_letter_leads_to_the_sheet_that_was_meant(typed):
    read = read_sheet_code(typed)
    assert not read.holds(0)
    assert 217 in near_numbers(read, 0)
    assert next(near_numbers(read, 0)) == read.number


def test_most_codes_of_other_workspaces_show_as_such():
    others = [read_sheet_code(sheet_code(217, origin)) for origin in range(1, 2**16)]
    assert sum(code.holds(0) for code in others) < len(others) / 22
