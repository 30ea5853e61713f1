"""Laws of recognition over all formats: round trips, any text, damaged documents."""

from __future__ import annotations

import json
import random
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.credential import Credential, CredentialKind, parse_credential
from kiosk.domain.credential.report import as_json
from kiosk.domain.people.person import IdentifierKind
from tests.domain.fuzz_credentials import (
    HOSTILE,
    contradicts_itself,
    is_wrong_person,
    make_pool,
    run,
)
from tests.support.credentials import (
    Fields,
    SyntheticPerson,
    citizen_fields,
    citizen_text,
    details_of,
    every_text,
    insurance_fields,
    insurance_text,
    make_person,
    personal_qr_fields,
    personal_qr_text,
)

_LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    "čñŏŭƀABCDĐĂÂÊÔƠƯ"
)
_WORDS = st.lists(
    st.text(st.sampled_from(_LETTERS + "'"), min_size=1, max_size=8), min_size=1, max_size=6
).map(" ".join)
_SEEDS = st.integers(0, 2**32)
_KINDS = {
    "insurance_old": CredentialKind.INSURANCE_CARD,
    "insurance_new": CredentialKind.INSURANCE_CARD,
    "insurance_short": CredentialKind.INSURANCE_CARD,
    "citizen_7": CredentialKind.CITIZEN_CARD,
    "citizen_11": CredentialKind.CITIZEN_CARD,
    "personal_qr": CredentialKind.PERSONAL_QR,
    "personal_qr_masked": CredentialKind.PERSONAL_QR,
    "slip": CredentialKind.SLIP,
    "slip_signed": CredentialKind.SLIP,
    "vaccine": CredentialKind.VACCINE_CERTIFICATE,
    "venue_tokhaiyte": CredentialKind.VENUE_CODE,
    "venue_khambenh": CredentialKind.VENUE_CODE,
    "result": CredentialKind.DECLARATION_LINK,
    "payment": CredentialKind.PAYMENT_CODE,
    "web": CredentialKind.WEB_LINK,
    "wifi": CredentialKind.WIFI_CODE,
    "mecard": CredentialKind.CONTACT_CARD,
    "vcard": CredentialKind.CONTACT_CARD,
    "enrolment": CredentialKind.ENROLMENT_CODE,
    "vneid": CredentialKind.VNEID_CODE,
    "phone": CredentialKind.PHONE_NUMBER,
}


def _read_back(person: SyntheticPerson, fields: Fields, text: str) -> Credential:
    credential = parse_credential(text)
    assert list(credential.fields.items()) == list(fields.items())
    assert credential.person == details_of(person, fields)
    return credential


def _named(seed: int, name: str, address: str) -> tuple[random.Random, SyntheticPerson]:
    rng = random.Random(seed)
    return rng, replace(make_person(rng), full_name=name, address=address)


@given(_SEEDS, _WORDS, _WORDS, st.sampled_from(("old", "new", "short")))
def test_insurance_cards_read_back_as_written(
    seed: int, name: str, address: str, form: str
) -> None:
    rng, person = _named(seed, name, address)
    fields = insurance_fields(person, rng, form)
    credential = _read_back(person, fields, insurance_text(fields))
    assert credential.warnings == ()
    assert [entry.value for entry in credential.identifiers] == [person.insurance_number]


@given(_SEEDS, _WORDS, _WORDS, st.integers(7, 12))
def test_citizen_cards_read_back_as_written(seed: int, name: str, address: str, parts: int) -> None:
    rng, person = _named(seed, name, address)
    fields = citizen_fields(person, rng, parts)
    credential = _read_back(person, fields, citizen_text(fields))
    assert credential.warnings == ()
    expected = [person.citizen_id, person.old_id] if person.old_id else [person.citizen_id]
    assert [entry.value for entry in credential.identifiers] == expected


@given(_SEEDS, st.booleans())
def test_personal_codes_read_back_as_written(seed: int, masked: bool) -> None:
    rng = random.Random(seed)
    person = make_person(rng)
    fields = personal_qr_fields(person, rng, masked=masked)
    credential = _read_back(person, fields, personal_qr_text(fields))
    assert credential.is_partial is masked
    assert credential.warnings == (("masked",) if masked else ())
    kinds = {entry.kind for entry in credential.identifiers}
    assert (IdentifierKind.CITIZEN_ID in kinds) is not masked
    assert {IdentifierKind.QID, IdentifierKind.PHONE} <= kinds


@given(_SEEDS)
def test_both_insurance_codes_of_a_person_are_one_identifier(seed: int) -> None:
    rng = random.Random(seed)
    person = make_person(rng)
    old, new = (
        parse_credential(insurance_text(insurance_fields(person, rng, form)))
        for form in ("old", "new")
    )
    assert old.identifiers == new.identifiers != ()


@given(_SEEDS, st.sampled_from(("\r\n", "\t", "\ufeff", "\0rest", "\r", " ")))
def test_what_scanners_add_changes_nothing(seed: int, ending: str) -> None:
    rng = random.Random(seed)
    for form, text in every_text(rng, make_person(rng)).items():
        whole = parse_credential(text)
        assert whole.kind is _KINDS[form]
        if form != "vaccine" or ending != " ":  # Base45 has the space in its alphabet
            assert parse_credential(text + ending) == whole
        assert parse_credential("\ufeff\r\n" + text) == whole
        assert parse_credential(unicodedata.normalize("NFD", text)) == whole


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_texts_get_a_typed_answer(text: str) -> None:
    """How fast stands in the fuzz command's figures: a busy machine fails no test."""
    assert isinstance(parse_credential(text), Credential)


def _assert_typed(credential: Credential) -> None:
    assert isinstance(credential.kind, CredentialKind)
    answer = as_json(credential)
    json.dumps(answer, ensure_ascii=False).encode("utf-8")
    assert list(answer) == ["kind", "fields", "person", "warnings"]
    assert len(set(credential.warnings)) == len(credential.warnings)
    assert all(warning == warning.lower() and " " not in warning for warning in credential.warnings)


@given(st.text())
def test_any_text_gets_a_typed_answer(text: str) -> None:
    _assert_typed(parse_credential(text, today=date(2026, 11, 23)))


@given(st.binary(max_size=4096), st.sampled_from(("latin-1", "utf-8")))
def test_any_bytes_get_a_typed_answer(raw: bytes, charset: str) -> None:
    _assert_typed(parse_credential(raw.decode(charset, "surrogateescape")))


@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ("001080123456", "7999999901", "GD4797999999901", "01021980", "1987-**-**", "0",
                 "Nam", "$", "-", "4e67", "79 - 034", "31/12/2021")
            ),
        ),
        max_size=18,
    ).map("|".join)
)  # fmt: skip
def test_any_parts_get_a_typed_answer(text: str) -> None:
    credential = parse_credential(text, today=date(2026, 11, 23))
    _assert_typed(credential)
    assert credential.warnings or not contradicts_itself(credential)


@given(st.data())
def test_one_changed_character_never_makes_another_valid_person(data: st.DataObject) -> None:
    documents = make_pool(random.Random(data.draw(_SEEDS)), persons=1)
    document = data.draw(st.sampled_from(documents))
    at = data.draw(st.integers(0, len(document.text) - 1))
    char = data.draw(st.one_of(st.sampled_from("0123456789|$*-abcdef"), st.characters()))
    kept = data.draw(st.sampled_from((document.text[at + 1 :], document.text[at:])))
    result = parse_credential(document.text[:at] + char + kept)
    assert not is_wrong_person(document, result)
    assert result.warnings or not contradicts_itself(result)


def test_the_mutation_law_sees_a_wrong_person() -> None:
    """The oracle itself: another person's document, or one that contradicts itself, is caught."""
    one, other = (make_pool(random.Random(seed), persons=1) for seed in (1, 2))
    for document, stranger in zip(one, other, strict=True):
        is_checked = document.form in (
            "insurance_old", "insurance_new", "citizen_7", "citizen_11", "personal_qr"
        )  # fmt: skip
        assert is_wrong_person(document, stranger.credential) is is_checked
    by_form = {document.form: document.credential for document in one}
    assert not any(contradicts_itself(document.credential) for document in one)
    card = by_form["citizen_7"]
    assert card.person is not None
    assert contradicts_itself(replace(card, person=replace(card.person, id_number="001599000000")))
    insured = by_form["insurance_old"]
    changed = {**insured.fields, "management_code": "79010000000000"}
    assert contradicts_itself(replace(insured, fields=changed))


@pytest.mark.parametrize("seed", [11])
def test_twenty_thousand_damaged_inputs(seed: int) -> None:
    report = run(20_000, seed)
    assert report.exceptions == []
    assert report.wrong_persons == []
    assert set(report.kinds) == {kind.value for kind in CredentialKind}
