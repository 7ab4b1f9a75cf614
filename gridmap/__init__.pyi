from .errors import CrsError, GridmapError, InputError
from .frames.coverage import coverage
from .frames.placing import assign
from .frames.reading import GridmapWarning, read_areas, read_buildings
from .frames.tilings import tiling_defects
from .geo.datum import to_datum
from .render.webmap import webmap

__all__ = [
    "CrsError",
    "GridmapError",
    "GridmapWarning",
    "InputError",
    "assign",
    "coverage",
    "read_areas",
    "read_buildings",
    "tiling_defects",
    "to_datum",
    "webmap",
]
