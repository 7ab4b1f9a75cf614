"""Known ladders, and how far up them an address goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import Final

from gridmap.territory.ladders import Ladder, Measure, Step, ladders_of, larger_names, steps_of
from gridmap.territory.place_names import Names, ends_larger, is_place, is_road
from gridmap.territory.plates import KnownBuilding

__all__ = ["Climb", "Ladders"]


@dataclass(frozen=True, slots=True)
class Climb:
    """A building that an address leads to.

    Attributes
    ----------
    building
        Its id.
    score
        How surely, 0–1.
    end
        Where in the text the building's address ends; unit, floor and door are behind it.
    reasons
        As of :class:`gridmap.territory.matching.Candidate`.
    """

    building: int
    score: float
    end: int
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Rung:
    """A place on known ladders."""

    names: dict[str, _Rung] = field(default_factory=dict)
    numbers: dict[str, dict[Measure, _Rung]] = field(default_factory=dict)
    spans: list[tuple[int, int, _Rung]] = field(default_factory=list)
    buildings: dict[int, Ladder] = field(default_factory=dict)

    def above(self, step: Step) -> _Rung:
        if step.measure is None:
            return self.names.setdefault(step.said, _Rung())
        return self.numbers.setdefault(step.said, {}).setdefault(step.measure, _Rung())


@dataclass(frozen=True, slots=True)
class _Top:
    """Where a climb can end."""

    at: int
    rung: _Rung
    share: float
    joined: bool
    """Whether the last number is told to be part of the ladder by nothing but a hyphen."""
    as_building: bool = False
    """Whether one side says 号 where the other says 栋."""


_PLACED: Final = frozenset({Measure.NUMBER, Measure.YARD, Measure.BUILDING, Measure.STOREY})
_WITHIN: Final = frozenset({Measure.UNIT, Measure.FLOOR, Measure.DOOR})
# What a word or measure that differs leaves of the share.
_OTHER_MEASURE: Final = 0.95
_WORD_MORE: Final = 0.9
_NAME_MORE: Final = 0.8
_IN_SPAN: Final = 0.97
# Doubtful: something smaller than the building is told, or something else.
_FINER: Final = 0.6
_ANNEX: Final = 0.88
_BESIDE_IT: Final = 0.7
# Numbers that one building may have: 12-18号.
_LONGEST_SPAN: Final = 12
_SHORT_WORD: Final = 2


class Ladders:
    """All ladders that lead to known buildings."""

    def __init__(self, buildings: Iterable[KnownBuilding]) -> None:
        self._root = _Rung()
        self._larger: set[str] = set()
        buildings = list(buildings)
        gates = Counter(known.address for known in buildings)
        for known in buildings:
            self._larger |= larger_names(known)
            for ladder in ladders_of(known, alone=gates[known.address] == 1):
                self._enter(known.id, ladder)
        self._heads = Names(self._root.names)
        self._like = lru_cache(maxsize=1 << 12)(self._heads_like)

    def _enter(self, building: int, ladder: Ladder) -> None:
        steps = ladder.steps
        if len(steps) > 1 and steps[-1].joined and _is_span(*steps[-2:]):
            top = _Rung(buildings={building: ladder})
            low, high = (int(step.said) for step in steps[-2:])
            self._below(steps[:-2]).spans.append((low, high, top))
        there = self._below(steps).buildings
        if building not in there or ladder.share > there[building].share:
            there[building] = ladder

    def _below(self, ladder: Sequence[Step]) -> _Rung:
        rung = self._root
        for step in ladder:
            rung = rung.above(step)
        return rung

    def climb(self, text: str, slips: frozenset[str]) -> list[Climb]:
        """Find the buildings that a text in one writing leads to, the surest first.

        Parameters
        ----------
        slips
            Names that are slips of known ones, as far as the ledger tells.
        """
        steps = _zone_behind(steps_of(text))
        best: dict[int, Climb] = {}
        begun = 0
        for begin, rung, share, why in self._begins(steps, slips):
            if begin > begun and any(each.score >= _GOOD for each in best.values()):
                break
            begun = begin
            tops = list(_climbed(rung, steps, begin, share))
            for top in _meant(tops, steps):
                left, finer = _left_over(steps, top)
                reasons = (*why, *_reasons(steps, begin, top), *finer)
                for building, mark in top.rung.buildings.items():
                    score = round(top.share * mark.share * left, 3)
                    if building not in best or score > best[building].score:
                        said = ("alias", *reasons) if mark.alias else reasons
                        best[building] = Climb(building, score, steps[top.at - 1].end, said)
        return sorted(best.values(), key=lambda each: (-each.score, each.building))

    def _begins(
        self, steps: Sequence[Step], slips: frozenset[str]
    ) -> Iterator[tuple[int, _Rung, float, tuple[str, ...]]]:
        """Find where known ladders may begin, the larger places first."""
        for at, step in enumerate(steps):
            if step.measure is not None:
                if at == 0:
                    yield at, self._root, 1.0, ()
                continue
            for key, share, reason in self._like(step.said):
                sure = 0.9 if reason == "mistyped" and step.said in slips else share
                why = () if reason == "equal" else (f"name-{reason}",)
                skipped = _NAME_MORE if _another_road(steps[:at]) else 1.0
                yield at + 1, self._root.names[key], sure * skipped, why
            if at == 0 and ends_larger(step.said) and not is_road(step.said):
                yield at + 1, self._root, 1.0, ()

    def _heads_like(self, name: str) -> list[tuple[str, float, str]]:
        for start in range(len(name) - 1):
            inner, before = name[start:], name[:start]
            if inner in self._root.names and (
                start == 0 or ends_larger(before) or before in self._larger
            ):
                return [(inner, 1.0, "equal")]
        return [
            (like.key, like.share, like.reason)
            for like in self._heads.like(name)
            if like.key in self._root.names
        ]


_GOOD: Final = 0.85


def _zone_behind(steps: list[Step]) -> list[Step]:
    """Put a zone behind its estate: A区幸福小区3号楼 is 幸福小区A区3号楼."""
    if not steps:
        return steps
    first, *rest = steps
    if first.measure is None and (found := _SIDE_ZONE.fullmatch(first.said)):
        return [Step(found[2] + found[1], None, joined=False, end=first.end), *rest]
    if len(rest) <= 1 or first.measure is None or rest[0].measure is not None:
        return steps
    zone, name = rest[0].said[:1], rest[0].said[1:]
    if zone not in _ZONES or not name:
        return steps
    estate = Step(name, None, joined=False, end=rest[0].end)
    return [estate, first, Step(zone, None, joined=False, end=rest[0].end), *rest[1:]]


_SIDE_ZONE: Final = re.compile(r"([东西南北中][区院])(.{2,})")
_ZONES: Final = frozenset("区期")


def _is_span(low: Step, high: Step) -> bool:
    return (
        low.said.isdecimal()
        and high.said.isdecimal()
        and high.measure in _PLACED
        and 0 < int(high.said) - int(low.said) <= _LONGEST_SPAN
    )


def _another_road(skipped: Sequence[Step]) -> bool:
    return any(
        step.measure is None and is_road(step.said) and at + 1 < len(skipped)
        for at, step in enumerate(skipped)
    )


def _climbed(
    rung: _Rung,
    steps: Sequence[Step],
    at: int,
    share: float,
    *,
    joined: bool = False,
    as_building: bool = False,
) -> Iterator[_Top]:
    if rung.buildings:
        yield _Top(at, rung, share, joined, as_building)
    yield from _onwards(rung, steps, at, share)


def _onwards(rung: _Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[_Top]:
    if at >= len(steps):
        return
    if steps[at].measure is None:
        yield from _by_name(rung, steps, at, share)
    else:
        yield from _by_number(rung, steps, at, share)
        yield from _by_hyphen(rung, steps, at, share)


def _by_name(rung: _Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[_Top]:
    name = steps[at].said
    if name in rung.names:
        yield from _climbed(rung.names[name], steps, at + 1, share)
    elif at and at + 1 < len(steps) and steps[at + 1].measure:
        # Something more is told than the ladder has: the natural village of a group, a court.
        in_group = steps[at - 1].measure is Measure.GROUP
        if in_group or not is_road(name):
            more = _NAME_MORE if is_place(name) and not in_group else _WORD_MORE
            yield from _onwards(rung, steps, at + 1, share * more)


def _by_number(rung: _Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[_Top]:
    step = steps[at]
    for measure, above in rung.numbers.get(step.said, {}).items():
        if fits := _fits(measure, step.measure or Measure.NONE):
            yield from _climbed(
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
                yield from _climbed(above, steps, at + 1, share * _IN_SPAN)


def _by_hyphen(rung: _Rung, steps: Sequence[Step], at: int, share: float) -> Iterator[_Top]:
    """Let a hyphen, or nothing at all, stand for a short word: 3-12 for 3巷12号, A12 for A区12."""
    before = steps[at - 1] if at else steps[at]
    lettered = before.measure is Measure.NONE and not before.said.isdecimal()
    if steps[at].joined or lettered:
        for name, above in rung.names.items():
            if len(name) <= _SHORT_WORD:
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


def _meant(tops: list[_Top], steps: Sequence[Step]) -> list[_Top]:
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


def _left_over(steps: Sequence[Step], top: _Top) -> tuple[float, tuple[str, ...]]:
    """Weigh what stands behind the building: it must be smaller than a building."""
    rest = steps[top.at :]
    if not rest:
        return 1.0, ()
    last = steps[max(top.at - 1, 0)]
    if any(step.measure in _FINER_MEASURES for step in takewhile(_not_inside, rest)):
        return _FINER, ("building-differs",)
    if rest[0].measure is None:
        return _name_left(rest, last, top.rung)
    if last.measure is None and rest[0].measure in _PLACED:
        return _FINER, ("building-differs",)
    only = len(rest) == 1 and rest[0].joined and rest[0].measure is Measure.NUMBER
    if only and last.measure is Measure.NONE:
        return _FINER, ("number-differs",)
    return 1.0, ()


def _name_left(rest: Sequence[Step], last: Step, rung: _Rung) -> tuple[float, tuple[str, ...]]:
    words, numbered = rest[0].said, len(rest) > 1 and rest[1].measure is not None
    if len(rest) == 1 and _BESIDE.fullmatch(words):
        return _BESIDE_IT, ("beside",)
    if _ZONE.match(words) and last.measure is Measure.NONE:
        # The 4 of 四期3栋 is no building.
        return _FINER, ("building-differs",)
    if words in _ANNEXES and numbered:
        return (_FINER, ("number-differs",)) if words in rung.names else (_ANNEX, ())
    if is_road(words) and numbered:
        return _FINER, ("road-differs",)
    if is_place(words) and words not in _OWN_WORDS:
        return _NAME_MORE, ("estate-differs",)
    return 1.0, ()


_FINER_MEASURES: Final = frozenset({Measure.BUILDING, Measure.YARD, Measure.GROUP})
_ZONE: Final = re.compile(r"[期区村巷弄里排委条支横街路]")


def _not_inside(step: Step) -> bool:
    return step.measure not in _WITHIN and step.measure is not Measure.STOREY


_BESIDE: Final = re.compile(
    r"(?:旁边?|对面|对过|斜对面?|隔壁|附近|[前后]面|[东西南北]侧)(?:的?.{0,2}[房屋棚])?"
)
_ANNEXES: Final = frozenset("附之")
_OWN_WORDS: Final = frozenset({"院", "大院", "院内", "内"})


def _reasons(steps: Sequence[Step], begin: int, top: _Top) -> tuple[str, ...]:
    climbed = steps[max(begin - 1, 0) : top.at]
    if any(step.measure is Measure.GROUP for step in climbed):
        return ("village-number",)
    road = climbed and climbed[0].measure is None and is_road(climbed[0].said)
    what = "road-number" if road else "estate-building"
    return ("number-as-building",) if top.as_building else (what,)
