"""The party tree of a community, its levels named as that community names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.store import areas as area_store
from gridmap.store import party as party_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = [
    "PartyTree",
    "UnitDraft",
    "UnitView",
    "area_aliases",
    "close_unit",
    "enter_tree",
    "party_tree",
    "put_area_aliases",
    "put_unit",
]


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A party unit as somebody writes it down, with those below it.

    Attributes
    ----------
    level
        Name of its level; by default the one below its parent's.
    area
        Code of the 片区, group or patch whose branch it is.
    """

    name: str
    level: str | None = None
    area: str | None = None
    aliases: tuple[str, ...] = ()
    units: tuple[UnitDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitView:
    """A party unit as it stands; ``parent`` is a uid."""

    uid: str
    name: str
    level: str
    parent: str | None
    area: Area | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyTree:
    """The party tree of a community.

    Attributes
    ----------
    levels
        Names of its levels, from the top down.
    titles
        What the community calls its areas, by level.
    units
        Parents first.
    """

    community: Area
    levels: tuple[str, ...]
    titles: Mapping[Level, str] = field(default_factory=dict)
    units: tuple[UnitView, ...] = ()


def party_tree(workspace: Workspace, community: str) -> PartyTree:
    """Read the party tree of a community, named by its code.

    Raises
    ------
    NotFound
        If the area is unknown.
    InputError
        ``party-community`` if it is no community.
    NotPermitted
        If the one who asks may not see who serves there.
    """
    with workspace.database.read() as conn:
        tree, home = _community(workspace, conn, community, Act.SEE)
        return _read(conn, tree, home, workspace.today())


def enter_tree(
    workspace: Workspace,
    community: str,
    *,
    levels: Sequence[str],
    titles: Mapping[Level, str],
    units: Sequence[UnitDraft],
) -> PartyTree:
    """Write the whole party tree of a community from today.

    Units are known again by their parent and name (or another name of theirs); what the tree does
    not have any more is closed.

    Raises
    ------
    NotFound, InputError, NotPermitted
        As :func:`party_tree`; ``party-levels`` if a level is blank or stands twice, ``party-level``
        if a unit's level is not one below its parent, ``party-name`` if a name is blank or stands
        twice, ``party-area`` if an area is not the community's.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        tree, home = _community(workspace, conn, community, Act.CHANGE)
        names = _level_names(levels)
        party_store.put_levels(conn, home.id, names)
        party_store.put_titles(
            conn, home.id, {level.value: title.strip() for level, title in titles.items()}
        )
        writer = _Writer(conn, tree, home, names, today)
        writer.write(units, None)
        writer.close_others()
        return _read(conn, tree, home, today)


def put_unit(
    workspace: Workspace,
    community: str,
    draft: UnitDraft,
    *,
    parent: str | None = None,
    uid: str | None = None,
) -> UnitView:
    """Enter one party unit below ``parent`` (uid), or change the one called ``uid``.

    Raises
    ------
    NotFound, InputError, NotPermitted
        As :func:`enter_tree`; ``party-unit-unknown``.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        tree, home = _community(workspace, conn, community, Act.CHANGE)
        names = party_store.levels(conn, home.id)
        writer = _Writer(conn, tree, home, names, today)
        above = None if parent is None else _unit(conn, home, parent)
        known = None if uid is None else _unit(conn, home, uid)
        if known is not None and above is not None:
            _demand_no_ring(conn, home, known, above, today)
        row = writer.put(draft, above, known)
        found = _read(conn, tree, home, today)
        return next(unit for unit in found.units if unit.uid == row["uid"])


def close_unit(workspace: Workspace, community: str, uid: str) -> None:
    """Close a party unit from today; those below it first.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`put_unit`.
    Conflict
        ``party-unit-has-units`` while others hang on it.
    """
    today = workspace.today()
    with workspace.writing() as conn:
        _, home = _community(workspace, conn, community, Act.CHANGE)
        known = _unit(conn, home, uid)
        below = [u for u in party_store.units(conn, home.id, today) if u["parent"] == known["id"]]
        if below:
            raise Conflict("party-unit-has-units", unit=known["name"], count=len(below))
        party_store.close_unit(conn, known["id"], today)


def area_aliases(workspace: Workspace, code: str) -> tuple[str, ...]:
    """Read the other names of an area.

    Raises
    ------
    NotFound, NotPermitted
        If it is unknown, or not theirs to see.
    """
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, workspace.today())
        known = named(tree, code)
        workspace.actor.demand(tree, Act.SEE, Data.GROUND, known)
        return tuple(party_store.aliases(conn, "area").get(known.id, ()))


def put_area_aliases(workspace: Workspace, code: str, names: Sequence[str]) -> tuple[str, ...]:
    """Write all other names of an area.

    Raises
    ------
    NotFound, NotPermitted
        If it is unknown, or not theirs to change.
    """
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        known = named(tree, code)
        workspace.actor.demand(tree, Act.CHANGE, Data.PEOPLE, known)
        kept = _distinct(names, known.name)
        party_store.put_aliases(conn, "area", known.id, kept)
    return tuple(kept)


@dataclass
class _Writer:
    """Writes units of one community's tree."""

    conn: Connection
    tree: AreaTree
    home: Area
    levels: Sequence[str]
    today: date

    def __post_init__(self) -> None:
        self.names = party_store.aliases(self.conn, "party_unit")
        self.known = {
            row["id"]: row for row in party_store.units(self.conn, self.home.id, self.today)
        }
        self.written: set[int] = set()

    def write(self, drafts: Sequence[UnitDraft], parent: RowMapping | None) -> None:
        """Write units and all below them; raises as :func:`enter_tree`."""
        for draft in drafts:
            row = self.put(draft, parent, self._same(draft, parent))
            self.write(draft.units, row)

    def put(
        self, draft: UnitDraft, parent: RowMapping | None, known: RowMapping | None
    ) -> RowMapping:
        """Write one unit, new or known."""
        name, depth = draft.name.strip(), self._depth(draft, parent)
        facts = {
            "name": name,
            "parent": None if parent is None else parent["id"],
            "depth": depth,
            "area": self._area(draft),
        }
        beside = [
            row
            for row in self.known.values()
            if row["parent"] == facts["parent"] and row["name"] == name
        ]
        below = [
            row["depth"] for row in self.known.values() if known and row["parent"] == known["id"]
        ]
        if min(below, default=len(self.levels)) <= depth:
            raise InputError("party-level", unit=draft.name, level=draft.level or "–")
        if not name or any(known is None or row["id"] != known["id"] for row in beside):
            raise InputError("party-name", name=draft.name)
        if known is None:
            row = party_store.add_unit(
                self.conn, {"community": self.home.id, "opened_on": self.today, **facts}
            )
        else:
            party_store.change_unit(self.conn, known["id"], facts)
            row = party_store.by_uid(self.conn, known["uid"]) or known
        if row["id"] in self.written:
            raise InputError("party-name", name=draft.name)
        self.known[row["id"]] = row
        self.written.add(row["id"])
        aliases = _distinct(draft.aliases, name)
        party_store.put_aliases(self.conn, "party_unit", row["id"], aliases)
        return row

    def close_others(self) -> None:
        """Close every unit that was not written."""
        for key in self.known.keys() - self.written:
            party_store.close_unit(self.conn, key, self.today)

    def _same(self, draft: UnitDraft, parent: RowMapping | None) -> RowMapping | None:
        above = None if parent is None else parent["id"]
        called = {draft.name.strip(), *draft.aliases}
        beside = [
            row
            for row in self.known.values()
            if row["parent"] == above and row["id"] not in self.written
        ]
        plain = next((row for row in beside if row["name"] == draft.name.strip()), None)
        return plain or next(
            (row for row in beside if called & {row["name"], *self.names.get(row["id"], ())}), None
        )

    def _depth(self, draft: UnitDraft, parent: RowMapping | None) -> int:
        above = -1 if parent is None else parent["depth"]
        depth = above + 1 if draft.level is None else _place(self.levels, draft.level)
        if not above < depth < len(self.levels):
            raise InputError("party-level", unit=draft.name, level=draft.level or "–")
        return depth

    def _area(self, draft: UnitDraft) -> int | None:
        if draft.area is None:
            return None
        area = named(self.tree, draft.area)
        if self.home not in self.tree.path(area):
            raise InputError("party-area", unit=draft.name, area=draft.area)
        return area.id


def _demand_no_ring(
    conn: Connection, home: Area, known: RowMapping, above: RowMapping, today: date
) -> None:
    parents = {row["id"]: row["parent"] for row in party_store.units(conn, home.id, today)}
    here: int | None = above["id"]
    while here is not None:
        if here == known["id"]:
            raise InputError("party-level", unit=known["name"], level="–")
        here = parents.get(here)


def _read(conn: Connection, tree: AreaTree, home: Area, today: date) -> PartyTree:
    levels = party_store.levels(conn, home.id)
    names = party_store.aliases(conn, "party_unit")
    rows = party_store.units(conn, home.id, today)
    uids = {row["id"]: row["uid"] for row in rows}
    return PartyTree(
        home,
        tuple(levels),
        {Level(level): title for level, title in party_store.titles(conn, home.id).items()},
        tuple(
            UnitView(
                uid=row["uid"],
                name=row["name"] or "",
                level=levels[row["depth"]] if row["depth"] < len(levels) else "",
                parent=uids.get(row["parent"]),
                area=tree.areas.get(row["area"]),
                aliases=tuple(names.get(row["id"], ())),
            )
            for row in rows
        ),
    )


def _community(
    workspace: Workspace, conn: Connection, code: str, act: Act
) -> tuple[AreaTree, Area]:
    tree = area_store.tree(conn, workspace.today())
    home = named(tree, code)
    workspace.actor.demand(tree, act, Data.PEOPLE, home)
    if home.level is not Level.COMMUNITY:
        raise InputError("party-community", code=code)
    return tree, home


def _unit(conn: Connection, home: Area, uid: str) -> RowMapping:
    known = party_store.by_uid(conn, uid)
    if known is None or known["community"] != home.id or known["closed_on"] is not None:
        raise NotFound("party-unit-unknown", unit=uid)
    return known


def _level_names(levels: Sequence[str]) -> list[str]:
    names = [name.strip() for name in levels]
    if not all(names) or len(set(names)) < len(names):
        raise InputError("party-levels")
    return names


def _place(levels: Sequence[str], name: str) -> int:
    return levels.index(name) if name in levels else len(levels)


def _distinct(names: Sequence[str], own: str | None) -> list[str]:
    plain = dict.fromkeys(name.strip() for name in names)
    return [name for name in plain if name and name != own]
