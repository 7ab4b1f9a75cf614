"""``python -m gridmap``."""

from __future__ import annotations

from gridmap.cli import main

if __name__ == "__main__":
    main()
