"""Ledgers that come again."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import Connection, select, update

from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import placements as placement_store
from gridmap.store.bulk import append
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.ground import building, part
from gridmap.store.tables.households import household, key_group, placement
from gridmap.territory.codes import Level
from gridmap.usecases.coverage import coverage
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.households import enter_households
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS, Clock, household_rows

pytestmark = ON_SQLITE

Span = dict[str, str | int]


def _ledger(workspace: Workspace, occupancy: str) -> None:
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows([("b0", "101")], occupancy=[occupancy]))
        rebuild_tallies(workspace, conn)


def _vacant(workspace: Workspace, days_ago: int) -> int:
    day = workspace.today() - timedelta(days=days_ago)
    table = coverage(workspace, by=Level.COMMUNITY, within=COMMUNITIES[0], as_of=day)
    return table.rows[0].figure.excluded["vacant"]


def test_a_door_that_falls_vacant_was_lived_in_until_then(
    workspace: Workspace, clock: Clock
) -> None:
    clock.forward(days=30)
    _ledger(workspace, "vacant")
    assert [_vacant(workspace, ago) for ago in (0, 1, 30)] == [1, 0, 0]
    clock.forward(days=30)
    _ledger(workspace, "rented")
    assert [_vacant(workspace, ago) for ago in (0, 1, 30, 31)] == [0, 1, 1, 0]


def _share(conn: Connection, today: date, low: Span, high: Span) -> tuple[int, int]:
    """Share tower b1: one part stays with its grid, another falls to the last one."""
    key = conn.scalar(select(building.c.id).where(building.c.source_ref == "b1"))
    conn.execute(update(part).where(part.c.building == key).values(low))
    [first] = conn.scalars(select(part.c.id).where(part.c.building == key))
    second = append(conn, part, {"building": key, **high})
    last = area_store.tree(conn, today).by_code[GRIDS[-1]].id
    membership_store.add(conn, second, [last], source="hand")
    return first, int(second[0])


def _split(conn: Connection, today: date) -> dict[str, int]:
    """Share the tower by its units."""
    return dict(zip("12", _share(conn, today, {"unit": "1"}, {"unit": "2"}), strict=True))


def _placed(conn: Connection) -> dict[str, list[tuple[date, int]]]:
    """Tell where the open doors of the tower have been placed, by door."""
    query = (
        select(household.c.door, placement.c.valid_from, placement.c.part)
        .join(placement, placement.c.household == household.c.id)
        .join(building, building.c.id == household.c.building)
        .where(building.c.source_ref == "b1", household.c.closed_on.is_(None))
        .order_by(placement.c.valid_from)
    )
    placed: dict[str, list[tuple[date, int]]] = {}
    for door, since, where in conn.execute(query):
        placed.setdefault(door, []).append((since, where))
    return placed


def test_doors_of_a_shared_tower_stand_in_the_part_of_their_unit(workspace: Workspace) -> None:
    with workspace.writing() as conn:
        parts = _split(conn, workspace.today())
        # Two of the three take over estimates, and the third is one more.
        rows = household_rows([("b1", "101"), ("b1", "102"), ("b1", "103")], unit=["1", "2", "2"])
        changes = enter_households(workspace, conn, rows)
        placed = _placed(conn)
    assert dict(changes.counts)["claimed"] == 2
    assert placed == {
        "101": [(BEGINNING, parts["1"])],
        "102": [(BEGINNING, parts["2"])],
        "103": [(BEGINNING, parts["2"])],
    }


@ON_BOTH
def test_an_estimate_placed_by_a_plan_is_claimed_from_that_day(
    workspace: Workspace, clock: Clock
) -> None:
    with workspace.writing() as conn:
        parts = _split(conn, workspace.today())
        clock.forward(days=10)
        planned = workspace.today()
        estimates = household_store.doors(conn, planned).query("source_ref == 'b1'")["household"]
        placement_store.put_placements(
            conn, estimates.to_numpy(), np.full(2, parts["1"]), since=[planned] * 2
        )
        clock.forward(days=10)
        enter_households(workspace, conn, household_rows([("b1", "201")], unit=["2"]))
        assert _placed(conn) == {
            "201": [(BEGINNING, parts["1"]), (planned, parts["2"])],
        }


@pytest.mark.parametrize("told", [["2"], ["2", "1", "2"]])
def test_a_door_renamed_into_another_part_is_there_from_today(
    workspace: Workspace, clock: Clock, told: list[str]
) -> None:
    with workspace.writing() as conn:
        parts = _split(conn, workspace.today())
        tell = [("b1", "201")]
        enter_households(workspace, conn, household_rows(tell, unit=["1"], external_id=["x"]))
        clock.forward(days=10)
        for unit in told:
            rows = household_rows(tell, unit=[unit], external_id=["x"])
            enter_households(workspace, conn, rows)
        assert _placed(conn) == {
            "201": [(BEGINNING, parts["1"]), (workspace.today(), parts["2"])],
        }


def test_a_door_that_no_part_spans_stays_where_it_is(workspace: Workspace, clock: Clock) -> None:
    with workspace.writing() as conn:
        parts = _split(conn, workspace.today())
        tell = [("b1", "201")]
        enter_households(workspace, conn, household_rows(tell, unit=["2"], external_id=["x"]))
        clock.forward(days=10)
        enter_households(workspace, conn, household_rows(tell, unit=["3"], external_id=["x"]))
        assert _placed(conn) == {"201": [(BEGINNING, parts["2"])]}


@ON_BOTH
def test_doors_of_a_tower_shared_by_floors_stand_in_the_part_of_their_floor(
    workspace: Workspace,
) -> None:
    with workspace.writing() as conn:
        low, high = _share(conn, workspace.today(), {"floor_hi": 3}, {"floor_lo": 4})
        told = [("b1", "301"), ("b1", "401"), ("b1", "501")]
        rows = household_rows(told, floor=[3, 4, 5])
        enter_households(workspace, conn, rows)
        assert _placed(conn) == {
            "301": [(BEGINNING, low)],
            "401": [(BEGINNING, high)],
            "501": [(BEGINNING, high)],
        }


def _lonely(workspace: Workspace, ago: int) -> int:
    """Count the doors of the group so many days ago."""
    day = workspace.today() - timedelta(days=ago)
    table = coverage(workspace, by=Level.COMMUNITY, as_of=day, target="独居老人")
    return sum(row.figure.target for row in table.rows)


def _steps(conn: Connection) -> list[tuple[date, bool, date | None]]:
    columns = (key_group.c.valid_from, key_group.c.active, key_group.c.confirmed_on)
    return [tuple(row) for row in conn.execute(select(*columns).order_by(key_group.c.valid_from))]


def _leave(conn: Connection, day: date) -> None:
    door = conn.scalar(select(key_group.c.household))
    left = {"household": door, "name": "独居老人", "valid_from": day, "active": False}
    append(conn, key_group, left)


def _named_lonely(workspace: Workspace, conn: Connection) -> None:
    rows = household_rows([("b0", "101")], key_groups=[("独居老人",)])
    enter_households(workspace, conn, rows)


def test_who_is_first_named_in_a_group_has_been_in_it_all_along(
    workspace: Workspace, clock: Clock
) -> None:
    first = workspace.today()
    with workspace.writing() as conn:
        _named_lonely(workspace, conn)
        assert _steps(conn) == [(BEGINNING, True, first)]
    assert [_lonely(workspace, ago) for ago in (0, 1, 400)] == [1, 1, 1]
    clock.forward(days=30)
    with workspace.writing() as conn:
        _named_lonely(workspace, conn)
        assert _steps(conn) == [(BEGINNING, True, workspace.today())]
        # A table that is silent neither takes away nor confirms.
        clock.forward(days=30)
        enter_households(workspace, conn, household_rows([("b0", "101")]))
        assert _steps(conn) == [(BEGINNING, True, first + timedelta(days=30))]


def test_who_left_a_group_and_is_named_again_is_in_it_from_today(
    workspace: Workspace, clock: Clock
) -> None:
    with workspace.writing() as conn:
        _named_lonely(workspace, conn)
        clock.forward(days=30)
        left = workspace.today()
        _leave(conn, left)
        clock.forward(days=10)
    assert [_lonely(workspace, ago) for ago in (0, 10, 11)] == [0, 0, 1]
    with workspace.writing() as conn:
        _named_lonely(workspace, conn)
    assert [_lonely(workspace, ago) for ago in (0, 1, 10, 11)] == [1, 0, 0, 1]


@ON_BOTH
def test_who_leaves_a_group_and_is_named_again_on_one_day_never_left(
    workspace: Workspace, clock: Clock
) -> None:
    with workspace.writing() as conn:
        _named_lonely(workspace, conn)
        clock.forward(days=30)
        today = workspace.today()
        _leave(conn, today)
        _named_lonely(workspace, conn)
        assert _steps(conn) == [(BEGINNING, True, today - timedelta(days=30)), (today, True, today)]
