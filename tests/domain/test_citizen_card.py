"""The citizen card's own rules, what is said about what is wrong with one, its report."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.credential import Credential, CredentialKind, parse_credential
from kiosk.domain.credential.report import as_json
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind

_TODAY = date(2026, 11, 23)


def _citizen(
    number: str = "001080123456",
    old: str = "",
    name: str = "Nguyễn Văn Mẫu",
    birth: str = "01021980",
    sex: str = "Nam",
    address: str = "Phúc Xá, Hà Nội",
    issued: str = "01072021",
    rest: str = "",
) -> Credential:
    text = "|".join((number, old, name, birth, sex, address, issued))
    return parse_credential(text + rest, today=_TODAY)


def test_a_whole_citizen_card_has_no_warning() -> None:
    assert _citizen().warnings == ()
    assert _citizen(rest="||||").warnings == ()
    assert _citizen(rest="|||||").warnings == ()


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"birth": "01021981"}, "digits_disagree_with_birth"),
        ({"number": "001280123456"}, "digits_disagree_with_birth"),
        ({"sex": "Nữ"}, "digits_disagree_with_sex"),
        ({"birth": "31021980"}, "birth_unreadable"),
        ({"birth": ""}, "birth_unreadable"),
        ({"birth": "-"}, "birth_unreadable"),
        ({"birth": "x"}, "birth_unreadable"),
        ({"sex": "x"}, "sex_unreadable"),
        ({"sex": ""}, "sex_unreadable"),
        ({"number": "003080123456"}, "unknown_province"),
        ({"number": "300080123456"}, "unknown_province"),
        ({"name": "Nguy?n V?n M?u"}, "accents_damaged"),
        ({"name": "Nguy\ufffd\ufffdn"}, "accents_damaged"),
        ({"name": "Nguyễn Văn Mẫu".encode().decode("latin-1")}, "accents_damaged"),
        ({"name": "Nguyễn".encode().decode("cp1252", "replace")}, "accents_damaged"),
        ({"name": "đ".encode().decode("cp1252")}, "accents_damaged"),
        ({"name": "Hà An".encode().decode("latin-1")}, "accents_damaged"),
        ({"name": "Nguyễn".encode().decode("big5", "replace")}, "accents_damaged"),
        ({"address": "H? N?i"}, "accents_damaged"),
        ({"name": ""}, "name_unreadable"),
        ({"old": "12345"}, "old_id_unreadable"),
        ({"issued": "99999999"}, "date_unreadable"),
        ({"issued": "01012027"}, "not_yet_valid"),
        ({"rest": "||||x"}, "surplus_parts"),
    ],
)
def test_citizen_warnings_never_reject(change: dict[str, str], warning: str) -> None:
    card = _citizen(**change)
    assert card.kind is CredentialKind.CITIZEN_CARD
    assert card.warnings == (warning,)
    number = change.get("number", "001080123456")
    assert card.identifiers == (Identifier(IdentifierKind.CITIZEN_ID, number),)


@pytest.mark.parametrize("sex", ["N\ufffd", "N?", "Ná»¯", "N", "Nu", "NU"])
def test_a_damaged_sex_can_only_have_been_female(sex: str) -> None:
    card = _citizen(number="001180123456", sex=sex)
    assert card.fields["sex"] == "female"
    assert card.warnings == ("accents_damaged",)


@pytest.mark.parametrize(
    "name",
    ["Chamaléa Thị Hương", "Katơr", "Pi Năng", "K'Brếp", "K’Brếp", "H'Hen Niê", "O'Connor",
     "Y Čung Ayŭn", "Nguyễn Thị Mỹ–Linh", "Jürgen Müller", "Lê Ỷ"],
)  # fmt: skip
def test_names_of_all_peoples_are_no_damage(name: str) -> None:
    card = _citizen(name=name)
    assert card.fields["full_name"] == name
    assert card.warnings == ()


def test_a_missing_day_of_issue_is_no_fault_and_a_dash_is_no_value() -> None:
    card = _citizen(old="-", issued="-")
    assert card.fields["old_id"] == card.fields["issued"] == ""
    assert card.warnings == ()


def test_an_old_number_of_twelve_digits_is_an_earlier_citizen_number() -> None:
    assert _citizen(old="001080999999").identifiers == (
        Identifier(IdentifierKind.CITIZEN_ID, "001080123456"),
        Identifier(IdentifierKind.CITIZEN_ID, "001080999999"),
    )
    assert len(_citizen(old="001080123456").identifiers) == 1


def test_a_country_of_birth_is_a_known_origin() -> None:
    assert _citizen(number="101080123456").warnings == ()


def test_a_year_alone_is_a_birth() -> None:
    card = _citizen(birth="00001980")
    assert card.person is not None
    assert card.person.birth == Birth(1980)
    assert card.warnings == ()


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        ("1980", "1980"),
        ("01/02/1980", "1980-02-01"),
        ("1/2/1980", "1980-02-01"),
        ("01-02-1980", "1980-02-01"),
        ("1980-02-01", "1980-02-01"),
        ("00/00/1980", "1980"),
    ],
)
def test_a_birth_in_any_form_that_documents_use_is_read(written: str, birth: str) -> None:
    card = _citizen(birth=written)
    assert card.kind is CredentialKind.CITIZEN_CARD
    assert card.fields["birth"] == birth
    assert card.warnings == ()


def test_a_number_before_bars_is_a_card_only_if_something_else_is_as_on_one() -> None:
    for sign in ({"birth": "01021980"}, {"sex": "Nam"}, {"issued": "01072021"}):
        kind = _citizen(**{"birth": "", "sex": "", "issued": "", **sign}).kind
        assert kind is CredentialKind.CITIZEN_CARD
    assert _citizen(birth="x", sex="x", issued="x").kind is CredentialKind.UNKNOWN


@pytest.mark.parametrize(
    ("before", "after"),
    [("]Q1", ""), ("\x02", "\x03"), ("\x00", ""), ("", "\x04"), ("\x02]Q1\x00", "]Q1\x03\r\n")],
)
def test_a_card_in_a_scanners_frame_has_every_field(before: str, after: str) -> None:
    expected = _citizen()
    text = f"{before}001080123456||Nguyễn Văn Mẫu|01021980|Nam|Phúc Xá, Hà Nội|01072021{after}"
    assert parse_credential(text, today=_TODAY) == expected


def test_parts_are_trimmed_and_invisible_marks_go() -> None:
    card = _citizen(name="  Nguyễn\r\n Văn\u200b  Mẫu\ufeff ", address="Phúc Xá,\tHà\u202e Nội")
    assert card.fields["full_name"] == "Nguyễn Văn Mẫu"
    assert card.fields["address"] == "Phúc Xá, Hà Nội"


@pytest.mark.parametrize("rest", ["||||||", "|".join([""] * 20)])
def test_more_parts_than_any_card_has_are_unknown(rest: str) -> None:
    assert _citizen(rest=rest).kind is CredentialKind.UNKNOWN


def test_reports_hold_exactly_what_parse_prints() -> None:
    assert as_json(_citizen(birth="00001980", rest="||||"))["person"] == {
        "full_name": "Nguyễn Văn Mẫu",
        "birth": "1980",
        "sex": "male",
        "id_number": "001080123456",
        "insurance_number": "",
        "phone": "",
        "address": "Phúc Xá, Hà Nội",
    }
    unborn = as_json(_citizen(birth="31021980"))
    assert unborn["person"]["birth"] == ""
    assert unborn["warnings"] == ["birth_unreadable"]
    assert as_json(parse_credential("?")) == {
        "kind": "unknown",
        "fields": {"text": "?"},
        "person": None,
        "warnings": [],
    }
