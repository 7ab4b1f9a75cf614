"""Ledgers as offices keep them, and as nobody should send them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from gridmap.errors import InputError
from gridmap.intake import Intake, read_ledger
from tests.intake.conftest import packed
from tests.reading_here import reading_here
from tests.usecases.ledger_books import ID_NUMBER, PHONE, book

__all__ = ["reading_here"]

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(file: Path, **columns: str) -> Intake:
    return read_ledger(file, zone=SHANGHAI, columns=columns or None)


def refused(file: Path) -> str:
    with pytest.raises(InputError) as no:
        read(file)
    assert no.value.sentence("en")
    assert no.value.sentence("zh-CN")
    return no.value.code


def told(taken: Intake) -> list[tuple[int | None, str]]:
    return [(found.row, found.code) for found in taken.findings]


def cells(taken: Intake, *names: str) -> list[tuple[Any, ...]]:
    table = taken.rows[list(names)].astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).to_numpy()]


def grouped(file: Path) -> Path:
    """A title, a line above the header, a header of two lines, cells merged downwards, a total."""
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet("住户")
        sheet.merge_range("A1:J1", "芙蓉社区住户台账")
        sheet.write("A2", "填报单位：芙蓉社区")
        sheet.write("F2", "填报日期：2026-11-01")
        for span, name in (("A3:A4", "序号"), ("J3:J4", "居住\n状态")):
            sheet.merge_range(span, name)
        for span, name in (("B3:E3", "房屋地址"), ("F3:G3", "户主"), ("H3:I3", "房东")):
            sheet.merge_range(span, name)
        sheet.write_row(
            "B4", ["小区", "楼栋", "单元", "房号", "姓名", "身份证号码", "姓名", "电话"]
        )
        sheet.write_row("A5", [1, "", "", "", "301", "张三", ID_NUMBER, "李四", PHONE, "自住"])
        sheet.write_row("A6", [2, "", "", "", "302", "王五", ID_NUMBER, "", "138****0000", "租"])
        sheet.merge_range("B5:B6", "芙蓉小区")
        sheet.merge_range("C5:C6", "６栋")
        sheet.merge_range("D5:D6", 2)
        sheet.write("A7", "合计")
        sheet.write_formula("E7", "=COUNTA(E5:E6)", None, 2)
        sheet.write_comment("B5", f"户主 {ID_NUMBER}")
        made.set_properties({"title": ID_NUMBER, "author": "张三"})
    return file


def test_titles_two_header_lines_and_merged_cells(tmp_path: Path) -> None:
    taken = read(grouped(tmp_path / "a.xlsx"))
    assert taken.columns["landlord_phone"] == "房东/电话"
    assert cells(taken, "row", "estate", "building", "unit", "door", "occupancy") == [
        (5, "芙蓉小区", "６栋", "2", "301", "occupied"),
        (6, "芙蓉小区", "６栋", "2", "302", "rented"),
    ]
    assert cells(taken, "landlord_phone") == [(PHONE,), (None,)]
    assert told(taken) == [
        (7, "row-is-footer"),
        (None, "id-numbers-dropped"),
        (None, "names-not-kept"),
        (6, "phone-unreadable"),
    ]
    assert ID_NUMBER not in str(taken)
    assert ID_NUMBER not in str(taken.own)


@pytest.mark.parametrize(
    ("headers", "rows", "meant"),
    [
        (
            ("底号", "哪座", "门道", "哪间", "建面"),
            [("9", "A座", "1单元", "301", "120"), ("7", "B", "2", "1203室", "89"),
             ("8", "C座", "二单元", "0402", "131")],
            {"building": "哪座", "unit": "门道", "door": "哪间"},
        ),
        (
            ("住哪儿", "谁当家"),
            [("柳荫街12号院3号楼2单元501", "张伟"), ("柳荫街9号\n东厢房", "李敏"),
             ("前海胡同甲7号", "王强")],
            {"address": "住哪儿"},
        ),
        (
            ("房产代号", "建成"),
            [("A1-2-1203", "2008"), ("A2栋1单元301", "2012"), ("B3-1-0402", "2012")],
            {"address": "房产代号"},
        ),
        (
            ("街巷", "主号", "附号", "户室"),
            [("民权路", "12", "3", "2-1"), ("民权路", "14号", "", "8-4"),
             ("五一路", "9", "1", "1-2")],
            {"road": "街巷", "number": "主号", "annex": "附号", "door": "户室"},
        ),
        (
            ("路名", "门牌号", "室号"),
            [("民权路", "12", "301"), ("民权路", "14号", "402"), ("五一路", "9", "203")],
            {"road": "路名", "number": "门牌号", "door": "室号"},
        ),
        (
            ("楼栋", "门牌号"),
            [("3栋", "301"), ("3栋", "302"), ("4栋", "101")],
            {"building": "楼栋", "door": "门牌号"},
        ),
        (
            ("自然湾", "门牌号"),
            [("上寨", "12"), ("上寨", "14号"), ("老屋场", "9")],
            {"estate": "自然湾", "number": "门牌号"},
        ),
        (
            ("居住地址", "家庭人口（人）", "其中：流动（人）", "是否特殊家庭"),
            [("五一路9号3单元301", "3", "1", "低保"), ("五一路9号3单元302", "2", "0", "")],
            {"address": "居住地址", "people": "家庭人口（人）", "migrant": "其中：流动（人）",
             "key_groups": "是否特殊家庭"},
        ),
        (
            ("No", "Estate / compound", "Blk", "Unit no.", "Flat", "Of which migrants"),
            [("1", "Fairfield", "3", "1", "301", "1"), ("2", "Fairfield", "3", "1", "302", "0")],
            {"estate": "Estate / compound", "building": "Blk", "unit": "Unit no.", "door": "Flat",
             "migrant": "Of which migrants"},
        ),
    ],
    ids=["letters and bare numbers", "yards", "codes", "annexes", "numbers of houses", "of doors",
         "of a village", "remarks beside", "English"],
)  # fmt: skip
def test_columns_are_told_by_their_headers_or_by_what_stands_in_them(
    tmp_path: Path, headers: tuple[str, ...], rows: Any, meant: dict[str, str]
) -> None:
    assert read(book(tmp_path / "a.xlsx", rows, headers)).columns == meant


def test_what_stands_above_a_house_is_one_address(tmp_path: Path) -> None:
    """Bare numbers are written with what they number."""
    headers = ("路名", "主号", "附号", "村", "组", "排", "号")
    rows = [("民权路", "12", "3号", "", "", "", ""), ("", "", "", "西屯村", "3", "第二排", "5号")]
    taken = read(book(tmp_path / "a.xlsx", rows, headers))
    assert cells(taken, "estate", "building") == [
        ("民权路12号附3号", None),
        ("西屯村3组第二排", "5号"),
    ]


def test_a_door_alone_leads_nowhere_and_that_is_said(tmp_path: Path) -> None:
    taken = read(book(tmp_path / "a.xlsx", [("芙蓉小区", "301", "阳面")], ("小区", "房号", "朝向")))
    assert "ledger-building-untold" in [code for _, code in told(taken)]
    whole = read(book(tmp_path / "b.xlsx", [("芙蓉小区", "6-2-301")], ("小区", "房号")))
    assert "ledger-building-untold" not in [code for _, code in told(whole)]


def test_names_that_end_like_places_are_no_estates(tmp_path: Path) -> None:
    rows = [
        ("红旗路1号", "301", "欧阳千里"),
        ("红旗路1号", "302", "李新村"),
        ("红旗路2号", "101", "王家园"),
    ]
    taken = read(book(tmp_path / "a.xlsx", rows, ("地址", "房号", "户主姓名")))
    assert taken.columns == {"address": "地址", "door": "房号"}


def test_a_column_that_is_said_to_be_none_stays_out(tmp_path: Path) -> None:
    """Others are told from headers and cells all the same."""
    rows = [("3栋", "301", "2"), ("3栋", "302", "2"), ("4栋", "101", "3")]
    file = book(tmp_path / "a.xlsx", rows, ("楼", "哪间", "人口数"))
    assert read(file, people="").columns == {"building": "楼", "door": "哪间"}
    assert read(file, people="", door="").columns == {"building": "楼"}


def test_formulas_that_show_nothing_are_told(tmp_path: Path) -> None:
    """An error, and what a program wrote that nobody has opened; an empty text is a result."""
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row("A1", ["楼栋", "房号", "人口数", "状态"])
        sheet.write_row("A2", ["3栋", "301"])
        sheet.write_formula("C2", "=NA()", None, "#N/A")
        sheet.write_formula("D2", '=""', None, "empty")
        sheet.write_formula("A3", '="4栋"', None, 77)
        sheet.write_row("B3", ["302", 2])
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(tmp_path / "made.xlsx") as made, zipfile.ZipFile(file, "w") as unsaved:
        for name in made.namelist():
            content = made.read(name).replace(b"<v>77</v>", b"<v></v>")
            unsaved.writestr(name, content.replace(b"<v>empty</v>", b"<v></v>"))
    taken = read(file)
    [found] = [one for one in taken.findings if one.code == "formulas-without-result"]
    assert found.fields == {"count": 2}


def test_a_text_table_writes_groups_and_buildings_once(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    head = "台账\n序号,房屋地址,,,人口,\n,小区,楼栋,房号,户籍,流动\n"
    text = f"{head}1,芙蓉小区,6栋,101,2,1\n2,,,102,3,0\n3,,7栋,101,1,0\n"
    file.write_bytes(text.encode("gb18030"))
    taken = read(file)
    assert cells(taken, "estate", "building", "door", "registered", "migrant") == [
        ("芙蓉小区", "6栋", "101", 2, 1),
        ("芙蓉小区", "6栋", "102", 3, 0),
        ("芙蓉小区", "7栋", "101", 1, 0),
    ]


def test_one_row_a_person_becomes_one_a_dwelling(tmp_path: Path) -> None:
    rows = [
        ("芙蓉小区6栋101", "张三", "户主", "自住", ""),
        ("", "张四", "妻", "", "残疾人"),
        ("芙蓉小区6栋101", "张五", "子", "", "独居老人"),
        ("芙蓉小区6栋102", "李四", "户主", "", ""),
    ]
    headers = ["现住址", "姓名", "与户主关系", "居住状态", "重点群体"]
    taken = read(book(tmp_path / "a.xlsx", rows, headers))
    assert cells(taken, "address", "people", "occupancy", "key_groups") == [
        ("芙蓉小区6栋101", 3, "occupied", ("残疾人", "独居老人")),
        ("芙蓉小区6栋102", 1, None, ()),
    ]


def test_people_of_a_door_are_counted_by_where_they_are_registered(tmp_path: Path) -> None:
    """Also where no relation is told: doors come once for each person."""
    headers = ["现住址", "姓名", "性别", "人员类别", "最近一次上门"]
    rows = [
        ("芙蓉小区6栋101", "张三", "男", "户籍", "2026-03-05"),
        ("芙蓉小区6栋101", "张四", "女", "流动人口", ""),
        ("芙蓉小区6栋102", "李四", "男", "流动", ""),
    ]
    taken = read(book(tmp_path / "a.xlsx", rows, headers))
    assert cells(taken, "address", "people", "registered", "migrant") == [
        ("芙蓉小区6栋101", 2, 1, 1),
        ("芙蓉小区6栋102", 1, 0, 1),
    ]
    assert taken.columns["confirmed_on"] == "最近一次上门"
    # What tells of need is no registration, though its header may mean either.
    needy = [(*row[:3], "低保", "") for row in rows]
    assert read(book(tmp_path / "b.xlsx", needy, headers)).columns["key_groups"] == "人员类别"


def test_doors_that_became_days_are_doors_again(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "m-d"})
        sheet.write_row("A1", ["楼栋", "房号", "核实日期"])
        sheet.write("A2", "6栋")
        sheet.write_datetime("B2", dt.datetime(2026, 3, 1), day)  # noqa: DTZ001
        sheet.write("C2", "2026年2月1日")
    taken = read(file)
    assert cells(taken, "door", "confirmed_on") == [("3-1", dt.date(2026, 2, 1))]
    assert told(taken) == [(None, "door-was-a-day")]


@pytest.mark.parametrize(
    ("header", "cell", "meant"),
    [
        ("人口数", "３人", 3),
        ("人口数", 4.0, 4),
        ("人口数", "0", 0),
        ("人口数", "若干", None),
        ("人口数", "/", None),
    ],
)
def test_numbers_of_people(tmp_path: Path, header: str, cell: object, meant: int | None) -> None:
    taken = read(book(tmp_path / "a.xlsx", [("6栋", "101", cell)], ["楼栋", "房号", header]))
    assert cells(taken, "people") == [(meant,)]
    assert ("count-unreadable" in str(told(taken))) == (cell == "若干")


def test_several_sheets_hidden_ones_and_others(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as made:
        words = made.add_worksheet("码表")
        words.write_column("A1", ["自住", "出租"])
        words.hide()
        for name in ("1栋", f"2栋{ID_NUMBER}"):
            sheet = made.add_worksheet(name)
            sheet.write_row("A1", ["地址", "人口数"])
            sheet.write_row("A2", ["红旗路1号101", "很多"])
            sheet.activate()
        made.add_worksheet("统计").write_row("A1", ["户数", "合计数"])
    taken = read(file)
    assert list(taken.rows["row"]) == [2, 1_048_578]
    assert [found.ref for found in taken.findings if found.row] == ["1栋!2", "2栋…!2"]
    assert [sheet.at for sheet in taken.sheets] == [1, 2]
    assert [found.code for found in taken.findings if found.row is None] == [
        "sheet-hidden",
        "sheet-without-header",
    ]


@pytest.mark.parametrize(
    ("name", "rows", "headers", "sheets", "code"),
    [
        ("台账.xlsx", [("6栋", "1", "汉")], ["楼栋", "房号", "民族"], {}, "control-list-header"),
        ("台账.xlsx", [("6栋", "涉毒")], ["楼栋", "人员类别"], {}, "control-list-refused"),
        ("台账.xlsx", [("6栋", "1")], ["楼栋", "房号"], {"社区矫正": [["x"]]}, None),
        ("信访人员.xlsx", [("6栋", "1")], ["楼栋", "房号"], {}, "control-list-title"),
    ],
)
def test_control_lists_are_refused(
    tmp_path: Path,
    name: str,
    rows: Sequence[Sequence[object]],
    headers: Sequence[str],
    sheets: dict[str, list[list[str]]],
    code: str | None,
) -> None:
    file = book(tmp_path / name, rows, headers, **sheets)
    if code is None:
        # A sheet that is not read brings nothing in.
        assert len(read(file).rows) == 1
    else:
        assert refused(file) == code


def test_a_title_that_names_a_control_list_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("吸毒人员台账\n楼栋,房号\n6栋,101\n", encoding="utf-8")
    assert refused(file) == "control-list-title"


def test_ids_that_dwellings_share_are_none(tmp_path: Path) -> None:
    rows = [("X1", "6栋", "101"), ("X1", "6栋", "102"), ("X2", "6栋", "103")]
    taken = read(book(tmp_path / "a.xlsx", rows, ["不动产单元号", "楼栋", "房号"]))
    assert cells(taken, "external_id") == [(None,), (None,), ("X2",)]
    assert told(taken) == [(None, "external-id-shared")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"\xff\xfe\x00\xd8\x00\x00", None),
        ("a.xlsx", b"PK\x03\x04broken", "file-truncated"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-unreadable"),
        ("a.xlsx", b"<html><table><tr><td>x</td></tr></table></html>", "file-no-records"),
        ("a.xlsx", b"<html><p>x</p></html>", None),
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', "ledger-not-a-table"),
        ("a.csv", "楼栋,房号\n".encode(), "file-no-records"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "ledger-nowhere"),
        ("a.csv", "地址\n一栋\n".encode() + "一栋\n".encode("gb18030"), "file-not-text"),
    ],
)
def test_files_that_are_no_ledger(
    tmp_path: Path, name: str, content: bytes, code: str | None
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    got = refused(file)
    assert code is None or got == code


def test_an_open_document_is_read(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        "<table:table-row>" + "".join(map(cell.format, line)) + "</table:table-row>"
        for line in (("楼栋", "房号"), ("6栋", "101"))
    )
    body = f'<table:table table:name="台账">{lines}</table:table>'
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    file = tmp_path / "a.ods"
    members = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    file.write_bytes(packed(members))
    assert cells(read(file), "building", "door") == [("6栋", "101")]


PAGE = """<html><head><meta charset="gb2312"><style>td {}</style></head><body>
<table border=1><tr><td colspan=5>芙蓉社区住户台账</td></tr>
<tr><th>小区<th>楼栋<th>房号<th>人口数<th>身份证号</tr>
<tr><td rowspan=2>芙蓉小区<td rowspan=2>1栋</td>
<td style="x">101</td><td>3</td><td>{number}</td></tr>
<tr><td>102<br></td><td>&nbsp;2</td><td>{number}</td></tr></table></body></html>"""
BOOK_2003 = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="台账"><Table>
<Row><Cell><Data ss:Type="String">小区</Data></Cell>
<Cell><Data ss:Type="String">楼栋</Data></Cell>
<Cell><Data ss:Type="String">房号</Data></Cell>
<Cell><Data ss:Type="String">人口数</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">芙蓉小区</Data></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="String">1栋</Data></Cell>
<Cell><Data ss:Type="Number">101</Data></Cell>
<Cell><Data ss:Type="Number">3</Data></Cell></Row>
<Row><Cell ss:Index="3"><Data ss:Type="Number">102</Data></Cell>
<Cell><Data ss:Type="Number">2</Data></Cell></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PAGE.replace("{number}", ID_NUMBER).encode("gbk"), "HTML"),
        (BOOK_2003.encode(), "Excel 2003 XML"),
    ],
)
def test_what_older_systems_call_a_workbook_is_read(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    file = tmp_path / "台账.xls"
    file.write_bytes(content)
    taken = read(file)
    assert taken.findings[0].fields["kind"] == kind
    assert cells(taken, "estate", "building", "door", "people") == [
        ("芙蓉小区", "1栋", "101", 3),
        ("芙蓉小区", "1栋", "102", 2),
    ]
    assert ID_NUMBER not in repr(taken)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<table>" + b"<td colspan=16384 rowspan=9>x<tr>" * 2000 + b"</table>", "sheet-too-large"),
        (BOOK_2003.replace("?><?", "?><!DOCTYPE x [<!ENTITY a 'b'>]><?").encode(), "xml-dtd"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<table>", "file-is-web-archive"),
        (b"%PDF-1.4\n1 0 obj\n", "file-type-unknown"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\0" * 600
            + "EncryptedPackage".encode("utf-16-le"),
            "sheet-locked",
        ),
    ],
)
def test_what_only_looks_like_a_workbook_is_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "台账.xls"
    file.write_bytes(content)
    assert refused(file) == code
