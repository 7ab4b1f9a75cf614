from .errors import CrsError, GridmapError, GridmapWarning, InputError
from .frames.alternatives import alternatives
from .frames.contiguity import ContiguityGraph, contiguity
from .frames.coverage import coverage
from .frames.divide import divide
from .frames.division import Division, Metrics
from .frames.outlines import outlines
from .frames.placing import assign
from .frames.printing import atlas, sheet
from .frames.reading import read_areas, read_buildings
from .frames.rebalance import rebalance
from .frames.seeking import Progress
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
    "Metrics",
    "Progress",
    "alternatives",
    "assign",
    "atlas",
    "contiguity",
    "coverage",
    "divide",
    "outlines",
    "read_areas",
    "read_buildings",
    "rebalance",
    "sheet",
    "tiling_defects",
    "to_datum",
    "webmap",
]
