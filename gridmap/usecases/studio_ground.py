"""The ground of a studio as columns: all that a page needs to reckon a stroke by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely

from gridmap.render.geometry import STEPS_PER_DEGREE, pack
from gridmap.store import offices as office_store
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases.plan_finding import TOLERANCE, bounds_of, loads_of
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.workspace import Workspace

__all__ = ["studio_ground"]

_LEADS: Final = [Office.PATCH_LEADER.value, Office.GRID_LEAD.value]


def studio_ground(workspace: Workspace, here: Prepared, load: str) -> dict[str, Any]:
    """Write a ground as columns of numbers, fit for JSON; of people no more than that they are.

    Parameters
    ----------
    load
        What is to be balanced, as for :func:`gridmap.usecases.planning.propose`.

    Raises
    ------
    InputError, NotPermitted
        As :func:`gridmap.usecases.plan_finding.loads_of`.
    """
    loads = loads_of(workspace, here, load)
    with workspace.database.read() as conn:
        held = office_store.held(conn, workspace.today(), offices=_LEADS)
    leads = {row["area"] for row in held}
    tree, atoms = here.ground.tree, here.atoms
    below = sorted(tree.subtree(here.ground.area), key=lambda one: one.code)
    areas = [one for one in below if one.level is here.level]
    zones = sorted({*atoms[here.zone], *(_zone(here, one) for one in areas)})
    patches = _patches(here, below)
    zone_at, area_at, patch_at = _places(zones), _codes(areas), _codes(patches)
    grids = [area_at.get(_above(here, one, Level.GRID) or "", -1) for one in patches]
    known = tree.by_code
    return {
        "base": here.base,
        "seq": here.seq,
        "today": workspace.today().isoformat(),
        "area": _place(here.ground.area),
        "level": here.level.value,
        "zone_level": here.zone,
        "load": load,
        "size": bounds_of(workspace, here.level, None, None).get("size"),
        "tolerance": TOLERANCE,
        "patch_size": workspace.settings.households_per_leader,
        "zones": [
            _place(known[code]) if code in known else {"code": code, "name": None} for code in zones
        ],
        "areas": [
            {
                **_place(one),
                "id": one.id,
                "zone": zone_at[_zone(here, one)],
                "leader": one.id in leads,
                "patches": grids.count(at),
            }
            for at, one in enumerate(areas)
        ],
        "patches": [
            {**_place(one), "area": grid, "leader": one.id in leads}
            for one, grid in zip(patches, grids, strict=True)
        ],
        "buildings": _buildings(here),
        "atoms": {
            **_atoms(here),
            "load": loads.round(3).tolist(),
            "area": [area_at.get(code, -1) for code in atoms[here.current]],
            "patch": [patch_at.get(code, -1) for code in atoms["patch"]],
            "zone": [zone_at[code] for code in atoms[here.zone]],
        },
        "edges": {
            "a": here.edges["a"].tolist(),
            "b": here.edges["b"].tolist(),
            "m": here.edges["shared_m"].round(1).tolist(),
            "linked": np.flatnonzero(here.edges["linked"]).tolist(),
        },
    }


def _buildings(here: Prepared) -> dict[str, Any]:
    table = here.buildings
    return {
        "id": table["id"].tolist(),
        "uid": table["uid"].tolist(),
        "address": _or_none(table["address"]),
        "shape": pack(table["geom"].to_numpy()),
    }


def _atoms(here: Prepared) -> dict[str, Any]:
    """Tell of each atom what it is and what it weighs."""
    atoms, places = here.atoms, here.buildings["geom"].to_numpy()
    inside = shapely.get_coordinates(shapely.point_on_surface(places))
    at = np.rint(inside * STEPS_PER_DEGREE).astype(np.int64)
    of = pd.Index(here.buildings["id"]).get_indexer(pd.Index(atoms["building"]))
    return {
        "building": of.tolist(),
        "part": atoms["part"].astype(int).tolist(),
        "unit": _or_none(atoms["unit"]),
        "low": _floors(atoms["floor"]),
        "high": _floors(atoms["top"]),
        "x": at[of, 0].tolist(),
        "y": at[of, 1].tolist(),
        "households": atoms["households"].astype(int).tolist(),
        "walk_up": atoms["walk_up"].astype(int).tolist(),
        "hazards": atoms["hazards"].astype(float).round(3).tolist(),
    }


def _patches(here: Prepared, below: Iterable[Area]) -> list[Area]:
    """List what leads below grids that are divided."""
    if here.level is not Level.GRID:
        return []
    tree = here.ground.tree
    return [
        one for one in below if one.level.depth > Level.GRID.depth and one.id not in tree.children
    ]


def _zone(here: Prepared, area: Area) -> str:
    """Tell the code of the zone that an area of the level lies in."""
    return _above(here, area, Level(here.zone)) or here.ground.area.code


def _above(here: Prepared, area: Area, level: Level) -> str | None:
    return next((one.code for one in here.ground.tree.path(area) if one.level is level), None)


def _place(area: Area) -> dict[str, Any]:
    return {"code": area.code, "name": area.name}


def _codes(areas: Iterable[Area]) -> dict[str, int]:
    return _places(one.code for one in areas)


def _places(codes: Iterable[str]) -> dict[str, int]:
    return {code: at for at, code in enumerate(codes)}


def _or_none(column: pd.Series[Any]) -> list[str | None]:
    return [None if pd.isna(one) else str(one) for one in column]


def _floors(column: pd.Series[Any]) -> list[int | None]:
    return [None if pd.isna(one) else int(one) for one in column]
