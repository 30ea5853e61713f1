"""The number pad on the station: offered, typed, sent to the gate, left alone."""

from __future__ import annotations

import dataclasses

from pytestqt.qtbot import QtBot

from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.domain.events import Decided, ScanTaken, StorageLost, StorageReady
from kiosk.domain.reason import Reason
from kiosk.domain.station.health import Health
from kiosk.domain.visits.decision import WrongCode
from tests.support.station import ARRIVAL, Station


def type_number(station: Station, number: str) -> None:
    station.vm.openCardNumber()
    for key in number:
        station.vm.cardNumber.press(key)


def test_an_unread_code_offers_the_number_pad(station: Station) -> None:
    assert not station.vm.shown.offers_number
    station.bridge.unread_code(True)
    assert station.vm.shown.offers_number
    station.vm.take_gate(Decided(ARRIVAL))
    assert not station.vm.shown.offers_number, "a result offers nothing"
    station.vm.touch()
    station.bridge.health(Health(camera=DeviceFaultKind.LOST))
    station.bridge.health(Health())
    assert not station.vm.shown.offers_number, "whatever the lost camera saw"


def test_a_typed_number_goes_to_the_gate_and_is_gone(station: Station) -> None:
    type_number(station, "7999999901")
    assert station.page == "card_number"
    assert station.vm.cardNumber.isWhole
    station.vm.cardNumber.enter()
    assert station.actions.asked == ["7999999901"]
    assert station.page == "ready"
    assert station.vm.desk.draft is None
    assert station.vm.cardNumber.cells == []
    station.vm.openCardNumber()
    assert all(cell["char"] == "" for cell in station.vm.cardNumber.cells)


def test_a_number_that_is_not_whole_goes_nowhere(station: Station) -> None:
    station.vm.cardNumber.enter()
    type_number(station, "799999990")
    station.vm.cardNumber.enter()
    assert station.actions.asked == []
    assert station.page == "card_number"


def test_a_busy_gate_leaves_what_was_typed(station: Station) -> None:
    station.actions.takes_numbers = False
    type_number(station, "7999999901")
    station.vm.cardNumber.enter()
    assert station.page == "card_number"
    assert station.vm.cardNumber.isWhole


def test_from_the_pad_to_the_result_home_does_not_flash_up(station: Station) -> None:
    type_number(station, "7999999901")
    heard: list[str] = []
    station.vm.pageChanged.connect(lambda: heard.append(station.page))
    station.actions.when_entered = lambda: station.vm.take_gate(ScanTaken())
    station.vm.cardNumber.enter()
    assert station.vm.desk.draft is None
    station.vm.take_gate(Decided(dataclasses.replace(ARRIVAL, display_name="")))
    assert heard == ["result"]
    assert station.vm.cardNumber.cells == []


def test_a_late_decision_ends_the_pad(station: Station) -> None:
    type_number(station, "7999999901")
    station.actions.when_entered = lambda: station.vm.take_gate(ScanTaken())
    station.vm.cardNumber.enter()
    station.vm.show_busy()
    assert station.page == "busy"
    assert station.vm.cardNumber.cells == []


def test_the_gate_goes_on_while_someone_types(station: Station) -> None:
    type_number(station, "799")
    station.vm.take_gate(ScanTaken())
    station.vm.take_gate(Decided(ARRIVAL))
    assert (station.page, station.vm.shown.band_visible) == ("card_number", True)
    assert [cell["char"] for cell in station.vm.cardNumber.cells[:4]] == ["7", "9", "9", ""]
    station.vm.cardNumber.erase()
    station.vm.cardNumber.press("8")
    assert [cell["char"] for cell in station.vm.cardNumber.cells[:4]] == ["7", "9", "8", ""]
    station.vm.cardNumber.leave()
    assert not station.vm.gate.is_band


def test_a_wrong_code_in_a_band_has_words(station: Station) -> None:
    station.vm.openCardNumber()
    station.vm.take_gate(
        Decided(dataclasses.replace(ARRIVAL, result=WrongCode(Reason.PAYMENT_CODE)))
    )
    assert station.vm.result.bandText == "Đây là mã thanh toán"


def test_a_pad_left_alone_asks_and_goes_home(qtbot: QtBot, station: Station) -> None:
    type_number(station, "7999")
    assert station.vm._desk_timer.interval() == 60_000
    station.vm._desk_timer.start(1)
    qtbot.waitUntil(lambda: station.vm.cardNumber.isAsking)
    assert station.vm.cardNumber.cells == [], "who walks up sees nothing of the number"
    assert station.vm._desk_timer.interval() == 20_000
    station.vm.cardNumber.stay()
    assert not station.vm.cardNumber.isAsking
    for asking in (True, False):
        station.vm._desk_timer.start(1)
        qtbot.waitUntil(lambda asking=asking: station.vm.cardNumber.isAsking is asking)
    assert station.page == "ready"
    assert station.vm.desk.draft is None


def test_lost_storage_wipes_what_is_typed(station: Station) -> None:
    type_number(station, "7999")
    station.vm.take_gate(StorageLost(StorageFaultKind.FULL))
    assert station.page == "out_of_order"
    assert station.vm.desk.draft is None
    station.vm.take_gate(StorageReady())
    assert station.page == "ready"


def test_the_pad_is_chosen_turned_and_cleared(station: Station) -> None:
    station.vm.openCardNumber()
    pad = station.vm.cardNumber
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
    station.vm.chooseLanguage("en")
    station.vm.openCardNumber()
    station.vm._language_timer.start(1)
    qtbot.waitUntil(lambda: station.vm._language_timer.interval() > 1)
    assert station.vm.shown.language == "en"
