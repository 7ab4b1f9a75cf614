"""Workbooks and PDFs as answers."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import Response

__all__ = ["PDF", "XLSX", "pdf_file", "workbook"]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media type of an xlsx workbook."""

PDF: Final = "application/pdf"
"""Media type of what is printed."""


def workbook(content: bytes, name: str) -> Response:
    """Answer with a workbook to be saved as ``name``; no cache keeps it."""
    return _saved(content, name, XLSX)


def pdf_file(content: bytes, name: str) -> Response:
    """Answer with a PDF to be saved as ``name``; no cache keeps it."""
    return _saved(content, name, PDF)


def _saved(content: bytes, name: str, media: str) -> Response:
    return Response(
        content,
        media_type=media,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "cache-control": "no-store",
        },
    )
