"""The life of a station's own slip keys: waiting for a number, signing, retired, stolen. Pure.

See docs/spec/sync-protocol.md §7. A key waits until the hub has spoken of it; until then the one
before signs on. What the hub says may come by its answer or by the feed, once or more often, and a
power cut may lie between any two steps: every step leads on from wherever the last one ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from kiosk.domain.slips.trust import OwnKeyState, OwnSlipKey
from sync.protocol.devices import SlipKeyState
from sync.protocol.ks1 import LOCAL_KID, LOCAL_VENUE
from sync.protocol.slip_keys import SlipKeyStatement

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""No slip is older than its key, whatever a clock showed when the key was made."""


def made_key(private_key: str, public_key: str, state: OwnKeyState) -> OwnSlipKey:
    """A key that was made here just now: no hub has given it a number."""
    return OwnSlipKey(
        0, LOCAL_KID, LOCAL_VENUE, public_key, private_key, _EVER, valid_until=None, state=state
    )


def find_waiting(own: Sequence[OwnSlipKey]) -> OwnSlipKey | None:
    """The key that waits for its number; the newest of several."""
    waiting = [key for key in own if key.state is OwnKeyState.WAITING]
    return waiting[-1] if waiting else None


def needs_key(own: Sequence[OwnSlipKey]) -> bool:
    """Whether an enrolled station is to make a key: none waits, and none with a number signs."""
    return not any(
        key.state is OwnKeyState.WAITING
        or (key.state is OwnKeyState.SIGNING and key.kid != LOCAL_KID)
        for key in own
    )


def after_statement(
    own: Sequence[OwnSlipKey], said: SlipKeyStatement, now: datetime
) -> list[OwnSlipKey]:
    """The keys that change by what the hub says of one of them; none where it is of another's.

    With the first good word on a waiting key it signs, and the one before is retired. A key whose
    time is over signs no more, and none that ended signs again.
    """
    mine = next((key for key in own if key.public_key == said.public_key), None)
    if mine is None:
        return []
    told = replace(
        mine,
        kid=said.kid,
        venue_no=said.venue_no,
        valid_from=said.since,
        valid_until=said.until,
        state=_state_after(mine.state, said, now),
    )
    changed = [] if told == mine else [told]
    if mine.state is OwnKeyState.WAITING and told.state is OwnKeyState.SIGNING:
        changed += retired([key for key in own if key is not mine], now)
    return changed


def retired(own: Sequence[OwnSlipKey], now: datetime) -> list[OwnSlipKey]:
    """Those of these keys that sign or wait, as they are once they do so no more."""
    going = (OwnKeyState.SIGNING, OwnKeyState.WAITING)
    return [
        # Of a key with a number the hub says when it ends.
        replace(
            key,
            state=OwnKeyState.RETIRED,
            valid_until=now if key.kid == LOCAL_KID else key.valid_until,
        )
        for key in own
        if key.state in going
    ]


def _state_after(state: OwnKeyState, said: SlipKeyStatement, now: datetime) -> OwnKeyState:
    if said.state is SlipKeyState.COMPROMISED:
        return OwnKeyState.COMPROMISED
    if state not in (OwnKeyState.WAITING, OwnKeyState.SIGNING):
        return state
    is_over = said.until is not None and said.until <= now
    if is_over or said.state is not SlipKeyState.GOOD:
        return OwnKeyState.RETIRED
    return OwnKeyState.SIGNING
