"""Bodies: every builder passes its own check, and every mistake is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sync.protocol.bodies import BODIES, Proof, RecordType, SupportOutcome, entry_body, person_body
from sync.protocol.body_members import BodyError
from sync.protocol.body_versions import check_body, lowest_version, newest_version
from sync.protocol.canonical import canonical_bytes
from sync.protocol.case_bodies import refusal_body, support_body, support_closed_body
from sync.protocol.declaration_bodies import DeclaredHow, Screening, declaration_body
from sync.protocol.policy import VenueSettings
from sync.protocol.venue_body import venue_body
from sync.protocol.wire import MAX_RECORD_BYTES

ENTRY = entry_body(
    credential="citizen_card",
    lane="gate",
    gate="Cổng A",
    method="camera",
    proof=Proof.CARD,
    direction_by="auto",
)
FULL_ENTRY = entry_body(
    credential="slip",
    lane="desk",
    gate="Cổng A",
    method="keyboard",
    proof=Proof.STAFF,
    direction_by="staff",
    person="p",
    slip=2**63 - 1,
    reason="wrong_direction",
    staff="s",
    ref="r",
    is_clock_suspect=True,
)

ANSWERS: list[dict[str, Any]] = [
    {
        "linkId": "signs",
        "item": [
            {"linkId": "fever", "answer": [{"valueBoolean": True}]},
            {"linkId": "celsius", "answer": [{"valueDecimal": "38.5"}]},
            {
                "linkId": "which",
                "answer": [
                    {"valueCoding": {"system": "http://snomed.info/sct", "code": "49727002"}}
                ],
            },
        ],
    },
    {"linkId": "days", "answer": [{"valueInteger": 3}]},
    {"linkId": "where", "answer": [{"valueString": "Đắk Lắk"}, {"valueDate": "2026-06-30"}]},
]
BASIS = {
    "kind": "consent",
    "text": "notice",
    "version": "1",
    "sha": "0" * 64,
    "language": "vi",
    "at": "2026-07-03T00:00:00.000Z",
}

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("arrival", ENTRY),
    ("departure", FULL_ENTRY),
    ("arrival", {**ENTRY, "basis": {"cursor": "5f:1", "age_s": 3}, "source": "paper"}),
    (
        "refusal",
        refusal_body(reason="web_link", credential="web_link", lane="gate", gate="", method="x"),
    ),
    ("support", support_body(reason="no_code", lane="gate", gate="A", is_clock_suspect=True)),
    ("support_closed", support_closed_body(ref="r", outcome=SupportOutcome.LEFT)),
    (
        "support_closed",
        support_closed_body(
            ref="r", outcome=SupportOutcome.ADMITTED, note="", temperature_dc=378, staff="s"
        ),
    ),
    ("person", person_body(person="p", full_name="", sex="unknown")),
    (
        "person",
        person_body(
            person="p",
            full_name="K'Brếp",
            sex="male",
            birth="1990-01-02",
            address="Thôn Mẫu",
            phone="+84900000001",
            id_number="999000000001",
            insurance_number="9900000001",
        ),
    ),
    (
        "declaration",
        {
            **declaration_body(
                form=("domestic", 1),
                language="vi",
                answers=ANSWERS,
                screening=Screening.SYMPTOMS,
                how=DeclaredHow.PROXY,
                declarant={"relation": "staff"},
                basis=BASIS,
                until="2026-07-04T17:00:00.000Z",
                gate="Cổng A",
                phone={"owner": "child", "proof": "otp", "challenge": "c"},
                staff="s",
                is_clock_suspect=True,
            ),
            "person": "p",
        },
    ),
    ("data_request", {"person": "p", "right": "see", "answer_by": "2026-07-04T00:00:00.000Z"}),
    ("verified", {"ref": "r", "person": "p", "by": "call", "staff": "s"}),
    ("identifier", {"person": "p", "kind": "phone", "value": "+84900000001", "source": "card"}),
    ("same_as", {"persons": ["a", "b"], "evidence": "insurance_number", "by": "auto"}),
    ("same_as", {"persons": ("a", "b"), "evidence": "x", "by": "staff", "undo": True}),
    ("slip", {"act": "issued", "slip": "123", "kid": 0, "expires": "2026-07-04T00:00:00.000Z"}),
    ("venue", {"name": "Trạm Mẫu", "gate": "", "time_zone": "Asia/Ho_Chi_Minh"}),
    ("erasure_done", {"person": "p", "command": "erase:p"}),
    ("audit", {"act": "ledger_opened", "cause": "corrupt", "parent": {"ledger": "l"}}),
    ("audit", {"act": "x", "parent": {"ledger": "l", "seq": 4, "hash": "h"}}),
]


@pytest.mark.parametrize(("record_type", "body"), GOOD)
def test_good_bodies_pass_and_have_bytes(record_type: str, body: dict[str, Any]) -> None:
    check_body(record_type, 1, body)
    assert canonical_bytes(body)


def test_every_type_is_tried() -> None:
    assert {record_type for record_type, _ in GOOD} == set(RecordType) == set(BODIES)


def test_a_slip_id_travels_as_digits() -> None:
    assert FULL_ENTRY["slip"] == "9223372036854775807"


@pytest.mark.parametrize(
    ("record_type", "body", "named"),
    [
        ("weather", {}, "unknown record type"),
        ("arrival", {}, "arrival.credential: missing"),
        ("arrival", {**ENTRY, "raw": "text of a code"}, "arrival.raw: unknown"),
        ("arrival", {**ENTRY, "lane": "roof"}, "arrival.lane"),
        ("arrival", {**ENTRY, "lane": None}, "arrival.lane"),
        ("arrival", {**ENTRY, "gate": 1}, "arrival.gate"),
        ("arrival", {**ENTRY, "person": ""}, "arrival.person"),
        ("arrival", {**ENTRY, "slip": "12x"}, "arrival.slip"),
        ("arrival", {**ENTRY, "slip": 12}, "arrival.slip"),
        ("arrival", {**ENTRY, "slip": "१"}, "arrival.slip"),
        ("arrival", {**ENTRY, "basis": {"cursor": "x"}}, "arrival.basis"),
        ("arrival", {**ENTRY, "basis": "x"}, "arrival.basis"),
        ("same_as", {"persons": "ab", "evidence": "x", "by": "y"}, "same_as.persons"),
        ("same_as", {"persons": ["a"], "evidence": "x", "by": "y"}, "same_as.persons"),
        ("same_as", {"persons": ["a", "a"], "evidence": "x", "by": "y"}, "same_as.persons"),
        ("same_as", {"persons": ["a", 1], "evidence": "x", "by": "y"}, "same_as.persons"),
        (
            "same_as",
            {"persons": ["a", "b"], "evidence": "x", "by": "y", "undo": False},
            "same_as.undo",
        ),
        (
            "support_closed",
            {"ref": "r", "outcome": "left", "temperature_dc": True},
            "support_closed.temperature_dc",
        ),
        (
            "support_closed",
            {"ref": "r", "outcome": "left", "temperature_dc": 37.8},
            "support_closed.temperature_dc",
        ),
    ],
)
def test_mistakes_are_named(record_type: str, body: dict[str, Any], named: str) -> None:
    with pytest.raises(BodyError, match=named):
        check_body(record_type, 1, body)
    with pytest.raises(BodyError, match=named):
        lowest_version(record_type, body)


# --- the record rule ---------------------------------------------------------------------------

MOVED = {"ledger": "01980000-0000-7000-8000-00000000000a", "seq": 1, "sha": "0" * 64}
_BODIES = st.sampled_from(GOOD)
_NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)


@given(_BODIES)
def test_a_body_of_before_is_read_at_every_version_since(good: tuple[str, dict[str, Any]]) -> None:
    record_type, body = good
    assert lowest_version(record_type, body) == 1
    for v in range(1, newest_version(record_type) + 1):
        check_body(record_type, v, body)


@given(_BODIES)
def test_a_new_member_belongs_to_the_version_that_brought_it(
    good: tuple[str, dict[str, Any]],
) -> None:
    record_type, body = good
    moved = {**body, "moved": MOVED}
    assert lowest_version(record_type, moved) == 2
    check_body(record_type, 2, moved)
    with pytest.raises(BodyError, match="moved: unknown member"):
        check_body(record_type, 1, moved)


@given(_BODIES, _NAMES, st.none() | st.booleans() | st.integers() | st.text())
def test_an_unknown_member_is_refused_at_every_known_version(
    good: tuple[str, dict[str, Any]], name: str, value: object
) -> None:
    record_type, body = good
    assume(all(name not in members for members in BODIES[RecordType(record_type)]))
    for v in range(1, newest_version(record_type) + 1):
        with pytest.raises(BodyError, match="unknown member"):
            check_body(record_type, v, {**body, name: value})


@given(_BODIES, st.integers(max_value=0) | st.integers(min_value=100))
def test_a_version_that_is_none_allows_nothing(good: tuple[str, dict[str, Any]], v: int) -> None:
    record_type, body = good
    with pytest.raises(BodyError, match="unknown version"):
        check_body(record_type, v, body)


def test_what_staff_did_is_the_third_version_of_an_audit() -> None:
    body = {"act": "pin_reset", "staff": "a", "account": "b", "name": "Lê Thị Mai"}
    assert lowest_version("audit", body) == 3
    check_body("audit", 3, {**body, "person": "p", "ref": "r", "note": "time"})
    with pytest.raises(BodyError, match=r"audit\.account: unknown member"):
        check_body("audit", 2, body)


def test_an_unknown_type_has_no_version() -> None:
    assert newest_version("weather") == 0


DEEP: Any = []
for _ in range(9):
    DEEP = [{"linkId": "group", "item": DEEP}]


@pytest.mark.parametrize(
    "answers",
    [
        "none",
        [{"answer": []}],
        ["none"],
        [{"linkId": "a", "text": "Sốt"}],
        [{"linkId": "a", "answer": {"valueBoolean": True}}],
        [{"linkId": "a", "answer": [{}]}],
        [{"linkId": "a", "answer": ["yes"]}],
        [{"linkId": "a", "answer": [{"valueBoolean": 1}]}],
        [{"linkId": "a", "answer": [{"valueInteger": True}]}],
        [{"linkId": "a", "answer": [{"valueDecimal": 38.5}]}],
        [{"linkId": "a", "answer": [{"valueString": ""}]}],
        [{"linkId": "a", "answer": [{"valueUri": "x"}]}],
        [{"linkId": "a", "answer": [{"valueCoding": {"system": "x"}}]}],
        [{"linkId": "a", "answer": [{"valueCoding": {"code": ""}}]}],
        [{"linkId": "a", "answer": [{"valueCoding": {"code": "x", "userSelected": "y"}}]}],
        [{"linkId": "a", "answer": [{"valueCoding": "x"}]}],
        [{"linkId": "a", "item": "b"}],
        [{"linkId": str(number)} for number in range(501)],
        [{"linkId": str(n), "answer": [{"valueString": "x" * 500}]} for n in range(24)],
        DEEP,
    ],
)
def test_answers_keep_their_form_and_their_bounds(answers: object) -> None:
    declared = next(body for record_type, body in GOOD if record_type == "declaration")
    with pytest.raises(BodyError, match=r"declaration\.answers"):
        check_body("declaration", 1, {**declared, "answers": answers})


def test_the_longest_answers_fit_into_a_record() -> None:
    texts = [{"linkId": str(n), "answer": [{"valueString": "ộ" * 500}]} for n in range(20)]
    most = [{"linkId": str(number)} for number in range(480)]
    declared = next(body for record_type, body in GOOD if record_type == "declaration")
    body = {**declared, "answers": [*texts, *most]}
    check_body("declaration", 1, body)
    assert len(canonical_bytes(body)) < MAX_RECORD_BYTES - 4096


def test_a_case_that_was_declared_is_the_fourth_version_of_a_closing() -> None:
    body = {"ref": "r", "outcome": "declared"}
    assert lowest_version("support_closed", body) == 4
    with pytest.raises(BodyError, match=r"support_closed\.outcome"):
        check_body("support_closed", 3, body)


@pytest.mark.parametrize(
    "wrong",
    [
        {**MOVED, "seq": 0},
        {**MOVED, "seq": True},
        {**MOVED, "ledger": "l"},
        {**MOVED, "sha": "0" * 63},
        {**MOVED, "why": "copied"},
        {"ledger": MOVED["ledger"], "seq": 1},
        "moved",
    ],
)
def test_where_a_record_stood_is_named_whole(wrong: object) -> None:
    with pytest.raises(BodyError, match=r"arrival\.moved"):
        check_body("arrival", 2, {**ENTRY, "moved": wrong})


def test_what_is_registered_is_the_third_version_of_a_venue() -> None:
    body = venue_body(VenueSettings(street="1 Đường Mẫu", gates=("Cổng A",)), None, None)
    assert body["address"] == {"text": "1 Đường Mẫu"}
    assert lowest_version("venue", body) == 3
    for wrong in ({"gates": [""]}, {"gates": "Cổng A"}, {"opens": "6:00"}, {"kind": "ship"}):
        with pytest.raises(BodyError, match=rf"venue\.{next(iter(wrong))}: wrong content"):
            check_body("venue", 3, {**body, **wrong})


def test_a_commune_is_the_fourth_version_of_a_person() -> None:
    unit = ("since-2025-07", "22846", "Xã Vĩnh Hải, Khánh Hòa")
    body = person_body(person="p", full_name="", sex="unknown", unit=unit)
    assert body["address"] == {
        "text": "",
        "unit": {"scheme": "since-2025-07", "code": "22846", "name": "Xã Vĩnh Hải, Khánh Hòa"},
    }
    assert lowest_version("person", body) == 4
    with pytest.raises(BodyError, match=r"person\.address: wrong content"):
        check_body("person", 3, body)
    unknown = person_body(person="p", full_name="", sex="unknown", unit=("since-2099", "1", "X"))
    with pytest.raises(BodyError, match=r"person\.address: wrong content"):
        check_body("person", 4, unknown)


def test_the_answer_to_a_request_is_its_third_version() -> None:
    asked = {"person": "p", "right": "erase", "answer_by": "2026-07-04T00:00:00.000Z"}
    assert lowest_version("data_request", asked) == 1
    done = {**asked, "ref": "r", "outcome": "done", "identity": "guardian"}
    assert lowest_version("data_request", done) == 3
    assert lowest_version("data_request", {**asked, "ref": "r", "reason": "not_held"}) == 3
    with pytest.raises(BodyError, match=r"data_request\.outcome"):
        check_body("data_request", 3, {**done, "outcome": "perhaps"})


def test_whom_a_request_is_about_is_its_fourth_version() -> None:
    asked = {"person": "p", "right": "erase", "answer_by": "2026-07-04T00:00:00.000Z"}
    for persons in (["p"], ["p", "q"]):
        assert lowest_version("data_request", {**asked, "persons": persons}) == 4
    assert lowest_version("data_request", {**asked, "right": "correct", "corrected": "sex"}) == 4
    for wrong in ([], ["p", "p"], "p", [""]):
        with pytest.raises(BodyError, match=r"data_request\.persons"):
            check_body("data_request", 4, {**asked, "persons": wrong})
