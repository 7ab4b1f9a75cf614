"""The street network: arterial curves from the plan, and the lanes that divide what lies between.

Quarters (faces between main streets) are cut in two again and again, across their longer side and
with a slight bow, until blocks have the size their theme wants. That is how towns grow: lanes end
at the street they meet, so T-junctions abound and nothing lines up into a chessboard. The method is
the recursive subdivision by oriented boxes of Vanegas et al. (2012), "Procedural generation of
parcels in urban modeling", with curved cuts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gridmap.demo.names import LANES
from gridmap.demo.plan import MAIN_STREETS, OUTLINE, RIVER_WIDTH, RIVERSIDE, THEMES, Points, Theme
from gridmap.demo.plane import GRAIN, dice
from gridmap.geo.crs import Geometries

__all__ = [
    "HALF_WIDTH",
    "Network",
    "closed_curve",
    "curve",
    "lay_streets",
    "river_line",
    "theme_at",
    "whole_streets",
]

HALF_WIDTH: Final = {
    "primary": 17.0,
    "secondary": 13.0,
    "tertiary": 9.5,
    "residential": 5.0,
    "service": 2.0,
    "footway": 1.0,
}
"""Metres from a street's centre line to the edge of its pavement, by class."""

_BLOCK_AREA: Final = {
    Theme.CENTRE: 15_000,
    Theme.ESTATE: 21_000,
    Theme.TOWERS: 25_000,
    Theme.COMPOUND: 16_000,
    Theme.VILLAGE: 13_000,
    Theme.WORKS: 75_000,
    Theme.MOTORS: 30_000,
    Theme.PARK: 150_000,
}
"""Square metres that blocks of a theme should have."""

_SLIVER: Final = 600.0
"""Square metres below which land between streets is no block."""

_EXTENT: Final = shapely.box(-1330, -1130, 1330, 1060)


@dataclass(frozen=True)
class Network:
    """Streets and the blocks between them, on the plane.

    Attributes
    ----------
    lines, names, kinds
        One piece of street between two junctions each; its name and class (OSM ``highway``).
    sides
        (n, 2) numbers of the blocks on either side of each piece, -1 outside the subdistrict.
    blocks, themes
        Polygons that tile the subdistrict along street centre lines, and what they are made of.
    """

    lines: Geometries
    names: NDArray[np.str_]
    kinds: NDArray[np.str_]
    sides: NDArray[np.int64]
    blocks: Geometries
    themes: NDArray[np.str_]


def curve(through: Points, step: float = 10.0) -> shapely.LineString:
    """Draw a smooth curve through points, with a vertex about every ``step`` metres."""
    points = np.asarray(through, dtype=np.float64)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    spline = CubicSpline(along, points, bc_type="natural")
    at = np.linspace(0.0, along[-1], int(along[-1] / step) + 1)
    return shapely.simplify(shapely.LineString(spline(at)), 0.15)


def closed_curve(through: Points, step: float = 6.0) -> shapely.Polygon:
    """Draw a smooth closed curve through points."""
    points = np.asarray([*through, through[0]], dtype=np.float64)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    spline = CubicSpline(along, points, bc_type="periodic")
    return shapely.Polygon(spline(np.linspace(0.0, along[-1], int(along[-1] / step))))


def theme_at(points: NDArray[np.float64]) -> NDArray[np.str_]:
    """Tell the theme of places, given as (n, 2) metres."""
    hearts = np.array([(x, y) for x, y, _ in THEMES], dtype=np.float64)
    nearest = np.hypot(*(points[:, None] - hearts).transpose(2, 0, 1)).argmin(axis=1)
    themes: NDArray[np.str_] = np.array([theme for _, _, theme in THEMES])[nearest]
    return themes


def lay_streets() -> Network:
    """Lay out all streets and the blocks between them."""
    main = np.array([curve(street.through) for street in MAIN_STREETS], dtype=object)
    quarters = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(_noded([*main, _EXTENT.exterior])))
    )
    cuts, cut_names = _lanes(quarters)
    lines = np.array([*main, *cuts], dtype=object)
    names = np.array([*(street.name for street in MAIN_STREETS), *cut_names])
    kinds = np.array([*(street.kind for street in MAIN_STREETS), *("residential" for _ in cuts)])

    pieces, faces = _without_slivers(shapely.get_parts(_noded([*lines, _EXTENT.exterior])))
    middles = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    inside = shapely.distance(middles, _EXTENT.exterior) > 1.0
    pieces, middles = pieces[inside], middles[inside]
    street = shapely.STRtree(lines).nearest(middles)

    blocks = faces
    hearts = shapely.get_coordinates(shapely.centroid(blocks))
    within = shapely.contains_xy(shapely.Polygon(OUTLINE), hearts)
    order = np.lexsort((hearts[within, 0], -np.round(hearts[within, 1], -2)))
    blocks, hearts = blocks[within][order], hearts[within][order]
    return Network(
        lines=pieces,
        names=names[street],
        kinds=kinds[street],
        sides=_sides(pieces, blocks),
        blocks=blocks,
        themes=theme_at(hearts),
    )


def river_line() -> shapely.LineString:
    """Draw the middle of the river, which keeps beside its street."""
    bank = next(street for street in MAIN_STREETS if street.name == RIVERSIDE)
    beside = shapely.offset_curve(
        curve(bank.through), -(HALF_WIDTH[bank.kind] + 6 + RIVER_WIDTH / 2), quad_segs=4
    )
    return shapely.LineString(shapely.get_coordinates(beside))


def whole_streets(
    network: Network, lanes: list[shapely.LineString], paths: list[shapely.LineString]
) -> pd.DataFrame:
    """Join pieces to whole streets, drives and footpaths added, a vertex wherever two meet.

    Returns
    -------
    pandas.DataFrame
        ``name`` (``None`` without), ``kind``, ``geometry`` (LineString on the plane).
    """
    sources = np.array([*network.lines, *lanes, *paths], dtype=object)
    names = np.array([*network.names, *("" for _ in (*lanes, *paths))])
    kinds = np.array([*network.kinds, *("service" for _ in lanes), *("footway" for _ in paths)])
    pieces = shapely.get_parts(_noded(list(sources)))
    source = shapely.STRtree(sources).nearest(
        shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    )
    unnamed = np.where(names[source] == "", source, -1)
    frame = pd.DataFrame(
        {"name": names[source], "kind": kinds[source], "own": unnamed, "geometry": pieces}
    )
    rows = [
        (str(name) or None, kind, line)
        for (name, kind, _), group in frame.groupby(["name", "kind", "own"], sort=True)
        for line in shapely.get_parts(
            shapely.line_merge(shapely.multilinestrings(group.geometry.to_numpy(dtype=object)))
        )
    ]
    return pd.DataFrame(rows, columns=["name", "kind", "geometry"])


def _noded(lines: list[shapely.Geometry]) -> shapely.Geometry:
    return shapely.node(shapely.set_precision(shapely.union_all(lines, grid_size=GRAIN), GRAIN))


def _without_slivers(pieces: Geometries) -> tuple[Geometries, Geometries]:
    """Leave out ends that lead nowhere, and lanes so close that hardly anything lies between.

    Returns
    -------
    pieces, faces
        The streets' pieces and the faces between them.
    """
    while True:
        collected, _, dangles, _ = shapely.polygonize_full(pieces)
        loose = np.isin(shapely.to_wkb(pieces), shapely.to_wkb(shapely.get_parts(dangles)))
        pieces, faces = pieces[~loose], shapely.get_parts(collected)
        slivers = faces[shapely.area(faces) < _SLIVER]
        if len(slivers) == 0:
            return pieces, faces
        around = np.flatnonzero(shapely.covered_by(pieces, shapely.boundary(slivers[0])))
        pieces = np.delete(pieces, around[np.argmax(shapely.length(pieces[around]))])


def _lanes(quarters: Geometries) -> tuple[list[shapely.LineString], list[str]]:
    """Divide every quarter by lanes; those of one quarter share a stem of a name."""
    rng = dice(1)
    themes = theme_at(shapely.get_coordinates(shapely.centroid(quarters)))
    town = shapely.Polygon(OUTLINE)
    stems = iter(LANES)
    cuts: list[shapely.LineString] = []
    names: list[str] = []
    hearts = shapely.get_coordinates(shapely.centroid(quarters))
    for number in np.lexsort((hearts[:, 0], -np.round(hearts[:, 1], -2))):
        quarter = quarters[number]
        # Beyond the border the town goes on, but nobody has to tell its lanes apart.
        ours = town.contains(quarter.centroid)
        wanted = _BLOCK_AREA[Theme(themes[number])] * (1.0 if ours else 2.5)
        found = list(_divide(quarter, wanted, rng))
        cuts += found
        stem = next(stems) if ours and found else ""
        names += [_lane_name(stem, nth) if stem else "" for nth, _ in zip(count(), found)]
    return cuts, names


def _lane_name(stem: str, nth: int) -> str:
    return f"{stem}路" if nth == 0 else f"{stem}{'一二三四五六七八九十'[(nth - 1) % 10]}巷"


def _divide(
    land: shapely.Polygon, wanted: float, rng: np.random.Generator
) -> list[shapely.LineString]:
    if land.area < wanted * rng.uniform(1.3, 1.9):
        return []
    box = shapely.get_coordinates(shapely.oriented_envelope(land))[:4]
    if np.hypot(*(box[1] - box[0])) < np.hypot(*(box[2] - box[1])):
        box = np.roll(box, -1, axis=0)
    # Now box[0]→box[1] is a longer side; the cut goes across it.
    ahead, across = box[1] - box[0], box[3] - box[0]
    if np.hypot(*across) < 45:
        return []
    share = rng.uniform(0.4, 0.6)
    skew = rng.normal(0.0, 0.05)
    bow = rng.normal(0.0, 0.055) * np.hypot(*across)
    t = np.linspace(-0.05, 1.05, 14)[:, None]
    normal = ahead / np.hypot(*ahead)
    path = box[0] + ahead * (share + skew * (t - 0.5)) + across * t + normal * bow * 4 * t * (1 - t)
    cut = shapely.intersection(shapely.LineString(path), land)
    pieces = shapely.get_parts(cut)
    longest: shapely.LineString = pieces[np.argmax(shapely.length(pieces))]
    longest = _stretched(longest, 0.6)
    halves = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.union_all([land.exterior, longest])))
    )
    if len(halves) < 2 or shapely.area(halves).min() < 0.25 * wanted:
        return []
    return [longest, *(cut for half in halves for cut in _divide(half, wanted, rng))]


def _stretched(line: shapely.LineString, by: float) -> shapely.LineString:
    """Lengthen a line at both ends, so that it surely meets the street it ends at."""
    xy = shapely.get_coordinates(line)
    first, last = xy[0] - xy[1], xy[-1] - xy[-2]
    ends = (xy[0] + first / np.hypot(*first) * by, xy[-1] + last / np.hypot(*last) * by)
    return shapely.LineString([ends[0], *xy, ends[1]])


def _sides(lines: Geometries, blocks: Geometries) -> NDArray[np.int64]:
    """Find the blocks on the left and right of each line, -1 where there is none."""
    tree = shapely.STRtree(blocks)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.51, normalized=True))
    step = (ahead - middle) / np.hypot(*(ahead - middle).T)[:, None]
    found = np.full((len(lines), 2), -1)
    for side, sign in enumerate((1.0, -1.0)):
        points = shapely.points(middle + sign * 0.6 * step[:, ::-1] * (-1.0, 1.0))
        point, block = tree.query(points, predicate="within")
        found[point, side] = block
    return found
