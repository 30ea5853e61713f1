"""What people ask about their data, at the hub: listed, and erased once a station has done so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.phrases import Phrase
from sync.hub.admin.audit import Act
from sync.hub.admin.data_requests import RequestError, RequestState
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedName, FeedPage
from tests.support.hub_records import ADMIN, Station, envelope

DUE = "2026-07-04T00:00:00.000Z"
REQUEST = "01890a5d-ac96-774b-bcce-b302099a80{:02x}"

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

    def take(*lines: bytes) -> tuple[RecordStatus, ...]:
        letters, _ = hub.ingest.take(sender, envelope(sender, lines), list(lines), hub.now())
        return letters

    return take


def asked(station: Station, person: str, right: str, number: int) -> bytes:
    body: dict[str, object] = {"person": person, "right": right, "answer_by": DUE}
    return station.record("data_request", body, record_id=REQUEST.format(number))


def answered(station: Station, person: str, right: str, number: int, **more: str) -> bytes:
    body: dict[str, object] = {"person": person, "right": right, "answer_by": DUE}
    return station.record("data_request", {**body, "ref": REQUEST.format(number), **more}, v=3)


def left(hub: Hub) -> list[tuple[str, RequestState]]:
    return [(one.id, one.state) for one in hub.data_requests.open()]


def test_what_is_left_is_listed_and_an_erasure_is_carried_out(
    hub: Hub, sender: Sender, push: Push
) -> None:
    ledger = Station()
    person, other = ledger.new_person(), ledger.new_person()
    stored = push(
        ledger.person(person, "Chamaléa Thị Hương", phone="+84912345678"),
        ledger.person(other, "Pi Năng Thử", phone="+84987654321"),
        asked(ledger, person, "erase", 1),
        asked(ledger, other, "see", 2),
        asked(ledger, other, "erase", 3),
        asked(ledger, other, "correct", 4),
        answered(ledger, person, "erase", 1, outcome="done", identity="photo_document"),
        answered(ledger, other, "erase", 3, outcome="refused", reason="must_be_kept"),
        answered(ledger, other, "correct", 4, outcome="done", identity="guardian"),
    )
    assert set(stored) == {RecordStatus.STORED}
    ready, waiting = REQUEST.format(1), REQUEST.format(2)
    assert left(hub) == [(ready, RequestState.ERASE_HERE), (waiting, RequestState.WAITING)]
    first = hub.data_requests.open()[0]
    assert (first.venue, first.gate, first.person) == (sender.venue_id, "A", person)
    for wrong in (waiting, REQUEST.format(3), REQUEST.format(9)):
        with pytest.raises(RequestError) as error:
            hub.data_requests.erase(ADMIN, wrong)
        assert isinstance(error.value.args[0], Phrase)
    hub.data_requests.erase(ADMIN, ready)
    assert left(hub) == [(waiting, RequestState.WAITING)]
    commands = hub.feeds.page(FeedName.REVOCATIONS, sender.venue_id, None)
    assert isinstance(commands, FeedPage)
    assert [item.key for item in commands.items] == [f"erase:{person}"]
    acts = hub.audit.entries()
    assert (acts[0].act, acts[0].actor, acts[0].subject) == (Act.REQUEST_CARRIED_OUT, ADMIN, ready)
    assert acts[0].details == {"venue": sender.venue_id, "person": person}
    assert acts[1].act is Act.PERSON_ERASED


def test_whoever_was_linked_since_is_not_erased_with_them(
    hub: Hub, sender: Sender, push: Push
) -> None:
    ledger = Station()
    person, stranger = ledger.new_person(), ledger.new_person()
    due: dict[str, object] = {"person": person, "right": "erase", "answer_by": DUE}
    answer = {**due, "ref": REQUEST.format(1), "outcome": "done", "persons": [person]}
    link: dict[str, object] = {"persons": [person, stranger], "evidence": "said_so", "by": "x"}
    push(
        ledger.person(person, "Chamaléa Thị Hương"),
        ledger.person(stranger, "Pi Năng Thử"),
        asked(ledger, person, "erase", 1),
        ledger.record("data_request", answer, v=4),
        ledger.record("same_as", link),
    )
    with pytest.raises(RequestError, match="part them first"):
        hub.data_requests.erase(ADMIN, REQUEST.format(1))
    commands = hub.feeds.page(FeedName.REVOCATIONS, sender.venue_id, None)
    assert isinstance(commands, FeedPage)
    assert commands.items == ()
    push(ledger.record("same_as", {**link, "undo": True}))
    hub.data_requests.erase(ADMIN, REQUEST.format(1))
    assert left(hub) == []


def test_another_venue_answers_no_request(hub: Hub, push: Push) -> None:
    ledger, foreign = Station(), Station(2)
    person = ledger.new_person()
    push(ledger.person(person, "Chamaléa Thị Hương"), asked(ledger, person, "erase", 1))
    venue = hub.venues.add(ADMIN, "Trạm Y tế Khác", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "B", "http://hub.example.vn")
    other = Sender(device_id, venue.id, "B")
    line = answered(foreign, person, "erase", 1, outcome="done")
    hub.ingest.take(other, envelope(other, [line]), [line], hub.now())
    assert left(hub) == [(REQUEST.format(1), RequestState.WAITING)]


def test_the_command_lists_and_carries_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--data", str(tmp_path / "hub")]
    assert main(["hub", "venue", "add", "Trung tâm Y tế Mẫu", *folder]) == 0
    hub, ledger = Hub.open(tmp_path / "hub"), Station()
    venue = hub.venues.all()[0]
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    person, sender = ledger.new_person(), Sender(device_id, venue.id, "A")
    lines = [
        ledger.person(person, "Chamaléa Thị Hương"),
        asked(ledger, person, "erase", 1),
        answered(ledger, person, "erase", 1, outcome="done"),
    ]
    hub.ingest.take(sender, envelope(sender, lines), lines, hub.now())
    hub.close()
    capsys.readouterr()
    assert main(["hub", "requests", *folder]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{REQUEST.format(1)}  erase_here  erase  {person}  Trung tâm Y tế Mẫu")
    assert main(["hub", "requests", "--erase", REQUEST.format(1), *folder]) == 0
    assert person in capsys.readouterr().out
    assert main(["hub", "requests", "--json", *folder]) == 0
    assert capsys.readouterr().out.strip() == '{"requests": []}'
    assert main(["hub", "requests", "--erase", REQUEST.format(1), *folder]) == 2
