"""The command line: data on stdout, talk on stderr, in the reader's language."""

from __future__ import annotations

from gridmap.cli.app import main

__all__ = ["main"]
