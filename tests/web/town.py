"""An invented quarter for the browser: two communities of two grids, some fifty buildings.

Everything stands on a lattice in metres, so that a test can say where a thing is, and every mark,
band and kind of hazard occurs once at least. It is small enough to be made in a second.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import shapely
from sqlalchemy import Connection, select

from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory, Severity
from gridmap.store import landscape
from gridmap.store.bulk import new_uids
from gridmap.store.sequence import ground_changed
from gridmap.store.tables.ground import building as building_table
from gridmap.store.tables.households import household as household_table
from gridmap.territory.people import KeyGroup
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.cases import CaseDraft, handle_case, report_case
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.visit_tables import enter_visits
from gridmap.usecases.workspace import Workspace, create_workspace
from tests.usecases.worlds import area_rows, building_rows, household_rows, visit_rows

__all__ = [
    "FLATS",
    "GRIDS",
    "LEDGER",
    "LEFT",
    "RIGHT",
    "SUBDISTRICT",
    "Slab",
    "make_town",
    "metres",
    "slabs",
]

SUBDISTRICT: Final = "430202002"
LEFT, RIGHT = "430202002003", "430202002007"
GRIDS: Final = (f"{LEFT}001", f"{LEFT}002", f"{RIGHT}001", f"{RIGHT}002")
PATCHES: Final = (f"{LEFT}00201", f"{LEFT}00202")
FLATS: Final = 12
"""Households of a slab."""

_LON, _LAT = 113.15, 27.84
_EAST, _NORTH = 1 / 98_450, 1 / 110_830  # degrees a metre here

# What was done in each grid, building by building: untouched, partly, done.
_DONE: Final = {
    GRIDS[0]: "ddpddudduddp",
    GRIDS[1]: "upuudpupudp",
    GRIDS[2]: "dddddddddddd",
    GRIDS[3]: "dpupdpdupp-u",
}
_STREETS: Final = {
    "荷叶街": ("tertiary", (-60, 200), (860, 200)),
    "新塘路": ("secondary", (-60, 0), (860, 0)),
    "月塘路": ("secondary", (-60, 400), (860, 400)),
    "红旗路": ("primary", (400, -60), (400, 460)),
    "前进街": ("residential", (0, -60), (0, 460)),
    "桂花路": ("residential", (800, -60), (800, 460)),
    "梅园巷": ("service", (200, 0), (200, 400)),
    "东湖巷": ("service", (600, 0), (600, 400)),
}


class Slab(NamedTuple):
    """A building of the quarter: its reference, grid, mark (``u p d -``) and box in metres."""

    ref: str
    grid: str
    mark: str
    address: str
    box: tuple[float, float, float, float]

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of its middle."""
        west, south, east, north = self.box
        return metres((west + east) / 2, (south + north) / 2)


def metres(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of a place on the lattice."""
    return round(_LON + east * _EAST, 7), round(_LAT + north * _NORTH, 7)


def slabs() -> list[Slab]:
    """Rows of slabs, twelve a grid, from its south-west corner; a school and a shop among them."""
    made = []
    for grid, (west, south) in zip(GRIDS, ((0, 200), (0, 0), (400, 200), (400, 0)), strict=True):
        marks = _DONE[grid].ljust(12, "-")
        street = {200: "荷叶街", 0: "新塘路"}[south]
        for n, mark in enumerate(marks):
            x, y = west + (20, 110, 220, 305)[n % 4], south + (25, 80, 135)[n // 4]
            number = 2 * n + (1 if west == 0 else 31)
            made.append(
                Slab(f"{grid}-{n}", grid, mark, f"{street}{number}号", (x, y, x + 70, y + 24))
            )
    return made


# The one building whose doors a ledger names: part done, some doors out of the target.
LEDGER: Final = next(slab for slab in slabs() if slab.grid == GRIDS[1] and slab.mark == "p")


def make_town(home: Path) -> Workspace:
    """Make a workspace with the quarter in it."""
    workspace = create_workspace(home, name="茨菇塘街道")
    with workspace.writing() as conn:
        _draw(workspace, conn)
        _visit(workspace, conn)
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
    _find_hazards(workspace)
    return workspace


def _box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(*metres(west, south), *metres(east, north))


def _draw(workspace: Workspace, conn: Connection) -> None:
    corners = ((0, 200), (0, 0), (400, 200), (400, 0))
    areas = area_rows(
        [SUBDISTRICT, LEFT, RIGHT, *GRIDS, *PATCHES],
        [
            _box(0, 0, 800, 400),
            _box(0, 0, 400, 400),
            _box(400, 0, 800, 400),
            *(_box(x, y, x + 400, y + 200) for x, y in corners),
            _box(0, 0, 200, 200),
            _box(200, 0, 400, 200),
        ],
    )
    areas["name"] = [
        "茨菇塘街道",
        "新月塘社区",
        "荷叶塘社区",
        *("第1网格", "第2网格") * 2,
        "第1邻",
        "第2邻",
    ]
    enter_areas(workspace, conn, areas)
    refresh_membership(conn, workspace.today())

    drawn = slabs()
    enter_buildings(
        workspace,
        conn,
        building_rows(
            [slab.ref for slab in drawn],
            [_box(*slab.box) for slab in drawn],
            kind=["school" if slab.mark == "-" else "apartments" for slab in drawn],
            flats=[None if slab.mark == "-" else FLATS for slab in drawn],
            levels=[3] * len(drawn),
            address=[slab.address for slab in drawn],
        ),
        source="survey",
    )
    landscape.put_streets(
        conn,
        "survey",
        _landscape(
            {
                name: (kind, shapely.LineString([metres(*a), metres(*b)]))
                for name, (kind, a, b) in _STREETS.items()
            }
        ),
    )
    landscape.put_landcover(
        conn,
        "survey",
        _landscape(
            {
                "月塘": ("water", shapely.Point(*metres(-110, 120)).buffer(0.0006)),
                "天鹅岭": ("green", shapely.Point(*metres(920, 280)).buffer(0.0007)),
            }
        ),
    )
    doors = [(LEDGER.ref, f"{floor}0{n}") for floor in (1, 2, 3) for n in (1, 2, 3, 4)]
    enter_households(
        workspace,
        conn,
        household_rows(
            doors,
            floor=[int(door[0]) for _, door in doors],
            unit=["1" if door[-1] in "12" else "2" for _, door in doors],
            occupancy=[{"301": "vacant"}.get(door) for _, door in doors],
            do_not_visit=[door == "304" for _, door in doors],
            key_groups=[
                (KeyGroup.ELDER_ALONE.value,) if door[-1] != "4" else () for _, door in doors
            ],
        ),
    )


def _landscape(things: dict[str, tuple[str, shapely.Geometry]]) -> dict[str, np.ndarray]:
    return {
        "source_ref": np.array(list(things), dtype=object),
        "name": np.array(list(things), dtype=object),
        "kind": np.array([kind for kind, _ in things.values()], dtype=object),
        "geom": np.array([shape for _, shape in things.values()], dtype=object),
    }


def _visit(workspace: Workspace, conn: Connection) -> None:
    """Everybody met in the done ones but for a refusal here and there; some tried in the partly."""
    noon = workspace.clock().replace(hour=4, minute=0, second=0, microsecond=0)
    found = conn.execute(
        select(building_table.c.source_ref, household_table.c.uid)
        .join(household_table, household_table.c.building == building_table.c.id)
        .where(household_table.c.closed_on.is_(None))
        .order_by(household_table.c.id)
    ).all()
    doors: dict[str, list[str]] = {}
    for ref, uid in found:
        doors.setdefault(ref, []).append(uid)
    visits: list[dict[str, object]] = []
    rounds = cycle(range(2, 9))  # days ago
    for slab in slabs():
        outcomes = {
            "u": [],
            "-": [],
            "p": ["met"] * 4 + ["no_answer", "no_access"],
            "d": ["met"] * (FLATS - 1) + ["refused"],
        }[slab.mark]
        at = noon - timedelta(days=next(rounds))
        visits += [
            {"household": door, "outcome": outcome, "mode": "door", "occurred_at": at}
            for door, outcome in zip(doors.get(slab.ref, []), outcomes, strict=False)
        ]
    enter_visits(workspace, conn, visit_rows(visits))


def _find_hazards(workspace: Workspace) -> None:
    """Three close together, the worst of them late; one far off, one already seen to."""
    with workspace.database.read() as conn:
        rows = conn.execute(select(building_table.c.source_ref, building_table.c.uid)).all()
    uids = dict(rows)
    now = workspace.clock()
    first = LEDGER.box
    for category, severity, place, days in (
        (HazardCategory.FIRE, Severity.SEVERE, None, 10),
        (HazardCategory.BLOCKED, Severity.MINOR, (first[0] + 40, first[1] + 30), 1),
        (HazardCategory.ELECTRIC, Severity.SERIOUS, (first[0] + 95, first[1] + 20), 2),
        (HazardCategory.WATER, Severity.MINOR, (690, 60), 1),
        (HazardCategory.GAS, Severity.SERIOUS, (690, 300), 6),
    ):
        [uid] = new_uids(1)
        reported = report_case(
            workspace,
            CaseDraft(
                uid,
                CaseKind.HAZARD,
                category,
                severity,
                place=None if place is None else metres(*place),
                building=uids[LEDGER.ref] if place is None else None,
                opened_at=now - timedelta(days=days),
            ),
        )
        if category is HazardCategory.GAS:
            handle_case(workspace, uid, state=CaseState.HANDLED, base_seq=reported.case["seq"])
