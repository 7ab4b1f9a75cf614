"""Photos of ticked sheets: read, shown, and keyed in by whoever looked at them."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import update

from gridmap.errors import InputError, NotPermitted
from gridmap.fieldwork.keyed import read_marks
from gridmap.fieldwork.outcomes import Outcome
from gridmap.intake.scans import BoxState, Doubt
from gridmap.render.sheets import BoxMeaning, TickBox
from gridmap.store.tables.households import household
from gridmap.territory.people import Office
from gridmap.usecases.atlas import SheetKind, SheetWishes, atlas
from gridmap.usecases.keying import SheetMarks, key_in
from gridmap.usecases.returned_sheets import Half, returned_sheet
from gridmap.usecases.scanned_sheets import ScannedPage, scanned_sheets
from gridmap.usecases.workspace import Workspace
from tests.reading_here import reading_here
from tests.usecases.staff import as_holder
from tests.usecases.worlds import GRIDS

__all__ = ["reading_here"]

DOTS = 8


def printed(workspace: Workspace) -> list[np.ndarray]:
    """Print a leader's sheet, 203 dots to the inch."""
    made = atlas(workspace, [GRIDS[0]], SheetWishes(lang="en", kind=SheetKind.LEADER))
    scale = DOTS * 25.4 / 72
    return [
        page.render(scale=scale, grayscale=True).to_numpy().copy()
        for page in pypdfium2.PdfDocument(made.pdf)
    ]


def as_pdf(*pages: np.ndarray) -> bytes:
    made = io.BytesIO()
    first, *more = (Image.fromarray(page) for page in pages)
    first.save(made, "PDF", save_all=True, append_images=more, resolution=DOTS * 25.4)
    return made.getvalue()


def tick(page: np.ndarray, box: TickBox) -> None:
    """Draw a stroke across a box."""
    left, top, side = (round(value * DOTS) for value in (box.x, box.y, box.side))
    for at in range(8, side - 8):
        page[top + at, left + at : left + at + 5] = 40


def test_what_is_ticked_on_a_photo_is_keyed_in_once_somebody_looked(
    sqlite_workspace, tmp_path, monkeypatch
):
    [page, *_] = printed(sqlite_workspace)
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    [empty] = scanned_sheets(sqlite_workspace, as_pdf(page))
    assert isinstance(empty, ScannedPage)
    assert {one.reading.state for one in empty.boxes} == {BoxState.EMPTY}
    nobody = [one for one in empty.boxes if one.word.endswith("n")]
    tick(page, nobody[0].box)
    upside_down = page[::-1, ::-1]
    [read, again] = scanned_sheets(sqlite_workspace, as_pdf(upside_down, page))
    assert isinstance(read, ScannedPage)
    assert [one.word for one in read.boxes if one.reading.state is BoxState.TICKED] == [
        nobody[0].word
    ]
    assert isinstance(again, InputError)
    assert again.code == "scan-page-twice"
    assert Image.open(io.BytesIO(read.picture)).format == "JPEG"
    assert list(kept.iterdir()) == []
    # Two boxes of one door contradict each other, whichever is meant.
    door = nobody[0].word.removesuffix("n")
    tick(page, next(one.box for one in empty.boxes if one.word == door))
    [both] = scanned_sheets(sqlite_workspace, as_pdf(page))
    assert isinstance(both, ScannedPage)
    doubts = {one.word: one.reading.doubt for one in both.boxes if one.reading.doubt}
    assert doubts == dict.fromkeys((door, f"{door}n"), Doubt.SEVERAL)
    marks = SheetMarks(UUID(int=1), nobody[0].word, date(2026, 3, 4), Half.MORNING)
    assert key_in(sqlite_workspace, read.code, marks).recorded == 1


def test_a_tick_is_its_own_door_s_whatever_doors_are_called(sqlite_workspace: Workspace) -> None:
    names = {"101": "3", "102": "3N"}
    with sqlite_workspace.writing() as conn:
        for old, new in names.items():
            conn.execute(update(household).where(household.c.door == old).values(door=new))
    [page, *_] = printed(sqlite_workspace)
    [read] = scanned_sheets(sqlite_workspace, as_pdf(page))
    assert isinstance(read, ScannedPage)
    lines = {one.line.number: one.line for one in returned_sheet(sqlite_workspace, read.code).lines}
    outcomes = {BoxMeaning.NOBODY: Outcome.NO_ANSWER, BoxMeaning.LEAVE: Outcome.REFUSED}
    ended = set()
    for one in read.boxes:
        keyed = read_marks(one.word, [*lines.values()])
        [mark] = keyed.marks
        door = lines[mark.number].doors[mark.door]
        assert (mark.number, door.label) == (one.box.number, one.box.door or "")
        assert mark.outcome is outcomes.get(one.box.means, Outcome.MET)
        assert not keyed.faults
        ended |= {door.label} if "#" in one.word else set()
    assert ended == set(names.values())


def test_a_print_of_elsewhere_is_not_told_of(sqlite_workspace: Workspace) -> None:
    [page, *_] = printed(sqlite_workspace)
    stranger = as_holder(sqlite_workspace, Office.GRID_LEAD, GRIDS[-1])
    [refused] = scanned_sheets(stranger, as_pdf(page))
    assert isinstance(refused, NotPermitted)
    with pytest.raises(NotPermitted):
        scanned_sheets(as_holder(sqlite_workspace, Office.PLANNER, GRIDS[0]), b"")
