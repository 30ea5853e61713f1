"""*Thẻ*: what a wallet card for staff or a regular says, before any rendering."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.slips.slip import Slip
from sync.protocol.ks1 import SlipKind


@dataclass(frozen=True, slots=True)
class WalletCard:
    """Everything that stands on one wallet card; no phone or document number of its holder."""

    kind: SlipKind
    """STAFF_CARD or REGULAR_CARD."""
    code: str
    """What the QR code holds."""
    human_code: str
    """Eight digits and a check digit."""
    name: str = field(repr=False)
    """As it may be shown: initials, or the full name where the venue prints whole names."""
    venue_name: str
    hotline: str
    """Whom to call that finds it; may be empty."""
    valid_until: datetime
    """UTC."""
    time_zone: ZoneInfo


def card_of(slip: Slip) -> WalletCard:
    """What a slip that is a card says."""
    first = slip.hotlines[0] if slip.hotlines else None
    return WalletCard(
        kind=slip.kind,
        code=slip.code,
        human_code=slip.human_code,
        name=slip.full_name or slip.name_hint,
        venue_name=slip.venue_name,
        hotline=(first.mobile or first.landline) if first else "",
        valid_until=slip.valid_until,
        time_zone=slip.time_zone,
    )
