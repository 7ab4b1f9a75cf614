"""What files may call their columns."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.geo.datum import DATUMS
from gridmap.intake.limits import MIB
from gridmap.intake.things import THINGS
from gridmap.territory.codes import Level
from gridmap.usecases.imports import ImportKind

__all__ = ["StandardColumn", "columns_of", "router"]

router = routes_of("vocabulary")


class StandardColumn(BaseModel):
    """A column that imports of one kind read."""

    name: str = Field(examples=["code"])
    headers: Sequence[str] = Field(description="Headers it is known by, the best first")
    required: bool


class KindOfImport(BaseModel):
    """What can be imported, with its columns; OpenStreetMap has none to choose."""

    kind: ImportKind
    columns: list[StandardColumn]


class Vocabulary(BaseModel):
    """What an import can be asked for."""

    kinds: list[KindOfImport]
    levels: list[Level]
    datums: list[str]
    upload_bytes: int = Field(description="Largest file that can be handed in")


def columns_of(kind: ImportKind) -> list[StandardColumn]:
    """List the standard columns of a kind of import."""
    thing = THINGS.get(kind)
    if thing is None:
        return []
    return [
        StandardColumn(name=name, headers=headers, required=name in thing.required)
        for name, headers in thing.columns.items()
    ]


@router.get("")
def get_vocabulary(workspace: InWorkspace) -> Vocabulary:
    """Tell the standard columns of every kind of import, levels, datums and the size of files."""
    return Vocabulary(
        kinds=[KindOfImport(kind=kind, columns=columns_of(kind)) for kind in ImportKind],
        levels=list(Level),
        datums=list(DATUMS),
        upload_bytes=workspace.settings.upload_mb * MIB,
    )
