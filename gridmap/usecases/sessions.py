"""Signing in and out, and who a cookie belongs to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from gridmap.errors import InputError, NotSignedIn
from gridmap.store import accounts as account_store
from gridmap.store import offices as office_store
from gridmap.store import sessions as session_store
from gridmap.store import tokens as token_store
from gridmap.usecases.accounts import login_of
from gridmap.usecases.acting import Actor, holdings
from gridmap.usecases.attempts import Attempts, count_on, refuse_until, wait_after
from gridmap.usecases.demo_sign_ins import demo_sign_ins
from gridmap.usecases.marks import mark_of, new_secret
from gridmap.usecases.passwords import fits
from gridmap.usecases.second_factor import spend_code
from gridmap.usecases.signed_in import Lack, SignedIn, is_at_a_desk, span_of
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Credentials",
    "Opened",
    "Rolling",
    "SessionView",
    "actor_of",
    "end_session",
    "open_session",
    "sessions",
    "sign_in",
    "sign_out",
    "who_has",
]

# A refusal comes no sooner than this: how long it took says nothing about what was wrong.
_REFUSED_AFTER: Final = 0.5
# A session is noted as used no more than so often in its span.
_NOTED: Final = 48


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody signs in with; ``code`` where a second factor is set."""

    login: str
    password: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that began; ``secret`` goes into the cookie and is kept nowhere else."""

    secret: str
    who: SignedIn


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser that somebody is signed in on; ``here`` is the one that asks."""

    uid: str
    device: str | None
    made_at: datetime
    seen_at: datetime
    here: bool


def sign_in(
    workspace: Workspace,
    given: Credentials,
    *,
    device: str | None,
    logins: Attempts,
    known_on: str | None = None,
) -> Opened:
    """Sign in with a password, and a code where a second factor is set.

    Parameters
    ----------
    device
        What the browser is, in a few words.
    logins
        Failures of logins that nobody has; they answer as those that somebody has.
    known_on
        Whose account (uid) was signed in to on this browser before: failures elsewhere do not keep
        them out. Those of this browser are the caller's to count.

    Raises
    ------
    NotSignedIn
        ``sign-in-refused`` whatever is wrong with login, password or account; ``code-needed``,
        ``code-wrong``.
    TooOften
        ``tried-too-often``.
    """
    began = time.monotonic()
    try:
        login = login_of(given.login)
    except InputError:
        login = ""
    known = _count_try(workspace, login, logins, known_on)
    if known is None or not _is_right(known, given.password):
        _ = known or fits(given.password, None)
        time.sleep(max(0.0, began + _REFUSED_AFTER - time.monotonic()))
        raise NotSignedIn("sign-in-refused")
    second = known["totp_sealed"] is not None
    if second and not given.code:
        _take_back_try(workspace, known["id"])
        raise NotSignedIn("code-needed")
    with workspace.writing() as conn:
        account = account_store.by_row(conn, known["id"])
        if second and not spend_code(workspace, conn, account, given.code or ""):
            raise NotSignedIn("code-wrong")
        account_store.change(conn, account["id"], {"failures": 0, "locked_until": None})
        return open_session(workspace, conn, account, device=device, second_factor=second)


def _is_right(account: RowMapping, password: str) -> bool:
    # In this order, so that a shut account takes as long as any other.
    return fits(password, account["password_hash"]) and account["disabled_at"] is None


def _count_try(
    workspace: Workspace, login: str, logins: Attempts, known_on: str | None
) -> RowMapping | None:
    """Find an account and count a failure in advance, so that many tries at once are many.

    Gives the account as it was before.
    """
    now = workspace.clock()
    with workspace.writing() as conn:
        known = account_store.by_login(conn, login)
        if known is not None:
            if known["uid"] != known_on:
                refuse_until(known["locked_until"], now)
            count = count_on(known["failures"], known["locked_until"], now)
            facts = {"failures": count, "locked_until": now + wait_after(count)}
            account_store.change(conn, known["id"], facts)
            return known
    logins.demand(login, now)
    logins.failed(login, now)
    return None


def _take_back_try(workspace: Workspace, account: int) -> None:
    """Count one failure less: this try was none, but others at the same time may have been."""
    with workspace.writing() as conn:
        count = account_store.by_row(conn, account)["failures"] - 1
        locked_until = workspace.clock() + wait_after(count)
        account_store.change(conn, account, {"failures": count, "locked_until": locked_until})


def open_session(
    workspace: Workspace,
    conn: Connection,
    account: RowMapping,
    *,
    device: str | None,
    second_factor: bool = False,
) -> Opened:
    """Begin a session of an account (its row) in the caller's transaction."""
    now, secret = workspace.clock(), new_secret()
    actor = actor_of(workspace, conn, account["person"])
    key = session_store.add(
        conn,
        {
            "mark": mark_of(secret),
            "account": account["id"],
            "made_at": now,
            "ends_at": now + span_of(actor),
            "device": device,
            "second_factor": second_factor,
        },
    )
    # As it stands now: whoever joins by a link may just have lost their password with it.
    account = account_store.by_row(conn, account["id"])
    lacks = None if second_factor else _lack(workspace, account, actor)
    return Opened(secret, SignedIn(actor, account["id"], key, lacks=lacks))


def actor_of(workspace: Workspace, conn: Connection, person: int) -> Actor:
    """Tell what a person (row id) may do by the offices they hold today."""
    return Actor(person, holdings(office_store.held(conn, workspace.today(), persons=[person])))


def who_has(workspace: Workspace, secret: str, rolling: Rolling) -> SignedIn | None:
    """Tell who a cookie's secret belongs to, as rights stand at this moment; ``None``: nobody."""
    now = workspace.clock()
    with workspace.database.read() as conn:
        found = session_store.by_mark(conn, mark_of(secret))
        if found is None or found["ends_at"] <= now or found["disabled_at"] is not None:
            return None
        actor = actor_of(workspace, conn, found["person"])
    span = span_of(actor)
    # Whoever came from a phone to a desk since is not signed in for a phone's time any more.
    if found["seen_at"] + span <= now:
        return None
    if now - found["seen_at"] >= span / _NOTED:
        rolling.note(found["id"], now, now + span)
    lacks = None if found["second_factor"] else _lack(workspace, found, actor)
    return SignedIn(actor, found["account"], found["id"], lacks=lacks)


def _lack(workspace: Workspace, account: RowMapping, actor: Actor) -> Lack | None:
    """Tell what somebody has to set first; nothing where all the world knows the password."""
    if account["totp_sealed"] is not None or not is_at_a_desk(actor):
        return None
    if any(told.login == account["login"] for told in demo_sign_ins(workspace)):
        return None
    by_invitation = account["password_hash"] is None and account["oidc_subject"] is None
    return "password" if by_invitation else "second-factor"


def end_session(workspace: Workspace, secret: str) -> None:
    """End the session of a cookie's secret, if there is one."""
    with workspace.writing() as conn:
        if (found := session_store.by_mark(conn, mark_of(secret))) is not None:
            session_store.end(conn, found["id"])


def sign_out(workspace: Workspace, who: SignedIn, *, everywhere: bool = False) -> None:
    """End this session, or all of this account."""
    key = who.demand_account()
    with workspace.writing() as conn:
        if everywhere:
            session_store.end_all(conn, key)
        elif who.session is not None:
            session_store.end(conn, who.session)


def sessions(workspace: Workspace, who: SignedIn) -> list[SessionView]:
    """List the browsers that one is signed in on oneself, the last used first."""
    with workspace.database.read() as conn:
        rows = session_store.of_account(conn, who.demand_account(), workspace.clock())
    return [
        SessionView(
            row["uid"], row["device"], row["made_at"], row["seen_at"], row["id"] == who.session
        )
        for row in rows
    ]


class Rolling:
    """Notes that sessions and tokens are used, beside the requests: none waits for a writer."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="rolling")
        self._noting: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def note(self, session: int, seen_at: datetime, ends_at: datetime) -> None:
        """Let a session (row id) last until ``ends_at``; soon, and once."""
        self._once(("session", session), session_store.roll, session, seen_at, ends_at)

    def note_token(self, token: int, used_at: datetime) -> None:
        """Note when a token (row id) was used."""
        self._once(("token", token), token_store.note_use, token, used_at)

    def _once(self, key: tuple[str, int], write: Callable[..., None], *facts: object) -> None:
        with self._lock:
            if key in self._noting:
                return
            self._noting.add(key)
        self._worker.submit(self._note, key, write, *facts)

    def _note(self, key: tuple[str, int], write: Callable[..., None], *facts: object) -> None:
        try:
            with self._workspace.writing() as conn:
                write(conn, *facts)
        finally:
            with self._lock:
                self._noting.discard(key)

    def settle(self) -> None:
        """Wait until all is noted that is to be noted so far."""
        self._worker.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what is noted."""
        self._worker.shutdown()
