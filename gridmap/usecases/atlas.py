"""Printing the sheets of areas, one or many, as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Final

from gridmap.errors import InputError
from gridmap.fieldwork.sheet_codes import read_sheet_code, sheet_code
from gridmap.render.sheets import (
    AreaScene,
    LaidPage,
    Paper,
    area_sheet,
    bound,
    contact_cards,
    hazard_sheet,
    leader_sheet,
    picture,
    put_marks,
    put_printed,
    round_sheet,
)
from gridmap.store.sheets import take_numbers
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.contact_cards import contact_card
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.sheet_register import PrintedSheet, lines_of, register, whose_name
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, language

__all__ = ["Printed", "SheetKind", "SheetWishes", "atlas", "preview"]

# In the register: what shows where the sheets of an atlas lie, and has nothing to tick.
_WAY_THROUGH: Final = "overview"


class SheetKind(StrEnum):
    """For whom a sheet is made."""

    AREA = "area"  # whoever walks an area, with its map and list
    LEADER = "leader"  # a neighbour leader (邻长): large type, a row a door
    CARDS = "cards"  # the households: whom to call, is this visitor genuine, no visits
    ROUND = "round"  # a round: the doors to go to in the order of the walk, and the way
    HAZARDS = "hazards"  # whoever sees to the open hazards


# What must be theirs to see for whom it is printed.
_SHOWN: Final = {
    SheetKind.AREA: Data.FIGURES,
    SheetKind.LEADER: Data.DOORS,
    SheetKind.ROUND: Data.DOORS,
    SheetKind.HAZARDS: Data.CASES,
    SheetKind.CARDS: Data.FIGURES,
}
# From how many doors on a house is shown door by door, where a scene is laid out.
_BY_DOOR: Final = {
    SheetKind.AREA: 4,
    SheetKind.LEADER: 1,
    SheetKind.ROUND: 2,
    SheetKind.HAZARDS: None,
}
_LAYOUTS: Final[dict[SheetKind, Callable[..., list[LaidPage]]]] = {
    SheetKind.AREA: area_sheet,
    SheetKind.LEADER: leader_sheet,
    SheetKind.ROUND: round_sheet,
    SheetKind.HAZARDS: hazard_sheet,
}


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
        Leaders' sheets and cards are printed of the lowest areas alone; a round and hazards of the
        area that is named, unless a level is.
    level
        The level of the last sheets; the lowest there is otherwise.
    lang
        Of the sheets; the reader's own by default.
    address
        Where phones find the server; without it the square code of a sheet holds its code alone.
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
    written down who printed what, and what each number on it meant.

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
        run = _Run(reader, wishes, lang, count(take_numbers(conn, len(wanted))))
    done = 0

    def laid(plan: _Sheet, first: int) -> list[LaidPage]:
        """Lay a sheet and those below it; the first page of all is number ``first``."""
        nonlocal done
        if plan.below and wishes.kind is not SheetKind.AREA:
            return [page for one in plan.below for page in laid(one, first)]
        done += 1
        if progress is not None:
            progress(done, len(wanted))
        if not plan.below:
            return run.sheet(plan.area)
        # How many pages the way through takes shows when it is laid; which ones, thereafter.
        scene = run.overview(plan)
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
        run.keep(plan.area, scene, ahead)
        return [*ahead, *pages]

    pages: list[LaidPage] = []
    for plan in plans:
        pages += laid(plan, len(pages) + 1)
    run.enter(workspace)
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
    while first.below and wishes.kind is not SheetKind.AREA:
        first = first.below[0]
    _demand(reader, [first.area], wishes)
    if first.below:
        page = area_sheet(_overview(reader, first, wishes), paper=wishes.paper, lang=lang)[0]
    elif wishes.kind is SheetKind.CARDS:
        page = _cards(reader, first.area, wishes, lang)[0]
    else:
        page = _laid(_scene(reader, first.area, wishes), wishes, lang)[0]
    return picture(page, lang=lang, width=width)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An area to print, and what is printed of those below it."""

    area: Area
    below: tuple[_Sheet, ...]

    def all(self, kind: SheetKind) -> Iterator[_Sheet]:
        """Go through the sheets in the order of their pages; some need no way through."""
        if kind is SheetKind.AREA or not self.below:
            yield self
        for one in self.below:
            yield from one.all(kind)


def _planned(reader: SheetReader, top: Area, wishes: SheetWishes) -> _Sheet:
    """Tell which areas are printed: down to the level that is asked for, else to the lowest."""
    level = wishes.level
    if level is not None and level.depth < top.level.depth:
        raise InputError("atlas-level-above", level=level.value, code=top.code)

    # A round and hazards are of the area that is named, unless a level is.
    whole = wishes.kind in {SheetKind.ROUND, SheetKind.HAZARDS} and level is None

    def below(area: Area) -> _Sheet:
        ends = wishes.alone or whole or (level is not None and area.level.depth >= level.depth)
        children = () if ends else reader.tree.children.get(area.id, ())
        ordered = sorted(children, key=lambda one: one.code)
        return _Sheet(area, tuple(below(one) for one in ordered))

    return below(top)


@dataclass
class _Run:
    """Draws the sheets of one run, each with a number of its own, and keeps what is on them."""

    reader: SheetReader
    wishes: SheetWishes
    lang: Language
    numbers: Iterator[int]
    _kept: list[tuple[PrintedSheet, list[LaidPage]]] = field(default_factory=list)

    def sheet(self, area: Area) -> list[LaidPage]:
        if self.wishes.kind is SheetKind.CARDS:
            return _cards(self.reader, area, self.wishes, self.lang)
        scene = self._coded(_scene(self.reader, area, self.wishes))
        pages = _laid(scene, self.wishes, self.lang)
        self.keep(area, scene, pages)
        return pages

    def overview(self, plan: _Sheet) -> AreaScene:
        return self._coded(_overview(self.reader, plan, self.wishes))

    def keep(self, area: Area, scene: AreaScene, pages: list[LaidPage]) -> None:
        """Keep a sheet for the register."""
        number = read_sheet_code(scene.called).number
        kind = self.wishes.kind.value if not scene.parts else _WAY_THROUGH
        boxes = [page.boxes for page in pages]
        put_marks(pages, number)
        self._kept.append((PrintedSheet(area.id, kind, number, lines_of(scene), boxes), pages))

    def enter(self, workspace: Workspace) -> None:
        """Enter what was laid out in the register, and say on each page who printed it."""
        with workspace.writing() as conn:
            versions = register(workspace, conn, [sheet for sheet, _ in self._kept])
            by = whose_name(workspace, conn)
        today = workspace.today()
        for (_, pages), version in zip(self._kept, versions, strict=True):
            put_printed(pages, by=by, on=today, version=version, lang=self.lang)

    def _coded(self, scene: AreaScene) -> AreaScene:
        """Give a scene its code; the square code holds it whether phones find a server or not."""
        code = sheet_code(next(self.numbers), scene.code)
        link = code if self.wishes.address is None else _at(self.wishes.address, f"sheet/{code}")
        return replace(scene, sheet_code=code, link=link)


def _overview(reader: SheetReader, plan: _Sheet, wishes: SheetWishes) -> AreaScene:
    """Show the way through an area: which of those below it lies where."""
    scene = reader.scene(plan.area, link=_link(plan.area, wishes), doors_from=None)
    return replace(scene, parts=reader.parts([one.area for one in plan.below]), paged=True)


def _link(area: Area, wishes: SheetWishes) -> str | None:
    return None if wishes.address is None else _at(wishes.address, f"area/{area.code}")


def _at(address: str, page: str) -> str:
    return f"{address.rstrip('/')}/#/{page}"


def _demand(reader: SheetReader, areas: Iterable[Area], wishes: SheetWishes) -> None:
    """Insist that areas are the actor's to see, door by door where the sheets are."""
    data = _SHOWN[wishes.kind]
    reader.workspace.actor.demand(reader.tree, Act.SEE, data, *areas)


def _cards(reader: SheetReader, area: Area, wishes: SheetWishes, lang: Language) -> list[LaidPage]:
    """Lay out cards, which have nothing to tick and are in no register."""
    card = contact_card(reader, area, wishes.address)
    return contact_cards(card, paper=wishes.paper, lang=lang)


def _scene(reader: SheetReader, area: Area, wishes: SheetWishes) -> AreaScene:
    doors_from = _BY_DOOR[wishes.kind]
    return reader.scene(area, link=_link(area, wishes), doors_from=doors_from)


def _laid(scene: AreaScene, wishes: SheetWishes, lang: Language) -> list[LaidPage]:
    return _LAYOUTS[wishes.kind](scene, paper=wishes.paper, lang=lang)
