"""Runs the whole check of the checkout, step by step, and says how long each step took.

`check.py coverage` runs the tests and tells which lines and branches none of them reaches. That is
asked for by name only: to trace every line takes almost half as long again.

Every step runs even when an earlier one failed, so that one run tells everything. Short steps run
side by side, one to a core, and each is heard when it is through; then come the tests. Types are
looked through beside all of these, in the time that they leave idle.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORES = os.cpu_count() or 1
_BIN = Path(sys.executable).parent
_FRONT_END = [sys.executable, "web/front_end.py", "run"]


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(_BIN / name), *arguments]


# The longest begin, so that no core is idle at the end.
SHORT: dict[str, list[str]] = {
    "web tests": [*_FRONT_END, "test"],
    "api types": [sys.executable, "tools/api_types.py", "--check"],
    "kernels": [sys.executable, "-m", "tools.kernels"],
    "web types": [*_FRONT_END, "types"],
    "web lint": [*_FRONT_END, "lint"],
    "web imports": [*_FRONT_END, "floors"],
    "imports": _tool("lint-imports", "--no-logo"),
    "lint": _tool("ruff", "check", "."),
    "format": _tool("ruff", "format", "--check", "."),
}
_TESTS = _tool(
    "pytest",
    # A file stays on one worker: its fixtures are made once, and a page's examples follow one
    # another. They come in the order that conftest.py gives them. With browsers and servers beside
    # them a worker for each core keeps all of these busy; each more only loads everything again.
    *(f"--numprocesses={CORES}", "--dist=loadfile"),
    "--no-loadscope-reorder",
    *("--durations=8", "--durations-min=3"),
)
# Tests wait for browsers, servers and processes, and their workers end one after the other: that
# is time enough for what may take any.
BESIDE: dict[str, list[str]] = {"types": ["nice", "-n", "19", *_tool("mypy")]}
LONG: dict[str, list[str]] = {"tests": _TESTS}
ASKED_FOR: dict[str, list[str]] = {
    "coverage": [*_TESTS, "--cov", "--cov-report=term:skip-covered"],
}

# Every machine checks the same, whatever its shell says of Python's own streams and files.
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    "NO_COLOR": "1",
}


def _title(name: str) -> None:
    print(f"\n== {name}", flush=True)


def _apart(name: str) -> tuple[str, float, int, bytes]:
    """Run a step and keep what it says; tell its name, seconds, exit code and words."""
    began = time.monotonic()
    done = subprocess.run(
        {**SHORT, **BESIDE}[name],
        cwd=ROOT,
        env=_ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return name, time.monotonic() - began, done.returncode, done.stdout


def main(wanted: list[str]) -> int:
    """Run the steps named, or all of them, and return the exit code."""
    steps = wanted or [*SHORT, *BESIDE, *LONG]
    alone = {**LONG, **ASKED_FOR}
    if unknown := set(steps) - {*SHORT, *BESIDE, *alone}:
        known = ", ".join([*SHORT, *BESIDE, *alone])
        sys.exit(f"No such step: {', '.join(sorted(unknown))}. Steps: {known}")
    took: dict[str, float] = {}
    failed: list[str] = []
    began = time.monotonic()

    def hear(running: list[Future[tuple[str, float, int, bytes]]]) -> None:
        for ended in as_completed(running):
            name, took[name], code, said = ended.result()
            _title(name)
            sys.stdout.buffer.write(said)
            sys.stdout.flush()
            if code:
                failed.append(name)

    with ThreadPoolExecutor(len(BESIDE)) as margin:
        beside = [margin.submit(_apart, name) for name in BESIDE if name in steps]
        with ThreadPoolExecutor(CORES) as cores:
            hear([cores.submit(_apart, name) for name in SHORT if name in steps])

        for name in (name for name in alone if name in steps):
            _title(name)
            at = time.monotonic()
            done = subprocess.run(alone[name], cwd=ROOT, env=_ENVIRONMENT, check=False)
            took[name] = time.monotonic() - at
            if done.returncode:
                failed.append(name)
        hear(beside)

    print()
    for name, seconds in took.items():
        print(f"{name:<12} {seconds:6.1f} s  {'FAILED' if name in failed else 'ok'}")
    print(f"{'all checks':<12} {time.monotonic() - began:6.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
