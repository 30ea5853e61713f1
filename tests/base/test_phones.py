"""Vietnamese mobile numbers in every form people and codes write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.phones import normalise_phone, renumbered


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "+84912345678",
        "84912345678",
        "0084 912 345 678",
        " 091.234.5678 ",
        "(+84) 912-345-678",
        "+84 (0)912 345 678",
        "0912\u00a0345\u00a0678",
    ],
)
def test_every_form_is_one_number(text: str) -> None:
    assert normalise_phone(text) == "+84912345678"


@pytest.mark.parametrize(
    "text",
    ["", "0123232422", "091234567", "09123456789", "0241234567", "+1 912 345 6789", "091234567x",
     "٠٩١٢٣٤٥٦٧٨", "8491234567", "840912345678901", "0612345678"],
)  # fmt: skip
def test_what_is_no_mobile_number_is_none(text: str) -> None:
    assert normalise_phone(text) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("0120", "070"), ("0121", "079"), ("0122", "077"), ("0126", "076"), ("0128", "078"),
     ("0123", "083"), ("0124", "084"), ("0125", "085"), ("0127", "081"), ("0129", "082"),
     ("0162", "032"), ("0163", "033"), ("0164", "034"), ("0165", "035"), ("0166", "036"),
     ("0167", "037"), ("0168", "038"), ("0169", "039"), ("0186", "056"), ("0188", "058"),
     ("0199", "059")],
)  # fmt: skip
def test_numbers_that_ended_in_2018_have_a_new_one(old: str, new: str) -> None:
    for text in (f"{old}1234567", f"+84{old[1:]}1234567", f"84 {old[1:]} 123 4567"):
        assert normalise_phone(text) is None
        assert renumbered(text) == f"+84{new[1:]}1234567"
        assert normalise_phone(renumbered(text) or "") == f"+84{new[1:]}1234567"


@pytest.mark.parametrize("text", ["", "0912345678", "01301234567", "0123456789", "x"])
def test_other_numbers_have_no_new_one(text: str) -> None:
    assert renumbered(text) is None


@given(st.text())
def test_any_text_gives_a_number_that_stays_itself_or_none(text: str) -> None:
    phone = normalise_phone(text)
    assert phone is None or normalise_phone(phone) == phone


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_every_lenient_number_is_accepted(text: str) -> None:
    assert normalise_phone(text) == f"+84{text[1:]}"
