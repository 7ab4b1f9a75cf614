"""Printing the sheets of areas, one or many, as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gridmap.errors import InputError
from gridmap.render.sheets import LaidPage, Paper, area_sheet, bound, leader_sheet, picture
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, language

__all__ = ["Printed", "SheetKind", "SheetWishes", "atlas", "preview"]


class SheetKind(StrEnum):
    """For whom a sheet is made."""

    AREA = "area"  # whoever walks an area, with its map and list
    LEADER = "leader"  # a neighbour leader (邻长): large type, a row a door


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, with how many sheets on how many pages are in it."""

    pdf: bytes
    sheets: int
    pages: int


@dataclass(frozen=True, slots=True)
class SheetWishes:
    """How sheets are made.

    Attributes
    ----------
    kind
        Leaders' sheets are printed of the lowest areas alone.
    level
        The level of the sheets that follow those of the areas named; patches otherwise, or grids
        where there are none.
    lang
        Of the sheets; the reader's own by default.
    address
        Where phones find the server; sheets have no square code without it.
    font
        A font file to set in.
    alone
        Whether nothing below the areas named is printed.
    """

    kind: SheetKind = SheetKind.AREA
    level: Level | None = None
    paper: Paper = Paper.A4
    lang: Language | None = None
    address: str | None = None
    font: Path | None = None
    alone: bool = False


def atlas(
    workspace: Workspace,
    codes: Sequence[str],
    wishes: SheetWishes = SheetWishes(),
    *,
    progress: Callable[[int, int], None] | None = None,
    most: int | None = None,
) -> Printed:
    """Print areas: each by itself, then the areas of a level below it.

    Paper leaves the office, so it is written down who printed what.

    Parameters
    ----------
    codes
        Of the areas to print, in this order.
    progress
        Told how many sheets of how many are drawn.

    Raises
    ------
    NotFound
        If an area is unknown.
    NotPermitted
        If one is not the actor's to see.
    InputError
        ``atlas-level-above`` if the level is not below an area; ``atlas-too-large`` if there are
        more than ``most`` sheets; ``font-unreadable``.
    """
    lang = wishes.lang or language()
    reader = SheetReader(workspace, lang)
    tops = [named(reader.tree, code) for code in codes]
    wanted: dict[int, Area] = {}
    for top in tops:
        for one in _sheets_of(reader, top, wishes):
            wanted[one.id] = one
    if most is not None and len(wanted) > most:
        raise InputError("atlas-too-large", sheets=len(wanted), most=most)
    _demand(reader, wanted.values(), wishes)
    with workspace.writing() as conn:
        for top in tops:
            note_look(workspace, conn, LookAct.SHEETS, area=top.id, count=len(wanted))
    sheets = []
    for done, area in enumerate(wanted.values(), start=1):
        sheets.append(_sheet(reader, area, wishes, lang))
        if progress is not None:
            progress(done, len(wanted))
    title = "、".join(top.name or top.code for top in tops)
    pdf = bound(sheets, title=title, lang=lang, font=wishes.font)
    return Printed(pdf, len(sheets), sum(map(len, sheets)))


def preview(workspace: Workspace, code: str, wishes: SheetWishes, *, width: int) -> bytes:
    """Draw the first page of what would be printed, as a PNG so many pixels wide.

    Raises
    ------
    NotFound, NotPermitted, InputError
        As :func:`atlas`.
    """
    lang = wishes.lang or language()
    reader = SheetReader(workspace, lang)
    first = _sheets_of(reader, named(reader.tree, code), wishes)[0]
    _demand(reader, [first], wishes)
    return picture(_sheet(reader, first, wishes, lang)[0], lang=lang, width=width)


def _demand(reader: SheetReader, areas: Iterable[Area], wishes: SheetWishes) -> None:
    """Insist that areas are the actor's to see, door by door where the sheets are."""
    data = Data.DOORS if wishes.kind is SheetKind.LEADER else Data.FIGURES
    reader.workspace.actor.demand(reader.tree, Act.SEE, data, *areas)


def _sheet(reader: SheetReader, area: Area, wishes: SheetWishes, lang: Language) -> list[LaidPage]:
    if wishes.kind is SheetKind.LEADER:
        scene = reader.scene(area, every_door=True)
        phone = reader.workspace.settings.duty_phone
        return leader_sheet(scene, paper=wishes.paper, lang=lang, duty_phone=phone)
    link = None if wishes.address is None else f"{wishes.address.rstrip('/')}/#/area/{area.code}"
    return area_sheet(reader.scene(area, link=link), paper=wishes.paper, lang=lang)


def _sheets_of(reader: SheetReader, top: Area, wishes: SheetWishes) -> list[Area]:
    below = [one for one in reader.tree.subtree(top) if one.id != top.id]
    level = wishes.level
    if level is None:
        present = {one.level for one in below}
        level = next((one for one in (Level.PATCH, Level.GRID) if one in present), top.level)
    if level.depth < top.level.depth:
        raise InputError("atlas-level-above", level=level.value, code=top.code)
    if wishes.alone:
        return [top]
    chosen = sorted((one for one in below if one.level is level), key=lambda one: one.code)
    # Leaders walk the lowest areas, and need no sheet of those above.
    return chosen if chosen and wishes.kind is SheetKind.LEADER else [top, *chosen]
