"""Invitations: a one-time link or QR code, by which leaders and workers get in without a password.

Opening a link spends nothing, for chat apps open what is sent through them. Pressing the button
does, and for a day after that the same person may come in by it on other browsers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from gridmap.errors import NotSignedIn
from gridmap.store import accounts as account_store
from gridmap.store import areas as area_store
from gridmap.store import invitations as invitation_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.store import sessions as session_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.accounts import account_of, note_rights
from gridmap.usecases.attempts import Attempts
from gridmap.usecases.marks import mark_of, new_secret
from gridmap.usecases.offices import OfficeView, demand_over, found_person, view_of
from gridmap.usecases.seats import sits_at_a_desk
from gridmap.usecases.second_factor import NO_SECOND_FACTOR, spend_code
from gridmap.usecases.sessions import Opened, open_session
from gridmap.usecases.signed_in import SignedIn
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Invited",
    "Welcome",
    "invite",
    "join",
    "revoke_invitations",
    "shut_out",
    "valid_invitation",
    "welcome",
]

_LASTS: Final = timedelta(days=7)
_SPENT_LASTS: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as it is handed out; the secret is told only now."""

    secret: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Welcome:
    """For whom an invitation is, as anybody may read who opens the link.

    Attributes
    ----------
    name
        Its first character, the rest masked; ``None`` if no name is known.
    """

    name: str | None
    offices: tuple[OfficeView, ...]
    ends_at: datetime


def invite(workspace: Workspace, person: str, who: SignedIn) -> Invited:
    """Make an invitation for somebody (uid); those made before count no more.

    Raises
    ------
    NotFound
        ``person-unknown``.
    NotPermitted
        If the person is not theirs to invite, or holds an office of the accounts' keeping.
    """
    now, secret = workspace.clock(), new_secret()
    with workspace.writing() as conn:
        key = _theirs(workspace, conn, person)["id"]
        account = account_of(conn, key, now)
        invitation_store.revoke_all(conn, account["id"], now)
        facts = {"mark": mark_of(secret), "account": account["id"], "made_by": who.account}
        invitation_store.add(conn, {**facts, "made_at": now, "ends_at": now + _LASTS})
        note_rights(workspace, conn, key)
    return Invited(secret, now + _LASTS)


def revoke_invitations(workspace: Workspace, person: str) -> None:
    """Let no invitation of somebody (uid) count any more; raises as :func:`invite`."""
    with workspace.writing() as conn:
        account = account_store.by_person(conn, _theirs(workspace, conn, person)["id"])
        if account is not None:
            invitation_store.revoke_all(conn, account["id"], workspace.clock())


def shut_out(workspace: Workspace, person: str) -> None:
    """End all sessions of somebody (uid), invitations and second factor: a phone is lost.

    Raises as :func:`invite`.
    """
    with workspace.writing() as conn:
        account = account_store.by_person(conn, _theirs(workspace, conn, person)["id"])
        if account is not None:
            session_store.end_all(conn, account["id"])
            account_store.change(conn, account["id"], NO_SECOND_FACTOR)
            invitation_store.revoke_all(conn, account["id"], workspace.clock())
            note_rights(workspace, conn, account["person"])


def welcome(workspace: Workspace, secret: str) -> Welcome:
    """Tell for whom an invitation is; this spends nothing.

    Raises
    ------
    NotSignedIn
        ``invitation-over``.
    """
    today = workspace.today()
    with workspace.database.read() as conn:
        found = valid_invitation(workspace, conn, secret)
        person = person_store.rows_of(conn, [found["person"]])[found["person"]]
        tree = area_store.tree(conn, today)
        held = office_store.held(conn, today, persons=[found["person"]])
    sealed = person["name_sealed"]
    name = workspace.seals.opened(sealed) if sealed else None
    return Welcome(
        name=name and name[0] + "*" * (len(name) - 1),
        offices=tuple(view_of(tree, row) for row in held),
        ends_at=_ends(found),
    )


def join(
    workspace: Workspace,
    secret: str,
    *,
    logins: Attempts,
    code: str | None = None,
    device: str | None = None,
) -> Opened:
    """Come in by an invitation; from now on it counts for a day.

    A password that there was is forgotten: whoever needs a link has lost it, and sets another.
    Nobody guesses a link, so that looking for one costs nothing; codes are counted in ``logins``.

    Raises
    ------
    NotSignedIn
        ``invitation-over``; ``code-needed`` and ``code-wrong`` where a second factor is set.
    TooOften
        ``tried-too-often``.
    """
    now = workspace.clock()
    with workspace.writing() as conn:
        found = valid_invitation(workspace, conn, secret)
        account = account_store.by_row(conn, found["account"])
        second = account["totp_sealed"] is not None
        if second and not code:
            raise NotSignedIn("code-needed")
        if second:
            key = f"account {account['id']}"
            logins.demand(key, now)
            if not spend_code(workspace, conn, account, code or ""):
                logins.failed(key, now)
                raise NotSignedIn("code-wrong")
        if found["spent_at"] is None:
            invitation_store.spend(conn, found["id"], now)
            account_store.change(conn, account["id"], {"password_hash": None})
        return open_session(workspace, conn, account, device=device, second_factor=second)


def _theirs(workspace: Workspace, conn: Connection, uid: str) -> RowMapping:
    """Find a person whom whoever acts may let in."""
    person, today = found_person(conn, uid), workspace.today()
    demand_over(workspace, conn, area_store.tree(conn, today), Act.CHANGE, person["id"])
    if sits_at_a_desk(conn, person["id"], today):
        # Whoever lets somebody in could come in as them.
        workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
    return person


def valid_invitation(workspace: Workspace, conn: Connection, secret: str) -> RowMapping:
    """Find an invitation that counts.

    Raises
    ------
    NotSignedIn
        ``invitation-over``.
    """
    found = invitation_store.by_mark(conn, mark_of(secret))
    if (
        found is None
        or found["revoked_at"] is not None
        or found["disabled_at"] is not None
        or _ends(found) <= workspace.clock()
    ):
        raise NotSignedIn("invitation-over")
    return found


def _ends(found: RowMapping) -> datetime:
    spent: datetime | None = found["spent_at"]
    ends: datetime = found["ends_at"] if spent is None else spent + _SPENT_LASTS
    return ends
