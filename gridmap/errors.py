"""What can go wrong, as types.

An error carries a ``code`` and the facts about it, never a finished sentence: the sentence is found
by the code in :mod:`gridmap.words`, the HTTP status in :mod:`gridmap.api`, the exit code in
:mod:`gridmap.cli`. Tests hold all three tables complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gridmap.words import Language, say

__all__ = [
    "Conflict",
    "CrsError",
    "Finding",
    "GridmapError",
    "GridmapWarning",
    "InputError",
    "NetworkError",
    "NotFound",
    "NotPermitted",
    "NotSignedIn",
    "Severity",
    "StoreError",
    "TilingError",
    "TooOften",
]


class GridmapError(Exception):
    """Root of every error gridmap raises on purpose.

    Parameters
    ----------
    code
        Key of the sentence that tells a person what happened and what to do.
    **fields
        The facts of the case, named as the sentence's variables.
    """

    def __init__(self, code: str, /, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def sentence(self, lang: Language | None = None) -> str:
        """Say it in ``lang``, or in the reader's own language."""
        return say(self.code, lang=lang, **self.fields)

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (uploads are read in a child process).
        return _restore, (type(self), self.code, self.fields)


class GridmapWarning(UserWarning):
    """There is something to look at; of a file ``.attrs["findings"]`` of its frame has it all."""


def _restore(kind: type[GridmapError], code: str, fields: dict[str, object]) -> GridmapError:
    return kind(code, **fields)


class InputError(GridmapError):
    """Something handed to gridmap cannot be used as it is: a file, a row, a parameter."""


class CrsError(InputError):
    """A coordinate system is missing, contradictory or plainly not the data's own."""


class TilingError(InputError):
    """Areas that must not overlap do, where the work cannot go on."""


class NotFound(GridmapError):
    """The thing asked for is not in this workspace."""


class Conflict(GridmapError):
    """The world has moved on since the caller looked; a person has to decide."""


class NotPermitted(GridmapError):
    """This caller may not do or see that."""


class NotSignedIn(GridmapError):
    """Who calls is not known, or could not prove who they are."""


class TooOften(GridmapError):
    """It was tried so often that whoever tries has to wait; ``seconds`` tells how long."""


class StoreError(GridmapError):
    """The database or the disk below it cannot do what was asked; nothing was changed."""


class NetworkError(GridmapError):
    """An outside service could not be reached or answered with a failure."""


Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling that did not stop the work.

    Attributes
    ----------
    code
        Key of its sentence, as in :class:`GridmapError`.
    severity
        ``error``: the row was left out; ``warning``: it came in, look at it; ``note``: for
        information.
    row
        1-based number of the record in its source (for tables: the line a spreadsheet shows), or
        ``None`` where it concerns the whole. The sentence does not name it: whoever shows the
        finding puts it in front.
    fields
        The facts, named as the sentence's variables.
    ref
        What the source calls the record, where that leads to it better than a number does
        (``way/123`` of OpenStreetMap).
    """

    code: str
    severity: Severity = "warning"
    row: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    ref: str | None = None

    def sentence(self, lang: Language | None = None) -> str:
        """Say it in ``lang``, or in the reader's own language."""
        return say(self.code, lang=lang, **self.fields)
