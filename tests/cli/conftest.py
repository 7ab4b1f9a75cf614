"""The command line, run in this process, and small files to feed it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
import typer.main

from gridmap.cli import main
from tests.once import Once
from tests.usecases.worlds import COMMUNITIES, GRIDS, footprints, square

Rows = Iterable[tuple[shapely.Geometry | None, Mapping[str, object]]]


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


LEDGER = """\
户编号,楼栋,单元,门牌,居住状态,谢绝上门
A1,b0,1,101,自住,
A2,b0,1,102,空置,
A3,b0,1,201,,是
"""


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GRIDMAP_")]:
        if name != "GRIDMAP_TEST_POSTGRES":
            monkeypatch.delenv(name)
    monkeypatch.setenv("GRIDMAP_LANG", "en")


@pytest.fixture(scope="session", autouse=True)
def _commands_built_once() -> Iterator[None]:
    """Build the tree of commands once: a process of its own runs one command, here hundreds run."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture
def gridmap(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run a command; by default it has to succeed."""

    def run(*arguments: object, code: int = 0) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        ended = Ended(int(left.value.code or 0), said.out, said.err)
        assert ended.code == code, ended.err + ended.out
        return ended

    return run


def _run(*arguments: object) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    assert not left.value.code


def write_map(path: Path, rows: Rows) -> Path:
    """Write GeoJSON from (geometry, properties)."""
    features = [
        {
            "type": "Feature",
            "geometry": shape and shapely.geometry.mapping(shape),
            "properties": dict(facts),
        }
        for shape, facts in rows
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a map from (geometry, properties), or text as it is."""

    def file(name: str, content: Rows | str) -> Path:
        path = tmp_path / name
        if not isinstance(content, str):
            return write_map(path, content)
        path.write_text(content, encoding="utf-8")
        return path

    return file


@pytest.fixture(scope="session")
def _homes(once: Once) -> Path:
    """Workspaces to copy: each is the one before and a bit more."""

    def fill(folder: Path) -> None:
        _run("init", "--home", folder / "home")
        shutil.copytree(folder / "home", folder / "town")
        at = ("--home", folder / "town")
        _run("import", "areas", write_map(folder / "communities.geojson", communities()), *at)
        _run("import", "areas", write_map(folder / "grids.geojson", grids()), *at)
        _run("import", "buildings", write_map(folder / "survey.geojson", houses()), *at)
        shutil.copytree(folder / "town", folder / "ledger")
        (folder / "ledger.csv").write_text(LEDGER, encoding="utf-8")
        _run("import", "households", folder / "ledger.csv", "--home", folder / "ledger")

    return once("command-homes", fill)


@pytest.fixture
def _copy(_homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    def copy(kind: str) -> Path:
        here = shutil.copytree(_homes / kind, tmp_path / "home")
        monkeypatch.setenv("GRIDMAP_HOME", str(here))
        return here

    return copy


@pytest.fixture
def home(_copy: Callable[[str], Path]) -> Path:
    """An empty workspace, the one that commands work on unless they say otherwise."""
    return _copy("home")


@pytest.fixture
def town(_copy: Callable[[str], Path]) -> Path:
    """A workspace of two communities, four grids and eight buildings of two doors."""
    return _copy("town")


@pytest.fixture
def ledger(_copy: Callable[[str], Path]) -> Path:
    """The town, with the doors of its first building from a ledger."""
    return _copy("ledger")


def communities() -> list[tuple[shapely.Geometry, dict[str, object]]]:
    return [
        (shapely.union_all([square(2 * n), square(2 * n + 1)]), {"code": code, "name": name})
        for n, (code, name) in enumerate(zip(COMMUNITIES, ("荷叶", "Brook"), strict=True))
    ]


def grids() -> list[tuple[shapely.Geometry, dict[str, object]]]:
    return [(square(n), {"code": code}) for n, code in enumerate(GRIDS)]


def houses(n: int = 8, **facts: object) -> list[tuple[shapely.Geometry, dict[str, object]]]:
    return [
        (shape, {"id": f"b{ref}", "building": "apartments", "building:flats": 2, **facts})
        for ref, shape in enumerate(footprints()[:n])
    ]
