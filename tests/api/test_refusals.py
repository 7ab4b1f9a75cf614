"""What the server does not listen to: foreign pages, foreign names, spoilt and oversized bodies."""

from __future__ import annotations

import json
import sys

import pytest

from gridmap.api.requests import MOST_BODY_BYTES
from tests.api.conftest import a_visit


@pytest.fixture
def client(lasting_client):
    return lasting_client


def sent(client, body, **headers):
    return client.post(
        "/api/v1/visits", content=body, headers={"content-type": "application/json", **headers}
    )


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_a_name_made_to_point_here(client, host):
    """Otherwise a foreign page could read the workspace through a name of its own."""
    for path in ("/api/v1/health", "/", "/map"):
        answer = client.get(path, headers={"host": host})
        assert (answer.status_code, answer.json()["code"]) == (421, "http-host")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "127.0.0.1", "[::1]:8000"])
def test_our_own_names(client, host):
    assert client.get("/api/v1/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9000", "http://localhost:8000"]
)
def test_a_page_of_another_site_cannot_write(client, doors, origin):
    answer = sent(client, json.dumps(a_visit(doors[0])), origin=origin)
    assert answer.status_code == 403
    assert answer.json()["code"] == "http-foreign-page"
    visit = json.dumps(a_visit(doors[0]))
    assert sent(client, visit, origin="http://127.0.0.1:8000").status_code == 201


def test_a_body_that_says_a_thing_twice(client, doors):
    visit = json.dumps(a_visit(doors[0]))
    twice = visit[:-1] + ', "outcome": "refused"}'
    answer = sent(client, twice)
    assert answer.status_code == 422
    assert answer.json()["code"] == "request-unreadable"
    nested = visit[:-1] + ', "handouts": [{"item": "card", "item": "gift"}]}'
    assert sent(client, nested).status_code == 422
    assert sent(client, visit).status_code == 201


@pytest.mark.parametrize("body", ["9" * 5000, "[" * 100_000, b"\xff\xfe\x00\xd8"])
def test_a_body_that_cannot_be_read_as_json(client, body):
    answer = sent(client, body)
    assert answer.status_code == 422
    assert answer.json()["code"] == "request-unreadable"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none(client, number):
    body = f'{{"polygon": {{"type": "Polygon", "coordinates": [[[{number}, 0]]]}}}}'
    answer = client.post(
        "/api/v1/coverage", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "request-unreadable"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"id": "\xff"}',
        b'{"note": "\\ud800"}',
        b"[" * 200_000,
        b'{"id":' * 50_000,
        b'{"id": ' + b"9" * 5000 + b"}",
        b'{"id": 1e999999}',
    ],
    ids=range(12),
)
def test_spoilt_bodies(client, body):
    for path in ("/api/v1/visits", "/api/v1/cases", "/api/v1/coverage"):
        answer = client.post(path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code in {400, 422}, answer.text
        assert answer.json()["message"]


def test_a_body_that_is_too_large(client):
    answer = sent(client, b'{"id": "' + b"x" * MOST_BODY_BYTES + b'"}')
    assert answer.status_code == 413
    assert answer.json()["code"] == "http-too-large"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_without_a_length_that_is_too_large(client):
    def endless():
        for _ in range(MOST_BODY_BYTES // 65536 + 2):
            yield b"x" * 65536

    answer = sent(client, endless(), **{"accept-language": "zh"})
    assert (answer.status_code, answer.json()["code"]) == (413, "http-too-large")
    assert "太多" in answer.json()["message"]


def test_paths_and_methods_that_are_none(client):
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.json()["code"] == "http-not-found"
    answer = client.delete("/api/v1/areas")
    assert answer.status_code == 405
    assert client.get("/../../../../etc/passwd").status_code == 404
    assert client.get("/%2e%2e/%2e%2e/etc/passwd").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/areas/%00",
        "/buildings/%00",
        "/cases/%00",
        "/search?q=%00",
        "/areas?within=%00",
        "/buildings?area=%00",
        "/coverage?target=%00",
        "/coverage?within=%00",
        "/search?q=%ff",
        "/buildings/%ff",
    ],
)
def test_bytes_that_no_text_has(client, path):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code in {200, 404, 422}, answer.text


def test_every_answer_is_safe_to_show(client):
    for path in ("/", "/api/v1/health", "/api/v1/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


def test_no_cache_keeps_what_somebody_may_see(client):
    for path in ("/map", "/api/v1/areas", "/api/v1/nothing", "/api/v1/map/status", "/api/v1/me"):
        assert client.get(path).headers["cache-control"] == "no-store", path


def test_an_unforeseen_error_says_nothing_about_anybody(client, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Zhang San, 13800000000")

    monkeypatch.setattr(sys.modules["gridmap.api.routes.search"], "search", broken)
    answer = client.get("/api/v1/search?q=x")
    assert answer.status_code == 500
    assert answer.json()["code"] == "http-unforeseen"
    assert "Zhang" not in answer.text


def test_the_page_and_the_map(client):
    assert client.get("/").status_code == 200
    page = client.get("/map")
    assert page.status_code == 200
    assert "leaflet" in page.text
    # A script that stole into it would find no cookie and no interface to ask.
    assert "; sandbox allow-scripts allow-modals" in page.headers["content-security-policy"]
    assert client.get("/map?area=43").status_code == 404


def test_an_address_that_is_not_there(client):
    """A person reads a page that leads back, a program gets its problem."""
    person = {"accept": "text/html,*/*;q=0.8", "accept-language": "en"}
    page = client.get("/no/where", headers=person)
    assert page.status_code == 404
    assert "This address leads nowhere" in page.text
    assert '<a href="../">To the start</a>' in page.text
    assert "style-src 'unsafe-inline'" in page.headers["content-security-policy"]
    assert '<a href="./">' in client.get("/nowhere", headers=person).text
    assert client.get("/no/where").json()["code"] == "http-not-found"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["请求里的 limit 不能用：最小是 1。", "请求里的 id 不能用：缺这一项，要填上。"]),
        (
            "en",
            [
                "In the request, limit cannot be used: it is 1 or more.",
                "In the request, id cannot be used: it is missing, and is needed.",
            ],
        ),
    ],
)
def test_what_does_not_fit_is_named_in_the_language_of_the_reader(client, lang, said):
    words = {"accept-language": lang}
    answers = [client.get("/api/v1/areas?limit=0", headers=words), sent(client, "{}", **words)]
    assert [answer.json()["message"] for answer in answers] == said
