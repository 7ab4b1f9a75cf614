"""Contact cards (便民联系卡) for households: whom to call, two codes, and what is kept.

A card opens the page where whoever lives there types in the badge that a visitor shows. It never
carries a badge itself: the badge on a card in every letter box would make anybody genuine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gridmap.render.sheets.letters import cut_to, fitting, width_of
from gridmap.render.sheets.pages import LaidPage, Picture, Words
from gridmap.render.sheets.paper import MARGIN, Page, Paper, page
from gridmap.render.sheets.square_code import square_code
from gridmap.render.sheets.strokes import mm, rule, svg_of
from gridmap.words import Language, say

__all__ = ["ContactCard", "contact_cards"]

# Left free around the cards, for the marks to cut along; below them stands the foot, too.
_EDGE: Final = 12.0
_ABOVE: Final = 10.0
_BELOW: Final = 14.0
_FOOT: Final = 7.0
_LEAST_WIDTH: Final = 91.0
_LEAST_HEIGHT: Final = 68.0
_PADDING: Final = 5.0
_MARK: Final = 3.0
# Between the codes; their own quiet zones are part of them.
_APART: Final = 4.0
_TITLE: Final = 13.0
_PLACE: Final = 11.0
_CALL: Final = 13.0
_PHONE: Final = 20.0
_LABEL: Final = 12.0
_NOTICE: Final = 10.5
# Heights of what stands above the codes, of their labels, and of a line of the notice.
_HEAD: Final = 19.0
_LABELS: Final = 4.0
_LINE: Final = 4.6


@dataclass(frozen=True, slots=True)
class ContactCard:
    """What the cards of one area say.

    Attributes
    ----------
    title
        Whose card it is: the community.
    place
        The area within it.
    duty_phone
        Whom to call; a line to write it on where it is ``None``.
    badge_check
        What the left code opens: is this visitor genuine?
    no_visits
        What the right code opens: no visits, and what is kept.
    """

    title: str
    place: str
    duty_phone: str | None
    badge_check: str
    no_visits: str


def contact_cards(card: ContactCard, *, lang: Language, paper: Paper = Paper.A4) -> list[LaidPage]:
    """Lay a page full of the same card, with marks to cut along: eight on A4.

    Codes of long addresses are larger, and so are their cards.
    """
    size = page(paper, landscape=False)
    codes = [square_code(link) for link in (card.badge_check, card.no_visits)]
    side = max(code[0] for code in codes)
    wanted = (
        max(_LEAST_WIDTH, 2 * side + _APART),
        max(_LEAST_HEIGHT, _HEAD + _LABELS + side + 2 * _LINE + _PADDING - 3.0),
    )
    across = max(int((size.width - 2 * _EDGE) // wanted[0]), 1)
    room = size.height - _ABOVE - _BELOW
    down = max(int(room // wanted[1]), 1)
    wide, high = wanted[0], room / down
    left, top = (size.width - across * wide) / 2, _ABOVE
    onto = LaidPage(size.width, size.height)
    onto.pictures.append(_cuts(size, left, top, (across, down), (wide, high)))
    for row in range(down):
        for column in range(across):
            _put(onto, card, codes, left + column * wide, top + row * high, (wide, high), lang)
    cut = say("card-cut", lang=lang, place=card.place)
    shown = cut_to(cut, size.width / 2, onto.foot)
    onto.words.append(Words(shown, MARGIN, size.height - _FOOT, onto.foot))
    return [onto]


def _put(
    onto: LaidPage,
    card: ContactCard,
    codes: list[tuple[float, str]],
    x: float,
    y: float,
    size: tuple[float, float],
    lang: Language,
) -> None:
    """Put one card, its upper left corner at ``x``, ``y``."""
    wide, high = size
    inner = wide - 2 * _PADDING
    start, end = x + _PADDING, x + wide - _PADDING
    # Which patch it is stands last, and is what tells these cards from others.
    left = inner - width_of(card.title, _TITLE, bold=True) - 4
    [(place, points)] = fitting([card.place], max(left, inner * 0.5), _PLACE)
    room = inner - width_of(place, points) - 4
    title = cut_to(card.title, room, _TITLE, bold=True)
    onto.words.append(Words(title, start, y + 5.4, _TITLE, bold=True))
    onto.words.append(Words(place, end, y + 5.4, points, anchor="right"))
    onto.pictures.append(Picture(rule(inner), start, y + 8.2, inner, 0.4, ""))
    call = say("card-call", lang=lang)
    onto.words.append(Words(call, start, y + 13.2, _CALL, bold=True))
    after = start + width_of(call, _CALL, bold=True) + 2
    if card.duty_phone:
        [(phone, points)] = fitting([card.duty_phone], end - after, _PHONE, bold=True)
        onto.words.append(Words(phone, end, y + 13.2, points, bold=True, anchor="right"))
    else:
        onto.pictures.append(Picture(rule(end - after), after, y + 15.6, end - after, 0.4, ""))
    # Codes stand under the middle of each half, below what they open.
    largest = max(side for side, _ in codes)
    for at, (side, svg) in enumerate(codes):
        middle = x + wide / 2 + (at - 0.5) * (wide / 2 - 1)
        label = say(("card-badge-check", "card-no-visits")[at], lang=lang)
        [(text, points)] = fitting([label], wide / 2 - 4, _LABEL, bold=True)
        line = y + _HEAD + _LABELS / 2
        onto.words.append(Words(text, middle, line, points, bold=True, anchor="middle"))
        under = y + _HEAD + _LABELS - 1.5 + (largest - side) / 2
        onto.pictures.append(Picture(svg, middle - side / 2, under, side, side, label))
    notice = [say(key, lang=lang) for key in ("card-notice-1", "card-notice-2")]
    for at, (text, points) in enumerate(fitting(notice, inner, _NOTICE)):
        line = y + high - _PADDING + 0.8 - (1.5 - at) * _LINE
        onto.words.append(Words(text, x + wide / 2, line, points, anchor="middle"))


def _cuts(
    size: Page, left: float, top: float, count: tuple[int, int], card: tuple[float, float]
) -> Picture:
    """Draw where to cut: marks at the edges, and crosses where four cards meet."""
    columns = [left + at * card[0] for at in range(count[0] + 1)]
    rows = [top + at * card[1] for at in range(count[1] + 1)]
    above, below = rows[0] - _MARK - 0.5, rows[-1] + 0.5
    before, after = columns[0] - _MARK - 0.5, columns[-1] + 0.5
    out = [f"M{mm(x)} {mm(y)}v{_MARK}" for x in columns for y in (above, below)]
    out += [f"M{mm(x)} {mm(y)}h{_MARK}" for y in rows for x in (before, after)]
    out += [
        f"M{mm(x - 1.5)} {mm(y)}h3M{mm(x)} {mm(y - 1.5)}v3"
        for x in columns[1:-1]
        for y in rows[1:-1]
    ]
    body = f'<path d="{"".join(out)}" stroke="#000" stroke-width=".25"/>'
    return Picture(svg_of(size.width, size.height, body), 0, 0, size.width, size.height, "")
