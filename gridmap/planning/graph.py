"""Which atoms lie beside one another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["Graph", "graph_of", "pieces", "within"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Graph:
    """Atoms and their neighbours, both ways.

    Attributes
    ----------
    start
        Shape (n + 1,): the neighbours of atom ``v`` are ``beside[start[v]:start[v + 1]]``.
    beside
        Neighbours, ascending for each atom.
    metres
        Length of border shared with each neighbour.
    """

    start: Ints
    beside: Ints
    metres: Floats

    def __len__(self) -> int:
        return len(self.start) - 1


def graph_of(pairs: NDArray[np.integer], metres: Floats, count: int) -> Graph:
    """Build the graph of ``count`` atoms from pairs, shape (m, 2), and the metres they share.

    A pair may come in either order; where it comes again its metres add up. An atom is not beside
    itself.
    """
    apart = pairs[:, 0] != pairs[:, 1]
    one, other = pairs[apart].astype(np.int64).T
    matrix = sparse.csr_array(
        (
            np.concatenate([metres[apart], metres[apart]]),
            (np.concatenate([one, other]), np.concatenate([other, one])),
        ),
        shape=(count, count),
    )
    matrix.sum_duplicates()
    return Graph(
        matrix.indptr.astype(np.int64),
        matrix.indices.astype(np.int64),
        matrix.data.astype(np.float64),
    )


def within(graph: Graph, atoms: Ints) -> Graph:
    """Take some atoms, in ascending order, and what lies between them."""
    degree = graph.start[atoms + 1] - graph.start[atoms]
    ends = np.cumsum(degree)
    edge = np.arange(degree.sum()) + np.repeat(graph.start[atoms] - ends + degree, degree)
    place = np.minimum(np.searchsorted(atoms, graph.beside[edge]), len(atoms) - 1)
    inside = atoms[place] == graph.beside[edge]
    owner = np.repeat(np.arange(len(atoms)), degree)[inside]
    return Graph(
        np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(atoms)))]),
        place[inside],
        graph.metres[edge][inside],
    )


def pieces(graph: Graph, part: Ints) -> Ints:
    """Number the connected pieces of parts.

    Parameters
    ----------
    graph
        Who is beside whom.
    part
        Part of each atom, shape (n,).

    Returns
    -------
    numpy.ndarray
        Piece of each atom, shape (n,): atoms have the same one when they are of one part and a
        path inside it joins them.
    """
    owner = np.repeat(np.arange(len(graph)), np.diff(graph.start))
    same = part[owner] == part[graph.beside]
    links = sparse.coo_array(
        (np.ones(int(same.sum()), np.int8), (owner[same], graph.beside[same])),
        shape=(len(graph), len(graph)),
    )
    return sparse.csgraph.connected_components(links, directed=False)[1].astype(np.int64)
