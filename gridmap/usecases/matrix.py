"""Look inside a building: unit beside unit, floor above floor, how each door stands (户室图)."""

from __future__ import annotations

from dataclasses import dataclass

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
from gridmap.usecases.coverage import check_period
from gridmap.usecases.figures import stand
from gridmap.usecases.map_status import EVERYTHING, Question
from gridmap.usecases.workspace import Workspace

__all__ = ["BuildingMatrix", "DoorInMatrix", "FloorRow", "UnitInMatrix", "matrix", "plan_of"]


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
    check_period(question.period)
    workspace.actor.insist(Act.SEE, Data.GROUND)
    today = workspace.today()
    with workspace.database.read() as conn:
        building = building_store.one(conn, uid)
        if building is None:
            raise NotFound("building-unknown", building=uid)
        tree = area_store.tree(conn, today)
        rows, layout = plan_of(workspace, conn, building)
        within = workspace.actor.reach(tree, Act.SEE, Data.DOORS)
        changes = workspace.actor.reach(tree, Act.CHANGE, Data.PEOPLE)
        shares = [
            part["leaf_area"] for part in membership_store.parts_of(conn, building["id"], today)
        ]
        ringed = _ringed(workspace, conn, tree, rows)
        states = _states(workspace, conn, building["id"], question)

        def door(at: int, label: str | None) -> DoorInMatrix:
            row = rows[at]
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

        def floor(row: Row) -> FloorRow:
            leaves = [rows[cell.door]["leaf_area"] for cell in row.cells]
            area = tree.areas.get(leaves[0])
            own = [cell for cell in row.cells if _of(rows[cell.door]) in within]
            return FloorRow(
                row.floor,
                None if area is None else area.code,
                tuple(door(cell.door, cell.label) for cell in own),
                len(row.cells) - len(own),
            )

        return BuildingMatrix(
            building["uid"],
            tuple(
                UnitInMatrix(unit.unit, tuple(floor(row) for row in unit.rows))
                for unit in layout.units
            ),
            layout.guessed,
            any(leaf in changes for leaf in shares),
        )


# A door that the open campaign is not for.
_NO_TARGET = -2
_NOWHERE = (_NO_TARGET, DoorState(), 0)


def plan_of(
    workspace: Workspace, conn: Connection, building: RowMapping
) -> tuple[list[RowMapping], Layout]:
    """Read the doors of a building as they stand today, and lay them out."""
    rows = household_store.of_building(conn, building["id"], workspace.today())
    doorways = [Doorway(row["unit"], row["floor"], row["door"], row["estimated"]) for row in rows]
    return rows, lay_out(doorways, levels=building["levels"], units=building["units"])


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
    for household, group in key_group_store.members(conn, workspace.today(), [*leaf]):
        if group not in reaches:
            reaches[group] = workspace.actor.group_reach(tree, group)
        if leaf[household] in reaches[group]:
            found.add(household)
    return found


def _states(
    workspace: Workspace, conn: Connection, building: int, question: Question
) -> dict[int, tuple[int, DoorState, int]]:
    """Reckon how its doors stand, by household: exclusion, state, how often knocked at."""
    standing = stand(conn, workspace.today(), buildings=[building])
    homes = standing.household
    zone = workspace.settings.zone
    campaign = visit_store.open_campaign(conn)
    facts, _ = visit_store.facts(conn, campaign, homes, only=homes.tolist())
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
