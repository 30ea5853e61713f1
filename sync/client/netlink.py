"""Hears from the kernel that a link, address or route came up (rtnetlink(7)), so that sync goes on
within seconds of the network's return instead of at the end of its wait."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import suppress

RTMGRP_LINK = 0x1
RTMGRP_IPV4_IFADDR = 0x10
RTMGRP_IPV4_ROUTE = 0x40
RTMGRP_IPV6_IFADDR = 0x100
RTMGRP_IPV6_ROUTE = 0x400
GROUPS = (
    RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_IFADDR | RTMGRP_IPV6_ROUTE
)

RTM_NEWLINK = 16
RTM_NEWADDR = 20
RTM_NEWROUTE = 24
IFF_LOOPBACK = 0x8
IFF_RUNNING = 0x40

_HEADER = struct.Struct("=IHHII")
"""nlmsghdr: length, type, flags, sequence, sender."""
_LINK = struct.Struct("=BxHiII")
"""ifinfomsg: family, type, index, flags, change."""
_BUFFER = 64 * 1024


class NetworkEvents:
    """The kernel's announcements, read without waiting; for one thread."""

    def __init__(self, events: socket.socket | None = None) -> None:
        """`events`: a datagram socket that speaks netlink; by default the kernel's.

        Raises OSError where the system has no netlink.
        """
        if events is None:
            events = socket.socket(
                socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE
            )
            events.bind((0, GROUPS))
        events.setblocking(False)
        self._socket = events

    def fileno(self) -> int:
        """For a selector."""
        return self._socket.fileno()

    def has_come_up(self) -> bool:
        """Take everything announced since the last call; whether something came up."""
        is_up = False
        while True:
            try:
                datagram = self._socket.recv(_BUFFER)
            except BlockingIOError:
                return is_up
            except OSError:
                # ENOBUFS: the kernel dropped announcements, so there were many.
                return True
            if not datagram:
                return is_up
            is_up = is_up or any(map(_is_rise, _messages(datagram)))

    def close(self) -> None:
        """Hear no more; safe to call twice."""
        with suppress(OSError):
            self._socket.close()


def _messages(datagram: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and body of each message; ends at the first that is cut."""
    start = 0
    while start + _HEADER.size <= len(datagram):
        length, kind, *_ = _HEADER.unpack_from(datagram, start)
        if length < _HEADER.size or start + length > len(datagram):
            return
        yield kind, datagram[start + _HEADER.size : start + length]
        start += (length + 3) & ~3


def _is_rise(message: tuple[int, bytes]) -> bool:
    kind, body = message
    if kind in (RTM_NEWADDR, RTM_NEWROUTE):
        return True
    if kind != RTM_NEWLINK or len(body) < _LINK.size:
        return False
    flags = _LINK.unpack_from(body)[3]
    return bool(flags & IFF_RUNNING) and not flags & IFF_LOOPBACK
