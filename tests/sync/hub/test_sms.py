"""The SMS port: the web hook says what it must and no more; the folder keeps what was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sync.hub.people.sms import FolderGateway, SmsFault, WebhookGateway


class _Sink(BaseHTTPRequestHandler):
    status = 202
    seen: list[tuple[str | None, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.headers.get("Authorization"), body))
        self.send_response(self.status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Silent."""


@contextmanager
def _gateway(status: int) -> Iterator[tuple[str, list[tuple[str | None, bytes]]]]:
    seen: list[tuple[str | None, bytes]] = []
    handler = type("Sink", (_Sink,), {"status": status, "seen": seen})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sms", seen
        finally:
            server.shutdown()
            thread.join()


def test_a_message_goes_to_the_web_hook() -> None:
    with _gateway(202) as (url, seen):
        WebhookGateway(url, "secret").send("+84912345678", "012345 la ma")
    ((token, body),) = seen
    assert token == "Bearer secret"
    assert json.loads(body) == {"to": "+84912345678", "text": "012345 la ma"}


@pytest.mark.parametrize("status", [302, 400, 500])
def test_anything_but_yes_is_a_fault_that_tells_nothing(status: int) -> None:
    with _gateway(status) as (url, seen), pytest.raises(SmsFault) as error:
        WebhookGateway(url).send("+84912345678", "012345 la ma")
    assert len(seen) == 1
    assert str(error.value) == f"status {status}"


def test_a_gateway_that_is_not_there_is_a_fault_that_tells_nothing() -> None:
    with pytest.raises(SmsFault) as error:
        WebhookGateway("http://127.0.0.1:9/?key=secret").send("+84912345678", "012345")
    assert str(error.value) == "ConnectionError"
    assert error.value.__cause__ is None


@pytest.mark.parametrize("url", ["sms", "ftp://gateway.example.vn", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        WebhookGateway(url)


def test_the_folder_keeps_messages_across_restarts(tmp_path: Path) -> None:
    FolderGateway(tmp_path / "sms").send("+84912345678", "one")
    again = FolderGateway(tmp_path / "sms")
    again.send("+84912345678", "two")
    assert [text for _, text in again.messages()] == ["one", "two"]


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "sms").write_text("a file")
    with pytest.raises(SmsFault):
        FolderGateway(tmp_path / "sms").send("+84912345678", "one")
