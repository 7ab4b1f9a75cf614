"""What is printed for households and planners: cards, letters, sheets of what changes."""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
import pytest
import shapely
from shapely.geometry import box

from gridmap.render.sheets import (
    AreaChange,
    AreaScene,
    Change,
    ChangedBuilding,
    ContactCard,
    LetterPaper,
    NoticeLetter,
    PlanFacts,
    PlanGround,
    Streets,
    bound,
    change_sheet,
    contact_cards,
    notice_letters,
    plan_overview,
)
from gridmap.render.sheets.atlas import numbered
from gridmap.render.sheets.letters import POINT, width_of, wrapped
from gridmap.render.sheets.pages import NumberCell
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


def test_the_foot_of_cards_is_one_line_clear_of_the_marks_to_cut_along():
    links = ("https://a.cn/#/badge", "https://a.cn/#/residents/no_visits")
    pages = contact_cards(ContactCard("1", "2", None, *links), lang="en")
    numbered(pages, "en")
    [page] = pages
    cut, number = page.words[-2:]
    assert (cut.y, cut.size) == (number.y, number.size)
    marks = re.findall(r"M[\d.]+ ([\d.]+)v([\d.]+)", page.pictures[0].svg)
    lowest = max(float(top) + float(long) for top, long in marks)
    assert cut.y - lowest > cut.size * POINT


def test_a_card_says_of_which_patch_it_is():
    links = ("https://a.cn/#/badge", "https://a.cn/#/residents/no_visits")
    for place in ("第1网格 · 1组 · 1邻", "第11网格 · 12组 · 月塘苑13邻"):
        [page] = contact_cards(ContactCard("余家冲社区", place, None, *links), lang="zh-CN")
        said = [word.text for word in page.words]
        assert [said.count(place), said.count("余家冲社区")] == [8, 8]


def test_cards_of_long_addresses_grow_with_their_codes():
    site = f"https://{'a' * 90}.cn"
    links = (f"{site}/#/badge", f"{site}/#/residents/no_visits?community=430202002007")
    [page] = contact_cards(ContactCard("1", "2", None, *links), lang="zh-CN")
    codes = [one for one in page.pictures if one.alt]
    assert 0 < len(codes) < 16
    boxes = np.array([box(one.x, one.y, one.x + one.width, one.y + one.height) for one in codes])
    assert shapely.STRtree(boxes).query(boxes, "overlaps").size == 0
    assert shapely.contains_properly(box(0, 0, page.width, page.height), boxes).all()


def test_the_heading_of_a_letter_stands_in_one_line_over_its_text():
    heading = "关于 枫树坪二巷 23 号 101 换联系人的通知 茨菇塘 䶮㛃𡐓"
    pages = notice_letters([NoticeLetter("101", heading, "您好")], lang="zh-CN")
    lines = text_of(bound([pages], title="", lang="zh-CN")).splitlines()
    assert [line for line in lines if "换联系人" in line] == [heading]


@pytest.mark.parametrize("paper", LetterPaper)
def test_a_draft_says_so_a_line_above_the_address(paper):
    letter = NoticeLetter(HOSTILE * 9, "1", "您好")
    [page] = notice_letters([letter], lang="en", paper=paper, draft=True)
    [draft] = [word for word in page.words if word.text == say("sheet-letter-draft", lang="en")]
    address = [word for word in page.words if "panic" in word.text]
    assert min(word.y for word in address) - draft.y > 1.4 * draft.size * POINT
    assert draft.y > 5


def change_of(count, *, across=6):
    """An area that hands over the first of its houses and takes over all others."""
    buildings = tuple(
        ChangedBuilding(
            box(x := at % across * 18, y := -(at // across) * 18, x + 9, y + 9),
            Change.COMES if at else Change.LEAVES,
            f"{HOSTILE}{at}" * 9,
            1,
            "<b>1",
            "#2",
        )
        for at in range(count)
    )
    ground = shapely.union_all([one.shape for one in buildings]).envelope.buffer(12)
    scene = AreaScene("430202002002", HOSTILE, "grid", shapely.Polygon(), ())
    return AreaChange(scene, ground, ground.buffer(-3), buildings, 12, 12 + count - 2)


@pytest.mark.parametrize(("count", "across"), [(1, 6), (12, 2), (12, 6), (90, 30)])
def test_everything_that_changes_hands_is_on_both_maps_and_once_in_the_table(count, across):
    change = change_of(count, across=across)
    pages = change_sheet(change, PlanFacts(HOSTILE, "", ()), lang="zh-CN")
    rows = [row for page in pages for table in page.tables for row in table.rows]
    numbers = [cell.number for row in rows for cell in row if isinstance(cell, NumberCell)]
    assert numbers == [*range(1, count + 1)]
    for page in pages:
        listed = [
            cell.number
            for table in page.tables
            for row in table.rows
            for cell in row[:1]
            if isinstance(cell, NumberCell)
        ]
        if listed and page.pictures:
            shown = [int(word.text) for word in page.words if word.bold and word.text.isdecimal()]
            assert sorted(shown) == sorted([*listed, *listed])
        for table in page.tables:
            assert table.y + sum(table.heights) < page.height - 7
        for drawn in page.pictures:
            assert drawn.y + drawn.height < page.height - 7
    assert "#panic()" in text_of(bound([pages], title="", lang="zh-CN"))


def test_what_goes_and_what_comes_are_told_apart_on_a_copy_in_black_and_white():
    [page] = change_sheet(change_of(2), PlanFacts("1", HOSTILE, ()), lang="en")
    pdf = pypdfium2.PdfDocument(bound([[page]], title="", lang="en"))
    scale = 200 / 72
    copy = np.asarray(pdf[0].render(scale=scale, grayscale=True).to_pil()) < 128
    pdf.close()
    dark = {}
    for word in page.words:
        if word.bold and word.text in {"1", "2"}:
            x, y, far = (round(value / 25.4 * 200) for value in (word.x, word.y, 1.6))
            dark.setdefault(word.text, []).append(copy[y - far : y + far, x - far : x + far].mean())
    assert len(dark["1"]) == len(dark["2"]) == 2
    assert min(dark["1"]) > 0.6
    assert max(dark["2"]) < 0.5


def test_a_legend_of_changes_explains_what_its_maps_show_and_nothing_else():
    keys = (
        *("change-leaves", "change-comes", "change-kept", "border", "change-other", "neighbour"),
        *("water", "path"),
    )
    known = {say(f"sheet-{key}", lang="en"): key for key in keys}

    def said(change):
        [page] = change_sheet(change, PlanFacts("1", HOSTILE, ()), lang="en")
        return [known[word.text] for word in page.words if word.text in known]

    change = change_of(1)
    assert said(change) == ["change-leaves", "border", "change-other"]
    assert said(replace(change, then=change.today)) == ["change-leaves", "border"]
    ground = np.array([box(-9, 0, -2, 9)], dtype=object)
    beside = replace(change.scene, kept=ground, neighbours=ground)
    assert said(replace(change_of(2), scene=beside)) == [*keys][:6]
    path = Streets(np.array([shapely.LineString([(-9, 12), (90, 12)])]), (None,), ("footway",))
    assert said(replace(change_of(2), scene=replace(beside, water=ground, streets=path))) == [*keys]


def ground_of(*changes, beside=()):
    """The ground of some areas that change, and of others beside them."""
    handed = [one.shape for change in changes for one in change.buildings]
    others = np.array(beside, dtype=object)
    shown = {"handed": np.array(handed, dtype=object), "attribution": "© who surveyed it"}
    scene = AreaScene("", HOSTILE, "grid", shapely.Polygon(), (), **shown)
    return PlanGround(scene, others, others)


@pytest.mark.parametrize("count", [1, 12, 120])
def test_an_overview_says_on_which_page_each_area_is(count):
    change = change_of(3)
    many = [(change, at) for at in range(1, count + 1)]
    facts = PlanFacts("1", HOSTILE, (("a", "1", "2"),))
    pages = plan_overview(many, ground_of(change), facts, lang="en")
    rows = [row for page in pages for table in page.tables for row in table.rows if len(row) == 7]
    assert [(int(row[0].text), int(row[6])) for row in rows] == [
        (at, at + len(pages)) for at in range(1, count + 1)
    ]
    for page in pages:
        for table in page.tables:
            assert table.y + sum(table.heights) < page.height - 7
        for drawn in page.pictures:
            assert drawn.y + drawn.height < page.height - 7
            assert all(
                drawn.y + drawn.height <= table.y or table.y + sum(table.heights) <= drawn.y
                for table in page.tables
            )


def test_an_overview_shows_all_ground_before_and_after_and_what_changes_hands_on_a_copy():
    first = change_of(3)
    left, _, right, _ = first.today.bounds
    second, still = (shapely.affinity.translate(first.today, n * (right - left)) for n in (1, 2))
    gone = replace(first, today=second, then=shapely.Polygon(), buildings=())
    changes = [(first, 1), (gone, 2)]
    [page] = plan_overview(
        changes, ground_of(first, beside=[still]), PlanFacts("1", "", ()), lang="en"
    )
    # What keeps all it has is drawn without a number; what is no more has none in the plan.
    numbers = [int(one.text) for one in page.words if one.text.isdecimal() and one.size > 10]
    assert sorted(numbers) == [1, 1, 2]
    said = {one.text for one in page.words}
    assert {say("sheet-change-handed", lang="en"), say("sheet-change-between", lang="en")} <= said
    assert "© who surveyed it" in said
    pdf = pypdfium2.PdfDocument(bound([[page]], title="", lang="en"))
    copy = np.asarray(pdf[0].render(scale=150 / 72, grayscale=True).to_pil()) < 128
    maps = [one for one in page.pictures if one.alt]
    assert len(maps) == 2
    for drawn in maps:
        left, top = (round(value / 25.4 * 150) for value in (drawn.x, drawn.y))
        wide, high = (round(value / 25.4 * 150) for value in (drawn.width, drawn.height))
        # Three spots that are black through and through.
        inside = copy[top + 5 : top + high - 5, left + 5 : left + wide - 5].astype(np.uint8)
        count, _ = cv2.connectedComponents(cv2.erode(inside, np.ones((15, 15))))
        assert count - 1 == 3


@pytest.mark.parametrize("width", [20, 23, 26, 29])
def test_no_line_begins_or_ends_with_what_belongs_to_the_other(width):
    lines = wrapped("由“第2网格11邻”划到（新的）地方。以后的事，找新的联系人！", width, 12)
    assert len(lines) > 2
    assert "".join(lines) == "由“第2网格11邻”划到（新的）地方。以后的事，找新的联系人！"
    for line in lines:
        assert line[0] not in "”）。，！"
        assert line[-1] not in "“（"
        assert width_of(line, 12) <= width


def test_codes_of_cards_are_read_from_a_copy_in_black_and_white():
    links = ("https://map.a.cn/#/badge", "https://map.a.cn/#/residents/no_visits?community=430202")
    [page] = contact_cards(ContactCard("1", "2", None, *links), lang="zh-CN")
    pdf = pypdfium2.PdfDocument(bound([[page]], title="", lang="zh-CN"))
    copy = np.asarray(pdf[0].render(scale=150 / 72, grayscale=True).to_pil()) > 128
    pdf.close()
    read = set()
    for code in [one for one in page.pictures if one.alt][:2]:
        left, top, side = (round(value / 25.4 * 150) for value in (code.x, code.y, code.width))
        piece = copy[top : top + side, left : left + side].astype(np.uint8) * 255
        read.add(cv2.QRCodeDetector().detectAndDecode(piece)[0])
    assert read == set(links)
