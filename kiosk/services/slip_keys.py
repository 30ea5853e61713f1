"""The station's own slip key."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey, TrustedKey
from kiosk.ports.store import Transaction
from sync.protocol.ks1 import LOCAL_KID, LOCAL_VENUE

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""No slip is older than its key, whatever a clock showed when the key was made."""


def signing_key(tx: Transaction) -> OwnSlipKey:
    """The key that signs now; the first one is made here, and is believed here alone."""
    return tx.slip_keys.signing() or _make_local_key(tx)


def _make_local_key(tx: Transaction) -> OwnSlipKey:
    # Not before it is needed: it takes longer to load than a kiosk's first frame.
    from sync.protocol.keys import make_signing_key

    private_key, public_key = make_signing_key()
    key = OwnSlipKey(
        number=0,
        kid=LOCAL_KID,
        venue_no=LOCAL_VENUE,
        public_key=public_key,
        private_key=private_key,
        valid_from=_EVER,
        valid_until=None,
        state=OwnKeyState.SIGNING,
    )
    tx.slip_keys.trust(TrustedKey(LOCAL_KID, LOCAL_VENUE, public_key, _EVER), KeySource.OWN)
    return tx.slip_keys.add_own(key)
