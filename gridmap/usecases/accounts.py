"""Accounts: made, listed, shut; their passwords."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError, NotFound, NotSignedIn
from gridmap.store import accounts as account_store
from gridmap.store import areas as area_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.store import sessions as session_store
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.passwords import demand_good, fits, hashed
from gridmap.usecases.seats import Seat, demand_seat, placed, take_seat
from gridmap.usecases.second_factor import NO_SECOND_FACTOR
from gridmap.usecases.signed_in import SignedIn
from gridmap.usecases.workspace import Workspace

__all__ = [
    "AccountView",
    "account_of",
    "accounts",
    "add_account",
    "change_password",
    "disable_account",
    "first_admin",
    "login_of",
    "note_rights",
    "set_password",
]

MOST_LOGIN: Final = 80


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as it is shown.

    Attributes
    ----------
    login
        ``None`` for those who joined by a link and have no password.
    """

    uid: str
    login: str | None
    name: str | None
    offices: tuple[Office, ...]
    second_factor: bool
    disabled: bool
    made_at: datetime


def login_of(text: str) -> str:
    """Bring a login to the form it is kept in: width and capitals make no difference.

    Raises
    ------
    InputError
        ``login-odd`` if nothing is left of it, or it has blanks, or is too long.
    """
    login = unicodedata.normalize("NFKC", text).strip().casefold()
    if not login or len(login) > MOST_LOGIN or not login.isprintable() or " " in login:
        raise InputError("login-odd", most=MOST_LOGIN)
    return login


def accounts(workspace: Workspace) -> list[AccountView]:
    """List the accounts in the order they were made.

    Raises
    ------
    NotPermitted
        If whoever asks does not keep accounts.
    """
    workspace.actor.insist(Act.SEE, Data.ACCOUNTS)
    seals = workspace.seals
    with workspace.database.read() as conn:
        held: dict[int, list[Office]] = {}
        for row in office_store.held(conn, workspace.today()):
            held.setdefault(row["person"], []).append(Office(row["office"]))
        return [
            AccountView(
                uid=row["uid"],
                login=row["login"],
                name=seals.opened(row["name_sealed"]) if row["name_sealed"] else None,
                offices=tuple(held.get(row["person"], ())),
                second_factor=row["totp_sealed"] is not None,
                disabled=row["disabled_at"] is not None,
                made_at=row["made_at"],
            )
            for row in account_store.listed(conn)
        ]


def first_admin(
    workspace: Workspace, login: str, password: str, *, name: str | None = None
) -> None:
    """Make the first account, an administrator's; from then on everybody signs in.

    Raises
    ------
    Conflict
        ``admin-there`` if anybody has an account.
    InputError
        As :func:`add_account`.
    """
    add_account(workspace, login, password, Seat(Office.ADMIN), name=name, first=True)


def add_account(
    workspace: Workspace,
    login: str,
    password: str,
    seat: Seat,
    *,
    name: str | None = None,
    first: bool = False,
) -> None:
    """Enter somebody with an office, and an account to sign in with.

    Parameters
    ----------
    first
        Only where nobody has an account.

    Raises
    ------
    InputError
        ``login-odd``, ``password-short``, ``password-common``, ``office-place``.
    Conflict
        ``login-taken``, ``admin-there``, ``office-taken``.
    NotFound
        If area or department is unknown.
    NotPermitted
        If whoever acts does not keep accounts.
    """
    workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
    login = login_of(login)
    demand_good(password, login)
    kept, seals = hashed(password), workspace.seals
    with workspace.writing() as conn:
        if first and account_store.any_there(conn):
            raise Conflict("admin-there")
        tree = area_store.tree(conn, workspace.today())
        person = person_store.add(conn, {"name_sealed": seals.seal(name) if name else None})
        demand_seat(workspace, tree, seat, person["id"])
        place = placed(conn, tree, seat)
        take_seat(workspace, conn, tree, person["id"], place, workspace.today(), None)
        facts = {"login": login, "password_hash": kept}
        account_of(conn, person["id"], workspace.clock(), facts)
        note_rights(workspace, conn, person["id"])


def account_of(
    conn: Connection, person: int, now: datetime, facts: Mapping[str, Any] | None = None
) -> RowMapping:
    """Find the account of a person (row id), or make it, with ``facts``.

    Raises
    ------
    Conflict
        ``login-taken``.
    """
    known = account_store.by_person(conn, person)
    if known is not None:
        return known
    try:
        with conn.begin_nested():
            return account_store.add(conn, {"person": person, "made_at": now, **(facts or {})})
    except IntegrityError as taken:
        raise Conflict("login-taken") from taken


def set_password(workspace: Workspace, login: str, password: str) -> None:
    """Give an account another password, and open it if it was shut; all its sessions end.

    The second factor goes too: whoever lost the phone gets in again.

    Raises
    ------
    NotFound
        ``account-unknown``.
    InputError
        ``password-short``, ``password-common``.
    NotPermitted
        If whoever acts does not keep accounts.
    """
    workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
    login = login_of(login)
    demand_good(password, login)
    facts = {
        "password_hash": hashed(password),
        "failures": 0,
        "locked_until": None,
        "disabled_at": None,
        **NO_SECOND_FACTOR,
    }
    with workspace.writing() as conn:
        known = _known(conn, login)
        account_store.change(conn, known["id"], facts)
        session_store.end_all(conn, known["id"])
        note_rights(workspace, conn, known["person"])


def change_password(
    workspace: Workspace,
    who: SignedIn,
    password: str,
    *,
    former: str | None = None,
    login: str | None = None,
) -> None:
    """Change one's own password; the sessions on other browsers end.

    Parameters
    ----------
    former
        The password until now, where there is one.
    login
        What to sign in with from now on; needed where there is none.

    Raises
    ------
    NotSignedIn
        ``sign-in-refused`` if ``former`` is wrong.
    InputError
        ``login-odd``, ``password-short``, ``password-common``.
    Conflict
        ``login-taken``.
    """
    key = who.demand_account()
    with workspace.database.read() as conn:
        known = account_store.by_row(conn, key)
    kept = known["password_hash"]
    if kept is not None and not fits(former or "", kept):
        raise NotSignedIn("password-wrong")
    name = login_of(login or known["login"] or "")
    demand_good(password, name)
    facts = {"login": name, "password_hash": hashed(password)}
    with workspace.writing() as conn:
        try:
            with conn.begin_nested():
                account_store.change(conn, key, facts)
        except IntegrityError as taken:
            raise Conflict("login-taken") from taken
        session_store.end_all(conn, key, but=who.session)


def disable_account(workspace: Workspace, login: str) -> None:
    """Shut an account: nobody signs in with it, its sessions end, its tokens count no more.

    Raises
    ------
    NotFound
        ``account-unknown``.
    NotPermitted
        If whoever acts does not keep accounts.
    """
    workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
    with workspace.writing() as conn:
        known = _known(conn, login_of(login))
        account_store.change(conn, known["id"], {"disabled_at": workspace.clock()})
        session_store.end_all(conn, known["id"])
        note_rights(workspace, conn, known["person"])


def note_rights(workspace: Workspace, conn: Connection, person: int) -> None:
    """Write down that a sign-in of somebody (row id) was given or taken."""
    uid = person_store.rows_of(conn, [person])[person]["uid"]
    held = office_store.areas_of(conn, person, workspace.today())
    area = min((area for area in held if area is not None), default=None)
    note_look(workspace, conn, LookAct.RIGHTS, subject=uid, area=area)


def _known(conn: Connection, login: str) -> RowMapping:
    known = account_store.by_login(conn, login)
    if known is None:
        raise NotFound("account-unknown", login=login)
    return known
