"""Phone codes through the hub's SMS gateway: the port `OtpSender` (sync-protocol.md §9)."""

from __future__ import annotations

import threading

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from sync.client.hub_client import HubClient
from sync.protocol.asking import (
    OtpCheck,
    OtpChecked,
    OtpStarted,
    otp_request,
    parse_otp_checked,
    parse_otp_started,
)
from sync.protocol.members import MemberError

_JSON = {"Content-Type": "application/json"}


class HubOtp:
    """Has the hub send and check codes; safe for use by several threads, one after the other."""

    def __init__(self, client: HubClient) -> None:
        """`client`: one of its own, not the sync thread's."""
        self._client = client
        self._lock = threading.Lock()

    def send(self, phone: str) -> OtpStarted:
        """See `kiosk.ports.OtpSender`."""
        with self._lock:
            answer = self._client.call(
                "POST", "/v1/otp", otp_request(phone), headers=_JSON, accepted=frozenset({202})
            )
        try:
            return parse_otp_started(answer.body)
        except MemberError as error:
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, f"malformed otp: {error}") from error

    def check(self, challenge: str, code: str) -> OtpChecked:
        """See `kiosk.ports.OtpSender`."""
        body = OtpCheck(challenge, code).to_bytes()
        with self._lock:
            answer = self._client.call("POST", "/v1/otp/verify", body, headers=_JSON)
        try:
            return parse_otp_checked(answer.body)
        except MemberError as error:
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, f"malformed otp: {error}") from error

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
