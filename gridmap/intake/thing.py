"""What a file is read for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Places", "Thing"]

Places = Literal["polygon", "footprint", "point", "line", "none"]


@dataclass(frozen=True)
class Thing:
    """What a file is read for.

    Attributes
    ----------
    name
        As the public function calls it.
    columns
        Standard columns and the header names they are known by, the best first.
    required
        Standard columns without which the file is of no use.
    places
        What geometry its records have. ``footprint`` is a polygon or a point.
    people
        Whether records are about people: then control lists are refused.
    placeless
        Whether a record without a geometry is as good as one with.
    likely
        What other headers of a standard column look like, where none of its names is there.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    required: Sequence[str]
    places: Places
    people: bool = False
    placeless: bool = False
    likely: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
