"""The tables of the model, as first laid down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gridmap.store.columns import Geometry, Instant, Real

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("uid", name=op.f("uq_area_uid")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("target_rule", sa.Text(), nullable=True),
        sa.Column("closed_seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("uid", name=op.f("uq_campaign_uid")),
    )
    op.create_table(
        "estate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("managed", sa.Integer(), nullable=True),
        sa.Column("committee_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estate")),
        sa.UniqueConstraint("source", "source_ref", name=op.f("uq_estate_source_source_ref")),
        sa.UniqueConstraint("uid", name=op.f("uq_estate_uid")),
    )
    op.create_table(
        "landcover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("geom", Geometry("GEOMETRY"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landcover")),
        sa.UniqueConstraint("source", "source_ref", name=op.f("uq_landcover_source_source_ref")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone_enc", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("base_seq", sa.Integer(), nullable=False),
        sa.Column("applies_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_uid")),
    )
    op.create_table(
        "street",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("geom", Geometry("LINESTRING"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_street")),
        sa.UniqueConstraint("source", "source_ref", name=op.f("uq_street_source_source_ref")),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("metric_crs", sa.Text(), nullable=True),
        sa.Column("tz", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("tallied_on", sa.Date(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("uid", name=op.f("uq_workspace_uid")),
    )
    op.create_table(
        "area_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("outline", Geometry("MULTIPOLYGON"), nullable=True),
        sa.Column("outline_source", sa.Text(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_area_version_area")),
        sa.ForeignKeyConstraint(["parent"], ["area.id"], name=op.f("fk_area_version_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_version")),
        sa.UniqueConstraint("area", "valid_from", name=op.f("uq_area_version_area_valid_from")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_area_version_code_valid_from")),
    )
    op.create_index("ix_area_version_parent", "area_version", ["parent"], unique=False)
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("geom", Geometry("GEOMETRY"), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("estate", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("levels", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("flats", sa.Integer(), nullable=True),
        sa.Column("footprint_m2", Real, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["estate"], ["estate.id"], name=op.f("fk_building_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
        sa.UniqueConstraint("source", "source_ref", name=op.f("uq_building_source_source_ref")),
        sa.UniqueConstraint("uid", name=op.f("uq_building_uid")),
    )
    op.create_index("ix_building_address", "building", ["address"], unique=False)
    op.create_table(
        "contact_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leader", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("cadre", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cadre"], ["person.id"], name=op.f("fk_contact_link_cadre")),
        sa.ForeignKeyConstraint(["leader"], ["person.id"], name=op.f("fk_contact_link_leader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_link")),
        sa.UniqueConstraint("leader", "valid_from", name=op.f("uq_contact_link_leader_valid_from")),
    )
    op.create_index("ix_contact_link_cadre", "contact_link", ["cadre"], unique=False)
    op.create_table(
        "partner_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("community", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community"], ["area.id"], name=op.f("fk_partner_body_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_body")),
        sa.UniqueConstraint("uid", name=op.f("uq_partner_body_uid")),
    )
    op.create_table(
        "party_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("community", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("level_name", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["community"], ["area.id"], name=op.f("fk_party_unit_community")),
        sa.ForeignKeyConstraint(["parent"], ["party_unit.id"], name=op.f("fk_party_unit_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_unit")),
        sa.UniqueConstraint("uid", name=op.f("uq_party_unit_uid")),
    )
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.Integer(), nullable=False),
        sa.Column("leaf_area", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("target_estimated", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("no_answer", sa.Integer(), nullable=False),
        sa.Column("no_access", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("vacant", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("not_found", sa.Integer(), nullable=False),
        sa.Column("untried", sa.Integer(), nullable=False),
        sa.Column("excluded_vacant", sa.Integer(), nullable=False),
        sa.Column("excluded_do_not_visit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_tally_campaign")),
        sa.ForeignKeyConstraint(["leaf_area"], ["area.id"], name=op.f("fk_tally_leaf_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint("campaign", "leaf_area", name=op.f("uq_tally_campaign_leaf_area")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("party_unit", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_assignment_area")),
        sa.ForeignKeyConstraint(
            ["party_unit"], ["party_unit.id"], name=op.f("fk_assignment_party_unit")
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_assignment_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_area", "assignment", ["area", "office"], unique=False)
    op.create_index("ix_assignment_person", "assignment", ["person"], unique=False)
    op.create_table(
        "building_external_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("building", sa.Integer(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["building"], ["building.id"], name=op.f("fk_building_external_id_building")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building_external_id")),
        sa.UniqueConstraint("system", "value", name=op.f("uq_building_external_id_system_value")),
    )
    op.create_index(
        "ix_building_external_id_building", "building_external_id", ["building"], unique=False
    )
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", Geometry("POINT"), nullable=True),
        sa.Column("building", sa.Integer(), nullable=True),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_case_file_area")),
        sa.ForeignKeyConstraint(["building"], ["building.id"], name=op.f("fk_case_file_building")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_file_uid")),
    )
    op.create_index("ix_case_file_building", "case_file", ["building"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("building", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("door", sa.Text(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["building"], ["building.id"], name=op.f("fk_household_building")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("uid", name=op.f("uq_household_uid")),
    )
    op.create_index("ix_household_building", "household", ["building"], unique=False)
    op.create_table(
        "part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("building", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("floor_lo", sa.Integer(), nullable=True),
        sa.Column("floor_hi", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("split_from", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["building"], ["building.id"], name=op.f("fk_part_building")),
        sa.ForeignKeyConstraint(["split_from"], ["part.id"], name=op.f("fk_part_split_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
        sa.UniqueConstraint("uid", name=op.f("uq_part_uid")),
    )
    op.create_index("ix_part_building", "part", ["building"], unique=False)
    op.create_table(
        "premises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("building", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["building"], ["building.id"], name=op.f("fk_premises_building")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premises")),
        sa.UniqueConstraint("uid", name=op.f("uq_premises_uid")),
    )
    op.create_index("ix_premises_building", "premises", ["building"], unique=False)
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("case_file", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_case_event_by")),
        sa.ForeignKeyConstraint(
            ["case_file"], ["case_file.id"], name=op.f("fk_case_event_case_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("seq", name=op.f("uq_case_event_seq")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_event_uid")),
    )
    op.create_index("ix_case_event_case_file", "case_event", ["case_file"], unique=False)
    op.create_table(
        "household_external_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_household_external_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_external_id")),
        sa.UniqueConstraint("system", "value", name=op.f("uq_household_external_id_system_value")),
    )
    op.create_index(
        "ix_household_external_id_household", "household_external_id", ["household"], unique=False
    )
    op.create_table(
        "household_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("occupancy", sa.Text(), nullable=False),
        sa.Column("do_not_visit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_household_status_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_status")),
        sa.UniqueConstraint(
            "household", "valid_from", name=op.f("uq_household_status_household_valid_from")
        ),
    )
    op.create_table(
        "key_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_key_group_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_group")),
        sa.UniqueConstraint(
            "household", "name", "valid_from", name=op.f("uq_key_group_household_name_valid_from")
        ),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("leaf_area", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["leaf_area"], ["area.id"], name=op.f("fk_membership_leaf_area")),
        sa.ForeignKeyConstraint(["part"], ["part.id"], name=op.f("fk_membership_part")),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_membership_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("part", "valid_from", name=op.f("uq_membership_part_valid_from")),
    )
    op.create_index("ix_membership_leaf_area", "membership", ["leaf_area"], unique=False)
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_placement_household")
        ),
        sa.ForeignKeyConstraint(["part"], ["part.id"], name=op.f("fk_placement_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint(
            "household", "valid_from", name=op.f("uq_placement_household_valid_from")
        ),
    )
    op.create_index("ix_placement_part", "placement", ["part"], unique=False)
    op.create_table(
        "plan_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("from_area", sa.Integer(), nullable=True),
        sa.Column("to_area", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_area"], ["area.id"], name=op.f("fk_plan_move_from_area")),
        sa.ForeignKeyConstraint(["part"], ["part.id"], name=op.f("fk_plan_move_part")),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_plan_move_plan")),
        sa.ForeignKeyConstraint(["to_area"], ["area.id"], name=op.f("fk_plan_move_to_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_move")),
        sa.UniqueConstraint("plan", "part", name=op.f("uq_plan_move_plan_part")),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("occurred_at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("visited_by", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_visit_campaign")),
        sa.ForeignKeyConstraint(["corrects"], ["visit.id"], name=op.f("fk_visit_corrects")),
        sa.ForeignKeyConstraint(["household"], ["household.id"], name=op.f("fk_visit_household")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_visit_recorded_by")),
        sa.ForeignKeyConstraint(["visited_by"], ["person.id"], name=op.f("fk_visit_visited_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("corrects", name=op.f("uq_visit_corrects")),
        sa.UniqueConstraint("seq", name=op.f("uq_visit_seq")),
        sa.UniqueConstraint("uid", name=op.f("uq_visit_uid")),
    )
    op.create_index("ix_visit_household", "visit", ["household", "campaign"], unique=False)
    op.create_index("ix_visit_occurred_at", "visit", ["occurred_at"], unique=False)
    op.create_table(
        "door_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_door_state_campaign")),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_door_state_household")
        ),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_door_state_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_state")),
        sa.UniqueConstraint("campaign", "household", name=op.f("uq_door_state_campaign_household")),
    )
    op.create_table(
        "handout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_handout_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout")),
        sa.UniqueConstraint("visit", "item", name=op.f("uq_handout_visit_item")),
    )
