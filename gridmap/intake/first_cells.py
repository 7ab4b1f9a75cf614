"""What stands in the first cells of a column, to tell people which it is: no names, no phones."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from gridmap.territory.names_of_people import is_person
from gridmap.territory.phones import without_phones

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["first_cells"]

# So many cells of a column are shown, none of them twice.
_FIRST: Final = 3
# A column that is not read is one of names where one of so many cells is a name.
_LOOKED_AT: Final = 100
_LONGEST: Final = 60


def first_cells(column: pa.ChunkedArray, name: str | None = None) -> tuple[str, ...]:
    """Show what stands in a column of texts that is read as ``name``, or as nothing."""
    cells = [str(cell) for cell in column.drop_null().slice(0, _LOOKED_AT).to_pylist() if str(cell)]
    if name is None and any(map(is_person, cells)):
        return ()
    if name is not None and "phone" in name:
        return ()
    plain = (without_phones(cell)[:_LONGEST] for cell in dict.fromkeys(cells))
    return tuple(islice(filter(None, plain), _FIRST))
