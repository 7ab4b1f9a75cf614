from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from gridmap.store.bulk import new_uids
from gridmap.store.columns import Geometry, blob_bounds, from_blobs, from_hex, to_blobs, to_hex
from gridmap.store.database import Database
from gridmap.store.tables.fieldwork import case_file

POINT = shapely.Point(113.15, 27.83)
SQUARE = shapely.box(113.1, 27.8, 113.2, 27.9)
SHAPES = [POINT, SQUARE, None, shapely.MultiPolygon([SQUARE]), shapely.Polygon(), shapely.Point()]


def test_geopackage_blob_is_the_one_of_the_standard():
    # Table 5 of OGC 12-128r19: magic, version 0, flags 0b11 (envelope xy, little endian), srs_id.
    (blob,) = to_blobs([SQUARE])
    assert blob[:8] == b"GP\x00\x03" + (4326).to_bytes(4, "little")
    assert np.frombuffer(blob[8:40], "<f8").tolist() == [113.1, 113.2, 27.8, 27.9]
    assert blob[40:] == shapely.to_wkb(SQUARE, byte_order=1)


def test_empty_geometry_is_marked_and_has_no_envelope():
    (blob,) = to_blobs([shapely.Polygon()])
    assert blob[3] == 0b0001_0001
    assert blob[8:] == shapely.to_wkb(shapely.Polygon(), byte_order=1)
    assert blob_bounds(blob) is None


@pytest.mark.parametrize(("write", "read"), [(to_blobs, from_blobs), (to_hex, from_hex)])
def test_arrays_come_back_as_they_were(write, read):
    back = read(write(SHAPES))
    assert [shape if shape is None else shape.wkt for shape in back] == [
        shape if shape is None else shape.wkt for shape in SHAPES
    ]
    assert read(write([])).shape == (0,)


def test_third_dimension_is_dropped():
    assert not from_blobs(to_blobs([shapely.Point(1, 2, 3)]))[0].has_z
    assert not from_hex(to_hex([shapely.Point(1, 2, 3)]))[0].has_z


@pytest.mark.parametrize("flags", [0b00, 0b01])
def test_blobs_of_others_are_read_without_envelope_and_in_either_order(flags):
    # GDAL writes points without an envelope; others write big endian.
    order = "little" if flags else "big"
    blob = b"GP\x00" + bytes([flags]) + (4326).to_bytes(4, order)
    blob += shapely.to_wkb(POINT, byte_order=flags)
    assert from_blobs([blob])[0] == POINT
    assert blob_bounds(blob) == (113.15, 113.15, 27.83, 27.83)


@given(st.tuples(*[st.floats(-180, 180, allow_subnormal=False)] * 4))
def test_bounds_of_a_blob_are_those_of_its_geometry(numbers):
    line = shapely.LineString(np.reshape(numbers, (2, 2)))
    west, south, east, north = line.bounds
    assert blob_bounds(to_blobs([line])[0]) == (west, east, south, north)


def test_polygons_become_multipolygons_where_the_column_holds_those():
    promoted = Geometry("MULTIPOLYGON").promoted([SQUARE, None, shapely.Polygon()])
    assert promoted[0] == shapely.MultiPolygon([SQUARE])
    assert promoted[1] is None
    assert promoted[2] == shapely.MultiPolygon()


def test_other_kinds_are_refused():
    with pytest.raises(TypeError, match="POLYGON in a column of POINT"):
        Geometry("POINT").promoted([POINT, SQUARE])


def _write(database: Database, **values: object) -> None:
    with database.write() as conn:
        conn.execute(
            insert(case_file).values(uid=new_uids(1)[0], kind="hazard", state="open", **values)
        )


def test_a_moment_comes_back_in_utc_to_the_millisecond(database):
    beijing = timezone(timedelta(hours=8))
    _write(database, place=POINT, opened_at=datetime(2026, 11, 21, 7, 30, 1, 123999, beijing))
    with database.read() as conn:
        row = conn.execute(select(case_file)).one()
        early = conn.execute(
            select(case_file.c.id).where(case_file.c.opened_at < datetime(2026, 11, 21, tzinfo=UTC))
        ).all()
    assert row.opened_at == datetime(2026, 11, 20, 23, 30, 1, 123000, UTC)
    assert row.opened_at.tzinfo is UTC
    assert row.due_at is None
    assert row.place == POINT
    assert len(early) == 1


def test_a_moment_without_zone_is_refused(database):
    with pytest.raises(StatementError, match="has no time zone"):
        _write(database, opened_at=datetime(2026, 11, 21))  # noqa: DTZ001


def test_a_missing_place_stays_missing(database):
    _write(database, place=None, opened_at=datetime.now(UTC))
    with database.read() as conn:
        assert conn.execute(select(case_file.c.place)).scalar_one() is None
