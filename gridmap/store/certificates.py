"""A certificate of one's own: for phones in an office whose server has no public name.

An authority is made once, and by its constraints good for these names only: a phone that trusts it
trusts nothing else by it, whoever gets hold of its key. It signs a certificate of 397 days, the
longest that every browser takes.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gridmap.errors import InputError, StoreError
from gridmap.words.foreign import system_reason

__all__ = ["Certificate", "own_certificate"]

FOLDER: Final = "certificate"

_AUTHORITY_LASTS: Final = timedelta(days=3650)
_LEAF_LASTS: Final = timedelta(days=397)
_RENEWED_BEFORE: Final = timedelta(days=30)
# Clocks of phones are a little off.
_BEGUN: Final = timedelta(hours=1)
# Of both kinds of name some are allowed always: a kind that is not spoken of is not constrained.
_ALWAYS: Final = ("localhost", "127.0.0.1", "::1")

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files of a certificate that was made here.

    Attributes
    ----------
    authority
        What goes onto the phones.
    fingerprint
        SHA-256 of the authority, as phones show it.
    new_authority
        Whether phones have to take it anew.
    """

    authority: Path
    certificate: Path
    key: Path
    fingerprint: str
    ends_at: datetime
    new_authority: bool


def own_certificate(home: Path, names: Sequence[str], now: datetime) -> Certificate:
    """Give the certificate for ``names``; what is missing, ends soon or lacks a name is made.

    Parameters
    ----------
    names
        Names and addresses of the server as browsers ask for it.

    Raises
    ------
    InputError
        ``certificate-name`` if one is no name.
    StoreError
        ``certificate-unwritable``, ``certificate-odd``.
    """
    wanted = _general(dict.fromkeys((*names, *_ALWAYS)))
    folder = home / FOLDER
    files = {
        name: folder / name
        for name in ("authority.crt", "authority.key", "server.crt", "server.key")
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority = _known(files["authority.crt"])
        signing = _known_key(files["authority.key"])
        anew = (
            authority is None
            or signing is None
            or _ends_soon(authority, now)
            or not _covers(authority, wanted)
        )
        if authority is None or signing is None or anew:
            signing = ec.generate_private_key(ec.SECP256R1())
            authority = _authority(signing, wanted, now)
            _write_key(files["authority.key"], signing)
            _write(files["authority.crt"], authority)
        leaf = _known(files["server.crt"])
        if (
            leaf is None
            or anew
            or _ends_soon(leaf, now)
            or _names_of(leaf) != set(wanted)
            or _known_key(files["server.key"]) is None
        ):
            key = ec.generate_private_key(ec.SECP256R1())
            leaf = _leaf(key, signing, authority, wanted, now)
            _write_key(files["server.key"], key)
            _write(files["server.crt"], leaf)
    except OSError as fault:
        raise StoreError(
            "certificate-unwritable", folder=folder, reason=system_reason(fault)
        ) from fault
    return Certificate(
        authority=files["authority.crt"],
        certificate=files["server.crt"],
        key=files["server.key"],
        fingerprint=authority.fingerprint(hashes.SHA256()).hex(":").upper(),
        ends_at=leaf.not_valid_after_utc,
        new_authority=anew,
    )


def _general(names: Iterable[str]) -> list[x509.GeneralName]:
    made: list[x509.GeneralName] = []
    for name in names:
        try:
            made.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            try:
                plain = name.encode("idna").decode().lower()
                if not all(part.replace("-", "").isalnum() for part in plain.split(".")):
                    raise InputError("certificate-name", name=name)
                made.append(x509.DNSName(plain))
            except UnicodeError as fault:
                raise InputError("certificate-name", name=name) from fault
    return made


def _constrained(names: Iterable[x509.GeneralName]) -> list[x509.GeneralName]:
    return [
        x509.IPAddress(ipaddress.ip_network(name.value))
        if isinstance(name, x509.IPAddress)
        else name
        for name in names
    ]


def _authority(key: Key, names: Sequence[x509.GeneralName], now: datetime) -> x509.Certificate:
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"gridmap {now:%Y-%m-%d}")])
    return (
        _begun(called, called, key, now, _AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=_constrained(names), excluded_subtrees=None),
            critical=True,
        )
        .add_extension(_identifier(key), critical=False)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    key: Key,
    signing: Key,
    authority: x509.Certificate,
    names: Sequence[x509.GeneralName],
    now: datetime,
) -> x509.Certificate:
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gridmap")])
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    return (
        _begun(called, authority.subject, key, now, _LEAF_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(_identifier(key), critical=False)
        .add_extension(by, critical=False)
        .sign(signing, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    begun = now - _BEGUN
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + lasts)
    )


def _identifier(key: Key) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _ends_soon(known: x509.Certificate, now: datetime) -> bool:
    return known.not_valid_after_utc - now < _RENEWED_BEFORE


def _covers(authority: x509.Certificate, names: Iterable[x509.GeneralName]) -> bool:
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return set(_constrained(names)) <= set(allowed.permitted_subtrees or ())


def _names_of(leaf: x509.Certificate) -> set[x509.GeneralName]:
    return set(leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _known(file: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as fault:
        raise StoreError("certificate-odd", file=file) from fault


def _known_key(file: Path) -> Key | None:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (TypeError, ValueError) as fault:
        raise StoreError("certificate-odd", file=file) from fault
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise StoreError("certificate-odd", file=file)
    return key


def _write(file: Path, made: x509.Certificate) -> None:
    file.write_bytes(made.public_bytes(Encoding.PEM))


def _write_key(file: Path, key: Key) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
        made.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
