"""Files that are read in ranges."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import FileResponse

from gridmap.api.errors import problem

__all__ = ["MOST_RANGE_BYTES", "answer_with_file"]

MOST_RANGE_BYTES: Final = 16 * 1024 * 1024
"""A longer range is answered with its beginning, which HTTP allows; it says how far it goes."""

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.IGNORECASE)
# It has its version in its name. Caches that many share would hand it to those not signed in.
_FOREVER: Final = "private, max-age=31536000, immutable"


def answer_with_file(
    request: Request, file: Path, asked: str | None, *, media_type: str, etag: str
) -> Response:
    """Answer with a file that never changes, or with the range of it that a header asks for.

    Several ranges at once, and what is no range of the file, are refused with 416.
    """
    headers = {"Accept-Ranges": "bytes", "Cache-Control": _FOREVER, "ETag": f'"{etag}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if request.headers.get("if-range", headers["ETag"]) != headers["ETag"]:
        asked = None
    if asked is None:
        return FileResponse(file, media_type=media_type, headers=headers)
    size = file.stat().st_size
    span = _span(asked, size)
    if span is None:
        refusal = problem(request, 416, "http-range", {"range": asked[:80], "size": size})
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    start, stop = span[0], min(span[1], span[0] + MOST_RANGE_BYTES)
    with file.open("rb") as opened:
        opened.seek(start)
        body = opened.read(stop - start)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return Response(body, 206, headers, media_type)


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Read one range as half-open positions."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        return (max(size - int(last), 0), size) if int(last) else None
    start, stop = int(first), min(int(last) + 1 if last else size, size)
    return (start, stop) if start < stop else None
