"""Commands that print."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.console import getting_on, show_findings, talk
from gridmap.cli.home import Home, opened
from gridmap.cli.output import write_output
from gridmap.territory.codes import Level
from gridmap.words import Language, say

__all__ = ["Font", "PaperSize", "Pdf", "SheetLanguage", "Spoken", "atlas", "spoken_by"]


class PaperSize(StrEnum):
    """What is printed on."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


class SheetFor(StrEnum):
    """For whom a sheet is made."""

    AREA = "area"
    LEADER = "leader"
    CARDS = "cards"
    ROUND = "round"
    HAZARDS = "hazards"
    COVERAGE = "coverage"
    LOAD = "load"


class SheetLanguage(StrEnum):
    """Which language sheets speak."""

    ZH = "zh"
    EN = "en"


Pdf = Annotated[
    Path,
    typer.Option("--output", "-o", metavar=say("cli-a-file"), help=say("cli-pdf"), dir_okay=False),
]
Spoken = Annotated[
    SheetLanguage | None, typer.Option(metavar="zh|en", help=say("cli-sheet-language"))
]
Font = Annotated[
    Path | None,
    typer.Option(metavar=say("cli-a-file"), help=say("cli-font"), exists=True, dir_okay=False),
]


def spoken_by(lang: SheetLanguage | None) -> Language | None:
    """Tell the language of sheets; the reader's own is ``None``."""
    return None if lang is None else "zh-CN" if lang is SheetLanguage.ZH else "en"


def atlas(
    context: typer.Context,
    *,
    areas: Annotated[
        list[str],
        typer.Argument(metavar=say("cli-a-code"), help=say("cli-atlas-areas"), show_default=False),
    ],
    output: Pdf,
    kind: Annotated[
        SheetFor, typer.Option(metavar=say("cli-a-kind"), help=say("cli-sheet-kind"))
    ] = SheetFor.AREA,
    level: Annotated[
        Level | None, typer.Option(metavar=say("cli-a-level"), help=say("cli-atlas-level"))
    ] = None,
    paper: Annotated[PaperSize | None, typer.Option(metavar="A4-A0", help=say("cli-paper"))] = None,
    lang: Spoken = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help=say("cli-sheet-address"))
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", metavar="", help=say("cli-sheet-names"))
    ] = False,
    font: Font = None,
    home: Home = None,
) -> None:
    """Print the sheets of areas."""
    from gridmap.render.sheets import Paper, boxed_finding
    from gridmap.usecases.atlas import atlas as printed
    from gridmap.usecases.sheet_run import SheetKind, SheetWishes

    with (
        opened(context, home) as workspace,
        getting_on(say("cli-drawing-sheets")) as percent,
    ):
        wishes = SheetWishes(
            SheetKind(kind.value),
            level,
            None if paper is None else Paper(paper.value),
            spoken_by(lang),
            address,
            font,
            names=names,
        )
        made = printed(
            workspace,
            areas,
            wishes,
            progress=lambda done, sheets: percent(100 * done // sheets),
        )
    write_output(made.pdf, output)
    talk.print(say("cli-printed", sheets=made.sheets, pages=made.pages, file=output), markup=False)
    show_findings(boxed_finding(made.boxed), rest="--font")
