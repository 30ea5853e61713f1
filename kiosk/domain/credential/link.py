"""Addresses taken apart without `urllib.parse.urlsplit`, which raises on damaged ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from kiosk.base.dataclass import dataclass
from kiosk.domain.credential.presented import MAX_ITEMS, words

_WITH_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,31})://([^/?#]*)(.*)", re.DOTALL)
_BARE_HOST = re.compile(r"((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?::[0-9]{1,5})?)([/?#].*)?")


@dataclass(frozen=True, slots=True)
class Link:
    """An address; `scheme` and `host` in lower case, the rest as it stands."""

    url: str
    scheme: str
    host: str
    path: str
    query: str
    fragment: str


def read_link(text: str) -> Link | None:
    """The address in `text`, with a scheme or as a bare `host.domain/…`; None if it is none."""
    if match := _WITH_SCHEME.fullmatch(text):
        scheme, authority, rest = match[1].lower(), match[2], match[3]
    elif match := _BARE_HOST.fullmatch(text):
        scheme, authority, rest = "", match[1], match[2] or ""
    else:
        return None
    before, _, fragment = rest.partition("#")
    path, _, query = before.partition("?")
    host = authority.rpartition("@")[2].partition(":")[0].rstrip(".").lower()
    return Link(url=text, scheme=scheme, host=host, path=path, query=query, fragment=fragment)


def parameters(query: str) -> Mapping[str, str]:
    """`a=1&b=2` with percent-encoding undone; of repeated names the first counts."""
    found: dict[str, str] = {}
    for pair in query.split("&", MAX_ITEMS)[:MAX_ITEMS]:
        name, _, value = pair.partition("=")
        found.setdefault(unquote(name), words(unquote(value.replace("+", " "))))
    return found
