"""Signing in with the office's own provider: whom it lets in, and everything it does not."""

from __future__ import annotations

import dataclasses
import sys
from urllib.parse import parse_qsl, urlsplit

import pytest

from gridmap.api.app import create_app
from gridmap.errors import NetworkError
from gridmap.intake import outside
from gridmap.intake.outside import ask_outside, is_askable
from gridmap.settings import Settings
from gridmap.store import accounts as account_store
from gridmap.territory.people import Office
from gridmap.usecases.accounts import disable_account
from tests.api.stand_in_provider import CLIENT, SECRET, provider_on
from tests.api.test_leaving_loopback import refused
from tests.api.test_signing_in import (
    PASSWORD,
    a_cadre,
    a_person,
    admin,
    browser,
    invitation,
    leader,
)
from tests.usecases.worlds import GRIDS

__all__ = ["admin", "browser", "leader"]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the stand-in's authority is trusted by SSL_CERT_FILE"
)


@pytest.fixture
def provider(tmp_path, clock, monkeypatch):
    with provider_on(tmp_path / "provider", clock) as (made, authority):
        monkeypatch.setenv("SSL_CERT_FILE", authority)
        yield made


@pytest.fixture
def workspace(sqlite_workspace, provider):
    settings = Settings(oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_intranet=True)
    (sqlite_workspace.home / "oidc-secret").write_text(f"{SECRET}\n", encoding="utf-8")
    return dataclasses.replace(sqlite_workspace, settings=settings)


@pytest.fixture
def app(workspace):
    return create_app(workspace)


@pytest.fixture
def cadre(workspace, admin, browser):
    """A cadre whom the administrator linked."""
    a_cadre(workspace)
    page = browser()
    page.sign_in("admin")
    people = page.ask("GET", "/people")["items"]
    [uid] = [one["uid"] for one in people if one["name"] == "王芳"]
    assert page.ask("GET", f"/people/{uid}/subject") == {"offered": True, "subject": None}
    page.ask("PUT", f"/people/{uid}/subject", status=204, json={"subject": "u-1"})
    assert page.ask("GET", f"/people/{uid}/subject") == {"offered": True, "subject": "u-1"}
    return uid


def come_in(page, provider, *, token=None, **changed):
    """Go the whole way round; give the answer at its end."""
    onward = page.ask("POST", "/oidc", json={"token": token} if token else {})
    told = provider.authorize(onward["url"]) | changed
    told = {name: value for name, value in told.items() if value is not None}
    return page.get("/api/v1/oidc/back", params=told, follow_redirects=False)


def test_the_office_signs_somebody_in(browser, workspace, provider, cadre):
    page = browser()
    assert page.ask("GET", "/door")["oidc"] is True
    answer = come_in(page, provider)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "http://127.0.0.1:8000/"
    me = page.ask("GET", "/me")
    assert (me["uid"], me["role"]) == (cadre, "cadre")
    # The office did not say that it asked for a second factor.
    assert me["needs"] == "second-factor"
    onward = page.ask("GET", "/oidc/leave")["url"]
    assert onward.startswith(f"{provider.issuer}/end?client_id={CLIENT}&")
    page.ask("DELETE", "/session", status=204)
    page.ask("GET", "/me", status=401)


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["mfa"]}, True),
        ({"amr": ["pwd", "otp"]}, True),
        ({"acr": "phr"}, True),
        ({"amr": ["otp"]}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa", "acr": ["phr"]}, False),
    ],
)
def test_a_second_factor_of_the_provider(claims, counts, browser, provider, cadre):
    provider.claims = claims
    page = browser()
    assert come_in(page, provider).status_code == 303
    assert page.ask("GET", "/me")["needs"] == (None if counts else "second-factor")


def test_it_gives_no_rights(browser, workspace, provider, admin):
    page = browser()
    answer = come_in(page, provider)
    assert answer.status_code == 401
    assert "administrator link u-1" in answer.text
    assert "set-cookie" in answer.headers  # what was kept for the way is dropped
    page.ask("GET", "/me", status=401)


def test_an_invitation_links(browser, workspace, provider, leader):
    secret = invitation(browser, workspace, leader)
    phone = browser()
    assert come_in(phone, provider, token=secret).status_code == 303
    assert phone.ask("GET", "/me")["uid"] == leader
    phone.ask("DELETE", "/session", status=204)
    assert come_in(phone, provider).status_code == 303
    other = browser()
    provider.subject = "u-2"
    assert "counts no more" in come_in(other, provider, token=secret).text
    other.ask("POST", "/oidc", json={"token": "x" * 43}, status=401)
    second = a_person(workspace, "周", Office.GRID_WORKER_PART, GRIDS[0])
    again = browser()
    again.sign_in("admin")
    link = again.ask("POST", f"/people/{second}/invitation", status=201)["link"]
    provider.subject = "u-1"
    answer = come_in(other, provider, token=link.rpartition("/")[2])
    assert answer.status_code == 409


def test_links_end_with_the_office_and_the_account(browser, workspace, provider, cadre):
    page, keeper = browser(), browser()
    assert come_in(page, provider).status_code == 303
    keeper.sign_in("admin")
    keeper.ask("DELETE", f"/people/{cadre}/subject", status=204)
    page.ask("GET", "/me", status=401)
    assert come_in(page, provider).status_code == 401
    keeper.ask("PUT", f"/people/{cadre}/subject", status=204, json={"subject": "u-1"})
    assert come_in(page, provider).status_code == 303
    disable_account(workspace, "cadre")
    page.ask("GET", "/me", status=401)
    assert come_in(page, provider).status_code == 401


def test_whoever_set_a_second_factor_here_is_asked_for_one(browser, workspace, provider, cadre):
    with workspace.writing() as conn:
        account = account_store.by_login(conn, "cadre")
        account_store.change(conn, account["id"], {"totp_sealed": workspace.seals.seal("A" * 32)})
    page = browser()
    assert "did not ask for one" in come_in(page, provider).text
    provider.claims = {"amr": ["mfa"]}
    assert come_in(page, provider).status_code == 303


def test_keys_that_are_exchanged(browser, provider, cadre):
    assert come_in(browser(), provider).status_code == 303
    provider.rotate()
    assert come_in(browser(), provider).status_code == 303
    fetched = provider.asked.count("/keys")
    assert come_in(browser(), provider).status_code == 303
    assert provider.asked.count("/keys") == fetched


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": [CLIENT, "somebody-else"]},
        {"aud": [CLIENT, "somebody-else"], "azp": "somebody-else"},
        {"azp": "somebody-else"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_what_is_not_meant_for_us_now(claims, browser, provider, cadre):
    provider.claims = claims
    page = browser()
    answer = come_in(page, provider)
    assert (answer.status_code, "did not vouch" in answer.text) == (401, True)
    page.ask("GET", "/me", status=401)
    provider.claims = {}
    assert come_in(page, provider).status_code == 303


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_signatures_that_are_none(alg, browser, provider, cadre):
    provider.alg = alg
    assert come_in(browser(), provider).status_code == 401


def test_a_signature_of_somebody_else(browser, provider, cadre):
    page = browser()
    assert come_in(page, provider).status_code == 303
    published, forged = (
        provider.key,
        type(provider.key).generate_key(2048, {"kid": provider.key.kid}),
    )
    provider.key = forged
    answer_with, provider.answer = (
        provider.answer,
        lambda path: (
            {"keys": [published.as_dict(private=False)]} if path == "/keys" else answer_with(path)
        ),
    )
    other = browser()
    assert come_in(other, provider).status_code == 401
    other.ask("GET", "/me", status=401)


def test_a_way_that_was_not_begun_here(browser, provider, cadre, workspace):
    page, other = browser(), browser()
    onward = page.ask("POST", "/oidc", json={})
    told = provider.authorize(onward["url"])
    stolen = other.get("/api/v1/oidc/back", params=told, follow_redirects=False)
    assert (stolen.status_code, "another browser" in stolen.text) == (401, True)
    other.ask("GET", "/me", status=401)
    for changed in ({"state": "x"}, {"state": None}, {"code": "x"}, {"code": None}):
        assert come_in(page, provider, **changed).status_code == 401
    assert come_in(page, provider, iss="https://elsewhere.example").status_code == 401
    assert come_in(page, provider, iss=provider.issuer).status_code == 303
    onward = page.ask("POST", "/oidc", json={})
    workspace.clock.forward(minutes=11)
    late = page.get("/api/v1/oidc/back", params=provider.authorize(onward["url"]))
    assert "too long ago" in late.text
    # Once there and back: the same answer brings nobody in again.
    onward = page.ask("POST", "/oidc", json={})
    told = provider.authorize(onward["url"])
    kept = page.cookies["gridmap.oidc"]
    assert page.get("/api/v1/oidc/back", params=told, follow_redirects=False).status_code == 303
    page.cookies.set("gridmap.oidc", kept)
    assert page.get("/api/v1/oidc/back", params=told, follow_redirects=False).status_code == 401


def test_a_code_is_bound_to_whoever_began(browser, provider, cadre):
    page, other = browser(), browser()
    theirs = provider.authorize(page.ask("POST", "/oidc", json={})["url"])
    assert come_in(other, provider, code=theirs["code"]).status_code == 401


@pytest.mark.parametrize(
    ("discovery", "code"),
    [
        ({"issuer": "https://elsewhere.example"}, "oidc-odd"),
        ({"authorization_endpoint": "http://localhost/authorize"}, "oidc-odd"),
        ({"authorization_endpoint": None}, "oidc-odd"),
        ({"jwks_uri": "file:///etc/passwd"}, "outside-refused"),
        ({"jwks_uri": None}, "outside-refused"),
    ],
    ids=str,
)
def test_a_provider_that_says_something_odd(discovery, code, browser, provider, cadre):
    provider.discovery = discovery
    assert browser().ask("POST", "/oidc", json={}, status=502)["code"] == code


def test_a_redirect_is_not_followed(browser, provider, cadre):
    provider.status = 302
    said = browser().ask("POST", "/oidc", json={}, status=502)
    assert said["fields"]["reason"] == "HTTP 302"
    assert provider.asked == ["/.well-known/openid-configuration"]


def test_private_addresses_are_asked_only_where_the_office_says_so(provider):
    with refused(NetworkError, "outside-private"):
        ask_outside(f"{provider.issuer}/keys", intranet=False)
    assert ask_outside(f"{provider.issuer}/keys", intranet=True)


@pytest.fixture
def led_to(monkeypatch):
    """Have every name lead to addresses; tells where lines are opened to, all of which fail."""

    def lead(*addresses):
        found = [(0, 0, 0, "", (one, 443)) for one in addresses]
        monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_, **__: found)
        lines = []

        def line(address, **_):
            lines.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(outside.socket, "create_connection", line)
        return lines

    return lead


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "::", "224.0.0.1", "::ffff:169.254.169.254"]
)
def test_addresses_that_are_never_asked(address, led_to):
    lines = led_to(address)
    with refused(NetworkError, "outside-private"):
        ask_outside("https://sign-in.example", intranet=True)
    assert lines == []


def test_one_private_address_among_others_is_enough(led_to):
    lines = led_to("203.0.114.1", "10.0.0.1")
    with refused(NetworkError, "outside-private"):
        ask_outside("https://sign-in.example", intranet=False)
    assert lines == []
    # Where private ones may be asked, the line goes to the first that was looked at.
    with refused(NetworkError, "outside-failed"):
        ask_outside("https://sign-in.example", intranet=True)
    assert lines == [("203.0.114.1", 443)]


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example",
        "https://",
        "https://a@b.example",
        "file:///x",
        "https://a:b",
        "https://a b",
    ],
)
def test_what_is_no_address_to_ask(url):
    assert not is_askable(url)
    with refused(NetworkError, "outside-refused"):
        ask_outside(url, intranet=True)


def test_the_way_names_nobody(browser, provider, cadre):
    asked = dict(parse_qsl(urlsplit(browser().ask("POST", "/oidc", json={})["url"]).query))
    assert asked.keys() == {
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
        *("code_challenge", "code_challenge_method"),
    }
    assert PASSWORD not in str(asked)
