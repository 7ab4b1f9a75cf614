"""Write what a ledger tells of dwellings besides their status."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, cast

import pandas as pd
from sqlalchemy import Connection

from gridmap.store import residences as residence_store
from gridmap.store.residences import FACTS
from gridmap.store.seals import Seals
from gridmap.store.steps import BEGINNING

__all__ = ["note_residences"]

_PLAIN: Final = tuple(name for name in FACTS if name != "landlord_phone_sealed")


def note_residences(conn: Connection, seals: Seals, today: date, rows: pd.DataFrame) -> set[int]:
    """Write counts, registration, landlords' phones and confirmed days that are new.

    A ledger that is silent takes nothing away. The first that is told of a dwelling has been so
    all along, as far as anybody knows; what is told later holds from today.

    Parameters
    ----------
    rows
        The facts as :func:`gridmap.intake.read_ledger` reads them, and ``key``, the household.

    Returns
    -------
    set of int
        Households of which something new is told.
    """
    known = residence_store.residences(conn, today).astype(object)
    known = known.where(known.notna(), None)
    before: dict[int, dict[str, Any]] = {
        int(row["household"]): cast("dict[str, Any]", row) for row in known.to_dict("records")
    }
    told = rows[["key", *_PLAIN, "landlord_phone"]].astype(object)
    told = told.where(told.notna(), None)
    new: list[dict[str, Any]] = []
    for row in told.to_dict("records"):
        key = int(row["key"])
        held = before.get(key, {})
        facts = {name: held.get(name) if row[name] is None else row[name] for name in _PLAIN}
        facts["confirmed_on"] = _day(facts["confirmed_on"])
        sealed = held.get("landlord_phone_sealed")
        phone = row["landlord_phone"]
        same_phone = phone is None or (sealed is not None and seals.opened(sealed) == phone)
        as_before = {name: held.get(name) for name in _PLAIN}
        as_before["confirmed_on"] = _day(as_before["confirmed_on"])
        if same_phone and facts == as_before:
            continue
        facts["landlord_phone_sealed"] = sealed if same_phone else seals.seal(phone)
        new.append({"household": key, "valid_from": today if held else BEGINNING, **facts})
    residence_store.put_residences(conn, new)
    return {int(row["household"]) for row in new}


def _day(value: Any) -> date | None:  # noqa: ANN401  (a day as a frame or a ledger has it)
    return None if value is None else pd.Timestamp(value).date()
