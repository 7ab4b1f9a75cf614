"""Photos and scans of ticked sheets: pages found in them, and their boxes read.

Pictures are foreign files: they are decoded and brought flat in the reading process
(:func:`gridmap.intake.sandbox.scan`), which is all that needs the extra ``scans``. Boxes are read
from the flat page (:func:`read_boxes`).
"""

from __future__ import annotations

from gridmap.intake.scans.flat import DOTS, FlatPage
from gridmap.intake.scans.judging import BoxReading, BoxState, Doubt, read_boxes

__all__ = ["DOTS", "BoxReading", "BoxState", "Doubt", "FlatPage", "read_boxes"]
