"""Groups by a new division: which one each patch is in, and which go along with their patches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.usecases.plan_prepared import Prepared

__all__ = ["Groups", "group_above", "groups_of"]


@dataclass(frozen=True, slots=True)
class Groups:
    """Where patches and groups are by a division, each by its code or what it is called.

    Attributes
    ----------
    of
        Group of each patch that is in one.
    grid
        Grid of each group; ``None`` of one that nobody is left in.
    """

    of: Mapping[str, str]
    grid: Mapping[str, str | None]


def group_above(tree: AreaTree, area: Area) -> Area | None:
    """Find the group that an area lies in."""
    above = (one for one in tree.path(area) if one.id != area.id)
    return next((one for one in above if one.level is Level.GROUP), None)


def groups_of(here: Prepared, patches: Sequence[str | None], grids: Sequence[str]) -> Groups:
    """Find a group for each patch that comes into a grid which has some, beside those it joins.

    A group stays where any of its patches does; where all of them leave, it goes to the grid that
    most of their households go to. A patch that is new in a grid joins the group which most of
    those in it were in there already, or else the one that it has the longest border with. What a
    group would have apart from the rest of it then, and has not today, joins the group beside it.

    Parameters
    ----------
    patches, grids
        What the patch of each atom is to be called, ``None`` where it has none, and the grid.
    """
    tree = here.ground.tree
    today = here.atoms["patch"].tolist()
    codes = {*patches, *today} & tree.by_code.keys()
    above = {code: group_above(tree, tree.by_code[code]) for code in codes}
    group = {code: area.code for code, area in above.items() if area is not None}
    atoms = pd.DataFrame(
        {
            "patch": patches,
            "grid": grids,
            "own": [None if code is None else group.get(code) for code in patches],
            "before": [group.get(code) for code in today],
        },
        dtype=object,
    )
    # A patch of nobody is somewhere, too.
    atoms["homes"] = here.atoms["households"].to_numpy() + 1e-6
    grid = _grids(tree, atoms)
    stays = atoms[atoms["own"].map(grid) == atoms["grid"]]
    of = dict(zip(stays["patch"], stays["own"], strict=True))
    among = atoms[atoms["patch"].notna() & atoms["grid"].isin(grid.values())]
    coming = {
        patch: place
        for patch, place in zip(among["patch"], among["grid"], strict=True)
        if patch not in of and _comes(tree, patch, place)
    }
    were = among[among["patch"].isin(coming) & (among["before"].map(grid) == among["grid"])]
    most = were.groupby(["before", "patch"])["homes"].sum().sort_values(kind="stable")
    of |= {patch: one for one, patch in most.index}
    borders = _borders(here, atoms)
    _join(of, coming, borders)
    inside = _borders(here, pd.DataFrame({"patch": today, "grid": atoms["before"]}))
    were_apart = {
        piece
        for code in sorted({*atoms["before"].dropna()})
        for piece in _pieces({*pd.Series(today, atoms.index)[atoms["before"] == code]}, inside)
    }
    _mend(of, borders, atoms.groupby("patch")["homes"].sum(), were_apart)
    ended = {
        code
        for code in grid.keys() - of.values()
        if all(one.code in today for one in tree.children[tree.by_code[code].id])
    }
    return Groups(of, {code: None if code in ended else place for code, place in grid.items()})


def _grids(tree: AreaTree, atoms: pd.DataFrame) -> dict[str, str | None]:
    """Tell which grid each group goes with; none where that of today ends, and all its patches."""
    went = atoms.groupby(["own", "grid"])["homes"].sum()
    standing = set(atoms["grid"])
    found: dict[str, str | None] = {}
    for code in sorted({*atoms["own"].dropna(), *atoms["before"].dropna()}):
        home = tree.standing_for(tree.by_code[code], Level.GRID).code
        if code not in went.index:
            found[code] = home if home in standing else None
        else:
            found[code] = home if home in went[code].index else str(went[code].idxmax())
    return found


def _comes(tree: AreaTree, patch: str, grid: str) -> bool:
    """Tell whether a patch was not in a grid; a group without patches is in no other one."""
    area = tree.by_code.get(patch)
    if area is None:
        return True
    return area.level is Level.PATCH and tree.standing_for(area, Level.GRID).code != grid


def _borders(here: Prepared, atoms: pd.DataFrame) -> Mapping[str, Mapping[str, float]]:
    """Measure the border of each patch with each other one of its grid."""
    one, other = (atoms.iloc[here.edges[end]].reset_index(drop=True) for end in ("a", "b"))
    metres = here.edges["shared_m"].to_numpy()
    inside = (one["grid"] == other["grid"]) & one["patch"].notna() & other["patch"].notna()
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, length in zip(
        one["patch"][inside], other["patch"][inside], metres[inside], strict=True
    ):
        found[a][b] += length
        found[b][a] += length
    return found


def _pieces(
    patches: Iterable[str], borders: Mapping[str, Mapping[str, float]]
) -> list[frozenset[str]]:
    """Part patches into those that hang together."""
    left, found = set(patches), []
    while left:
        waiting = [min(left)]
        piece = {*waiting}
        while waiting:
            near = borders.get(waiting.pop(), {}).keys() & left - piece
            piece |= near
            waiting.extend(near)
        left -= piece
        found.append(frozenset(piece))
    return found


def _mend(
    of: dict[str, str],
    borders: Mapping[str, Mapping[str, float]],
    homes: pd.Series[float],
    were_apart: Collection[frozenset[str]],
) -> None:
    """Let what lies apart from the largest piece of its group join the group beside it.

    What lay apart today stays: that is not the plan's to change.
    """
    for code in sorted({*of.values()}):
        pieces = _pieces((patch for patch, group in of.items() if group == code), borders)
        pieces.sort(key=lambda piece: (-homes[[*piece]].sum(), min(piece)))
        for piece in pieces[1:]:
            metres: dict[str, float] = defaultdict(float)
            for patch in sorted(piece):
                for beside, length in borders.get(patch, {}).items():
                    if of.get(beside, code) != code:
                        metres[of[beside]] += length
            if metres and piece not in were_apart:
                of.update(dict.fromkeys(piece, max(metres, key=lambda one: (metres[one], one))))


def _join(
    of: dict[str, str], coming: Collection[str], borders: Mapping[str, Mapping[str, float]]
) -> None:
    """Let patches join the group beside them, those further in after those beside it."""
    waiting = set(coming) - of.keys()
    while waiting:
        joined = {}
        for patch in waiting:
            metres: dict[str, float] = defaultdict(float)
            for beside, length in borders.get(patch, {}).items():
                if beside in of:
                    metres[of[beside]] += length
            if metres:
                joined[patch] = max(metres, key=lambda one: (metres[one], one))
        if not joined:
            return
        of.update(joined)
        waiting -= joined.keys()
