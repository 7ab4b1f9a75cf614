"""Who a request comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from gridmap.errors import NotPermitted, NotSignedIn
from gridmap.territory.policy import Role
from gridmap.usecases.acting import OPERATOR, Actor

__all__ = ["AT_THIS_MACHINE", "OFFICE_ROLES", "Lack", "SignedIn", "is_at_a_desk", "span_of"]

Lack = Literal["password", "second-factor"]
"""What somebody at a desk has to set before anything else."""

OFFICE_ROLES: Final = frozenset({Role.CADRE, Role.PLANNER, Role.DEPARTMENT, Role.ADMIN})
"""Roles that sit at a shared desk: short sessions, and a second factor."""

_AT_A_DESK: Final = timedelta(hours=12)
_ON_A_PHONE: Final = timedelta(days=90)


def span_of(actor: Actor) -> timedelta:
    """Tell how long somebody stays signed in without coming back."""
    return _AT_A_DESK if is_at_a_desk(actor) else _ON_A_PHONE


def is_at_a_desk(actor: Actor) -> bool:
    """Tell whether somebody holds an office at a desk, among others or alone."""
    return any(held.role in OFFICE_ROLES for held in actor.held)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who signed in.

    Attributes
    ----------
    account, session, token
        Row ids. No account: whoever sits at this machine, as long as nobody has one. No session: a
        program with an API token.
    lacks
        What is to be set before anything else is told; ``None`` if nothing.
    """

    actor: Actor
    account: int | None = None
    session: int | None = None
    token: int | None = None
    lacks: Lack | None = None

    def demand_complete(self) -> None:
        """Insist that nothing is to be set first.

        Raises
        ------
        NotPermitted
            ``set-password-first``, ``set-second-factor-first``.
        """
        if self.lacks == "password":
            raise NotPermitted("set-password-first")
        if self.lacks == "second-factor":
            raise NotPermitted("set-second-factor-first")

    def demand_account(self) -> int:
        """Give the account, where it is needed and a person is there to change it.

        Raises
        ------
        NotSignedIn
            ``sign-in-needed`` if there is none, or a program calls.
        """
        if self.account is None or self.token is not None:
            raise NotSignedIn("sign-in-needed")
        return self.account


AT_THIS_MACHINE: Final = SignedIn(OPERATOR)
"""Whoever reaches the server of a workspace where nobody has an account yet."""
