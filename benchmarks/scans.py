"""Reading ticked sheets from simulated scans, copies and photos (:mod:`tests.intake`).

Three times: pictures of the kind the reading was written against, and pictures held out, with other
seeds and further ranges of every fault, once with strokes as offices have them and once with every
kind of stroke and pen alike. A box is flagged where the reading says that a person has to
look; the others are right or wrong. A tick that somebody scribbled over is right where it is
flagged.

    python -m benchmarks.scans
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from typing import Any, Final

from benchmarks.protocol import keep
from gridmap.errors import InputError
from gridmap.intake.scans import BoxState, read_boxes
from gridmap.intake.scans.finding import find_page
from tests.intake.printed_sheets import ORIGIN, Printed, places_of, print_sheets
from tests.intake.simulated_scans import ALIKE, HELD_OUT, SEEN, Ranges, simulate

PAGES: Final = 350


def measured(printed: Printed, ranges: Ranges, first_seed: int) -> dict[str, Any]:
    """Read many pictures; tell how it went, in all and by what befell them."""
    every: Counter[str] = Counter()
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    problems: Counter[str] = Counter()
    seconds = 0.0
    for seed in range(first_seed, first_seed + PAGES):
        at = seed % len(printed.pages)
        page = printed.pages[at]
        made = simulate(printed.dots[at], page.boxes, seed, ranges)
        began = time.perf_counter()
        try:
            found = find_page(made.picture, ORIGIN)
            readings = read_boxes(found, *places_of(page))
        except InputError as no:
            problems[no.code] += 1
            continue
        finally:
            seconds += time.perf_counter() - began
        if (found.number, found.leaf) != printed.told[at]:
            problems["another page"] += 1
            continue
        read = zip(made.meant, made.strokes, made.pens, readings, strict=True)
        for meant, stroke, pen, reading in read:
            flagged = reading.state is BoxState.DOUBTFUL
            how = "flagged" if flagged else "right" if reading.state == meant else "wrong"
            every[how] += 1
            of_page = (made.made_by, *made.faults)
            for what in (*of_page, *(f"with {one}" for one in (stroke, pen) if one)):
                by[what][how] += 1
    return {
        "pages": PAGES,
        "pages not read": dict(problems),
        "seconds a page": round(seconds / PAGES, 3),
        **_shares(every),
        "by": {what: _shares(counted) for what, counted in sorted(by.items())},
    }


def _shares(counted: Counter[str]) -> dict[str, Any]:
    sure = counted["right"] + counted["wrong"]
    return {
        "boxes": counted.total(),
        "right of those not flagged": round(counted["right"] / sure, 5) if sure else None,
        "flagged": round(counted["flagged"] / counted.total(), 5),
    }


def main() -> None:
    """Measure and keep."""
    printed = print_sheets()
    result = {
        "as written against": measured(printed, SEEN, 1_000),
        "held out": measured(printed, HELD_OUT, 500_000),
        "every stroke alike": measured(printed, ALIKE, 900_000),
    }
    for name, told in result.items():
        print(name, {what: value for what, value in told.items() if what != "by"})
    keep("scans", result)


if __name__ == "__main__":
    main()
