"""Health."""

from __future__ import annotations

from importlib.metadata import version

from pydantic import BaseModel

from gridmap.api.deps import OpenWorkspace
from gridmap.api.requests import routes_of

__all__ = ["router"]

router = routes_of("health")


class Health(BaseModel):
    """Signs of life."""

    version: str
    workspace: str
    name: str
    epoch: str
    seq: int


@router.get("")
def get_health(workspace: OpenWorkspace) -> Health:
    """Tell that the server and its database answer, and how far they are."""
    about = workspace.about()
    return Health(
        version=version("gridmap"),
        workspace=about.uid,
        name=workspace.settings.name,
        epoch=about.epoch,
        seq=about.last_seq,
    )
