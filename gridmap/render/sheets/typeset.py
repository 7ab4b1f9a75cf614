"""From pages laid out in millimetres to a PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from gridmap.errors import InputError
from gridmap.render.sheets.letters import font_folder
from gridmap.render.sheets.pages import LaidPage
from gridmap.words import Language

__all__ = ["typeset"]


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
    source = files(__package__).joinpath("sheets.typ").read_text(encoding="utf-8")
    folders = [str(font_folder())]
    language, region = lang.split("-")[0], "cn" if lang == "zh-CN" else "gb"
    data = {
        "title": title,
        "lang": language,
        "region": region,
        "fonts": ["Noto Sans SC"],
        "pages": [page.data() for page in pages],
    }
    if font is not None:
        data["fonts"] = [_family(font), "Noto Sans SC"]
        folders.append(str(font.parent))
    # The source alone is within reach of the typesetter.
    with TemporaryDirectory() as folder:
        main = Path(folder, "sheets.typ")
        main.write_text(source, encoding="utf-8")
        made: bytes = typst.compile(
            str(main),
            root=folder,
            font_paths=folders,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    return made


def _family(font: Path) -> str:
    """Read the name of a font's family."""
    from PIL import ImageFont  # noqa: PLC0415  (needed for fonts of one's own alone)

    try:
        return str(ImageFont.truetype(str(font)).getname()[0])
    except OSError as error:
        raise InputError("font-unreadable", file=font) from error
