"""The sync worker's calls, as steps on the core over a real store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.sync_steps import GATE_FACT
from kiosk.core.thread import MAX_WAITING, Priority
from kiosk.domain.venue import Policy
from kiosk.ports.sync_store import RecordVerdict
from kiosk.services.configuration import Configuration
from kiosk.store.repositories.outbox import count_unsent
from sync.protocol.case_bodies import refusal_body
from sync.protocol.envelope import RecordStatus
from sync.protocol.lengths import MAX_TEXT
from sync.protocol.policy import Hotline, VenueKind
from sync.protocol.records import parse_body, parse_line
from sync.protocol.settings import plain_table
from tests.support.core_sync_store import Line, make_memory_line
from tests.support.desk import VENUE
from tests.support.store import AT, scan


def test_batches_hold_the_frozen_bytes_in_the_order_of_recording(line: Line) -> None:
    for number in range(4):
        scan(line.store, number)
    everything = line.port.outbox.next_batch(200, 10**7)
    records = [parse_line(record.line) for record in everything]
    assert [record.header.seq for record in records] == list(range(1, 13))
    assert [record.header.id for record in records] == [record.id for record in everything]
    assert line.port.outbox.next_batch(5, 10**7) == everything[:5]
    assert line.port.outbox.next_batch(5, 10**7, everything[4].pos) == everything[5:10]
    two = len(everything[0].line) + len(everything[1].line)
    assert line.port.outbox.next_batch(5, two) == everything[:2]
    assert line.port.outbox.next_batch(5, two - 1) == everything[:1]
    assert line.port.outbox.next_batch(5, 1) == everything[:1]


def test_a_text_that_is_too_long_is_cut_before_it_is_frozen(line: Line) -> None:
    long = refusal_body(
        reason="x" * 70_000, credential="unknown", lane="gate", gate="Ầ" * 300, method="camera"
    )
    with line.store.transaction() as step:
        step.append("refusal", long, AT)
    (record,) = line.port.outbox.next_batch(200, 10**7)
    body = parse_body(parse_line(record.line).body)
    assert (body["reason"], body["gate"]) == ("x" * MAX_TEXT, "Ầ" * MAX_TEXT)


def test_a_hubs_answer_moves_each_record_as_it_says(line: Line) -> None:
    scan(line.store, 1)
    scan(line.store, 2)
    letters = [
        RecordStatus.STORED,
        RecordStatus.DUPLICATE,
        RecordStatus.QUARANTINED,
        RecordStatus.CONFLICT,
        RecordStatus.TRANSIENT,
        RecordStatus.REFUSED,
    ]
    batch = line.port.outbox.next_batch(200, 10**7)
    line.verdicts(
        [
            RecordVerdict(record.pos, letter, "bad_body", "không hợp lệ")
            for record, letter in zip(batch, letters, strict=True)
        ]
    )
    still, opened, anew = line.port.outbox.next_batch(200, 10**7)
    assert still == batch[4]
    assert parse_line(opened.line).header.type == "audit"
    assert anew.id not in {record.id for record in batch}
    assert parse_line(anew.line).header.type == parse_line(batch[3].line).header.type
    backlog = line.port.outbox.backlog()
    assert (backlog.queued, backlog.dead, backlog.oldest_at) == (3, 1, AT)
    # What is written anew waits before and after; the new ledger's own first record is one more.
    assert line.unsent[-1] == 4
    assert line.store.tally() == count_unsent(line.store.connection)
    # The one that is still queued and the one refused; the slip written anew and the ledger's
    # first record are no visits.
    assert line.store.unsent_visits() == 1
    (rejected,) = line.port.outbox.rejected()
    assert (rejected.id, rejected.seq, rejected.type) == (batch[5].id, 6, "arrival")
    assert (rejected.code, rejected.text, rejected.note) == ("bad_body", "không hợp lệ", "")


def test_any_text_of_a_hub_can_be_kept(line: Line) -> None:
    scan(line.store, 1)
    (first, *_) = line.port.outbox.next_batch(1, 10**7)
    line.verdicts([RecordVerdict(first.pos, RecordStatus.REFUSED, "\ud800", "\ud800")])
    assert line.port.outbox.rejected()[0].text == "\ud800"


def test_a_late_answer_takes_no_ack_back(line: Line) -> None:
    scan(line.store, 1)
    batch = line.port.outbox.next_batch(200, 10**7)
    line.verdicts([RecordVerdict(record.pos, RecordStatus.STORED) for record in batch])
    line.verdicts([RecordVerdict(record.pos, RecordStatus.REFUSED, "late") for record in batch])
    assert line.port.outbox.rejected() == []
    assert line.port.outbox.backlog().queued == 0


def test_the_rejected_box_is_annotated_and_sent_again(line: Line) -> None:
    scan(line.store, 1)
    (poison, *others) = line.port.outbox.next_batch(200, 10**7)
    line.verdicts([RecordVerdict(poison.pos, RecordStatus.REFUSED, "bad_body", "sai")])
    line.port.outbox.annotate(poison.id, "đã gọi cho quản trị")
    assert line.port.outbox.rejected()[0].note == "đã gọi cho quản trị"
    line.port.outbox.resend(poison.id)
    assert line.port.outbox.rejected() == []
    assert line.port.outbox.next_batch(200, 10**7) == [poison, *others]
    line.verdicts([RecordVerdict(poison.pos, RecordStatus.REFUSED, "bad_body", "vẫn sai")])
    (again,) = line.port.outbox.rejected()
    assert (again.text, again.note) == ("vẫn sai", "đã gọi cho quản trị")
    for call in (line.port.outbox.resend, lambda one: line.port.outbox.annotate(one, "")):
        with pytest.raises(KeyError):
            call(others[0].id)
    assert line.store.tally() == count_unsent(line.store.connection)
    # A wrong id must not have ended the core.
    assert line.port.outbox.backlog().dead == 1


def test_what_the_hub_said_is_kept_with_the_record(line: Line) -> None:
    scan(line.store, 1)
    line.ack_all(RecordStatus.QUARANTINED)
    rows = line.store.connection.execute("SELECT state, answer FROM outbox").fetchall()
    assert {state for state, _ in rows} == {"acked"}
    assert json.loads(rows[0][1])["letter"] == "q"


def test_a_stopped_core_is_a_storage_fault(line: Line) -> None:
    line.core.stop()
    with pytest.raises(StorageFault) as caught:
        line.port.outbox.backlog()
    assert caught.value.kind is StorageFaultKind.READ_ONLY


def test_a_core_that_is_stuck_is_a_storage_fault() -> None:
    line = make_memory_line()
    line.core._runs_at_once = False
    for _ in range(MAX_WAITING):
        line.core.post(lambda: None, Priority.HOUSEKEEPING)
    with pytest.raises(StorageFault) as caught:
        line.port.outbox.backlog()
    assert caught.value.kind is StorageFaultKind.READ_ONLY


def test_facts_are_kept_together_and_removed(line: Line) -> None:
    line.port.state.put({"epoch": "5f0c2a", "last_contact": "1"})
    line.port.state.put({"epoch": None, "revoked": "0"})
    assert [line.port.state.get(name) for name in ("epoch", "last_contact", "revoked")] == [
        None,
        "1",
        "0",
    ]


def test_the_clock_offset_stands_in_the_next_headers(line: Line) -> None:
    scan(line.store, 1)
    line.port.state.set_offset(-1500)
    scan(line.store, 2)
    headers = [parse_line(record.line).header for record in line.port.outbox.next_batch(200, 10**7)]
    assert [header.off_ms for header in headers] == [None] * 3 + [-1500] * 3


def test_the_venue_is_told_once_and_again_when_it_changed(line: Line) -> None:
    line.port.state.register_venue()
    line.port.state.register_venue()
    (record,) = line.port.outbox.next_batch(200, 10**7)
    assert parse_line(record.line).header.type == "venue"
    assert line.unsent[0] == 1


def test_what_is_registered_of_the_venue_is_told_with_its_commune(line: Line) -> None:
    registered = replace(
        VENUE,
        kind=VenueKind.SCHOOL,
        phone="0259 000 0000",
        street="12 Thống Nhất",
        commune="22846",
        gates=("Cổng A", "Cổng B"),
        opening_time=time(6),
        link="https://tokhaiyte.vn/?n=mau",
        hotlines=(Hotline("Hỏi đáp", "1022", "0259.1022"),),
    )
    line.port.state.register_venue()
    line.port.steps.local = Configuration(registered, Policy(closing_time=time(18)))
    line.port.state.register_venue()
    first, second = line.port.outbox.next_batch(200, 10**7)
    plain = parse_body(parse_line(first.line).body)
    assert plain == {
        "name": VENUE.name,
        "gate": VENUE.gate,
        "time_zone": "Asia/Ho_Chi_Minh",
        "kind": "health_facility",
        **({"support_phone": VENUE.support_phone} if VENUE.support_phone else {}),
        **({"hotlines": [plain_table(one) for one in VENUE.hotlines]} if VENUE.hotlines else {}),
    }
    assert parse_line(second.line).header.v == 3
    assert parse_body(parse_line(second.line).body) == {
        **plain,
        "kind": "school",
        "phone": "0259 000 0000",
        "address": {
            "text": "12 Thống Nhất",
            "unit": {"scheme": "since-2025-07", "code": "22846", "name": "Xã Vĩnh Hải, Khánh Hòa"},
        },
        "gates": ["Cổng A", "Cổng B"],
        "opens": "06:00",
        "closes": "18:00",
        "hotlines": [{"label": "Hỏi đáp", "landline": "1022", "mobile": "0259.1022"}],
        "link": "https://tokhaiyte.vn/?n=mau",
    }


def test_the_gate_of_the_enrolment_is_in_force_until_the_station_is_revoked(line: Line) -> None:
    line.port.state.put({GATE_FACT: "Cổng C"})
    assert line.configurations[-1].venue == replace(VENUE, gate="Cổng C")
    line.port.feeds.forget_reference()
    assert line.configurations[-1].venue == VENUE
