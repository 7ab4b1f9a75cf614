"""The wheel stands on its own: everything inside, and a working demo in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

Uv = Callable[..., None]


@pytest.fixture(scope="module")
def uv() -> Uv:
    """The uv that made this environment, run in the checkout."""
    program = os.environ.get("UV") or shutil.which("uv") or str(CHECKOUT / ".uv" / "bin" / "uv")

    def run(*arguments: str | Path, **environment: str) -> None:
        done = subprocess.run(
            [program, *arguments],
            cwd=CHECKOUT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture(scope="module")
def wheel(uv: Uv, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--wheel", "--out-dir", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(uv: Uv, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs of an environment that holds the wheel, what it asks for, and nothing else."""
    place = tmp_path_factory.mktemp("empty") / "venv"
    uv(
        *("sync", "--locked", "--no-default-groups", "--no-install-project"),
        *("--python", sys.executable),
        UV_PROJECT_ENVIRONMENT=str(place),
    )
    uv("pip", "install", "--python", place, "--no-deps", wheel)
    return place / ("Scripts" if os.name == "nt" else "bin")


def test_wheel_holds_front_end_boundaries_and_licences(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {
        "gridmap/static/index.html",
        "gridmap/static/docs/index.html",
        "gridmap/static/vendor/leaflet.js",
        "gridmap/static/vendor/leaflet.css",
        "gridmap/static/vendor/leaflet.LICENSE.txt",
        "gridmap/words/zh-CN/errors.ftl",
        "gridmap/py.typed",
    } <= names
    assert any(name.startswith("gridmap/data/boundaries/") for name in names)
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)
    strays = [name for name in names if not name.startswith(("gridmap/", "gridmap-"))]
    assert strays == []


def test_sdist_holds_what_the_wheel_is_built_from(uv: Uv, tmp_path: Path) -> None:
    uv("build", "--sdist", "--out-dir", tmp_path)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"hatch_build.py", "web/front_end.py", "web/package-lock.json", "LICENSE"} <= names
    assert any(name.startswith("data/boundaries/") for name in names)
    built_here = ("web/node_modules/", "gridmap/static/")
    assert [name for name in names if name.startswith(built_here)] == []


def test_nothing_in_the_front_end_is_fetched_from_elsewhere(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        pages = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("gridmap/static/") and name.endswith(".html")
        ]
        css = archive.read("gridmap/static/vendor/leaflet.css").decode()
        script = archive.read("gridmap/static/vendor/leaflet.js").decode()
    assert len(pages) == 2
    for page in pages:
        assert "://" not in page
        assert 'src="/' not in page, "an absolute address breaks under a path prefix"
    assert "url(images/" not in css
    assert "url(data:image/png;base64," in css
    assert "sourceMappingURL" not in script


def test_installed_wheel_builds_the_demo(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    # Away from the checkout, so that nothing but the wheel can be found.
    for arguments in (["--help"], ["demo", "--no-serve", "--home", str(home)]):
        done = subprocess.run(
            [installed / "gridmap", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert any(home.iterdir())
