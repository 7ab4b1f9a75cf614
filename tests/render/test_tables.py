from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
import shapely
from python_calamine import CalamineWorkbook
from rich.cells import cell_len
from rich.console import Console
from shapely.geometry import Polygon

from gridmap.fieldwork.coverage import REASONS, CoverageFigure
from gridmap.fieldwork.period import Period
from gridmap.render.tables import (
    CoverageRow,
    to_csv,
    to_geojson,
    to_json,
    to_table,
    to_text,
    to_xlsx,
)
from gridmap.render.tables.about import period_words
from gridmap.territory.codes import Level
from gridmap.words import LANGUAGES

CONTRACT = ["code", "name", "level", "target", "target_estimated", "attempted", "reached"]
CONTRACT += ["settled", "rate", "attempted_rate"]
CONTRACT += ["no_answer", "no_access", "refused", "vacant", "moved", "not_found", "untried"]
CONTRACT += ["excluded_vacant", "excluded_do_not_visit", "excluded"]


def figure(target: int, reached: int, *, no_answer: int = 0, vacant: int = 0) -> CoverageFigure:
    reasons = dict.fromkeys(REASONS, 0) | {
        "no_answer": no_answer,
        "untried": target - reached - no_answer,
    }
    return CoverageFigure(
        target=target,
        attempted=reached + no_answer,
        reached=reached,
        settled=reached,
        target_estimated=0,
        reasons=reasons,
        excluded={"vacant": vacant, "do_not_visit": 2},
    )


CLOCKWISE = Polygon([(113, 27), (113, 27.01), (113.01, 27.01), (113.01, 27)])
ROWS = [
    CoverageRow(
        "430202002003001",
        "新月塘 1 格",
        Level.GRID,
        figure(502, 306, no_answer=78, vacant=17),
        CLOCKWISE,
    ),
    CoverageRow("430202002003002", None, Level.GRID, figure(1000, 999)),
    CoverageRow("430202002003003", "空地", Level.GRID, figure(0, 0), shapely.Polygon()),
]
TEXTS = ["=1+1", "+86", "-3", "@SUM(A1)", "\tx", "\rx", "https://example.org", "{=1}"]


def hostile(text: str) -> list[CoverageRow]:
    return [CoverageRow(text, text, Level.GRID, figure(3, 1))]


# Programs -----------------------------------------------------------------------------------------


def test_json_is_one_object_for_each_area_with_the_keys_of_the_contract():
    first, second, third = json.loads(to_json(ROWS))

    assert list(first) == list(second) == list(third) == CONTRACT
    assert first["name"] == "新月塘 1 格"
    assert first["rate"] == 306 / 502
    assert first["attempted_rate"] == 384 / 502
    assert first["target"] == first["reached"] + sum(first[reason] for reason in REASONS)
    assert (first["excluded_vacant"], first["excluded_do_not_visit"], first["excluded"]) == (
        17,
        2,
        19,
    )
    assert second["name"] is third["rate"] is third["attempted_rate"] is None
    assert json.loads(to_json([])) == []


def test_csv_reads_back_as_it_was():
    text = to_csv(ROWS)
    read = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert [list(one) for one in read] == [CONTRACT] * 3
    for one, told in zip(read, json.loads(to_json(ROWS)), strict=True):
        assert one == {key: "" if told[key] is None else str(told[key]) for key in CONTRACT}


@pytest.mark.parametrize("text", TEXTS)
def test_no_csv_cell_is_a_formula(text):
    [_, cells] = csv.reader(io.StringIO(to_csv(hostile(text))))

    assert not cells[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cells[0].removeprefix("'") == cells[1].removeprefix("'") == text


def test_geojson_carries_outlines_and_figures():
    collection = json.loads(to_geojson(ROWS))

    first, second, third = collection["features"]
    assert set(collection) == {"type", "features"}  # RFC 7946 knows no "crs"
    assert [feature["properties"] for feature in (first, second, third)] == json.loads(
        to_json(ROWS)
    )
    shape = shapely.from_geojson(json.dumps(first["geometry"]))
    assert shape.equals(CLOCKWISE)
    assert shape.exterior.is_ccw
    assert second["geometry"] is third["geometry"] is None


def test_geojson_coordinates_are_short_and_flat():
    circle = shapely.force_3d(CLOCKWISE.buffer(1 / 3000), 9.0)
    collection = json.loads(to_geojson([CoverageRow("1", "a", None, figure(1, 1), circle)]))
    [[ring]] = [one["geometry"]["coordinates"] for one in collection["features"]]

    assert all(len(place) == 2 for place in ring)
    assert all(coordinate == round(coordinate, 7) for place in ring for coordinate in place)


# Excel --------------------------------------------------------------------------------------------


def sheets(file: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_xlsx_reads_back_as_it_was():
    [titles, *lines] = sheets(to_xlsx(ROWS, lang="zh-CN"))["走访覆盖"]

    assert titles[:5] == ["编码", "名称", "层级", "应访", "其中估算"]
    for line, told in zip(lines, json.loads(to_json(ROWS)), strict=True):
        told |= {"level": "网格"}
        assert line == ["" if told[key] is None else told[key] for key in CONTRACT]


def test_xlsx_says_what_its_figures_mean_and_when():
    november = Period(date(2026, 11, 1), date(2026, 11, 22))
    file = to_xlsx(ROWS, period=november, as_of=date(2026, 11, 21), lang="en")

    said = [cell for line in sheets(file)["About"] for cell in line if cell]

    assert said[:2] == ["Period: 1–21 Nov 2026.", "As of 21 Nov 2026."]
    assert "Met / target. Empty where the target is 0." in said
    assert len(said) == 3 + 2 * len(CONTRACT)


@pytest.mark.parametrize("text", TEXTS)
def test_no_xlsx_cell_is_a_formula_or_a_link(text):
    file = to_xlsx(hostile(text), lang="en")

    [_, line] = sheets(file)["Coverage"]
    assert line[:2] == [text, text] or text == "\rx"  # XML reads a lone CR as a line feed
    with ZipFile(io.BytesIO(file)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in written
        assert "hyperlink" not in written


def test_xlsx_shows_whole_per_cents_but_no_false_0_or_100():
    rows = [replace(ROWS[0], figure=figure(1000, met)) for met in (0, 1, 612, 999, 1000)]
    file = to_xlsx(rows, lang="en")

    with ZipFile(io.BytesIO(file)) as parts:
        styles = parts.read("xl/styles.xml").decode()
        sheet = style_by_cell(parts.read("xl/worksheets/sheet1.xml").decode())
    assert "&quot;99%&quot;" in styles
    assert "&quot;1%&quot;" in styles
    rates = [sheet[f"I{line}"] for line in range(2, 7)]
    assert rates[0] == rates[2] == rates[4]  # the plain format
    assert len(set(rates)) == 3


def style_by_cell(xml: str) -> dict[str, str]:
    """Style of each cell by its address."""
    return dict(re.findall(r'<c r="(\w+)" s="(\d+)"', xml))


def test_xlsx_headings_stay_in_sight_and_filter():
    with ZipFile(io.BytesIO(to_xlsx(ROWS, lang="en"))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()

    assert '<pane xSplit="2" ySplit="1"' in sheet
    assert '<autoFilter ref="A1:T4"/>' in sheet


# People -------------------------------------------------------------------------------------------


def printed(rows, width=140, **options) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(to_table(rows, width=width, **options))
    return console.export_text()


def test_the_table_shows_both_rates_with_their_target():
    line = next(line for line in printed(ROWS, lang="en").splitlines() if "003001" in line)

    assert line.split()[-9:] == ["502", "306", "61%", "384", "76%", "306", "78", "118", "19"]


def test_rates_in_the_table_are_whole_but_never_falsely_all():
    text = printed(ROWS, lang="en")

    assert "99%" in text
    assert "100%" not in text
    assert next(line for line in text.splitlines() if "空地" in line).split().count("—") == 2


def test_chinese_columns_stay_aligned():
    lines = [line.rstrip() for line in printed(ROWS, lang="zh-CN").splitlines() if "43020" in line]

    assert len({cell_len(line) for line in lines}) == 1


def test_areas_of_one_level_are_summed_once():
    grids = printed(ROWS, lang="en")
    nested = printed([replace(ROWS[0], level=Level.COMMUNITY), *ROWS[1:]], lang="en")

    assert "All" in grids
    assert "1,305" in grids
    assert "87%" in grids  # 1,305 of 1,502
    assert "1,305" not in nested


def test_a_narrow_terminal_gets_fewer_columns_and_the_same_rates():
    narrow = printed(ROWS, width=90, lang="en")

    assert "Not in" not in narrow
    assert "61%" in narrow
    assert "76%" in narrow
    assert "…" not in narrow
    assert "Not in" in printed(ROWS, width=140, lang="en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_stay_readable_at_eighty_columns(lang):
    names = ["茨菇塘街道第十二网格", "Upper Moon Pond grid", None]
    rows = [replace(row, name=name) for row, name in zip(ROWS, names, strict=True)]
    lines = printed(rows, width=80, lang=lang).splitlines()

    assert max(cell_len(line.rstrip()) for line in lines) <= 80
    for name in names[:2]:
        assert any(name in line for line in lines)
    assert any("61%" in line and "76%" in line and "502" in line for line in lines)


def test_a_very_long_name_is_wrapped_and_keeps_its_rates():
    rows = [replace(ROWS[0], name="很长的名字" * 8), *ROWS[1:]]
    text = printed(rows, width=80, lang="zh-CN")

    assert max(cell_len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "很长的名字很" in text
    assert "76%" in text


def test_as_text_the_table_is_as_wide_as_it_needs():
    rows = [replace(ROWS[0], name="很长的名字" * 30), *ROWS[1:]]
    text = to_text(to_table(rows, lang="zh-CN"))

    assert "很长的名字" * 30 in text
    assert "…" not in text


def test_names_are_not_read_as_markup():
    assert "[bold]x[/bold]" in printed([replace(ROWS[0], name="[bold]x[/bold]")], lang="en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_table_still_says_what_it_is_about(lang):
    text = printed([], lang=lang, as_of=date(2026, 11, 21))

    assert "2026" in text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(), "全部走访"),
        (Period(date(2026, 11, 1)), "2026年11月1日起"),
        (Period(end=date(2026, 12, 1)), "到 2026年11月30日"),
        (Period(date(2026, 11, 1), date(2026, 11, 2)), "2026年11月1日"),
        (Period(date(2026, 11, 1), datetime(2026, 11, 3, tzinfo=UTC)), "2026年11月1日至2日"),
        (Period(date(2026, 11, 1), datetime(2026, 11, 3, 9, tzinfo=UTC)), "2026年11月1日至3日"),
    ],
)
def test_a_period_is_said_by_its_first_and_last_day(period, words):
    assert period_words(period, "zh-CN") == words
