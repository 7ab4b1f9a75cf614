"""Who a request comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from gridmap.errors import NotSignedIn
from gridmap.territory.policy import Role
from gridmap.usecases.acting import OPERATOR, Actor

__all__ = ["AT_THIS_MACHINE", "OFFICE_ROLES", "SignedIn", "span_of"]

OFFICE_ROLES: Final = frozenset({Role.CADRE, Role.PLANNER, Role.DEPARTMENT, Role.ADMIN})
"""Roles that sit at a shared desk: short sessions, and a second factor."""

_AT_A_DESK: Final = timedelta(hours=12)
_ON_A_PHONE: Final = timedelta(days=90)


def span_of(actor: Actor) -> timedelta:
    """Tell how long somebody stays signed in without coming back."""
    at_a_desk = any(held.role in OFFICE_ROLES for held in actor.held)
    return _AT_A_DESK if at_a_desk else _ON_A_PHONE


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who signed in.

    Attributes
    ----------
    account, session, token
        Row ids. No account: whoever sits at this machine, as long as nobody has one. No session: a
        program with an API token.
    """

    actor: Actor
    account: int | None = None
    session: int | None = None
    token: int | None = None

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
