"""What a division does to areas and parts: new areas, ended ones, other parents, handing over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gridmap.frames.division import Division
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level, new_code
from gridmap.usecases.plan_ground import Ground
from gridmap.usecases.plan_groups import group_above, groups_of
from gridmap.usecases.plan_prepared import Prepared

__all__ = ["AreaStep", "PartMove", "Steps", "called", "labels_of", "steps_of"]

Place = tuple[Level, str]
"""An area of a plan: its level, and its code or what a new one is called."""


@dataclass(frozen=True, slots=True)
class AreaStep:
    """What becomes of an area; ``area`` is ``None`` for one that is new."""

    place: Place
    area: Area | None
    parent: Place | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class PartMove:
    """A part, or a unit and floors of it, that goes from one leaf area to another."""

    part: int
    origin: str | None
    to: Place
    unit: str | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """All that a plan does, new parents first."""

    areas: tuple[AreaStep, ...]
    moves: tuple[PartMove, ...]


def called(label: Any) -> str:  # noqa: ANN401 - a label of whatever kind a division has
    """Call an area by its code, a new one ``new-1`` and so on: some divisions only number them."""
    return new_code(int(label) + 1) if isinstance(label, int | np.integer) else str(label)


def labels_of(division: Division) -> pd.Series[Any]:
    """Tell what the area of each atom is called; ``None`` where it has none."""
    given = division.assignment
    return pd.Series(
        [None if pd.isna(label) else called(label) for label in given], given.index, dtype=object
    )


def steps_of(here: Prepared, division: Division) -> Steps:
    """Tell what a division does to areas and parts."""
    atoms, known = here.atoms, here.ground.tree.by_code
    then = labels_of(division)
    leaves: list[Place] = [(here.level, label) for label in then]
    areas: list[AreaStep] = []
    gone: list[Area] = []
    grids = atoms["grid"]
    if here.level is Level.GRID:
        grids = then
        parents = dict(zip(then, atoms[here.zone], strict=True))
        gone = [known[code] for code in sorted(set(atoms["grid"].dropna()) - set(then))]
        areas = [
            AreaStep((Level.GRID, label), None, _placed(here.ground, parents[label]))
            for label in dict.fromkeys(then)
            if label not in known
        ]
        areas += [AreaStep((Level.GRID, one.code), one, ends=True) for one in gone]
        if division.patches is not None:
            leaves = list(_leaves(here.ground, then, division.patches))
    areas += _below(here, leaves, grids.tolist(), gone)
    return Steps(tuple(areas), tuple(_moves(atoms, leaves)))


def _placed(ground: Ground, label: str) -> Place:
    """Place what has others below it, of which only grids are ever new."""
    area = ground.tree.by_code.get(label)
    return (Level.GRID, label) if area is None else (area.level, area.code)


def _leaves(ground: Ground, then: pd.Series[Any], patches: pd.Series[Any]) -> Iterator[Place]:
    """Tell the leaf area of each atom: its patch, or the grid itself where that has none."""
    known, atoms = ground.tree.by_code, ground.atoms
    shared = atoms["patch"].notna()
    had = set(then[shared])
    followed = set(then[shared & (patches.astype(object) == atoms["patch"])])
    divided = {
        label
        for label in set(then)
        if (
            known[label].id in ground.tree.children or label in followed
            if label in known
            else label in had
        )
    }
    for grid, patch in zip(then, patches.astype(object), strict=True):
        yield (Level.PATCH, patch) if grid in divided else (Level.GRID, grid)


def _below(
    here: Prepared, leaves: Sequence[Place], grids: Sequence[str], gone: Iterable[Area]
) -> Iterator[AreaStep]:
    """Tell what becomes of groups and patches, where ``gone`` are grids that end."""
    known, tree = here.ground.tree.by_code, here.ground.tree
    patches = [label if level is Level.PATCH else None for level, label in leaves]
    groups = groups_of(here, patches, grids)
    for code, grid in groups.grid.items():
        if grid is not None and tree.standing_for(known[code], Level.GRID).code != grid:
            yield AreaStep((Level.GROUP, code), known[code], _placed(here.ground, grid))
    today = dict(zip(here.atoms["patch"], here.atoms["grid"], strict=True))
    above = {patch: grid for patch, grid in zip(patches, grids, strict=True) if patch is not None}
    for label, grid in above.items():
        parent = _placed(here.ground, groups.of.get(label, grid))
        if label not in known:
            yield AreaStep((Level.PATCH, label), None, parent)
        elif today.get(label) != grid or _regrouped(tree, known[label], groups.of.get(label)):
            yield AreaStep((known[label].level, label), known[label], parent)
    # A patch nobody lives in any more ends, and so does an empty one of a grid that ends.
    stays = above.keys() | {code for code, grid in groups.grid.items() if grid is not None}
    empty = {code for code in (*today, *groups.grid) if code is not None}
    empty |= {below.code for grid in gone for below in tree.subtree(grid) if below.id != grid.id}
    for code in sorted(empty - stays):
        yield AreaStep((known[code].level, code), known[code], ends=True)


def _regrouped(tree: AreaTree, patch: Area, group: str | None) -> bool:
    """Tell whether a patch comes into another group."""
    above = group_above(tree, patch)
    return group is not None and (above is None or above.code != group)


def _moves(atoms: pd.DataFrame, leaves: list[Place]) -> Iterator[PartMove]:
    """Tell what is handed over, part by part; floors of a unit together."""
    here = pd.DataFrame(
        {
            "part": atoms["part"],
            "unit": atoms["unit"],
            "floor": atoms["floor"],
            "origin": atoms["leaf"],
            "to": pd.Series(leaves, atoms.index, dtype=object),
        }
    )
    for _, rows in here.groupby("part", sort=True):
        part, origin = int(rows["part"].iloc[0]), rows["origin"].iloc[0]
        if len(set(rows["to"])) == 1:
            if rows["to"].iloc[0][1] != origin:
                yield PartMove(part, origin, rows["to"].iloc[0])
            continue
        for _, floors in rows.sort_values("floor").groupby("unit", dropna=False, sort=True):
            unit = floors["unit"].iloc[0]
            named = None if pd.isna(unit) else str(unit)
            for to, low, high in _runs(floors, bounded=named is None):
                if to[1] != origin:
                    yield PartMove(part, origin, to, named, low, high)


def _runs(floors: pd.DataFrame, *, bounded: bool) -> Iterator[tuple[Place, int | None, int | None]]:
    """Take floors of a unit together that go to the same area; each reaches up to the next ones.

    The lowest ones reach down, and the highest ones up, as far as the unit does: what nobody lives
    on is not left over. Only where no unit is named are they ``bounded`` by the floors themselves.
    """
    run = (floors["to"] != floors["to"].shift()).cumsum()
    runs = [together for _, together in floors.groupby(run)]
    lows = [int(together["floor"].iloc[0]) for together in runs]
    tops: list[int | None] = [low - 1 for low in lows[1:]]
    tops.append(int(floors["floor"].iloc[-1]) if bounded else None)
    for at, (together, low, top) in enumerate(zip(runs, lows, tops, strict=True)):
        yield together["to"].iloc[0], low if at or bounded else None, top
