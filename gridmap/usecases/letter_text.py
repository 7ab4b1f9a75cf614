"""The text of letters to households: shipped, or the office's own, with fields in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Final

from gridmap.errors import InputError, StoreError
from gridmap.intake.text import decode
from gridmap.territory.policy import Act, Data
from gridmap.usecases.workspace import Workspace
from gridmap.words import LANGUAGES, Language, say

__all__ = [
    "LetterField",
    "LetterText",
    "check_letter",
    "fill_letter",
    "forget_letter_text",
    "keep_letter_text",
    "letter_text",
    "read_letter_text",
]

_LONGEST: Final = 8_000
# Braces as Chinese keyboards write them count as well.
_FIELD: Final = re.compile(r"[{\uff5b]([^{}\uff5b\uff5d\n]*)[}\uff5d]")
_BRACE: Final = re.compile(r"[{}\uff5b\uff5d]")
_UNSEEN: Final = re.compile(
    r"[^\S\n \u3000]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]"
)


class LetterField(StrEnum):
    """What a letter can say of a household that changes leader."""

    HOME = "home"  # its address, unit and door
    BEFORE = "before"  # the grid and patch it is in
    AFTER = "after"  # those it goes to
    OLD_LEADER = "old-leader"
    NEW_LEADER = "new-leader"
    DAY = "day"  # from which day
    PHONE = "phone"  # the duty phone
    OFFICE = "office"  # the name of the workspace
    TODAY = "today"


_OF_BEFORE: Final = {LetterField.BEFORE, LetterField.OLD_LEADER}


@dataclass(frozen=True, slots=True)
class LetterText:
    """A text of letters: its first line is their heading.

    Attributes
    ----------
    own
        Whether it is the office's, in place of the one that is shipped.
    fields
        Names of what may stand in braces.
    """

    text: str
    own: bool
    fields: tuple[str, ...]


def letter_text(workspace: Workspace, lang: Language) -> LetterText:
    """Read the text of letters in a language: the office's own where there is one.

    Raises
    ------
    InputError
        ``letter-unreadable`` if the office's own is no text.
    """
    workspace.actor.insist(Act.SEE, Data.SETTING_UP)
    file = _own(workspace, lang)
    if file.exists():
        return LetterText(read_letter_text(file), own=True, fields=_names(lang))
    shipped = files("gridmap.words").joinpath(lang, "letter.txt").read_text(encoding="utf-8")
    return LetterText(shipped, own=False, fields=_names(lang))


def read_letter_text(file: Path) -> str:
    """Read a text from a file in any encoding that Chinese offices write.

    Raises
    ------
    InputError
        ``letter-unreadable``.
    """
    try:
        text = decode(file.read_bytes()[: 4 * _LONGEST + 1])
    except OSError:
        text = None
    if text is None:
        raise InputError("letter-unreadable", file=file)
    return text


def keep_letter_text(workspace: Workspace, lang: Language, text: str) -> LetterText:
    """Keep a text as the office's own.

    Raises
    ------
    InputError
        As :func:`check_letter`.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    kept = check_letter(text, lang)
    file = _own(workspace, lang)
    part = file.with_suffix(".part")
    try:
        part.write_text(kept, encoding="utf-8")
        part.replace(file)
    except OSError as fault:
        raise StoreError("letter-not-kept", file=file) from fault
    return LetterText(kept, own=True, fields=_names(lang))


def forget_letter_text(workspace: Workspace, lang: Language) -> LetterText:
    """Go back to the text that is shipped."""
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    _own(workspace, lang).unlink(missing_ok=True)
    return letter_text(workspace, lang)


def check_letter(text: str, lang: Language) -> str:
    """Give a text as it can be filled in: without what cannot be seen.

    Raises
    ------
    InputError
        ``letter-empty``, ``letter-long``; ``letter-field-unknown`` with the names there are;
        ``letter-brace`` where one is not closed, or was never opened.
    """
    plain = _UNSEEN.sub(
        lambda found: "    " if found[0] == "\t" else "", text.replace("\r\n", "\n")
    ).strip("\n ")
    if not plain:
        raise InputError("letter-empty")
    if len(plain) > _LONGEST:
        raise InputError("letter-long", most=_LONGEST)
    known = _by_name()
    for name in _FIELD.findall(plain):
        if _folded(name) not in known:
            joint = say("list-joint", lang=lang)
            raise InputError("letter-field-unknown", name=name, known=joint.join(_names(lang)))
    for number, line in enumerate(plain.split("\n"), start=1):
        if _BRACE.search(_FIELD.sub("", line)):
            raise InputError("letter-brace", number=number, line=line.strip())
    return plain


def fill_letter(text: str, facts: Mapping[LetterField, str], first: str | None = None) -> str:
    """Put facts into the fields of a text that was checked; what they say is not read again.

    Parameters
    ----------
    first
        What stands once for all paragraphs that speak of what was before, where nothing was.
    """
    known = _by_name()
    filled: list[str] = []
    for line in text.split("\n"):
        named = {known[_folded(name)] for name in _FIELD.findall(line)}
        if first is None or not named & _OF_BEFORE:
            filled.append(_FIELD.sub(lambda found: facts[known[_folded(found[1])]], line))
        elif first:
            indent = line[: len(line) - len(line.lstrip())]
            filled.append(f"{indent}{first}")
            first = ""
    return "\n".join(filled)


def _own(workspace: Workspace, lang: Language) -> Path:
    return workspace.home / f"letter.{lang}.txt"


def _names(lang: Language) -> tuple[str, ...]:
    return tuple(say(f"sheet-letter-{field}", lang=lang) for field in LetterField)


def _by_name() -> dict[str, LetterField]:
    """Find fields by their names in every language."""
    return {
        _folded(say(f"sheet-letter-{field}", lang=lang)): field
        for field in LetterField
        for lang in LANGUAGES
    }


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
