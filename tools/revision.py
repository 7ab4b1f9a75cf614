"""Drafts the next revision of the database from what the tables have and the last one has not.

    python tools/revision.py "Keep the roof of a building"

Read the draft before it is committed: what a column's old rows get is for a person to say. Then
set ``LATEST`` in gridmap/store/migrations to its number.
"""

from __future__ import annotations

import sys

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from gridmap.store import migrate


def main(message: str) -> None:
    """Write the draft beside the revisions there are."""
    with create_engine("sqlite://").connect() as conn:
        settings = migrate.settings(conn)
        scripts = ScriptDirectory.from_config(settings)
        number = f"{len(list(scripts.walk_revisions())) + 1:04d}"
        settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.upgrade(settings, "heads")
        command.revision(settings, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(sys.argv[1])
