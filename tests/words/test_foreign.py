"""What libraries and the system tell in English alone is said in both languages."""

from __future__ import annotations

import errno
import importlib
import pkgutil
import socket
import ssl
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from pydantic import TypeAdapter
from pydantic_core.core_schema import ErrorType

import gridmap.api.routes
from gridmap.settings import Settings
from gridmap.words import LANGUAGES, say
from gridmap.words.foreign import SAID_OF_THE_SYSTEM, WANTED, system_reason, wanted
from tests.words.test_catalogues import PAGES, catalogue

# How pydantic's errors begin that come from a part of a schema, where that is called otherwise.
CALLED = {"str": "string", "model-fields": "model", "literal": "literal_error"}
# Parts whose errors no reader meets: what is filled in is ours, and no union here has tags.
UNHEARD = {"default", "union"}
# Errors that come from what a part of a schema asks beyond its kind.
ASKED = {
    "ge": {"greater_than_equal"},
    "gt": {"greater_than"},
    "le": {"less_than_equal"},
    "lt": {"less_than"},
    "min_length": {"too_short", "string_too_short"},
    "max_length": {"too_long", "string_too_long"},
    "pattern": {"string_pattern_mismatch"},
    "tz_constraint": {"timezone_aware"},
    "extra_behavior": {"extra_forbidden"},
}
# What any request can lack or be.
ALWAYS = {"missing", "json_invalid", "invalid_key"}


def schemas() -> Iterator[Any]:
    """What the routes read of requests, and what stands in the settings."""
    for module in pkgutil.iter_modules(gridmap.api.routes.__path__):
        part = importlib.import_module(f"gridmap.api.routes.{module.name}")
        for router in vars(part).values():
            if isinstance(router, APIRouter):
                for route in router.routes:
                    yield from _read(route.dependant)
    yield Settings.__pydantic_core_schema__


def _read(dependant: Dependant) -> Iterator[Any]:
    ways = ("path_params", "query_params", "header_params", "cookie_params", "body_params")
    for way in ways:
        for field in getattr(dependant, way):
            yield TypeAdapter(field.field_info.rebuild_annotation()).core_schema
    for below in dependant.dependencies:
        yield from _read(below)


def parts(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for name, below in schema.items():
            if name not in {"metadata", "serialization"}:
                yield from parts(below)
    elif isinstance(schema, list | tuple):
        for below in schema:
            yield from parts(below)


def test_whatever_is_wrong_with_a_request_has_a_sentence_of_its_own():
    found = [part for schema in schemas() for part in parts(schema)]
    kinds = {part["type"] for part in found if isinstance(part.get("type"), str)}
    begun = tuple(CALLED.get(kind, kind) for kind in kinds - UNHEARD)
    asked = {name for part in found for name in part if name in ASKED}
    possible = ALWAYS.union(*(ASKED[name] for name in asked)) | {
        kind for kind in get_args(ErrorType) if kind == "enum" or kind.startswith(begun)
    }

    assert {"int", "date", "model-fields", "literal"} <= kinds
    assert {"ge", "max_length", "tz_constraint"} <= asked
    assert sorted(possible - WANTED.keys() - {"value_error"}) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_that_pydantic_tells_is_said(lang):
    assert set(get_args(ErrorType)) >= WANTED.keys()
    facts = ("ge", "le", "gt", "lt", "min_length", "max_length", "expected", "pattern")
    told = dict.fromkeys(facts, 7)
    for kind in get_args(ErrorType):
        said = wanted({"type": kind, "ctx": told, "input": "x"}, lang)
        assert "None" not in said
        # Whatever is asked for is named.
        key = WANTED.get(kind, "wanted-other")
        assert ("7" in said) == bool(catalogue(lang)[key])


def test_a_validator_of_our_own_names_its_sentence():
    for own, said in (("wanted-one-place", "wanted-one-place"), ("in English", "wanted-other")):
        finding = {"type": "value_error", "ctx": {"error": ValueError(own)}}
        assert wanted(finding, "zh-CN") == say(said, lang="zh-CN")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_of_the_system_has_its_words(lang):
    [entry] = [
        entry
        for page in PAGES[lang]
        for entry in FluentParser().parse(page.read_text(encoding="utf-8")).body
        if isinstance(entry, ftl.Message) and entry.id.name == "system-reason"
    ]
    [choice] = entry.value.elements
    named = {variant.key.name for variant in choice.expression.variants}
    assert named == SAID_OF_THE_SYSTEM | {"other"}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        (OSError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError(errno.EPERM, "Operation not permitted"), "没有权限"),
        (OSError(errno.ETIMEDOUT, "Connection timed out"), "等太久没有回应"),
        (TimeoutError("timed out"), "等太久没有回应"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "找不到这个域名"),
        # Its number is that of another error of the system.
        (ssl.SSLError(errno.EPERM, "[SSL] wrong version number"), "加密连接没建起来"),
        (OSError(errno.ENOTTY, "Inappropriate ioctl for device"), "Inappropriate ioctl for device"),
        (OSError("cannot identify image file"), "cannot identify image file"),
    ],
)
def test_the_system_is_heard_in_the_language_of_the_reader(fault, said):
    assert say("port-taken", lang="zh-CN", port="80", reason=system_reason(fault)) == (
        f"端口 80 不能用：{said}。用 --port 换一个。"
    )


def test_what_came_over_a_line_is_not_passed_on():
    assert system_reason(UnicodeError("secret")) == "UnicodeError"
