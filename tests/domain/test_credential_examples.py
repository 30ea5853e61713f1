"""Every synthetic example of the format document, to exactly its fields."""

from __future__ import annotations

from kiosk.domain.credential import Credential, CredentialKind, parse_credential
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails, Sex

_HEX_NAME = "4e677579e1bb856e2056c4836e204de1baab75"
_HEX_ADDRESS = (
    "53e1bb912031205068e1bb91204de1baab752c205068c6b0e1bb9d6e672042e1babf6e204e6768c3a92c"
    "205175e1baad6e20312c205468c3a06e68207068e1bb912048e1bb93204368c3ad204d696e68"
)
_ADDRESS = "Số 1 Phố Mẫu, Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"
_BIRTH = Birth(1980, 2, 1)
_INSURED = (Identifier(IdentifierKind.INSURANCE_NUMBER, "7999999901"),)


def _same(actual: Credential, expected: Credential) -> None:
    assert list(actual.fields.items()) == list(expected.fields.items())
    assert actual == expected


def test_old_insurance_card() -> None:
    text = (
        f"GD4797999999901|{_HEX_NAME}|01/02/1980|1|{_HEX_ADDRESS}|79 - 034|01/01/2021|-|15/12/2020"
        "|79017999999901|-|4|01/01/2024|0123456789abcdef-7102|$"
    )
    _same(
        parse_credential(text),
        Credential(
            kind=CredentialKind.INSURANCE_CARD,
            fields={
                "card_code": "GD4797999999901",
                "insurance_number": "7999999901",
                "full_name": "Nguyễn Văn Mẫu",
                "birth": "1980-02-01",
                "sex": "male",
                "address": _ADDRESS,
                "facility": "79 - 034",
                "valid_from": "2021-01-01",
                "valid_to": "",
                "issued": "2020-12-15",
                "management_code": "79017999999901",
                "parent_name": "",
                "living_area": "4",
                "five_years_from": "2024-01-01",
                "check": "0123456789abcdef-7102",
                "benefit_level": "4",
            },
            person=PersonDetails(
                full_name="Nguyễn Văn Mẫu",
                birth=_BIRTH,
                sex=Sex.MALE,
                address=Address(_ADDRESS),
                insurance_number="7999999901",
            ),
            identifiers=_INSURED,
        ),
    )


def test_new_insurance_card() -> None:
    text = (
        f"7999999901|{_HEX_NAME}|01/02/1980|1|-|79 - 034|01/05/2021|-|20/05/2021|79017999999901|-"
        "|4| 01/01/2024|0123456789abcdef-1202|4"
        "|5175e1baad6e20312c205468c3a06e68207068e1bb912048e1bb93204368c3ad204d696e68|$"
    )
    _same(
        parse_credential(text),
        Credential(
            kind=CredentialKind.INSURANCE_CARD,
            fields={
                "card_code": "7999999901",
                "insurance_number": "7999999901",
                "full_name": "Nguyễn Văn Mẫu",
                "birth": "1980-02-01",
                "sex": "male",
                "address": "",
                "facility": "79 - 034",
                "valid_from": "2021-05-01",
                "valid_to": "",
                "issued": "2021-05-20",
                "management_code": "79017999999901",
                "parent_name": "",
                "living_area": "4",
                "five_years_from": "2024-01-01",
                "check": "0123456789abcdef-1202",
                "benefit_level": "4",
                "issuing_office": "Quận 1, Thành phố Hồ Chí Minh",
            },
            person=PersonDetails(
                full_name="Nguyễn Văn Mẫu",
                birth=_BIRTH,
                sex=Sex.MALE,
                insurance_number="7999999901",
            ),
            identifiers=_INSURED,
        ),
    )


def test_short_insurance_card() -> None:
    text = f"GD4797999999901|{_HEX_NAME}|1956|1|79 - 034|01/01/2021|31/12/2021|15/12/2020|$"
    _same(
        parse_credential(text),
        Credential(
            kind=CredentialKind.INSURANCE_CARD,
            fields={
                "card_code": "GD4797999999901",
                "insurance_number": "7999999901",
                "full_name": "Nguyễn Văn Mẫu",
                "birth": "1956",
                "sex": "male",
                "facility": "79 - 034",
                "valid_from": "2021-01-01",
                "valid_to": "2021-12-31",
                "issued": "2020-12-15",
                "benefit_level": "4",
            },
            person=PersonDetails(
                full_name="Nguyễn Văn Mẫu",
                birth=Birth(1956),
                sex=Sex.MALE,
                insurance_number="7999999901",
            ),
            identifiers=_INSURED,
        ),
    )


def test_citizen_card_with_chip() -> None:
    address = "Số 1 Phố Mẫu, Phúc Xá, Ba Đình, Hà Nội"
    text = f"001080123456|012345678|Nguyễn Văn Mẫu|01021980|Nam|{address}|01072021"
    expected = Credential(
        kind=CredentialKind.CITIZEN_CARD,
        fields={
            "citizen_id": "001080123456",
            "old_id": "012345678",
            "full_name": "Nguyễn Văn Mẫu",
            "birth": "1980-02-01",
            "sex": "male",
            "address": address,
            "issued": "2021-07-01",
        },
        person=PersonDetails(
            full_name="Nguyễn Văn Mẫu",
            birth=_BIRTH,
            sex=Sex.MALE,
            address=Address(address),
            id_number="001080123456",
        ),
        identifiers=(
            Identifier(IdentifierKind.CITIZEN_ID, "001080123456"),
            Identifier(IdentifierKind.OLD_ID, "012345678"),
        ),
    )
    _same(parse_credential(text), expected)


def test_citizen_card_of_a_woman_without_an_old_number() -> None:
    address = "Thôn Mẫu, Cẩm Yên, Thạch Thất, Hà Nội"
    _same(
        parse_credential(f"001180123456||Trần Thị Mẫu|01021980|Nữ|{address}|31052021"),
        Credential(
            kind=CredentialKind.CITIZEN_CARD,
            fields={
                "citizen_id": "001180123456",
                "old_id": "",
                "full_name": "Trần Thị Mẫu",
                "birth": "1980-02-01",
                "sex": "female",
                "address": address,
                "issued": "2021-05-31",
            },
            person=PersonDetails(
                full_name="Trần Thị Mẫu",
                birth=_BIRTH,
                sex=Sex.FEMALE,
                address=Address(address),
                id_number="001180123456",
            ),
            identifiers=(Identifier(IdentifierKind.CITIZEN_ID, "001180123456"),),
        ),
    )


def test_can_cuoc_of_eleven_parts() -> None:
    address = "Số 1 Phố Mẫu, Phúc Xá, Ba Đình, Hà Nội"
    card = parse_credential(
        f"001080123456|012345678|Nguyễn Văn Mẫu|01021980|Nam|{address}|04102024||||"
    )
    assert card.kind is CredentialKind.CITIZEN_CARD
    assert card.fields == {
        "citizen_id": "001080123456",
        "old_id": "012345678",
        "full_name": "Nguyễn Văn Mẫu",
        "birth": "1980-02-01",
        "sex": "male",
        "address": address,
        "issued": "2024-10-04",
        "extra_1": "",
        "extra_2": "",
        "extra_3": "",
        "extra_4": "",
    }
    assert card.warnings == ()


def test_personal_qr() -> None:
    """The document's own example: its number says 1993, its birth date 1987, its phone is old."""
    _same(
        parse_credential(
            "001093029317|NGUYEN VAN A|1987-01-18|0|162979388586171100|<1<00<0123232422"
        ),
        Credential(
            kind=CredentialKind.PERSONAL_QR,
            fields={
                "document_number": "001093029317",
                "full_name": "NGUYEN VAN A",
                "birth": "1987-01-18",
                "declared_by": "self",
                "qid": "162979388586171100",
                "proxy_qid": "",
                "sex": "male",
                "insurance_number": "",
                "phone": "0123232422",
            },
            person=PersonDetails(
                full_name="NGUYEN VAN A",
                birth=Birth(1987, 1, 18),
                sex=Sex.MALE,
                id_number="001093029317",
            ),
            identifiers=(
                Identifier(IdentifierKind.CITIZEN_ID, "001093029317"),
                Identifier(IdentifierKind.QID, "162979388586171100"),
            ),
            warnings=("digits_disagree_with_birth", "phone_invalid"),
        ),
    )
