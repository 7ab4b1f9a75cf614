"""The account of a plan: what was asked, and what it comes to, for people to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from gridmap.errors import Finding
from gridmap.frames.columns import examples
from gridmap.frames.division import Division, Metrics
from gridmap.planning.figures import Figures
from gridmap.territory.codes import Level, number_if_new
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import called, labels_of
from gridmap.words import Language, say

__all__ = ["account_of", "balanced_said", "findings_in", "hindrance_said", "load_said"]

_FIGURES: Final = (*Figures.__dataclass_fields__, "leaders_changed")


def account_of(
    here: Prepared, division: Division, asked: Mapping[str, Any], *, drawn: bool = True
) -> dict[str, Any]:
    """Tell what a division comes to: figures, areas, what cannot be, findings; fit for JSON.

    Parameters
    ----------
    drawn
        Whether outlines are to be drawn to tell how compact areas are.
    """
    atoms, then, current = here.atoms, labels_of(division), here.current
    before = atoms["households"].groupby(atoms[current]).sum()
    after = atoms["households"].groupby(then).sum()
    moved = pd.Series(division.moves.index, dtype=object)
    left = atoms["households"][moved].groupby(atoms[current][moved]).sum()
    loads = division.loads.set_axis([called(label) for label in division.loads.index])
    known = here.ground.tree.by_code
    # Floors of one part are no buildings of their own.
    count = {"buildings": int(atoms["part"].nunique()), "buildings_moved": 0, "buildings_given": 0}
    changed = atoms[current].notna() & then.ne(atoms[current])
    given = atoms[current].isna() & then.notna()
    changes = count | {
        "buildings_moved": int(atoms["part"][changed].nunique()),
        "buildings_given": int(atoms["part"][given].nunique()),
    }
    figures, today = division.metrics, None
    if division.today is not None:
        today = _figures(division.today, here.compactness_today if drawn else None) | count
    account = {
        "asked": dict(asked),
        "then": _figures(figures, figures.polsby_popper if drawn else None) | changes,
        "today": today,
        "areas": [
            {
                "label": label,
                "name": known[label].name if label in known else None,
                "before": float(before.get(label, 0)),
                "after": float(after.get(label, 0)),
                "leaves": float(left.get(label, 0)),
                **{
                    name: float(loads.loc[label, name]) if label in loads.index else None
                    for name in ("load", "low", "high")
                },
            }
            for label in sorted({*before.index, *after.index}, key=_in_order)
        ],
        "infeasible": [
            {**row, **_zone_named(here, row["zone"])}
            for row in division.infeasible.to_dict("records")
        ],
        "findings": [asdict(_placed(here, found)) for found in division.findings],
        "moves": _moves(division, atoms["part"]),
    }
    plain: dict[str, Any] = _plain(account)
    return plain


def findings_in(account: Mapping[str, Any]) -> list[Finding]:
    """Take the findings out of an account."""
    # One that was kept before its sentence named examples has none.
    return [
        Finding(**{**found, "fields": {"examples": "…", **found["fields"]}})
        for found in account["findings"]
    ]


def balanced_said(asked: Mapping[str, Any], lang: Language | None = None) -> str:
    """Say what is balanced, and between which bounds."""
    load = say("plan-load-said", lang=lang, load=asked["load"])
    if asked["size"] is not None:
        low, high = map(load_said, asked["size"])
        return say("plan-balanced-size", lang=lang, load=load, low=low, high=high)
    if asked["tolerance"] is not None:
        share = f"{100 * asked['tolerance']:g}"
        return say("plan-balanced-even", lang=lang, load=load, share=share)
    # One that was kept before the usual bounds were written down.
    return say("plan-balanced", lang=lang, load=load)


def load_said(load: float) -> str:
    """Write a load or a bound of it: those of a formula are seldom whole."""
    return f"{load:,.2f}".rstrip("0").rstrip(".")


def hindrance_said(row: Mapping[str, Any], zone: str, lang: Language | None = None) -> str:
    """Say why areas of a zone stay out of bounds, and what would be possible."""
    numbers = ("low", "high", "least", "most", "lightest", "heaviest", "share")
    # One that was kept before they were told has no bounds of what can be put together.
    told = {"least": row["low"], "most": row["high"], **row}
    facts = {name: load_said(told[name]) for name in numbers}
    reason = say(f"plan-reason-{row['reason'].replace('_', '-')}", lang=lang)
    said = say(
        "plan-infeasible", lang=lang, zone=zone, outside=row["outside"], reason=reason, **facts
    )
    if (told["least"], told["most"]) != (row["low"], row["high"]):
        said += say("plan-in-lumps", lang=lang, **facts)
    if row["fitting"] != row["grids"]:
        more = row["fitting"] - row["grids"]
        counts = {
            "fitting": row["fitting"],
            "more": abs(more),
            "way": "more" if more > 0 else "fewer",
        }
        said += say("plan-possible", lang=lang, **facts, **counts)
    return said


def _zone_named(here: Prepared, zone: str | None) -> dict[str, str | None]:
    """Name a zone, and the community that a grid lies in where there are several of these."""
    tree, area = here.ground.tree, here.ground.tree.by_code.get(zone or "")
    within = None
    if area is not None and here.ground.area.level.depth < Level.COMMUNITY.depth:
        community = tree.standing_for(area, Level.COMMUNITY)
        within = None if community == area else community.name or community.code
    return {"zone_name": None if area is None else area.name, "zone_within": within}


def _in_order(label: str) -> tuple[int, str]:
    """Put areas that are there first, and new ones as they are numbered."""
    return number_if_new(label) or 0, label


def _figures(of: Metrics, compactness: float | None) -> dict[str, Any]:
    figures = {name: getattr(of, name) for name in _FIGURES}
    return {**figures, "polsby_popper": compactness}


def _placed(here: Prepared, found: Finding) -> Finding:
    """Name a building as people do, not by its place in a frame."""
    fields = dict(found.fields)
    several = fields.pop("buildings", None)
    if several is not None:
        fields["examples"] = examples(list(dict.fromkeys(_names(here, several))))
    if "building" in fields:
        fields["building"] = _part_named(here, fields["building"])
    return replace(found, fields=fields)


def _names(here: Prepared, atoms: Any) -> list[str]:  # noqa: ANN401 - labels, however they are held
    """Call atoms by the addresses of their buildings."""
    known = here.buildings.set_index("id")
    own = known.loc[here.atoms["building"].loc[atoms]]
    named: list[str] = own["address"].where(own["address"].notna(), own["uid"]).tolist()
    return named


def _part_named(here: Prepared, atom: Any) -> str:  # noqa: ANN401 - a label, however it is held
    """Call an atom by its address, a part of a tower as locks are written: ``…/unit/floor``."""
    own = here.atoms.loc[atom]
    unit = "" if pd.isna(own["unit"]) else str(own["unit"])
    floor = "" if pd.isna(own["floor"]) else f"{own['floor']:g}"
    if floor and not pd.isna(own["top"]) and own["top"] != own["floor"]:
        floor = f"{floor}–{own['top']:g}"
    return "/".join([*_names(here, [atom]), unit, floor]).rstrip("/")


def _moves(division: Division, part: pd.Series[int]) -> list[dict[str, Any]]:
    """Sum up what goes from whom to whom, the most first."""
    moves = division.moves.dropna(subset=["from", "to"])
    rows = []
    for (origin, to), mine in moves.groupby(["from", "to"], sort=False):
        if origin == to:
            continue
        row = {"from": origin, "to": called(to), "households": float(mine["households"].sum())}
        row["buildings"] = int(part.loc[mine.index].nunique())
        row["leaders"] = None
        if "from_patch" in mine:
            handed = mine["leader_changes"] & (mine["households"] > 0)
            row["leaders"] = int(mine.loc[handed, "from_patch"].nunique())
        rows.append(row)
    return sorted(rows, key=lambda row: -row["households"])


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
