"""No paper and no code tells a full name, a phone or a document number, unless the venue wants it.

Every word that is drawn is heard, and every code on the paper is read. The evacuation list has full
names and says so; each new document of kiosk.documents has to be in this table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageOps

import kiosk.documents
from kiosk.documents.evacuation import draw_evacuation
from kiosk.documents.receipt import draw_receipt
from kiosk.documents.shift import draw_shift
from kiosk.documents.slip import render_slip
from kiosk.documents.test_page import draw_printer_page
from kiosk.documents.typesetting import stack
from kiosk.documents.wallet_card import draw_wallet_card
from kiosk.domain.people.person import PersonDetails, short_name
from kiosk.domain.reports.evacuation import Arrived, evacuation_list
from kiosk.domain.slips.slip import Slip, name_hint
from kiosk.domain.slips.wallet_card import card_of
from kiosk.domain.venue import Policy
from sync.protocol.keys import public_text
from sync.protocol.ks1 import SlipKind, read_unverified, verify
from tests.drivers.slips import AT, KEY, ORDINARY, WIDTHS, code_of
from tests.drivers.test_papers import PAGE, RECEIPT, SHIFT

PERSON = PersonDetails(
    "Chamaléa Thị Hồng Nhung",
    phone="+84912345678",
    id_number="001080123678",
    insurance_number="7999999901",
)
HINT = name_hint(PERSON)


def slip(full_name: str = "") -> Slip:
    """The person's slip; whole names only where the venue switched them on."""
    return replace(ORDINARY, name_hint=HINT, full_name=full_name)


def card(full_name: str = "") -> Slip:
    """The same as a wallet card."""
    code = code_of(9, SlipKind.STAFF_CARD)
    return replace(slip(full_name), kind=SlipKind.STAFF_CARD, code=code)


def list_of_all(width_px: int) -> Image.Image:
    """The evacuation list with the person on it."""
    here = Arrived("1", "e", PERSON.full_name, "1980", AT - timedelta(hours=1), "Cổng A")
    listed = evacuation_list("Trung tâm Y tế Mẫu", [here], Policy(), ORDINARY.time_zone, AT)
    return stack(list(draw_evacuation(listed, width_px)), width_px)


Draw = Callable[[int], Image.Image]
DOCUMENTS: dict[str, list[Draw]] = {
    "slip": [
        lambda width_px: render_slip(slip(), width_px, "vi"),
        lambda width_px: render_slip(replace(slip(), reprint=1), width_px, "en"),
    ],
    "wallet_card": [lambda width_px: draw_wallet_card(card_of(card()), width_px)],
    "receipt": [
        lambda width_px: draw_receipt(
            replace(RECEIPT, name_hint=HINT, taken_by=short_name("Lê Thị Mai")), width_px
        )
    ],
    "shift": [lambda width_px: draw_shift(SHIFT, width_px)],
    "test_page": [
        lambda width_px: draw_printer_page(replace(PAGE, width_px=width_px), ORDINARY.code)
    ],
}
WITH_NAMES: dict[str, list[Draw]] = {"evacuation": [list_of_all]}
NO_DOCUMENTS = {
    "__init__",
    "codes",
    "logo",
    "qr_code",
    "sample",
    "slip_words",
    "typesetting",
}
"""What documents are made of, and codes of no person."""

by_width = pytest.mark.parametrize("width_px", WIDTHS)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that PIL draws from now on."""
    texts: list[str] = []
    draw_text = ImageDraw.ImageDraw.text

    def text(self: ImageDraw.ImageDraw, xy: object, words: str, *args: object, **more: object):  # type: ignore[no-untyped-def]
        texts.append(words)
        return draw_text(self, xy, words, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    return texts


def told(texts: Iterable[str]) -> list[str]:
    """What of the person stands in these texts."""
    together = re.sub(r"[ .·]", "", "".join(texts)).casefold()
    secrets = [PERSON.full_name, PERSON.id_number, PERSON.insurance_number]
    secrets += [PERSON.phone, PERSON.phone.replace("+84", "0"), "Hồng Nhung", "Chamaléa"]
    return [each for each in secrets if each.replace(" ", "").casefold() in together]


def test_every_document_is_looked_at() -> None:
    folder = Path(kiosk.documents.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")}
    assert modules == {*DOCUMENTS, *WITH_NAMES} | NO_DOCUMENTS


@by_width
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_paper_tells_who_it_is(name: str, width_px: int, heard: list[str]) -> None:
    for draw in DOCUMENTS[name]:
        heard.clear()
        paper = draw(width_px)
        assert heard
        assert told(heard) == []
        framed = ImageOps.expand(paper.convert("L"), border=40, fill=255)
        codes = [code.text for code in zxingcpp.read_barcodes(framed)]
        assert len(codes) == (name in ("slip", "wallet_card", "test_page"))
        assert told(codes) == []
        for code in codes:
            claims = verify(read_unverified(code), public_text(KEY.public_key()))
            assert claims is not None, "a code may hold nothing but what is known of a slip"


@by_width
@pytest.mark.parametrize("make", [slip, card], ids=["slip", "card"])
def test_a_venue_may_have_whole_names_on_its_papers(
    make: Callable[[str], Slip], width_px: int, heard: list[str]
) -> None:
    one = make(PERSON.full_name)
    if one.kind is SlipKind.SLIP:
        render_slip(one, width_px, "vi")
    else:
        draw_wallet_card(card_of(one), width_px)
    assert told(heard) == [PERSON.full_name, "Hồng Nhung", "Chamaléa"]


@by_width
def test_the_list_with_full_names_says_so(width_px: int, heard: list[str]) -> None:
    list_of_all(width_px)
    assert told(heard) == [PERSON.full_name, "Hồng Nhung", "Chamaléa"]
    assert "họ tên đầy đủ" in " ".join(heard)
