"""The kernel's announcements: which of them mean that the network came up."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest

from sync.client.netlink import (
    IFF_LOOPBACK,
    IFF_RUNNING,
    RTM_NEWADDR,
    RTM_NEWLINK,
    RTM_NEWROUTE,
    NetworkEvents,
)

RTM_DELLINK = 17
RTM_DELROUTE = 25


def message(kind: int, body: bytes = b"", length: int | None = None) -> bytes:
    size = 16 + len(body) if length is None else length
    raw = struct.pack("=IHHII", size, kind, 0, 0, 0) + body
    return raw + b"\0" * (-len(raw) % 4)


def link(flags: int) -> bytes:
    return message(RTM_NEWLINK, struct.pack("=BxHiII", 0, 1, 2, flags, 0))


@pytest.fixture
def kernel() -> Iterator[tuple[socket.socket, NetworkEvents]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    events = NetworkEvents(theirs)
    yield ours, events
    events.close()
    ours.close()


@pytest.mark.parametrize(
    ("datagrams", "expected"),
    [
        ([], False),
        ([message(RTM_NEWADDR)], True),
        ([message(RTM_NEWROUTE)], True),
        ([link(IFF_RUNNING)], True),
        ([link(0)], False),
        ([link(IFF_RUNNING | IFF_LOOPBACK)], False),
        ([message(RTM_DELLINK), message(RTM_DELROUTE)], False),
        ([message(RTM_DELROUTE) + message(RTM_NEWROUTE)], True),
        ([message(RTM_DELROUTE), link(IFF_RUNNING)], True),
        ([b"\1\2\3"], False),
        ([message(RTM_NEWROUTE, length=4000)], False),
        ([message(RTM_NEWROUTE, length=0)], False),
        ([message(RTM_NEWLINK, b"\0\0")], False),
    ],
)
def test_links_addresses_and_routes_that_appear_wake_sync(
    kernel: tuple[socket.socket, NetworkEvents], datagrams: list[bytes], expected: bool
) -> None:
    ours, events = kernel
    for datagram in datagrams:
        ours.send(datagram)
    assert events.has_come_up() is expected
    assert events.has_come_up() is False


def test_the_kernels_own_socket_opens_without_rights() -> None:
    events = NetworkEvents()
    assert events.fileno() >= 0
    events.has_come_up()
    events.close()
    events.close()
