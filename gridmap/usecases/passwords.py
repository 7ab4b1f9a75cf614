"""Passwords: which are good enough, and how they are known again."""

from __future__ import annotations

import threading
from functools import cache
from typing import Final

from pwdlib import PasswordHash

from gridmap.errors import InputError

__all__ = ["LEAST_LENGTH", "MOST_LENGTH", "demand_good", "fits", "hashed"]

LEAST_LENGTH: Final = 10
MOST_LENGTH: Final = 200

# Below this score the library expects less than a million guesses to be enough.
_GOOD_ENOUGH: Final = 2
_MOST_WEIGHED: Final = 72

# Each try takes 64 MiB for as long as it runs: a crowd of them queues.
_TRYING = threading.BoundedSemaphore(2)
_hash = PasswordHash.recommended()


def demand_good(password: str, login: str) -> None:
    """Insist that a password is long, not a common one and not the login; any characters do.

    Raises
    ------
    InputError
        ``password-short``, ``password-common``.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415  (its lists take a moment to load)

    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        raise InputError("password-short", least=LEAST_LENGTH)
    weighed = zxcvbn(password[:_MOST_WEIGHED], user_inputs=[login, "gridmap"])
    if weighed["score"] < _GOOD_ENOUGH:
        raise InputError("password-common")


def hashed(password: str) -> str:
    """Give what is kept of a password (Argon2id)."""
    with _TRYING:
        return _hash.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Tell whether it is the password; where none is kept it takes as long to say no."""
    with _TRYING:
        fitting = _hash.verify(password, _nobodys() if kept is None else kept)
    return fitting and kept is not None


@cache
def _nobodys() -> str:
    return _hash.hash("")
