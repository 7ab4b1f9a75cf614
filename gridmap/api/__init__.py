"""The HTTP door: pages, and the API under ``/api/v1``."""

from __future__ import annotations

from gridmap.api.app import create_app

__all__ = ["create_app"]
