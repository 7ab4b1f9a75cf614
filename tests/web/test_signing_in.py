"""Signing in, and out, in the browser: by password, by link, and as the first of all."""

from __future__ import annotations

import dataclasses
import sys
from datetime import UTC, datetime
from urllib.parse import urlencode

import pyotp
import pytest
from playwright.sync_api import expect

from gridmap.territory.people import Office
from gridmap.usecases.invitations import invite
from gridmap.usecases.people import add_person
from gridmap.usecases.seats import Seat
from gridmap.usecases.signed_in import AT_THIS_MACHINE
from tests.api.stand_in_provider import CLIENT, SECRET, provider_on
from tests.web.access import violations
from tests.web.conftest import DESKTOP, PHONE
from tests.web.staff import PASSWORD, session
from tests.web.town import GRIDS, LEFT, PATCHES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "lang"), [(DESKTOP, "en"), (PHONE, "zh-CN")])
def test_whoever_signs_in_goes_on_to_where_they_were_going(staffed, visit_app, guard, size, lang):
    guard.expect("401")
    said = {"en": ("Login", "Password", "Sign in"), "zh-CN": ("账号", "密码", "登录")}[lang]
    screen = visit_app(staffed, f"#/area/{GRIDS[0]}", size, lang=lang)
    page = screen.page
    page.get_by_label(said[0]).fill("Worker")
    page.get_by_label(said[1]).fill("not this one, surely")
    assert violations(page) == []
    enter = page.get_by_role("button", name=said[2])
    enter.click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    page.get_by_label(said[1]).fill(PASSWORD)
    enter.click()
    expect(page.locator(".map-host")).to_be_visible()

    screen.ready()
    assert screen.path == f"/area/{GRIDS[0]}"


def test_a_session_that_ends_elsewhere_is_noticed_and_its_records_stay(staffed, visit_app, guard):
    guard.expect("401")
    state = session(staffed, "worker")
    screen = visit_app(staffed, "#/", storage_state=state)
    page = screen.ready().page
    names = "indexedDB.databases().then((all) => all.map(({ name }) => name))"
    [kept] = [name for name in page.evaluate(names) if name.startswith("gridmap")]
    page.context.request.delete(
        f"{staffed.url}api/v1/session", headers={"origin": staffed.url.rstrip("/")}
    )

    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.locator(".map-host").count() == 0
    page.get_by_label("Login").fill("cadre")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".map-host")).to_be_visible()
    screen.ready()
    after = [name for name in page.evaluate(names) if name.startswith("gridmap")]
    assert kept in after
    assert len(after) == 2


def test_signing_out_is_two_presses(staffed, visit_app):
    screen = visit_app(staffed, "#/", storage_state=session(staffed, "planner"))
    page = screen.ready().page
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_link_is_spent_by_the_button_and_not_by_opening(own_town, visit_app, lang):
    workspace = own_town.workspace
    seat = Seat(Office.PATCH_LEADER, PATCHES[0])
    uid = add_person(workspace, name="荷望云", seats=[seat]).uid
    made = invite(workspace, uid, AT_THIS_MACHINE)
    said = {"en": "Come in", "zh-CN": "进来"}[lang]
    for _ in range(2):  # looked at by somebody's chat first
        page = visit_app(own_town, f"#/join/{made.secret}", PHONE, lang=lang).page
        expect(page.get_by_role("button", name=said)).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_contain_text("荷**")
    assert violations(page) == []
    assert page.get_by_role("button", name=said).bounding_box()["height"] >= 64
    page.get_by_role("button", name=said).click()

    expect(page.get_by_role("heading", name="第1邻", exact=True)).to_be_visible()


def test_the_first_administrator_is_made_here(nothing_yet, visit_app, guard):
    guard.expect("401")
    screen = visit_app(nothing_yet, "#/account")
    page = screen.page
    page.get_by_label("Login").fill("first")
    page.get_by_label("Password").fill(PASSWORD)
    assert violations(page) == []
    page.get_by_role("button", name="Make it").click()

    # An office signs in with a second factor.
    expect(page.get_by_role("heading", name="Add a second factor")).to_be_visible()
    expect(page.get_by_role("img")).to_be_visible()
    assert nothing_yet.http.get("me").status_code == 401
    codes = pyotp.TOTP(page.locator("code").inner_text())
    page.get_by_label("Code that the app shows").fill(codes.at(nothing_yet.workspace.clock()))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Write these down")).to_be_visible()
    page.get_by_role("button", name="Written down").click()
    # It goes on in the app, and what was set can be taken away there.
    page.get_by_role("button", name="Account").click()
    page.get_by_role("link", name="Account").click()
    page.get_by_text("Second factor", exact=True).click()
    expect(page.get_by_role("button", name="Take it away")).to_be_visible()


@pytest.fixture
def office(own_town, tmp_path, monkeypatch):
    """The quarter, where an office's own provider signs people in."""
    with provider_on(tmp_path / "provider", lambda: datetime.now(UTC)) as (provider, authority):
        monkeypatch.setenv("SSL_CERT_FILE", authority)
        workspace = own_town.workspace
        (workspace.home / "oidc-secret").write_text(f"{SECRET}\n", encoding="utf-8")
        asked = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_intranet": True}
        settings = workspace.settings.model_copy(update=asked)
        own_town.stop()
        own_town.workspace = dataclasses.replace(workspace, settings=settings)
        own_town.start()
        provider.claims = {"amr": ["mfa"]}
        yield own_town, provider


@pytest.mark.skipif(sys.platform == "win32", reason="its authority is trusted by SSL_CERT_FILE")
def test_an_invited_cadre_comes_in_by_the_office_and_goes_on_to_where_they_were_going(
    office, visit_app, guard
):
    served, provider = office
    guard.expect("401", "request elsewhere: https://localhost")
    uid = add_person(served.workspace, name="荷望云", seats=[Seat(Office.CADRE, LEFT)]).uid
    made = invite(served.workspace, uid, AT_THIS_MACHINE)
    page = visit_app(served, f"#/join/{made.secret}", PHONE, lang="zh-CN").page

    def vouch(route):
        back = f"{served.url}api/v1/oidc/back?{urlencode(provider.authorize(route.request.url))}"
        body = f"<script>location.replace({back!r})</script>"
        route.fulfill(body=body, content_type="text/html")

    page.context.route(f"{provider.issuer}/authorize**", vouch)
    by_the_office = page.get_by_role("button", name="用单位账号登录")
    expect(by_the_office).to_be_visible()
    assert violations(page) == []
    by_the_office.click()
    expect(page.get_by_role("heading", name="新月塘社区", exact=True)).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{served.url}#/area/{GRIDS[0]}")
    page.reload()
    page.get_by_role("button", name="用单位账号登录").click()
    expect(page.get_by_role("heading", name="第1网格", exact=True)).to_be_visible()
    assert page.evaluate("location.hash").startswith(f"#/area/{GRIDS[0]}")
