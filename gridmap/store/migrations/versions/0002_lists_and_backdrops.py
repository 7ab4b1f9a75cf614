"""Lists of buildings, backdrops, and when the ground last changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gridmap.store.columns import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "backdrop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("pins", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backdrop")),
        sa.UniqueConstraint("uid", name=op.f("uq_backdrop_uid")),
    )
    op.create_table(
        "listed_building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("estate", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("levels", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("flats", sa.Integer(), nullable=True),
        sa.Column("building", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["building"], ["building.id"], name=op.f("fk_listed_building_building")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_building")),
        sa.UniqueConstraint(
            "source", "source_ref", name=op.f("uq_listed_building_source_source_ref")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_listed_building_uid")),
    )
    op.create_index("ix_listed_building_building", "listed_building", ["building"], unique=False)
    op.add_column(
        "workspace", sa.Column("ground_seq", sa.Integer(), server_default="0", nullable=False)
    )
    # What was brought in so far came with some change up to now.
    op.execute("UPDATE workspace SET ground_seq = last_seq")
