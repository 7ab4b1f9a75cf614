"""Printing the sheets of areas, one or many, as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from gridmap.errors import InputError
from gridmap.render.sheets import (
    AreaScene,
    IndexEntry,
    LaidPage,
    SheetBuilding,
    address_index,
    area_sheet,
    font_family,
    numbered,
    picture,
    put_pages,
    set_in,
    typeset,
)
from gridmap.store.sheets import drop_prints, origin, take_numbers
from gridmap.territory.areas import Area
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.sheet_people import who_serves
from gridmap.usecases.sheet_run import NAMED, OF_ONE, POSTERS, SheetKind, SheetRun, SheetWishes
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.workspace import Workspace
from gridmap.words import language, say

__all__ = ["Atlas", "Printed", "atlas", "preview"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, with how many sheets on how many pages are in it.

    Attributes
    ----------
    boxed
        Characters that no font has: paper shows an empty box for each.
    """

    pdf: bytes
    sheets: int
    pages: int
    boxed: tuple[str, ...] = ()


def atlas(
    workspace: Workspace,
    codes: Sequence[str],
    wishes: SheetWishes = SheetWishes(),
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Printed:
    """Print areas: the way through each, where each address is, then the sheets below it.

    An area that none is printed below has a sheet of its own.

    Parameters
    ----------
    codes
        Of the areas to print, in this order.
    progress
        As :meth:`Atlas.printed` has it.

    Raises
    ------
    NotFound, NotPermitted, InputError
        As :meth:`Atlas.ordered`.
    """
    return Atlas.ordered(workspace, codes, wishes).printed(progress)


@dataclass(frozen=True, slots=True)
class Atlas:
    """Sheets that are about to be printed: there are such, and the actor may see them.

    Attributes
    ----------
    tops
        The areas that were asked for.
    areas
        The area of each sheet, in the order of their pages.
    """

    run: SheetRun
    tops: tuple[Area, ...]
    areas: tuple[Area, ...]
    _plans: tuple[_Plan, ...]

    @classmethod
    def ordered(cls, workspace: Workspace, codes: Sequence[str], wishes: SheetWishes) -> Atlas:
        """Look what is to be printed; nothing is drawn or written down yet.

        Raises
        ------
        NotFound
            If an area is unknown.
        NotPermitted
            If one is not the actor's to see.
        InputError
            ``atlas-level-above`` if the level is not below an area; ``font-unreadable``.
        """
        if wishes.font is not None:
            font_family(wishes.font)
        lang = wishes.lang or language()
        reader = SheetReader(workspace, lang)
        tops = tuple(named(reader.tree, code) for code in dict.fromkeys(codes))
        plans = tuple(_planned(reader, top, wishes) for top in tops)
        areas = tuple(one.area for plan in plans for one in plan.all(wishes.kind))
        run = SheetRun(reader, wishes, lang)
        run.demand(areas)
        if wishes.names and wishes.kind in NAMED:
            workspace.actor.demand(reader.tree, Act.SEE, Data.PEOPLE, *areas)
        return cls(run, tops, areas, plans)

    def printed(self, progress: Callable[[int, int], None] | None = None) -> Printed:
        """Draw the sheets and bind them; once only.

        Paper leaves the office, so it is written down who printed what, and what each number on it
        meant. A print that breaks off leaves nothing but a gap in the numbers of prints.

        Parameters
        ----------
        progress
            Told how many sheets of how many are drawn: before each, and now and then while they
            are bound. What it raises breaks the print off.
        """
        run, of = self.run, len(self.areas)
        workspace = run.reader.workspace
        drawn = 0

        def told() -> None:
            if progress is not None:
                progress(drawn, of)

        def begun() -> None:
            nonlocal drawn
            told()
            drawn += 1

        if run.wishes.names and run.wishes.kind in NAMED:
            run.serving = who_serves(run.reader, self.areas, run.lang)
        with workspace.writing() as conn:
            first = take_numbers(conn, of)
            run.origin = origin(conn)
        run.numbers = count(first)
        pages: list[LaidPage] = []
        boxed: list[str] = []
        with set_in(run.wishes.font):
            for plan in self._plans:
                pages += _Bound.of(run, plan, begun).pages(run, len(pages) + 1)
            told()
            run.enter(workspace)
        try:
            title = say("list-joint", lang=run.lang).join(map(run.reader.title, self.tops))
            numbered(pages, run.lang)
            of_pages = len(pages)
            pdf = typeset(
                _handed_over(pages),
                title=title,
                lang=run.lang,
                font=run.wishes.font,
                boxed=boxed,
                waiting=told,
            )
            told()
            with workspace.writing() as conn:
                for top in self.tops:
                    note_look(workspace, conn, LookAct.SHEETS, area=top.id, count=of)
        except BaseException:  # also whoever waits no more, and Ctrl+C: nobody has these sheets
            with workspace.writing() as conn:
                drop_prints(conn, first, of)
            raise
        return Printed(pdf, of, of_pages, tuple(boxed))

    def first_page(self, width: int) -> bytes:
        """Draw the first page alone, as a PNG so many pixels wide; nothing is written down."""
        run, first = self.run, self._plans[0]
        while first.below and run.wishes.kind is not SheetKind.AREA:
            first = first.below[0]
        if first.below:
            scene = run.overview(first.area, [one.area for one in first.below])
            pages = area_sheet(scene, paper=run.wishes.size, lang=run.lang)
        else:
            _, pages = run.sheet(first.area)
        return picture(pages[0], lang=run.lang, width=width)


def preview(workspace: Workspace, code: str, wishes: SheetWishes, *, width: int) -> bytes:
    """Draw the first page of what would be printed, as a PNG so many pixels wide.

    Raises
    ------
    NotFound, NotPermitted, InputError
        As :meth:`Atlas.ordered`.
    """
    return Atlas.ordered(workspace, [code], wishes).first_page(width)


def _handed_over(pages: list[LaidPage]) -> Iterator[LaidPage]:
    """Give pages away one by one: an atlas is not kept here while it is typeset."""
    pages.reverse()
    while pages:
        yield pages.pop()


@dataclass(frozen=True, slots=True)
class _Plan:
    """An area to print, and what is printed of those below it."""

    area: Area
    below: tuple[_Plan, ...]

    def all(self, kind: SheetKind) -> Iterator[_Plan]:
        """Go through the sheets in the order of their pages; some need no way through."""
        if kind is SheetKind.AREA or not self.below:
            yield self
        for one in self.below:
            yield from one.all(kind)


def _planned(reader: SheetReader, top: Area, wishes: SheetWishes) -> _Plan:
    """Tell which areas are printed: down to the level that is asked for, else to the lowest."""
    level = wishes.level
    if level is not None and level.depth < top.level.depth:
        raise InputError("atlas-level-above", level=level.value, code=top.code)

    # Posters are of the area that is named at any level; their level is that of its parts.
    whole = wishes.kind in OF_ONE and (level is None or wishes.kind in POSTERS)

    def below(area: Area) -> _Plan:
        ends = wishes.alone or whole or (level is not None and area.level.depth >= level.depth)
        children = () if ends else reader.tree.children.get(area.id, ())
        ordered = sorted(children, key=lambda one: one.code)
        return _Plan(area, tuple(below(one) for one in ordered))

    return below(top)


@dataclass
class _Bound:
    """A sheet that is drawn, with those below it, whose pages have no numbers yet.

    Attributes
    ----------
    scene
        Of the way through those below, without its ground: what is drawn is not kept while all the
        others are. None where there is none.
    own
        Its pages; on which those below begin, the way through does not say yet.
    buildings
        Of a sheet.
    """

    area: Area
    scene: AreaScene | None
    own: list[LaidPage]
    buildings: tuple[SheetBuilding, ...] = ()
    below: list[_Bound] = field(default_factory=list)

    @classmethod
    def of(cls, run: SheetRun, plan: _Plan, begun: Callable[[], None]) -> _Bound:
        """Draw a sheet and those below it."""
        if not plan.below:
            begun()
            sheet, pages = run.sheet(plan.area)
            return cls(plan.area, None, pages, () if sheet is None else sheet.buildings)
        scene, own = None, []
        if run.wishes.kind is SheetKind.AREA:
            begun()
            shown = run.overview(plan.area, [one.area for one in plan.below])
            own = area_sheet(shown, paper=run.wishes.size, lang=run.lang)
            scene = shown.without_ground()
        below = [cls.of(run, one, begun) for one in plan.below]
        return cls(plan.area, scene, own, below=below)

    def pages(self, run: SheetRun, first: int, *, indexed: bool = True) -> list[LaidPage]:
        """Give all pages in order, the first of which has this number.

        Parameters
        ----------
        indexed
            Whether the addresses follow the way through: at the head of an atlas.
        """
        if not self.below:
            return self.own
        # How many pages the index takes shows when it is laid; which ones it names, thereafter.
        index = self._index(run, first) if indexed else []
        start = first + len(self.own) + len(index)
        pages: list[LaidPage] = []
        starts = []
        for one in self.below:
            starts.append(start + len(pages))
            pages += one.pages(run, starts[-1], indexed=False)
        if self.scene is None:
            return pages
        index = self._index(run, start) if indexed else []
        found = zip(self.scene.parts, starts, strict=True)
        put_pages(self.own, {part.number: page for part, page in found}, run.lang)
        run.keep(self.area, self.scene, self.own)
        return [*self.own, *index, *pages]

    def _index(self, run: SheetRun, start: int) -> list[LaidPage]:
        """Tell on which page each address is, if those below begin at page ``start``."""
        if self.scene is None:
            return []
        entries: list[IndexEntry] = []
        for one in self.below:
            entries += one.entries(start)
            start += one.length
        return address_index(self.scene, entries, paper=run.wishes.size, lang=run.lang)

    @property
    def length(self) -> int:
        """How many pages it takes with those below it."""
        return len(self.own) + sum(one.length for one in self.below)

    def entries(self, start: int) -> Iterator[IndexEntry]:
        """Name the addresses on its pages, the first of which has this number."""
        if self.below:
            start += len(self.own)
            for one in self.below:
                yield from one.entries(start)
                start += one.length
        else:
            listed = {
                number: start + at
                for at, page in reversed([*enumerate(self.own)])
                for number in page.numbers()
            }
            for building in self.buildings:
                if building.address:
                    page = listed.get(building.number, start)
                    yield IndexEntry(
                        building.address, building.number, page, building.uid, building.inside
                    )
