"""The sync thread: an enrolment noticed, records up, requests done, a clean stop, never a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.base.clock import SystemClock
from kiosk.base.errors import NetworkFaultKind, StorageFaultKind
from kiosk.domain.station.health import NetworkState
from sync.client.control_requests import (
    ControlKind,
    ControlReply,
    ControlRequest,
    collect_reply,
    leave_request,
)
from sync.client.hub_file import NAME, save_hub_file
from sync.client.settings import SyncSettings
from sync.client.status import read_status
from sync.client.uploader import PATH
from sync.client.worker import SyncWorker
from tests.support.memory_sync_store import MemorySyncStore
from tests.support.stub_hub import Asked, Reply, StubHub, stub_hub
from tests.support.sync_station import TZ
from tests.support.yes_hub import Hub, hub_file, seeded

WAIT_S = 20.0


@dataclass
class Strip:
    """Wakes whoever waits for what the health strip is told."""

    states: list[tuple[NetworkState, NetworkFaultKind | None]] = field(default_factory=list)
    unsent: list[int] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        with self.changed:
            self.states.append((state, fault))
            self.changed.notify_all()

    def set_copied(self, is_copied: bool) -> None:
        """Not looked at here."""

    def set_unsent(self, unsent: int) -> None:
        with self.changed:
            self.unsent.append(unsent)
            self.changed.notify_all()

    def until(self, holds: Callable[[], bool]) -> bool:
        """Whether it comes to hold, looked at after each word."""
        with self.changed:
            return self.changed.wait_for(holds, WAIT_S)

    def until_state(self, state: NetworkState) -> bool:
        return self.until(lambda: any(seen is state for seen, _ in self.states))


@dataclass
class Bench:
    """A worker, its exchange, its strip, and a stub of a hub."""

    folder: Path
    sync_store: MemorySyncStore
    strip: Strip
    worker: SyncWorker
    hub: Hub
    stub: StubHub

    def enrol(self) -> None:
        save_hub_file(self.folder, hub_file(self.stub.url))

    def ask(self, request: ControlRequest) -> ControlReply:
        """Leave a request and wait for its reply."""
        leave_request(self.folder, request)
        done = threading.Event()
        for _ in range(int(WAIT_S / 0.05)):
            reply = collect_reply(self.folder, request.name)
            if reply is not None:
                return reply
            done.wait(0.05)
        raise AssertionError("no reply")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    sync_store, strip, hub = seeded(), Strip(), Hub()
    worker = SyncWorker(
        SyncSettings(tmp_path, TZ, "0.1.0"),
        lambda: sync_store,
        strip,
        SystemClock(),
        lambda low, high: low,
    )
    with stub_hub(hub) as stub:
        yield Bench(tmp_path, sync_store, strip, worker, hub, stub)
        assert worker.stop(WAIT_S)


def test_an_enrolment_that_appears_is_noticed_and_the_outbox_goes_up(bench: Bench) -> None:
    bench.sync_store.add(30, at=SystemClock().now())
    bench.worker.start()
    assert not bench.worker.is_enrolled
    bench.enrol()
    assert bench.strip.until_state(NetworkState.ONLINE)
    assert bench.worker.is_enrolled
    assert bench.sync_store.states() == ["acked"] * 30


def test_a_record_written_later_goes_up_by_itself(bench: Bench) -> None:
    bench.hub.gates.append("Cổng B")
    bench.enrol()
    bench.worker.start()
    assert bench.strip.until_state(NetworkState.ONLINE)
    bench.sync_store.add(1, at=SystemClock().now())
    bench.worker.record_written()
    assert bench.strip.until(lambda: bench.sync_store.states() == ["acked"])


def test_an_enrolment_that_is_taken_away_leaves_a_station_alone(bench: Bench) -> None:
    bench.enrol()
    bench.worker.start()
    assert bench.strip.until_state(NetworkState.ONLINE)
    (bench.folder / NAME).unlink()
    assert bench.strip.until_state(NetworkState.NOT_ENROLLED)


def test_an_enrolment_that_cannot_be_used_is_no_hub(bench: Bench) -> None:
    (bench.folder / NAME).write_text("{}")
    bench.worker.start()
    assert bench.strip.until_state(NetworkState.NOT_ENROLLED)
    bench.enrol()
    assert bench.strip.until_state(NetworkState.ONLINE)


def test_a_bug_ends_neither_the_thread_nor_the_kiosk(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(asked: Asked) -> Reply:
        bench.sync_store.rows = None  # type: ignore[assignment]
        return Reply(204)

    bench.stub.answer = broken
    bench.enrol()
    bench.worker.start()
    assert bench.strip.until_state(NetworkState.OFFLINE)
    assert any("a bug ended it" in record.message for record in caplog.records)
    assert bench.worker.stop(WAIT_S)


def test_while_the_database_is_not_open_it_waits(bench: Bench) -> None:
    bench.sync_store.fault = StorageFaultKind.WRONG_KEY
    bench.enrol()
    bench.worker.start()
    assert bench.strip.states == []
    bench.sync_store.fault = None
    bench.worker.record_written()
    assert bench.strip.until_state(NetworkState.ONLINE)


def test_requests_of_the_command_line_are_done_and_answered(bench: Bench) -> None:
    bench.sync_store.add(2, at=SystemClock().now())
    bench.sync_store.rows[0].state = "dead"
    bench.sync_store.rows[0].code = "poison"
    bench.enrol()
    bench.worker.start()
    assert bench.strip.until_state(NetworkState.ONLINE)
    listed = bench.ask(ControlRequest("1", ControlKind.REJECTED))
    assert listed.is_done
    assert "poison" in listed.text
    assert bench.ask(ControlRequest("2", ControlKind.ANNOTATE, "rec-1", "đã gọi hub")).is_done
    assert bench.sync_store.rows[0].note == "đã gọi hub"
    assert not bench.ask(ControlRequest("3", ControlKind.RESEND, "rec-9")).is_done
    assert bench.ask(ControlRequest("4", ControlKind.RESEND, "rec-1")).is_done
    asked = bench.stub.count("/v1/feeds/people")
    assert bench.ask(ControlRequest("5", ControlKind.NOW)) == ControlReply(True, "online")
    assert bench.sync_store.states() == ["acked", "acked"]
    assert bench.stub.count("/v1/feeds/people") > asked


def test_the_status_file_tells_how_it_stands_and_names_nobody(bench: Bench) -> None:
    bench.sync_store.add(3, at=SystemClock().now())
    bench.enrol()
    bench.worker.start()
    assert bench.strip.until_state(NetworkState.ONLINE)
    assert bench.ask(ControlRequest("1", ControlKind.NOW)).is_done
    status = read_status(bench.folder)
    assert status is not None
    assert (status.is_enrolled, status.state, status.unsent) == (True, "online", 0)
    assert (status.epoch, status.venue, status.gate) == ("00c0ffee", "Trạm Mẫu", "Cổng A")
    assert status.last_contact_at is not None


def test_a_stop_cuts_the_exchange_that_hangs(bench: Bench) -> None:
    reached, release = threading.Event(), threading.Event()

    def hang(asked: Asked) -> Reply:
        reached.set()
        release.wait(WAIT_S)
        return Reply(drop=True)

    bench.stub.answer = hang
    bench.sync_store.add(1, at=SystemClock().now())
    bench.enrol()
    bench.worker.start()
    assert reached.wait(WAIT_S)
    assert bench.worker.stop(5.0)
    release.set()
    assert bench.sync_store.states() == ["queued"]


def test_a_worker_that_never_started_stops_too(bench: Bench) -> None:
    assert bench.worker.stop(1.0)
    bench.worker.start()
    assert bench.stub.count(PATH) == 0


def test_a_stop_waits_for_a_start_that_is_under_way(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store says that it is ready on the core's thread while the window closes."""
    under_way, go_on = threading.Event(), threading.Event()
    begin = bench.worker._thread.start

    def begin_slowly() -> None:
        under_way.set()
        assert go_on.wait(WAIT_S)
        begin()

    monkeypatch.setattr(bench.worker._thread, "start", begin_slowly)
    ended: list[bool] = []
    starter = threading.Thread(target=bench.worker.start)
    stopper = threading.Thread(target=lambda: ended.append(bench.worker.stop(WAIT_S)))
    starter.start()
    assert under_way.wait(WAIT_S)
    stopper.start()
    stopper.join(0.2)
    go_on.set()
    starter.join(WAIT_S)
    stopper.join(WAIT_S)
    assert ended == [True]
    assert not bench.worker._thread.is_alive()
