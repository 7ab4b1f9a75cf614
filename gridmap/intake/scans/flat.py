"""A page as if it lay flat under even light, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["DOTS", "FlatPage"]

DOTS: Final = 8
"""Dots a millimetre of a flat page (203 to the inch)."""


@dataclass(frozen=True, slots=True)
class FlatPage:
    """A page brought flat.

    Attributes
    ----------
    number, leaf
        Of its print, and which of the print's pages it is.
    width, height
        In millimetres.
    dots
        Grey, :data:`DOTS` a millimetre, shape ``(height, width)``.
    seen
        Which of them lie within the picture.
    """

    number: int
    leaf: int
    width: float
    height: float
    dots: NDArray[np.uint8]
    seen: NDArray[np.bool_]
