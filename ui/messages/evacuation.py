"""What became of a paper of the desk: the list of who is inside, the end of a shift, a receipt."""

from __future__ import annotations

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.reports import EvacuationPrinted, ReceiptPrinted, ShiftPrinted
from kiosk.domain.visits.decision import PrintState
from ui.i18n import Words
from ui.messages.faults import PRINTER
from ui.messages.model import say


def paper_text(answer: EvacuationPrinted | ShiftPrinted, words: Words) -> str:
    """Whether it came out, and if not, why."""
    if answer.state is PrintState.PRINTED:
        if isinstance(answer, ShiftPrinted):
            return words.translate("Screens", "Đã in bàn giao ca")
        return words.translate("Screens", "Đã in danh sách sơ tán")
    return unprinted_text(answer, words)


def unprinted_text(answer: EvacuationPrinted | ShiftPrinted | ReceiptPrinted, words: Words) -> str:
    """Why a paper did not come out, or that perhaps it did not."""
    if answer.fault is DeviceFaultKind.MISSING:
        return words.translate("Screens", "Chưa in được: không thấy máy in")
    reason = "" if answer.fault is None else say(words, PRINTER[answer.fault].staff_hint)
    if answer.state is PrintState.UNKNOWN:
        said = words.translate("Screens", "Có thể chưa in hết, xin xem giấy")
    else:
        said = words.translate("Screens", "Chưa in được")
    return f"{said}: {reason}" if reason else said
