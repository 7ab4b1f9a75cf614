"""Link one of 双联 in balance: which cadre stays in touch with which leaders.

Within a community the cadres' counts differ by one at most. Under that, as many links as possible
stay as they are; under both, the leaders of one cadre live near one another. All three are reached
exactly, by an assignment of leaders to places: each cadre has as many as the smaller share, and one
more that only some of them fill.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
from numpy.typing import NDArray

__all__ = ["NOBODY", "suggest_links"]

NOBODY: Final = -1
"""In place of a cadre or a community: none."""

_ROUNDS: Final = 4

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def suggest_links(
    at: Floats,
    community: Ints,
    current: Ints,
    cadre_community: Ints,
    *,
    most: int,
) -> Ints:
    """Suggest a cadre for each leader.

    Cadres serve the leaders of their own community. One without a community of their own (at the
    subdistrict) goes on helping where most of their leaders are; one without leaders helps only
    where a community's cadres would have more than ``most`` each.

    Parameters
    ----------
    at
        ``(n, 2)`` places of the leaders, in metres; NaN where unknown.
    community
        ``(n,)`` community of each leader.
    current
        ``(n,)`` number of the cadre each has now, ``NOBODY`` for none.
    cadre_community
        ``(m,)`` community of each cadre, ``NOBODY`` for those of the subdistrict.
    most
        Leaders that a cadre should have at most.

    Returns
    -------
    ndarray of int64 (n,)
        Number of the suggested cadre, ``NOBODY`` where a community has none.

    Examples
    --------
    >>> places = np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 0.0], [10.0, 0.0]])
    >>> home, now = np.zeros(4, np.int64), np.array([0, 0, 0, NOBODY])
    >>> suggest_links(places, home, now, np.zeros(2, np.int64), most=8).tolist()
    [0, 0, 1, 1]
    """
    serves = _helping(community, current, cadre_community, most)
    suggested = np.full(len(community), NOBODY, dtype=np.int64)
    for one in np.unique(community).tolist():
        leaders, cadres = np.flatnonzero(community == one), np.flatnonzero(serves == one)
        if len(cadres) == 0:
            continue
        place = {cadre: nth for nth, cadre in enumerate(cadres.tolist())}
        now = np.array([place.get(cadre, NOBODY) for cadre in current[leaders].tolist()])
        suggested[leaders] = cadres[_balanced(_known(at[leaders]), now, len(cadres))]
    return suggested


def _helping(community: Ints, current: Ints, cadre_community: Ints, most: int) -> Ints:
    """Tell the community that each cadre serves, ``NOBODY`` for those nobody asks for help."""
    serves = cadre_community.copy()
    free = np.flatnonzero(cadre_community == NOBODY)
    for cadre in free.tolist():
        where = community[current == cadre]
        if where.size:
            values, counts = np.unique(where, return_counts=True)
            serves[cadre] = values[counts.argmax()]
    communities, leaders = np.unique(community, return_counts=True)
    for cadre in free[serves[free] == NOBODY].tolist():
        cadres = np.array([(serves == one).sum() for one in communities.tolist()])
        load = leaders / np.maximum(cadres, 0.5)  # nobody at all is worse than one
        if load.size and load.max() > most:
            serves[cadre] = communities[load.argmax()]
    return serves


def _known(at: Floats) -> Floats:
    """Put leaders whose place is unknown in the middle of the others."""
    missing = np.asarray(np.isnan(at).any(axis=1))
    middle = at[~missing].mean(axis=0) if (~missing).any() else np.zeros(2)
    return np.where(missing[:, None], middle, at)


def _balanced(at: Floats, now: Ints, k: int) -> Ints:
    """Share leaders among ``k`` cadres."""
    n = len(at)
    less, more = divmod(n, k)
    # Places: `less` of each cadre, then one more of each, which all but `more` leave empty.
    cadre_of_place = np.concatenate([np.repeat(np.arange(k), less), np.arange(k)])
    spare = np.arange(len(cadre_of_place)) >= k * less
    reach = float(np.ptp(at, axis=0).max()) if n else 0.0
    # One link kept is worth more than all that walking.
    price = 2.0 * max(n, 1) * (reach * reach + 1.0)
    changes = (now != NOBODY)[:, None] & (now[:, None] != cadre_of_place)
    hearts = _hearts(at, now, k)
    shared = now
    for _ in range(_ROUNDS):
        away = ((at[:, None] - hearts[cadre_of_place]) ** 2).sum(axis=2)
        cost = np.zeros((n + k - more, len(cadre_of_place)))
        cost[:n] = away + price * changes
        cost[n:, ~spare] = np.inf
        row, place = scipy.optimize.linear_sum_assignment(cost)
        before, shared = shared, cadre_of_place[place[row < n]]
        if np.array_equal(before, shared):
            break
        hearts = _hearts(at, shared, k)
    return shared


def _hearts(at: Floats, shared: Ints, k: int) -> Floats:
    """Find the middle of each cadre's leaders; of those without, places far from the others'."""
    hearts = np.full((k, 2), np.nan)
    for cadre in range(k):
        mine = at[shared == cadre]
        if len(mine):
            hearts[cadre] = mine.mean(axis=0)
    for cadre in np.flatnonzero(np.isnan(hearts[:, 0])).tolist():
        taken = hearts[~np.isnan(hearts[:, 0])]
        if not len(at):
            hearts[cadre] = 0.0
        elif not len(taken):
            hearts[cadre] = at[0]
        else:
            gaps = ((at[:, None] - taken[None]) ** 2).sum(axis=2).min(axis=1)
            hearts[cadre] = at[gaps.argmax()]
    return hearts
