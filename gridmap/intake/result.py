"""What reading a file gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import pyarrow as pa
    import shapely

    from gridmap.errors import Finding

__all__ = ["Intake", "LedgerSheet", "OsmExtract"]


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """A sheet of a ledger that was read.

    Attributes
    ----------
    at
        Its position in the workbook, from 0.
    name
        What its tab says; empty for a text table.
    mark
        Digest of its headers, by which it is known again.
    last
        Line of its header, from 1; that of the lower one where there are two.
    width
        Number of its columns.
    """

    at: int
    name: str
    mark: str
    last: int
    width: int


@dataclass(frozen=True)
class Intake:
    """The usable rows of one source and what there is to say about the others.

    Attributes
    ----------
    rows
        One row a record in the standard columns of its thing (see the function that read it);
        a ``GeoDataFrame`` in EPSG:4326 where places belong to it. ``row`` is the record's number
        in its source: for tables the line a spreadsheet shows, else counted from 1.
    findings
        What was left out (``error``), mended (``warning``) or is good to know (``note``).
    read
        Number of records in the source, usable or not.
    rejected_refs
        Ids (``source_ref``) of buildings that the source has and that were left out: they are not
        gone. Empty for other things.
    columns
        Source column that each standard column was read from; empty where the format fixes them.
    headers
        All column names of the source but those of ID numbers: what a mapping can choose from.
    left_out
        Readable places (EPSG:4326) of rows that were left out, by row.
    own
        Of a ledger, the office's own columns without those of ID numbers, and ``row``.
    sheets
        Of a ledger, the sheets that were read. Rows of the second go on from
        :data:`gridmap.intake.limits.SHEET_ROWS`, and so on.
    members
        Of a ledger with one row a person: the row that stands for the dwelling, by each other row
        of it.
    handed_back
        Whether it is the rows of a ledger that were left out and handed back, mended.
    """

    rows: pd.DataFrame
    findings: Sequence[Finding]
    read: int
    rejected_refs: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    headers: Sequence[str] = ()
    left_out: Mapping[int, shapely.Geometry] = field(default_factory=dict)
    own: pa.Table | None = field(default=None, compare=False, repr=False)
    sheets: Sequence[LedgerSheet] = ()
    members: Mapping[int, int] = field(default_factory=dict)
    handed_back: bool = False


@dataclass(frozen=True)
class OsmExtract:
    """What one piece of OpenStreetMap has for gridmap; © OpenStreetMap contributors, ODbL 1.0.

    Attributes
    ----------
    buildings
        Footprints, in the columns of :func:`gridmap.intake.read_buildings`.
    streets
        ``row, source_ref, name, kind`` (the ``highway`` value) and ``geometry`` (lines).
    gates
        ``row, source_ref, name, kind`` (the ``barrier`` value) and ``geometry`` (points).
    landcover
        ``row, source_ref, name, kind`` (``water`` or ``green``) and ``geometry`` (polygons).
    """

    buildings: Intake
    streets: Intake
    gates: Intake
    landcover: Intake
