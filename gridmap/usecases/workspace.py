"""The workspace: one folder with its database, photos, tiles and settings."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, Row, insert, select, update

from gridmap.errors import Conflict, NotFound
from gridmap.settings import Settings, load_settings, write_template
from gridmap.store.bulk import new_uids
from gridmap.store.database import Database
from gridmap.store.layers import restore_layers
from gridmap.store.seals import KEYS_FILE, Keyring, Seals, sample
from gridmap.store.tables.fieldwork import campaign
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.territory.codes import CodePattern
from gridmap.usecases.acting import OPERATOR, Actor

__all__ = ["Workspace", "create_workspace", "found_workspace", "open_workspace"]


def _now() -> datetime:
    return datetime.now(UTC)


class _DryRun(Exception):
    """Leave the transaction without keeping anything."""


@dataclass(frozen=True)
class Workspace:
    """An open workspace, handed to every act.

    Attributes
    ----------
    clock
        Tells the present instant (aware); the only clock any act looks at.
    actor
        Who acts; the operator unless somebody signed in.
    keyring
        Where the seals are kept between uses.
    """

    home: Path
    database: Database
    settings: Settings
    clock: Callable[[], datetime] = field(default=_now)
    actor: Actor = field(default=OPERATOR)
    keyring: Keyring = field(default_factory=Keyring, repr=False, compare=False)

    def acting_as(self, actor: Actor) -> Workspace:
        """Give the same workspace in somebody's hands."""
        return replace(self, actor=actor)

    def today(self) -> date:
        """Tell the local day."""
        return self.clock().astimezone(self.settings.zone).date()

    @property
    def code_pattern(self) -> CodePattern:
        """Code lengths by level."""
        return CodePattern.parse(self.settings.code_pattern)

    @property
    def keys_file(self) -> Path:
        """Where the keys lie that names and phones are sealed with."""
        return self.home / (self.settings.keys or KEYS_FILE)

    @property
    def seals(self) -> Seals:
        """What hides names, phones and notes in the database, and shows them again.

        Raises
        ------
        StoreError
            As :meth:`gridmap.store.seals.Keyring.seals`.
        """

        def sealed_before() -> bytes | None:
            with self.database.read() as conn:
                return sample(conn)

        return self.keyring.seals(self.keys_file, sealed_before)

    def about(self) -> Row[tuple[object, ...]]:
        """Read the workspace's own row: uid, epoch, last sequence number and so on."""
        with self.database.read() as conn:
            return conn.execute(select(workspace_table)).one()

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Connection]:
        """Write in one transaction; a dry run does all of it and keeps nothing."""
        with contextlib.suppress(_DryRun), self.database.write() as conn:
            yield conn
            if dry_run:
                raise _DryRun

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def create_workspace(
    home: Path, *, name: str | None = None, clock: Callable[[], datetime] = _now
) -> Workspace:
    """Make a new workspace in the folder ``home``.

    Parameters
    ----------
    name
        What its pages call it; the settings' own word otherwise.

    Raises
    ------
    Conflict
        If there is one already.
    StoreError
        If the folder or the database cannot be written.
    """
    settings = load_settings(home)
    if Database.exists(home, settings.db):
        raise Conflict("workspace-exists", home=home)
    database = Database.create(
        home, settings.db, begin=lambda conn: found_workspace(conn, settings, clock())
    )
    write_template(home, name=name)
    workspace = Workspace(home, database, load_settings(home), clock)
    # Made now, so that whoever keeps copies sees the file from the first day.
    _ = workspace.seals
    return workspace


def found_workspace(conn: Connection, settings: Settings, now: datetime) -> None:
    """Write what every workspace begins with into a new database."""
    conn.execute(
        insert(workspace_table).values(
            uid=new_uids(1)[0], tz=settings.tz, epoch=new_uids(1)[0], created_at=now
        )
    )
    restore_layers(conn)
    # Everyday work is a campaign that never ends.
    conn.execute(insert(campaign).values(uid=new_uids(1)[0]))


def open_workspace(home: Path, *, clock: Callable[[], datetime] = _now) -> Workspace:
    """Open the workspace in ``home``; an older database is backed up and brought up to date.

    Raises
    ------
    NotFound
        If there is none.
    StoreError
        If it was made by a newer gridmap, or cannot be read or written.
    """
    settings = load_settings(home)
    if not Database.exists(home, settings.db):
        raise NotFound("workspace-missing", home=home)
    keyring, file = Keyring(), home / (settings.keys or KEYS_FILE)

    def seal(text: str) -> bytes:
        # Before anything was sealed there is nothing that other keys could have sealed.
        return keyring.seals(file, lambda: None).seal(text)

    database = Database.open(home, settings.db, seal=seal)
    workspace = Workspace(home, database, settings, clock)
    if workspace.about().tz != settings.tz:
        with workspace.writing() as conn:
            conn.execute(update(workspace_table).values(tz=settings.tz))
            restore_layers(conn)
    return workspace
