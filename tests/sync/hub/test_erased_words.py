"""At the hub, too, an erased person is gone from records about others, early ones and late."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kiosk.base.clock import ManualClock
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.protocol.envelope import RecordStatus
from tests.support.hub_records import ADMIN, Station, envelope

NAME, PHONE, OTHER = "Trần Thị Mẫu", "+84912345678", "+84987654321"

Push = Callable[..., tuple[RecordStatus, ...]]


@pytest.fixture
def sender(hub: Hub) -> Sender:
    """A station of a venue."""
    venue = hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    return Sender(device_id, venue.id, "A")


@pytest.fixture
def push(hub: Hub, sender: Sender) -> Push:
    """Takes lines in."""

    def take(*lines: bytes, of: Sender = sender) -> tuple[RecordStatus, ...]:
        letters, _ = hub.ingest.take(of, envelope(of, lines), list(lines), hub.now())
        return letters

    return take


def declare(ledger: Station, person: str, **declarant: str) -> bytes:
    """Somebody declares for a child."""
    body = json.loads(ledger.declaration(person))["body"]
    ledger.step_back(1)
    return ledger.record("declaration", {**body, "declarant": {"relation": "parent", **declarant}})


def case(ledger: Station, phone: str, **more: object) -> bytes:
    body: dict[str, object] = {"reason": "phone_only", "lane": "gate", "gate": "A", "phone": phone}
    return ledger.record("support", body | more, v=4)


def close(ledger: Station, ref: str, person: str, note: str = "") -> bytes:
    body: dict[str, object] = {"ref": ref, "outcome": "left", "person": person}
    return ledger.record("support_closed", body | ({"note": note} if note else {}))


def id_of(line: bytes) -> str:
    return str(json.loads(line)["id"])


def body_of(hub: Hub, line: bytes) -> tuple[dict[str, object] | None, bool]:
    """What the hub has of a record, and whether that is what its header names."""
    records = tables.records.c
    with reading(hub.engine) as connection:
        body, salt = connection.execute(
            select(records.body, records.salt).where(records.id == id_of(line))
        ).one()
    return (None if body is None else json.loads(bytes(body))), salt is not None


def sent(line: bytes, *without: str) -> dict[str, object]:
    body = dict(json.loads(line)["body"])
    for name in without:
        del body[name]
    return body


def test_who_declared_or_waited_is_gone_and_the_records_stay(hub: Hub, push: Push) -> None:
    ledger = Station()
    mother, child, man = (ledger.new_person() for _ in range(3))
    by_name, by_phone = declare(ledger, child, full_name=NAME), declare(ledger, child, phone=PHONE)
    namesake = declare(ledger, child, full_name=NAME, phone=OTHER)
    waited, others = case(ledger, "0912 345 678"), case(ledger, OTHER)
    told_later, with_man = case(ledger, "+84900000001"), case(ledger, PHONE, person=man)
    closing = close(ledger, id_of(told_later), mother)
    noted = close(ledger, id_of(others), man, f"đi cùng chị {NAME}")
    plain = close(ledger, "no-record-of-ours", mother)
    lines = [by_name, by_phone, namesake, waited, others, told_later, with_man, closing, noted]
    push(ledger.person(mother, NAME, phone=PHONE), ledger.person(child), *lines, plain)
    hub.administration.erase_person(ADMIN, mother)
    for line in (by_name, by_phone):
        left, is_whole = body_of(hub, line)
        assert left == sent(line) | {"declarant": {"relation": "parent"}}
        assert not is_whole
    for line in (waited, told_later):
        assert body_of(hub, line) == (sent(line, "phone"), False)
    assert body_of(hub, noted) == (sent(noted, "note"), False)
    for line in (namesake, others, with_man):
        assert body_of(hub, line) == (sent(line), True)
    assert body_of(hub, closing) == (None, False)
    with reading(hub.engine) as connection:
        counted = connection.execute(select(func.count()).select_from(tables.declarations))
        assert counted.scalar_one() == 3, "the child has declared still"
        words = connection.execute(select(tables.erased_words.c.word)).scalars().all()
    assert len(words) == 2
    assert not any(NAME in word or "912345678" in word for word in words)
    # What is sent again is known, and does not come back.
    assert push(*lines) == (RecordStatus.DUPLICATE,) * len(lines)
    assert body_of(hub, waited) == (sent(waited, "phone"), False)
    hub.tidy()
    assert body_of(hub, namesake) == (sent(namesake), True)


def test_what_comes_late_is_shortened_if_it_was_made_before(
    hub: Hub, push: Push, clock: ManualClock
) -> None:
    ledger, gate = Station(), Station(2)
    mother, child = ledger.new_person(), gate.new_person()
    push(ledger.person(mother, NAME, phone=PHONE))
    late, waited = declare(gate, child, full_name=NAME), case(gate, PHONE)
    clock.advance(3600)
    hub.administration.erase_person(ADMIN, mother)
    gate.at = clock.now() + timedelta(minutes=5)
    clock.advance(600)
    anew, somebody = declare(gate, child, full_name=NAME), case(gate, PHONE)
    push(late, waited, anew, somebody, of=gate.sender)
    assert body_of(hub, late) == (sent(late), True), "another venue's"
    of_venue = Sender("device-3", _venue(hub), "B")
    third = Station(3)
    third.at = gate.at - timedelta(hours=1)
    late, waited = declare(third, child, full_name=NAME), case(third, PHONE)
    third.at = gate.at
    anew, somebody = declare(third, child, full_name=NAME), case(third, PHONE)
    push(late, waited, anew, somebody, of=of_venue)
    left, is_whole = body_of(hub, late)
    assert (left or {})["declarant"] == {"relation": "parent"}
    assert not is_whole
    assert body_of(hub, waited) == (sent(waited, "phone"), False)
    for line in (anew, somebody):
        assert body_of(hub, line) == (sent(line), True), "she came again"


def test_another_content_that_names_her_goes(hub: Hub, push: Push) -> None:
    ledger = Station()
    mother, child = ledger.new_person(), ledger.new_person()
    push(ledger.person(mother, NAME, phone=PHONE), ledger.person(child))
    ledger.step_back(1)
    assert push(declare(ledger, child, full_name=NAME)) == (RecordStatus.CONFLICT,)
    ledger.step_back(1)
    assert push(declare(ledger, child, full_name="Pi Năng Mẫu")) == (RecordStatus.CONFLICT,)
    hub.administration.erase_person(ADMIN, mother)
    with reading(hub.engine) as connection:
        lines = connection.execute(select(tables.variants.c.line)).scalars().all()
    assert len(lines) == 1
    assert "Pi Năng Mẫu" in bytes(lines[0]).decode()


def test_late_content_that_is_kept_aside_and_names_her_goes(
    hub: Hub, push: Push, clock: ManualClock
) -> None:
    ledger = Station()
    mother, child = ledger.new_person(), ledger.new_person()
    push(ledger.person(mother, NAME, phone=PHONE), ledger.person(child))
    hub.administration.erase_person(ADMIN, mother)
    after = clock.now() + timedelta(minutes=1)
    for at, name in ((ledger.at, NAME), (ledger.at, "Pi Năng Mẫu"), (after, NAME)):
        ledger.step_back(1)
        ledger.at = at - timedelta(hours=1) if at != after else after
        assert push(declare(ledger, child, full_name=name)) == (RecordStatus.CONFLICT,)
    hub.tidy()
    with reading(hub.engine) as connection:
        lines = connection.execute(select(tables.variants.c.line)).scalars().all()
    kept = [json.loads(bytes(line))["body"]["declarant"]["full_name"] for line in lines]
    assert sorted(kept) == ["Pi Năng Mẫu", NAME], "somebody else, and what she said after it"


def _venue(hub: Hub) -> str:
    return hub.venues.all()[0].id
