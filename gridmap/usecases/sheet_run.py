"""Drawing the sheets of one run: each of its kind, with a number of its own, and registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from gridmap.errors import InputError
from gridmap.fieldwork.sheet_codes import read_sheet_code, sheet_code
from gridmap.render.sheets import (
    AreaScene,
    LaidPage,
    Paper,
    area_sheet,
    contact_cards,
    demand_web_address,
    hazard_sheet,
    leader_sheet,
    put_marks,
    put_printed,
    round_sheet,
)
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.territory.page_marks import MOST_PAGES
from gridmap.territory.policy import Act, Data
from gridmap.usecases.contact_cards import contact_card
from gridmap.usecases.posters import coverage_poster, load_poster
from gridmap.usecases.sheet_register import PrintedSheet, lines_of, register, whose_name
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language

__all__ = ["NAMED", "OF_ONE", "POSTERS", "SheetKind", "SheetRun", "SheetWishes"]

# In the register: what shows where the sheets of an atlas lie, and has nothing to tick.
_WAY_THROUGH: Final = "overview"


class SheetKind(StrEnum):
    """For whom a sheet is made."""

    AREA = "area"  # whoever walks an area, with its map and list
    LEADER = "leader"  # a neighbour leader (邻长): large type, a row a door
    CARDS = "cards"  # the households: whom to call, is this visitor genuine, no visits
    ROUND = "round"  # a round: the doors to go to in the order of the walk, and the way
    HAZARDS = "hazards"  # whoever sees to the open hazards
    COVERAGE = "coverage"  # a planner: a poster of how far the areas below are
    LOAD = "load"  # a planner: a poster of how many households the areas below have


# What must be theirs to see for whom it is printed.
_SHOWN: Final = {
    SheetKind.AREA: Data.FIGURES,
    SheetKind.LEADER: Data.DOORS,
    SheetKind.ROUND: Data.DOORS,
    SheetKind.HAZARDS: Data.CASES,
    SheetKind.CARDS: Data.FIGURES,
    SheetKind.COVERAGE: Data.FIGURES,
    SheetKind.LOAD: Data.FIGURES,
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
# Whose further pages are not laid out where somebody looks at the first.
_LONG: Final = frozenset({SheetKind.AREA, SheetKind.LEADER, SheetKind.ROUND})
POSTERS: Final = {SheetKind.COVERAGE: coverage_poster, SheetKind.LOAD: load_poster}
"""How posters are laid out."""

NAMED: Final = frozenset({SheetKind.AREA, SheetKind.ROUND})
"""What may say who serves there."""

OF_ONE: Final = frozenset({SheetKind.ROUND, SheetKind.HAZARDS, SheetKind.COVERAGE, SheetKind.LOAD})
"""What is printed of the area that is named, and not of those below."""


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
    paper
        A4, and A1 for posters, by default.
    lang
        Of the sheets; the reader's own by default.
    address
        Where phones find the server; without it the square code of a sheet holds its code alone.
    font
        A font file to set in.
    alone
        Whether nothing below the areas named is printed.
    names
        Whether it says who serves there, with their phones: on walking sheets and rounds, which
        are then to be destroyed by a day.

    Raises
    ------
    InputError
        ``address-not-web``.
    """

    kind: SheetKind = SheetKind.AREA
    level: Level | None = None
    paper: Paper | None = None
    lang: Language | None = None
    address: str | None = None
    font: Path | None = None
    alone: bool = False
    names: bool = False

    def __post_init__(self) -> None:
        if self.address is not None:
            demand_web_address(self.address)

    @property
    def size(self) -> Paper:
        """The paper to print on."""
        return self.paper or (Paper.A1 if self.kind in POSTERS else Paper.A4)


@dataclass
class SheetRun:
    """Draws sheets, and keeps what is on them for the register.

    Attributes
    ----------
    numbers
        Of the prints, taken beforehand; without them nothing is registered, and sheets have no
        code of their own.
    origin
        Which workspace they are of, as :func:`gridmap.store.sheets.origin` has it.
    serving
        Who serves in which area, by its id; empty where no names are wanted.
    """

    reader: SheetReader
    wishes: SheetWishes
    lang: Language
    numbers: Iterator[int] | None = None
    origin: int = 0
    serving: Mapping[int, str] = field(default_factory=dict)
    _kept: list[tuple[PrintedSheet, list[LaidPage]]] = field(default_factory=list)

    def demand(self, areas: Iterable[Area]) -> None:
        """Insist that areas are the actor's to see, door by door where the sheets are.

        Raises
        ------
        NotPermitted
            If one is not.
        """
        data = _SHOWN[self.wishes.kind]
        self.reader.workspace.actor.demand(self.reader.tree, Act.SEE, data, *areas)

    def sheet(self, area: Area) -> tuple[AreaScene | None, list[LaidPage]]:
        """Draw the sheet of an area; cards and posters, which none ticks, are of no scene here."""
        wishes, kind = self.wishes, self.wishes.kind
        if kind in POSTERS:
            draw = POSTERS[kind]
            return None, draw(self.reader, area, wishes.level, paper=wishes.size, lang=self.lang)
        if kind is SheetKind.CARDS:
            card = contact_card(self.reader, area, wishes.address)
            return None, contact_cards(card, paper=wishes.size, lang=self.lang)
        read = self.reader.scene(
            area,
            doors_from=_BY_DOOR[kind],
            numbered=kind is not SheetKind.HAZARDS,
            on_one_map=self._is_glance or kind is SheetKind.HAZARDS,
        )
        scene = self._named(area, self._coded(read))
        shown = {"first_only": True} if self._is_glance and kind in _LONG else {}
        pages = _LAYOUTS[kind](scene, paper=wishes.size, lang=self.lang, **shown)
        self.keep(area, scene, pages)
        return scene, pages

    def overview(self, area: Area, below: list[Area]) -> AreaScene:
        """Show the way through an area: which of those below it lies where."""
        # Whatever is printed along with it is numbered anyway; shown alone, it has no numbers.
        read = self.reader.scene(
            area, doors_from=None, numbered=not self._is_glance, on_one_map=True
        )
        scene = self._named(area, self._coded(read), *below)
        parts = tuple(
            replace(part, title=f"{part.title}　{self.serving[one.id]}".strip())
            if one.id in self.serving
            else part
            for part, one in zip(self.reader.parts(below), below, strict=True)
        )
        return replace(scene, parts=parts, paged=True)

    def keep(self, area: Area, scene: AreaScene, pages: list[LaidPage]) -> None:
        """Keep a sheet for the register.

        Raises
        ------
        InputError
            ``sheet-too-long`` if it has more pages than their marks can count.
        """
        if scene.sheet_code is None:
            return
        number = read_sheet_code(scene.sheet_code).number
        kind = self.wishes.kind.value if not scene.parts else _WAY_THROUGH
        boxes = [page.boxes for page in pages]
        if len(pages) > MOST_PAGES:
            raise InputError("sheet-too-long", code=area.code, pages=len(pages), most=MOST_PAGES)
        put_marks(pages, number, self.origin)
        self._kept.append((PrintedSheet(area.id, kind, number, lines_of(scene), boxes), pages))

    def enter(self, workspace: Workspace) -> None:
        """Enter what was laid out in the register, and say on each page who printed it."""
        with workspace.writing() as conn:
            sheets = [sheet for sheet, _ in self._kept]
            versions = register(workspace, conn, sheets, destroy_by=self._destroy_by)
            by = whose_name(workspace, conn)
        today = workspace.today()
        for (_, pages), version in zip(self._kept, versions, strict=True):
            put_printed(pages, by=by, on=today, version=version, lang=self.lang)
        self._kept.clear()

    @property
    def _is_glance(self) -> bool:
        """Whether somebody looks at a first page, and nothing is printed."""
        return self.numbers is None

    @property
    def _destroy_by(self) -> date | None:
        """The day by which sheets with names are to be destroyed."""
        days = timedelta(days=self.reader.workspace.settings.destroy_days)
        return self.reader.today + days if self.serving else None

    def _named(self, area: Area, scene: AreaScene, *below: Area) -> AreaScene:
        """Say who serves there, where that was asked for; a sheet without anybody can be kept."""
        told = any(one.id in self.serving for one in (area, *below))
        serving = self.serving.get(area.id, "")
        return replace(scene, serving=serving, destroy_by=self._destroy_by if told else None)

    def _coded(self, scene: AreaScene) -> AreaScene:
        """Give a scene its code; the square code holds it whether phones find a server or not."""
        address = self.wishes.address
        if self.numbers is None:
            # Shown before it is printed.
            link = None if address is None else _at(address, f"area/{scene.code}")
            return replace(scene, link=link)
        number = next(self.numbers)
        code = sheet_code(number, self.origin, scene.code)
        short = sheet_code(number, self.origin)
        link = code if address is None else _at(address, f"area/{scene.code}?sheet={short}")
        return replace(scene, sheet_code=code, link=link)


def _at(address: str, page: str) -> str:
    return f"{address.rstrip('/')}/#/{page}"
