"""Wallet cards on a sheet of A4, ten of them at the size of a bank card, to be cut out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.documents.pdf.pages import (
    EDGE,
    INK,
    JADE,
    SOFT,
    WHITE,
    Pages,
    Type,
    Weight,
    fitting,
)
from kiosk.documents.qr_code import QUIET_MODULES, code_modules
from kiosk.documents.wallet_card import TITLES
from kiosk.domain.slips.slip import spaced_human_code
from kiosk.domain.slips.wallet_card import WalletCard

CARD_MM: Final = (85.6, 54.0)
"""ISO/IEC 7810, ID-1."""
_COLUMNS, _ROWS = 2, 5
_GAP_MM: Final = 2.0
_MARK_MM: Final = 4.0
_PLACE_MM: Final = 46.0
"""For the code and its quiet zone."""
_EDGE_MM: Final = 3.5
_NONE: Final = "Chưa có thẻ nào còn hạn."
_UNTIL: Final = "Có giá trị đến {date:%d/%m/%Y}"
_FOUND: Final = "Nhặt được thẻ: {number}"


def wallet_cards_pdf(cards: Sequence[WalletCard]) -> tuple[bytes, int]:
    """As many sheets as the cards take, and how many they are; one that says so for no card."""
    with Pages("Thẻ") as pages:
        width, height = CARD_MM
        left = (pages.width_mm - _COLUMNS * width - (_COLUMNS - 1) * _GAP_MM) / 2
        top = (pages.height_mm - _ROWS * height - (_ROWS - 1) * _GAP_MM) / 2
        for number, card in enumerate(cards):
            place = number % (_COLUMNS * _ROWS)
            if number and not place:
                pages.turn()
            row, column = divmod(place, _COLUMNS)
            _draw_card(
                pages, left + column * (width + _GAP_MM), top + row * (height + _GAP_MM), card
            )
        if not cards:
            pages.text(left, top, _NONE, Type(Weight.BOLD, 14))
        return pages.finish(), pages.count


def _draw_card(pages: Pages, x: float, y: float, card: WalletCard) -> None:
    """The code on the left, whose card it is on the right, the venue above both."""
    width, height = CARD_MM
    pages.frame(x, y, width, height, EDGE, 0.15)
    band = 8.0
    pages.fill(x, y, width, band, JADE)
    venue, lines = fitting(card.venue_name, Weight.BOLD, (10, 9, 8, 6.5), width - 2 * _EDGE_MM, 1)
    step = venue.line_mm * 0.9
    top = y + (band + venue.cap_mm - (len(lines) - 1) * step) / 2
    pages.lines(x + _EDGE_MM, top, lines, venue, WHITE, step_mm=step)
    # The quiet zone is white paper on all sides: the band above it, the edge to be cut beside it.
    modules = len(code_modules(card.code))
    side = _PLACE_MM * modules / (modules + 2 * QUIET_MODULES)
    quiet = (_PLACE_MM - side) / 2
    pages.code(x + quiet, y + band + quiet, side, card.code)
    _draw_words(pages, x + _PLACE_MM, y + band, width - _PLACE_MM - 2.5, card)


def _draw_words(pages: Pages, x: float, y: float, room: float, card: WalletCard) -> None:
    until = card.valid_until.astimezone(card.time_zone)
    holder, name_sizes = TITLES[card.kind], (13, 11, 10, 9)
    badge = Type(Weight.EXTRA_BOLD, 9)
    pages.fill(x, y + 3.0, badge.width_mm(holder) + 3.0, 5.4, INK)
    pages.text(x + 1.5, y + 5.7 + badge.cap_mm / 2, holder, badge, WHITE)
    name, lines = fitting(card.name, Weight.BOLD, name_sizes, room, 2)
    below = pages.lines(x, y + 15.0, lines, name)
    code, _ = fitting(spaced_human_code(card.human_code), Weight.EXTRA_BOLD, (13, 12, 11), room, 1)
    below = max(below + 1.5, y + 27.0)
    pages.text(x, below, spaced_human_code(card.human_code), code)
    small = Type(Weight.MEDIUM, 7.5)
    told = small.lines(_UNTIL.format(date=until), room)
    if card.hotline:
        told += small.lines(_FOUND.format(number=card.hotline), room)
    pages.lines(x, below + 5.5, told, small, SOFT)
