"""What a format reader hands over: records as they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from gridmap.errors import Finding

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """Records of one layer or sheet.

    Attributes
    ----------
    table
        The attributes by the file's own names.
    geometry
        Shapely geometries, one a record (``None`` where there is none), or ``None`` where the
        format has no place for them.
    crs
        What the file says of its coordinate system, in words that pyproj understands.
    rows
        The records' numbers (see :class:`gridmap.errors.Finding`).
    findings
        What the reader has to say of single records.
    """

    table: pa.Table
    geometry: NDArray[np.object_] | None
    crs: Any
    rows: NDArray[np.int64]
    findings: list[Finding] = field(default_factory=list)
