"""`scanner test`: what it says of a scanner, from what arrived."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tty
from pathlib import Path

import pytest

from drivers.camera.folder import load_image
from drivers.scanner.engines import ZxingEngine
from drivers.scanner.reader import to_grey
from kiosk.base.errors import ConfigFault, DeviceFault, DeviceFaultKind
from kiosk.commands.scanner import (
    TEST_TEXT,
    Finding,
    FindingKind,
    add_arguments,
    diagnose,
    hear_terminal,
    run,
)
from kiosk.domain.scanning.burst import Assembler
from kiosk.domain.scanning.mangling import inverted_case

QWERTZ = str.maketrans("|-/:_&=?yzYZ", "'ß-Ö?/´_zyZY")
VIETNAMESE_ROW = str.maketrans("1234567890", "ăâêôàảãáạđ")
TELEX = {"aa": "â", "dd": "đ", "ow": "ơ", "ee": "ê", "oo": "ô", "uw": "ư", "as": "á"}
VNI = {"a1": "á", "e2": "è", "o6": "ô", "d9": "đ", "u7": "ư"}


def kinds(got: str) -> list[FindingKind]:
    return [finding.kind for finding in diagnose(TEST_TEXT, got)]


def typed_by(method: dict[str, str]) -> str:
    got = TEST_TEXT
    for pair, letter in method.items():
        got = got.replace(pair, letter)
    return got


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
def test_a_code_as_it_stands_is_right(end: str) -> None:
    assert kinds(TEST_TEXT + end) == [FindingKind.RIGHT]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("", [FindingKind.NOTHING]),
        ("\r\n", [FindingKind.NOTHING]),
        (TEST_TEXT, [FindingKind.RIGHT, FindingKind.MISSING_ENTER]),
        (f"{TEST_TEXT.swapcase()}\r", [FindingKind.CAPS_LOCK]),
        (f"{TEST_TEXT.swapcase()}", [FindingKind.CAPS_LOCK, FindingKind.MISSING_ENTER]),
        (f"{TEST_TEXT.translate(QWERTZ)}\r", [FindingKind.LAYOUT]),
        (f"{TEST_TEXT.translate(VIETNAMESE_ROW)}\r", [FindingKind.LAYOUT]),
        (f"{TEST_TEXT.replace('|', '')}\r", [FindingKind.LAYOUT]),
        (
            f"{inverted_case(TEST_TEXT.translate(QWERTZ))}\r",
            [FindingKind.CAPS_LOCK, FindingKind.LAYOUT],
        ),
        (f"{typed_by(TELEX)}\r", [FindingKind.INPUT_METHOD]),
        (f"{typed_by(VNI)}\r", [FindingKind.INPUT_METHOD]),
        (f"]Q1{TEST_TEXT}\r", [FindingKind.RIGHT, FindingKind.AIM_IDENTIFIER]),
        (f"\x02{TEST_TEXT}\x03\r", [FindingKind.RIGHT, FindingKind.FRAMED]),
        (f"\x00{TEST_TEXT}\x04\r", [FindingKind.RIGHT, FindingKind.FRAMED]),
        (
            f"\x02]Q1{TEST_TEXT}\x03",
            [
                FindingKind.RIGHT,
                FindingKind.AIM_IDENTIFIER,
                FindingKind.FRAMED,
                FindingKind.MISSING_ENTER,
            ],
        ),
        (f"XY{TEST_TEXT}\r", [FindingKind.SURPLUS]),
        (f"{TEST_TEXT[:40]}{TEST_TEXT[43:]}\r", [FindingKind.LOST]),
        (f"{TEST_TEXT[:40]}4{TEST_TEXT[40:]}\r", [FindingKind.LOST]),
    ],
)
def test_what_is_mangled_is_named(got: str, expected: list[FindingKind]) -> None:
    assert kinds(got) == expected


def test_framing_is_named_with_the_setting_that_makes_it() -> None:
    aim, framed = diagnose(TEST_TEXT, f"\x02]Q1{TEST_TEXT}\x03\r")[1:]
    assert "]Q1" in str(aim.text)
    assert "AIM ID" in str(aim.text)
    assert "STX ETX" in str(framed.text)


def test_a_layout_names_what_becomes_of_the_bar() -> None:
    (finding,) = diagnose(TEST_TEXT, f"{TEST_TEXT.translate(QWERTZ)}\r")
    assert "| → '" in finding.text


def test_the_code_is_one_that_the_kiosk_cuts_nowhere() -> None:
    assembler = Assembler()
    assert [assembler.take(character, 1.0) for character in TEST_TEXT] == [None] * len(TEST_TEXT)


def options(tmp_path: Path, *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["test", "--code", str(tmp_path / "code.png"), *arguments])


@pytest.mark.parametrize(("got", "code"), [(f"{TEST_TEXT}\n", 0), ("nonsense\n", 1), ("", 1)])
def test_the_command_draws_the_code_and_judges_what_is_piped_in(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    got: str,
    code: int,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(got.encode())))
    assert run(options(tmp_path, "--json")) == code
    answer = json.loads(capsys.readouterr().out)
    assert answer == [
        {"kind": finding.kind.value, "text": finding.text} for finding in diagnose(TEST_TEXT, got)
    ]
    image = load_image(tmp_path / "code.png")
    assert image is not None
    (symbol,) = ZxingEngine().read(to_grey(image)).symbols
    assert symbol.text == TEST_TEXT


class InvitedScanner(io.StringIO):
    """Standard error with somebody before it who scans as soon as the command invites to."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self._line = line

    def write(self, text: str) -> int:
        if "code.png" in text:
            os.write(self._line, f"{TEST_TEXT}\r".encode())
        return super().write(text)


def test_the_command_hears_a_serial_scanner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    monkeypatch.setattr(sys, "stderr", InvitedScanner(ours))
    assert run(options(tmp_path, "--serial", os.ttyname(theirs), "--wait", "10")) == 0
    assert capsys.readouterr().out == "OK   every character arrived as it stands\n"
    os.close(ours)
    os.close(theirs)


def test_a_terminal_is_heard_without_an_enter() -> None:
    ours, theirs = os.openpty()

    def type_it() -> None:
        os.write(ours, b"no enter")

    heard = hear_terminal(theirs, 10, type_it)
    assert heard == "no enter"
    os.close(ours)
    os.close(theirs)


def test_a_missing_enter_alone_blocks_nothing() -> None:
    assert not Finding(FindingKind.MISSING_ENTER, "").blocks
    assert Finding(FindingKind.LAYOUT, "").blocks


def configured(tmp_path: Path, kind: str, device: str = "", baud_rate: int = 9600) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f'[scanner]\nkind = "{kind}"\ndevice = "{device}"\nbaud_rate = {baud_rate}\n',
        encoding="utf-8",
    )
    return path


def test_the_configured_serial_scanner_is_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    config = configured(tmp_path, "serial", os.ttyname(theirs), 19200)
    monkeypatch.setattr(sys, "stderr", InvitedScanner(ours))
    asked = options(tmp_path, "--config", str(config), "--wait", "10")
    assert run(asked) == 0
    assert (asked.serial, asked.baud) == (os.ttyname(theirs), 19200)
    assert capsys.readouterr().out == "OK   every character arrived as it stands\n"
    os.close(ours)
    os.close(theirs)


def test_the_configured_keyboard_scanner_is_tried(tmp_path: Path) -> None:
    config = configured(tmp_path, "keyboard", "/dev/input/by-id/usb-none-there")
    with pytest.raises(DeviceFault) as caught:
        run(options(tmp_path, "--config", str(config)))
    assert caught.value.kind is DeviceFaultKind.MISSING


def test_a_scanner_that_types_into_the_window_is_heard_in_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEST_TEXT.encode())))
    assert run(options(tmp_path, "--config", str(configured(tmp_path, "window")))) == 0


def test_a_configuration_without_a_scanner_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="no scanner is configured"):
        run(options(tmp_path, "--config", str(configured(tmp_path, "none"))))
    assert not (tmp_path / "code.png").exists()
