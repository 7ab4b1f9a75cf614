"""What stands in the first cells of a column, to tell people which it is: no names, no phones."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from gridmap.intake.columns import normalised
from gridmap.territory.names_of_people import is_person
from gridmap.territory.phones import without_phones

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["first_cells", "is_of_people"]

_OF_PEOPLE: Final = (
    "姓名", "户主", "户名", "房东", "房主", "业主", "联系人", "出租人", "name",
    "电话", "手机", "联系方式", "phone", "mobile", "微信", "wechat",
)  # fmt: skip

# So many cells of a column are shown, none of them twice.
_FIRST: Final = 3
# A column that is not read is one of names where one of so many cells is a name.
_LOOKED_AT: Final = 100
_LONGEST: Final = 60


def is_of_people(header: str) -> bool:
    """Tell a header of names or phones."""
    plain = normalised(header)
    return any(word in plain for word in _OF_PEOPLE)


def first_cells(table: pa.Table, header: str, name: str | None = None) -> tuple[str, ...]:
    """Show what stands in a column of texts that is read as ``name``, or as nothing."""
    column = table[header]
    if name is None and is_of_people(header):
        return ()
    cells = [str(cell) for cell in column.drop_null().slice(0, _LOOKED_AT).to_pylist() if str(cell)]
    if name is None and any(map(is_person, cells)):
        return ()
    if name is not None and "phone" in name:
        return ()
    plain = (without_phones(cell)[:_LONGEST] for cell in dict.fromkeys(cells))
    return tuple(islice(filter(None, plain), _FIRST))
