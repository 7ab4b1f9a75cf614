"""Buildings by what tables call them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import update

from gridmap.store import buildings as building_store
from gridmap.store.tables.ground import building, building_alias
from gridmap.usecases.doors import find_buildings


@pytest.fixture
def named(workspace):
    """Give the first buildings of the world addresses and one of them an old name."""
    with workspace.writing() as conn:
        ids = building_store.known_buildings(conn, workspace.today())["id"].tolist()
        for number, key in enumerate(ids[:3], 1):
            conn.execute(
                update(building)
                .where(building.c.id == key)
                .values(address=f"红旗路21号荷塘花园{number}栋", name=None)
            )
        conn.execute(building_alias.insert().values(building=ids[1], name="老粮库宿舍乙栋"))
    return workspace, ids


def test_a_building_is_found_however_its_address_is_written(named):
    workspace, ids = named
    names = pd.Series(
        [
            "红旗路21号荷塘花园1栋",
            "荷塘花园二号楼",
            "荷塘花园 3幢",
            "老粮库宿舍乙栋",
            "红旗路21号",
            "荷塘花园9栋",
            None,
        ]
    )
    with workspace.database.read() as conn:
        found = find_buildings(conn, workspace.today(), names)
    first, second, third = ids[:3]
    # A street number that three buildings share, and a building nobody knows, mean none.
    assert found.astype(object).replace({pd.NA: None, np.nan: None}).tolist() == [
        first,
        second,
        third,
        second,
        None,
        None,
        None,
    ]
