"""What a plan changes, as its sheets show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from shapely.geometry.base import BaseGeometry

from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.geo.crs import Geometries
from gridmap.render.sheets.scene import AreaScene

__all__ = ["AreaChange", "Change", "ChangedBuilding", "PlanFacts", "PlanGround"]


class Change(Enum):
    """What becomes of a building on the sheet of an area; how it is marked."""

    LEAVES = BuildingStatus.DONE
    COMES = BuildingStatus.PARTLY


@dataclass(frozen=True, slots=True)
class ChangedBuilding:
    """A building, or what of it changes hands.

    Attributes
    ----------
    shape
        Footprint in metres of the scene.
    """

    shape: BaseGeometry
    change: Change
    address: str
    households: int
    origin: str
    to: str


@dataclass(frozen=True, slots=True)
class AreaChange:
    """What a plan does to one area.

    Attributes
    ----------
    scene
        Its ground, with the buildings that stay as ``kept``; no outline of its own.
    today, then
        Its outlines; empty where there is none.
    buildings
        What changes hands, in the order of their numbers.
    before, after
        Households.
    """

    scene: AreaScene
    today: BaseGeometry
    then: BaseGeometry
    buildings: tuple[ChangedBuilding, ...]
    before: int
    after: int

    def households(self, change: Change) -> int:
        """Sum up what leaves, or what comes."""
        return sum(one.households for one in self.buildings if one.change is change)


@dataclass(frozen=True, slots=True)
class PlanGround:
    """All the ground of a plan.

    Attributes
    ----------
    scene
        What lies there, with the buildings that change hands as ``handed``; no outline of its own.
    today, then
        Outlines of areas that keep what they have, in metres.
    """

    scene: AreaScene
    today: Geometries
    then: Geometries


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan is and comes to.

    Attributes
    ----------
    title
        What it is called, where it is, how it stands.
    balanced
        What it balances, and between which bounds.
    figures
        Rows of a figure, today's value and the plan's, in words.
    """

    title: str
    balanced: str
    figures: tuple[tuple[str, str, str], ...]
