"""Serving others than this machine: certificates, proxies, names, accounts and keys."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from fastapi.testclient import TestClient

from gridmap.api import server
from gridmap.api.app import create_app
from gridmap.api.listening import Listening
from gridmap.api.server import certified, serve_workspace
from gridmap.cli import main
from gridmap.errors import InputError, NotPermitted, StoreError
from gridmap.store.certificates import own_certificate
from gridmap.usecases.accounts import first_admin

PASSWORD = "seven lamps over brook"  # noqa: S105  (of invented people)
NOW = datetime(2026, 3, 4, tzinfo=UTC)
NAME = "gridmap.example.cn"


@pytest.fixture
def workspace(sqlite_workspace):
    return sqlite_workspace


@pytest.fixture
def admin(workspace):
    first_admin(workspace, "admin", PASSWORD, name="李主任")


@contextmanager
def refused(kind, code):
    with pytest.raises(kind) as said:
        yield
    assert said.value.code == code


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def served(home, *options, environment=None):
    """Another process that serves ``home``; gives its port and what it said at start."""
    port = free_port()
    command = [sys.executable, "-m", "gridmap", "serve", "--port", port, "--home", home, *options]
    process = subprocess.Popen(
        list(map(str, command)),
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"GRIDMAP_LANG": "en"} | (environment or {}),
    )
    try:
        said = ""
        while "(Ctrl+C ends it)" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        yield port, said
    finally:
        process.kill()
        process.communicate()


# What is demanded -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listening", "code"),
    [
        (Listening("0.0.0.0", names=(NAME,)), "serve-needs-https"),  # noqa: S104
        (Listening("0.0.0.0", proxy="10.0.0.1"), "serve-needs-name"),  # noqa: S104
        (Listening(proxy="proxy.local", names=(NAME,)), "proxy-address"),
        (Listening(certificate="a.pem"), "certificate-half"),
        (Listening(certificate="a.pem", key="b.pem"), "certificate-missing"),
        (Listening(certificate="a.pem", key="b.pem", proxy="::1"), "certificate-or-proxy"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_what_has_to_be_said_before_others_may_come(listening, code, workspace, admin):
    with pytest.raises((InputError, NotPermitted, StoreError)) as said:
        serve_workspace(workspace, listening=listening, ready=pytest.fail)
    assert said.value.code == code


def test_nobody_else_comes_while_nobody_can_sign_in(workspace):
    for listening in (
        Listening(proxy="127.0.0.1", names=(NAME,)),
        certified(Listening("0.0.0.0", names=(NAME,)), workspace.home)[0],  # noqa: S104
    ):
        with refused(NotPermitted, "serve-needs-account"):
            serve_workspace(workspace, listening=listening, ready=pytest.fail)
        # Not even where the database is exchanged beneath a running server.
        app = create_app(workspace, listening=listening)
        browser = TestClient(app, f"https://{NAME}", client=("127.0.0.1", 1))
        assert browser.get("/api/v1/areas").status_code == 401


def test_a_server_without_its_keys_says_so(workspace, admin):
    workspace.keys_file.unlink()
    with refused(StoreError, "keys-lost"):
        serve_workspace(workspace, ready=pytest.fail)
    assert not workspace.keys_file.exists()


# Behind a proxy ---------------------------------------------------------------------------------


def test_what_a_proxy_says_is_believed_and_what_others_say_is_not(workspace, admin):
    workspace.close()
    passed_on = {
        "host": NAME,
        "x-forwarded-proto": "https",
        "x-forwarded-for": "203.0.113.9",
        "origin": f"https://{NAME}",
        "accept-language": "en",
    }
    told = {"login": "admin", "password": PASSWORD}
    with served(workspace.home, "--behind-proxy", "127.0.0.1", "--name", NAME) as (port, said):
        assert f"https://{NAME}/" in said
        url = f"http://127.0.0.1:{port}/api/v1"
        answer = httpx.post(f"{url}/session", json=told, headers=passed_on)
        assert answer.status_code == 200
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-gridmap=")
        assert "; Secure" in cookie
        assert "max-age=31536000" in answer.headers["strict-transport-security"]
        plain = passed_on | {"x-forwarded-proto": "http"}
        refused = httpx.post(f"{url}/session", json=told, headers=plain)
        assert (refused.status_code, refused.json()["code"]) == (403, "http-open-line")
        hidden = {name: value for name, value in passed_on.items() if name != "host"}
        assert httpx.get(f"{url}/door", headers=hidden).status_code == 421
        made = httpx.post(f"{url}/first-admin", json=told, headers=passed_on)
        assert made.json()["code"] == "this-machine-only"
        bare = {"host": NAME, "x-forwarded-proto": "https", "origin": f"https://{NAME}"}
        made = httpx.post(f"{url}/first-admin", json=told, headers=bare)
        assert made.json()["code"] == "this-machine-only"
        # Each address waits for its own failures: what a caller adds in front makes no other one.
        for nth in range(30):
            one = passed_on | {"x-forwarded-for": f"198.51.100.{nth}, 203.0.113.9"}
            assert httpx.get(f"{url}/oidc/back", headers=one).status_code == 401
        assert httpx.get(f"{url}/oidc/back", headers=passed_on).status_code == 429
        other = passed_on | {"x-forwarded-for": "203.0.113.10"}
        assert httpx.get(f"{url}/oidc/back", headers=other).status_code == 401


def asked_from_here(workspace, listening):
    """A browser on this machine before all that the server puts around the application."""
    config = server._config(create_app(workspace, listening=listening), listening)
    config.load()
    return TestClient(config.loaded_app, "http://127.0.0.1:8000", client=("127.0.0.1", 50000))


def test_who_is_not_the_proxy_is_not_believed(workspace, admin):
    passed_on = {"host": NAME, "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    for proxy, code in (("10.9.8.7", "http-open-line"), ("127.0.0.1", None)):
        page = asked_from_here(workspace, Listening(proxy=proxy, names=(NAME,)))
        answer = page.get("/api/v1/door", headers=passed_on)
        assert answer.json().get("code") == code


def test_without_a_proxy_nobody_is_believed(workspace, admin):
    page = asked_from_here(workspace, Listening())
    answer = page.post(
        "/api/v1/session",
        json={"login": "admin", "password": PASSWORD},
        headers={"x-forwarded-proto": "https", "x-forwarded-for": "127.0.0.1"},
    )
    assert answer.headers["set-cookie"].startswith("gridmap=")
    assert "strict-transport-security" not in answer.headers
    assert page.get("/api/v1/session", headers={"host": NAME}).status_code == 421


# A certificate of one's own ---------------------------------------------------------------------


def test_a_certificate_of_ones_own_serves_phones(workspace, admin, monkeypatch, capsys):
    workspace.close()
    options = ("--host", "127.0.0.1", "--name", NAME, "--make-certificate")
    with served(workspace.home, *options) as (port, said):
        authority = workspace.home / "certificate" / "authority.crt"
        # The terminal breaks lines where it likes.
        assert str(authority) in said.replace("\n", "")
        trusting = ssl.create_default_context(cafile=authority)
        answer = httpx.get(f"https://127.0.0.1:{port}/api/v1/door", verify=trusting)
        assert answer.status_code == 200
        assert "strict-transport-security" in answer.headers
        with pytest.raises(httpx.ConnectError, match="certificate"):
            httpx.get(f"https://127.0.0.1:{port}/")
        signed = httpx.post(
            f"https://127.0.0.1:{port}/api/v1/session",
            json={"login": "admin", "password": PASSWORD},
            verify=trusting,
        )
        assert signed.headers["set-cookie"].startswith("__Host-gridmap=")
    # Another time it is there already.
    monkeypatch.setenv("GRIDMAP_LANG", "en")
    monkeypatch.setattr(server, "serve_workspace", lambda *_, **__: None)
    with pytest.raises(SystemExit) as left:
        main(["serve", "--home", str(workspace.home), *options])
    assert not left.value.code
    assert "Serving with the certificate made here" in capsys.readouterr().err


def loaded(file):
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_the_certificate_holds_what_browsers_ask_for(tmp_path):
    made = own_certificate(tmp_path, [NAME, "192.168.1.8"], NOW)
    leaf, authority = loaded(made.certificate), loaded(made.authority)
    store = Store([authority])
    for name in (
        x509.DNSName(NAME),
        x509.IPAddress(ipaddress.ip_address("192.168.1.8")),
    ):
        verifier = PolicyBuilder().store(store).time(NOW).build_server_verifier(name)
        assert verifier.verify(leaf, []) == [leaf, authority]
    lasts = leaf.not_valid_after_utc - leaf.not_valid_before_utc
    assert lasts == timedelta(days=397)
    assert (made.key.stat().st_mode & 0o777) == 0o600
    assert (made.certificate.parent / "authority.key").stat().st_mode & 0o077 == 0


def test_the_authority_is_good_for_these_names_only(tmp_path):
    made = own_certificate(tmp_path, [NAME], NOW)
    key = ec.generate_private_key(ec.SECP256R1())
    signing = serialization.load_pem_private_key(
        (made.certificate.parent / "authority.key").read_bytes(), None
    )
    authority = loaded(made.authority)
    for name in (
        x509.DNSName("bank.example.com"),
        x509.IPAddress(ipaddress.ip_address("10.0.0.1")),
    ):
        forged = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([]))
            .issuer_name(authority.subject)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(NOW)
            .not_valid_after(NOW + timedelta(days=90))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([name]), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()),
                critical=False,
            )
            .sign(signing, hashes.SHA256())
        )
        verifier = PolicyBuilder().store(Store([authority])).time(NOW + timedelta(hours=1))
        with pytest.raises(VerificationError):
            verifier.build_server_verifier(name).verify(forged, [])


def test_a_certificate_is_renewed_and_phones_need_nothing_new(tmp_path):
    first = own_certificate(tmp_path, [NAME], NOW)
    before = loaded(first.certificate)
    again = own_certificate(tmp_path, [NAME], NOW + timedelta(days=300))
    assert loaded(again.certificate) == before
    late = own_certificate(tmp_path, [NAME], NOW + timedelta(days=380))
    assert (first.new_authority, again.new_authority, late.new_authority) == (True, False, False)
    assert loaded(late.certificate) != before
    assert late.fingerprint == first.fingerprint
    other = own_certificate(tmp_path, ["other.example.cn"], NOW)
    assert other.new_authority
    assert other.fingerprint != first.fingerprint


@pytest.mark.parametrize("name", ["a b", "x" * 70, "*.example.cn", "a/b"])
def test_what_is_no_name_gets_no_certificate(name, tmp_path):
    with refused(InputError, "certificate-name"):
        own_certificate(tmp_path, [name], NOW)
    assert list(tmp_path.rglob("*.crt")) == []
