"""The plan of the invented town: what a draughtsman would pencil in before any machine draws.

Coordinates are metres on the plane of :mod:`gridmap.demo.plane`. Places carry the names of the real
subdistrict and its communities; streets, water and boundaries are invented.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

__all__ = [
    "COMMUNITIES",
    "HILLS",
    "MAIN_STREETS",
    "OUTLINE",
    "PONDS",
    "RIVER",
    "RIVERSIDE",
    "RIVER_WIDTH",
    "SUBDISTRICT",
    "THEMES",
    "Centre",
    "MainStreet",
    "Theme",
]

Points = tuple[tuple[float, float], ...]


class Theme(StrEnum):
    """What a quarter of the town is mostly made of."""

    CENTRE = "centre"
    """Shops, market, hospital, offices, courtyards of flats."""
    ESTATE = "estate"
    """Slabs of five to seven floors from the years around 2000."""
    TOWERS = "towers"
    """New estates of towers."""
    COMPOUND = "compound"
    """Housing that work units built in the 1980s."""
    VILLAGE = "village"
    """Low houses their owners built (城中村)."""
    WORKS = "works"
    """The plant and its yards."""
    MOTORS = "motors"
    """Car dealers and their halls."""
    PARK = "park"
    """Hill, pond and lawn."""


class MainStreet(NamedTuple):
    """A street drawn by hand: its name, class and the points its curve goes through."""

    name: str
    kind: str
    through: Points


class Centre(NamedTuple):
    """A community, and what is its own about it.

    Attributes
    ----------
    code, name
        As in the statistical list, without 居委会.
    heart
        About where it is.
    groups
        Kind of its groups between grid and patch, ``None`` where it has no such level.
    grid_word
        What it calls a grid.
    """

    code: str
    name: str
    heart: tuple[int, int]
    groups: str | None = None
    grid_word: str = "网格"


SUBDISTRICT: Final = ("430202002", "茨菇塘街道")

COMMUNITIES: Final = (
    Centre("430202002002", "上月塘社区", (-820, 250), "resident_group"),
    Centre("430202002003", "新月塘社区", (-430, 330)),
    Centre("430202002004", "长征社区", (70, 660)),
    Centre("430202002005", "前进社区", (300, 330), "building_group"),
    Centre("430202002007", "荷叶塘社区", (-40, 120)),
    Centre("430202002013", "麻园社区", (-780, -760), "resident_group"),
    Centre("430202002015", "黄家塘社区", (-330, -640), None, "片"),
    Centre("430202002017", "红旗路社区", (130, -300)),
    Centre("430202002018", "余家冲社区", (-640, 620), "resident_group"),
    Centre("430202002019", "红旗村社区", (260, -740)),
    Centre("430202002020", "天鹅社区", (840, 160), None, "片"),
    Centre("430202002021", "六零一社区", (640, -300), "building_group"),
    Centre("430202002022", "汽车城社区", (760, 640)),
)

# fmt: off
MAIN_STREETS: Final = (
    MainStreet("红旗路", "primary", (
        (190, -1250), (140, -880), (70, -480), (110, -110), (185, 260), (215, 620), (200, 1250),
    )),
    MainStreet("新塘路", "primary", (
        (-1450, -290), (-990, -235), (-510, -130), (-60, -85), (420, -140), (760, -70),
        (1450, 60),
    )),
    MainStreet("月塘路", "secondary", (
        (-1450, 500), (-1000, 440), (-440, 500), (-120, 560), (215, 520), (620, 460),
        (1450, 640),
    )),
    MainStreet("茨菇路", "secondary", (
        (-640, -1250), (-560, -860), (-450, -480), (-500, -100), (-440, 380), (-360, 760),
        (-350, 1250),
    )),
    MainStreet("东湖路", "secondary", (
        (590, -1250), (660, -880), (770, -460), (720, -40), (690, 380), (830, 760), (860, 1250),
    )),
    MainStreet("荷叶街", "tertiary", (
        (-1450, 90), (-1010, 120), (-480, 140), (-190, 215), (150, 190), (440, 140),
        (1450, 330),
    )),
    MainStreet("石桥路", "tertiary", (
        (-1450, -640), (-1000, -610), (-520, -560), (-180, -480), (80, -500), (420, -570),
        (1450, -430),
    )),
    MainStreet("沿港路", "tertiary", (
        (-110, 1250), (-100, 860), (-190, 560), (-270, 300), (-180, 60), (-190, -200),
        (-290, -520), (-230, -840), (-60, -1250),
    )),
    MainStreet("前进街", "tertiary", (
        (450, 1250), (470, 850), (400, 520), (450, 200), (400, -130), (455, -520), (410, -900),
        (420, -1250),
    )),
    MainStreet("长岭路", "secondary", (
        (-1450, 900), (-1000, 790), (-640, 740), (-360, 750), (-90, 790), (220, 840),
        (620, 850), (1450, 980),
    )),
    MainStreet("南苑路", "secondary", (
        (-1450, -1010), (-1000, -930), (-570, -900), (-230, -930), (140, -870), (640, -930),
        (1450, -780),
    )),
    MainStreet("清水路", "tertiary", (
        (-1040, 1250), (-1000, 800), (-1050, 430), (-1000, 110), (-1040, -240), (-980, -620),
        (-1030, -940), (-1020, -1250),
    )),
    MainStreet("桂花路", "tertiary", (
        (1090, 1250), (1110, 880), (1060, 530), (1110, 240), (1080, -30), (1130, -480),
        (1070, -860), (1110, -1250),
    )),
    MainStreet("向阳路", "tertiary", (
        (-1040, 90), (-800, -150), (-600, -360), (-440, -540), (-290, -750), (-220, -960),
    )),
    MainStreet("天鹅路", "tertiary", (
        (380, 560), (520, 420), (700, 260), (880, 60), (1100, -100),
    )),
)
# fmt: on
"""Arterial streets; where two cross there is a junction, ends that lead nowhere are cut off."""

OUTLINE: Final = (
    (-1060, 600), (-960, 760), (-640, 745), (-100, 800), (220, 850), (560, 860), (880, 870),
    (1100, 930), (1110, 690), (1090, 540),
    (1130, 240), (1110, -100), (1140, -480), (780, -580), (660, -940), (200, -890), (-230, -930),
    (-560, -900),
    (-960, -920), (-1010, -640), (-1020, -380), (-1050, -160), (-1050, 110),
)  # fmt: skip
"""Rough outline; the subdistrict is made of the blocks whose middle lies inside it."""

RIVER: Final = "茨菇港"
RIVERSIDE: Final = "沿港路"
"""Street that the river keeps to the west of."""
RIVER_WIDTH: Final = 19
"""Width of water in metres."""

PONDS: Final = (
    ("茨菇塘", (
        (-420, -250), (-350, -215), (-285, -260), (-290, -340), (-345, -400), (-400, -360),
        (-395, -300),
    )),
    ("月塘", ((-660, 250), (-600, 290), (-545, 270), (-560, 215), (-625, 200))),
    ("荷叶塘", ((-66, 50), (-45, 72), (-8, 60), (2, 30), (-25, 12), (-62, 22))),
    ("黄家塘", ((-415, -690), (-350, -650), (-320, -710), (-355, -770), (-410, -750))),
    ("麻园塘", ((-850, -690), (-800, -670), (-770, -705), (-815, -735))),
    ("天鹅塘", ((930, 290), (1010, 330), (1055, 275), (985, 215), (935, 240))),
)  # fmt: skip

HILLS: Final = (("月形山", (-775, -310), (150, 105)), ("天鹅岭", (850, 385), (92, 66)))
"""Wooded hills: name, middle, half axes east and north."""

THEMES: Final = (
    (-830, 620, Theme.VILLAGE), (-560, 620, Theme.VILLAGE), (-290, 650, Theme.ESTATE),
    (20, 680, Theme.COMPOUND),
    (320, 700, Theme.ESTATE), (600, 680, Theme.TOWERS), (880, 700, Theme.MOTORS),
    (1000, 500, Theme.MOTORS),
    (-880, 280, Theme.ESTATE), (-600, 380, Theme.ESTATE), (-340, 360, Theme.COMPOUND),
    (-20, 370, Theme.CENTRE),
    (300, 340, Theme.ESTATE), (520, 300, Theme.COMPOUND), (620, 160, Theme.TOWERS),
    (900, 320, Theme.PARK),
    (-820, 20, Theme.ESTATE), (-600, -30, Theme.TOWERS), (-330, 50, Theme.VILLAGE),
    (-40, 60, Theme.CENTRE),
    (280, 20, Theme.CENTRE), (560, 20, Theme.ESTATE), (930, 120, Theme.ESTATE),
    (980, -220, Theme.COMPOUND),
    (-780, -350, Theme.PARK), (-600, -220, Theme.COMPOUND), (-350, -300, Theme.ESTATE),
    (-60, -300, Theme.COMPOUND),
    (270, -330, Theme.WORKS), (600, -320, Theme.WORKS), (900, -350, Theme.COMPOUND),
    (-780, -760, Theme.VILLAGE),
    (-480, -720, Theme.ESTATE), (-330, -700, Theme.PARK), (-60, -700, Theme.VILLAGE),
    (280, -720, Theme.ESTATE),
    (560, -740, Theme.COMPOUND),
)  # fmt: skip
"""A quarter of the town takes the theme of the nearest of these points."""
