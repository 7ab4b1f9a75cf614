"""Random histories of visits, and the rules once more in plain Python to hold against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import strategies as st

from gridmap.fieldwork.doors import Facts
from gridmap.fieldwork.outcomes import MODES, OUTCOMES, WITHDRAWN, Mode, Outcome

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 3, 2, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Visit:
    household: int
    outcome: Outcome | None
    mode: Mode
    at: datetime
    order: int
    corrects: int | None = None  # place in the list


def instant(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def columns(visits: list[Visit]) -> Facts:
    return Facts(
        household=np.array([v.household for v in visits], dtype=np.intp),
        outcome=np.array(
            [WITHDRAWN if v.outcome is None else OUTCOMES.index(v.outcome) for v in visits],
            dtype=np.int8,
        ),
        mode=np.array([MODES.index(v.mode) for v in visits], dtype=np.int8),
        occurred_at=np.array([instant(v.at) for v in visits], dtype=np.int64),
        order=np.array([v.order for v in visits], dtype=np.int64),
        corrects=np.array(
            [-1 if v.corrects is None else v.corrects for v in visits], dtype=np.intp
        ),
    )


@st.composite
def histories(draw, households=4, max_size=25):
    """Visits on few half-days, so that ties and coincidences are common; corrections of earlier
    ones in the list, while the order in which they came in is any.
    """
    size = draw(st.integers(0, max_size))
    order = draw(st.permutations(range(size)))
    visits = []
    for place in range(size):
        corrects = draw(st.one_of(st.none(), st.integers(0, place - 1))) if place else None
        known = st.sampled_from(Outcome)
        visits.append(
            Visit(
                household=draw(st.integers(0, households - 1)),
                outcome=draw(known if corrects is None else st.one_of(st.none(), known)),
                mode=draw(st.sampled_from([Mode.DOOR, Mode.DOOR, Mode.DOOR, Mode.PHONE])),
                at=START + timedelta(hours=draw(st.integers(0, 12)) * 6),
                order=order[place],
                corrects=corrects,
            )
        )
    return visits


def told_last(visits: list[Visit]) -> list[int]:
    """Places of the facts that stand, one for each visit and all said about it since."""
    stories: dict[int, list[int]] = {}
    for place in range(len(visits)):
        root = place
        while visits[root].corrects is not None:
            root = visits[root].corrects
        stories.setdefault(root, []).append(place)
    corrected = {visit.corrects for visit in visits}
    return [
        max((p for p in story if p not in corrected), key=lambda p: visits[p].order)
        for story in stories.values()
    ]


def expected_state(
    visits: list[Visit], household: int, first: datetime, stop: datetime
) -> tuple[Outcome | None, bool, int | None]:
    """Reckon one door by the letter of the rule: outcome, settled, deciding fact."""
    tries = [
        (visits[place], place)
        for place in told_last(visits)
        if visits[place].household == household
        and visits[place].outcome is not None
        and visits[place].mode == Mode.DOOR
        and first <= visits[place].at < stop
    ]
    if not tries:
        return None, False, None
    met = [t for t in tries if t[0].outcome == Outcome.MET]
    visit, place = max(met or tries, key=lambda t: (t[0].at, t[0].order))
    half_days = {
        (v.at.astimezone(SHANGHAI).date(), v.at.astimezone(SHANGHAI).hour < 12) for v, _ in tries
    }
    refused = any(v.outcome == Outcome.REFUSED for v, _ in tries)
    return visit.outcome, bool(met) or refused or len(half_days) >= 3, place
