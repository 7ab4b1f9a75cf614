"""What nobody foresaw, written down without a word of what may be somebody's data."""

from __future__ import annotations

import logging
import traceback

from gridmap.errors import GridmapError

__all__ = ["places_of", "problem_of"]

_log = logging.getLogger(__name__)


def places_of(error: BaseException | None) -> str:
    """Tell kinds and places of an error and of those behind it, and not one word that they say.

    What an error says may be a name, a phone, a line of a ledger.
    """
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        frames = traceback.extract_tb(error.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


def problem_of(error: Exception, unforeseen: str) -> GridmapError:
    """Tell whoever waits for long work why it failed; what nobody foresaw goes to the log.

    Parameters
    ----------
    unforeseen
        Code of what they are told where nobody foresaw it.
    """
    if isinstance(error, GridmapError):
        return error
    _log.error("%s\n%s", unforeseen, places_of(error))
    return GridmapError(unforeseen)
