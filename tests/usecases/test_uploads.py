"""Files handed in: nothing of them but a label and their bytes counts."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gridmap.errors import InputError, NotFound, StoreError
from gridmap.intake.limits import MIB
from gridmap.settings import Settings
from gridmap.territory.policy import Role
from gridmap.usecases.acting import Actor, Held
from gridmap.usecases.uploads import FOLDER, Receiving, Upload, Uploads
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import Clock


@pytest.fixture
def uploads(sqlite_workspace: Workspace) -> Uploads:
    held = sqlite_workspace
    return Uploads(Workspace(held.home, held.database, Settings(upload_mb=1), held.clock))


def sent(uploads: Uploads, name: str, chunks: Iterable[bytes]) -> Upload:
    with uploads.receiving(name) as file:
        for chunk in chunks:
            file.write(chunk)
    return uploads.find(file.id)


def left(workspace: Workspace) -> list[Path]:
    return list((workspace.home / FOLDER).iterdir())


def test_a_file_comes_in_as_it_is(uploads: Uploads, sqlite_workspace: Workspace) -> None:
    upload = sent(uploads, "楼栋.xlsx", [b"a", b"bc"])
    assert (upload.name, upload.size) == ("楼栋.xlsx", 3)
    assert upload.path.read_bytes() == b"abc"
    assert upload.path.name == f"{upload.id}.xlsx"
    assert left(sqlite_workspace) == [upload.path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_can_read_it(uploads: Uploads) -> None:
    path = sent(uploads, "台账.csv", [b"x"]).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("name", "label", "ending"),
    [
        ("../../x", "x", ""),
        ("/etc/passwd", "passwd", ""),
        ("C:\\Users\\a\\grids.GeoJSON", "grids.GeoJSON", ".geojson"),
        ("town.osm.pbf", "town.osm.pbf", ".pbf"),
        ("run.sh", "run.sh", ""),
        ("台账11010519491231002X.xlsx", "台账….xlsx", ".xlsx"),
        ("a\0b\n\u202e.csv", "ab.csv", ".csv"),
        (unicodedata.normalize("NFD", "café.csv"), "café.csv", ".csv"),
        ("..", "..", ""),
        ("", "–", ""),
        ("x" * 5000 + ".csv", "x" * 116 + ".csv", ".csv"),
    ],
)
def test_a_name_is_a_label(
    uploads: Uploads, sqlite_workspace: Workspace, name: str, label: str, ending: str
) -> None:
    upload = sent(uploads, name, [b"x"])
    assert upload.name == label
    assert left(sqlite_workspace) == [sqlite_workspace.home / FOLDER / f"{upload.id}{ending}"]


def test_what_is_too_large_leaves_nothing(uploads: Uploads, sqlite_workspace: Workspace) -> None:
    assert sent(uploads, "just.csv", [b"x" * MIB]).size == MIB
    with pytest.raises(InputError, match=r"more\.csv") as refused:
        sent(uploads, "more.csv", [b"x" * MIB, b"x"])
    assert refused.value.code == "upload-too-large"
    with pytest.raises(InputError), uploads.receiving("told.csv") as file:
        file.expect(MIB + 1)
    assert len(left(sqlite_workspace)) == 1


def test_a_file_of_nothing(uploads: Uploads, sqlite_workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        sent(uploads, "none.csv", [])
    assert refused.value.code == "file-empty"
    assert left(sqlite_workspace) == []


def test_a_full_disk_leaves_nothing(
    uploads: Uploads, sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Receiving, __: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(Receiving, "write", full)
    with pytest.raises(StoreError) as refused:
        sent(uploads, "a.csv", [b"x"])
    assert refused.value.code == "disk-full"
    assert left(sqlite_workspace) == []


def test_one_that_breaks_off_leaves_nothing(uploads: Uploads, sqlite_workspace: Workspace) -> None:
    def gone() -> Iterator[bytes]:
        yield b"x"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sent(uploads, "a.csv", gone())
    assert left(sqlite_workspace) == []


def test_files_that_nobody_takes_go_after_an_hour(
    uploads: Uploads, sqlite_workspace: Workspace, clock: Clock
) -> None:
    old = sent(uploads, "old.csv", [b"x"])
    clock.forward(minutes=50)
    young = sent(uploads, "young.csv", [b"x"])
    assert uploads.find(old.id) == old
    clock.forward(minutes=20)
    # Whichever server took it in.
    Uploads(sqlite_workspace).sweep()
    assert left(sqlite_workspace) == [young.path]
    with pytest.raises(NotFound) as gone:
        uploads.find(old.id)
    assert gone.value.code == "upload-unknown"


def test_files_that_imports_wait_with_go_after_a_day(
    uploads: Uploads, sqlite_workspace: Workspace, clock: Clock
) -> None:
    held = sent(uploads, "held.csv", [b"x"])
    clock.forward(hours=23)
    uploads.sweep({held.id})
    assert left(sqlite_workspace) == [held.path]
    clock.forward(hours=2)
    uploads.sweep({held.id})
    assert left(sqlite_workspace) == []


def test_a_file_is_dropped_once(uploads: Uploads, sqlite_workspace: Workspace) -> None:
    upload = sent(uploads, "a.csv", [b"x"])
    uploads.drop(upload.id)
    uploads.drop(upload.id)
    assert left(sqlite_workspace) == []
    with pytest.raises(NotFound):
        uploads.find(upload.id)


def test_nobody_fills_the_disk_alone(uploads: Uploads, sqlite_workspace: Workspace) -> None:
    office = (Held(Role.PLANNER, None),)
    one, other = (uploads.acting_as(Actor(person, office)) for person in (1, 2))
    half = b"x" * (MIB // 2)
    kept = [sent(one, f"{at}.csv", [half, half]) for at in range(2)]
    with pytest.raises(InputError) as full:
        sent(one, "c.csv", [b"x"])
    assert (full.value.code, full.value.fields["most"]) == ("uploads-too-much", 2)
    assert len(left(sqlite_workspace)) == 2
    # Nor with files that come at the same time.
    with other.receiving("a.csv") as first:
        first.write(half + half)
        sent(other, "d.csv", [half, half])
        with pytest.raises(InputError):
            sent(other, "e.csv", [b"x"])
    one.drop(kept[0].id)
    assert sent(one, "c.csv", [b"x"]).size == 1
