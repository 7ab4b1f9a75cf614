"""Contiguity: which footprints are neighbours, and along how many metres.

The ground is shared out among footprints by nearness: every place belongs to the footprint whose
outline is nearest (a Voronoi diagram of points on the outlines). Footprints whose shares have a
border in common are neighbours, unless it runs through somebody else's footprint or, where the
ground is given, outside of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries
from gridmap.geo.shares import STEP_M, shares_of

__all__ = ["Contiguity", "contiguity", "links", "stacked", "strays"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_Borders = tuple[Ints, Floats]
"""Pairs, shape (m, 2), and the metres of border of each, shape (m,)."""

_LEAST_M: Final = 1.0
"""Metres of border that make neighbours."""

_LINK_M: Final = 1.0
"""Metres that a link to a stray piece counts as."""

_NO_PAIRS: Final = np.empty((0, 2), np.int64)


@dataclass(frozen=True, slots=True)
class Contiguity:
    """Who is beside whom.

    Attributes
    ----------
    pairs
        Positions of neighbours, shape (m, 2), the lower one first, in ascending order.
    shared_m
        Metres of border of each pair, shape (m,); 1.0 for a link.
    area_m2
        Ground of each footprint, shape (n,), up to 30 m outside the town where none is given.
    linked
        Whether a pair only links a stray piece to another one, shape (m,).
    """

    pairs: Ints
    shared_m: Floats
    area_m2: Floats
    linked: NDArray[np.bool_]


def contiguity(
    footprints: Geometries,
    *,
    zone: Ints | None = None,
    barriers: Geometries | None = None,
    ground: Geometries | None = None,
) -> Contiguity:
    """Find the neighbours of every footprint.

    Parameters
    ----------
    footprints
        Polygons or points in a metric coordinate system, shape (n,); none of them empty. Those that
        are the same (parts of one tower) are neighbours of one another and have all neighbours and
        the ground in common.
    zone
        Zone of each; footprints of different zones are never neighbours.
    barriers
        Lines and polygons that borders do not count across: walls, rivers, main roads.
    ground
        Polygons that borders count in, one a zone, ``None`` where it has none. Without them every
        border counts that ground 30 m around the town has.

    Returns
    -------
    Contiguity
        With a link to another piece for whatever would lie apart inside its zone: to a neighbour
        across a barrier where there is one, else to the nearest.
    """
    zone = np.zeros(len(footprints), np.int64) if zone is None else zone
    area = np.zeros(len(footprints))
    free, barred = [], []
    for mine, own in _grounds(zone, ground):
        open_, shut, area[mine] = _neighbours(footprints[mine], barriers, own)
        free.append((mine[open_[0]], open_[1]))
        barred.append((mine[shut[0]], shut[1]))
    pairs, metres = _counted(free, zone)
    across, _ = _counted(barred, zone)
    at = shapely.get_coordinates(shapely.point_on_surface(footprints))
    more = links(at, pairs, zone, across)
    pairs = np.concatenate([pairs, more])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return Contiguity(
        pairs[order],
        np.concatenate([metres, np.full(len(more), _LINK_M)])[order],
        area,
        (np.arange(len(pairs)) >= len(metres))[order],
    )


def stacked(found: Contiguity, tower: Ints, unit: Ints, floor: Floats) -> Contiguity:
    """Keep, of the neighbours of parts of towers, those above, below and beside one another.

    A part reaches up to the next one of its unit, the lowest one down to the ground. Parts of two
    units are beside one another where they have a floor in common.

    Parameters
    ----------
    found
        Neighbours, all parts of one tower having theirs in common.
    tower
        Number of each part's footprint, shape (n,).
    unit
        Number of its unit, shape (n,); -1 where it has none.
    floor
        Its lowest floor, shape (n,); NaN counts as the ground.
    """
    stair = np.unique(np.stack([tower, unit], axis=1), axis=0, return_inverse=True)[1].ravel()
    order = np.lexsort((np.nan_to_num(floor), stair))
    size = np.bincount(stair)
    rank = np.empty(len(floor), np.int64)
    rank[order] = np.arange(len(floor)) - np.repeat(np.cumsum(size) - size, size)
    one, other = found.pairs.T
    foot = (rank[one] == 0) & (rank[other] == 0)
    above = (stair[one] == stair[other]) & (np.abs(rank[one] - rank[other]) == 1)
    # Stairs are numbered tower by tower, and by unit within one.
    beside = (tower[one] == tower[other]) & (np.abs(stair[one] - stair[other]) == 1)
    low = np.where(rank == 0, -np.inf, np.nan_to_num(floor))
    high = np.full(len(floor), np.inf)
    under = order[:-1][np.diff(stair[order]) == 0]
    high[under] = low[order[1:][np.diff(stair[order]) == 0]] - 1
    level = (low[one] <= high[other]) & (low[other] <= high[one])
    kept = above | (beside & level) | (foot & (tower[one] != tower[other]))
    return Contiguity(found.pairs[kept], found.shared_m[kept], found.area_m2, found.linked[kept])


def links(at: Floats, pairs: Ints, zone: Ints, across: Ints = _NO_PAIRS) -> Ints:
    """Link what lies apart inside its zone to another piece, the smallest pieces first.

    Parameters
    ----------
    at
        A place for each, shape (n, 2).
    pairs
        Neighbours, shape (m, 2).
    zone
        Zone of each, shape (n,).
    across
        Who would be neighbours but for a barrier, shape (k, 2): the nearest of these are linked.
        Only what has none is linked to whatever is nearest.

    Returns
    -------
    numpy.ndarray
        Pairs to add, shape (l, 2), the lower position first.
    """
    piece = _pieces(pairs, len(at))
    found: list[tuple[int, int]] = []
    first = np.unique(piece, return_index=True)[1]
    several = np.flatnonzero(np.bincount(zone[first]) > 1)
    far = np.hypot(*(at[across[:, 0]] - at[across[:, 1]]).T)
    for each in several.tolist():
        mine = np.flatnonzero(zone == each)
        tree = scipy.spatial.KDTree(at[mine])
        own = piece[mine]
        inside = zone[across[:, 0]] == each
        beside, way = np.searchsorted(mine, across[inside]), far[inside]
        while True:
            names, sizes = np.unique(own, return_counts=True)
            if len(names) < 2:
                break
            name = names[np.argmin(sizes)]
            stray = np.flatnonzero(own == name)
            over = np.flatnonzero((own[beside] == name).sum(axis=1) == 1)
            if len(over):
                one, other = beside[over[np.argmin(way[over])]].tolist()
                found.append((mine[one], mine[other]))
                own[stray] = own[other if own[one] == name else one]
                continue
            # Among as many and one more of the nearest there is one of another piece.
            found_m, found_at = tree.query(at[mine[stray]], k=len(stray) + 1)
            near = np.asarray(found_at)
            apart = np.where(own[near] == own[stray[0]], np.inf, found_m)
            which, rank = np.unravel_index(np.argmin(apart), apart.shape)
            one, other = int(stray[which]), int(near[which, rank])
            found.append((min(mine[one], mine[other]), max(mine[one], mine[other])))
            own[stray] = own[other]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def strays(pairs: Ints, zone: Ints) -> Ints:
    """Name one of each piece that lies apart from the largest of its zone.

    Parameters
    ----------
    pairs, zone
        As for :func:`links`.
    """
    piece = _pieces(pairs, len(zone))
    first, size = np.unique(piece, return_index=True, return_counts=True)[1:]
    order = np.lexsort((first, -size, zone[first]))
    largest = np.unique(zone[first][order], return_index=True)[1]
    return np.sort(np.delete(first[order], largest)).astype(np.int64)


def _grounds(
    zone: Ints, ground: Geometries | None
) -> Iterator[tuple[Ints, shapely.Geometry | None]]:
    """List what shares ground out, and that ground."""
    if ground is None:
        yield np.arange(len(zone)), None
        return
    for each in np.unique(zone).tolist():
        # Where another zone has all of it, it is shared out as where none is given.
        own = None if shapely.is_empty(ground[each]) else ground[each]
        yield np.flatnonzero(zone == each), own


def _neighbours(
    footprints: Geometries, barriers: Geometries | None, ground: shapely.Geometry | None
) -> tuple[_Borders, _Borders, Floats]:
    """Measure borders, those with a barrier there, and the ground of each footprint."""
    _, first, drawn = np.unique(
        np.array(shapely.to_wkb(footprints)), return_index=True, return_inverse=True
    )
    free, barred, area = _borders(footprints[first], barriers, ground)
    return _shared(free, drawn), _shared(barred, drawn), area[drawn] / np.bincount(drawn)[drawn]


def _counted(found: Sequence[_Borders], zone: Ints) -> _Borders:
    """Keep borders that make neighbours: inside a zone, and long enough."""
    pairs = np.concatenate([_NO_PAIRS, *(one for one, _ in found)])
    metres = np.concatenate([np.empty(0), *(one for _, one in found)])
    kept = (zone[pairs[:, 0]] == zone[pairs[:, 1]]) & (metres >= _LEAST_M)
    return pairs[kept], metres[kept]


def _pieces(pairs: Ints, count: int) -> Ints:
    """Number what hangs together."""
    graph = scipy.sparse.coo_array(
        (np.ones(len(pairs), np.int8), tuple(pairs.T)), shape=(count, count)
    )
    return np.asarray(scipy.sparse.csgraph.connected_components(graph, directed=False)[1], np.int64)


def _shared(borders: _Borders, drawn: Ints) -> _Borders:
    """Give the neighbours of a footprint to everything that is drawn as it."""
    pairs, metres = borders
    alike = np.split(np.argsort(drawn, kind="stable"), np.cumsum(np.bincount(drawn))[:-1])
    if len(alike) == len(drawn):
        return np.sort(np.argsort(drawn)[pairs], axis=1), metres
    found: list[tuple[int, int, float]] = []
    for (one, other), length in zip(pairs.tolist(), metres.tolist(), strict=True):
        found += [(a, b, length) for a, b in product(alike[one].tolist(), alike[other].tolist())]
    for same in alike:
        found += [(a, b, STEP_M) for a, b in combinations(same.tolist(), 2)]
    table = np.array(found, dtype=np.float64).reshape(-1, 3)
    return np.sort(table[:, :2].astype(np.int64), axis=1), table[:, 2]


def _borders(
    footprints: Geometries, barriers: Geometries | None, ground: shapely.Geometry | None
) -> tuple[_Borders, _Borders, Floats]:
    """Measure the borders between shares of the ground, those with a barrier there, the shares."""
    shares = shares_of(footprints, ground)
    between = shares.between
    counts = (between[:, 0] != between[:, 1]) & (between >= 0).all(axis=1)
    # Between its points shares reach into a footprint from both sides of it.
    at = np.flatnonzero(counts)
    middles = shapely.points(shares.ends[at].mean(axis=1))
    place, on = shapely.STRtree(footprints).query(middles, predicate="within")
    counts[at[place[(between[at[place]] != on[:, None]).all(axis=1)]]] = False
    crossed = np.zeros(len(counts), np.bool_)
    if barriers is not None and len(barriers):
        at = np.flatnonzero(counts)
        steps = np.asarray(shapely.linestrings(shares.across[at]), dtype=object)
        crossed[at[shapely.STRtree(steps).query(barriers, predicate="intersects")[1]]] = True
    free, barred = (
        _summed(between[mine], shares.length[mine])
        for mine in (counts & ~crossed, counts & crossed)
    )
    return free, barred, shares.area


def _summed(pairs: Ints, length: Floats) -> _Borders:
    """Add up the metres of each pair."""
    found, of = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    metres = np.bincount(of.ravel(), length, len(found)).astype(np.float64)
    return found.astype(np.int64), metres
