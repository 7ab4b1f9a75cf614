from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from gridmap.store.among import among
from gridmap.store.bulk import NULL, append, fetch, fetch_frame, new_uids
from gridmap.store.database import Database
from gridmap.store.spatial import in_bbox
from gridmap.store.tables.fieldwork import case_file
from gridmap.store.tables.ground import area, area_version, building, estate, membership, part

POINT = shapely.Point(113.15, 27.83)


def _boxes(n: int) -> np.ndarray:
    west = 113 + np.arange(n) / 1000
    return shapely.box(west, 27.8, west + 0.0005, 27.9)


def _buildings(database: Database, shapes: np.ndarray, **more: object) -> np.ndarray:
    refs = [f"way/{i}" for i in range(len(shapes))]
    with database.write() as conn:
        return append(conn, building, {"source": "osm", "source_ref": refs, "geom": shapes, **more})


def _ids_within(database: Database, bbox: tuple[float, float, float, float]) -> list[int]:
    with database.read() as conn:
        query = select(building.c.id).where(in_bbox(conn, building.c.geom, bbox))
        return sorted(conn.scalars(query))


def test_ids_follow_the_order_of_the_rows(database):
    first = _buildings(database, _boxes(3))
    with database.write() as conn:
        second = append(
            conn, building, {"source": "hand", "source_ref": ["a", "b"], "geom": _boxes(2)}
        )
    with database.read() as conn:
        rows = conn.execute(select(building.c.id, building.c.source_ref)).all()
    assert {row.id: row.source_ref for row in rows} == dict(
        zip([*first, *second], ["way/0", "way/1", "way/2", "a", "b"], strict=True)
    )


def test_rows_are_found_by_their_ids_however_many_are_named(database):
    ids = _buildings(database, _boxes(9))
    beyond = ids.max() + 1 + np.arange(70_000)

    def found(named):
        with database.read() as conn:
            query = select(building.c.id).where(among(conn, building.c.id, named))
            return sorted(conn.scalars(query))

    assert found([*beyond, *ids[:7], ids[0]]) == ids[:7].tolist()
    assert found({int(ids[8])}) == [ids[8]]
    assert found([]) == []


def test_every_way_of_saying_missing_is_null(database):
    levels = [1, None, np.nan, pd.NA]
    _buildings(
        database,
        _boxes(4),
        levels=levels,
        units=pd.array(levels, dtype="Int64"),
        flats=np.array([1.0, np.nan, np.nan, np.nan]),
        name=pd.Series(["纺织厂宿舍1号楼", None, np.nan, pd.NA]),
        opened_on=pd.to_datetime(pd.Series(["2026-01-02", None, None, None])),
        closed_on=[date(2027, 1, 1), None, pd.NaT, pd.NA],
    )
    with database.read() as conn:
        rows = conn.execute(
            select(
                building.c.levels,
                building.c.units,
                building.c.flats,
                building.c.name,
                building.c.opened_on,
                building.c.closed_on,
            ).order_by(building.c.id)
        ).all()
    assert tuple(rows[0]) == (1, 1, 1, "纺织厂宿舍1号楼", date(2026, 1, 2), date(2027, 1, 1))
    assert [tuple(row) for row in rows[1:]] == [(None,) * 6] * 3


def test_one_value_serves_all_rows_and_defaults_fill_in(database):
    ids = _buildings(database, _boxes(2), levels=6)
    with database.read() as conn:
        rows = conn.execute(select(building)).all()
    assert len(ids) == 2
    assert {(row.source, row.levels, row.footprint_m2) for row in rows} == {("osm", 6, 0.0)}
    assert len({row.uid for row in rows}) == 2


def test_a_nul_in_a_text_is_dropped(database):
    _buildings(database, _boxes(1), name=["纺织\0厂"])
    with database.read() as conn:
        assert conn.scalar(select(building.c.name)) == "纺织厂"


def test_no_rows_is_no_work(database):
    assert _buildings(database, np.array([], dtype=object)).tolist() == []


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"levels": [2.5, 1]}, ValueError, "2.5 in a column of whole numbers"),
        ({"levels": ["2", "3"]}, ValueError, "'2' in a column of whole numbers"),
        ({"name": [1, 2]}, TypeError, "1 in a column of text"),
        ({"opened_on": ["2026-01-01", None]}, TypeError, "in a column of dates"),
        ({"levels": [1, 2, 3]}, ValueError, "different lengths"),
        ({"colour": ["red", "red"]}, KeyError, "colour"),
    ],
)
def test_values_of_another_kind_are_refused(sqlite_database, values, error, words):
    with pytest.raises(error, match=words):
        _buildings(sqlite_database, _boxes(2), **values)


def test_a_broken_constraint_speaks_the_same_on_both(database):
    with pytest.raises(IntegrityError):
        _buildings(database, _boxes(2), source_ref=["same", "same"])
    with database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(building)) == 0


@pytest.mark.parametrize("n", [5, 1000])
def test_search_by_place_finds_rows_appended_few_or_many(database, n):
    ids = _buildings(database, _boxes(n))
    assert _ids_within(database, (113.0021, 27.85, 113.0044, 27.86)) == ids[2:5].tolist()
    assert _ids_within(database, (112, 20, 112.9, 40)) == []


def test_search_by_place_follows_updates_and_deletes(database):
    ids = _buildings(database, _boxes(1000))
    with database.write() as conn:
        conn.execute(
            building.update()
            .where(building.c.id == int(ids[0]))
            .values(geom=shapely.box(120, 30, 120.1, 30.1))
        )
        conn.execute(building.delete().where(building.c.id == int(ids[1])))
        later = append(
            conn,
            building,
            {"source": "hand", "source_ref": "x", "geom": shapely.box(113, 27.8, 113.0001, 27.9)},
        )
    assert _ids_within(database, (120.05, 30.05, 121, 31)) == [ids[0]]
    assert _ids_within(database, (113, 27.8, 113.0016, 27.9)) == later.tolist()


def test_search_by_place_works_through_an_alias(database):
    ids = _buildings(database, _boxes(10))
    other = building.alias()
    with database.read() as conn:
        query = select(other.c.id).where(in_bbox(conn, other.c.geom, (113.0, 27.8, 113.0001, 28)))
        assert conn.scalars(query).all() == [ids[0]]


def test_columns_come_back_with_their_kinds(database):
    beijing = timezone(timedelta(hours=8))
    opened = pd.Series(
        pd.to_datetime(["2026-11-21T08:30:00.123", "2026-11-21T23:59:59.999"])
    ).dt.tz_localize(beijing)
    with database.write() as conn:
        append(
            conn,
            case_file,
            {
                "kind": "hazard",
                "state": "open",
                "place": [POINT, None],
                "opened_at": opened,
                "due_at": [datetime(2026, 12, 1, tzinfo=UTC), None],
                "category": ["fire", None],
            },
        )
        columns = fetch(conn, select(case_file).order_by(case_file.c.id))
    assert columns["opened_at"].dtype == "datetime64[ms]"
    assert columns["opened_at"].astype(str).tolist() == [
        "2026-11-21T00:30:00.123",
        "2026-11-21T15:59:59.999",
    ]
    assert columns["due_at"].astype(str).tolist() == ["2026-12-01T00:00:00.000", "NaT"]
    assert columns["place"].tolist() == [POINT, None]
    assert columns["category"].tolist() == ["fire", None]
    assert columns["building"].dtype == np.int64
    assert columns["building"].tolist() == [NULL, NULL]


def test_what_was_fetched_can_be_appended(database):
    with database.write() as conn:
        ids = append(conn, area, {"level": ["grid", "patch"]})
        append(
            conn,
            area_version,
            {
                "area": ids,
                "valid_from": [date(1, 1, 1), date(2026, 3, 1)],
                "code": ["1", "2"],
                "outline": [shapely.box(113, 27, 114, 28), None],
                "closed": [False, True],
            },
        )
        columns = fetch(conn, select(area_version).order_by(area_version.c.id))
        assert columns["valid_from"].dtype == "datetime64[D]"
        assert columns["closed"].tolist() == [False, True]
        again = {name: columns[name] for name in ("area", "valid_from", "outline", "closed")} | {
            "code": ["3", "4"]
        }
        again["valid_from"] = again["valid_from"] + np.timedelta64(1, "D")
        append(conn, area_version, again)
        both = fetch(conn, select(area_version).order_by(area_version.c.id))
    assert both["valid_from"].astype(str).tolist() == [
        "0001-01-01",
        "2026-03-01",
        "0001-01-02",
        "2026-03-02",
    ]
    assert both["outline"][0] == both["outline"][2]


def test_an_empty_result_keeps_its_kinds(database):
    with database.read() as conn:
        columns = fetch(conn, select(building))
    assert columns["geom"].shape == (0,)
    assert columns["levels"].dtype == np.int64
    assert columns["footprint_m2"].dtype == np.float64


def test_a_frame_says_missing_as_frames_do(database):
    _buildings(database, _boxes(2), levels=[6, None], name=["甲", None], flats=[1, 2])
    with database.read() as conn:
        frame = fetch_frame(conn, select(building).order_by(building.c.id))
    assert frame["levels"].isna().tolist() == [False, True]
    assert frame["name"].isna().tolist() == [False, True]
    assert frame["levels"].iloc[0] == 6
    assert frame["flats"].tolist() == [1, 2]
    assert frame["geom"].iloc[1].equals(_boxes(2)[1])


def test_reals_and_joined_columns(database):
    ids = _buildings(database, _boxes(2), footprint_m2=np.array([12.5, 0.1]))
    with database.write() as conn:
        parts = append(conn, part, {"building": ids})
        append(
            conn,
            membership,
            {"part": parts, "valid_from": date(2026, 1, 1), "leaf_area": None, "source": "hand"},
        )
        columns = fetch(
            conn,
            select(building.c.footprint_m2, membership.c.leaf_area, estate.c.name.label("estate"))
            .join(part, part.c.building == building.c.id)
            .join(membership, membership.c.part == part.c.id)
            .outerjoin(estate, estate.c.id == building.c.estate)
            .order_by(building.c.id),
        )
    assert columns["footprint_m2"].tolist() == [12.5, 0.1]
    assert columns["leaf_area"].tolist() == [NULL, NULL]
    assert columns["estate"].tolist() == [None, None]


def test_uids_are_ascending_and_of_version_7():
    uids = new_uids(1000)
    assert uids == sorted(set(uids))
    assert {uid[14] for uid in uids} == {"7"}
