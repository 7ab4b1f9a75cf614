"""Where changes of doors are: at their buildings, for a door has no place of its own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Connection

from gridmap.store import buildings as building_store
from gridmap.usecases.changes import Change, ChangedPlaces

__all__ = ["doors_changed"]


def doors_changed(
    conn: Connection, change: Change, buildings: pd.Series, rows: pd.Series | None = None
) -> ChangedPlaces:
    """Gather doors at the points of their buildings.

    Parameters
    ----------
    buildings
        Building id of each door, missing where nobody knows it: then it is nowhere.
    rows
        Number of each door's record, where findings tell of it: then each door stands for itself.
        Without it the doors of one building are one place, counted.
    """
    known = buildings.dropna().astype(np.int64)
    places = building_store.places(conn, known.unique().tolist()).set_index("id")
    called = places["address"].fillna(places["source_ref"])
    points = pd.Series(shapely.point_on_surface(places["geom"].to_numpy()), index=places.index)
    if rows is not None:
        return ChangedPlaces(
            change,
            tuple(called.loc[known]),
            points.loc[known].to_numpy(object),
            rows.loc[known.index].to_numpy(np.int64),
        )
    doors = known.value_counts(sort=False)
    return ChangedPlaces(
        change,
        tuple(called.loc[doors.index]),
        points.loc[doors.index].to_numpy(object),
        counts=doors.to_numpy().astype(np.int64),
    )
