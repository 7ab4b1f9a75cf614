"""A division as somebody at a map makes it: which atom is to be whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gridmap.errors import Conflict, InputError
from gridmap.territory.codes import number_if_new
from gridmap.usecases.plan_prepared import Prepared

__all__ = ["Assignment", "laid_over"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which atom is to be whose.

    Attributes
    ----------
    base
        :attr:`Prepared.base` of the ground it was made over.
    labels
        Codes of areas, and what new ones are called: ``new-1`` and so on.
    part
        Position in ``labels`` of each atom; -1 where it is nobody's.
    by_hand
        Positions of atoms that were decided by hand.
    """

    base: str
    labels: Sequence[str]
    part: Sequence[int]
    by_hand: Sequence[int] = ()

    def over(self, here: Prepared) -> pd.Series[Any]:
        """Tell the area of each atom by its label.

        Raises
        ------
        Conflict
            ``plan-ground-changed`` where it was made over other ground.
        InputError
            ``plan-assignment`` where it is not one of this level and area.
        """
        area = here.ground.area
        if self.base != here.base:
            raise Conflict("plan-ground-changed", area=area.name or area.code)
        part = np.asarray(self.part, dtype=np.int64)
        known = {
            one.code for one in here.ground.tree.subtree(area) if one.level is here.level
        } | set(here.atoms[here.current].dropna())
        strange = [
            label for label in self.labels if label not in known and number_if_new(label) is None
        ]
        if (
            strange
            or len(set(self.labels)) < len(self.labels)
            or part.shape != (len(here.atoms),)
            or part.min(initial=-1) < -1
            or part.max(initial=-1) >= len(self.labels)
            or any(not 0 <= atom < len(part) for atom in self.by_hand)
        ):
            raise InputError("plan-assignment", area=area.name or area.code)
        labels = np.array([*self.labels, None], dtype=object)
        return pd.Series(labels[part], here.atoms.index, dtype=object)

    def settled(self, here: Prepared) -> pd.Series[bool]:
        """Mark the atoms that were decided by hand."""
        marks = np.zeros(len(here.atoms), np.bool_)
        marks[list(self.by_hand)] = True
        return pd.Series(marks & (np.asarray(self.part) >= 0), here.atoms.index)

    def whole(self, here: Prepared) -> pd.Series[Any]:
        """Tell the area of each atom, where it can be a plan.

        Raises
        ------
        Conflict
            As :meth:`over`.
        InputError
            As :meth:`over`; ``plan-unassigned`` where atoms are nobody's, ``plan-across`` where an
            area reaches into another zone.
        """
        then = self.over(here)
        if then.isna().any():
            raise InputError("plan-unassigned", count=int(then.isna().sum()))
        known = here.ground.tree.by_code
        zones = here.atoms[here.zone].groupby(then).unique()
        for label, found in zones.items():
            own = known.get(str(label))
            home = None if own is None or own.parent is None else here.ground.tree.areas[own.parent]
            at_home = home is None or home.level.value != here.zone or home.code == found[0]
            if len(found) > 1 or not at_home:
                raise InputError("plan-across", area=own.name or own.code if own else label)
        return then

    def kept(self, here: Prepared) -> dict[str, Any]:
        """Write it so that it can be laid over other ground again; fit for JSON."""
        atoms = here.atoms[["part", "unit", "floor"]].astype(object)
        rows = atoms.where(atoms.notna(), None).to_numpy().tolist()
        return {
            "labels": list(self.labels),
            "atoms": [
                [int(part), unit, None if floor is None else int(floor), at]
                for (part, unit, floor), at in zip(rows, self.part, strict=True)
            ],
            "by_hand": list(self.by_hand),
        }


def laid_over(kept: Mapping[str, Any], here: Prepared) -> tuple[Assignment, int]:
    """Lay an assignment that was kept over the ground of now.

    What it does not know stays as it is; where towers fall into other pieces by now, these go where
    most pieces of their part were to go, by hand if all of them were.

    Returns
    -------
    tuple
        The assignment, and the number of atoms that it did not know.
    """
    labels = list(kept["labels"])
    before = {(part, unit, floor): at for at, (part, unit, floor, _) in enumerate(kept["atoms"])}
    settled = set(kept["by_hand"])
    of_part: dict[int, Counter[int]] = {}
    for part_id, _, _, at in kept["atoms"]:
        of_part.setdefault(part_id, Counter())[at] += 1
    decided = {kept["atoms"][at][0] for at in settled}
    decided -= {row[0] for at, row in enumerate(kept["atoms"]) if at not in settled}
    atoms = here.atoms[["part", "unit", "floor", here.current]].astype(object)
    part, by_hand, astray = [], [], 0
    rows = atoms.where(atoms.notna(), None).to_numpy().tolist()
    for atom, (of, unit, floor, current) in enumerate(rows):
        at = before.get((int(of), unit, None if floor is None else int(floor)))
        if at is not None:
            part.append(kept["atoms"][at][3])
            if at in settled:
                by_hand.append(atom)
            continue
        if int(of) in of_part:
            part.append(of_part[int(of)].most_common(1)[0][0])
            if int(of) in decided:
                by_hand.append(atom)
            continue
        astray += 1
        if current is not None and current not in labels:
            labels.append(current)
        part.append(-1 if current is None else labels.index(current))
    # Areas that have ended since are nobody's: what was to be theirs is to be decided again.
    known = {one.code for one in here.ground.tree.areas.values() if one.level is here.level}
    standing = [label for label in labels if label in known or number_if_new(label) is not None]
    place = {label: at for at, label in enumerate(standing)}
    moved = [-1 if at < 0 else place.get(labels[at], -1) for at in part]
    return Assignment(here.base, standing, moved, by_hand), astray
