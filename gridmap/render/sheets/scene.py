"""What a sheet shows, in ground units: which buildings with which numbers, streets, hazards.

A scene knows nothing of paper; how it is laid out is told by :mod:`gridmap.render.sheets.paper`
and those above it. Whoever wants to know what is on a sheet reads its scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gridmap.fieldwork.cases import HazardCategory
from gridmap.geo.crs import Geometries
from gridmap.render.sheets.buildings import SheetBuilding

__all__ = [
    "AreaScene",
    "Box",
    "Landmark",
    "MapPart",
    "Nearby",
    "SheetHazard",
    "Streets",
    "Stretch",
    "Tone",
]


@dataclass(frozen=True, slots=True)
class SheetHazard:
    """An open hazard.

    Attributes
    ----------
    building
        The number of the building it is at, if it is at one that the sheet numbers.
    address
        Of that building.
    since, due
        When it was reported, and by when it is to be handled.
    number
        Its own, where a sheet numbers hazards.
    said
        What the data calls it, where that is none of the categories.
    """

    place: Point
    category: HazardCategory
    severe: bool
    overdue: bool
    building: int | None
    address: str = ""
    since: date | None = None
    due: date | None = None
    number: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Landmark:
    """What people find their way by: a school, a market, the gate of an estate."""

    name: str
    place: Point


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets around: three columns of shape ``(n,)``.

    Attributes
    ----------
    lines
        Centre lines in metres of the scene.
    names
        ``None`` where a street has none.
    kinds
        As OpenStreetMap's ``highway``.
    """

    lines: Geometries
    names: tuple[str | None, ...]
    kinds: tuple[str, ...]

    @classmethod
    def none(cls) -> Streets:
        """Give no streets."""
        return cls(np.empty(0, dtype=object), (), ())


def _nothing() -> Geometries:
    return np.empty(0, dtype=object)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the walk that has a map of its own.

    Attributes
    ----------
    number
        Of that map, from 1.
    buildings
        In walking order, one number after the other.
    spans
        First and last number of each run of them; there are several where the walk leaves a part
        of the area and comes back.
    """

    number: int
    buildings: tuple[SheetBuilding, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MapPart:
    """What a further map shows, as the first one points to it.

    Attributes
    ----------
    number
        Of that map; 0 for ground of which only the border is drawn.
    title
        What it is, in words.
    where
        The numbers on it, or its page.
    shape
        Its ground, in metres.
    to_visit
        Buildings that are not done.
    value, tone
        A figure that stands on the map with the number, and which tone of the scene its ground has.
    """

    number: int
    title: str
    where: str
    shape: BaseGeometry
    to_visit: int
    households: int
    value: str = ""
    tone: int | None = None


@dataclass(frozen=True, slots=True)
class Tone:
    """How ground of one class is drawn: a colour, and lines that tell it where there is none.

    Attributes
    ----------
    colour
        As in SVG.
    apart
        Millimetres between lines; 0 for none.
    turn
        Of the lines, in degrees clockwise from level.
    words
        What the class is, as the legend says it.
    """

    colour: str
    apart: float
    turn: float
    words: str


Box = tuple[float, float, float, float]
"""Left, bottom, right, top in metres."""

Nearby = Callable[[Box | None, float], tuple[Geometries, tuple[Landmark, ...]]]
"""Reads houses around, and what they are found by, in a box or all there are; none that has a side
of less than so many metres need come."""


@dataclass(frozen=True)
class AreaScene:
    """One area with what lies around it.

    Attributes
    ----------
    outline
        Of the area, in metres of a local projection; may be in several parts, or empty.
    buildings
        Those that the sheet numbers, by number.
    neighbours, water
        Footprints around that it does not number; water. Metres.
    kept
        Footprints of the area itself that it does not number.
    handed
        Footprints that change hands; black, and never too small to be seen.
    other
        A second border to compare with: the same area on another day, in metres.
    within
        Names of the areas that it is part of, the largest first.
    landmarks, gates
        Named buildings around, and gates; a gate without a name is called one.
    nearby
        Where neighbours and landmarks are read when it is known which of them a map shows: how, in
        addition to those that are there.
    around, siblings
        Outlines for the small map of where this lies: the parent, and the areas beside this one.
    link
        What the square code holds; ``None`` for no square code.
    sheet_code
        By which a printed sheet is known again when it comes back; ``None`` where it is no print.
    attribution
        Whose survey the ground is from; empty for one's own.
    duty_phone
        Whom to call.
    serving
        Who serves here, with their phones, where somebody asked for it.
    destroy_by
        The day by which the sheet is to be destroyed, if there are names on it.
    stamp
        What the office puts on its maps: for internal use, or the number of their approval.
    parts
        Where further maps show more than this one can, what they show.
    tones
        Of the ground of those, where it is drawn in classes.
    paged
        Whether those are found by their page, and not by the numbers on them.
    whole
        Whether the map has to show all of the outline.
    walk
        The way past its buildings in their order, in metres; drawn where there is one.
    """

    code: str
    title: str
    level: str
    outline: BaseGeometry
    buildings: tuple[SheetBuilding, ...]
    as_of: date | None = None
    neighbours: Geometries = field(default_factory=_nothing)
    kept: Geometries = field(default_factory=_nothing)
    handed: Geometries = field(default_factory=_nothing)
    other: BaseGeometry | None = None
    water: Geometries = field(default_factory=_nothing)
    streets: Streets = field(default_factory=Streets.none)
    hazards: tuple[SheetHazard, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    gates: tuple[Landmark, ...] = ()
    nearby: Nearby | None = None
    within: str = ""
    around: BaseGeometry | None = None
    siblings: Geometries = field(default_factory=_nothing)
    link: str | None = None
    sheet_code: str | None = None
    attribution: str = ""
    duty_phone: str | None = None
    serving: str = ""
    destroy_by: date | None = None
    stamp: str | None = None
    parts: tuple[MapPart, ...] = ()
    tones: tuple[Tone, ...] = ()
    paged: bool = False
    whole: bool = True
    walk: LineString | None = None

    @property
    def bounds(self) -> Box:
        """Left, bottom, right, top of what has to be on the map, in metres."""
        shapes = [one.shape for one in self.buildings]
        outline = [self.outline] if self.whole or not shapes else []
        outline += [self.other] if self.other is not None and outline else []
        own: NDArray[np.float64] = shapely.total_bounds([*outline, *shapes])
        if not np.isfinite(own).all():
            return 0.0, 0.0, 1.0, 1.0
        left, bottom, right, top = own.tolist()
        return left, bottom, right, top

    def surrounded(self, box: Box | None = None, least: float = 0.0) -> AreaScene:
        """Read what is still to be read of the houses around, as :data:`Nearby` has it."""
        if self.nearby is None:
            return self
        neighbours, landmarks = self.nearby(box, least)
        return replace(
            self,
            neighbours=np.concatenate([neighbours, self.neighbours]),
            landmarks=(*landmarks, *self.landmarks),
            nearby=None,
        )

    def without_ground(self) -> AreaScene:
        """Keep what it is called and which further maps it has, and nothing that is drawn."""
        return replace(
            self,
            buildings=(),
            neighbours=_nothing(),
            kept=_nothing(),
            handed=_nothing(),
            water=_nothing(),
            streets=Streets.none(),
            landmarks=(),
            gates=(),
            nearby=None,
            around=None,
            siblings=_nothing(),
        )

    @property
    def called(self) -> str:
        """What each page of it is known by: the code of the sheet, else of the area."""
        return self.sheet_code or self.code

    @property
    def households(self) -> int:
        """Households of all its buildings."""
        return sum(one.households for one in self.buildings)
