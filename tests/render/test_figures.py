from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from gridmap.render.figures import BANDS, band, whole_percent


@given(st.integers(1, 10**6), st.data())
def test_rates_are_never_rounded_to_nothing_or_to_all(target, data):
    reached = data.draw(st.integers(0, target))

    percent = whole_percent(reached / target)

    assert (percent == 0) == (reached == 0)
    assert (percent == 100) == (reached == target)
    assert abs(percent - 100 * reached / target) < 1


def test_no_target_is_no_rate():
    assert whole_percent(None) is whole_percent(math.nan) is band(None) is None


def test_bands_begin_where_the_legend_says():
    assert [band(edge - 1) for edge in BANDS] == [0, 1, 2, 3]
    assert [band(edge) for edge in BANDS] == [1, 2, 3, 4]
