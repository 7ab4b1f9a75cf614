"""Random numbers inside machine code (xorshift64*): for one seed the same everywhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridmap.territory.compiled import compiled

__all__ = ["State", "below", "seeded", "share"]

State = NDArray[np.uint64]


@compiled
def seeded(seed: int) -> State:
    """Begin a sequence."""
    state = np.empty(1, np.uint64)
    state[0] = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x14057B7EF767814F)
    for _ in range(8):
        share(state)
    return state


@compiled
def _drawn(state: State) -> np.uint64:
    """Draw 53 random bits."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    bits: np.uint64 = (x * np.uint64(2685821657736338717)) >> np.uint64(11)
    return bits


@compiled
def below(state: State, count: int) -> np.int64:
    """Draw a whole number from 0 up to ``count``."""
    return np.int64(((_drawn(state) >> np.uint64(21)) * np.uint64(count)) >> np.uint64(32))


@compiled
def share(state: State) -> float:
    """Draw from [0, 1)."""
    return np.float64(_drawn(state)) * (1.0 / 9007199254740992.0)
