"""Rungs of known ladders: how far up them the steps of an address go, and what it leaves over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Final

from gridmap.territory.ladders import Ladder, Measure, Step
from gridmap.territory.place_names import is_place, is_road

__all__ = [
    "ANNEXES",
    "ANOTHER_PLACE",
    "FINER",
    "Rung",
    "Top",
    "climbed",
    "is_span",
    "left_over",
    "meant",
    "reasons_of",
]

_PLACED: Final = frozenset({Measure.NUMBER, Measure.YARD, Measure.BUILDING, Measure.STOREY})
_WITHIN: Final = frozenset({Measure.UNIT, Measure.FLOOR, Measure.DOOR})
# What a word or measure that differs leaves of the share.
_OTHER_MEASURE: Final = 0.95
_WORD_MORE: Final = 0.9
ANOTHER_PLACE: Final = 0.8
"""What the name of another place leaves of the share."""
_IN_SPAN: Final = 0.97
FINER: Final = 0.6
"""What is left where something smaller than the building is told."""
_ANNEX: Final = 0.88
_BESIDE_IT: Final = 0.7
# Numbers that one building may have: 12-18号.
_LONGEST_SPAN: Final = 12
_SHORT_WORD: Final = 2


@dataclass(slots=True)
class Rung:
    """A place on known ladders."""

    names: dict[str, Rung] = field(default_factory=dict)
    numbers: dict[str, dict[Measure, Rung]] = field(default_factory=dict)
    spans: list[tuple[int, int, Rung]] = field(default_factory=list)
    buildings: dict[int, Ladder] = field(default_factory=dict)

    def above(self, step: Step) -> Rung:
        """Find the next rung, or make it."""
        if step.measure is None:
            return self.names.setdefault(step.said, Rung())
        return self.numbers.setdefault(step.said, {}).setdefault(step.measure, Rung())


@dataclass(frozen=True, slots=True)
class Top:
    """Where a climb can end."""

    at: int
    rung: Rung
    share: float
    joined: bool
    """Whether the last number is told to be part of the ladder by nothing but a hyphen."""
    as_building: bool = False
    """Whether one side says 号 where the other says 栋."""


def is_span(low: Step, high: Step) -> bool:
    """Tell whether two numbers are the first and the last of one building: 12-18号."""
    return (
        low.said.isdecimal()
        and high.said.isdecimal()
        and high.measure in _PLACED
        and 0 < int(high.said) - int(low.said) <= _LONGEST_SPAN
    )


def climbed(
    rung: Rung,
    steps: Sequence[Step],
    at: int,
    share: float,
    *,
    joined: bool = False,
    as_building: bool = False,
) -> Iterator[Top]:
    """Go up from a rung as far as the steps lead; every building on the way is a top."""
    if rung.buildings:
        yield Top(at, rung, share, joined, as_building)
    yield from _onwards(rung, steps, at, share)


def _onwards(rung: Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[Top]:
    if at >= len(steps):
        return
    if steps[at].measure is None:
        yield from _by_name(rung, steps, at, share)
    else:
        yield from _by_number(rung, steps, at, share)
        yield from _by_hyphen(rung, steps, at, share)


def _by_name(rung: Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[Top]:
    name = steps[at].said
    if name in rung.names:
        yield from climbed(rung.names[name], steps, at + 1, share)
    elif at and at + 1 < len(steps) and steps[at + 1].measure:
        # Something more is told than the ladder has: the natural village of a group, a court.
        in_group = steps[at - 1].measure is Measure.GROUP
        if in_group or not is_road(name):
            more = ANOTHER_PLACE if is_place(name) and not in_group else _WORD_MORE
            yield from _onwards(rung, steps, at + 1, share * more)


def _by_number(rung: Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[Top]:
    step = steps[at]
    for measure, above in rung.numbers.get(step.said, {}).items():
        if fits := _fits(measure, step.measure or Measure.NONE):
            yield from climbed(
                above,
                steps,
                at + 1,
                share * fits,
                joined=step.joined and step.measure is Measure.NONE,
                as_building=fits < 1,
            )
    if step.said.isdecimal() and step.measure in {Measure.NONE, *_PLACED}:
        for low, high, above in rung.spans:
            if low <= int(step.said) <= high:
                yield from climbed(above, steps, at + 1, share * _IN_SPAN)


def _by_hyphen(rung: Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[Top]:
    """Let a hyphen, or nothing at all, stand for a short word: 3-12 for 3巷12号, A12 for A区12."""
    before = steps[at - 1] if at else steps[at]
    lettered = before.measure is Measure.NONE and not before.said.isdecimal()
    if steps[at].joined or lettered:
        for name, above in rung.names.items():
            # In 2-3-204 the 2 is a building and no phase.
            if len(name) <= _SHORT_WORD and (lettered or name[0] not in "期区"):
                yield from _onwards(above, steps, at, share)


def _fits(known: Measure, said: Measure) -> float:
    """Tell how well a measure word goes with the known one."""
    if known is said:
        return 1.0
    if said is Measure.NONE:
        return 0.0 if known in _WITHIN else 1.0
    if known is Measure.NONE:
        return 0.0 if said in _WITHIN else 1.0
    if said is Measure.STOREY and known is Measure.BUILDING:
        return 1.0
    if known in _PLACED and said in _PLACED:
        return _OTHER_MEASURE
    return 0.0


def meant(tops: list[Top], steps: Sequence[Step]) -> list[Top]:
    """Leave out what a longer ladder goes beyond, unless either may be meant: 5-1-302."""
    if not tops:
        return []
    furthest = max(tops, key=lambda top: (top.at, top.share))
    meant = [furthest, *(top for top in tops if top.at == furthest.at and top is not furthest)]
    if furthest.joined:
        for top in tops:
            numbers = sum(1 for step in steps[top.at :] if step.measure)
            if top.at < furthest.at and numbers <= 2:
                meant.append(top)
    return meant


def left_over(
    steps: Sequence[Step], top: Top, *, annexes: bool = False
) -> tuple[float, tuple[str, ...]]:
    """Weigh what stands behind the building: it must be smaller than a building.

    ``annexes``: the map has buildings with numbers such as 附1号, so one it lacks is another one.
    """
    rest = steps[top.at :]
    if not rest:
        return 1.0, ()
    last = steps[max(top.at - 1, 0)]
    measures = [step.measure for step in rest]
    # 9楼2单元 names a building, 2单元9楼 a floor.
    storeyed = (Measure.STOREY, Measure.UNIT) in pairwise(measures)
    if storeyed or any(step.measure in _FINER_MEASURES for step in takewhile(_not_inside, rest)):
        return FINER, ("building-differs",)
    if rest[0].measure is None:
        return _name_left(rest, last, annexes=annexes)
    is_house = last.measure is None and bool(_HOUSE.search(last.said))
    if last.measure is None and rest[0].measure in _PLACED and not is_house:
        return FINER, ("building-differs",)
    only = len(rest) == 1 and rest[0].joined and rest[0].measure is Measure.NUMBER
    if only and last.measure is Measure.NONE:
        return FINER, ("number-differs",)
    return 1.0, ()


def _name_left(rest: Sequence[Step], last: Step, *, annexes: bool) -> tuple[float, tuple[str, ...]]:
    words, numbered = rest[0].said, len(rest) > 1 and rest[1].measure is not None
    if len(rest) == 1 and _BESIDE.fullmatch(words):
        return _BESIDE_IT, ("beside",)
    if _ZONE.match(words) and last.measure is Measure.NONE:
        # The 4 of 四期3栋 is no building.
        return FINER, ("building-differs",)
    if words in ANNEXES and numbered:
        return (FINER, ("number-differs",)) if annexes else (_ANNEX, ())
    if is_road(words) and numbered:
        return FINER, ("road-differs",)
    if is_place(words) and words not in _OWN_WORDS:
        return ANOTHER_PLACE, ("estate-differs",)
    return 1.0, ()


_FINER_MEASURES: Final = frozenset({Measure.BUILDING, Measure.YARD, Measure.GROUP})
_ZONE: Final = re.compile(r"[期区村巷弄里排委条支横街路]")


def _not_inside(step: Step) -> bool:
    return step.measure not in _WITHIN and step.measure is not Measure.STOREY


# Names of buildings, where a number is a door: 南楼102号.
_HOUSE: Final = re.compile(r"[楼阁轩榭斋庐厦馆]$")
_BESIDE: Final = re.compile(
    r"(?:旁边?|对面|对过|斜对面?|隔壁|附近|[前后]面|[东西南北]侧)(?:的?.{0,2}[房屋棚])?"
)
ANNEXES: Final = frozenset("附之")
"""What stands between a number and its annex: 12号附3号, 12号之一."""
_OWN_WORDS: Final = frozenset({"院", "大院", "院内", "内"})


def reasons_of(steps: Sequence[Step], begin: int, top: Top) -> tuple[str, ...]:
    """Name what speaks for a top, as :class:`gridmap.territory.matching.Candidate` does."""
    taken = steps[max(begin - 1, 0) : top.at]
    if any(step.measure is Measure.GROUP for step in taken):
        return ("village-number",)
    road = taken and taken[0].measure is None and is_road(taken[0].said)
    what = "road-number" if road else "estate-building"
    return ("number-as-building",) if top.as_building else (what,)
