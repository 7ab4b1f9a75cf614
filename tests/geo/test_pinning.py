"""When a picture would lie wrong."""

from __future__ import annotations

import numpy as np
import pytest

from gridmap.geo.pinning import Doubt, doubt

WEST, SOUTH = 113.14, 27.84
PICTURE = np.array([(0, 0), (1000, 0), (0, 800)], dtype=float)


def ground(*metres: tuple[float, float]) -> list[tuple[float, float]]:
    """Places east and north of the corner of the town."""
    return [(WEST + x / 98_400, SOUTH + y / 110_800) for x, y in metres]


PLACES = ground((0, 400), (500, 400), (0, 0))


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_nothing_is_wrong_with_pins_far_apart(n: int) -> None:
    assert doubt(PICTURE[:n], PLACES[:n]) is None


def test_turned_plans_are_fine() -> None:
    for angle in np.linspace(0, 2 * np.pi, 13):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        places = ground(*(np.array([(0, 400), (500, 400), (0, 0)]) @ turn.T))
        assert doubt(PICTURE, places) is None


@pytest.mark.parametrize(
    ("picture", "places", "wrong"),
    [
        (PICTURE, [PLACES[1], PLACES[0], PLACES[2]], Doubt.MIRRORED),
        (PICTURE, ground((0, 400), (500, 400), (250, 395)), Doubt.IN_LINE),
        ([(0, 0), (1000, 0), (500, 30)], PLACES, Doubt.IN_LINE),
        ([(0, 0), (10, 10), (0, 800)], PLACES, Doubt.NEAR_IN_PICTURE),
        (PICTURE, ground((0, 400), (5, 405), (0, 0)), Doubt.NEAR_ON_GROUND),
        (PICTURE[:2], ground((0, 0), (0, 0)), Doubt.NEAR_ON_GROUND),
    ],
)
def test_what_is_wrong(picture: object, places: object, wrong: Doubt) -> None:
    assert doubt(picture, places) is wrong  # type: ignore[arg-type]
