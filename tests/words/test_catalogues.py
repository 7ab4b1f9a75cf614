"""Whatever gridmap says can be said in both languages, with the facts that are at hand."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import gridmap
from gridmap import errors, words
from gridmap.api.errors import _HTTP_CODES, STATUS
from gridmap.cli.app import _COMMANDS
from gridmap.cli.exits import EXIT_CODES, exit_code
from gridmap.cli.plan import _FIGURES
from gridmap.errors import GridmapError
from gridmap.fieldwork.cases import HazardCategory, Severity
from gridmap.fieldwork.coverage import BuildingStatus
from gridmap.geo.pinning import Doubt
from gridmap.geo.tiling import DefectKind
from gridmap.planning.bounds import Hindrance
from gridmap.render.tables.ledger import TEMPLATE
from gridmap.settings import Settings
from gridmap.territory.codes import Level
from gridmap.territory.people import Occupancy, Registration
from gridmap.usecases.area_edits import Edit
from gridmap.usecases.ledger_append import APPENDED
from gridmap.usecases.ledger_export import DWELLING_COLUMNS, PREMISES_COLUMNS
from gridmap.usecases.orphans import OrphanKind
from gridmap.usecases.plan_changes import CHANGES, LETTERS
from gridmap.usecases.plan_views import State
from gridmap.usecases.roster import ROSTER
from gridmap.usecases.span import Measure
from gridmap.words import LANGUAGES, Language, keys, language, say
from gridmap.words.foreign import WANTED

PACKAGE = Path(gridmap.__file__).parent
PAGES = {lang: sorted((PACKAGE / "words" / lang).glob("*.ftl")) for lang in LANGUAGES}


BROWSER = "-in-browser"


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.quoted: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.quoted.add(node.id.name)


@cache
def catalogue(lang: Language) -> Mapping[str, frozenset[str]]:
    """Variables of every sentence of a language, with those of the sentences it quotes."""
    own, quoted = {}, {}
    for page in PAGES[lang]:
        for entry in FluentParser().parse(page.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Message):
                seen = _Variables()
                seen.visit(entry.value)
                own[entry.id.name], quoted[entry.id.name] = seen.names, seen.quoted
    return {
        key: frozenset(names).union(*(own[other] for other in quoted[key]))
        for key, names in own.items()
    }


@dataclass(frozen=True)
class Saying:
    """A place that names a sentence; ``facts`` is None where they come from elsewhere."""

    code: str
    facts: frozenset[str] | None
    where: str


ERRORS = {name for name in errors.__all__ if name.endswith(("Error", "Conflict"))} | {
    "NotFound",
    "NotPermitted",
}


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _facts(call: ast.Call) -> frozenset[str] | None:
    """Names of the facts that go with a code, if they are written there."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    named = {str(keyword.arg): keyword.value for keyword in call.keywords}
    if _name(call) != "Finding":
        return frozenset(named) - {"lang"}
    given = named.get("fields", call.args[3] if len(call.args) > 3 else None)
    if given is None:
        return frozenset()
    if not isinstance(given, ast.Dict) or not all(
        isinstance(key, ast.Constant) for key in given.keys
    ):
        return None
    return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))


@cache
def sayings() -> tuple[Saying, ...]:
    """Every place that names its sentence outright."""
    return tuple(_sayings())


def _sayings() -> Iterator[Saying]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and node.args
                and _name(node) in ERRORS | {"Finding", "say"}
            ):
                code = node.args[0]
                where = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                for literal in [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]:
                    if isinstance(literal, ast.Constant):
                        yield Saying(str(literal.value), _facts(node), where)


@cache
def literals() -> frozenset[str]:
    """Every text in the code, front-end pages' words included."""
    return frozenset(
        node.value
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def built() -> Iterator[str]:
    """Sentences whose names are put together in the code."""
    yield from (f"tiling-{kind.value.replace('_', '-')}" for kind in DefectKind)
    yield from (f"shifted-{which}" for which in ("buildings", "areas"))
    yield from (f"{what}-unknown" for what in ("mode", "source"))
    yield from (f"severity-{severity}" for severity in get_args(errors.Severity))
    yield from (f"findings-{title}" for title in ("row", "severity", "message"))
    yield from (f"cli-{name}" for name in _COMMANDS)
    kinds = ("areas", "buildings", "households", "visits", "list", "ledger", "people")
    yield from (f"changes-{kind}" for kind in kinds)
    yield from (f"changes-{what}" for what in ("added", "altered", "vanished", "ambiguous"))
    yield from (f"changes-{what}" for what in ("placeholders", "claimed", "estimates-closed"))
    yield from (f"changes-{what}" for what in ("streets", "gates", "landcover"))
    yield from (f"changes-{what}" for what in ("known", "premises"))
    yield from (f"ledger-address-{reason}" for reason in ("unsure", "unknown", "door"))
    yield from (f"ledger-status-{state}" for state in ("placed", "waiting", "out"))
    yield from (f"ledger-about-{line}" for line in ("one", "two", "three", "four"))
    columns = {*DWELLING_COLUMNS, *PREMISES_COLUMNS, *TEMPLATE, *APPENDED, "row", "reason"}
    yield from (f"column-{name.replace('_', '-')}" for name in columns)
    yield from (f"occupancy-{way}" for way in Occupancy)
    yield from (f"registration-{way.replace('_', '-')}" for way in Registration)
    yield from (f"area-{edit}" for edit in get_args(Edit))
    yield from (f"pins-{wrong.value}" for wrong in Doubt)
    yield from (
        f"doctor-{fact}"
        for fact in ("home", "database", "schema", "metric-crs", "zone", "areas", "buildings")
    )
    yield from (f"doctor-{fact}" for fact in ("households", "visits", "seq"))
    yield from (f"map-level-{level}" for level in Level)
    yield from (f"map-hazard-{category}" for category in HazardCategory)
    yield from (f"map-hazard-mark-{category}" for category in HazardCategory)
    yield from (f"map-severity-{severity}" for severity in Severity)
    yield from (f"map-building-{status}" for status in BuildingStatus)
    yield from (f"settings-{name.replace('_', '-')}" for name in Settings.model_fields)
    yield from (f"roster-{column}" for column in ROSTER)
    yield from (f"cli-span-{measure}" for measure in Measure)
    yield from (f"cli-orphan-{kind}" for kind in OrphanKind)
    yield from (f"plan-level-{level}" for level in (Level.GRID, Level.PATCH))
    yield from (f"plan-{state.replace('_', '-')}" for state in get_args(State))
    yield "plan-discarded-state"
    yield from (f"plan-{figure.replace('_', '-')}" for figure in _FIGURES)
    yield from (f"plan-changes-{column.replace('_', '-')}" for column in {*CHANGES, *LETTERS})
    yield from (f"plan-reason-{reason.value.replace('_', '-')}" for reason in Hindrance)
    yield from _HTTP_CODES.values()
    yield from WANTED.values()
    yield "system-reason"
    yield from (key for key in catalogue("en") if key.endswith(BROWSER))


def test_both_languages_have_the_same_sentences():
    first, second = (set(catalogue(lang)) for lang in LANGUAGES)
    assert first ^ second == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_stands_twice(lang):
    counted = Counter(
        entry.id.name
        for page in PAGES[lang]
        for entry in FluentParser().parse(page.read_text(encoding="utf-8")).body
        if isinstance(entry, ftl.Message)
    )
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_readable(lang):
    for page in PAGES[lang]:
        body = FluentParser().parse(page.read_text(encoding="utf-8")).body
        assert [entry for entry in body if isinstance(entry, ftl.Junk)] == [], page.name
    assert keys(lang) == set(catalogue(lang))


def test_a_sentence_has_the_same_variables_in_both_languages():
    english, chinese = catalogue("en"), catalogue("zh-CN")
    unlike = [key for key in english if english[key] != chinese.get(key)]
    assert unlike == []


def test_every_code_has_a_sentence():
    assert len(sayings()) > 150
    named = {saying.code for saying in sayings()} | set(built())
    assert sorted(named - catalogue("en").keys()) == []


def test_every_sentence_gets_its_facts():
    lacking = [
        (saying.where, saying.code, sorted(catalogue("en")[saying.code] - saying.facts))
        for saying in sayings()
        if saying.facts is not None and not catalogue("en")[saying.code] <= saying.facts
    ]
    assert lacking == []


def test_every_sentence_is_said_somewhere():
    said = literals() | set(built())
    # The words of maps and tables are looked up by their columns' and situations' names.
    columns = {literal.replace("_", "-") for literal in literals()}
    silent = [
        key
        for key in catalogue("en")
        if key not in said
        and not (
            key.partition("-")[0] in {"table", "meaning", "map", "sheet"}
            and any(key.endswith("-" + word) for word in columns if word)
        )
    ]
    assert silent == [], silent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_browser_says_instead_knows_no_command(lang):
    for key, facts in catalogue(lang).items():
        if key.endswith(BROWSER):
            assert facts <= catalogue(lang)[key.removesuffix(BROWSER)]
    pages = {page.name: page.read_text(encoding="utf-8") for page in PAGES[lang]}
    assert "--" not in pages["browser.ftl"]
    assert "Python" not in pages["browser.ftl"]


def _kinds(kind: type[GridmapError] = GridmapError) -> Iterator[type[GridmapError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


def test_every_kind_of_error_has_a_status_and_an_exit_code():
    ours = {kind for kind in _kinds() if kind.__module__.startswith("gridmap.")}
    assert ours == set(STATUS) == set(EXIT_CODES)
    assert all(400 <= status < 600 for status in STATUS.values())
    # 2 is what a misused command gives, 130 an interrupted one.
    assert not {0, 2, 130} & set(EXIT_CODES.values())


def test_a_narrower_error_ends_like_the_wider_one():
    class Odd(errors.TilingError):
        pass

    assert exit_code(Odd("crs-missing", file="x")) == 3


def test_numbers_are_grouped_and_words_are_not():
    assert "1,234" in say("changes-added", lang="en", count=1234)
    assert "430202002001" in say("area-unknown", lang="en", code="430202002001")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_foreign_text_of_any_length_can_be_named(lang):
    said = say("area-unknown", lang=lang, code="9" * 100_000)
    assert "9" * 100 in said
    assert "…" in said
    assert len(said) < 1500


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_fact_is_a_bug_and_not_a_gap_in_the_sentence(lang):
    with pytest.raises(KeyError, match="area-unknown"):
        say("area-unknown", lang=lang)
    with pytest.raises(KeyError):
        say("no-such-sentence", lang=lang)


def test_each_of_those_who_speak_first_at_the_same_time_is_answered(monkeypatch):
    """Then every thread has a bundle of its own, and one of them is kept."""
    monkeypatch.setattr(words, "_bundle", words._bundle.__wrapped__)
    for _ in range(2):
        assert "in an area" in say("office-area", lang="en", office="cadre")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"GRIDMAP_LANG": "zh", "LC_ALL": "en_GB.UTF-8"}, "zh-CN"),
        ({"GRIDMAP_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-CN"),
        ({"LC_MESSAGES": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh-CN"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_readers_language(monkeypatch, environment, expected):
    for name in ("GRIDMAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
