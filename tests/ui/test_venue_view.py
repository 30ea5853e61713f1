"""What the page of the registration shows, and what a finger tells its machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.desk.venue_work import LogoProblem, Telling, VenueField, VenueShown
from kiosk.domain.station.pages import venue as touches
from kiosk.domain.station.pages.venue_state import VenueInput, VenuePage
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.field_text import text_in
from kiosk.domain.units.unit import UnitsFound
from kiosk.domain.venue import Policy, Venue
from sync.protocol.policy import Hotline, VenueKind
from tests.support.venue_registration import REGISTERED
from tests.support.views import at_desk, plain
from ui.i18n import Words
from ui.scenes_venue import FOUND, MANY_GATES
from ui.showcase import NoActions
from ui.viewmodels.desk.venue import VenueProps, VenueViewModel, derive_venue


def _props(words: Words, **state: Any) -> VenueProps:
    return derive_venue(at_desk(VenuePage(**{"known": REGISTERED, **state}), words))


def _typing(words: Words, chosen: VenueInput, text: str = "", **state: Any) -> dict[str, Any]:
    return _props(words, input=chosen, typed=text_in(text), **state).typing


def test_what_is_registered_stands_in_its_fields(vi: Words) -> None:
    form = _props(vi).form
    assert (form["name"], form["phone"], form["street"]) == (
        "Trung tâm Y tế Mẫu",
        "02590000000",
        "12 Đường Mẫu",
    )
    assert form["commune"] == "Phường Phan Rang, Khánh Hòa"
    assert [one["text"] for one in form["kinds"]] == [
        "Cơ sở y tế",
        "Trường học",
        "Cơ quan",
        "Chợ, siêu thị",
        "Bến xe",
        "Khác",
    ]
    assert [one["key"] for one in form["kinds"] if one["isOn"]] == ["health_facility"]
    assert (form["opens"], form["closes"]) == ("06:00", "18:00")
    assert plain(form["hotlines"]) == "1022 · 0259.1022 (di động)"
    assert (form["supportPhone"], form["locked"]) == ("", [])


def test_of_many_entrances_the_own_one_is_shown(vi: Words) -> None:
    venue = replace(REGISTERED.venue, gates=MANY_GATES, gate="Cổng sau")
    form = _props(vi, known=replace(REGISTERED, venue=venue)).form
    assert form["gates"] == [
        {"text": "Cổng A", "isOn": False},
        {"text": "Cổng sau", "isOn": True},
    ]
    assert (form["gateCount"], form["moreGates"]) == (6, 4)
    typing = _typing(vi, VenueInput.GATE, "Cổng D")
    assert [one["text"] for one in typing["gates"]] == ["Cổng A", "Cổng B"]
    assert (typing["title"], typing["canDrop"], typing["isFull"]) == ("Tên cổng mới", True, False)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), ""),
        ((Hotline("", "", "115"),), "115 (di động)"),
        ((Hotline("", "1022", ""),), "1022"),
        ((Hotline("", "1022", ""), Hotline("", "1", "")), "1022 +1"),
    ],
)
def test_hotlines_are_said_in_a_line(vi: Words, lines: tuple[Hotline, ...], said: str) -> None:
    venue = replace(REGISTERED.venue, hotlines=lines)
    assert plain(_props(vi, known=replace(REGISTERED, venue=venue)).form["hotlines"]) == said


def test_what_is_typed_stands_alone(vi: Words) -> None:
    assert _props(vi).typing["input"] == ""
    name = _typing(vi, VenueInput.NAME, "Trạm")
    assert (name["title"], name["text"], name["hint"]) == ("Tên điểm", "Trạm", "")
    for digits, said in (("", ""), ("06", "06"), ("063", "06:3"), ("0630", "06:30")):
        assert _typing(vi, VenueInput.OPENS, digits)["text"] == said
    assert _typing(vi, VenueInput.CLOSES)["title"] == "Giờ đóng cửa"
    found = _typing(vi, VenueInput.COMMUNE, "phan rang", found=FOUND)
    assert [one["today"] for one in found["units"]] == [
        "Phường Phan Rang, Khánh Hòa",
        "Xã Vĩnh Hải, Khánh Hòa",
    ]
    assert not found["isNothing"]
    assert _typing(vi, VenueInput.COMMUNE, "xyz", found=UnitsFound((), 0))["isNothing"]


def test_every_hotline_has_its_tab(vi: Words) -> None:
    lines = _typing(vi, VenueInput.LABEL, hotline=1)["lines"]
    assert lines == [{"text": "Hỏi đáp", "isOn": False}, {"text": "2", "isOn": True}]
    assert _typing(vi, VenueInput.MOBILE)["title"] == "Số gọi từ di động"


def test_papers_say_what_whole_names_mean(vi: Words) -> None:
    paper = _props(vi).paper
    assert paper["namesText"] == "Phiếu chỉ có chữ cái đầu của tên và ba số cuối."
    assert paper["logoText"].startswith("Chưa có logo.")
    assert (paper["link"], paper["code"], paper["showsSlip"]) == ("", "", False)
    known = replace(REGISTERED, venue=replace(REGISTERED.venue, link="https://a.vn"), has_logo=True)
    paper = _props(vi, known=known, changes={VenueField.FULL_NAMES: True}, shows_slip=True).paper
    assert paper["namesText"] == "Ai nhặt được phiếu cũng đọc được đủ họ tên."
    assert paper["logoText"] == "Phiếu có logo."
    assert paper["code"].startswith("image://")


def test_what_the_hub_has_set_is_locked(vi: Words) -> None:
    known = replace(REGISTERED, of_hub=frozenset({VenueField.NAME, VenueField.CLOSES}))
    assert _props(vi, known=known).form["locked"] == ["name", "closing_time"]


@pytest.mark.parametrize(
    ("telling", "said"),
    [
        (Telling.NO_HUB, ""),
        (Telling.WAITS, "Chưa gửi lên trung tâm: máy tự gửi khi có mạng."),
        (Telling.TOLD, "Trung tâm đã nhận thông tin này."),
    ],
)
def test_whether_the_hub_knows_is_said(vi: Words, telling: Telling, said: str) -> None:
    props = _props(vi, known=replace(REGISTERED, telling=telling))
    assert (props.telling, props.is_told) == (said, telling is Telling.TOLD)


_NEW = VenueShown(Venue(), Policy())
_NO_LINK = {VenueField.LINK: "tokhaiyte"}


@pytest.mark.parametrize(
    ("state", "text", "is_problem"),
    [
        ({}, "", False),
        ({"known": _NEW}, "Còn thiếu: Điện thoại", True),
        ({"changes": _NO_LINK}, "Địa chỉ trong mã QR phải bắt đầu bằng https://", True),
        ({"is_saving": True}, "Đang lưu…", False),
        ({"is_saved": True}, "Đã lưu. Áp dụng từ lượt quét sau.", False),
        ({"problem": SettingsProblem.NOT_WRITABLE}, "Chưa ghi được tệp thiết lập.", True),
        ({"problem": LogoProblem.NO_FILE}, "USB không có tệp logo.png.", True),
        ({"problem": DeskProblem.STORAGE}, "Máy chưa đọc, ghi được. Xin thử lại.", True),
        ({"known": None, "problem": DeskProblem.GONE}, "Không còn trên máy này.", True),
    ],
)
def test_the_state_of_the_page_is_said(
    vi: Words, state: dict[str, Any], text: str, is_problem: bool
) -> None:
    props = _props(vi, **state)
    assert (plain(props.state_text), props.is_problem) == (text, is_problem)


def test_a_change_can_be_saved(vi: Words) -> None:
    assert not _props(vi).can_save
    assert _props(vi, changes={VenueField.OPENS: time(7)}).can_save


def test_it_is_asked_whether_changes_are_given_up(vi: Words) -> None:
    assert _props(vi).leave_text == ""
    asking = _props(vi, changes={VenueField.OPENS: None}, is_leaving=True)
    assert plain(asking.leave_text) == "Bỏ 1 thay đổi chưa lưu?"


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    assert derive_venue(at_desk(None, vi)) == VenueProps()


def test_every_touch_tells_the_machine(app: QGuiApplication) -> None:
    told: list[WindowEvent] = []
    page = VenueViewModel(told.append, NoActions())
    page.use("name")
    page.endTyping()
    page.goOn()
    page.chooseKind("market")
    page.chooseGate("Cổng B")
    page.dropGate()
    page.chooseUnit(1)
    page.showLine(2)
    page.turnPaper(True)
    page.turnNames()
    page.changeLogo(True)
    page.openReports()
    page.leave()
    page.stay()
    page.save()
    assert told == [
        touches.VenueInputChosen(VenueInput.NAME),
        touches.VenueTypingEnded(),
        touches.VenueNextTouched(),
        touches.VenueKindChosen(VenueKind.MARKET),
        touches.VenueGateChosen("Cổng B"),
        touches.VenueGateDropped(),
        touches.VenueUnitChosen(1),
        touches.VenueHotlineShown(2),
        touches.VenuePaperTurned(True),
        touches.FullNamesTouched(),
        touches.LogoTouched(drops=True),
        touches.PosterWanted(),
        touches.VenueLeft(),
        touches.VenueKept(),
        touches.VenueSaved(),
    ]
