"""Slips, links, payments, contacts and the like: what is read of each, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.domain.credential import Credential, CredentialKind, parse_credential
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.slips.slip import slip_text
from sync.protocol.ks1 import SlipClaims, SlipKind, SlipResult, sign_claims
from tests.support.credentials import khambenh_venue_text, mecard_text, vcard_text, wifi_text
from tests.support.slips import KEY

_UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


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


def test_of_a_signed_slip_nothing_is_read_before_it_was_verified() -> None:
    claims = SlipClaims(SlipKind.SLIP, 42, SlipResult.RECORDED, 0, 1, 7)
    digits = sign_claims(claims, 3, KEY)
    code = parse_credential(f" {digits}\r\n")
    assert code == Credential(CredentialKind.SLIP, {"code": digits})
    damaged = parse_credential(digits + "0" * 100)
    assert damaged == Credential(CredentialKind.SLIP, warnings=("slip_unreadable",))


def test_certificates_are_named_and_not_opened() -> None:
    code = parse_credential("HC1:6BF+70790T9WJWG.FKY*4GO0 ")
    assert code.kind is CredentialKind.VACCINE_CERTIFICATE
    assert code.fields == {"payload": "6BF+70790T9WJWG.FKY*4GO0 "}
    assert code.warnings == ("signature_not_verified",)
    assert parse_credential("HC1:ä").warnings == ("signature_not_verified", "payload_malformed")


def test_enrolment_codes_are_read_and_named() -> None:
    code = parse_credential("KE2|https://hub.mau.vn|ABCDEFGHJK|00ff|11ee")
    assert code.kind is CredentialKind.ENROLMENT_CODE
    assert code.fields == {
        "hub_url": "https://hub.mau.vn",
        "code": "ABCDEFGHJK",
        "hub_key_hash": "00ff",
        "hub_certificate_pin": "11ee",
    }
    assert code.warnings == ()
    assert parse_credential("KE2|https://hub.mau.vn|ABCDEFGHJK|00ff|").warnings == ()
    assert parse_credential("KE2|https://hub.mau.vn").warnings == ("enrolment_unreadable",)
    assert parse_credential("KE2|a|b||c").warnings == ("enrolment_unreadable",)
    before = parse_credential("KE1|https://hub.mau.vn|ABCDEFGHJK|00ff")
    assert before.kind is CredentialKind.ENROLMENT_CODE
    assert before.warnings == ("enrolment_unreadable",)


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
    assert code.fields["phone"] == "+84912345678"
    assert code.fields["email"] == "a@mau.vn"
    assert code.person is None
    assert code.identifiers == ()


@pytest.mark.parametrize(
    "line",
    [
        "TEL:0912345678",
        "item1.TEL;type=pref:0912345678",
        "TEL;VALUE=uri:tel:+84-912-345-678",
        'tel;value=uri;type="a:b":TEL:+84912345678;ext=1',
        "TEL;ENCODING=QUOTED-PRINTABLE:=30912=\r\n345678",
        "TEL;CELL;QUOTED-PRINTABLE;CHARSET=US-ASCII:0912345=36=37=38",
        "TEL;CHARSET=nonsense;ENCODING=QUOTED-PRINTABLE:=30912345678",
        "TEL;CHARSET=idna;ENCODING=QUOTED-PRINTABLE:=30912345678",
        "TEL:091234\r\n 5678",
    ],
)
def test_a_contacts_phone_is_read_however_its_property_is_written(line: str) -> None:
    code = parse_credential(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{line}\r\nFN:Mẫu\r\nEND:VCARD\r\n")
    assert code.fields["phone"] == "+84912345678"
    assert code.fields["full_name"] == "Mẫu"


def test_a_contacts_accents_come_out_of_quoted_printable() -> None:
    name = "".join(f"={byte:02X}" for byte in "Nguyễn Văn Mẫu".encode())
    line = f"item2.FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name[:30]}=\r\n{name[30:]}"
    code = parse_credential(f"BEGIN:VCARD\r\n{line}\r\nORG:A\\, B\r\nEND:VCARD")
    assert code.fields["full_name"] == "Nguyễn Văn Mẫu"
    assert code.fields["organisation"] == "A, B"


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
    for text in ("", "\0\x02\x03", "\r\n\ufeff"):
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
