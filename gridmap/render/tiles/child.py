"""The drawing process: the ground in, one archive of tiles out.

GDAL must not come near a process that has the live database open, and drawing a city takes memory
and time that the server needs for people. Started by :mod:`gridmap.render.tiles.working` with a
folder; says on its standard output how far it is, and ends when whoever started it does.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from gridmap.render.tiles.archive import write_archive
from gridmap.render.tiles.beside import AREAS, NUMBERS, TILES, put_areas, put_numbers
from gridmap.render.tiles.ground import Ground
from gridmap.render.tiles.pieces import pieces
from gridmap.territory.walk import sheet_numbers

__all__ = ["main"]


def main(folder: Path) -> None:
    """Draw the ground in ``folder``; leave the tiles and what :mod:`..beside` knows of them."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    # Its own journal would only slow GDAL's tables down: what is unfinished is thrown away.
    os.environ["OGR_SQLITE_SYNCHRONOUS"] = "OFF"
    ground = Ground.take(folder)
    buildings = ground.buildings
    numbers = sheet_numbers(buildings["geom"], buildings["sheet"], buildings["patch"])
    parts = list(pieces(ground, numbers))
    told = -1

    def tell(share: float) -> None:
        nonlocal told
        if int(share * 100) > told:
            told = int(share * 100)
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()

    write_archive(folder / f"drawn{TILES}", parts, folder, tell)
    put_numbers(folder / f"drawn{NUMBERS}", buildings["id"], numbers)
    put_areas(folder / f"drawn{AREAS}", ground.areas)


def _end_with_the_parent() -> None:
    os.read(sys.stdin.fileno(), 1)  # below Python's buffer, whose lock would outlive the work
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
