"""Those who serve: people, their dated offices, the two links, party units, partner bodies."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, LargeBinary, Table, Text, UniqueConstraint

from gridmap.store.tables.base import metadata, primary_key, ref, uid, valid_from

__all__ = ["assignment", "contact_link", "partner_body", "party_unit", "person"]

# Name and phone are optional; the phone is stored sealed or not at all.
person = Table(
    "person",
    metadata,
    primary_key(),
    uid(),
    Column("name", Text),
    Column("phone_enc", LargeBinary),
)

party_unit = Table(
    "party_unit",
    metadata,
    primary_key(),
    uid(),
    ref("community", "area"),
    ref("parent", "party_unit", null=True),
    Column("level_name", Text, nullable=False),
    Column("name", Text),
)

partner_body = Table(
    "partner_body",
    metadata,
    primary_key(),
    uid(),
    ref("community", "area"),
    Column("name", Text, nullable=False),
)

assignment = Table(
    "assignment",
    metadata,
    primary_key(),
    ref("person"),
    Column("office", Text, nullable=False),
    ref("area", null=True),
    ref("party_unit", null=True),
    valid_from(),
    Column("valid_to", Date),
    Index("ix_assignment_area", "area", "office"),
    Index("ix_assignment_person", "person"),
)

# Link one of 双联: the cadre who stays in touch with a leader.
contact_link = Table(
    "contact_link",
    metadata,
    primary_key(),
    ref("leader", "person"),
    valid_from(),
    ref("cadre", "person", null=True),
    UniqueConstraint("leader", "valid_from"),
    Index("ix_contact_link_cadre", "cadre"),
)
