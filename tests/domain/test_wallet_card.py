"""What a wallet card says of the slip it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.slips.wallet_card import card_of
from sync.protocol.ks1 import SlipKind
from sync.protocol.policy import Hotline
from tests.drivers.slips import ORDINARY, code_of

STAFF = replace(ORDINARY, code=code_of(1, SlipKind.STAFF_CARD), kind=SlipKind.STAFF_CARD)


@pytest.mark.parametrize(
    ("hotlines", "number"),
    [
        ((), ""),
        ((Hotline("", "1022", "0259.1022"), Hotline("", "115", "115")), "0259.1022"),
        ((Hotline("", "1022", ""),), "1022"),
    ],
)
def test_whoever_finds_it_calls_the_first_hotline(
    hotlines: tuple[Hotline, ...], number: str
) -> None:
    card = card_of(replace(STAFF, hotlines=hotlines))
    assert card.hotline == number
    assert (card.kind, card.code, card.human_code) == (STAFF.kind, STAFF.code, STAFF.human_code)
    assert (card.valid_until, card.venue_name) == (STAFF.valid_until, STAFF.venue_name)


def test_it_has_initials_unless_the_venue_prints_whole_names() -> None:
    assert card_of(STAFF).name == STAFF.name_hint
    assert card_of(replace(STAFF, full_name="Nguyễn Văn An")).name == "Nguyễn Văn An"
    assert "An" not in repr(card_of(replace(STAFF, full_name="Nguyễn Văn An")))
