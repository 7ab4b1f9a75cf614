from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest
import shapely
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, create_engine, func, select, text
from sqlalchemy import table as alchemy_table

from gridmap.errors import StoreError
from gridmap.store import database as database_module
from gridmap.store import geopackage, migrate, sqlite
from gridmap.store.bulk import append
from gridmap.store.database import FILE_NAME, Database
from gridmap.store.geopackage import geometry_columns, restore_geopackage, rtree
from gridmap.store.layers import restore_layers
from gridmap.store.migrations import LATEST
from gridmap.store.spatial import in_bbox
from gridmap.store.tables import metadata
from gridmap.store.tables.ground import building
from gridmap.usecases.cases import case
from gridmap.usecases.workspace import open_workspace


def test_latest_is_what_alembic_says():
    assert ScriptDirectory.from_config(migrate.settings()).get_heads() == [LATEST]


def test_revisions_never_create_from_the_present_tables_nor_use_batch_mode():
    for script in ScriptDirectory.from_config(migrate.settings()).walk_revisions():
        source = Path(script.path).read_text(encoding="utf-8")
        assert "create_all" not in source
        assert "batch_alter_table" not in source


@pytest.mark.filterwarnings("ignore:Did not recognize type .geometry.")
def test_upgraded_tables_are_the_model(database):
    with database.read() as conn:
        context = MigrationContext.configure(
            conn, opts={"include_name": migrate.is_ours, "compare_type": migrate.same_type}
        )
        assert compare_metadata(context, metadata) == []


def _shape(conn: Connection) -> dict[str, object]:
    """Everything in a SQLite file that is not a row of ours."""

    def rows(statement: str) -> list[tuple[object, ...]]:
        return sorted(map(tuple, conn.exec_driver_sql(statement)), key=repr)

    shape: dict[str, object] = {
        kind: rows(f"SELECT name, sql FROM sqlite_master WHERE type = '{kind}'")  # noqa: S608
        for kind in ("trigger", "view")
    }
    for table in metadata.tables:
        shape[table, "columns"] = rows(
            f"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{table}')"  # noqa: S608
        )
        shape[table, "indexes"] = rows(
            'SELECT l."unique", l.origin, group_concat(i.name) '  # noqa: S608
            f"FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i GROUP BY l.name"
        )
        shape[table, "references"] = rows(
            f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{table}\')'  # noqa: S608
        )
    for name in ("spatial_ref_sys", "geometry_columns", "extensions"):
        shape[name] = rows(f"SELECT * FROM gpkg_{name}")  # noqa: S608
    shape["contents"] = rows("SELECT table_name, data_type, identifier, srs_id FROM gpkg_contents")
    shape["rtrees"] = rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
    shape["marks"] = rows(
        "SELECT a.application_id, v.user_version "
        "FROM pragma_application_id a, pragma_user_version v"
    )
    return shape


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[dict[str, object]]:
    """Shape of a file made from the tables at once, without any revision."""
    path = tmp_path / "fresh.gpkg"
    path.touch()
    engine = create_engine("sqlite://", creator=lambda: sqlite.connect(path))
    with engine.begin() as conn:
        metadata.create_all(conn)
        restore_geopackage(conn)
        restore_layers(conn)
        yield _shape(conn)
    engine.dispose()


def test_an_upgraded_file_is_as_a_fresh_one(sqlite_database, fresh):
    with sqlite_database.read() as conn:
        upgraded = _shape(conn)
    assert upgraded == fresh
    trees = {rtree(*place) for place in geometry_columns()}
    triggers = {name for name, _ in upgraded["trigger"]}
    assert triggers > {"look_update", "look_delete"}
    assert len(triggers) == 7 * len(trees) + 2
    assert {name for (name,) in upgraded["rtrees"]} == trees


# A step as somebody may write it one day: it adds a column, then rebuilds the table of buildings by
# hand, which silently drops the triggers of its R*Tree.
_STEP = """
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "test"
down_revision = "{latest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("building", sa.Column("roof", sa.Text()))
    if op.get_bind().dialect.name == "sqlite":
        (made,) = op.get_bind().execute(
            sa.text("SELECT sql FROM sqlite_master WHERE name = 'building'")
        ).one()
        op.execute(made.replace("building", "building_new", 1))
        op.execute("INSERT INTO building_new SELECT * FROM building")
        op.execute("DROP TABLE building")
        op.execute("ALTER TABLE building_new RENAME TO building")
    {more}
"""


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put one more revision behind the package's own."""
    folder = tmp_path / "later"
    folder.mkdir()

    def add(more: str = "pass") -> None:
        source = dedent(_STEP).format(latest=LATEST, more=more)
        (folder / "step.py").write_text(source, encoding="utf-8")
        monkeypatch.setattr(migrate, "VERSIONS", (*migrate.VERSIONS, str(folder)))
        monkeypatch.setattr(database_module, "LATEST", "test")

    return add


@pytest.fixture(params=["sqlite", "postgres"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str | None]:
    """A workspace with one building, at today's revision."""
    url = request.getfixturevalue("fresh_postgres_url") if request.param == "postgres" else None
    home = tmp_path / "home"
    with Database.create(home, url) as database:
        _build(database, "way/1", 0)
    return home, url


def _build(database: Database, ref: str, west: float) -> None:
    square = shapely.box(west, 0, west + 1, 1)
    with database.write() as conn:
        append(conn, building, {"source": "osm", "source_ref": ref, "geom": square})


def _found_at(database: Database, west: float) -> list[str]:
    bbox = (west + 0.1, 0.1, west + 0.2, 0.2)
    with database.read() as conn:
        query = select(building.c.source_ref).where(in_bbox(conn, building.c.geom, bbox))
        return list(conn.scalars(query))


def test_an_old_database_is_backed_up_and_upgraded(old, step):
    step()
    with Database.open(*old) as database:
        with database.read() as conn:
            assert conn.scalar(text("SELECT version_num FROM alembic_version")) == "test"
            assert conn.execute(text("SELECT roof FROM building")).all() == [(None,)]
            assert conn.execute(text("SELECT count(*) FROM buildings")).scalar_one() == 1
        _build(database, "way/2", 10)
        assert _found_at(database, 0) == ["way/1"]
        assert _found_at(database, 10) == ["way/2"]
    (copy,) = (old[0] / "backups").iterdir()
    if old[1] is None:
        with closing(sqlite3.connect(copy)) as conn:
            assert conn.execute("SELECT version_num FROM alembic_version").fetchone() == (LATEST,)
            assert conn.execute("SELECT source_ref FROM building").fetchone() == ("way/1",)
    else:
        assert copy.read_bytes()[:5] == b"PGDMP"


def test_notes_that_lay_open_are_sealed(tmp_path):
    note = "找张三 13812345678"

    def fill(conn: Connection) -> None:
        migrate.drop_layers(conn)
        command.upgrade(migrate.settings(conn), "0003")
        before_gates = [one for one in geometry_columns() if one[0] != "gate"]
        with pytest.MonkeyPatch.context() as then:
            then.setattr(geopackage, "geometry_columns", lambda: before_gates)
            restore_geopackage(conn)
        at = "2026-03-04T04:00:00.000000Z"
        for table, row in (
            ("workspace", {"uid": "w", "tz": "Asia/Shanghai", "epoch": "e", "last_seq": 1}),
            ("case_file", {"id": 1, "uid": "c", "kind": "hazard", "state": "open"}),
            (
                "case_event",
                {"uid": "e", "case_file": 1, "seq": 1, "step": "opened", "note": note},
            ),
        ):
            when = {"workspace": "created_at", "case_file": "opened_at"}.get(table, "at")
            made = alchemy_table(table, *map(column, [*row, when]))
            conn.execute(made.insert().values(**row, **{when: at}))

    sqlite.make(tmp_path / "gridmap.gpkg", fill)
    assert b"13812345678" in (tmp_path / "gridmap.gpkg").read_bytes()
    workspace = open_workspace(tmp_path)
    assert case(workspace, "c").note == note
    workspace.close()
    assert b"13812345678" not in (tmp_path / "gridmap.gpkg").read_bytes()


def test_a_failing_upgrade_leaves_the_old_database(old, step, monkeypatch):
    step('raise RuntimeError("half way")')
    with pytest.raises(RuntimeError, match="half way"):
        Database.open(*old)
    monkeypatch.undo()
    with Database.open(*old) as database:
        assert _found_at(database, 0) == ["way/1"]
        with database.read() as conn, pytest.raises(Exception, match="roof"):
            conn.execute(text("SELECT roof FROM building"))


def test_an_upgrade_that_orphans_rows_is_undone(tmp_path, step):
    with Database.create(tmp_path / "home") as database:
        _build(database, "way/1", 0)
    step("op.execute(\"INSERT INTO part (id, uid, building) VALUES (1, 'x', 99)\")")
    with pytest.raises(StoreError) as caught:
        Database.open(tmp_path / "home")
    assert caught.value.code == "migration-fault"
    assert "part" in caught.value.sentence("zh-CN")
    with closing(sqlite3.connect(tmp_path / "home" / FILE_NAME)) as conn:
        assert conn.execute("SELECT count(*) FROM part").fetchone() == (0,)


def test_without_pg_dump_an_old_server_database_is_left_alone(
    fresh_postgres_url, tmp_path, step, monkeypatch
):
    Database.create(tmp_path, fresh_postgres_url).close()
    step()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError) as caught:
        Database.open(tmp_path, fresh_postgres_url)
    assert caught.value.code == "backup-failed"
    assert "postgresql-client" in caught.value.sentence("en")
    monkeypatch.undo()
    with Database.open(tmp_path, fresh_postgres_url) as database, database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(building)) == 0
