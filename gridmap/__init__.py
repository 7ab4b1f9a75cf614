"""gridmap: every household mapped to a building, a patch, a grid and a leader (网格化 / 邻长制).

The functions here take and give GeoDataFrames; ``docs/`` has the guide and the glossary.
"""

from __future__ import annotations

import lazy_loader

# The names and where they live are in __init__.pyi; each module is loaded when first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
