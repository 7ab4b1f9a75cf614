"""Numerals: spelt digit by digit, with powers of ten, and within texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.territory.numerals import arabic, numeral

DIGITS = "零一二三四五六七八九"


def spoken(number):
    """Write 0–999 as it is said."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or not number else "")


@given(st.integers(0, 999))
def test_a_number_is_read_as_it_is_said(number):
    assert numeral(spoken(number)) == number


@given(st.text("0123456789", min_size=1, max_size=8))
def test_spelt_digits_keep_their_zeros(digits):
    assert arabic("".join(DIGITS[int(digit)] for digit in digits)) == digits


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("十", "10"),
        ("十二栋", "12栋"),
        ("廿一", "21"),
        ("卅", "30"),
        ("叁单元", "3单元"),
        ("二〇一", "201"),
        ("一百零五", "105"),
        ("芙蓉", "芙蓉"),
    ],
)
def test_numerals_within_a_text(written, read):
    assert arabic(written) == read
