"""A proxy that signs what passes as an enrolled station, so that any HTTP client can be one."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from sync.protocol.signatures import ENROL_TAG, STATION_TAG, Request, sign_request
from tests.support.hub_client import HttpStation

_PASSED = ("content-type", "content-encoding", "range", "if-range", "x-app", "accept-encoding")
ENROL_PATH = "/v1/enrol"


class SigningProxy:
    """Listens on a loopback port and hands each request on to the hub, signed by `station`.

    A context manager. A request that nobody can sign, because of its address or headers, is handed
    on as it is. `statuses` counts the hub's answers by method, path and status.
    """

    def __init__(self, station: HttpStation) -> None:
        self.station = station
        self.enrolling = station.key
        """Signs what enrols."""
        self.statuses: Counter[tuple[str, str, int]] = Counter()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> SigningProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _signed(self, request: Request) -> Request:
        path = urlsplit(request.url).path
        key, kid, tag = self.station.key, self.station.kid, STATION_TAG
        if path == ENROL_PATH:
            key, tag = self.enrolling, ENROL_TAG
        with suppress(ValueError):
            sign_request(request, key, kid, at=self.station.now(), tag=tag)
        return request

    def _pass_on(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Any:
        request = self._signed(Request(method, self.station.url + target, headers, body))
        hub = urlsplit(self.station.url)
        connection = HTTPConnection(hub.hostname or "", hub.port, timeout=60)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in request.headers.items():
                connection.putheader(name, value.encode("latin-1"))
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer: HTTPResponse = connection.getresponse()
            content = answer.read()
            path = target.partition("?")[0]
            self.statuses[method, path, answer.status] += 1
            return answer.status, answer.getheaders(), content
        finally:
            connection.close()

    def _handler(proxy) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - two `self` stand here
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                kept = {
                    name.lower(): value
                    for name, value in self.headers.items()
                    if name.lower() in _PASSED
                }
                status, headers, content = proxy._pass_on(self.command, self.path, kept, body)
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                        self.send_header(name, value)
                if status >= 200 and status not in (204, 304):
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)
                self.wfile.flush()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        return Handler
