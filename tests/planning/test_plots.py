"""Windows: neighbouring parts that are searched by themselves."""

from __future__ import annotations

import numpy as np
import pytest

from gridmap.planning.plots import outside, windows, zones
from tests.planning.towns import instance

FULL = 10
PARTS = 40


@pytest.fixture
def row():
    """A row of parts of two buildings each, of which those at one end have too much to do."""
    home = np.repeat(np.arange(PARTS), 2)
    load = np.where(home < FULL, 13, 10)
    pairs = np.stack([np.arange(2 * PARTS - 1), np.arange(1, 2 * PARTS)], axis=1)
    return instance(pairs, load, home, [18] * PARTS, [22] * PARTS)


def laid(problem, **wishes):
    """All windows over a town as it stands today."""
    rounds = list(windows(problem, zones(problem), problem.home, **wishes))
    for plots in rounds:
        together = np.concatenate([plot.parts for plot in plots])
        assert len(set(together.tolist())) == len(together)
    return [plot for plots in rounds for plot in plots]


def test_every_part_is_once_in_the_middle(row):
    plots = laid(row, size=5)
    assert len(plots) == PARTS
    assert {len(plot.parts) for plot in plots} == {5}


def test_a_window_round_what_is_missed_grows_until_its_load_has_room(row):
    plots = laid(row, size=5, missed=True)
    seen = set()
    for plot in plots:
        assert plot.ground.load.sum() < plot.ground.high.sum()
        seen |= set(plot.parts[outside(plot, row.home)].tolist())
    assert seen == set(range(FULL))
    # Round the end five parts have 130 of at most 110, and nowhere to put the rest.
    assert min(len(plot.parts) for plot in plots) > FULL


def test_where_nothing_has_room_a_window_does_not_take_the_whole_zone():
    home = np.arange(100)
    pairs = np.stack([home[:-1], home[1:]], axis=1)
    problem = instance(pairs, [13] * 100, home, [8] * 100, [12] * 100)
    assert {len(plot.parts) for plot in laid(problem, size=5, missed=True)} == {40}
