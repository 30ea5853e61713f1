"""Each format's own rules, and what is said about what is wrong with a code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.domain.credential import Credential, CredentialKind, parse_credential
from kiosk.domain.credential.insurance_card import insurance_number
from kiosk.domain.credential.report import as_json
from kiosk.domain.person import Birth, Identifier, IdentifierKind, Sex
from kiosk.domain.slip import slip_text
from tests.support.credentials import khambenh_venue_text, mecard_text, vcard_text, wifi_text

_TODAY = date(2026, 11, 23)
_NAME = "Nguyễn Văn Mẫu".encode().hex()
_OLD_HEAD = f"GD4797999999901|{_NAME}|01/02/1980|1"
_TAIL = "79017999999901|-|4|01/01/2024|0123456789abcdef-7102"
_UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def _insurance(
    code: str = "GD4797999999901",
    name: str = _NAME,
    birth: str = "01/02/1980",
    sex: str = "1",
    address: str = "-",
    facility: str = "79 - 034",
    dates: str = "01/01/2021|-|15/12/2020",
    tail: str = _TAIL,
    end: str = "|$",
) -> Credential:
    text = "|".join((code, name, birth, sex, address, facility, dates, tail))
    return parse_credential(text + end, today=_TODAY)


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


def _qr(
    number: str = "001093029317",
    name: str = "NGUYEN VAN A",
    birth: str = "1993-01-18",
    by: str = "0",
    qid: str = "162979388586171100",
    ext: str = "<1<00<0912345678",
) -> Credential:
    return parse_credential("|".join((number, name, birth, by, qid, ext)))


# Insurance card


def test_a_whole_card_has_no_warning() -> None:
    assert _insurance().warnings == ()


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"dates": "01/01/2021|31/12/2021|15/12/2020"}, "card_expired"),
        ({"dates": "01/01/2027|-|15/12/2020"}, "not_yet_valid"),
        ({"dates": "32/01/2021|-|15/12/2020"}, "date_unreadable"),
        ({"birth": "31/02/1980"}, "birth_unreadable"),
        ({"sex": "7"}, "sex_unreadable"),
        ({"name": "zz"}, "name_unreadable"),
        ({"name": "-"}, "name_unreadable"),
        ({"name": "4e67ff"}, "accents_damaged"),
        ({"name": b"Nguy?n".hex()}, "accents_damaged"),
        ({"address": "xyz"}, "address_unreadable"),
        ({"address": "Hà N?i".encode().hex()}, "accents_damaged"),
        ({"tail": _TAIL.replace("9901|", "9902|")}, "insurance_number_mismatch"),
        ({"tail": _TAIL.replace("79017999999901", "12345")}, "insurance_number_mismatch"),
        ({"code": "GD4037999999901"}, "unknown_province"),
        ({"end": ""}, "end_missing"),
        ({"end": "|$GD4797999999902|"}, "trailing_text"),
        ({"end": "|$|x"}, "trailing_text"),
        ({"end": "|4|4e67|x|$"}, "surplus_parts"),
        ({"tail": _TAIL.replace("|-|", "|Nguy?n V?n B|")}, "parent_name_damaged"),
    ],
)
def test_insurance_warnings_never_reject(change: dict[str, str], warning: str) -> None:
    card = _insurance(**change)
    assert card.kind is CredentialKind.INSURANCE_CARD
    assert card.warnings == (warning,)
    assert card.person is not None
    assert len(card.identifiers) == 1


def test_without_a_date_no_card_is_expired() -> None:
    assert (
        parse_credential("|".join((_OLD_HEAD, "79 - 034|01/01/2027|31/12/2021|-|$"))).warnings == ()
    )


def test_a_code_of_before_2017_with_letters_has_no_number() -> None:
    card = _insurance(code="gd479ab99999901")
    assert card.fields["card_code"] == "GD479AB99999901"
    assert card.fields["insurance_number"] == ""
    assert card.identifiers == ()
    assert card.warnings == ("insurance_number_unknown", "insurance_number_mismatch")


@pytest.mark.parametrize(
    ("code", "number"),
    [("GD4797999999901", "7999999901"), ("7999999901", "7999999901"), ("GD479AB99999901", ""),
     ("gd4797999999901", "7999999901"), ("123", ""), ("", ""), ("12345678901", "")],
)  # fmt: skip
def test_insurance_numbers_in_both_codes(code: str, number: str) -> None:
    assert insurance_number(code) == number


def test_upper_case_hexadecimal_and_an_en_dash_are_the_same_card() -> None:
    assert _insurance(name=_NAME.upper(), facility="79 – 034") == _insurance()


def test_facilities_may_hold_letters_and_unknown_ones_stay_as_they_are() -> None:
    assert _insurance(facility="01 - C54").fields["facility"] == "01 - C54"
    assert _insurance(facility="BV  Mẫu").fields["facility"] == "BV Mẫu"


@pytest.mark.parametrize(("sign", "sex"), [("1", Sex.MALE), ("2", Sex.FEMALE), ("0", Sex.FEMALE)])
def test_sexes_of_insurance_cards(sign: str, sex: Sex) -> None:
    person = _insurance(sex=sign).person
    assert person is not None
    assert person.sex is sex


def test_a_code_at_the_end_of_the_address_is_apart() -> None:
    card = _insurance(address="Số 1 Phố Mẫu_79.001".encode().hex())
    assert (card.fields["address"], card.fields["address_code"]) == ("Số 1 Phố Mẫu", "79.001")
    assert card.person is not None
    assert card.person.address == "Số 1 Phố Mẫu"


def test_an_underscore_before_words_is_part_of_the_address() -> None:
    card = _insurance(address="Công ty A_Chi nhánh Hà Nội".encode().hex())
    assert card.fields["address"] == "Công ty A_Chi nhánh Hà Nội"
    assert "address_code" not in card.fields


@pytest.mark.parametrize(
    ("part", "name"),
    [("Trần Thị Mẫu".encode().hex(), "Trần Thị Mẫu"), ("Tran Thi B", "Tran Thi B"),
     ("abc", "abc"), ("bad0", "bad0"), ("-", "")],
)  # fmt: skip
def test_a_parents_name_is_decoded_only_when_it_is_hexadecimal(part: str, name: str) -> None:
    card = _insurance(tail=_TAIL.replace("|-|", f"|{part}|"))
    assert card.fields["parent_name"] == name


def test_short_cards_fill_what_is_there() -> None:
    card = parse_credential(f"{_OLD_HEAD}|-|01/01/2021|-|15/12/2020|$")
    assert card.fields["facility"] == ""
    assert card.fields["valid_from"] == "2021-01-01"
    assert card.warnings == ()


def test_a_long_card_without_an_address_may_end_early() -> None:
    card = parse_credential(f"{_OLD_HEAD}|-|79 - 034|01/01/2021|-|15/12/2020|$")
    assert card.fields["facility"] == "79 - 034"
    assert "management_code" not in card.fields
    assert card.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        f"GD4797999999901|{_NAME}|01/02/1980|1|$",
        f"{_OLD_HEAD}|79 - 034|$|||",
        "7999999901|not hex|01/02/1980|1|-|79 - 034|-|-|-",
        f"7999999901|{_NAME}|never|1|-|79 - 034|-|-|-",
        f"79999999012|{_NAME}|01/02/1980|1|-|79 - 034|-|-|-|$",
        f"GD9797999999901|{_NAME}|01/02/1980|1|-|79 - 034|-|-|-|$",
        "GD4797999999901",
    ],
)
def test_what_only_begins_like_an_insurance_card_is_unknown(text: str) -> None:
    assert parse_credential(text).kind is CredentialKind.UNKNOWN


# Citizen card


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


def test_parts_are_trimmed_and_invisible_marks_go() -> None:
    card = _citizen(name="  Nguyễn\r\n Văn\u200b  Mẫu\ufeff ", address="Phúc Xá,\tHà\u202e Nội")
    assert card.fields["full_name"] == "Nguyễn Văn Mẫu"
    assert card.fields["address"] == "Phúc Xá, Hà Nội"


@pytest.mark.parametrize("rest", ["||||||", "|".join([""] * 20)])
def test_more_parts_than_any_card_has_are_unknown(rest: str) -> None:
    assert _citizen(rest=rest).kind is CredentialKind.UNKNOWN


# Personal QR


def test_a_whole_personal_code_has_no_warning() -> None:
    code = _qr()
    assert code.warnings == ()
    assert not code.is_partial
    assert code.person is not None
    assert code.person.phone == "+84912345678"


@pytest.mark.parametrize(
    ("change", "warnings"),
    [
        ({"number": "******029317"}, ("masked",)),
        ({"birth": "1993-**-**"}, ("masked",)),
        ({"birth": "****-**-**"}, ("masked",)),
        ({"birth": "1993-13-01"}, ("birth_unreadable",)),
        ({"number": "0010930293"}, ("id_number_unusual",)),
        ({"name": ""}, ("name_unreadable",)),
        ({"name": "NGUY?N"}, ("accents_damaged",)),
        ({"ext": "<2"}, ("digits_disagree_with_sex",)),
        ({"ext": "<1<123"}, ("insurance_number_unknown",)),
        ({"ext": "<1<00<0123232422"}, ("phone_invalid",)),
        ({"ext": "<1<00<01232324229"}, ("phone_old_number",)),
        ({"qid": "a b?"}, ("qid_unreadable",)),
        ({"number": "B1234567"}, ()),
        ({"number": ""}, ()),
        ({"number": "012345678"}, ()),
        ({"ext": ""}, ()),
        ({"ext": "<0<<"}, ()),
        ({"qid": ""}, ()),
        ({"birth": "1993/3/3"}, ()),
    ],
)
def test_personal_code_warnings(change: dict[str, str], warnings: tuple[str, ...]) -> None:
    code = _qr(**change)
    assert code.kind is CredentialKind.PERSONAL_QR
    assert code.warnings == warnings
    assert code.is_partial is ("masked" in warnings)


def test_masked_numbers_point_to_nobody_but_stay_readable() -> None:
    code = _qr(number="******029317", qid="", ext="")
    assert code.identifiers == ()
    assert code.person is not None
    assert code.person.id_number == "******029317"


def test_the_extension_is_read_in_its_order() -> None:
    code = _qr(by="1", ext="162979388586171199<1<GD4797999999901<0912345678<c2ln<more<")
    assert code.fields["declared_by"] == "proxy"
    assert {name: code.fields[name] for name in list(code.fields)[5:]} == {
        "proxy_qid": "162979388586171199",
        "sex": "male",
        "insurance_number": "GD4797999999901",
        "phone": "0912345678",
        "signature": "c2ln",
        "extra_1": "more",
        "extra_2": "",
    }
    assert [(entry.kind.value, entry.value) for entry in code.identifiers] == [
        ("citizen_id", "001093029317"),
        ("insurance_number", "7999999901"),
        ("qid", "162979388586171100"),
        ("phone", "+84912345678"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "001093029317|NGUYEN VAN A|1993-01-18|2|1|",
        "001093029317|NGUYEN VAN A|18/01/1993|0|1|",
        "001093029317|NGUYEN VAN A|1993-01-18|0|1",
        "001093029317|NGUYEN VAN A|1993-01-18|0|1||",
    ],
)
def test_what_only_resembles_a_personal_code_is_unknown(text: str) -> None:
    assert parse_credential(text).kind is CredentialKind.UNKNOWN


# Slip, certificate, enrolment


def test_slips_point_by_their_nineteen_digits() -> None:
    code = parse_credential(slip_text(42))
    assert code.kind is CredentialKind.SLIP
    assert code.identifiers == (Identifier(IdentifierKind.SLIP, "0000000000000000042"),)
    assert parse_credential(slip_text(42).lower()) == code
    assert parse_credential(slip_text(2**63 - 1)).warnings == ()


@pytest.mark.parametrize("text", ["KS0:", "KS0:123", "KS0:9999999999999999999", "KS0:" + "x" * 19])
def test_a_damaged_slip_is_a_slip_of_nobody(text: str) -> None:
    code = parse_credential(text)
    assert code.kind is CredentialKind.SLIP
    assert code.identifiers == ()
    assert code.warnings == ("slip_unreadable",)


def test_certificates_are_named_and_not_opened() -> None:
    code = parse_credential("HC1:6BF+70790T9WJWG.FKY*4GO0 ")
    assert code.kind is CredentialKind.VACCINE_CERTIFICATE
    assert code.fields == {"payload": "6BF+70790T9WJWG.FKY*4GO0 "}
    assert code.warnings == ("signature_not_verified",)
    assert parse_credential("HC1:ä").warnings == ("signature_not_verified", "payload_malformed")


def test_enrolment_codes_are_read_and_named() -> None:
    code = parse_credential("KE1|https://hub.mau.vn|ABCDEFGHJK|00ff")
    assert code.kind is CredentialKind.ENROLMENT_CODE
    assert code.fields == {
        "hub_url": "https://hub.mau.vn",
        "code": "ABCDEFGHJK",
        "hub_key_hash": "00ff",
    }
    assert code.warnings == ()
    assert parse_credential("KE1|https://hub.mau.vn").warnings == ("enrolment_unreadable",)
    assert parse_credential("KE1|a|b|").warnings == ("enrolment_unreadable",)


# Addresses


@pytest.mark.parametrize(
    ("text", "fields", "warnings"),
    [
        (
            "https://tokhaiyte.vn/?page=Group.checkin&groupId=5F0123456789abcdef012345",
            ("tokhaiyte", "5f0123456789abcdef012345", ""),
            (),
        ),
        (
            "http://www.tokhaiyte.vn/?groupId=12&page=group.checkin",
            ("tokhaiyte", "", ""),
            ("venue_id_unreadable",),
        ),
        (
            khambenh_venue_text(_UUID, "Bệnh viện & Mẫu #1"),
            ("khambenh", _UUID, "Bệnh viện & Mẫu #1"),
            (),
        ),
        (
            f"https://kbytcq.khambenh.gov.vn/#tokhai_yte/model?dd_id={_UUID.upper()}&n=A+B",
            ("khambenh", _UUID, "A B"),
            (),
        ),
        (f"https://kbyt.khambenh.gov.vn/qr/{_UUID}", ("khambenh", _UUID, ""), ()),
        (f"https://kbyt.khambenh.gov.vn/#/qr/{_UUID}", ("khambenh", _UUID, ""), ()),
        (
            "https://kbyt.khambenh.gov.vn/#tokhai_yte/model",
            ("khambenh", "", ""),
            ("venue_id_unreadable",),
        ),
    ],
)
def test_venue_codes(text: str, fields: tuple[str, ...], warnings: tuple[str, ...]) -> None:
    code = parse_credential(text)
    assert code.kind is CredentialKind.VENUE_CODE
    assert list(code.fields) == ["system", "venue_id", "venue_name"]
    assert tuple(code.fields.values()) == fields
    assert code.warnings == warnings


def test_declaration_results() -> None:
    code = parse_credential(f"https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id={_UUID}")
    assert code.kind is CredentialKind.DECLARATION_LINK
    assert code.fields == {"system": "khambenh", "declaration_id": _UUID}
    broken = parse_credential("https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id=1")
    assert broken.kind is CredentialKind.DECLARATION_LINK
    assert broken.warnings == ("declaration_id_unreadable",)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.vn/a?b#c", "example.vn"),
        ("HTTP://USER:x@Example.VN:8080", "example.vn"),
        ("example.com.vn", "example.com.vn"),
        ("example.vn/x y", "example.vn"),
        ("zalo://chat", "chat"),
        ("https://tokhaiyte.vn/", "tokhaiyte.vn"),
        ("https://kbyt.khambenh.gov.vn/", "kbyt.khambenh.gov.vn"),
        ("https://[::1", "["),
        ("https://notvneid.gov.vn", "notvneid.gov.vn"),
    ],
)
def test_other_addresses_are_web_links(text: str, host: str) -> None:
    code = parse_credential(text)
    assert code.kind is CredentialKind.WEB_LINK
    assert code.fields == {"url": text, "host": host}


@pytest.mark.parametrize("text", ["vneid:abc", "https://vneid.gov.vn/q", "https://a.vneid.gov.vn"])
def test_vneid_is_named_only_by_its_marker(text: str) -> None:
    code = parse_credential(text)
    assert code.kind is CredentialKind.VNEID_CODE
    assert code.person is None


# Payment, Wi-Fi, contacts, phones, the rest

_PAYMENT_HEAD = "00020101021138540010A00000072701240006970400011012345678900208QRIBFTTA5303704"
_PAYMENT = f"{_PAYMENT_HEAD}5802VN5908QUAN MAU6304"


def test_the_example_of_the_specification_has_a_right_checksum() -> None:
    """EMV QR Code Specification, Merchant-Presented Mode, its own sample; not VietQR."""
    text = (
        "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678"
        "520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.72"
        "53031565502016233030412340603***0708A60086670902ME"
        "91320016A0112233449988770708123456786304A13A"
    )
    code = parse_credential(text)
    assert code.warnings == ()
    assert code.fields["merchant_name"] == "BEST TRANSPORT"
    assert code.fields["amount"] == "23.72"
    assert parse_credential(text.replace("23.72", "23.73")).warnings == ("checksum_wrong",)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (_PAYMENT, ("payload_malformed", "checksum_missing")),
        (_PAYMENT + "0000", ("checksum_wrong",)),
        (_PAYMENT + "0000x", ("checksum_wrong", "trailing_text")),
        (_PAYMENT_HEAD, ("checksum_missing",)),
        (_PAYMENT_HEAD + "59", ("payload_malformed", "checksum_missing")),
        (_PAYMENT_HEAD + "5999A", ("payload_malformed", "checksum_missing")),
        (_PAYMENT_HEAD + "ab01A", ("payload_malformed", "checksum_missing")),
        (_PAYMENT_HEAD + "5901A5901B", ("checksum_missing",)),
    ],
)
def test_payment_codes_are_named_whatever_is_wrong(text: str, warnings: tuple[str, ...]) -> None:
    code = parse_credential(text)
    assert code.kind is CredentialKind.PAYMENT_CODE
    assert code.warnings == warnings
    assert code.fields["payload_format"] == "01"
    assert code.fields["currency"] == "704"


def test_a_wifi_password_is_not_kept() -> None:
    code = parse_credential(wifi_text("Quán; Mẫu", password="bi-mat"))
    assert code.kind is CredentialKind.WIFI_CODE
    assert code.fields == {"network": "Quán; Mẫu", "security": "WPA"}
    assert "bi-mat" not in str(code)


@pytest.mark.parametrize("write", [vcard_text, mecard_text])
def test_contacts_are_named_and_are_no_person(write: Callable[[str, str], str]) -> None:
    code = parse_credential(write("Trần Thị Mẫu", "0912345678"))
    assert code.kind is CredentialKind.CONTACT_CARD
    assert code.fields["full_name"] == "Trần Thị Mẫu"
    assert code.fields["phone"] == "0912345678"
    assert code.fields["email"] == "a@mau.vn"
    assert code.person is None
    assert code.identifiers == ()


@pytest.mark.parametrize("text", ["MECARD:\\", "MECARD:N:a\\", "BEGIN:VCARD\nnothing"])
def test_damaged_contacts_are_contacts(text: str) -> None:
    assert parse_credential(text).kind is CredentialKind.CONTACT_CARD


@pytest.mark.parametrize(
    "text", ["0912345678", "tel:+84912345678", "TEL:0912-345-678;ext=1", " 0912 345 678 "]
)
def test_phones_are_identifiers_and_no_person(text: str) -> None:
    code = parse_credential(text)
    assert code.kind is CredentialKind.PHONE_NUMBER
    assert code.fields == {"phone": "+84912345678"}
    assert code.identifiers == (Identifier(IdentifierKind.PHONE, "+84912345678"),)
    assert code.person is None


def test_old_and_unreadable_phones() -> None:
    old = parse_credential("0123 4567890")
    assert old.fields == {"phone": "0123 4567890", "new_phone": "+84834567890"}
    assert old.warnings == ("phone_old_number",)
    assert parse_credential("tel:1022").warnings == ("phone_invalid",)
    assert parse_credential("1022").kind is CredentialKind.UNKNOWN


def test_nothing_is_unknown_and_empty() -> None:
    for text in ("", "\0GD4797999999901", "\r\n\ufeff"):
        code = parse_credential(text)
        assert code.kind is CredentialKind.UNKNOWN
        assert code.warnings == ("empty",)


def test_long_texts_are_cut_and_say_so() -> None:
    assert parse_credential("x" * 4096).warnings == ()
    code = parse_credential("https://example.vn/" + "x" * 9000)
    assert code.kind is CredentialKind.WEB_LINK
    assert len(code.fields["url"]) == 4096
    assert code.warnings == ("text_cut",)


def test_runs_of_marks_are_cut_to_what_text_can_hold() -> None:
    code = parse_credential("a" + "\u0316\u0301" * 1000)
    assert len(code.fields["text"]) <= 31


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
