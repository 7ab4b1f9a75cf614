"""A few divisions to choose from, between fewest moves and most compact."""

from __future__ import annotations

from typing import Any, Final

import geopandas as gpd

from gridmap.frames.division import Division
from gridmap.frames.rebalance import rebalance

__all__ = ["alternatives"]

_COMPACTNESS: Final = (0.0, 0.05, 0.2, 0.6)
"""Households that a metre of border is worth, from one alternative to the next."""


def alternatives(
    buildings: gpd.GeoDataFrame,
    *,
    compactness: tuple[float, ...] = _COMPACTNESS,
    **asked: Any,  # noqa: ANN401 - handed on
) -> list[Division]:
    """Rebalance several times, from fewest moves to most compact, and keep what is worth a look.

    Parameters
    ----------
    buildings, **asked
        As for :func:`rebalance`; ``seconds`` and ``progress`` hold for each of them.
    compactness
        What to try, in households a metre of border.

    Returns
    -------
    list of Division
        In the order of ``compactness``; left out is what another one equals or outdoes in all of
        grids out of bounds, load beyond them, households moved, and metres of border.
    """
    found = [rebalance(buildings, compactness=each, **asked) for each in compactness]
    worth = [_worth(division) for division in found]
    return [
        division
        for at, division in enumerate(found)
        if not any(
            all(a <= b for a, b in zip(worth[other], worth[at], strict=True))
            and (worth[other] != worth[at] or other < at)
            for other in range(len(found))
        )
    ]


def _worth(division: Division) -> tuple[float, ...]:
    """Tell what is the better, the less it is."""
    figures = division.metrics
    return figures.outside, figures.beyond, figures.moved, figures.border_m
