"""Where stations reach this hub, as it was last served: what later invitations say."""

from __future__ import annotations

from sqlalchemy import Connection

from kiosk.base.dataclass import dataclass
from sync.hub.db.settings import put_setting, read_settings

_URL, _PIN = "public_url", "tls_pin"


@dataclass(frozen=True, slots=True)
class ServedAddress:
    """The address that stations use and sign, and how they know the certificate there."""

    url: str
    pin: str = ""
    """Of the hub's own certificate; empty for one of an authority, and for plain http."""


def read_served(connection: Connection) -> ServedAddress | None:
    """The address of the last time; None before the first."""
    found = read_settings(connection, (_URL, _PIN))
    return ServedAddress(found[_URL], found.get(_PIN, "")) if _URL in found else None


def note_served(connection: Connection, address: ServedAddress) -> None:
    """Remember it in the caller's transaction."""
    put_setting(connection, _URL, address.url)
    put_setting(connection, _PIN, address.pin)
