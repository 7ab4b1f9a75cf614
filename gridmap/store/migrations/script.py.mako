"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gridmap.store.columns import Geometry, Instant, Real

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    ${upgrades if upgrades else "pass"}
