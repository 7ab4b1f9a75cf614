"""One cell of an address while it is read: numbers with measure words, and names between them."""

from __future__ import annotations

import re
from typing import Any, Final

from gridmap.territory.address_words import (
    BARE,
    SIDES,
    TOKEN,
    Kind,
    code,
    is_code,
    plain,
    without_remarks,
)
from gridmap.territory.numerals import CHINESE_NUMERAL, arabic
from gridmap.territory.place_names import is_place, place_of, road_of

__all__ = ["SHORT", "Scan"]

SHORT: Final = 2
"""Digits of a number that may be a building, a unit or a door of one floor; longer ones tell a
floor too."""

_BESIDE: Final = re.compile(
    r"(?:旁边|旁|对面|对过|斜对面|隔壁|附近|后面|前面|左侧|右侧|北侧|南侧|东侧|西侧)"
)
_REMARK: Final = re.compile(rf"{_BESIDE.pattern}|楼[上下]|出租|空置|租户|自住|临街")
_BEFORE_BESIDE: Final = re.compile(rf"^.*?{_BESIDE.pattern}(?:的)?")
# 12号附3号, 12号之3, 12附3号, 12号之一.
_ANNEX: Final = re.compile(rf"(\d+)号?[附之](\d+|{CHINESE_NUMERAL})号?(?!楼)")
_NO_NUMBER_WORD: Final = re.compile(
    r"(?<=[路街巷道弄])(\d{1,4}[A-Z]?(?:-\d{1,2})?)(?=[^\dA-Z号弄巷栋幢座楼院单#-]|$)"
)
_NOBODY: Final = frozenset[str]()


class Scan:
    """One cell while it is read; what is told first stays."""

    def __init__(self, asked: Kind | None = None, known: frozenset[str] = _NOBODY) -> None:
        self.asked = asked
        self.known = known
        self.told: dict[str, Any] = {}
        self.rest: list[str] = []
        self.yard = False
        self.guessed = False
        self.called: str | None = None

    def tell(self, part: str, said: str | int | None) -> None:
        """Take a part, unless it is told already."""
        if said is not None and said != "":
            self.told.setdefault(part, said)

    def has(self, part: str) -> bool:
        """Tell whether a part is told, here or elsewhere."""
        return part in self.told or part in self.known

    def read(self, cell: str) -> None:
        """Read the cell; what it says is ``told``, what is not understood ``rest``."""
        text, remarks = without_remarks(cell)
        text = _ANNEX.sub(lambda found: f"{found[1]}-{arabic(found[2])}号", plain(text))
        text = _NO_NUMBER_WORD.sub(r"\1号", text)
        if self.asked is not None and is_code(text):
            self._measured(self.asked, _codes(text), "")
            return
        at = 0
        for token in TOKEN.finditer(text):
            words = text[at : token.start()].strip("-")
            self._take(token, self._without_landmark(words), text[token.end() :])
            at = token.end()
        self._end(text[at:].strip("-"))
        for remark in remarks.split():
            if is_place(remark) and not self.told.keys() & {"estate", "road"}:
                self.tell("estate", place_of(plain(remark)).estate)
            else:
                self.rest.append(remark)

    def _without_landmark(self, words: str) -> str:
        """Leave out what only describes the way: 超市对面红旗路."""
        found = _BEFORE_BESIDE.match(words)
        if found and len(words) > found.end():
            self.rest.append(found[0])
            return words[found.end() :]
        return words

    def _take(self, token: re.Match[str], words: str, after: str) -> None:
        """Take a number with its measure word, and the words before it."""
        if side := token["side"]:
            self._name(words)
            part = next(name for name in ("building", "unit", "door") if token[f"side_{name}"])
            self.tell(part, side)
            return
        kind = next(kind for kind in Kind if token[kind.value])
        if kind is Kind.BUILDING and token[kind.value] == "#" and road_of(words, bare=True)[0]:
            kind = Kind.NUMBER
        if kind in {Kind.NUMBER, Kind.YARD}:
            self._numbered(kind, _codes(token["codes"]), words)
            return
        if words in SIDES and self.asked not in _STAIRS and kind in {Kind.BUILDING, Kind.STOREY}:
            # 东5楼: one of the eastern ones, of an estate that is told elsewhere.
            self.tell("building", words + code(token["codes"]))
            return
        bare = BARE.search(words)
        if bare and bare.end() == len(words) and kind is not Kind.GROUP:
            words = words[: bare.start()]
            self._name(words)
            self._unmeasured(_codes(bare["codes"]), words)
        elif words and self.has("number") and kind in _STAIRS and not is_place(words):
            self.rest.append(words)
        else:
            self._name(words)
        if token["low"]:
            self.tell("floor", -_whole(code(token["codes"])))
            return
        if kind is Kind.STOREY:
            later = any(found["unit"] for found in TOKEN.finditer(after))
            floor = self.asked in {Kind.FLOOR, Kind.UNIT, Kind.DOOR} or (
                self.asked is not Kind.BUILDING
                and not later
                and (self.has("building") or self.has("number"))
            )
            kind = Kind.FLOOR if floor else Kind.BUILDING
        self._measured(kind, _codes(token["codes"]), words)

    def _numbered(self, kind: Kind, codes: list[str], words: str) -> None:
        """Tell what 号 means here: a number in a road or village, a building, a door."""
        road, estate = road_of(words)
        if road:
            self.tell("road", road)
            self.tell("estate", estate)
        else:
            self._name(words)
        if self.asked in {Kind.BUILDING, Kind.UNIT, Kind.DOOR} and not (road or self.told):
            self._measured(self.asked, codes, words)
        elif len(codes) > SHORT or (len(codes) == SHORT and not road and len(codes[-1]) > SHORT):
            self._unmeasured(codes, words)
        elif kind is Kind.YARD or road or not (self.has("number") or self.told.keys() & _INSIDE):
            self.tell("number", "-".join(codes))
            self.yard = kind is Kind.YARD
        else:
            self._unmeasured(codes, words)

    def _measured(self, kind: Kind, codes: list[str], words: str) -> None:
        """Take numbers whose last one has a measure word; those before it stand in order."""
        *before, last = codes
        if kind is Kind.BUILDING:
            if self.asked is Kind.BUILDING and len(codes) > 1:
                self._unmeasured(codes, words)
                return
            if self.guessed and self.told.get("building") != "-".join(codes):
                # 5 01室9栋: what stood before was no building, nor is it a door.
                for part in ("building", "unit", "floor", "door"):
                    self.told.pop(part, None)
            self.tell("building", "-".join(codes))
        elif kind is Kind.UNIT:
            self.tell("building", "-".join(before))
            self.tell("unit", last)
        elif kind is Kind.FLOOR:
            if before:
                self.tell("building", before[0])
                self.tell("unit", "-".join(before[1:]))
            self.tell("floor", _floor(last) or None)
        elif kind is Kind.GROUP:
            self.tell("group", "-".join(codes))
        else:
            self._unmeasured(codes, words, door=True)

    def _unmeasured(self, codes: list[str], words: str, *, door: bool = False) -> None:
        """Take numbers without a measure word by where they stand."""
        codes = list(codes)
        road = road_of(words, bare=True)[0]
        if road and not self.has("number"):
            self.told.pop("estate", None)
            self.tell("road", road)
            self.tell("number", codes.pop(0))
        placed = (
            self.has("building")
            or (self.asked in {Kind.UNIT, Kind.DOOR} and len(codes) <= SHORT)
            # Behind 21号 alone stands a unit, behind 21号芙蓉小区 and 12号院 a building.
            or (self.has("number") and not (self.yard or (self.has("road") and self.has("estate"))))
        )
        if not placed and codes:
            placed = self._building_of(codes, door=door)
        if not codes:
            return
        if not self.has("unit") and self.asked is not Kind.UNIT:
            lettered = _LETTER_AND_DOOR.fullmatch(codes[0])
            if len(codes) == 1 and lettered:
                codes = [lettered[1], lettered[2]]
            if len(codes) > 1 or (not door and len(codes[0]) <= SHORT and not self.has("floor")):
                self.tell("unit", codes.pop(0))
        if len(codes) > 1:
            before = codes.pop(0)
            if len(codes[-1]) <= SHORT:  # else the door tells its floor itself
                self.tell("floor", _whole(before) or None)
        if codes:
            self.tell("door", "-".join(codes))

    def _building_of(self, codes: list[str], *, door: bool) -> bool:
        """Take the building off the head of numbers, where one is among them."""
        lettered = _LETTER_AND_DOOR.fullmatch(codes[0])
        if len(codes) == 1 and lettered and not self.has("unit"):
            self.tell("building", lettered[1])
            codes[:] = [lettered[2]]
        elif len(codes) > 1 or (not door and len(codes[0]) <= SHORT):
            self.tell("building", codes.pop(0))
        else:
            return False
        self.guessed = True
        return True

    def _name(self, words: str) -> None:
        """Take words between numbers for a name, where one is missing yet."""
        if not words:
            return
        if _REMARK.fullmatch(words) or self.told.keys() & {"estate", "group", "building", "unit"}:
            self.rest.append(words)
            return
        place = place_of(words)
        self.tell("estate", place.estate)
        self.tell("group", place.group)
        self.called = place.building

    def _end(self, words: str) -> None:
        """Take what stands behind the last measure word."""
        if is_code(words):
            # Nothing but a number is left, in words perhaps: 12栋三百零一.
            words = arabic(words)
        bare = BARE.search(words)
        if bare:
            before = self._without_landmark(words[: bare.start()].strip("-"))
            self._name(before)
            self._unmeasured(_codes(bare["codes"]), before)
            words = words[bare.end() :]
        if not self.told or (is_place(words) and not self.told.keys() & _WITHIN):
            self._name(words)
        elif is_place(words) and not self.told.keys() & {"estate", "road"}:
            # From the small to the large: 301室,2单元,6栋,芙蓉小区.
            self.tell("estate", place_of(words).estate)
        elif words:
            self.rest.append(words)
        if self.called and self.has("building"):
            # 桂花阁3栋 is number 3 of an estate after all.
            self.told["estate"] += self.called
        else:
            self.tell("building", self.called)


_STAIRS: Final = frozenset({Kind.UNIT, Kind.FLOOR, Kind.DOOR})
_WITHIN: Final = frozenset({"building", "unit", "floor", "door"})
_INSIDE: Final = _WITHIN | {"number"}
# A301: door 301 of building or unit A.
_LETTER_AND_DOOR: Final = re.compile(r"([A-Z])(\d{3,4})")


def _codes(chain: str) -> list[str]:
    return [code(piece) for piece in chain.split("-") if piece]


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _floor(written: str) -> int:
    """Read the number of a floor: ``21F``, and ``B1`` below the street."""
    below = written.startswith("B")
    number = _whole(written.removeprefix("B").removesuffix("F"))
    return -number if below else number
