"""How far every building is, as an array that maps colour by, and what changed in it since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from gridmap.fieldwork.coverage import status_numbers
from gridmap.fieldwork.period import ALWAYS, Period
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import news
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.usecases.coverage import (
    building_tallies,
    catch_up,
    check_period,
    tally_buildings,
    targeted,
)
from gridmap.usecases.figures import Standing, reckon, stand
from gridmap.usecases.workspace import Workspace

__all__ = [
    "EVERYTHING",
    "Question",
    "StatusChanges",
    "Statuses",
    "status_changes",
    "statuses",
    "tallied",
]

# Beyond so many buildings it is quicker to send all of them anew.
_MOST_CHANGED: Final = 2000


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
        highest there has been; 0 also where there is no such building.
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
        Codes of the leaf areas concerned and of all above them.
    """

    seq: int
    whole: bool
    buildings: tuple[tuple[int, int], ...] = ()
    areas: tuple[str, ...] = ()


def statuses(workspace: Workspace, question: Question) -> Statuses:
    """Tell how far every building is.

    Raises
    ------
    InputError
        As :func:`gridmap.usecases.coverage.coverage` does.
    """
    check_period(question.period)
    _up_to_date(workspace, question)
    with workspace.database.read() as conn:
        seq = _seq(conn)
        ids, numbers = _reckoned(workspace, conn, question, None)
        # Whatever the question leaves out has its place: a visit may come in there.
        last = building_store.last_id(conn)
    laid = np.zeros(last + 1, dtype=np.uint8)
    laid[ids] = numbers
    return Statuses(seq, laid)


def status_changes(workspace: Workspace, question: Question, since: int) -> StatusChanges:
    """Tell which buildings may look different since sequence number ``since``, and how.

    Only visits are told one by one. Every number of the sequence that no visit and no step of a
    case has taken stands for something larger, such as an import or a new day.

    Raises
    ------
    InputError
        As :func:`gridmap.usecases.coverage.coverage` does.
    """
    check_period(question.period)
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
        ids, numbers = _reckoned(workspace, conn, question, buildings)
        known = dict.fromkeys(buildings, 0) | dict(zip(ids.tolist(), numbers.tolist(), strict=True))
        day = question.as_of or workspace.today()
        tree = area_store.tree(conn, day)
        leaves = set(stand(conn, day, buildings=buildings).leaf_area.tolist())
        codes = {
            area.code
            for leaf in leaves
            if leaf in tree.areas
            for area in tree.path(tree.areas[leaf])
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


def _reckoned(
    workspace: Workspace, conn: Connection, question: Question, buildings: list[int] | None
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Reckon building ids, ascending, and their status numbers, both of shape ``(b,)``."""
    day = question.as_of or workspace.today()
    standing = stand(conn, day, buildings=buildings)
    ids, counts = tallied(workspace, conn, standing, question, buildings)
    return ids, status_numbers(counts)


def tallied(
    workspace: Workspace,
    conn: Connection,
    standing: Standing,
    question: Question,
    buildings: list[int] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count households by building as the question wants it: ids and tallies.

    Parameters
    ----------
    standing
        The households on the day in question, of ``buildings`` or of all.
    """
    if question == EVERYTHING:
        return building_tallies(conn, standing, buildings)
    day = question.as_of or workspace.today()
    standing = targeted(conn, standing, question.target, day)
    reckoning = reckon(workspace, conn, standing, period=question.period, as_of=question.as_of)
    return tally_buildings(standing, reckoning.situations)
