"""What the result pages say of the printer, and of a gate that records one direction."""

from __future__ import annotations

from kiosk.domain.visits.decision import PrintState
from sync.protocol.policy import GateMode
from ui.i18n import Words


def print_words(state: PrintState, words: Words) -> tuple[str, str]:
    """What the printer does, in the words of docs/spec/at-the-gate.md §7."""
    match state:
        case PrintState.PENDING | PrintState.PRINTING:
            return "printer", words.translate("Screens", "Đang in phiếu, vui lòng chờ")
        case PrintState.PRINTED:
            return "slip", words.translate("Screens", "Đã in phiếu, mời nhận phiếu")
        case PrintState.FAILED:
            return "desk", words.translate("Screens", "Chưa in được phiếu, mời nhận tại bàn hỗ trợ")
        case PrintState.UNKNOWN:
            return "desk", words.translate("Screens", "Nếu chưa có phiếu, mời nhận tại bàn hỗ trợ")
        case PrintState.NONE:
            return "check", words.translate("Screens", "Đã lưu trên máy")


def one_way(mode: GateMode, words: Words) -> tuple[str, str] | None:
    """Title and text of a gate that records one direction; None where it records both."""
    match mode:
        case GateMode.IN_ONLY:
            return (
                words.translate("Screens", "Cổng này chỉ để vào"),
                words.translate("Screens", "Xin ra bằng cổng khác."),
            )
        case GateMode.OUT_ONLY:
            return (
                words.translate("Screens", "Cổng này chỉ để ra"),
                words.translate("Screens", "Xin vào bằng cổng khác."),
            )
        case GateMode.AUTO:
            return None
