"""Before and after of a plan on paper: a sheet for each area that it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap.errors import InputError
from gridmap.geo.crs import LONLAT, Geometries, project
from gridmap.render.days import day_words
from gridmap.render.sheets import (
    AreaChange,
    AreaScene,
    Change,
    ChangedBuilding,
    LaidPage,
    Paper,
    PlanFacts,
    PlanGround,
    bound,
    change_sheet,
    plan_overview,
    set_in,
)
from gridmap.render.short_names import short_name
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import drawn
from gridmap.territory.areas import AreaTree
from gridmap.territory.policy import Act
from gridmap.usecases.atlas import Printed
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.plan_account import balanced_said
from gridmap.usecases.plan_drawing import plan_map
from gridmap.usecases.plan_views import PlanView, day_before, permitted_plan
from gridmap.usecases.plans import plan
from gridmap.usecases.sheet_ground import around
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, language, say

__all__ = ["ChangeWishes", "plan_sheets"]

_FIGURES: Final = (
    "grids",
    "outside",
    "beyond",
    "households",
    "moved",
    "leaders_changed",
    "buildings_moved",
    "border_m",
    "polsby_popper",
)


@dataclass(frozen=True, slots=True)
class ChangeWishes:
    """How the sheets of a plan are made.

    Attributes
    ----------
    font
        A font file to set in.
    """

    paper: Paper = Paper.A4
    lang: Language | None = None
    font: Path | None = None


def plan_sheets(
    workspace: Workspace,
    name: str,
    wishes: ChangeWishes = ChangeWishes(),
    *,
    progress: Callable[[int, int], None] | None = None,
    most: int | None = None,
) -> Printed:
    """Print what a plan changes: its figures, then today and the proposal, area by area.

    Nobody is named. It is written down who printed it.

    Parameters
    ----------
    progress
        Told how many sheets of how many are drawn.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`gridmap.usecases.plans.plan`.
    InputError
        ``changes-none`` if nothing changes hands, ``changes-too-many`` if there are more than
        ``most`` sheets; ``font-unreadable``.
    """
    lang = wishes.lang or language()
    view = plan(workspace, name)
    told = _Told(workspace, view, plan_map(workspace, name), lang)
    labels = told.changed()
    if not labels:
        raise InputError("changes-none", name=name)
    if most is not None and len(labels) > most:
        raise InputError("changes-too-many", sheets=len(labels), most=most)
    facts = _facts(view, lang)
    with workspace.writing() as conn:
        row, _ = permitted_plan(workspace, conn, name, Act.SEE)
        note_look(workspace, conn, LookAct.SHEETS, area=row["area"], count=len(labels))
    changes: list[tuple[AreaChange, int]] = []
    pages: list[LaidPage] = []
    with set_in(wishes.font), workspace.database.read() as conn:
        day = day_before(workspace, row)
        tree = area_store.tree(conn, day)
        for done, label in enumerate(labels, start=1):
            change = told.change(conn, tree, label)
            changes.append((change, len(pages) + 1))
            pages += change_sheet(change, facts, lang=lang, paper=wishes.paper)
            if progress is not None:
                progress(done, len(labels))
        ground = told.ground(conn, labels)
        ahead = plan_overview(changes, ground, facts, lang=lang, paper=wishes.paper)
    boxed: list[str] = []
    pdf = bound([ahead, pages], title=facts.title, lang=lang, font=wishes.font, boxed=boxed)
    return Printed(pdf, len(labels), len(ahead) + len(pages), tuple(boxed))


class _Told:
    """What is known of a plan, area by area."""

    def __init__(
        self, workspace: Workspace, view: PlanView, drawing: Mapping[str, Any], lang: Language
    ) -> None:
        self._reader = SheetReader(workspace, lang)
        self._view, self._lang = view, lang
        self._sides = {
            side: {
                one["properties"]["label"]: shapely.geometry.shape(one["geometry"])
                for one in drawing[side]["features"]
                if one["geometry"] is not None
            }
            for side in ("before", "after")
        }
        self._moves = [one["properties"] for one in drawing["moves"]["features"]]
        self._names = {
            one["properties"]["label"]: one["properties"]["name"]
            for side in ("before", "after")
            for one in drawing[side]["features"]
        }
        self._figures = {one["label"]: one for one in view.account["areas"]}

    def changed(self) -> list[str]:
        """Tell which areas give or take something, by label."""
        return sorted({move[side] for move in self._moves for side in ("from", "to")} - {None})

    def ground(self, conn: Connection, changed: list[str]) -> PlanGround:
        """Read all the ground of the plan."""
        places = building_store.places(conn, {move["i"] for move in self._moves})
        shapes = [shape for side in self._sides.values() for shape in side.values()]
        today, then = (
            self._flat([shape for label, shape in side.items() if label not in changed])
            for side in (self._sides["before"], self._sides["after"])
        )
        read = self._reader.ground.read(conn, around(shapes), set(places["id"]), houses=False)
        scene = AreaScene(
            "",
            "" if self._view.area is None else self._reader.title(self._view.area),
            self._view.level.value,
            shapely.Polygon(),
            (),
            handed=self._flat(places["geom"].tolist()),
            **read,
        )
        return PlanGround(scene, today, then)

    def title(self, label: str) -> str:
        """Call an area with what it lies in, as far as the plan goes."""
        return " ".join([*self._above(label), self._name(label)])

    def _above(self, label: str) -> list[str]:
        """Name what lies between an area and the ground of the plan, the highest first."""
        tree, over = self._reader.tree, self._view.area
        area = tree.by_code.get(label)
        if area is None or over is None:
            return []
        between = [one for one in tree.path(area) if over.level.depth < one.level.depth]
        return [self._reader.title(one) for one in reversed(between[1:])]

    def _way(self, label: str | None, other: str | None) -> str:
        """Name one of two areas; what both lie in goes without saying."""
        if label is None:
            return say("plan-changes-none-before", lang=self._lang)
        if other is None:
            return self._name(label)
        return self._name(label) if self._above(label) == self._above(other) else self.title(label)

    def _name(self, label: str) -> str:
        """Call an area by its name, else its number."""
        if name := self._names.get(label):
            return str(name)
        return short_name(label, None, self._view.level.value, self._lang)

    def change(self, conn: Connection, tree: AreaTree, label: str) -> AreaChange:
        """Read what becomes of one area; ``tree`` as it was before the plan."""
        here = [move for move in self._moves if label in (move["from"], move["to"])]
        places = building_store.places(conn, {move["i"] for move in here}).set_index("id")
        here.sort(
            key=lambda move: (
                move["to"] == label,
                move["to"],
                move["from"] or "",
                _by_number(places["address"].get(move["i"])),
            )
        )
        below = [] if label not in tree.by_code else [*tree.subtree(tree.by_code[label])]
        kept = self._kept(conn, [one.id for one in below], set(places.index))
        sides = [self._sides[side].get(label, shapely.Polygon()) for side in ("before", "after")]
        shapes = [*sides, *places["geom"]]
        mine = {*places.index, *kept}
        moved = dict(zip(places.index, self._flat(places["geom"].tolist()), strict=True))
        ground = self._reader.ground.read(conn, around(shapes), mine)
        scene = AreaScene(
            label,
            self.title(label),
            self._view.level.value,
            shapely.Polygon(),
            (),
            kept=self._flat(list(kept.values())),
            **ground,
        )
        today, then = self._flat(sides)
        figures = self._figures.get(label, {})
        return AreaChange(
            scene,
            today,
            then,
            tuple(self._building(label, move, places, moved) for move in here),
            round(figures.get("before") or 0),
            round(figures.get("after") or 0),
        )

    def _building(
        self,
        label: str,
        move: Mapping[str, Any],
        places: pd.DataFrame,
        shapes: Mapping[int, BaseGeometry],
    ) -> ChangedBuilding:
        address = places["address"].get(move["i"])
        return ChangedBuilding(
            shapes[move["i"]],
            Change.LEAVES if move["from"] == label else Change.COMES,
            address if isinstance(address, str) else "",
            move["households"],
            self._way(move["from"], move["to"]),
            self._way(move["to"], move["from"]),
        )

    def _kept(self, conn: Connection, leaves: list[int], moved: set[int]) -> dict[int, Any]:
        """Find the footprints of what the area has and keeps."""
        pairs = drawn.leaves_of_buildings(conn, self._reader.today, leaves=leaves)
        ids = set(np.unique(pairs["building"]).tolist()) - moved
        return dict(building_store.places(conn, ids)[["id", "geom"]].itertuples(index=False))

    def _flat(self, shapes: list[BaseGeometry]) -> Geometries:
        return project(np.array(shapes, dtype=object), LONLAT, self._reader.crs)


def _by_number(address: object) -> list[tuple[int, str]]:
    """Give a key by which house 9 comes before house 10."""
    parts = re.split(r"(\d+)", address) if isinstance(address, str) else []
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _facts(view: PlanView, lang: Language) -> PlanFacts:
    state = "discarded-state" if view.state == "discarded" else view.state.replace("_", "-")
    day = "" if view.applies_on is None else day_words(view.applies_on, lang)
    title = say(
        "plan-head",
        lang=lang,
        name=view.title or view.name,
        area="" if view.area is None else view.area.name or view.area.code,
        level=say(f"plan-level-{view.level}", lang=lang),
        state=say(f"plan-{state}", lang=lang, day=day),
    )
    today, then = view.account["today"] or {}, view.account["then"]
    figures = tuple(
        (
            say(f"plan-{key.replace('_', '-')}", lang=lang, level=view.level.value),
            _cell(today.get(key)),
            _cell(then.get(key)),
        )
        for key in _FIGURES
    )
    return PlanFacts(title, balanced_said(view.account["asked"], lang), figures)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.2f}"
