"""Steps from each shape of the database to the next.

A revision is numbered (``0002``), spelled out by hand (never ``metadata.create_all``) and never
uses batch mode on a table with a geometry: batch mode rebuilds the table, which loses its triggers
and retypes its geometry. A revision alters tables only; GeoPackage rows, triggers, R*Trees and
views are restored after it by :mod:`gridmap.store.migrate`. ``tools/revision.py`` drafts one from
the difference between the tables and the last revision.
"""

from __future__ import annotations

__all__ = ["LATEST"]

# A test holds this equal to Alembic's own answer; to know it spares every start loading Alembic.
LATEST = "0004"
