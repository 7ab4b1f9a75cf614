"""A few divisions to choose from, between the lowest price and the most compact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd

from gridmap.frames.division import Division, Metrics
from gridmap.frames.rebalance import rebalance
from gridmap.frames.seeking import Progress, Watch

__all__ = ["alternatives", "sought", "undominated"]

Worth = tuple[tuple[float, ...], ...]
"""What is the better, the less each of it is; within one the later decides between equals."""

_COMPACTNESS: Final = (0.0, 0.05, 0.2, 0.6)
"""Households that a metre of border is worth, from one alternative to the next."""


def alternatives(
    buildings: gpd.GeoDataFrame,
    *,
    compactness: tuple[float, ...] = _COMPACTNESS,
    progress: Watch | None = None,
    **asked: Any,  # noqa: ANN401 - handed on
) -> list[Division]:
    """Rebalance several times, with more and more weight on short borders, and keep the best.

    The price is households whose leader changes, where patches are named; those whose grid changes
    decide between equal prices, and are the price where no patches are.

    Parameters
    ----------
    buildings, **asked
        As for :func:`rebalance`; ``seconds`` holds for each of them.
    compactness
        What to try, in households a metre of border.
    progress
        As for :func:`rebalance`, of all of them; when it returns true no other one is begun.

    Returns
    -------
    list of Division
        From the lowest price on; left out is what another one equals or outdoes in all of grids out
        of bounds, load beyond them, price, and metres of border.
    """
    found = sought(buildings, compactness=compactness, progress=progress, **asked)
    return [found[at] for at in undominated([_worth(division.metrics) for division in found])]


def sought(
    buildings: gpd.GeoDataFrame,
    *,
    compactness: tuple[float, ...],
    progress: Watch | None = None,
    **asked: Any,  # noqa: ANN401 - handed on
) -> list[Division]:
    """Find all that :func:`alternatives` chooses from, whatever it is worth beside the others."""
    found: list[Division] = []
    ended = False
    for at, each in enumerate(compactness):

        def tell(now: Progress, done: int = at) -> bool:
            nonlocal ended
            share = (done + now.share) / len(compactness)
            ended = progress is not None and bool(progress(replace(now, share=share)))
            return ended

        new = rebalance(buildings, compactness=each, progress=tell, **asked)
        if not any(new.assignment.equals(one.assignment) for one in found):
            found.append(new)
        if ended:
            break
    # A patch that changes grid as a whole keeps its leader: what moves fewer households between
    # grids need not be cheaper.
    found.sort(key=lambda division: _price(division.metrics))
    return found


def undominated(worth: Sequence[Worth]) -> list[int]:
    """Tell which are left, in order, without those that another one equals or outdoes in all."""
    return [
        at
        for at, own in enumerate(worth)
        if not any(
            all(a <= b for a, b in zip(other, own, strict=True)) and (other != own or before < at)
            for before, other in enumerate(worth)
        )
    ]


def _price(figures: Metrics) -> tuple[float, float]:
    """Tell what a planner is asked to pay, the better the less it is."""
    if figures.leaders_changed is None:
        return figures.moved, figures.moved
    return figures.leaders_changed, figures.moved


def _worth(figures: Metrics) -> Worth:
    """Tell what is the better, the less it is."""
    return (figures.outside,), (figures.beyond,), _price(figures), (figures.border_m,)
