"""Marks keyed in from paper; the browser is held to the same vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.fieldwork.key_words import MOST_AT_ONCE, KeyWords
from gridmap.fieldwork.keyed import left_over, read_marks
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_lines import SheetDoor, SheetLine

CASES = json.loads(
    Path(__file__).parents[1].joinpath("vectors", "keyed.json").read_text(encoding="utf-8")
)["cases"]


# What ledgers call units and doors, and what people type.
UNITS = st.sampled_from("12") | st.sampled_from([None, "", "1单元", "A-1", "东 区", "n"])
LABELS = st.sampled_from(["102", "301"]) | st.sampled_from(
    ["", "1", "2", "301室", "301 左", "3n", "3", "1-301", "5：6", "30#1", "单元", "#"]
)
# Doors that are called as others are keyed in.
LABELS |= st.builds(
    str.__add__,
    st.sampled_from(["1", "3", "12", "102", "3室号"]),
    st.sampled_from(["", "n", "N", "nn", "r", "R", "m", "无", "没人", "nr", "见了n", "n室", "n#"]),
)
WORDS = st.sampled_from(
    (
        "1",
        "2n",
        "102",
        "102n",
        "301",
        "3n",
        "3nn",
        "3#n",
        "3n#",
        "3没人",
        "12r",
        "12#r",
        "102见了n",
        "1-3n",
        "1-12无",
        "12:3n",
        "12:1nn",
        "1-301",
        "1-102r",
        "1-102n",
        "2-",
        "1单元",
        "301-102",
        "301#2",
        "左",
        "102:",
        "102:301",
        "102:1-",
        "1:1-",
        "1:2",
        "1:301n",
        "n",
        ";",
        "\n",
    )
)


@st.composite
def sheets(draw):
    numbers = draw(st.lists(st.sampled_from([1, 12, 102, 301]), unique=True, max_size=4))
    doors = st.lists(st.tuples(UNITS, LABELS), max_size=8)
    return [line_of(number, draw(st.booleans()), draw(doors)) for number in numbers]


def line_of(number, by_door, doors):
    named = (SheetDoor(f"h{at}", unit, label=label) for at, (unit, label) in enumerate(doors))
    return SheetLine(number, f"b{number}", by_door, tuple(named))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_marks_are_read_as_people_write_them(case):
    keyed = read_marks(case["text"], [line_of(*line) for line in case["lines"]])
    assert [[one.number, one.door, one.outcome.value] for one in keyed.marks] == case["marks"]
    told = [
        [
            one.code,
            case["text"][one.start : one.end],
            *(one.facts[way] for way in ("write", "other") if way in one.facts),
        ]
        for one in keyed.faults
    ]
    assert told == case["faults"]


@given(sheets(), st.lists(WORDS, max_size=8).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_what_advice_says_is_taken_wherever_it_is_written(lines, text):
    for fault in read_marks(text, lines).faults:
        for way in ("write", "other"):
            if way in fault.facts:
                alone = read_marks(fault.facts[way], lines)
                assert alone.marks
                assert not alone.faults
                after = read_marks(f"{text} {fault.facts[way]}", lines).faults
                # A number may stand for several doors, each keyed in otherwise before.
                assert {one.code for one in after if one.start > len(text)} <= {"key-twice"}


@given(sheets(), st.lists(WORDS, max_size=8).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_words_that_are_left_mean_what_they_meant(lines, text):
    def means(keyed):
        return (
            [(one.number, one.door, one.outcome) for one in keyed.marks],
            [(one.code, one.facts) for one in keyed.faults if one.code != "key-twice"],
        )

    keyed = read_marks(text, lines)
    faults = [one for one in keyed.faults if one.code != "key-twice"]
    left = left_over(text, faults, lines)
    assert means(read_marks(left, lines)) == ([], means(keyed)[1])
    words = sorted([*keyed.marks, *faults], key=lambda one: one.start)
    assert means(read_marks(left_over(text, words, lines), lines)) == means(keyed)


@given(sheets(), st.sampled_from([Outcome.MET, Outcome.NO_ANSWER, Outcome.REFUSED]))
@settings(max_examples=300, deadline=None)
def test_what_a_tick_is_written_as_means_just_that(lines, outcome):
    words = KeyWords(lines)
    for line in lines:
        doors = range(len(line.doors))
        for door in doors:
            read = read_marks(words.written(line.number, door, outcome), lines)
            assert [(one.number, one.door, one.outcome) for one in read.marks] == [
                (line.number, door, outcome)
            ]
            assert not read.faults
        if doors and not line.by_door and len(doors) <= MOST_AT_ONCE:
            read = read_marks(words.written(line.number, outcome=outcome), lines)
            assert [(one.number, one.door, one.outcome) for one in read.marks] == [
                (line.number, door, outcome) for door in doors
            ]
            assert not read.faults


def test_a_name_that_is_another_with_its_result_is_never_guessed():
    names = ["3", "3N", "12", "12r", "1", "1n", "1nn", "7没人", "7"]
    house = line_of(4, True, [(None, name) for name in names])
    for word, (with_all, with_result) in {
        "4:3n": (1, (0, Outcome.NO_ANSWER)),
        "12R": (3, (2, Outcome.REFUSED)),
        "1nn": (6, (5, Outcome.NO_ANSWER)),
        "4:7没人": (7, (8, Outcome.NO_ANSWER)),
    }.items():
        read = read_marks(word, [house])
        assert not read.marks
        [fault] = read.faults
        assert fault.code == "key-name-or-result"
        for way, meant in {"write": (with_all, Outcome.MET), "other": with_result}.items():
            [mark] = read_marks(str(fault.facts[way]), [house]).marks
            assert (mark.door, mark.outcome) == meant


def test_what_is_left_keeps_building_and_unit():
    houses = [line_of(number, False, [(None, "")]) for number in range(100, 104)]
    tower = line_of(29, True, [(unit, door) for unit in "12" for door in ("102", "301", "302")])
    text = "29:1-301 302n 102n 2-301 102r; 101 999"
    read = read_marks(text, [tower, *houses])
    assert left_over(text, read.faults, [tower, *houses]) == "29:1- 102n 29:2- 102r; 999"
