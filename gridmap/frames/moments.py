"""Days and moments as they are passed to a function."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np
import pandas as pd

from gridmap.errors import InputError

__all__ = ["Moment", "day_or_moment", "one_moment"]

Moment = date | str | np.datetime64


def one_moment(value: Moment) -> datetime:
    """Read one moment, with or without a time zone."""
    if not isinstance(value, date | str | np.datetime64):
        raise InputError("frame-time-unreadable", why=value)
    try:
        # Only ISO 8601: 03/02/2026 is March in one country and February in another.
        moment = datetime.fromisoformat(value) if isinstance(value, str) else pd.Timestamp(value)
    except (ValueError, TypeError) as why:
        raise InputError("frame-time-unreadable", why=value) from why
    if pd.isna(moment):
        raise InputError("frame-time-unreadable", why=value)
    return moment


def day_or_moment(moment: Moment) -> date | datetime:
    """Read a day or a moment; a midnight without a time zone is a day."""
    at = one_moment(moment)
    return at.date() if at.tzinfo is None and at.time() == time() else at
