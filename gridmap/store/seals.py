"""Names, phones and notes of people, hidden in the database; the keys lie in a file beside it.

A column that ends in ``_sealed`` holds sealed text, and ``x_mark`` beside ``x_sealed`` a keyed
digest by which its row is found without being read. A copy of the database alone tells neither.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Table,
    bindparam,
    func,
    select,
    update,
)

from gridmap.errors import StoreError
from gridmap.store.tables import metadata
from gridmap.words import say
from gridmap.words.foreign import system_reason

__all__ = ["KEYS_FILE", "Keyring", "Seals", "add_key", "prefer_key", "reseal", "sample"]

KEYS_FILE = "keys"

# Rows that are resealed in one statement.
_AT_ONCE = 5000


class Seals:
    """Seals texts and opens them again.

    Parameters
    ----------
    keys
        Fernet keys, at least one. The first one seals and marks; any of them opens.
    file
        Where they come from, for a person to find.
    """

    def __init__(self, keys: Sequence[bytes], file: Path) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        # Not the sealing key itself: one key for one purpose.
        self._marking = hmac.digest(keys[0], b"gridmap mark", hashlib.sha256)
        self._file = file

    def seal(self, text: str) -> bytes:
        """Hide a text; the same text looks different each time."""
        return self._fernet.encrypt(text.encode())

    def opened(self, sealed: bytes) -> str:
        """Read a sealed text.

        Raises
        ------
        StoreError
            ``keys-foreign`` if none of the keys opens it.
        """
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as fault:
            raise StoreError("keys-foreign", file=self._file) from fault

    def mark(self, text: str) -> str:
        """Give the keyed digest that finds a text without reading any."""
        return hmac.new(self._marking, text.encode(), hashlib.sha256).hexdigest()


class Keyring:
    """The seals of one workspace, read anew whenever the file of keys is another one."""

    def __init__(self) -> None:
        self._held: tuple[object, Seals] | None = None

    def seals(self, file: Path, sample: Callable[[], bytes | None]) -> Seals:
        """Give the seals made of the keys in ``file``; make a key where there is nothing to lose.

        Parameters
        ----------
        sample
            Looks up something that was sealed before, ``None`` if nothing was.

        Raises
        ------
        StoreError
            ``keys-lost`` if the file is gone, ``keys-foreign`` if its keys are not those of this
            workspace, ``keys-unreadable``, ``keys-unwritable``.
        """
        look = _look_of(file)
        if self._held is not None and self._held[0] == look:
            return self._held[1]
        before = sample()
        if look is None:
            if before is not None:
                raise StoreError("keys-lost", file=file)
            _write(file, [Fernet.generate_key()], anew=True)
        seals = Seals(_read(file), file)
        if before is not None:
            seals.opened(before)
        self._held = (_look_of(file), seals)
        return seals


def sample(conn: Connection) -> bytes | None:
    """Look up anything that is sealed."""
    for _, column in _sealed_columns():
        found = conn.scalar(select(column).where(_says_something(column)).limit(1))
        if found is not None:
            return bytes(found)
    return None


def add_key(file: Path) -> bytes:
    """Put a new key into the file, where it opens but does not seal yet; give it.

    Raises
    ------
    StoreError
        ``keys-unreadable``, ``keys-unwritable``.
    """
    key = Fernet.generate_key()
    _write(file, [*_read(file), key])
    return key


def prefer_key(file: Path, key: bytes) -> None:
    """Let a key of the file seal from now on; the others stay for what older backups hold.

    Raises
    ------
    StoreError
        ``keys-unreadable``, ``keys-unwritable``.
    """
    _write(file, [key, *(other for other in _read(file) if other != key)])


def reseal(conn: Connection, file: Path, key: bytes) -> int:
    """Seal and mark everything with ``key``, one of the keys in ``file``; tell how many texts."""
    keys = _read(file)
    old = Seals(keys, file)
    new = Seals([key, *(other for other in keys if other != key)], file)
    count = 0
    for table, column in _sealed_columns():
        mark = table.c.get(column.name.removesuffix("_sealed") + "_mark")
        named: dict[str, BindParameter[Any]] = {column.name: bindparam("sealed")}
        if mark is not None:
            named[mark.name] = bindparam("mark")
        change = update(table).where(table.c.id == bindparam("row")).values(named)
        after = 0
        while rows := conn.execute(
            select(table.c.id, column)
            .where(_says_something(column), table.c.id > after)
            .order_by(table.c.id)
            .limit(_AT_ONCE)
        ).all():
            texts = [(row, old.opened(sealed)) for row, sealed in rows]
            conn.execute(
                change,
                [
                    {"row": row, "sealed": new.seal(text), "mark": new.mark(text)}
                    for row, text in texts
                ],
            )
            after, count = rows[-1][0], count + len(rows)
    return count


def _sealed_columns() -> Iterator[tuple[Table, Column[bytes]]]:
    for table in metadata.sorted_tables:
        for column in table.c:
            if column.name.endswith("_sealed"):
                yield table, column


def _says_something(column: Column[bytes]) -> ColumnElement[bool]:
    """Tell whether there is a sealed text; what was let go of is empty where it may not be NULL."""
    return column.is_not(None) & (func.length(column) > 0)


def _look_of(file: Path) -> object:
    """Tell a file from what was there before, without reading it; ``None`` where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return file, found.st_ino, found.st_mtime_ns, found.st_size


def _read(file: Path) -> list[bytes]:
    try:
        lines = file.read_bytes().split(b"\n")
        keys = [line.strip() for line in lines if line.strip() and not line.startswith(b"#")]
        Seals(keys, file)
    except OSError as fault:
        raise StoreError("keys-unreadable", file=file, reason=system_reason(fault)) from fault
    except (ValueError, IndexError) as fault:
        # What the library says would show what stands there.
        raise StoreError("keys-unreadable", file=file, reason="no-key") from fault
    return keys


def _write(file: Path, keys: Sequence[bytes], *, anew: bool = False) -> None:
    """Write the file whole, for this account only; with ``anew`` one that is there stays."""
    head = f"# {say('keys-head')}\n".encode()
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=file.name, delete=False) as part:
            part.write(head + b"\n".join(keys) + b"\n")
            part.flush()
            os.fsync(part.fileno())
        made = Path(part.name)
        try:
            if anew:
                file.hardlink_to(made)
            else:
                made.replace(file)
        except FileExistsError:  # another process was first; its key is as good
            pass
        finally:
            made.unlink(missing_ok=True)
    except OSError as fault:
        raise StoreError("keys-unwritable", file=file, reason=system_reason(fault)) from fault
