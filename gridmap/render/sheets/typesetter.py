"""The process that typesets: a folder of pages in, a PDF in the same folder.

Whole atlases take a gigabyte, which a process of its own gives back, and nothing but the end of its
process stops the typesetter. Started by :mod:`gridmap.render.sheets.typeset` as a file, not as a
module: it needs nothing of gridmap, and begins at once. It ends when whoever started it does.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import typst

__all__ = ["main"]


def main(folder: Path) -> None:
    """Set what is asked for in ``asked.json``; leave it in ``made.pdf``."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    typst.compile(**asked, format="pdf", output=str(folder / "made.pdf"))


def _end_with_the_parent() -> None:
    os.read(sys.stdin.fileno(), 1)  # below Python's buffer, whose lock would outlive the work
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
