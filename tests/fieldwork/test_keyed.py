"""Marks keyed in from paper; the browser is held to the same vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap.fieldwork.keyed import read_marks
from gridmap.fieldwork.sheet_lines import SheetDoor, SheetLine

CASES = json.loads(
    Path(__file__).parents[1].joinpath("vectors", "keyed.json").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_marks_are_read_as_people_write_them(case):
    lines = [
        SheetLine(
            number,
            f"b{number}",
            by_door,
            tuple(
                SheetDoor(f"h{number}{at}", door[0], label=door[1]) for at, door in enumerate(doors)
            ),
        )
        for number, by_door, doors in case["lines"]
    ]
    keyed = read_marks(case["text"], lines)
    assert [[one.number, one.door, one.outcome.value] for one in keyed.marks] == case["marks"]
    told = [[one.code, case["text"][one.start : one.end]] for one in keyed.faults]
    assert told == case["faults"]
