"""The reading process: one foreign file in, clean columns out, nothing else.

Started by :mod:`gridmap.intake.sandbox` with a private folder that holds ``job.json``; it copies
the file there under a neutral name and leaves ``answer.json`` and one Arrow file a table. It runs
apart because parsers of foreign formats are where a hostile file would take hold.
"""

from __future__ import annotations

import errno
import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from gridmap.errors import GridmapError, InputError
from gridmap.intake.confine import confine
from gridmap.intake.copying import copied

__all__ = ["main"]

# What reads pictures comes with the extra `scans` alone.
_OF_SCANS: Final = frozenset({"cv2", "pypdfium2"})


def main(folder: Path) -> None:
    """Copy the file, lock the process in, do the job and write the answer, a refusal included."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    told: dict[str, Any]
    try:
        job["file"] = copied(Path(job["path"]), folder)
        confine()
        # Only now: the locks must be closed before GDAL is loaded.
        told = _scanned(folder, job) if job["thing"] == "scan" else _read(folder, job)
    except GridmapError as no:
        told = {"error": type(no).__name__, "code": no.code, "fields": no.fields}
    except OSError as no:
        if no.errno != errno.ENOSPC:
            raise
        for taken in (*folder.glob("input*"), *folder.glob("*.arrow")):
            taken.unlink()  # makes room for the answer
        told = {"error": "StoreError", "code": "disk-full", "fields": {"place": str(folder.parent)}}
    except MemoryError:
        told = {"error": "InputError", "code": "file-too-large-to-read", "fields": {}}
    (folder / "answer.json").write_text(
        json.dumps(told, default=str, ensure_ascii=False), encoding="utf-8"
    )


def _read(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    with _without_frames():
        from gridmap.intake.reading import answer  # noqa: PLC0415

    return answer(folder, job)


def _scanned(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    try:
        from gridmap.intake.scans.answering import scan_answer  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if missing.name not in _OF_SCANS:
            raise
        raise InputError("scans-not-installed") from missing
    return scan_answer(folder, folder / job["file"], job["origin"])


@contextmanager
def _without_frames() -> Iterator[None]:
    """Keep GDAL's reader from loading pandas: tables here are Arrow's, and that takes its time."""
    hidden: Any = dict.fromkeys(("geopandas", "pandas"))
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


if __name__ == "__main__":
    # What is imported stays: to look through it for garbage took a quarter of a small file's time.
    gc.set_threshold(50_000, 20, 50)
    main(Path(sys.argv[1]))
    gc.freeze()
