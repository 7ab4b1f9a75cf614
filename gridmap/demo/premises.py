"""What stands in a town beside homes: works, schools, shops, showrooms, a hospital, a market."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.demo.footprints import Footprint, apart, boxes, fitting, shaped
from gridmap.geo.crs import Geometries

__all__ = [
    "beside_homes",
    "halls",
    "hospital",
    "market",
    "offices",
    "school",
    "shops",
    "showrooms",
    "track_on",
]


def shops(
    land: BaseGeometry, fronts: Geometries, setbacks: list[float], rng: np.random.Generator
) -> list[Footprint]:
    """Line street fronts with shops of one or two storeys.

    Parameters
    ----------
    land
        Where building is allowed.
    fronts, setbacks
        Street lines, and the metres from each line to its shop fronts.
    """
    found: list[Footprint] = []
    for front, setback in zip(fronts, setbacks, strict=True):
        at = 4.0
        while at < front.length - 18:
            length = rng.uniform(13, 34)
            if rng.random() < 0.62:
                deep = rng.uniform(7.5, 10.5)
                start, end = shapely.get_coordinates(
                    shapely.line_interpolate_point(front, [at, at + length])
                )
                angle = float(np.arctan2(*(end - start)[::-1]))
                normal = np.array([-np.sin(angle), np.cos(angle)])
                for side in (1.0, -1.0):
                    x, y = (start + end) / 2 + side * normal * (setback + 1.2 + deep / 2)
                    outline = boxes([x], [y], length, deep, angle)[0]
                    found.append(Footprint("retail", outline, int(rng.integers(1, 3))))
            at += length + rng.uniform(2, 16)
    return apart(fitting(land, found), 2.0)


def beside_homes(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Put what an estate needs on its free ground: bicycle sheds, at times a kindergarten."""
    wanted: list[tuple[str, shapely.Polygon, int]] = []
    if rng.random() < 0.3:
        nursery = shaped(boxes([0.0, -9.0], [0.0, -10.0], [30.0, 12.0], [11.0, 12.0]))
        wanted.append(("kindergarten", nursery, 3))
    sheds = boxes(np.zeros(3), np.zeros(3), rng.uniform(14, 26, 3), 5.0)
    wanted += [("garage", shed, 1) for shed in sheds[: int(rng.integers(0, 4))]]
    return _one_by_one(land, wanted)


def halls(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Fill works with long halls, sheds between them and a chimney house."""
    west, south, east, north = land.bounds
    found = []
    y = south + 8.0
    while y < north - 24:
        deep = rng.uniform(22, 44)
        x = west + rng.uniform(4, 16)
        while x < east - 20:
            length = rng.uniform(38, 110)
            hall = boxes([x + length / 2], [y + deep / 2], length, deep)
            if rng.random() < 0.35:  # an annexe at its side
                annexe = boxes(
                    [x + length * rng.uniform(0.3, 0.7)], [y + deep + 4.0], length * 0.35, 8.2
                )
                hall = np.concatenate([hall, annexe])
            found.append(Footprint("industrial", shaped(hall), int(rng.integers(1, 3))))
            x += length + rng.uniform(10, 22)
        for x in rng.uniform(west, east, 5):
            shed = boxes([x], [y + deep + 7.0], rng.uniform(9, 18), rng.uniform(7, 9))
            found.append(Footprint("warehouse", shed[0], 1))
        y += deep + rng.uniform(15, 24)
    return apart(fitting(land, found), 5.0)


def showrooms(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Stand car dealers' showrooms with workshops behind them, a parking yard around each."""
    west, south, east, north = land.bounds
    found = []
    for y in np.arange(south + 18, north - 16, 54.0):
        for x in np.arange(west + 24, east - 20, 50.0):
            front = boxes([x, x], [y, y + 19], [rng.uniform(30, 42), 24.0], [22.0, 16.5])
            front = front if rng.random() < 0.7 else front[:1]
            found.append(Footprint("retail", shaped(front), 2))
    return apart(fitting(land, found), 8.0)


def track_on(land: BaseGeometry) -> shapely.Polygon:
    """Find room for a running track, empty where there is none."""
    for length, width in ((92.0, 50.0), (74.0, 40.0), (52.0, 30.0)):
        place = _first_fit(land, _stadium(length, width), land.bounds)
        if place is not None:
            return place
    return shapely.Polygon()


def school(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Build a school beside its track: a comb of classrooms and a hall."""
    wings = np.arange(int(rng.integers(2, 4)))
    comb = boxes(
        [0.0, *(-24.0 + 24.0 * wings)],
        [0.0, *(-17.0 + 0.0 * wings)],
        [60.0, *(10.0 + 0.0 * wings)],
        [10.0, *(24.0 + 0.0 * wings)],
    )
    hall = boxes([0.0], [0.0], 34.0, 22.0)[0]
    dining = boxes([0.0], [0.0], 30.0, 14.0)[0]
    return _one_by_one(
        land, [("school", shaped(comb), 5), ("school", hall, 2), ("school", dining, 2)]
    )


def hospital(land: BaseGeometry, _: np.random.Generator) -> list[Footprint]:
    """Build a hospital: two wards joined by a bridge, an outpatients' hall, a boiler house."""
    ward = shaped(boxes([0, 0, 0], [0, 22, 44], [64, 14, 56], [14, 32, 14]))
    hall = boxes([0.0], [0.0], 40.0, 26.0)[0]
    boiler = boxes([0.0], [0.0], 15.0, 12.0)[0]
    return _one_by_one(
        land, [("hospital", ward, 9), ("hospital", hall, 3), ("hospital", boiler, 1)]
    )


def market(land: BaseGeometry, _: np.random.Generator) -> list[Footprint]:
    """Build a covered market and the rows of stalls beside it."""
    hall = boxes([0.0], [0.0], 62.0, 40.0)[0]
    stalls = boxes([0.0], [0.0], 54.0, 8.0)[0]
    return _one_by_one(land, [("retail", hall, 2), *(("retail", stalls, 1) for _ in range(4))])


def offices(land: BaseGeometry, rng: np.random.Generator) -> list[Footprint]:
    """Build an office tower on a plinth of shops, and lower offices."""
    plinth = shaped(boxes([0, 18], [0, 14], [58, 22], [30, 20]))
    low = boxes([0.0], [0.0], rng.uniform(38, 52), 15.0)[0]
    return _one_by_one(
        land,
        [
            ("office", plinth, int(rng.integers(9, 19))),
            ("office", low, 5),
            ("office", low, 4),
            ("commercial", boxes([0.0], [0.0], 30.0, 24.0)[0], 3),
        ],
    )


def _one_by_one(
    land: BaseGeometry, wanted: list[tuple[str, shapely.Polygon, int]]
) -> list[Footprint]:
    found = []
    rest = land
    for kind, outline, levels in wanted:
        spot = _first_fit(rest, outline, rest.bounds)
        if spot is not None:
            found.append(Footprint(kind, spot, levels))
            rest = rest.difference(spot.buffer(9))
    return found


def _first_fit(
    land: BaseGeometry, outline: shapely.Polygon, bounds: tuple[float, float, float, float]
) -> shapely.Polygon | None:
    """Move ``outline`` over ``land`` until it fits, upright or turned a quarter."""
    west, south, east, north = bounds
    if not np.isfinite(west):
        return None
    shapely.prepare(land)
    x, y = np.meshgrid(np.arange(west, east, 6.0), np.arange(south, north, 6.0))
    for quarter in (False, True):
        ring = shapely.get_coordinates(outline) - shapely.get_coordinates(outline.centroid)
        ring = ring[:, ::-1] * (1, -1) if quarter else ring
        shapes = shapely.polygons(ring + np.stack([x.ravel(), y.ravel()], axis=1)[:, None])
        fits = np.flatnonzero(shapely.contains_properly(land, shapes))
        if len(fits):
            best: shapely.Polygon = shapes[fits[len(fits) // 7]]
            return best
    return None


def _stadium(length: float, width: float) -> shapely.Polygon:
    half = (length - width) / 2
    return shapely.LineString([(-half, 0), (half, 0)]).buffer(width / 2, quad_segs=8)
