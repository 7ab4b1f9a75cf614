"""How everything here is measured: contestants in turn, in one process, medians compared."""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["compare", "in_turn", "keep", "known"]

RESULTS = Path(__file__).with_name("results")

Contestant = Callable[[Any], object]


def compare(
    contestants: Mapping[str, Contestant],
    *,
    fresh: Callable[[], Any] = lambda: None,
    rounds: int = 5,
) -> dict[str, Any]:
    """Time contestants against one another.

    Parameters
    ----------
    contestants
        Named ways to do the same work, ours first; each is called with what ``fresh`` made.
    fresh
        Makes the input anew before every single run, so that nobody profits from an index or a
        cache that an earlier run left on it. Not timed.
    rounds
        Timed rounds, at least 5. In each every contestant runs once, the order turning from round
        to round, so that a busy spell of the machine meets all of them. One round before is
        thrown away.

    Returns
    -------
    dict
        ``seconds``: medians by contestant; ``runs``: every single one; ``ratio``: each other
        contestant's median over that of the first.
    """

    def timed(contestant: Contestant) -> dict[str, float]:
        given = fresh()
        gc.collect()
        began = time.perf_counter()
        contestant(given)
        return {"seconds": round(time.perf_counter() - began, 4)}

    measured = in_turn(
        {name: partial(timed, contestant) for name, contestant in contestants.items()},
        rounds=rounds,
    )["seconds"]
    return {"seconds": measured.pop("median"), **measured}


def in_turn(
    contestants: Mapping[str, Callable[[], Mapping[str, float]]], *, rounds: int = 5
) -> dict[str, dict[str, Any]]:
    """Let contestants measure themselves, turn by turn.

    Parameters
    ----------
    contestants
        As in :func:`compare`, but each returns its figures by name, less being better: what happens
        inside a browser cannot be timed from here.

    Returns
    -------
    dict
        By name of the figure: ``median``, ``ratio`` (none where ours is 0) and ``runs`` as in
        :func:`compare`.
    """
    names = list(contestants)
    runs: dict[str, dict[str, list[float]]] = {}
    for turn in range(-1, rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            for figure, value in contestants[name]().items():
                if turn >= 0:
                    by_name = runs.setdefault(figure, {one: [] for one in names})
                    by_name[name].append(value)
    measured = {}
    for figure, taken in runs.items():
        median = {name: round(statistics.median(taken[name]), 4) for name in names if taken[name]}
        ours = median[names[0]]
        # Beside nothing at all (no frame too slow, say) there is no ratio.
        ratio = {
            name: round(median[name] / ours, 2) for name in names[1:] if ours and name in median
        }
        measured[figure] = {"median": median, "ratio": ratio, "runs": taken}
    return measured


def known(name: str) -> dict[str, Any]:
    """Read what was measured before; nothing the first time."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return {}
    measured: dict[str, Any] = json.loads(path.read_text("utf-8"))["measured"]
    return measured


def keep(name: str, measured: object, *, against: tuple[str, ...] = ()) -> Path:
    """Write what was measured to ``results/``, with the versions it was measured against."""
    record = {
        "benchmark": name,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": {package: version(package) for package in ("numpy", "shapely", *against)},
        "measured": measured,
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1, ensure_ascii=False))
    print(f"kept in {path.relative_to(RESULTS.parents[1])}", file=sys.stderr)
    return path
