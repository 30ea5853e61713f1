"""`printer`: what is connected, a test page, and how printers and paper stand."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.commands.printer import list_lines
from kiosk.composition.trial_page import TRIAL_CODE
from kiosk.domain.station.paper_roll import DOTS_PER_M, PaperRoll
from kiosk.domain.station.printer import FoundPrinter, PrinterKind
from kiosk.domain.visits.decision import PrintState
from kiosk.settings.config import Config, PrinterConfig
from kiosk.store.connection import open_store
from tests.support.store import scan

NOW = datetime.now(UTC)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f'[store]\ndirectory = "{tmp_path}/store"\n[printer]\nkind = "simulated"\n',
        encoding="utf-8",
    )
    return path


def test_what_is_connected_and_what_of_it_is_set_up() -> None:
    usb = FoundPrinter(PrinterKind.USB, "0fe6:811e:SYN0001", "ICS USB Thermal Printer")
    line = FoundPrinter(PrinterKind.SERIAL, "/dev/serial/by-id/usb-FTDI", "FTDI")
    config = Config(
        printer=PrinterConfig(kind=PrinterKind.USB, address="0fe6:811e"),
        second_printer=PrinterConfig(kind=PrinterKind.NETWORK, address="192.0.2.7:9100"),
    )
    assert list_lines((usb, line), config) == [
        "usb      0fe6:811e:SYN0001  ICS USB Thermal Printer  <- the configuration uses this one",
        "serial   /dev/serial/by-id/usb-FTDI  FTDI",
        "network  192.0.2.7:9100  <- set up; printers of the network are not looked for",
    ]
    assert list_lines((), Config()) == ["no printer is connected by USB or a serial line"]


def test_the_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["printer", "list", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == (0 if told["printers"] else 1)


def test_a_test_page_comes_out(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["printer", "test", "--config", str(config)]) == 0
    assert capsys.readouterr().out == "simulated: printed\n"
    page = Image.open(tmp_path / "store/slips/slip-001.png")
    assert [code.text for code in zxingcpp.read_barcodes(page.convert("L"))] == [TRIAL_CODE]
    assert main(["printer", "test", "--json", "--config", str(config)]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "printed"


def test_without_a_printer_there_is_nothing_to_try(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["printer", "test", "--second", "--config", str(config)]) == 2
    assert "second_printer.kind: no printer is set up" in capsys.readouterr().err
    config.write_text(f'[store]\ndirectory = "{config.parent}/store"\n', encoding="utf-8")
    assert main(["printer", "status", "--config", str(config)]) == 1
    assert "no printer is set up" in capsys.readouterr().out


def test_a_printer_that_is_not_there_says_what_to_do(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text('[printer]\nkind = "file"\naddress = "/dev/usb/lp99"\n', encoding="utf-8")
    assert main(["printer", "test", "--config", str(config)]) == 1
    told = capsys.readouterr()
    assert told.out == "file /dev/usb/lp99: not printed\n"
    assert "check its cable" in told.err


def test_how_printers_paper_and_slips_stand(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["printer", "status", "--config", str(config)]) == 0
    assert capsys.readouterr().out == (
        "simulated: paper ok; how much paper is left is not known\nslips of the last 24 hours: 0\n"
    )
    folder = config.parent / "store"
    store = open_store(folder, folder / "store.key", SystemClock())
    for number in (1, 2, 3):
        scan(store, number, at=NOW)
    jobs = store.unfinished_print_jobs()
    store.set_print_state(jobs[0].id, PrintState.PRINTED, NOW)
    store.set_print_state(jobs[1].id, PrintState.PRINTING, NOW)
    with store.transaction() as tx:
        tx.rolls.put(0, PaperRoll(NOW, 20 * DOTS_PER_M))
    store.close()
    assert main(["printer", "status", "--config", str(config)]) == 0
    assert capsys.readouterr().out == (
        "simulated: paper ok; about 160 slips left\n"
        "slips of the last 24 hours: waiting 1, being printed 1, printed 1\n"
    )
    assert main(["printer", "status", "--json", "--config", str(config)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["printers"][0]["slips_left"], told["slips"]["printing"]) == (160, 1)
