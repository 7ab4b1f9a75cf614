"""Place doors in the parts of their buildings, by unit and floor."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from gridmap.store import households as household_store
from gridmap.store import placements as placement_store
from gridmap.territory.parts import Span, holder

__all__ = ["BuildingParts", "place_again"]


class BuildingParts:
    """The parts that buildings have on a day."""

    def __init__(self, conn: Connection, at: date) -> None:
        self._of: dict[int, dict[int, Span]] = {}
        parts = household_store.parts(conn, at).astype(object)
        for part, building, *span in parts.where(parts.notna(), None).to_numpy():
            self._of.setdefault(building, {})[part] = Span(*span)

    def part_for(
        self, building: int, unit: str | None, floor: int | None, *, otherwise: int | None = None
    ) -> int:
        """Tell the part that spans a unit and floor.

        Where none does, or the door names neither, it is ``otherwise``, else the building's first.
        """
        keys = list(self._of[building])
        at = holder(list(self._of[building].values()), unit, floor)
        if at is not None:
            return keys[at]
        return keys[0] if otherwise is None else otherwise


def place_again(conn: Connection, today: date, doors: pd.DataFrame) -> None:
    """Place doors whose unit or floor is told anew.

    What is told of an estimate is better knowledge: it holds since the estimate stood where it
    stands. A door that was real before is placed from ``today``.

    Parameters
    ----------
    doors
        Columns ``household``, ``building``, ``unit``, ``floor`` and ``estimated``, all but the
        first two possibly missing.
    """
    if doors.empty:
        return
    parts = BuildingParts(conn, today)
    placed = placement_store.placements(conn, today).set_index("household")
    told = doors.merge(placed, left_on="household", right_index=True).astype(object)
    told = told.where(told.notna(), None)
    told["to"] = [
        parts.part_for(building, unit, floor, otherwise=part)
        for building, unit, floor, part in told[["building", "unit", "floor", "part"]].to_numpy()
    ]
    moved = told[told["to"] != told["part"]]
    placement_store.put_placements(
        conn,
        moved["household"].to_numpy(np.int64),
        moved["to"].to_numpy(np.int64),
        since=[
            since if estimated else today
            for since, estimated in zip(moved["valid_from"], moved["estimated"], strict=True)
        ],
    )
