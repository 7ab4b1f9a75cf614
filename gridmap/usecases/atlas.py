"""Printing the sheets of areas, one or many, as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from gridmap.errors import InputError
from gridmap.render.sheets import (
    AreaScene,
    LaidPage,
    Paper,
    area_sheet,
    bound,
    leader_sheet,
    picture,
)
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
        The level of the last sheets; the lowest there is otherwise.
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
    """Print areas: the way through each, then the sheets of those below it.

    An area that none is printed below has a sheet of its own. Paper leaves the office, so it is
    written down who printed what.

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
    tops = [named(reader.tree, code) for code in dict.fromkeys(codes)]
    plans = [_planned(reader, top, wishes) for top in tops]
    wanted = [one.area for plan in plans for one in plan.all(wishes.kind)]
    if most is not None and len(wanted) > most:
        raise InputError("atlas-too-large", sheets=len(wanted), most=most)
    _demand(reader, wanted, wishes)
    with workspace.writing() as conn:
        for top in tops:
            note_look(workspace, conn, LookAct.SHEETS, area=top.id, count=len(wanted))
    done = 0

    def laid(plan: _Sheet, first: int) -> list[LaidPage]:
        """Lay a sheet and those below it; the first page of all is number ``first``."""
        nonlocal done
        if plan.below and wishes.kind is SheetKind.LEADER:
            return [page for one in plan.below for page in laid(one, first)]
        done += 1
        if progress is not None:
            progress(done, len(wanted))
        if not plan.below:
            return _sheet(reader, plan.area, wishes, lang)
        # How many pages the way through takes shows when it is laid; which ones, thereafter.
        scene = _overview(reader, plan, wishes)
        ahead = area_sheet(scene, paper=wishes.paper, lang=lang)
        pages: list[LaidPage] = []
        starts = []
        for one in plan.below:
            starts.append(first + len(ahead) + len(pages))
            pages += laid(one, starts[-1])
        parts = tuple(
            replace(part, where=str(start)) for part, start in zip(scene.parts, starts, strict=True)
        )
        ahead = area_sheet(replace(scene, parts=parts), paper=wishes.paper, lang=lang)
        return [*ahead, *pages]

    pages: list[LaidPage] = []
    for plan in plans:
        pages += laid(plan, len(pages) + 1)
    title = "、".join(top.name or top.code for top in tops)
    pdf = bound([pages], title=title, lang=lang, font=wishes.font)
    return Printed(pdf, len(wanted), len(pages))


def preview(workspace: Workspace, code: str, wishes: SheetWishes, *, width: int) -> bytes:
    """Draw the first page of what would be printed, as a PNG so many pixels wide.

    Raises
    ------
    NotFound, NotPermitted, InputError
        As :func:`atlas`.
    """
    lang = wishes.lang or language()
    reader = SheetReader(workspace, lang)
    first = _planned(reader, named(reader.tree, code), wishes)
    while first.below and wishes.kind is SheetKind.LEADER:
        first = first.below[0]
    _demand(reader, [first.area], wishes)
    if first.below:
        page = area_sheet(_overview(reader, first, wishes), paper=wishes.paper, lang=lang)[0]
    else:
        page = _sheet(reader, first.area, wishes, lang)[0]
    return picture(page, lang=lang, width=width)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An area to print, and what is printed of those below it."""

    area: Area
    below: tuple[_Sheet, ...]

    def all(self, kind: SheetKind) -> Iterator[_Sheet]:
        """Go through the sheets in the order of their pages; leaders need no way through."""
        if kind is SheetKind.AREA or not self.below:
            yield self
        for one in self.below:
            yield from one.all(kind)


def _planned(reader: SheetReader, top: Area, wishes: SheetWishes) -> _Sheet:
    """Tell which areas are printed: down to the level that is asked for, else to the lowest."""
    level = wishes.level
    if level is not None and level.depth < top.level.depth:
        raise InputError("atlas-level-above", level=level.value, code=top.code)

    def below(area: Area) -> _Sheet:
        ends = wishes.alone or (level is not None and area.level.depth >= level.depth)
        children = () if ends else reader.tree.children.get(area.id, ())
        ordered = sorted(children, key=lambda one: one.code)
        return _Sheet(area, tuple(below(one) for one in ordered))

    return below(top)


def _overview(reader: SheetReader, plan: _Sheet, wishes: SheetWishes) -> AreaScene:
    """Show the way through an area: which of those below it lies where."""
    scene = reader.scene(plan.area, link=_link(plan.area, wishes), doors_from=None)
    return replace(scene, parts=reader.parts([one.area for one in plan.below]), paged=True)


def _link(area: Area, wishes: SheetWishes) -> str | None:
    return None if wishes.address is None else f"{wishes.address.rstrip('/')}/#/area/{area.code}"


def _demand(reader: SheetReader, areas: Iterable[Area], wishes: SheetWishes) -> None:
    """Insist that areas are the actor's to see, door by door where the sheets are."""
    data = Data.DOORS if wishes.kind is SheetKind.LEADER else Data.FIGURES
    reader.workspace.actor.demand(reader.tree, Act.SEE, data, *areas)


def _sheet(reader: SheetReader, area: Area, wishes: SheetWishes, lang: Language) -> list[LaidPage]:
    if wishes.kind is SheetKind.LEADER:
        scene = reader.scene(area, doors_from=1)
        phone = reader.workspace.settings.duty_phone
        return leader_sheet(scene, paper=wishes.paper, lang=lang, duty_phone=phone)
    return area_sheet(reader.scene(area, link=_link(area, wishes)), paper=wishes.paper, lang=lang)
