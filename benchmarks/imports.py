"""An OpenStreetMap extract into a workspace, against reading it and nothing else.

``geopandas.read_file`` gives the footprints as they stand in the file. The import reads them in a
process of its own, repairs them, makes addresses, streets, water and green of the tags, matches
them to what is known, estimates households, finds the answering area of each building, and writes
all of it to the disk.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from pathlib import Path

import geopandas as gpd

from benchmarks.protocol import compare, keep
from gridmap.usecases.areas import import_areas
from gridmap.usecases.osm import import_osm
from gridmap.usecases.workspace import Workspace, create_workspace

DATA = Path(__file__).parents[2] / "shared" / "data"


def main() -> None:
    """Measure and keep the results."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--extract", type=Path, default=DATA / "newport-2023.osm.pbf")
    arguments.add_argument("--areas", type=Path, default=DATA / "newport-grids.geojson")
    asked = arguments.parse_args()
    if not asked.extract.exists():
        print(f"{asked.extract.name} is not here: name one with --extract and --areas")
        return

    numbers = itertools.count()
    with tempfile.TemporaryDirectory() as folder:

        def fresh() -> Workspace:
            workspace = create_workspace(Path(folder, str(next(numbers))))
            import_areas(workspace, asked.areas)
            return workspace

        def bring_in(workspace: Workspace) -> None:
            import_osm(workspace, asked.extract)
            workspace.close()

        def read_only(workspace: Workspace) -> None:
            workspace.close()
            gpd.read_file(
                asked.extract,
                layer="multipolygons",
                where="building IS NOT NULL",
                on_invalid="ignore",
            )

        measured = compare(
            {"gridmap import osm": bring_in, "geopandas.read_file": read_only}, fresh=fresh
        )
    keep("imports", {asked.extract.name: measured}, against=("geopandas", "pyogrio"))


if __name__ == "__main__":
    main()
