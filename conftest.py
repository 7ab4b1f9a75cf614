"""Examples in the README, the guide and the docstrings are run as tests; the slow come first."""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["README.md", "docs/*.md"],
)
docstrings = Sybil(
    parsers=[DocTestParser(ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["gridmap/*.py", "gridmap/**/*.py"],
)

pytest_collect_file = (pages + docstrings).pytest()


# What takes longest, the longest first: at the end only short files are left to share out.
LONG = (
    "tests/web/test_access.py",
    "tests/usecases/test_live_figures.py",
    "tests/usecases/test_real_towns.py",
    "tests/web/",
    "tests/cli/test_imports.py",
    "tests/usecases/test_demo.py",
    "tests/test_packaging.py",
    "tests/demo/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first and leave all others in their order."""
    items.sort(
        key=lambda item: next(
            (at for at, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)
        )
    )
