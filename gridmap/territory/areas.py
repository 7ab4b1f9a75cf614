"""Areas as a tree whose leaves are responsible for building parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gridmap.territory.codes import Level

__all__ = ["Area", "AreaTree"]


@dataclass(frozen=True, slots=True)
class Area:
    """One area as it stands on a certain day.

    Attributes
    ----------
    id
        Row id, stable whatever the code does.
    parent
        ``id`` of the area above, ``None`` at the top.
    """

    id: int
    uid: str
    level: Level
    code: str
    name: str | None
    kind: str | None
    parent: int | None


@dataclass(frozen=True)
class AreaTree:
    """All areas of a workspace on one day, by ``id``."""

    areas: Mapping[int, Area]

    @classmethod
    def of(cls, areas: Iterable[Area]) -> AreaTree:
        """Gather ``areas`` into a tree."""
        return cls({area.id: area for area in areas})

    @cached_property
    def children(self) -> Mapping[int | None, tuple[Area, ...]]:
        """Areas below each area, by code; the tops are under ``None``."""
        below: dict[int | None, list[Area]] = {}
        for area in sorted(self.areas.values(), key=lambda area: area.code):
            below.setdefault(area.parent, []).append(area)
        return {parent: tuple(areas) for parent, areas in below.items()}

    @cached_property
    def by_code(self) -> Mapping[str, Area]:
        """Areas by their code."""
        return {area.code: area for area in self.areas.values()}

    @cached_property
    def leaves(self) -> tuple[Area, ...]:
        """Leaf areas: those with nothing below them, by code."""
        return tuple(
            sorted(
                (area for area in self.areas.values() if area.id not in self.children),
                key=lambda area: area.code,
            )
        )

    def path(self, area: Area) -> Iterator[Area]:
        """Walk from ``area`` to the top, itself first."""
        here: Area | None = area
        while here is not None:
            yield here
            here = self.areas.get(here.parent) if here.parent is not None else None

    def subtree(self, area: Area) -> Iterator[Area]:
        """Walk ``area`` and everything below it, parents first."""
        yield area
        for child in self.children.get(area.id, ()):
            yield from self.subtree(child)

    def over_all(self, areas: Iterable[Area]) -> Area | None:
        """Find the lowest area that all of some belong to; ``None`` where there is none."""
        ways = [list(self.path(area)) for area in areas]
        shared = (one for one in ways[0] if all(one in way for way in ways)) if ways else iter(())
        return next(shared, None)

    def standing_for(self, leaf: Area, level: Level) -> Area:
        """Find the area that answers for ``leaf`` in a table by ``level``.

        It is the leaf's ancestor of that level, or the leaf itself. Where a community has no such
        level, the nearest area above it answers, and where nothing is so high, the topmost one, so
        that no household drops out of any table.
        """
        path = list(self.path(leaf))
        return next((area for area in path if area.level.depth <= level.depth), path[-1])
