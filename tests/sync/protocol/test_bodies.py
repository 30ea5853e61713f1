"""Bodies: every builder passes its own check, and every mistake is named."""

from __future__ import annotations

from typing import Any

import pytest

from sync.protocol.bodies import (
    BODIES,
    BodyError,
    Proof,
    RecordType,
    SupportOutcome,
    check_body,
    entry_body,
    person_body,
    refusal_body,
    support_body,
    support_closed_body,
)
from sync.protocol.canonical import canonical_bytes

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
    check_body(record_type, body)
    assert canonical_bytes(body)


def test_every_type_is_tried() -> None:
    assert {record_type for record_type, _ in GOOD} == set(RecordType) == set(BODIES)


def test_a_slip_id_travels_as_digits() -> None:
    assert FULL_ENTRY["slip"] == "9223372036854775807"


@pytest.mark.parametrize(
    ("record_type", "body", "named"),
    [
        ("declaration", {}, "unknown record type"),
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
        check_body(record_type, body)
