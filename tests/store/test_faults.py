"""What can go wrong below the database, each with its sentence and nothing half-written."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import shapely
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.exc import OperationalError

from gridmap.errors import StoreError
from gridmap.store import faults, postgres, sqlite
from gridmap.store.bulk import append
from gridmap.store.database import FILE_NAME, Database
from gridmap.store.faults import told
from gridmap.store.migrations import LATEST
from gridmap.store.tables.ground import building

LANGUAGES = ("en", "zh-CN")


def _fault(caught: pytest.ExceptionInfo[StoreError], *wanted: str) -> str:
    """Tell the code, having made sure that it can be said and says where."""
    for lang in LANGUAGES:
        sentence = caught.value.sentence(lang)
        for words in wanted:
            assert words in sentence
    return caught.value.code


def _count(database: Database) -> int:
    with database.read() as conn:
        return conn.scalar(select(func.count()).select_from(building))


def _fill(database: Database, n: int, source: str = "osm") -> None:
    west = np.linspace(0, 1, n)
    with database.write() as conn:
        append(
            conn,
            building,
            {
                "source": source,
                "source_ref": [f"way/{i}" for i in range(n)],
                "geom": shapely.box(west, 0, west + 0.01, 0.01),
            },
        )


def test_no_workspace_yet(tmp_path):
    with pytest.raises(StoreError) as caught:
        Database.open(tmp_path / "nowhere")
    assert _fault(caught, str(tmp_path / "nowhere"), "gridmap init") == "database-missing"
    assert not (tmp_path / "nowhere").exists()


def test_a_second_workspace_in_one_home(sqlite_database):
    with pytest.raises(StoreError) as caught:
        Database.create(sqlite_database.home)
    assert _fault(caught, FILE_NAME) == "database-exists"


@pytest.mark.parametrize("content", [b"hello" * 1000, b""])
def test_a_file_that_is_no_database(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Database.open(tmp_path)
    assert _fault(caught, FILE_NAME) == "database-foreign"
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_somebody_elses_database(tmp_path):
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as conn:
        conn.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreError) as caught:
        Database.open(tmp_path)
    assert _fault(caught, FILE_NAME) == "database-foreign"
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_damaged_file(sqlite_database):
    home = sqlite_database.home
    sqlite_database.close()
    with (home / FILE_NAME).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 30)
    with pytest.raises(StoreError) as caught:
        Database.open(home)
    assert _fault(caught, FILE_NAME, "backups") == "database-corrupt"


@pytest.fixture(params=["sqlite", "postgres"])
def newer(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str | None]:
    """A workspace that a later gridmap has opened."""
    url = request.getfixturevalue("fresh_postgres_url") if request.param == "postgres" else None
    with Database.create(tmp_path, url) as database, database.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    return tmp_path, url


def test_a_database_from_a_newer_gridmap(newer):
    with pytest.raises(StoreError) as caught:
        Database.open(*newer)
    assert _fault(caught, "9999") == "database-newer"
    assert list((newer[0] / "backups").glob("*")) == []


def test_a_database_from_between_two_releases(newer):
    """It says that it is of this revision, and is not."""
    home, url = newer
    with Database(home, url and postgres.read_url(url)) as database, database.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": LATEST})
        conn.execute(text("ALTER TABLE workspace DROP COLUMN tallied_on"))
    with pytest.raises(StoreError) as caught:
        Database.open(home, url)
    assert _fault(caught, "workspace.tallied_on", "gridmap init") == "database-unfinished"


def test_somebody_else_keeps_writing(sqlite_database, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    other = sqlite3.connect(sqlite_database.home / FILE_NAME, isolation_level=None)
    with Database.open(sqlite_database.home) as database, closing(other):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught, database.write():
            pass
        assert _fault(caught, FILE_NAME) == "database-busy"
        assert _count(database) == 0  # readers go on
        other.execute("ROLLBACK")
        _fill(database, 1)


def test_somebody_else_keeps_writing_on_the_server(postgres_database, monkeypatch):
    monkeypatch.setattr(postgres, "BUSY_SECONDS", 0.2)
    url = postgres_database._url.render_as_string(hide_password=False)
    with Database.open(postgres_database.home, url) as database:
        with postgres_database.write(), pytest.raises(StoreError) as caught, database.write():
            pass
        assert _fault(caught, "t_") == "database-busy"
        _fill(database, 1)


def test_a_full_database_file_keeps_what_it_had(sqlite_database):
    _fill(sqlite_database, 10)
    with sqlite_database.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(StoreError) as caught:
        _fill(sqlite_database, 5000, source="hand")
    assert _fault(caught, FILE_NAME) == "disk-full"
    assert _count(sqlite_database) == 10
    with sqlite_database.read() as conn:
        # The trigger that the bulk load took away is back.
        triggers = "SELECT count(*) FROM sqlite_master WHERE name = 'rtree_building_geom_insert'"
        assert conn.exec_driver_sql(triggers).scalar_one() == 1
        assert conn.exec_driver_sql("SELECT count(*) FROM rtree_building_geom").scalar_one() == 10


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make a folder with room for so many bytes."""
    mounted: list[Path] = []

    def make(room: int) -> Path:
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", disk]
        if (
            shutil.which("mount")
            and not subprocess.run(mount, capture_output=True, check=False).returncode
        ):
            mounted.append(disk)
        else:  # only root may mount, and not in every container: then the file itself is limited
            connect = sqlite.connect

            def limited(path: Path) -> sqlite3.Connection:
                conn = connect(path)
                conn.execute(f"PRAGMA max_page_count = {room // 4096}")
                return conn

            monkeypatch.setattr(sqlite, "connect", limited)
        return disk

    yield make
    for disk in mounted:
        subprocess.run(["umount", disk], check=True)


def test_a_full_disk_keeps_what_it_had(small_disk):
    home = small_disk(8 * 2**20) / "home"
    with Database.create(home) as database:
        _fill(database, 10)
        with pytest.raises(StoreError) as caught:
            _fill(database, 100_000, source="hand")
        assert _fault(caught, FILE_NAME) == "disk-full"
        assert _count(database) == 10
        _fill(database, 1, source="hand")
    with Database.open(home) as database, database.read() as conn:
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert conn.scalar(select(func.count()).select_from(building)) == 11


def test_a_full_disk_at_birth_leaves_no_database(small_disk):
    home = small_disk(200_000) / "home"
    with pytest.raises(StoreError) as caught:
        Database.create(home)
    assert _fault(caught, FILE_NAME) == "disk-full"
    assert list(home.glob("gridmap*")) == []


# Imports and sentences first: another account need not be able to read this one's packages.
_AS_NOBODY = """
import os, sys
from pathlib import Path
from gridmap.errors import StoreError
from gridmap.store.database import Database
from gridmap.words import language, keys
keys(language())
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with getattr(Database, sys.argv[1])(Path(sys.argv[2])) as database, database.write():
        print("written")
except StoreError as fault:
    print(fault.code, fault)
"""


def _as_nobody(act: str, home: Path) -> str:
    """Open or create a workspace by an account that may only look; tell what it said."""
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, act, home], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def read_only_home():
    with tempfile.TemporaryDirectory() as outer:
        home = Path(outer) / "home"
        Database.create(home).close()
        Path(outer).chmod(0o755)
        (home / FILE_NAME).chmod(0o444)
        home.chmod(0o555)
        yield home
        home.chmod(0o755)


def test_a_home_that_cannot_be_written(read_only_home):
    said = _as_nobody("open", read_only_home)
    assert said.startswith("database-read-only")
    assert FILE_NAME in said


def test_a_home_that_cannot_be_made(read_only_home):
    said = _as_nobody("create", read_only_home / "deeper")
    assert said.startswith("home-unwritable")
    assert "deeper" in said


def test_a_server_that_does_not_answer(tmp_path):
    with pytest.raises(StoreError) as caught:
        Database.open(tmp_path, "postgresql://planner:secret@127.0.0.1:1/gridmap")
    assert _fault(caught, "127.0.0.1") == "database-unreachable"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://planner:secret@host/base",
        "postgresql://host",
        "postgresql://planner:secret@host:port/base",
    ],
)
def test_an_address_that_is_none(tmp_path, url):
    with pytest.raises(StoreError) as caught:
        Database.create(tmp_path, url)
    assert _fault(caught, url.partition(":")[0]) == "database-url"
    assert "secret" not in caught.value.sentence()


@pytest.fixture
def bare_url(fresh_postgres_url: str):
    """A database without PostGIS and an account that may not bring it; the administrator's URL."""
    admin = make_url(fresh_postgres_url)
    name = f"{admin.database}_bare"
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(f'CREATE ROLE "{name}" LOGIN'))
        conn.execute(text(f'CREATE DATABASE "{name}" OWNER "{name}" TEMPLATE template0'))
        yield admin.set(database=name, username=name), admin.set(database=name)
        conn.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        conn.execute(text(f'DROP ROLE "{name}"'))
    engine.dispose()


def test_a_server_without_postgis(tmp_path, bare_url):
    url, admin = bare_url
    with pytest.raises(StoreError) as caught:
        Database.create(tmp_path, url.render_as_string())
    assert _fault(caught, "CREATE EXTENSION postgis") == "postgis-missing"
    # Once the administrator has done what it says, an ordinary account is enough.
    engine = create_engine(admin)
    with engine.begin() as conn:
        conn.execute(text("CREATE EXTENSION postgis"))
    engine.dispose()
    with Database.create(tmp_path, url.render_as_string()) as database:
        _fill(database, 1)


def test_a_full_disk_on_the_server(postgres_database):
    # The server says SQLSTATE 53100; it is made to say so here.
    with pytest.raises(StoreError) as caught, postgres_database.write() as conn:
        conn.exec_driver_sql(
            "DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
        )
    assert _fault(caught) == "disk-full"


def test_what_the_data_did_wrong_passes_unchanged(database):
    with pytest.raises(Exception, match="no_such_table") as caught, database.read() as conn:
        conn.exec_driver_sql("SELECT * FROM no_such_table")
    assert not isinstance(caught.value, StoreError)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted({*faults._SQLITE.values(), *faults._POSTGRES.values()}))
def test_every_fault_has_its_sentence(code, lang):
    assert "HERE" in StoreError(code, place="HERE", reason="WHY").sentence(lang)


def test_bare_driver_faults_are_told_too():
    with pytest.raises(StoreError) as caught, told("there"):
        raise sqlite_full()
    assert caught.value.code == "disk-full"
    with pytest.raises(OperationalError), told("there"):
        raise OperationalError("SELECT", None, sqlite3.OperationalError("syntax"))


def sqlite_full() -> sqlite3.OperationalError:
    fault = sqlite3.OperationalError("database or disk is full")
    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
    return fault
