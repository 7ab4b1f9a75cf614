"""An address as a ladder: names and numbers from the large to the small, step after step.

Whatever a building's address is made of (弄 and 支弄, 村 and 组, 排, 附号, 栋 within 栋), a ledger
that means it goes down the same steps and then on into the building. So the longest known ladder
that an address begins with is the building, and what is left over is unit, floor and door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from gridmap.territory.address_words import one_writing
from gridmap.territory.place_names import ends_larger, estate_of, is_place, is_road, quarter_of
from gridmap.territory.plates import KnownBuilding

__all__ = ["Ladder", "Measure", "Step", "gate_of", "ladders_of", "larger_names", "steps_of"]


class Measure(Enum):
    """What the word behind a number makes of it."""

    NUMBER = "号"
    YARD = "号院"
    BUILDING = "栋"
    STOREY = "楼"
    """A building or a floor."""
    GROUP = "组"
    UNIT = "单元"
    FLOOR = "层"
    DOOR = "室"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A name, or a number with its measure.

    Attributes
    ----------
    said
        The name, or the number in one form.
    measure
        ``None`` of a name.
    joined
        Whether a hyphen stands before it.
    end
        Where it ends in the text.
    """

    said: str
    measure: Measure | None
    joined: bool = field(compare=False)
    end: int = field(compare=False)


_MEASURES: Final = (
    (Measure.GROUP, r"号?(?:村民|居民|生产)?小?组|生产队|队(?!伍)|社(?!区)"),
    (Measure.UNIT, r"号?(?:单元|梯|门洞|洞|门(?![面牌市口诊岗卫]))"),
    (Measure.BUILDING, r"号?#?[栋幢座](?:楼|房(?!间))?|号(?:住宅|居民|公寓)?楼(?![层上下])|#楼?"),
    (Measure.STOREY, r"楼(?![上下盘梯道])"),
    (Measure.FLOOR, r"号?层(?!次)|F(?![A-Z])"),
    (Measure.DOOR, r"号?(?:室|房(?!屋)|套|户(?!主|籍|型)|铺)"),
    (Measure.YARD, r"号大?院"),
    (Measure.NUMBER, r"号(?![线称])"),
)
_STEM: Final = "甲乙丙丁戊己庚辛"
_NUMBER: Final = re.compile(
    rf"(?P<code>[{_STEM}]?\d+|[{_STEM}](?=号?[栋幢座楼院]|单元)|(?<![A-Z])[A-Z]{{1,2}}(?![A-Z]))(?:"
    + "|".join(f"(?P<m{at}>{words})" for at, (_, words) in enumerate(_MEASURES))
    + ")?"
)
_ANY: Final = re.compile(rf"{_NUMBER.pattern}|-+")
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")


def steps_of(text: str) -> list[Step]:
    """Take a text in one writing apart.

    Examples
    --------
    >>> [(step.said, step.measure and step.measure.value) for step in steps_of("龙华路200弄12-301")]
    [('龙华路', None), ('200', ''), ('弄', None), ('12', ''), ('301', '')]
    """
    steps: list[Step] = []
    at, joined = 0, False
    for found in _ANY.finditer(text):
        if words := text[at : found.start()]:
            steps.append(Step(words, None, joined, found.start()))
            joined = False
        at = found.end()
        if code := found["code"]:
            index = (found.lastgroup or "")[1:]
            measure = _MEASURES[int(index)][0] if index.isdecimal() else Measure.NONE
            steps.append(Step(_ZEROS.sub("", code), measure, joined, found.end()))
            joined = False
        else:
            joined = True
    if words := text[at:]:
        steps.append(Step(words, None, joined, len(text)))
    return steps


@dataclass(frozen=True, slots=True)
class Ladder:
    """A way to a building.

    Attributes
    ----------
    steps
        From the large to the small.
    share
        How surely it leads there, 0–1.
    alias
        Whether it is a name of old.
    village
        The village that it leaves out.
    """

    steps: tuple[Step, ...]
    share: float = 1.0
    alias: bool = False
    village: str = ""


def ladders_of(known: KnownBuilding, *, alone: bool = True) -> Iterator[Ladder]:
    """Tell every ladder that leads to a building.

    Beside the whole ones these are the ones that people climb: without city and street office,
    without the road of an estate or the estate at a street number, without a natural village.
    ``alone``: no other building has its address, or is in its estate.
    """
    estate = one_writing(known.estate or "")
    for texts, alias in (
        (_whole(known, alone=alone), False),
        (map(one_writing, known.aliases), True),
    ):
        for text in texts:
            for ladder in _variants(steps_of(text)):
                head = ladder.steps[0].said
                own = bool(estate) and head.startswith(estate) and head != estate
                if own or is_place(head) or any(step.measure for step in ladder.steps):
                    yield replace(ladder, alias=alias)


def gate_of(known: KnownBuilding) -> tuple[str, str] | None:
    """Tell road and number of a building, where its address has them."""
    steps = steps_of(one_writing(known.address or ""))
    for at, step in enumerate(steps[:-1]):
        if step.measure is None and is_road(step.said) and steps[at + 1].measure:
            return estate_of(step.said) or step.said, steps[at + 1].said
    return None


def larger_names(known: KnownBuilding) -> set[str]:
    """Tell what a building's address calls the larger places, in full and short: 石牌街道, 石牌."""
    names = set()
    for found in _LARGER_NAME.finditer(one_writing(known.address or "")):
        names |= {found[0], found[1]}
    return names


_LARGER_NAME: Final = re.compile(r"(.{2,8}?)(?:自治区|省|市|区|县|旗|街道|镇|乡|村|社区)")


def _whole(known: KnownBuilding, *, alone: bool) -> Iterator[str]:
    """Write a building's addresses out of what is known of it."""
    address, name, estate = (
        one_writing(text or "") for text in (known.address, known.name, known.estate)
    )
    steps = steps_of(name)
    numbers = [step.said for step in steps if step.measure]
    if estate and address.find(estate) > 0:
        yield address[address.index(estate) :]
    if name.isdecimal():
        name += "栋"
    yield from _named(name, estate, begins=bool(steps) and steps[0].measure is None)
    told = [step.said for step in steps_of(address) if step.measure]
    if address and (not numbers or told[-len(numbers) :] == numbers):
        whole = alone or not name or numbers or name in address
        if whole and (not estate or estate in address or steps_of(address)[0].measure is None):
            yield address
        if name and not numbers and name not in address:
            yield address + name
        if estate and estate not in address and steps_of(address)[0].measure is not None:
            yield estate + address
    elif address and told:
        yield address + name


def _named(name: str, estate: str, *, begins: bool) -> Iterator[str]:
    """Write the name of a building, alone where it begins with a name and behind its estate."""
    placed = bool(estate) and name.startswith(estate)
    if name and begins and (placed or not estate or is_place(name)):
        yield name
    if placed and name[len(estate) :][:1].isascii() and name != estate:
        # 现代城SOHO and A座: where letters meet, the estate tells where one ends.
        yield f"{estate}-{name[len(estate) :]}"
    if name and estate and not placed:
        yield estate + name


def _variants(steps: list[Step]) -> Iterator[Ladder]:
    if not steps:
        return
    for ladder in _dropped(steps):
        for begin, step in enumerate(ladder):
            above = tuple(ladder[begin + 1 :])
            if step.measure is None and (begin == 0 or _is_name(step.said)):
                for head, village in _heads(step.said, above).items():
                    first = Step(head, None, joined=False, end=0)
                    yield Ladder((first, *above), village=village)
            elif begin == 0:
                yield Ladder(tuple(ladder))
            elif _is_yard(ladder, begin):
                yield Ladder(tuple(ladder[begin:]), _YARD_ALONE)


# 16号院3号楼, where one road only has a number 16.
_YARD_ALONE: Final = 0.88


_SHORT_NAME: Final = 2


def _dropped(steps: list[Step]) -> Iterator[list[Step]]:
    yield steps
    for at in range(2, len(steps) - 1):
        numbered = steps[at - 1].measure is not None and steps[at + 1].measure is not None
        name = steps[at].measure is None and len(steps[at].said) > _SHORT_NAME
        if numbered and name:
            yield steps[:at] + steps[at + 1 :]


def _heads(name: str, above: Sequence[Step]) -> dict[str, str]:
    """Tell the ways in which a name may begin, and the village each leaves out."""
    core = estate_of(name) or name
    in_group = core.endswith("组") or (bool(above) and above[0].measure is Measure.GROUP)
    village = _VILLAGE.search(name.removesuffix(core)) if in_group else None
    heads = {name: "", _MIDDLE.sub("", core): "", core: village[0] if village else ""}
    if tail := quarter_of(core):
        heads.setdefault(tail, "")
    for at in range(2, len(core) - 1):
        if core[at - 1] in _VILLAGE_ENDS and ends_larger(core[:at]):
            heads.setdefault(core[at:], core[:at])
            if in_group and above and above[0].measure is Measure.GROUP:
                heads.setdefault(core[:at], "")
    if in_group:
        # A hamlet is called 上源 and 上源村.
        for head, without in list(heads.items()):
            short = head.removesuffix("村")
            heads.setdefault(short if len(short) > 1 else head, without)
            heads.setdefault(f"{short}村", without)
    return heads


# 东方红小区东院 is called 东方红东院 as well.
_MIDDLE: Final = re.compile(r"(?<=..)小区(?=[东西南北中][院区苑])")
_VILLAGE: Final = re.compile(r"[^省市县区镇乡道]{1,8}(?:社区|村)$")
_VILLAGE_ENDS: Final = frozenset("村区镇乡道")


def _is_name(words: str) -> bool:
    # The 4 of 四川省青龙镇 begins no ladder; what follows the town does.
    begins = is_place(words) or is_road(words) or estate_of(words) != words
    return len(words) > 1 and begins


def _is_yard(ladder: list[Step], at: int) -> bool:
    rest = ladder[at + 1 :]
    yard = ladder[at].measure is Measure.YARD or (bool(rest) and rest[0].said == "弄")
    return yard and any(step.measure for step in rest)
