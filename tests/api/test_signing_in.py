"""Signing in and out: passwords, sessions, second factors, invitations, tokens, and their ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from gridmap.api.app import create_app
from gridmap.api.openapi import describe
from gridmap.store import people as person_store
from gridmap.store.tables import access
from gridmap.store.tables.people import assignment
from gridmap.territory.people import Office
from gridmap.usecases import sessions
from gridmap.usecases.accounts import add_account, disable_account, first_admin
from gridmap.usecases.offices import assign_office
from gridmap.usecases.seats import Seat
from tests.usecases.worlds import COMMUNITIES, GRIDS

PASSWORD = "seven lamps over brook"  # noqa: S105  (of invented people)
ADMIN = {"login": "admin", "password": PASSWORD}


class Browser(TestClient):
    """A browser of its own, with its own cookies."""

    def ask(self, method, path, *, status=200, **more):
        answer = self.request(method, f"/api/v1{path}", **more)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def sign_in(self, login, password=PASSWORD, *, status=200, proven=True, **more):
        """Sign in; at a desk as if with a second factor, unless that is what is tried."""
        facts = {"login": login, "password": password, **more}
        told = self.ask("POST", "/session", status=status, json=facts)
        if proven and status == 200:
            with self.app.state.workspace.writing() as conn:
                conn.execute(update(access.session).values(second_factor=True))
        return told


@pytest.fixture
def workspace(sqlite_workspace):
    return sqlite_workspace


@pytest.fixture
def app(workspace):
    return create_app(workspace)


@pytest.fixture
def browser(app):
    """Open a browser on this machine."""

    def opened(url="http://127.0.0.1:8000", **headers) -> Browser:
        made = Browser(app, url, raise_server_exceptions=False, client=("127.0.0.1", 50000))
        made.headers.update({"accept-language": "en", "origin": url, **headers})
        return made

    return opened


@pytest.fixture
def admin(workspace):
    first_admin(workspace, "admin", PASSWORD, name="李主任")


def a_person(workspace, name, office, area) -> str:
    with workspace.writing() as conn:
        uid = person_store.add(conn, {"name_sealed": workspace.seals.seal(name)})["uid"]
    assign_office(workspace, uid, Seat(office, area))
    return uid


def a_cadre(workspace, login="cadre", area=COMMUNITIES[0]):
    add_account(workspace, login, PASSWORD, Seat(Office.CADRE, area), name="王芳")


# The door and the first administrator -----------------------------------------------------------


def test_a_workspace_that_nobody_signs_in_to(browser):
    page = browser()
    assert page.ask("GET", "/door")["sign_in"] is False
    me = page.ask("GET", "/me")
    assert (me["uid"], me["role"], me["needs"]) == (None, None, None)
    assert {"see figures", "change accounts"} <= set(me["may"])
    assert page.ask("GET", "/areas")["items"]


def test_the_first_administrator(browser, workspace):
    page = browser()
    me = page.ask("POST", "/first-admin", json={**ADMIN, "name": "李主任"}, status=201)
    assert (me["name"], me["role"], me["login"]) == ("李主任", "admin", "admin")
    assert me["needs"] == "second-factor"
    assert page.ask("GET", "/me") == me
    assert page.ask("GET", "/door")["sign_in"] is True
    other = browser()
    again = other.ask("POST", "/first-admin", json=ADMIN, status=409)
    assert again["code"] == "admin-there"
    assert other.ask("GET", "/areas", status=401)["code"] == "sign-in-needed"


@pytest.mark.parametrize(
    "headers", [{"x-forwarded-for": "10.0.0.9"}, {"forwarded": "for=10.0.0.9"}], ids=str
)
def test_the_first_administrator_from_elsewhere(browser, app, headers):
    refused = browser(**headers).ask("POST", "/first-admin", json=ADMIN, status=403)
    assert refused["code"] == "this-machine-only"
    far = Browser(app, "http://127.0.0.1:8000", client=("10.0.0.9", 50000))
    assert far.ask("POST", "/first-admin", json=ADMIN, status=403)["code"] == "this-machine-only"
    assert browser().ask("GET", "/door")["sign_in"] is False


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password-short"),
        ("password123", "password-common"),
        ("1234567890", "password-common"),
        ("administrator1", "password-common"),
        ("qwertyuiop", "password-common"),
        ("五个字的话" * 50, "request-unreadable"),
    ],
)
def test_passwords_that_are_too_weak(browser, password, code):
    given = {"login": "administrator1", "password": password}
    assert browser().ask("POST", "/first-admin", json=given, status=422)["code"] == code


@pytest.mark.parametrize(
    "password", ["荷叶街上有三盏灯亮着", "correct horse battery", "x7#kQ2!mZp"]
)
def test_passwords_of_any_kind(browser, password):
    page = browser()
    page.ask("POST", "/first-admin", json={"login": "admin", "password": password}, status=201)
    assert page.sign_in("admin", password)["login"] == "admin"


def test_a_password_is_kept_as_argon2_only(workspace, admin):
    with workspace.database.read() as conn:
        [kept] = conn.scalars(select(access.account.c.password_hash)).all()
    assert kept.startswith("$argon2id$")


# Signing in and out -----------------------------------------------------------------------------


def test_signing_in_and_out(browser, admin):
    page = browser()
    assert page.ask("GET", "/me", status=401)["code"] == "sign-in-needed"
    assert page.sign_in(" ADMIN ")["role"] == "admin"
    assert page.ask("GET", "/areas")["items"]
    page.ask("DELETE", "/session", status=204)
    assert "gridmap" not in page.cookies
    page.ask("GET", "/areas", status=401)


def test_the_cookie(browser, admin, app):
    def told(page):
        return page.post("/api/v1/session", json=ADMIN).headers.get_list("set-cookie")

    rest = r"HttpOnly; (Max-Age=34560000; )?Path=/; SameSite=lax"
    said, known = told(browser())
    assert re.fullmatch(r"gridmap=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", said)
    assert re.fullmatch(rf"gridmap\.known=[\w=-]+; {rest}", known)
    said, known = told(browser("https://localhost:8000"))
    assert re.fullmatch(r"__Host-gridmap=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", said)
    assert re.fullmatch(rf"__Host-gridmap\.known=[\w=-]+; {rest}; Secure", known)


def test_the_secret_of_a_cookie_is_not_stored(browser, admin, workspace):
    page = browser()
    page.sign_in("admin")
    with workspace.database.read() as conn:
        [row] = conn.execute(select(access.session)).mappings()
    assert page.cookies["gridmap"] not in str(dict(row))


def test_a_wrong_password_an_unknown_login_and_a_shut_account_answer_alike(
    browser, admin, workspace
):
    a_cadre(workspace)
    disable_account(workspace, "cadre")
    page = browser()
    answers = [
        page.sign_in("admin", "wrong wrong wrong", status=401),
        page.sign_in("nobody", "wrong wrong wrong", status=401),
        page.sign_in("cadre", status=401),
        page.sign_in("", "", status=401),
    ]
    assert answers[0]["code"] == "sign-in-refused"
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("login", ["admin", "nobody"])
def test_trying_costs_time_whoever_is_tried(browser, admin, login, workspace):
    page = browser()
    for _ in range(5):
        page.sign_in(login, "wrong wrong wrong", status=401)
    refused = page.sign_in(login, status=429)
    assert refused["code"] == "tried-too-often"
    assert 1 <= int(refused["fields"]["seconds"]) <= 31
    again = page.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert 1 <= int(again.headers["retry-after"]) <= 31
    workspace.clock.forward(seconds=31)
    page.sign_in(login, "wrong wrong wrong", status=401)
    assert int(page.sign_in(login, status=429)["fields"]["seconds"]) > 31
    workspace.clock.forward(minutes=16)
    page.sign_in(login, status=200 if login == "admin" else 401)


def test_trying_many_logins_from_one_address(browser, admin):
    page = browser()
    for n in range(30):
        page.sign_in(f"somebody{n}", "wrong wrong wrong", status=401)
    assert page.sign_in("admin", status=429)["code"] == "tried-too-often"


def test_whoever_signed_in_on_a_browser_is_kept_out_of_it_by_nobody_else(browser, admin, workspace):
    """Neither by failures with their login elsewhere, nor by those from the office's address."""
    a_cadre(workspace)
    own, other = browser(), browser()
    own.sign_in("admin")
    own.ask("DELETE", "/session", status=204)
    for _ in range(5):
        other.sign_in("admin", "wrong wrong wrong", status=401)
    for n in range(25):
        other.sign_in(f"somebody{n}", "wrong wrong wrong", status=401)
    assert other.sign_in("cadre", status=429)["code"] == "tried-too-often"
    assert own.sign_in("admin")["role"] == "admin"
    own.ask("DELETE", "/session", status=204)
    # It may not guess for ever either, whoever's the login.
    for login in ("admin", "cadre", "admin", "cadre", "nobody"):
        own.sign_in(login, "wrong wrong wrong", status=401)
    assert own.sign_in("admin", status=429)["code"] == "tried-too-often"


def test_one_address_never_waits_long(browser, admin, workspace):
    page = browser()
    for n in range(40):
        page.sign_in(f"somebody{n}", "wrong wrong wrong", status=401)
        workspace.clock.forward(minutes=n >= 29)
    assert page.sign_in("admin")["login"] == "admin"


def test_links_that_count_no_more_keep_nobody_out(browser, admin):
    page = browser()
    for _ in range(40):
        page.ask("POST", "/join/look", json={"token": "x"}, status=401)
    assert page.sign_in("admin")["login"] == "admin"


def test_tries_are_counted_before_the_password_is_looked_at(browser, admin, monkeypatch):
    """Many tries at once would otherwise all be the first."""
    asked = []
    monkeypatch.setattr(sessions, "fits", lambda *given: asked.append(given) or False)
    page = browser()
    for _ in range(8):
        page.request("POST", "/api/v1/session", json=ADMIN)
    assert len(asked) == 5


def test_a_session_rolls_on_while_it_is_used(browser, admin, workspace, app):
    page = browser()
    page.sign_in("admin")
    for _ in range(4):
        workspace.clock.forward(hours=11)
        page.ask("GET", "/me")
        app.state.gate.rolling.settle()
    workspace.clock.forward(hours=13)
    assert page.ask("GET", "/me", status=401)["code"] == "sign-in-needed"


def test_leaders_stay_signed_in_on_their_phone(browser, workspace, app):
    uid = a_person(workspace, "赵大妈", Office.GRID_WORKER_FULL, GRIDS[0])
    link = invitation(browser, workspace, uid)
    phone = browser()
    phone.ask("POST", "/join", json={"token": link})
    workspace.clock.forward(days=89)
    assert phone.ask("GET", "/me")["role"] == "worker"
    app.state.gate.rolling.settle()
    workspace.clock.forward(days=89)
    phone.ask("GET", "/me")
    app.state.gate.rolling.settle()
    workspace.clock.forward(days=91)
    phone.ask("GET", "/me", status=401)


def test_signing_out_everywhere(browser, admin):
    desk, phone = browser(), browser(**{"user-agent": "Mozilla Android MicroMessenger Chrome"})
    desk.sign_in("admin")
    phone.sign_in("admin")
    listed = desk.ask("GET", "/me/sessions")["items"]
    assert [(one["device"], one["here"]) for one in listed if not one["here"]] == [
        ("WeChat · Android", False)
    ]
    assert len(listed) == 2
    phone.ask("DELETE", "/session?everywhere=true", status=204)
    for page in (desk, phone):
        page.ask("GET", "/me", status=401)


def test_signing_in_again_ends_the_session_before(browser, admin, workspace):
    page = browser()
    page.sign_in("admin")
    former = page.cookies["gridmap"]
    page.sign_in("admin")
    assert len(page.ask("GET", "/me/sessions")["items"]) == 1
    old = browser()
    old.cookies.set("gridmap", former)
    old.ask("GET", "/me", status=401)


def test_a_changed_password_ends_the_other_sessions(browser, admin):
    desk, phone = browser(), browser()
    desk.sign_in("admin")
    phone.sign_in("admin")
    new = "three kettles on a wall"
    refused = desk.ask(
        "PUT", "/me/password", json={"password": new, "former": "not this one"}, status=401
    )
    assert refused["code"] == "password-wrong"
    desk.ask("PUT", "/me/password", json={"password": new, "former": PASSWORD}, status=204)
    desk.ask("GET", "/me")
    phone.ask("GET", "/me", status=401)
    phone.sign_in("admin", status=401)
    phone.sign_in("admin", new)


# Rights follow at once --------------------------------------------------------------------------


def test_rights_end_with_the_office(browser, admin, workspace):
    a_cadre(workspace)
    page = browser()
    assert page.sign_in("cadre")["home"] == COMMUNITIES[0]
    assert "see doors" in page.ask("GET", "/me")["may"]
    with workspace.writing() as conn:
        conn.execute(
            update(assignment)
            .where(assignment.c.office == "cadre")
            .values(valid_to=workspace.today())
        )
    me = page.ask("GET", "/me")
    assert (me["role"], me["may"], me["offices"]) == (None, [], [])


def test_a_shut_account_is_out_at_once(browser, admin, workspace):
    a_cadre(workspace)
    page = browser()
    page.sign_in("cadre")
    assert page.ask("GET", "/me")["login"] == "cadre"
    disable_account(workspace, "cadre")
    assert page.ask("GET", "/me", status=401)["code"] == "sign-in-needed"


def test_a_stream_ends_with_the_session(browser, admin):
    page = browser()
    page.sign_in("admin")
    with page.stream("GET", "/api/v1/events") as events:
        lines: Iterator[str] = events.iter_lines()
        assert next(lines).startswith("event: changed")
        browser_of_the_same = browser()
        browser_of_the_same.sign_in("admin")
        browser_of_the_same.ask("DELETE", "/session?everywhere=true", status=204)
        assert list(lines)[-1:] == [""]  # it ends by itself
    assert page.get("/api/v1/events").status_code == 401


def test_one_sender_of_requests_keeps_nobody_else_out(app, browser, admin):
    wish = {"kind": "erase", "address": "1栋101", "community": COMMUNITIES[0]}
    flood = browser()
    for _ in range(30):
        flood.ask("POST", "/residents/requests", json=wish, status=201)
    refused = flood.ask("POST", "/residents/requests", json=wish, status=429)
    assert refused["code"] == "requests-from-one"
    # The same one, under another address of the network that is theirs.
    for host in ("2001:db8::1", "2001:db8::2"):
        other = Browser(app, "http://127.0.0.1:8000", client=(host, 50000))
        for _ in range(15):
            other.ask("POST", "/residents/requests", json=wish, status=201)
    other.ask("POST", "/residents/requests", json=wish, status=429)
    neighbour = Browser(app, "http://127.0.0.1:8000", client=("10.0.0.9", 50000))
    neighbour.ask("POST", "/residents/requests", json=wish, status=201)


OPEN = {
    ("get", "/health"),
    ("get", "/door"),
    ("post", "/first-admin"),
    ("post", "/session"),
    ("post", "/join/look"),
    ("post", "/join"),
    ("post", "/oidc"),
    ("get", "/oidc/back"),
    ("get", "/oidc/leave"),
    ("get", "/badge/{code}"),
    ("post", "/residents/requests"),
}


def test_every_route_but_the_open_ones_wants_to_know_who_asks(browser, admin):
    page, asked = browser(), 0
    for path, methods in describe()["paths"].items():
        for method in methods:
            if (method, path.removeprefix("/api/v1")) in OPEN:
                continue
            asked += 1
            answer = page.request(method.upper(), re.sub(r"\{\w+\}", "x", path), content=b"")
            assert answer.status_code == 401, (method, path, answer.text)
            assert answer.json()["code"] == "sign-in-needed"
    assert asked > 60
    assert page.get("/map").status_code == 401


# Pages of others --------------------------------------------------------------------------------


def test_a_write_with_a_cookie_needs_an_origin_or_our_header(browser, admin):
    page = browser()
    page.sign_in("admin")
    del page.headers["origin"]
    refused = page.ask("DELETE", "/session", status=403)
    assert refused["code"] == "http-foreign-page"
    page.ask("GET", "/me")
    page.ask("DELETE", "/session", status=204, headers={"x-gridmap": "1"})


def test_a_plain_page_of_our_own_name(browser, admin):
    safe = browser("https://localhost")
    answer = safe.post("/api/v1/session", json=ADMIN, headers={"origin": "http://localhost"})
    assert answer.status_code == 403
    assert safe.post("/api/v1/session", json=ADMIN).status_code == 200


def test_logs_carry_no_secret_and_nobodys_name(browser, workspace, leader, caplog, monkeypatch):
    caplog.set_level("DEBUG")
    link = invitation(browser, workspace, leader)
    page, phone = browser(), browser()
    page.sign_in("admin", "a wrong password", status=401)
    page.sign_in("admin", status=200)
    token = made_token(page, "see figures")["secret"]
    bearer(browser, token).ask("GET", "/me")
    phone.ask("POST", "/join", json={"token": link})

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk")

    monkeypatch.setattr(sys.modules["gridmap.api.routes.me"], "me", broken)
    for one in (page, phone, bearer(browser, token)):
        one.ask("GET", "/me", status=500)
    said = caplog.text
    assert "RuntimeError" in said
    assert " broken\n" in said  # the place
    assert "the disk" not in said
    secrets = (link, token, PASSWORD, "a wrong password", *page.cookies.values())
    assert [secret for secret in (*secrets, "赵大妈") if secret in said] == []


# The second factor ------------------------------------------------------------------------------


@pytest.fixture
def factor(browser, admin, workspace):
    """An administrator with a second factor: the browser, the codes, the recovery codes."""
    page, elsewhere = browser(), browser()
    for one in (page, elsewhere):
        one.sign_in("admin", proven=False)
    # Nothing else is told before it is set.
    assert page.ask("GET", "/areas", status=403)["code"] == "set-second-factor-first"
    assert page.ask("GET", "/events", status=403)["code"] == "set-second-factor-first"
    offer = page.ask("POST", "/me/second-factor")
    assert offer["qr"].startswith("<svg")
    assert page.ask("GET", "/me")["needs"] == "second-factor"  # an offer is none yet
    codes = pyotp.TOTP(offer["secret"])
    given = {"setup": offer["setup"], "code": "000000"}
    page.ask("PUT", "/me/second-factor", json=given, status=401)
    given["code"] = codes.at(workspace.clock())
    recovery = page.ask("PUT", "/me/second-factor", json=given)["codes"]
    me = page.ask("GET", "/me")
    assert (me["needs"], me["second_factor"]) == (None, True)
    assert page.ask("GET", "/areas")["items"]
    # Whoever came in by the password alone does not ride along.
    assert elsewhere.ask("GET", "/me", status=401)["code"] == "sign-in-needed"
    workspace.clock.forward(seconds=60)
    return page, codes, recovery


def test_a_code_is_asked_for_and_counts_once(browser, workspace, factor):
    _, codes, _ = factor
    page = browser()
    assert page.sign_in("admin", status=401)["code"] == "code-needed"
    assert page.sign_in("admin", code="123", status=401)["code"] == "code-wrong"
    code = codes.at(workspace.clock())
    page.sign_in("admin", code=code)
    assert browser().sign_in("admin", code=code, status=401)["code"] == "code-wrong"
    workspace.clock.forward(seconds=30)
    browser().sign_in("admin", code=codes.at(workspace.clock()))


def test_codes_of_another_time(browser, workspace, factor):
    _, codes, _ = factor
    old = codes.at(workspace.clock())
    workspace.clock.forward(minutes=5)
    assert browser().sign_in("admin", code=old, status=401)["code"] == "code-wrong"
    assert browser().sign_in("admin", code=codes.at(workspace.clock()))["login"] == "admin"


def test_guessing_codes_costs_time(browser, factor):
    page = browser()
    refusals = [
        page.request("POST", "/api/v1/session", json={**ADMIN, "code": f"{n:06}"}) for n in range(7)
    ]
    assert [answer.status_code for answer in refusals] == [401] * 5 + [429] * 2


def test_tries_without_a_code_do_not_make_up_for_wrong_ones(browser, factor):
    page = browser()
    for _ in range(4):
        page.sign_in("admin", code="000000", status=401)
        assert page.sign_in("admin", status=401)["code"] == "code-needed"
    assert page.sign_in("admin", code="000000", status=401)["code"] == "code-wrong"
    assert page.sign_in("admin", status=429)["code"] == "tried-too-often"


def test_recovery_codes_count_once(browser, factor):
    _, _, recovery = factor
    assert len(set(recovery)) == 8
    browser().sign_in("admin", code=recovery[0].upper())
    assert browser().sign_in("admin", code=recovery[0], status=401)["code"] == "code-wrong"
    browser().sign_in("admin", code=recovery[1])


def test_a_second_factor_is_replaced_by_taking_it_away_first(factor, workspace):
    page, codes, _ = factor
    assert page.ask("POST", "/me/second-factor", status=409)["code"] == "second-factor-there"
    page.ask("DELETE", "/me/second-factor?code=111111", status=401)
    code = codes.at(workspace.clock())
    page.ask("DELETE", f"/me/second-factor?code={code}", status=204)
    assert page.ask("GET", "/me")["needs"] == "second-factor"


def test_an_offer_is_for_one_account(browser, admin, workspace):
    a_cadre(workspace)
    page, other = browser(), browser()
    page.sign_in("admin")
    other.sign_in("cadre")
    offer = page.ask("POST", "/me/second-factor")
    given = {"setup": offer["setup"], "code": pyotp.TOTP(offer["secret"]).at(workspace.clock())}
    for setup in (given["setup"], "x"):
        refused = other.ask("PUT", "/me/second-factor", json={**given, "setup": setup}, status=422)
        assert refused["code"] == "second-factor-setup"


def test_the_secret_is_sealed(factor, workspace):
    _, codes, recovery = factor
    for file in workspace.home.glob("gridmap.gpkg*"):
        content = file.read_bytes()
        assert codes.secret.encode() not in content
        assert not any(code.encode() in content for code in recovery)
        assert not any(code.replace("-", "").encode() in content for code in recovery)


# Invitations ------------------------------------------------------------------------------------


def invitation(browser, workspace, uid, *, login="admin") -> str:
    """Have somebody invited by an administrator; give the secret of the link."""
    page = browser()
    if not page.ask("GET", "/door")["sign_in"]:
        first_admin(workspace, login, PASSWORD)
    page.sign_in(login)
    made = page.ask("POST", f"/people/{uid}/invitation", status=201)
    assert made["qr"].startswith("<svg")
    base, _, secret = made["link"].rpartition("/")
    assert base == "http://127.0.0.1:8000/#/join"
    return secret


@pytest.fixture
def leader(workspace):
    return a_person(workspace, "赵大妈", Office.GRID_WORKER_PART, GRIDS[0])


def test_opening_a_link_spends_nothing(browser, workspace, leader):
    secret = invitation(browser, workspace, leader)
    phone = browser()
    for _ in range(3):
        answer = phone.post("/api/v1/join/look", json={"token": secret})
        seen = answer.json()
        assert seen["name"] == "赵**"
        assert seen["offices"][0]["area"] == GRIDS[0]
        assert "set-cookie" not in answer.headers
    workspace.clock.forward(days=6)
    me = phone.ask("POST", "/join", json={"token": secret})
    assert (me["name"], me["role"], me["login"], me["needs"]) == ("赵大妈", "worker", None, None)
    assert phone.ask("GET", "/me") == me


def test_a_spent_link_lasts_a_day_for_other_browsers(browser, workspace, leader):
    secret = invitation(browser, workspace, leader)
    browser().ask("POST", "/join", json={"token": secret})
    workspace.clock.forward(hours=23)
    other = browser()
    other.ask("POST", "/join", json={"token": secret})
    workspace.clock.forward(hours=2)
    late = browser()
    for path in ("/join/look", "/join"):
        refused = late.ask("POST", path, status=401, json={"token": secret})
        assert refused["code"] == "invitation-over"
    other.ask("GET", "/me")


def test_links_that_count_no_more(browser, workspace, leader):
    old = invitation(browser, workspace, leader)
    new = invitation(browser, workspace, leader)
    for secret in (old, "x" * 43):
        assert not_joined(browser, secret) == "invitation-over"
    page = browser()
    page.sign_in("admin")
    page.ask("DELETE", f"/people/{leader}/invitation", status=204)
    assert not_joined(browser, new) == "invitation-over"
    workspace.clock.forward(seconds=1)
    last = invitation(browser, workspace, leader)
    workspace.clock.forward(days=7)
    assert not_joined(browser, last) == "invitation-over"


def not_joined(browser, secret):
    """Why somebody is not let in by a link."""
    return browser().ask("POST", "/join", json={"token": secret}, status=401)["code"]


def test_who_may_invite_whom(browser, admin, workspace, leader):
    a_cadre(workspace)
    a_cadre(workspace, "other", COMMUNITIES[1])
    colleague = a_person(workspace, "钱干部", Office.CADRE, COMMUNITIES[0])
    page, other = browser(), browser()
    page.sign_in("cadre")
    other.sign_in("other")
    made = page.ask("POST", f"/people/{leader}/invitation", status=201)
    assert invited(other, leader) == "person-elsewhere"
    # Whoever lets a colleague in could come in as them.
    assert invited(page, colleague) == "not-your-role"
    unknown = page.ask("POST", "/people/x/invitation", status=404)
    assert unknown["code"] == "person-unknown"
    phone = browser()
    # None of these spoiled the link that was made.
    phone.ask("POST", "/join", json={"token": made["link"].rpartition("/")[2]})
    assert invited(phone, leader) == "not-your-role"


def invited(page, who):
    """Why somebody may not invite somebody."""
    return page.ask("POST", f"/people/{who}/invitation", status=403)["code"]


def test_who_let_somebody_in_does_not_come_along_to_a_desk(browser, admin, workspace, leader):
    """Neither by the session that a link began, nor by the link, nor before the office begins."""
    a_cadre(workspace)
    cadre, phone = browser(), browser()
    cadre.sign_in("cadre")
    made = cadre.ask("POST", f"/people/{leader}/invitation", status=201)
    secret = {"token": made["link"].rpartition("/")[2]}
    assert phone.ask("POST", "/join", json=secret)["uid"] == leader
    tomorrow = workspace.today() + timedelta(days=1)
    assign_office(workspace, leader, Seat(Office.PLANNER, COMMUNITIES[0][:9]), since=tomorrow)
    assert phone.ask("GET", "/me", status=401)["code"] == "sign-in-needed"
    assert not_joined(browser, secret["token"]) == "invitation-over"
    assert invited(cadre, leader) == "not-your-role"


def test_a_phones_session_does_not_outlast_a_desks(browser, workspace, leader, app):
    phone = browser()
    phone.ask("POST", "/join", json={"token": invitation(browser, workspace, leader)})
    with workspace.writing() as conn:
        conn.execute(update(assignment).values(office=Office.CADRE.value))
    workspace.clock.forward(hours=11)
    assert phone.ask("GET", "/me")["role"] == "cadre"
    app.state.gate.rolling.settle()
    workspace.clock.forward(hours=13)
    assert phone.ask("GET", "/me", status=401)["code"] == "sign-in-needed"


def test_codes_beside_a_link_are_not_guessed(browser, workspace, factor):
    page, *_ = factor
    uid = page.ask("GET", "/me")["uid"]
    add_account(workspace, "keeper", PASSWORD, Seat(Office.ADMIN))
    keeper = browser()
    keeper.sign_in("keeper")
    made = keeper.ask("POST", f"/people/{uid}/invitation", status=201)
    given = {"token": made["link"].rpartition("/")[2], "code": "000000"}
    told = [browser().post("/api/v1/join", json=given).json()["code"] for _ in range(6)]
    assert told[0] == "code-wrong"
    assert told[-1] == "tried-too-often"


def test_an_office_that_joined_by_a_link_is_asked_for_a_password(browser, admin, workspace):
    uid = a_person(workspace, "钱干部", Office.CADRE, COMMUNITIES[0])
    page = browser()
    me = page.ask("POST", "/join", json={"token": invitation(browser, workspace, uid)})
    assert me["needs"] == "password"
    page.ask("PUT", "/me/password", json={"password": PASSWORD}, status=422)
    taken = {"password": PASSWORD, "login": "admin"}
    assert page.ask("PUT", "/me/password", json=taken, status=409)["code"] == "login-taken"
    page.ask("PUT", "/me/password", json={"password": PASSWORD, "login": "qian"}, status=204)
    assert page.ask("GET", "/me")["needs"] == "second-factor"
    browser().sign_in("qian")


def test_a_lost_phone(browser, workspace, leader):
    secret = invitation(browser, workspace, leader)
    phone, desk = browser(), browser()
    phone.ask("POST", "/join", json={"token": secret})
    refused = phone.ask("DELETE", f"/people/{leader}/sessions", status=403)
    assert refused["code"] == "not-your-role"
    desk.sign_in("admin")
    desk.ask("DELETE", f"/people/{leader}/sessions", status=204)
    assert phone.ask("GET", "/me", status=401)["code"] == "sign-in-needed"
    assert not_joined(browser, secret) == "invitation-over"
    assert desk.ask("GET", "/me")["login"] == "admin"


def test_a_forgotten_password_and_a_lost_phone(browser, workspace, factor):
    page, *_ = factor
    uid = page.ask("GET", "/me")["uid"]
    keeper = browser()
    add_account(workspace, "keeper", PASSWORD, Seat(Office.ADMIN))
    keeper.sign_in("keeper")
    secret = keeper.ask("POST", f"/people/{uid}/invitation", status=201)["link"].rpartition("/")[2]
    # A link alone is not enough where a second factor is set.
    answer = browser().ask("POST", "/join", json={"token": secret}, status=401)
    assert answer["code"] == "code-needed"
    keeper.ask("DELETE", f"/people/{uid}/sessions", status=204)
    page.ask("GET", "/me", status=401)
    secret = keeper.ask("POST", f"/people/{uid}/invitation", status=201)["link"].rpartition("/")[2]
    new = browser()
    assert new.ask("POST", "/join", json={"token": secret})["needs"] == "password"
    browser().sign_in("admin", status=401)
    new.ask("PUT", "/me/password", json={"password": "three kettles on a wall"}, status=204)
    browser().sign_in("admin", "three kettles on a wall")


def test_who_let_whom_in_is_written_down(browser, workspace, leader):
    secret = invitation(browser, workspace, leader)
    page = browser()
    page.sign_in("admin")
    made_token(page, "see figures")
    page.ask("DELETE", f"/people/{leader}/sessions", status=204)
    disable_account(workspace, "admin")
    admin = person_of(workspace, "admin")
    with workspace.database.read() as conn:
        rows = conn.execute(select(access.look).order_by(access.look.c.id)).mappings().all()
    rights = [row for row in rows if row["act"] == "rights"]
    own = [row["subject"] == leader for row in rights if row["person"] == admin]
    assert own == [True, False, True]  # invited, a token made, signed out
    assert (rights[-1]["person"], rights[-1]["subject"] == leader) == (None, False)
    assert not any(secret in str(dict(row)) for row in rows)


def person_of(workspace, login):
    with workspace.database.read() as conn:
        return conn.scalar(select(access.account.c.person).where(access.account.c.login == login))


def test_a_shut_account_does_not_join(browser, admin, workspace, leader):
    secret = invitation(browser, workspace, leader)
    assert browser().ask("POST", "/join/look", json={"token": secret})["name"]
    with workspace.writing() as conn:
        conn.execute(update(access.account).values(disabled_at=workspace.clock()))
    assert not_joined(browser, secret) == "invitation-over"


# API tokens -------------------------------------------------------------------------------------


def bearer(browser, secret):
    page = browser(authorization=f"Bearer {secret}")
    del page.headers["origin"]
    return page


def made_token(page, *scopes, **more):
    given = {"name": "city", "scopes": list(scopes), **more}
    return page.ask("POST", "/tokens", json=given, status=201)


def test_a_token_may_do_what_its_scopes_say(browser, admin, workspace):
    a_cadre(workspace)
    page = browser()
    page.sign_in("cadre")
    token = made_token(page, "see figures", "see ground")
    program = bearer(browser, token["secret"])
    assert sorted(program.ask("GET", "/me")["may"]) == ["see figures", "see ground"]
    assert program.ask("GET", f"/coverage?level=grid&within={COMMUNITIES[0]}")["areas"]
    # A program changes nothing about the account it acts for.
    program.ask("POST", "/me/second-factor", status=401)
    program.ask("POST", "/tokens", json={"name": "x", "scopes": ["see figures"]}, status=401)
    program.ask("PUT", "/me/password", json={"password": PASSWORD}, status=401)
    [listed] = page.ask("GET", "/tokens")["items"]
    assert listed["uid"] == token["uid"]
    assert "secret" not in listed


def test_a_token_ends(browser, admin, workspace):
    page = browser()
    page.sign_in("admin")
    short = made_token(page, "see figures", days=1)
    revoked = made_token(page, "see figures")
    for token in (short, revoked):
        bearer(browser, token["secret"]).ask("GET", "/me")
    page.ask("DELETE", f"/tokens/{revoked['uid']}", status=204)
    refused = bearer(browser, revoked["secret"]).ask("GET", "/me", status=401)
    assert refused["code"] == "token-unknown"
    workspace.clock.forward(days=1)
    for secret in (short["secret"], "", "gm_nothing"):
        bearer(browser, secret).ask("GET", "/me", status=401)


def test_a_token_ends_with_the_account(browser, admin, workspace):
    a_cadre(workspace)
    page = browser()
    page.sign_in("cadre")
    token = made_token(page, "see figures")
    machine = bearer(browser, token["secret"])
    assert machine.ask("GET", "/coverage")["areas"]
    disable_account(workspace, "cadre")
    assert machine.ask("GET", "/coverage", status=401)["code"] == "token-unknown"


def test_tokens_that_are_not_given(browser, admin, workspace, leader):
    phone = browser()
    phone.ask("POST", "/join", json={"token": invitation(browser, workspace, leader)})
    given = {"name": "x", "scopes": ["see figures"]}
    assert phone.ask("POST", "/tokens", json=given, status=403)["code"] == "token-not-yours"
    a_cadre(workspace)
    page = browser()
    page.sign_in("cadre")
    for scopes, status in (
        (["change accounts"], 403),
        ([], 422),
        (["see everything"], 422),
        (["figures"], 422),
    ):
        page.ask("POST", "/tokens", json={"name": "x", "scopes": scopes}, status=status)
    page.ask("POST", "/tokens", json={**given, "days": 400}, status=422)


def test_one_sees_ones_own_tokens_and_whoever_keeps_accounts_all(browser, admin, workspace):
    a_cadre(workspace)
    a_cadre(workspace, "other")
    page, other, keeper = browser(), browser(), browser()
    page.sign_in("cadre")
    other.sign_in("other")
    keeper.sign_in("admin")
    uid = made_token(page, "see figures")["uid"]
    assert other.ask("GET", "/tokens")["items"] == []
    other.ask("DELETE", f"/tokens/{uid}", status=404)
    assert [one["login"] for one in keeper.ask("GET", "/tokens")["items"]] == ["cadre"]
    keeper.ask("DELETE", f"/tokens/{uid}", status=204)
    assert page.ask("GET", "/tokens")["items"][0]["revoked"] is True
