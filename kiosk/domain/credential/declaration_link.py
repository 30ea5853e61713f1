"""Result of a declaration in Hồ Chí Minh City's system: a link.

See docs/spec/credentials.md, Formats.
"""

from __future__ import annotations

from datetime import date

from kiosk.domain.credential import khambenh
from kiosk.domain.credential.link import parameters, read_link
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a result link, or None; offline only the declaration's id is known."""
    link = read_link(presented.bare)
    routed = None if link is None else khambenh.route_of(link)
    if routed is None or routed[0] != "tokhai_yte/ketqua":
        return None
    declaration_id = khambenh.uuid_in(parameters(routed[1]).get("id", ""))
    return Credential(
        kind=CredentialKind.DECLARATION_LINK,
        fields={"system": khambenh.SYSTEM, "declaration_id": declaration_id},
        warnings=() if declaration_id else ("declaration_id_unreadable",),
    )
