"""How many households a building probably has, until somebody counts the doors."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["BY_FLOOR_SPACE", "ONE_FAMILY", "estimate_households", "estimate_listed"]

ONE_FAMILY: Final = frozenset(
    {"bungalow", "detached", "farm", "house", "semidetached_house", "terrace"}
)
"""Kinds (OpenStreetMap's ``building=*``) that are drawn one footprint a family."""

BY_FLOOR_SPACE: Final = frozenset({"apartments", "dormitory", "residential"})
"""Kinds whose floor space is shared out among families."""

# A dwelling with its share of stairs and walls takes this much floor.
_M2_PER_HOUSEHOLD: Final = 90.0
_USUAL_LEVELS: Final = 2.0
# Doors on a landing, where all that is known of a block is its staircases and floors.
_DOORS_A_LANDING: Final = 2


def estimate_households(
    kind: ArrayLike, levels: ArrayLike, area_m2: ArrayLike, flats: ArrayLike
) -> NDArray[np.int64]:
    """Estimate the number of households in each building.

    Parameters
    ----------
    kind
        Kind of each building, as OpenStreetMap's ``building=*`` has it; anything that is not a
        word counts as unknown.
    levels
        Floors above ground; NaN where unknown, which is taken as 2, as is 0 or less.
    area_m2
        Ground covered, in square metres (:func:`gridmap.geo.crs.area_m2`); NaN counts as 0.
    flats
        Number of dwellings as tagged or registered, NaN where unknown.

    Returns
    -------
    numpy.ndarray
        Households, of the arguments' broadcast shape: ``flats`` where known; 1 for one-family
        kinds and for plain ``"yes"``, of which most are houses nobody has looked at more closely;
        ``ceil(levels * area_m2 / 90)`` for blocks of dwellings; 0 for everything else.

    Examples
    --------
    >>> nan = float("nan")
    >>> estimate_households(
    ...     ["house", "apartments", "apartments", "garage"],
    ...     levels=[2, 6, nan, 1],
    ...     area_m2=[80, 600, 400, 15],
    ...     flats=[nan, nan, 12, nan],
    ... ).tolist()
    [1, 40, 12, 0]
    """
    what, floors, ground, tagged = np.broadcast_arrays(
        np.asarray(kind, dtype=object), *(np.asarray(a, float) for a in (levels, area_m2, flats))
    )
    floors = np.where(floors > 0, floors, _USUAL_LEVELS)
    shared = np.ceil(floors * np.nan_to_num(ground, posinf=0.0) / _M2_PER_HOUSEHOLD)
    one = np.isin(_words(what), [*ONE_FAMILY, "yes"])
    several = np.isin(_words(what), [*BY_FLOOR_SPACE])
    guess = np.select([one, several], [1.0, shared], 0.0)
    known = np.isfinite(tagged) & (tagged >= 0)
    return np.where(known, tagged, guess).astype(np.int64)


def estimate_listed(
    kind: str | None, levels: int | None, units: int | None, flats: int | None, area_m2: float
) -> int:
    """Estimate the households of a building that somebody placed from a list.

    As :func:`estimate_households`, but lists are of buildings that people live in unless they say
    something else, and they often count staircases (``units``): then two doors on every landing.

    Examples
    --------
    >>> estimate_listed(None, levels=6, units=3, flats=None, area_m2=0)
    36
    >>> estimate_listed(None, levels=6, units=None, flats=None, area_m2=0)
    1
    """
    homes = kind is None or kind in BY_FLOOR_SPACE
    if flats is None and units and homes:
        return units * (levels or int(_USUAL_LEVELS)) * _DOORS_A_LANDING
    what = "residential" if homes and area_m2 > 0 else kind or "yes"
    numbers = (float("nan") if one is None else one for one in (levels, area_m2, flats))
    return max(int(estimate_households(what, *numbers)), int(homes and flats is None))


def _words(values: NDArray[np.object_]) -> NDArray[np.str_]:
    return np.array(
        [value if isinstance(value, str) else "" for value in values.ravel()], dtype=np.str_
    ).reshape(values.shape)
