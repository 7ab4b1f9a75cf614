"""Houses and areas in a few characters, in one place for every map."""

from __future__ import annotations

import pytest

from gridmap.render.house_number import house_number
from gridmap.render.short_names import short_name


@pytest.mark.parametrize(
    ("address", "name", "number"),
    [
        ("荷叶街12号", None, "12"),
        ("梅园巷8号7栋", None, "7"),
        ("荷叶街１２号", None, "12"),
        ("荷叶街 12A 号", None, "12A"),
        ("12 High Street", None, "12"),
        ("12b High Street", "Town Hall", "12b"),
        (None, "3幢", "3"),
        ("荷叶街", "东湖大厦2栋", "2"),
        ("荷叶街", "东湖大厦", None),
        ("High Street 12", None, None),
        (None, None, None),
    ],
)
def test_house_numbers(address, name, number):
    assert house_number(address, name) == number


@pytest.mark.parametrize(
    ("code", "name", "level", "zh", "en"),
    [
        ("430202002002003", "第3网格", "grid", "3 格", "Grid 3"),
        ("43020200200200307", None, "patch", "7 邻", "Patch 7"),
        ("430202002002", "钟鼓岭社区", "community", "钟鼓岭社区", "钟鼓岭社区"),
        ("430202002012", None, "community", "…2012", "…2012"),
        ("G-7", None, "grid", "G-7", "G-7"),
        # By another pattern: what is said of a long code is its end, where it differs.
        ("36081048100201004711", None, "grid", "4711 格", "Grid 4711"),
        ("36081048100201000012", "Hollis 12", "grid", "Hollis 12", "Hollis 12"),
    ],
)
def test_short_names_of_areas(code, name, level, zh, en):
    assert short_name(code, name, level, "zh-CN") == zh
    assert short_name(code, name, level, "en") == en
