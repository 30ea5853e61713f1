"""Names of the small facts that outlive a restart (`kiosk.ports.sync_store.SyncState`)."""

from __future__ import annotations

from datetime import datetime

from kiosk.ports.sync_store import CONFLICT_AT_FACT, CONFLICTS_FACT
from sync.protocol.records import format_at, parse_at

STAMP = "stamp"
"""Hub and epoch whose acks the outbox counts, as in `X-Hub`."""
KID = "kid"
"""The key of the enrolment the other facts are of."""
GATE = "gate"
"""The gate the station was enrolled at; `kiosk.core.sync_store` puts it in force."""
LAST_CONTACT_AT = "last_contact_at"
LAST_DIGEST_AT = "last_digest_at"
OFFSET_MS = "offset_ms"
TRUSTED_OFFSET_MS = "trusted_offset_ms"
"""The hub's clock minus this one's, when both were last believed (`sync.client.time_trust`)."""
DOUBTED_SINCE = "doubted_since"
"""When, by this machine's clock, the hub's was first met in disagreement; absent without doubt."""
DOUBTED_OFFSET_MS = "doubted_offset_ms"
REVOKED_AT = "revoked_at"
SLIP_KEY_STAMP = "slip_key_stamp"
"""Hub and epoch that have spoken of the slip key in force, as in `X-Hub`."""
CONFLICT_AT = CONFLICT_AT_FACT
CONFLICTS = CONFLICTS_FACT


def write_at(at: datetime) -> str:
    """A moment as a fact."""
    return format_at(at)


def read_at(text: str | None) -> datetime | None:
    """A fact as a moment; None where there is none, or it is not one."""
    try:
        return parse_at(text or "")
    except ValueError:
        return None


def read_count(text: str | None) -> int | None:
    """A fact as a whole number; None where there is none, or it is not one."""
    try:
        return int(text or "")
    except ValueError:
        return None
