"""The station's slip keys, as far as they have to do with the hub (docs/spec/sync-protocol.md §7).

Each method is one transaction: a power cut leaves the key it was about as it was, or as it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.domain.slips.key_life import find_waiting, made_key, needs_key, retired
from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey
from kiosk.store.repositories.told_slip_keys import (
    end_own,
    statement_of,
    statements,
    take_statement,
)
from kiosk.store.store import SqliteStore
from sync.protocol.slip_keys import SlipKeyRequest, SlipKeyStatement, slip_key_bytes


class SqliteSlipKeys:
    """See `kiosk.ports.slip_keys.SlipKeyLife`."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    def request(self, device_id: str, *, is_new_epoch: bool) -> SlipKeyRequest | None:
        with self._store.transaction() as tx:
            keys = tx.slip_keys
            own = keys.own()
            asked = find_waiting(own)
            if asked is None and needs_key(own):
                asked = keys.add_own(_make_key())
            if asked is None and is_new_epoch:
                asked = keys.signing()
            if asked is None:
                return None
            said = statement_of(keys, asked.public_key)
        return _request_of(asked, device_id, said)

    def take(self, said: Sequence[SlipKeyStatement], *, is_by_file: bool) -> int:
        source = KeySource.FILE if is_by_file else KeySource.HUB
        now = self._store.clock.now()
        with self._store.transaction() as tx:
            return sum(take_statement(tx.slip_keys, each, source, now) for each in said)

    def begin_anew(self) -> None:
        now = self._store.clock.now()
        with self._store.transaction() as tx:
            keys = tx.slip_keys
            # Whoever asked for a number of it may be another station to the hub.
            waiting = [key for key in keys.own() if key.state is OwnKeyState.WAITING]
            for changed in retired(waiting, now):
                keys.change_own(changed)
            keys.add_own(_make_key())
            # Keys by file are that hub's which the station was enrolled with.
            for key, source in keys.trusted():
                if source is KeySource.FILE:
                    keys.distrust(key.kid, KeySource.FILE)

    def roll(self) -> None:
        with self._store.transaction() as tx:
            if find_waiting(tx.slip_keys.own()) is None:
                tx.slip_keys.add_own(_make_key())

    def end_own(self) -> None:
        with self._store.transaction() as tx:
            end_own(tx.slip_keys, self._store.clock.now())

    def statements(self) -> list[SlipKeyStatement]:
        with self._store.transaction() as tx:
            return statements(tx.slip_keys)


def _make_key() -> OwnSlipKey:
    # Not before it is needed: it takes longer to load than a kiosk's first frame.
    from sync.protocol.keys import make_signing_key

    return made_key(*make_signing_key(), OwnKeyState.WAITING)


def _request_of(key: OwnSlipKey, device_id: str, said: SlipKeyStatement | None) -> SlipKeyRequest:
    from sync.protocol.keys import encode, signing_private

    proof = signing_private(key.private_key).sign(slip_key_bytes(device_id, key.public_key))
    return SlipKeyRequest(key.public_key, encode(proof), "" if said is None else said.to_digits())


if TYPE_CHECKING:
    from kiosk.ports.slip_keys import SlipKeyLife

    # The port, proven by the type checker.
    def _as_life(keys: SqliteSlipKeys) -> SlipKeyLife:
        return keys
