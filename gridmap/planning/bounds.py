"""How many parts, between which loads, and why that may be impossible."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Hindrance", "around", "fitting", "hindrance", "parts_for", "within_reach"]

Floats = NDArray[np.float64]

_MOST_SUMS: Final = 100_000
"""Bounds above which it makes no difference what atoms can be put together to."""


class Hindrance(StrEnum):
    """Why a zone cannot meet its bounds."""

    TOO_FEW = "too_few"  # 户数太少
    TOO_MANY = "too_many"  # 户数太多
    HEAVY = "heavy"  # 有一栋超过上限
    NARROW = "narrow"  # 上下限之间没有整数
    LOCKED = "locked"  # 锁定的太多
    TOO_DEAR = "too_dear"  # 要换手的太多
    NOT_FOUND = "not_found"  # 没找到
    DRAWN = "drawn"  # 手工划成这样


def around(load: float, parts: int, tolerance: float, *, whole: bool) -> tuple[float, float]:
    """Tell the bounds around an even share of a load; whole numbers where all loads are.

    Examples
    --------
    >>> around(2472, 10, 0.05, whole=True)
    (235.0, 259.0)
    """
    share = load / parts
    low, high = share * (1 - tolerance), share * (1 + tolerance)
    # What is a whole number but for rounding stays one.
    return (float(np.ceil(low - 1e-9)), float(np.floor(high + 1e-9))) if whole else (low, high)


def parts_for(load: float, low: float, high: float, atoms: int) -> int:
    """Tell how many parts a zone needs for their loads to lie between bounds.

    The number whose even share is nearest to the middle of the bounds; never more than there are
    atoms.

    Examples
    --------
    >>> parts_for(2472, 300, 500, 187)
    6
    """
    middle = (low + high) / 2
    least = max(1, int(load // middle))
    fitting = min((least, least + 1), key=lambda parts: (abs(load / parts - middle), parts))
    return max(1, min(fitting, atoms))


def fitting(load: float, low: float, high: float, parts: int, atoms: int) -> int:
    """Tell with how many parts, as near to ``parts`` as can be, even shares lie between bounds.

    Never more than there are atoms; 0 where no number would do.

    Examples
    --------
    >>> fitting(2080, 300, 400, 4, 120), fitting(2080, 450, 500, 4, 120)
    (6, 0)
    """
    least = max(1, int(np.ceil(load / high - 1e-9))) if high > 0 else atoms + 1
    most = min(atoms, int(np.floor(load / low + 1e-9))) if low > 0 else atoms
    return min(max(parts, least), most) if least <= most else 0


def within_reach(load: Floats, low: float, high: float) -> tuple[float, float]:
    """Narrow bounds to the least and the most that some of a zone's atoms come to together.

    Where loads are no whole numbers, or nothing lies between the bounds, they stay as they are.

    Parameters
    ----------
    load
        Loads of the atoms.

    Examples
    --------
    >>> within_reach(np.array([2.0, 2.0, 4.0, 6.0, 6.0]), 5, 15)
    (6.0, 14.0)
    """
    if high > _MOST_SUMS or (load != np.floor(load)).any():
        return low, high
    least, most = int(np.ceil(low)), int(np.floor(high))
    # A bit for each sum that there is.
    sums, all_sums = 1, (1 << (most + 1)) - 1
    for each in load[(load > 0) & (load <= most)].astype(np.int64).tolist():
        sums |= (sums << each) & all_sums
        if sums == all_sums:
            break
    between = sums >> least
    if not between:
        return low, high
    lowest = least + (between & -between).bit_length() - 1
    return float(max(lowest, low)), float(sums.bit_length() - 1)


def hindrance(load: Floats, low: Floats, high: Floats, pinned: Floats) -> Hindrance:
    """Tell why parts of a zone stay out of bounds.

    Parameters
    ----------
    load
        Loads of the zone's atoms.
    low, high
        Bounds of its parts.
    pinned
        Load that is locked in each of its parts.
    """
    if (low > high).any():
        return Hindrance.NARROW
    if load.sum() < low.sum():
        return Hindrance.TOO_FEW
    if load.sum() > high.sum():
        return Hindrance.TOO_MANY
    if load.max(initial=0.0) > high.max(initial=0.0):
        return Hindrance.HEAVY
    if (pinned > high).any():
        return Hindrance.LOCKED
    return Hindrance.NOT_FOUND
