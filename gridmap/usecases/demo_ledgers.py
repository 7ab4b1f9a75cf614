"""The ledgers of the demo: one that came in two months ago, and one to hand in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import Connection

from gridmap.demo import Town
from gridmap.demo.ledger import ledger_of
from gridmap.demo.workbook import write_ledger
from gridmap.store import offices as office_store
from gridmap.territory.people import Office
from gridmap.usecases.acting import Actor, holdings
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.ledgers import import_ledger
from gridmap.usecases.workspace import Workspace

__all__ = ["bring_earlier_ledger", "demo_ledger", "write_demo_ledger"]

_BOOK: Final = "demo-ledger.xlsx"
_EARLIER: Final = timedelta(days=62)


def demo_ledger(workspace: Workspace) -> Path | None:
    """Tell where the ledger to hand in lies: beside the workspace's folder, while it is there."""
    book = _book(workspace)
    return book if book.is_file() else None


def write_demo_ledger(workspace: Workspace, drawn: Town) -> None:
    """Write the ledger to hand in; one that lies there stays as it is."""
    if demo_ledger(workspace) is None:
        write_ledger(_book(workspace), ledger_of(drawn, workspace.today(), later=True))


def bring_earlier_ledger(workspace: Workspace, drawn: Town) -> None:
    """Bring in the ledger that some communities kept before, as the planner did then."""
    then = workspace.clock() - _EARLIER
    with workspace.database.read() as conn:
        planner = _planner(workspace, conn)
    with TemporaryDirectory() as folder:
        book = Path(folder) / _BOOK
        before = replace(workspace.acting_as(planner), clock=lambda: then)
        write_ledger(book, ledger_of(drawn, before.today(), later=False))
        import_ledger(
            before, book, name=f"{workspace.settings.name}台账（{before.today().month}月）"
        )
    with workspace.writing() as conn:
        rebuild_tallies(workspace, conn)


def _planner(workspace: Workspace, conn: Connection) -> Actor:
    held = office_store.held(conn, workspace.today(), offices=[Office.PLANNER])
    first = min(row["person"] for row in held)
    return Actor(first, holdings(row for row in held if row["person"] == first))


def _book(workspace: Workspace) -> Path:
    return workspace.home.resolve().parent / _BOOK
