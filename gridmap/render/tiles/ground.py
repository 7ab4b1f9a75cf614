"""What tiles are drawn from, as columns that travel to the process that draws them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from pyarrow import feather

from gridmap.geo.crs import Geometries

__all__ = ["Columns", "Ground"]

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Ground:
    """The ground of a workspace on one day; places in longitude and latitude (EPSG:4326).

    Attributes
    ----------
    areas
        ``id``, ``level`` (word), ``geom`` (outline) and, to be drawn as tiles, ``buildings`` (how
        many it answers for).
    buildings
        ``id``, ``sheet`` (id of the area on whose sheet it is numbered, negative for none),
        ``patch`` (id of the leaf area with whose buildings it is numbered there), ``name``,
        ``address``, ``geom``.
    streets
        ``kind`` (as OpenStreetMap's ``highway``), ``name``, ``geom``.
    landcover
        ``kind`` (``water`` or ``green``), ``geom``.
    """

    areas: Columns
    buildings: Columns
    streets: Columns
    landcover: Columns

    def put(self, folder: Path) -> None:
        """Write every layer into ``folder`` as an Arrow file."""
        for layer in fields(self):
            columns = dict(getattr(self, layer.name))
            columns["geom"] = shapely.to_wkb(columns["geom"])
            table = pa.table({name: pa.array(values) for name, values in columns.items()})
            feather.write_feather(table, str(folder / f"{layer.name}.arrow"), "uncompressed")

    @classmethod
    def take(cls, folder: Path) -> Ground:
        """Read what :meth:`put` wrote."""
        return cls(
            **{layer.name: _columns(folder / f"{layer.name}.arrow") for layer in fields(cls)}
        )

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(len(getattr(self, layer.name)["geom"]) for layer in fields(self))


def _columns(file: Path) -> Columns:
    table = feather.read_table(str(file), memory_map=False)
    columns: Columns = {
        name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names
    }
    shapes: Geometries = shapely.from_wkb(columns["geom"])
    return {**columns, "geom": np.asarray(shapes, dtype=object)}
