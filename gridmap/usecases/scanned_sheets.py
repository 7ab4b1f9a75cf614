"""Photos and scans of ticked sheets: read and shown, never recorded.

What was read is keyed in like any other sheet, by whoever looked at it
(:func:`gridmap.usecases.keying.key_in`). The picture is nowhere kept: notes and names may stand on
it.
"""

from __future__ import annotations

import io
import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from PIL import Image

from gridmap.errors import GridmapError, InputError, NotFound
from gridmap.fieldwork.key_words import KeyWords
from gridmap.fieldwork.outcomes import Outcome
from gridmap.fieldwork.sheet_codes import sheet_code
from gridmap.fieldwork.sheet_lines import SheetLine, lines_from_text
from gridmap.intake.sandbox import scan
from gridmap.intake.scans import BoxReading, BoxState, Doubt, FlatPage, read_boxes
from gridmap.render.sheets import BoxMeaning, TickBox
from gridmap.store import sheets as sheet_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.returned_sheets import lines_called, opened
from gridmap.usecases.workspace import Workspace

__all__ = ["ScannedBox", "ScannedPage", "scanned_sheets"]

# A large picture takes a gigabyte for as long as it is read: a crowd of them queues.
_READING: Final = threading.BoundedSemaphore(2)
# Enough to recognise handwriting, and some 200 kB a page.
_SHOWN_WIDTH: Final = 1200
_QUALITY: Final = 60
# Of these a door has one.
_ANSWERS: Final = frozenset({BoxMeaning.MET, BoxMeaning.NOBODY, BoxMeaning.LEAVE})
_SEVERAL: Final = BoxReading(BoxState.DOUBTFUL, 0.0, Doubt.SEVERAL)
_OUTCOMES: Final = {BoxMeaning.NOBODY: Outcome.NO_ANSWER, BoxMeaning.LEAVE: Outcome.REFUSED}

_Door = tuple[int, str | None, int | None, str | None]
"""Number, unit, floor and name."""


@dataclass(frozen=True, slots=True)
class ScannedBox:
    """A box as it was read.

    Attributes
    ----------
    word
        What is keyed in if it is ticked, as :func:`gridmap.fieldwork.keyed.read_marks` takes it.
    """

    box: TickBox
    reading: BoxReading
    word: str


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page that was found in a picture.

    Attributes
    ----------
    code
        Short code of its print.
    leaf
        Which of the print's pages it is, from 1.
    width, height
        In millimetres.
    picture
        The page brought flat, as JPEG.
    """

    code: str
    leaf: int
    width: float
    height: float
    picture: bytes
    boxes: tuple[ScannedBox, ...]


def scanned_sheets(workspace: Workspace, content: bytes) -> list[ScannedPage | GridmapError]:
    """Read the ticked pages in a picture or PDF; what is wrong with one stands in its place.

    Raises
    ------
    NotPermitted
        If recording visits is not the actor's.
    InputError
        As :func:`gridmap.intake.sandbox.scan`.
    """
    workspace.actor.insist(Act.CHANGE, Data.VISITS)
    with workspace.database.read() as conn:
        origin = sheet_store.origin(conn)
    with TemporaryDirectory(prefix="gridmap-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "scan")
        file.write_bytes(content)
        with _READING:
            found = scan(file, origin)
    return list(_read(workspace, found))


def _read(
    workspace: Workspace, found: list[FlatPage | InputError]
) -> Iterator[ScannedPage | GridmapError]:
    before: set[tuple[int, int]] = set()
    for page in found:
        if isinstance(page, InputError):
            yield page
        elif (page.number, page.leaf) in before:
            yield InputError("scan-page-twice")
        else:
            before.add((page.number, page.leaf))
            try:
                yield _page(workspace, page)
            except GridmapError as no:
                yield no


def _page(workspace: Workspace, page: FlatPage) -> ScannedPage:
    with workspace.database.read() as conn:
        code = sheet_code(page.number, sheet_store.origin(conn))
        row, _ = opened(workspace, conn, code)
        leaves = json.loads(sheet_store.boxes_of(conn, row["version"]))
        printed = lines_from_text(sheet_store.lines_of(conn, row["version"]))
        lines = list(lines_called(workspace, conn, printed))
    if page.leaf > len(leaves):
        raise NotFound("scan-unknown-print", code=code)
    boxes = [TickBox.of(kept) for kept in leaves[page.leaf - 1]]
    if not boxes:
        raise InputError("scan-no-boxes")
    words = KeyWords(lines)
    doors = _doors(lines)
    places = np.array([(box.x, box.y, box.side) for box in boxes])
    whose = [box.whose for box in boxes]
    read = tuple(
        ScannedBox(box, reading, _written(words, box, doors))
        for box, reading in _agreeing(boxes, read_boxes(page, places, whose))
    )
    return ScannedPage(code, page.leaf, page.width, page.height, _jpeg(page), read)


def _agreeing(
    boxes: Sequence[TickBox], readings: Sequence[BoxReading]
) -> Iterator[tuple[TickBox, BoxReading]]:
    """Give each box with its reading; several answers of one door are all in doubt."""
    answers = [
        box.whose if box.means in _ANSWERS and reading.state is BoxState.TICKED else None
        for box, reading in zip(boxes, readings, strict=True)
    ]
    of_door = Counter(answers)
    for box, reading, door in zip(boxes, readings, answers, strict=True):
        yield box, _SEVERAL if door is not None and of_door[door] > 1 else reading


def _written(words: KeyWords, box: TickBox, doors: Mapping[_Door, int]) -> str:
    """Say in the words of keying what a tick in a box means."""
    outcome = _OUTCOMES.get(box.means, Outcome.MET)
    return words.written(box.number, doors.get(box.whose), outcome)


def _doors(lines: Iterable[SheetLine]) -> dict[_Door, int]:
    """Find the doors that have boxes of their own.

    Of several that are called the same none can be told from its box: their number alone is
    refused as it is keyed in, and whoever looks at the paper says which.
    """
    found: defaultdict[_Door, list[int]] = defaultdict(list)
    for line in lines:
        for at, door in enumerate(line.doors if line.by_door else ()):
            found[line.number, door.unit, door.floor, door.label].append(at)
    return {door: places[0] for door, places in found.items() if len(places) == 1}


def _jpeg(page: FlatPage) -> bytes:
    shown = Image.fromarray(page.dots)
    shown.thumbnail((_SHOWN_WIDTH, _SHOWN_WIDTH * 2), Image.Resampling.BOX)
    made = io.BytesIO()
    shown.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()
