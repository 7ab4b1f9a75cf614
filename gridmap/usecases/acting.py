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

from gridmap.errors import NotPermitted
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.policy import Act, Data, Role, allows, serves

__all__ = ["OPERATOR", "Actor", "Held", "Reach"]


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
        return self.everywhere or (area is not None and area in self.areas)

    def covers(self, areas: Iterable[int | None]) -> bool:
        """Tell whether all of these areas lie within; a thing without area lies nowhere."""
        return self.everywhere or all(area in self for area in areas)

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
        """Tell where they may do this."""
        if self.is_operator:
            return _EVERYWHERE
        areas: set[int] = set()
        for held in self._holding(act, data):
            if held.department is not None:
                continue
            if held.area is None:
                return _EVERYWHERE
            if (top := tree.areas.get(held.area)) is not None:
                areas.update(area.id for area in tree.subtree(top))
        return Reach(everywhere=False, areas=frozenset(areas))

    def demand(self, tree: AreaTree, act: Act, data: Data, *areas: Area) -> Reach:
        """Insist that they may do this, in each of ``areas``; tell where they may.

        Raises
        ------
        NotPermitted
            ``not-yours`` if the area is not theirs, ``not-your-role`` if no area is.
        """
        reach = self.reach(tree, act, data)
        if not self.may(act, data):
            raise NotPermitted("not-your-role", act=act.value, data=data.value)
        for area in areas:
            if area.id not in reach:
                raise NotPermitted("not-yours", area=area.name or area.code)
        return reach

    def departments(self) -> frozenset[int]:
        """Row ids of the departments they work for."""
        return frozenset(held.department for held in self.held if held.department is not None)

    def group_reach(self, tree: AreaTree, group: str) -> Reach:
        """Tell where they may know that a door is in a key group."""
        serving = tuple(held for held in self.held if serves(held.role, group))
        return replace(self, held=serving).reach(tree, Act.SEE, Data.KEY_GROUPS)

    def _holding(self, act: Act, data: Data) -> Iterable[Held]:
        if self.scopes is not None and (act, data) not in self.scopes:
            return ()
        return (held for held in self.held if allows(held.role, act, data))


OPERATOR: Final = Actor(None, is_operator=True)
"""The command line, and the server of a workspace that nobody signs in to yet."""
