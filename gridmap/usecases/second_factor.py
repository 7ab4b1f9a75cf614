"""The second factor of offices: codes from an app on the phone, and codes on paper for its loss."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotSignedIn, StoreError
from gridmap.store import accounts as account_store
from gridmap.store import sessions as session_store
from gridmap.usecases.marks import mark_of
from gridmap.usecases.signed_in import SignedIn
from gridmap.usecases.workspace import Workspace

__all__ = ["NO_SECOND_FACTOR", "Offer", "begin", "confirm", "remove", "spend_code"]

_RECOVERY_CODES: Final = 8
NO_SECOND_FACTOR: Final = {"totp_sealed": None, "totp_step": None, "recovery_marks": None}
"""The facts of an account without one."""

# Letters and digits that nobody takes for one another, 80 bits a code.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH: Final = 16
# Clocks of phones are a little off.
_STEPS_ASIDE: Final = (0, -1, 1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A second factor that counts once a code of it was shown.

    Attributes
    ----------
    setup
        To be handed back with that code.
    secret, uri
        What the app on the phone takes, typed in or as a QR code.
    """

    setup: str
    secret: str
    uri: str


def begin(workspace: Workspace, who: SignedIn) -> Offer:
    """Offer a new second factor; nothing is kept yet.

    Raises
    ------
    Conflict
        ``second-factor-there`` if there is one already.
    """
    with workspace.database.read() as conn:
        account = account_store.by_row(conn, who.demand_account())
    if account["totp_sealed"] is not None:
        raise Conflict("second-factor-there")
    secret = pyotp.random_base32()
    uri = pyotp.TOTP(secret).provisioning_uri(
        name=account["login"] or account["uid"], issuer_name=workspace.settings.name
    )
    return Offer(workspace.seals.seal(f"{account['uid']} {secret}").decode(), secret, uri)


def confirm(workspace: Workspace, who: SignedIn, setup: str, code: str) -> list[str]:
    """Take the second factor that was offered; give the recovery codes, told only now.

    Sessions on other browsers end: they began without it.

    Raises
    ------
    InputError
        ``second-factor-setup`` if it was not offered to this account.
    NotSignedIn
        ``code-wrong``.
    Conflict
        ``second-factor-there``.
    """
    seals, now = workspace.seals, workspace.clock()
    try:
        uid, _, secret = seals.opened(setup.encode()).partition(" ")
    except StoreError as fault:
        raise InputError("second-factor-setup") from fault
    codes = [
        "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        for _ in range(_RECOVERY_CODES)
    ]
    with workspace.writing() as conn:
        account = account_store.by_row(conn, who.demand_account())
        if account["uid"] != uid:
            raise InputError("second-factor-setup")
        if account["totp_sealed"] is not None:
            raise Conflict("second-factor-there")
        step = _step_of(secret, code, now, after=0)
        if step is None:
            raise NotSignedIn("code-wrong")
        facts = {
            "totp_sealed": seals.seal(secret),
            "totp_step": step,
            "recovery_marks": " ".join(mark_of(one) for one in codes),
        }
        account_store.change(conn, account["id"], facts)
        session_store.end_all(conn, account["id"], but=who.session)
    return ["-".join(code[at : at + 4] for at in range(0, _CODE_LENGTH, 4)) for code in codes]


def remove(workspace: Workspace, who: SignedIn, code: str) -> None:
    """Do without the second factor again.

    Raises
    ------
    NotSignedIn
        ``code-wrong``.
    """
    with workspace.writing() as conn:
        account = account_store.by_row(conn, who.demand_account())
        if account["totp_sealed"] is None:
            return
        if not spend_code(workspace, conn, account, code):
            raise NotSignedIn("code-wrong")
        account_store.change(conn, account["id"], NO_SECOND_FACTOR)


def spend_code(workspace: Workspace, conn: Connection, account: RowMapping, code: str) -> bool:
    """Take a code, which then counts no more; tell whether it was one.

    Parameters
    ----------
    account
        Its row, as it stands in the transaction of ``conn``.
    """
    said = "".join(code.lower().split()).replace("-", "")
    mark = mark_of(said)
    left = (account["recovery_marks"] or "").split()
    if mark in left:
        left.remove(mark)
        account_store.change(conn, account["id"], {"recovery_marks": " ".join(left)})
        return True
    secret = workspace.seals.opened(account["totp_sealed"])
    step = _step_of(secret, said, workspace.clock(), after=account["totp_step"] or 0)
    if step is None:
        return False
    account_store.change(conn, account["id"], {"totp_step": step})
    return True


def _step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """Find the time step that a code belongs to, of those after the last one used."""
    codes = pyotp.TOTP(secret)
    here = codes.timecode(now)
    near = (here + aside for aside in _STEPS_ASIDE)
    said = code.encode()
    fitting = (
        step
        for step in near
        if step > after and hmac.compare_digest(codes.generate_otp(step).encode(), said)
    )
    return next(fitting, None)
