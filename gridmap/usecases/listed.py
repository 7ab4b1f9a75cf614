"""Lists of buildings known by address only: bring them in, see what is to be placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, RowMapping

from gridmap import intake
from gridmap.errors import Finding
from gridmap.intake.addresses import same_place
from gridmap.store import buildings as building_store
from gridmap.store import listed as listed_store
from gridmap.store import sequence
from gridmap.territory.policy import Act, Data
from gridmap.usecases.buildings import survey_name
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.workspace import Workspace

__all__ = ["ListedView", "ToPlace", "import_list", "listed_buildings"]

_FACTS: Final = ("name", "address", "estate", "kind", "levels", "units", "flats")


def import_list(
    workspace: Workspace,
    path: str | Path,
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in a list of buildings that are known by address only, to be placed on the map.

    Parameters
    ----------
    source
        Name of the list, by default the file's stem: bringing the same list in again updates it.
    columns
        As in :func:`gridmap.intake.read_list`.
    dry_run
        Tell what would change, and keep nothing.

    Notes
    -----
    Rows whose reference or address is that of a building on the map are known: they are counted
    and not listed, and come off the list if they were on it. What a list no longer has stays on it.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    taken = intake.read_list(path, columns=columns)
    called = source or survey_name(Path(path).name)
    with workspace.writing(dry_run=dry_run) as conn:
        changes = _enter(workspace, conn, taken.rows, called)
    return changes.accounted(taken, dry_run=dry_run)


def _enter(workspace: Workspace, conn: Connection, rows: pd.DataFrame, source: str) -> ChangeSet:
    """Write the rows of a list."""
    listed = listed_store.listed_of(conn, source)
    before = {row["source_ref"]: row for row in listed.to_dict("records")}
    on_map = _on_map(workspace, conn)
    added: list[dict[str, Any]] = []
    altered: list[dict[str, Any]] = []
    off: list[int] = []
    known = unchanged = 0
    findings = []
    for row in rows.to_dict("records"):
        facts = {name: _plain(row[name]) for name in _FACTS}
        old = before.get(row["source_ref"])
        placed = old is not None and _plain(old["building"]) is not None
        names = {same_place(name) for name in (row["source_ref"], facts["address"]) if name}
        if not placed and names & on_map:
            known += 1
            if old is not None:
                off.append(int(old["id"]))
        elif old is None:
            added.append({"source_ref": row["source_ref"], **facts})
            if facts["address"] is None and facts["name"] is None:
                findings.append(Finding("listed-by-number-only", "warning", int(row["row"])))
        else:
            kept = {name: _plain(old[name]) for name in _FACTS}
            # A list that is silent takes nothing away.
            told = kept | {name: value for name, value in facts.items() if value is not None}
            if told == kept:
                unchanged += 1
            else:
                altered.append({"listed": int(old["id"]), "ref": row["source_ref"], **told})
    if added:
        columns = {name: [row[name] for row in added] for name in added[0]}
        listed_store.add_listed(conn, {"source": source, **columns})
    listed_store.change_listed(
        conn, [{name: row[name] for name in row if name != "ref"} for row in altered]
    )
    listed_store.take_off(conn, off)
    if added or altered or off:
        # Whoever has the list open elsewhere hears that it is another.
        sequence.take(conn)
    return ChangeSet(
        "list",
        read=len(rows),
        added=tuple(row["source_ref"] for row in added),
        altered=tuple(row["ref"] for row in altered),
        unchanged=unchanged,
        counts=(("known", known),),
        findings=tuple(findings),
    )


def _on_map(workspace: Workspace, conn: Connection) -> set[str]:
    """Gather what buildings on the map are called: references, other systems' ids, addresses."""
    known = building_store.known_buildings(conn, workspace.today())
    here = set(known["id"])
    names = [*known["source_ref"], *known["address"].dropna()]
    names += [value for (_, value), key in building_store.external_ids(conn).items() if key in here]
    return {same_place(name) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401  (a cell of a frame)
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


@dataclass(frozen=True, slots=True)
class ListedView:
    """A building of a list; ``building`` is the uid of the one on the map that it is."""

    id: int
    uid: str
    source: str
    source_ref: str
    name: str | None
    address: str | None
    estate: str | None
    kind: str | None
    levels: int | None
    units: int | None
    flats: int | None
    building: str | None

    @classmethod
    def of(cls, row: RowMapping) -> ListedView:
        """Read a row of :mod:`gridmap.store.listed`."""
        facts = {name: row[name] for name in ("id", "uid", "source", "source_ref", *_FACTS)}
        return cls(building=row["building_uid"], **facts)


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A page of the list, and how far the work is in all."""

    items: list[ListedView]
    left: int
    placed: int


def listed_buildings(
    workspace: Workspace, *, words: str = "", placed: bool = False, after: int = 0, most: int = 200
) -> ToPlace:
    """List buildings that are to be placed, or those that are ``placed``, in the lists' order.

    Parameters
    ----------
    words
        What the user typed; every word has to occur in address, name, estate or reference.

    Raises
    ------
    NotPermitted
        If the actor has nothing to do with placing.
    """
    workspace.actor.insist(Act.SEE, Data.PLACING)
    with workspace.database.read() as conn:
        rows = listed_store.listing(conn, words.split(), placed=placed, after=after, most=most)
        left, done = listed_store.progress(conn)
    return ToPlace([ListedView.of(row) for row in rows], left, done)
