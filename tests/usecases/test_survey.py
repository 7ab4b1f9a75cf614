"""A new survey held against known buildings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import shapely

from gridmap.usecases.survey import match_survey, returning
from tests.usecases.worlds import building_rows

HOUSE, NEXT, FAR = (shapely.box(x, 0, x + 10, 10) for x in (0, 10, 50))
NONE: Mapping[tuple[str, str], int] = {}


def known(*buildings: tuple[int, str, str], shapes: Sequence[shapely.Geometry]) -> pd.DataFrame:
    """Known buildings: id, source, reference."""
    frame = pd.DataFrame(list(buildings), columns=["id", "source", "source_ref"])
    return frame.assign(geom=np.array(shapes, dtype=object))


def found(match: pd.Series) -> list[int | None]:
    return [None if pd.isna(key) else int(key) for key in match]


def test_an_id_wins_over_the_place() -> None:
    there = known((7, "a", "r7"), (8, "a", "r8"), shapes=[HOUSE, NEXT])
    match = match_survey(building_rows(["r8", "r7"], [HOUSE, NEXT]), there, "a", NONE)
    assert found(match.known) == [8, 7]
    assert not match.ambiguous.any()


def test_an_id_of_another_survey_says_nothing_but_the_place_does() -> None:
    there = known((7, "a", "r7"), (8, "a", "r8"), shapes=[HOUSE, NEXT])
    match = match_survey(building_rows(["r8", "x"], [HOUSE, FAR]), there, "b", NONE)
    assert found(match.known) == [7, None]


def test_an_id_that_another_system_gave_leads_to_the_building() -> None:
    there = known((7, "a", "r7"), shapes=[HOUSE])
    rows = building_rows(["n", "m"], [FAR, FAR], external_ids=[{"address_code": "c"}, {}])
    assert found(match_survey(rows, there, "b", {("address_code", "c"): 7}).known) == [7, None]
    # The ids of a building that is gone lead nowhere.
    assert found(match_survey(rows, there, "b", {("address_code", "c"): 9}).known) == [None, None]


def test_a_code_that_two_buildings_share_tells_of_neither() -> None:
    there = known((7, "a", "r7"), (8, "a", "r8"), shapes=[HOUSE, NEXT])
    codes = [{"address_code": "c"}, {"address_code": "c"}]
    rows = building_rows(["r8", "r7"], [NEXT, HOUSE], external_ids=codes)
    assert found(match_survey(rows, there, "a", {("address_code", "c"): 7}).known) == [8, 7]


def test_a_building_found_by_id_is_not_found_a_second_time_by_its_place() -> None:
    there = known((7, "a", "r7"), shapes=[HOUSE])
    match = match_survey(building_rows(["r7", None], [FAR, HOUSE]), there, "a", NONE)
    assert found(match.known) == [7, None]
    assert not match.ambiguous.any()


def test_an_unclear_row_is_told_with_what_it_may_be() -> None:
    there = known((7, "a", "r7"), (8, "a", "r8"), (9, "a", "r9"), shapes=[HOUSE, NEXT, FAR])
    both = shapely.union(HOUSE, NEXT)
    match = match_survey(building_rows(["r9", None], [FAR, both]), there, "a", NONE)
    assert found(match.known) == [9, None]
    assert match.ambiguous.tolist() == [False, True]
    assert match.contested.tolist() == [7, 8]


def test_points_and_footprints_in_pieces() -> None:
    pieces = shapely.MultiPolygon([HOUSE, FAR])
    there = known((7, "a", "r7"), (8, "a", "r8"), shapes=[pieces, shapely.Point(15, 5)])
    match = match_survey(building_rows([None, None], [FAR.centroid, NEXT]), there, "b", NONE)
    assert found(match.known) == [7, 8]


def test_an_ended_building_is_back_where_no_standing_one_bears_the_id() -> None:
    there = known((7, "a", "r7"), shapes=[HOUSE])
    ended = known((8, "a", "r8"), (9, "a", "r9"), shapes=[NEXT, FAR])
    external = {("address_code", "c"): 7, ("address_code", "d"): 9}
    codes = [{}, {"address_code": "d"}, {"address_code": "c"}]
    rows = building_rows(["r8", "new", "r7"], [NEXT, FAR, HOUSE], external_ids=codes)
    assert returning(rows, there, ended, "a", external) == [8, 9]
    assert returning(rows, there, ended, "b", external) == [9]
    assert returning(rows.iloc[2:], there, ended, "a", external) == []
    assert returning(rows, there, ended.iloc[:0], "a", external) == []
