"""Note who manages an estate (物业), as a ledger says it of its dwellings."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from gridmap.intake.vocabulary import is_blank
from gridmap.store import buildings as building_store

__all__ = ["note_managers"]


def note_managers(conn: Connection, rows: pd.DataFrame) -> None:
    """Write the manager that most rows of an estate name; ``无`` says that there is none.

    Parameters
    ----------
    rows
        ``building_id`` and ``manager``, NA where the ledger does not say.
    """
    told = rows[["building_id", "manager"]].dropna()
    if told.empty:
        return
    estates = building_store.estates_of(conn)
    told = told.assign(estate=told["building_id"].map(estates)).dropna(subset="estate")
    managers = told.groupby("estate")["manager"].agg(lambda names: names.mode().iloc[0])
    building_store.put_managers(
        conn,
        [
            {
                "key": estate,
                "company": None if is_blank(name) else name,
                "managed": int(not is_blank(name)),
            }
            for estate, name in zip(managers.index.tolist(), managers, strict=True)
        ],
    )
