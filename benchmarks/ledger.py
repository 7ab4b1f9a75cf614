"""The buildings that a ledger means, against what one would otherwise reach for.

Ours parses each row and matches it to the index. *Best match* is ``rapidfuzz``: the known building
whose longest name is likest to the row, taken from 90 of 100 on. *Exact join* takes the longest
known name that a row begins with. Seconds and figures of each habit; memory in a process of its
own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.ledger_habits import HABITS
from benchmarks.ledger_oddities import ODDITIES
from benchmarks.ledger_offices import OFFICES
from benchmarks.ledgers import Ledger, Row, invent
from benchmarks.ledgers_apart import APART
from benchmarks.protocol import keep
from gridmap.territory.addresses import Address, parse
from gridmap.territory.matching import BuildingIndex, KnownBuilding

# rapidfuzz looks at every pair; so many rows of the ledger tell its share of right ones.
FUZZY_ROWS = 500
FUZZY_CUTOFF = 90
SETS = {"oddities": ODDITIES, "apart": APART, "offices": OFFICES}


def ours(ledger: Ledger) -> tuple[list[int | None], list[int], list[Address]]:
    """Parse and match; also how many candidates each row has, and how it is read."""
    index = BuildingIndex.of(ledger.known)
    matches = index.match([parse(row.text, **row.columns) for row in ledger.rows])
    return (
        [match.building for match in matches],
        [len(match.candidates) for match in matches],
        [match.address for match in matches],
    )


def called(building: KnownBuilding) -> str:
    """Write a building as one line."""
    line = building.address or ""
    for name in (building.estate, building.name):
        if name and name not in line:
            line += name
    return line


def written(row: Row) -> str:
    """Write a row as one line, as somebody would who glues columns together."""
    cells = row.columns
    text = row.text + cells.get("estate", "")
    if building := cells.get("building"):
        text += building if building[-1] in "栋幢座楼#" else f"{building}栋"
    if unit := cells.get("unit"):
        text += unit if unit.endswith("单元") else f"{unit}单元"
    return f"{text}{cells.get('door', '')}"


def best_match(ledger: Ledger, rows: Sequence[Row]) -> list[int | None]:
    """Take the likest known building."""
    choices = [called(building) for building in ledger.known]
    taken: list[int | None] = []
    for row in rows:
        found = process.extractOne(
            written(row), choices, scorer=fuzz.partial_ratio, score_cutoff=FUZZY_CUTOFF
        )
        taken.append(ledger.known[found[2]].id if found else None)
    return taken


def exact_join(ledger: Ledger) -> list[int | None]:
    """Take the longest known name that a row begins with."""
    names: dict[str, set[int]] = {}
    for building in ledger.known:
        for name in (building.address, building.name, called(building)):
            if name:
                names.setdefault(name, set()).add(building.id)
    taken: list[int | None] = []
    for row in ledger.rows:
        text = written(row)
        heads = (names.get(text[:end], set()) for end in range(len(text), 1, -1))
        found = next((head for head in heads if head), set())
        taken.append(next(iter(found)) if len(found) == 1 else None)
    return taken


def figures(rows: Sequence[Row], taken: Sequence[int | None]) -> dict[str, Any]:
    """Count right and wrong rows.

    Matchable: its building is on the map and the row says enough. Wrong: a building was taken
    that the row does not mean, of all rows.
    """
    count: Counter[str] = Counter()
    for row, building in zip(rows, taken, strict=True):
        matchable = row.tells and row.truth is not None
        count["matchable"] += matchable
        count["right"] += matchable and building == row.truth
        count["wrong"] += building is not None and building != row.truth
    return {
        "rows": len(rows),
        "matchable": count["matchable"],
        "right_percent": round(100 * count["right"] / max(count["matchable"], 1), 2),
        "wrong_percent": round(100 * count["wrong"] / max(len(rows), 1), 3),
    }


def inside(rows: Sequence[Row], taken: Sequence[int | None], read: Sequence[Address]) -> float:
    """Count the rows whose unit and door are read as they are meant.

    Of those that are rightly matched and write the number of the door in one piece.
    """
    right = [
        (row, address)
        for row, building, address in zip(rows, taken, read, strict=True)
        if building is not None
        and building == row.truth
        and row.door
        and row.door in "".join(unicodedata.normalize("NFKC", written(row)).split())
    ]
    good = sum(
        address.door in {row.door, "东", "西"} and address.unit in {row.unit, row.unit or "1", None}
        for row, address in right
    )
    return round(100 * good / max(len(right), 1), 2)


def by_habit(ledger: Ledger) -> dict[str, Any]:
    """Reckon the figures of ours, in all and for each habit."""
    taken, candidates, read = ours(ledger)
    told: dict[str, Any] = {"all": figures(ledger.rows, taken)}
    told["all"]["doors_percent"] = inside(ledger.rows, taken, read)
    unclear = [
        bool(shown)
        for row, building, shown in zip(ledger.rows, taken, candidates, strict=True)
        if not row.tells and building is None
    ]
    told["all"]["unclear_rows_with_candidates_percent"] = round(
        100 * sum(unclear) / max(len(unclear), 1), 1
    )
    for habit in dict.fromkeys(row.habit for row in ledger.rows):
        chosen = [at for at, row in enumerate(ledger.rows) if row.habit == habit]
        told[habit] = figures([ledger.rows[at] for at in chosen], [taken[at] for at in chosen])
    return told


def peak_mb(buildings: int, rows: int, seed: int) -> float:
    """Measure the memory of a process that does ours and nothing else, ledger included."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (buildings, rows, seed))


def _peak(buildings: int, rows: int, seed: int) -> float:
    import resource  # noqa: PLC0415, TID251  (POSIX only)

    ours(invent(HABITS, buildings=buildings, rows=rows, seed=seed))
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0)


def main() -> None:
    """Measure and keep the results."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--buildings", type=int, default=5_000)
    arguments.add_argument("--seed", type=int, default=20)
    asked = arguments.parse_args()
    size = {"buildings": asked.buildings, "rows": asked.rows}
    ledger = invent(HABITS, **size, seed=asked.seed)
    few = ledger.rows[:FUZZY_ROWS]
    seconds = {}
    taken: dict[str, list[int | None]] = {}
    contestants: dict[str, Callable[[], list[int | None]]] = {
        "ours": lambda: ours(ledger)[0],
        "exact join": lambda: exact_join(ledger),
        f"best match ({len(few)} rows)": lambda: best_match(ledger, few),
    }
    for name, contestant in contestants.items():
        wall, busy = time.perf_counter(), time.process_time()
        taken[name] = contestant()
        seconds[name] = {
            "wall": round(time.perf_counter() - wall, 2),
            "cpu": round(time.process_time() - busy, 2),
        }
    keep(
        "ledger",
        {
            **size,
            "seconds": seconds,
            "peak_mb": peak_mb(**size, seed=asked.seed),
            "habits": by_habit(ledger),
            **{
                name: by_habit(
                    invent(habits, buildings=asked.buildings, rows=asked.rows // 5, seed=asked.seed)
                )
                for name, habits in SETS.items()
            },
            "rapidfuzz best match": figures(few, taken[f"best match ({len(few)} rows)"]),
            "exact join": figures(ledger.rows, taken["exact join"]),
        },
        against=("rapidfuzz",),
    )


if __name__ == "__main__":
    main()
