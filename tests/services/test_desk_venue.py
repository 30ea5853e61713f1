"""What the page of the registration asks for: in the file, in force, in the trail, and told."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PIL import Image

from kiosk.composition.venue_logo import read_logo
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.desk.venue_work import (
    DropLogo,
    LogoNotTaken,
    LogoProblem,
    SaveVenue,
    ShowVenue,
    TakeLogo,
    Telling,
    VenueField,
    VenueShown,
    VenueValue,
    VenueWork,
)
from kiosk.ports.sync_store import RecordVerdict
from sync.client.hub_file import HubFile, save_hub_file
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.policy import Hotline, VenueKind
from sync.protocol.records import parse_body, parse_line
from tests.support.core_sync_store import page
from tests.support.desk import MORNING
from tests.support.settings_station import SettingsStation, run_settings_station

CHANGES: dict[VenueField, VenueValue] = {
    VenueField.NAME: "Trường Mẫu",
    VenueField.PHONE: "02590000000",
    VenueField.KIND: VenueKind.SCHOOL,
    VenueField.STREET: "12 Đường Mẫu",
    VenueField.COMMUNE: "22846",
    VenueField.GATE: "Cổng B",
    VenueField.GATES: ("Cổng A", "Cổng B"),
    VenueField.OPENS: time(6),
    VenueField.CLOSES: time(18),
    VenueField.HOTLINES: (Hotline("Hỏi đáp", "1022", "0259.1022"),),
    VenueField.SUPPORT_PHONE: "0900000000",
    VenueField.LINK: "https://tokhaiyte.vn/?n=mau",
    VenueField.LINE: "Rửa tay trước khi vào",
    VenueField.FULL_NAMES: True,
}
PICTURE = io.BytesIO()
Image.linear_gradient("L").save(PICTURE, "PNG")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[SettingsStation]:
    file = tmp_path / "kiosk.toml"
    file.write_text('[venue]\nname = "Trạm Mẫu"  # ours\n', encoding="utf-8")
    yield from run_settings_station(tmp_path, file)


def _enrol(station: SettingsStation) -> None:
    save_hub_file(station.folder, HubFile("http://127.0.0.1", *["A"] * 9))


def test_everything_that_can_be_registered_is_tried() -> None:
    assert CHANGES.keys() == set(VenueField)


def test_changes_stand_in_the_file_in_force_and_in_the_trail(station: SettingsStation) -> None:
    shown = station.ask(SaveVenue(CHANGES))
    assert isinstance(shown, VenueShown)
    assert {field: shown.value(field) for field in VenueField} == CHANGES
    assert shown.commune is not None
    assert shown.commune.name == "Xã Vĩnh Hải, Khánh Hòa"
    assert (shown.of_hub, shown.telling, shown.has_logo) == (frozenset(), Telling.NO_HUB, False)
    written = tomllib.loads(station.file.read_text(encoding="utf-8"))
    assert written["venue"]["gates"] == ["Cổng A", "Cổng B"]
    assert written["venue"]["hotlines"] == [
        {"label": "Hỏi đáp", "landline": "1022", "mobile": "0259.1022"}
    ]
    assert written["print"] == {"line": "Rửa tay trước khi vào", "full_names": True}
    force = station.in_force()
    assert (force.venue.gate, force.policy.print.full_names) == ("Cổng B", True)
    trail = station.core.sync_store.outbox.next_batch(9, 10**6)
    bodies = [parse_body(parse_line(record.line).body) for record in trail]
    assert [(body["act"], body["staff"]) for body in bodies] == [
        ("venue_registered", station.administrator)
    ]


@pytest.mark.parametrize("who", ["staff", "nobody"])
def test_nobody_but_an_administrator_registers(station: SettingsStation, who: str) -> None:
    before = station.file.read_bytes()
    staff = {"staff": station.staff, "nobody": ""}[who]
    refused = station.ask(SaveVenue(CHANGES), staff)
    assert refused == SettingsNotSaved(SettingsProblem.NOT_ADMINISTRATOR)
    assert station.file.read_bytes() == before
    station.stick.mkdir()
    (station.stick / "logo.png").write_bytes(PICTURE.getvalue())
    for asked in (TakeLogo(), DropLogo()):
        assert station.ask(asked, staff) == LogoNotTaken(LogoProblem.NOT_ADMINISTRATOR)


def test_an_enrolled_station_tells_its_hub_and_says_whether_it_was_heard(
    station: SettingsStation,
) -> None:
    station.ask(ShowVenue())
    _enrol(station)
    shown = station.ask(ShowVenue())
    assert shown.telling is Telling.WAITS
    assert shown.of_hub == {VenueField.GATE, VenueField.GATES}
    outbox = station.core.sync_store.outbox
    shown = station.ask(SaveVenue({VenueField.PHONE: "0259111"}))
    assert shown.telling is Telling.WAITS
    waiting = outbox.next_batch(9, 10**6)
    types = [parse_line(record.line).header.type for record in waiting]
    assert types == ["audit", "venue"]
    assert json.loads(parse_line(waiting[-1].line).body)["phone"] == "0259111"
    verdicts = [RecordVerdict(record.pos, RecordStatus.STORED) for record in waiting]
    outbox.note_verdicts(verdicts, Durability.LOCAL, MORNING)
    assert station.ask(ShowVenue()).telling is Telling.TOLD


def test_what_the_hub_has_set_is_known(station: SettingsStation) -> None:
    station.ask(ShowVenue())
    _enrol(station)
    told = {"name": "Bệnh viện Mẫu", "time_zone": "Asia/Ho_Chi_Minh", "address": "x"}
    items = [FeedItem("venue", 1, 1, told), FeedItem("hotlines", 2, 1, {"lines": []})]
    station.core.sync_store.feeds.apply_page(FeedName.CONFIG, page(*items))
    shown = station.ask(ShowVenue())
    assert shown.venue.name == "Bệnh viện Mẫu"
    assert shown.of_hub == {
        VenueField.NAME,
        VenueField.HOTLINES,
        VenueField.GATE,
        VenueField.GATES,
    }


def test_a_logo_comes_from_a_stick_and_goes_again(station: SettingsStation) -> None:
    assert station.ask(TakeLogo()) == LogoNotTaken(LogoProblem.NO_STICK)
    station.stick.mkdir()
    assert station.ask(TakeLogo()) == LogoNotTaken(LogoProblem.NO_FILE)
    file = station.stick / "Logo.PNG"
    file.write_bytes(b"no picture")
    assert station.ask(TakeLogo()) == LogoNotTaken(LogoProblem.NO_PICTURE)
    file.write_bytes(PICTURE.getvalue())
    assert station.ask(TakeLogo()).has_logo
    with Image.open(io.BytesIO(read_logo(station.folder))) as kept:
        assert (kept.format, kept.mode) == ("PNG", "L")
    assert not station.ask(DropLogo()).has_logo
    assert read_logo(station.folder) == b""
    (station.folder / "logo.png").mkdir()
    assert station.ask(TakeLogo()) == LogoNotTaken(LogoProblem.NOT_WRITABLE)


def test_a_stick_that_cannot_be_read_has_no_logo(station: SettingsStation) -> None:
    station.stick.mkdir()
    (station.stick / "logo.png").mkdir()
    assert station.ask(TakeLogo()) == LogoNotTaken(LogoProblem.NO_PICTURE)


def test_another_question_is_a_bug(station: SettingsStation) -> None:
    with pytest.raises(TypeError):
        station.ask(VenueWork[None]())
