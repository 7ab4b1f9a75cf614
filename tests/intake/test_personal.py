"""ID numbers stay out, their rows come in; control lists are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from gridmap.errors import GridmapError, InputError
from gridmap.intake import read_households
from gridmap.intake.personal import control_word, without_id_columns
from gridmap.territory.identity import is_id_number, without_id_numbers
from tests.intake.conftest import codes

pytestmark = pytest.mark.usefixtures("read_here")

# The example of GB 11643 itself, and two made by its rule.
NUMBERS = ["11010519491231002X", "34052419800101001X", "430202199001010011"]


def with_check(stem: str) -> str:
    """Add the check digit, computed the other way round: the whole is 1 modulo 11."""
    weights = [2 ** (17 - at) % 11 for at in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True))
    return stem + "10X98765432"[total % 11]


def table(folder: Path, header: str, *lines: str) -> Path:
    file = folder / "台账.csv"
    file.write_text("\n".join([header, *lines]), encoding="utf-8")
    return file


def test_the_check_digit_decides() -> None:
    assert is_id_number("11010519491231002X")
    assert is_id_number("11010519491231002x")
    assert not is_id_number("110105194912310021")
    assert not is_id_number("110105194913310020")  # no thirteenth month
    assert is_id_number(with_check("43020219900101123"))


@pytest.mark.parametrize(
    "written",
    [
        "430202199001010011",
        "430202 19900101 0011",
        "4302 0219 9001 0100 11",
        "430202-19900101-0011",
        "430202.1990.01.01.0011",
        "430202–1990/01/01–0011",
        "430202\n199001010011",
        "430202\u3000199001010011",
        "".join(chr(0xFEE0 + ord(digit)) for digit in "430202199001010011"),
        "\u200b".join("430202199001010011"),
        "四三零二〇二一九九〇零一零一零零一一",
        "4.30202199001010E+17",
        "430202199001010012",  # mistyped: its check digit is wrong
        "430202900101001",
        "430202 900101 001",
        "E12345678",
        "H1234567890",
        "6222021234567890123",
        "6222 0212 3456 7890 123",
    ],
)
def test_numbers_are_seen_however_they_are_written(written: str) -> None:
    assert without_id_numbers(f"户主1-301 {written}，常住", "#") == "户主1-301 #，常住"


@pytest.mark.parametrize(
    "text",
    [
        "430202001001001",  # a grid
        "13812345678 0731-28812345",
        "2026-11-05 2026-11-06 08:30",
        "430202.199001012 3085123.123456",  # metres of a survey
        "91430200MA4L1C2X3P",
        "301、302、303、401、402、403",
        "01a200d4-5fca-77dc-b35f-00b717323bbf",
    ],
)
def test_other_numbers_are_left(text: str) -> None:
    assert without_id_numbers(text, "#") == text


def test_a_column_of_codes_is_told_from_people() -> None:
    codes_ = [f"430202200201{n:06}" for n in range(100000, 131000, 1000)]
    kept, _ = without_id_columns(pa.table({"房屋编码": codes_}))
    alike = [cell for cell in kept["房屋编码"].to_pylist() if cell]
    assert len(alike) > 0.8 * len(codes_)  # by accident one in eleven has the right check digit
    one = ["H1", "430202195801010019", "H3", "430202580101001"]
    kept, _ = without_id_columns(pa.table({"户编号": [*one, *map(str, range(9))]}))
    assert kept["户编号"].to_pylist()[:4] == ["H1", None, "H3", None]
    mistyped = [f"430202{1950 + n}010{n % 9 + 1}0019" for n in range(30)]
    kept, findings = without_id_columns(pa.table({"户编号": mistyped}))
    assert (kept.column_names, codes(findings)) == ([], ["id-numbers-dropped"])


def test_the_address_stays_where_a_number_stands_in_it() -> None:
    cells = ["3栋301 430202199001010011", "430202199001010011", "3栋303", "3栋304"]
    kept, _ = without_id_columns(pa.table({"地址": cells}))
    assert kept["地址"].to_pylist() == ["3栋301 ", None, "3栋303", "3栋304"]


def test_borders_written_as_text_are_left() -> None:
    outline = "POLYGON ((430202.199001 10100.12, 430202 19900101 0011))"
    kept, findings = without_id_columns(pa.table({"wkt": [outline]}))
    assert (kept["wkt"].to_pylist(), findings) == ([outline], [])


@pytest.mark.parametrize("header", ["身份证号", "证件号码(必填)", "ID_Card", "sfzh"])
def test_a_column_named_like_one_is_dropped(header: str) -> None:
    kept, findings = without_id_columns(pa.table({header: ["?"], "楼栋": ["3栋"]}))
    assert kept.column_names == ["楼栋"]
    assert codes(findings) == ["id-numbers-dropped"]


def test_a_column_full_of_them_is_dropped_whatever_its_name(tmp_path: Path) -> None:
    people = [with_check(f"4302021990010{n}123") for n in range(1, 10)]
    file = table(
        tmp_path, "楼栋,室号,备注", *(f"3栋,{n},{number}" for n, number in enumerate(people))
    )
    intake = read_households(file)
    assert codes(intake.findings) == ["id-numbers-dropped"]
    assert intake.findings[0].sentence("zh-CN") == "“备注”列是身份证号，未导入，9 行照常导入。"
    assert len(intake.rows) == 9
    for number in people:
        assert number not in intake.rows.to_csv()


def test_numbers_kept_as_integers_are_seen() -> None:
    written = [with_check(f"4302021990010{n}{m}") for n in range(1, 10) for m in range(100, 110)]
    numbers = [int(number) for number in written if not number.endswith("X")]
    kept, findings = without_id_columns(pa.table({"n": pa.array(numbers, pa.int64())}))
    assert kept.column_names == []
    assert codes(findings) == ["id-numbers-dropped"]


def test_single_numbers_among_other_text_are_blanked() -> None:
    number = NUMBERS[0]
    cells = [f"张家 {number} 西门", *["3栋"] * 30, None]
    kept, findings = without_id_columns(pa.table({"楼栋": cells}))
    assert codes(findings) == ["id-numbers-blanked"]
    assert kept["楼栋"].to_pylist() == ["张家  西门", *["3栋"] * 30, None]


def test_other_long_codes_stay() -> None:
    rng = np.random.default_rng(0)
    codes_ = ["".join(map(str, rng.integers(0, 10, 18))) for _ in range(2000)]
    kept, findings = without_id_columns(pa.table({"编号": codes_}))
    assert kept["编号"].to_pylist() == codes_
    assert findings == []


def test_a_mapping_onto_id_numbers_is_refused(tmp_path: Path) -> None:
    file = table(tmp_path, "楼栋,身份证号", f"3栋,{NUMBERS[0]}")
    with pytest.raises(InputError) as caught:
        read_households(file, columns={"external_id": "身份证号"})
    assert caught.value.code == "column-is-id-number"


@pytest.mark.parametrize(
    "header",
    ["社区矫正", "是否吸毒", "信访情况", "宗教信仰", "民族", "严重精神障碍患者", "Religion"],
)
def test_headers_of_control_lists(
    header: str, tmp_path: Path, refusal: Callable[..., GridmapError]
) -> None:
    told = refusal(table(tmp_path, f"楼栋,{header}", "3栋,1"), "households")
    assert told.code == "control-list-header"
    assert header in told.sentence("zh-CN")


@pytest.mark.parametrize("header", ["重点群体", "人员标签"])
def test_values_of_control_lists(
    header: str, tmp_path: Path, refusal: Callable[..., GridmapError]
) -> None:
    file = table(tmp_path, f"楼栋,{header}", "3栋,独居", "4栋,独居（社区矫正对象）")
    told = refusal(file, "households")
    assert told.code == "control-list-refused"
    assert told.fields["row"] == 3


def test_streets_and_houses_with_such_words_are_no_lists(tmp_path: Path) -> None:
    file = table(tmp_path, "楼栋,室号", "民族路12号宗教局宿舍3栋,101")
    assert len(read_households(file).rows) == 1
    assert control_word("独居老人") is None


def test_names_and_phones_are_not_read(tmp_path: Path) -> None:
    file = table(tmp_path, "楼栋,室号,户主姓名,联系电话", "3栋,101,张三,13800138000")
    intake = read_households(file)
    assert "张三" not in intake.rows.to_csv()
    assert "13800138000" not in intake.rows.to_csv()


@pytest.mark.parametrize(
    "written",
    [
        "护照E12345678",
        "台胞证 01234567",
        "军字第1234567号，军官证",
        "911124198108030024",  # foreigners who stay, since 2023
        "USA110080010101",
        "香港身份证 A123456(7)",
        "回乡证：H12345678",
        "A123456789",  # Taiwan, by its check digit
    ],
)
def test_numbers_of_other_papers_are_seen(written: str) -> None:
    assert not any(map(str.isdecimal, without_id_numbers(written)))


def test_passports_among_codes_are_seen() -> None:
    ids = [f"H{430202000 + at}" for at in range(20)]
    kept, said = without_id_columns(pa.table({"户编号": [*ids, "E12345678"]}))
    assert kept["户编号"].to_pylist() == [*ids, None]
    assert [found.code for found in said] == ["id-numbers-blanked"]
