"""Who else stands in a record, and how it reads without them."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.base.words_of_others import (
    TELLING,
    Word,
    WordKind,
    name_word,
    phone_word,
    without_words,
)
from sync.protocol.body_versions import check_body, lowest_version
from tests.support.declarations import a_declaration

NAME, PHONE = "Trần Thị Mẫu", "+84900000009"
HERS = {Word(WordKind.NAME, "TRAN THI MAU"), Word(WordKind.PHONE, PHONE)}


def declared(**declarant: str) -> dict[str, Any]:
    return {**a_declaration(), "person": "p", "declarant": {"relation": "parent", **declarant}}


def case(**more: Any) -> dict[str, Any]:
    return {"reason": "phone_only", "lane": "gate", "gate": "A", **more}


def closing(note: str) -> dict[str, Any]:
    return {"ref": "r", "outcome": "left", "person": "p", "note": note}


def test_a_word_has_one_form() -> None:
    assert {name_word("trần  thị MẪU"), phone_word("0900 000 009")} == HERS
    assert phone_word("12") == Word(WordKind.PHONE, "12")
    assert (name_word(""), name_word(" "), phone_word("")) == (None, None, None)


@pytest.mark.parametrize(
    "declarant",
    [
        {"full_name": NAME},
        {"full_name": "TRAN THI MAU"},
        {"phone": PHONE},
        {"phone": "0900000009", "full_name": "Pi Năng Thị Sấm"},
    ],
)
def test_who_declares_is_known_by_phone_or_where_there_is_none_by_name(
    declarant: dict[str, str],
) -> None:
    left = without_words("declaration", declared(**declarant), HERS.__contains__)
    assert left == declared(), "the relation, the answers and all else stay"


@pytest.mark.parametrize(
    "declarant",
    [
        {},
        {"full_name": "Trần Thị"},
        {"full_name": NAME, "phone": "+84911111111"},
        {"phone": "+84911111111"},
    ],
)
def test_somebody_else_stays(declarant: dict[str, str]) -> None:
    assert without_words("declaration", declared(**declarant), HERS.__contains__) is None


def test_the_phone_of_a_case_that_names_nobody_goes() -> None:
    assert without_words("support", case(phone=PHONE), HERS.__contains__) == case()
    for kept in (case(), case(phone="+84911111111"), case(phone=PHONE, person="q")):
        assert without_words("support", kept, HERS.__contains__) is None


@pytest.mark.parametrize(
    ("note", "is_named"),
    [
        ("Người nhà là chị Trần Thị Mẫu, đứng chờ", True),
        ("gọi 0900.000.009 rồi", True),
        ("(+84 900 000 009)", True),
        ("tran thi mau", True),
        ("Trần Thị Mận", False),
        ("Mẫu", False),
        ("gọi 0900 000 008", False),
        ("37,5 độ; 3 ngày", False),
        ("", False),
    ],
)
def test_a_note_that_names_somebody_goes_whole(note: str, is_named: bool) -> None:
    left = without_words("support_closed", closing(note), HERS.__contains__)
    assert left == ({"ref": "r", "outcome": "left", "person": "p"} if is_named else None)


def test_what_is_left_is_a_body_still_and_no_other_type_is_touched() -> None:
    for kind, body in (
        ("declaration", declared(full_name=NAME, phone=PHONE)),
        ("support", case(phone=PHONE)),
        ("support_closed", closing(NAME)),
    ):
        left = without_words(kind, body, HERS.__contains__)
        assert left is not None
        check_body(kind, lowest_version(kind, left), left)
    person = {"person": "q", "full_name": NAME, "contact": {"phone": PHONE}}
    assert without_words("person", person, HERS.__contains__) is None
    assert sorted(TELLING) == ["declaration", "support", "support_closed"]
