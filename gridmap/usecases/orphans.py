"""Orphans: what nobody answers for yet; each row leads to where that is mended."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Connection

from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import offices as office_store
from gridmap.store.orphans import waiting_rows, ways_to
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.links import serving
from gridmap.usecases.vacancies import vacant_seats
from gridmap.usecases.workspace import Workspace

__all__ = ["Orphan", "OrphanKind", "OrphanTarget", "orphans"]


class OrphanKind(StrEnum):
    """What is missing."""

    HOUSEHOLD = "household"  # a row of the ledger without building, a door without part
    PART = "part"  # a building part without leaf area
    PATCH = "patch"  # a patch without leader
    LEADER = "leader"  # a leader without cadre


class OrphanTarget(StrEnum):
    """Where an orphan is mended."""

    LEDGER_ROW = "ledger_row"  # on the review list
    BUILDING = "building"
    AREA = "area"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Orphan:
    """One thing that nobody answers for.

    Attributes
    ----------
    label
        What to call it, without any name of a person: an address, a part, a patch.
    area
        Where it is, as far as anybody knows.
    households
        How many households hang on it.
    target, uid
        What leads to its fix, by public id.
    """

    kind: OrphanKind
    label: str
    area: Area | None
    households: int
    target: OrphanTarget
    uid: str


# The register tells of dwellings, the others of who serves.
_RIGHT: Final[Mapping[OrphanKind, Data]] = {
    OrphanKind.HOUSEHOLD: Data.REGISTER,
    OrphanKind.PART: Data.PEOPLE,
    OrphanKind.PATCH: Data.PEOPLE,
    OrphanKind.LEADER: Data.PEOPLE,
}


def orphans(workspace: Workspace, *, within: str | None = None) -> dict[OrphanKind, list[Orphan]]:
    """List everything that nobody answers for, by kind; kinds that one may not see are left out.

    What lies in no area at all is shown to whoever sets the ground up.

    Raises
    ------
    NotFound
        If the area ``within`` is unknown.
    NotPermitted
        If the one who asks may see nothing of the kind.
    """
    actor = workspace.actor
    with workspace.database.read() as conn:
        today = _Today(conn, workspace.today())
        tree = today.tree
        top = None if within is None else named(tree, within)
        actor.demand(tree, Act.SEE, Data.PEOPLE, *([top] if top else []))
        inside = None if top is None else {area.id for area in tree.subtree(top)}
        nowhere = inside is None and actor.may(Act.SEE, Data.SETTING_UP)
        listed: dict[OrphanKind, list[Orphan]] = {}
        for kind, find in _FINDERS.items():
            if not actor.may(Act.SEE, _RIGHT[kind]):
                continue
            reach = actor.reach(tree, Act.SEE, _RIGHT[kind])
            listed[kind] = [
                one
                for one in find(today)
                if (one.area is None and nowhere)
                or (
                    one.area is not None
                    and one.area.id in reach
                    and (inside is None or one.area.id in inside)
                )
            ]
    return listed


@dataclass(frozen=True)
class _Today:
    """The ground of a day, read once and only as far as somebody looks."""

    conn: Connection
    day: date

    @cached_property
    def tree(self) -> AreaTree:
        return area_store.tree(self.conn, self.day)

    @cached_property
    def doors(self) -> pd.DataFrame:
        return pd.DataFrame(household_store.standing(self.conn, self.day))

    @cached_property
    def members(self) -> pd.DataFrame:
        return membership_store.members(self.conn, self.day)

    @cached_property
    def households(self) -> Mapping[int, int]:
        """Number of households by row id of their leaf area."""
        return _counted(self.doors["leaf_area"])

    def communities(self, ways: pd.DataFrame) -> dict[int, Area]:
        """Find the community whose outline holds each building, by the building's row id."""
        known = {one.id: one for one in self.tree.areas.values() if one.level is Level.COMMUNITY}
        outlines = area_store.outlines(self.conn, self.day, known.keys())
        found = locate(
            shapely.point_on_surface(ways["geom"].to_numpy()),
            np.array(list(outlines.values()), dtype=object),
        )
        keys = list(outlines)
        return {
            building: known[keys[nth]]
            for building, nth in zip(ways.index, found.tolist(), strict=True)
            if nth >= 0
        }


def _households(today: _Today) -> Iterator[Orphan]:
    for row in waiting_rows(today.conn):
        area = None if row["area"] is None else today.tree.areas.get(row["area"])
        label = " · ".join(filter(None, (row["name"], row["sheet"], f"{row['line']}")))
        yield Orphan(OrphanKind.HOUSEHOLD, label, area, 1, OrphanTarget.LEDGER_ROW, row["uid"])
    loose = today.doors[~today.doors["part"].isin(today.members["part"])]
    counts = _counted(loose["building"])
    ways = ways_to(today.conn, counts)
    areas, each = today.communities(ways), ways.to_dict("index")
    for building, count in sorted(counts.items()):
        yield Orphan(
            OrphanKind.HOUSEHOLD,
            _called(each[building]),
            areas.get(building),
            count,
            OrphanTarget.BUILDING,
            each[building]["uid"],
        )


def _parts(today: _Today) -> Iterator[Orphan]:
    leaves = [leaf.id for leaf in today.tree.leaves]
    loose = today.members[~today.members["leaf_area"].isin(leaves)]
    extents = household_store.parts(today.conn, today.day).set_index("id")
    doors = _counted(today.doors["part"])
    ways = ways_to(today.conn, set(loose["building"]))
    areas, each = today.communities(ways), ways.to_dict("index")
    for part, building, leaf in loose[["part", "building", "leaf_area"]].itertuples(index=False):
        left_over = None if pd.isna(leaf) else today.tree.areas.get(leaf)
        yield Orphan(
            OrphanKind.PART,
            " ".join([_called(each[building]), *_extent(extents.loc[part])]),
            left_over or areas.get(building),
            doors.get(part, 0),
            OrphanTarget.BUILDING,
            each[building]["uid"],
        )


def _patches(today: _Today) -> Iterator[Orphan]:
    held = {(row["office"], row["area"]) for row in office_store.held(today.conn, today.day)}
    empty = [a for office, a in vacant_seats(today.tree, held) if office is Office.PATCH_LEADER]
    for area in sorted(empty, key=lambda one: one.code):
        yield Orphan(
            OrphanKind.PATCH,
            area.name or area.code,
            area,
            today.households.get(area.id, 0),
            OrphanTarget.AREA,
            area.uid,
        )


def _leaders(today: _Today) -> Iterator[Orphan]:
    now = serving(today.conn, today.tree, today.day)
    alone = [(area, leader) for leader, area in now.leaders.items() if leader not in now.links]
    for area, leader in sorted(alone, key=lambda one: one[0].code):
        yield Orphan(
            OrphanKind.LEADER,
            area.name or area.code,
            area,
            today.households.get(area.id, 0),
            OrphanTarget.PERSON,
            now.uids[leader],
        )


_FINDERS: Final = {
    OrphanKind.HOUSEHOLD: _households,
    OrphanKind.PART: _parts,
    OrphanKind.PATCH: _patches,
    OrphanKind.LEADER: _leaders,
}


def _counted(keys: pd.Series) -> dict[int, int]:
    values, counts = np.unique(keys.to_numpy(np.int64), return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def _called(way: Mapping[Hashable, Any]) -> str:
    return str(next(way[name] for name in ("address", "name", "source_ref") if pd.notna(way[name])))


def _extent(part: pd.Series) -> Iterator[str]:
    """Say which unit and floors a part spans, if it is not the whole building."""
    if pd.notna(part["unit"]):
        yield str(part["unit"])
    if pd.notna(part["floor_lo"]) or pd.notna(part["floor_hi"]):
        ends = (part[end] for end in ("floor_lo", "floor_hi"))
        yield "–".join("" if pd.isna(end) else f"{int(end)}" for end in ends) + "F"
