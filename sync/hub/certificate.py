"""The hub's own TLS certificate: no authority stands behind it, the stations' invitations pin it.

What is pinned is this very certificate, so neither its dates nor its names decide anything, and it
never has to be renewed (docs/adr/0015-the-hubs-own-certificate-is-pinned-whole.md).
"""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.base.dataclass import dataclass
from kiosk.base.files import write_whole
from kiosk.base.phrases import Phrase

NAME = "hub-tls.pem"
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""RFC 5280 §4.1.2.5: a certificate that has no well-defined end."""


class CertificateFault(Exception):
    """A certificate or its key cannot be used; one line for the administrator."""


@dataclass(frozen=True, slots=True)
class ServerTls:
    """What a hub serves TLS with."""

    context: ssl.SSLContext
    pin: str
    """What stations pin; empty where an authority vouches for the certificate."""


def own_tls(directory: Path, host: str) -> ServerTls:
    """TLS with the certificate of a hub's folder, which is made at the first start.

    `host`: of the address that stations use. Raises OSError, CertificateFault.
    """
    path = directory / NAME
    if not path.exists():
        write_whole(path, _make(host))
    context = _context(path, path)
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError as error:
        raise _unusable(path) from error
    pin = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()
    return ServerTls(context, pin)


def authority_tls(certificate: Path, key: Path) -> ServerTls:
    """TLS with a certificate that an authority vouches for, its chain in the same file.

    Raises OSError, CertificateFault.
    """
    return ServerTls(_context(certificate, key), "")


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # A key that asks for a passphrase shall be an error, and no question at a terminal.
        context.load_cert_chain(certificate, key, password="")
    except ssl.SSLError as error:
        raise _unusable(certificate) from error
    return context


def _unusable(path: Path) -> CertificateFault:
    return CertificateFault(
        Phrase("{file}: no certificate, or not with the key that belongs to it", file=path)
    )


def _make(host: str) -> bytes:
    """A private key and its certificate, PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = list(dict.fromkeys((_general_name(host), x509.DNSName("localhost"))))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Checkpoint kiosk hub")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_SINCE)
        .not_valid_after(_NO_END)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode("ascii"))
