"""Writes the TypeScript types of the HTTP interface, or with ``--check`` holds them up to date."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(options: list[str]) -> int:
    """Hand the API's own description to the generator."""
    described = subprocess.run(
        [sys.executable, "-m", "gridmap.api.openapi"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "openapi.json")
        schema.write_bytes(described.stdout)
        done = subprocess.run(
            [sys.executable, "web/front_end.py", "run", "api-types", schema, *options],
            cwd=ROOT,
            check=False,
        )
    if done.returncode and "--check" in options:
        print("The API has changed: run `make api-types` and commit web/src/api/schema.ts.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
