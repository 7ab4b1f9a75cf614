"""The page of the one-file map, as a Folium map with nothing from outside."""

from __future__ import annotations

import json
from html import escape
from typing import Any, cast

import folium
from branca.element import Element, Figure
from folium.template import Template

from gridmap.fieldwork.cases import Severity
from gridmap.render.assets import page_parts, template
from gridmap.render.figures import DASH, whole_percent
from gridmap.render.geometry import STEPS_PER_DEGREE
from gridmap.render.layers import Layer
from gridmap.render.page_words import band_words, page_words
from gridmap.territory.codes import Level
from gridmap.words import Language, say

__all__ = ["CoverageMap"]


class _Finished(Element):
    """A piece of the page as it is.

    Folium would read rendered pieces as templates once more, and so run whatever stands between
    double braces in the name of a building.
    """

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class CoverageMap(folium.Map):
    """A map of coverage whose page carries everything it shows.

    Parameters
    ----------
    layers
        Packed layers by name: ``areas``, ``buildings``, ``hazards``, ``streets``, ``landcover``.
    extent
        West, south, east, north in degrees to open at; ``None`` when there is nothing to show.
    title, caption
        Heading and the line under it.
    openstreetmap
        Whether it is named as where the ground comes from.
    lang
        Language of the page.
    """

    # Folium's own would fetch Leaflet, jQuery, Bootstrap and icons from elsewhere.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (so declared above)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(template())

    def __init__(
        self,
        layers: dict[str, Layer],
        extent: list[float] | None,
        *,
        title: str | None,
        caption: str | None,
        openstreetmap: bool,
        lang: Language,
    ) -> None:
        super().__init__(tiles=None)
        figure = cast("Figure", self.get_root())
        self.lang = lang
        self.words = page_words(lang, openstreetmap=openstreetmap)
        areas = layers.get("areas", {})
        self.heading = title or say(
            "map-title" if "target" in areas else "map-title-plain", lang=lang
        )
        figure.title = escape(self.heading)
        self.caption = caption
        self.nothing = None if extent else say("map-nothing", lang=lang)
        self.overall = _overall(areas, lang)
        self.legend = _legend(layers, self.words, lang)
        present = set(areas.get("level", []))
        self.levels = [level.value for level in Level if level.value in present]
        self.scripts, self.styles = page_parts()
        self.data = _in_a_script(
            {
                "steps": STEPS_PER_DEGREE,
                "extent": extent,
                "layers": layers,
                "words": self.words,
            }
        )

    def render(self, **options: Any) -> str:  # noqa: ANN401  (Folium's own signature)
        """Put the page's pieces into its figure, then those of layers that were added."""
        figure = cast("Figure", self.get_root())
        macros = self._template.module
        for part in ("header", "html", "script"):
            text = getattr(macros, part)(self, options)
            getattr(figure, part).add_child(_Finished(text), name=self.get_name())
        for child in self._children.values():
            child.render(**options)
        return ""


def _overall(areas: Layer, lang: Language) -> dict[str, str] | None:
    """Sum the coarsest areas: the figure at the top of the page."""
    if "target" not in areas:
        return None
    parents = areas.get("parent", [])
    top = [at for at, parent in enumerate(parents) if parent < 0]

    def total(name: str) -> int:
        column = areas.get(name)
        return sum(column[at] or 0 for at in top) if isinstance(column, list) else 0

    target, reached, attempted = total("target"), total("reached"), total("attempted")

    def percent(part: int) -> str:
        whole = whole_percent(part / target if target else None)
        return DASH if whole is None else f"{whole}%"

    return {
        "reached": _grouped(reached),
        "of": say("map-of-target", lang=lang, target=target),
        "rate": percent(reached),
        "knocked": say(
            "map-knocked", lang=lang, attempted=attempted, target=target, rate=percent(attempted)
        )
        if "attempted" in areas
        else "",
    }


def _grouped(number: int) -> str:
    return f"{number:,}"


def _legend(layers: dict[str, Layer], words: dict[str, Any], lang: Language) -> dict[str, Any]:
    """List the marks that are on this map, and no other."""
    legend: dict[str, Any] = {}
    if "band" in layers.get("areas", {}):
        legend["bands"] = band_words(lang)
    if marks := "".join(dict.fromkeys(str(layers.get("buildings", {}).get("status", "")))):
        known = [(mark, words["status"][mark]) for mark in "upd" if mark in marks]
        rest = say("map-building-none" if known else "map-building", lang=lang)
        legend["buildings"] = [*known, *([("n", rest)] if "n" in marks else [])]
    if hazards := layers.get("hazards"):
        severities = hazards.get("severity") or [""] * len(hazards["handled"])
        seen = {
            _hazard_mark(*facts)
            for facts in zip(hazards["handled"], hazards["overdue"], severities, strict=True)
        }
        names = {
            "open": "open",
            "severe": "open_severe",
            "overdue": "overdue",
            "handled": "handled",
        }
        legend["hazards"] = [(mark, words[name]) for mark, name in names.items() if mark in seen]
    return legend


def _hazard_mark(handled: int, overdue: int, severity: str) -> str:
    """Tell what stands out most about a hazard's mark."""
    if handled:
        return "handled"
    if overdue:
        return "overdue"
    return "severe" if severity == Severity.SEVERE else "open"


def _in_a_script(facts: dict[str, Any]) -> str:
    """Write JSON that cannot end the script element it stands in, whatever the texts say."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
