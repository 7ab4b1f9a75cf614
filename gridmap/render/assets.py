"""The parts of a map page that come from files: Leaflet, the page's script, style and template."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from gridmap.errors import InputError

__all__ = ["PageParts", "page_parts", "template"]

# Leaflet's style sheet names three pictures that the page never shows.
_PICTURE = re.compile(r"url\((?!['\"]?data:)[^)]*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+")


class PageParts(NamedTuple):
    """What the built front end brings to the page, as text.

    Attributes
    ----------
    scripts
        Leaflet, and the page's own script, which draws with it.
    styles
        Their style sheets.
    """

    scripts: tuple[str, str]
    styles: tuple[str, str]


@cache
def page_parts() -> PageParts:
    """Read the page's scripts and style sheets from the built front end.

    Raises
    ------
    InputError
        ``map-leaflet-missing`` when the front end has not been built.
    """
    static = files("gridmap") / "static"

    def read(*path: str) -> str:
        return static.joinpath(*path).read_text(encoding="utf-8")

    try:
        leaflet = _SOURCE_MAP.sub("", read("vendor", "leaflet.js"))
        leaflet_style = _PICTURE.sub("none", _COMMENT.sub("", read("vendor", "leaflet.css")))
        own, own_style = read("onefile", "map.js"), read("onefile", "map.css")
    except FileNotFoundError as missing:
        raise InputError("map-leaflet-missing", file=missing.filename or "map.js") from missing
    return PageParts((leaflet, own), (leaflet_style, own_style))


@cache
def template() -> str:
    """Read the template of the page."""
    return (files(__name__.rpartition(".")[0]) / "page" / "page.html").read_text(encoding="utf-8")
