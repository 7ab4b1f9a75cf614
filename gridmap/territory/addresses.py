"""What a ledger writes for an address, taken apart: road, estate, building, unit, floor, door.

The order is that of Chinese addresses, from the large to the small, and the parts carry their
measure word behind them (栋, 单元, 室). So one scan finds number and measure word; what stands
between is names. Parts without a measure word (6-2-301) are told by where they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from gridmap.territory.address_words import (
    BARE,
    SIDES,
    TOKEN,
    Kind,
    code,
    is_code,
    is_latin,
    plain,
    without_remarks,
)
from gridmap.territory.latin_addresses import latin_parts
from gridmap.territory.numerals import arabic
from gridmap.territory.place_names import is_place, place_of, road_of
from gridmap.territory.written import Written, written_of

__all__ = ["Address", "parse"]


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of an address, each ``None`` where nothing is said.

    Numbers are brought to one form: half-width, Arabic, capitals, no leading zeros. Names keep
    their characters.

    Attributes
    ----------
    road, number
        Street or lane, and the number in it: ``红旗路``, ``21``; ``12-3`` for 12号附3号.
    estate
        Estate, compound or village: ``芙蓉小区一期``, ``茨菇塘村``.
    group
        Group of a village: 8组.
    building, unit, door
        ``6`` of 6栋, ``2`` of 2单元, ``301`` of 301室; also ``A``, ``6-1``, ``东``.
    floor
        As said, else as the door's number tells it; basements below 0.
    rest
        What was not understood, remarks in brackets among it.
    written
        What it was read from, for a second look once its building is known.
    """

    road: str | None = None
    number: str | None = None
    estate: str | None = None
    group: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: int | None = None
    door: str | None = None
    rest: str = ""
    written: Written | None = field(default=None, compare=False, repr=False)


# Numbers up to here may be a building, a unit or a door of one floor; longer ones tell a floor too.
_SHORT: Final = 2
_BESIDE: Final = re.compile(
    r"(?:旁边|旁|对面|对过|斜对面|隔壁|附近|后面|前面|左侧|右侧|北侧|南侧|东侧|西侧)"
)
_REMARK: Final = re.compile(rf"{_BESIDE.pattern}|楼[上下]|出租|空置|租户|自住|临街")
_BEFORE_BESIDE: Final = re.compile(rf"^.*?{_BESIDE.pattern}(?:的)?")
# 12号附3号, 12号之3, 12附3号.
_ANNEX: Final = re.compile(r"(\d+)号?[附之](\d+)号?(?!楼)")
_NO_NUMBER_WORD: Final = re.compile(
    r"(?<=[路街巷道弄])(\d{1,4}[A-Z]?(?:-\d{1,2})?)(?=[^\dA-Z号弄巷栋幢座楼院单#-]|$)"
)
_NOBODY: Final = frozenset[str]()
_KNOWN_WITHIN: Final = frozenset({"estate", "road", "number", "building"})


def parse(
    text: str,
    *,
    estate: str | None = None,
    building: str | None = None,
    unit: str | None = None,
    floor: str | None = None,
    door: str | None = None,
    within: bool = False,
) -> Address:
    """Take an address apart. Never raises: what is not understood is ``rest``.

    Parameters
    ----------
    text
        The address as written, possibly empty.
    estate, building, unit, floor, door
        Columns of their own where the ledger has them, as written (``6``, ``六栋``, ``2单元``,
        also ``芙蓉小区6栋`` or ``6-2``); they win over ``text``.
    within
        Whether all of it is inside a building that is known.

    Examples
    --------
    >>> address = parse("芙蓉小区六栋二单元301")
    >>> address.estate, address.building, address.unit, address.floor, address.door
    ('芙蓉小区', '6', '2', 3, '301')
    >>> parse("红旗路21号", unit="1", door="1003").floor
    10
    """
    told: dict[str, Any] = {}
    rest = []
    here = _KNOWN_WITHIN if within else _NOBODY
    for cell, kind in (
        (building, Kind.BUILDING),
        (unit, Kind.UNIT),
        (floor, Kind.FLOOR),
        (door, Kind.DOOR),
        (estate, None),
        (text, None),
    ):
        if cell and cell.strip():
            parts = dict(_read(cell, kind, here.union(told)))
            rest.append(parts.pop("rest", ""))
            told = parts | told
    plainly = within or is_latin(text)
    written = None if plainly else written_of(text, estate, building, (unit, floor, door))
    return _completed(told, " ".join(filter(None, rest)), written)


@lru_cache(maxsize=1 << 15)
def _read(cell: str, asked: Kind | None, known: frozenset[str]) -> dict[str, Any]:
    if asked is None:
        text, remarks = without_remarks(cell)
        if is_latin(text):
            parts = latin_parts(text)
            parts["rest"] = " ".join(filter(None, (parts.get("rest"), remarks)))
            return parts
    scan = _Scan(asked, known)
    scan.read(cell)
    if asked in {Kind.UNIT, Kind.DOOR} and set(scan.told) <= {"estate"}:
        # A unit or door that is called something: 东头, 传达室.
        return {asked.value: plain(cell)}
    return scan.told | {"rest": " ".join(filter(None, scan.rest))}


def _completed(told: dict[str, Any], rest: str, written: Written | None) -> Address:
    """Read floor and unit off the number of the door, and bring doors of one floor to it."""
    door, floor, unit = (told.get(name) for name in ("door", "floor", "unit"))
    if door is not None and door.isdecimal():
        if len(door) in {7, 8} and not told.keys() & {"building", "unit"}:
            # 06020301 of a property manager's system: building, unit, floor, door.
            *(told["building"], unit), door = (
                piece.lstrip("0") for piece in (door[:-6], door[-6:-4], door[-4:])
            )
        elif len(door) in {5, 6} and unit in {None, door[:-4].lstrip("0")}:
            # 20301 is 0301 of unit 2.
            unit, door = door[:-4], door[-4:].lstrip("0")
        if len(door) <= _SHORT and floor is not None and floor > 0:
            door = f"{floor}{int(door):02d}"
        elif floor is None and len(door) in {3, 4}:
            floor = int(door[:-2])
    elif door is not None and floor is None and (found := _LETTERED.fullmatch(door)):
        floor = int(found[1])
    if door in SIDES and floor is not None:
        # Each floor has its own eastern door.
        door = f"{floor}{door}"
    return Address(
        **told | {"door": door, "floor": floor, "unit": unit, "rest": rest, "written": written}
    )


# 3A, 12B: the number is the floor. 301A: a part of 301.
_LETTERED: Final = re.compile(r"(\d{1,2})(?:\d\d)?[A-Z]")


class _Scan:
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
        if said is not None and said != "":
            self.told.setdefault(part, said)

    def has(self, part: str) -> bool:
        return part in self.told or part in self.known

    def read(self, cell: str) -> None:
        text, remarks = without_remarks(cell)
        text = _ANNEX.sub(r"\1-\2号", plain(text))
        text = _NO_NUMBER_WORD.sub(r"\1号", text)
        if self.asked is not None and is_code(text):
            self.measured(self.asked, _codes(text), "")
            return
        at = 0
        for token in TOKEN.finditer(text):
            words = text[at : token.start()].strip("-")
            self.take(token, self.without_landmark(words), text[token.end() :])
            at = token.end()
        self.end(text[at:].strip("-"))
        for remark in remarks.split():
            if is_place(remark) and not self.told.keys() & {"estate", "road"}:
                self.tell("estate", place_of(plain(remark)).estate)
            else:
                self.rest.append(remark)

    def without_landmark(self, words: str) -> str:
        """Leave out what only describes the way: 超市对面红旗路."""
        found = _BEFORE_BESIDE.match(words)
        if found and len(words) > found.end():
            self.rest.append(found[0])
            return words[found.end() :]
        return words

    def take(self, token: re.Match[str], words: str, after: str) -> None:
        """Take a number with its measure word, and the words before it."""
        if side := token["side"]:
            self.name(words)
            part = next(name for name in ("building", "unit", "door") if token[f"side_{name}"])
            self.tell(part, side)
            return
        kind = next(kind for kind in Kind if token[kind.value])
        if kind is Kind.BUILDING and token[kind.value] == "#" and road_of(words, bare=True)[0]:
            kind = Kind.NUMBER
        if kind in {Kind.NUMBER, Kind.YARD}:
            self.numbered(kind, _codes(token["codes"]), words)
            return
        bare = BARE.search(words)
        if bare and bare.end() == len(words) and kind is not Kind.GROUP:
            words = words[: bare.start()]
            self.name(words)
            self.unmeasured(_codes(bare["codes"]), words)
        elif words and self.has("number") and kind in _STAIRS and not is_place(words):
            self.rest.append(words)
        else:
            self.name(words)
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
        self.measured(kind, _codes(token["codes"]), words)

    def numbered(self, kind: Kind, codes: list[str], words: str) -> None:
        """Tell what 号 means here: a number in a road or village, a building, a door."""
        road, estate = road_of(words)
        if road:
            self.tell("road", road)
            self.tell("estate", estate)
        else:
            self.name(words)
        if self.asked in {Kind.BUILDING, Kind.UNIT, Kind.DOOR} and not (road or self.told):
            self.measured(self.asked, codes, words)
        elif len(codes) > _SHORT or (len(codes) == _SHORT and not road and len(codes[-1]) > _SHORT):
            self.unmeasured(codes, words)
        elif kind is Kind.YARD or road or not (self.has("number") or self.told.keys() & _INSIDE):
            self.tell("number", "-".join(codes))
            self.yard = kind is Kind.YARD
        else:
            self.unmeasured(codes, words)

    def measured(self, kind: Kind, codes: list[str], words: str) -> None:
        """Take numbers whose last one has a measure word; those before it stand in order."""
        *before, last = codes
        if kind is Kind.BUILDING:
            if self.asked is Kind.BUILDING and len(codes) > 1:
                self.unmeasured(codes, words)
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
            if _whole(last):
                self.tell("floor", _whole(last))
        elif kind is Kind.GROUP:
            self.tell("group", "-".join(codes))
        else:
            self.unmeasured(codes, words, door=True)

    def unmeasured(self, codes: list[str], words: str, *, door: bool = False) -> None:
        """Take numbers without a measure word by where they stand."""
        codes = list(codes)
        road = road_of(words, bare=True)[0]
        if road and not self.has("number"):
            self.told.pop("estate", None)
            self.tell("road", road)
            self.tell("number", codes.pop(0))
        placed = (
            self.has("building")
            or (self.asked in {Kind.UNIT, Kind.DOOR} and len(codes) <= _SHORT)
            # Behind 21号 alone stands a unit, behind 21号芙蓉小区 and 12号院 a building.
            or (self.has("number") and not (self.yard or (self.has("road") and self.has("estate"))))
        )
        if not placed and codes:
            placed = self.building_of(codes, door=door)
        if not codes:
            return
        if not self.has("unit") and self.asked is not Kind.UNIT:
            lettered = _LETTER_AND_DOOR.fullmatch(codes[0])
            if len(codes) == 1 and lettered:
                codes = [lettered[1], lettered[2]]
            if len(codes) > 1 or (not door and len(codes[0]) <= _SHORT and not self.has("floor")):
                self.tell("unit", codes.pop(0))
        if len(codes) > 1:
            before = codes.pop(0)
            if len(codes[-1]) <= _SHORT:  # else the door tells its floor itself
                self.tell("floor", _whole(before) or None)
        if codes:
            self.tell("door", "-".join(codes))

    def building_of(self, codes: list[str], *, door: bool) -> bool:
        """Take the building off the head of numbers, where one is among them."""
        lettered = _LETTER_AND_DOOR.fullmatch(codes[0])
        if len(codes) == 1 and lettered and not self.has("unit"):
            self.tell("building", lettered[1])
            codes[:] = [lettered[2]]
        elif len(codes) > 1 or (not door and len(codes[0]) <= _SHORT):
            self.tell("building", codes.pop(0))
        else:
            return False
        self.guessed = True
        return True

    def name(self, words: str) -> None:
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

    def end(self, words: str) -> None:
        """Take what stands behind the last measure word."""
        if is_code(words):
            # Nothing but a number is left, in words perhaps: 12栋三百零一.
            words = arabic(words)
        bare = BARE.search(words)
        if bare:
            before = self.without_landmark(words[: bare.start()].strip("-"))
            self.name(before)
            self.unmeasured(_codes(bare["codes"]), before)
            words = words[bare.end() :]
        if not self.told or (is_place(words) and not self.told.keys() & _WITHIN):
            self.name(words)
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
