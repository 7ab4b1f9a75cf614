"""Alembic's entry: runs the revisions on the connection handed over by the store."""

from __future__ import annotations

from alembic import context

from gridmap.store.migrate import as_code, is_ours, same_type
from gridmap.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=is_ours,
    compare_type=same_type,
    render_item=as_code,
)
context.run_migrations()
