"""The number pad on the station: offered, typed, sent to the gate, left alone."""

from __future__ import annotations

import dataclasses

from pytestqt.qtbot import QtBot

from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.domain.events import (
    CodeUnread,
    Decided,
    HealthChanged,
    ScanTaken,
    StorageLost,
    StorageReady,
)
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.health import Health
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.visits.decision import LaneName, WrongCode
from tests.support.station import ARRIVAL, Station


def type_number(station: Station, number: str) -> None:
    station.gate.openCardNumber()
    for key in number:
        station.pad.press(key)


def test_an_unread_code_offers_the_number_pad(station: Station) -> None:
    assert not station.gate.shown.offers_number
    station.bridge.publish(CodeUnread(LaneName.GATE, True))
    assert station.gate.shown.offers_number
    station.take(Decided(ARRIVAL))
    assert not station.gate.shown.offers_number, "a result offers nothing"
    station.gate.touch()
    station.bridge.publish(HealthChanged(Health(camera=DeviceFaultKind.LOST)))
    station.bridge.publish(HealthChanged(Health()))
    assert not station.gate.shown.offers_number, "whatever the lost camera saw"


def test_a_typed_number_goes_to_the_gate_and_is_gone(station: Station) -> None:
    type_number(station, "7999999901")
    assert station.page == "card_number"
    assert station.pad.isWhole
    station.pad.enter()
    assert station.actions.asked == ["7999999901"]
    assert station.page == "ready"
    assert station.vm.window.desk.top(CardDraft) is None
    assert station.pad.cells == []
    station.gate.openCardNumber()
    assert all(cell["char"] == "" for cell in station.pad.cells)


def test_a_number_that_is_not_whole_goes_nowhere(station: Station) -> None:
    station.pad.enter()
    type_number(station, "799999990")
    station.pad.enter()
    assert station.actions.asked == []
    assert station.page == "card_number"


def test_a_busy_gate_leaves_what_was_typed(station: Station) -> None:
    station.actions.takes_numbers = False
    type_number(station, "7999999901")
    station.pad.enter()
    assert station.page == "card_number"
    assert station.pad.isWhole


def test_from_the_pad_to_the_result_home_does_not_flash_up(station: Station) -> None:
    type_number(station, "7999999901")
    heard: list[str] = []
    station.shell.pageChanged.connect(lambda: heard.append(station.page))
    station.actions.when_entered = lambda: station.take(ScanTaken(LaneName.GATE))
    station.pad.enter()
    assert station.vm.window.desk.top(CardDraft) is None
    station.take(Decided(dataclasses.replace(ARRIVAL, display_name="")))
    assert heard == ["result"]
    assert station.pad.cells == []


def test_a_late_decision_ends_the_pad(station: Station) -> None:
    type_number(station, "7999999901")
    station.actions.when_entered = lambda: station.take(ScanTaken(LaneName.GATE))
    station.pad.enter()
    station.take(TimerFired(TimerName.LATE, station.vm.window.timers[TimerName.LATE]))
    assert station.page == "busy"
    assert station.pad.cells == []


def test_the_gate_goes_on_while_someone_types(station: Station) -> None:
    type_number(station, "799")
    station.take(ScanTaken(LaneName.GATE))
    station.take(Decided(ARRIVAL))
    assert (station.page, station.gate.shown.band_visible) == ("card_number", True)
    assert [cell["char"] for cell in station.pad.cells[:4]] == ["7", "9", "9", ""]
    station.pad.erase()
    station.pad.press("8")
    assert [cell["char"] for cell in station.pad.cells[:4]] == ["7", "9", "8", ""]
    station.pad.leave()
    assert not station.vm.window.gate.is_band


def test_a_wrong_code_in_a_band_has_words(station: Station) -> None:
    station.gate.openCardNumber()
    station.take(Decided(dataclasses.replace(ARRIVAL, result=WrongCode(Reason.PAYMENT_CODE))))
    assert station.gate.result.bandText == "Đây là mã thanh toán"


def test_a_pad_left_alone_asks_and_goes_home(qtbot: QtBot, station: Station) -> None:
    type_number(station, "7999")
    assert station.seconds(TimerName.DESK) == 60
    station.hasten(TimerName.DESK)
    qtbot.waitUntil(lambda: station.go_on.isAsking)
    assert station.pad.cells == [], "who walks up sees nothing of the number"
    assert station.seconds(TimerName.DESK) == 20
    station.go_on.stay()
    assert not station.go_on.isAsking
    for asking in (True, False):
        station.hasten(TimerName.DESK)
        qtbot.waitUntil(lambda asking=asking: station.go_on.isAsking is asking)
    assert station.page == "ready"
    assert station.vm.window.desk.top(CardDraft) is None


def test_lost_storage_wipes_what_is_typed(station: Station) -> None:
    type_number(station, "7999")
    station.take(StorageLost(StorageFaultKind.FULL))
    assert station.page == "out_of_order"
    assert station.vm.window.desk.top(CardDraft) is None
    station.take(StorageReady())
    assert station.page == "ready"


def test_the_pad_is_chosen_turned_and_cleared(station: Station) -> None:
    station.gate.openCardNumber()
    pad = station.pad
    pad.turn()
    assert pad.wantsLetters
    pad.press("G")
    pad.press("D")
    assert (pad.wantsLetters, len(pad.cells)) == (False, 15)
    pad.clear()
    assert not pad.hasText
    pad.choose("citizen")
    assert (pad.document, pad.canTurn, len(pad.cells)) == ("citizen", False, 12)


def test_the_language_stays_while_someone_types(qtbot: QtBot, station: Station) -> None:
    station.shell.chooseLanguage("en")
    station.gate.openCardNumber()
    station.hasten(TimerName.LANGUAGE)
    qtbot.waitUntil(lambda: station.seconds(TimerName.LANGUAGE) > 1)
    assert station.shell.shown.language == "en"
