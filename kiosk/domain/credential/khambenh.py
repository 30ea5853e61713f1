"""Addresses of Hồ Chí Minh City's declaration system (docs/spec/credentials.md, Formats).

Its venue codes and its result links share hosts and keep their parameters after `#`.
"""

from __future__ import annotations

import re

from kiosk.domain.credential.link import Link

SYSTEM = "khambenh"
"""Name of the system in `fields`."""

_HOSTS = frozenset({"kbyt.khambenh.gov.vn", "kbytcq.khambenh.gov.vn"})
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def route_of(link: Link) -> tuple[str, str] | None:
    """(route, query) of an address of this system, None for any other host."""
    if link.host not in _HOSTS:
        return None
    if link.fragment:
        route, _, query = link.fragment.partition("?")
    else:
        route, query = link.path, link.query
    return route.strip("/"), query


def uuid_in(text: str) -> str:
    """The UUID in lower case, or "" when the text is none."""
    lower = text.strip().lower()
    return lower if _UUID.fullmatch(lower) else ""
