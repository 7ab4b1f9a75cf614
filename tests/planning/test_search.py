"""The search against what is best, and what it never does."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from gridmap.planning.instance import Standing, beyond, standing
from gridmap.planning.mending import begun
from gridmap.planning.search import search
from tests.planning.towns import instance, lattice


def town(seed, rows, columns, parts, tolerance):
    """A town that was divided into stripes, and then built on."""
    random = np.random.default_rng(seed)
    load = random.integers(1, 12, rows * columns)
    home = np.arange(rows * columns) * parts // (rows * columns)
    share = load.sum() / parts
    low = np.full(parts, np.ceil(share * (1 - tolerance)))
    high = np.full(parts, np.floor(share * (1 + tolerance)))
    return instance(lattice(rows, columns), load, home, low, high)


def best_of_all(problem):
    """Try every division there is."""
    count, parts = len(problem.load), len(problem.low)
    graph = problem.graph
    near = [
        sum(1 << int(v) for v in graph.beside[graph.start[a] : graph.start[a + 1]])
        for a in range(count)
    ]

    def whole(mask):
        reached = mask & -mask
        while True:
            wider = reached
            for atom in range(count):
                if reached >> atom & 1:
                    wider |= near[atom] & mask
            if wider == reached:
                return reached == mask
            reached = wider

    wholes = np.array([mask > 0 and whole(mask) for mask in range(1 << count)])
    every = np.array(list(product(range(parts), repeat=count)))
    bits = 1 << np.arange(count)
    masks = np.stack([(every == p) @ bits for p in range(parts)], axis=1)
    every = every[wholes[masks].all(axis=1)]
    totals = np.stack([(every == p) @ problem.load for p in range(parts)], axis=1)
    over = beyond(totals, problem.low, problem.high)
    cost = (every != problem.home) @ problem.price
    rows = zip((over > 0).sum(axis=1), over.sum(axis=1), cost, strict=True)
    return min(Standing(0, int(out), float(far), float(paid)) for out, far, paid in rows)


@pytest.mark.parametrize("seed", range(8))
def test_small_towns_are_divided_as_well_as_can_be(seed):
    problem = town(seed, 3, 3, 3, 0.15)
    best = best_of_all(problem)
    found = standing(problem, search(problem, begun(problem), seed=seed))
    assert found.pieces == 0
    if best.outside == 0:
        assert found == best
    else:
        assert found >= best


def fewest_moved(problem):
    """The least cost within bounds, by integer programming: a flow through each part holds it."""
    graph, parts = problem.graph, len(problem.low)
    count = len(problem.load)
    owner = np.repeat(np.arange(count), np.diff(graph.start))
    arcs = len(owner)
    # Unknown: who is in which part, who is its root, and the flow on every arc of it.
    inside = np.arange(count * parts).reshape(parts, count)
    root = inside + count * parts
    flow = np.arange(arcs * parts).reshape(parts, arcs) + 2 * count * parts
    size = flow.max() + 1
    rows, low, high = [], [], []

    def hold(terms, least, most):
        row = np.zeros(size)
        for at, factor in terms:
            row[at] += factor
        rows.append(row)
        low.append(least)
        high.append(most)

    for atom in range(count):
        hold([(inside[p, atom], 1) for p in range(parts)], 1, 1)
    for p in range(parts):
        hold(
            [(inside[p, a], problem.load[a]) for a in range(count)], problem.low[p], problem.high[p]
        )
        hold([(root[p, a], 1) for a in range(count)], 1, 1)
        for atom in range(count):
            hold([(root[p, atom], 1), (inside[p, atom], -1)], -1, 0)
            inflow = [(flow[p, e], 1) for e in np.flatnonzero(graph.beside == atom)]
            out = [(flow[p, e], -1) for e in np.flatnonzero(owner == atom)]
            hold([*inflow, *out, (root[p, atom], count), (inside[p, atom], -1)], 0, np.inf)
        for edge in range(arcs):
            hold([(flow[p, edge], 1), (inside[p, owner[edge]], -count)], -np.inf, 0)
            hold([(flow[p, edge], 1), (inside[p, graph.beside[edge]], -count)], -np.inf, 0)
    price = np.zeros(size)
    for p in range(parts):
        price[inside[p]] = np.where(problem.home == p, 0, problem.price)
    whole = np.arange(size) < 2 * count * parts
    answer = optimize.milp(
        price,
        constraints=optimize.LinearConstraint(np.array(rows), low, high),
        integrality=whole,
        bounds=optimize.Bounds(0, np.where(whole, 1, count)),
    )
    return round(answer.fun) if answer.success else None


def test_a_town_is_divided_as_an_integer_program_would():
    problem = town(3, 4, 4, 3, 0.1)
    found = standing(problem, search(problem, begun(problem), seed=1))
    assert (found.pieces, found.outside) == (0, 0)
    assert found.cost == fewest_moved(problem)


@st.composite
def towns(draw):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    count = rows * columns
    parts = draw(st.integers(1, min(5, count)))
    load = draw(st.lists(st.integers(0, 30), min_size=count, max_size=count))
    scattered = st.lists(st.integers(-1, parts - 1), min_size=count, max_size=count)
    low = draw(st.integers(0, 40))
    high = low + draw(st.integers(0, 40))
    return instance(lattice(rows, columns), load, draw(scattered), [low] * parts, [high] * parts)


@given(towns())
def test_a_beginning_has_every_part_whole_and_not_empty(problem):
    part = begun(problem)
    assert set(part.tolist()) == set(range(len(problem.low)))
    assert standing(problem, part).pieces == 0


@settings(max_examples=12)
@given(towns(), st.integers(0, 3))
def test_a_search_never_makes_it_worse_and_is_the_same_on_more_threads(problem, seed):
    start = begun(problem)
    before = standing(problem, start)
    part = search(problem, start, seed=seed, workers=1)
    after = standing(problem, part)
    assert after.pieces == 0
    assert after.outside <= before.outside
    assert after.beyond <= before.beyond
    assert after <= before
    assert set(part.tolist()) == set(range(len(problem.low)))
    assert search(problem, start, seed=seed, workers=2).tolist() == part.tolist()


def test_a_large_zone_is_searched_in_windows():
    problem = town(5, 12, 20, 30, 0.2)
    start = begun(problem)
    part = search(problem, start)
    found = standing(problem, part)
    assert found.pieces == 0
    assert found.outside <= 2 < standing(problem, start).outside


def test_a_search_can_be_ended_at_once():
    problem = town(6, 4, 5, 4, 0.1)
    told = []

    def stop(share, part):
        told.append((share, part.copy()))
        return True

    part = search(problem, begun(problem), stop=stop)
    assert len(told) == 1
    assert 0 < told[0][0] < 1
    assert told[0][1].tolist() == part.tolist()


def dead_ends(seed, streets=6, length=14):
    """A yard with streets that end nowhere; each but one has an own part for its first house."""
    random = np.random.default_rng(seed)
    first = 1 + length * np.arange(streets)
    along = first[:, None] + np.arange(length - 1)
    pairs = np.concatenate(
        [
            np.stack([np.zeros_like(first), first], axis=1),
            np.stack([along, along + 1], axis=-1).reshape(-1, 2),
        ]
    )
    load = random.integers(5, 40, streets * length + 1)
    home = np.zeros(len(load), int)
    home[first[1:]] = np.arange(1, streets)
    share = load.sum() / streets
    low, high = (np.full(streets, share * (1 + off)) for off in (-0.4, 0.4))
    return instance(pairs.tolist(), load, home, low, high)


@pytest.mark.parametrize("seed", [0, 3])
def test_where_parts_of_today_stand_in_the_way_there_is_another_beginning(seed):
    problem = dead_ends(seed)
    assert standing(problem, begun(problem)).outside
    locked = np.flatnonzero(problem.home == 1)
    problem.free[locked] = False
    found = search(problem, begun(problem), seed=seed)
    now = standing(problem, found)
    assert (now.pieces, now.outside) == (0, 0)
    assert found[locked].tolist() == [1]
    # Parts have the names that most of their houses had: not all houses move.
    assert now.cost < problem.price.sum() * 5 / 6
