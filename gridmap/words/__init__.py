"""Every sentence gridmap says, in Chinese and English.

The sentences live in Fluent files, one folder per language and one file per domain
(``en/errors.ftl``, ``zh-CN/errors.ftl`` ...). Code never holds a sentence: it holds a key and the
facts, and :func:`say` puts them into words at the door where a person reads them.
"""

from __future__ import annotations

import locale
import os
import re
from functools import cache
from importlib.resources import files
from math import inf
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

__all__ = ["LANGUAGES", "Language", "keys", "language", "say"]


Language = Literal["zh-CN", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# Facts that say which one, not how many: no. 1002, not 1,002.
_WHICH = frozenset({"number", "first", "last"})
# Numbers from here on cannot be grouped, and are none that anybody counts.
_GROUPED = 1e15
# Enough for any fact of ours; of foreign texts nobody reads more (and Fluent takes only 1000).
_LONGEST = 900
# Where a sentence begins in a Fluent file, and where it quotes another.
_BEGINNING = re.compile(r"^(?=[A-Za-z][\w-]* *=)", re.MULTILINE)
_QUOTED = re.compile(r"\{ *([a-z][\w-]*) *\}")


def language() -> Language:
    """Tell the language of the person at this machine.

    ``GRIDMAP_LANG`` wins, then the POSIX locale variables, then the system's own locale; anything
    that is not Chinese reads English.
    """
    spoken = next(
        (
            value
            for name in ("GRIDMAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
            if (value := os.environ.get(name))
        ),
        locale.getlocale()[0] or "",
    )
    return "zh-CN" if spoken.lower().startswith(("zh", "chinese")) else "en"


@cache
def _bundle(lang: Language) -> FluentBundle:
    # Loaded when somebody speaks: processes that only read files never do.
    from fluent.runtime import FluentBundle  # noqa: PLC0415

    # Isolation marks are for bidirectional scripts; in a terminal or a CSV they are only noise.
    return FluentBundle([lang], use_isolating=False)


@cache
def _entries(lang: Language) -> dict[str, str]:
    """Texts of all sentences, each from its key to the next: read, but not taken apart yet."""
    texts = (
        text
        for page in files(__name__).joinpath(lang).iterdir()
        if page.name.endswith(".ftl")
        for text in _BEGINNING.split(page.read_text(encoding="utf-8"))[1:]
    )
    return {text.partition("=")[0].strip(): text for text in texts}


def _take_apart(bundle: FluentBundle, lang: Language, key: str) -> None:
    """Let a bundle know a sentence, and those it quotes.

    All of them together would take longer than most commands; one needs some of them.
    """
    from fluent.runtime import FluentResource  # noqa: PLC0415

    text = _entries(lang)[key]
    for quoted in _QUOTED.findall(text):
        _take_apart(bundle, lang, quoted)
    bundle.add_resource(FluentResource(text))


@cache
def keys(lang: Language) -> frozenset[str]:
    """List the keys that have a sentence in ``lang``."""
    return frozenset(_entries(lang))


def say(key: str, /, *, lang: Language | None = None, **fields: object) -> str:
    """Put the facts ``fields`` into the sentence ``key``.

    Parameters
    ----------
    key
        Name of the sentence in the catalogues, for example ``"crs-missing"``.
    lang
        Language to speak; the reader's own (:func:`language`) by default.
    **fields
        The sentence's variables. Numbers are grouped as the language does, but for ``number``,
        ``first`` and ``last``, which say which one and not how many; everything else is written as
        ``str`` does, foreign texts of any length shortened.

    Raises
    ------
    KeyError
        If the catalogue has no such sentence or a variable is missing.
    """
    lang = lang or language()
    bundle = _bundle(lang)
    if not bundle.has_message(key):
        _take_apart(bundle, lang, key)
    facts = {
        name: value
        if isinstance(value, int | float) and name not in _WHICH and _countable(value)
        else _shortened(str(value))
        for name, value in fields.items()
    }
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise KeyError(key)
    sentence, faults = bundle.format_pattern(pattern, facts)
    if faults:
        raise KeyError(f"{key}: {faults}")
    return str(sentence)


def _countable(value: float) -> bool:
    return not _GROUPED <= abs(value) < inf


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
