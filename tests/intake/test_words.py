"""Every code that intake can say has a sentence, and every sentence is said."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from gridmap.words import keys

PACKAGE = Path(__file__).resolve().parents[2] / "gridmap"
# Built from a name: "mode-unknown" and "source-unknown".
COMPOSED = {"mode-unknown", "source-unknown"}


def strings() -> set[str]:
    return {
        node.value
        for file in (PACKAGE / "intake").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def raised() -> set[str]:
    """First arguments of errors and findings."""
    return {
        call.args[0].value
        for file in (PACKAGE / "intake").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("InputError", "CrsError", "NetworkError", "Finding", "tell")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def sentences(lang: str) -> set[str]:
    text = (PACKAGE / "words" / lang / "intake.ftl").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z0-9-]*) =", text, re.MULTILINE))


def test_every_code_has_a_sentence() -> None:
    assert raised() <= keys("en") & keys("zh-CN")
    assert len(raised()) > 50


def test_every_sentence_is_said_somewhere() -> None:
    assert sentences("en") == sentences("zh-CN")
    assert sentences("en") - strings() - COMPOSED == set()


def test_a_finding_leaves_its_row_to_whoever_shows_it() -> None:
    errors = {
        call.args[0].value
        for file in (PACKAGE / "intake").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id.endswith("Error")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    for lang in ("en", "zh-CN"):
        text = (PACKAGE / "words" / lang / "intake.ftl").read_text(encoding="utf-8")
        named = set(re.findall(r"^([a-z][a-z0-9-]*) = .*\$row\b", text, re.MULTILINE))
        assert named <= errors
