"""A division as it is drawn: outlines of areas, and where something changes hands; GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from gridmap.frames.division import Division
from gridmap.geo.crs import Geometries
from gridmap.store import areas as area_store
from gridmap.store import plans as plan_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.plan_prepared import Prepared
from gridmap.usecases.plan_steps import called, labels_of
from gridmap.usecases.plan_views import day_before, permitted_plan
from gridmap.usecases.workspace import Workspace

__all__ = ["drawing_of", "features", "outlines_of", "plan_map"]


def drawing_of(here: Prepared, division: Division) -> dict[str, Any]:
    """Draw a division: ``after``, its outlines, and ``moves``, a point a building and direction.

    Properties of moves: ``i`` (row id of the building), ``from`` (``None`` where it had no area),
    ``to``, ``households``.
    """
    atoms = here.atoms
    moves = pd.DataFrame(
        {
            "i": atoms["building"],
            "from": atoms[here.current],
            "to": labels_of(division),
            "households": atoms["households"].astype(int),
        }
    )
    moved = moves["to"].notna() & (moves["from"] != moves["to"])
    by = moves[moved].groupby(["i", "from", "to"], sort=False, dropna=False)
    moves = by["households"].sum().reset_index()
    moves["from"] = moves["from"].astype(object).where(moves["from"].notna(), None)
    at = here.buildings.set_index("id")["geom"].reindex(moves["i"]).to_numpy()
    points = shapely.point_on_surface(at) if len(at) else at
    return {
        "after": outlines_of(here, division),
        "moves": features(points, moves.to_dict("records")),
    }


def outlines_of(here: Prepared, division: Division) -> dict[str, Any]:
    """Draw the outlines of a division's areas.

    Properties: ``label``, ``name``, ``households``, ``polsby_popper``.
    """
    loads = here.atoms["households"].groupby(labels_of(division)).sum()
    drawn = division.outlines
    known = here.ground.tree.by_code
    labels = [called(label) for label in drawn.index]
    return features(
        drawn.geometry.to_numpy(),
        (
            {
                "label": label,
                "name": known[label].name if label in known else None,
                "households": int(loads.get(label, 0)),
                "polsby_popper": round(float(compact), 3),
            }
            for label, compact in zip(labels, drawn["polsby_popper"], strict=True)
        ),
    )


def plan_map(workspace: Workspace, name: str) -> dict[str, Any]:
    """Draw a plan: ``before``, today's outlines, and what :func:`drawing_of` has kept of it.

    Once a plan is in effect, before is the day before.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`gridmap.usecases.plans.plan`.
    """
    workspace.actor.insist(Act.SEE, Data.SETTING_UP)
    with workspace.database.read() as conn:
        row, _ = permitted_plan(workspace, conn, name, Act.SEE)
        day = day_before(workspace, row)
        tree = area_store.tree(conn, day)
        below = () if row["area"] not in tree.areas else tree.subtree(tree.areas[row["area"]])
        areas = [one for one in below if one.level.value == row["level"]]
        drawn = area_store.outlines(conn, day, {one.id for one in areas})
        kept = json.loads(plan_store.heavy(conn, row["id"])["drawing"])
    shown = [one for one in areas if one.id in drawn]
    shapes = np.array([drawn[one.id] for one in shown], dtype=object)
    facts = [{"label": one.code, "name": one.name} for one in shown]
    return {"before": features(shapes, facts), **kept}


def features(shapes: Geometries, properties: Iterable[Mapping[Any, Any]]) -> dict[str, Any]:
    """Gather shapes (EPSG:4326; ``None`` for none) into a collection of features."""
    rounded = shapely.transform(shapes, lambda at: np.round(at, 7)) if len(shapes) else shapes
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
                "properties": dict(facts),
            }
            for shape, facts in zip(rounded, properties, strict=True)
        ],
    }
