"""The personal code's own rules, and what is said about what is wrong with one."""

from __future__ import annotations

import pytest

from kiosk.domain.credential import Credential, CredentialKind, parse_credential


def _qr(
    number: str = "001093029317",
    name: str = "NGUYEN VAN A",
    birth: str = "1993-01-18",
    by: str = "0",
    qid: str = "162979388586171100",
    ext: str = "<1<00<0912345678",
) -> Credential:
    return parse_credential("|".join((number, name, birth, by, qid, ext)))


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
        "123|NGUYEN VAN A|18/01/1993|0|1|",
        "001093029317|NGUYEN VAN A|1993-01-18|0|1",
        "001093029317|NGUYEN VAN A|1993-01-18|0|1||",
    ],
)
def test_what_only_resembles_a_personal_code_is_unknown(text: str) -> None:
    assert parse_credential(text).kind is CredentialKind.UNKNOWN


@pytest.mark.parametrize(
    ("written", "birth"), [("18/01/1993", "1993-01-18"), ("1993", "1993"), ("", ""), ("x", "x")]
)
def test_a_birth_in_another_form_does_not_make_a_citizens_code_unknown(
    written: str, birth: str
) -> None:
    code = parse_credential(f"001093029317|NGUYEN VAN A|{written}|0|1|")
    assert code.kind is CredentialKind.PERSONAL_QR
    assert code.fields["birth"] == birth
    assert ("birth_unreadable" in code.warnings) == (written in ("", "x"))
