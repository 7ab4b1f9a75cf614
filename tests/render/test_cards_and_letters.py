"""What is printed for households and planners: cards, letters, sheets of what changes."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
import shapely
from shapely.geometry import box

from gridmap.render.sheets import ContactCard, bound, contact_cards
from gridmap.render.sheets.letters import width_of
from gridmap.words import say

HOSTILE = "<b>#panic() 䶮㛃𡐓 $x$ ] 茨菇塘"


def text_of(pdf):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_contact_cards_fill_a_page_and_nothing_of_one_leaves_it(lang):
    links = ("https://a.cn/#/badge", "https://a.cn/#/residents/no_visits?community=430202002007")
    card = ContactCard(HOSTILE * 9, HOSTILE, "0731-2855 0110" * 9, *links)
    [page] = contact_cards(card, lang=lang)
    titles = [word for word in page.words if word.bold and word.size == 13 and "panic" in word.text]
    assert len(titles) == 8
    said = [word.text for word in page.words]
    for line in ("card-notice-1", "card-notice-2"):
        # Nothing of what everybody is told is cut.
        assert said.count(say(line, lang=lang)) == 8
    assert len([one for one in page.pictures if one.alt]) == 16
    for word in page.words:
        wide = width_of(word.text, word.size, bold=word.bold)
        start = word.x - {"left": 0, "middle": wide / 2, "right": wide}[word.anchor]
        assert 0 <= start <= start + wide <= page.width
    assert "panic()" in text_of(bound([[page]], title="", lang=lang))


def test_cards_of_long_addresses_grow_with_their_codes():
    site = f"https://{'a' * 90}.cn"
    links = (f"{site}/#/badge", f"{site}/#/residents/no_visits?community=430202002007")
    [page] = contact_cards(ContactCard("1", "2", None, *links), lang="zh-CN")
    codes = [one for one in page.pictures if one.alt]
    assert 0 < len(codes) < 16
    boxes = np.array([box(one.x, one.y, one.x + one.width, one.y + one.height) for one in codes])
    assert shapely.STRtree(boxes).query(boxes, "overlaps").size == 0
    assert shapely.contains_properly(box(0, 0, page.width, page.height), boxes).all()
