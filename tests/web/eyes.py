"""How marks look to eyes and paper that see fewer colours."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["EYES", "assert_apart", "lightness", "linear"]

# Machado, Oliveira and Fernandes (2009), severity 1.0; for linear RGB.
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
GREY = np.tile(LUMINANCE, (3, 1))

EYES = {"deuteranopia": DEUTERANOPIA, "protanopia": PROTANOPIA, "greyscale": GREY}

# A patch of paper next to another is told apart from about this difference of lightness (CIE L*).
APART = 12


def linear(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    share = pixels / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lightness(seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L* of linear RGB, 0 to 100."""
    shine = np.clip(seen, 0, 1) @ LUMINANCE
    return np.where(shine > 0.008856, 116 * np.cbrt(shine) - 16, 903.3 * shine)


def assert_apart(pixels: Mapping[str, NDArray[np.uint8]], eye: NDArray[np.float64]) -> None:
    """Assert that this eye keeps the marks of buildings apart.

    Parameters
    ----------
    pixels
        Of the inside of one building each, (n, 3), by mark: untouched, partly, done.
    """
    seen = {mark: linear(inside) @ eye.T for mark, inside in pixels.items()}
    # From a distance a hatch is one tone: the mean of the light it sends out.
    tones = {mark: float(lightness(one.mean(axis=0))) for mark, one in seen.items()}
    for one, other in itertools.combinations(tones.values(), 2):
        assert abs(one - other) > APART, tones
    # Near by it is stripes; the other two are plain.
    stripes = {mark: float(np.ptp(lightness(one))) for mark, one in seen.items()}
    assert stripes["partly"] > 2 * APART
    assert stripes["untouched"] == stripes["done"] == 0
