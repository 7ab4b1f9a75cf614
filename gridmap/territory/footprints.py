"""Which footprint of a new survey is which known building."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["FootprintMatch", "match_footprints", "standing_on"]

# Two surveys of one building share most of their union; a neighbour shares next to nothing.
SAME_BUILDING = 0.5
# From here on an overlap is more than drawing error, so that a person has to look.
PERHAPS_SAME = 0.2
# Whoever draws by hand draws roughly; no footprint that shares less than this with the smaller of
# two can reach `PERHAPS_SAME`.
_SAME_GROUND = 1 / 3


@dataclass(frozen=True, slots=True)
class FootprintMatch:
    """Pairs of positions, and the new footprints that could be several known ones.

    Attributes
    ----------
    new, known
        ``(k,)`` positions; the i-th new footprint is the i-th known building.
    ambiguous
        Positions of new footprints that overlap known ones without being plainly one of them.
    contested
        Positions of the known ones they overlap: nobody can say that those are gone.
    """

    new: NDArray[np.intp]
    known: NDArray[np.intp]
    ambiguous: NDArray[np.intp]
    contested: NDArray[np.intp]


def match_footprints(new: NDArray[np.object_], known: NDArray[np.object_]) -> FootprintMatch:
    """Match two sets of footprints by intersection over union.

    Parameters
    ----------
    new, known
        ``(n,)`` and ``(m,)`` geometries in one CRS, degrees or metres alike: the measure is a ratio
        of areas in one place. Points match a known building whose footprint they lie in.

    Notes
    -----
    Intersection over union (the Jaccard index) at 0.5 is the usual threshold for matching building
    footprints (SpaceNet challenge metric): above it a match is one-to-one by construction.
    """
    nobody = np.empty(0, dtype=np.intp)
    if not len(new) or not len(known):
        return FootprintMatch(nobody, nobody, nobody, nobody)
    left, right = shapely.STRtree(known).query(new, predicate="intersects")
    shared = shapely.area(shapely.intersection(new[left], known[right]))
    union = shapely.area(new[left]) + shapely.area(known[right]) - shared
    with np.errstate(invalid="ignore", divide="ignore"):
        likeness = np.where(union > 0, shared / union, 0.0)
    inside = (shapely.get_type_id(new[left]) == shapely.GeometryType.POINT) | (
        shapely.get_type_id(known[right]) == shapely.GeometryType.POINT
    )
    likeness = np.where(inside, 1.0, likeness)

    same = likeness > SAME_BUILDING
    same_new, same_known = left[same], right[same]
    once = (np.bincount(same_new, minlength=len(new))[same_new] == 1) & (
        np.bincount(same_known, minlength=len(known))[same_known] == 1
    )
    matched = np.zeros(len(new), dtype=bool)
    matched[same_new[once]] = True
    doubtful = (likeness >= PERHAPS_SAME) & ~matched[left]
    return FootprintMatch(
        same_new[once], same_known[once], np.unique(left[doubtful]), np.unique(right[doubtful])
    )


def standing_on(place: shapely.Geometry, known: NDArray[np.object_]) -> int | None:
    """Find the known building on whose ground somebody places one by hand.

    Parameters
    ----------
    place
        Point or polygon.
    known
        ``(n,)`` points and polygons in the same CRS.

    Returns
    -------
    int or None
        Position of the known building that shares most with the place, if that is more than
        drawing error: a third of the smaller of the two, or a point inside.
    """
    if not len(known):
        return None
    shared = shapely.area(shapely.intersection(place, known))
    smaller = np.minimum(shapely.area(place), shapely.area(known))
    touching = shapely.intersects(place, known)
    share = np.divide(shared, smaller, out=touching.astype(float), where=smaller > 0)
    best = int(share.argmax())
    return best if share[best] >= _SAME_GROUND else None
