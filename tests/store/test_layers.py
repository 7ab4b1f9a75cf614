"""The views for GIS users: what they show, and what they never show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import shapely
from sqlalchemy import Connection, text

from gridmap.store import layers
from gridmap.store.bulk import append, new_uids
from gridmap.store.database import Database
from gridmap.store.layers import LAYERS, restore_layers
from gridmap.store.tables import fieldwork, ground, households, people

ZONE = ZoneInfo("Asia/Shanghai")
LONG_AGO = date(1, 1, 1)


def _add(conn: Connection, table, **columns: object) -> int:
    (key,) = append(conn, table, columns)
    return int(key)


def _rows(database: Database, view: str) -> dict[object, dict[str, object]]:
    """Read a layer whole, by public id or name."""
    with database.read() as conn:
        rows = [dict(row) for row in conn.execute(text(f'SELECT * FROM "{view}"')).mappings()]  # noqa: S608
    return {row.get("code") or row.get("source_ref") or row.get("uid"): row for row in rows}


@pytest.fixture
def today() -> date:
    return datetime.now(ZONE).date()


@pytest.fixture
def scene(database: Database, today: date) -> Database:  # noqa: PLR0915  (it is a list)
    """One grid of two patches; buildings with every status a building can have."""
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)
    box = shapely.box(113.1, 27.8, 113.2, 27.9)
    with database.write() as conn:
        _add(
            conn,
            ground.workspace,
            tz="Asia/Shanghai",
            epoch="1",
            created_at=datetime.now(UTC),
        )
        restore_layers(conn)
        grid = _add(conn, ground.area, level="grid")
        one = _add(conn, ground.area, level="patch")
        two = _add(conn, ground.area, level="patch")
        gone = _add(conn, ground.area, level="patch")

        def version(area: int, code: str, since: date, **more: object) -> None:
            values = {"parent": grid, "outline": box} | more
            _add(conn, ground.area_version, area=area, code=code, valid_from=since, **values)

        version(grid, "430202002001001", LONG_AGO, parent=None, name="第一网格")
        version(one, "43020200200100101", LONG_AGO)
        version(two, "43020200200100199", LONG_AGO)
        version(two, "43020200200100102", today, name="二邻")
        version(two, "43020200200100177", tomorrow)
        version(gone, "43020200200100103", LONG_AGO)
        version(gone, "43020200200100103", yesterday, closed=True)

        campaign = _add(conn, fieldwork.campaign)
        person = _add(conn, people.person, name_sealed="张三".encode(), phone_sealed=b"sealed")

        def building(ref: str, *leaves: int, doors: int = 0, **more: object) -> list[int]:
            key = _add(conn, ground.building, source="osm", source_ref=ref, geom=box, **more)
            parts = append(conn, ground.part, {"building": [key] * len(leaves)}) if leaves else []
            for part, leaf in zip(parts, leaves, strict=True):
                _add(
                    conn,
                    ground.membership,
                    part=int(part),
                    valid_from=LONG_AGO,
                    leaf_area=leaf,
                    source="hand",
                )
            placed = []
            for _ in range(doors):
                household = _add(conn, households.household, building=key)
                _add(
                    conn,
                    households.placement,
                    household=household,
                    valid_from=LONG_AGO,
                    part=int(parts[0]),
                )
                placed.append(household)
            return placed

        def visited(household: int, outcome: str, *, settled: bool) -> None:
            seq = household
            moment = datetime.now(UTC)
            visit = _add(
                conn,
                fieldwork.visit,
                seq=seq,
                household=household,
                campaign=campaign,
                outcome=outcome,
                mode="door",
                occurred_at=moment,
                recorded_at=moment,
                received_at=moment,
                visited_by=person,
                source="on_the_spot",
            )
            _add(
                conn,
                fieldwork.door_state,
                campaign=campaign,
                household=household,
                outcome=outcome,
                settled=settled,
                visit=visit,
            )

        building("orphan")
        building("untouched", one, doors=2)
        building("shared", two, one, doors=1)
        first, second = building("partly", one, doors=2)
        visited(first, "met", settled=True)
        visited(second, "no_answer", settled=False)
        first, second, third = building("done", two, doors=3)
        visited(first, "met", settled=True)
        for household, more in ((second, {"occupancy": "vacant"}), (third, {"do_not_visit": True})):
            status = {"occupancy": "occupied", "valid_from": yesterday} | more
            _add(conn, households.household_status, household=household, **status)
        building("demolished", one, doors=1, closed_on=today)
        (moved,) = building("unplaced", one, doors=1)
        _add(conn, households.placement, household=moved, valid_from=today, part=None)

        hazard = {
            "state": "open",
            "opened_at": datetime.now(UTC),
            "place": shapely.Point(113.15, 27.85),
        }
        found = _add(
            conn,
            fieldwork.case_file,
            kind="hazard",
            category="fire",
            severity="severe",
            area=one,
            **hazard,
        )
        _add(conn, fieldwork.case_file, kind="dispute", **hazard)
        _add(
            conn,
            fieldwork.case_event,
            case_file=found,
            seq=1,
            step="opened",
            at=datetime.now(UTC),
            note_sealed="张三家门口堆放杂物".encode(),
            uid=new_uids(1),
        )
        street = {"source": "osm", "kind": "residential"}
        _add(
            conn,
            ground.street,
            source_ref="way/1",
            name="茨菇塘路",
            geom=shapely.LineString([(113.1, 27.8), (113.2, 27.9)]),
            **street,
        )
        gate = shapely.Point(113.15, 27.85)
        _add(conn, ground.gate, source="osm", source_ref="node/3", kind="lift_gate", geom=gate)
        _add(conn, ground.landcover, source="osm", source_ref="way/2", kind="water", geom=box)
    return database


def test_areas_are_those_of_today(scene):
    areas = _rows(scene, "areas")
    assert {code: row["parent"] for code, row in areas.items()} == {
        "430202002001001": None,
        "43020200200100101": "430202002001001",
        "43020200200100102": "430202002001001",
    }
    assert areas["43020200200100102"]["name"] == "二邻"
    assert areas["43020200200100102"]["level"] == "patch"


def test_buildings_show_households_area_and_status(scene):
    buildings = _rows(scene, "buildings")
    assert {ref: (row["households"], row["status"]) for ref, row in buildings.items()} == {
        "orphan": (0, "none"),
        "untouched": (2, "untouched"),
        "shared": (1, "untouched"),
        "partly": (2, "partly"),
        "done": (3, "done"),
        "unplaced": (0, "none"),
    }
    assert buildings["orphan"]["area"] is None
    assert buildings["untouched"]["area"] == "43020200200100101"
    assert sorted(buildings["shared"]["area"].split(",")) == [
        "43020200200100101",
        "43020200200100102",
    ]


def test_a_campaign_for_a_key_group_counts_its_doors_only(scene, today):
    with scene.write() as conn:
        _add(conn, fieldwork.campaign, target_rule="独居老人")
        doors = (
            conn.execute(
                text(
                    "SELECT h.id FROM household h JOIN building b ON b.id = h.building "
                    "WHERE b.source_ref = 'untouched' ORDER BY h.id"
                )
            )
            .scalars()
            .all()
        )
        for since, active in ((LONG_AGO, True), (today, False)):
            _add(
                conn,
                households.key_group,
                household=doors[0],
                name="独居老人",
                valid_from=since,
                active=active,
            )
        _add(conn, households.key_group, household=doors[1], name="独居老人", valid_from=LONG_AGO)
    statuses = {ref: row["status"] for ref, row in _rows(scene, "buildings").items()}
    assert statuses.pop("untouched") == "untouched"
    assert set(statuses.values()) == {"none"}


def test_hazards_carry_no_words_of_people(scene):
    (hazard,) = _rows(scene, "hazards").values()
    assert hazard["category"] == "fire"
    assert set(hazard) == {
        "id",
        "uid",
        "category",
        "severity",
        "state",
        "opened_at",
        "due_at",
        "area",
        "building",
        "geom",
    }


def test_streets_gates_and_land_cover(scene):
    assert _rows(scene, "streets")["way/1"]["name"] == "茨菇塘路"
    assert _rows(scene, "gates")["node/3"]["kind"] == "lift_gate"
    assert _rows(scene, "land_cover")["way/2"]["kind"] == "water"


def test_no_layer_holds_anything_personal(scene):
    secrets = ("张三", "sealed", "堆放杂物", "独居")
    for view in LAYERS:
        text_of_view = repr(_rows(scene, view))
        assert text_of_view != "{}"
        assert not any(secret in text_of_view for secret in secrets)


def test_layers_cannot_be_written(sqlite_database):
    for view in LAYERS:
        with pytest.raises(Exception, match="view"), sqlite_database.write() as conn:
            conn.exec_driver_sql(f'DELETE FROM "{view}"')  # noqa: S608


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/London", "America/New_York", "UTC"])
def test_sqlite_tells_the_local_day_of_any_zone(sqlite_database, zone):
    """Compare with the zone itself, minutes around midnights and changes of clocks."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    day = layers._local_day(ZoneInfo(zone), start)
    changes = layers._changes(ZoneInfo(zone), start)
    assert bool(changes) == (zone in {"Europe/London", "America/New_York"})
    midnights = [datetime(2026, month, 15, tzinfo=ZoneInfo(zone)) for month in (1, 4, 7, 11)]
    moments = [
        edge.astimezone(UTC) + timedelta(minutes=shift)
        for edge in (*midnights, *(moment for moment, _ in changes[:4]))
        for shift in (-61, -1, 0, 1, 61)
    ]
    with sqlite_database.read() as conn:
        for moment in moments:
            at_moment = day.replace("'now'", f"'{moment:%Y-%m-%dT%H:%M:%S}'")
            told = conn.exec_driver_sql(f"SELECT {at_moment}").scalar_one()
            assert told == moment.astimezone(ZoneInfo(zone)).date().isoformat()


def test_search_by_place_in_a_layer_uses_the_index(sqlite_database):
    query = (
        "SELECT b.id FROM buildings b JOIN rtree_buildings_geom r ON b.id = r.id "
        "WHERE r.maxx >= 0 AND r.minx <= 1 AND r.maxy >= 0 AND r.miny <= 1"
    )
    with sqlite_database.read() as conn:
        plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert any("VIRTUAL TABLE INDEX" in step for step in plan)
    assert any(step.startswith("SEARCH b") for step in plan)
