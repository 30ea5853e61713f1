"""The printed slip's content, before any rendering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.decision import Direction
from kiosk.domain.venue import Hotline

SLIP_PREFIX = "KS0:"
"""Marks the unsigned placeholder code; the signed slip (KS1) has its own magic.

`KS0:` + the decimal slip id (see `slip_text`)."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that stands on one slip; no full name, no document number."""

    slip_id: int
    """63 random bits; the code's content and the key of the slip's print job."""
    human_code: str
    """Eight digits and a check digit, shown as `123 456 78 9`."""
    venue_name: str
    gate_name: str
    hotlines: tuple[Hotline, ...]
    direction: Direction
    at: datetime
    """UTC time of the entry."""
    time_zone: ZoneInfo
    name_hint: str
    """Initials and the last three digits of a number: `N.V.A · •••678`; may be empty."""
    valid_until: datetime
    """UTC."""
    reprint: int = 0
    """How often this slip was printed before."""


def slip_text(slip_id: int) -> str:
    """The QR code's content for a slip: prefix and the id as 19 decimal digits."""
    return f"{SLIP_PREFIX}{slip_id:019d}"
