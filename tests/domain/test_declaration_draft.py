"""A declaration being filled in: what is missing, what a document says, and its savepoint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.declaration.answering import denied
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone, FormVersion
from kiosk.domain.declaration.draft import (
    Draft,
    Missing,
    PhoneOf,
    companion,
    completed,
    filled,
    is_minor,
    missing,
)
from kiosk.domain.declaration.draft_json import draft_text, form_of, read_draft
from kiosk.domain.desk.acts import ReleasedPerson, ScannedPerson, StoredPerson, VenuePerson
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from sync.protocol.declaration_bodies import Relation
from tests.support.declaring import FORM, TODAY

UNIT = UnitSnapshot(Scheme.NEW, "22846", "Xã Vĩnh Hải, Khánh Hòa")
WHOLE = Draft(
    name="Nguyễn Thị Hồng Nhung",
    birth="1956",
    sex=Sex.FEMALE,
    phone="0912345678",
    address=Address("Thôn Mỹ Tường 1", UNIT),
    relation=Relation.STAFF,
    has_consent=True,
)
CARD = PersonDetails(
    "Nguyễn Thị Hồng Nhung",
    Birth(1956, 3, 12),
    Sex.FEMALE,
    Address("Thôn Mỹ Tường 1, Xã Nhơn Hải"),
    id_number="058156000001",
    insurance_number="5820000001",
)


def lacks(**changes: object) -> tuple[Missing, ...]:
    """What is missing of a whole draft with these changes."""
    return missing(replace(WHOLE, **changes), TODAY, needs_consent=True)  # type: ignore[arg-type]


def test_nothing_is_missing_of_a_whole_draft() -> None:
    assert lacks() == ()
    everything = set(Missing) - {Missing.PHONE_RELATION}
    assert set(missing(Draft(), TODAY, needs_consent=True)) == everything
    assert Missing.CONSENT not in missing(Draft(), TODAY, needs_consent=False)
    assert Draft(id="d-1").is_blank
    assert not WHOLE.is_blank


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"name": " . "}, Missing.NAME),
        ({"birth": ""}, Missing.BIRTH),
        ({"birth": "195"}, Missing.BIRTH),
        ({"birth": "2027"}, Missing.BIRTH),
        ({"birth": "2026-11-24"}, Missing.BIRTH),
        ({"sex": Sex.UNKNOWN}, Missing.SEX),
        ({"phone": "091234567"}, Missing.PHONE),
        ({"phone_of": PhoneOf.RELATIVE}, Missing.PHONE_RELATION),
        ({"address": Address("Thôn Mỹ Tường 1")}, Missing.UNIT),
        ({"relation": None}, Missing.DECLARANT),
        ({"has_consent": False}, Missing.CONSENT),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], lacking: Missing) -> None:
    assert lacks(**changes) == (lacking,)


def test_neither_street_nor_card_is_asked_for_and_no_phone_is_an_answer() -> None:
    assert lacks(address=Address("", UNIT)) == ()
    assert lacks(phone="", phone_of=PhoneOf.NONE) == ()
    assert lacks(phone_of=PhoneOf.RELATIVE, phone_relation=Relation.CHILD) == ()
    assert lacks(name="", is_unnamed=True) == ()


def test_who_it_is_and_by_whose_phone_they_are_reached() -> None:
    assert WHOLE.details.full_name == "Nguyễn Thị Hồng Nhung"
    assert WHOLE.details.birth == Birth(1956)
    assert WHOLE.details.phone == "+84912345678"
    assert WHOLE.declared_phone == DeclaredPhone()
    none = replace(WHOLE, phone_of=PhoneOf.NONE)
    assert (none.details.phone, none.declared_phone) == ("", None)
    relative = replace(WHOLE, phone_of=PhoneOf.RELATIVE)
    assert relative.declared_phone is None
    child = replace(relative, phone_relation=Relation.CHILD)
    assert child.declared_phone == DeclaredPhone(Relation.CHILD)
    assert WHOLE.declarant == Declarant(Relation.STAFF)
    assert Draft().declarant is None
    assert replace(WHOLE, is_unnamed=True).details.full_name == ""


@pytest.mark.parametrize(
    ("birth", "is_child"),
    [
        ("", False),
        ("2007", False),
        ("2008", True),
        ("2008-11-23", False),
        ("2008-11-24", True),
        ("2019", True),
    ],
)
def test_whoever_may_be_under_age_has_somebody_agree(birth: str, is_child: bool) -> None:
    assert is_minor(Draft(birth=birth), date(2026, 11, 23)) is is_child


def test_a_document_stands_for_what_was_typed_and_takes_the_consent_back() -> None:
    typed = replace(WHOLE, name="Nguyen Thi Nhung", sex=Sex.UNKNOWN)
    after = filled(typed, CARD)
    assert (after.name, after.birth, after.sex) == (CARD.full_name, "1956-03-12", Sex.FEMALE)
    assert (after.id_number, after.insurance_number) == ("058156000001", "5820000001")
    # The commune that was chosen and the number that was typed stand.
    assert (after.address, after.phone) == (WHOLE.address, WHOLE.phone)
    assert not after.has_consent
    assert filled(after, CARD) == after
    assert filled(replace(after, has_consent=True), CARD).has_consent
    # A year alone says less than the day that stands there; another year says otherwise.
    assert filled(after, PersonDetails(birth=Birth(1956))).birth == "1956-03-12"
    assert filled(after, PersonDetails(birth=Birth(1965))).birth == "1965"
    assert filled(Draft(), CARD).address == CARD.address
    assert filled(WHOLE, PersonDetails()) == WHOLE
    masked = filled(Draft(), PersonDetails(id_number="0581****0001", phone="+84912345678"))
    assert (masked.id_number, masked.phone) == ("", "+84912345678")
    assert filled(Draft(is_unnamed=True), CARD).is_unnamed is False


def test_what_is_stored_fills_only_what_is_open() -> None:
    known = replace(CARD, full_name="Nguyễn Thị Nhung", phone="+84900000001")
    after = completed(Draft(name="Nguyễn Thị Hồng Nhung", has_consent=True), known)
    assert after.name == "Nguyễn Thị Hồng Nhung"
    assert (after.birth, after.sex, after.phone) == ("1956-03-12", Sex.FEMALE, "+84900000001")
    assert after.address == CARD.address
    assert not after.has_consent
    assert completed(after, known) == after
    assert completed(Draft(phone_of=PhoneOf.NONE), known).phone == ""
    assert completed(Draft(is_unnamed=True), known).name == ""
    assert completed(Draft(), PersonDetails()) == Draft()


def test_whoever_comes_along_shares_address_phone_and_declarant() -> None:
    after = companion(replace(WHOLE, relation=Relation.SELF))
    assert (after.name, after.birth, after.sex, after.has_consent) == ("", "", Sex.UNKNOWN, False)
    assert after.address == WHOLE.address
    assert (after.phone_of, after.phone_relation) == (PhoneOf.RELATIVE, Relation.RELATIVE)
    assert (after.relation, after.declarant_name) == (None, WHOLE.name)
    second = companion(replace(after, name="Lê Văn An", relation=Relation.PARENT))
    assert (second.phone_of, second.phone_relation) == (after.phone_of, after.phone_relation)
    assert (second.relation, second.declarant_name) == (Relation.PARENT, WHOLE.name)


@pytest.mark.parametrize(
    "known",
    [
        None,
        StoredPerson("p-1"),
        VenuePerson("p-2", replace(WHOLE, known=None).details),
        ReleasedPerson("h-1", replace(WHOLE, known=None).details),
    ],
)
@pytest.mark.parametrize("address", [WHOLE.address, Address("Thôn Mỹ Tường 1")])
def test_a_savepoint_is_read_again(known: object, address: Address) -> None:
    draft = replace(
        WHOLE,
        id="d-1",
        known=known,  # type: ignore[arg-type]
        address=address,
        phone_of=PhoneOf.RELATIVE,
        phone_relation=Relation.CHILD,
        answers=denied(FORM, Answers(), "signs"),
    )
    if isinstance(known, VenuePerson | ReleasedPerson):
        draft = replace(draft, known=replace(known, details=draft.details))
    text = draft_text(draft, FORM)
    assert form_of(text) == FormVersion(FORM.id, FORM.version)
    assert read_draft(text, FORM, "d-1") == draft


def test_a_scan_is_forgotten_with_a_crash() -> None:
    text = draft_text(replace(WHOLE, known=ScannedPerson("s-1")), FORM)
    again = read_draft(text, FORM, "d-1")
    assert again is not None
    assert again.known is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 1}', "null", '{"form": ["a", "b"]}'])
def test_what_cannot_be_read_is_no_draft(text: str) -> None:
    assert form_of(text) is None
    assert read_draft(text, FORM, "d-1") is None


@pytest.mark.parametrize("name", ["sex", "phone_of", "relations", "unit", "language"])
def test_a_damaged_savepoint_is_no_draft(name: str) -> None:
    whole = json.loads(draft_text(WHOLE, FORM))
    assert read_draft(json.dumps({**whole, name: [[0]]}), FORM, "d-1") is None
