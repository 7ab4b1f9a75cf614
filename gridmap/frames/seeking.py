"""Looking for a division: what stands in the way, how far it is, and when to stop."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridmap.errors import Finding
from gridmap.planning.contraction import contracted, lumped
from gridmap.planning.graph import pieces
from gridmap.planning.instance import Instance, most_in, standing
from gridmap.planning.mending import begun
from gridmap.planning.search import search

__all__ = ["Progress", "Watch", "found", "told"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is.

    Attributes
    ----------
    share
        Share of the work that is done, 0 to 1.
    outside
        Grids out of bounds in the best division so far.
    moved
        Households that change hands in it.
    """

    share: float
    outside: int
    moved: float


Watch = Callable[[Progress], bool | None]
"""Told how far a search is; true ends it with the best so far."""


def found(
    instance: Instance,
    moved: Callable[[Ints], float],
    start: Ints,
    border: float,
    seed: int,
    seconds: float | None,
    progress: Watch | None,
    *,
    group: Ints | None = None,
) -> tuple[Ints, NDArray[np.bool_]]:
    """Search from a division on, asking between rounds whether to go on.

    Parameters
    ----------
    moved
        Tells by a division how many households change hands in it.
    seconds
        With 0, ``start`` is mended, and nothing else is looked for.
    group
        Group of each atom: what is in one of today's parts, begins in one, and is in one zone.
        A group stays together where :func:`gridmap.planning.contraction.lumped` leaves it.

    Returns
    -------
    tuple
        Part of each atom, and which parts could come into bounds at too high a price only.
    """
    if group is not None:
        group = lumped(instance, group)
        one, first = contracted(instance, group), np.unique(group, return_index=True)[1]
        of_group, dear = found(
            one, lambda part: moved(part[group]), start[first], border, seed, seconds, progress
        )
        return of_group[group], dear
    dear = np.zeros(len(instance.low), np.bool_)
    mended = begun(replace(instance, home=start))
    if seconds == 0:
        return mended, dear
    until = None if seconds is None else time.monotonic() + seconds

    def stop(share: float, part: Ints) -> bool:
        if until is not None and time.monotonic() >= until:
            return True
        if progress is None:
            return False
        return bool(progress(Progress(share, standing(instance, part).outside, moved(part))))

    part = search(
        instance,
        mended,
        border=border,
        seed=seed,
        workers=_cores(),
        longer=until is not None,
        stop=stop,
        dear=dear,
    )
    return part, dear


def told(instance: Instance, index: pd.Index[Any], *, today: Ints | None) -> list[Finding]:
    """Tell what will stand in the way."""
    findings = []
    limit = most_in(instance)[instance.zone]
    for at in np.flatnonzero(instance.load > limit).tolist():
        fields = {
            "building": index[at],
            "load": float(instance.load[at]),
            "high": float(limit[at]),
            "parts": int(np.ceil(instance.load[at] / max(limit[at], 1e-9))),
        }
        findings.append(Finding("division-building-heavy", fields=fields))
    if today is not None:
        held = today >= 0
        lone = np.where(held, today, len(instance.low) + np.arange(len(today)))
        whole = pieces(instance.graph, lone)[held]
        several = len(np.unique(whole)) - len(np.unique(today[held]))
        if several:
            findings.append(Finding("division-in-pieces", fields={"count": several}))
        if not held.all():
            fields = {"count": int((~held).sum())}
            findings.append(Finding("division-without-grid", fields=fields))
    return findings


def _cores() -> int:
    """Count the cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
