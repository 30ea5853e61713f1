"""Shows the station's slip key to the hub until the hub has spoken of it.

See docs/spec/sync-protocol.md §7. What comes of it is in the store before anything is signed with a
new key; whatever is lost on the way is asked again at the next exchange.
"""

from __future__ import annotations

import logging

from kiosk.base.errors import HubRefusal, HubRefusalKind, NetworkFault, NetworkFaultKind
from kiosk.ports.sync_store import SyncStore
from sync.client import sync_state_keys
from sync.client.hub_client import HubClient, KnownHub
from sync.protocol.members import MemberError
from sync.protocol.slip_keys import SlipKeyStatement, parse_slip_key_answer

log = logging.getLogger(__name__)

PATH = "/v1/device/slip-key"
_JSON = {"Content-Type": "application/json"}


class SlipKeyExchange:
    """One enrolment's slip keys; one thread."""

    def __init__(
        self, client: HubClient, hub: KnownHub, sync_store: SyncStore, device_id: str
    ) -> None:
        self._client = client
        self._hub = hub
        self._sync_store = sync_store
        self._device_id = device_id

    def show(self) -> None:
        """Ask for a number where a key waits for one, and in a new epoch.

        A hub that gives none leaves entries and feeds alone: the key before signs on. Raises
        NetworkFault, HubRefusal REVOKED and StorageFault.
        """
        state, stamp = self._sync_store.state, self._client.stamp
        header = None if stamp is None else stamp.to_header()
        is_new_epoch = state.get(sync_state_keys.SLIP_KEY_STAMP) != header
        asked = self._sync_store.slip_keys.request(self._device_id, is_new_epoch=is_new_epoch)
        if asked is None:
            return
        try:
            answer = self._client.call("POST", PATH, asked.to_bytes(), headers=_JSON)
            said = self._read(answer.body, asked.public_key)
            self._sync_store.slip_keys.take([said], is_by_file=False)
        except HubRefusal as refusal:
            if refusal.kind is HubRefusalKind.REVOKED:
                raise
            log.warning("sync: slip key: %s", refusal)
            return
        except NetworkFault as fault:
            # As many keys as a day allows: nothing else has to wait for the next one.
            if fault.kind is not NetworkFaultKind.SLOW_DOWN:
                raise
            log.warning("sync: slip key: %s", fault)
            return
        except ValueError as error:
            log.warning("sync: slip key: %s", error)
            return
        state.put({sync_state_keys.SLIP_KEY_STAMP: header})
        log.info("sync: slip key %d: %s", said.kid, said.state.name.lower())

    def _read(self, body: bytes, public_key: str) -> SlipKeyStatement:
        """Raises MemberError for what is not the hub's own word on this key."""
        said = parse_slip_key_answer(body)
        if said.public_key != public_key or not said.is_signed_by(self._hub.key):
            raise MemberError("not a statement of the hub on this key")
        return said
