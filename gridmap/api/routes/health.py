"""Health."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter
from pydantic import BaseModel

from gridmap.api.deps import InWorkspace

__all__ = ["router"]

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """Signs of life."""

    version: str
    workspace: str
    name: str
    epoch: str
    seq: int


@router.get("")
def get_health(workspace: InWorkspace) -> Health:
    """Tell that the server and its database answer, and how far they are."""
    about = workspace.about()
    return Health(
        version=version("gridmap"),
        workspace=about.uid,
        name=workspace.settings.name,
        epoch=about.epoch,
        seq=about.last_seq,
    )
