"""The printer's page at work: settings in file and force, a test page on paper, a new roll."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import ManualClock
from kiosk.base.errors import DeviceFaultKind
from kiosk.composition.desk_printers import DeskPrinters, found_beside
from kiosk.composition.devices import Devices
from kiosk.composition.local_settings import LocalSettings
from kiosk.composition.printers import Printers
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.printer_work import (
    ChangeRoll,
    FindPrinters,
    PrinterPlace,
    PrinterSetting,
    PrinterWork,
    PrintTrial,
    RollNoted,
    SavePrinter,
    TrialPrinted,
)
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.events import CoreEvent, RollCounted
from kiosk.domain.station.health import Health
from kiosk.domain.station.printer import FoundPrinter, PrinterKind
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PrinterStatus
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard
from kiosk.settings.config import Config, PrinterConfig, ScannerConfig
from tests.support.desk import MORNING
from tests.support.settings_station import PATIENCE_S, SettingsStation, run_settings_station

SIMULATED = {PrinterSetting.KIND: PrinterKind.SIMULATED}


@dataclass
class PrinterDesk:
    """The page's answers, over a station without a printer at first."""

    at: DeskPrinters
    station: SettingsStation
    health: HealthBoard
    slips: Path
    local: LocalSettings

    def ask(self, asked: PrinterWork[Any], staff: str | None = None) -> Any:
        """The answer, in the name of the administrator or of this account."""
        who = self.station.administrator if staff is None else staff
        return self.at.ask(asked, who).result(PATIENCE_S)

    def rolls(self) -> list[CoreEvent]:
        return [event for event in self.station.told if isinstance(event, RollCounted)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PrinterDesk]:
    file = tmp_path / "kiosk.toml"
    file.write_text("[printer]\nwidth_px = 384\n", encoding="utf-8")
    clock = ManualClock(MORNING)
    for station in run_settings_station(tmp_path, file):
        health = HealthBoard(clock, Health(has_printer=False), EventFanout())
        devices = Devices(None, lambda: None, SilentPlayer())
        printers = Printers(devices, health, tmp_path / "slips", lambda: b"")
        core = station.core
        printers.start(core.core, core.handlers)
        local = LocalSettings(Config(), file, core)
        at = DeskPrinters(local, core.core, printers, health, clock)
        yield PrinterDesk(at, station, health, tmp_path / "slips", local)
        assert at.stop(PATIENCE_S)
        assert printers.spooler.stop(PATIENCE_S)


def test_a_chosen_printer_is_in_file_and_force_and_prints(desk: PrinterDesk) -> None:
    assert desk.ask(PrintTrial()) == TrialPrinted(PrintState.FAILED, DeviceFaultKind.MISSING)
    shown = desk.ask(SavePrinter({**SIMULATED, PrinterSetting.WIDTH: 576}))
    assert (shown.used.kind, shown.used.width_px) == (PrinterKind.SIMULATED, 576)
    written = tomllib.loads(desk.station.file.read_text(encoding="utf-8"))
    assert written == {"printer": {"kind": "simulated", "width_px": 576}}
    assert desk.health.health.has_printer
    assert desk.ask(PrintTrial()) == TrialPrinted(PrintState.PRINTED)
    assert (desk.slips / "slip-001.png").is_file()
    desk.ask(SavePrinter({PrinterSetting.KIND: PrinterKind.NONE}))
    assert not desk.health.health.has_printer


@pytest.mark.parametrize("who", ["staff", "nobody"])
def test_nobody_but_an_administrator_changes_it(desk: PrinterDesk, who: str) -> None:
    staff = {"staff": desk.station.staff, "nobody": ""}[who]
    refused = desk.ask(SavePrinter(SIMULATED), staff)
    assert refused == SettingsNotSaved(SettingsProblem.NOT_ADMINISTRATOR)
    assert not desk.health.health.has_printer


def test_a_new_roll_is_the_printing_printers(desk: PrinterDesk) -> None:
    assert desk.ask(ChangeRoll(), "") == NotDone(ActProblem.NOT_SIGNED_IN)
    assert desk.ask(ChangeRoll(), desk.station.staff) == RollNoted()
    desk.health.printer_answered(0, PrinterStatus(is_present=False))
    desk.health.printer_answered(1, PrinterStatus(is_present=True))
    assert desk.ask(ChangeRoll(), desk.station.staff) == RollNoted()
    told = [(event.printer, event.roll.slips_left) for event in desk.rolls()]
    assert told == [(0, 160), (1, 160)]


def test_a_new_roll_is_the_second_printers_where_it_is_the_only_one(desk: PrinterDesk) -> None:
    desk.local.config = Config(second_printer=PrinterConfig(kind=PrinterKind.SIMULATED, roll_m=10))
    desk.health.printer_set(1, is_there=True)
    assert desk.ask(ChangeRoll(), desk.station.staff) == RollNoted()
    assert [(event.printer, event.roll.slips_left) for event in desk.rolls()] == [(1, 80)]


def test_the_second_printer_has_its_own_settings_page_and_roll(desk: PrinterDesk) -> None:
    second = PrinterPlace.SECOND
    failed = TrialPrinted(PrintState.FAILED, DeviceFaultKind.MISSING)
    assert desk.ask(PrintTrial(second)) == failed
    shown = desk.ask(SavePrinter({**SIMULATED, PrinterSetting.WIDTH: 576}, second))
    assert (shown.used.kind, shown.second.kind) == (PrinterKind.NONE, PrinterKind.SIMULATED)
    written = tomllib.loads(desk.station.file.read_text(encoding="utf-8"))
    assert written["second_printer"] == {"kind": "simulated", "width_px": 576}
    assert written["printer"] == {"width_px": 384}
    assert desk.ask(PrintTrial()) == failed
    assert desk.ask(PrintTrial(second)) == TrialPrinted(PrintState.PRINTED)
    assert desk.ask(ChangeRoll(second), desk.station.staff) == RollNoted()
    assert [event.printer for event in desk.rolls()][-1] == second
    refused = desk.ask(SavePrinter(SIMULATED))
    assert refused == SettingsNotSaved(SettingsProblem.REFUSED), "one printer is not both"
    desk.ask(SavePrinter({PrinterSetting.KIND: PrinterKind.NONE}, second))
    assert not desk.health.health.has_printer


def test_what_is_set_up_is_shown(desk: PrinterDesk) -> None:
    shown = desk.ask(FindPrinters())
    assert shown.used.kind is PrinterKind.NONE


def test_printers_of_the_network_are_shown_and_the_scanners_line_is_not(tmp_path: Path) -> None:
    config = Config(
        printer=PrinterConfig(kind=PrinterKind.NETWORK, address="192.0.2.7:9100"),
        second_printer=PrinterConfig(kind=PrinterKind.SIMULATED),
        scanner=ScannerConfig(device=str(tmp_path / "line")),
    )
    line = FoundPrinter(PrinterKind.SERIAL, str(tmp_path / "line"))
    usb = FoundPrinter(PrinterKind.USB, "0416:5011")
    assert found_beside(config, (usb, line)) == (
        FoundPrinter(PrinterKind.NETWORK, "192.0.2.7:9100"),
        FoundPrinter(PrinterKind.SIMULATED, ""),
        usb,
    )


def test_another_question_is_a_bug(desk: PrinterDesk) -> None:
    with pytest.raises(TypeError):
        desk.ask(PrinterWork[None]())
