"""Secrets that somebody carries, and the digests by which they are known again."""

from __future__ import annotations

import hashlib
import secrets

__all__ = ["mark_of", "new_secret"]


def new_secret() -> str:
    """Make a secret of 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def mark_of(secret: str) -> str:
    """Give the digest of a secret; of a secret this long a plain one tells nothing."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
