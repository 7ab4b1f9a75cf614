"""Known ladders, and how far up them an address goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gridmap.territory.addresses import parse
from gridmap.territory.ladders import (
    Ladder,
    Step,
    gate_of,
    ladders_of,
    larger_names,
    steps_of,
)
from gridmap.territory.place_names import Names, ends_larger, estate_of, is_road
from gridmap.territory.plates import KnownBuilding
from gridmap.territory.rungs import (
    ANNEXES,
    ANOTHER_PLACE,
    FINER,
    Rung,
    Top,
    climbed,
    is_span,
    left_over,
    meant,
    reasons_of,
)

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


class Ladders:
    """All ladders that lead to known buildings."""

    def __init__(self, buildings: Iterable[KnownBuilding]) -> None:
        self._root = Rung()
        self._larger: set[str] = set()
        self._annexes = False
        self._gates: dict[int, tuple[str, str]] = {}
        buildings = list(buildings)
        gates = Counter(known.address for known in buildings)
        estates = Counter(map(_estate_of, buildings))
        for known in buildings:
            self._larger |= larger_names(known)
            if gate := gate_of(known):
                self._gates[known.id] = gate
            estate = _estate_of(known)
            alone = gates[known.address] == 1 and (not estate or estates[estate] == 1)
            for ladder in ladders_of(known, alone=alone):
                self._enter(known.id, ladder)
        self._heads = Names(self._root.names)
        self._like = lru_cache(maxsize=1 << 12)(self._heads_like)
        self._climb = lru_cache(maxsize=1 << 15)(self._climbed_by)

    def _enter(self, building: int, ladder: Ladder) -> None:
        steps = ladder.steps
        self._annexes |= any(step.said in ANNEXES for step in steps)
        if len(steps) > 1 and steps[-1].joined and is_span(*steps[-2:]):
            top = Rung(buildings={building: ladder})
            low, high = (int(step.said) for step in steps[-2:])
            self._below(steps[:-2]).spans.append((low, high, top))
        there = self._below(steps).buildings
        if building not in there or ladder.share > there[building].share:
            there[building] = ladder

    def _below(self, ladder: Sequence[Step]) -> Rung:
        rung = self._root
        for step in ladder:
            rung = rung.above(step)
        return rung

    def climb(self, text: str, slips: frozenset[str], *, until: int | None = None) -> list[Climb]:
        """Find the buildings that a text in one writing leads to, the surest first.

        Parameters
        ----------
        slips
            Names that are slips of known ones, as far as the ledger tells.
        until
            Where the address of the building has ended, if that is known.
        """
        # Which unit or door it is leads to no other building.
        inside = _SURELY_INSIDE.search(text)
        return self._climb(text[: inside.end()] if inside else text, slips, until)

    def _climbed_by(self, text: str, slips: frozenset[str], until: int | None) -> list[Climb]:
        steps = _zone_behind(steps_of(text))
        best: dict[int, Climb] = {}
        begun = 0
        for begin in self._begins(steps, slips):
            if begin.at > begun and any(each.score >= _GOOD for each in best.values()):
                break
            begun = begin.at
            tops = [
                top
                for top in climbed(begin.rung, steps, begin.at, begin.share)
                if until is None or steps[top.at - 1].end <= until
            ]
            for top in meant(tops, steps):
                for climb in self._climbs(steps, begin, top):
                    if climb.building not in best or climb.score > best[climb.building].score:
                        best[climb.building] = climb
        return sorted(best.values(), key=lambda each: (-each.score, each.building))

    def _climbs(self, steps: Sequence[Step], begin: _Begin, top: Top) -> Iterator[Climb]:
        left, finer = left_over(steps, top, annexes=self._annexes)
        reasons = (*begin.reasons, *reasons_of(steps, begin.at, top), *finer)
        for building, ladder in top.rung.buildings.items():
            share, why = top.share * ladder.share * left, reasons
            if ladder.alias:
                why = ("alias", *why)
            if _another_village(begin.before, ladder.village):
                share, why = share * FINER, (*why, "estate-differs")
            if self._another_gate(building, begin.skipped):
                share, why = share * ANOTHER_PLACE, (*why, "road-differs")
            yield Climb(building, round(share, 3), steps[top.at - 1].end, why)

    def _another_gate(self, building: int, skipped: Sequence[Step]) -> bool:
        """Tell whether the street number that is told first is not the one of this building."""
        gate = self._gates.get(building)
        if gate is None:
            return False
        return any(
            step.measure is None
            and is_road(step.said)
            and (skipped[at + 1].said != gate[1] or not step.said.endswith(gate[0]))
            for at, step in enumerate(skipped[:-1])
        )

    def _begins(self, steps: Sequence[Step], slips: frozenset[str]) -> Iterator[_Begin]:
        """Find where known ladders may begin, the larger places first."""
        for at, step in enumerate(steps):
            if step.measure is not None:
                if at == 0:
                    yield _Begin(at, self._root)
                continue
            for key, share, reason in self._like(step.said):
                sure = 0.9 if reason == "mistyped" and step.said in slips else share
                why = () if reason == "equal" else (f"name-{reason}",)
                before = step.said.removesuffix(key)
                before = "" if before == step.said else before
                rung = self._root.names[key]
                yield _Begin(at + 1, rung, sure, why, before, tuple(steps[:at]))
            if at == 0 and _TOWN.search(step.said):
                yield _Begin(at + 1, self._root)

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


def _estate_of(known: KnownBuilding) -> str | None:
    return known.estate or parse(known.name or "").estate


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a climb can begin.

    Attributes
    ----------
    at
        The first step to take.
    rung, share, reasons
        Where one stands then, how surely, and why.
    before
        What stands before the name in the same words: 石牌村 of 石牌村逢源大街.
    skipped
        The steps before it: a road and its number.
    """

    at: int
    rung: Rung
    share: float = 1.0
    reasons: tuple[str, ...] = ()
    before: str = ""
    skipped: tuple[Step, ...] = ()


_TOWN: Final = re.compile(r"(?:[省市县区旗镇乡]|街道|社区)$")


def _another_village(before: str, village: str) -> bool:
    """Tell whether the village that is told is another than the one that was left out."""
    told = estate_of(before) or before
    if not village or not told or _TOWN_ONLY.search(told):
        return False
    return not (told.endswith(village) or village.startswith(told))


_TOWN_ONLY: Final = re.compile(r"(?:[省市县旗镇乡路]|街道|街)$")
_GOOD: Final = 0.85
_SURELY_INSIDE: Final = re.compile(r"\d(?:单元|室)")


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
