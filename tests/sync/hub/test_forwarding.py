"""Behind named proxies: whose address counts, and who may connect."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import requests

from kiosk.base.clock import ManualClock
from sync.hub.forwarding import parse_address, sender_address
from sync.hub.hub import HubOptions
from sync.hub.server import RunningHub
from sync.protocol.enrolment import CODE_TRIES
from tests.support.hub_client import HttpStation

PROXY = parse_address("127.0.0.1")
OTHER = parse_address("192.0.2.200")
assert PROXY is not None
assert OTHER is not None
PROXIES = frozenset({PROXY, OTHER})


@pytest.mark.parametrize(
    ("peer", "said", "expected"),
    [
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("::ffff:127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["10.0.0.1, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["203.0.113.9, 192.0.2.200"], "203.0.113.9"),
        ("127.0.0.1", ["10.0.0.1", "203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["2001:db8::7"], "2001:db8::/64"),
        ("2001:db8:0:1:2:3:4:5", [], "2001:db8:0:1::/64"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.9, nonsense"], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.200, 127.0.0.1"], "127.0.0.1"),
    ],
)
def test_the_last_address_that_is_no_proxys_counts(
    peer: str, said: list[str], expected: str
) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in said]
    assert sender_address({"client": (peer, 1), "headers": headers}, PROXIES) == expected


def test_nobodys_word_counts_where_there_is_no_proxy() -> None:
    scope = {"client": ("127.0.0.1", 1), "headers": [(b"x-forwarded-for", b"203.0.113.9")]}
    assert sender_address(scope, frozenset()) == "127.0.0.1"
    assert sender_address({"client": None, "headers": []}, frozenset()) == ""


def _miss(running: RunningHub, station: HttpStation, number: int, sender: str) -> int:
    request = station.enrolment(f"00000000{number:02}")
    request.headers["X-Forwarded-For"] = sender
    return station.send(request).status_code


@pytest.mark.parametrize(("proxies", "last"), [(frozenset(), 429), (PROXIES, 403)])
def test_an_address_that_is_only_said_does_not_spread_the_misses(
    tmp_path: Path,
    clock: ManualClock,
    proxies: frozenset,
    last: int,  # type: ignore[type-arg]
) -> None:
    with (
        RunningHub(tmp_path / "hub", now=clock.now, options=HubOptions(proxies=proxies)) as running,
        HttpStation(running.url, clock.now) as station,
    ):
        for number in range(CODE_TRIES):
            assert _miss(running, station, number, f"203.0.113.{number}") == 403
        assert _miss(running, station, 9, "203.0.113.99") == last


def test_behind_a_proxy_nobody_else_is_let_in(tmp_path: Path, clock: ManualClock) -> None:
    with RunningHub(
        tmp_path / "hub", now=clock.now, options=HubOptions(proxies=frozenset({OTHER}))
    ) as running:
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{running.url}/v1/ping?nonce=1", timeout=10)
        assert _closes(running.port)


def _closes(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            return connection.recv(1) == b""
    except ConnectionResetError:
        return True
