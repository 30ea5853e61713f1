"""The printer's page: what a touch asks for, and which setting mends a wrong test page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.printer_work import (
    ChangeRoll,
    FindPrinters,
    PrinterPlace,
    PrinterSetting,
    PrintersShown,
    PrintTrial,
    RollNoted,
    SavePrinter,
    TrialPrinted,
    Value,
)
from kiosk.domain.desk.session import Session
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, Moment, PageShown
from kiosk.domain.station.pages.printer_setup import (
    CutterChosen,
    NewRollTouched,
    PlaceChosen,
    PrinterChosen,
    PrinterSetup,
    PrintersSearched,
    PrinterTouch,
    SecondLeftOut,
    TrialAnswer,
    TrialSaid,
    TrialWanted,
    WidthChosen,
    Work,
    advance,
)
from kiosk.domain.station.printer import FoundPrinter, ImageCommand, PrinterKind, PrinterProfile
from kiosk.domain.visits.decision import PrintState

MOMENT = Moment(
    7, Session("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, datetime(2026, 11, 29, tzinfo=UTC))
)
USB = FoundPrinter(PrinterKind.USB, "0fe6:811e")
LINE = FoundPrinter(PrinterKind.SERIAL, "/dev/serial/by-id/usb-1")
USED = PrinterProfile(PrinterKind.USB, USB.address)
SHOWN = PrintersShown((USB, LINE), USED)
NONE = PrintersShown((USB,), PrinterProfile(PrinterKind.NONE, ""))
PRINTED = TrialPrinted(PrintState.PRINTED)


def page(used: PrinterProfile = USED, trial: TrialPrinted | None = PRINTED) -> PrinterSetup:
    """As it stands after a test page."""
    return PrinterSetup(shown=replace(SHOWN, used=used), test=trial)


def asked(state: PrinterSetup, touch: PrinterTouch) -> tuple[Asked[object], ...]:
    return advance(state, touch, MOMENT).asks


def test_an_administrator_alone_sets_a_printer_up() -> None:
    opened = advance(PrinterSetup(), PageShown(), MOMENT)
    assert (opened.asks, opened.state.work) == ((FindPrinters(),), Work.SEARCHING)
    assert MOMENT.session is not None
    for session in (None, replace(MOMENT.session, role=Role.STAFF)):
        assert advance(PrinterSetup(), PageShown(), Moment(7, session)).go == Back()


def test_a_printer_that_is_chosen_is_set_and_tried_out() -> None:
    turn = advance(PrinterSetup(shown=NONE), PrinterChosen(0), MOMENT)
    changes = {PrinterSetting.KIND: PrinterKind.USB, PrinterSetting.ADDRESS: "0fe6:811e"}
    assert turn.asks == (SavePrinter(changes),)
    saved = advance(turn.state, DeskAnswered(7, SavePrinter(changes), SHOWN), MOMENT)
    assert (saved.asks, saved.state.work) == ((PrintTrial(),), Work.PRINTING)
    printed = advance(saved.state, DeskAnswered(7, PrintTrial(), PRINTED), MOMENT).state
    assert (printed.is_asking, printed.work, printed.used) == (True, Work.NONE, USED)


def test_the_one_in_use_is_only_tried_out() -> None:
    assert asked(page(), PrinterChosen(0)) == (PrintTrial(),)
    assert asked(page(), TrialWanted()) == (PrintTrial(),)


def test_one_in_use_without_its_serial_number_is_only_tried_out() -> None:
    found = FoundPrinter(PrinterKind.USB, "0fe6:811e:SYN0001")
    state = replace(page(), shown=PrintersShown((found, LINE), USED))
    assert asked(state, PrinterChosen(0)) == (PrintTrial(),)
    other = replace(USED, address="0fe6:811e:SYN0002")
    assert asked(page(other), PrinterChosen(0)) != (PrintTrial(),)


def test_without_a_printer_nothing_is_tried_out() -> None:
    for touch in (TrialWanted(), WidthChosen(576), CutterChosen(True)):
        assert asked(PrinterSetup(shown=NONE), touch) == ()
    assert asked(PrinterSetup(), PrinterChosen(0)) == (), "nothing was found yet"
    assert asked(PrinterSetup(), TrialWanted()) == ()


@pytest.mark.parametrize(
    ("used", "answer", "changes"),
    [
        (USED, TrialAnswer.GARBLED, {PrinterSetting.IMAGE: ImageCommand.COLUMN}),
        (
            replace(USED, image=ImageCommand.COLUMN),
            TrialAnswer.GARBLED,
            {PrinterSetting.IMAGE: ImageCommand.RASTER},
        ),
        (
            replace(USED, kind=PrinterKind.SERIAL),
            TrialAnswer.GARBLED,
            {PrinterSetting.BAUD_RATE: 19200},
        ),
        (
            replace(USED, kind=PrinterKind.SERIAL, baud_rate=115200),
            TrialAnswer.NOTHING,
            {PrinterSetting.BAUD_RATE: 9600},
        ),
        (
            replace(USED, kind=PrinterKind.SERIAL, baud_rate=4800),
            TrialAnswer.GARBLED,
            {PrinterSetting.BAUD_RATE: 9600},
        ),
        (replace(USED, width_px=576), TrialAnswer.TOO_WIDE, {PrinterSetting.WIDTH: 384}),
    ],
)
def test_a_wrong_answer_leads_to_the_setting_that_mends_it(
    used: PrinterProfile, answer: TrialAnswer, changes: Mapping[PrinterSetting, Value]
) -> None:
    turn = advance(page(used), TrialSaid(answer), MOMENT)
    assert turn.asks == (SavePrinter(changes),)
    assert (turn.state.test, turn.state.is_asking) == (None, False)


@pytest.mark.parametrize(
    ("answer", "asks"),
    [
        (TrialAnswer.RIGHT, ()),
        (TrialAnswer.TOO_WIDE, ()),
        (TrialAnswer.NOTHING, (FindPrinters(),)),
    ],
)
def test_what_no_setting_mends_is_told(answer: TrialAnswer, asks: tuple[object, ...]) -> None:
    turn = advance(page(), TrialSaid(answer), MOMENT)
    assert (turn.asks, turn.state.answer, turn.state.is_asking) == (asks, answer, False)


def test_nothing_is_asked_of_a_page_that_did_not_come_out() -> None:
    failed = TrialPrinted(PrintState.FAILED, DeviceFaultKind.MISSING)
    assert not page(trial=failed).is_asking
    assert page(trial=TrialPrinted(PrintState.UNKNOWN)).is_asking
    assert asked(page(trial=None), TrialSaid(TrialAnswer.RIGHT)) == ()


def test_width_and_cutter_are_set_and_tried_out() -> None:
    assert asked(page(), WidthChosen(576)) == (SavePrinter({PrinterSetting.WIDTH: 576}),)
    assert asked(page(), CutterChosen(True)) == (SavePrinter({PrinterSetting.CUTTER: True}),)


def test_one_thing_is_done_after_the_other_but_a_roll_is_noted_at_once() -> None:
    busy = advance(page(), TrialWanted(), MOMENT).state
    for touch in (TrialWanted(), WidthChosen(576), PrintersSearched()):
        turn = advance(busy, touch, MOMENT)
        assert (turn.state, turn.asks) == (busy, ())
    assert asked(busy, NewRollTouched()) == (ChangeRoll(PrinterPlace.FIRST),)
    noted = advance(busy, DeskAnswered(7, ChangeRoll(), RollNoted()), MOMENT)
    assert (noted.state, noted.asks) == (busy, ())


def test_a_roll_that_was_not_noted_leaves_the_test_page_on_its_way() -> None:
    busy = advance(page(), TrialWanted(), MOMENT).state
    failed = advance(busy, DeskFailed(7, ChangeRoll(), DeskProblem.STORAGE), MOMENT).state
    assert (failed.problem, failed.work) == (DeskProblem.STORAGE, Work.PRINTING)
    assert asked(failed, TrialWanted()) == (), "a second page"


def test_looking_again_keeps_what_is_shown() -> None:
    turn = advance(page(), PrintersSearched(), MOMENT)
    assert (turn.asks, turn.state.shown) == ((FindPrinters(),), SHOWN)
    found = advance(turn.state, DeskAnswered(7, FindPrinters(), NONE), MOMENT).state
    assert (found.shown, found.work, found.used) == (NONE, Work.NONE, None)


def test_what_goes_wrong_is_told_until_the_next_touch() -> None:
    refused = SettingsNotSaved(SettingsProblem.NOT_WRITABLE)
    saving = advance(page(), WidthChosen(576), MOMENT).state
    told = advance(saving, DeskAnswered(7, SavePrinter({}), refused), MOMENT).state
    assert (told.problem, told.work) == (SettingsProblem.NOT_WRITABLE, Work.NONE)
    lost = advance(told, DeskFailed(7, FindPrinters(), DeskProblem.STORAGE), MOMENT).state
    assert lost.problem is DeskProblem.STORAGE
    assert advance(lost, TrialWanted(), MOMENT).state.problem is None


SECOND = PrinterPlace.SECOND


def test_the_second_printer_is_set_as_the_first_is() -> None:
    page_of_second = advance(page(), PlaceChosen(SECOND), MOMENT).state
    assert (page_of_second.used, page_of_second.other) == (None, USED)
    assert (page_of_second.test, page_of_second.is_asking) == (None, False)
    for touch in (TrialWanted(), WidthChosen(576)):
        assert asked(page_of_second, touch) == ()
    assert asked(page_of_second, PrinterChosen(0)) == (), "the first printer is not the second too"
    changes = {
        PrinterSetting.KIND: PrinterKind.SERIAL,
        PrinterSetting.ADDRESS: LINE.address,
    }
    turn = advance(page_of_second, PrinterChosen(1), MOMENT)
    assert turn.asks == (SavePrinter(changes, SECOND),)
    line = PrinterProfile(LINE.kind, LINE.address)
    both = replace(SHOWN, second=line)
    saved = advance(turn.state, DeskAnswered(7, SavePrinter(changes, SECOND), both), MOMENT)
    assert (saved.asks, saved.state.used) == ((PrintTrial(SECOND),), line)
    printed = advance(saved.state, DeskAnswered(7, PrintTrial(SECOND), PRINTED), MOMENT).state
    mended = asked(printed, TrialSaid(TrialAnswer.GARBLED))
    assert mended == (SavePrinter({PrinterSetting.BAUD_RATE: 19200}, SECOND),)
    assert asked(printed, NewRollTouched()) == (ChangeRoll(SECOND),)
    first = advance(printed, PlaceChosen(PrinterPlace.FIRST), MOMENT).state
    assert (first.used, first.other) == (USED, line)
    assert asked(first, PrinterChosen(1)) == ()


def test_the_second_printer_is_left_out_and_prints_no_test_page() -> None:
    line = PrinterProfile(LINE.kind, LINE.address)
    state = replace(page(), shown=replace(SHOWN, second=line), place=SECOND)
    turn = advance(state, SecondLeftOut(), MOMENT)
    changes = {PrinterSetting.KIND: PrinterKind.NONE}
    assert turn.asks == (SavePrinter(changes, SECOND),)
    gone = advance(turn.state, DeskAnswered(7, SavePrinter(changes, SECOND), SHOWN), MOMENT)
    assert (gone.asks, gone.state.used, gone.state.work) == ((), None, Work.NONE)
    assert asked(page(), SecondLeftOut()) == (), "the first one is changed, and never left out"
