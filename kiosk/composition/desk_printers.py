"""Does what the pages of staff ask about printers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault
from kiosk.base.worker import Worker
from kiosk.composition.local_settings import LocalSettings, StaffChanges
from kiosk.composition.printers import Printers
from kiosk.composition.trial_page import trial_page
from kiosk.core import requests
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.printer_work import (
    ChangeRoll,
    FindPrinters,
    PrinterPlace,
    PrinterSetting,
    PrintersShown,
    PrinterWork,
    PrintTrial,
    RollNoted,
    SavePrinter,
    TrialPrinted,
    Value,
)
from kiosk.domain.desk.settings_work import SettingsNotSaved
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.station.paper_roll import DOTS_PER_M
from kiosk.domain.station.printer import FoundPrinter, PrinterKind, PrinterProfile
from kiosk.ports.printer import Bitmap, PrintResult
from kiosk.services.health import HealthBoard
from kiosk.services.printing import PrintedList
from kiosk.settings.config import Config, PrinterConfig

_SECTIONS = {PrinterPlace.FIRST: "printer", PrinterPlace.SECOND: "second_printer"}


class DeskPrinters:
    """Answers `PrinterWork`; any thread may ask."""

    def __init__(
        self,
        local: LocalSettings,
        core: CoreThread,
        printers: Printers,
        health: HealthBoard,
        clock: Clock,
    ) -> None:
        self._local = local
        self._changes = StaffChanges(local, core)
        self._core = core
        self._printers = printers
        self._health = health
        self._clock = clock
        self._worker = Worker(
            "printers", lambda: None, lambda: None, (StorageFault, CancelledError)
        )

    def ask(self, asked: PrinterWork[Any], staff: str) -> Future[Any]:
        """Have it done in the name of an account; returns at once."""
        match asked:
            case FindPrinters():
                return self._worker.post(self._show)
            case SavePrinter(changes, place):
                return self._worker.post(partial(self._save, changes, place, staff))
            case PrintTrial(place):
                return self._print_trial(place)
            case ChangeRoll(place):
                return self._worker.post(partial(self._change_roll, place, staff))
        raise TypeError(type(asked))

    def stop(self, deadline_s: float) -> bool:
        """End the thread; False if it hangs after `deadline_s`."""
        return self._worker.stop(deadline_s)

    def _show(self) -> PrintersShown:
        from drivers.printer.finding import find_printers

        config = self._local.config
        return PrintersShown(
            found_beside(config, find_printers()),
            profile_of(config.printer),
            profile_of(config.second_printer),
        )

    def _save(
        self, changes: Mapping[PrinterSetting, Value], place: PrinterPlace, staff: str
    ) -> PrintersShown | SettingsNotSaved:
        values = {f"{_SECTIONS[place]}.{key.value}": value for key, value in changes.items()}
        problem = self._changes.make(StaffDeed.PRINTER_CHANGED, values, staff)
        if problem is not None:
            return SettingsNotSaved(problem)
        self._printers.set_printer(place, _printer_at(self._local.config, place))
        return self._show()

    def _print_trial(self, place: PrinterPlace) -> Future[TrialPrinted]:
        answer: Future[TrialPrinted] = Future()
        config = self._local.config

        def draw(width_px: int) -> tuple[Bitmap, ...]:
            # As wide as the printer that prints it, should another have been chosen meanwhile.
            which = dataclasses.replace(_printer_at(config, place), width_px=width_px)
            return (trial_page(config.venue, which, self._clock.now()),)

        def report(result: PrintResult) -> None:
            answer.set_result(TrialPrinted(result.state, result.fault))

        self._printers.spooler.print_at(place, PrintedList(draw, report))
        return answer

    def _change_roll(self, place: PrinterPlace | None, staff: str) -> RollNoted | NotDone:
        if not staff:
            return NotDone(ActProblem.NOT_SIGNED_IN)
        config = self._local.config
        if place is None:
            place = self._printing(config)
        length = _printer_at(config, place).roll_m * DOTS_PER_M
        self._core.ask(requests.ChangeRoll(place, length, staff)).result()
        return RollNoted()

    def _printing(self, config: Config) -> PrinterPlace:
        """Of which one the header speaks: the second if it is the only one or the first fails."""
        is_only = (
            config.printer.kind is PrinterKind.NONE
            and config.second_printer.kind is not PrinterKind.NONE
        )
        is_second = is_only or self._health.health.first_printer is not None
        return PrinterPlace.SECOND if is_second else PrinterPlace.FIRST


def _printer_at(config: Config, place: PrinterPlace) -> PrinterConfig:
    return config.second_printer if place is PrinterPlace.SECOND else config.printer


def profile_of(printer: PrinterConfig) -> PrinterProfile:
    """What the page knows of a printer's settings."""
    return PrinterProfile(
        printer.kind,
        printer.address,
        printer.width_px,
        printer.has_cutter,
        printer.image,
        printer.baud_rate,
    )


def found_beside(config: Config, found: Iterable[FoundPrinter]) -> tuple[FoundPrinter, ...]:
    """What is connected but for the scanner's line, and before it the printers that are set up and
    cannot be found by looking: those of the network, a simulated one."""
    set_up = tuple(
        FoundPrinter(printer.kind, printer.address)
        for printer in (config.printer, config.second_printer)
        if printer.kind in (PrinterKind.NETWORK, PrinterKind.SIMULATED)
    )
    scanner = config.scanner.device
    return set_up + tuple(each for each in found if not _is_same(each.address, scanner))


def _is_same(path: str, other: str) -> bool:
    return bool(other) and path.startswith("/") and Path(path).resolve() == Path(other).resolve()
