"""Letters to the households that change leader by a plan, as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gridmap.errors import InputError
from gridmap.render.days import day_words
from gridmap.render.sheets import (
    LetterPaper,
    NoticeLetter,
    demand_web_address,
    font_family,
    notice_letters,
    set_in,
    typeset,
)
from gridmap.render.short_names import short_name
from gridmap.territory.codes import number_if_new
from gridmap.territory.policy import Act
from gridmap.usecases.atlas import Printed
from gridmap.usecases.letter_text import LetterField, check_letter, fill_letter, letter_text
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.plan_changes import plan_changes
from gridmap.usecases.plan_views import permitted_plan
from gridmap.usecases.workspace import Workspace
from gridmap.words import Language, language, say

__all__ = ["LetterWishes", "plan_letters"]


@dataclass(frozen=True, slots=True)
class LetterWishes:
    """How letters are made.

    Attributes
    ----------
    text
        With fields in braces; what :func:`~gridmap.usecases.letter_text.letter_text` has otherwise.
    address
        Where phones find the server; letters have no square code without it.
    font
        A font file to set in.

    Raises
    ------
    InputError
        ``address-not-web``.
    """

    text: str | None = None
    paper: LetterPaper = LetterPaper.A4
    lang: Language | None = None
    address: str | None = None
    font: Path | None = None

    def __post_init__(self) -> None:
        if self.address is not None:
            demand_web_address(self.address)


def plan_letters(
    workspace: Workspace,
    name: str,
    wishes: LetterWishes = LetterWishes(),
    *,
    most: int | None = None,
) -> Printed:
    """Print a letter for each household that changes leader; it is written down.

    One that was in no grid or patch before is told where it belongs from now on.

    No resident is named. Leaders are where the text asks for them, as far as the actor may see who
    serves there.

    Raises
    ------
    NotFound, NotPermitted
        As :func:`gridmap.usecases.plans.plan`.
    InputError
        ``letters-none`` if nobody changes leader, ``letters-too-many`` if there are more than
        ``most``; ``font-unreadable``; as
        :func:`~gridmap.usecases.letter_text.check_letter`.
    """
    if wishes.font is not None:
        font_family(wishes.font)
    lang = wishes.lang or language()
    given = letter_text(workspace, lang).text if wishes.text is None else wishes.text
    heading, _, body = check_letter(given, lang).partition("\n")
    told = plan_changes(workspace, name)
    rows = told.letters.to_dict("records")
    if not rows:
        raise InputError("letters-none", name=name)
    if most is not None and len(rows) > most:
        raise InputError("letters-too-many", letters=len(rows), most=most)
    with workspace.writing() as conn:
        row, _ = permitted_plan(workspace, conn, name, Act.SEE)
        note_look(workspace, conn, LookAct.SHEETS, area=row["area"], count=len(rows))
    letters = []
    for one in rows:
        facts = _facts(workspace, one, lang)
        # Where nobody was responsible before, nothing goes from one to another.
        is_first = one["from_grid"] is None and one["from_patch"] is None
        first = _first(facts, lang) if is_first else None
        filled = [fill_letter(text, facts, first) for text in (heading, body.strip("\n"))]
        letters.append(NoticeLetter(facts[LetterField.HOME], *filled))
    with set_in(wishes.font):
        pages = notice_letters(
            letters,
            lang=lang,
            paper=wishes.paper,
            duty_phone=workspace.settings.duty_phone,
            badge_check=None if wishes.address is None else f"{wishes.address.rstrip('/')}/#/badge",
            draft=row["state"] != "approved",
        )
    title = say("sheet-letter-file", lang=lang)
    boxed: list[str] = []
    pdf = typeset(pages, title=f"{title} {name}", lang=lang, font=wishes.font, boxed=boxed)
    return Printed(pdf, len(letters), len(pages), tuple(boxed))


def _first(facts: Mapping[LetterField, str], lang: Language) -> str:
    """Say where a household belongs that was nowhere before."""
    day, home, after = (
        facts[one] for one in (LetterField.DAY, LetterField.HOME, LetterField.AFTER)
    )
    return say("sheet-letter-first", lang=lang, day=day, home=home, after=after)


def _facts(workspace: Workspace, row: Mapping[Any, Any], lang: Language) -> dict[LetterField, str]:
    """Say what is known of one household."""

    def joined(*parts: str | None) -> str:
        return " ".join(part for part in parts if part)

    def place(side: str) -> str:
        # What has no name is called by its number, not by fifteen digits; new ones have no code.
        named = [
            short_name(name, None, level, lang)
            if name and (name.isdecimal() or number_if_new(name) is not None)
            else name
            for level in ("grid", "patch")
            for name in [row[f"{side}_{level}"]]
        ]
        return joined(*named) or "—"

    none_yet = say("sheet-letter-none-yet", lang=lang)
    unit = say("sheet-unit", lang=lang, unit=row["unit"]) if row["unit"] else None
    on = row["from_day"]
    day = say("sheet-letter-some-day", lang=lang)
    if on is not None:
        day = day_words(date.fromisoformat(on), lang)
    return {
        LetterField.HOME: joined(row["address"], unit, row["door"]) or "—",
        LetterField.BEFORE: place("from"),
        LetterField.AFTER: place("to"),
        LetterField.OLD_LEADER: row["from_leader"] or none_yet,
        LetterField.NEW_LEADER: row["to_leader"] or none_yet,
        LetterField.DAY: day,
        LetterField.PHONE: workspace.settings.duty_phone or "—",
        LetterField.OFFICE: workspace.settings.name,
        LetterField.TODAY: day_words(workspace.today(), lang),
    }
