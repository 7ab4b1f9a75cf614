"""What speaks for and against each known building, weighed by the names and numbers it bears."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gridmap.territory.addresses import Address
from gridmap.territory.place_names import Likeness, Names, name_key, quarter_of
from gridmap.territory.plates import KnownBuilding, Plate, plates_of

__all__ = ["Candidate", "Plates", "Words"]

_POSSIBLE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A building that an address may mean.

    ``reasons`` are names of what speaks for and against it: ``external-id``, ``alias``,
    ``road-number``, ``estate-building``, ``village-number``, ``only-building``,
    ``name-shortened``, ``name-mistyped``, ``name-similar``, ``number-as-building``,
    ``building-differs``, ``number-differs``, ``estate-differs``, ``road-differs``,
    ``group-differs``, ``unit-beyond``, ``floor-beyond``, ``beside``.
    """

    building: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What of an address tells the building, apart from its unit and door."""

    road: str | None
    number: str | None
    estate: str | None
    group: str | None
    building: str | None
    remark: str
    beside: bool

    @classmethod
    def of(cls, address: Address) -> Words:
        """Take of an address what tells the building."""
        return cls(
            address.road,
            address.number,
            address.estate,
            address.group,
            address.building,
            _FORMER.sub("", address.rest),
            address.door is None and bool(_BESIDE.fullmatch(address.rest)),
        )


_FORMER: Final = re.compile(r"^(?:原来?|旧|老|曾用名?|又名|别名|俗称)[:：是]?")
# Beside a place is not at it; a shop that is opposite only shows the way.
_BESIDE: Final = re.compile(
    r"(?:旁边?|对面|对过|斜对面?|隔壁|附近|[前后]面|[东西南北]侧)的?.{0,2}[房屋棚]?"
)
# How often a mistyped name may stand in a ledger, as a share of the rows with the right one.
_RARE: Final = 0.1


class Plates:
    """The ways in which known buildings are called, and how well an address agrees with each."""

    def __init__(self, buildings: Iterable[KnownBuilding]) -> None:
        self._by_estate: dict[str, list[Plate]] = {}
        self._by_code: dict[str, list[Plate]] = {}
        self._by_road: dict[tuple[str, str], list[Plate]] = {}
        for plate in plates_of(buildings):
            self._enter(plate)
        self._titles = {*self._by_estate, *filter(None, map(quarter_of, self._by_estate))}
        self._estates = Names(self._by_estate)
        self._roads = Names(road for road, _ in self._by_road)

    def estate_in(self, text: str) -> str | None:
        """Find the known estate that a title names: 芙蓉小区住户台账. The first line goes first.

        Of names that hold each other it is the longest; of two others neither.
        """
        for key in map(name_key, text.split("\n")):
            inside = sorted((name for name in self._titles if name in key), key=len)
            if inside and all(name in inside[-1] for name in inside):
                return inside[-1]
        return None

    def slips(self, written: Sequence[Words]) -> frozenset[str]:
        """Find the names that are slips of known ones, by how rare they are beside these."""
        said = Counter(words.estate for words in written if words.estate)
        said.update(words.road for words in written if words.road)
        likes = {name: [*self._estates.like(name), *self._roads.like(name)] for name in said}
        right: Counter[str] = Counter()
        for name, found in likes.items():
            right.update({like.key: said[name] for like in found if like.reason == "equal"})
        return frozenset(
            name
            for name, found in likes.items()
            if [like.reason for like in found] == ["mistyped"]
            and said[name] <= _RARE * right[found[0].key]
        )

    def candidates(self, words: Words, slips: frozenset[str]) -> tuple[Candidate, ...]:
        """Weigh every building that has anything in common with what is written."""
        words = self._turned(words)
        likes = self._estates.like(words.estate or "")
        if not likes or likes[0].share < 1:
            # Another name in brackets may be the one that the map has.
            likes = [
                like for like in self._estates.like(words.remark) if like.reason == "equal"
            ] or likes
        estates = {like.key: like for like in likes}
        roads = {like.key: like for like in self._roads.like(words.road or "")}
        pool = [plate for key in estates for plate in self._by_estate[key]]
        if words.number:
            pool += [plate for key in roads for plate in self._by_road.get((key, words.number), ())]
        if not words.estate and not words.road:
            pool += self._by_code.get(words.building or words.number or "", ())
        best: dict[int, Candidate] = {}
        for plate in pool:
            score, reasons = self._weigh(words, plate, estates, roads, slips)
            if plate.alias:
                reasons = ["alias", *reasons]
            before = best.get(plate.building)
            if score >= _POSSIBLE and (before is None or score > before.score):
                best[plate.building] = Candidate(
                    plate.building, round(min(score, 1.0), 3), tuple(dict.fromkeys(reasons))
                )
        return tuple(sorted(best.values(), key=lambda each: (-each.score, each.building)))

    def _enter(self, plate: Plate) -> None:
        for estate in plate.estates:
            self._by_estate.setdefault(estate, []).append(plate)
        if plate.road and plate.number:
            self._by_road.setdefault((plate.road, plate.number), []).append(plate)
        for code in {plate.code, None if plate.road else plate.number} - {None}:
            self._by_code.setdefault(str(code), []).append(plate)

    def _turned(self, words: Words) -> Words:
        """Take a road for an estate, or an estate for a road, where only the other one is known."""
        if words.estate is None and words.road and not self._roads.like(words.road):
            if self._estates.like(words.road):
                return replace(words, road=None, estate=words.road)
        elif (
            words.road is None
            and words.estate
            and words.number
            and not self._estates.like(words.estate)
            and self._roads.like(words.estate)
        ):
            return replace(words, road=words.estate, estate=None)
        return words

    def _weigh(
        self,
        words: Words,
        plate: Plate,
        estates: dict[str, Likeness],
        roads: dict[str, Likeness],
        slips: frozenset[str],
    ) -> tuple[float, list[str]]:
        reasons: list[str] = []
        estate = max(
            (estates[key] for key in plate.estates if key in estates),
            key=lambda like: like.share,
            default=None,
        )
        road = roads.get(plate.road or "")
        same_road = road is not None and plate.number == words.number
        share = max(
            _share(estate, words.estate, slips),
            _share(road, words.road, slips) if same_road else 0.0,
        )
        if same_road:
            reasons.append("road-number")
            if estate is not None and estate.share < 1:
                share = max(share, 0.97)
        reasons += [
            f"name-{like.reason}"
            for like in (estate, road if same_road else None)
            if like is not None and like.reason != "equal"
        ]
        inner, why = self._inner(words, plate, in_estate=estate is not None, same_road=same_road)
        reasons += why
        score = inner * (share if words.estate or words.road else self._without_names())
        if not same_road and estate is not None and words.road and plate.road:
            # An estate has several gates; another road may be another estate of that name.
            score -= 0.1 if road is not None else 0.2
            reasons.append("number-differs" if road is not None else "road-differs")
        if same_road and words.estate and plate.estates and estate is None:
            score -= 0.2
            reasons.append("estate-differs")
        if words.group and plate.group and words.group != plate.group:
            score -= 0.6
            reasons.append("group-differs")
        elif bool(words.group) != bool(plate.group):
            score -= 0.05
        if words.beside:
            score -= 0.3
            reasons.append("beside")
        return score, reasons

    def _inner(
        self, words: Words, plate: Plate, *, in_estate: bool, same_road: bool
    ) -> tuple[float, list[str]]:
        """Compare the number of the building within its estate, village or street number."""
        said = words.building or (None if words.road else words.number)
        own = plate.code or (None if plate.road else plate.number)
        if said == own:
            return self._agreeing(words, plate, in_estate=in_estate, same_road=same_road)
        if said is not None and own is not None:
            return 0.35, ["building-differs"]
        beside = (
            self._by_road[plate.road or "", plate.number or ""]
            if same_road
            else [other for key in plate.estates for other in self._by_estate[key]]
        )
        alone = len({other.building for other in beside}) == 1
        # Where one has a number there will be others, on the map or not.
        share = (0.7 if alone else 0.55) if said is None else (0.6 if alone else 0.4)
        return share, ["only-building"] if alone else []

    @staticmethod
    def _agreeing(
        words: Words, plate: Plate, *, in_estate: bool, same_road: bool
    ) -> tuple[float, list[str]]:
        """Tell what two equal numbers of buildings say, or that neither side has one."""
        if not words.building and not plate.code and (words.road or not words.number):
            if words.number and plate.number and not same_road:
                return 0.35, ["number-differs"]
            return 1.0, [] if same_road else ["estate-building"]
        if bool(words.building) != bool(plate.code):
            return 0.95, ["number-as-building"]
        yards = {words.number, plate.number} - {None}
        if words.building and len(yards) > 1 and not (words.road or plate.road):
            return 0.35, ["number-differs"]
        what = "estate-building" if words.building else "village-number"
        return 1.0, [what] if in_estate or not same_road else []

    def _without_names(self) -> float:
        """Weigh a number alone: it tells where all the buildings are of one estate."""
        return 0.9 if len(self._by_estate) <= 1 and not self._by_road else 0.6


def _share(like: Likeness | None, written: str | None, slips: frozenset[str]) -> float:
    if like is None:
        return 0.0
    return 0.9 if like.reason == "mistyped" and written in slips else like.share
