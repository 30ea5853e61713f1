"""Lookup, OTP and device messages: what is written is read, what is wrong is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sync.protocol import asking, devices
from sync.protocol.asking import (
    DeclarationStatus,
    LookedUp,
    LookupAnswer,
    LookupKind,
    LookupRequest,
    OtpCheck,
    OtpChecked,
    OtpStarted,
    Released,
)
from sync.protocol.devices import (
    DeviceAnswer,
    DeviceStatus,
    RollAnswer,
    RollRequest,
    StationState,
)
from sync.protocol.members import MemberError

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_lookup_travels() -> None:
    request = LookupRequest(LookupKind.PHONE, "+84912345678")
    assert asking.parse_lookup_request(request.to_bytes()) == request
    answer = LookupAnswer(
        (
            LookedUp("p-1", "Nguyễn Thị Thử", "1980-01-02", "female", DeclarationStatus.VALID),
            LookedUp("p-2", "", None, "unknown"),
        ),
        3,
        (Released("h-1", "Trần Văn Thử", "1970", "male"),),
        3599,
    )
    assert asking.parse_lookup_answer(answer.to_bytes()) == answer


def test_an_answer_of_before_releases_nobody() -> None:
    assert asking.parse_lookup_answer(b'{"persons":[]}') == LookupAnswer(())


@pytest.mark.parametrize(
    "raw", [b'{"persons":[],"released":{}}', b'{"persons":[],"released":[{"handle":""}]}']
)
def test_a_wrong_release_is_named(raw: bytes) -> None:
    with pytest.raises(MemberError):
        asking.parse_lookup_answer(raw)


def test_a_newer_declaration_status_counts_as_none() -> None:
    raw = LookupAnswer((LookedUp("p-1", "A", None, "male"),)).to_bytes()
    (person,) = asking.parse_lookup_answer(raw.replace(b'"none"', b'"waived"')).persons
    assert person.declaration is DeclarationStatus.NONE


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b"{}",
        b'{"kind":"passport","value":"1"}',
        b'{"kind":"phone","value":"%s"}' % (b"1" * 65),
    ],
)
def test_a_wrong_lookup_is_named(raw: bytes) -> None:
    with pytest.raises(MemberError):
        asking.parse_lookup_request(raw)


def test_otp_travels() -> None:
    assert asking.parse_otp_request(asking.otp_request("0912345678")) == "0912345678"
    started = OtpStarted("c-1")
    assert asking.parse_otp_started(started.to_bytes()) == started
    check = OtpCheck("c-1", "012345")
    assert asking.parse_otp_check(check.to_bytes()) == check
    checked = OtpChecked(is_verified=False, tries_left=4)
    assert asking.parse_otp_checked(checked.to_bytes()) == checked


def test_device_messages_travel() -> None:
    status = DeviceStatus("1.4.0", 812, 3, NOW - timedelta(hours=5), -120, ("printer.paper_out",))
    assert devices.parse_device_status(status.to_bytes()) == status
    me = DeviceAnswer("d-1", "d-1.1", StationState.DRAIN_ONLY, "v-1", "Trạm y tế Thử", "A")
    assert devices.parse_device_answer(me.to_bytes()) == me
    me = replace(me, heads=(devices.LedgerHead("l-1", 7, "ab"), devices.LedgerHead("l-2", 1, "cd")))
    assert devices.parse_device_answer(me.to_bytes()) == me
    # Of a hub that does not tell yet.
    before = me.to_bytes().replace(b'"heads"', b'"tails"')
    assert devices.parse_device_answer(before).heads == ()
    roll = RollRequest("k", "p")
    assert devices.parse_roll_request(roll.to_bytes()) == roll
    answer = RollAnswer("d-1.2", NOW)
    assert devices.parse_roll_answer(answer.to_bytes()) == answer


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"offset_ms":0', b'"offset_ms":1.5'),
        (b'"faults":[]', b'"faults":{}'),
        (b'"faults":[]', b'"faults":["%s"]' % (b"x" * 65)),
        (b'"oldest":null', b'"oldest":"today"'),
        (b'"app":"1"', b'"app":"%s"' % (b"1" * 65)),
    ],
)
def test_a_wrong_status_is_named(old: bytes, new: bytes) -> None:
    raw = DeviceStatus("1", 0, 0, None, 0).to_bytes()
    assert old in raw
    with pytest.raises(MemberError):
        devices.parse_device_status(raw.replace(old, new))


def test_wrong_answers_are_named() -> None:
    me = DeviceAnswer("d-1", "d-1.1", StationState.ACTIVE, "v-1", "Thử", "A").to_bytes()
    with pytest.raises(MemberError):
        devices.parse_device_answer(me.replace(b"active", b"asleep"))
    with pytest.raises(MemberError):
        devices.parse_roll_answer(b'{"kid":"k","old_until":"tomorrow"}')


def test_the_new_key_signs_for_its_device() -> None:
    assert devices.roll_bytes("d-1", "key") == b"KR1|d-1|key"
