"""People with their offices and accounts, the ledger, and who looked at what."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op

from gridmap.store.columns import Geometry, Instant, Real

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _reference(table: str, column: str) -> None:
    """Add a column that refers to the table of its name.

    Spelled out: Alembic adds a reference apart from its column, which SQLite cannot do.
    """
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER "
        f"CONSTRAINT fk_{table}_{column} REFERENCES {column} (id)"
    )


def _append_only(table: str) -> None:
    """Let triggers refuse to change or delete what was written down."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays()"
    )


def _new_tables() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_department_uid")),
    )
    op.create_table(
        "ledger_columns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("used_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_columns")),
        sa.UniqueConstraint("headers", name=op.f("uq_ledger_columns_headers")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("recovery_marks", sa.Text(), nullable=True),
        sa.Column("oidc_subject", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("disabled_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_account_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("oidc_subject", name=op.f("uq_account_oidc_subject")),
        sa.UniqueConstraint("person", name=op.f("uq_account_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_account_uid")),
    )
    op.create_table(
        "gate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("geom", Geometry("POINT"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
        sa.UniqueConstraint("source", "source_ref", name=op.f("uq_gate_source_source_ref")),
    )
    op.create_table(
        "badge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_badge_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("code", name=op.f("uq_badge_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_badge_uid")),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("changes_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("taken_back_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_ledger_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("uid", name=op.f("uq_ledger_uid")),
    )
    op.create_table(
        "level_title",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community"], ["area.id"], name=op.f("fk_level_title_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_title")),
        sa.UniqueConstraint("community", "level", name=op.f("uq_level_title_community_level")),
    )
    op.create_table(
        "look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_look_area")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_look_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    op.create_index("ix_look_at", "look", ["at"], unique=False)
    op.create_index("ix_look_person", "look", ["person"], unique=False)
    op.create_table(
        "party_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community"], ["area.id"], name=op.f("fk_party_level_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_level")),
        sa.UniqueConstraint("community", "depth", name=op.f("uq_party_level_community_depth")),
        sa.UniqueConstraint("community", "name", name=op.f("uq_party_level_community_name")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_team_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("area", "name", name=op.f("uq_team_area_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_team_uid")),
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("party_unit", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_alias_area")),
        sa.ForeignKeyConstraint(
            ["party_unit"], ["party_unit.id"], name=op.f("fk_alias_party_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("area", "name", name=op.f("uq_alias_area_name")),
        sa.UniqueConstraint("party_unit", "name", name=op.f("uq_alias_party_unit_name")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_api_token_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("mark", name=op.f("uq_api_token_mark")),
        sa.UniqueConstraint("uid", name=op.f("uq_api_token_uid")),
    )
    op.create_table(
        "building_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("building", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["building"], ["building.id"], name=op.f("fk_building_alias_building")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building_alias")),
        sa.UniqueConstraint("name", name=op.f("uq_building_alias_name")),
    )
    op.create_index("ix_building_alias_building", "building_alias", ["building"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("spent_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_invitation_account")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_invitation_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("mark", name=op.f("uq_invitation_mark")),
        sa.UniqueConstraint("uid", name=op.f("uq_invitation_uid")),
    )
    op.create_table(
        "ledger_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ledger", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score", Real, nullable=True),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_ledger_row_area")),
        sa.ForeignKeyConstraint(["ledger"], ["ledger.id"], name=op.f("fk_ledger_row_ledger")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_row")),
        sa.UniqueConstraint(
            "ledger", "sheet", "line", name=op.f("uq_ledger_row_ledger_sheet_line")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_ledger_row_uid")),
    )
    op.create_index("ix_ledger_row_state", "ledger_row", ["state"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_session_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("mark", name=op.f("uq_session_mark")),
        sa.UniqueConstraint("uid", name=op.f("uq_session_uid")),
    )
    op.create_index("ix_session_account", "session", ["account"], unique=False)
    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_team_member_person")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_team_member_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
    )
    op.create_index("ix_team_member_team", "team_member", ["team"], unique=False)
    op.create_table(
        "contact_household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment"], ["assignment.id"], name=op.f("fk_contact_household_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_contact_household_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_household")),
        sa.UniqueConstraint(
            "assignment",
            "household",
            "valid_from",
            name=op.f("uq_contact_household_assignment_household_valid_from"),
        ),
    )
    op.create_index(
        "ix_contact_household_household", "contact_household", ["household"], unique=False
    )
    op.create_table(
        "residence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("registered", sa.Integer(), nullable=True),
        sa.Column("migrant", sa.Integer(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("landlord_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_residence_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence")),
        sa.UniqueConstraint(
            "household", "valid_from", name=op.f("uq_residence_household_valid_from")
        ),
    )
    op.create_table(
        "resident_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("household", sa.Integer(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_resident_request_answered_by")
        ),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_resident_request_area")),
        sa.ForeignKeyConstraint(
            ["household"], ["household.id"], name=op.f("fk_resident_request_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_resident_request_uid")),
    )
    op.create_index("ix_resident_request_area", "resident_request", ["area"], unique=False)


def _new_indexes() -> None:
    """Find the few rows with a day of their own, without going through a city of those without."""
    for table in ("building", "part", "household"):
        for column in ("opened_on", "closed_on"):
            _few(table, column, f"{column} IS NOT NULL")
    for table in ("membership", "placement", "household_status"):
        _few(table, "valid_from", "valid_from > '0001-01-01'")


def _few(table: str, column: str, which: str) -> None:
    where = sa.text(which)
    op.create_index(
        f"ix_{table}_{column}", table, [column], sqlite_where=where, postgresql_where=where
    )


def _new_columns() -> None:
    _reference("assignment", "department")
    op.create_index(
        "uq_assignment_lead",
        "assignment",
        ["area", "office"],
        unique=True,
        sqlite_where=sa.text(
            "valid_to IS NULL AND office IN ('grid_lead', 'group_lead', 'patch_leader')"
        ),
        postgresql_where=sa.text(
            "valid_to IS NULL AND office IN ('grid_lead', 'group_lead', 'patch_leader')"
        ),
    )
    _reference("case_file", "department")
    op.create_index("ix_case_file_department", "case_file", ["department"], unique=False)
    op.add_column("estate", sa.Column("manager", sa.Text(), nullable=True))
    op.add_column(
        "party_unit", sa.Column("depth", sa.Integer(), server_default="0", nullable=False)
    )
    _reference("party_unit", "area")
    op.add_column("party_unit", sa.Column("opened_on", sa.Date(), nullable=True))
    op.add_column("party_unit", sa.Column("closed_on", sa.Date(), nullable=True))
    op.create_index("ix_party_unit_community", "party_unit", ["community"], unique=False)
    op.drop_column("party_unit", "level_name")
    op.add_column("person", sa.Column("name_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("phone_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("phone_mark", sa.Text(), nullable=True))
    op.create_index("uq_person_phone_mark", "person", ["phone_mark"], unique=True)
    op.drop_column("person", "name")
    op.drop_column("person", "phone_enc")
    op.add_column("premises", sa.Column("door", sa.Text(), nullable=True))
    op.add_column("premises", sa.Column("external_id", sa.Text(), nullable=True))
    op.add_column("premises", sa.Column("phone_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("premises", sa.Column("confirmed_on", sa.Date(), nullable=True))
    op.create_index("uq_premises_external_id", "premises", ["external_id"], unique=True)


def _plans() -> None:
    """Give plans what nobody has used of them yet."""
    op.drop_table("plan_move")
    kinds: dict[str, sa.types.TypeEngine[Any]] = {
        "version": sa.Integer(),
        "created_at": Instant(),
        "changed_at": Instant(),
    }
    for name in ("name", "title", "account", "assignment", "drawing", *kinds):
        op.add_column("plan", sa.Column(name, kinds.get(name, sa.Text()), nullable=True))
    _reference("plan", "area")
    for name in ("created_by", "changed_by", "submitted_by", "approved_by"):
        op.execute(
            f"ALTER TABLE plan ADD COLUMN {name} INTEGER "
            f"CONSTRAINT fk_plan_{name} REFERENCES person (id)"
        )
    op.create_index("uq_plan_name", "plan", ["name"], unique=True)
    op.create_table(
        "plan_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("parent_new", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_plan_area_area")),
        sa.ForeignKeyConstraint(["parent"], ["area.id"], name=op.f("fk_plan_area_parent")),
        sa.ForeignKeyConstraint(
            ["parent_new"], ["plan_area.id"], name=op.f("fk_plan_area_parent_new")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_plan_area_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_area")),
    )
    op.create_index("ix_plan_area_plan", "plan_area", ["plan"], unique=False)
    op.create_table(
        "plan_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("floor_lo", sa.Integer(), nullable=True),
        sa.Column("floor_hi", sa.Integer(), nullable=True),
        sa.Column("from_area", sa.Integer(), nullable=True),
        sa.Column("to_area", sa.Integer(), nullable=True),
        sa.Column("to_new", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["from_area"], ["area.id"], name=op.f("fk_plan_move_from_area")),
        sa.ForeignKeyConstraint(["part"], ["part.id"], name=op.f("fk_plan_move_part")),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_plan_move_plan")),
        sa.ForeignKeyConstraint(["to_area"], ["area.id"], name=op.f("fk_plan_move_to_area")),
        sa.ForeignKeyConstraint(["to_new"], ["plan_area.id"], name=op.f("fk_plan_move_to_new")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_move")),
    )
    op.create_index("ix_plan_move_plan", "plan_move", ["plan"], unique=False)


def _seal_notes() -> None:
    """Hide the notes of cases, in which names and phones stand."""
    op.add_column("case_event", sa.Column("note_sealed", sa.LargeBinary(), nullable=True))
    conn = op.get_bind()
    event = sa.table("case_event", sa.column("id"), sa.column("note"), sa.column("note_sealed"))
    notes = conn.execute(sa.select(event.c.id, event.c.note).where(event.c.note.is_not(None))).all()
    if notes:
        seal = context.config.attributes["seal"]
        change = sa.update(event).where(event.c.id == sa.bindparam("row"))
        conn.execute(
            change.values(note_sealed=sa.bindparam("sealed")),
            [{"row": row, "sealed": seal(note)} for row, note in notes],
        )
    op.drop_column("case_event", "note")


def _sheets() -> None:
    """Keep a register of what is printed."""
    op.add_column(
        "workspace", sa.Column("last_sheet", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_table(
        "sheet_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("boxes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area"], ["area.id"], name=op.f("fk_sheet_version_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_version")),
        sa.UniqueConstraint(
            "area", "kind", "digest", name=op.f("uq_sheet_version_area_kind_digest")
        ),
        sa.UniqueConstraint(
            "area", "kind", "number", name=op.f("uq_sheet_version_area_kind_number")
        ),
    )
    op.create_table(
        "sheet_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=False),
        sa.Column("printed_by", sa.Integer(), nullable=True),
        sa.Column("destroy_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["printed_by"], ["person.id"], name=op.f("fk_sheet_print_printed_by")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["sheet_version.id"], name=op.f("fk_sheet_print_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_print")),
        sa.UniqueConstraint("number", name=op.f("uq_sheet_print_number")),
    )
    op.create_index("ix_sheet_print_version", "sheet_print", ["version"], unique=False)
    op.create_table(
        "sheet_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("print", sa.Integer(), nullable=False),
        sa.Column("keying", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["print"], ["sheet_print.id"], name=op.f("fk_sheet_mark_print")),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_sheet_mark_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_mark")),
        sa.UniqueConstraint("visit", name=op.f("uq_sheet_mark_visit")),
    )
    op.create_index("ix_sheet_mark_keying", "sheet_mark", ["keying"], unique=False)
    op.create_index("ix_sheet_mark_print", "sheet_mark", ["print"], unique=False)


def upgrade() -> None:
    """Take the step."""
    _new_tables()
    _new_columns()
    _plans()
    _sheets()
    _seal_notes()
    _new_indexes()
    _append_only("look")
