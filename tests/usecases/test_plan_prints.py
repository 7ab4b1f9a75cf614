"""What is printed of plans: letters to households, sheets of what changes."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from gridmap.errors import InputError, NotPermitted
from gridmap.render.sheets import LetterPaper
from gridmap.render.tables import plan_changes_xlsx
from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store.tables.access import look
from gridmap.territory.people import Office
from gridmap.usecases import plan_letters as letters_of_plans
from gridmap.usecases.letter_text import forget_letter_text, keep_letter_text, letter_text
from gridmap.usecases.plan_changes import plan_changes
from gridmap.usecases.plan_finding import Wanted
from gridmap.usecases.plan_letters import LetterWishes, plan_letters
from gridmap.usecases.plan_sheets import ChangeWishes, plan_sheets
from gridmap.usecases.planning import propose, propose_anew
from gridmap.usecases.plans import plan
from gridmap.usecases.sheet_run import SheetWishes
from tests.usecases.drafts import MERGED, TOWN, approved, planner_of
from tests.usecases.staff import as_holder


@pytest.fixture
def workspace(sqlite_workspace):
    return sqlite_workspace


@pytest.fixture
def merged(workspace):
    """Name of a draft by which the second grid's three households come to the first."""
    return propose(planner_of(workspace), TOWN, MERGED).plan.name


def printed(workspace, name, **wishes):
    made = plan_letters(planner_of(workspace), name, LetterWishes(**wishes))
    return made, [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf)]


def test_each_household_that_changes_hands_has_a_letter(workspace, merged):
    made, pages = printed(workspace, merged, lang="zh-CN", address="https://grid.example")
    assert (made.sheets, made.pages) == (3, 3)
    assert all("草稿" in page and "2格" in "".join(page.split()) for page in pages)
    approved(workspace, merged, days=9)
    made, pages = printed(workspace, merged, lang="en", paper=LetterPaper.A5)
    assert (made.sheets, made.pages) == (3, 2)
    assert not any("Draft" in page for page in pages)
    assert "13 Mar 2026" in pages[0]
    with workspace.database.read() as conn:
        assert [row.count for row in conn.execute(select(look.c.count))] == [3, 3]


def test_a_household_that_was_nowhere_is_told_where_it_belongs(workspace, merged, monkeypatch):
    told = plan_changes(planner_of(workspace), merged)
    letters = told.letters.copy()
    letters.loc[0, ["from_grid", "from_patch"]] = None
    changed = replace(told, letters=letters)
    monkeypatch.setattr(letters_of_plans, "plan_changes", lambda *_: changed)
    for lang, before, after in (
        ("zh-CN", "由“", "归“1格”，以后有事找那里的联系人"),
        ("en", "goesfrom", "belongstoGrid1"),
    ):
        _, pages = printed(workspace, merged, lang=lang)
        plain = ["".join(page.split()) for page in pages]
        assert [before in page for page in plain] == [False, True, True]
        assert [after in page for page in plain] == [True, False, False]
    # A text that does not speak of what was before is theirs word by word.
    _, pages = printed(workspace, merged, lang="en", text="t\nonly {after}")
    assert all("only Grid 1" in page for page in pages)
    letters["to_patch"] = "new-2"
    letters.loc[1:, "from_patch"] = "二邻"
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(plan_changes_xlsx(told.parts, letters, "zh-CN"))
    )
    rows = book.get_sheet_by_name("告知信").to_python()
    assert [row[3] for row in rows[1:]] == ["原来没有", "2 格", "2 格"]
    assert [row[letters.columns.get_loc("from_patch")] for row in rows[1:]] == ["", "二邻", "二邻"]
    assert {row[letters.columns.get_loc("to_patch")] for row in rows[1:]} == {"新 2 邻"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "grid.example", "https://", "http://[x"]
)
def test_a_square_code_opens_a_web_page_and_nothing_else(address):
    for wishes in (LetterWishes, SheetWishes):
        with pytest.raises(InputError) as refused:
            wishes(address=address)
        assert refused.value.code == "address-not-web"


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_text_of_the_offices_own_is_text_and_no_markup(workspace, merged, lang):
    planner = planner_of(workspace)
    shipped = letter_text(planner, lang)
    assert not shipped.own
    own = (
        "#panic() <b>通知</b>\n\n\uff5b Home \uff5d $x$ @ref 䶮㛃𡐓茨菇塘 {原来归}\n" + "长" * 3_000
    )
    assert keep_letter_text(planner, lang, own).own
    _, pages = printed(workspace, merged, lang=lang)
    plain = "".join("".join(pages).split()).replace("Grid2", "2格")
    assert plain.count("#panic()<b>通知</b>") == 3
    assert "$x$@ref䶮㛃𡐓茨菇塘2格" in plain
    assert plain.count("长") == 9_000
    assert len(pages) > 3
    assert forget_letter_text(planner, lang) == shipped


def test_what_is_wrong_with_a_text_is_said(workspace, merged):
    planner = planner_of(workspace)
    for text, said in (
        ("{name}", "home"),
        ("{}", "home"),
        (" \n", "text"),
        ("a" * 9_000, "8,000"),
        ("Dear all\nof {home, from {day}", "Line 2 .* “of {home, from {day}”"),
        ("{{home}}", "Line 1 "),
        ("home\uff5d", "Line 1 "),
    ):
        with pytest.raises(InputError, match=said):
            keep_letter_text(planner, "en", text)
        with pytest.raises(InputError, match=said):
            printed(workspace, merged, lang="en", text=text)
    with pytest.raises(NotPermitted):
        keep_letter_text(as_holder(workspace, Office.CADRE, TOWN), "en", "{home}")
    with pytest.raises(InputError, match="2"):
        plan_letters(planner, merged, most=2)


@pytest.mark.parametrize(
    ("lang", "figures", "counted", "balanced"),
    [
        ("zh-CN", "3 户 → 0 户", "网格（个） 2 1", "均衡的是：户数，每个 1 到 99"),
        ("en", "3 → 0 house", "Grids 2 1", "Balanced: households, 1 to 99 each"),
    ],
)
def test_what_changes_is_shown_before_and_after(
    workspace, merged, lang, figures, counted, balanced
):
    heard = []
    made = plan_sheets(
        planner_of(workspace),
        merged,
        ChangeWishes(lang=lang),
        progress=lambda done, of: heard.append((done, of)),
    )
    assert (made.sheets, made.pages) == (2, 3)
    assert heard == [(1, 2), (2, 2)]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf)]
    assert counted in " ".join(pages[0].split())
    assert "".join(balanced.split()) in "".join(pages[0].split())
    assert figures in pages[2]
    way = "2 格 → 1 格" if lang == "zh-CN" else "Grid 2 → Grid 1"
    assert all(page.count(way) == 2 for page in pages[1:])
    with workspace.database.read() as conn:
        assert [row.count for row in conn.execute(select(look.c.count))] == [2]
    with pytest.raises(InputError, match="1"):
        plan_sheets(planner_of(workspace), merged, most=1)


def test_of_a_plan_that_changes_nothing_there_is_nothing_to_print(workspace):
    planner = planner_of(workspace)
    name = propose(planner, TOWN, Wanted(size=(1, 99))).plan.name
    for printing in (plan_letters, plan_sheets):
        with pytest.raises(InputError, match=name):
            printing(planner, name)


@pytest.mark.parametrize(("lang", "said"), [("zh-CN", "新1格"), ("en", "Newgrid1")])
def test_what_a_plan_makes_is_called_in_words(workspace, lang, said):
    planner = planner_of(workspace)
    name = propose(planner, TOWN, Wanted(add={TOWN: 1}, size=(1, 4))).plan.name
    _, letters = printed(workspace, name, lang=lang)
    sheets = pypdfium2.PdfDocument(plan_sheets(planner, name, ChangeWishes(lang=lang)).pdf)
    shown = [page.get_textpage().get_text_range() for page in sheets]
    for pages in (letters, shown):
        text = "".join("".join(pages).split())
        assert said in text
        assert "new-1" not in text


@pytest.mark.parametrize(("lang", "way"), [("zh-CN", "原来没有→新"), ("en", "none→Newgrid")])
def test_a_first_division_is_printed_beside_nothing(workspace, lang, way):
    planner, today = planner_of(workspace), workspace.today()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, today)
        town = tree.by_code[TOWN]
        grids = [one.id for one in tree.children[town.id]]
        own = membership_store.members(conn, today)
        parts = own.loc[own["leaf_area"].isin(grids), "part"].tolist()
        membership_store.move(
            conn, dict.fromkeys(parts, town.id), source="hand", since=today, plan=None
        )
        area_store.close_areas(conn, grids, today)
    first = propose_anew(planner, TOWN, Wanted(size=(1, 9))).plan
    assert first.account["then"]["buildings_given"] == len(parts) == 4
    made = plan_sheets(planner, first.name, ChangeWishes(lang=lang))
    assert made.sheets == first.account["then"]["grids"]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf)]
    assert "".join("".join(pages).split()).count(way) == 4


def test_a_plan_in_effect_keeps_its_account(workspace):
    """What it changed is told as before, and what it made by number, not by code alone."""
    planner = planner_of(workspace)
    name = propose(planner, TOWN, Wanted(add={TOWN: 1}, size=(1, 4))).plan.name
    before, told = plan(planner, name), plan_changes(planner, name)
    printed_before = plan_sheets(planner, name).sheets
    approved(workspace, name, days=0)
    after = plan(planner, name)
    assert after.state == "in_effect"
    assert after.account == before.account
    now = plan_changes(planner, name)
    assert len(now.letters) == len(told.letters) > 0
    assert now.parts["from_grid"].tolist() == told.parts["from_grid"].tolist()
    assert plan_letters(planner, name).sheets == len(told.letters)
    assert plan_sheets(planner, name).sheets == printed_before
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(plan_changes_xlsx(now.parts, now.letters, "zh-CN"))
    )
    to = now.parts.columns.get_loc("to_grid")
    parts = book.get_sheet_by_name("换邻长名单").to_python()[1:]
    assert {row[to] for row in parts} == {f"3 格 · {TOWN}003"}
    to = now.letters.columns.get_loc("to_grid")
    assert {row[to] for row in book.get_sheet_by_name("告知信").to_python()[1:]} == {"3 格"}
