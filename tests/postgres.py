"""A private PostgreSQL with PostGIS for the tests: one cluster a run, shared by all workers.

It lives in a temporary folder, listens on a socket inside that folder only, and keeps nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock

from gridmap.store.database import Database
from tests.once import Once

# The folder of this run's cluster; xdist workers inherit it from the process that started them.
_FOLDER = "GRIDMAP_TEST_POSTGRES"
# Nothing here has to survive a power cut.
_PRIVATE = "-c max_connections=200 -c shared_buffers=128MB -c listen_addresses=''"
_CARELESS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_programs() -> Path | None:
    """Find the newest PostgreSQL here that has PostGIS."""
    debian = sorted(
        (
            folder
            for folder in Path("/usr/lib/postgresql").glob("*/bin")
            if Path(
                f"/usr/share/postgresql/{folder.parent.name}/extension/postgis.control"
            ).exists()
        ),
        key=lambda folder: int(folder.parent.name),
    )
    if debian:
        return debian[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _run(program: Path, *arguments: str, folder: Path) -> None:
    # PostgreSQL refuses to run as root, so root hands it to the account Debian makes for it.
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    with (folder / "programs.log").open("ab") as log:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            user=user,
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        logs = "".join(log.read_text(errors="replace") for log in sorted(folder.glob("*.log")))
        raise RuntimeError(f"{program.name} failed ({done.returncode}):\n{logs[-4000:]}")


def start(programs: Path, folder: Path, *, careless: bool) -> None:
    """Start a cluster in ``folder``; a careless one is quick and forgets on a power cut."""
    (folder / "socket").mkdir()
    if os.geteuid() == 0:
        for place in (folder, folder / "socket"):
            shutil.chown(place, "postgres")
    data = str(folder / "data")
    _run(
        programs / "initdb",
        *("--pgdata", data, "--username=gridmap", "--auth=trust"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        folder=folder,
    )
    _run(
        programs / "pg_ctl",
        *("--pgdata", data, "--log", str(folder / "server.log"), "--wait"),
        *(
            "--options",
            f"-k {folder / 'socket'} {_PRIVATE} {_CARELESS if careless else ''}",
            "start",
        ),
        folder=folder,
    )
    _query(folder, "CREATE DATABASE with_postgis")
    _query(folder, "CREATE EXTENSION postgis", database="with_postgis")


def stop(programs: Path, folder: Path) -> None:
    """Stop the cluster in ``folder``."""
    options = ("--pgdata", str(folder / "data"), "--mode=immediate", "stop")
    _run(programs / "pg_ctl", *options, folder=folder)


def _query(folder: Path, statement: str, database: str = "postgres") -> None:
    where = f"host={folder / 'socket'} user=gridmap dbname={database}"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(statement.encode())


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="gridmap-pg-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    folder = Path(os.environ.pop(_FOLDER))
    if (folder / "data" / "postmaster.pid").exists():
        programs = find_programs()
        assert programs is not None
        stop(programs, folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def _cluster() -> Path:
    """Start the run's cluster, or find it started by another worker."""
    programs = find_programs()
    if programs is None:
        pytest.skip("needs PostgreSQL with PostGIS; `make test` says how to get it")
    folder = Path(os.environ[_FOLDER])
    with FileLock(folder / "starting.lock"):
        if not (folder / "ready").exists():
            start(programs, folder, careless=True)
            (folder / "ready").touch()
    return folder


def address(cluster: Path, database: str) -> str:
    """Write the address of a database in the cluster."""
    return f"postgresql+psycopg://gridmap@/{database}?host={cluster / 'socket'}"


def _copy(cluster: Path, template: str, name: str) -> None:
    # Two copies of one template at once are refused, hence the lock.
    with FileLock(cluster / "copying.lock"):
        _query(cluster, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")


def _database(cluster: Path, template: str) -> Iterator[str]:
    name = f"t_{uuid.uuid4().hex}"
    _copy(cluster, template, name)
    yield address(cluster, name)
    _query(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_url(_cluster: Path, once: Once) -> Iterator[str]:
    """URL of an empty workspace database that is this worker's own for the whole session."""

    def fill(home: Path) -> None:
        _copy(_cluster, "with_postgis", "with_tables")
        Database.create(home, address(_cluster, "with_tables")).close()

    once("postgres-workspace", fill)
    yield from _database(_cluster, "with_tables")


@pytest.fixture
def fresh_postgres_url(_cluster: Path) -> Iterator[str]:
    """URL of a PostGIS database without tables that is this test's own."""
    yield from _database(_cluster, "with_postgis")
