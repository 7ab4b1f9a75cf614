"""Where a server listens, by which names it is asked for, and what keeps the line private."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gridmap.errors import InputError, NotPermitted, StoreError

__all__ = ["LOOPBACK", "Listening"]

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
"""Names of this machine."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a server listens, and how browsers reach it.

    Attributes
    ----------
    names
        Names and addresses that browsers ask for, beside those of this machine.
    certificate, key
        Files (PEM) of a certificate for these names.
    proxy
        Address of a proxy that has the certificate and passes requests on; what it says of where
        they come from is believed, and what anybody else says is not.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None

    @property
    def outside(self) -> bool:
        """Whether anybody but this machine may come."""
        return self.host not in LOOPBACK or self.proxy is not None

    @property
    def hosts(self) -> list[str]:
        """All names that are answered to.

        Behind a proxy not those of this machine: one that passes them on has hidden who was asked,
        and every write would look like one from a foreign page.
        """
        own = () if self.proxy is not None else LOOPBACK
        named = () if self.host in LOOPBACK or _is_any(self.host) else (self.host,)
        return [_bracketed(name) for name in dict.fromkeys((*own, *named, *self.names))]

    @property
    def address(self) -> str:
        """What to open."""
        named = [name for name in self.hosts if name not in map(_bracketed, LOOPBACK)]
        if self.proxy is not None:
            return f"https://{named[0]}/"
        scheme = "http" if self.certificate is None else "https"
        return f"{scheme}://{(named or [_bracketed(self.host)])[0]}:{self.port}/"

    def demand_private(self) -> None:
        """Insist that nobody on the line can listen in, and that the names are known.

        Raises
        ------
        NotPermitted
            ``serve-needs-https``.
        InputError
            ``serve-needs-name``; ``certificate-or-proxy``, ``certificate-half``,
            ``certificate-unreadable``, ``proxy-address``.
        """
        if self.certificate is not None and self.proxy is not None:
            raise InputError("certificate-or-proxy")
        if (self.certificate is None) != (self.key is None):
            raise InputError("certificate-half")
        if self.certificate is not None and self.key is not None:
            _demand_fitting(self.certificate, self.key)
        if self.proxy is not None:
            _demand_address(self.proxy)
        if self.outside and self.certificate is None and self.proxy is None:
            raise NotPermitted("serve-needs-https", host=self.host)
        if self.outside and not set(self.hosts) - set(map(_bracketed, LOOPBACK)):
            raise InputError("serve-needs-name")


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _demand_address(proxy: str) -> None:
    try:
        ipaddress.ip_address(proxy)
    except ValueError as fault:
        raise InputError("proxy-address", address=proxy) from fault


def _demand_fitting(certificate: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            # A key with a password would stop the server until somebody types it: refused here.
            certificate,
            key,
            password=lambda: "",
        )
    except (ssl.SSLError, ValueError) as fault:
        raise InputError("certificate-unreadable", file=certificate, key=key) from fault
    except OSError as fault:
        raise StoreError("certificate-missing", file=certificate, key=key) from fault
