"""Print the API's description: ``python -m gridmap.api.openapi``."""

from __future__ import annotations

import json
import sys
from typing import Any

from fastapi import FastAPI

from gridmap.api.routes import router

__all__ = ["describe"]


def describe() -> dict[str, Any]:
    """Describe the API as OpenAPI does; no workspace is needed."""
    app = FastAPI(title="gridmap", version="1")
    app.include_router(router)
    return app.openapi()


if __name__ == "__main__":
    json.dump(describe(), sys.stdout, ensure_ascii=False, indent=2)
