"""Which area another was split from, so that a split can be taken back."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    # Spelled out: Alembic adds a reference apart from its column, which SQLite cannot do.
    op.execute(
        "ALTER TABLE area ADD COLUMN split_from INTEGER "
        "CONSTRAINT fk_area_split_from REFERENCES area (id)"
    )
