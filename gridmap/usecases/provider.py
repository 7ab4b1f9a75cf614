"""The sign-in provider of an office: what it says of itself, its keys, and whom it vouches for.

OpenID Connect, the code flow with PKCE. Signatures are checked by joserfc; only kinds that need the
provider's own private key count, so that nothing public can be taken for a key.
"""

from __future__ import annotations

import base64
import json
import os
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from gridmap.errors import NetworkError, NotFound, NotSignedIn, StoreError
from gridmap.intake.outside import ask_outside, is_askable
from gridmap.usecases.workspace import Workspace

__all__ = ["Provider", "Vouched"]

SECRET_FILE: Final = "oidc-secret"  # noqa: S105  (a file's name)
_SECRET_VARIABLE: Final = "GRIDMAP_OIDC_SECRET"  # noqa: S105

_KINDS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
)
_KNOWN_FOR: Final = timedelta(minutes=10)
# Clocks of two servers are a little off.
_LEEWAY_SECONDS: Final = 60
_MOST_SUBJECT: Final = 255

# RFC 8176: what somebody has, and what they know or are. One of each is a second factor.
_HAS: Final = {"otp", "hwk", "swk", "sc", "sms", "tel", "pop"}
_KNOWS: Final = {"pwd", "pin", "kba", "fpt", "face", "iris", "retina", "vbm"}
_STRONG: Final = {
    "phr",
    "phrh",
    "https://refeds.org/profile/mfa",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
}


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for.

    Attributes
    ----------
    subject
        Issuer and the provider's own id of the person, joined by a blank.
    second_factor
        Whether the provider says that it asked for one.
    """

    subject: str
    second_factor: bool


@dataclass(frozen=True, slots=True)
class _Told:
    facts: dict[str, Any]
    keys: KeySet
    at: datetime


class Provider:
    """The provider that the settings of a workspace name; asked when it is needed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._told: _Told | None = None
        self._lock = threading.Lock()

    @property
    def offered(self) -> bool:
        """Whether there is one."""
        settings = self._workspace.settings
        return settings.oidc_issuer is not None and settings.oidc_client_id is not None

    @property
    def issuer(self) -> str:
        """Its address.

        Raises
        ------
        NotFound
            ``oidc-none``.
        """
        issuer = self._workspace.settings.oidc_issuer
        if issuer is None or not self.offered:
            raise NotFound("oidc-none")
        return issuer

    @property
    def client(self) -> str:
        """What it calls us."""
        return self._workspace.settings.oidc_client_id or ""

    def address(self, name: str) -> str | None:
        """Tell one of its addresses, such as ``authorization_endpoint``; ``None`` if it has none.

        Raises
        ------
        NetworkError
            ``oidc-odd`` if it says something else than a provider does; as
            :func:`~gridmap.intake.outside.ask_outside`.
        """
        told = self._now().facts.get(name)
        return told if isinstance(told, str) and is_askable(told) else None

    def vouched(self, code: str, *, verifier: str, nonce: str, back: str) -> Vouched:
        """Redeem a code, and read whom it vouches for.

        Parameters
        ----------
        verifier, nonce, back
            What this sign-in began with.

        Raises
        ------
        NotSignedIn
            ``oidc-refused`` if the provider does not take the code, or what it hands out is not
            meant for us, for this sign-in, or for now.
        NetworkError
            As :meth:`address`.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        answer = self._ask(self._needed("token_endpoint"), form)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotSignedIn("oidc-refused")
        return self._read(token, nonce)

    def _read(self, token: str, nonce: str) -> Vouched:
        wanted = jwt.JWTClaimsRegistry(
            now=int(self._workspace.clock().timestamp()),
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            try:
                read = jwt.decode(token, self._now().keys, algorithms=_KINDS)
            except InvalidKeyIdError:
                # Keys are exchanged now and then; a key that is still unknown is nobody's.
                read = jwt.decode(token, self._now(anew=True).keys, algorithms=_KINDS)
            wanted.validate(read.claims)
        except (JoseError, ValueError, TypeError, KeyError):
            raise NotSignedIn("oidc-refused") from None
        claims = read.claims
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        party = claims.get("azp", None if several else self.client)
        subject = claims["sub"]
        if party != self.client or not 0 < len(subject) <= _MOST_SUBJECT:
            raise NotSignedIn("oidc-refused")
        return Vouched(f"{self.issuer} {subject}", _is_strong(claims))

    def _now(self, *, anew: bool = False) -> _Told:
        now = self._workspace.clock()
        with self._lock:
            told = self._told
            if told is None or anew or now - told.at > _KNOWN_FOR:
                facts = self._ask(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                if facts.get("issuer") != self.issuer:
                    raise NetworkError("oidc-odd", issuer=self.issuer)
                keys = self._ask(str(facts.get("jwks_uri")))
                try:
                    # A key for sealing signs nothing.
                    listed = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
                    known = KeySet.import_key_set({"keys": listed})
                except (JoseError, ValueError, TypeError, KeyError, AttributeError):
                    raise NetworkError("oidc-odd", issuer=self.issuer) from None
                told = self._told = _Told(facts, known, now)
            return told

    def _needed(self, name: str) -> str:
        address = self.address(name)
        if address is None:
            raise NetworkError("oidc-odd", issuer=self.issuer)
        return address

    def _ask(self, url: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        headers: dict[str, str] = {}
        if form is not None:
            form, headers = self._proven(form)
        intranet = self._workspace.settings.oidc_intranet
        try:
            answer = json.loads(ask_outside(url, intranet=intranet, form=form, headers=headers))
        except (ValueError, RecursionError):
            raise NetworkError("oidc-odd", issuer=self.issuer) from None
        except NetworkError:
            if form is not None:
                # Providers answer a code that does not count with an error.
                raise NotSignedIn("oidc-refused") from None
            raise
        if not isinstance(answer, dict):
            raise NetworkError("oidc-odd", issuer=self.issuer)
        return answer

    def _proven(self, form: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Say who we are, in the way that the provider takes."""
        secret = self._secret()
        if secret is None:
            return {**form, "client_id": self.client}, {}
        ways = self._now().facts.get("token_endpoint_auth_methods_supported")
        if isinstance(ways, list) and "client_secret_basic" not in ways:
            return {**form, "client_id": self.client, "client_secret": secret}, {}
        told = f"{quote(self.client, safe='')}:{quote(secret, safe='')}"
        return form, {"authorization": f"Basic {base64.b64encode(told.encode()).decode()}"}

    def _secret(self) -> str | None:
        if told := os.environ.get(_SECRET_VARIABLE):
            return told
        file = self._workspace.home / SECRET_FILE
        try:
            return file.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as fault:
            raise StoreError("oidc-secret-unreadable", file=file) from fault


def _is_strong(claims: dict[str, Any]) -> bool:
    told = claims.get("amr")
    ways = {way for way in told if isinstance(way, str)} if isinstance(told, list) else set()
    level = claims.get("acr")
    strong = isinstance(level, str) and level in _STRONG
    return strong or "mfa" in ways or bool(ways & _HAS and ways & _KNOWS)
