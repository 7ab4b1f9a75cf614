"""Drawing tiles in a process of their own, watched from here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from gridmap.errors import StoreError
from gridmap.render.tiles.beside import AREAS, NUMBERS, TILES
from gridmap.render.tiles.ground import Ground
from gridmap.words.foreign import system_reason

__all__ = ["BuildingStopped", "build_tiles"]

# How the system, GDAL and SQLite call a full disk; one that is full may not even keep the words.
_FULL: Final = re.compile(r"no space left|disk is full|ENOSPC", re.IGNORECASE)
_ROOM: Final = 64 << 10


class BuildingStopped(Exception):
    """Somebody asked to stop before the tiles were done."""


def build_tiles(
    ground: Ground,
    target: Path,
    *,
    progress: Callable[[int], None] = lambda _percent: None,
    stop: threading.Event | None = None,
) -> None:
    """Draw the ground as tiles, in another process.

    The file appears under its name only when it is whole, and after those beside it
    (:mod:`gridmap.render.tiles.beside`).

    Parameters
    ----------
    target
        The PMTiles file to write; its folder has to be there.
    progress
        Told how many per cent are done, as they grow.
    stop
        Set it, and the other process is ended.

    Raises
    ------
    BuildingStopped
        If ``stop`` was set before the end.
    StoreError
        ``disk-full``; else ``tiles-failed`` with the last words of the other process.
    """
    stop = stop or threading.Event()
    with tempfile.TemporaryDirectory(
        prefix=".building-", dir=target.parent, ignore_cleanup_errors=True
    ) as private:
        # The other process stands in this folder: a path from here would lead it astray.
        folder = Path(private).resolve()
        try:
            ground.put(folder)
            _draw(folder, progress, stop)
            # The tiles last: whoever sees them finds what is beside them too.
            for ending in (AREAS, NUMBERS, TILES):
                (folder / f"drawn{ending}").replace(target.with_suffix(ending))
        except OSError as fault:
            raise _fault(folder, system_reason(fault)) from fault


def _draw(folder: Path, progress: Callable[[int], None], stop: threading.Event) -> None:
    command = [sys.executable, "-X", "utf8", "-P", "-m", "gridmap.render.tiles.child", str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    with (
        (folder / "complaint.txt").open("wb") as complaint,
        subprocess.Popen(  # noqa: S603  (our own module, no foreign text in the command)
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,  # held open: its end tells the other process to end
            stdout=subprocess.PIPE,
            stderr=complaint,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        done = threading.Event()

        def end_when_asked() -> None:
            while not done.wait(0.1):
                if stop.is_set():
                    process.kill()
                    return

        watching = threading.Thread(target=end_when_asked, daemon=True)
        watching.start()
        try:
            for line in process.stdout or ():
                progress(int(line))
            process.wait()
        finally:
            done.set()
            process.kill()
            watching.join()
    if stop.is_set():
        raise BuildingStopped
    if process.returncode != 0:
        said = (folder / "complaint.txt").read_text(encoding="utf-8", errors="replace")
        lines = said.strip().splitlines() or [f"exit {process.returncode}"]
        raise _fault(folder, lines[-1][:300])


def _fault(folder: Path, reason: str) -> StoreError:
    if _FULL.search(reason) or shutil.disk_usage(folder).free < _ROOM:
        return StoreError("disk-full", place=folder.parent)
    return StoreError("tiles-failed", reason=reason)
