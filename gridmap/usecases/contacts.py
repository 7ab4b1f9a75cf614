"""Fixed contacts: the households that a 党员中心户 stays in touch with; a leader's own contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from gridmap.errors import InputError, NotFound
from gridmap.store import areas as area_store
from gridmap.store import contacts as contact_store
from gridmap.store import households as household_store
from gridmap.store import links as link_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.offices import LED_BY
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.offices import demand_over, found_person
from gridmap.usecases.people import name_of
from gridmap.usecases.workspace import Workspace

__all__ = ["ContactHousehold", "Known", "contact_households", "my_contacts", "put_contacts"]


@dataclass(frozen=True, slots=True)
class ContactHousehold:
    """A household that a 党员中心户 stays in touch with, by uid.

    Attributes
    ----------
    label
        Its address, as far as it is known.
    """

    household: str
    label: str
    since: date


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom a leader may know by name.

    Attributes
    ----------
    link
        ``cadre`` for the one who stays in touch with them, else the office by which they lead the
        leader's group or grid.
    phone
        ``None`` also where phones were not asked for.
    """

    link: str
    name: str | None
    phone: str | None = None


def contact_households(workspace: Workspace, person: str) -> list[ContactHousehold]:
    """List the households that somebody stays in touch with as 党员中心户, today.

    Raises
    ------
    NotFound
        ``person-unknown``; ``office-unknown`` if they are no 党员中心户.
    NotPermitted
        If they serve where the one who asks may not see it.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        who = found_person(conn, person)
        demand_over(workspace, conn, tree, Act.SEE, who["id"])
        office = _office(conn, who, today)
        rows = contact_store.households_of(conn, office["id"], today)
    return [_contact(row) for row in rows]


def put_contacts(
    workspace: Workspace, person: str, households: Sequence[str], *, since: date | None = None
) -> list[ContactHousehold]:
    """Write which households (uids) somebody stays in touch with as 党员中心户, from a day on.

    Raises
    ------
    NotFound
        As :func:`contact_households`; ``household-unknown``.
    InputError
        ``contact-elsewhere`` if a household is in another area than where they hold that office.
    NotPermitted
        As :func:`contact_households`.
    """
    today = workspace.today()
    day = since or today
    with workspace.writing() as conn:
        tree = area_store.tree(conn, today)
        who = found_person(conn, person)
        demand_over(workspace, conn, tree, Act.CHANGE, who["id"])
        office = _office(conn, who, day)
        known = household_store.by_external_id(conn)
        for uid in households:
            if uid not in known:
                raise NotFound("household-unknown", household=uid)
        keys = {known[uid] for uid in households}
        leaves = household_store.standing(conn, today, households=keys)["leaf_area"].tolist()
        inside = {area.id for area in tree.subtree(tree.areas[office["area"]])}
        if not inside.issuperset(leaves):
            raise InputError("contact-elsewhere")
        contact_store.put_households(conn, office["id"], keys, day)
        rows = contact_store.households_of(conn, office["id"], day)
    return [_contact(row) for row in rows]


def _contact(row: RowMapping) -> ContactHousehold:
    parts = (row["address"] or row["name"], row["unit"], row["door"])
    return ContactHousehold(row["uid"], " ".join(filter(None, parts)), row["valid_from"])


def my_contacts(workspace: Workspace, *, phones: bool = False) -> list[Known]:
    """Tell whoever asks who their cadre is, and who leads the groups and grids of their areas.

    Nobody where the one who asks is no person, or a program that is not to know who serves.

    Parameters
    ----------
    phones
        Whether to tell their phones; each is a look that is written down.
    """
    me, today = workspace.actor.person, workspace.today()
    scopes = workspace.actor.scopes
    if me is None or (scopes is not None and (Act.SEE, Data.PEOPLE) not in scopes):
        return []
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, today)
        above = _above(conn, tree, me, today)
        found = [
            (row["office"], row["person"], row["area"])
            for row in office_store.held(conn, today, offices=set(LED_BY.values()))
            if row["area"] in above and row["person"] != me
        ]
        cadre = link_store.links(conn, today).get(me)
        if cadre is not None:
            found.insert(0, (Office.CADRE.value, cadre, _area_of(conn, cadre, today)))
        people = person_store.rows_of(conn, {key for _, key, _ in found})
    known = {(link, key): Known(link, name_of(workspace, people[key])) for link, key, _ in found}
    if not phones:
        return [*known.values()]
    numbers = {key: row["phone_sealed"] for key, row in people.items() if row["phone_sealed"]}
    with workspace.writing() as conn:
        for key, area in {key: area for _, key, area in found if key in numbers}.items():
            note_look(workspace, conn, LookAct.PHONE, subject=people[key]["uid"], area=area)
    return [
        replace(one, phone=workspace.seals.opened(numbers[key])) if key in numbers else one
        for (_, key), one in known.items()
    ]


def _area_of(conn: Connection, person: int, day: date) -> int | None:
    """Find where a cadre serves."""
    held = office_store.held(conn, day, offices=[Office.CADRE.value], persons=[person])
    return next((row["area"] for row in held), None)


def _above(conn: Connection, tree: AreaTree, person: int, day: date) -> set[int]:
    """Find the areas right above those that somebody serves in, up to the grid."""
    mine = [
        tree.areas[row["area"]]
        for row in office_store.held(conn, day, persons=[person])
        if row["area"] in tree.areas
    ]
    return {
        above.id
        for area in mine
        for above in tree.path(area)
        if above.level in LED_BY and above.id != area.id
    }


def _office(conn: Connection, who: RowMapping, day: date) -> RowMapping:
    rows = office_store.held(
        conn, day, offices=[Office.MEMBER_HOUSEHOLD.value], persons=[who["id"]]
    )
    if not rows:
        raise NotFound("office-unknown", office=Office.MEMBER_HOUSEHOLD.value, area="–")
    return rows[0]
