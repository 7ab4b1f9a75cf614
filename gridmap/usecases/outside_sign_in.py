"""Signing in with the office's own provider: what begins it, what ends it, who is who.

The provider says who somebody is, and never what they may do: only somebody who is known here, and
linked by an administrator or by an invitation, comes in.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from gridmap.errors import Conflict, InputError, NetworkError, NotSignedIn, StoreError
from gridmap.store import accounts as account_store
from gridmap.store import invitations as invitation_store
from gridmap.store import sessions as session_store
from gridmap.territory.policy import Act, Data
from gridmap.usecases.accounts import account_of, note_rights
from gridmap.usecases.invitations import valid_invitation
from gridmap.usecases.offices import found_person
from gridmap.usecases.provider import Provider, Vouched
from gridmap.usecases.sessions import Opened, open_session
from gridmap.usecases.workspace import Workspace

__all__ = ["Begun", "begin", "finish", "leave", "link", "linked", "unlink"]

LASTS: Final = timedelta(minutes=10)
_MOST_SUBJECT: Final = 255


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that goes on at the provider.

    Attributes
    ----------
    url
        Where the browser goes.
    kept
        What the browser keeps meanwhile, sealed.
    """

    url: str
    kept: str


def begin(
    workspace: Workspace, provider: Provider, back: str, *, invitation: str | None = None
) -> Begun:
    """Begin to sign in.

    Parameters
    ----------
    back
        Where the provider sends the browser afterwards.
    invitation
        Secret of a link, by which whoever the provider vouches for becomes known here.

    Raises
    ------
    NotFound
        ``oidc-none``.
    NotSignedIn
        ``invitation-over``.
    NetworkError
        As :meth:`Provider.address`.
    """
    address = provider.address("authorization_endpoint")
    if address is None:
        raise NetworkError("oidc-odd", issuer=provider.issuer)
    if invitation is not None:
        with workspace.database.read() as conn:
            valid_invitation(workspace, conn, invitation)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = {
        "response_type": "code",
        "client_id": workspace.settings.oidc_client_id,
        "redirect_uri": back,
        "scope": "openid",
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    kept = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "back": back,
        "until": (workspace.clock() + LASTS).isoformat(),
        "invitation": invitation,
    }
    joint = "&" if "?" in address else "?"
    sealed = workspace.seals.seal(json.dumps(kept)).decode()
    return Begun(f"{address}{joint}{urlencode(asked)}", sealed)


def finish(
    workspace: Workspace,
    provider: Provider,
    kept: str | None,
    *,
    state: str,
    code: str,
    issuer: str | None = None,
    device: str | None = None,
) -> Opened:
    """Come in by what the provider answered.

    Parameters
    ----------
    kept
        What this browser kept since :func:`begin`.
    issuer
        Who answers, where the answer tells.

    Raises
    ------
    NotSignedIn
        ``oidc-over`` if it was not begun in this browser, or long ago; ``oidc-refused``;
        ``oidc-unknown`` if nobody here is linked to whom the provider vouches for;
        ``oidc-second-factor``; ``invitation-over``.
    Conflict
        ``oidc-taken`` if somebody else is linked to them.
    """
    begun = _opened(workspace, kept)
    if not hmac.compare_digest(begun["state"].encode(), state.encode()):
        raise NotSignedIn("oidc-over")
    if issuer is not None and issuer != provider.issuer:
        raise NotSignedIn("oidc-refused")
    vouched = provider.vouched(
        code, verifier=begun["verifier"], nonce=begun["nonce"], back=begun["back"]
    )
    with workspace.writing() as conn:
        if begun["invitation"]:
            account = _invited(workspace, conn, begun["invitation"], vouched)
        else:
            known = account_store.by_subject(conn, vouched.subject)
            if known is None:
                raise NotSignedIn("oidc-unknown", subject=vouched.subject.partition(" ")[2])
            account = known
        if account["disabled_at"] is not None:
            raise NotSignedIn("oidc-unknown", subject=vouched.subject.partition(" ")[2])
        if account["totp_sealed"] is not None and not vouched.second_factor:
            raise NotSignedIn("oidc-second-factor")
        return open_session(
            workspace, conn, account, device=device, second_factor=vouched.second_factor
        )


def leave(provider: Provider, home: str) -> str | None:
    """Tell where the provider's own session ends, where it says so, coming back to ``home``."""
    address = provider.address("end_session_endpoint") if provider.offered else None
    if address is None:
        return None
    asked = {"client_id": provider.client, "post_logout_redirect_uri": home}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def linked(workspace: Workspace, provider: Provider, person: str) -> str | None:
    """Tell what the provider calls somebody (uid); ``None`` if they are not linked.

    Raises
    ------
    NotFound
        ``person-unknown``.
    NotPermitted
        If whoever acts does not keep accounts.
    """
    workspace.actor.insist(Act.SEE, Data.ACCOUNTS)
    with workspace.database.read() as conn:
        account = account_store.by_person(conn, found_person(conn, person)["id"])
    issuer, _, subject = ((account and account["oidc_subject"]) or "").partition(" ")
    return subject if subject and issuer == provider.issuer else None


def link(workspace: Workspace, provider: Provider, person: str, subject: str) -> None:
    """Link somebody (uid) to whom the provider calls ``subject``; their sessions end.

    Raises
    ------
    NotFound
        ``person-unknown``, ``oidc-none``.
    InputError
        ``oidc-subject``.
    Conflict
        ``oidc-taken``.
    NotPermitted
        If whoever acts does not keep accounts.
    """
    workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
    if not (0 < len(subject) <= _MOST_SUBJECT and subject.isascii() and subject.isprintable()):
        raise InputError("oidc-subject")
    _set(workspace, person, f"{provider.issuer} {subject}")


def unlink(workspace: Workspace, person: str) -> None:
    """Let nobody come in as somebody (uid) by the provider any more; raises as :func:`link`."""
    workspace.actor.insist(Act.CHANGE, Data.ACCOUNTS)
    _set(workspace, person, None)


def _set(workspace: Workspace, person: str, subject: str | None) -> None:
    with workspace.writing() as conn:
        key = found_person(conn, person)["id"]
        account = account_of(conn, key, workspace.clock())
        _link(conn, account, {"oidc_subject": subject})
        session_store.end_all(conn, account["id"])
        note_rights(workspace, conn, key)


def _invited(workspace: Workspace, conn: Connection, secret: str, vouched: Vouched) -> RowMapping:
    """Link whoever has the invitation to whom the provider vouches for, and spend it."""
    found = valid_invitation(workspace, conn, secret)
    account = account_store.by_row(conn, found["account"])
    if account["totp_sealed"] is not None and not vouched.second_factor:
        raise NotSignedIn("oidc-second-factor")
    if found["spent_at"] is None:
        invitation_store.spend(conn, found["id"], workspace.clock())
        # As for whoever joins by a link alone: what was known before counts no more.
        _link(conn, account, {"oidc_subject": vouched.subject, "password_hash": None})
        note_rights(workspace, conn, account["person"])
    elif account["oidc_subject"] != vouched.subject:
        raise NotSignedIn("invitation-over")
    return account


def _link(conn: Connection, account: RowMapping, facts: dict[str, str | None]) -> None:
    try:
        with conn.begin_nested():
            account_store.change(conn, account["id"], facts)
    except IntegrityError as taken:
        raise Conflict("oidc-taken") from taken


def _opened(workspace: Workspace, kept: str | None) -> dict[str, str]:
    try:
        begun: dict[str, str] = json.loads(workspace.seals.opened((kept or "").encode()))
        over = datetime.fromisoformat(begun["until"]) <= workspace.clock()
    except (StoreError, ValueError, KeyError, TypeError):
        raise NotSignedIn("oidc-over") from None
    if over:
        raise NotSignedIn("oidc-over")
    return begun


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
