"""Untouched, partly and done stay apart for eyes and paper that see fewer colours."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.render.conftest import LAT, LON, STEP, make_block
from tests.web.conftest import look_at, pixels

pytestmark = pytest.mark.browser

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

# A patch of paper next to another is told apart from about this difference of lightness (CIE L*).
APART = 12


def linear(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    share = pixels / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lightness(seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L* of linear RGB, 0 to 100."""
    shine = np.clip(seen, 0, 1) @ LUMINANCE
    return np.where(shine > 0.008856, 116 * np.cbrt(shine) - 16, 903.3 * shine)


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("zoom", [16, 17])
@pytest.mark.parametrize(
    "eye",
    [DEUTERANOPIA, PROTANOPIA, GREY],
    ids=["deuteranopia", "protanopia", "greyscale"],
)
def test_the_three_marks_stay_apart(open_file, saved, eye, zoom, dark):
    block = make_block()
    statuses = ["untouched", "partly", "done", "done"]
    page = open_file(saved(buildings=block.buildings.assign(status=statuses)), dark=dark)
    look_at(page, LON + STEP, LAT + STEP, zoom)
    places = {"untouched": (0.35, 0.45), "partly": (0.35, 1.35), "done": (1.35, 1.45)}

    seen = {
        status: linear(pixels(page, at=(LON + x * STEP, LAT + y * STEP))) @ eye.T
        for status, (x, y) in places.items()
    }

    # From a distance a hatch is one tone: the mean of the light it sends out.
    tones = {status: float(lightness(one.mean(axis=0))) for status, one in seen.items()}
    for one, other in itertools.combinations(tones.values(), 2):
        assert abs(one - other) > APART, tones
    # Near by it is stripes; the other two are plain.
    stripes = {status: float(np.ptp(lightness(one))) for status, one in seen.items()}
    assert stripes["partly"] > 2 * APART
    assert stripes["untouched"] == stripes["done"] == 0
