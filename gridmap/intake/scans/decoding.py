"""Pictures of pages decoded: JPEG, PNG, WebP, TIFF, or a PDF with a picture a page."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps

from gridmap.errors import InputError

__all__ = ["MOST_PAGES", "MOST_PIXELS", "decoded"]

MOST_PIXELS: Final = 64_000_000
"""Largest picture that is decoded: A4 at 600 dpi has 35 million."""

MOST_PAGES: Final = 30
"""Most pages in one file."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "MPO")
# Longer sides than these are not needed to read a page, and take time.
_MOST_SIDE: Final = 5000
_PDF_DOTS: Final = 200 / 72
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)


def decoded(content: bytes) -> Iterator[NDArray[np.uint8]]:
    """Decode the pages of a file in grey, one after the other, upright as the camera held it.

    Raises
    ------
    InputError
        ``scan-unreadable``, ``scan-locked``, ``scan-too-large`` or ``scan-too-many-pages``.
    """
    try:
        if content[:1024].lstrip().startswith(b"%PDF"):
            yield from _pages(content)
        else:
            yield from _frames(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large() from bomb
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise InputError("scan-locked" if locked else "scan-unreadable") from fault
    except _BROKEN as fault:
        raise InputError("scan-unreadable") from fault


def _frames(content: bytes) -> Iterator[NDArray[np.uint8]]:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as found:
        # Phones put a second, smaller picture behind the first.
        count = getattr(found, "n_frames", 1) if found.format == "TIFF" else 1
        if count > MOST_PAGES:
            raise _too_many(count)
        for at in range(count):
            found.seek(at)
            if found.width * found.height > MOST_PIXELS:
                raise _too_large()
            found.draft("L", (_MOST_SIDE, _MOST_SIDE))
            upright = ImageOps.exif_transpose(found)
            if "A" in upright.getbands() or "transparency" in upright.info:
                white = Image.new("RGBA", upright.size, "white")
                upright = Image.alpha_composite(white, upright.convert("RGBA"))
            grey = upright.convert("L")
            grey.thumbnail((_MOST_SIDE, _MOST_SIDE), Image.Resampling.BOX)
            yield np.array(grey)


def _pages(content: bytes) -> Iterator[NDArray[np.uint8]]:
    document = pypdfium2.PdfDocument(content)
    if len(document) > MOST_PAGES:
        raise _too_many(len(document))
    for page in document:
        longest = max(page.get_size())
        if longest <= 0:
            raise InputError("scan-unreadable")
        scale = min(_PDF_DOTS, _MOST_SIDE / longest)
        yield np.array(page.render(scale=scale, grayscale=True).to_numpy())


def _too_large() -> InputError:
    return InputError("scan-too-large", most=MOST_PIXELS // 1_000_000)


def _too_many(pages: int) -> InputError:
    return InputError("scan-too-many-pages", pages=pages, most=MOST_PAGES)
