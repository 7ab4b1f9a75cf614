"""The words a map page needs, collected in the reader's language."""

from __future__ import annotations

from typing import Any

from gridmap.fieldwork.cases import Severity
from gridmap.fieldwork.coverage import REASONS
from gridmap.render.figures import BANDS
from gridmap.territory.codes import Level
from gridmap.words import Language, say

__all__ = ["band_words", "page_words"]

_CREDIT = '<a href="https://www.openstreetmap.org/copyright">{}</a>'
# Facts that only the page knows: the sentence keeps the braces, the page fills them.
_LATER = (
    "target",
    "attempted",
    "reached",
    "rate",
    "excluded",
    "count",
    "what",
    "day",
)


def page_words(lang: Language, *, openstreetmap: bool) -> dict[str, Any]:
    """Collect everything the page's scripts and template say, with ``{name}`` for later facts."""
    later = {name: f"{{{name}}}" for name in _LATER}

    def words(key: str) -> str:
        return say(f"map-{key}", lang=lang, **later)

    return {
        **{
            name: words(name.replace("_", "-"))
            for name in (
                "building",
                "building_figures",
                "buildings",
                "close",
                "handled",
                "hazards",
                "hazards_here",
                "households",
                "knocked",
                "left_out",
                "legend",
                "level",
                "met",
                "of_target",
                "open",
                "open_severe",
                "overdue",
                "share_met",
                "since",
                "zoom_in",
                "zoom_out",
            )
        },
        # The one link of the page, and only a text: the ODbL asks for it.
        "attribution": _CREDIT.format(words("attribution")) if openstreetmap else "",
        "hazard_sample": words("hazard-mark-fire"),
        "levels": {level.value: words(f"level-{level}") for level in Level},
        "reasons": {reason: words(f"reason-{reason.replace('_', '-')}") for reason in REASONS},
        "severities": {name.value: words(f"severity-{name}") for name in Severity},
        "status": {
            mark: words(f"building-{name}")
            for mark, name in (("u", "untouched"), ("p", "partly"), ("d", "done"))
        },
    }


def band_words(lang: Language) -> list[str]:
    """Name the bands: "under 40 %", "40–59" and so on."""
    first = say("map-band-first", lang=lang, under=str(BANDS[0]))
    last = say("map-band-last", lang=lang, **{"from": str(BANDS[-1])})
    between = [f"{low}–{high - 1}" for low, high in zip(BANDS, BANDS[1:], strict=False)]  # noqa: RUF007
    return [first, *between, last]
