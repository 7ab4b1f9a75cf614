from .errors import CrsError, GridmapError, InputError
from .frames.contiguity import ContiguityGraph, contiguity
from .frames.coverage import coverage
from .frames.division import Division, Progress, divide, rebalance
from .frames.placing import assign
from .frames.reading import GridmapWarning, read_areas, read_buildings
from .frames.tilings import tiling_defects
from .geo.datum import to_datum
from .render.webmap import webmap

__all__ = [
    "ContiguityGraph",
    "CrsError",
    "Division",
    "GridmapError",
    "GridmapWarning",
    "InputError",
    "Progress",
    "assign",
    "contiguity",
    "coverage",
    "divide",
    "read_areas",
    "read_buildings",
    "rebalance",
    "tiling_defects",
    "to_datum",
    "webmap",
]
