"""The ground of a plan made ready to be divided at a level: neighbours, and a name for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from gridmap.errors import InputError, NotFound
from gridmap.frames.contiguity import graph_in
from gridmap.frames.grounds import grounds
from gridmap.frames.outlines import Sheet
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.plan_ground import Ground, ground_of
from gridmap.usecases.workspace import Workspace

__all__ = ["Prepared", "known_again", "prepared", "seen_ground"]

_LEVELS: Final = (Level.GRID, Level.PATCH)


@dataclass(frozen=True, eq=False)
class Prepared:
    """An area made ready to be divided.

    Attributes
    ----------
    ground
        What it is made from; its atoms have a community, and for patches a grid, each.
    current, zone
        Columns of the atoms: the area of the level, and what that does not reach across.
    buildings
        A row a building that atoms are of: ``id``, ``uid``, ``address``, ``geom`` (EPSG:4326).
    edges
        Neighbours, as :func:`gridmap.contiguity` has them.
    base
        Names the atoms and whose they are today: an assignment that was made over others is not
        one over these.
    seq
        Server sequence it was read at.
    """

    ground: Ground
    level: Level
    current: str
    zone: str
    buildings: pd.DataFrame
    edges: pd.DataFrame
    base: str
    seq: int

    @property
    def atoms(self) -> gpd.GeoDataFrame:
        """What is divided, a row an atom."""
        return self.ground.atoms

    @property
    def barriers(self) -> gpd.GeoSeries | None:
        """What areas do not reach across."""
        return self.ground.water if len(self.ground.water) else None

    @property
    def streets(self) -> gpd.GeoSeries | None:
        """What borders follow."""
        return self.ground.streets if len(self.ground.streets) else None

    @property
    def within(self) -> gpd.GeoDataFrame | None:
        """What outlines fill."""
        return self.ground.within(self.zone)

    @property
    def patched(self) -> bool:
        """Whether grids are divided that have patches, so that receiving ones are to be named."""
        return self.level is Level.GRID and bool(self.atoms["patch"].notna().any())

    @property
    def neighbours(self) -> pd.DataFrame:
        """The edges without those that only link; they are linked again by whoever divides."""
        return self.edges[~self.edges["linked"]]

    @cached_property
    def compactness_today(self) -> float | None:
        """Mean Polsby–Popper of today's areas as their buildings would have them drawn."""
        today = self.atoms[self.current]
        if not today.notna().any():
            return None
        sheet = Sheet(self.atoms, today, self.zone, self.barriers, self.streets, self.within)
        return float(sheet.draw()["polsby_popper"].mean())

    @property
    def unparted(self) -> str:
        """Column of the atoms that tells what a search does not part without need."""
        return "building" if self.level is Level.GRID else "part"

    def locked(self, names: Iterable[str], drawn: Collection[str] = ()) -> pd.Series[bool]:
        """Mark the atoms that are locked.

        Parameters
        ----------
        names
            As :class:`~gridmap.usecases.plan_finding.Wanted` has them.
        drawn
            Areas of a division: of those that are new there are only these.

        Returns
        -------
        pandas.Series
            Flag by atom; names of areas mark none.

        Raises
        ------
        NotFound
            ``plan-lock-unknown``.
        """
        known = dict(zip(self.buildings["uid"], self.buildings["id"].tolist(), strict=True))
        marked = pd.Series(data=False, index=self.atoms.index)
        for name in names:
            if name in self.ground.tree.by_code or name in drawn:
                continue
            uid, _, door = name.partition("/")
            own = self.atoms[self.atoms["building"].eq(known.get(uid, -1))]
            own = own[_has_door(own, door)]
            if own.empty:
                raise NotFound("plan-lock-unknown", lock=name)
            marked[own.index] = True
        return marked


def _has_door(atoms: pd.DataFrame, door: str) -> pd.Series[bool]:
    """Tell which atoms of a building a door is in: ``unit/floor``, either may be empty."""
    unit, _, floor = door.rpartition("/") if "/" in door else (door, "", "")
    has = pd.Series(data=True, index=atoms.index)
    if unit:
        # Where units are not told apart, it is in what there is.
        of_unit = atoms["unit"].eq(unit)
        has = of_unit if of_unit.any() else atoms["unit"].isna()
    if floor:
        level = int(floor) if re.fullmatch(r"-?\d{1,3}", floor) else np.nan
        low = atoms["floor"].astype(np.float64)
        high = atoms["top"].astype(np.float64).fillna(low)
        has &= low.isna() | (low.le(level) & high.ge(level))
    return has


def seen_ground(
    workspace: Workspace, code: str, level: Level, *, act: Act = Act.SEE
) -> tuple[Ground, pd.DataFrame, int]:
    """Take an area out of the tables; also its buildings, and the sequence it was read at.

    What it is to become is looked for without holding them. Whatever is to be balanced, and between
    which bounds, the atoms are the same: what was made over them holds when these change.

    Raises
    ------
    NotFound
        ``area-unknown``.
    NotPermitted
        If the area is not the actor's to set up.
    InputError
        ``plan-level``, ``plan-area-empty``; ``plan-area-below`` where the area lies below what is
        to be divided.
    """
    if level not in _LEVELS:
        raise InputError("plan-level", level=level)
    workspace.actor.insist(act, Data.SETTING_UP)
    today = workspace.today()
    seq = int(workspace.about().last_seq)
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        area = named(tree, code)
        workspace.actor.demand(tree, act, Data.SETTING_UP, area)
        if area.level.depth > level.depth:
            raise InputError("plan-area-below", area=area.name or area.code)
        ground = ground_of(conn, tree, area, today, floors=level is Level.PATCH)
        buildings = building_store.places(conn, set(ground.atoms["building"].tolist()))
    if level is Level.PATCH:
        # What is no grid's yet is divided by community.
        atoms = ground.atoms
        filled = atoms["grid"].where(atoms["grid"].notna(), atoms["community"])
        ground = replace(ground, atoms=_lived_in(atoms.assign(grid=filled)))
    return ground, buildings.reset_index(drop=True), seq


def _lived_in(atoms: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Leave out grids in which nobody lives and nobody leads: they need no neighbour leader."""
    of_grid = atoms.groupby("grid")
    lived_in = of_grid["households"].transform("sum").gt(0)
    needed = lived_in | of_grid["patch"].transform("count").gt(0)
    # Where no households are known at all, that is what is to be told.
    return atoms[needed].reset_index(drop=True) if needed.any() else atoms


def prepared(ground: Ground, level: Level, buildings: pd.DataFrame, seq: int) -> Prepared:
    """Find the neighbours in an area."""
    current, zone = ("grid", "community") if level is Level.GRID else ("patch", "grid")
    atoms = ground.atoms
    # A grid takes buildings as they stand side by side, a patch also from floor to floor.
    places = atoms[["geometry"]] if level is Level.GRID else atoms
    barriers = ground.water if len(ground.water) else None
    number = pd.factorize(atoms[zone])[0].astype(np.int64)
    within = ground.within(zone)
    own = None if within is None else grounds(atoms, zone, within)
    return Prepared(
        ground,
        level,
        current,
        zone,
        buildings,
        graph_in(places, number, barriers, own).edges,
        _base(ground, level, current, zone),
        seq,
    )


def known_again(
    before: Prepared, ground: Ground, buildings: pd.DataFrame, seq: int
) -> Prepared | None:
    """Take over the neighbours of before where nothing stands otherwise; ``None`` where it does."""
    base = _base(ground, before.level, before.current, before.zone)
    same = (
        base == before.base
        and before.ground.atoms.geometry.geom_equals_exact(ground.atoms.geometry, 0).all()
        and _alike(before.ground.water, ground.water)
    )
    return replace(before, ground=ground, buildings=buildings, seq=seq) if same else None


def _alike(one: gpd.GeoSeries, other: gpd.GeoSeries) -> bool:
    return len(one) == len(other) and bool(one.geom_equals_exact(other, 0).all())


def _base(ground: Ground, level: Level, current: str, zone: str) -> str:
    """Name the atoms and whose they are."""
    columns = ["part", "unit", "floor", "leaf", current, zone]
    rows: list[list[Any]] = ground.atoms[columns].astype(object).to_numpy().tolist()
    text = repr((ground.area.uid, level.value, rows)).encode()
    return hashlib.blake2b(text, digest_size=12).hexdigest()
