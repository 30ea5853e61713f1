"""Persons of other venues: a count, then what a proven phone releases, under a handle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event, select

from kiosk.base.clock import ManualClock
from sync.hub.db import tables
from sync.hub.db.engine import reading, state_of
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.hub.people.hub_links import Evidence, LinkState, to_link
from sync.hub.people.sms import FolderGateway
from sync.protocol.asking import (
    OTP_RESEND_S,
    RELEASE_S,
    LookupAnswer,
    LookupKind,
    LookupRequest,
    OtpCheck,
)
from sync.protocol.feeds import FeedName
from tests.support.hub_batches import take_sound
from tests.support.hub_records import ADMIN, Station

PHONE = "+84912345678"
OTHER_PHONE = "+84912345679"
CITIZEN = "999000000001"


@dataclass(frozen=True)
class Place:
    """A venue with one station."""

    hub: Hub
    station: Station

    @property
    def sender(self) -> Sender:
        return self.station.sender

    def ask(self, value: str = PHONE, kind: LookupKind = LookupKind.PHONE) -> LookupAnswer:
        """What its station hears of a number."""
        return self.hub.lookup.find(
            self.sender.device_id, self.sender.venue_id, LookupRequest(kind, value)
        )

    def meet(self, name: str, **numbers: str) -> str:
        """A person it recorded."""
        person = self.station.new_person()
        take_sound(self.hub.ingest, self.sender, self.station.person(person, name, **numbers))
        return person

    def meet_by_handle(self, name: str, handle: str) -> str:
        """A person of its own, whom it knows by a handle."""
        person = self.meet(name)
        tied: dict[str, object] = {"person": person, "kind": "handle", "value": handle}
        line = self.station.record("identifier", tied | {"source": "otp"})
        take_sound(self.hub.ingest, self.sender, line)
        return person


@pytest.fixture
def make(hub: Hub) -> Callable[[int], Place]:
    def made(number: int) -> Place:
        venue = hub.venues.add(ADMIN, f"Trạm Mẫu {number}", "", "Asia/Ho_Chi_Minh")
        device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
        station = Station(number, venue=venue.id)
        station.sender = Sender(device_id, venue.id, "A")
        return Place(hub, station)

    return made


@pytest.fixture
def here(make: Callable[[int], Place]) -> Place:
    return make(1)


@pytest.fixture
def there(make: Callable[[int], Place]) -> Place:
    return make(2)


def prove(place: Place, sms: FolderGateway, phone: str = PHONE) -> None:
    """The phone is at hand at a venue's station."""
    started = place.hub.otp.start(place.sender.device_id, phone)
    code = re.match(r"\d{6}", sms.messages()[-1][1])
    assert code is not None
    check = OtpCheck(started.challenge, code[0])
    assert place.hub.otp.verify(place.sender.device_id, check).is_verified


def joined(hub: Hub) -> set[tuple[frozenset[str], str]]:
    with reading(hub.engine) as connection:
        links = [to_link(row) for row in connection.execute(select(tables.hub_links))]
    return {
        (frozenset({link.one.person, link.other.person}), link.evidence.value)
        for link in links
        if link.state is LinkState.JOINED
    }


def test_before_a_code_another_venue_hears_a_count(here: Place, there: Place) -> None:
    person = here.meet("Chamaléa Thị Hương", phone=PHONE, citizen=CITIZEN)
    here.meet("Pi Năng Thử", phone=PHONE)
    assert next(one.person for one in here.ask().persons) == person
    assert here.ask().elsewhere == 0
    assert there.ask() == LookupAnswer((), 2)
    assert there.ask(CITIZEN, LookupKind.CITIZEN_ID) == LookupAnswer((), 1)
    assert there.ask(OTHER_PHONE) == LookupAnswer((), 0)


def test_a_proven_phone_tells_of_its_persons_for_an_hour(
    here: Place, there: Place, sms: FolderGateway, clock: ManualClock
) -> None:
    person = here.meet("Chamaléa Thị Hương", phone=PHONE, citizen=CITIZEN)
    here.meet("Pi Năng Thử", phone=OTHER_PHONE)
    prove(there, sms)
    answer = there.ask()
    (released,) = answer.released
    assert (released.full_name, released.birth, released.sex) == (
        "Chamaléa Thị Hương",
        "1990-01-02",
        "female",
    )
    assert (answer.persons, answer.elsewhere, answer.released_s) == ((), 1, RELEASE_S)
    assert person not in str(answer)
    assert there.ask() == answer, "one handle for one proof"
    # Only for the phone that was proven, and only by it.
    assert there.ask(OTHER_PHONE) == LookupAnswer((), 1)
    assert there.ask(CITIZEN, LookupKind.CITIZEN_ID) == LookupAnswer((), 1)
    clock.advance(RELEASE_S)
    assert there.ask() == LookupAnswer((), 1)


def test_a_proof_is_its_stations(
    here: Place, there: Place, make: Callable[[int], Place], sms: FolderGateway
) -> None:
    here.meet("Chamaléa Thị Hương", phone=PHONE)
    prove(there, sms)
    assert make(3).ask().released == ()
    assert there.ask().released


def test_a_wrong_code_releases_nothing(here: Place, there: Place, sms: FolderGateway) -> None:
    here.meet("Chamaléa Thị Hương", phone=PHONE)
    started = there.hub.otp.start(there.sender.device_id, PHONE)
    code = int(sms.messages()[-1][1][:6])
    wrong = OtpCheck(started.challenge, f"{(code + 1) % 10**6:06d}")
    assert not there.hub.otp.verify(there.sender.device_id, wrong).is_verified
    assert there.ask() == LookupAnswer((), 1)


def test_an_entry_by_handle_joins_for_ever(
    hub: Hub, here: Place, there: Place, sms: FolderGateway, clock: ManualClock
) -> None:
    person = here.meet("Chamaléa Thị Hương", phone=PHONE)
    prove(there, sms)
    (released,) = there.ask().released
    # Recorded without the network, sent days later.
    clock.advance(9 * 86_400)
    hub.housekeep()
    own = there.meet_by_handle("Hương", released.handle)
    assert joined(hub) == {(frozenset({person, own}), Evidence.HANDLE.value)}
    feed = str(hub.feeds.page(FeedName.PEOPLE, there.sender.venue_id, None))
    assert own in feed
    assert person not in feed
    assert released.handle not in feed
    assert "Chamaléa" not in feed


def test_a_handle_is_worth_nothing_at_another_station(
    hub: Hub,
    here: Place,
    there: Place,
    make: Callable[[int], Place],
    sms: FolderGateway,
) -> None:
    here.meet("Chamaléa Thị Hương", phone=PHONE)
    prove(there, sms)
    (released,) = there.ask().released
    make(3).meet_by_handle("Hương", released.handle)
    there.meet_by_handle("Hương", "no-such-handle")
    assert joined(hub) == set()


def test_another_proof_has_another_handle(
    here: Place, there: Place, sms: FolderGateway, clock: ManualClock
) -> None:
    here.meet("Chamaléa Thị Hương", phone=PHONE)
    prove(there, sms)
    (first,) = there.ask().released
    clock.advance(OTP_RESEND_S)
    prove(there, sms)
    (second,) = there.ask().released
    assert first.handle != second.handle


def test_no_venue_crowds_out_anothers_person(
    make: Callable[[int], Place], here: Place, there: Place, sms: FolderGateway
) -> None:
    crowd = make(3)
    for number in range(30):
        crowd.meet(f"Người Mẫu {number}", phone=PHONE)
    here.meet("Chamaléa Thị Hương", phone=PHONE)
    prove(there, sms)
    answer = there.ask()
    assert answer.elsewhere == len(answer.released) == 20
    assert "Chamaléa Thị Hương" in {one.full_name for one in answer.released}


@contextmanager
def statements(hub: Hub) -> Iterator[list[str]]:
    """Every statement of a question, readers' and writers' alike."""
    seen: list[str] = []

    def note(_1: object, _2: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engines = {hub.engine, state_of(hub.engine).writer or hub.engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def test_known_and_unknown_numbers_are_answered_with_the_same_work(
    hub: Hub, here: Place, there: Place
) -> None:
    here.meet("Chamaléa Thị Hương", phone=PHONE, citizen=CITIZEN)
    for kind, known, unknown in (
        (LookupKind.PHONE, PHONE, OTHER_PHONE),
        (LookupKind.CITIZEN_ID, CITIZEN, "999000000009"),
    ):
        with statements(hub) as of_known:
            there.ask(known, kind)
        with statements(hub) as of_unknown:
            there.ask(unknown, kind)
        assert of_known == of_unknown
