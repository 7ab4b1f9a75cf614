"""What runs as machine code is compiled for one kind of numbers: for two it takes twice as long."""

from __future__ import annotations

import numpy as np
from numba.core import types

from gridmap.planning.annealing import _search, anneal
from gridmap.planning.cooling import fresh
from gridmap.planning.plots import zones
from gridmap.territory import shortening
from tests.planning.towns import instance, lattice


def test_a_whole_number_of_steps_is_a_number_like_others():
    town = instance(lattice(2, 4), [4] * 8, [0] * 4 + [1] * 4, [8] * 2, [24] * 2)
    [plot] = zones(town)
    known = []
    for steps in (4, 4.5):
        anneal(plot.ground, town.home, town.home, fresh(town, 0.0, steps=steps), 0)
        known.append(len(_search.signatures))
    assert known[0] == known[1]


def test_no_walk_is_compiled_for_a_number_that_stands_in_the_source():
    x = np.arange(6.0)
    apart = np.zeros((7, 7))
    apart[:6, :6] = np.abs(x[:, None] - x)
    parts = shortening.Parts(np.arange(6) % 2, apart[:6, :6].copy(), np.full(2, 9.0))
    for of in (shortening.NO_PARTS, parts):
        walk = np.array([6, 3, 1, 0, 5, 2, 4, 6])
        shortening.shorten(apart, shortening.nearest(apart, 6, 8), walk, np.full((3, 3), 0.5), of)
        assert np.abs(np.diff(walk[1:-1])).tolist() == [1] * 5
    kernels = [one for one in vars(shortening).values() if hasattr(one, "signatures")]
    assert len(kernels) > 1
    for kernel in kernels:
        kinds = [kind for signature in kernel.signatures for kind in signature]
        assert not [kind for kind in kinds if isinstance(kind, types.Literal)], kernel
