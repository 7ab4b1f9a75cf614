"""How a search cools down: how long, from how hot, and how hard loads are pressed into bounds."""

from __future__ import annotations

from typing import NamedTuple

from gridmap.planning.instance import Instance

__all__ = ["Cooling", "fresh", "hot", "insistent", "stern", "warm"]


class Cooling(NamedTuple):
    """How the search cools down.

    Attributes
    ----------
    steps
        Steps tried for each atom.
    hot, cold
        First and last temperature, in households; it falls geometrically.
    light, heavy
        First and last weight of a household out of bounds.
    ramp
        Share of the steps in which the weight grows. Only what is found after counts.
    border
        Households that a metre of border between two parts is worth.
    single, double
        Shares of the steps that hand over one atom, and two; the others try three.
    outside
        What it may cost to bring one more part into bounds.
    beyond
        What it may cost to bring a household into bounds.
    """

    steps: float
    hot: float
    cold: float
    light: float
    heavy: float
    ramp: float
    border: float
    single: float
    double: float
    outside: float
    beyond: float


def fresh(instance: Instance, border: float, steps: float) -> Cooling:
    """Choose how to cool from the beginning.

    The figures were found on towns whose buildings have 20 households on the average and grids 400,
    and are stretched to what a building has here. There a grid may cost 240 households that change
    hands to come into bounds. Where nobody changes hands, no cost is too high.
    """
    price = float(instance.price.mean())
    metres = border * float(instance.graph.metres.sum()) / max(1, len(instance.graph.metres))
    # It is to be warm enough for a building to move, and for a border worth more than one.
    unit = max(price, metres) or 1.0
    weight = unit / (float(instance.load.mean()) or 1.0)
    cooling = Cooling(
        steps=steps,
        hot=1.2 * unit,
        cold=0.05 * unit,
        light=0.4 * weight,
        heavy=40.0 * weight,
        ramp=0.6,
        border=border,
        single=0.25,
        double=0.6,
        outside=12.0 * (price + metres),
        beyond=6.0 * weight,
    )
    return cooling if price else insistent(cooling)


def warm(cooling: Cooling) -> Cooling:
    """Choose how to cool a division that is good already."""
    return cooling._replace(
        steps=cooling.steps / 2, hot=cooling.hot * 0.8, light=cooling.light * 2.5, ramp=0.3
    )


def hot(cooling: Cooling) -> Cooling:
    """Let the heaviest buildings move too."""
    return cooling._replace(hot=cooling.hot * 10, light=cooling.light * 10, heavy=cooling.heavy * 6)


def insistent(cooling: Cooling) -> Cooling:
    """Bring parts into bounds whatever that costs."""
    return cooling._replace(outside=1e9, beyond=1e6)


def stern(cooling: Cooling, degree: int) -> Cooling:
    """Bear less load out of bounds at the end."""
    return cooling._replace(heavy=cooling.heavy * 6**degree)
