"""Areas as people write them: by code, by name, by the names of those above joined to it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from gridmap.errors import InputError
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level

__all__ = ["AreaNames"]

_BETWEEN: Final = re.compile(r"[\s/\\>·、,，;；\-—–_]+")


class AreaNames:
    """Finds the areas of a tree by what people call them.

    Parameters
    ----------
    aliases
        Other names of areas, by row id.
    """

    def __init__(self, tree: AreaTree, aliases: Mapping[int, Sequence[str]]) -> None:
        self._tree = tree
        self._known: defaultdict[str, list[Area]] = defaultdict(list)
        for area in tree.areas.values():
            path = list(tree.path(area))
            for own in (area.name, *aliases.get(area.id, ())):
                if own is None:
                    continue
                called = _plain(own)
                self._known[called].append(area)
                for above in path[1:]:
                    called = _plain(above.name or "") + called
                    self._known[called].append(area)

    def find(self, text: str, levels: Collection[Level], *, within: str | None = None) -> Area:
        """Find one area.

        Parameters
        ----------
        text
            Its code or name, alone or after the names of areas above it: 荷叶塘社区第1网格.
        levels
            What it can be; empty for anything.
        within
            Code or name of an area above it, where its own name is common.

        Raises
        ------
        InputError
            ``area-name-unknown``, ``area-name-several``.
        """
        top = None if within is None else self.find(within, ())
        coded = self._tree.by_code.get(unicodedata.normalize("NFKC", text).strip())
        found = [coded] if coded is not None else self._known.get(_plain(text), [])
        fitting = {area.id: area for area in found if not levels or area.level in levels}
        if top is not None:
            fitting = {key: area for key, area in fitting.items() if top in self._tree.path(area)}
        if not fitting:
            raise InputError("area-name-unknown", name=text[:80])
        if len(fitting) > 1:
            raise InputError("area-name-several", name=text[:80], count=len(fitting))
        [area] = fitting.values()
        return area


def _plain(name: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", name).casefold())
