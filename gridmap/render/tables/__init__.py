"""Coverage as tables: for the terminal, programs, maps and Excel; findings and ledgers beside it.

Those of coverage say the same: every rate with its target, both rates side by side, exclusions
apart.
"""

from __future__ import annotations

from gridmap.render.tables.findings import findings_csv
from gridmap.render.tables.ledger import ledger_template, ledger_xlsx, rejected_xlsx
from gridmap.render.tables.plan import plan_changes_xlsx
from gridmap.render.tables.rows import CoverageRow
from gridmap.render.tables.sheet import to_xlsx
from gridmap.render.tables.terminal import to_table, to_text
from gridmap.render.tables.text import csv_text, to_csv, to_geojson, to_json

__all__ = [
    "CoverageRow",
    "csv_text",
    "findings_csv",
    "ledger_template",
    "ledger_xlsx",
    "plan_changes_xlsx",
    "rejected_xlsx",
    "to_csv",
    "to_geojson",
    "to_json",
    "to_table",
    "to_text",
    "to_xlsx",
]
