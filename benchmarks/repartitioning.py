"""How others divide a zone again: each peer gets the graph, today's division and the tolerance.

None of them knows all of balance, wholeness and few moves, so each is asked for what it can do. The
parts of those that begin from nothing are named after the parts of today whose households they
share most. What is not installed (``uv sync --group peers``) is left out.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from gridmap.planning.graph import Graph

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SEED: Final = 1
RECOMBINATIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone to be divided again: ``parts`` parts, numbered from 0, ``home`` today's."""

    graph: Graph
    households: Floats
    at: Floats
    home: Ints
    parts: int
    tolerance: float = 0.05

    def pairs(self) -> Ints:
        """List neighbours, each pair once."""
        owner = np.repeat(np.arange(len(self.graph)), np.diff(self.graph.start))
        pairs = np.stack([owner, self.graph.beside], axis=1)
        return pairs[pairs[:, 0] < pairs[:, 1]]

    def metres(self) -> Ints:
        """Tell the metres each entry of ``graph.beside`` shares, as whole numbers from 1."""
        return np.maximum(1, np.rint(self.graph.metres)).astype(np.int64)


Peer = Callable[[Zone], Ints]


def named(zone: Zone, part: Ints) -> Ints:
    """Name parts after today's, so that as few households as can be change hands."""
    shared = np.zeros((zone.parts, zone.parts))
    np.add.at(shared, (part, zone.home), zone.households)
    new, old = optimize.linear_sum_assignment(shared, maximize=True)
    name = np.empty(zone.parts, np.int64)
    name[new] = old
    return name[part]


def metis(zone: Zone) -> Ints:
    """METIS, from nothing: balance, short borders."""
    pymetis = importlib.import_module("pymetis")
    _, part = pymetis.part_graph(
        zone.parts,
        xadj=zone.graph.start,
        adjncy=zone.graph.beside,
        vweights=zone.households.astype(np.int64),
        eweights=zone.metres(),
        options=pymetis.Options(ufactor=int(1000 * zone.tolerance), seed=SEED, contig=1),
        recursive=False,
    )
    return named(zone, np.asarray(part))


def scotch(migration: float) -> Peer:
    """Scotch's repartitioning: a household that moves costs so many metres of border."""

    def repartitioned(zone: Zone) -> Ints:
        scotchpy = importlib.import_module("scotchpy")
        scotchpy.common.random_seed(SEED)
        scotchpy.common.random_reset()
        graph = scotchpy.Graph()
        load = zone.households.astype(np.int64)
        graph.build(
            baseval=0,
            vertnbr=len(zone.graph),
            verttab=zone.graph.start,
            velotab=load,
            edgenbr=len(zone.graph.beside),
            edgetab=zone.graph.beside,
            edlotab=zone.metres(),
        )
        how = scotchpy.Strat()
        kind = scotchpy.STRATQUALITY | scotchpy.STRATBALANCE | scotchpy.STRATREMAP
        how.graph_map_build(kind, zone.parts, zone.tolerance)
        part = np.zeros(len(load), np.int64)
        graph.repart(zone.parts, zone.home.copy(), migration, load, how, part)
        return part

    return repartitioned


def kahypar(zone: Zone) -> Ints:
    """Mt-KaHyPar's improvement of today's division by V-cycles: short borders, within balance."""
    mtkahypar = importlib.import_module("mtkahypar")
    mtkahypar.set_seed(SEED)
    tool = _kahypar()
    how = tool.context_from_preset(mtkahypar.PresetType.DEFAULT)
    how.set_partitioning_parameters(zone.parts, zone.tolerance, mtkahypar.Objective.CUT)
    how.logging = False
    owner = np.repeat(np.arange(len(zone.graph)), np.diff(zone.graph.start))
    once = owner < zone.graph.beside
    graph = tool.create_graph(
        how,
        len(zone.graph),
        int(once.sum()),
        list(map(tuple, zone.pairs().tolist())),
        zone.households.astype(int).tolist(),
        zone.metres()[once].tolist(),
    )
    divided = graph.create_partitioned_hypergraph(how, zone.parts, zone.home.tolist())
    divided.improve_partition(how, 3)
    return np.array(divided.get_partition())


@cache
def _kahypar() -> Any:
    """Start Mt-KaHyPar, on one thread for its answers to be the same; it may be done only once."""
    return importlib.import_module("mtkahypar").initialize(1)


def recom(zone: Zone) -> Ints:
    """GerryChain's recombination of two parts at a time, for so many steps; the nearest to today.

    It must begin within balance, so it begins from a division of its own.
    """
    gerrychain = importlib.import_module("gerrychain")
    networkx = importlib.import_module("networkx")
    graph = networkx.Graph()
    for atom, households in enumerate(zone.households.tolist()):
        graph.add_node(atom, households=int(households))
    graph.add_edges_from(zone.pairs().tolist())
    target, rng = float(zone.households.sum()) / zone.parts, random.Random(SEED)  # noqa: S311 - a chain, not a secret
    begun = gerrychain.Partition.from_random_assignment(
        gerrychain.Graph.from_networkx(graph),
        n_parts=zone.parts,
        epsilon=zone.tolerance,
        pop_col="households",
        rng=rng,
        updaters={"households": gerrychain.updaters.Tally("households")},
    )

    def step(partition: Any, *, rng: random.Random) -> Any:
        return gerrychain.proposals.recom(partition, "households", target, zone.tolerance, rng=rng)

    chain = gerrychain.MarkovChain(
        step, [gerrychain.constraints.contiguous], gerrychain.accept.always_accept, begun,
        RECOMBINATIONS, rng=rng,
    )  # fmt: skip
    best: tuple[float, Ints] | None = None
    for state in chain:
        labels = [state.assignment[atom] for atom in range(len(zone.home))]
        part = named(zone, np.unique(labels, return_inverse=True)[1])
        moved = float(zone.households[part != zone.home].sum())
        if best is None or moved < best[0]:
            best = moved, part
    assert best is not None
    return best[1]


def _regions(zone: Zone) -> tuple[Any, Any]:
    """Lay a zone out as spopt and libpysal read it."""
    geopandas = importlib.import_module("geopandas")
    weights = importlib.import_module("libpysal.weights")
    frame = geopandas.GeoDataFrame(
        {"households": zone.households, "x": zone.at[:, 0], "y": zone.at[:, 1]},
        geometry=geopandas.points_from_xy(*zone.at.T),
    )
    start, beside = zone.graph.start, zone.graph.beside
    near = {v: beside[start[v] : start[v + 1]].tolist() for v in range(len(zone.graph))}
    return frame, weights.W(near, silence_warnings=True)


def ward(zone: Zone) -> Ints:
    """spopt's Ward clusters that hang together, from nothing."""
    region = importlib.import_module("spopt.region")
    frame, beside = _regions(zone)
    model = region.WardSpatial(frame, beside, ["x", "y"], zone.parts)
    model.solve()
    return named(zone, np.asarray(model.labels_, np.int64))


def kmeans(zone: Zone) -> Ints:
    """k-means-constrained: each household a point, so many a cluster; buildings go as most do."""
    package = importlib.import_module("k_means_constrained")
    owner = np.repeat(np.arange(len(zone.home)), zone.households.astype(np.int64))
    share = len(owner) / zone.parts
    model = package.KMeansConstrained(
        zone.parts,
        size_min=int(np.ceil(share * (1 - zone.tolerance))),
        size_max=int(share * (1 + zone.tolerance)),
        random_state=SEED,
        n_init=2,
    )
    votes = np.zeros((len(zone.home), zone.parts))
    np.add.at(votes, (owner, model.fit_predict(zone.at[owner])), 1)
    return named(zone, votes.argmax(axis=1))


PEERS: Final[dict[str, tuple[str, Peer]]] = {
    "METIS": ("pymetis", metis),
    "Scotch, migration 0.1": ("scotchpy", scotch(0.1)),
    "Scotch, migration 10": ("scotchpy", scotch(10.0)),
    "Mt-KaHyPar improve": ("mtkahypar", kahypar),
    "GerryChain ReCom": ("gerrychain", recom),
    "spopt Ward": ("spopt", ward),
    "k-means-constrained": ("k_means_constrained", kmeans),
}
"""By name: the package it needs, and how it divides a zone."""

SLOW: Final = ("GerryChain ReCom", "spopt Ward", "k-means-constrained")
"""Peers that are asked about the smallest town only."""


def peers(*, all_of_them: bool) -> dict[str, Peer]:
    """List the peers that are installed."""
    return {
        name: peer
        for name, (package, peer) in PEERS.items()
        if find_spec(package) and (all_of_them or name not in SLOW)
    }
