"""What a printer says about itself: real-time status (DLE EOT n), asked patiently.

Bits as in the ESC/POS command reference: every answer has bits 1 and 4 set and bits 0 and 7
clear, which tells it from noise and from automatic status packets. Letters of a text have those
bits too, so what talks in words is told from a printer first.
"""

from __future__ import annotations

import re

from drivers.printer.connection import PrinterConnection
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.printer import PaperState, PrinterStatus

TRIES = 5
"""Reads per question, each at most READ_WAIT_S: some models answer only after 200 ms."""
_STALE_READS = 16

_FIXED_MASK, _FIXED_BITS = 0x93, 0x12
_OFFLINE_CAUSE, _ERROR_CAUSE, _PAPER = 2, 3, 4
_COVER_OPEN, _PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_CUTTER, _UNRECOVERABLE, _AUTO_RECOVERABLE = 0x08, 0x20, 0x40
_PAPER_END, _PAPER_NEAR_END = 0x60, 0x0C
_OTHER_SERVICE = re.compile(rb"[ -~]{6}|\x15\x03[\x00-\x04]")
"""Words, as of a web, mail or SSH server, or a TLS alert (RFC 8446 §5.1). An automatic status
packet is four bytes."""


def read_status(link: PrinterConnection) -> PrinterStatus:
    """Ask an open link; a printer that does not answer is UNKNOWN, which is not a fault.

    Raises DeviceFault NOT_A_PRINTER, and whatever the link raises when it is lost.
    """
    _drop_stale_answers(link)
    paper = _ask(link, _PAPER)
    if paper is None:
        return PrinterStatus(is_present=True)
    cause = _ask(link, _OFFLINE_CAUSE) or 0
    if cause & _COVER_OPEN:
        fault = DeviceFaultKind.COVER_OPEN
        return PrinterStatus(is_present=True, paper=_paper(paper), fault=fault)
    if paper & _PAPER_END or cause & _PAPER_STOP:
        fault = DeviceFaultKind.PAPER_OUT
        return PrinterStatus(is_present=True, paper=PaperState.EMPTY, fault=fault)
    error = _error(_ask(link, _ERROR_CAUSE) or 0) if cause & _ERROR else None
    return PrinterStatus(is_present=True, paper=_paper(paper), fault=error)


def _error(answer: int) -> DeviceFaultKind:
    """Which error stops the printer; one that only switching off ends comes first."""
    if answer & _UNRECOVERABLE:
        return DeviceFaultKind.UNRECOVERABLE
    if answer & _CUTTER:
        return DeviceFaultKind.CUTTER_JAM
    if answer & _AUTO_RECOVERABLE:
        return DeviceFaultKind.OVERHEATED
    return DeviceFaultKind.UNRECOVERABLE


def _paper(answer: int) -> PaperState:
    if answer & _PAPER_END:
        return PaperState.EMPTY
    return PaperState.LOW if answer & _PAPER_NEAR_END else PaperState.OK


def _ask(link: PrinterConnection, question: int) -> int | None:
    link._raw(bytes((0x10, 0x04, question)))
    heard = b""
    for _ in range(TRIES):
        answers = link._read()
        heard += answers
        _check_is_printer(heard)
        for answer in answers:
            if answer & _FIXED_MASK == _FIXED_BITS:
                return answer
    return None


def _drop_stale_answers(link: PrinterConnection) -> None:
    """An answer that came too late for the last question must not answer this one."""
    heard = b""
    for _ in range(_STALE_READS):
        answers = link._read()
        if not answers:
            return
        heard += answers
        _check_is_printer(heard)


def _check_is_printer(heard: bytes) -> None:
    if _OTHER_SERVICE.search(heard):
        raise DeviceFault(DeviceFaultKind.NOT_A_PRINTER, "printer", "answers like another service")
