"""On whose behalf an act is done, and how far their rights reach.

Every use case is handed a workspace that knows who acts, and asks here once before it reads or
writes. The command line acts as the operator, who may do everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping

from gridmap.errors import NotPermitted
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data, Role, allows, counts, role_of, serves

__all__ = ["OPERATOR", "Actor", "Held", "Reach", "holdings"]


@dataclass(frozen=True, slots=True)
class Held:
    """An office somebody holds today, as far as rights go.

    Attributes
    ----------
    area
        Row id of the area it is held in; ``None`` for the whole workspace.
    department
        Row id of the department, for its officers.
    """

    role: Role
    area: int | None
    department: int | None = None


def holdings(offices: Iterable[RowMapping]) -> tuple[Held, ...]:
    """Tell what the offices of one person, rows of assignments in force, amount to.

    An office without an area is nobody's right to the whole workspace but an administrator's.
    """
    held = []
    for row in offices:
        role = role_of(Office(row["office"]))
        if row["area"] is not None or row["department"] is not None or role is Role.ADMIN:
            held.append(Held(role, row["area"], row["department"]))
    return tuple(held)


@dataclass(frozen=True, slots=True)
class Reach:
    """The areas somebody may do a thing in.

    Attributes
    ----------
    everywhere
        Whether it is the whole workspace; then ``areas`` says nothing.
    areas
        Row ids of areas, with all that lies below them.
    """

    everywhere: bool
    areas: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.areas)

    def __contains__(self, area: int | None) -> bool:
        """Tell whether an area lies within; a thing without area lies nowhere but everywhere."""
        return self.everywhere or (area is not None and area in self.areas)

    def __and__(self, other: Reach) -> Reach:
        if self.everywhere or other.everywhere:
            return other if self.everywhere else self
        return Reach(everywhere=False, areas=self.areas & other.areas)

    def __or__(self, other: Reach) -> Reach:
        return Reach(everywhere=self.everywhere or other.everywhere, areas=self.areas | other.areas)

    def part_of(self, tree: AreaTree) -> AreaTree:
        """Keep the areas that lie within; those at the top there are tops of their own."""
        if self.everywhere:
            return tree
        return AreaTree({key: area for key, area in tree.areas.items() if key in self.areas})

    def within(self, leaves: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Mark the leaf areas (row ids, any shape) that lie within."""
        if self.everywhere:
            return np.ones(leaves.shape, dtype=bool)
        return np.isin(leaves, list(self.areas))


_EVERYWHERE: Final = Reach(everywhere=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Attributes
    ----------
    person
        Row id; ``None`` for the operator.
    held
        The offices they hold today.
    scopes
        What an API token was limited to, as ``(act, data)``; ``None`` where there is no such limit.
    """

    person: int | None
    held: tuple[Held, ...] = ()
    is_operator: bool = False
    scopes: frozenset[tuple[Act, Data]] | None = None

    def may(self, act: Act, data: Data) -> bool:
        """Tell whether they may do this anywhere."""
        return self.is_operator or any(self._holding(act, data))

    def reach(self, tree: AreaTree, act: Act, data: Data) -> Reach:
        """Tell where they may do this.

        Whoever reaches all leaf areas there are reaches what lies in none of them as well.
        """
        if self.is_operator:
            return _EVERYWHERE
        if (act, data) == (Act.SEE, Data.GROUND) and self.may(act, data):
            return _EVERYWHERE  # a map that ended at one's own border would be no map
        areas: set[int] = set()
        for held in self._holding(act, data):
            if held.role is Role.DEPARTMENT:
                continue  # cases are sent to it, wherever they are
            if held.area is None:
                return _EVERYWHERE
            if (top := tree.areas.get(held.area)) is not None:
                areas.update(area.id for area in tree.subtree(top))
        if areas and all(leaf.id in areas for leaf in tree.leaves):
            return _EVERYWHERE
        return Reach(everywhere=False, areas=frozenset(areas))

    def insist(self, act: Act, data: Data) -> None:
        """Insist that they may do this somewhere.

        Raises
        ------
        NotPermitted
            ``not-your-role``.
        """
        if not self.may(act, data):
            raise NotPermitted("not-your-role", act=act.value, data=data.value)

    def demand(self, tree: AreaTree, act: Act, data: Data, *areas: Area | None) -> Reach:
        """Insist that they may do this, in each of ``areas``; tell where they may.

        ``None`` among them is ground that no area answers for.

        Raises
        ------
        NotPermitted
            ``not-yours`` (``beyond-yours`` where nobody answers) if it is not theirs,
            ``not-your-role`` if none is.
        """
        self.insist(act, data)
        reach = self.reach(tree, act, data)
        for area in areas:
            if area is None and None not in reach:
                raise NotPermitted("beyond-yours")
            if area is not None and area.id not in reach:
                raise NotPermitted("not-yours", area=area.name or area.code)
        return reach

    def insist_figures(self, group: str | None) -> None:
        """Insist that they may see figures somewhere, of all households or of a key group."""
        self.insist(Act.SEE, Data.FIGURES)
        if group is not None:
            self._serving(group).insist(Act.SEE, Data.KEY_GROUPS)

    def demand_figures(self, tree: AreaTree, group: str | None, *areas: Area) -> Reach:
        """Insist that they may see figures, of all households or of a key group; tell where.

        Raises
        ------
        NotPermitted
            As :meth:`demand`; of a group also where no role of theirs serves it.
        """
        reach = self.demand(tree, Act.SEE, Data.FIGURES, *areas)
        if group is None:
            return reach
        return reach & self._serving(group).demand(tree, Act.SEE, Data.KEY_GROUPS, *areas)

    def household_reach(self, tree: AreaTree) -> Reach:
        """Tell where they may know single households, by their doors or by the register.

        To others no figure is told that is about so few households that it might be about one.
        """
        doors = self.reach(tree, Act.SEE, Data.DOORS)
        return doors | self.reach(tree, Act.SEE, Data.REGISTER)

    def departments(self) -> frozenset[int]:
        """Row ids of the departments they work for."""
        return frozenset(
            held.department
            for held in self.held
            if held.role is Role.DEPARTMENT and held.department is not None
        )

    def group_reach(self, tree: AreaTree, group: str) -> Reach:
        """Tell where they may know that a door is in a key group."""
        return self._serving(group).reach(tree, Act.SEE, Data.KEY_GROUPS)

    def counted_reach(self, tree: AreaTree, group: str) -> Reach:
        """Tell where they may know how many are in a key group, if those are not too few."""
        counting = tuple(held for held in self.held if counts(held.role, group))
        return replace(self, held=counting).reach(tree, Act.SEE, Data.FIGURES)

    def _serving(self, group: str) -> Actor:
        return replace(self, held=tuple(held for held in self.held if serves(held.role, group)))

    def _holding(self, act: Act, data: Data) -> Iterable[Held]:
        if self.scopes is not None and (act, data) not in self.scopes:
            return ()
        return (held for held in self.held if allows(held.role, act, data))


OPERATOR: Final = Actor(None, is_operator=True)
"""The command line, and the server of a workspace that nobody signs in to yet."""
