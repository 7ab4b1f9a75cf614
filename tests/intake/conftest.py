"""Small files to read, made on the spot."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from gridmap.errors import Finding, GridmapError
from gridmap.intake import sandbox
from gridmap.intake.copying import copied
from gridmap.intake.reading import answer
from gridmap.words import LANGUAGES, say

Ring = list[list[float]]
Features = list[dict[str, Any]]

ZHUZHOU = (113.15, 27.83)


def ring(west: float, south: float, size: float = 0.001) -> Ring:
    """Corners of a square, anticlockwise, closed."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(west: float, south: float, size: float = 0.001) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring(west, south, size)]}


def feature(geometry: Mapping[str, Any] | None, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def town(count: int = 3, at: tuple[float, float] = ZHUZHOU) -> Features:
    """A row of squares with codes and Chinese names."""
    return [
        feature(polygon(at[0] + n * 0.002, at[1]), code=f"4302020020010{n:02}", name=f"第{n}网格")
        for n in range(1, count + 1)
    ]


def document(features: Features, **members: object) -> str:
    return json.dumps(
        {"type": "FeatureCollection", **members, "features": features}, ensure_ascii=False
    )


def packed(members: Mapping[str, str]) -> bytes:
    """A zip archive of texts by name."""
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return archived.getvalue()


@pytest.fixture
def geojson(tmp_path: Path) -> Callable[..., Path]:
    """Write features as GeoJSON and give the file."""

    def write(features: Features, name: str = "areas.geojson", **members: object) -> Path:
        file = tmp_path / name
        file.write_text(document(features, **members), encoding="utf-8")
        return file

    return write


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., GridmapError]:
    """Read a file as the reading process does, but here; give the refusal, sentences checked."""

    def read(file: Path, thing: str = "areas", **columns: str) -> GridmapError:
        folder = tmp_path / "private"
        folder.mkdir()
        neutral = "input" + file.suffix
        for part in file.parent.glob(file.stem + ".*"):
            shutil.copy(part, folder / ("input" + part.suffix))
        job = {"file": neutral, "called": file.name, "thing": thing, "columns": columns}
        with pytest.raises(GridmapError) as caught:
            answer(folder, job)
        speaks_both(caught.value)
        assert file.name in caught.value.sentence("en")
        assert str(folder) not in caught.value.sentence("en")
        return caught.value

    return read


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the half second of starting the reading process, where it is not what is tested."""

    def run(folder: Path, _: str) -> dict[str, Any]:
        job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
        try:
            job["file"] = copied(Path(job["path"]), folder)
            return answer(folder, job)
        except GridmapError as no:
            return {"error": type(no).__name__, "code": no.code, "fields": no.fields}

    monkeypatch.setattr(sandbox, "_run", run)


def speaks_both(told: GridmapError | Finding) -> None:
    """Both languages have the sentence and every variable of it."""
    for lang in LANGUAGES:
        assert say(told.code, lang=lang, **told.fields)


def codes(findings: object) -> list[str]:
    """Codes of findings, sentences checked."""
    for finding in findings:
        speaks_both(finding)
    return [finding.code for finding in findings]
