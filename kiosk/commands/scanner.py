"""`scanner test`: whether a hand-held scanner gives us what stands in a code."""

from __future__ import annotations

import argparse
import json
import os
import select
import sys
import termios
import tty
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.composition.settings_file import load_config
from kiosk.domain.scanning.framing import aim_identifier, unframed
from kiosk.domain.scanning.mangling import inverted_case
from kiosk.settings.config import ScannerKind

EXAMPLE = "checkpoint-kiosk scanner test --keyboard 0c2e:0b61"

TEST_TEXT = (
    "KIOSK-TEST|aa dd ow ee oo uw as af ar ax aj|a1 e2 o6 d9 u7|"
    "$ < * : / ? = & % # + - _ . , ; @ ! ( )|"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ|abcdefghijklmnopqrstuvwxyz|0123456789|TEST-KIOSK"
)
"""Every character that a card, slip or link holds, with the letter pairs that Telex and VNI turn
into Vietnamese letters."""

_CODE_FILE = "scanner-test.png"
_WAIT_S = 60.0
_SILENCE_S = 0.5
_ENDS = "\r\n\t"
_SHOWN = 12
_FIRST_PRINTABLE = 0x20
_CONTROL_NAMES = {
    "\x00": "NUL",
    "\x02": "STX",
    "\x03": "ETX",
    "\x04": "EOT",
    "\x1c": "FS",
    "\x1d": "GS",
    "\x1e": "RS",
}


class FindingKind(StrEnum):
    """What the test found."""

    RIGHT = "right"
    NOTHING = "nothing"
    MISSING_ENTER = "missing_enter"
    CAPS_LOCK = "caps_lock"
    INPUT_METHOD = "input_method"
    LAYOUT = "layout"
    AIM_IDENTIFIER = "aim_identifier"
    FRAMED = "framed"
    SURPLUS = "surplus"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about the scanner, and what to do about it."""

    kind: FindingKind
    text: Phrase

    @property
    def blocks(self) -> bool:
        """Whether codes would be misread; a missing Enter only makes the kiosk wait a blink, and
        framing that it knows goes.
        """
        return self.kind not in _HARMLESS


_HARMLESS = (
    FindingKind.RIGHT,
    FindingKind.MISSING_ENTER,
    FindingKind.AIM_IDENTIFIER,
    FindingKind.FRAMED,
)


def diagnose(expected: str, got: str) -> list[Finding]:
    """What happened to `expected` on its way; `got` is as it arrived, line end included."""
    core = got.strip(_ENDS)
    if not core:
        text = Phrase(
            "nothing arrived: check the plug, and that the scanner is in keyboard or serial mode"
        )
        return [Finding(FindingKind.NOTHING, text)]
    findings = _framing(core)
    core = unframed(core)
    inverted = inverted_case(core)
    if _likeness(expected, inverted) > _likeness(expected, core):
        core = inverted
        text = Phrase("capitals and small letters are exchanged: switch Caps Lock off")
        findings.append(Finding(FindingKind.CAPS_LOCK, text))
    if expected in core:
        before, _, after = core.partition(expected)
        if before or after:
            text = Phrase(
                "{added!r} is added: remove the prefix or suffix in the scanner",
                added=before + after,
            )
            findings.append(Finding(FindingKind.SURPLUS, text))
    else:
        findings += _changes(expected, core)
    if got[-1] not in _ENDS:
        text = Phrase("no Enter at the end: the kiosk works, a moment slower; set the suffix CR")
        findings.append(Finding(FindingKind.MISSING_ENTER, text))
    if not any(finding.blocks for finding in findings):
        findings.insert(
            0, Finding(FindingKind.RIGHT, Phrase("every character arrived as it stands"))
        )
    return findings


def _framing(core: str) -> list[Finding]:
    """What the scanner puts around a code that the kiosk takes away again."""
    findings = []
    aim = aim_identifier(core)
    if aim:
        text = Phrase(
            "the AIM identifier {aim} stands before the code: the kiosk removes it; switch"
            " “Transmit AIM ID” off in the scanner",
            aim=aim,
        )
        findings.append(Finding(FindingKind.AIM_IDENTIFIER, text))
    controls = sorted({char for char in core if ord(char) < _FIRST_PRINTABLE} - set(_ENDS))
    if controls:
        text = Phrase(
            "control characters ({names}) stand around the code: the kiosk removes them; switch"
            " prefix and suffix, or the STX/ETX frame, off in the scanner",
            names=" ".join(_CONTROL_NAMES.get(char, f"0x{ord(char):02X}") for char in controls),
        )
        findings.append(Finding(FindingKind.FRAMED, text))
    return findings


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _changes(expected: str, core: str) -> list[Finding]:
    exchanged = _exchanged(expected, core)
    if exchanged is not None:
        shown = ", ".join(f"{was} → {now}" for was, now in list(exchanged.items())[:_SHOWN])
        text = Phrase(
            "another keyboard layout: {pairs}; set scanner and computer to US", pairs=shown
        )
        return [Finding(FindingKind.LAYOUT, text)]
    composed = sorted({char for char in core if _is_composed(char)} - set(expected))
    if composed:
        text = Phrase(
            "an input method made {letters}: switch Telex or VNI off",
            letters=" ".join(composed[:_SHOWN]),
        )
        return [Finding(FindingKind.INPUT_METHOD, text)]
    matcher = SequenceMatcher(None, expected, core, autojunk=False)
    lost = "".join(
        expected[start:end] for kind, start, end, _, _ in matcher.get_opcodes() if kind != "equal"
    )
    missing = sorted(set(lost) - set(core))
    if missing:
        text = Phrase(
            "{letters} never arrives: set scanner and computer to US",
            letters=" ".join(missing[:_SHOWN]),
        )
        return [Finding(FindingKind.LAYOUT, text)]
    text = Phrase("characters are lost or doubled: set a longer pause between keys in the scanner")
    return [Finding(FindingKind.LOST, text)]


def _exchanged(expected: str, core: str) -> dict[str, str] | None:
    """Character → what always comes in its place; None if it is no exchange one for one."""
    if len(expected) != len(core):
        return None
    exchanged: dict[str, str] = {}
    for was, now in zip(expected, core, strict=True):
        if exchanged.setdefault(was, now) != now:
            return None
    return {was: now for was, now in exchanged.items() if was != now}


def _is_composed(char: str) -> bool:
    return char in "đĐ" or (char.isalpha() and len(unicodedata.normalize("NFD", char)) > 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `scanner`."""
    parser.add_argument(
        "action", choices=("test",), help=translate("draw a test code and read it back")
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--keyboard",
        metavar="DEVICE",
        help=translate("read VID:PID or /dev/input/… below the input method"),
    )
    source.add_argument("--serial", metavar="PORT", help=translate("read a serial scanner"))
    source.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help=translate("read the scanner that a kiosk.toml names"),
    )
    parser.add_argument(
        "--baud", type=int, default=9600, help=translate("speed of a serial scanner")
    )
    parser.add_argument(
        "--code", type=Path, default=Path(_CODE_FILE), help=translate("where to draw it")
    )
    parser.add_argument(
        "--wait", type=float, default=_WAIT_S, help=translate("seconds to wait for the scan")
    )
    parser.add_argument("--json", action="store_true", help=translate("print a JSON list"))


def run(options: argparse.Namespace) -> int:
    """Print what happened to the test code; exit 1 if codes would be misread.

    Raises ConfigFault for a configuration that cannot be read or names no scanner.
    """
    from kiosk.documents.codes import draw_code

    _take_configured(options)
    draw_code(TEST_TEXT, options.code)
    findings = diagnose(TEST_TEXT, _hear(options))
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = translate("NO" if finding.blocks else "OK")
            print(f"{mark:<4} {in_language(finding.text)}")
    return 1 if any(finding.blocks for finding in findings) else 0


def _take_configured(options: argparse.Namespace) -> None:
    """Put the scanner of the configuration in place of the options that name one."""
    if options.config is None:
        return
    scanner = load_config(options.config).scanner
    match scanner.kind:
        case ScannerKind.KEYBOARD:
            options.keyboard = scanner.device
        case ScannerKind.SERIAL:
            options.serial, options.baud = scanner.device, scanner.baud_rate
        case ScannerKind.NONE:
            raise ConfigFault([ConfigProblem("scanner.kind", "no scanner is configured")])
        case ScannerKind.WINDOW:
            # It types wherever the cursor is: here, into this terminal.
            pass


def _hear(options: argparse.Namespace) -> str:
    """The raw characters of one scan, from the device named or from what is typed here.

    The invitation to scan is printed once the device listens: what comes before is lost.
    """

    def invite() -> None:
        text = translate("Scan the code in {path} now.", path=options.code)
        print(text, file=sys.stderr, flush=True)

    if options.keyboard:
        from drivers.scanner.keyboard import opener
        from drivers.scanner.trial import hear_keyboard

        return hear_keyboard(opener(options.keyboard)(), options.wait, invite)
    if options.serial:
        from drivers.scanner.trial import hear_serial

        return hear_serial(options.serial, options.baud, options.wait, invite)
    if sys.stdin.isatty():
        return hear_terminal(sys.stdin.fileno(), options.wait, invite)
    invite()
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def hear_terminal(fd: int, wait_s: float, on_listening: Callable[[], None]) -> str:
    """What is typed into a terminal until it is silent; without an Enter it would never give it.

    `on_listening` is called once the terminal gives each character as it comes.
    """
    before = termios.tcgetattr(fd)
    heard = b""
    try:
        tty.setcbreak(fd)
        on_listening()
        while select.select([fd], [], [], _SILENCE_S if heard else wait_s)[0]:
            chunk = os.read(fd, 4096)
            if not chunk:
                break
            heard += chunk
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
    return heard.decode("utf-8", "replace")
