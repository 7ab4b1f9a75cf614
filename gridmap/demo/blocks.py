"""What is built on each block: its buildings, lawns and lanes, by the theme of the quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.demo import homes, premises
from gridmap.demo.footprints import Footprint, boxes, turned_back
from gridmap.demo.names import COMPOUNDS, ESTATES
from gridmap.demo.plan import Theme
from gridmap.demo.plane import bearing_of, dice, turned
from gridmap.demo.streets import HALF_WIDTH, Network
from gridmap.geo.crs import Geometries

__all__ = ["Stock", "build"]

_USES: Final = {
    Theme.CENTRE: {
        "yards": 0.3, "slabs": 0.24, "offices": 0.2, "market": 0.12, "hospital": 0.08,
        "school": 0.06,
    },
    Theme.ESTATE: {"slabs": 0.66, "school": 0.1, "yards": 0.04, "lawn": 0.1, "offices": 0.1},
    Theme.TOWERS: {"towers": 1.0},
    Theme.COMPOUND: {"compound": 0.66, "halls": 0.14, "market": 0.06, "school": 0.09, "lawn": 0.05},
    Theme.VILLAGE: {"houses": 0.84, "compound": 0.06, "lawn": 0.1},
    Theme.WORKS: {"halls": 1.0},
    Theme.MOTORS: {"showrooms": 1.0},
    Theme.PARK: {"lawn": 1.0},
}  # fmt: skip
"""How often a block of a theme is put to a use."""

_SETBACK: Final = {"slabs": 5.0, "compound": 3.5, "yards": 3.0, "towers": 9.0, "houses": 1.0}
"""Metres that homes keep from the pavement."""

_LINED_WITH_SHOPS: Final = {"slabs", "compound", "yards", "market", "towers"}
_ESTATES: Final = {"slabs", "compound", "yards", "towers"}


_BUILDERS: Final[dict[str, Callable[[BaseGeometry, np.random.Generator], list[Footprint]]]] = {
    "slabs": lambda land, rng: homes.slabs(land, homes.ESTATE, rng),
    "compound": lambda land, rng: homes.slabs(land, homes.COMPOUND, rng),
    "towers": homes.towers,
    "yards": homes.courtyards,
    "houses": homes.houses,
    "halls": premises.halls,
    "showrooms": premises.showrooms,
    "school": premises.school,
    "hospital": premises.hospital,
    "market": premises.market,
    "offices": premises.offices,
}


@dataclass(frozen=True)
class _Layout:
    footprints: list[Footprint] = field(default_factory=list)
    lawns: list[BaseGeometry] = field(default_factory=list)
    lanes: list[shapely.LineString] = field(default_factory=list)


@dataclass
class Stock:
    """Everything built, on the plane; ``block`` and ``estate`` run beside ``footprints``."""

    footprints: list[Footprint] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    estate: list[int] = field(default_factory=list)
    estate_names: list[str] = field(default_factory=list)
    estate_uses: list[str] = field(default_factory=list)
    lawns: list[BaseGeometry] = field(default_factory=list)
    lanes: list[shapely.LineString] = field(default_factory=list)


def build(network: Network, water: Geometries, hills: Geometries) -> Stock:
    """Build on every block.

    Parameters
    ----------
    network
        Streets and blocks.
    water, hills
        Ground that stays free of buildings.
    """
    stock = Stock()
    names = {"compound": _phases(COMPOUNDS)}
    on_the_market = _phases(ESTATES)
    estate_of: dict[int, int] = {}
    pavement = shapely.buffer(
        network.lines, [HALF_WIDTH[kind] for kind in network.kinds], quad_segs=4
    )
    near = shapely.STRtree(pavement)
    wet = shapely.union_all(shapely.buffer(water, 7.0))
    wooded = shapely.union_all(hills)
    for number, block in enumerate(network.blocks):
        rng = dice(2, number)
        paved = shapely.union_all(pavement[near.query(block, predicate="intersects")])
        open_ground = block.difference(paved)
        land = open_ground.difference(wet.intersection(block)).difference(wooded)
        use = _use_of(Theme(network.themes[number]), land.area, rng)
        shops = _shops(number, land, network, rng) if use in _LINED_WITH_SHOPS else []
        fronted = shapely.union_all([shop.outline for shop in shops])
        closed = shapely.union_all([fronted.buffer(2.3), wet.intersection(block)])
        free = land.difference(fronted.buffer(6.0))
        if use == "lawn":
            free = open_ground.difference(shapely.union_all(water))
        layout = _layout(free, use, block, closed, rng)
        estate = -1
        if use in _ESTATES and len(layout.footprints) > 1:
            estate = _joined(number, use, network, stock, estate_of, rng)
            if estate < 0:
                estate = len(stock.estate_names)
                stock.estate_names.append(next(names.get(use, on_the_market)))
                stock.estate_uses.append(use)
            estate_of[number] = estate
        stock.footprints += [*shops, *layout.footprints]
        stock.block += [number] * (len(shops) + len(layout.footprints))
        stock.estate += [-1] * len(shops) + [estate] * len(layout.footprints)
        stock.lawns += layout.lawns
        stock.lanes += layout.lanes
    return stock


def _shops(
    block: int, land: BaseGeometry, network: Network, rng: np.random.Generator
) -> list[Footprint]:
    """Line the main streets around a block with shops."""
    facing = (network.sides == block).any(axis=1) & (network.kinds != "residential")
    setbacks = [HALF_WIDTH[kind] for kind in network.kinds[facing]]
    return premises.shops(land, network.lines[facing], setbacks, rng)


def _phases(names: tuple[str, ...]) -> Iterator[str]:
    """Give out names, and when they run out those of second phases (二期)."""
    yield from names
    yield from (f"{name}二期" for name in names)


def _joined(
    block: int,
    use: str,
    network: Network,
    stock: Stock,
    estate_of: dict[int, int],
    rng: np.random.Generator,
) -> int:
    """Find the estate across a lane that this block belongs to as well, -1 if it is its own."""
    lanes = (network.sides == block).any(axis=1) & (network.kinds == "residential")
    for other in np.unique(network.sides[lanes]).tolist():
        estate = estate_of.get(other, -1)
        if estate >= 0 and stock.estate_uses[estate] == use and rng.random() < 0.45:
            return estate
    return -1


def _use_of(theme: Theme, area: float, rng: np.random.Generator) -> str:
    uses = _USES[theme]
    use = str(rng.choice(list(uses), p=list(uses.values())))
    return "lawn" if area < 1_500 else use


def _layout(
    land: BaseGeometry,
    use: str,
    block: shapely.Polygon,
    closed: BaseGeometry,
    rng: np.random.Generator,
) -> _Layout:
    """Lay out one block on ``land``; drives keep out of ``closed`` ground."""
    angle = float(np.clip(bearing_of(block), -0.3, 0.3) + rng.normal(0.0, 0.015))
    centre = shapely.get_coordinates(block.centroid)[0]
    kept = shapely.buffer(land, -_SETBACK.get(use, 4.0))
    straight, frame, shut = turned(np.array([kept, block, closed]), -angle, centre)
    # Turning can make points touch that were a hair apart.
    straight = shapely.buffer(straight, -0.05)
    if straight.is_empty:
        return _Layout()
    if use == "lawn":
        return _Layout(lawns=[shapely.buffer(land, -1.5)])
    track = premises.track_on(straight) if use == "school" else shapely.Polygon()
    found = _BUILDERS[use](straight.difference(track.buffer(8.0)), rng)
    if not found and use == "yards":
        found = homes.slabs(straight, homes.ESTATE, rng)
    lanes: list[shapely.LineString] = []
    lawns: list[BaseGeometry] = [track]
    if use in {"slabs", "compound"}:
        lanes = _lanes_between(found, frame, shut, rng)
        found += premises.beside_homes(_left_free(straight, found, lanes, 6.0), rng)
        lawns = _gardens(straight, found, lanes, rng)
    elif use == "yards":
        lawns = [_left_free(straight, found, lanes, 5.0)]
    elif use == "towers":
        lawns = [_around(straight, found)]
    return _Layout(
        turned_back(found, angle, centre),
        [lawn for lawn in turned(np.array(lawns), angle, centre) if not lawn.is_empty],
        list(turned(np.array(lanes, dtype=object), angle, centre)) if lanes else [],
    )


def _around(land: BaseGeometry, found: list[Footprint]) -> BaseGeometry:
    """Green what towers leave free, but for a forecourt around each."""
    taken = shapely.union_all([footprint.outline.buffer(8.0) for footprint in found])
    green: BaseGeometry = shapely.difference(shapely.buffer(land, -3.0), taken)
    return shapely.buffer(shapely.buffer(green, -6.0), 6.0)


def _gardens(
    land: BaseGeometry,
    found: list[Footprint],
    lanes: list[shapely.LineString],
    rng: np.random.Generator,
) -> list[BaseGeometry]:
    """Plant strips of green south of about half the slabs, and lawns where nothing stands."""
    if not found:
        return []
    open_ground = _left_free(land, found, lanes, 11.0)
    outlines = np.array([footprint.outline for footprint in found])
    west, south, east, _ = shapely.bounds(outlines).T
    strips = boxes((west + east) / 2, south - 5.5, (east - west) * 0.86, rng.uniform(4, 7))
    taken = shapely.union_all([*shapely.buffer(outlines, 2.0), *shapely.buffer(lanes, 4.0)])
    free = shapely.intersection(shapely.difference(strips, taken), land)
    chosen = (rng.random(len(found)) < 0.5) & (shapely.area(free) > 0.6 * shapely.area(strips))
    planted = shapely.difference(free[chosen], open_ground)
    return [open_ground, *shapely.buffer(shapely.buffer(planted, -1.5), 1.5, quad_segs=2)]


def _left_free(
    land: BaseGeometry,
    found: list[Footprint],
    lanes: list[shapely.LineString],
    margin: float,
) -> BaseGeometry:
    """Tell where on ``land`` there is room beside buildings and drives, in generous pieces."""
    taken = [footprint.outline.buffer(margin, join_style="mitre") for footprint in found]
    taken += [lane.buffer(4.0) for lane in lanes]
    free = shapely.difference(land, shapely.union_all(taken))
    open_ = shapely.buffer(shapely.buffer(free, -5.0, join_style="mitre"), 5.0)
    return shapely.union_all([p for p in shapely.get_parts(open_) if p.area > 220.0])


def _lanes_between(
    found: list[Footprint],
    block: shapely.Polygon,
    closed: BaseGeometry,
    rng: np.random.Generator,
) -> list[shapely.LineString]:
    """Lay a lane along the north of each row, where the doors are, out to one side's street."""
    if not found:
        return []
    outlines = np.array([footprint.outline for footprint in found])
    bounds = shapely.bounds(outlines)
    obstacles = shapely.union_all([*shapely.buffer(outlines, 2.3), closed])
    lanes: list[shapely.LineString] = []
    for north in _rows(bounds[:, 3]):
        row = bounds[np.abs(bounds[:, 3] - north) < 4.0]
        west, east, y = row[:, 0].min() - 2, row[:, 2].max() + 2, north + 3.4
        far_west, _, far_east, _ = block.bounds
        ways = [(west, far_east), (far_west, east)]
        for start, stop in ways if rng.random() < 0.5 else ways[::-1]:
            line = shapely.intersection(shapely.LineString([(start, y), (stop, y)]), block)
            pieces = shapely.get_parts(line)
            lane = pieces[np.argmax(shapely.length(pieces))] if len(pieces) else None
            if lane is not None and not lane.intersects(obstacles):
                lanes.append(lane)
                break
    return lanes


def _rows(norths: NDArray[np.float64]) -> list[float]:
    """Tell the rows of slabs apart by their northern edges."""
    rows: list[float] = []
    for north in np.sort(norths)[::-1].tolist():
        if not rows or rows[-1] - north > 8.0:
            rows.append(north)
    return rows
