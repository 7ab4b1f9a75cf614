"""Examples in the README, the guide and the docstrings are run as tests; the slow come first."""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["README.md", "docs/*.md"],
)
docstrings = Sybil(parsers=[DocTestParser(ELLIPSIS | NORMALIZE_WHITESPACE)], patterns=["*.py"])
collected = (pages + docstrings).pytest()

# Every worker takes the files apart: those without an example cost it seconds for nothing.
WITH_EXAMPLES = {
    file
    for file in (Path(__file__).parent / "gridmap").rglob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Leave what has no example alone."""
    if file_path.suffix == ".md" or file_path in WITH_EXAMPLES:
        return collected(file_path, parent)
    return None


# What takes longest: at the end only short files are left to share out.
LONG = (
    "tests/usecases/test_demo.py",
    "tests/usecases/test_live_figures.py",
    "tests/usecases/test_real_towns.py",
    "tests/demo/",
    "tests/cli/test_imports.py",
)
BROWSER = "tests/web/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first, and the browser's between the others: it waits while they reckon.

    Its files are spread over the first nine tenths of the run, the others over all of it.
    """
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.nodeid.partition("::")[0], []).append(item)
    kinds: tuple[list[str], list[str]] = ([], [])
    for file in files:
        kinds[file.startswith(BROWSER)].append(file)
    at: dict[str, float] = {}
    for browser, kind in enumerate(kinds):
        kind.sort(
            key=lambda file: next(
                (nth for nth, start in enumerate(LONG) if file.startswith(start)), len(LONG)
            )
        )
        share = 0.9 if browser else 1
        at.update((file, share * nth / len(kind)) for nth, file in enumerate(kind))
    items[:] = [item for file in sorted(files, key=at.__getitem__) for item in files[file]]
