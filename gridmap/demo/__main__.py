"""Write the demo's boundaries: ``python -m gridmap.demo data/boundaries``."""

from __future__ import annotations

import argparse
from pathlib import Path

from gridmap.demo.boundaries import write_boundaries

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m gridmap.demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the files go")
    write_boundaries(parser.parse_args().folder)
