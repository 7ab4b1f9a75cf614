"""The generated demo: an invented town with a real subdistrict's names and codes.

``town(today)`` draws streets, builds on the blocks between them, divides the ground between
communities, grids and patches, and sends people on their rounds, the same on every run.
"""

from __future__ import annotations

from gridmap.demo.subdistrict import Town, town

__all__ = ["Town", "town"]
