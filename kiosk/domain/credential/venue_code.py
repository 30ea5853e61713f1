"""Posters at a venue's door: tokhaiyte and Hồ Chí Minh City (docs/spec/credentials.md, Formats)."""

from __future__ import annotations

import re
from datetime import date

from kiosk.domain.credential import khambenh
from kiosk.domain.credential.link import Link, parameters, read_link
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented

_TOKHAIYTE_HOSTS = frozenset({"tokhaiyte.vn", "www.tokhaiyte.vn"})
_GROUP_ID = re.compile(r"[0-9a-f]{24}")


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a venue code of either system, or None."""
    link = read_link(presented.bare)
    if link is None:
        return None
    fields = _tokhaiyte(link) or _khambenh(link)
    if fields is None:
        return None
    return Credential(
        kind=CredentialKind.VENUE_CODE,
        fields=fields,
        warnings=() if fields["venue_id"] else ("venue_id_unreadable",),
    )


def _tokhaiyte(link: Link) -> dict[str, str] | None:
    if link.host not in _TOKHAIYTE_HOSTS:
        return None
    found = parameters(link.query)
    if found.get("page", "").casefold() != "group.checkin":
        return None
    group_id = found.get("groupId", "").lower()
    return {
        "system": "tokhaiyte",
        "venue_id": group_id if _GROUP_ID.fullmatch(group_id) else "",
        "venue_name": "",
    }


def _khambenh(link: Link) -> dict[str, str] | None:
    routed = khambenh.route_of(link)
    if routed is None:
        return None
    route, query = routed
    if route == "tokhai_yte/model":
        found = parameters(query)
        venue_id, name = khambenh.uuid_in(found.get("dd_id", "")), found.get("n", "")
    elif route.startswith("qr/"):
        venue_id, name = khambenh.uuid_in(route.removeprefix("qr/")), ""
    else:
        return None
    return {"system": khambenh.SYSTEM, "venue_id": venue_id, "venue_name": name}
