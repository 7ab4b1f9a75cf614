"""Buildings from inside: their doors in place, and who answers for which floors."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from gridmap.api.deps import InQuestion, InWorkspace
from gridmap.api.errors import spoken
from gridmap.api.requests import routes_of
from gridmap.fieldwork.coverage import Exclusion
from gridmap.fieldwork.outcomes import Outcome
from gridmap.territory.parts import Span
from gridmap.usecases import towers
from gridmap.usecases.matrix import DoorInMatrix, matrix
from gridmap.words import say

__all__ = ["router"]

router = routes_of("buildings")

Uid = Annotated[
    str, Path(description="Its `uid`, or `i:` with its id in the tiles", examples=["i:123"])
]


class MatrixDoor(BaseModel):
    """A door within your reach and how it stands."""

    uid: str
    label: str | None = Field(
        description="What to call it on the spot; none for the one door of a house",
        examples=["1003"],
    )
    estimated: bool = Field(description="Whether it is a placeholder from an estimate")
    excluded: bool = Field(description="Whether it is no target")
    reason: Exclusion | None = Field(description="Why it is no target")
    outcome: Outcome | None = Field(description="Latest state; none while untried")
    settled: bool
    tries: int = Field(description="How often somebody knocked")
    in_key_group: bool = Field(
        description="Whether it is in a key group that you serve; ask the household in which"
    )


class MatrixRow(BaseModel):
    """Doors of one floor, left to right."""

    floor: int | None = Field(description="None for doors whose floor is not known")
    area: str | None = Field(description="Code of the leaf area; none for orphans")
    doors: list[MatrixDoor]
    others: int = Field(description="Doors beyond your reach")


class MatrixUnit(BaseModel):
    """One unit, its floors from the top down."""

    unit: str | None
    rows: list[MatrixRow]


class Matrix(BaseModel):
    """Every door of a building in its place, once."""

    uid: str
    units: list[MatrixUnit]
    guessed: bool = Field(
        description="Whether floors and labels follow from the size of the building alone"
    )
    may_split: bool = Field(description="Whether you may hand floors to another leaf area")


class TowerCut(BaseModel):
    """What to hand over, and to whom; all of a building where nothing bounds it."""

    model_config = ConfigDict(extra="forbid")

    unit: str | None = Field(default=None, max_length=20, examples=["1"])
    floor_lo: int | None = Field(default=None, ge=-20, le=300)
    floor_hi: int | None = Field(default=None, ge=-20, le=300)
    area: str = Field(max_length=64, description="Code of the leaf area")


class PartShare(BaseModel):
    """A part of a building and who answers for it."""

    unit: str | None
    floor_lo: int | None
    floor_hi: int | None
    area: str | None
    households: int


class TowerSplit(BaseModel):
    """Who answers for what in a building now, or would."""

    parts: list[PartShare]
    moved: int = Field(description="Households that change")
    message: str
    dry_run: bool


def _door(door: DoorInMatrix) -> MatrixDoor:
    return MatrixDoor(
        uid=door.uid,
        label=door.label,
        estimated=door.estimated,
        excluded=door.excluded,
        reason=door.reason,
        outcome=door.state.outcome,
        settled=door.state.settled,
        tries=door.tries,
        in_key_group=door.in_key_group,
    )


def _split(split: towers.TowerSplit, message: str) -> TowerSplit:
    return TowerSplit(
        parts=[
            PartShare(
                unit=part.span.unit,
                floor_lo=part.span.low,
                floor_hi=part.span.high,
                area=part.area,
                households=part.households,
            )
            for part in split.parts
        ],
        moved=split.moved,
        message=message,
        dry_run=split.dry_run,
    )


@router.get("/{uid}/matrix")
def get_matrix(workspace: InWorkspace, question: InQuestion, uid: Uid) -> Matrix:
    """Lay a building out by unit and floor, with the state of each door (户室图)."""
    laid = matrix(workspace, uid, question=question)
    return Matrix(
        uid=laid.uid,
        units=[
            MatrixUnit(
                unit=unit.unit,
                rows=[
                    MatrixRow(
                        floor=row.floor,
                        area=row.area,
                        doors=[_door(door) for door in row.doors],
                        others=row.others,
                    )
                    for row in unit.rows
                ],
            )
            for unit in laid.units
        ],
        guessed=laid.guessed,
        may_split=laid.may_split,
    )


@router.post("/{uid}/split")
def post_tower_split(
    request: Request,
    workspace: InWorkspace,
    uid: Uid,
    out: TowerCut,
    *,
    dry_run: Annotated[bool, Query(description="Tell what would change, and keep nothing")] = False,
) -> TowerSplit:
    """Hand a unit, some floors or both to a leaf area, from today."""
    span = Span(out.unit, out.floor_lo, out.floor_hi)
    split = towers.split_tower(workspace, uid, span, out.area, dry_run=dry_run)
    message = say("tower-split", lang=spoken(request), moved=split.moved, area=out.area)
    return _split(split, message)


@router.delete("/{uid}/split")
def delete_tower_split(request: Request, workspace: InWorkspace, uid: Uid) -> TowerSplit:
    """Take back what was handed over last in this building, if that was today."""
    split = towers.undo_split(workspace, uid)
    return _split(split, say("tower-undone", lang=spoken(request), moved=split.moved))
