"""The timetable: when a station pushes, pulls, waits and hurries; epochs, revocation, the night."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import NetworkFaultKind, StorageFaultKind
from kiosk.domain.station.health import NetworkState
from sync.client import sync_state_keys
from sync.client.hub_session import HubSession
from sync.client.scheduler import REVOKED_S, STATUS_PATH, STORAGE_S
from sync.client.settings import SyncSettings
from sync.client.uploader import PATH
from sync.protocol.devices import parse_device_status
from sync.protocol.digest import Missing
from sync.protocol.feeds import Cursor, FeedName
from sync.protocol.wire import HubStamp
from tests.support.memory_sync_store import DAY_ONE, LEDGER, MemorySyncStore
from tests.support.stub_hub import (
    STAMP,
    Asked,
    Reply,
    StubHub,
    error_reply,
    stub_hub,
)
from tests.support.sync_station import TZ
from tests.support.yes_hub import Hub, hub_file, seeded

ONLINE = (NetworkState.ONLINE, None)


@dataclass
class Strip:
    states: list[tuple[NetworkState, NetworkFaultKind | None]] = field(default_factory=list)
    unsent: list[int] = field(default_factory=list)

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        self.states.append((state, fault))

    def set_copied(self, is_copied: bool) -> None:
        """Not looked at here."""

    def set_unsent(self, unsent: int) -> None:
        self.unsent.append(unsent)


@dataclass
class World:
    """One station on a clock by hand and a hub of a few lines."""

    clock: ManualClock
    hub: Hub
    stub: StubHub
    sync_store: MemorySyncStore
    strip: Strip
    connection: HubSession

    def run_for(self, seconds: float) -> None:
        """Let time pass, doing what falls due, without a thread."""
        until = self.clock.monotonic() + seconds
        while True:
            wait_s = self.connection.scheduler.run_due()
            left = until - self.clock.monotonic()
            if wait_s > left:
                self.clock.advance(left)
                return
            self.clock.advance(wait_s)

    def settle(self) -> None:
        """Do what is due now."""
        while self.connection.scheduler.run_due() == 0.0:
            pass

    def record(self, count: int = 1) -> None:
        """Somebody passed the gate."""
        self.sync_store.add(count, at=self.clock.now())
        self.connection.scheduler.record_written()


def middle(low: float, high: float) -> float:
    return (low + high) / 2


@contextmanager
def world(sync_store: MemorySyncStore | None = None, hub: Hub | None = None) -> Iterator[World]:
    clock, strip, hub = ManualClock(datetime.now(UTC)), Strip(), hub or Hub()
    sync_store = sync_store or seeded()
    with stub_hub(hub) as stub:
        connection = HubSession(
            hub_file(stub.url),
            sync_store,
            SyncSettings(Path("/nowhere"), TZ, "0.1.0"),
            clock,
            strip,
            middle,
            lambda: False,
        )
        try:
            yield World(clock, hub, stub, sync_store, strip, connection)
        finally:
            connection.close(5)


def test_a_station_that_starts_pushes_then_pulls_in_order_on_one_connection() -> None:
    with world() as it:
        it.sync_store.add(3, at=it.clock.now())
        it.settle()
        paths = [asked.path for asked in it.stub.asked]
        assert paths[0] == "/v1/ping"
        assert paths[1] == PATH
        assert paths[2:5] == ["/v1/feeds/revocations", "/v1/feeds/keys", "/v1/feeds/config"]
        assert it.stub.connections == 1
        assert it.sync_store.states() == ["acked"] * 3
        assert it.strip.states == [ONLINE]
        assert it.strip.unsent[-1] == 0


def test_a_new_record_goes_up_after_three_seconds_and_not_oftener_than_every_thirty() -> None:
    with world() as it:
        it.settle()
        it.run_for(40)
        it.record()
        it.run_for(2.9)
        assert it.sync_store.states() == ["queued"]
        it.run_for(0.2)
        assert it.sync_store.states() == ["acked"]
        it.record(5)
        it.run_for(25)
        assert it.sync_store.states()[1:] == ["queued"] * 5
        it.run_for(5)
        assert it.sync_store.states()[1:] == ["acked"] * 5
        assert it.stub.count(PATH) == 2


def test_where_a_venue_has_two_gates_a_record_goes_up_within_two_seconds_always() -> None:
    with world(hub=Hub(gates=["Cổng A", "Cổng B"])) as it:
        it.settle()
        for _ in range(3):
            it.record()
            it.run_for(2)
            assert set(it.sync_store.states()) == {"acked"}


def test_a_station_with_nothing_to_send_only_pulls_every_minute_or_two() -> None:
    with world() as it:
        it.settle()
        it.run_for(3600)
        assert it.stub.count(PATH) == 0
        assert 3600 / 144 <= it.stub.count("/v1/feeds/people") <= 3600 / 48 + 1


def test_failures_back_off_and_the_first_success_makes_it_all_good() -> None:
    with world() as it:
        it.hub.instead["*"] = Reply(drop=True)
        it.sync_store.add(2, at=it.clock.now())
        it.run_for(1000)
        assert it.strip.states[-1] == (NetworkState.OFFLINE, NetworkFaultKind.OFFLINE)
        assert 8 <= it.stub.count("/v1/ping") <= 14
        assert it.sync_store.states() == ["queued"] * 2
        it.hub.instead.clear()
        it.run_for(200)
        assert it.sync_store.states() == ["acked"] * 2
        assert it.strip.states[-1] == ONLINE


def test_s5_the_network_is_back_and_sync_goes_on_within_ten_seconds() -> None:
    with world() as it:
        it.hub.instead["*"] = Reply(drop=True)
        it.sync_store.add(2, at=it.clock.now())
        it.run_for(4000)
        it.hub.instead.clear()
        it.connection.scheduler.network_came_up()
        it.run_for(10)
        assert it.sync_store.states() == ["acked"] * 2


def test_a_wait_the_hub_asked_for_is_kept_when_the_network_comes_up() -> None:
    with world() as it:
        it.hub.instead["*"] = error_reply(503, "busy", Retry_After="600")
        it.sync_store.add(1, at=it.clock.now())
        it.settle()
        assert it.strip.states[-1] == (NetworkState.OFFLINE, NetworkFaultKind.SLOW_DOWN)
        asked = len(it.stub.asked)
        it.hub.instead.clear()
        it.connection.scheduler.network_came_up()
        it.run_for(590)
        assert len(it.stub.asked) == asked
        it.run_for(20)
        assert it.sync_store.states() == ["acked"]


@pytest.mark.parametrize("wish", ["0", "1", "3600", "Mon, 01 Jan 2024 00:00:00 GMT", "soon"])
def test_s5_no_wish_of_the_hub_makes_a_storm_or_a_silence_for_ever(wish: str) -> None:
    with world() as it:
        it.hub.instead["*"] = error_reply(429, "slow_down", Retry_After=wish)
        it.sync_store.add(1, at=it.clock.now())
        it.run_for(300)
        assert 1 <= len(it.stub.asked) <= 310
        it.hub.instead.clear()
        it.run_for(3700)
        assert it.sync_store.states() == ["acked"]


def test_s7_behind_a_portal_nothing_is_acked_and_the_strip_says_log_in() -> None:
    with world() as it:
        it.hub.instead["*"] = Reply(200, b"<html>login</html>", stamp=None)
        it.sync_store.add(3, at=it.clock.now())
        it.settle()
        assert it.strip.states[-1] == (NetworkState.OFFLINE, NetworkFaultKind.PORTAL)
        assert it.sync_store.states() == ["queued"] * 3
        assert it.strip.unsent[-1] == 3


def test_staff_may_ask_for_an_exchange_whatever_the_timetable_says() -> None:
    with world() as it:
        it.hub.instead["*"] = error_reply(503, "busy", Retry_After="3600")
        it.sync_store.add(1, at=it.clock.now())
        it.settle()
        it.hub.instead.clear()
        it.connection.scheduler.ask_now()
        it.settle()
        assert it.sync_store.states() == ["acked"]


def test_s14_a_restored_hub_is_offered_everything_again() -> None:
    with world() as it:
        it.sync_store.add(20, at=it.clock.now())
        it.settle()
        it.sync_store.rows[0].state = "confirmed"
        before = it.stub.count(PATH)
        it.hub.stamp = HubStamp(STAMP.hub_id, "0badcafe")
        for feed in FeedName:
            it.sync_store.cursors[feed] = Cursor("0badcafe", 1)
        it.run_for(200)
        assert it.sync_store.states() == ["acked"] * 20
        assert it.stub.count(PATH) > before
        assert it.sync_store.facts[sync_state_keys.STAMP] == "test-hub;0badcafe"


def test_the_first_contact_offers_nothing_again() -> None:
    with world() as it:
        it.sync_store.add(3, at=it.clock.now())
        it.settle()
        assert it.stub.count(PATH) == 1


def test_s12_a_revoked_station_keeps_its_unsent_and_drops_what_came_down() -> None:
    with world() as it:
        it.settle()
        assert it.sync_store.feeds.items(FeedName.CONFIG)
        it.hub.is_revoked = True
        it.record(500)
        it.run_for(40)
        assert it.strip.states[-1] == (NetworkState.REVOKED, None)
        assert it.sync_store.states() == ["queued"] * 500
        assert it.sync_store.feeds.items(FeedName.CONFIG) == {}
        pulled = it.stub.count("/v1/feeds/people")
        asked = len(it.stub.asked)
        it.run_for(REVOKED_S * 5)
        assert it.stub.count("/v1/feeds/people") == pulled
        assert len(it.stub.asked) - asked <= 6
        assert sync_state_keys.REVOKED_AT in it.sync_store.facts


def test_s12_a_station_that_may_drain_sends_what_it_has() -> None:
    with world() as it:
        it.settle()
        it.hub.is_revoked = it.hub.drains = True
        it.run_for(200)
        assert it.strip.states[-1] == (NetworkState.REVOKED, None)
        it.record(300)
        it.run_for(60)
        assert it.sync_store.states() == ["acked"] * 300


def test_a_station_that_is_in_service_again_pulls_again() -> None:
    with world() as it:
        it.settle()
        it.hub.is_revoked = True
        it.run_for(200)
        it.hub.is_revoked = False
        for feed in FeedName:
            it.sync_store.cursors[feed] = Cursor(STAMP.epoch, 1)
        it.run_for(REVOKED_S * 2.2)
        assert it.strip.states[-1] == ONLINE
        assert sync_state_keys.REVOKED_AT not in it.sync_store.facts


def test_a_station_enrolled_anew_is_not_revoked_any_more() -> None:
    sync_store = seeded()
    sync_store.facts = {
        sync_state_keys.REVOKED_AT: "2026-11-01T00:00:00.000Z",
        sync_state_keys.KID: "station-0",
    }
    with world(sync_store) as it:
        assert not it.connection.scheduler.is_revoked
        assert sync_state_keys.REVOKED_AT not in sync_store.facts


def test_a_full_disk_is_waited_for_and_not_the_hubs_fault() -> None:
    with world() as it:
        it.settle()
        it.record()
        it.sync_store.fault = StorageFaultKind.FULL
        it.run_for(60)
        it.sync_store.fault = None
        it.run_for(STORAGE_S + 1)
        assert it.sync_store.states() == ["acked"]
        assert it.strip.states == [ONLINE] * len(it.strip.states)


def test_s11_a_step_of_the_clock_is_told_to_the_core() -> None:
    with world() as it:
        it.settle()
        it.run_for(60)
        it.clock.jump(datetime(1970, 1, 1, tzinfo=UTC))
        it.run_for(1)
        now = datetime.now(UTC)
        expected = (now - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
        assert abs(it.sync_store.offsets[-1] / 1000 - expected) < 3600
        it.record()
        it.run_for(60)
        assert it.sync_store.states() == ["acked"]


def test_each_night_closed_days_are_confirmed_and_old_ones_purged() -> None:
    now = datetime.now(UTC)
    sync_store = seeded()
    sync_store.add(4, at=now - timedelta(days=10))
    sync_store.add(3, at=now - timedelta(days=2))
    sync_store.add(2, at=now)
    with world(sync_store) as it:
        it.settle()
        assert sync_store.states() == ["confirmed"] * 7 + ["acked"] * 2
        assert [row.is_purged for row in sync_store.rows] == [True] * 4 + [False] * 5
        assert it.stub.count("/v1/digest") == 1
        it.run_for(3600)
        assert it.stub.count("/v1/digest") == 1


def test_what_the_hub_lacks_is_sent_again_and_not_purged() -> None:
    old = DAY_ONE
    sync_store = seeded()
    sync_store.add(5, at=old)
    hub = Hub(missing=[Missing(LEDGER, str(old.date()), ((2, 3),))])
    with world(sync_store, hub) as it:
        it.settle()
        assert not any(row.is_purged for row in sync_store.rows)
        sent_before = it.stub.count(PATH)
        hub.missing.clear()
        it.run_for(300)
        assert it.stub.count(PATH) > sent_before
        assert "queued" not in sync_store.states()


def test_nothing_is_purged_for_a_hub_that_was_restored_during_the_digest() -> None:
    sync_store = seeded()
    sync_store.add(5, at=DAY_ONE)

    class Restored(Hub):
        def answer(self, asked: Asked) -> Reply:
            if asked.path == "/v1/digest":
                self.stamp = HubStamp(STAMP.hub_id, "0badcafe")
            return super().answer(asked)

    with world(sync_store, Restored()) as it:
        for _ in range(3):
            it.connection.scheduler.run_due()
        assert not any(row.is_purged for row in sync_store.rows)
        assert it.sync_store.facts[sync_state_keys.STAMP] == "test-hub;0badcafe"


def test_the_facts_a_status_needs_are_kept() -> None:
    with world() as it:
        it.settle()
        kept = it.sync_store.facts
        assert sync_state_keys.read_at(kept[sync_state_keys.LAST_CONTACT_AT]) is not None
        assert abs(sync_state_keys.read_count(kept[sync_state_keys.OFFSET_MS]) or 0) < 5000
        assert json.dumps(kept)


def test_the_hub_is_told_how_the_station_stands_four_times_an_hour() -> None:
    with world() as it:
        it.hub.instead[PATH] = error_reply(503, "busy")
        it.sync_store.add(3, at=it.clock.now())
        it.settle()
        it.hub.instead.clear()
        it.run_for(3600)
        told = [
            parse_device_status(asked.raw) for asked in it.stub.asked if asked.path == STATUS_PATH
        ]
        assert 3 <= len(told) <= 5
        assert (told[0].app, told[0].queue, told[0].dead) == ("0.1.0", 0, 0)


def test_a_hub_that_does_not_take_a_status_still_gets_the_entries() -> None:
    with world() as it:
        it.hub.instead[STATUS_PATH] = error_reply(404, "not_found")
        it.sync_store.add(3, at=it.clock.now())
        it.settle()
        assert it.sync_store.states() == ["acked"] * 3
        assert it.strip.states == [ONLINE]
