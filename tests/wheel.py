"""The wheel, and an environment that holds nothing but it and what it asks for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.once import Once

CHECKOUT = Path(__file__).resolve().parents[1]

Uv = Callable[..., None]


@pytest.fixture(scope="session")
def uv() -> Uv:
    """The uv that made this environment, run in the checkout."""
    program = os.environ.get("UV") or shutil.which("uv") or str(CHECKOUT / ".uv" / "bin" / "uv")

    def run(*arguments: str | Path, **environment: str) -> None:
        done = subprocess.run(
            [program, *arguments],
            cwd=CHECKOUT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture(scope="session")
def wheel(uv: Uv, once: Once) -> Path:
    dist = once("wheel", lambda folder: uv("build", "--wheel", "--out-dir", folder))
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(uv: Uv, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs of an environment that holds the wheel, what it asks for, and nothing else."""
    place = tmp_path_factory.mktemp("empty") / "venv"
    uv(
        *("sync", "--locked", "--no-default-groups", "--no-install-project"),
        *("--python", sys.executable),
        UV_PROJECT_ENVIRONMENT=str(place),
    )
    uv("pip", "install", "--python", place, "--no-deps", wheel)
    return place / ("Scripts" if os.name == "nt" else "bin")
