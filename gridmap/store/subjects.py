"""All that is kept about one person who serves, or about one door; and letting go of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from gridmap.store.tables.access import (
    account,
    api_token,
    badge,
    invitation,
    look,
    resident_request,
    session,
)
from gridmap.store.tables.fieldwork import case_event, visit
from gridmap.store.tables.ground import building
from gridmap.store.tables.households import (
    household,
    household_external_id,
    household_status,
    key_group,
    residence,
)
from gridmap.store.tables.people import (
    assignment,
    contact_household,
    contact_link,
    team_member,
)
from gridmap.store.tables.sheets import sheet_print

__all__ = ["erase_door", "erase_person", "of_door", "of_person", "place_of"]

Rows = list[dict[str, Any]]


def _rows(conn: Connection, query: Any) -> Rows:  # noqa: ANN401  (any select)
    return [dict(row) for row in conn.execute(query).mappings()]


def of_person(conn: Connection, key: int) -> dict[str, Rows]:
    """Read what is kept about a person (row id) besides name and phone, table by table."""
    accounts = select(account.c.id).where(account.c.person == key)
    return {
        "offices": _rows(conn, select(assignment).where(assignment.c.person == key)),
        "links": _rows(
            conn,
            select(contact_link).where(
                or_(contact_link.c.leader == key, contact_link.c.cadre == key)
            ),
        ),
        "teams": _rows(conn, select(team_member).where(team_member.c.person == key)),
        "account": _rows(
            conn,
            select(
                account.c.login,
                account.c.made_at,
                account.c.disabled_at,
                account.c.totp_sealed.is_not(None).label("second_factor"),
            ).where(account.c.person == key),
        ),
        "sessions": _rows(
            conn,
            select(session.c.made_at, session.c.seen_at, session.c.ends_at, session.c.device).where(
                session.c.account.in_(accounts)
            ),
        ),
        "badges": _rows(
            conn,
            select(badge.c.made_at, badge.c.ends_on, badge.c.revoked_at).where(
                badge.c.person == key
            ),
        ),
        "looks": _rows(
            conn,
            select(look.c.at, look.c.act, look.c.reason, look.c.count).where(look.c.person == key),
        ),
        "visits": _rows(
            conn,
            select(func.count().label("recorded")).where(
                or_(visit.c.visited_by == key, visit.c.recorded_by == key)
            ),
        ),
    }


def of_door(conn: Connection, key: int) -> dict[str, Rows]:
    """Read what is kept about a door (row id), table by table."""
    door = household.c.id == key
    return {
        "door": _rows(
            conn,
            select(
                building.c.address,
                building.c.name.label("building"),
                household.c.unit,
                household.c.floor,
                household.c.door,
                household.c.estimated,
            )
            .select_from(household)
            .join(building, building.c.id == household.c.building)
            .where(door),
        ),
        "external_ids": _rows(
            conn,
            select(household_external_id.c.system, household_external_id.c.value).where(
                household_external_id.c.household == key
            ),
        ),
        "status": _rows(
            conn,
            select(
                household_status.c.valid_from,
                household_status.c.occupancy,
                household_status.c.do_not_visit,
            ).where(household_status.c.household == key),
        ),
        "residence": _rows(conn, select(residence).where(residence.c.household == key)),
        "key_groups": _rows(
            conn,
            select(
                key_group.c.name,
                key_group.c.valid_from,
                key_group.c.active,
                key_group.c.confirmed_on,
            ).where(key_group.c.household == key),
        ),
        "contacts": _rows(
            conn,
            select(contact_household.c.valid_from, contact_household.c.valid_to).where(
                contact_household.c.household == key
            ),
        ),
        "visits": _rows(
            conn,
            select(visit.c.occurred_at, visit.c.outcome, visit.c.mode, visit.c.source, visit.c.void)
            .where(visit.c.household == key)
            .order_by(visit.c.seq),
        ),
        "requests": _rows(
            conn,
            select(
                resident_request.c.kind,
                resident_request.c.asked_at,
                resident_request.c.answered_at,
                resident_request.c.answer,
            ).where(resident_request.c.household == key),
        ),
    }


def place_of(conn: Connection, key: int) -> RowMapping:
    """Read where a door (row id) is: ``building`` (row id), ``unit``, ``floor``, ``door``."""
    columns = (household.c.building, household.c.unit, household.c.floor, household.c.door)
    return conn.execute(select(*columns).where(household.c.id == key)).mappings().one()


def erase_person(conn: Connection, key: int, today: date, now: datetime) -> None:
    """Let go of a person (row id): sign-in, offices, links; visits stay, as nobody's.

    The row itself stays, empty: what refers to it (who looked at what) may not be changed.
    """
    accounts = select(account.c.id).where(account.c.person == key).scalar_subquery()
    for table in (session, invitation, api_token):
        conn.execute(delete(table).where(table.c.account.in_(accounts)))
    conn.execute(
        update(account)
        .where(account.c.person == key)
        .values(
            login=None,
            password_hash=None,
            totp_sealed=None,
            recovery_marks=None,
            oidc_subject=None,
            disabled_at=func.coalesce(account.c.disabled_at, now),
        )
    )
    conn.execute(
        update(badge)
        .where(badge.c.person == key, badge.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    for table in (assignment, team_member):
        conn.execute(
            update(table)
            .where(table.c.person == key, or_(table.c.valid_to.is_(None), table.c.valid_to > today))
            .values(valid_to=_ending(table.c.valid_from, today))
        )
    held = select(assignment.c.id).where(assignment.c.person == key).scalar_subquery()
    conn.execute(
        update(contact_household)
        .where(
            contact_household.c.assignment.in_(held),
            or_(contact_household.c.valid_to.is_(None), contact_household.c.valid_to > today),
        )
        .values(valid_to=_ending(contact_household.c.valid_from, today))
    )
    conn.execute(delete(contact_link).where(contact_link.c.leader == key))
    conn.execute(update(contact_link).where(contact_link.c.cadre == key).values(cadre=None))
    done = (visit.c.visited_by, visit.c.recorded_by, case_event.c.by, sheet_print.c.printed_by)
    for column in done:
        conn.execute(update(column.table).where(column == key).values({column.name: None}))


def _ending(begins: ColumnElement[Any], today: date) -> ColumnElement[Any]:
    """Today, or never begun."""
    return case((begins > today, begins), else_=today)


def erase_door(conn: Connection, key: int) -> None:
    """Let go of what is kept about who lives behind a door (row id).

    The door, its visits as counts, and that nobody is to knock there stay.
    """
    for table in (residence, key_group):
        conn.execute(delete(table).where(table.c.household == key))
    conn.execute(delete(contact_household).where(contact_household.c.household == key))
    conn.execute(
        update(resident_request).where(resident_request.c.household == key).values(household=None)
    )
