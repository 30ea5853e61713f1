"""Persons the hub knows by a number: the port `PersonLookup` (sync-protocol.md §3)."""

from __future__ import annotations

import threading

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from sync.client.hub_client import HubClient
from sync.protocol.asking import LookedUp, LookupKind, LookupRequest, parse_lookup_answer
from sync.protocol.members import MemberError


class HubLookup:
    """Asks the hub; safe for use by several threads, one after the other."""

    def __init__(self, client: HubClient) -> None:
        """`client`: one of its own, not the sync thread's."""
        self._client = client
        self._lock = threading.Lock()

    def find(self, kind: LookupKind, value: str) -> tuple[LookedUp, ...]:
        """See `kiosk.ports.PersonLookup`."""
        with self._lock:
            answer = self._client.call(
                "POST",
                "/v1/lookup",
                LookupRequest(kind, value).to_bytes(),
                headers={"Content-Type": "application/json"},
            )
        try:
            return parse_lookup_answer(answer.body).persons
        except MemberError as error:
            detail = f"malformed lookup: {error}"
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, detail) from error

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
