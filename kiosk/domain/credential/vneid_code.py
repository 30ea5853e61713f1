"""Codes that carry VNeID's own marker; their structure is not public, so nothing is guessed.

A VNeID code with the citizen card's layout is read as one, before this module is asked.
"""

from __future__ import annotations

from datetime import date

from kiosk.domain.credential.link import read_link
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented

_HOST = "vneid.gov.vn"


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name a code by the scheme `vneid:` or an address of vneid.gov.vn, or None."""
    link = read_link(presented.bare)
    is_host = link is not None and (link.host == _HOST or link.host.endswith(f".{_HOST}"))
    if not is_host and presented.after_prefix("vneid:") is None:
        return None
    return Credential(kind=CredentialKind.VNEID_CODE, fields={"text": presented.bare})
