"""From pages laid out in millimetres to a PDF."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final

import typst

from gridmap.render.sheets.letters import fonts_for, lacking
from gridmap.render.sheets.pages import LaidPage
from gridmap.words import Language

__all__ = ["picture", "typeset"]

# How often somebody who waits is told that it goes on.
_LOOK_SECONDS: Final = 0.25
# Pages that are set within half a second, sooner than another process is worth it.
_FEW: Final = 40
# Has the C library of Linux give memory back at once: a tenth of what an atlas takes.
_SPARING: Final = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}


def typeset(
    pages: Iterable[LaidPage],
    *,
    title: str,
    lang: Language,
    font: Path | None = None,
    boxed: list[str] | None = None,
    waiting: Callable[[], None] | None = None,
) -> bytes:
    """Set pages as a tagged PDF with text that can be searched; many in a process of their own.

    Parameters
    ----------
    pages
        Taken one by one, and kept no longer than that.
    font
        A font file to set in; Noto Sans otherwise, which also stands in for what it lacks.
    boxed
        Characters are put into it that no font has: paper shows an empty box for each.
    waiting
        Called now and then until many pages are done; what it raises breaks it off.

    Raises
    ------
    InputError
        ``font-unreadable`` if the file is no font.
    """
    with _prepared(pages, title, lang, font, boxed) as (folder, count, asked):
        if count <= _FEW:
            made: bytes = typst.compile(format="pdf", **asked)
            return made
        (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        _run(folder, waiting)
        return (folder / "made.pdf").read_bytes()


def picture(page: LaidPage, *, lang: Language, width: int) -> bytes:
    """Draw one page as a PNG so many pixels wide."""
    with _prepared([page], "", lang, None) as (_, _, asked):
        made: bytes = typst.compile(format="png", ppi=width / (page.width / 25.4), **asked)
    return made


def _run(folder: Path, waiting: Callable[[], None] | None) -> None:
    """Start the process that typesets, and wait for it."""
    program = files(__package__).joinpath("typesetter.py")
    path = os.pathsep.join(map(os.path.abspath, sys.path))
    with (
        (folder / "complaint.txt").open("wb") as complaint,
        subprocess.Popen(  # noqa: S603  (our own program, no foreign text in the command)
            [sys.executable, "-X", "utf8", "-P", str(program), str(folder)],
            env={**os.environ, **_SPARING, "PYTHONPATH": path},
            stdin=subprocess.PIPE,  # held open: its end tells the other process to end
            stdout=subprocess.DEVNULL,
            stderr=complaint,
            start_new_session=True,
        ) as process,
    ):
        # Waiting with a time limit, a process is asked over and over; a thread wakes at its end.
        ending = Thread(target=process.wait, daemon=True)
        ending.start()
        try:
            while ending.is_alive():
                ending.join(_LOOK_SECONDS)
                if waiting is not None:
                    waiting()
        finally:
            process.kill()
    if process.returncode != 0:
        said = (folder / "complaint.txt").read_text(encoding="utf-8", errors="replace")
        lines = said.strip().splitlines() or [f"exit {process.returncode}"]
        raise RuntimeError(lines[-1])


@contextmanager
def _prepared(
    pages: Iterable[LaidPage],
    title: str,
    lang: Language,
    font: Path | None,
    boxed: list[str] | None = None,
) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    """Lay out what the typesetter needs in a folder; it reaches nothing but that and fonts.

    Yields
    ------
    tuple
        The folder, how many pages there are, and what is asked of the typesetter.
    """
    source = files(__package__).joinpath("sheets.typ").read_text(encoding="utf-8")
    with TemporaryDirectory(prefix="gridmap-", ignore_cleanup_errors=True) as private:
        folder = Path(private).resolve()
        (folder / "sheets.typ").write_text(source, encoding="utf-8")
        # A file a page: what the typesetter reads of one it forgets before the next.
        count = 0
        letters: set[str] = set()
        for count, page in enumerate(pages, start=1):
            laid = page.data()
            letters |= set(laid)
            (folder / f"page-{count}.json").write_text(laid, encoding="utf-8")
        fonts, folders = fonts_for(letters, font)
        if boxed is not None:
            boxed += lacking(letters, font)
        data = {
            "title": title,
            "lang": lang.split("-")[0],
            "region": "cn" if lang == "zh-CN" else "gb",
            "fonts": fonts,
            "pages": count,
        }
        (folder / "sheets.json").write_text(json.dumps(data), encoding="utf-8")
        yield (
            folder,
            count,
            {
                "input": str(folder / "sheets.typ"),
                "root": str(folder),
                "font_paths": folders,
                "ignore_system_fonts": True,
            },
        )
