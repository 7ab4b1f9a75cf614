"""Foreign files read in the test's own process, which saves half a second for each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from gridmap.errors import InputError
from gridmap.intake import child, sandbox

__all__ = ["reading_here"]


@pytest.fixture(scope="module", autouse=True)
def reading_here() -> Iterator[None]:
    """Do what the reading process does, but not in a process of its own, and not locked in.

    For tests of what becomes of a file's rows. That a process reads it, and what may happen to one,
    is held by the formats and the sandbox of ``tests/intake``, by the people of ``tests/cli``
    and the ledgers of ``tests/web``, which start it.
    """

    def run(folder: Path, called: str) -> dict[str, Any]:
        try:
            child.main(folder)
        except Exception as no:
            raise InputError("file-unreadable", file=called, detail=repr(no)) from no
        answer: dict[str, Any] = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
        return answer

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sandbox, "_run", run)
        patched.setattr(child, "confine", lambda: None)
        patched.setattr(child, "_without_frames", nullcontext)
        yield
