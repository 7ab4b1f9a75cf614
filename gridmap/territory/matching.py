"""Which known building an address means: candidates, how sure each is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gridmap.territory.addresses import Address
from gridmap.territory.climbing import Climb, Ladders
from gridmap.territory.inside import beyond, read_behind, read_within
from gridmap.territory.plates import KnownBuilding
from gridmap.territory.weighing import Candidate, Plates, Words

__all__ = ["BuildingIndex", "Candidate", "KnownBuilding", "Match"]

SURE: Final = 0.85
"""Score from which on a building may be taken without asking."""
AHEAD: Final = 0.1
"""What the best candidate must be ahead of the next one by, to be taken without asking."""
UNSAID: Final = 0.6
"""What is left of a score where the number of the building may be that of a unit."""
DOUBTED: Final = 0.8
"""The most that a score is worth where the address leads up a ladder and not to its end."""
MOST: Final = 5
"""Candidates that a person is shown."""


@dataclass(frozen=True, slots=True)
class Match:
    """What an address was found to mean.

    Attributes
    ----------
    building
        Id of the building where it is clearly one; ``None``: a person has to choose among
        ``candidates``, or there is nothing similar where these are empty.
    score, reasons
        Of the best candidate; 0 and none where there is none.
    candidates
        At most :data:`MOST`, the surest first.
    """

    building: int | None
    score: float
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    address: Address
    """As read in the light of the building: its units and levels tell 203 of unit 1 from 1203."""


class BuildingIndex:
    """The buildings of a workspace, to be found by what ledgers call them."""

    def __init__(self, buildings: Iterable[KnownBuilding]) -> None:
        self._known = {each.id: each for each in buildings}
        self._external: dict[str, set[int]] = {}
        for each in self._known.values():
            for value in each.external_ids:
                self._external.setdefault(value, set()).add(each.id)
        self._plates = Plates(self._known.values())
        self._ladders = Ladders(self._known.values())

    @classmethod
    def of(cls, buildings: Sequence[KnownBuilding]) -> BuildingIndex:
        """Index buildings; their ids are unique."""
        return cls(buildings)

    def match(
        self,
        addresses: Sequence[Address],
        *,
        external_ids: Sequence[str | None] | None = None,
    ) -> list[Match]:
        """Find the building of each address.

        Parameters
        ----------
        addresses
            Of one ledger: a name that stands there once, beside hundreds that differ from it in
            one character, is a slip, and one that stands there often is another place.
        external_ids
            For each address the id by which the ledger names its building, where it does; these
            are looked up first.

        Returns
        -------
        list of Match
            In the order of ``addresses``.

        Examples
        --------
        >>> from gridmap.territory.addresses import parse
        >>> index = BuildingIndex.of([KnownBuilding(7, "红旗路21号芙蓉小区6栋", levels=6)])
        >>> found = index.match([parse("芙蓉小区六幢2单元301"), parse("东风路3号")])
        >>> found[0].building, found[0].reasons, found[1].candidates
        (7, ('estate-building',), ())
        """
        written = [Words.of(address) for address in addresses]
        slips = self._plates.slips(written)
        seen: dict[Words, tuple[Candidate, ...]] = {}
        matches = []
        for at, (address, words) in enumerate(zip(addresses, written, strict=True)):
            named = self._external.get((external_ids[at] if external_ids else None) or "", set())
            if len(named) == 1:
                candidates: tuple[Candidate, ...] = (
                    Candidate(next(iter(named)), 1.0, ("external-id",)),
                )
            else:
                climbs, way = self._climbed(address, slips)
                if climbs and climbs[0].score >= SURE:
                    behind = read_behind(address, climbs[0].end, way)
                    matches.append(self._judged(behind, _candidates_of(climbs)))
                    continue
                if words not in seen:
                    seen[words] = self._plates.candidates(words, slips)
                candidates = seen[words]
                if climbs:
                    candidates = _both(_candidates_of(climbs), candidates)
            matches.append(self._judged(address, candidates))
        return matches

    def estate_in(self, text: str) -> str | None:
        """Find the known estate that a title names, as :meth:`Plates.estate_in`."""
        return self._plates.estate_in(text)

    def _climbed(self, address: Address, slips: frozenset[str]) -> tuple[list[Climb], int]:
        """Climb by each way of writing the address, and keep the surest."""
        best: tuple[list[Climb], int] = ([], 0)
        if address.written is None:
            return best
        for way, where in enumerate(address.written.ways):
            climbs = self._ladders.climb(
                where + address.written.inside,
                slips,
                until=len(where) if address.written.exact else None,
            )
            if climbs and climbs[0].end > len(where) and address.written.may_be_unit():
                # 2-301 in the column of doors: unit 2, and the building is not told.
                climbs = [replace(each, score=each.score * UNSAID) for each in climbs]
            if climbs and (not best[0] or climbs[0].score > best[0][0].score):
                best = climbs, way
        return best

    def _judged(self, address: Address, candidates: tuple[Candidate, ...]) -> Match:
        """Hold unit and floor against the candidates, and decide."""
        if not candidates:
            return Match(None, 0.0, (), (), address)
        looked = [self._inside(address, each) for each in candidates]
        looked.sort(key=lambda each: (-each[0].score, each[0].building))
        best, read = looked[0]
        shown = tuple(each for each, _ in looked[:MOST])
        ahead = best.score - looked[1][0].score if len(looked) > 1 else 1.0
        clear = best.score >= SURE and ahead >= AHEAD
        return Match(
            best.building if clear else None,
            best.score,
            best.reasons,
            shown,
            read if clear else address,
        )

    def _inside(self, address: Address, candidate: Candidate) -> tuple[Candidate, Address]:
        known = self._known[candidate.building]
        read = read_within(address, known)
        against = []
        if beyond(read.unit, known.units):
            against.append("unit-beyond")
        if read.floor is not None and known.levels and read.floor > known.levels + 1:
            against.append("floor-beyond")
        if not against:
            return candidate, read
        score = candidate.score - (0.25 if candidate.reasons != ("external-id",) else 0.0)
        return (
            Candidate(candidate.building, round(score, 3), (*candidate.reasons, *against)),
            read,
        )


def _candidates_of(climbs: Iterable[Climb]) -> tuple[Candidate, ...]:
    return tuple(Candidate(each.building, each.score, each.reasons) for each in climbs)


def _both(climbed: Sequence[Candidate], other: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Put candidates of two readings together; where a climb is unsure, none of them is sure."""
    found = {each.building: replace(each, score=min(each.score, DOUBTED)) for each in other} | {
        each.building: each for each in climbed
    }
    return tuple(sorted(found.values(), key=lambda each: (-each.score, each.building)))
