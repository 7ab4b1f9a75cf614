"""Today's grids, and what the planner asked of them: locked, added, removed, merged."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import Finding, InputError
from gridmap.frames.columns import column, distinct, examples, filled, held_in, plain
from gridmap.frames.town import Town, checked_count
from gridmap.territory.codes import new_code

__all__ = ["Grids", "Wishes", "another", "grids_of", "since_today"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the planner asks of today's grids; documented at :func:`gridmap.rebalance`."""

    locked: str | Collection[Hashable] | None = None
    locked_grids: Collection[Hashable] = ()
    homes: Mapping[Hashable, Hashable] = field(default_factory=dict)
    add: int | Mapping[Any, int] = 0
    remove: Collection[Hashable] = ()
    merge: Sequence[Sequence[Hashable]] = ()


@dataclass(frozen=True, slots=True)
class Grids:
    """The grids there are to be.

    Attributes
    ----------
    names
        What they are called, those of today first.
    zone
        Zone of each, shape (k,).
    home
        Grid that each building is moved away from, shape (n,); -1 where it has none any more, or
        one of another zone.
    start
        Grid of each building to begin with, shape (n,), likewise.
    before
        Grid that each building was in, shape (n,), by position in ``names``; -2 where it was in one
        that is no more, -1 where it had none.
    free
        Whether a building may be handed over, shape (n,).
    open
        Whether a grid takes anybody in, shape (k,).
    today
        Today's labels, numbered from 0, missing where a building has none.
    findings
        What is worth telling.
    """

    names: list[Any]
    zone: Ints
    home: Ints
    start: Ints
    before: Ints
    free: Flags
    open: Flags
    today: pd.Series[Any]
    findings: tuple[Finding, ...]


def grids_of(buildings: gpd.GeoDataFrame, current: str, town: Town, wishes: Wishes | None) -> Grids:
    """Take today's grids out of the frame, and change them as asked; ``None`` leaves them alone.

    What is asked, even if it is nothing, gives each zone a grid at least.
    """
    today = filled(plain(distinct(buildings, current, "buildings")))
    codes, labels = pd.factorize(today, sort=False)
    if not len(labels):
        raise InputError("division-grids-missing", column=current)
    zone = _home_zones(codes, town, len(labels))
    asked = wishes or Wishes()
    findings = []
    home = codes.astype(np.int64)
    astray = (home >= 0) & (zone[home] != town.zone)
    if astray.any():
        across = labels[np.unique(home[astray])]
        fields = {"count": len(across), "examples": examples(across)}
        findings.append(Finding("division-grids-across", fields=fields))
    home[astray] = -1
    heir = _heirs(labels, zone, asked)
    fixed = _locked(buildings, asked.locked)
    gone = fixed & (home >= 0) & (heir[home] != home)
    if gone.any():
        raise _contradiction(labels[home[gone]][0])
    if (fixed & (home < 0)).any():
        wrong = buildings.index[fixed & (home < 0)]
        raise InputError("division-locked-astray", count=len(wrong), examples=examples(wrong))
    closed = np.isin(np.arange(len(labels)), _positions(labels, asked.locked_grids))
    fixed |= closed[home] & (home >= 0)
    fixed[_leaders_homes(buildings.index, labels, home, heir, asked.homes)] = True
    kept = np.flatnonzero(heir == np.arange(len(labels)))
    number = np.full(len(labels) + 1, -1)
    number[kept] = np.arange(len(kept))
    names, zones = [labels[at] for at in kept.tolist()], zone[kept]
    for new in () if wishes is None else _added(town, zones, wishes.add):
        names.append(another([*labels, *names]))
        zones = np.append(zones, new)
    opened = np.ones(len(names), np.bool_)
    opened[: len(kept)] = ~closed[kept]
    own = np.where(home < 0, -1, number[np.append(heir, -1)[home]])
    return Grids(
        names=names,
        zone=zones.astype(np.int64),
        home=own,
        start=own,
        before=np.where(codes < 0, -1, np.where(number[codes] < 0, -2, number[codes])),
        free=~fixed,
        open=opened,
        today=today,
        findings=tuple(findings),
    )


def since_today(grids: Grids, today: Grids, town: Town) -> Grids:
    """Count moves from today's grids, where others are begun with."""
    at = pd.Index(grids.names, dtype=object).get_indexer(today.today.astype(object))
    before = np.where(today.today.isna(), -1, np.where(at < 0, -2, at)).astype(np.int64)
    there = before >= 0
    there[there] = grids.zone[before[there]] == town.zone[there]
    home = np.where(there, before, -1)
    return replace(grids, home=home, before=before, today=today.today)


def _home_zones(codes: NDArray[np.intp], town: Town, grids: int) -> Ints:
    """Find the zone that most of each grid is in, by households, then by buildings."""
    held = codes >= 0
    pairs, of = np.unique(codes[held] * len(town.zones) + town.zone[held], return_inverse=True)
    grid, zone = np.divmod(pairs, len(town.zones))
    weight = np.bincount(of, town.households[held] + 1e-6)
    order = np.lexsort((zone, -weight, grid))
    home = np.zeros(grids, np.int64)
    # The heaviest comes last, and stays.
    home[grid[order[::-1]]] = zone[order[::-1]]
    return home


def _positions(labels: pd.Index[Any], asked: Collection[Hashable]) -> Ints:
    """Find grids by what they are called."""
    several = _several(asked)
    unknown = [label for label in several if not held_in(labels, label)]
    if unknown:
        raise InputError("division-grid-unknown", count=len(unknown), examples=examples(unknown))
    known = {label: at for at, label in enumerate(labels)}
    return np.array([known[label] for label in several], dtype=np.int64)


def _several(asked: Collection[Hashable]) -> list[Any]:
    """Take one label for a list of one: a text is no list of letters."""
    given: Any = asked
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]


def _heirs(labels: pd.Index[Any], zone: Ints, wishes: Wishes) -> Ints:
    """Tell which grid each becomes: itself, the one it is merged into, or -1 for none."""
    heir = np.arange(len(labels))
    locked = set(_positions(labels, wishes.locked_grids).tolist())
    touched: set[int] = set()
    groups = [_positions(labels, group).tolist() for group in wishes.merge]
    removed = _positions(labels, wishes.remove).tolist()
    for group in [*groups, *([one] for one in removed)]:
        for grid in group:
            if grid in touched or grid in locked:
                raise _contradiction(labels[grid])
            touched.add(grid)
    for group in groups:
        if len(group) < 2:
            raise InputError("division-merge-one", examples=examples([labels[g] for g in group]))
        if len(set(zone[group].tolist())) > 1:
            raise InputError("division-merge-across", examples=examples([labels[g] for g in group]))
        heir[group[1:]] = group[:1]
    heir[removed] = -1
    return heir


def _contradiction(grid: Hashable) -> InputError:
    return InputError("division-locks-contradict", grid=grid)


def _locked(buildings: gpd.GeoDataFrame, locked: str | Collection[Hashable] | None) -> Flags:
    """Tell which buildings stay."""
    if locked is None:
        return np.zeros(len(buildings), np.bool_)
    if isinstance(locked, str):
        marks = column(buildings, locked, "buildings")
        if not marks.dropna().isin([True, False]).all():
            raise InputError("division-locked-column", column=locked)
        stays: Flags = marks.fillna(value=False).to_numpy(bool, copy=True)
        return stays
    several = _several(locked)
    unknown = [label for label in several if not held_in(buildings.index, label)]
    if unknown:
        raise InputError("division-locked-unknown", count=len(unknown), examples=examples(unknown))
    return np.asarray(buildings.index.isin(several), np.bool_)


def _leaders_homes(
    index: pd.Index[Any],
    labels: pd.Index[Any],
    home: Ints,
    heir: Ints,
    homes: Mapping[Hashable, Hashable],
) -> Ints:
    """Find the buildings where leaders live; each is in its leader's grid."""
    grids = _positions(labels, list(homes))
    if homes and not index.is_unique:
        raise InputError("division-labels-twice")
    unknown = [building for building in homes.values() if building not in index]
    if unknown:
        raise InputError("division-locked-unknown", count=len(unknown), examples=examples(unknown))
    at = index.get_indexer_for(pd.Index(list(homes.values()))) if homes else np.empty(0, np.int64)
    for grid, building in zip(grids.tolist(), at.tolist(), strict=True):
        if heir[grid] != grid:
            raise _contradiction(labels[grid])
        if home[building] != grid:
            raise InputError("division-home-elsewhere", grid=labels[grid], building=index[building])
    return at.astype(np.int64)


def _added(town: Town, zones: Ints, add: int | Mapping[Any, int]) -> list[int]:
    """Tell the zones of the grids that are new: those asked for, and one where there is none."""
    asked = dict.fromkeys(range(len(town.zones)), 0)
    for count in add.values() if isinstance(add, Mapping) else [add]:
        checked_count(add=count)
    if not isinstance(add, Mapping):
        if add and len(town.zones) > 1:
            raise InputError("division-add-zone", add=add, zones=len(town.zones))
        asked[0] = add
    else:
        unknown = [zone for zone in add if zone not in town.zones]
        if unknown:
            raise InputError(
                "division-zone-unknown", count=len(unknown), examples=examples(unknown)
            )
        place = town.zones.get_indexer_for(pd.Index(list(add)))
        asked.update(zip(place.tolist(), add.values(), strict=True))
    atoms, today = np.bincount(town.zone), np.bincount(zones, minlength=len(town.zones))
    new = []
    for zone, count in asked.items():
        wanted = max(count, 0 if today[zone] else 1)
        if today[zone] + wanted > atoms[zone]:
            raise InputError(
                "division-parts", parts=int(today[zone]) + wanted, buildings=int(atoms[zone])
            )
        new += [zone] * int(wanted)
    return new


def another(names: list[Any]) -> Any:  # noqa: ANN401 - a label of whatever kind labels are
    """Name a grid or patch that is new."""
    numbers = [name for name in names if isinstance(name, int | float | np.number)]
    if names and len(numbers) == len(names) and not any(isinstance(one, bool) for one in names):
        # As a number of Python's own it does not run over.
        new = np.asarray(max(numbers)).item() + 1
        if new not in names:
            return new
    return next(new for n in range(1, len(names) + 2) if (new := new_code(n)) not in names)
