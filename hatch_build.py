"""Puts the built front end and the shipped boundaries into the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "web"))
import front_end


class FrontEndHook(BuildHookInterface[Any]):
    """Builds the front end first where it is missing or stale; otherwise needs no node at all."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Name the packages this very build needs."""
        return [front_end.NODE_PACKAGE] if front_end.stale() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end; in a checkout the boundaries stay where they are."""
        front_end.build()
        if version != "editable":
            build_data["force_include"]["data/boundaries"] = "gridmap/data/boundaries"
