"""The job of the reading process for a picture: its pages found, and left flat in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from gridmap.errors import InputError
from gridmap.intake.scans.decoding import decoded
from gridmap.intake.scans.finding import find_page

__all__ = ["scan_answer"]


def scan_answer(folder: Path, file: Path, origin: int) -> dict[str, Any]:
    """Find the pages of a file; what is wrong with one does not keep the others."""
    cv2.setNumThreads(1)
    pages: list[dict[str, Any]] = []
    for at, picture in enumerate(decoded(file.read_bytes())):
        try:
            found = find_page(picture, origin)
        except InputError as no:
            pages.append({"error": no.code, "fields": no.fields})
            continue
        np.save(folder / f"{at}-dots.npy", found.dots)
        np.save(folder / f"{at}-seen.npy", found.seen)
        told = ("number", "leaf", "width", "height")
        pages.append({"name": at, **{name: getattr(found, name) for name in told}})
    return {"pages": pages}
