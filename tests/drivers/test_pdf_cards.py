"""Wallet cards on sheets of A4."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from kiosk.documents.pdf.wallet_cards import CARD_MM, wallet_cards_pdf
from kiosk.domain.slips.wallet_card import WalletCard
from sync.protocol.ks1 import SlipKind
from tests.drivers.test_pdf_documents import DPI, LONG_VENUE, NOW, ZONE, read
from tests.support.pdf import pictures_of, text_of


def cards(count: int) -> list[WalletCard]:
    return [
        WalletCard(
            SlipKind.STAFF_CARD if number % 2 else SlipKind.REGULAR_CARD,
            f"8417{7 ** (270 - number)}"[:232],
            "704219834",
            "N. T. H. Nhung",
            LONG_VENUE.name,
            "0900.000.000",
            NOW + timedelta(days=365),
            ZONE,
        )
        for number in range(count)
    ]


def test_every_wallet_card_is_read_and_has_the_size_of_a_card(tmp_path: Path) -> None:
    content, count = wallet_cards_pdf(cards(12))
    pages = pictures_of(content, tmp_path, DPI)
    assert count == len(pages) == 2
    found = [text for page in pages for text in read(page)]
    assert sorted(found) == sorted(card.code for card in cards(12))
    told = text_of(content)
    assert told.count("704 219 834") == 12
    assert told.count("NHÂN VIÊN") == told.count("NGƯỜI QUEN") == 6
    assert CARD_MM == (85.6, 54.0)


def test_without_a_card_the_sheet_says_so() -> None:
    content, count = wallet_cards_pdf([])
    assert count == 1
    assert "Chưa có thẻ nào còn hạn." in text_of(content)
