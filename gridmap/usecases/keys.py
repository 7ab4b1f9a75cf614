"""A new key for what is sealed."""

from __future__ import annotations

from gridmap.store.seals import add_key, prefer_key, reseal
from gridmap.usecases.workspace import Workspace

__all__ = ["rotate_keys"]


def rotate_keys(workspace: Workspace) -> int:
    """Seal everything anew with a new key; tell how many texts that were.

    The new key is in the file before the first text is sealed with it, and old keys stay there: at
    no moment, whatever breaks off, is there a text that nobody can open, nor in an older backup.

    Raises
    ------
    StoreError
        As :attr:`Workspace.seals`; nothing is sealed anew then.
    """
    _ = workspace.seals  # the keys are there, and are this workspace's own
    file = workspace.keys_file
    key = add_key(file)
    with workspace.writing() as conn:
        count = reseal(conn, file, key)
    prefer_key(file, key)
    return count
