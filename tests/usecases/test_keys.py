"""Sealed texts: what the database shows of them, lost and foreign keys, a new key."""

from __future__ import annotations

import os
import stat

import pytest
from sqlalchemy import insert, select

from gridmap.errors import StoreError
from gridmap.store import seals as store
from gridmap.store.bulk import new_uids
from gridmap.store.seals import Keyring
from gridmap.store.tables.people import person
from gridmap.usecases.keys import rotate_keys
from gridmap.usecases.workspace import Workspace
from tests.database import ON_SQLITE

PHONE = "13812345678"


def enter(workspace: Workspace, phone: str = PHONE) -> None:
    seals = workspace.seals
    with workspace.writing() as conn:
        conn.execute(
            insert(person).values(
                uid=new_uids(1)[0],
                name_sealed=seals.seal("张三"),
                phone_sealed=seals.seal(phone),
                phone_mark=seals.mark(phone),
            )
        )


def row(workspace: Workspace, phone: str = PHONE):
    with workspace.database.read() as conn:
        return conn.execute(
            select(person).where(person.c.phone_mark == workspace.seals.mark(phone))
        ).one()


def reopened(workspace: Workspace) -> Workspace:
    """The workspace as another process sees it."""
    return Workspace(
        workspace.home, workspace.database, workspace.settings, workspace.clock, keyring=Keyring()
    )


def test_the_database_shows_nothing(sqlite_workspace):
    enter(sqlite_workspace)
    files = list(sqlite_workspace.home.glob("gridmap.gpkg*"))
    assert files
    for file in files:
        content = file.read_bytes()
        assert PHONE.encode() not in content
        assert "张三".encode() not in content
    found = row(sqlite_workspace)
    assert sqlite_workspace.seals.opened(found.name_sealed) == "张三"
    again = sqlite_workspace.seals.seal("张三")
    assert again != found.name_sealed


def test_the_keys_are_for_this_account_only(sqlite_workspace):
    enter(sqlite_workspace)
    assert sqlite_workspace.keys_file.parent == sqlite_workspace.home
    if os.name == "posix":
        assert stat.S_IMODE(sqlite_workspace.keys_file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.unlink(), "keys-lost"),
        (lambda file: file.write_bytes(b""), "keys-unreadable"),
        (lambda file: file.write_text("secret\n"), "keys-unreadable"),
        (lambda file: file.write_bytes(store.Fernet.generate_key()), "keys-foreign"),
    ],
    ids=("gone", "empty", "no-key", "foreign"),
)
def test_keys_that_are_gone_or_foreign(sqlite_workspace, spoil, code):
    enter(sqlite_workspace)
    file = sqlite_workspace.keys_file
    kept = file.read_bytes()
    file.chmod(0o600)
    spoil(file)
    left = file.read_bytes() if file.exists() else None
    for workspace in (sqlite_workspace, reopened(sqlite_workspace)):
        for act in (lambda seen: seen.seals.seal("x"), rotate_keys):
            with pytest.raises(StoreError) as refused:
                act(workspace)
            assert refused.value.code == code
            assert "secret" not in refused.value.sentence("en")
    assert (file.read_bytes() if file.exists() else None) == left
    # The right file back in its place, and nothing was lost.
    file.write_bytes(kept)
    assert sqlite_workspace.seals.opened(row(sqlite_workspace).phone_sealed) == PHONE


@ON_SQLITE
def test_a_new_key(workspace):
    for phone in (PHONE, "13912345678"):
        enter(workspace, phone)
    other = reopened(workspace)
    before = row(other)
    old = [line for line in workspace.keys_file.read_bytes().split() if line.endswith(b"=")]
    assert rotate_keys(workspace) == 4
    for seen in (workspace, other, reopened(workspace)):
        after = row(seen)
        assert seen.seals.opened(after.phone_sealed) == PHONE
        assert seen.seals.opened(after.name_sealed) == "张三"
        assert after.phone_mark != before.phone_mark
        # What a backup holds can still be read.
        assert seen.seals.opened(before.phone_sealed) == PHONE
    with pytest.raises(StoreError):
        store.Seals(old, workspace.keys_file).opened(row(workspace).phone_sealed)


def test_a_new_key_that_breaks_off(workspace, monkeypatch):
    enter(workspace)

    def broken(*_: object) -> None:
        raise StoreError("disk-full", place="x")

    monkeypatch.setattr("gridmap.usecases.keys.reseal", broken)
    with pytest.raises(StoreError):
        rotate_keys(workspace)
    for seen in (workspace, reopened(workspace)):
        assert seen.seals.opened(row(seen).phone_sealed) == PHONE
    monkeypatch.undo()
    assert rotate_keys(workspace) == 2
    assert workspace.seals.opened(row(workspace).phone_sealed) == PHONE
