"""Codes and the levels and ancestors they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import InputError
from gridmap.territory.codes import DEFAULT_PATTERN, CodePattern, Level


def test_levels_go_from_coarse_to_fine():
    assert [level.depth for level in Level] == list(range(6))
    assert Level.COUNTY.depth < Level.PATCH.depth


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("430202", Level.COUNTY),
        ("430202002", Level.SUBDISTRICT),
        ("430202002001", Level.COMMUNITY),
        ("430202002001001", Level.GRID),
        ("43020200200100101", Level.PATCH),
        ("430202002001001001", Level.PATCH),
        ("4302", None),
        ("", None),
        ("43020A002001", None),
        ("\uff14\uff13\uff10\uff12\uff10\uff12", None),
    ],
)
def test_the_length_of_a_code_tells_its_level(code, level):
    assert DEFAULT_PATTERN.level_of(code) is level


def test_a_code_begins_with_its_ancestors():
    assert DEFAULT_PATTERN.ancestors("430202002001001001") == [
        (Level.COUNTY, "430202"),
        (Level.SUBDISTRICT, "430202002"),
        (Level.COMMUNITY, "430202002001"),
        (Level.GRID, "430202002001001"),
    ]
    # Another habit below the community still begins with it.
    assert DEFAULT_PATTERN.ancestors("430202002001-3A")[-1] == (Level.COMMUNITY, "430202002001")
    assert DEFAULT_PATTERN.ancestors("A430202") == []
    assert DEFAULT_PATTERN.ancestors("430202") == []


@given(st.text(alphabet="0123456789A-", max_size=20))
def test_ancestors_are_prefixes_from_coarse_to_fine(code):
    found = DEFAULT_PATTERN.ancestors(code)
    assert all(code.startswith(prefix) and prefix != code for _, prefix in found)
    assert [len(prefix) for _, prefix in found] == sorted({len(prefix) for _, prefix in found})
    assert all(DEFAULT_PATTERN.level_of(prefix) is level for level, prefix in found)


def test_a_pattern_reads_as_it_is_written():
    assert CodePattern.parse(str(DEFAULT_PATTERN)) == DEFAULT_PATTERN
    assert CodePattern.parse("patch:4").lengths == {Level.PATCH: (4,)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("grid", "code-pattern-unreadable"),
        ("grid:", "code-pattern-unreadable"),
        ("grid:x", "code-pattern-unreadable"),
        ("planet:6", "code-pattern-unreadable"),
        ("grid:15 patch:15", "code-pattern-ambiguous"),
        ("grid:15,15", "code-pattern-ambiguous"),
        ("", "code-pattern-ambiguous"),
    ],
)
def test_patterns_that_cannot_be(text, code):
    with pytest.raises(InputError) as refused:
        CodePattern.parse(text)
    assert refused.value.code == code
    assert refused.value.sentence("en")


GRID = "430202002001001"


@pytest.mark.parametrize(
    ("above", "level", "siblings", "used", "code"),
    [
        (["430202002001"], Level.GRID, [], [], "430202002001001"),
        (["430202002001"], Level.GRID, ["430202002001004"], ["430202002001004"], "430202002001005"),
        # A code that ended is not given again, one of another length is none of ours.
        (["430202002001"], Level.GRID, [], ["430202002001007", f"{GRID}01"], "430202002001008"),
        (["430202002001"], Level.GRID, [], ["430202002001999"], "430202002001001"),
        ([GRID], Level.PATCH, [], [], f"{GRID}01"),
        ([GRID], Level.PATCH, [f"{GRID}001"], [f"{GRID}001"], f"{GRID}002"),
        # Two digits are used up, three are not.
        ([GRID], Level.PATCH, [], [f"{GRID}{n:02}" for n in range(1, 100)], f"{GRID}001"),
        # A group whose code is no number: patches are numbered in the grid.
        ([f"{GRID}G1", GRID], Level.PATCH, [f"{GRID}014"], [f"{GRID}014"], f"{GRID}015"),
        ([GRID], Level.GROUP, [f"{GRID}G1", f"{GRID}G9"], [f"{GRID}G10"], f"{GRID}G11"),
        ([GRID], Level.GROUP, [], [], f"{GRID}-1"),
        (["片区"], Level.GRID, [], ["片区-1"], "片区-2"),
        (["片区"], Level.GRID, ["东", "西"], [], "片区-1"),
        (["片区"], Level.GRID, ["9" * 64], [], f"{'9' * 55}1000000000"),
    ],
)
def test_the_next_code(above, level, siblings, used, code):
    assert DEFAULT_PATTERN.next_below(above, level, siblings, set(used)) == code


def test_all_codes_used_up():
    used = {f"430202002001{n:03}" for n in range(1, 1000)}
    assert DEFAULT_PATTERN.next_below(["430202002001"], Level.GRID, [], used) is None
