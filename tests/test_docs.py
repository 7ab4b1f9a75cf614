"""What the documentation lists is all there is, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from gridmap.api.openapi import describe
from gridmap.cli.app import app
from gridmap.cli.exits import EXIT_CODES
from gridmap.fieldwork.coverage import CoverageFigure
from gridmap.fieldwork.outcomes import Outcome
from gridmap.intake.things import THINGS
from gridmap.intake.vocabulary import LEVELS, MODES, OCCUPANCIES, OUTCOMES, SOURCES
from gridmap.render.tables.rows import KEYS
from gridmap.settings import Settings
from gridmap.store.layers import LAYERS

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
FORMATS = (CHECKOUT / "docs" / "formats.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    found = re.search(rf"^(#+) {title}$(.*?)(?=^#{{1,3}} |\Z)", FORMATS, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[2]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = page if not path else (page.parent / path).resolve()
        assert there.exists(), f"{page.name} → {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in slugs, f"{page.name} → {target}"


@pytest.mark.parametrize("thing", THINGS.values(), ids=lambda thing: thing.name)
def test_every_column_and_header_is_listed(thing) -> None:
    listed = section(thing.name.capitalize())
    for column, headers in thing.columns.items():
        needed = " (needed)" if column in thing.required else ""
        assert f"| `{column}`{needed} | {' · '.join(headers)} |" in listed


def test_every_word_of_cells_is_listed() -> None:
    listed = section("Words in cells").casefold()
    for words in (OUTCOMES, MODES, SOURCES, LEVELS, OCCUPANCIES):
        for meant in set(words.values()):
            assert f"| `{meant}` |" in listed
    squeezed = re.sub(r"[\s_-]", "", listed)
    assert all(word in squeezed for words in (OUTCOMES, LEVELS, OCCUPANCIES) for word in words)


def test_every_setting_is_listed() -> None:
    listed = section("Settings")
    for name, field in Settings.model_fields.items():
        assert f"| `{name}` | `GRIDMAP_{name.upper()}` |" in listed
        several = isinstance(field.default, tuple)
        default = list(field.default) if several else field.default
        assert default is None or str(default) in listed


def test_every_exit_code_is_listed() -> None:
    listed = {
        int(code) for code in re.findall(r"^\| (\d+) \|", section("Exit codes"), re.MULTILINE)
    }
    assert listed == {0, 2, 130, *EXIT_CODES.values()}


def test_every_layer_and_table_column_is_listed() -> None:
    assert all(f"| `{layer}` |" in section("GIS layers") for layer in LAYERS)
    assert " ".join(KEYS) in " ".join(section("Coverage tables").split())


def test_every_route_is_listed() -> None:
    listed = section("HTTP")
    for path in describe()["paths"]:
        assert path.removeprefix("/api/v1") in listed


def test_coverage_page_names_every_figure() -> None:
    page = (CHECKOUT / "docs" / "coverage.md").read_text(encoding="utf-8")
    figure = CoverageFigure(0, 0, 0, 0, 0, {str(o): 0 for o in Outcome if o != "met"}, {})
    assert all(f"`{name}`" in page for name in figure.row())


def test_guide_shows_every_command() -> None:
    guide = (CHECKOUT / "docs" / "guide.md").read_text(encoding="utf-8")
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        for below in getattr(command, "commands", {}):
            assert f"gridmap {name} {below}" in guide
        assert f"gridmap {name}" in guide
