"""What is certain of a day or a number is read; what is not is left out."""

from __future__ import annotations

import datetime as dt

import pytest

from gridmap.intake.days import day_in
from gridmap.intake.numbers import people_in


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05", "2024.3.5", "2024/3/5", "24.3.5", "24-3-5", "'24/3/5", "24年3月5号",
        "民国113年3月5日", "民國113.3.5", "二〇二四年三月五日", "20240305", "45356",
        "２０２４．３．５",  # noqa: RUF001  (so it is typed)
        "2024-03-05T00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_read(cell: str) -> None:
    assert day_in(cell, dt.UTC) == (dt.date(2024, 3, 5), True)


@pytest.mark.parametrize("cell", ["2024.3", "2024年3月", "2024-03", "202403", "2024年3月份"])
def test_a_month_has_its_first_day(cell: str) -> None:
    assert day_in(cell, dt.UTC) == (dt.date(2024, 3, 1), False)


@pytest.mark.parametrize(
    "cell",
    [
        "三月前", "上个月", "农历正月初八", "2024年农历三月初五", "3月5日", "2024.1", "99", "3",
        "2024-13-05", "24.3",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_no_day(cell: str) -> None:
    # 2024.1 is January, or October without its nought.
    assert day_in(cell, dt.UTC)[0] is None


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("3", 3), ("3人", 3), ("３口", 3), ("三人", 3), ("两口", 2), ("一家三口", 3), ("3.0", 3),
        ("十二人", 12),
        ("2人（含租客）", 2), ("约3", None), ("3-4", None), ("3左右", None), ("多人", None),
        ("3+1", None),
        ("99999", None),
    ],
)  # fmt: skip
def test_people_are_counted_where_that_is_certain(cell: str, people: int | None) -> None:
    assert people_in(cell) == people
