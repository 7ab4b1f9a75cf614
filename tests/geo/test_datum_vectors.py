"""The places that Python and TypeScript shift alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap.geo.datum import to_datum

VECTORS = Path(__file__).parents[1] / "vectors" / "datum.json"
PLACES = json.loads(VECTORS.read_text(encoding="utf-8"))["places"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["wgs84"]))
def test_places_of_the_shared_vectors(place):
    shifted = to_datum(*place["wgs84"], source="wgs84", target="gcj02")

    assert shifted == pytest.approx(place["gcj02"], abs=1e-9)
    assert to_datum(*shifted, source="gcj02", target="wgs84") == pytest.approx(
        place["wgs84"], abs=1e-8
    )
