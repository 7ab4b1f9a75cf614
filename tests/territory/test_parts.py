"""Parts of a tower: whatever is cut out, every door is in one part and none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridmap.territory.parts import Span, cut, holder

UNITS = ("1", "2", "3", None)
FLOORS = range(-1, 8)

cuts = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.none() | st.integers(-1, 7),
        st.none() | st.integers(-1, 7),
    )
    .filter(lambda out: out[1] is None or out[2] is None or out[1] <= out[2])
    .map(lambda out: Span(*out)),
    max_size=6,
)


def covers(out, unit, floor):
    return out.unit in (None, unit) and out.has_floor(floor)


@given(cuts)
def test_every_door_is_in_the_part_that_was_last_cut_out_for_it(outs):
    parts = [(Span(), "whole")]
    owner = {(unit, floor): "whole" for unit in UNITS for floor in FLOORS}
    for number, out in enumerate(outs):
        fallen = cut([span for span, _ in parts], out)
        parts = [
            after
            for (span, name), pieces in zip(parts, fallen, strict=True)
            for after in (
                [(piece.span, number if piece.inside else name) for piece in pieces]
                or [(span, name)]
            )
        ]
        owner |= {place: number for place in owner if covers(out, *place)}
        spans = [span for span, _ in parts]
        assert len(set(spans)) == len(spans)
        for (unit, floor), name in owner.items():
            at = holder(spans, unit, floor)
            assert at is not None
            assert parts[at][1] == name


def test_a_unit_is_cut_out_of_the_whole_and_the_rest_stays_one_part():
    [pieces] = cut([Span()], Span("1", 10, None))
    assert [(piece.span, piece.inside) for piece in pieces] == [
        (Span("1", 10, None), True),
        (Span("1", None, 9), False),
        (Span(None, None, None), False),
    ]


def test_what_is_cut_out_whole_falls_into_nothing_else():
    assert [len(pieces) for pieces in cut([Span("1"), Span("2")], Span("2"))] == [0, 1]


def test_a_door_without_a_floor_is_where_no_floor_bounds_the_part():
    assert holder([Span("1", 1, 9), Span("1", 10, None)], "1", None) is None
    assert holder([Span("1", 1, 9), Span()], "1", None) == 1
