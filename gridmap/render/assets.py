"""The parts of a map page that come from files: Leaflet and the page's own scripts and styles."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from gridmap.errors import InputError

__all__ = ["SCRIPTS", "STYLES", "leaflet", "own"]

SCRIPTS: Final = (
    "features.js",
    "canvas.js",
    "ground.js",
    "streets.js",
    "buildings.js",
    "labels.js",
    "hazards.js",
    "popups.js",
    "page.js",
)
"""The page's own scripts, in the order in which they build on one another."""

STYLES: Final = ("tokens.css", "marks.css", "page.css")

# Leaflet's style sheet names three pictures that the page never shows.
_PICTURE = re.compile(r"url\((?!['\"]?data:)[^)]*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+")


@cache
def leaflet() -> tuple[str, str]:
    """Read Leaflet's script and style sheet from the built front end.

    Raises
    ------
    InputError
        ``map-leaflet-missing`` when the front end has not been built.
    """
    vendor = files("gridmap") / "static" / "vendor"
    try:
        script = (vendor / "leaflet.js").read_text(encoding="utf-8")
        style = (vendor / "leaflet.css").read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise InputError("map-leaflet-missing", file=missing.filename or "leaflet.js") from missing
    return _SOURCE_MAP.sub("", script), _PICTURE.sub("none", _COMMENT.sub("", style))


@cache
def own(name: str) -> str:
    """Read one of the page's own files."""
    return (files(__name__.rpartition(".")[0]) / "page" / name).read_text(encoding="utf-8")
