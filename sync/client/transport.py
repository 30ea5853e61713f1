"""HTTP as the kiosk uses it: one kept session, every failure one NetworkFault.

Nothing is retried, no redirect is followed, no cookie, proxy or password of the environment is
used, and no answer may be larger or slower than it was allowed to be.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import socket as sockets
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFault, NetworkFaultKind

CONNECT_S = 10.0
READ_S = 45.0
WHOLE_S = 120.0
"""Longest whole exchange: a hub or a network that sends a byte a second never times out by
pauses."""

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """How a server proves over TLS who it is."""

    ca_file: Path | None = None
    """By this authority alone, instead of the system's."""
    pin: str = ""
    """By this very certificate, whatever its dates and names: hex of SHA-256 over its DER. Empty:
    by an authority."""


_SYSTEM = Trust()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came, whoever sent it."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    """As it travelled: still compressed if `content-encoding` says so."""
    is_whole: bool = True
    """False when the connection ended before the body did; only where that was allowed."""


@contextmanager
def network_faults() -> Iterator[None]:
    """Turn every exception of the HTTP libraries into a NetworkFault; the one place for it."""
    try:
        yield
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise NetworkFault(NetworkFaultKind.TIMEOUT, type(error).__name__) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise NetworkFault(_kind_of(error), type(error).__name__) from error


class AnswerTooLarge(NetworkFault):
    """An answer that goes past what is taken of one."""

    def __init__(self) -> None:
        super().__init__(NetworkFaultKind.SERVER_DOWN, "answer too large")


def shown_pin(url: str) -> str:
    """The pin of the certificate that a server shows, unproven: for a person to compare before
    anything is sent there. Raises NetworkFault."""
    parts = urlsplit(url)
    address = parts.hostname or "", parts.port or 443
    with network_faults():
        shown = ssl.get_server_certificate(address, timeout=CONNECT_S)
    return _pin_of(ssl.PEM_cert_to_DER_cert(shown))


def unpack(reply: Reply, limit: int) -> bytes:
    """The body, decompressed to at most `limit` bytes. Raises NetworkFault SERVER_DOWN."""
    coding = reply.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("", "identity"):
        return reply.body
    if coding != "gzip":
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "unknown content coding")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(reply.body, limit + 1)
    except zlib.error as error:
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "damaged gzip") from error
    if len(body) > limit:
        raise AnswerTooLarge
    if not unpacker.eof:
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "answer cut")
    return body


@dataclass(slots=True)
class _Line:
    """The connection in use, so that another thread can cut it."""

    socket: sockets.socket | None = None
    is_cut: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def opened(self, opened: sockets.socket) -> None:
        """Note a fresh connection; one that was cut meanwhile ends at once."""
        with self.lock:
            self.socket = opened
            if self.is_cut:
                _shut(opened)

    def begin(self) -> None:
        """A new exchange begins."""
        with self.lock:
            self.is_cut = False

    def cut(self) -> None:
        """End the exchange in progress; whoever waits for it gets an error."""
        with self.lock:
            self.is_cut = True
            if self.socket is not None:
                _shut(self.socket)


class Transport:
    """One kept connection to one server; one thread at a time, except for `cut`."""

    def __init__(self, trust: Trust = _SYSTEM, whole_s: float = WHOLE_S) -> None:
        self._line = _Line()
        self._whole_s = whole_s
        # A pinned certificate vouches for itself: the connection compares it.
        self._verify = False if trust.pin else str(trust.ca_file or _system_trust())
        self._session = _Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter(self._line.opened, trust.pin))

    def prepare_url(self, url: str) -> str:
        """The address as it will stand in the request line. Raises NetworkFault."""
        with network_faults():
            prepared = requests.Request("GET", url).prepare().url
        if prepared is None:
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "no address")
        return prepared

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        limit: int,
        *,
        may_be_cut: bool = False,
    ) -> Reply:
        """Send one request and read its answer of at most `limit` bytes. Raises NetworkFault.

        `may_be_cut`: an answer whose connection ended early is given with what came of it.
        """
        self._line.begin()
        watchdog = threading.Timer(self._whole_s, self._line.cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            with network_faults():
                return self._exchange(method, url, headers, body, limit, may_be_cut)
        except NetworkFault as fault:
            if self._line.is_cut:
                raise NetworkFault(NetworkFaultKind.TIMEOUT, "cut") from fault
            raise
        finally:
            watchdog.cancel()

    def cut(self) -> None:
        """From another thread: end the exchange in progress at once."""
        self._line.cut()

    def forget_connection(self) -> None:
        """Connect anew at the next exchange: the network changed under the kept connection."""
        for adapter in self._session.adapters.values():
            adapter.close()

    def close(self) -> None:
        """Close the session; safe to call twice."""
        self._session.close()

    def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        limit: int,
        may_be_cut: bool,
    ) -> Reply:
        prepared = self._session.prepare_request(
            requests.Request(method, url, headers=dict(headers), data=body or None)
        )
        response = self._session.send(
            prepared,
            stream=True,
            allow_redirects=False,
            timeout=(CONNECT_S, READ_S),
            verify=self._verify,
        )
        try:
            content, is_whole = _read(response.raw, limit, may_be_cut)
        finally:
            response.close()
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, lowered, content, is_whole)


def _read(raw: urllib3.HTTPResponse, limit: int, may_be_cut: bool) -> tuple[bytes, bool]:
    content = bytearray()
    while True:
        try:
            chunk = raw.read(_CHUNK, decode_content=False)
        except (urllib3.exceptions.HTTPError, OSError):
            if may_be_cut:
                return bytes(content), False
            raise
        except ValueError as error:
            # What the standard library says of a chunk of negative length.
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "malformed chunk") from error
        if not chunk:
            break
        content += chunk
        if len(content) > limit:
            raise AnswerTooLarge
    is_whole = not raw.length_remaining
    if not (is_whole or may_be_cut):
        raise NetworkFault(NetworkFaultKind.OFFLINE, "answer cut")
    return bytes(content), is_whole


_VERIFY_NOT_YET_VALID = 9
_VERIFY_EXPIRED = 10
_VERIFY_HOST_MISMATCH = 62
_VERIFY_ADDRESS_MISMATCH = 64
"""OpenSSL's numbers of why a certificate does not hold (`X509_V_ERR_…` in x509_vfy.h)."""
_CERTIFICATE_FAULTS = {
    _VERIFY_NOT_YET_VALID: NetworkFaultKind.CLOCK,
    _VERIFY_EXPIRED: NetworkFaultKind.CLOCK,
    _VERIFY_HOST_MISMATCH: NetworkFaultKind.WRONG_NAME,
    _VERIFY_ADDRESS_MISMATCH: NetworkFaultKind.WRONG_NAME,
}


def _kind_of(error: BaseException) -> NetworkFaultKind:
    """What failed, by the first of the error's causes that says it.

    OFFLINE where no server was reached or the line broke; SERVER_DOWN where one said no.
    """
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, _AnotherCertificate):
            return NetworkFaultKind.CERTIFICATE
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATE_FAULTS.get(cause.verify_code, NetworkFaultKind.CERTIFICATE)
        if isinstance(cause, OSError) and cause.errno == errno.ECONNREFUSED:
            return NetworkFaultKind.SERVER_DOWN
    says_no = (
        requests.exceptions.SSLError,
        ssl.SSLError,
        urllib3.exceptions.SSLError,
        requests.exceptions.InvalidURL,
    )
    if any(isinstance(cause, says_no) for cause in causes):
        return NetworkFaultKind.SERVER_DOWN
    return NetworkFaultKind.OFFLINE


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it, as far as the libraries tell."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _system_trust() -> str:
    """Where the system keeps the authorities it trusts; never the library's own list.

    A folder is preferred: only the authority that is needed is read from it.
    """
    paths = ssl.get_default_verify_paths()
    return paths.capath or paths.cafile or str(paths.openssl_capath)


def _shut(opened: sockets.socket) -> None:
    # The method of the plain socket: that of a TLS socket takes its state away from the thread
    # that is reading.
    with suppress(OSError):
        sockets.socket.shutdown(opened, sockets.SHUT_RDWR)


class _AnotherCertificate(ssl.SSLError):
    """A server showed another certificate than the pinned one."""


def _pin_of(certificate: bytes) -> str:
    """The pin of a certificate in DER."""
    return hashlib.sha256(certificate).hexdigest()


class _Session(requests.Session):
    """A session for which no answer is a redirect, so that none is read beyond its limit."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, whatever the answer says."""


class _Adapter(HTTPAdapter):
    """One connection, never retried, told of when it opens."""

    def __init__(self, opened: Callable[[sockets.socket], None], pin: str) -> None:
        self._opened = opened
        self._pin = pin
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As in the library, with connections that report themselves."""
        if self._pin:
            # Else each new connection reads all of the system's authorities, and asks none.
            kwargs["ssl_context"] = create_urllib3_context(cert_reqs=ssl.CERT_NONE)
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._opened, self._pin)

    def close(self) -> None:
        """Close the kept connection now; the library would when its garbage is collected."""
        pools = self.poolmanager.pools
        for key in list(pools.keys()):
            pool = pools.get(key)
            if pool is not None:
                pool.close()
        super().close()


def _pools(
    opened: Callable[[sockets.socket], None], pin: str
) -> dict[str, type[HTTPConnectionPool]]:
    class PlainConnection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            opened(self.sock)

    class SecureConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            if pin:
                self._compare()
            opened(self.sock)

        def _compare(self) -> None:
            """Before a byte of a request is sent. Raises SSLError."""
            assert isinstance(self.sock, ssl.SSLSocket)
            shown = self.sock.getpeercert(binary_form=True) or b""
            if not hmac.compare_digest(_pin_of(shown), pin):
                raise _AnotherCertificate("not the pinned certificate")
            self.is_verified = True

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = PlainConnection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    return {"http": PlainPool, "https": SecurePool}
