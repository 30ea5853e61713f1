"""Network addresses as people write them: one reading for whoever checks and whoever connects."""

from __future__ import annotations

import ipaddress
import re

_HOST_PORT = re.compile(
    r"(?:\[(?P<v6>[^\s\[\]]+)\]|(?P<name>[^\s:\[\]/]+))(?::(?P<port>[0-9]{1,5}))?"
)
_LAST_PORT = 65535


def read_host_port(text: str, default_port: int) -> tuple[str, int]:
    """The host and port of `host`, `host:port`, `[IPv6]` or `[IPv6]:port`.

    Raises ValueError for another form, for what is no IPv6 address in brackets, and for a port
    outside 1 to 65535.
    """
    match = _HOST_PORT.fullmatch(text)
    if match is None:
        raise ValueError("not a host and port")
    if match["v6"] is not None:
        ipaddress.IPv6Address(match["v6"])
    port = int(match["port"] or default_port)
    if not 1 <= port <= _LAST_PORT:
        raise ValueError("no such port")
    return match["v6"] or match["name"], port
