"""How far every building is, as an array that maps colour by, and what changed in it since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from gridmap.fieldwork.coverage import TALLY, status_numbers
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.fieldwork.small_counts import too_few
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import drawn, news
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.usecases.acting import Reach
from gridmap.usecases.coverage import (
    building_tallies,
    catch_up,
    check_period,
    tally_buildings,
    targeted,
)
from gridmap.usecases.figures import reckon, stand
from gridmap.usecases.looks import note_group_look
from gridmap.usecases.workspace import Workspace

__all__ = [
    "EVERYTHING",
    "Question",
    "StatusChanges",
    "Statuses",
    "status_changes",
    "statuses",
    "tallied",
    "told_numbers",
]

# Beyond so many buildings it is quicker to send all of them anew.
_MOST_CHANGED: Final = 2000
# Up to so many areas, and buildings in them, those are looked up rather than all.
_FEW_AREAS: Final = 500
_FEW_BUILDINGS: Final = 5000


@dataclass(frozen=True, slots=True)
class Question:
    """What statuses are about: parameters as of :func:`gridmap.usecases.coverage.coverage`."""

    period: Period = ALWAYS
    as_of: date | None = None
    target: str | None = None


EVERYTHING: Final = Question()
"""All visits and all households as they are today: what live tallies answer."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """The status of every building.

    Attributes
    ----------
    seq
        Server sequence: no visit or change after this number counts.
    numbers
        Numbers in :data:`~gridmap.fieldwork.coverage.STATUSES`, by building id from 0 to the
        highest there has been; 0 also where there is no such building, it is beyond the actor's
        reach, or so few of a key group live there that it might tell of somebody.
    """

    seq: int
    numbers: NDArray[np.uint8] = field(repr=False)


@dataclass(frozen=True, slots=True)
class StatusChanges:
    """What became different since a sequence number.

    Attributes
    ----------
    whole
        More changed than can be told one by one: ask for everything anew.
    buildings
        Pairs of building id and status number.
    areas
        Codes of the leaf areas concerned and of all above them, within the actor's reach.
    """

    seq: int
    whole: bool
    buildings: tuple[tuple[int, int], ...] = ()
    areas: tuple[str, ...] = ()


def statuses(workspace: Workspace, question: Question) -> Statuses:
    """Tell how far every building is.

    Raises
    ------
    InputError, NotPermitted
        As :func:`gridmap.usecases.coverage.coverage` does.
    """
    check_period(question.period)
    note_group_look(workspace, question.target)
    _up_to_date(workspace, question)
    with workspace.database.read() as conn:
        seq = _seq(conn)
        tree = area_store.tree(conn, question.as_of or workspace.today())
        reach = workspace.actor.demand_figures(tree, question.target)
        ids, counts = tallied(workspace, conn, question, reach)
        # Whatever the question leaves out has its place: a visit may come in there.
        last = building_store.last_id(conn)
    laid = np.zeros(last + 1, dtype=np.uint8)
    laid[ids] = told_numbers(question, counts)
    return Statuses(seq, laid)


def status_changes(workspace: Workspace, question: Question, since: int) -> StatusChanges:
    """Tell which buildings may look different since sequence number ``since``, and how.

    Only visits are told one by one. Every number of the sequence that no visit and no step of a
    case has taken stands for something larger, such as an import or a new day.

    Raises
    ------
    InputError, NotPermitted
        As :func:`gridmap.usecases.coverage.coverage` does.
    """
    check_period(question.period)
    workspace.actor.insist_figures(question.target)
    note_group_look(workspace, question.target)
    _up_to_date(workspace, question)
    with workspace.database.read() as conn:
        seq = _seq(conn)
        if since == seq:
            return StatusChanges(seq, whole=False)
        if not 0 <= since < seq or news.numbers_of_records_since(conn, since) != seq - since:
            return StatusChanges(seq, whole=True)
        buildings = news.buildings_visited_since(conn, since, most=_MOST_CHANGED + 1)
        if len(buildings) > _MOST_CHANGED:
            return StatusChanges(seq, whole=True)
        day = question.as_of or workspace.today()
        tree = area_store.tree(conn, day)
        reach = workspace.actor.demand_figures(tree, question.target)
        ids, counts = tallied(workspace, conn, question, reach, buildings)
        numbers = told_numbers(question, counts).tolist()
        standing = stand(conn, day, buildings=buildings)
        mine = reach.within(standing.leaf_area)
        ours = buildings if reach.everywhere else standing.building[mine].tolist()
        known = dict.fromkeys(ours, 0) | dict(zip(ids.tolist(), numbers, strict=True))
        part = reach.part_of(tree)
        codes = {
            area.code
            for leaf in set(standing.leaf_area[mine].tolist())
            if leaf in part.areas
            for area in part.path(part.areas[leaf])
        }
    return StatusChanges(
        seq, whole=False, buildings=tuple(known.items()), areas=tuple(sorted(codes))
    )


def _up_to_date(workspace: Workspace, question: Question) -> None:
    if question == EVERYTHING:
        catch_up(workspace)


def _seq(conn: Connection) -> int:
    seq: int = conn.execute(select(workspace_table.c.last_seq)).scalar_one()
    return seq


def tallied(
    workspace: Workspace,
    conn: Connection,
    question: Question,
    reach: Reach,
    buildings: list[int] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the households within reach by building as the question wants it: ids and tallies.

    Parameters
    ----------
    buildings
        Their ids; all buildings otherwise. Those without a household to count are left out.
    """
    day = question.as_of or workspace.today()
    named = _named(conn, day, reach) if buildings is None else buildings
    standing = stand(conn, day, buildings=named)
    standing = standing.where(reach.within(standing.leaf_area))
    if question == EVERYTHING:
        return building_tallies(conn, standing, named)
    standing = targeted(conn, standing, question.target, day)
    reckoning = reckon(workspace, conn, standing, period=question.period, as_of=question.as_of)
    return tally_buildings(standing, reckoning.situations)


def _named(conn: Connection, day: date, reach: Reach) -> list[int] | None:
    """Name the buildings of a small reach; ``None`` where it is quicker to look at all of them."""
    if reach.everywhere or len(reach.areas) > _FEW_AREAS:
        return None
    found = drawn.leaves_of_buildings(conn, day, leaves=[*reach.areas])["building"]
    return None if len(found) > _FEW_BUILDINGS else np.unique(found).tolist()


def told_numbers(question: Question, counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Tell how far buildings are, as numbers; 0 where it would tell who is in a key group."""
    numbers = status_numbers(counts)
    if question.target is not None:
        few = [too_few(target) for target in counts[:, TALLY.index("target")].tolist()]
        numbers[few] = 0
    return numbers
