"""What the number pad's page shows of a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.credential.card_number import CardDocument
from kiosk.domain.slips.slip import human_code
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.pages.card_number import CardDraft
from ui.i18n import Words
from ui.viewmodels.desk.card_number import CardNumberProps, derive_card_number, derive_cells
from ui.viewmodels.desk.go_on import GoOnProps, derive_go_on

INSURANCE, CITIZEN, SLIP = CardDocument.INSURANCE, CardDocument.CITIZEN, CardDocument.SLIP


def desk(draft: CardDraft) -> Desk:
    return Desk((OpenPage(1, draft),), token=3, key=1)


@pytest.mark.parametrize(
    ("draft", "groups"),
    [
        (CardDraft(INSURANCE), "··· ··· ····"),
        (CardDraft(INSURANCE, "7999"), "799 9·· ····"),
        (CardDraft(INSURANCE, is_lettered=True), "·· · ·· ····· ·····"),
        (CardDraft(INSURANCE, "GD4797999999901", True), "GD 4 79 79999 99901"),
        (CardDraft(INSURANCE, "79999999012"), "79 9 99 99901 2····"),
        (CardDraft(CITIZEN, "001080"), "001 080 ··· ···"),
        (CardDraft(SLIP, "5724"), "572 4·· ···"),
    ],
)
def test_a_number_stands_in_groups(draft: CardDraft, groups: str) -> None:
    shown = "".join(
        (" " if cell.begins_group else "") + (cell.char or "·") for cell in derive_cells(draft)
    )
    assert shown == groups
    marked = [index for index, cell in enumerate(derive_cells(draft)) if cell.is_next]
    assert marked == ([len(draft.text)] if "·" in groups else [])


@pytest.mark.parametrize(
    ("draft", "sentence", "is_warning", "is_whole"),
    [
        (CardDraft(INSURANCE), "Gõ mã thẻ 10 số. Mã 15 ký tự: chỉ cần 10 số cuối.", False, False),
        (CardDraft(INSURANCE, "799"), "Còn 7 số nữa.", False, False),
        (CardDraft(INSURANCE, is_lettered=True), "Gõ 2 chữ đầu của mã thẻ.", False, False),
        (CardDraft(INSURANCE, "G", True), "Gõ chữ thứ hai.", False, False),
        (CardDraft(INSURANCE, "GD4", True), "Còn 12 số nữa.", False, False),
        (
            CardDraft(INSURANCE, "7999999901"),
            "Đủ số. Xin so lại với thẻ, rồi chạm Xong.",
            False,
            True,
        ),
        (
            CardDraft(INSURANCE, "79999999012"),
            "Đã quá 10 số. Mã 15 ký tự: chỉ cần 10 số cuối.",
            True,
            False,
        ),
        (CardDraft(SLIP), "Gõ 9 số in cạnh mã QR trên phiếu.", False, False),
        (
            CardDraft(SLIP, human_code(57240692)),
            "Đủ số. Xin so lại với phiếu, rồi chạm Xong.",
            False,
            True,
        ),
        (CardDraft(SLIP, "123456789"), "Có số chưa đúng. Xin so lại với phiếu.", True, False),
        (
            CardDraft(CITIZEN, "003080123456"),
            "Chưa thấy ba số đầu này. Xin so lại với thẻ.",
            True,
            True,
        ),
    ],
)
def test_what_is_said_while_typing(
    vi: Words, draft: CardDraft, sentence: str, is_warning: bool, is_whole: bool
) -> None:
    props = derive_card_number(desk(draft), vi)
    assert props.sentence.replace("\u00a0", " ") == sentence
    assert (props.is_warning, props.is_whole) == (is_warning, is_whole)


def test_one_and_many_in_english(en: Words) -> None:
    said = [
        derive_card_number(desk(CardDraft(CITIZEN, text)), en).sentence
        for text in ("0010801234", "00108012345")
    ]
    assert said == ["2 more digits.", "1 more digit."]


def test_nothing_is_shown_while_nobody_types_or_the_pad_asks(vi: Words) -> None:
    assert derive_card_number(Desk(), vi) == CardNumberProps()
    asking = replace(desk(CardDraft(INSURANCE, "7999999901")), is_asking=True)
    assert derive_card_number(asking, vi).cells == ()
    assert derive_go_on(asking) == GoOnProps(is_asking=True, token=3)
    assert derive_go_on(replace(asking, is_asking=False)) == GoOnProps()
