"""What stands over a map: of which area, how far it is, as of when, and its square code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gridmap.render.days import day_words
from gridmap.render.sheets.letters import cut_to, width_of
from gridmap.render.sheets.map_drawing import DrawnMap
from gridmap.render.sheets.pages import Heading, LaidPage, Picture, Words
from gridmap.render.sheets.paper import MARGIN
from gridmap.render.sheets.scene import AreaScene, Stretch
from gridmap.render.sheets.square_code import square_code
from gridmap.render.sheets.strokes import framed, rule
from gridmap.words import Language, say

__all__ = [
    "TOP",
    "code_label",
    "continued",
    "numbers_of",
    "put_head",
    "put_scale",
    "put_stretch_head",
    "put_within",
]

TOP: Final = 9.0
"""Where pages begin, in millimetres from their upper edge."""

_HEAD: Final = 31.0
# Less room than this says nothing of where an area lies.
_LEAST_WITHIN: Final = 18.0
# What the scale takes of its line.
_SCALE_ROOM: Final = 78.0


def put_head(onto: LaidPage, scene: AreaScene, facts: Sequence[str], lang: Language) -> float:
    """Head the first page of a sheet; tell where the page goes on.

    Parameters
    ----------
    facts
        What is said of the area below its name, beside the day.
    """
    right, bottom = onto.width - MARGIN, TOP + _HEAD
    if scene.link is not None:
        side, code = square_code(scene.link)
        right -= side
        bottom = max(bottom, TOP + side)
        label = code_label(scene, lang)
        onto.pictures.append(Picture(code, right, TOP - 3, side, side, label))
        onto.words.append(Words(label, right + side / 2, TOP - 2 + side, 6.5, anchor="middle"))
    room = right - MARGIN
    called = cut_to(scene.called, room / 2, 10, bold=True)
    code_width = width_of(called, 10, bold=True) + 4 if called else 0.0
    title = cut_to(scene.title, room - code_width - 8, 18, bold=True)
    onto.headings.append(Heading(title, MARGIN, TOP - 1, room, 18))
    if called:
        x = MARGIN + width_of(title, 18, bold=True) + 4
        frame = framed(code_width, 6)
        onto.pictures.append(Picture(frame, x, TOP + 0.6, code_width, 6, scene.called))
        onto.words.append(
            Words(called, x + code_width / 2, TOP + 3.6, 10, bold=True, anchor="middle")
        )
        put_within(onto, scene, x + code_width + 4, right - 4, TOP + 3.6, 9)
    said = [*facts]
    if scene.as_of is not None:
        said.append(say("sheet-as-of", lang=lang, day=day_words(scene.as_of, lang)))
    x = MARGIN
    for fact in said:
        onto.words.append(Words(fact, x, TOP + 12.5, 9))
        x += width_of(fact, 9) + 8
    if scene.serving:
        room = right - MARGIN - _SCALE_ROOM
        shown = cut_to(scene.serving, room, 9, bold=True)
        onto.words.append(Words(shown, right - 2, TOP + 18.5, 9, bold=True, anchor="right"))
    walked, day = say("sheet-walked-by", lang=lang), say("sheet-day", lang=lang)
    onto.words.append(Words(walked, MARGIN, TOP + 25, 9))
    x = MARGIN + width_of(walked, 9) + 1
    onto.pictures.append(Picture(rule(36), x, TOP + 26.4, 36, 0.4, ""))
    onto.words.append(Words(day, x + 40, TOP + 25, 9))
    x += 41 + width_of(day, 9)
    onto.pictures.append(Picture(rule(26), x, TOP + 26.4, 26, 0.4, ""))
    if scene.duty_phone:
        text = say("sheet-duty-phone", lang=lang, phone=scene.duty_phone)
        room = right - x - 30
        onto.words.append(Words(cut_to(text, room, 10, bold=True), x + 30, TOP + 25, 10, bold=True))
    return bottom


def put_within(
    onto: LaidPage, scene: AreaScene, left: float, right: float, y: float, points: float
) -> None:
    """Say what an area is part of, as far as there is room: many are called the same."""
    if scene.within and right - left >= _LEAST_WITHIN:
        onto.words.append(Words(cut_to(scene.within, right - left, points), left, y, points))


def code_label(scene: AreaScene, lang: Language) -> str:
    """Say what the square code is for: it opens the sheet, or finds it again when it comes back."""
    known = "label" if scene.link != scene.sheet_code else "back"
    return say(f"sheet-code-{known}", lang=lang)


def continued(scene: AreaScene, lang: Language) -> str:
    """Head a further page: whoever finds a single page knows where it belongs."""
    if scene.called in {"", scene.title}:
        return say("sheet-continued", lang=lang, title=scene.title) if scene.title else ""
    return say("sheet-continued-coded", lang=lang, title=scene.title, code=scene.called)


def put_scale(onto: LaidPage, drawn: DrawnMap, lang: Language) -> None:
    """Say the scale of the map below the head."""
    line = say("sheet-scale", lang=lang, scale=f"{drawn.frame.scale:,}".replace(",", " "))
    metres = drawn.frame.scale / 100
    ruler = say("sheet-ruler", lang=lang, metres=f"{metres:g}")
    onto.words.append(Words(f"{line}　{ruler}", MARGIN, TOP + 18.5, 9))


def numbers_of(stretch: Stretch, lang: Language) -> str:
    """Say which numbers a stretch has."""
    spans = [
        say("sheet-span", lang=lang, first=one, last=other) if one != other else str(one)
        for one, other in stretch.spans
    ]
    return say("list-joint", lang=lang).join(spans)


def put_stretch_head(onto: LaidPage, scene: AreaScene, stretch: Stretch, lang: Language) -> float:
    """Head the page of a stretch; tell where the page goes on."""
    numbers = say("sheet-numbers", lang=lang, numbers=numbers_of(stretch, lang))
    if len(stretch.buildings) == 1:
        numbers = say("sheet-number", lang=lang, number=stretch.buildings[0].number)
    known = {"title": scene.title} if scene.title else {}
    title = say(
        "sheet-stretch-title" if known else "sheet-stretch",
        lang=lang,
        number=stretch.number,
        numbers=numbers,
        **known,
    )
    called = cut_to(scene.called, onto.width / 2 - MARGIN, 9, bold=True)
    right = onto.width - MARGIN
    end = right - width_of(called, 9, bold=True) - 4
    shown = cut_to(title, end - MARGIN, 13, bold=True)
    onto.headings.append(Heading(shown, MARGIN, TOP - 1, onto.width - 2 * MARGIN, 13))
    put_within(onto, scene, MARGIN + width_of(shown, 13, bold=True) + 4, end, TOP + 2, 9)
    onto.words.append(Words(called, right, TOP + 2, 9, bold=True, anchor="right"))
    return TOP + 8
