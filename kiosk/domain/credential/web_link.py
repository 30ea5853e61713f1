"""Any other address, named so that the screen can say what was held up."""

from __future__ import annotations

from datetime import date

from kiosk.domain.credential.link import read_link
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name an address, or None; it is never opened."""
    link = read_link(presented.bare)
    if link is None:
        return None
    return Credential(kind=CredentialKind.WEB_LINK, fields={"url": link.url, "host": link.host})
