"""Whose request it is where a named reverse proxy stands before the hub.

What a request says of its own way (`X-Forwarded-For`) is believed from those proxies alone:
anybody else would choose the address that limits count for.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from starlette.types import Scope

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_HEADER = b"x-forwarded-for"
_HOME_PREFIX = 64
"""Of IPv6, whoever has one address has all of its /64 (RFC 6177)."""


def parse_address(text: str) -> Address | None:
    """An address as a peer or a proxy writes it; None for anything else."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    # An IPv6 socket shows its IPv4 peers in this form.
    return getattr(address, "ipv4_mapped", None) or address


def sender_of(peer: str) -> str:
    """Whom limits count for a peer's address: IPv4 the address, IPv6 its network."""
    address = parse_address(peer)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(address), _HOME_PREFIX), strict=False))
    return peer if address is None else str(address)


def sender_address(scope: Scope, proxies: frozenset[Address]) -> str:
    """Whom limits count for a request, as `sender_of` has it; empty where the server knows none.

    Behind proxies it is the last one in the header that is no proxy's: each adds whom it heard,
    and what stands before that may be anybody's invention.
    """
    client = scope.get("client")
    peer = client[0] if client else ""
    if parse_address(peer) not in proxies:
        return sender_of(peer)
    said = b",".join(value for name, value in scope["headers"] if name == _HEADER)
    for part in reversed(said.decode("latin-1").split(",")):
        address = parse_address(part)
        if address is None:
            break
        if address not in proxies:
            return sender_of(part)
    return sender_of(peer)
