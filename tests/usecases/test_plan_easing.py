"""Several searches for patches, one after the other: the best of all of them is kept."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from gridmap.frames.seeking import Progress
from gridmap.usecases.plan_easing import eased

ATOMS = pd.DataFrame({"together": [1, 1, 2, 2], "grid": "G"})
HERE = SimpleNamespace(
    atoms=ATOMS, zone="grid", edges=pd.DataFrame({"a": [0, 1, 2], "b": [1, 2, 3]})
)


def division(outside, moved, beyond=0.0):
    """Make a division of which figures matter, with a patch that floors may help."""
    loads = pd.DataFrame({"load": [20, 4], "low": 5, "high": 15}, index=["a", "b"])
    return SimpleNamespace(
        assignment=pd.Series(["a", "a", "b", "b"]),
        metrics=SimpleNamespace(outside=outside, beyond=beyond, moved=moved, border_m=0.0),
        infeasible=pd.DataFrame({"zone": ["G"], "reason": ["not_found"]}),
        loads=loads,
    )


def searched(*stages, stop_at=None, seconds=None):
    """Search as often as may be, and tell what came of it and what was told meanwhile."""
    told, begun, left = [], [], list(stages)

    def once(_atoms, before, _settled, *, seconds, progress):
        begun.append(before)
        new = left.pop(0)
        for share in (0.5, 1.0):
            if progress(Progress(share, new.metrics.outside, new.metrics.moved)):
                break
        return new

    def watch(now):
        told.append((now.share, now.outside, now.moved))
        return stop_at is not None and len(told) >= stop_at

    found = eased(HERE, ATOMS, once, border=0.0, seconds=seconds, progress=watch)
    return found, begun, told


def test_a_later_search_never_loses_on_bounds():
    first, worse, best = division(2, 10), division(3, 4), division(1, 30)
    found, begun, told = searched(first, worse, best, worse, seconds=9)
    assert found.division is best
    assert begun == [None, first, first, best]
    assert told[-1] == (1.0, 1, 30)
    assert [share for share, *_ in told] == sorted(share for share, *_ in told)
    figures = [one[1:] for one in told]
    assert figures == sorted(figures, reverse=True, key=lambda one: (one[0], -one[0], one[1]))


@pytest.mark.parametrize("seconds", [None, 9])
def test_stop_ends_everything_with_the_best(seconds):
    first, other = division(2, 10), division(3, 4)
    found, begun, _ = searched(first, other, stop_at=1, seconds=seconds)
    assert (found.division, found.stopped, len(begun)) == (first, True, 1)
    # A search that is cut short may be behind the one before it.
    found, begun, told = searched(first, other, stop_at=3, seconds=seconds)
    assert (found.division, found.stopped, len(begun)) == (first, True, 2)
    assert told[-1][1:] == (2, 10)
