"""Pictures of ticked sheets: pages found, boxes read, and what is wrong with a picture."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from gridmap.errors import InputError
from gridmap.intake import sandbox
from gridmap.intake.scans import BoxState, Doubt, read_boxes
from gridmap.intake.scans.decoding import decoded
from gridmap.intake.scans.finding import find_page
from gridmap.territory.page_marks import CELL, cells
from tests.intake.printed_sheets import ORIGIN, Printed, places_of, print_sheets
from tests.intake.simulated_scans import HELD_OUT, INK_DOTS, simulate


@pytest.fixture(scope="module")
def printed() -> Printed:
    return print_sheets()


def test_ticks_are_read_from_scans_copies_and_photos(printed):
    # Many more, and by what befell them: benchmarks/scans.py.
    read = Counter()
    for seed in (2, 4, 6, 9):
        at = seed % 3
        page = printed.pages[at]
        made = simulate(printed.dots[at], page.boxes, seed, HELD_OUT)
        found = find_page(made.picture, ORIGIN)
        assert (found.number, found.leaf) == printed.told[at], seed
        for meant, reading in zip(made.meant, read_boxes(found, *places_of(page)), strict=True):
            flagged = reading.state is BoxState.DOUBTFUL
            read["flagged" if flagged else "right" if reading.state == meant else "wrong"] += 1
    assert read.total() > 150
    assert read["flagged"] <= 0.05 * read.total()
    assert read["wrong"] <= 0.01 * read.total()


def flat(printed: Printed, *marks: tuple[int, str]):
    """Read the first page with strokes in some boxes."""
    page = printed.pages[0]
    dots = printed.dots[0].copy()
    for at, mark in marks:
        box = page.boxes[at]
        left, top, side = (round(value * INK_DOTS) for value in (box.x, box.y, box.side))
        inside = dots[top + 3 : top + side - 3, left + 3 : left + side - 3]
        if mark == "filled":
            inside[:] = 20
        elif mark in {"scribbled over", "blacked out"}:
            by = 8 if mark == "scribbled over" else 20
            dots[top - by : top + side + by, left - by : left + side + by] = 20
        elif mark in {"slash", "pencil"}:
            for step in range(-2, 3):
                np.fill_diagonal(inside[abs(step) :], 40 if mark == "slash" else 205)
        elif mark == "dot":
            inside[10:14, 10:14] = 40
    return page, read_boxes(find_page(dots, ORIGIN), *places_of(page))


def test_what_is_uncertain_is_flagged(printed):
    _, readings = flat(printed, (1, "slash"), (5, "dot"), (7, "pencil"))
    states = [one.state for one in readings]
    assert [at for at, state in enumerate(states) if state is BoxState.TICKED] == [1]
    assert (states[5], readings[5].doubt) == (BoxState.DOUBTFUL, Doubt.FAINT)
    # Plain to the eye, but fainter than any line that is printed.
    assert (states[7], readings[7].doubt) == (BoxState.DOUBTFUL, Doubt.FAINT)
    assert states.count(BoxState.EMPTY) == len(states) - 3


def test_a_filled_box_is_a_tick_unless_it_may_have_been_taken_back(printed):
    whose = [box.whose for box in printed.pages[0].boxes]
    beside = [at for at, told in enumerate(whose) if told == whose[0]]
    assert len(beside) > 1
    alone = next(at for at, told in enumerate(whose) if whose.count(told) > 1 and at not in beside)
    _, readings = flat(printed, (beside[0], "filled"), (beside[1], "slash"), (alone, "filled"))
    assert (readings[beside[0]].state, readings[beside[0]].doubt) == (
        BoxState.DOUBTFUL,
        Doubt.FILLED,
    )
    assert readings[beside[1]].state is BoxState.TICKED
    assert readings[alone].state is BoxState.TICKED
    # Beyond the box on all sides, where nothing else is.
    _, [first, *_] = flat(printed, (0, "scribbled over"))
    assert (first.state, first.doubt) == (BoxState.DOUBTFUL, Doubt.FILLED)
    _, [first, *_] = flat(printed, (0, "blacked out"))
    assert first.state is BoxState.DOUBTFUL
    # Who fills one box of a door may fill another.
    _, readings = flat(printed, *((at, "filled") for at in beside))
    assert {readings[at].state for at in beside} == {BoxState.TICKED}


def test_a_page_of_another_layout_is_refused(printed):
    page, other = printed.pages[0], printed.pages[-1]
    assert len(page.boxes) != len(other.boxes)
    found = find_page(printed.dots[0], ORIGIN)
    places, whose = places_of(other)
    with pytest.raises(InputError, match="boxes"):
        read_boxes(found, places + np.array([3, 1.9, 0]), whose)


def cut(dots):
    """Keep the upper left quarter, with one mark and perhaps a second."""
    return dots[: dots.shape[0] // 3, : dots.shape[1] // 2]


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (cut, "scan-cut-off"),
        (lambda dots: (dots * 0.01).astype(np.uint8), "scan-too-dark"),
        (lambda dots: dots[600:2200:4, 300:2000:4], "scan-no-marks"),
        (lambda dots: dots[::40, ::40], "scan-blurred"),
        (lambda dots: np.hstack([dots, dots])[::2, ::2], "scan-two-pages"),
        (lambda _dots: np.full((900, 700), 255, dtype=np.uint8), "scan-no-marks"),
    ],
    ids=["cut off", "dark", "middle alone", "tiny", "two", "empty"],
)
def test_what_is_wrong_with_a_picture_is_said(printed, spoilt, code):
    with pytest.raises(InputError) as no:
        find_page(np.ascontiguousarray(spoilt(printed.dots[0])), ORIGIN)
    assert no.value.code == code


def test_a_sheet_of_another_workspace_is_told_apart_from_one_that_is_spoilt(printed):
    dots = printed.dots[0].copy()
    with pytest.raises(InputError) as no:
        find_page(dots, ORIGIN + 1)
    assert no.value.code == "scan-foreign"
    x, y = (round(value * INK_DOTS) for value in cells(210, 297)[0][20])
    wide, high = (round(value * INK_DOTS) for value in CELL)
    dots[y - high // 2 : y + high // 2 + 1, x - wide // 2 : x + wide // 2 + 1] ^= 255
    assert find_page(dots, ORIGIN).number == printed.told[0][0]
    with pytest.raises(InputError) as no:
        find_page(dots, ORIGIN + 1)
    assert no.value.code != "scan-foreign"


def encoded(picture: Image.Image, kind: str, **more: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def locked():
    """A PDF that opens with a password alone."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    plain = io.BytesIO()
    document.save(plain)
    keys = b"/O(" + 32 * b"o" + b")/U(" + 32 * b"u" + b")"
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4" + keys + b">>/ID[(1)(1)]"
    return plain.getvalue().replace(b"/Root", lock + b"/Root")


def test_files_that_are_no_pictures_or_too_large_are_refused():
    empty = pypdfium2.PdfDocument.new()
    for _ in range(31):
        empty.new_page(100, 100)
    long = io.BytesIO()
    empty.save(long)
    bomb = encoded(Image.new("1", (9_000, 9_000)), "PNG")
    assert len(bomb) < 20_000
    refused = {
        b"\x00" * 200: "scan-unreadable",
        b"%PDF-1.7 nothing": "scan-unreadable",
        locked(): "scan-locked",
        bomb: "scan-too-large",
        long.getvalue(): "scan-too-many-pages",
    }
    for content, code in refused.items():
        with pytest.raises(InputError) as no:
            list(decoded(content))
        assert no.value.code == code


def test_a_pdf_of_pages_is_read_apart_upside_down_or_not(printed, tmp_path):
    small = [Image.fromarray(dots).resize((1240, 1754)) for dots in printed.dots[-2:]]
    images = [small[0], small[1].rotate(180), Image.new("L", (1240, 1754), "white")]
    file = tmp_path / "scan.pdf"
    file.write_bytes(encoded(images[0], "PDF", save_all=True, append_images=images[1:]))
    *pages, blank = sandbox.scan(file, ORIGIN)
    assert [(page.number, page.leaf) for page in pages] == printed.told[-2:]
    assert isinstance(blank, InputError)
    for page, laid in zip(pages, printed.pages[-2:], strict=True):
        states = {reading.state for reading in read_boxes(page, *places_of(laid))}
        assert states == {BoxState.EMPTY}
