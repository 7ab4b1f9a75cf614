"""Pictures that others made: read by content, and made anew before anybody sees them."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from gridmap.errors import InputError

__all__ = ["MOST_PIXELS", "MOST_SIDE", "Picture", "read_picture"]

MOST_PIXELS: Final = 64_000_000
"""Largest picture that is decoded: a large plan at 200 dpi has half of it."""

MOST_SIDE: Final = 4096
"""Longest side that is kept, in pixels; phones draw no larger ones."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITY: Final = 85
# What Pillow raises of pictures that are cut off, mangled or made to harm.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    MemoryError,
    OverflowError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: WebP, upright, nothing in it but its pixels."""

    content: bytes
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Read a JPEG, PNG or WebP picture whatever it is called, and make it anew.

    Raises
    ------
    InputError
        ``picture-is-pdf``, ``picture-too-large`` or ``picture-unreadable``.

    Notes
    -----
    The size is looked at before any pixel is decoded. Position, camera and everything else that
    pictures carry along is left behind.
    """
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise InputError("picture-is-pdf")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise _too_large()
            # A JPEG is decoded no larger than it is wanted.
            found.draft("RGB", (MOST_SIDE, MOST_SIDE))
            found.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
            upright = ImageOps.exif_transpose(found)
            see_through = "A" in upright.getbands() or "transparency" in upright.info
            plain = upright.convert("RGBA" if see_through else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large() from bomb
    except _BROKEN as fault:
        raise InputError("picture-unreadable") from fault
    plain.info = {}
    made = io.BytesIO()
    plain.save(made, "WEBP", quality=_QUALITY)
    return Picture(made.getvalue(), plain.width, plain.height)


def _too_large() -> InputError:
    return InputError("picture-too-large", most=MOST_PIXELS // 1_000_000)
