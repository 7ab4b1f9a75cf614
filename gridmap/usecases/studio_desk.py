"""The studio's desk: the ground of areas, kept while it stands as it is, and searches over it."""

from __future__ import annotations

import copy
import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from gridmap.errors import Conflict, InputError
from gridmap.geo.cells import cells
from gridmap.geo.crs import LONLAT, Geometries, metric_crs_of, project
from gridmap.store import areas as area_store
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.assignments import Assignment, laid_over
from gridmap.usecases.gazetteer import named
from gridmap.usecases.plan_drafts import (
    Draft,
    assignment_kept,
    change_draft,
    demand_draft,
    keep,
)
from gridmap.usecases.plan_finding import Wanted
from gridmap.usecases.plan_prepared import Prepared, known_again, prepared, seen_ground
from gridmap.usecases.plan_searches import PlanSearch, PlanSearches
from gridmap.usecases.plan_views import PlanView
from gridmap.usecases.planning import draft_of, figured
from gridmap.usecases.plans import plan
from gridmap.usecases.workspace import Workspace

__all__ = ["Reopened", "StudioDesk"]

_KEPT: Final = 4
"""So many grounds are kept: of a city's district one has some 20 MB."""

_Stamp = tuple[str, int, date]
_Which = tuple[str, Level]


@dataclass(frozen=True, slots=True)
class Reopened:
    """A plan laid over the ground of now.

    Attributes
    ----------
    locked
        Codes of areas, and uids of buildings.
    astray
        Atoms that it does not know.
    """

    plan: PlanView
    given: Assignment
    locked: tuple[str, ...]
    astray: int


class StudioDesk:
    """What those who plan at the same time share.

    Attributes
    ----------
    searches
        What is being looked for.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.searches = PlanSearches(workspace)
        self._one_at_a_time = threading.Lock()
        self._kept: OrderedDict[_Which, tuple[_Stamp, Prepared]] = OrderedDict()
        self._cells: OrderedDict[str, Geometries] = OrderedDict()

    def acting_as(self, actor: Actor) -> StudioDesk:
        """Give the same desk to somebody."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        theirs.searches = self.searches.acting_as(actor)
        return theirs

    def ground(self, code: str, level: Level, *, act: Act = Act.SEE) -> Prepared:
        """Make an area ready to be divided; as it was made before while nothing has changed.

        Raises
        ------
        InputError, NotFound, NotPermitted
            As :func:`gridmap.usecases.plan_prepared.seen_ground`.
        """
        self._demand(code, act)
        which = code, level
        with self._one_at_a_time:
            about, today = self.workspace.about(), self.workspace.today()
            stamp = about.epoch, int(about.last_seq), today
            kept = self._kept.get(which)
            if kept is None or kept[0] != stamp:
                ground, buildings, seq = seen_ground(self.workspace, code, level, act=act)
                here = None if kept is None else known_again(kept[1], ground, buildings, seq)
                kept = stamp, here or prepared(ground, level, buildings, seq)
                self._kept[which] = kept
            self._kept.move_to_end(which)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return kept[1]

    def cells(self, here: Prepared) -> Geometries:
        """Share the ground out among the buildings of an area, EPSG:4326.

        Cells end where communities do, for patches where grids do.
        """
        with self._one_at_a_time:
            if here.base in self._cells:
                return self._cells[here.base]
        found = _cells(here)
        with self._one_at_a_time:
            self._cells[here.base] = found
            while len(self._cells) > _KEPT:
                self._cells.popitem(last=False)
        return found

    def search(self, code: str, wanted: Wanted) -> PlanSearch:
        """Have divisions of an area looked for.

        Raises
        ------
        Conflict
            ``plan-searches-full``, ``plan-ground-changed``.
        InputError, NotFound, NotPermitted
            As :meth:`ground` and :func:`gridmap.usecases.plan_finding.found`, as far as that shows
            before it is looked for.
        """
        here = self.ground(code, wanted.level, act=Act.CHANGE)
        return self.searches.begin(here, wanted)

    def keep(
        self,
        code: str,
        level: Level,
        given: Assignment,
        asked: Mapping[str, Any],
        *,
        locked: Collection[str] = (),
        title: str | None = None,
    ) -> PlanView:
        """Keep a division as a draft.

        Parameters
        ----------
        asked
            As :func:`gridmap.usecases.planning.asked_of` has it.
        locked
            For whoever goes on with it.

        Raises
        ------
        Conflict
            ``plan-ground-changed``.
        InputError, NotFound, NotPermitted
            As :meth:`ground`, :meth:`gridmap.usecases.assignments.Assignment.whole` and
            :meth:`gridmap.usecases.plan_prepared.Prepared.locked`.
        """
        here = self.ground(code, level, act=Act.CHANGE)
        draft = self._draft(here, given, asked, locked, title)
        return keep(self.workspace, here.ground.area, level, draft)

    def change(
        self,
        name: str,
        version: int,
        code: str,
        level: Level,
        given: Assignment,
        asked: Mapping[str, Any],
        *,
        locked: Collection[str] = (),
        title: str | None = None,
    ) -> PlanView:
        """Put another division in place of a draft's.

        Raises
        ------
        Conflict, InputError, NotFound, NotPermitted
            As :meth:`keep` and :func:`gridmap.usecases.plan_drafts.change_draft`.
        """
        before = plan(self.workspace, name)
        # Outlines take seconds: whoever comes too late need not wait for them.
        demand_draft(before, version)
        if before.level is not level or before.area is None or before.area.code != code:
            raise InputError("plan-assignment", area=code)
        here = self.ground(code, level, act=Act.CHANGE)
        draft = self._draft(here, given, asked, locked, title)
        return change_draft(self.workspace, name, version, draft)

    def draft(self, name: str) -> Reopened:
        """Lay a plan, whatever became of it, over the ground of now.

        Raises
        ------
        Conflict
            ``plan-outdated`` where its area has ended.
        NotFound, NotPermitted
            As :func:`gridmap.usecases.plans.plan`.
        """
        found = plan(self.workspace, name)
        if found.area is None:
            raise Conflict("plan-outdated", name=name, count=1)
        here = self.ground(found.area.code, found.level)
        kept = assignment_kept(self.workspace, name)
        given, astray = laid_over(kept, here)
        return Reopened(found, given, tuple(kept["locked"]), astray)

    def _draft(
        self,
        here: Prepared,
        given: Assignment,
        asked: Mapping[str, Any],
        locked: Collection[str],
        title: str | None,
    ) -> Draft:
        given.whole(here)
        bounds = {name: asked[name] for name in ("load", "size", "tolerance")}
        division = figured(self.workspace, here, given, locked=locked, **bounds)
        return draft_of(here, division, asked, by_hand=given.by_hand, locked=locked, title=title)

    def _demand(self, code: str, act: Act) -> None:
        self.workspace.actor.insist(act, Data.SETTING_UP)
        with self.workspace.database.read() as conn:
            tree = area_store.tree(conn, self.workspace.today())
            self.workspace.actor.demand(tree, act, Data.SETTING_UP, named(tree, code))


def _cells(here: Prepared) -> Geometries:
    """Share the ground of zones out among their buildings; of communities, where some have none."""
    places = here.buildings["geom"].to_numpy()
    metric = metric_crs_of(places)
    by = "community" if here.within is None else here.zone
    home = here.atoms.drop_duplicates("building").set_index("building")[by]
    of = home.reindex(here.buildings["id"])
    within = here.ground.within(by)
    ground, zone = None, pd.factorize(of)[0].astype(np.int64)
    if within is not None:
        ground = project(within.geometry.to_numpy(), LONLAT, metric)
        zone = pd.Index(within[by]).get_indexer(pd.Index(of)).astype(np.int64)
    shared = cells(project(places, LONLAT, metric), ground=ground, zone=zone)
    return project(shared, metric, LONLAT)
