"""The OpenAPI document: the file follows the generator, the schemas the parsers."""

from __future__ import annotations

import contextlib
import io
import json
import runpy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.hub.api.web import make_app
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.hub import Hub
from sync.protocol import (
    asking,
    devices,
    digest,
    enrolment,
    envelope,
    feeds,
    slip_keys,
    wire,
)
from sync.protocol.bodies import BODIES
from sync.protocol.canonical import canonical_bytes
from sync.protocol.digest import DayDigest, DigestAnswer, Missing
from sync.protocol.feeds import Cursor, FeedItem, FeedPage
from sync.protocol.openapi import document, render
from sync.protocol.operations import OPERATIONS
from sync.protocol.records import (
    FIRST_PREV,
    ConfigStamp,
    Header,
    Record,
    hash_body,
    parse_line,
)
from sync.protocol.wire import HubStamp
from tests.support.json_schema import problems

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "resources" / "openapi" / "hub-v1.json"
DOCUMENT: dict[str, Any] = json.loads(render())
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]

NOW = datetime(2026, 7, 1, 0, 30, 15, 250_000, tzinfo=UTC)
STAMP = HubStamp("vn-58", "5f0c2a")
BODY = canonical_bytes({"act": "opened"})
RECORD = Record(
    Header(
        "01980000-0000-7000-8000-000000000001",
        "01980000-0000-7000-8000-00000000000a",
        1,
        FIRST_PREV,
        "audit",
        1,
        ConfigStamp(),
        NOW,
        "Asia/Ho_Chi_Minh",
        None,
        hash_body(bytes(16), BODY),
    ),
    bytes(16),
    BODY,
)
ITEM = FeedItem("venue", 4, 2, {"name": "Trạm"}, min_app="1.4.0")
TOMBSTONE = FeedItem("venue", 5, 3, {}, is_deleted=True)


def _split(raw: bytes) -> object:
    return envelope.split_batch(raw + b"\n{}")


def _no_error(raw: bytes) -> object:
    error = wire.parse_hub_error(raw)
    if error is None:
        raise ValueError("not an error")
    return error


Message = tuple[str, bytes, Callable[[bytes], object]]

MESSAGES: list[Message] = [
    ("Error", wire.HubError("too_large", {"vi": "Quá lớn"}).to_bytes(), _no_error),
    ("Record", RECORD.to_line(), parse_line),
    ("Envelope", envelope.Envelope("d", "b", "1.4.0", 812, NOW, 1).to_bytes(), _split),
    (
        "BatchAnswer",
        envelope.BatchAnswer(
            STAMP,
            NOW,
            envelope.Durability.LOCAL,
            "0" * 64,
            (envelope.RecordStatus.STORED, envelope.RecordStatus.REFUSED),
            (envelope.Detail(1, "unknown_type", "không rõ"),),
        ).to_bytes(),
        envelope.parse_batch_answer,
    ),
    (
        "DigestRequest",
        digest.digest_request([DayDigest("l", "2026-07-01", 3, 9, "0" * 64)]),
        digest.parse_digest_request,
    ),
    (
        "DigestAnswer",
        DigestAnswer((("l", "2026-07-01"),), (Missing("l", "2026-07-02", ((1, 4),)),)).to_bytes(),
        digest.parse_digest_answer,
    ),
    ("FeedItem", canonical_bytes(ITEM.to_members()), feeds.parse_snapshot_line),
    ("FeedItem", canonical_bytes(TOMBSTONE.to_members()), feeds.parse_snapshot_line),
    (
        "FeedPage",
        FeedPage((ITEM, TOMBSTONE), Cursor("5f0c2a", 5), True).to_bytes(),
        feeds.parse_feed_page,
    ),
    (
        "EnrolRequest",
        enrolment.EnrolRequest("K7M2P9TQ4X", "key", "proof", "1.4.0").to_bytes(),
        enrolment.parse_enrol_request,
    ),
    (
        "HubIntroduction",
        enrolment.HubIntroduction(STAMP, enrolment.HubKeys("A" * 43, "B" * 43)).to_bytes(),
        enrolment.parse_introduction,
    ),
    (
        "EnrolAnswer",
        enrolment.EnrolAnswer(
            "d", "k7", STAMP, enrolment.HubKeys("sign", "seal"), "v1", "Trạm", "A"
        ).to_bytes(),
        enrolment.parse_enrol_answer,
    ),
    (
        "LookupRequest",
        asking.LookupRequest(asking.LookupKind.PHONE, "0900000001").to_bytes(),
        asking.parse_lookup_request,
    ),
    (
        "LookupAnswer",
        asking.LookupAnswer(
            (asking.LookedUp("p", "Nguyễn Văn A", None, "male"),),
            2,
            (asking.Released("h", "Nguyễn Văn B", "1970", "male"),),
            60,
        ).to_bytes(),
        asking.parse_lookup_answer,
    ),
    ("OtpRequest", asking.otp_request("0900000001"), asking.parse_otp_request),
    ("OtpStarted", asking.OtpStarted("c").to_bytes(), asking.parse_otp_started),
    ("OtpCheck", asking.OtpCheck("c", "123456").to_bytes(), asking.parse_otp_check),
    ("OtpChecked", asking.OtpChecked(True, 4).to_bytes(), asking.parse_otp_checked),
    (
        "DeviceAnswer",
        devices.DeviceAnswer(
            "d",
            "k7",
            devices.StationState.ACTIVE,
            "v1",
            "Trạm",
            "A",
            (devices.LedgerHead("0197c3f0-0000-7000-8000-000000000001", 3, "0" * 64),),
        ).to_bytes(),
        devices.parse_device_answer,
    ),
    (
        "DeviceStatus",
        devices.DeviceStatus("1.4.0", 3, 0, NOW, -20, ("printer.paper_out",)).to_bytes(),
        devices.parse_device_status,
    ),
    (
        "SlipKeyRequest",
        slip_keys.SlipKeyRequest("A" * 43, "proof", "8418").to_bytes(),
        slip_keys.parse_slip_key_request,
    ),
    (
        "SlipKeyStatement",
        canonical_bytes(
            slip_keys.SlipKeyStatement(
                7, 3, "A" * 43, NOW, NOW, devices.SlipKeyState.REVOKED, NOW, "A" * 86
            ).to_body()
        ),
        slip_keys.parse_slip_key_answer,
    ),
    ("RollRequest", devices.RollRequest("key", "proof").to_bytes(), devices.parse_roll_request),
    ("RollAnswer", devices.RollAnswer("k8", NOW).to_bytes(), devices.parse_roll_answer),
]  # fmt: skip


def test_the_file_is_what_the_generator_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), (
        "write it anew: python -m sync.protocol.openapi > resources/openapi/hub-v1.json"
    )


def test_the_module_prints_the_document() -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(ROOT / "sync" / "protocol" / "openapi.py"), run_name="__main__")
    assert out.getvalue() == render()


@pytest.mark.parametrize(("name", "raw", "parse"), MESSAGES)
def test_what_is_written_conforms(name: str, raw: bytes, parse: Callable[[bytes], object]) -> None:
    assert parse(raw) is not None
    assert problems(SCHEMAS[name], json.loads(raw), DOCUMENT) == []


@pytest.mark.parametrize(("name", "raw", "parse"), MESSAGES)
def test_schema_and_parser_need_the_same_members(
    name: str, raw: bytes, parse: Callable[[bytes], object]
) -> None:
    value = json.loads(raw)
    for member in value:
        for change in ({}, {member: ["of another type"]}, {member: ""}, {member: None}):
            altered = {key: item for key, item in value.items() if key != member} | change
            says_schema = not problems(SCHEMAS[name], altered, DOCUMENT)
            try:
                parse(canonical_bytes(altered))
                says_parser = True
            except ValueError:
                says_parser = False
            assert says_schema or not says_parser, f"{member}: {change} read but not documented"
            if not change and name not in _WIDER:
                assert says_parser or not says_schema, f"{member}: needed but not documented"


_WIDER = frozenset({"FeedItem", "Record"})
"""A live item needs its body and a record its right hash: JSON Schema cannot say so simply."""


def test_every_message_has_its_schema_and_every_schema_its_message() -> None:
    shown = {name for name, *_ in MESSAGES}
    derived = {
        f"Body_{name}_v{v}" for name, known in BODIES.items() for v in range(1, len(known) + 1)
    }
    assert SCHEMAS.keys() == shown | derived | {"Batch", "Empty"}


def test_every_reference_leads_somewhere() -> None:
    text = render()
    for place in DOCUMENT["components"]:
        for name in DOCUMENT["components"][place]:
            used = f'"#/components/{place}/{name}"' in text
            free = place == "securitySchemes" or name.startswith("Body_")
            free = free or name in {"Envelope", "Record"}
            assert used or free, f"{place}/{name} is used by nothing"
    references = [piece.split('"')[0] for piece in text.split('"$ref": "')[1:]]
    for reference in references:
        target: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_operations_are_documented_once() -> None:
    documented = {
        (method.upper(), path): set(map(int, item["responses"]))
        for path, methods in document()["paths"].items()  # type: ignore[attr-defined]
        for method, item in methods.items()
    }
    assert documented == {(item.method, item.path): set(item.codes) for item in OPERATIONS}
    assert len({item.id for item in OPERATIONS}) == len(OPERATIONS)


EVERYWHERE = {400, 401, 403, 408, 413, 429, 500, 503}
"""What may befall any signed request."""
NOT_OF_A_KNOWN_PATH = {404, 405}
HEALTH = {"/healthz", "/readyz"}
"""For whoever runs the hub; no part of the protocol."""


def test_the_hub_has_the_documents_paths_and_no_others(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path)
    try:
        routes = make_app(hub, "https://hub.example.vn").routes
    finally:
        hub.close()
    offered = {
        (method, route.path)
        for route in routes
        for method in route.methods or ()
        if route.path not in HEALTH and method != "HEAD"
    }
    assert offered == {(item.method, item.path) for item in OPERATIONS}


def test_the_documents_codes_are_the_hubs_refusals() -> None:
    refused = {RequestRefused(code).status for code in RefusalCode}
    documented = {code for item in OPERATIONS for code in item.codes if code >= 400}
    assert documented | NOT_OF_A_KNOWN_PATH == refused
    for item in OPERATIONS:
        if item.is_signed:
            assert set(item.codes) >= EVERYWHERE
        assert item.codes[0] < 300
