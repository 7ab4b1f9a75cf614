"""Files that people hand in to be imported: kept for a while only, under names of our own."""

from __future__ import annotations

import contextlib
import copy
import errno
import os
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from gridmap.errors import InputError, NotFound, StoreError
from gridmap.intake.kinds import EXTENSIONS
from gridmap.intake.limits import MIB
from gridmap.store.bulk import new_uids
from gridmap.territory.identity import without_id_numbers
from gridmap.territory.phones import without_phones
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Actor
from gridmap.usecases.workspace import Workspace
from gridmap.words.foreign import system_reason

__all__ = ["FOLDER", "Receiving", "Upload", "Uploads"]

FOLDER: Final = "uploads"
"""Where they lie, in the workspace's home."""

# A file that an import waits with is kept for a day; one that nobody took, for an hour.
_KEPT_FOR: Final = timedelta(days=1)
_LEFT_FOR: Final = timedelta(hours=1)
_LONGEST_NAME: Final = 120
# What one person may leave here, in files of the largest size.
_FILES_AT_ONCE: Final = 2
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in.

    Attributes
    ----------
    name
        What the one who sent it calls it: a label, never part of a path.
    path
        Where it lies.
    by
        Row id of the person who handed it in; ``None`` for the operator.
    """

    id: str
    name: str
    size: int
    path: Path
    by: int | None = None


@dataclass(slots=True)
class Receiving:
    """A file on its way in.

    Attributes
    ----------
    id
        What it will be known by.
    most_mb
        Largest size, in MiB.
    size
        How much has come so far.
    by
        Row id of the person who sends it; ``None`` for the operator.
    held
        Tells how many bytes of the same person lie here already, or are on their way.
    """

    id: str
    name: str
    most_mb: int
    sink: BinaryIO
    size: int = 0
    by: int | None = None
    held: Callable[[], int] = int

    def expect(self, size: int) -> None:
        """Refuse a file of ``size`` bytes (``InputError``) if it is more.

        ``upload-too-large``, or ``uploads-too-much`` with what else its sender left here.
        """
        if size > self.most_mb * MIB:
            raise InputError("upload-too-large", file=self.name, most=self.most_mb)
        most = _FILES_AT_ONCE * self.most_mb
        if self.held() + size > most * MIB:
            raise InputError("uploads-too-much", file=self.name, most=most)

    def write(self, chunk: bytes) -> None:
        """Take the next piece; refuses as :meth:`expect` does."""
        self.size += len(chunk)
        self.expect(self.size)
        self.sink.write(chunk)

    def want_something(self) -> None:
        """Refuse a file of nothing (``InputError``, ``file-empty``)."""
        if self.size == 0:
            raise InputError("file-empty", file=self.name)


class Uploads:
    """The files handed in to one workspace; which is which is known until the server ends."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._known: dict[str, Upload] = {}
        self._coming: dict[str, Receiving] = {}
        self._lock = threading.Lock()

    def acting_as(self, actor: Actor) -> Uploads:
        """Give the same files to somebody, who finds their own among them."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        return theirs

    @contextmanager
    def receiving(self, name: str) -> Iterator[Receiving]:
        """Take a file in; once the block ends, :meth:`find` finds it by the ``id`` of what it gave.

        Nothing is left of one that did not come in whole.

        Parameters
        ----------
        name
            What the sender calls it.

        Raises
        ------
        InputError
            ``upload-too-large``, ``uploads-too-much``, ``file-empty``.
        StoreError
            ``disk-full``, ``disk-fault``.
        NotPermitted
            If no role of the actor's works with files.
        """
        actor = self._demand()
        label = _label(name)
        ending = Path(label).suffix.lower()
        [uid] = new_uids(1)
        # The ending is one of ours, for what a file promises to be is worth telling.
        path = self._folder / (uid + (ending if ending in EXTENSIONS else ""))
        try:
            with _disk(self._folder), self._opened(path) as sink:
                most = self.workspace.settings.upload_mb
                file = Receiving(uid, label, most, sink, by=actor.person)
                if not actor.is_operator:
                    file.held = partial(self._held, file)
                with self._lock:
                    self._coming[uid] = file
                yield file
            file.want_something()
            now = self.workspace.clock().timestamp()
            os.utime(path, (now, now))
        except BaseException:
            path.unlink(missing_ok=True)
            with self._lock:
                self._coming.pop(uid, None)
            raise
        with self._lock:
            del self._coming[uid]
            self._known[uid] = Upload(uid, label, file.size, path, actor.person)

    def _held(self, file: Receiving) -> int:
        """Count the bytes that the sender of a file has here besides it."""
        with self._lock:
            lying = [one for one in self._known.values() if one.by == file.by]
            coming = [one for one in self._coming.values() if one.by == file.by and one is not file]
        return sum(one.size for one in coming) + sum(
            one.size for one in lying if one.path.is_file()
        )

    def find(self, uid: str) -> Upload:
        """Find a file that was handed in.

        Raises
        ------
        NotFound
            ``upload-unknown``: it is another person's, never came, was dropped, or is older
            than the server.
        """
        actor = self._demand()
        with self._lock:
            upload = self._known.get(uid)
        if upload is not None and not (actor.is_operator or upload.by == actor.person):
            upload = None
        if upload is None or not upload.path.is_file():
            raise NotFound("upload-unknown")
        return upload

    def drop(self, uid: str) -> None:
        """Throw a file away; it may be gone already."""
        with self._lock:
            upload = self._known.pop(uid, None)
        if upload is not None:
            upload.path.unlink(missing_ok=True)

    def drop_all(self) -> None:
        """Throw away every file that came in here: nobody will find them again."""
        for uid in list(self._known):
            self.drop(uid)

    def sweep(self, held: Collection[str] = ()) -> None:
        """Throw away what has lain here for an hour, whoever left it.

        Parameters
        ----------
        held
            Ids of files that imports wait with: those are kept for a day.
        """
        if not self._folder.is_dir():
            return
        now = self.workspace.clock()
        with self._lock:
            waited_for = {self._known[uid].path for uid in held if uid in self._known}
        for path in self._folder.iterdir():
            # It may go, or be open somewhere, while we look: then the next sweep takes it.
            with contextlib.suppress(OSError):
                kept_for = _KEPT_FOR if path in waited_for else _LEFT_FOR
                if path.is_file() and path.stat().st_mtime < (now - kept_for).timestamp():
                    path.unlink()

    def _demand(self) -> Actor:
        """Insist that the actor works with files."""
        actor = self.workspace.actor
        if not actor.may(Act.CHANGE, Data.REGISTER):
            actor.insist(Act.CHANGE, Data.SETTING_UP)
        return actor

    @property
    def _folder(self) -> Path:
        return self.workspace.home / FOLDER

    def _opened(self, path: Path) -> BinaryIO:
        """Make a file that this account alone can read: a register has names in it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Say it plainly when the disk is full or fails."""
    try:
        yield
    except OSError as no:
        if no.errno in _FULL:
            raise StoreError("disk-full", place=str(folder)) from no
        raise StoreError("disk-fault", place=str(folder), reason=system_reason(no)) from no


def _label(name: str) -> str:
    """Make a name fit to be shown: its last part, in one form, without what no eye can see.

    Numbers of people go as well, which some write into the names of their files.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    plain = without_phones(without_id_numbers(seen, "…"))
    return plain.strip()[-_LONGEST_NAME:] or "–"
