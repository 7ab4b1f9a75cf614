"""Runs the whole check of the checkout, step by step, and says how long each step took.

Every step runs even when an earlier one failed, so that one run tells everything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BIN = Path(sys.executable).parent
_FRONT_END = [sys.executable, "web/front_end.py", "run"]


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(_BIN / name), *arguments]


STEPS: dict[str, list[str]] = {
    "format": _tool("ruff", "format", "--check", "."),
    "lint": _tool("ruff", "check", "."),
    "types": _tool("mypy"),
    "imports": _tool("lint-imports", "--no-logo"),
    "web types": [*_FRONT_END, "types"],
    "api types": [sys.executable, "tools/api_types.py", "--check"],
    "web lint": [*_FRONT_END, "lint"],
    "web imports": [*_FRONT_END, "floors"],
    "web tests": [*_FRONT_END, "test"],
    "tests": _tool(
        "pytest",
        # A file stays on one worker: its fixtures are made once, and a page's examples follow one
        # another. They come in the order that conftest.py gives them; one more worker than cores
        # fills the waits for the browser.
        *(f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=loadfile"),
        "--no-loadscope-reorder",
        *("--cov", "--cov-report=term:skip-covered", "--durations=8", "--durations-min=3"),
    ),
}

# Every machine checks the same, whatever its shell says of Python's own streams and files.
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    "NO_COLOR": "1",
}


def main(wanted: list[str]) -> int:
    """Run the steps named, or all of them, and return the exit code."""
    took: dict[str, float] = {}
    failed: list[str] = []
    for name in wanted or STEPS:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(STEPS[name], cwd=ROOT, env=_ENVIRONMENT, check=False)
        took[name] = time.monotonic() - began
        if done.returncode:
            failed.append(name)
    print()
    for name, seconds in took.items():
        print(f"{name:<12} {seconds:6.1f} s  {'FAILED' if name in failed else 'ok'}")
    print(f"{'all checks':<12} {sum(took.values()):6.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
