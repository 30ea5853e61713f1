"""Asks the hub how far it has this station's ledgers: for `store check`."""

from __future__ import annotations

from kiosk.base.clock import Clock
from kiosk.base.errors import NetworkFault, NetworkFaultKind
from sync.client.hub_file import HubFile
from sync.client.hub_session import make_client
from sync.client.hub_time import HubTime
from sync.client.settings import SyncSettings
from sync.protocol.devices import LedgerHead, parse_device_answer
from sync.protocol.members import MemberError

PATH = "/v1/device/me"


def ask_ledger_heads(
    hub_file: HubFile, settings: SyncSettings, clock: Clock
) -> tuple[LedgerHead, ...]:
    """The newest record of each ledger that the hub has of this station.

    Raises NetworkFault, HubRefusal, ConfigFault.
    """
    client = make_client(hub_file, settings, clock, HubTime(clock))
    try:
        return parse_device_answer(client.call("GET", PATH).body).heads
    except MemberError as error:
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, f"malformed: {error}") from error
    finally:
        client.close()
