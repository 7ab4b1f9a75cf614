"""Pieces to one PMTiles archive.

GDAL cuts and encodes each piece on its own (it writes one layer at a time), into a plain table of
tiles; here tiles of one place are put together. A vector tile is a list of layers, so those of
several pieces one after the other are a tile again.
"""

from __future__ import annotations

import gzip
import itertools
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyogrio.raw
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from gridmap.render.tiles.pieces import Piece

__all__ = ["write_archive"]

# GDAL thins out or blurs tiles beyond its limits; a building that is not drawn would be a lie.
_OPTIONS: Final = {
    "COMPRESS": "NO",
    "MAX_SIZE": str(2**31 - 1),
    "MAX_FEATURES": str(2**31 - 1),
    # Of 4096: borders and hatches run on into the neighbour, so that no seam shows.
    "BUFFER": "80",
    # Vertices fall onto the tile's own lattice and nothing more: neighbours keep a common border.
    "SIMPLIFICATION": "0",
}
_BATCH: Final = 5_000
# Of all the work, the share that is left once all pieces are encoded.
_MERGING: Final = 0.1

Progress = Callable[[float], None]


def write_archive(target: Path, parts: Sequence[Piece], folder: Path, progress: Progress) -> None:
    """Write pieces as one archive.

    Parameters
    ----------
    target
        The file to write.
    folder
        Where there is room for what lies in between.
    progress
        Told the share that is done, 0 to 1, as it grows.
    """
    whole = sum(piece.weight for piece in parts) / (1 - _MERGING)
    done = 0.0
    tables: list[Path] = []
    for number, piece in enumerate(parts):
        table = folder / f"{number}.mbtiles"
        share = piece.weight / whole
        _encode(table, piece, _part(progress, done, share))
        done += share
        tables.append(table)
    _merge(target, tables, parts, _part(progress, done, 1 - done))


def _part(progress: Progress, done: float, share: float) -> Progress:
    """Tell the progress of one part of the work as that of the whole."""
    return lambda part: progress(done + part * share)


def _encode(table: Path, piece: Piece, progress: Progress) -> None:
    """Let GDAL cut one piece into tiles."""
    kinds = {name: _kind(values) for name, values in piece.facts.items()}
    schema = pa.schema([*((name, kind) for name, kind in kinds.items()), ("geom", pa.binary())])

    def batches() -> Iterator[pa.RecordBatch]:
        for start in range(0, len(piece.shapes), _BATCH):
            some = slice(start, start + _BATCH)
            progress(start / len(piece.shapes))
            columns = [pa.array(piece.facts[name][some], kind) for name, kind in kinds.items()]
            yield pa.record_batch(
                [*columns, pa.array(shapely.to_wkb(piece.shapes[some]))], schema=schema
            )

    pyogrio.raw.write_arrow(
        pa.RecordBatchReader.from_batches(schema, batches()),
        str(table),
        layer=piece.layer,
        driver="MBTiles",
        geometry_name="geom",
        geometry_type="Unknown",
        crs="EPSG:4326",
        MINZOOM=str(piece.zooms[0]),
        MAXZOOM=str(piece.zooms[1]),
        **_OPTIONS,
    )


def _kind(values: Any) -> pa.DataType:  # noqa: ANN401  (a numpy array of any kind)
    first = next((value for value in values.tolist() if value is not None), "")
    return pa.int64() if isinstance(first, int) else pa.string()


def _merge(
    target: Path, tables: Sequence[Path], parts: Sequence[Piece], progress: Progress
) -> None:
    places: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    with target.open("wb") as file, ExitStack() as opened:
        sources = [opened.enter_context(closing(sqlite3.connect(table))) for table in tables]
        for number, source in enumerate(sources):
            for z, x, y in source.execute("SELECT zoom_level, tile_column, tile_row FROM tiles"):
                places[zxy_to_tileid(z, x, (1 << z) - 1 - y)].append((number, z, x, y))
        writer = Writer(file)  # type: ignore[no-untyped-call]
        for count, tile in enumerate(sorted(places)):
            layers = (
                sources[number]
                .execute(
                    "SELECT tile_data FROM tiles"
                    " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                    place,
                )
                .fetchone()[0]
                for number, *place in places[tile]
            )
            writer.write_tile(tile, gzip.compress(b"".join(layers), 6, mtime=0))  # type: ignore[no-untyped-call]
            progress(count / len(places))
        writer.finalize(_header(parts), _about(parts))  # type: ignore[no-untyped-call]


def _header(parts: Sequence[Piece]) -> dict[str, Any]:
    west, south, east, north = shapely.total_bounds(
        np.concatenate([piece.shapes for piece in parts])
    )
    sides = (west, south, east, north, (west + east) / 2, (south + north) / 2)
    names = ("min_lon", "min_lat", "max_lon", "max_lat", "center_lon", "center_lat")
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "center_zoom": parts[0].zooms[0],
        **{f"{name}_e7": math.floor(side * 1e7) for name, side in zip(names, sides, strict=True)},
    }


def _about(parts: Sequence[Piece]) -> dict[str, Any]:
    """List the layers as readers of tiles expect it."""
    layers = []
    for name, several in itertools.groupby(sorted(parts, key=_name), key=_name):
        own = list(several)
        layers.append(
            {
                "id": name,
                "minzoom": min(piece.zooms[0] for piece in own),
                "maxzoom": max(piece.zooms[1] for piece in own),
                "fields": {
                    fact: "Number" if _kind(values) == pa.int64() else "String"
                    for piece in own
                    for fact, values in piece.facts.items()
                },
            }
        )
    return {"vector_layers": layers}


def _name(piece: Piece) -> str:
    return piece.layer
