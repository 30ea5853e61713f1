"""What became of the list of who is inside, on paper."""

from __future__ import annotations

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.reports import EvacuationPrinted
from kiosk.domain.station.pages.reports import is_on_paper
from kiosk.domain.visits.decision import PrintState
from ui.i18n import Words
from ui.messages.faults import PRINTER
from ui.messages.model import say


def paper_text(answer: EvacuationPrinted, words: Words) -> str:
    """Whether it came out, and if not, why."""
    if is_on_paper(answer):
        return words.translate("Screens", "Đã in danh sách sơ tán")
    if answer.fault is DeviceFaultKind.MISSING:
        return words.translate("Screens", "Chưa in được: không thấy máy in")
    reason = "" if answer.fault is None else say(words, PRINTER[answer.fault].staff_hint)
    if answer.state is PrintState.UNKNOWN:
        said = words.translate("Screens", "Có thể chưa in hết, xin xem giấy")
    else:
        said = words.translate("Screens", "Chưa in được")
    return f"{said}: {reason}" if reason else said
