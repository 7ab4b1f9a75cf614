"""A sign-in provider for tests: OpenID Connect on this machine, with every fault one may want."""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from gridmap.store.certificates import own_certificate
from tests.usecases.worlds import Clock

CLIENT = "gridmap-of-the-street"
SECRET = "an office's word: with % and :"  # noqa: S105


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, auto_kid=True)


@dataclass
class Provider:
    """Vouches for ``subject``; ``claims``, ``sign`` and ``discovery`` let it go wrong."""

    clock: Clock
    issuer: str = ""
    subject: str = "u-1"
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    key: RSAKey | ECKey = field(default_factory=_key)
    alg: str = "RS256"
    status: int = 200
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def rotate(self) -> None:
        """Sign with another key from now on, of another kind."""
        self.key, self.alg = ECKey.generate_key("P-256", auto_kid=True), "ES256"

    def authorize(self, url: str) -> dict[str, str]:
        """Let somebody sign in there; give what the browser comes back with."""
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        assert asked["response_type"] == "code"
        assert asked["scope"].split()[0] == "openid"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "session_state": "whatever"}

    def token(self, form: dict[str, str], authorization: str | None) -> dict[str, Any] | None:
        """Redeem a code once, for whoever began with it."""
        begun = self.codes.pop(form["code"], None)
        told = base64.b64decode((authorization or "").removeprefix("Basic ")).decode()
        expected = urlencode({CLIENT: SECRET}).replace("=", ":").replace("+", "%20")
        verifier = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if (
            begun is None
            or told != expected
            or begun["code_challenge"] != challenge
            or begun["redirect_uri"] != form["redirect_uri"]
        ):
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(begun["nonce"])}

    def sign(self, nonce: str) -> str:
        """Make the token."""
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.alg, "kid": self.key.kid}
        if self.alg == "none":
            parts = [json.dumps(one).encode() for one in (header, claims)]
            told = [base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts]
            return ".".join([*told, ""])
        if self.alg == "HS256":
            # The public key taken for a shared secret.
            shared = OctKey.import_key(self.key.as_pem(private=False), {"kid": self.key.kid})
            return jwt.encode(header, claims, shared, algorithms=["HS256"])
        return jwt.encode(header, claims, self.key, algorithms=[self.alg])

    def answer(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end",
                **self.discovery,
            }
        if path == "/keys":
            return dict(KeySet([self.key]).as_dict(private=False))
        return None


@contextmanager
def provider_on(folder, clock: Clock) -> Iterator[tuple[Provider, str]]:
    """Run one; give it and the file of the authority that its certificate is from."""
    made = own_certificate(folder, ["localhost"], datetime.now(UTC))
    provider = Provider(clock)

    class _Handler(BaseHTTPRequestHandler):
        def _say(self, told: dict[str, Any] | None) -> None:
            provider.asked.append(self.path)
            status = provider.status if told is not None else 400
            self.send_response(status)
            if status == 302:
                self.send_header("location", f"{provider.issuer}/keys")
            body = json.dumps(told or {"error": "invalid_grant"}).encode()
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._say(provider.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(provider.token(form, self.headers["authorization"]))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    provider.issuer = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider, str(made.authority)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
