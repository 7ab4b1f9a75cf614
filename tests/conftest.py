"""What every test can ask for, and how strict a run is."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from gridmap.usecases import passwords, sessions

pytest_plugins = [
    "pytester",
    "tests.once",
    "tests.database",
    "tests.postgres",
    "tests.skipping",
    "tests.wheel",
]

CHECKOUT = Path(__file__).resolve().parents[1]

# Compiled kernels make a first example slow and the rest fast, so time limits say nothing.
settings.register_profile("dev", deadline=None, max_examples=25)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=100,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")


# Garbage is looked for seldom: each look went over a million objects that were all in use.
gc.set_threshold(50_000, 20, 50)


def pytest_collection_finish() -> None:
    """Leave what was imported out of each later look."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def passwords_as_kept() -> Iterator[PasswordHash]:
    """How passwords are kept, which is slow on purpose; meanwhile they are kept the quick way.

    Nor is a refusal waited for.
    """
    with pytest.MonkeyPatch.context() as patched:
        slow = passwords._hash
        quick = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hash", PasswordHash((quick,)))
        patched.setattr(sessions, "_REFUSED_AFTER", 0.0)
        yield slow


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real extracts beside the checkout; it is not part of the project."""
    folder = CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data")
    return folder
