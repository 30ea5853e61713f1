"""The station's own slip key."""

from __future__ import annotations

from kiosk.domain.slips.key_life import made_key
from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey, TrustedKey
from kiosk.ports.store import Transaction


def signing_key(tx: Transaction) -> OwnSlipKey:
    """The key that signs now; the first one is made here, and is believed here alone."""
    return tx.slip_keys.signing() or _make_local_key(tx)


def _make_local_key(tx: Transaction) -> OwnSlipKey:
    # Not before it is needed: it takes longer to load than a kiosk's first frame.
    from sync.protocol.keys import make_signing_key

    key = made_key(*make_signing_key(), OwnKeyState.SIGNING)
    tx.slip_keys.trust(
        TrustedKey(key.kid, key.venue_no, key.public_key, key.valid_from), KeySource.OWN
    )
    return tx.slip_keys.add_own(key)
