"""What the register has of one door, who may see it, and that looking is written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from gridmap.errors import NotFound, NotPermitted
from gridmap.store import areas as area_store
from gridmap.store.tables.access import look
from gridmap.store.tables.ground import building
from gridmap.store.tables.households import household
from gridmap.territory.people import Office
from gridmap.usecases.building_premises import building_premises
from gridmap.usecases.door_groups import groups_at_door
from gridmap.usecases.door_register import confirm_door, door_register, landlord_phone
from gridmap.usecases.ledger_append import append_to_ledger
from gridmap.usecases.ledger_export import export_ledger
from gridmap.usecases.ledgers import import_ledger
from gridmap.usecases.looks import Reason
from gridmap.usecases.workspace import Workspace
from tests.database import ON_SQLITE
from tests.once import Once
from tests.usecases.ledger_books import PHONE, ROWS, book, town_on
from tests.usecases.staff import as_holder
from tests.usecases.worlds import COMMUNITIES, Clock

SHOPS = [
    ["单位名称", "地址", "单位类型", "联系电话"],
    ["平价超市", "红旗路21号芙蓉小区1栋", "商铺", PHONE],
]


@pytest.fixture
def town(tmp_path: Path, clock: Clock, database, once: Once) -> Workspace:
    """A town with a ledger brought in."""
    made = town_on(database, clock, once)
    import_ledger(made, book(tmp_path / "a.xlsx", ROWS, 单位=SHOPS))
    return made


def _door(town: Workspace, label: str) -> str:
    with town.database.read() as conn:
        query = select(household.c.uid).where(household.c.door == label)
        return str(conn.scalar(query.where(household.c.estimated.is_(False))))


def _looks(town: Workspace) -> list[tuple[str, str | None, str | None, int | None]]:
    with town.database.read() as conn:
        areas = area_store.tree(conn, town.today()).areas
        rows = conn.execute(select(look).order_by(look.c.id)).all()
    return [
        (row.act, row.reason, areas[row.area].code if row.area in areas else None, row.count)
        for row in rows
    ]


@ON_SQLITE
def test_a_door_tells_counts_and_no_phone(town: Workspace, clock: Clock) -> None:
    cadre = as_holder(town, Office.CADRE, COMMUNITIES[0])
    let = _door(town, "102")
    told = door_register(cadre, let)
    assert (told.occupancy, told.people, told.registration) == ("rented", 2, "lives_here")
    assert told.landlord
    assert (told.confirmed_on, told.may_confirm) == (None, True)
    clock.forward(days=3)
    assert confirm_door(cadre, let).confirmed_on == town.today()
    assert door_register(cadre, let).people == 2
    assert landlord_phone(cadre, let, reason=Reason.CALL) == PHONE
    assert landlord_phone(cadre, _door(town, "101"), reason=Reason.CALL) is None


@ON_SQLITE
def test_the_register_of_a_door_is_for_those_who_keep_it(town: Workspace) -> None:
    door = _door(town, "102")
    worker = as_holder(town, Office.GRID_WORKER_FULL, COMMUNITIES[0])
    assert not door_register(worker, door).may_confirm
    with pytest.raises(NotPermitted):
        confirm_door(worker, door)
    stranger = as_holder(town, Office.CADRE, COMMUNITIES[1])
    leader = as_holder(town, Office.PATCH_LEADER, COMMUNITIES[0])
    for actor in (stranger, leader):
        with pytest.raises(NotPermitted):
            door_register(actor, door)
        with pytest.raises(NotPermitted):
            landlord_phone(actor, door, reason=Reason.CHECK)
    with pytest.raises(NotFound):
        door_register(town, "nowhere")


def test_premises_are_told_to_those_who_see_the_register(town: Workspace) -> None:
    with town.database.read() as conn:
        uid = conn.scalar(select(building.c.uid).where(building.c.source_ref == "b0"))
    [shop] = building_premises(as_holder(town, Office.CADRE, COMMUNITIES[0]), uid)
    assert (shop.name, shop.kind) == ("平价超市", "商铺")
    with pytest.raises(NotPermitted):
        building_premises(as_holder(town, Office.CADRE, COMMUNITIES[1]), uid)
    with pytest.raises(NotFound):
        building_premises(town, "nowhere")


def test_each_look_is_written_down(town: Workspace, tmp_path: Path) -> None:
    door = _door(town, "102")
    file = book(tmp_path / "b.xlsx", ROWS[:2])
    import_ledger(town, file, dry_run=True)
    export_ledger(town)
    export_ledger(town, within=COMMUNITIES[0], personal=Reason.CHECK)
    append_to_ledger(town, file)
    landlord_phone(town, door, reason=Reason.CALL)
    groups_at_door(town, door, reason=Reason.VISIT)
    ledger_in, *looks = _looks(town)
    assert (ledger_in[0], ledger_in[3]) == ("ledger_in", 4)
    whole, part, own, phone, groups = looks
    assert whole[:2] == ("ledger_out", None)
    assert part == ("ledger_out", "check", COMMUNITIES[0], 3)
    assert (own[0], own[3]) == ("ledger_out", 2)
    assert own[2].startswith(COMMUNITIES[0])
    assert (phone[0], phone[1], groups[0], groups[1]) == ("landlord", "call", "key_groups", "visit")
