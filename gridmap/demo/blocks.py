"""What is built on each block: its buildings, lawns and lanes, by the theme of the quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.demo import homes, premises
from gridmap.demo.footprints import Footprint, apart, fitting, turned_back
from gridmap.demo.names import COMPOUNDS, ESTATES
from gridmap.demo.plan import Theme
from gridmap.demo.plane import bearing_of, dice, turned
from gridmap.demo.streets import HALF_WIDTH, Network
from gridmap.geo.crs import Geometries

__all__ = ["Stock", "build"]

_USES: Final = {
    Theme.CENTRE: {"yards": 0.3, "slabs": 0.24, "offices": 0.2, "market": 0.12, "school": 0.06, "hospital": 0.08},
    Theme.ESTATE: {"slabs": 0.84, "school": 0.06, "yards": 0.06, "lawn": 0.04},
    Theme.TOWERS: {"towers": 1.0},
    Theme.COMPOUND: {"compound": 0.82, "halls": 0.1, "market": 0.03, "school": 0.05},
    Theme.VILLAGE: {"houses": 0.84, "compound": 0.06, "lawn": 0.1},
    Theme.WORKS: {"halls": 1.0},
    Theme.MOTORS: {"showrooms": 1.0},
    Theme.PARK: {"lawn": 1.0},
}  # fmt: skip
"""How often a block of a theme is put to a use."""

_SETBACK: Final = {"slabs": 5.0, "compound": 3.5, "yards": 3.0, "towers": 9.0, "houses": 1.0}
"""Metres that homes keep from the pavement."""

_LINED_WITH_SHOPS: Final = {"slabs", "compound", "yards", "market", "towers"}


@dataclass
class Stock:
    """Everything built, on the plane; ``block`` and ``estate`` run beside ``footprints``."""

    footprints: list[Footprint] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    estate: list[int] = field(default_factory=list)
    estate_names: list[str] = field(default_factory=list)
    estate_uses: list[str] = field(default_factory=list)
    lawns: list[tuple[str, shapely.Geometry]] = field(default_factory=list)
    lanes: list[shapely.LineString] = field(default_factory=list)
    paths: list[shapely.LineString] = field(default_factory=list)


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
    tree = shapely.STRtree(pavement)
    wet = shapely.union_all([*shapely.buffer(water, 7.0), *hills])
    for number, block in enumerate(network.blocks):
        rng = dice(2, number)
        near = tree.query(block, predicate="intersects")
        land = block.difference(shapely.union_all([*pavement[near], wet]))
        use = _use_of(Theme(network.themes[number]), land.area, rng)
        built: list[Footprint] = []
        if use in _LINED_WITH_SHOPS:
            fronts = [
                piece
                for piece in np.flatnonzero((network.sides == number).any(axis=1))
                if network.kinds[piece] != "residential"
            ]
            setbacks = [HALF_WIDTH[network.kinds[piece]] for piece in fronts]
            built = premises.shops(land, network.lines[fronts], setbacks, rng)
        shop_count = len(built)
        if built:
            land = land.difference(shapely.union_all([shop.outline.buffer(6.0) for shop in built]))
        dwell, lawns, lanes = _layout(land, use, block, rng)
        built += dwell
        estate = -1
        if use in {"slabs", "towers", "yards", "compound"} and len(dwell) > 1:
            estate = _joined(number, use, network, stock, estate_of, rng)
            if estate < 0:
                estate = len(stock.estate_names)
                stock.estate_names.append(next(names.get(use, on_the_market)))
                stock.estate_uses.append(use)
            estate_of[number] = estate
        stock.footprints += built
        stock.block += [number] * len(built)
        stock.estate += [-1] * shop_count + [estate] * len(dwell)
        stock.lawns += lawns
        stock.lanes += lanes
    return stock


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
    land: shapely.Geometry, use: str, block: shapely.Polygon, rng: np.random.Generator
) -> tuple[list[Footprint], list[tuple[str, shapely.Geometry]], list[shapely.LineString]]:
    """Lay out one block: footprints, lawns, lanes."""
    angle = float(np.clip(bearing_of(block), -0.3, 0.3) + rng.normal(0.0, 0.015))
    centre = shapely.get_coordinates(block.centroid)[0]
    kept = shapely.buffer(land, -_SETBACK.get(use, 4.0))
    straight = turned(np.array([kept]), -angle, centre)[0]
    if straight.is_empty:
        return [], [], []
    lawns: list[tuple[str, shapely.Geometry]] = []
    lanes: list[shapely.LineString] = []
    found: list[Footprint] = []
    match use:
        case "slabs" | "compound":
            style = homes.ESTATE if use == "slabs" else homes.COMPOUND
            found = homes.slabs(straight, style, rng)
            frame = turned(np.array([block]), -angle, centre)[0]
            lanes = _lanes_between(found, frame, straight, rng)
        case "towers":
            found = homes.towers(straight, rng)
            lawns = [("", _lawn(straight, found, 7.0))]
        case "yards":
            found = homes.courtyards(straight, rng)
        case "houses":
            found = [
                house for piece in shapely.get_parts(straight) for house in homes.houses(piece, rng)
            ]
        case "halls":
            found = premises.halls(straight, rng)
        case "showrooms":
            found = premises.showrooms(straight, rng)
        case "school":
            found, track = premises.school(straight, rng)
            lawns = [("", track)]
        case "hospital":
            found = premises.hospital(straight)
        case "market":
            found = premises.market(straight)
        case "offices":
            found = premises.offices(straight, rng)
        case _:
            lawns = [("", straight)]
    back = [(name, turned(np.array([lawn]), angle, centre)[0]) for name, lawn in lawns]
    return (
        turned_back(found, angle, centre),
        [(name, lawn) for name, lawn in back if not lawn.is_empty],
        list(turned(np.array(lanes, dtype=object), angle, centre)) if lanes else [],
    )


def _lawn(land: shapely.Geometry, found: list[Footprint], margin: float) -> shapely.Geometry:
    """Green what the buildings leave free."""
    taken = shapely.union_all([footprint.outline.buffer(margin) for footprint in found])
    return land.difference(taken).buffer(-4.0).buffer(4.0)


def _lanes_between(
    found: list[Footprint], block: shapely.Polygon, land: shapely.Geometry, rng: np.random.Generator
) -> list[shapely.LineString]:
    """Lay a lane along the north of each row, where the doors are, out to one side's street."""
    if not found:
        return []
    outlines = np.array([footprint.outline for footprint in found])
    bounds = shapely.bounds(outlines)
    obstacles = shapely.union_all(shapely.buffer(outlines, 1.5))
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
