"""Help pages and misuse, read by somebody new, in both languages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from gridmap.cli.console import data, talk

PAGES = """
from typer.main import get_command
from gridmap.cli.app import app

def helps(command, words):
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from helps(below, [*words, name])

command = get_command(app)
for words in helps(command, []):
    print("=== page")
    try:
        command([*words, "--help"], prog_name="gridmap", standalone_mode=False)
    except SystemExit:
        pass
"""


def spoken(script: str, lang: str, width: int) -> str:
    """Run a script in a process that speaks ``lang`` from the beginning."""
    environment = {**os.environ, "GRIDMAP_LANG": lang, "COLUMNS": str(width), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    ("lang", "foreign"),
    [
        ("en", ["用法", "选项"]),
        ("zh", ["Usage", "OPTIONS", "Options", "Show", "required", "default", "<dir>", "<bool>"]),
    ],
)
def test_every_help_page_is_whole_and_in_one_language(lang, foreign, width):
    pages = spoken(PAGES, lang, width)

    begun = pages.count({"en": "Usage: gridmap", "zh": "用法：gridmap"}[lang])
    assert begun == pages.count("=== page") > 10
    assert "…" not in pages  # nothing was cut
    assert [word for word in foreign if word in pages] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["coverage"], "'--by' is missing."),
        (["coverage", "--by", "street"], "'--by' can't be used as given: 'street' is not one of"),
        (["coverage", "--nope"], "There is no option --nope."),
        (["coverage", "--by"], "'--by' needs a value behind it."),
        (["import", "areas", "--dry-run=x"], "'--dry-run' takes no value."),
        (["coverage", "--by", "grid", "more"], "There is no place here for more."),
        (["cover"], 'There is no command "cover". There are: demo,'),
        (["import", "areas"], "'FILE' is missing."),
        (["import", "area"], 'There is no command "area". There are: areas,'),
    ],
)
def test_a_misused_command_says_what_is_wrong_and_where_to_look(gridmap, arguments, said):
    ended = gridmap(*arguments, code=2)

    assert said in ended.err
    command = {"coverage": "coverage ", "import": "import "}.get(arguments[0], "")
    assert f"`gridmap {command}" in ended.err
    assert ended.out == ""


def test_the_help_of_the_very_command_is_named(gridmap):
    assert "`gridmap import areas --help`" in gridmap("import", "areas", code=2).err


@pytest.mark.parametrize("arguments", [[], ["import"]])
def test_without_a_command_there_is_help_and_no_error(gridmap, arguments):
    ended = gridmap(*arguments, code=2)

    assert "Commands" in ended.out + ended.err
    assert "Error" not in ended.err


def test_no_fingerprint_comes_out_as_a_picture(capsys):
    for console in (data, talk):
        console.print("3F:AB:12", markup=False)
    assert [*capsys.readouterr()] == ["3F:AB:12\n"] * 2
