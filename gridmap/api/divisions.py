"""What a division comes to, as the interface tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.errors import sentence
from gridmap.errors import Severity
from gridmap.render.short_names import short_name
from gridmap.territory.codes import Level
from gridmap.usecases.plan_account import findings_in, hindrance_said
from gridmap.words import Language

__all__ = [
    "PlanArea",
    "PlanAsked",
    "PlanAtoms",
    "PlanDivision",
    "PlanFeatures",
    "PlanFigures",
    "PlanFlow",
    "PlanHindered",
    "PlanLevel",
    "PlanLocks",
    "PlanNotice",
    "PlanParts",
    "PlanPlace",
    "division_of",
    "level_of",
]

PlanLevel = Literal["grid", "patch"]

_Bound = Annotated[float, Field(ge=-1e9, le=1e9)]

PlanParts = Annotated[list[Annotated[int, Field(ge=-1, le=20_000)]], Field(max_length=200_000)]
"""Position of its area's label, by atom; -1 for none."""

PlanAtoms = Annotated[list[Annotated[int, Field(ge=0, le=200_000)]], Field(max_length=200_000)]
"""Positions of atoms."""

PlanLocks = Annotated[
    list[Annotated[str, Field(max_length=128)]],
    Field(
        max_length=20_000,
        description="What stays: codes of areas, uids of buildings, or `uid/unit/floor`",
    ),
]
"""What is locked."""


class PlanAsked(BaseModel):
    """What a division is to come to."""

    model_config = ConfigDict(extra="forbid")

    load: str = Field(
        default="households",
        max_length=500,
        description="A column or a formula of households, walk_up and hazards; key_groups only "
        "for whoever may see these",
    )
    size: tuple[_Bound, _Bound] | None = Field(default=None, description="Bounds of every load")
    tolerance: _Bound | None = Field(
        default=None, description="How far, as a share, a load may be from an even share instead"
    )
    compactness: float = Field(
        default=0.0, ge=0, le=1000, description="Households that a metre of border is worth"
    )
    anew: bool = Field(default=False, description="From nothing, whatever there is today")

    def facts(self) -> dict[str, Any]:
        """Tell what was asked, and nothing else of a larger order."""
        return {name: getattr(self, name) for name in PlanAsked.model_fields}

    def bounds(self) -> dict[str, Any]:
        """Tell what loads are reckoned and judged by."""
        return {"load": self.load, "size": self.size, "tolerance": self.tolerance}


class PlanFigures(BaseModel):
    """Figures of one division; each rate's denominator is beside it."""

    grids: int
    outside: int = Field(description="Areas out of bounds")
    beyond: float = Field(description="Load out of bounds")
    lowest: float = Field(description="Lightest area, 1.0 being the middle of its bounds")
    highest: float
    pieces: int = Field(description="Connected pieces beyond one an area")
    households: float
    moved: float = Field(description="Households whose area changes")
    leaders_changed: float | None = Field(
        description="Households whose leader changes; none where there are no patches: then `moved`"
    )
    buildings: int = Field(description="Or parts of them")
    buildings_moved: int
    buildings_given: int = Field(default=0, description="Of these that had no area before")
    border_m: float
    walk_m: float = Field(description="Mean metres from the middle of one's area")
    polsby_popper: float | None = Field(description="Mean compactness, 1.0 for circles")


class PlanArea(BaseModel):
    """An area before and after."""

    label: str = Field(description="Its code, or `new-1` and so on")
    name: str | None
    before: float = Field(description="Households")
    after: float
    load: float | None = Field(description="Load then; none where it ends")
    low: float | None
    high: float | None
    leaves: float = Field(description="Households that it hands over")


class PlanHindered(BaseModel):
    """A zone where areas stay out of bounds."""

    zone: str | None
    zone_name: str | None
    zone_within: str | None = Field(
        default=None, description="The community of a grid, where there are several"
    )
    reason: str
    message: str
    grids: int
    outside: int
    low: float
    high: float
    lightest: float
    heaviest: float
    share: float = Field(description="What each would have if all had the same")
    fitting: int = Field(description="How many areas would fit the bounds; 0 where no number would")


class PlanNotice(BaseModel):
    """Something worth telling."""

    severity: Severity
    code: str
    message: str


class PlanFlow(BaseModel):
    """What goes from one area to another."""

    origin: str = Field(serialization_alias="from")
    to: str
    households: float
    buildings: int = Field(description="Or parts of them")
    leaders: int | None = Field(description="Patches that hand something over, below grids")


class PlanDivision(BaseModel):
    """What a division comes to."""

    asked: PlanAsked
    then: PlanFigures
    today: PlanFigures | None
    areas: list[PlanArea]
    infeasible: list[PlanHindered]
    findings: list[PlanNotice]
    moves: list[PlanFlow]


class PlanPlace(BaseModel):
    """An area by its code."""

    code: str
    name: str | None


class PlanFeatures(BaseModel):
    """GeoJSON features (RFC 7946), EPSG:4326."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[dict[str, Any]]


def level_of(level: Level) -> PlanLevel:
    """Name a level that is divided."""
    return "grid" if level is Level.GRID else "patch"


def division_of(account: Mapping[str, Any], lang: Language) -> PlanDivision:
    """Say the account of a division."""
    return PlanDivision(
        asked=account["asked"],
        then=account["then"],
        today=account["today"],
        areas=account["areas"],
        infeasible=[_hindered(row, lang) for row in account["infeasible"]],
        findings=[
            PlanNotice(severity=one.severity, code=one.code, message=sentence(one, lang))
            for one in findings_in(account)
        ],
        moves=[PlanFlow(origin=row["from"], **_but(row, "from")) for row in account["moves"]],
    )


def _hindered(row: Mapping[str, Any], lang: Language) -> PlanHindered:
    zone = row["zone_name"] or row["zone"]
    if within := row.get("zone_within"):
        zone = f"{within} {short_name(row['zone'], row['zone_name'], 'grid', lang)}"
    message = hindrance_said(row, zone, lang)
    return PlanHindered(message=message, **row)


def _but(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
