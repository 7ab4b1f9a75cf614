"""What all workers of a run share is made once, by the first that needs it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Have a folder filled by the first worker that asks for it; later it is only read."""
    mine = tmp_path_factory.getbasetemp()
    run = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        whole = run / f"shared-{name}"
        with FileLock(run / f"shared-{name}.lock"):
            if not whole.exists():
                part = tmp_path_factory.mktemp(name)
                fill(part)
                part.rename(whole)
        return whole

    return folder
