"""What an import changes, or would change: the same account for a dry run and for the real one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from gridmap.errors import Finding
from gridmap.intake import Intake
from gridmap.intake.first_cells import first_cells

__all__ = ["Change", "ChangeSet", "ChangedPlaces"]

Change = Literal["added", "altered", "vanished", "ambiguous", "rejected"]


@dataclass(frozen=True, slots=True, eq=False)
class ChangedPlaces:
    """Where the things are that share one kind of change; arrays of one length ``n``.

    Attributes
    ----------
    change
        What happens to them.
    refs
        What to call each.
    geometry
        Shapely geometries, EPSG:4326; none is missing.
    rows
        Number of each one's record in the source, where a finding tells of it.
    counts
        Number of things at each place, where several doors share one.
    """

    change: Change
    refs: tuple[str, ...]
    geometry: NDArray[np.object_]
    rows: NDArray[np.int64] | None = None
    counts: NDArray[np.int64] | None = None

    @classmethod
    def of(
        cls,
        change: Change,
        refs: Iterable[str],
        geometry: Sequence[shapely.Geometry | None] | NDArray[np.object_],
        *,
        rows: Iterable[int] | None = None,
    ) -> ChangedPlaces:
        """Lay places out, without those that are missing."""
        shapes = np.array(geometry, dtype=np.object_)
        here = ~shapely.is_missing(shapes)
        named = tuple(ref for ref, there in zip(refs, here, strict=True) if there)
        numbers = None if rows is None else np.array(list(rows), dtype=np.int64)[here]
        return cls(change, named, shapes[here], numbers)

    def first(self, n: int) -> ChangedPlaces:
        """Keep the first ``n``."""
        return ChangedPlaces(
            self.change,
            self.refs[:n],
            self.geometry[:n],
            None if self.rows is None else self.rows[:n],
            None if self.counts is None else self.counts[:n],
        )


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Account of one import.

    Attributes
    ----------
    kind
        ``areas``, ``buildings``, ``households``, ``visits`` and so on.
    read
        Records in the source.
    added, altered, vanished, ambiguous
        Codes or references of the things concerned. Vanished ones are known to the workspace and
        lie within the source's extent, but the source does not have them: they stay until somebody
        decides. Ambiguous ones were left out for the same reason.
    unchanged
        Number of records that say what is known already.
    counts
        Further figures worth telling, such as placeholder households, by name.
    findings
        What was repaired, looks odd, or kept a row out (severity ``error``).
    dry_run
        True if nothing was kept.
    columns, headers
        As in :class:`gridmap.intake.Intake`.
    sheets
        Sheets of a ledger that were read: name and line of the header.
    samples
        First cells of a ledger's columns, by header; none of phones and of people's names.
    places
        Where the changes are, those that want a look first.
    returned
        Rows of a ledger that were left out, as the office wrote them but without ID numbers, and
        ``row``.
    """

    kind: str
    read: int
    added: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    unchanged: int = 0
    vanished: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    sheets: tuple[tuple[str, int], ...] = ()
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    places: tuple[ChangedPlaces, ...] = field(default=(), compare=False)
    returned: pa.Table | None = field(default=None, compare=False, repr=False)

    def accounted(self, taken: Intake, *further: Finding | None, dry_run: bool) -> ChangeSet:
        """Complete the account by what reading the source told, and by ``further`` findings."""
        rows = list(taken.left_out)
        left_out = ChangedPlaces.of(
            "rejected", (f"#{row}" for row in rows), list(taken.left_out.values()), rows=rows
        )
        return replace(
            self,
            read=taken.read,
            findings=(*taken.findings, *self.findings, *filter(None, further)),
            dry_run=dry_run,
            columns=dict(taken.columns),
            headers=tuple(taken.headers),
            places=(left_out, *self.places),
        )

    def having(self, *, unchanged: int = 0, **more: tuple[Any, ...]) -> ChangeSet:
        """Add to the account; places come first."""
        places = more.pop("places", ())
        joined: dict[str, Any] = {
            name: (*getattr(self, name), *things) for name, things in more.items()
        }
        return replace(
            self, unchanged=self.unchanged + unchanged, places=(*places, *self.places), **joined
        )

    def returning(self, taken: Intake) -> ChangeSet:
        """Keep the office's own rows of those that were left out."""
        if taken.own is None:
            return self
        rows = {
            found.row
            for found in self.findings
            if found.severity == "error" and found.row is not None
        }
        left_out = pc.is_in(taken.own["row"], value_set=pa.array(sorted(rows), pa.int64()))
        return replace(self, returned=taken.own.filter(left_out))

    def showing(self, taken: Intake) -> ChangeSet:
        """Keep what a person confirms the columns of a ledger by: sheets, and the first cells."""
        if taken.own is None:
            return self
        read = {header: name for name, header in taken.columns.items()}
        samples = {
            header: shown
            for header in taken.headers
            if header in taken.own.column_names
            and (shown := first_cells(taken.own, header, read.get(header)))
        }
        sheets = tuple((sheet.name, sheet.last) for sheet in taken.sheets)
        return replace(self, sheets=sheets, samples=samples)

    @property
    def guessed(self) -> tuple[str, ...]:
        """Headers that nobody knows, read as what their cells look like."""
        told = (one for one in self.findings if one.code == "column-guessed")
        return tuple(dict.fromkeys(str(one.fields["column"]) for one in told))

    @property
    def rejected(self) -> int:
        """Number of records that were left out."""
        return len({found.row for found in self.findings if found.severity == "error"})

    @property
    def placed(self) -> int:
        """Number of :attr:`places`."""
        return sum(len(places.refs) for places in self.places)

    def drawable(self, most: int) -> ChangeSet:
        """Keep at most ``most`` places; the account itself stays whole."""
        kept = []
        for places in self.places:
            kept.append(places.first(most))
            most -= len(kept[-1].refs)
        return replace(self, places=tuple(kept))
