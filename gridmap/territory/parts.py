"""Parts of a tower: which unit and floors each spans, and how one is split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Piece", "Span", "cut", "holder"]


@dataclass(frozen=True, slots=True)
class Span:
    """The unit and floors that a part takes up; ``None`` sets no bound.

    Without a unit it is all that no part with a unit has: so a unit that nobody knew of belongs
    somewhere too.
    """

    unit: str | None = None
    low: int | None = None
    high: int | None = None

    def has_floor(self, floor: int | None) -> bool:
        """Tell whether a floor is in it; a door without one is where no floor bounds the part."""
        if self.low is None and self.high is None:
            return True
        return (
            floor is not None
            and (self.low is None or self.low <= floor)
            and (self.high is None or floor <= self.high)
        )

    def meets(self, other: Span) -> bool:
        """Tell whether both have a floor in common."""
        apart = (self.low is not None and other.high is not None and other.high < self.low) or (
            other.low is not None and self.high is not None and self.high < other.low
        )
        return not apart


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes of a part that is cut: whether the piece is ``inside`` what was cut out."""

    span: Span
    inside: bool


def holder(spans: Sequence[Span], unit: str | None, floor: int | None) -> int | None:
    """Find the position of the part that a door of this unit and floor is in.

    A part that names the unit comes before one that has what is left.
    """
    fitting = [
        at for at, span in enumerate(spans) if span.unit in (None, unit) and span.has_floor(floor)
    ]
    return min(fitting, key=lambda at: (spans[at].unit != unit, at), default=None)


def cut(spans: Sequence[Span], out: Span) -> list[tuple[Piece, ...]]:
    """Cut a unit, some floors, or both out of the parts of a tower.

    Returns
    -------
    list of tuple of Piece
        For each part what it falls into, without overlap and without a gap: nothing where it is not
        concerned, one piece inside where it is cut out whole.
    """
    return [_pieces(span, out, spans) for span in spans]


def _pieces(span: Span, out: Span, spans: Sequence[Span]) -> tuple[Piece, ...]:
    rest = out.unit is not None and span.unit is None
    elsewhere = out.unit is not None and span.unit not in (None, out.unit)
    named = rest and any(other.unit == out.unit and other.meets(span) for other in spans)
    if elsewhere or named or not span.meets(out):
        return ()
    unit = out.unit if rest else span.unit
    bounds = [low for low in (span.low, out.low) if low is not None]
    tops = [high for high in (span.high, out.high) if high is not None]
    low, high = max(bounds, default=None), min(tops, default=None)
    pieces = [Piece(Span(unit, low, high), inside=True)]
    if low != span.low and low is not None:
        pieces.append(Piece(Span(unit, span.low, low - 1), inside=False))
    if high != span.high and high is not None:
        pieces.append(Piece(Span(unit, high + 1, span.high), inside=False))
    if rest:
        pieces.append(Piece(Span(None, span.low, span.high), inside=False))
    return tuple(pieces)
