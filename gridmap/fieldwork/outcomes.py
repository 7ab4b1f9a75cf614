"""The words of a visit: how it ended, how it was made, how it was written down."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.errors import InputError

__all__ = ["MODES", "OUTCOMES", "UNTRIED", "WITHDRAWN", "Mode", "Outcome", "Source", "code_words"]


class Outcome(StrEnum):
    """How a visit ended (入户走访结果)."""

    MET = "met"  # 见面
    NO_ANSWER = "no_answer"  # 没人
    NO_ACCESS = "no_access"  # 进不了门
    REFUSED = "refused"  # 拒访
    VACANT = "vacant"  # 空置
    MOVED = "moved"  # 已搬走
    NOT_FOUND = "not_found"  # 查无此户


class Mode(StrEnum):
    """How a visit was made; only ``door`` counts for coverage."""

    DOOR = "door"  # 上门
    PHONE = "phone"  # 电话
    CHAT = "chat"  # 微信
    ELSEWHERE = "elsewhere"  # 别处遇到


class Source(StrEnum):
    """How a visit came to be written down; all count the same."""

    ON_THE_SPOT = "on_the_spot"  # 现场
    LATER = "later"  # 补录
    PAPER = "paper"  # 纸单
    TOLD = "told"  # 代录


OUTCOMES: Final = tuple(Outcome)
"""Outcomes by their number in arrays."""
MODES: Final = tuple(Mode)
"""Modes by their number in arrays."""

WITHDRAWN: Final = -1
"""In place of a fact's outcome: this correction takes the visit back."""
UNTRIED: Final = -1
"""In place of a door's outcome: nobody has been there."""


def code_words(
    words: Iterable[object], vocabulary: type[StrEnum], *, missing: int
) -> NDArray[np.int8]:
    """Turn words into their numbers in ``vocabulary``.

    Parameters
    ----------
    words
        Words of the vocabulary; ``None`` where there is none.
    vocabulary
        :class:`Outcome`, :class:`Mode` or :class:`Source`.
    missing
        Number that stands for ``None``.

    Raises
    ------
    InputError
        ``word-unknown`` for any other word.

    Examples
    --------
    >>> code_words(["met", None, "refused"], Outcome, missing=WITHDRAWN).tolist()
    [0, -1, 3]
    """
    numbers: dict[object, int] = {word.value: number for number, word in enumerate(vocabulary)}
    numbers[None] = missing
    try:
        return np.array([numbers[word] for word in words], dtype=np.int8)
    except KeyError as unknown:
        raise InputError(
            "word-unknown",
            what=vocabulary.__name__.lower(),
            word=unknown.args[0],
            known=", ".join(vocabulary),
        ) from None
