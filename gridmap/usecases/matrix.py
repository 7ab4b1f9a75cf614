"""Look inside a building: unit beside unit, floor above floor, how each door stands (户室图)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotFound
from gridmap.fieldwork.coverage import EXCLUSIONS, NOT_EXCLUDED, Exclusion
from gridmap.fieldwork.doors import DoorState, door_states, tries
from gridmap.fieldwork.outcomes import OUTCOMES, UNTRIED
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import key_groups as key_group_store
from gridmap.store import membership as membership_store
from gridmap.store import visits as visit_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.matrix import Doorway, Layout, Row, lay_out
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import stand
from gridmap.usecases.map_status import EVERYTHING, Question
from gridmap.usecases.workspace import Workspace

__all__ = [
    "BuildingMatrix",
    "DoorInMatrix",
    "FloorRow",
    "UnitInMatrix",
    "matrices",
    "matrix",
    "plan_of",
]

# So many buildings are read at once, and so many households of theirs looked up by name.
_AT_ONCE: Final = 1_000
_NAMED: Final = 5_000


@dataclass(frozen=True, slots=True)
class DoorInMatrix:
    """A door within reach and how it stands; nothing about who lives there.

    Attributes
    ----------
    label
        What to call it on the spot; ``None`` for the one door of a house.
    excluded, reason
        Whether it is no target, and why.
    tries
        How often somebody knocked.
    in_key_group
        Whether it is in a key group that the actor serves; in which, it keeps to itself.
    """

    uid: str
    label: str | None
    estimated: bool
    excluded: bool
    reason: Exclusion | None
    state: DoorState
    tries: int
    in_key_group: bool


@dataclass(frozen=True, slots=True)
class FloorRow:
    """Doors of one floor, and the code of the leaf area that answers for them.

    Attributes
    ----------
    others
        Number of its doors that lie beyond the actor's reach.
    """

    floor: int | None
    area: str | None
    doors: tuple[DoorInMatrix, ...]
    others: int


@dataclass(frozen=True, slots=True)
class UnitInMatrix:
    """One unit, its floors from the top down."""

    unit: str | None
    rows: tuple[FloorRow, ...]


@dataclass(frozen=True, slots=True)
class BuildingMatrix:
    """A building from inside.

    Attributes
    ----------
    guessed
        Whether floors and labels follow from the size of the building alone.
    may_split
        Whether the actor may say who answers for which of its floors.
    """

    uid: str
    units: tuple[UnitInMatrix, ...]
    guessed: bool
    may_split: bool


def matrix(workspace: Workspace, uid: str, *, question: Question = EVERYTHING) -> BuildingMatrix:
    """Lay a building out door by door; doors beyond the actor's reach are counted only.

    Parameters
    ----------
    uid
        Of the building; it may also be its row id, written as ``i:123``.
    question
        Which visits count; which doors are in its key group stays untold.

    Raises
    ------
    NotFound
        If it is unknown.
    InputError
        If the period ends before it starts.
    NotPermitted
        If the actor sees no ground at all.
    """
    workspace.actor.insist(Act.SEE, Data.GROUND)
    with workspace.database.read() as conn:
        building = building_store.one(conn, uid)
        if building is None:
            raise NotFound("building-unknown", building=uid)
        tree = area_store.tree(conn, workspace.today())
        return matrices(workspace, conn, tree, [building], question=question)[building["id"]]


def matrices(
    workspace: Workspace,
    conn: Connection,
    tree: AreaTree,
    buildings: Sequence[RowMapping],
    *,
    question: Question = EVERYTHING,
) -> dict[int, BuildingMatrix]:
    """Lay buildings out as :func:`matrix` does each, by row id.

    Raises
    ------
    InputError
        If the period ends before it starts.
    """
    check_period(question.period)
    actor, today = workspace.actor, workspace.today()
    within = actor.reach(tree, Act.SEE, Data.DOORS)
    changes = actor.reach(tree, Act.CHANGE, Data.PEOPLE)
    found = {}
    for start in range(0, len(buildings), _AT_ONCE):
        some = {row["id"]: row for row in buildings[start : start + _AT_ONCE]}
        doors = household_store.of_buildings(conn, [*some], today)
        parts = membership_store.members(conn, today, buildings=[*some])
        answering = parts["leaf_area"].astype(object).where(parts["leaf_area"].notna(), None)
        may_split = {
            key for key, leaf in zip(parts["building"], answering, strict=True) if leaf in changes
        }
        ringed = _ringed(workspace, conn, tree, [row for rows in doors.values() for row in rows])
        states = _states(workspace, conn, [*some], question)
        for key, building in some.items():
            rows = doors.get(key, [])
            layout = _laid_out(rows, building)
            found[key] = BuildingMatrix(
                building["uid"],
                tuple(
                    UnitInMatrix(
                        unit.unit,
                        tuple(_floor(row, rows, tree, within, states, ringed) for row in unit.rows),
                    )
                    for unit in layout.units
                ),
                layout.guessed,
                key in may_split,
            )
    return found


def _floor(
    row: Row,
    doors: list[RowMapping],
    tree: AreaTree,
    within: Reach,
    states: dict[int, tuple[int, DoorState, int]],
    ringed: set[int],
) -> FloorRow:
    """Tell of the doors of a floor that are within reach, and how many others there are."""
    area = tree.areas.get(doors[row.cells[0].door]["leaf_area"])
    own = [cell for cell in row.cells if _of(doors[cell.door]) in within]
    return FloorRow(
        row.floor,
        None if area is None else area.code,
        tuple(_door(cell.label, doors[cell.door], states, ringed) for cell in own),
        len(row.cells) - len(own),
    )


def _door(
    label: str | None,
    row: RowMapping,
    states: dict[int, tuple[int, DoorState, int]],
    ringed: set[int],
) -> DoorInMatrix:
    excluded, state, knocked = states.get(row["household"], _NOWHERE)
    return DoorInMatrix(
        row["uid"],
        label,
        row["estimated"],
        excluded != NOT_EXCLUDED,
        EXCLUSIONS[excluded] if excluded >= 0 else None,
        state,
        knocked,
        row["household"] in ringed,
    )


# A door that the open campaign is not for.
_NO_TARGET = -2
_NOWHERE = (_NO_TARGET, DoorState(), 0)


def plan_of(
    workspace: Workspace, conn: Connection, building: RowMapping
) -> tuple[list[RowMapping], Layout]:
    """Read the doors of a building as they stand today, and lay them out."""
    rows = household_store.of_building(conn, building["id"], workspace.today())
    return rows, _laid_out(rows, building)


def _laid_out(rows: list[RowMapping], building: RowMapping) -> Layout:
    doorways = [Doorway(row["unit"], row["floor"], row["door"], row["estimated"]) for row in rows]
    return lay_out(doorways, levels=building["levels"], units=building["units"])


def _of(row: RowMapping) -> int | None:
    """Tell the leaf area that answers for a door; ``None`` where none does."""
    leaf: int = row["leaf_area"]
    return None if leaf < 0 else leaf


def _ringed(
    workspace: Workspace, conn: Connection, tree: AreaTree, rows: list[RowMapping]
) -> set[int]:
    """Find the households that are in a key group which the actor serves where they are."""
    leaf = {row["household"]: _of(row) for row in rows}
    reaches = {}
    found = set()
    for household, group in key_group_store.members(conn, workspace.today(), _page([*leaf])):
        if household not in leaf:
            continue
        if group not in reaches:
            reaches[group] = workspace.actor.group_reach(tree, group)
        if leaf[household] in reaches[group]:
            found.add(household)
    return found


def _page(households: list[int]) -> list[int] | None:
    """Name households to look up; ``None`` for all where there are too many to name."""
    return households if len(households) <= _NAMED else None


def _states(
    workspace: Workspace, conn: Connection, buildings: list[int], question: Question
) -> dict[int, tuple[int, DoorState, int]]:
    """Reckon how their doors stand, by household: exclusion, state, how often knocked at."""
    standing = stand(conn, workspace.today(), buildings=buildings)
    homes = standing.household
    zone = workspace.settings.zone
    campaign = visit_store.open_campaign(conn)
    facts, _ = visit_store.facts(conn, campaign, homes, only=_page(homes.tolist()))
    bounds = question.period.bounds(zone, question.as_of)
    states = door_states(facts, len(homes), bounds=bounds, tz=zone)
    knocked = tries(facts, len(homes), bounds=bounds)
    return {
        household: (
            excluded,
            DoorState(None if outcome == UNTRIED else OUTCOMES[outcome], settled),
            count,
        )
        for household, excluded, outcome, settled, count in zip(
            homes.tolist(),
            standing.exclusion.tolist(),
            states.outcome.tolist(),
            states.settled.tolist(),
            knocked.tolist(),
            strict=True,
        )
    }
