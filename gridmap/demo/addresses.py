"""Addresses: street numbers, odd on one side and even on the other; 栋 within estates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.demo.blocks import Stock
from gridmap.demo.streets import Network
from gridmap.geo.crs import Geometries

__all__ = ["Addresses", "address"]

_GATE_WITHIN: Final = 130.0
"""Metres from the middle of an estate to the main street that its gate may open on."""

_BODIES: Final = {"school": "小学", "hospital": "社区医院"}


@dataclass(frozen=True)
class Addresses:
    """Address and, where it has one, name of each building."""

    address: list[str]
    name: list[str | None]


def address(network: Network, stock: Stock) -> Addresses:
    """Number everything built: an estate has one street number, its buildings are 栋."""
    estate = np.array(stock.estate)
    outlines = np.array([each.outline for each in stock.footprints])
    middles = shapely.centroid(outlines)
    own = np.flatnonzero(estate < 0)
    count = len(stock.estate_names)
    gates = [shapely.centroid(shapely.union_all(outlines[estate == each])) for each in range(count)]
    numbered = _street_numbers(network, np.array([*gates, *middles[own]]), count)
    addresses = [""] * len(outlines)
    names: list[str | None] = [None] * len(outlines)
    for place, building in enumerate(own.tolist(), count):
        addresses[building] = numbered[place]
        body = _BODIES.get(stock.footprints[building].kind)
        if body:
            names[building] = f"{numbered[place].rstrip('0123456789号')[:2]}{body}"
    at = shapely.get_coordinates(middles)
    for each, name in enumerate(stock.estate_names):
        members = np.flatnonzero(estate == each)
        order = np.lexsort((at[members, 0], -np.floor(at[members, 1] / 15)))
        for number, building in enumerate(members[order].tolist(), 1):
            names[building] = f"{name}{number}栋"
            addresses[building] = f"{numbered[each]}{name}{number}栋"
    return Addresses(addresses, names)


def _street_numbers(network: Network, places: Geometries, gates: int) -> list[str]:
    """Give each place the next number of the street nearest to it, counted along that street.

    The first ``gates`` places are estates.
    """
    named = (network.names != "") & (network.sides >= 0).any(axis=1)
    piece = _nearest(network, named, places)
    # An estate has its gate on a main street, where there is one within reach.
    main = _nearest(network, named & (network.kinds != "residential"), places[:gates])
    near = shapely.distance(network.lines[main], places[:gates]) < _GATE_WITHIN
    piece[:gates][near] = main[near]
    street = network.names[piece]
    at = shapely.get_coordinates(places)
    result = [""] * len(places)
    for name in np.unique(street).tolist():
        whole = shapely.get_coordinates(network.lines[network.names == name])
        course = _course(whole)
        here = np.flatnonzero(street == name)
        along = at[here] @ course
        odd = _left_of(network.lines[piece[here]], at[here], course)
        for side in (True, False):
            mine = here[odd == side][np.argsort(along[odd == side], kind="stable")]
            for rank, place in enumerate(mine.tolist()):
                result[place] = f"{name}{2 * rank + (1 if side else 2)}号"
    return result


def _nearest(network: Network, usable: NDArray[np.bool_], places: Geometries) -> NDArray[np.int64]:
    pieces = np.flatnonzero(usable)
    found: NDArray[np.int64] = pieces[shapely.STRtree(network.lines[pieces]).nearest(places)]
    return found


def _course(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the direction a street runs in, numbers rising from west or north."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    course: NDArray[np.float64] = axes[:, 1]
    rising = course[0] > 0 if abs(course[0]) > abs(course[1]) else course[1] < 0
    return course if rising else -course


def _left_of(
    lines: Geometries, at: NDArray[np.float64], course: NDArray[np.float64]
) -> NDArray[np.bool_]:
    foot = shapely.line_locate_point(lines, shapely.points(at))
    base = shapely.get_coordinates(shapely.line_interpolate_point(lines, foot))
    start, stop = (shapely.get_coordinates(shapely.get_point(lines, end)) for end in (0, -1))
    ahead = stop - start
    ahead *= np.sign(ahead @ course)[:, None]
    off = at - base
    return ahead[:, 0] * off[:, 1] - ahead[:, 1] * off[:, 0] > 0
