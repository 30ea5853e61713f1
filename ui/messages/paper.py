"""What is said of the paper in the slip printer."""

from __future__ import annotations

from kiosk.domain.station.health import Health
from ui.i18n import Words


def paper_words(words: Words, health: Health) -> str:
    """How much is left, as the strip has it; empty where nobody knows."""
    left = health.slips_left
    if not health.is_paper_low:
        return "" if left is None else words.tr("Còn khoảng %n phiếu", "", left)
    if left is None:
        return words.translate("Screens", "Sắp hết giấy")
    return words.tr("Sắp hết giấy, còn khoảng %n phiếu", "", left)
