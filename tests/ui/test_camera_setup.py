"""The camera page: figures in words, advice, verdict; the gate scans again when it closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.domain.events import CameraLooked
from kiosk.domain.language import Language
from kiosk.domain.scanning.camera_check import FAIL_AFTER_S, CameraVerdict, CodeView, Look
from kiosk.domain.station.effects import TimerName
from kiosk.domain.station.gate import Touched
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.staff_pages import CAMERA_SETUP_S
from kiosk.domain.station.touches import CornerHeld, StaffCardOpened
from kiosk.domain.visits.decision import Admit, Direction, LaneName
from tests.support.station import Station
from ui.i18n import Words
from ui.showcase import Showcase
from ui.viewmodels.setup.camera_setup import (
    derive_density,
    derive_light,
    derive_setup,
    derive_sharpness,
)

SHARP = CodeView(
    px_per_module=2.6, edge_px=2.3, bright=205.0, dark=40.0, glare=0.0, height_share=0.3
)
SEEN = Look(level=130.0, view=SHARP, is_sample=True)
READ = replace(SEEN, is_read=True)
NOTHING = Look(level=130.0)


def far(px_per_module: float, edge_px: float = 2.3) -> Look:
    return replace(SEEN, view=replace(SHARP, px_per_module=px_per_module, edge_px=edge_px))


@pytest.mark.parametrize(
    ("look", "value", "ok"),
    [
        (None, "–", False),
        (NOTHING, "–", False),
        (SEEN, "2,6 (cần 2,0)", True),
        (far(1.4), "1,4 (cần 2,0)", False),
    ],
)
def test_density_is_told_against_what_is_needed(
    vi: Words, look: Look | None, value: str, ok: bool
) -> None:
    meter = derive_density(look, vi)
    assert (meter.value, meter.ok) == (value, ok)
    assert (meter.share >= meter.mark) is ok or look in (None, NOTHING)


def test_numbers_follow_the_language(en: Words) -> None:
    assert derive_density(SEEN, en).value == "2.6 (2.0 needed)"


@pytest.mark.parametrize(
    ("look", "value", "ok"),
    [
        (NOTHING, "–", False),
        (SEEN, "Nét", True),
        (far(2.6, 3.2), "Hơi mờ, đủ đọc", True),
        (far(2.6, 4.0), "Mờ", False),
        # Too far away is not out of focus.
        (far(1.0, 2.0), "Nét", True),
    ],
)
def test_sharpness_has_a_word(vi: Words, look: Look, value: str, ok: bool) -> None:
    meter = derive_sharpness(look, vi)
    assert (meter.value, meter.ok) == (value, ok)


@pytest.mark.parametrize(
    ("look", "value", "ok"),
    [
        (None, "–", False),
        (NOTHING, "Đủ sáng", True),
        (Look(level=10.0), "Tối quá", False),
        (replace(SEEN, view=replace(SHARP, dark=160.0)), "Sáng quá", False),
        (replace(SEEN, view=replace(SHARP, glare=0.3)), "Bị lóa", False),
    ],
)
def test_light_has_a_word(vi: Words, look: Look | None, value: str, ok: bool) -> None:
    meter = derive_light(look, vi)
    assert (meter.value, meter.ok) == (value, ok)


@pytest.mark.parametrize(
    ("look", "advice"),
    [
        (None, "Giữ tờ mẫu trước camera, cách khoảng một gang tay."),
        (NOTHING, "Giữ tờ mẫu trước camera, cách khoảng một gang tay."),
        (replace(READ, is_sample=False), "Mã này không phải tờ mẫu: số đo chỉ để tham khảo."),
        (READ, "Khoảng cách vừa, giữ yên."),
        (far(1.4), "Đưa tờ mẫu lại gần thêm khoảng 30 %."),
        (far(2.4, 3.9), "Đưa tờ mẫu lại gần thêm khoảng 20 %."),
        (far(4.0, 6.0), "Giữ yên; nếu vẫn mờ, đưa ra xa một chút."),
        (far(9.0, 14.0), "Đưa ra xa một chút"),
        (SEEN, "Giữ yên; nếu vẫn mờ, đưa ra xa một chút."),
        (replace(SEEN, view=replace(SHARP, bright=30.0)), "Thiếu sáng: đưa ra chỗ sáng hơn"),
    ],
)
def test_the_next_thing_to_do_is_said(vi: Words, look: Look | None, advice: str) -> None:
    assert derive_setup(look, CameraVerdict.MEASURING, vi, is_open=True).advice == advice


@pytest.mark.parametrize("verdict", list(CameraVerdict))
def test_every_verdict_has_its_words_in_both_languages(
    words: Mapping[Language, Words], verdict: CameraVerdict
) -> None:
    titles = set()
    for language in Language:
        props = derive_setup(SEEN, verdict, words[language], is_open=True)
        assert props.verdict_text
        titles.add(props.verdict_title)
    assert len(titles) == len(Language)


def open_page(station: Station) -> None:
    """What staff do: their card's button, and the two corners."""
    station.shell.act("camera")
    for corner in ("left", "right"):
        station.shell.staffCheck.hold(corner)


def look(station: Station, look: Look, seconds: float) -> None:
    """Hold the sample before the camera for so long."""
    for _ in range(round(seconds / 0.2)):
        station.clock.advance(0.2)
        station.take(CameraLooked(LaneName.GATE, look))


def test_it_asks_for_looks_while_it_is_open(station: Station) -> None:
    page = station.vm.rooms.setup.camera
    look(station, READ, 5)
    assert page.shown.verdict == "waiting"
    open_page(station)
    assert page.shown.open
    look(station, READ, 3)
    assert page.shown.verdict == "passed"
    assert page.density.property("value") == "2,6 (cần 2,0)"
    page.close()
    assert not page.shown.open
    assert station.actions.asked == [("camera", True), ("camera", False)]


def test_a_camera_that_cannot_read_it_is_told_to_be_replaced(station: Station) -> None:
    page = station.vm.rooms.setup.camera
    open_page(station)
    look(station, far(3.4, 6.5), FAIL_AFTER_S + 1)
    assert page.shown.verdict_title == "Đọc được thẻ BHYT: Chưa đạt"
    assert page.shown.verdict_text == "Nên dùng camera 1080p tự lấy nét hoặc máy quét USB."
    station.shell.chooseLanguage("en")
    assert "1080p" in page.shown.verdict_text
    page.again()
    assert page.shown.verdict == "waiting"


def test_it_closes_by_itself(qtbot: QtBot, station: Station) -> None:
    open_page(station)
    assert station.seconds(TimerName.CAMERA_SETUP) == CAMERA_SETUP_S
    station.hasten(TimerName.CAMERA_SETUP)
    qtbot.waitUntil(lambda: station.page == "ready")
    assert station.actions.asked == [("camera", True), ("camera", False)]


def _press(root: QQuickItem, text: str) -> None:
    """Touch the visible button with this text."""
    pending = [root]
    while pending:
        item = pending.pop()
        if not item.isVisible():
            continue
        name = item.metaObject().className().split("_QMLTYPE")[0]
        if name == "KButton" and item.property("text") == text:
            item.pressed.emit()
            return
        pending.extend(item.childItems())
    raise AssertionError(f"no button {text!r}")


def _is_page_shown(showcase: Showcase) -> bool:
    pending = [showcase.window.window.contentItem()]
    while pending:
        item = pending.pop()
        if item.isVisible():
            if item.metaObject().className().startswith("CameraSetupPage"):
                return True
            pending.extend(item.childItems())
    return False


def test_staff_open_it_from_their_card_and_a_result_stands_before_it(
    app: QGuiApplication,
) -> None:
    with Showcase() as showcase:
        root = showcase.window.window.contentItem()
        showcase.go_home()
        assert not _is_page_shown(showcase)
        showcase.take(StaffCardOpened())
        _press(root, "Kiểm tra camera")
        assert not _is_page_shown(showcase), "staff are asked for"
        _press(root, "Thôi")
        assert not showcase.window.station.rooms.shell.staffCheck.shown.open
        showcase.take(StaffCardOpened())
        _press(root, "Kiểm tra camera")
        showcase.take(*map(CornerHeld, Corner))
        assert _is_page_shown(showcase)
        assert not showcase.window.station.rooms.shell.shown.staff_card_open
        showcase.decide(Admit(Direction.DEPARTURE))
        assert not _is_page_shown(showcase)
        showcase.take(Touched())
        assert _is_page_shown(showcase)
        _press(root, "Xong")
        assert not _is_page_shown(showcase)
