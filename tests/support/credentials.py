"""Synthetic persons and their documents: seeded, and written as the issuers write them.

Every `*_fields` makes what `parse_credential` must answer, every `*_text` the code's content from
such fields, so that a test can demand `parse(text(fields)).fields == fields`. No real person.
"""

from __future__ import annotations

import binascii
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from kiosk.base.names import bare_name
from kiosk.domain.credential.provinces import OLD_PROVINCES
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.slips.slip import slip_text
from sync.protocol.ks1 import SlipClaims, SlipKind, SlipResult, sign_claims
from tests.support.slips import KEY

Fields = dict[str, str]

FAMILY_NAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Chamaléa", "Katơr", "Pi Năng", "Ksor",
)  # fmt: skip
MIDDLE_NAMES = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Thị Thu", "Quốc", "Minh", "Bích", "")
GIVEN_NAMES = (
    "Mẫu", "Hương", "Tuấn", "Nhung", "Hải", "Phượng", "Đạt", "Trường", "Quỳnh", "Yến",
    "Ánh", "Sơn", "Thủy", "Vỹ", "Khuê", "Giàu",
)  # fmt: skip
WHOLE_NAMES = (
    "Chamaléa Thị Hương", "Katơr", "Pi Năng Thắng", "K'Brếp", "H'Hen Niê", "O'Connor",
    "Y Čung Ayŭn", "Nguyễn Phước Bảo Ân Công Tằng Tôn Nữ Thị Mỹ Linh",
)  # fmt: skip
STREETS = ("Số 1 Phố Mẫu", "Thôn Mẫu", "12/3 Đường Mẫu", "Tổ 5", "Ấp Mẫu Một", "Bản Mẫu")
WARDS = ("Phúc Xá", "Cẩm Yên", "Phường Bến Nghé", "Xã Phước Đại", "Ma Nới", "Phường 9")
DISTRICTS = ("Ba Đình", "Thạch Thất", "Quận 1", "Huyện Bác Ái", "Ninh Sơn", "TP. Thủ Đức")
MOBILE_PREFIXES = ("32", "56", "70", "79", "83", "91", "98")
_PROVINCE_CODES = tuple(OLD_PROVINCES)
_QR_FIELDS = ("document_number", "full_name", "birth", "declared_by", "qid")
_EXT_FIELDS = ("proxy_qid", "sex", "insurance_number", "phone", "signature")
_LAST_DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class SyntheticPerson:
    """Everything the documents of one made-up person say."""

    full_name: str
    birth: date
    sex: Sex
    address: str
    citizen_id: str
    old_id: str
    insurance_number: str
    phone: str
    """Ten digits, as people write it."""
    qid: str

    @property
    def known_birth(self) -> Birth:
        return Birth(self.birth.year, self.birth.month, self.birth.day)


def make_person(rng: random.Random) -> SyntheticPerson:
    """A person whose numbers agree with birth date and sex, as real ones do."""
    birth = date(1930, 1, 1) + timedelta(days=rng.randrange(365 * 92))
    sex = rng.choice((Sex.MALE, Sex.FEMALE))
    province = rng.choice(_PROVINCE_CODES)
    gender_digit = (birth.year // 100 - 19) * 2 + (sex is Sex.FEMALE)
    name = rng.choice(WHOLE_NAMES)
    if rng.random() < 0.8:
        parts = (rng.choice(FAMILY_NAMES), rng.choice(MIDDLE_NAMES), rng.choice(GIVEN_NAMES))
        name = " ".join(part for part in parts if part)
    return SyntheticPerson(
        full_name=name,
        birth=birth,
        sex=sex,
        address=", ".join(
            (
                rng.choice(STREETS),
                rng.choice(WARDS),
                rng.choice(DISTRICTS),
                OLD_PROVINCES[province],
            )
        ),
        citizen_id=f"0{province}{gender_digit}{birth.year % 100:02d}{rng.randrange(10**6):06d}",
        old_id=rng.choice(("", f"{rng.randrange(10**9):09d}")),
        insurance_number=f"{rng.choice(_PROVINCE_CODES)}{rng.randrange(10**8):08d}",
        phone=f"0{rng.choice(MOBILE_PREFIXES)}{rng.randrange(10**7):07d}",
        qid=f"{rng.randrange(10**17, 10**18)}",
    )


def _day(rng: random.Random) -> str:
    return (_LAST_DAY - timedelta(days=rng.randrange(3000))).isoformat()


def insurance_fields(person: SyntheticPerson, rng: random.Random, form: str) -> Fields:
    """Fields of a card; `form` is `old`, `new` or `short`."""
    number = person.insurance_number
    benefit = rng.choice("12345")
    head = {
        "card_code": number
        if form == "new"
        else f"{rng.choice(('GD', 'TE', 'DN'))}{benefit}{number[:2]}{number}",
        "insurance_number": number,
        "full_name": person.full_name,
        "birth": rng.choice((person.birth.isoformat(), f"{person.birth.year}")),
        "sex": person.sex.value,
    }
    validity = {
        "facility": f"{rng.choice(_PROVINCE_CODES)} - {rng.choice(('034', 'C54', '001'))}",
        "valid_from": _day(rng),
        "valid_to": rng.choice(("", _day(rng))),
        "issued": _day(rng),
    }
    if form == "short":
        return {**head, **validity, "benefit_level": benefit}
    fields = {
        **head,
        "address": rng.choice(("", person.address)) if form == "new" else person.address,
        **validity,
        "management_code": f"{rng.choice(_PROVINCE_CODES)}{rng.randrange(100):02d}{number}",
        "parent_name": rng.choice(("", make_person(rng).full_name)),
        "living_area": rng.choice("4567"),
        "five_years_from": _day(rng),
        "check": f"{rng.randrange(16**16):016x}-{rng.randrange(10**4):04d}",
        "benefit_level": benefit,
    }
    if form == "new":
        fields["issuing_office"] = rng.choice(DISTRICTS)
    return fields


def _hex(text: str) -> str:
    return text.encode("utf-8").hex() or "-"


def _slashed(text: str) -> str:
    """`YYYY-MM-DD` as `dd/mm/yyyy`; a year alone and "" as the cards have them."""
    year, *rest = text.split("-")
    return "/".join([*reversed(rest), year]) or "-"


def insurance_text(fields: Mapping[str, str]) -> str:
    """The content of an insurance card's code."""
    parts = [
        fields["card_code"],
        _hex(fields["full_name"]),
        _slashed(fields["birth"]),
        "1" if fields["sex"] == "male" else "2",
    ]
    if "address" in fields:
        parts.append(_hex(fields["address"]))
    parts.append(fields["facility"])
    parts += [_slashed(fields[name]) for name in ("valid_from", "valid_to", "issued")]
    if "address" in fields:
        parts += [
            fields["management_code"],
            _hex(fields["parent_name"]),
            fields["living_area"],
            f" {_slashed(fields['five_years_from'])}",
            fields["check"],
        ]
    if "issuing_office" in fields:
        parts += [fields["benefit_level"], _hex(fields["issuing_office"])]
    return "|".join([*parts, "$"])


def citizen_fields(person: SyntheticPerson, rng: random.Random, parts: int = 7) -> Fields:
    """Fields of a citizen card of 7 to 12 parts."""
    return {
        "citizen_id": person.citizen_id,
        "old_id": person.old_id,
        "full_name": person.full_name,
        "birth": person.birth.isoformat(),
        "sex": person.sex.value,
        "address": person.address,
        "issued": _day(rng),
        **{f"extra_{at}": "" for at in range(1, parts - 6)},
    }


def _packed(text: str) -> str:
    return "".join(reversed(text.split("-")))


def citizen_text(fields: Mapping[str, str]) -> str:
    """The content of a citizen card's code."""
    values = {
        **fields,
        "birth": _packed(fields["birth"]),
        "sex": "Nam" if fields["sex"] == "male" else "Nữ",
        "issued": _packed(fields["issued"]),
    }
    return "|".join(values.values())


def personal_qr_fields(person: SyntheticPerson, rng: random.Random, *, masked: bool) -> Fields:
    """Fields of a personal QR; masked hides six characters of the number, day and month."""
    number, birth = person.citizen_id, person.birth.isoformat()
    if masked:
        number, birth = f"******{number[6:]}", f"{person.birth.year}"
    return {
        "document_number": number,
        "full_name": bare_name(person.full_name),
        "birth": birth,
        "declared_by": "self",
        "qid": person.qid,
        "proxy_qid": "",
        "sex": person.sex.value,
        "insurance_number": rng.choice(("", person.insurance_number)),
        "phone": person.phone,
        "signature": "",
    }


def personal_qr_text(fields: Mapping[str, str]) -> str:
    """The content of a personal QR code."""
    values = {
        **fields,
        "birth": fields["birth"] if "-" in fields["birth"] else f"{fields['birth']}-**-**",
        "declared_by": "0" if fields["declared_by"] == "self" else "1",
        "sex": {"male": "1", "female": "2", "unknown": "0"}[fields["sex"]],
        "insurance_number": fields["insurance_number"] or "00",
    }
    ext = "<".join(values[name] for name in _EXT_FIELDS)
    return "|".join([*(values[name] for name in _QR_FIELDS), ext])


def details_of(person: SyntheticPerson, fields: Mapping[str, str]) -> PersonDetails:
    """What `parse_credential` must say of the person on a document with these fields."""
    full = "-" in fields["birth"]
    return PersonDetails(
        full_name=fields["full_name"],
        birth=person.known_birth if full else Birth(person.birth.year),
        sex=person.sex,
        address=Address(fields.get("address", "")),
        phone=f"+84{fields['phone'][1:]}" if "phone" in fields else "",
        id_number=fields.get("citizen_id", fields.get("document_number", "")),
        insurance_number=fields.get("insurance_number", ""),
    )


def _hex_digits(rng: random.Random, *lengths: int) -> str:
    return "-".join(f"{rng.randrange(16**length):0{length}x}" for length in lengths)


def make_uuid(rng: random.Random) -> str:
    """Thirty-two random hexadecimal digits in the shape of a UUID."""
    return _hex_digits(rng, 8, 4, 4, 4, 12)


def tokhaiyte_text(rng: random.Random) -> str:
    """A venue poster of tokhaiyte."""
    return f"https://tokhaiyte.vn/?page=Group.checkin&groupId={_hex_digits(rng, 24)}"


def khambenh_venue_text(venue_id: str, name: str) -> str:
    """A venue poster of Hồ Chí Minh City."""
    return (
        "https://kbyt.khambenh.gov.vn/#tokhai_yte/model?"
        f"loai=1&dd_id={venue_id}&x=2&n={quote(name)}"
    )


def khambenh_result_text(declaration_id: str) -> str:
    """A declaration's result link of Hồ Chí Minh City."""
    return f"https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id={declaration_id}"


def _tlv(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def payment_text(rng: random.Random, name: str = "QUAN MAU") -> str:
    """A VietQR payment code with a right checksum."""
    account = _tlv("00", "970400") + _tlv("01", f"{rng.randrange(10**10):010d}")
    body = (
        _tlv("00", "01")
        + _tlv("01", "11")
        + _tlv("38", _tlv("00", "A000000727") + _tlv("01", account) + _tlv("02", "QRIBFTTA"))
        + _tlv("53", "704")
        + _tlv("54", f"{rng.randrange(1000, 10**6)}")
        + _tlv("58", "VN")
        + _tlv("59", name)
        + "6304"
    )
    return f"{body}{binascii.crc_hqx(body.encode('utf-8'), 0xFFFF):04X}"


def wifi_text(network: str, password: str = "mat;khau") -> str:
    """A Wi-Fi code with its special characters escaped."""
    return f"WIFI:T:WPA;S:{_escaped(network)};P:{_escaped(password)};;"


def mecard_text(name: str, phone: str) -> str:
    """A MECARD contact."""
    return f"MECARD:N:{_escaped(name)};TEL:{phone};EMAIL:a@mau.vn;;"


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in '\\;,":' else char for char in text)


def vcard_text(name: str, phone: str) -> str:
    """A vCard contact."""
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{name};;;\r\nFN:{name}\r\nORG:Cửa hàng Mẫu\r\n"
        f"TEL;TYPE=CELL:{phone}\r\nEMAIL:a@mau.vn\r\nEND:VCARD\r\n"
    )


def enrolment_text(rng: random.Random) -> str:
    """A hub's enrolment code."""
    code, key_hash, pin = _hex_digits(rng, 10).upper(), _hex_digits(rng, 32), _hex_digits(rng, 64)
    return f"KE2|https://hub.mau.vn:8443|{code}|{key_hash}|{pin}"


def vaccine_text(rng: random.Random) -> str:
    """A text with a certificate's prefix and alphabet; nothing valid is inside."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    return "HC1:" + "".join(rng.choice(alphabet) for _ in range(rng.randrange(20, 600)))


def signed_slip_text(rng: random.Random) -> str:
    """The digits of a KS1 code, by the key of tests."""
    issued = 29_000_000 + rng.randrange(1_000_000)
    claims = SlipClaims(
        SlipKind.SLIP, rng.getrandbits(63), SlipResult.RECORDED, issued, issued + 4320, 7
    )
    return sign_claims(claims, rng.randrange(1, 9), KEY)


def every_text(rng: random.Random, person: SyntheticPerson) -> dict[str, str]:
    """One code of every format, by the format's name."""
    return {
        "insurance_old": insurance_text(insurance_fields(person, rng, "old")),
        "insurance_new": insurance_text(insurance_fields(person, rng, "new")),
        "insurance_short": insurance_text(insurance_fields(person, rng, "short")),
        "citizen_7": citizen_text(citizen_fields(person, rng)),
        "citizen_11": citizen_text(citizen_fields(person, rng, parts=11)),
        "personal_qr": personal_qr_text(personal_qr_fields(person, rng, masked=False)),
        "personal_qr_masked": personal_qr_text(personal_qr_fields(person, rng, masked=True)),
        "slip": slip_text(rng.getrandbits(63)),
        "vaccine": vaccine_text(rng),
        "venue_tokhaiyte": tokhaiyte_text(rng),
        "venue_khambenh": khambenh_venue_text(make_uuid(rng), "Bệnh viện Mẫu"),
        "result": khambenh_result_text(make_uuid(rng)),
        "payment": payment_text(rng),
        "web": "https://example.vn/a?b=c#d",
        "wifi": wifi_text("Mạng Mẫu"),
        "mecard": mecard_text(person.full_name, person.phone),
        "vcard": vcard_text(person.full_name, person.phone),
        "enrolment": enrolment_text(rng),
        "vneid": "vneid:abc",
        "phone": person.phone,
        "slip_signed": signed_slip_text(rng),
    }
