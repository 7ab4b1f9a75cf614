"""Names of roads, estates and villages: taken out of addresses, told apart, found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gridmap.territory.numerals import arabic

__all__ = [
    "Likeness",
    "Names",
    "Place",
    "ends_larger",
    "estate_of",
    "is_place",
    "is_road",
    "name_key",
    "place_of",
    "quarter_of",
    "road_of",
]

_ROAD_END: Final = r"(?:大道|大街|公路|路|街(?!道)|道|巷|弄|胡同|里弄|里|条|段|线)"
_ROAD: Final = re.compile(rf".*{_ROAD_END}$")
# 里 ends estates as well, and so much else; a bare number behind it is a building.
_BARE_ROAD: Final = re.compile(r".*(?:大道|大街|公路|路|街(?!道)|巷|弄|胡同)$")
_ESTATE_THEN_ROAD: Final = re.compile(
    rf"(?P<estate>.+?(?:小区|新村|花园|家园|公寓|苑|宿舍|家属区|村))(?P<road>.{{2,8}}{_ROAD_END})"
)
_NAMED_GROUP: Final = re.compile(
    r"(?P<village>.*?(?:村|社区|居委会|村委会))?(?P<group>[^村区会]{1,5}?)(?:村民|居民)?小?组"
)
_NAMED_BUILDING: Final = re.compile(
    r"(?P<estate>.{2,}(?:小区|公寓|花园|新村|宿舍|家属[区院]|[园苑居城院庭府里]|[期区]))"
    r"(?P<building>.{1,3}[阁轩榭斋庐]|.{1,2}[楼座])"
)
_PLACE_END: Final = re.compile(
    r".*(?:小区|公寓|宿舍|家属[区院]|广场|大厦|[村苑园居城院庭府里邸阁轩楼座馆厦舍湾])"
    r"(?:第?[0-9一二三四五六七八九十A-Z东西南北中]+[期区])?"
)
# What stands before a place and is larger than it. Only where something of a name follows.
_LARGER: Final = re.compile(
    r"^(?:.{2,8}?(?:省|自治区))?(?:.{2,10}?(?:市|自治州|地区))?(?:.{1,6}?(?:(?<![小社厂校院园东西南北中A-Z])区|县|旗)(?=.{2,}(?:街道|镇|乡|路|街)))?"
    r"(?:.{1,8}?(?:街道办事处|街道办|街道|镇|乡)(?=..))?"
    r"(?:.{1,10}?(?:社区居委会|居委会|社区|村委会)(?=..))?"
)
_ENDS_LARGER: Final = re.compile(
    r"(?:省|市|县|区|旗|镇|乡|街道|街|办事处|办|社区|居委会|村委会|村|路|道|巷|号|网格|片)$"
)
_BEHIND_LARGER: Final = re.compile(
    r".{1,8}?(?:省|市|县|(?<![小社厂校院园东西南北中])区|镇|乡|街道|社区|路)(?=.{2})"
)
# A bare 小区 is no name.
_COMMON: Final = ("小区", "住宅小区", "住宅区", "居民区", "生活区", "社区", "住宅", "大院", "院")
# What people leave off a name: 荷塘 for 荷塘花园.
_KINDS: Final = re.compile(
    r"(?:住宅|居民|生活)?小区|社区|住宅区|花园|花苑|佳苑|雅苑|名苑|新苑|家园|佳园|新村|新城|家属[区院楼]|宿舍|公寓|广场|大厦|名邸|大?院|[苑园城居庭府村]"
)
# What a factory or school calls the quarter of its people, in whichever of these words.
_QUARTER: Final = re.compile(
    r"(.{3,}?)(?:职工|教工|员工|干部)?(?:宿舍|家属[区院楼]|住宅区?|生活区)(?:大院|区|院|楼)?"
)
_QUARTER_OF_WORKS: Final = re.compile(
    r".+?(?:厂|公司|集团|矿|局|学校|学院|大学|医院|研究院|研究所|所|站|处)"
    r"(?P<quarter>.{1,6}(?:宿舍|家属[区院楼]|生活区|住宅区)|单身楼|筒子楼|[一二三四五六七八九十0-9]{1,2}村)"
)
# Characters that may be left off the head of a name (国营), and that are left then.
_TITLE: Final = 3
_NAMED: Final = 5
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")
_SHORT_WORDS: Final = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive",
    "cl": "close", "ct": "court", "pl": "place", "cres": "crescent", "gdns": "gardens",
    "tce": "terrace", "terr": "terrace", "blvd": "boulevard", "sq": "square", "hwy": "highway",
}  # fmt: skip
# Names that differ in one of these are different names: 中山东路 and 中山西路, 一村 and 二村.
_TELLING: Final = frozenset(
    "东西南北中上下前后左右内外大小新老旧里甲乙丙丁0123456789abcdefghijklmnopqrstuvwxyz"
)
_TELLING_ENDS: Final = frozenset("路街道巷弄里村苑园区院楼城庭湾居府庄")


def road_of(words: str, *, bare: bool = False) -> tuple[str | None, str | None]:
    """Take the road out of the words before a number, and an estate that stands before it.

    ``bare``: the number has no 号 behind it.

    Examples
    --------
    >>> road_of("株洲市荷塘区茨菇塘街道红旗路"), road_of("芙蓉小区红旗路"), road_of("芙蓉小区")
    (('红旗路', None), ('红旗路', '芙蓉小区'), (None, '芙蓉小区'))
    """
    if not (_BARE_ROAD if bare else _ROAD).fullmatch(words):
        return None, estate_of(words)
    words = _LARGER.sub("", words)
    both = _ESTATE_THEN_ROAD.fullmatch(words)
    if both:
        return both["road"], both["estate"]
    return words, None


@dataclass(frozen=True, slots=True)
class Place:
    """What the words of a name tell: estate or village, a named group of it, a named building."""

    estate: str | None
    group: str | None = None
    building: str | None = None


def place_of(words: str) -> Place:
    """Take a name apart, without what is larger than the estate.

    Examples
    --------
    >>> place_of("茨菇塘街道荷塘社区芙蓉小区一期").estate, place_of("阳光社区").estate
    ('芙蓉小区一期', '阳光社区')
    >>> place_of("朝阳公寓桂花阁")
    Place(estate='朝阳公寓', group=None, building='桂花阁')
    >>> place_of("丁家社区上湾组")
    Place(estate='丁家社区', group='上湾', building=None)
    """
    if named := _NAMED_GROUP.fullmatch(words):
        return Place(estate_of(named["village"] or ""), group=named["group"])
    estate = estate_of(words)
    if estate and (named := _NAMED_BUILDING.fullmatch(estate)):
        return Place(named["estate"], building=named["building"])
    return Place(estate)


def is_place(words: str) -> bool:
    """Tell whether words end as names of estates do."""
    return bool(_PLACE_END.fullmatch(words))


def quarter_of(name: str) -> str | None:
    """Tell what a quarter is called within its works: 一宿舍 of 国棉四厂一宿舍."""
    found = _QUARTER_OF_WORKS.fullmatch(name)
    return found["quarter"] if found else None


def is_road(words: str) -> bool:
    """Tell whether words end as names of roads do."""
    return bool(_ROAD.fullmatch(words)) and not words.endswith("街道")


def ends_larger(words: str) -> bool:
    """Tell whether a name may follow these words: they end as what is larger than it does."""
    return bool(_ENDS_LARGER.search(words))


def estate_of(words: str) -> str | None:
    """Take what is larger than an estate off the words that end with its name."""
    name = _LARGER.sub("", words)
    return (words if name in _COMMON else name) or None


def name_key(name: str) -> str:
    """Bring a name to a form in which width, case, numerals and blanks make no other name of it.

    Examples
    --------
    >>> name_key("六〇一厂 家属区"), name_key("第三小区"), name_key("High St.")
    ('601厂家属区', '3小区', 'highstreet')
    """
    # Folding may leave signs that are written otherwise as well (Unicode 3.13, D146).
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    words = _NOT_LETTERS.sub(" ", text).split()
    if len(words) > 1:  # St alone is short for nothing
        words = [_SHORT_WORDS.get(word, word) for word in words]
    return _ZEROS.sub("", arabic("".join(words)).replace("第", ""))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known name that a written one may mean: its key, how surely (0–1), and why."""

    key: str
    share: float
    reason: str


class Names:
    """Known names of one sort, found again in spite of what people leave out, add or mistype."""

    def __init__(self, names: Iterable[str]) -> None:
        self._keys = frozenset(filter(None, map(name_key, names)))
        self._shortened: dict[str, set[str]] = {}
        self._quarters: dict[str, set[str]] = {}
        self._mistyped: dict[str, set[str]] = {}
        for key in self._keys:
            for cut in range(2, len(key)):
                if _KINDS.fullmatch(key[cut:]):
                    self._shortened.setdefault(key[:cut], set()).add(key)
                if _ENDS_LARGER.search(key[: cut - 1]):
                    self._shortened.setdefault(key[cut - 1 :], set()).add(key)
            if key.endswith("大街"):
                self._shortened.setdefault(f"{key[:-2]}街", set()).add(key)
            for cut in range(1, min(_TITLE, len(key) - _NAMED) + 1):
                if not _TELLING & {*key[:cut]}:
                    self._shortened.setdefault(key[cut:], set()).add(key)
            for stem in _quarter_stems(key):
                self._quarters.setdefault(stem, set()).add(key)
            for less in _one_less(key):
                self._mistyped.setdefault(less, set()).add(key)

    def like(self, name: str) -> list[Likeness]:
        """Find the known names that a written one may mean, the surest first."""
        key = name_key(name)
        if not key:
            return []
        if key in self._keys:
            return [Likeness(key, 1.0, "equal")]
        if inner := self._within(key):
            return [inner]
        found = {
            other: Likeness(other, 0.93 if _adds_common(other, key) else 0.86, "shortened")
            for other in self._shortened.get(key, ())
        }
        if not found:
            found = {
                other: Likeness(other, 0.86, "shortened")
                for stem in _quarter_stems(key)[:1]
                for other in self._quarters.get(stem, ())
            }
        if found:
            return _surest(found)
        found = {
            other: Likeness(other, 0.7, "mistyped")
            if _one_slip(key, other)
            else Likeness(other, 0.5, "similar")
            for other in self._one_apart(key)
        }
        if found or not (larger := _BEHIND_LARGER.match(key)):
            return _surest(found)
        return self.like(key[larger.end() :])

    def _within(self, key: str) -> Likeness | None:
        """Find the longest known name at the end of a key, behind larger places."""
        for start in range(1, len(key) - 1):
            if key[start:] in self._keys and _ENDS_LARGER.search(key[:start]):
                return Likeness(key[start:], 0.98, "equal")
        for common in _COMMON:
            if key.endswith(common) and key.removesuffix(common) in self._keys:
                return Likeness(key.removesuffix(common), 0.93, "shortened")
        return None

    def _one_apart(self, key: str) -> set[str]:
        if len(key) < 3:
            return set()
        near: set[str] = set()
        for less in (key, *_one_less(key)):
            near |= self._mistyped.get(less, set())
            if less in self._keys:
                near.add(less)
        return {other for other in near if _apart(key, other)}


def _quarter_stems(key: str) -> list[str]:
    """Tell whose quarter a name means, in full and without its title."""
    quarter = _QUARTER.fullmatch(key)
    if not quarter:
        return []
    whose = quarter[1]
    return [
        whose[cut:]
        for cut in range(max(1, min(_TITLE + 1, len(whose) - _NAMED + 2)))
        if not _TELLING & {*whose[:cut]}
    ]


def _adds_common(longer: str, shorter: str) -> bool:
    return any(longer == shorter + common for common in _COMMON)


def _surest(found: dict[str, Likeness]) -> list[Likeness]:
    return sorted(found.values(), key=lambda like: (-like.share, like.key))


def _one_less(key: str) -> list[str]:
    return [key[:at] + key[at + 1 :] for at in range(len(key))]


def _apart(one: str, other: str) -> tuple[str, str] | None:
    """Find the one place where two keys differ: a character more, less, another, or two swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1]):
        return left, right
    return None


def _one_slip(one: str, other: str) -> bool:
    """Tell whether what parts two keys may be a slip, not what names are told apart by."""
    left, right = _apart(one, other) or ("", "")
    if _TELLING & {*left, *right}:
        return False
    # 金桂园 is no slip of 桂园.
    if not (left and right) and one[0] != other[0]:
        return False
    if left and right and sorted(left) != sorted(right) and not _sound_alike(left, right):
        return False
    # 荷塘苑 and 荷塘园 are two estates, 荷花路 and 荷花街 two roads.
    return not (left in _TELLING_ENDS and right in _TELLING_ENDS)


@lru_cache(maxsize=1 << 12)
def _sound_alike(one: str, other: str) -> bool:
    """Tell whether two characters are typed alike: slips are homophones, 蓉 for 容."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  (its dictionary takes a moment to load)

    sounds, others = (set(pinyin(sign, Style.NORMAL, heteronym=True)[0]) for sign in (one, other))
    return bool(sounds & others)
