"""What stations have registered of their venue: the newest word of each, and how it is shown."""

from __future__ import annotations

import json
from datetime import time, timedelta
from pathlib import Path

import pytest

from kiosk.__main__ import main
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.hub.ingest.registrations import Registration, registrations_of
from sync.protocol.bodies import RecordType
from sync.protocol.envelope import RecordStatus
from sync.protocol.policy import VenueKind, VenueSettings
from sync.protocol.venue_body import venue_body
from tests.support.hub_client import only_sqlite
from tests.support.hub_records import ADMIN, AT, Station, envelope

UNIT = ("since-2025-07", "22846", "Xã Vĩnh Hải, Khánh Hòa")


@pytest.fixture
def sender(hub: Hub) -> Sender:
    """A station of a venue."""
    venue = hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    return Sender(device_id, venue.id, "A")


def _body(phone: str) -> dict[str, object]:
    settings = VenueSettings(
        kind=VenueKind.SCHOOL, phone=phone, street="12 Đường Mẫu", opening_time=time(6)
    )
    return venue_body(settings, time(18), UNIT)


def _registers(ledger: Station, phone: str) -> bytes:
    return ledger.record(RecordType.VENUE, _body(phone), v=3)


def _take(hub: Hub, sender: Sender, *lines: bytes) -> None:
    letters, _ = hub.ingest.take(sender, envelope(sender, lines), list(lines), hub.now())
    assert set(letters) == {RecordStatus.STORED}


def _said(hub: Hub, sender: Sender) -> list[Registration]:
    return registrations_of(hub.engine, sender.venue_id)


def test_the_newest_word_of_a_station_stands(hub: Hub, sender: Sender) -> None:
    ledger = Station()
    assert _said(hub, sender) == []
    _take(hub, sender, *(_registers(ledger, phone) for phone in ("0259", "0900")))
    (said,) = _said(hub, sender)
    assert (said.device_id, said.gate, said.body["phone"]) == (sender.device_id, "A", "0900")
    assert said.body == _body("0900")
    # What comes late changes nothing, and the hub's own name is its administrator's.
    late = Station(2, at=AT - timedelta(hours=1))
    _take(hub, sender, _registers(late, "0911"))
    assert _said(hub, sender) == [said]
    _take(hub, sender, ledger.record(RecordType.VENUE, {**_body("1"), "name": "Khác"}, v=3))
    assert [one.body["name"] for one in _said(hub, sender)] == ["Khác"]
    assert hub.venues.get(sender.venue_id).name == "Trung tâm Y tế Mẫu"


def test_each_station_has_its_own_word(hub: Hub, sender: Sender) -> None:
    other_id, _ = hub.administration.add_station(
        ADMIN, sender.venue_id, "B", "http://hub.example.vn"
    )
    other = Sender(other_id, sender.venue_id, "B")
    _take(hub, other, _registers(Station(2), "2"))
    _take(hub, sender, _registers(Station(), "1"))
    assert [(one.gate, one.body["phone"]) for one in _said(hub, sender)] == [("A", "1"), ("B", "2")]
    elsewhere = hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    assert registrations_of(hub.engine, elsewhere.id) == []


@only_sqlite
def test_the_administrator_is_shown_both(
    hub: Hub, sender: Sender, hub_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _take(hub, sender, _registers(Station(), "0259"))
    hub.close()
    assert main(["hub", "venue", "show", "1", "--data", str(hub_folder)]) == 0
    shown = capsys.readouterr().out
    assert "  phone: 0259\n" in shown
    assert "  kind: school\n" in shown
    assert "Xã Vĩnh Hải, Khánh Hòa" in shown
    assert main(["hub", "venue", "show", "1", "--json", "--data", str(hub_folder)]) == 0
    members = json.loads(capsys.readouterr().out)
    assert members["registrations"][0]["said"] == _body("0259")
