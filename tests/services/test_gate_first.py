"""What sync owes the gate: a record is left alone until the screen shows its scan."""

from __future__ import annotations

import threading
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.station.health import NetworkState
from sync.client.hub_file import save_hub_file
from sync.client.settings import SyncSettings
from sync.client.worker import SyncWorker
from tests.support.stub_hub import stub_hub
from tests.support.sync_station import TZ
from tests.support.yes_hub import Hub, hub_file, seeded

PATIENCE_S = 20.0


class Strip:
    """Tells when the hub has everything."""

    def __init__(self) -> None:
        self.is_sent = threading.Event()

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        """Not looked at."""

    def set_copied(self, is_copied: bool) -> None:
        """Not looked at here."""

    def set_unsent(self, unsent: int) -> None:
        if unsent == 0:
            self.is_sent.set()


def test_after_a_record_sync_waits_once_before_it_sends(tmp_path: Path) -> None:
    sync_store, strip = seeded(), Strip()
    waits: list[tuple[float, list[str]]] = []

    def wait(seconds: float) -> None:
        waits.append((seconds, sync_store.states()))
        # On the sync thread: nothing can be sent before this wait.
        save_hub_file(tmp_path, hub_file(stub.url))

    worker = SyncWorker(
        SyncSettings(tmp_path, TZ, "0.1.0"),
        lambda: sync_store,
        strip,
        SystemClock(),
        lambda low, high: low,
        wait,
    )
    with stub_hub(Hub()) as stub:
        sync_store.add(1, at=SystemClock().now())
        worker.record_written()
        worker.start()
        try:
            assert strip.is_sent.wait(PATIENCE_S)
        finally:
            assert worker.stop(PATIENCE_S)
    assert sync_store.states() == ["acked"]
    assert waits == [(0.3, ["queued"])]
