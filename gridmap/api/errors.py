"""Errors as HTTP answers: one table for the status, the catalogue for the sentence."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from gridmap.api.plain import from_a_person, plain_page
from gridmap.errors import (
    Conflict,
    CrsError,
    Finding,
    GridmapError,
    InputError,
    NetworkError,
    NotFound,
    NotPermitted,
    NotSignedIn,
    StoreError,
    TilingError,
    TooOften,
)
from gridmap.words import Language, keys, say
from gridmap.words.foreign import wanted

__all__ = [
    "STATUS",
    "Problem",
    "answer_with_problems",
    "problem",
    "sentence",
    "spoken",
    "status_of",
    "told_of",
]

STATUS: Mapping[type[GridmapError], int] = {
    GridmapError: 500,
    InputError: 422,
    CrsError: 422,
    TilingError: 422,
    NotFound: 404,
    Conflict: 409,
    NotPermitted: 403,
    NotSignedIn: 401,
    TooOften: 429,
    StoreError: 503,
    NetworkError: 502,
}
"""HTTP status of every kind of error."""

_NOT_FOUND = 404
_HTTP_CODES = {
    _NOT_FOUND: "http-not-found",
    405: "http-method",
    413: "http-too-large",
    421: "http-host",
}


class Problem(BaseModel):
    """What went wrong, for a program (``code``, ``fields``) and for a person (``message``)."""

    code: str = Field(examples=["household-unknown"])
    message: str = Field(examples=["There is no household 0190… in this workspace."])
    fields: dict[str, str] = Field(default={}, examples=[{"household": "0190…"}])


def spoken(request: Request) -> Language:
    """Choose the language of the answer: ``?lang=``, then ``Accept-Language``."""
    wanted = request.query_params.get("lang") or request.headers.get("accept-language", "")
    for choice in wanted.lower().split(","):
        if choice.strip().startswith("zh"):
            return "zh-CN"
        if choice.strip().startswith("en"):
            return "en"
    return "zh-CN"


def sentence(said: GridmapError | Finding, lang: Language) -> str:
    """Say it as it is to be said to somebody in a browser, who has no command line."""
    code = f"{said.code}-in-browser"
    return say(code if code in keys(lang) else said.code, lang=lang, **said.fields)


def told_of(error: GridmapError, lang: Language) -> Problem:
    """Tell of an error where it is not the answer itself."""
    return _told(error.code, sentence(error, lang), error.fields)


def status_of(error: GridmapError) -> int:
    """Tell the HTTP status of an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(request: Request, status: int, code: str, fields: Mapping[str, object]) -> JSONResponse:
    """Answer with a :class:`Problem` in the language of the request."""
    return _answer(status, code, say(code, lang=spoken(request), **fields), fields)


def _answer(status: int, code: str, message: str, fields: Mapping[str, object]) -> JSONResponse:
    return JSONResponse(_told(code, message, fields).model_dump(), status_code=status)


def _told(code: str, message: str, fields: Mapping[str, object]) -> Problem:
    facts = {name: str(value) for name, value in fields.items()}
    return Problem(code=code, message=message, fields=facts)


def _nowhere(request: Request) -> HTMLResponse:
    """Lead a person who opened an address that there is not back to the start."""
    lang = spoken(request)
    inside = request.url.path.removeprefix(request.scope.get("root_path", ""))
    start = "../" * (inside.count("/") - 1) or "./"
    said, lead = (html.escape(say(code, lang=lang)) for code in ("nowhere-why", "nowhere-start"))
    below = f'<p>{said}</p>\n<p><a href="{start}">{lead}</a></p>'
    return plain_page(lang, say("nowhere-title", lang=lang), below, _NOT_FOUND)


def answer_with_problems(app: FastAPI) -> None:
    """Answer every error of ``app`` with a :class:`Problem`."""

    @app.exception_handler(GridmapError)
    async def _known(request: Request, error: GridmapError) -> JSONResponse:
        answer = _answer(
            status_of(error), error.code, sentence(error, spoken(request)), error.fields
        )
        if isinstance(error, TooOften):
            answer.headers["retry-after"] = str(error.fields["seconds"])
        return answer

    @app.exception_handler(RequestValidationError)
    async def _unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        first: dict[str, Any] = error.errors()[0]
        part, *steps = first["loc"]
        # Where in the text of the body reading ended is nothing to look for by name.
        named = steps if first["type"] != "json_invalid" else []
        where = ".".join(map(str, named)) or part
        why = wanted(first, spoken(request))
        return problem(request, 422, "request-unreadable", {"where": where, "why": why})

    @app.exception_handler(StarletteHTTPException)
    async def _refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == _NOT_FOUND and from_a_person(request):
            return _nowhere(request)
        code = _HTTP_CODES.get(error.status_code, "http-refused")
        fields = {"path": request.url.path, "status": error.status_code}
        return problem(request, error.status_code, code, fields)

    @app.exception_handler(Exception)
    async def _unforeseen(request: Request, _error: Exception) -> JSONResponse:
        # What it was is logged at the last door, without a word of what may be somebody's data.
        return problem(request, 500, "http-unforeseen", {})
