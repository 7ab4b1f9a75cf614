"""Signing in: accounts, sessions, invitations, tokens; and who looked at what.

No secret is stored that opens anything: of passwords there is an Argon2 hash, of tokens, links and
cookies a digest (`mark`). What somebody may see follows from the offices they hold, never from a
row here.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from gridmap.store.columns import Instant
from gridmap.store.tables.base import append_only, flag, metadata, primary_key, ref, uid

__all__ = ["account", "api_token", "badge", "invitation", "look", "resident_request", "session"]

account = Table(
    "account",
    metadata,
    primary_key(),
    uid(),
    ref("person"),
    Column("login", Text, unique=True),  # none for those who join by a link only
    Column("password_hash", Text),
    Column("totp_sealed", LargeBinary),
    Column("totp_step", Integer),  # the last time step used: a code counts once
    Column("recovery_marks", Text),  # digests of the recovery codes left, joined by blanks
    Column("oidc_subject", Text, unique=True),  # issuer and subject, joined by a blank
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", Instant),
    Column("made_at", Instant, nullable=False),
    Column("disabled_at", Instant),
    UniqueConstraint("person"),
)

session = Table(
    "session",
    metadata,
    primary_key(),
    uid(),
    Column("mark", Text, nullable=False, unique=True),
    ref("account"),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("device", Text),
    flag("second_factor"),
    Index("ix_session_account", "account"),
)

# A one-time QR or link. Opening it spends nothing; the person who pressed the button may use it
# again on other browsers for a day.
invitation = Table(
    "invitation",
    metadata,
    primary_key(),
    uid(),
    Column("mark", Text, nullable=False, unique=True),
    ref("account"),
    ref("made_by", "account", null=True),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("spent_at", Instant),
    Column("revoked_at", Instant),
)

api_token = Table(
    "api_token",
    metadata,
    primary_key(),
    uid(),
    Column("mark", Text, nullable=False, unique=True),
    ref("account"),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),  # names, joined by commas
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
)

# 工作证: its QR tells anybody who scans it whether the visitor is genuine today.
badge = Table(
    "badge",
    metadata,
    primary_key(),
    uid(),
    Column("code", Text, nullable=False, unique=True),
    ref("person"),
    Column("made_at", Instant, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("revoked_at", Instant),
)

# What a resident asked for without signing in; a person of the community answers.
resident_request = Table(
    "resident_request",
    metadata,
    primary_key(),
    uid(),
    Column("kind", Text, nullable=False),  # no_visits | see | erase
    ref("area"),
    Column("said_sealed", LargeBinary, nullable=False),
    Column("asked_at", Instant, nullable=False),
    ref("household", null=True),
    Column("answered_at", Instant),
    ref("answered_by", "person", null=True),
    Column("answer", Text),  # done | refused
    Index("ix_resident_request_area", "area"),
)

# Written once: each look at personal data, each export, each change of rights.
look = Table(
    "look",
    metadata,
    primary_key(),
    Column("at", Instant, nullable=False),
    ref("person", null=True),  # none for the command line
    Column("act", Text, nullable=False),
    Column("subject", Text),  # uid of what was looked at
    ref("area", null=True),
    Column("reason", Text),
    Column("count", Integer),
    Index("ix_look_at", "at"),
    Index("ix_look_person", "person"),
)
append_only(look)
