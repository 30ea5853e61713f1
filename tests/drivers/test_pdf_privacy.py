"""No page in A4 tells who somebody is, but for the lists, which say so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import kiosk.documents.pdf
from kiosk.documents.pdf.evacuation import evacuation_pdf
from kiosk.documents.pdf.paper_book import paper_book_pdf
from kiosk.documents.pdf.person_record import person_record_pdf
from kiosk.documents.pdf.poster import poster_pdf
from kiosk.documents.pdf.wallet_cards import wallet_cards_pdf
from kiosk.domain.reports.person_record import PersonRecord, Section
from kiosk.domain.slips.wallet_card import card_of
from tests.drivers.test_evacuation_paper import listed
from tests.drivers.test_paper_privacy import PERSON, card, told
from tests.drivers.test_pdf_documents import VENUE
from tests.support.pdf import text_of

AT = datetime(2026, 11, 30, 1, 31, tzinfo=UTC)
DOCUMENTS = {
    "poster": lambda: poster_pdf(VENUE)[0],
    "paper_book": lambda: paper_book_pdf(VENUE)[0],
    "wallet_cards": lambda: wallet_cards_pdf([card_of(card())])[0],
}
WITH_NAMES = {"evacuation", "person_record", "tables"}
NO_DOCUMENTS = {"__init__", "pages"}


def test_every_document_is_looked_at() -> None:
    modules = {path.stem for path in Path(kiosk.documents.pdf.__file__).parent.glob("*.py")}
    assert modules == {*DOCUMENTS} | WITH_NAMES | NO_DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_page_tells_who_it_is(name: str) -> None:
    text = text_of(DOCUMENTS[name]())
    assert text
    assert told([text]) == []


def test_a_card_has_the_whole_name_where_the_venue_wants_it() -> None:
    content, _ = wallet_cards_pdf([card_of(card(PERSON.full_name))])
    assert PERSON.full_name in text_of(content)


def test_the_copy_of_somebodys_data_says_whom_it_is_for() -> None:
    section = Section("Thông tin", (("Họ và tên", PERSON.full_name),))
    record = PersonRecord(VENUE.name, AT, ZoneInfo("Asia/Ho_Chi_Minh"), (section,))
    text = text_of(person_record_pdf(record)[0])
    assert PERSON.full_name in text
    assert "Chỉ giao cho chính người này" in text


def test_the_list_with_full_names_says_so() -> None:
    assert "Có họ tên đầy đủ: giữ kín" in text_of(evacuation_pdf(listed(1))[0])
