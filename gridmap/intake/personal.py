"""What must not come in: ID numbers are taken out, control lists are refused.

This runs in the reading process, on the columns as they stand in the file, so that neither
reaches the disk, a log or the workspace.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from gridmap.errors import Finding, InputError
from gridmap.intake.columns import normalised
from gridmap.territory.identity import MANY_DIGITS, IdNumber, id_numbers
from gridmap.territory.names_of_people import without_people
from gridmap.territory.phones import without_phones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "control_word",
    "refuse_control_lists",
    "without_id_columns",
    "without_people_in",
    "without_phones_in",
]

_ID_HEADERS: Final = (
    "身份证", "证件", "證件", "身份證", "公民身份", "公民号码", "身份号码", "身份号", "idcard",
    "idnumber", "idno", "identitycard", "nationalid", "sfzh", "sfzhm", "shenfenzheng", "zjhm",
)  # fmt: skip
_PAPER_HEADERS: Final = (
    "护照", "通行证", "居住证号", "居留证", "居留许可", "台胞证", "回乡证", "军官证", "士兵证",
    "军人证", "警官证", "驾驶证", "驾照", "残疾证号", "户口簿号", "户口本号", "社保卡", "社保号",
    "医保卡", "医保号", "银行卡", "银行账号", "银行帐号", "passport", "permitno", "bankcard",
    "bankaccount",
)  # fmt: skip
_CODE_HEADERS: Final = ("编号", "编码", "代码", "code", "ref", "uid", "id")

# Where that many cells of a column are such numbers and nothing else, it is a column of them.
_TELLING_SHARE: Final = 0.5
# Of codes one in eleven has the right check digit by accident.
_CODE_SHARE: Final = 0.2
# Codes of one place begin alike; the days on which people were born do not.
_DIFFERING_SHARE: Final = 0.5
_SAME_MONTH: Final = 12
_SAME_SERIES: Final = 4
_SEVERAL: Final = 4
_SAYING: Final = re.compile(r"\w")
_WKT: Final = re.compile(
    r"\s*(?:SRID=\d+;\s*)?(?:MULTI|GEOMETRY|POINT|LINE|POLYGON|CURVE)", re.IGNORECASE
)

_CONTROL: Final = (
    "社区矫正", "矫正对象", "社矫", "吸毒", "涉毒", "戒毒", "精神障碍", "精神病", "精神疾病",
    "严重精神", "肇事肇祸", "信访", "上访", "缠访", "闹访", "宗教", "信教", "民族", "少数民族",
    "邪教", "法轮", "刑满释放", "刑释", "安置帮教", "涉稳", "维稳", "重点管控", "管控对象",
    "涉恐", "艾滋", "前科", "communitycorrection", "parole", "probation", "druguser",
    "drugaddict", "mentalillness", "mentaldisorder", "petitioner", "religion", "religious",
    "ethnicity", "ethnicgroup", "exconvict", "criminalrecord",
)  # fmt: skip
_BLANKS: Final = re.compile(r"[\s_\-]+")
_GROUP_HEADERS: Final = (
    "群体", "人群", "类别", "类型", "标签", "重点", "group", "category", "label", "tag",
)  # fmt: skip


def control_word(text: str) -> str | None:
    """Find the first word of a control list in a header or value."""
    # What stands in brackets counts here, unlike in headers that are only looked up.
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return next((word for word in _CONTROL if word in plain), None)


def without_id_columns(table: pa.Table) -> tuple[pa.Table, list[Finding]]:
    """Drop columns of ID numbers, and blank single ones elsewhere.

    Returns
    -------
    table
        The rest.
    findings
        One a column: how many numbers were left out. All rows still come in.
    """
    findings: list[Finding] = []
    for name in table.column_names:
        header = normalised(name)
        if any(word in header for word in _ID_HEADERS):
            table = table.drop_columns([name])
            findings.append(_dropped(name, table.num_rows))
            continue
        if any(word in header for word in _PAPER_HEADERS):
            table = table.drop_columns([name])
            findings.append(_dropped(name, table.num_rows, "paper-numbers-dropped"))
            continue
        column = _as_strings(table[name])
        if column is None:
            continue
        values: list[str | None] = column.to_pylist()
        found = _numbers_in(column)
        blanked = {at: _blanked(values[at] or "", some) for at, some in found.items()}
        codes = header.startswith(_CODE_HEADERS) or header.endswith(_CODE_HEADERS)
        whole = [found[at][0] for at, rest in blanked.items() if not _SAYING.search(rest)]
        if _is_of_numbers(whole, len(column) - column.null_count, codes=codes):
            table = table.drop_columns([name])
            findings.append(_dropped(name, table.num_rows))
            continue
        if codes:  # a code may look like a number with a wrong check digit
            alike = Counter(
                one.digits[: _SAME_SERIES if one.kind == "other" else _SAME_MONTH] for one in whole
            )
            sure = {at: [one for one in found[at] if _is_no_code(one, alike)] for at in found}
            blanked = {at: _blanked(values[at] or "", some) for at, some in sure.items() if some}
        if blanked:
            at = table.column_names.index(name)
            values = [blanked.get(place, value) or None for place, value in enumerate(values)]
            table = table.set_column(at, name, pa.array(values, pa.string()))
            fields = {"column": name, "count": len(blanked)}
            findings.append(Finding("id-numbers-blanked", "warning", None, fields))
    return table, findings


def _numbers_in(column: Any) -> dict[int, list[IdNumber]]:  # noqa: ANN401  (arrow is untyped)
    """Find the numbers in the cells of a column, by position."""
    digits = pc.fill_null(pc.match_substring_regex(column, MANY_DIGITS), fill_value=False)
    suspects = pc.indices_nonzero(digits).to_pylist()
    cells = column.take(pa.array(suspects, pa.int64())).to_pylist()
    found = {
        at: [] if _WKT.match(cell) else list(id_numbers(cell))
        for at, cell in zip(suspects, cells, strict=True)
    }
    return {at: some for at, some in found.items() if some}


def _is_of_numbers(whole: Sequence[IdNumber], given: int, *, codes: bool) -> bool:
    """Tell whether a column holds ID numbers, of which ``whole`` fill their cells."""
    if not codes:
        return bool(whole) and len(whole) >= _TELLING_SHARE * given
    certain = sum(one.kind == "certain" for one in whole)
    born = {one.digits[6:-4] for one in whole if one.kind != "other"}
    differing = len(born) > max(1, _DIFFERING_SHARE * len(whole))
    enough = _CODE_SHARE * given
    return bool(whole) and (certain >= enough or (differing and len(whole) >= enough))


def _is_no_code(one: IdNumber, alike: Mapping[str, int]) -> bool:
    """Tell a number from the codes of one place: of those several begin alike."""
    if one.kind == "other":
        # Sixteen digits and more may be a code as well as a card; letters are of a series.
        return one.digits[0].isalpha() and alike[one.digits[:_SAME_SERIES]] < _SEVERAL
    return one.kind == "certain" or alike[one.digits[:_SAME_MONTH]] < _SEVERAL


def _blanked(text: str, numbers: Iterable[IdNumber]) -> str:
    pieces = []
    done = 0
    for one in numbers:
        pieces.append(text[done : one.start])
        done = one.end
    rest = "".join([*pieces, text[done:]])
    return rest if rest.strip() else ""


def without_phones_in(table: pa.Table, columns: Iterable[str]) -> tuple[pa.Table, dict[str, int]]:
    """Take phones out of columns that are not for phones; tell of how many cells each."""
    taken: dict[str, int] = {}
    for name in columns:
        column = table[name]
        digits = pc.fill_null(pc.match_substring_regex(column, MANY_DIGITS), fill_value=False)
        suspects = pc.indices_nonzero(digits).to_pylist()
        if not suspects:
            continue
        values: list[str | None] = column.to_pylist()
        for at in suspects:
            cell = values[at] or ""
            if (less := without_phones(cell)) != cell:
                values[at] = less or None
                taken[name] = taken.get(name, 0) + 1
        if name in taken:
            at = table.column_names.index(name)
            table = table.set_column(at, name, pa.array(values, pa.string()))
    return table, taken


def without_people_in(table: pa.Table, columns: Iterable[str]) -> tuple[pa.Table, dict[str, int]]:
    """Take names of people out of columns that are not for names; tell of how many cells each."""
    taken: dict[str, int] = {}
    for name in columns:
        values: list[str | None] = table[name].to_pylist()
        less = {cell: without_people(cell) for cell in set(values) if cell}
        changed = sum(1 for cell in values if cell and less[cell] != cell)
        if changed:
            taken[name] = changed
            at = table.column_names.index(name)
            plain = [(less[cell] or None) if cell else cell for cell in values]
            table = table.set_column(at, name, pa.array(plain, pa.string()))
    return table, taken


def refuse_control_lists(
    table: pa.Table, rows: NDArray[np.int64], *, called: str, groups: str | None
) -> None:
    """Refuse a file that sorts people by what gridmap is not for.

    Parameters
    ----------
    table
        All columns of the file.
    rows
        The records' numbers.
    called
        What people call the file.
    groups
        The column that holds key groups, if any; columns named like one are looked at too.

    Raises
    ------
    InputError
        ``control-list-header`` or ``control-list-refused``.
    """
    for name in table.column_names:
        if word := control_word(name):
            raise InputError("control-list-header", file=called, column=name, word=word)
    for name in table.column_names:
        header = normalised(name)
        if name != groups and not any(word in header for word in _GROUP_HEADERS):
            continue
        column = _as_strings(table[name])
        if column is None:
            continue
        for value in pc.unique(column).to_pylist():
            if value and (word := control_word(value)):
                row = int(rows[pc.index(column, value).as_py()])
                raise InputError(
                    "control-list-refused", file=called, column=name, word=word, row=row
                )


def _dropped(column: str, rows: int, code: str = "id-numbers-dropped") -> Finding:
    return Finding(code, "warning", None, {"column": column, "rows": rows})


def _as_strings(column: pa.ChunkedArray) -> Any:  # noqa: ANN401  (arrow's arrays are untyped)
    """Give columns that can hold an 18-digit number as strings, others as ``None``."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column.cast(kind.value_type) if pa.types.is_string(kind.value_type) else None
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column
    if pa.types.is_integer(kind) and kind.bit_width == 64:
        return column.cast(pa.string())
    return None
