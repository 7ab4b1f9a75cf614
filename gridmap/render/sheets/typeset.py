"""From pages laid out in millimetres to a PDF."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from gridmap.errors import InputError
from gridmap.render.sheets.letters import FONT, font_folder
from gridmap.render.sheets.pages import LaidPage
from gridmap.words import Language

__all__ = ["font_family", "picture", "typeset"]


def typeset(
    pages: Sequence[LaidPage], *, title: str, lang: Language, font: Path | None = None
) -> bytes:
    """Set pages as a tagged PDF with text that can be searched.

    Parameters
    ----------
    font
        A font file to set in; Noto Sans SC otherwise, which also stands in for what it lacks.

    Raises
    ------
    InputError
        ``font-unreadable`` if the file is no font.
    """
    with _prepared(pages, title, lang, font) as asked:
        made: bytes = typst.compile(format="pdf", **asked)
    return made


def picture(page: LaidPage, *, lang: Language, width: int) -> bytes:
    """Draw one page as a PNG so many pixels wide."""
    with _prepared([page], "", lang, None) as asked:
        made: bytes = typst.compile(format="png", ppi=width / (page.width / 25.4), **asked)
    return made


@contextmanager
def _prepared(
    pages: Sequence[LaidPage], title: str, lang: Language, font: Path | None
) -> Iterator[dict[str, Any]]:
    """Lay out what the typesetter needs; it reaches nothing but its own source."""
    source = files(__package__).joinpath("sheets.typ").read_text(encoding="utf-8")
    fonts, folders = [FONT], [str(font_folder())]
    if font is not None:
        fonts.insert(0, font_family(font))
        folders.append(str(font.parent))
    data = {
        "title": title,
        "lang": lang.split("-")[0],
        "region": "cn" if lang == "zh-CN" else "gb",
        "fonts": fonts,
        "pages": [page.data() for page in pages],
    }
    with TemporaryDirectory() as folder:
        main = Path(folder, "sheets.typ")
        main.write_text(source, encoding="utf-8")
        yield {
            "input": str(main),
            "root": folder,
            "font_paths": folders,
            "ignore_system_fonts": True,
            "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
        }


def font_family(font: Path) -> str:
    """Read the name of a font's family.

    Raises
    ------
    InputError
        ``font-unreadable`` if the file is no font.
    """
    from PIL import ImageFont  # noqa: PLC0415  (needed for fonts of one's own alone)

    try:
        return str(ImageFont.truetype(str(font)).getname()[0])
    except OSError as error:
        raise InputError("font-unreadable", file=font) from error
