"""Workbooks as answers."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import Response

__all__ = ["XLSX", "workbook"]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media type of an xlsx workbook."""


def workbook(content: bytes, name: str) -> Response:
    """Answer with a workbook to be saved as ``name``; no cache keeps it."""
    return Response(
        content,
        media_type=XLSX,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "cache-control": "no-store",
        },
    )
