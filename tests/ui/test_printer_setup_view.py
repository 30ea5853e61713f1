"""What the printer's page shows, and what a finger tells its machine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.printer_work import PrinterPlace, PrintersShown, TrialPrinted
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.station.health import Health
from kiosk.domain.station.pages.printer_setup import (
    CutterChosen,
    NewRollTouched,
    PlaceChosen,
    PrinterChosen,
    PrinterSetup,
    PrintersSearched,
    SecondLeftOut,
    TrialAnswer,
    TrialSaid,
    TrialWanted,
    WidthChosen,
    Work,
)
from kiosk.domain.station.printer import PrinterKind, PrinterProfile
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import PrintState
from tests.support.views import at_desk, plain
from ui.i18n import Words
from ui.scenes_printer import NETWORK, SHOWN, USED
from ui.showcase import NoActions
from ui.viewmodels.desk.printer_setup import (
    PrinterSetupProps,
    PrinterSetupViewModel,
    derive_printer_setup,
)

PRINTED = TrialPrinted(PrintState.PRINTED)
NOBODY = PrintersShown((), PrinterProfile(PrinterKind.NONE, ""))


def props(words: Words, health: Health | None = None, **state: Any) -> PrinterSetupProps:
    view = at_desk(PrinterSetup(**{"shown": SHOWN, **state}), words)
    window = replace(view.window, health=health or Health())
    return derive_printer_setup(replace(view, window=window))


def test_printers_are_named_by_what_is_known_of_them(vi: Words) -> None:
    shown = props(vi)
    assert plain(shown.found_text) == "Tìm thấy 2 máy in"
    assert [(row.title, row.detail, row.is_used) for row in shown.printers] == [
        ("Máy in phiếu 58 mm", "USB · không dao cắt", True),
        (NETWORK.address, "Mạng", False),
    ]
    wide = replace(SHOWN, used=replace(USED, width_px=576, has_cutter=True))
    first = props(vi, shown=wide).printers[0]
    assert (first.title, first.detail) == ("Máy in phiếu 80 mm", "USB · có dao cắt")
    by_kind = replace(SHOWN, used=replace(USED, address="0fe6:811e"))
    assert [row.is_used for row in props(vi, shown=by_kind).printers] == [True, False]
    none = replace(SHOWN, used=NOBODY.used)
    assert [row.title for row in props(vi, shown=none).printers] == [
        "ICS USB Thermal Printer",
        NETWORK.address,
    ]


def test_looking_and_finding_nothing_are_said(vi: Words) -> None:
    assert props(vi, shown=None).found_text == "Đang tìm máy in…"
    assert props(vi, work=Work.SEARCHING).found_text == "Đang tìm máy in…"
    nothing = props(vi, shown=NOBODY)
    assert (nothing.found_text, nothing.title) == ("Không thấy máy in nào", "Chưa chọn máy in")
    assert not nothing.has_printer


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ({}, "In thử để kiểm tra máy in"),
        ({"work": Work.PRINTING}, "Đang in thử…"),
        ({"work": Work.SAVING}, "Đang lưu…"),
        ({"test": PRINTED}, "Phiếu in ra có đúng không?"),
        ({"test": PRINTED, "answer": TrialAnswer.RIGHT}, "Máy in đã sẵn sàng"),
        ({"test": PRINTED, "answer": TrialAnswer.TOO_WIDE}, "Đặt lại cuộn giấy"),
        ({"test": PRINTED, "answer": TrialAnswer.NOTHING}, "Xem mặt giấy và dây của máy in"),
        (
            {"test": TrialPrinted(PrintState.FAILED, DeviceFaultKind.COVER_OPEN)},
            "Nắp máy in đang mở",
        ),
        ({"problem": DeskProblem.STORAGE}, "Máy chưa đọc, ghi được. Xin thử lại."),
        ({"problem": SettingsProblem.NOT_WRITABLE}, "Chưa ghi được tệp thiết lập."),
    ],
)
def test_what_stands_above(vi: Words, state: dict[str, Any], title: str) -> None:
    shown = props(vi, **state)
    assert shown.title == title
    assert shown.is_asking is (title == "Phiếu in ra có đúng không?")
    assert shown.is_busy is ("work" in state)


def test_nothing_came_out_and_the_printer_says_why(vi: Words) -> None:
    health = Health(printer=DeviceFaultKind.PAPER_OUT)
    shown = props(vi, health, test=PRINTED, answer=TrialAnswer.NOTHING)
    assert shown.title == "Hết giấy in"
    assert "thay cuộn giấy mới" in shown.text
    second = Health(first_printer=DeviceFaultKind.MISSING)
    assert props(vi, second, test=PRINTED, answer=TrialAnswer.NOTHING).title == "Không thấy máy in"


def test_a_narrow_printer_is_told_to_print_small_codes(vi: Words) -> None:
    assert "mã QR nhỏ" in props(vi, test=PRINTED, answer=TrialAnswer.RIGHT).text
    wide = replace(SHOWN, used=replace(USED, width_px=576))
    assert props(vi, shown=wide, test=PRINTED, answer=TrialAnswer.RIGHT).text == ""


def test_wrong_answers_say_what_follows(vi: Words) -> None:
    narrow = props(vi, test=PRINTED)
    assert (narrow.garbled_text, narrow.wide_text) == (
        "Máy sẽ đổi cách in ảnh rồi thử lại",
        "Máy sẽ nhắc cách đặt lại cuộn giấy",
    )
    used = replace(USED, kind=PrinterKind.SERIAL, width_px=576)
    wide = props(vi, shown=replace(SHOWN, used=used))
    assert (wide.garbled_text, wide.wide_text) == (
        "Máy sẽ đổi tốc độ cổng rồi thử lại",
        "Máy sẽ đổi khổ giấy 58 mm rồi thử lại",
    )


def test_how_much_paper_is_left(vi: Words) -> None:
    assert props(vi).paper_text == "Giấy: chưa biết còn bao nhiêu"
    assert plain(props(vi, Health(slips_left=120)).paper_text) == "Còn khoảng 120 phiếu"


def test_the_page_says_which_of_two_printers_it_sets(vi: Words) -> None:
    both = replace(SHOWN, second=PrinterProfile(NETWORK.kind, NETWORK.address))
    first = props(vi, shown=both)
    assert not first.is_second
    assert [(row.detail, row.is_used, row.is_free) for row in first.printers] == [
        ("USB · không dao cắt", True, True),
        ("Mạng · máy thứ hai", False, False),
    ]
    second = props(vi, Health(slips_left=120), shown=both, place=PrinterPlace.SECOND)
    assert (second.is_second, second.title) == (True, "In thử máy in thứ hai")
    assert "in thay khi máy thứ nhất chưa in được gì" in plain(second.text)
    assert second.paper_text == "", "what is known is of the one that prints"
    assert [(row.detail, row.is_used) for row in second.printers] == [
        ("USB · máy thứ nhất", False),
        ("Mạng · không dao cắt", True),
    ]
    asking = props(vi, shown=both, place=PrinterPlace.SECOND, test=PRINTED)
    assert asking.title == "Phiếu của máy thứ hai có đúng không?"
    none = props(vi, place=PrinterPlace.SECOND)
    assert (none.title, none.has_printer) == ("Chưa có máy in thứ hai", False)


def test_a_fault_is_told_of_the_printer_that_has_it(vi: Words) -> None:
    both = replace(SHOWN, second=PrinterProfile(NETWORK.kind, NETWORK.address))
    nothing = {"shown": both, "test": PRINTED, "answer": TrialAnswer.NOTHING}
    unseen = "Xem mặt giấy và dây của máy in"
    open_first = Health(printer=DeviceFaultKind.COVER_OPEN)
    second: dict[str, Any] = {**nothing, "place": PrinterPlace.SECOND}
    assert props(vi, open_first, **nothing).title == "Nắp máy in đang mở"
    assert props(vi, open_first, **second).title == unseen
    on_second = Health(first_printer=DeviceFaultKind.MISSING, slips_left=9)
    assert props(vi, on_second, **second).title == unseen
    assert plain(props(vi, on_second, **second).paper_text) != ""


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    assert derive_printer_setup(at_desk(None, vi)) == PrinterSetupProps()


def test_every_touch_tells_the_machine(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    model = PrinterSetupViewModel(told.append, NoActions())
    model.setSecond(True)
    model.setSecond(False)
    model.leaveSecondOut()
    model.choose("1")
    model.search()
    model.tryOut()
    model.answer("garbled")
    model.setNarrow(True)
    model.setNarrow(False)
    model.setCutter(True)
    model.changeRoll()
    assert told == [
        PlaceChosen(PrinterPlace.SECOND),
        PlaceChosen(PrinterPlace.FIRST),
        SecondLeftOut(),
        PrinterChosen(1),
        PrintersSearched(),
        TrialWanted(),
        TrialSaid(TrialAnswer.GARBLED),
        WidthChosen(384),
        WidthChosen(576),
        CutterChosen(True),
        NewRollTouched(),
    ]
    model.fold(at_desk(PrinterSetup(shown=SHOWN, test=PRINTED), vi))
    assert (model.title, model.isAsking, model.isBusy) == (
        "Phiếu in ra có đúng không?",
        True,
        False,
    )
    assert (model.hasPrinter, model.isNarrow, model.hasCutter) == (True, True, False)
    assert (model.foundText, model.paperText) != ("", "")
    assert (model.text, model.garbledText, model.wideText) != ("", "", "")
    assert model.printers.rowCount() == 2
