"""Figures kept live are the figures reckoned from the facts, whatever happened before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, select

from gridmap.errors import Conflict
from gridmap.fieldwork.coverage import TALLY
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED, Mode, Outcome, Source
from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store import placements as placement_store
from gridmap.store import tallies as tally_store
from gridmap.store import visits as visit_store
from gridmap.store.bulk import new_uids
from gridmap.store.database import Database
from gridmap.store.tables.fieldwork import visit
from gridmap.store.tables.ground import part
from gridmap.store.tables.households import household
from gridmap.territory.people import Occupancy
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.figures import (
    count_leaves,
    needs_rebuild,
    rebuild_tallies,
    reckon,
    stand,
)
from gridmap.usecases.households import enter_households
from gridmap.usecases.responsibility import NOBODY, refresh_membership
from gridmap.usecases.visit_tables import enter_visits
from gridmap.usecases.visits import VisitDraft, record_visit
from gridmap.usecases.workspace import Workspace
from tests.usecases import worlds
from tests.usecases.worlds import BUILDINGS, Clock, OneTransaction

Figures = dict[int, list[int]]
States = dict[int, tuple[str, bool, int]]

numbers = st.integers(0, 10_000)


def kept(conn: Connection) -> tuple[Figures, States]:
    """Read the tallies and states that are kept."""
    campaign = visit_store.open_campaign(conn)
    leaves, counts = tally_store.tallies(conn, campaign)
    figures = dict(zip(leaves.tolist(), counts.tolist(), strict=True))
    rows = conn.execute(select(visit_store.door_state)).all()
    return figures, {row.household: (row.outcome, row.settled, row.visit) for row in rows}


def reckoned(workspace: Workspace, conn: Connection) -> tuple[Figures, States]:
    """Reckon tallies and states from the facts."""
    standing = stand(conn, workspace.today())
    reckoning = reckon(workspace, conn, standing)
    counted = count_leaves(standing, reckoning)
    leaves = {leaf.id for leaf in area_store.tree(conn, workspace.today()).leaves}
    figures = {leaf: [0] * len(TALLY) for leaf in (NOBODY, *leaves)}
    for leaf, counts in zip(counted.leaves.tolist(), counted.counts.tolist(), strict=True):
        answering = leaf if leaf in leaves else NOBODY
        figures[answering] = np.add(figures[answering], counts).tolist()
    states = reckoning.states
    return figures, {
        int(standing.household[door]): (
            OUTCOMES[states.outcome[door]].value,
            bool(states.settled[door]),
            int(reckoning.visits[states.fact[door]]),
        )
        for door in np.flatnonzero(states.outcome != UNTRIED)
    }


class LiveFigures(RuleBasedStateMachine):
    """Whatever people do in the small world, in any order."""

    workspace: OneTransaction
    clock: Clock

    @initialize()
    def begin(self) -> None:
        self.savepoint = self.conn.begin_nested()
        self.clock.now = worlds.NOON
        self.sent: list[VisitDraft] = []

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            self.savepoint.rollback()

    @property
    def conn(self) -> Connection:
        return self.workspace.inside[0]

    def _door(self, number: int) -> str:
        known = worlds.doors(self.conn)
        return known[number % len(known)]

    @rule(
        door=numbers,
        outcome=st.sampled_from(Outcome),
        mode=st.sampled_from([Mode.DOOR, Mode.DOOR, Mode.DOOR, *Mode]),
        ago=st.integers(-5, 60 * 24 * 3),
    )
    def visit(self, door: int, outcome: Outcome, mode: Mode, ago: int) -> None:
        at = self.clock.now - timedelta(minutes=ago)
        draft = VisitDraft(new_uids(1)[0], self._door(door), outcome, at, mode, source=Source.LATER)
        assert record_visit(self.workspace, draft).status == "applied"
        self.sent.append(draft)

    @precondition(lambda self: self.sent)
    @rule(which=numbers)
    def send_again(self, which: int) -> None:
        draft = self.sent[which % len(self.sent)]
        assert record_visit(self.workspace, draft).status == "duplicate"

    @precondition(lambda self: self.sent)
    @rule(which=numbers, door=st.none() | numbers, outcome=st.none() | st.sampled_from(Outcome))
    def correct(self, which: int, door: int | None, outcome: Outcome | None) -> None:
        """Correct a visit or an earlier correction, at the same door or another; or withdraw it."""
        wrong = self.sent[which % len(self.sent)]
        where = wrong.household if door is None else self._door(door)
        draft = VisitDraft(new_uids(1)[0], where, outcome, wrong.occurred_at, corrects=wrong.id)
        if any(other.corrects == wrong.id for other in self.sent):
            with pytest.raises(Conflict):
                record_visit(self.workspace, draft)
        else:
            record_visit(self.workspace, draft)
            self.sent.append(draft)

    @rule(
        which=st.lists(numbers, min_size=1, max_size=5),
        outcome=st.sampled_from(Outcome),
        ago=st.integers(0, 60 * 24 * 3),
    )
    def bring_in_visits(self, which: list[int], outcome: Outcome, ago: int) -> None:
        rows = worlds.visit_rows(
            [
                {
                    "household": self._door(door),
                    "outcome": outcome.value,
                    "occurred_at": self.clock.now - timedelta(minutes=ago + nth),
                }
                for nth, door in enumerate(which)
            ]
        )
        with self.workspace.writing() as conn:
            enter_visits(self.workspace, conn, rows)
            rebuild_tallies(self.workspace, conn)

    @rule(
        which=numbers,
        occupancy=st.sampled_from(Occupancy),
        do_not_visit=st.booleans(),
        ahead=st.integers(0, 2),
    )
    def change_status(
        self, which: int, occupancy: Occupancy, do_not_visit: bool, ahead: int
    ) -> None:
        """Say how a door is lived in, from today or a day to come."""
        with self.workspace.writing() as conn:
            ids = list(conn.scalars(select(household.c.id).order_by(household.c.id)))
            placement_store.put_status(
                conn,
                np.array([ids[which % len(ids)]]),
                np.array([occupancy.value], dtype=object),
                np.array([do_not_visit]),
                since=[self.workspace.today() + timedelta(days=ahead)],
            )
            rebuild_tallies(self.workspace, conn)

    @rule(which=st.lists(numbers, min_size=1, max_size=3), to=numbers, ahead=st.integers(0, 2))
    def move_parts(self, which: list[int], to: int, ahead: int) -> None:
        """Hand parts to another leaf area, or to nobody, from today or a day to come."""
        with self.workspace.writing() as conn:
            parts = list(conn.scalars(select(part.c.id).order_by(part.c.id)))
            leaves = area_store.tree(conn, self.workspace.today()).leaves
            goals = [*(leaf.id for leaf in leaves), None]
            membership_store.move(
                conn,
                {parts[number % len(parts)]: goals[to % len(goals)] for number in which},
                source="hand",
                since=self.workspace.today() + timedelta(days=ahead),
            )
            rebuild_tallies(self.workspace, conn)

    @rule(
        gone=st.sets(st.sampled_from(BUILDINGS), max_size=3),
        flats=st.integers(0, 4),
        shift=st.sampled_from([0.0, 0.3, 1.1]),
        close=st.booleans(),
    )
    def survey_again(self, gone: set[str], flats: int, shift: float, close: bool) -> None:
        refs = [ref for ref in BUILDINGS if ref not in gone]
        shapes = [
            shapely.transform(shape, lambda xy: xy + np.array([shift * worlds.STEP, 0]))
            for ref, shape in zip(BUILDINGS, worlds.footprints(), strict=True)
            if ref not in gone
        ]
        rows = worlds.building_rows(
            refs, shapes, kind=["apartments"] * len(refs), flats=[flats] * len(refs)
        )
        with self.workspace.writing() as conn:
            enter_buildings(self.workspace, conn, rows, source="survey", close_vanished=close)
            rebuild_tallies(self.workspace, conn)

    @rule(
        doors=st.lists(
            st.tuples(st.sampled_from(BUILDINGS), st.sampled_from(["101", "102", "201"])),
            min_size=1,
            max_size=4,
            unique=True,
        ),
        occupancy=st.sampled_from([None, *(word.value for word in Occupancy)]),
    )
    def bring_in_ledger(self, doors: list[tuple[str, str]], occupancy: str | None) -> None:
        rows = worlds.household_rows(doors, occupancy=[occupancy] * len(doors))
        with self.workspace.writing() as conn:
            enter_households(self.workspace, conn, rows)
            rebuild_tallies(self.workspace, conn)

    @rule(
        grid=st.sampled_from(worlds.GRIDS), patches=st.integers(1, 2), shift=st.sampled_from([0, 1])
    )
    def bring_in_areas(self, grid: str, patches: int, shift: int) -> None:
        """Divide a grid into patches, or draw them anew elsewhere."""
        column = worlds.GRIDS.index(grid)
        codes = [f"{grid}{n:02}" for n in range(1, patches + 1)]
        shapes = [worlds.square(column + shift, size=0.5, at=0.5 * n) for n in range(patches)]
        with self.workspace.writing() as conn:
            enter_areas(self.workspace, conn, worlds.area_rows(codes, shapes))
            refresh_membership(conn, self.workspace.today())
            rebuild_tallies(self.workspace, conn)

    @rule(hours=st.sampled_from([1, 5, 24]))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @invariant()
    def live_is_reckoned(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        if needs_rebuild(self.workspace, self.conn):
            rebuild_tallies(self.workspace, self.conn)
        live = kept(self.conn)
        assert live == reckoned(self.workspace, self.conn)
        figures, _ = live
        target, excluded = TALLY.index("target"), TALLY.index("excluded_vacant")
        everybody = sum(row[target] + sum(row[excluded:]) for row in figures.values())
        assert everybody == len(stand(self.conn, self.workspace.today()).household)

    @rule()
    def rebuild(self) -> None:
        """Deriving everything anew changes nothing."""
        if not needs_rebuild(self.workspace, self.conn):
            before = kept(self.conn)
            rebuild_tallies(self.workspace, self.conn)
            assert kept(self.conn) == before


@contextmanager
def one_transaction(database: Database) -> Iterator[type[LiveFigures]]:
    clock = Clock()
    lasting = worlds.workspace_on(database, clock)
    worlds.settle(lasting)
    with database.write() as conn:

        class Here(LiveFigures):
            workspace = OneTransaction(
                lasting.home, database, lasting.settings, clock, inside=[conn]
            )

        Here.clock = clock
        yield Here


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


# Goes thousands of times over lines that other tests are measured at: tracing doubled its time.
@pytest.mark.no_cover
@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 30), ("postgres", 6)])
def test_live_figures_are_reckoned_figures(request, kind, examples):
    database = request.getfixturevalue(f"{kind}_database")
    with one_transaction(database) as machine:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples, stateful_step_count=12, suppress_health_check=QUIET
            ),
        )


def test_every_fact_of_the_small_world_counts(sqlite_workspace):
    """The machine above would prove nothing in an empty world."""
    with sqlite_workspace.database.read() as conn:
        figures, _ = reckoned(sqlite_workspace, conn)
        assert sorted(row[0] for row in figures.values()) == [0, 3, 4, 4, 4]
        assert conn.scalar(select(visit.c.id)) is None
