"""What must not come in: ID numbers are taken out, control lists are refused.

This runs in the reading process, on the columns as they stand in the file, so that neither
reaches the disk, a log or the workspace.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from gridmap.errors import Finding, InputError
from gridmap.intake.columns import normalised
from gridmap.territory.identity import ID_SHAPE, is_id_number, without_id_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["control_word", "refuse_control_lists", "without_id_columns"]

_ID_HEADERS: Final = (
    "身份证", "证件号", "公民身份", "身份号码", "idcard", "idnumber", "identitycard", "nationalid",
    "sfzh", "sfzhm", "shenfenzheng", "zjhm",
)  # fmt: skip

# One number in five that passes date and checksum is no accident in a column of other codes.
_TELLING_SHARE: Final = 0.2

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
        column = _as_strings(table[name])
        if column is None:
            continue
        suspects = pc.fill_null(pc.match_substring_regex(column, ID_SHAPE), fill_value=False)
        if not pc.any(suspects).as_py():
            continue
        values: list[str | None] = column.to_pylist()
        whole = sum(1 for value in values if value and is_id_number(value.strip()))
        given = len(column) - column.null_count
        if whole and whole >= given * _TELLING_SHARE:
            table = table.drop_columns([name])
            findings.append(_dropped(name, table.num_rows))
            continue
        blanked = [value and without_id_numbers(value) for value in values]
        changed = sum(1 for old, new in zip(values, blanked, strict=True) if old != new)
        if changed:
            at = table.column_names.index(name)
            table = table.set_column(at, name, pa.array(blanked, pa.string()))
            fields = {"column": name, "count": changed}
            findings.append(Finding("id-numbers-blanked", "warning", None, fields))
    return table, findings


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


def _dropped(column: str, rows: int) -> Finding:
    return Finding("id-numbers-dropped", "warning", None, {"column": column, "rows": rows})


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
