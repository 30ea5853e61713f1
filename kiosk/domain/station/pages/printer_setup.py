"""*Máy in*: an administrator chooses a printer, prints a test page, and says what came out; each
usual wrong answer leads to the setting that mends it. Of two printers one is set at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.printer_work import (
    ChangeRoll,
    FindPrinters,
    PrinterPlace,
    PrinterSetting,
    PrintersShown,
    PrintTrial,
    SavePrinter,
    TrialPrinted,
    Value,
)
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Turn,
)
from kiosk.domain.station.printer import (
    BAUD_RATES,
    WIDTHS_PX,
    ImageCommand,
    PrinterKind,
    PrinterProfile,
    is_meant,
)
from kiosk.domain.visits.decision import PrintState


class TrialAnswer(StrEnum):
    """What came out, as staff say."""

    RIGHT = "right"
    GARBLED = "garbled"
    """*Chữ lạ, lộn xộn.*"""
    TOO_WIDE = "too_wide"
    """*Mất mép, quá rộng.*"""
    NOTHING = "nothing"
    """*Không ra gì.*"""


class Work(StrEnum):
    """What is being done, and what is not touched meanwhile."""

    NONE = "none"
    SEARCHING = "searching"
    SAVING = "saving"
    PRINTING = "printing"


@dataclass(frozen=True, slots=True)
class PlaceChosen:
    """*Máy thứ nhất* or *Máy thứ hai* is set from now on."""

    place: PrinterPlace


@dataclass(frozen=True, slots=True)
class SecondLeftOut:
    """*Không dùng máy in thứ hai*."""


@dataclass(frozen=True, slots=True)
class PrinterChosen:
    """One of the printers that were found."""

    index: int


@dataclass(frozen=True, slots=True)
class PrintersSearched:
    """*Tìm lại*."""


@dataclass(frozen=True, slots=True)
class TrialWanted:
    """*In thử*."""


@dataclass(frozen=True, slots=True)
class TrialSaid:
    """What came out."""

    answer: TrialAnswer


@dataclass(frozen=True, slots=True)
class WidthChosen:
    """The paper's width, by the dots that can be printed across."""

    width_px: int


@dataclass(frozen=True, slots=True)
class CutterChosen:
    """Whether the printer cuts."""

    has_cutter: bool


@dataclass(frozen=True, slots=True)
class NewRollTouched:
    """*Đã thay cuộn mới*."""


PrinterTouch = (
    PlaceChosen
    | SecondLeftOut
    | PrinterChosen
    | PrintersSearched
    | TrialWanted
    | TrialSaid
    | WidthChosen
    | CutterChosen
    | NewRollTouched
)


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.PRINTER_SETUP
    is_public: ClassVar[bool] = False

    shown: PrintersShown | None = None
    """None until it was looked."""
    place: PrinterPlace = PrinterPlace.FIRST
    """The printer that is set."""
    work: Work = Work.NONE
    test: TrialPrinted | None = None
    """What became of the last test page; None while none was printed with what is set now."""
    answer: TrialAnswer | None = None
    """What staff said of it, where that mends nothing by itself."""
    problem: DeskProblem | SettingsProblem | None = None

    @property
    def used(self) -> PrinterProfile | None:
        """What is set of it; None where no printer is."""
        return self.used_at(self.place)

    @property
    def other(self) -> PrinterProfile | None:
        """The same of the other one."""
        return self.used_at(PrinterPlace(1 - self.place))

    def used_at(self, place: PrinterPlace) -> PrinterProfile | None:
        """What is set of the printer at a place; None where none is."""
        if self.shown is None:
            return None
        used = self.shown.second if place is PrinterPlace.SECOND else self.shown.used
        return None if used.kind is PrinterKind.NONE else used

    @property
    def is_asking(self) -> bool:
        """Whether a test page is out of which nobody has said yet how it is."""
        printed = self.test is not None and self.test.state is not PrintState.FAILED
        return printed and self.answer is None and self.work is Work.NONE


def mend(used: PrinterProfile, answer: TrialAnswer) -> Mapping[PrinterSetting, Value]:
    """The setting that mends what staff say; empty where none does.

    Strange signs come from a serial line's wrong speed, else from an image command that the
    printer does not know; each is gone through in turn.
    """
    match answer:
        case TrialAnswer.GARBLED if used.kind is PrinterKind.SERIAL:
            return {PrinterSetting.BAUD_RATE: _after(BAUD_RATES, used.baud_rate)}
        case TrialAnswer.GARBLED:
            return {PrinterSetting.IMAGE: _after(tuple(ImageCommand), used.image)}
        case TrialAnswer.TOO_WIDE if used.width_px > WIDTHS_PX[0]:
            return {PrinterSetting.WIDTH: WIDTHS_PX[0]}
        case TrialAnswer.NOTHING if used.kind is PrinterKind.SERIAL:
            return {PrinterSetting.BAUD_RATE: _after(BAUD_RATES, used.baud_rate)}
    return {}


def advance(state: PrinterSetup, event: object, moment: Moment) -> Turn[PrinterSetup]:
    """The page after a touch or an answer."""
    match event:
        case PageShown():
            # What is set of a machine is an administrator's.
            if moment.session is None or moment.session.role is not Role.ADMINISTRATOR:
                return Turn(state, go=Back())
            return _search(state)
        case DeskAnswered(_, FindPrinters(), PrintersShown() as shown):
            return Turn(replace(state, shown=shown, work=Work.NONE, problem=None))
        case DeskAnswered(_, SavePrinter(), PrintersShown() as shown):
            # What was changed shows on paper.
            saved = replace(state, shown=shown, work=Work.NONE)
            return Turn(saved) if saved.used is None else _print(saved)
        case DeskAnswered(_, SavePrinter(), SettingsNotSaved(problem)):
            return Turn(replace(state, work=Work.NONE, problem=problem))
        case DeskAnswered(_, PrintTrial(), TrialPrinted() as test):
            return Turn(replace(state, work=Work.NONE, test=test))
        case DeskFailed(_, ChangeRoll(), problem):
            # It is no work of its own: another one may go on.
            return Turn(replace(state, problem=problem))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, work=Work.NONE, problem=problem))
        case NewRollTouched():
            return Turn(state, asks=(ChangeRoll(state.place),))
    # One thing after the other: a second touch would print a second page.
    return Turn(state) if state.work is not Work.NONE else _touched(state, event)


def _touched(state: PrinterSetup, event: object) -> Turn[PrinterSetup]:
    match event:
        case PrintersSearched():
            return _search(state)
        case PlaceChosen(place):
            return Turn(replace(state, place=place, test=None, answer=None, problem=None))
        case SecondLeftOut() if state.place is PrinterPlace.SECOND:
            return _save(state, {PrinterSetting.KIND: PrinterKind.NONE})
        case PrinterChosen(index) if state.shown is not None:
            chosen, used, other = state.shown.found[index], state.used, state.other
            if other is not None and is_meant(chosen, other.kind, other.address):
                # One printer is not both.
                return Turn(state)
            if used is not None and is_meant(chosen, used.kind, used.address):
                return _print(state)
            changes: Mapping[PrinterSetting, Value] = {
                PrinterSetting.KIND: chosen.kind,
                PrinterSetting.ADDRESS: chosen.address,
            }
            return _save(state, changes)
        case TrialWanted() if state.used is not None:
            return _print(state)
        case WidthChosen(width_px) if state.used is not None:
            return _save(state, {PrinterSetting.WIDTH: width_px})
        case CutterChosen(has_cutter) if state.used is not None:
            return _save(state, {PrinterSetting.CUTTER: has_cutter})
        case TrialSaid(answer) if state.used is not None and state.test is not None:
            changes = mend(state.used, answer)
            if changes:
                return _save(state, changes)
            said = replace(state, answer=answer)
            # A cable that was pulled shows in what is found.
            return _search(said) if answer is TrialAnswer.NOTHING else Turn(said)
    return Turn(state)


def _search(state: PrinterSetup) -> Turn[PrinterSetup]:
    return Turn(replace(state, work=Work.SEARCHING, problem=None), asks=(FindPrinters(),))


def _save(state: PrinterSetup, changes: Mapping[PrinterSetting, Value]) -> Turn[PrinterSetup]:
    saving = replace(state, work=Work.SAVING, test=None, answer=None, problem=None)
    return Turn(saving, asks=(SavePrinter(changes, state.place),))


def _print(state: PrinterSetup) -> Turn[PrinterSetup]:
    printing = replace(state, work=Work.PRINTING, test=None, answer=None, problem=None)
    return Turn(printing, asks=(PrintTrial(state.place),))


def _after(values: tuple[Value, ...], value: Value) -> Value:
    """The next of them; the first one after the last, and after one that is none of them."""
    place = values.index(value) + 1 if value in values else 0
    return values[place % len(values)]
