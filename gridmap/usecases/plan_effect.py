"""What an approved plan writes for its day, and how that is taken back before it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby

import numpy as np
from sqlalchemy import Connection, RowMapping

from gridmap.errors import InputError
from gridmap.store import areas as area_store
from gridmap.store import drawing as drawing_store
from gridmap.store import households as household_store
from gridmap.store import membership as membership_store
from gridmap.store import parts as part_store
from gridmap.store import placements as placement_store
from gridmap.store import plans as plan_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.parts import Span, cut, holder
from gridmap.usecases.plan_names import number_anew
from gridmap.usecases.plan_outlines import draw, lined_grids
from gridmap.usecases.workspace import Workspace

__all__ = ["take_back", "take_effect"]


def take_effect(workspace: Workspace, conn: Connection, plan: RowMapping, on: date) -> None:
    """Write steps of areas, parts and outlines that hold from day ``on``."""
    tree = area_store.tree(conn, workspace.today())
    steps = plan_store.areas(conn, plan["id"])
    lined = lined_grids(conn, tree, plan, workspace.today())
    heirs = _new_areas(workspace, conn, tree, steps, on)
    for step in steps:
        if not step["fresh"] and not step["ends"]:
            parent = step["parent"] if step["parent_new"] is None else heirs[step["parent_new"]]
            area_store.change_area(conn, step["area"], {"parent": parent}, at=on, since=on)
    number_anew(conn, [step["area"] for step in steps if not (step["fresh"] or step["ends"])], on)
    moves = plan_store.moves(conn, plan["id"])
    leaves = [heirs[one["to_new"]] if one["to_area"] is None else one["to_area"] for one in moves]
    whole = {
        move["part"]: leaf
        for move, leaf in zip(moves, leaves, strict=True)
        if move["unit"] is None and move["floor_lo"] is None and move["floor_hi"] is None
    }
    membership_store.move(conn, whole, source="plan", since=on, plan=plan["id"])
    shared = [
        (move, leaf) for move, leaf in zip(moves, leaves, strict=True) if move["part"] not in whole
    ]
    ended = [step["area"] for step in steps if step["ends"]]
    for _, several in groupby(shared, key=lambda one: one[0]["part"]):
        _split(conn, workspace.today(), list(several), plan["id"], on, ended)
    area_store.close_areas(conn, ended, on)
    concerned = {one for move in moves for one in (move["from_area"], move["to_area"])}
    concerned |= {step["area"] for step in steps} | set(heirs.values())
    draw(conn, plan, concerned - {None}, lined, on)


def take_back(conn: Connection, plan: RowMapping) -> None:
    """Forget all that a plan wrote for its day."""
    steps = plan_store.areas(conn, plan["id"])
    fresh = [step for step in steps if step["fresh"]]
    touched = [step["area"] for step in steps if not step["fresh"] and step["area"] is not None]
    plan_store.take_back(conn, plan["id"], plan["applies_on"], touched)
    for step in reversed(fresh):
        plan_store.note_area(conn, step["id"], None)
        drawing_store.remove_area(conn, step["area"], origin=None, heir=None)


def _new_areas(
    workspace: Workspace,
    conn: Connection,
    tree: AreaTree,
    steps: Sequence[RowMapping],
    on: date,
) -> dict[int, int]:
    """Enter the areas that are new; their ids by row of the plan."""
    used = drawing_store.codes(conn)
    heirs: dict[int, int] = {}
    paths: dict[int, list[str]] = {}
    for step in steps:
        if not step["fresh"]:
            continue
        level, parent = Level(step["level"]), step["parent"]
        above = paths.get(step["parent_new"])
        if above is None:
            above = [one.code for one in tree.path(tree.areas[parent])]
        # Those in groups, too: patches of a grid are counted through.
        below = [] if parent is None else tree.subtree(tree.areas[parent])
        beside = [one for one in below if one.level is level]
        codes = [one.code for one in beside]
        code = workspace.code_pattern.next_below(above, level, codes, used)
        if code is None:
            raise InputError("area-code-needed", level=level)
        used.add(code)
        facts = {
            "code": code,
            "kind": beside[0].kind if beside else None,
            "parent": parent if step["parent_new"] is None else heirs[step["parent_new"]],
        }
        heirs[step["id"]] = area_store.add_area(conn, level, facts, since=on)
        paths[step["id"]] = [code, *above]
        plan_store.note_area(conn, step["id"], heirs[step["id"]])
    return heirs


def _split(
    conn: Connection,
    today: date,
    moves: Sequence[tuple[RowMapping, int]],
    plan: int,
    on: date,
    ended: Collection[int],
) -> None:
    """Close a part on its day, and open what it falls into for the leaf areas that get it.

    What is left of it stays where it was, or, where that has ended, goes where most of it went.
    """
    first = moves[0][0]
    rows = {row["part"]: row for row in membership_store.parts_of(conn, first["building"], today)}
    whole = rows.pop(first["part"])
    others = [Span(row["unit"], row["floor_lo"], row["floor_hi"]) for row in rows.values()]
    owners = [(Span(whole["unit"], whole["floor_lo"], whole["floor_hi"]), first["from_area"])]
    for move, leaf in moves:
        out = Span(move["unit"], move["floor_lo"], move["floor_hi"])
        fallen = cut([*(span for span, _ in owners), *others], out)
        owners = [
            found
            for (span, owner), pieces in zip(owners, fallen, strict=False)
            for found in (
                [(piece.span, leaf if piece.inside else owner) for piece in pieces]
                or [(span, owner)]
            )
        ]
    spans = [span for span, _ in owners]
    children = part_store.open_parts(conn, first["building"], first["part"], spans, on)
    part_store.close_part(conn, first["part"], on)
    [(most, _)] = Counter(leaf for _, leaf in moves).most_common(1)
    for child, (_, leaf) in zip(children, owners, strict=True):
        heir = most if leaf in ended else leaf
        membership_store.add(conn, np.array([child]), [heir], source="plan", since=on, plan=plan)
    standing = household_store.standing(conn, today, buildings=[first["building"]])
    here = set(standing["household"][standing["part"] == first["part"]].tolist())
    doors = [row for row in household_store.of_building(conn, first["building"], today)
             if row["household"] in here]  # fmt: skip
    rest = next((at for at, (_, leaf) in enumerate(owners) if leaf == first["from_area"]), 0)
    found = [holder(spans, row["unit"], row["floor"]) for row in doors]
    placement_store.put_placements(
        conn,
        np.array([row["household"] for row in doors], dtype=np.int64),
        np.array([children[rest if at is None else at] for at in found], dtype=np.int64),
        since=[on] * len(doors),
    )
