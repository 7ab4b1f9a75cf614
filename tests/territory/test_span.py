"""Span of control: how many one person answers for beside how many that should be."""

from __future__ import annotations

import numpy as np
import pytest

from gridmap.territory.span import Fit, Span, SpanRule, span

RULE = SpanRule(5, 15)


@pytest.mark.parametrize(
    ("count", "fit"),
    [(0, Fit.UNDER), (4, Fit.UNDER), (5, Fit.WITHIN), (15, Fit.WITHIN), (16, Fit.OVER)],
)
def test_both_ends_of_a_rule_are_within(count, fit):
    assert RULE.fit(count) is fit


def test_counts_are_summed_up():
    told = span(np.array([0, 5, 15, 16, 40]), RULE)
    assert told == Span(under=1, within=2, over=2, total=76, least=0, most=40)
    assert (told.n, told.mean) == (5, 15.2)


def test_nobody_has_no_mean():
    told = span(np.array([], dtype=np.int64), RULE)
    assert (told.n, told.mean, told.least, told.most) == (0, None, None, None)
