"""What the hub says of slip keys, by feed, answer, file or code, in the tables of this station."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.slips.key_life import after_statement, retired
from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey, TrustedKey
from kiosk.store.repositories.slip_keys import SlipKeys
from sync.protocol.devices import SlipKeyState
from sync.protocol.members import MemberError
from sync.protocol.slip_keys import SlipKeyStatement, parse_statement_digits


def take_statement(
    keys: SlipKeys, said: SlipKeyStatement, source: KeySource, now: datetime
) -> bool:
    """Believe a key as the hub says; False where a later word on it is known here, or a severer
    one: a key that was stolen stays so, whatever is said of it later.

    Whoever calls has verified that the hub says so. Of the station's own keys it says besides
    which one signs. Raises ValueError, and nothing is written, for texts that are no keys.
    """
    digits = said.to_digits()
    known = next((key for key in keys.keys(said.kid) if key.public_key == said.public_key), None)
    before = None if known is None else _statement_of(known)
    if before is not None and before != said and not said.follows(before):
        return False
    if known is not None and known.is_compromised and said.state is not SlipKeyState.COMPROMISED:
        return False
    own = keys.own()
    is_own = any(key.public_key == said.public_key for key in own)
    keys.trust(
        TrustedKey(
            said.kid,
            said.venue_no,
            said.public_key,
            said.since,
            said.until,
            said.state is SlipKeyState.COMPROMISED,
            digits,
        ),
        KeySource.OWN if is_own else source,
    )
    for changed in after_statement(own, said, now):
        change_own(keys, changed)
    return True


def end_own(keys: SlipKeys, now: datetime) -> None:
    """The station signs with none of its keys any more; what they signed holds."""
    for changed in retired(keys.own(), now):
        change_own(keys, changed)


def change_own(keys: SlipKeys, key: OwnSlipKey) -> None:
    """Keep what became of an own key; one that no hub knows is believed as long as it signed."""
    keys.change_own(key)
    for known in keys.keys(key.kid):
        if known.public_key == key.public_key and not known.statement:
            keys.trust(
                TrustedKey(
                    key.kid,
                    key.venue_no,
                    key.public_key,
                    key.valid_from,
                    key.valid_until,
                    key.state is OwnKeyState.COMPROMISED,
                ),
                KeySource.OWN,
            )


def statements(keys: SlipKeys) -> list[SlipKeyStatement]:
    """All that the hub has said of keys, by kid."""
    return [said for key, _ in keys.trusted() if (said := _statement_of(key)) is not None]


def statement_of(keys: SlipKeys, public_key: str) -> SlipKeyStatement | None:
    """What the hub has said last of a key; None where it has said nothing."""
    found = [said for said in statements(keys) if said.public_key == public_key]
    return max(found, key=lambda said: (said.noted, said.state), default=None)


def _statement_of(key: TrustedKey) -> SlipKeyStatement | None:
    try:
        return parse_statement_digits(key.statement)
    except MemberError:
        # A key that was made here: nobody has spoken of it.
        return None
