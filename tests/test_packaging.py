"""What is in the packages: everything in them, and nothing from elsewhere."""

from __future__ import annotations

import tarfile
from pathlib import Path
from zipfile import ZipFile

from tests.wheel import Uv


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
