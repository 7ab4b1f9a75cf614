"""Asking a service outside: nowhere that an address from a setting could be made to lead.

Every address of the name is looked at before the line is opened, and the line goes to one of those,
so that a name that changes meanwhile leads nowhere else. HTTPS only, no redirects, little time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from typing import Final
from urllib.parse import urlencode, urlsplit

from gridmap.errors import NetworkError
from gridmap.words.foreign import system_reason

__all__ = ["ask_outside", "is_askable"]

_SECONDS: Final = 10.0
_MOST_BYTES: Final = 1024 * 1024
_OK: Final = 200


class _Line(http.client.HTTPSConnection):
    """A line to an address that was looked at, checked against the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, trusting: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=_SECONDS, context=trusting)
        self._address, self._trusting = address, trusting

    def connect(self) -> None:
        """Open the line."""
        plain = socket.create_connection((self._address, self.port), timeout=_SECONDS)
        self.sock = self._trusting.wrap_socket(plain, server_hostname=self.host)

    def cut(self) -> None:
        """End the line however far it is."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended by itself
                return


def is_askable(url: str) -> bool:
    """Tell whether an address may be asked at all: HTTPS, a name, nothing hidden in it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url
    return plain and parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def ask_outside(
    url: str,
    *,
    intranet: bool,
    form: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> bytes:
    """Ask a service, and give what it answers.

    Parameters
    ----------
    intranet
        Whether private addresses may be asked.
    form
        Sent as a form; a plain question otherwise.

    Raises
    ------
    NetworkError
        ``outside-refused`` if the address may not be asked, ``outside-private`` if it leads into a
        private network, ``outside-failed`` for every other failure.
    """
    if not is_askable(url):
        raise NetworkError("outside-refused", host=urlsplit(url).hostname or "–")
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    address = _address_of(host, port, intranet=intranet)
    line = _Line(host, port, address, ssl.create_default_context())
    # Beside the limit of each step: a service that sends a byte now and then would hold us.
    limit = threading.Timer(_SECONDS, line.cut)
    limit.daemon = True
    limit.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        said = {"accept": "application/json", **(headers or {})}
        if form is None:
            line.request("GET", path, headers=said)
        else:
            said["content-type"] = "application/x-www-form-urlencoded"
            line.request("POST", path, urlencode(form), said)
        answer = line.getresponse()
        body = answer.read(_MOST_BYTES + 1)
    except (OSError, http.client.HTTPException) as fault:
        # What was sent and came back may be secret: only the kind of failure is told.
        raise NetworkError("outside-failed", host=host, reason=system_reason(fault)) from None
    finally:
        limit.cancel()
        line.close()
    if answer.status != _OK or len(body) > _MOST_BYTES:
        raise NetworkError("outside-failed", host=host, reason=f"HTTP {answer.status}")
    return body


def _address_of(host: str, port: int, *, intranet: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NetworkError("outside-failed", host=host, reason=system_reason(fault)) from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses or not all(_is_open(one, intranet=intranet) for one in addresses):
        raise NetworkError("outside-private", host=host)
    return addresses[0]


def _is_open(text: str, *, intranet: bool) -> bool:
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    # Never where machines of a cloud are told their own secrets, intranet or not.
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return address.is_global or intranet
