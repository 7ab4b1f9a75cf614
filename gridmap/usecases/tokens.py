"""API tokens: programs act for whoever made them, within the scopes that were given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping

from gridmap.errors import InputError, NotFound, NotPermitted
from gridmap.store import accounts as account_store
from gridmap.store import tokens as token_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.accounts import login_of, note_rights
from gridmap.usecases.marks import mark_of, new_secret
from gridmap.usecases.sessions import Rolling, actor_of
from gridmap.usecases.signed_in import OFFICE_ROLES, SignedIn
from gridmap.usecases.workspace import Workspace

__all__ = [
    "MOST_DAYS",
    "TokenView",
    "add_token",
    "add_token_for",
    "holder_of",
    "read_scope",
    "revoke_token",
    "tokens",
]

MOST_DAYS: Final = 366
# So that a leaked one is found by whoever looks for it.
_PREFIX: Final = "gm_"
# That a token is used is noted once in so long.
_NOTED: Final = timedelta(hours=1)

Scopes = Collection[tuple[Act, Data]]


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as it is shown; ``secret`` only once, to whoever made it."""

    uid: str
    name: str
    login: str | None
    scopes: tuple[tuple[Act, Data], ...]
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None
    revoked: bool
    secret: str | None = None


def add_token(
    workspace: Workspace, who: SignedIn, name: str, scopes: Scopes, *, days: int
) -> TokenView:
    """Make a token that acts for oneself, within ``scopes``, for so many days.

    Raises
    ------
    InputError
        ``token-scopes`` without a scope, ``token-days``.
    NotPermitted
        ``token-not-yours`` if one may not do that oneself, or has no office at a desk.
    """
    key = who.demand_account()
    if not any(held.role in OFFICE_ROLES for held in who.actor.held):
        raise NotPermitted("token-not-yours")
    if not all(who.actor.may(act, data) for act, data in scopes):
        raise NotPermitted("token-not-yours")
    return _add(workspace, key, name, scopes, days)


def add_token_for(
    workspace: Workspace, login: str, name: str, scopes: Scopes, *, days: int
) -> TokenView:
    """Make a token that acts for an account; for the command line.

    Raises
    ------
    InputError
        As :func:`add_token`.
    NotFound
        ``account-unknown``.
    NotPermitted
        If whoever acts is not the operator.
    """
    if not workspace.actor.is_operator:
        raise NotPermitted("token-not-yours")
    with workspace.database.read() as conn:
        known = account_store.by_login(conn, login_of(login))
    if known is None:
        raise NotFound("account-unknown", login=login)
    return _add(workspace, known["id"], name, scopes, days)


def tokens(workspace: Workspace, who: SignedIn) -> list[TokenView]:
    """List one's own tokens; those of all to whoever keeps accounts."""
    everybodys = workspace.actor.may(Act.SEE, Data.ACCOUNTS)
    with workspace.database.read() as conn:
        rows = token_store.listed(conn, None if everybodys else who.demand_account())
    return [_view(row, row["login"]) for row in rows]


def revoke_token(workspace: Workspace, who: SignedIn, uid: str) -> None:
    """Let a token count no more: one's own, or any where one keeps accounts.

    Raises
    ------
    NotFound
        ``token-unknown``.
    """
    everybodys = workspace.actor.may(Act.CHANGE, Data.ACCOUNTS)
    with workspace.writing() as conn:
        found = token_store.by_uid(conn, uid)
        if found is None or not (everybodys or found["account"] == who.demand_account()):
            raise NotFound("token-unknown")
        if found["revoked_at"] is None:
            token_store.revoke(conn, found["id"], workspace.clock())


def holder_of(workspace: Workspace, secret: str, rolling: Rolling) -> SignedIn | None:
    """Tell for whom a token acts, and within what; ``None`` if it counts for nobody."""
    now = workspace.clock()
    with workspace.database.read() as conn:
        found = token_store.by_mark(conn, mark_of(secret))
        if (
            found is None
            or found["revoked_at"] is not None
            or found["disabled_at"] is not None
            or found["ends_at"] <= now
        ):
            return None
        actor = actor_of(workspace, conn, found["person"])
    if found["used_at"] is None or now - found["used_at"] >= _NOTED:
        rolling.note_token(found["id"], now)
    scoped = replace(actor, scopes=frozenset(_read(found["scopes"])))
    return SignedIn(scoped, found["account"], token=found["id"])


def _add(workspace: Workspace, account: int, name: str, scopes: Scopes, days: int) -> TokenView:
    if not scopes:
        raise InputError("token-scopes")
    if not 1 <= days <= MOST_DAYS:
        raise InputError("token-days", most=MOST_DAYS)
    now, secret = workspace.clock(), _PREFIX + new_secret()
    facts = {
        "mark": mark_of(secret),
        "account": account,
        "name": name,
        "scopes": ",".join(sorted(f"{act} {data}" for act, data in set(scopes))),
        "made_at": now,
        "ends_at": now + timedelta(days=days),
    }
    with workspace.writing() as conn:
        row = token_store.add(conn, facts)
        known = account_store.by_row(conn, account)
        note_rights(workspace, conn, known["person"])
    return replace(_view(row, known["login"]), secret=secret)


def read_scope(text: str) -> tuple[Act, Data]:
    """Read a scope as it is written: an act and a kind of data, “see figures”.

    Raises
    ------
    InputError
        ``token-scope-unknown``.
    """
    act, _, data = text.partition(" ")
    try:
        return Act(act), Data(data)
    except ValueError as fault:
        raise InputError("token-scope-unknown", scope=text, known=", ".join(Data)) from fault


def _read(scopes: str) -> tuple[tuple[Act, Data], ...]:
    return tuple(read_scope(scope) for scope in scopes.split(","))


def _view(row: RowMapping, login: str | None) -> TokenView:
    return TokenView(
        uid=row["uid"],
        name=row["name"],
        login=login,
        scopes=_read(row["scopes"]),
        made_at=row["made_at"],
        ends_at=row["ends_at"],
        used_at=row["used_at"],
        revoked=row["revoked_at"] is not None,
    )
