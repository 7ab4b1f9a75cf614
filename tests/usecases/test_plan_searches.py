"""Which of the divisions that were found are worth choosing between."""

from __future__ import annotations

from gridmap.usecases.plan_searches import Outcome, worth_choosing


def outcome(leaders, moved, compact, outside=0):
    then = {
        "outside": outside,
        "beyond": 0.0,
        "leaders_changed": leaders,
        "moved": moved,
        "polsby_popper": compact,
    }
    return Outcome("", (), (), None, {"then": then})


def test_what_costs_more_is_the_more_compact():
    cheap, dear, dearer = outcome(0, 154, 0.43), outcome(6, 166, 0.42), outcome(9, 200, 0.47)
    assert worth_choosing([cheap, dear, dearer]) == (cheap, dearer)
    assert worth_choosing([cheap, outcome(0, 154, 0.43)]) == (cheap,)


def test_what_brings_more_into_bounds_may_cost_more():
    cheap, dear = outcome(0, 10, 0.5, outside=2), outcome(30, 40, 0.4)
    assert worth_choosing([cheap, dear]) == (cheap, dear)


def test_without_patches_the_price_is_what_changes_grid():
    cheap, dear = outcome(None, 10, 0.5), outcome(None, 40, 0.4)
    assert worth_choosing([cheap, dear]) == (cheap,)
