"""The account of a plan: what was asked, and what it comes to, for people to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import pandas as pd

from gridmap.errors import Finding
from gridmap.frames.division import Division, Metrics
from gridmap.planning.figures import Figures
from gridmap.usecases.plan_ground import Ground
from gridmap.usecases.plan_steps import labels_of

__all__ = ["account_of", "findings_in"]

_FIGURES: Final = (*Figures.__dataclass_fields__, "leaders_changed", "polsby_popper")


def account_of(
    ground: Ground, division: Division, current: str, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """Tell what a division comes to: figures, areas, what cannot be, findings; fit for JSON."""
    atoms, then = ground.atoms, labels_of(division)
    before = atoms["households"].groupby(atoms[current]).sum()
    after = atoms["households"].groupby(then).sum()
    moved = pd.Series(division.moves.index, dtype=object)
    left = atoms["households"][moved].groupby(atoms[current][moved]).sum()
    known = ground.tree.by_code
    account = {
        "asked": dict(asked),
        "then": _figures(division.metrics),
        "today": None if division.today is None else _figures(division.today),
        "areas": [
            {
                "label": label,
                "name": known[label].name if label in known else None,
                "before": float(before.get(label, 0)),
                "after": float(after.get(label, 0)),
                "leaves": float(left.get(label, 0)),
            }
            for label in sorted({*before.index, *after.index})
        ],
        "infeasible": division.infeasible.to_dict("records"),
        "findings": [asdict(found) for found in division.findings],
    }
    plain: dict[str, Any] = _plain(account)
    return plain


def findings_in(account: Mapping[str, Any]) -> list[Finding]:
    """Take the findings out of an account."""
    return [Finding(**found) for found in account["findings"]]


def _figures(of: Metrics) -> dict[str, Any]:
    return {name: getattr(of, name) for name in _FIGURES}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever an account holds
    """Make numbers Python's own; what is no number is nothing."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool | None) else str(value)
