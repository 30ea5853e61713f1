"""Sending text messages: the port, a web-hook gateway, and one that writes to a folder."""

from __future__ import annotations

import itertools
import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import requests

from kiosk.base.files import read_whole, write_new

CONNECT_S = 5.0
READ_S = 10.0
MAX_LETTERS = 160
"""One part of a message in the GSM 7-bit alphabet (3GPP TS 23.038)."""

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


class SmsFault(Exception):
    """The gateway did not take the message; never holds the number or the text."""


class SmsGateway(Protocol):
    """Takes a message for a phone."""

    def send(self, phone: str, text: str) -> None:
        """Hand over one message. Raises SmsFault when the gateway did not take it.

        `phone` is E.164; `text` fits one part, see `is_one_part`.
        """
        ...


def is_one_part(text: str) -> bool:
    """Whether a text goes as one message: 160 letters of the GSM 7-bit basic alphabet."""
    return len(text) <= MAX_LETTERS and all(letter in _GSM_BASIC for letter in text)


class WebhookGateway:
    """POSTs `{"to": …, "text": …}` to an address; any 2xx means taken."""

    def __init__(self, url: str, token: str | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not an http or https address")
        self._url = url
        self._headers = {} if token is None else {"Authorization": f"Bearer {token}"}

    def send(self, phone: str, text: str) -> None:
        """Hand over one message. Raises SmsFault."""
        try:
            with requests.post(
                self._url,
                json={"to": phone, "text": text},
                headers=self._headers,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            ) as answer:
                status = answer.status_code
        except requests.RequestException as error:
            # The exception's text may hold the address with its secrets.
            raise SmsFault(type(error).__name__) from None
        if not 200 <= status < 300:
            raise SmsFault(f"status {status}")


class FolderGateway:
    """Writes each message to a file: for tests, demos and trials without a gateway.

    Number and text lie there in plain sight.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def send(self, phone: str, text: str) -> None:
        """Write `NNNN.json`. Raises SmsFault."""
        with self._lock:
            try:
                self._write(json.dumps({"to": phone, "text": text}).encode("utf-8"))
            except OSError as error:
                raise SmsFault(type(error).__name__) from None

    def messages(self) -> list[tuple[str, str]]:
        """What was sent, oldest first: phone and text."""
        loaded = [json.loads(read_whole(path)) for path in sorted(self._directory.glob("*.json"))]
        return [(item["to"], item["text"]) for item in loaded]

    def _write(self, content: bytes) -> None:
        for number in self._numbers:
            with suppress(FileExistsError):
                write_new(self._directory / f"{number:04d}.json", content)
                return


class NoGateway:
    """A hub without SMS."""

    def send(self, phone: str, text: str) -> None:
        """Raises SmsFault always."""
        raise SmsFault("no gateway")
