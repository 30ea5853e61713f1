"""What comes down from the hub, and what it changes at the station."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.sync_steps import DEEP_STRETCH, put_in_force
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, Direction
from kiosk.ports.sync_store import SyncTables
from kiosk.services.configuration import Configuration
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.policy import GateMode, Hotline, PrintWhen
from sync.protocol.records import ConfigOrigin, ConfigStamp, parse_line
from tests.support.core_sync_store import EPOCH, Line, make_line, page
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import VENUE, make_rig
from tests.support.feeds import fed, find, gone, person_id, unsent
from tests.support.store import scan

CONFIG, PEOPLE, PRESENCE = FeedName.CONFIG, FeedName.PEOPLE, FeedName.PRESENCE
REVOCATIONS = FeedName.REVOCATIONS
NEWER = "99.0.0"
_CARD = citizen_text(citizen_fields(make_person(random.Random(3)), random.Random(3)))


# --- pages and cursors --------------------------------------------------------------------------


def test_a_page_and_its_cursor_come_together(line: Line) -> None:
    assert line.port.feeds.cursor(PEOPLE) is None
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1), fed(2, 2)))
    assert line.port.feeds.cursor(PEOPLE) == Cursor(EPOCH, 2)
    assert set(line.port.feeds.items(PEOPLE)) == {person_id(1), person_id(2)}
    assert [person.id for person in find(line, 2)] == [person_id(2)]


def test_a_repeated_or_older_page_changes_nothing(line: Line) -> None:
    first = page(fed(1, 1, full_name="Tên Cũ"))
    line.port.feeds.apply_page(PEOPLE, first)
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 2, full_name="Tên Mới"), gone(person_id(9), 3)))
    line.port.feeds.apply_page(PEOPLE, first)
    assert line.port.feeds.cursor(PEOPLE) == Cursor(EPOCH, 3)
    assert find(line, 1)[0].details.full_name == "Tên Mới"


def test_a_long_page_goes_in_by_stretches_with_the_cursor_behind_each(line: Line) -> None:
    items = [fed(number, number) for number in range(1, 2 * DEEP_STRETCH + 2)]
    tables = SqliteSyncTables(line.store)
    seen: list[Cursor | None] = []

    apply_items = tables.feeds.apply_items

    def watched(feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        apply_items(feed, items, cursor)
        seen.append(tables.feeds.cursor(feed))

    tables.feeds.apply_items = watched  # type: ignore[method-assign]
    line.port.steps.find_tables = lambda: tables
    line.port.feeds.apply_page(PEOPLE, page(*items))
    assert seen == [
        Cursor(EPOCH, pos) for pos in (DEEP_STRETCH, 2 * DEEP_STRETCH, 2 * DEEP_STRETCH + 1)
    ]
    assert len(tables.feeds.items(PEOPLE)) == len(items)


def test_another_epoch_begins_with_a_snapshot(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1)))
    with pytest.raises(ValueError, match="epoch"):
        line.port.feeds.apply_page(PEOPLE, page(fed(2, 2), epoch="aaaaaa"))
    line.port.feeds.apply_snapshot(PEOPLE, [fed(2, 1)], Cursor("aaaaaa", 1))
    line.port.feeds.apply_page(PEOPLE, page(fed(3, 2), epoch="aaaaaa"))
    assert set(line.port.feeds.items(PEOPLE)) == {person_id(2), person_id(3)}


def test_a_tombstone_removes_who_is_known_by_the_feed_alone(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1), fed(2, 2)))
    scan(line.store, 2)
    line.port.feeds.apply_page(PEOPLE, page(gone(person_id(1), 3), gone(person_id(2), 4)))
    assert find(line, 1) == []
    assert [person.id for person in find(line, 2)] == [person_id(2)], "was here"
    assert line.port.feeds.items(PEOPLE) == {}


# --- snapshots ----------------------------------------------------------------------------------


def test_a_snapshot_replaces_the_whole_feed(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1), fed(2, 2), fed(3, 3)))
    scan(line.store, 3)
    line.port.feeds.apply_snapshot(PEOPLE, [fed(2, 5), fed(4, 6)], Cursor(EPOCH, 9))
    assert set(line.port.feeds.items(PEOPLE)) == {person_id(2), person_id(4)}
    assert [bool(find(line, number)) for number in (1, 2, 3, 4)] == [False, True, True, True]
    assert line.port.feeds.cursor(PEOPLE) == Cursor(EPOCH, 9)


@pytest.mark.fault("S9")
def test_a_snapshot_cut_at_every_step_leaves_the_old_list_in_force(line: Line) -> None:
    old = [fed(number, number) for number in range(1, DEEP_STRETCH + 5)]
    new = [fed(number, number) for number in range(500, 500 + 2 * DEEP_STRETCH + 1)]
    line.port.feeds.apply_snapshot(PEOPLE, old, Cursor(EPOCH, DEEP_STRETCH + 4))
    find_tables = line.port.steps.find_tables
    left = 0

    def failing() -> SyncTables:
        nonlocal left
        if left == 0:
            raise StorageFault(StorageFaultKind.FULL)
        left -= 1
        return find_tables()

    for steps in range(100):
        left = steps
        line.port.steps.find_tables = failing
        try:
            line.port.feeds.apply_snapshot(PEOPLE, new, Cursor(EPOCH, 700))
            break
        except StorageFault:
            pass
        finally:
            line.port.steps.find_tables = find_tables
        assert line.port.feeds.cursor(PEOPLE) == Cursor(EPOCH, DEEP_STRETCH + 4)
        kept = [bool(find(line, number)) for number in range(1, DEEP_STRETCH + 5)]
        is_whole = all(find(line, number) for number in range(500, 500 + 2 * DEEP_STRETCH + 1))
        assert all(kept) or is_whole, "nothing old goes before all that is new is there"
    assert steps > 4
    assert set(line.port.feeds.items(PEOPLE)) == {item.key for item in new}
    assert [bool(find(line, number)) for number in (1, 500)] == [False, True]


def test_nothing_of_a_feed_deletes_an_unsent_record(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1)))
    scan(line.store, 1)
    before = unsent(line)
    line.port.feeds.apply_snapshot(PEOPLE, [], Cursor(EPOCH, 2))
    line.port.feeds.apply_page(REVOCATIONS, page(FeedItem(f"erase:{person_id(1)}", 1, 1, {})))
    line.port.feeds.forget_reference()
    assert unsent(line)[: len(before)] == before


# --- items that are too new ---------------------------------------------------------------------


def test_an_item_for_a_newer_application_is_kept_raw(line: Line) -> None:
    line.port.feeds.apply_page(CONFIG, page(FeedItem("policy", 1, 1, {"repeat_window_s": 5})))
    line.port.feeds.apply_page(
        CONFIG,
        page(
            FeedItem("policy", 2, 2, {"repeat_window_s": 7}, min_app=NEWER),
            FeedItem("venue", 3, 1, {"name": "?"}, v=99),
        ),
    )
    assert line.port.feeds.waiting_for_update() == 2
    assert line.configurations[-1].policy.repeat_window_s == 5
    assert line.configurations[-1].venue.name == VENUE.name
    line.port.feeds.apply_page(CONFIG, page(FeedItem("policy", 4, 3, {"repeat_window_s": 9})))
    assert line.port.feeds.waiting_for_update() == 1
    assert line.configurations[-1].policy.repeat_window_s == 9


def test_an_updated_application_takes_in_what_waited(line: Line) -> None:
    items = [FeedItem("policy", 2, 2, {"repeat_window_s": 7}, min_app=NEWER)]
    line.port.feeds.apply_snapshot(CONFIG, items, Cursor(EPOCH, 2))
    updated = make_line(line.store, line.clock)
    updated.port.steps.find_tables = lambda: SqliteSyncTables(line.store, NEWER)
    assert updated.port.feeds.cursor(CONFIG) == Cursor(EPOCH, 2)
    assert updated.port.feeds.waiting_for_update() == 0
    assert updated.configurations[-1].policy.repeat_window_s == 7


def test_a_snapshot_with_an_item_too_new_keeps_the_old_one_in_force(line: Line) -> None:
    line.port.feeds.apply_snapshot(PEOPLE, [fed(1, 1)], Cursor(EPOCH, 1))
    line.port.feeds.apply_snapshot(PEOPLE, [replace(fed(1, 2), min_app=NEWER)], Cursor(EPOCH, 2))
    assert find(line, 1)
    assert line.port.feeds.waiting_for_update() == 1
    line.port.feeds.apply_snapshot(PEOPLE, [], Cursor(EPOCH, 3))
    assert (find(line, 1), line.port.feeds.waiting_for_update()) == ([], 0)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"person": 7},
        {"person": "x", "birth": "no date"},
        {"person": "x", "sex": "?"},
        {"person": "x", "identifiers": [{}]},
    ],
)
def test_an_item_that_cannot_be_read_stops_no_other(line: Line, body: dict[str, object]) -> None:
    line.port.feeds.apply_page(PEOPLE, page(FeedItem("bad", 1, 1, body), fed(1, 2)))
    assert find(line, 1)
    assert line.port.feeds.waiting_for_update() == 1


@pytest.mark.fault("S18")
@pytest.mark.parametrize(
    "bad",
    [
        FeedItem("\ud800", 1, 1, {}),
        FeedItem("k", 1, 1, {"person": "\ud800"}),
        FeedItem("k", 1, 1, {}, min_app="\ud800"),
        FeedItem("k", 10**30, 1, {}),
        FeedItem("k", 1, 10**30, {}),
        FeedItem("k", 1, 1, {}, v=10**30),
        gone("\ud800", 1),
    ],
)
@pytest.mark.parametrize("feed", list(FeedName))
def test_what_no_database_takes_is_left_out(line: Line, feed: FeedName, bad: FeedItem) -> None:
    line.port.feeds.apply_page(feed, page(bad, pos=1))
    line.port.feeds.apply_snapshot(feed, [bad], Cursor(EPOCH, 2))
    assert line.port.feeds.items(feed) == {}
    assert line.port.feeds.cursor(feed) == Cursor(EPOCH, 2)


# --- the configuration --------------------------------------------------------------------------


def test_the_hubs_configuration_is_in_force_and_stands_in_every_header(line: Line) -> None:
    scan(line.store, 1)
    line.port.feeds.apply_page(
        CONFIG,
        page(
            FeedItem("policy", 1, 1, {"gate_mode": "in_only", "closing_time": "17:30", "x": 1}),
            FeedItem("venue", 2, 1, {"name": "Bệnh viện Mẫu", "time_zone": "Asia/Bangkok"}),
            FeedItem("print", 3, 1, {"when": "always", "valid_h": 24}),
            FeedItem("hotlines", 7, 1, {"lines": [{"label": "H", "landline": "1", "mobile": "2"}]}),
        ),
    )
    found = line.configurations[-1]
    assert found.stamp == ConfigStamp(ConfigOrigin.HUB, 7)
    assert (found.policy.gate_mode, found.policy.closing_time) == (GateMode.IN_ONLY, time(17, 30))
    assert (found.policy.print.when, found.policy.print.valid_h) == (PrintWhen.ALWAYS, 24)
    assert found.venue.hotlines == (Hotline("H", "1", "2"),)
    assert (found.venue.name, found.venue.gate) == ("Bệnh viện Mẫu", VENUE.gate)
    scan(line.store, 2)
    headers = [parse_line(record.line).header for record in line.port.outbox.next_batch(9, 10**7)]
    assert [header.cfg.origin for header in headers] == ["local"] * 3 + ["hub"] * 3
    assert (headers[-1].cfg.rev, headers[-1].tz) == (7, "Asia/Bangkok")


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("policy", {"repeat_window_s": -1, "gate_mode": "in_only"}),
        ("policy", {"repeat_window_s": True}),
        ("policy", {"gate_mode": "sideways"}),
        ("policy", {"closing_time": "25:00"}),
        ("venue", {"name": ""}),
        ("venue", {"time_zone": "Asia/Nowhere"}),
        ("venue", {"desk_side": "up"}),
        ("hotlines", {"lines": {}}),
        ("hotlines", {"lines": [{"label": "H"}]}),
        ("hotlines", {"lines": ["H"]}),
        ("hotlines", {}),
        ("print", {"valid_h": 0}),
    ],
)
def test_a_section_that_cannot_be_leaves_the_local_one_in_force(
    line: Line, key: str, body: dict[str, object]
) -> None:
    line.port.feeds.apply_page(CONFIG, page(FeedItem(key, 1, 1, body)))
    found = line.configurations[-1]
    assert (found.venue, found.policy) == (VENUE, Policy())


def test_the_configuration_survives_a_restart_and_goes_with_the_hub(line: Line) -> None:
    line.port.feeds.apply_page(CONFIG, page(FeedItem("policy", 4, 1, {"repeat_window_s": 5})))
    told: list[Configuration] = []
    put_in_force(SqliteSyncTables(line.store), Configuration(VENUE, Policy()), told.append)
    assert told[0].policy.repeat_window_s == 5
    line.port.feeds.forget_reference()
    assert line.configurations[-1] == Configuration(VENUE, Policy())
    assert line.store.station.config == ConfigStamp()
    assert line.port.feeds.cursor(CONFIG) is None


def test_the_desk_takes_the_new_venue_and_rules_with_the_next_scan() -> None:
    rig = make_rig()
    rig.desk.configure(replace(VENUE, gate="Cổng Z"), Policy(gate_mode=GateMode.OUT_ONLY))
    outcome = rig.scan(_CARD)
    assert isinstance(outcome.result, Admit)
    assert outcome.result.direction is Direction.DEPARTURE
    assert rig.bodies("departure")[0]["gate"] == "Cổng Z"


# --- revoked ------------------------------------------------------------------------------------


@pytest.mark.fault("S12")
def test_a_revoked_station_drops_reference_data_and_keeps_its_records(line: Line) -> None:
    scan(line.store, 1)
    (mine,) = find(line, 1)
    items = [fed(number, number) for number in range(2, 3 * DEEP_STRETCH)]
    line.port.feeds.apply_snapshot(PEOPLE, items, Cursor(EPOCH, 200))
    inside = {"person": person_id(2), "inside": True, "at": "2026-07-01T00:00:00.000Z", "gate": "B"}
    line.port.feeds.apply_page(PRESENCE, page(FeedItem("k", 1, 1, inside)))
    before = unsent(line)
    line.port.feeds.forget_reference()
    assert unsent(line) == before
    for table in ("feed_items", "feed_presence"):
        assert line.store.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    rows = line.store.connection.execute("SELECT id FROM people").fetchall()
    assert rows == [(mine.id,)]
    assert line.port.feeds.cursor(PEOPLE) is None
