"""Those who serve: people, their dated offices, the two links, party units, teams, departments."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from gridmap.store.tables.base import metadata, opened_closed, primary_key, ref, uid, valid_from

__all__ = [
    "alias",
    "assignment",
    "contact_household",
    "contact_link",
    "department",
    "level_title",
    "partner_body",
    "party_level",
    "party_unit",
    "person",
    "team",
    "team_member",
]

# Name and phone are optional, and stored sealed or not at all. `phone_mark` is a keyed digest: it
# finds the person of a phone without the phone being read.
person = Table(
    "person",
    metadata,
    primary_key(),
    uid(),
    Column("name_sealed", LargeBinary),
    Column("phone_sealed", LargeBinary),
    Column("phone_mark", Text),
    Index("uq_person_phone_mark", "phone_mark", unique=True),
)

# What one community calls its own levels: 片区 for a grid, 微网格 for a group.
level_title = Table(
    "level_title",
    metadata,
    primary_key(),
    ref("community", "area"),
    Column("level", Text, nullable=False),
    Column("title", Text, nullable=False),
    UniqueConstraint("community", "level"),
)

# The named levels of one community's party tree, from the top (depth 0) down.
party_level = Table(
    "party_level",
    metadata,
    primary_key(),
    ref("community", "area"),
    Column("depth", Integer, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("community", "depth"),
    UniqueConstraint("community", "name"),
)

# `depth` names the level (`party_level`) within the tree of `community`; `area` is the 片区, group
# or patch whose branch it is.
party_unit = Table(
    "party_unit",
    metadata,
    primary_key(),
    uid(),
    ref("community", "area"),
    Column("depth", Integer, nullable=False, server_default="0"),
    ref("parent", "party_unit", null=True),
    Column("name", Text),
    ref("area", null=True),
    *opened_closed(),
    Index("ix_party_unit_community", "community"),
)

# Other names of one thing: an area or a party unit.
alias = Table(
    "alias",
    metadata,
    primary_key(),
    ref("area", null=True),
    ref("party_unit", null=True),
    Column("name", Text, nullable=False),
    UniqueConstraint("area", "name"),
    UniqueConstraint("party_unit", "name"),
)

partner_body = Table(
    "partner_body",
    metadata,
    primary_key(),
    uid(),
    ref("community", "area"),
    Column("name", Text, nullable=False),
)

# 部门: whom cases are sent to.
department = Table(
    "department",
    metadata,
    primary_key(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    *opened_closed(),
)

# 专班: a team for one task, across offices.
team = Table(
    "team",
    metadata,
    primary_key(),
    uid(),
    ref("area"),
    Column("name", Text, nullable=False),
    *opened_closed(),
    UniqueConstraint("area", "name"),
)

team_member = Table(
    "team_member",
    metadata,
    primary_key(),
    ref("team"),
    ref("person"),
    Column("role", Text),
    valid_from(),
    Column("valid_to", Date),
    Index("ix_team_member_team", "team"),
)

# Areas have one lead of a kind at a time.
_LEADS = text("valid_to IS NULL AND office IN ('grid_lead', 'group_lead', 'patch_leader')")

assignment = Table(
    "assignment",
    metadata,
    primary_key(),
    ref("person"),
    Column("office", Text, nullable=False),
    ref("area", null=True),
    ref("party_unit", null=True),
    ref("department", null=True),
    valid_from(),
    Column("valid_to", Date),
    Index("ix_assignment_area", "area", "office"),
    Index("ix_assignment_person", "person"),
    Index(
        "uq_assignment_lead",
        "area",
        "office",
        unique=True,
        sqlite_where=_LEADS,
        postgresql_where=_LEADS,
    ),
)

# The households that a 党员中心户 stays in touch with.
contact_household = Table(
    "contact_household",
    metadata,
    primary_key(),
    ref("assignment"),
    ref("household"),
    valid_from(),
    Column("valid_to", Date),
    UniqueConstraint("assignment", "household", "valid_from"),
    Index("ix_contact_household_household", "household"),
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
