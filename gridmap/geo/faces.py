"""Faces: what lines cut the ground into, whose each is, and where borders run best.

A face changes hands only if nothing stands on it and what it leaves stays whole. Borders get
shorter by it, and a metre along a street counts as less than one through a block.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy  # its parts are loaded when first used
import shapely
from numpy.typing import NDArray

from gridmap.geo.crs import Geometries

__all__ = ["Faces", "faces_of", "resettled"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Faces:
    """What lines cut the ground into.

    Attributes
    ----------
    polygons
        Shape (f,), none overlapping another.
    ends
        Ends of every edge, shape (e, 2, 2).
    sides
        Faces on the two sides of every edge, shape (e, 2); -1 in the second place where there is
        none.
    """

    polygons: Geometries
    ends: Floats
    sides: Ints

    @property
    def lengths(self) -> Floats:
        """Length of every edge, shape (e,)."""
        lengths: Floats = np.hypot(*(self.ends[:, 0] - self.ends[:, 1]).T)
        return lengths


def faces_of(lines: Geometries, grid: float) -> Faces:
    """Cut the ground along lines; their corners are rounded to ``grid``."""
    noded = shapely.get_parts(shapely.union_all(lines, grid_size=grid))
    polygons = shapely.get_parts(shapely.polygonize(noded))
    rings, face = shapely.get_rings(polygons, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    on = ring[1:] == ring[:-1]
    vertices, number = np.unique(corners @ np.array([1, 1j]), return_inverse=True)
    one, other = number[:-1][on], number[1:][on]
    key = np.minimum(one, other) * len(vertices) + np.maximum(one, other)
    order = np.argsort(key, kind="stable")
    key, mine = key[order], face[ring[:-1][on]][order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else order
    count = np.diff(np.append(first, len(key)))
    second = np.where(count > 1, mine[np.minimum(first + 1, len(mine) - 1)], -1)
    low, high = np.divmod(key[first], len(vertices))
    ends = np.stack([vertices[low], vertices[high]], axis=1)
    return Faces(
        polygons,
        np.stack([ends.real, ends.imag], axis=2),
        np.stack([mine[first], second], axis=1).astype(np.int64),
    )


def resettled(faces: Faces, label: Ints, *, fixed: Flags, zone: Ints, weight: Floats) -> Ints:
    """Hand faces over until no border can be had for less.

    Parameters
    ----------
    label
        Whose each face is, shape (f,); -1 for what lies outside.
    fixed
        Whether something stands on it, shape (f,).
    zone
        Zone of each face, shape (f,): it stays in it.
    weight
        What it costs when an edge is a border, shape (e,).

    Returns
    -------
    numpy.ndarray
        Whose each face is then. What lies apart from everything its owner has built on is
        another's.
    """
    label = label.copy()
    inner = (faces.sides >= 0).all(axis=1)
    one, other = faces.sides[inner].T
    inner_weight = weight[inner]
    near = scipy.sparse.csr_array(
        (np.tile(inner_weight, 2), (np.append(one, other), np.append(other, one))),
        shape=(len(label), len(label)),
    )
    near.sum_duplicates()
    settling = _Settling(label, fixed | (label < 0), zone, near)
    settling.shorten(np.unique(faces.sides[inner][label[one] != label[other]]))
    while settling.strays():
        pass
    return label


@dataclass(frozen=True, slots=True)
class _Settling:
    label: Ints
    fixed: Flags
    zone: Ints
    near: scipy.sparse.csr_array

    def shorten(self, begin: Ints) -> None:
        """Hand over face by face, as long as borders come to cost less."""
        waiting = deque(face for face in begin.tolist() if not self.fixed[face])
        queued = set(waiting)
        while waiting:
            face = waiting.popleft()
            queued.discard(face)
            own = int(self.label[face])
            held = self._held(face)
            best = max(held, key=lambda label: (held[label], -label), default=own)
            if held.get(best, 0.0) <= held.get(own, 0.0) + 1e-9 or not self._loose(face, own):
                continue
            self.label[face] = best
            for beside, _ in self._beside(face):
                if not self.fixed[beside] and beside not in queued:
                    queued.add(beside)
                    waiting.append(beside)

    def strays(self) -> bool:
        """Hand over pieces on which nothing stands; tell whether there were any."""
        rows = np.repeat(np.arange(len(self.label)), np.diff(self.near.indptr))
        same = self.label[rows] == self.label[self.near.indices]
        links = scipy.sparse.coo_array(
            (np.ones(int(same.sum()), np.int8), (rows[same], self.near.indices[same])),
            shape=self.near.shape,
        )
        piece = scipy.sparse.csgraph.connected_components(links, directed=False)[1]
        bare = np.bincount(piece, self.fixed) == 0
        alone = np.flatnonzero(bare[piece])
        changed = False
        for faces in np.split(
            alone[np.argsort(piece[alone], kind="stable")],
            np.cumsum(np.unique(piece[alone], return_counts=True)[1])[:-1],
        ):
            held: dict[int, float] = {}
            for face in faces.tolist():
                for label, weight in self._held(face).items():
                    held[label] = held.get(label, 0.0) + weight
            held.pop(int(self.label[faces[0]]) if len(faces) else -1, None)
            if held:
                self.label[faces] = max(held, key=lambda label: (held[label], -label))
                changed = True
        return changed

    def _beside(self, face: int) -> Iterator[tuple[int, float]]:
        """List the faces beside one, and what a border between them costs."""
        at = slice(self.near.indptr[face], self.near.indptr[face + 1])
        return zip(self.near.indices[at].tolist(), self.near.data[at].tolist(), strict=True)

    def _held(self, face: int) -> dict[int, float]:
        """Tell what it is worth to be of each label around."""
        held: dict[int, float] = {}
        for beside, weight in self._beside(face):
            label = int(self.label[beside])
            if label >= 0 and self.zone[beside] == self.zone[face]:
                held[label] = held.get(label, 0.0) + weight
        return held

    def _loose(self, face: int, own: int) -> bool:
        """Tell whether what lies around a face hangs together without it."""
        ends = [beside for beside, _ in self._beside(face) if self.label[beside] == own]
        if len(ends) < 2:
            return True
        seen, missing, waiting = {face, ends[0]}, set(ends[1:]), [ends[0]]
        while waiting and missing:
            for beside, _ in self._beside(waiting.pop()):
                if beside not in seen and self.label[beside] == own:
                    seen.add(beside)
                    missing.discard(beside)
                    waiting.append(beside)
        return not missing
