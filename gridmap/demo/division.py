"""Communities, grids and groups: which blocks belong together, and the polygons that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.demo.growing import grow, nearest_by_road, shares
from gridmap.demo.plan import COMMUNITIES, Theme
from gridmap.demo.plane import GRAIN
from gridmap.demo.streets import Network
from gridmap.geo.crs import Geometries

__all__ = ["GRIDS", "Faces", "Grids", "community_of", "faces_of", "grids_of"]

GRIDS: Final = 65
"""Grids there are."""

_ACROSS: Final = {"primary": 2.6, "secondary": 2.0, "tertiary": 1.4}
"""How much further apart a main street keeps the two blocks beside it."""


@dataclass(frozen=True)
class Grids:
    """The grids.

    Attributes
    ----------
    of_block
        Grid of each block.
    community, dedicated
        Community of each grid, and whether it is one without homes (专属网格).
    """

    of_block: NDArray[np.int64]
    community: NDArray[np.int64]
    dedicated: NDArray[np.bool_]


@dataclass(frozen=True)
class Faces:
    """Smallest pieces of ground: blocks cut along the borders between patches.

    Every area is a union of faces, so all levels share their vertices and tile exactly.
    """

    ground: Geometries
    block: NDArray[np.int64]
    region: NDArray[np.int64]
    pairs: NDArray[np.int64]


def community_of(network: Network) -> NDArray[np.int64]:
    """Give each block to a community, main streets keeping them apart."""
    pairs, kinds = _block_pairs(network)
    at = shapely.get_coordinates(shapely.centroid(network.blocks))
    costs = np.hypot(*(at[pairs[:, 0]] - at[pairs[:, 1]]).T)
    costs *= np.array([_ACROSS.get(kind, 1.0) for kind in kinds])
    hearts = np.array([centre.heart for centre in COMMUNITIES], dtype=np.float64)
    starts = np.hypot(*(at[:, None] - hearts).transpose(2, 0, 1)).argmin(axis=0)
    return nearest_by_road(starts, pairs, costs, len(at))


def grids_of(network: Network, community: NDArray[np.int64], homes: NDArray[np.float64]) -> Grids:
    """Divide each community into grids of about equal numbers of households.

    The plant and the car market are grids of their own, without homes.

    Parameters
    ----------
    network, community
        Blocks, and the community of each.
    homes
        Households on each block.
    """
    pairs, _ = _block_pairs(network)
    at = shapely.get_coordinates(shapely.centroid(network.blocks))
    for_itself = np.isin(network.themes, [Theme.WORKS, Theme.MOTORS]) & (homes == 0)
    of_block = np.full(len(at), -1)
    owner: list[int] = []

    def settle(members: NDArray[np.int64], count: int) -> None:
        place = np.full(len(at), -1)
        place[members] = np.arange(len(members))
        inside = place[pairs[(place[pairs] >= 0).all(axis=1)]]
        label = grow(homes[members] + 2.0, at[members], inside, count)
        of_block[members] = len(owner) + label
        owner.extend([int(community[members[0]])] * (int(label.max()) + 1))

    everyone = range(len(COMMUNITIES))
    for each in everyone:
        members = np.flatnonzero(for_itself & (community == each))
        if len(members):
            settle(members, 1)
    waiting = of_block < 0
    load = np.bincount(community, homes, len(everyone)).astype(np.float64)
    for each, seats in zip(everyone, shares(load, GRIDS - len(owner), 2).tolist(), strict=True):
        settle(np.flatnonzero(waiting & (community == each)), seats)
    return Grids(of_block, np.array(owner), np.bincount(of_block, homes) == 0)


def faces_of(
    network: Network,
    grid_of_block: NDArray[np.int64],
    borders: Geometries,
    homes: tuple[Geometries, NDArray[np.int64], NDArray[np.int64]],
) -> Faces:
    """Cut the blocks along the borders between regions and tell whose each piece is.

    Parameters
    ----------
    network, grid_of_block
        Blocks and their grids.
    borders
        Lines between regions.
    homes
        Ground, block and region of each unit. A block without homes goes with the region that it
        shares most border with, within its grid; -1 where the grid has no homes at all.
    """
    ground_of, block_of, region_of = homes
    lines = shapely.union_all([*shapely.boundary(network.blocks), *borders], grid_size=GRAIN)
    ground = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    ground = ground[shapely.area(ground) > 0.0]
    inner = shapely.point_on_surface(ground)
    face, block = shapely.STRtree(network.blocks).query(inner, predicate="within")
    order = np.argsort(face)
    face, block = face[order], block[order]
    ground, inner = ground[face], inner[face]
    region = np.full(len(ground), -1)
    for each in np.unique(block_of).tolist():
        units = np.flatnonzero(block_of == each)
        mine = np.flatnonzero(block == each)
        apart = shapely.distance(inner[mine][:, None], ground_of[units][None, :])
        region[mine] = region_of[units][apart.argmin(axis=1)]
    pairs, lengths = _face_pairs(ground)
    grid = grid_of_block[block]
    same = grid[pairs[:, 0]] == grid[pairs[:, 1]]
    _spread(region, pairs[same], lengths[same])
    return Faces(ground, block, region, pairs)


def _spread(
    region: NDArray[np.int64], pairs: NDArray[np.int64], lengths: NDArray[np.float64]
) -> None:
    """Give pieces without a region to the neighbour with the longest common border."""
    while True:
        one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
        length = np.concatenate([lengths, lengths])
        open_ = (region[one] < 0) & (region[other] >= 0)
        if not open_.any():
            return
        one, other, length = one[open_], other[open_], length[open_]
        best = np.argmax(length)
        region[one[best]] = region[other[best]]


def _block_pairs(network: Network) -> tuple[NDArray[np.int64], NDArray[np.str_]]:
    """List blocks that face each other over a street, with the street's class."""
    both = (network.sides >= 0).all(axis=1) & (shapely.length(network.lines) > 5.0)
    both &= network.sides[:, 0] != network.sides[:, 1]
    pairs, first = np.unique(np.sort(network.sides[both], axis=1), axis=0, return_index=True)
    return pairs, network.kinds[both][first]


def _face_pairs(ground: Geometries) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """List pieces with a common border, and the border's metres."""
    tree = shapely.STRtree(ground)
    one, other = tree.query(ground, predicate="touches")
    ordered = one < other
    one, other = one[ordered], other[ordered]
    lengths = shapely.length(
        shapely.intersection(shapely.boundary(ground[one]), shapely.boundary(ground[other]))
    )
    shared = lengths > 0.5
    return np.stack([one[shared], other[shared]], axis=1), lengths[shared]
