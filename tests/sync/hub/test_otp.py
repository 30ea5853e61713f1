"""Phone OTP: every limit, held across restarts; codes only as HMAC.

See docs/spec/sync-protocol.md §9.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.base.clock import ManualClock
from kiosk.base.phones import normalise_phone
from sync.hub.db.admin_tables import otp_challenges
from sync.hub.db.engine import reading
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.hub import Hub, HubOptions
from sync.hub.people.otp import (
    PER_DEVICE_HOUR,
    PER_PHONE_DAY,
    PER_PHONE_HOUR,
    make_otp,
    message_text,
)
from sync.hub.people.sms import FolderGateway, NoGateway, SmsGateway, is_one_part
from sync.protocol.asking import OTP_LIFE_S, OTP_RESEND_S, OTP_TRIES, OtpCheck, OtpChecked
from tests.support.hub_records import ADMIN

PHONE = "+84912345678"
HOUR = 3600


@pytest.fixture
def device(hub: Hub) -> str:
    """A station of a venue."""
    venue = hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    return device_id


def _code(sms: FolderGateway) -> str:
    """The code in the newest message."""
    match = re.match(r"(\d{6}) ", sms.messages()[-1][1])
    assert match is not None
    return match[1]


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def _refused(act: Callable[[], object], code: RefusalCode, after_s: int | None = None) -> None:
    with pytest.raises(RequestRefused) as error:
        act()
    assert (error.value.code, error.value.retry_after_s) == (code, after_s)


def test_the_right_code_counts_once(hub: Hub, device: str, sms: FolderGateway) -> None:
    started = hub.otp.start(device, "0912 345 678")
    assert sms.messages()[-1][0] == PHONE
    check = OtpCheck(started.challenge, _code(sms))
    assert hub.otp.verify(device, check) == OtpChecked(is_verified=True, tries_left=4)
    _refused(lambda: hub.otp.verify(device, check), RefusalCode.CHALLENGE_ENDED)


def test_five_wrong_tries_end_it(hub: Hub, device: str, sms: FolderGateway) -> None:
    started = hub.otp.start(device, PHONE)
    code = _code(sms)
    left = [
        hub.otp.verify(device, OtpCheck(started.challenge, _wrong(code))).tries_left
        for _ in range(OTP_TRIES)
    ]
    assert left == [4, 3, 2, 1, 0]
    right = OtpCheck(started.challenge, code)
    _refused(lambda: hub.otp.verify(device, right), RefusalCode.CHALLENGE_ENDED)


def test_it_ends_after_five_minutes(
    hub: Hub, device: str, sms: FolderGateway, clock: ManualClock
) -> None:
    started = hub.otp.start(device, PHONE)
    clock.advance(OTP_LIFE_S)
    check = OtpCheck(started.challenge, _code(sms))
    _refused(lambda: hub.otp.verify(device, check), RefusalCode.CHALLENGE_ENDED)


def test_another_station_cannot_use_it_and_an_unknown_one_looks_the_same(
    hub: Hub, device: str, sms: FolderGateway
) -> None:
    venue_id = hub.stations.get(device).venue_id
    other, _ = hub.administration.add_station(ADMIN, venue_id, "B", "http://hub.example.vn")
    started = hub.otp.start(device, PHONE)
    check = OtpCheck(started.challenge, _code(sms))
    _refused(lambda: hub.otp.verify(other, check), RefusalCode.CHALLENGE_ENDED)
    unknown = OtpCheck("no such challenge", check.code)
    _refused(lambda: hub.otp.verify(device, unknown), RefusalCode.CHALLENGE_ENDED)
    assert hub.otp.verify(device, check).is_verified


def test_a_new_code_ends_the_one_before(
    hub: Hub, device: str, sms: FolderGateway, clock: ManualClock
) -> None:
    first = hub.otp.start(device, PHONE)
    old = OtpCheck(first.challenge, _code(sms))
    clock.advance(OTP_RESEND_S)
    second = hub.otp.start(device, PHONE)
    _refused(lambda: hub.otp.verify(device, old), RefusalCode.CHALLENGE_ENDED)
    assert hub.otp.verify(device, OtpCheck(second.challenge, _code(sms))).is_verified


def test_a_minute_must_pass_before_the_next(hub: Hub, device: str, clock: ManualClock) -> None:
    hub.otp.start(device, PHONE)
    clock.advance(OTP_RESEND_S - 20)
    _refused(lambda: hub.otp.start(device, "0912345678"), RefusalCode.SLOW_DOWN, 20)
    hub.otp.start(device, "0987654321")
    clock.advance(20)
    hub.otp.start(device, PHONE)


def test_three_an_hour_and_six_a_day_for_a_phone(
    hub: Hub, device: str, sms: FolderGateway, clock: ManualClock
) -> None:
    for _ in range(PER_PHONE_HOUR):
        hub.otp.start(device, PHONE)
        clock.advance(OTP_RESEND_S)
    _refused(
        lambda: hub.otp.start(device, PHONE),
        RefusalCode.SLOW_DOWN,
        HOUR - PER_PHONE_HOUR * OTP_RESEND_S,
    )
    clock.advance(HOUR)
    for _ in range(PER_PHONE_DAY - PER_PHONE_HOUR):
        hub.otp.start(device, PHONE)
        clock.advance(OTP_RESEND_S)
    clock.advance(HOUR)
    with pytest.raises(RequestRefused) as error:
        hub.otp.start(device, PHONE)
    assert error.value.retry_after_s is not None
    clock.advance(error.value.retry_after_s - 1)
    _refused(lambda: hub.otp.start(device, PHONE), RefusalCode.SLOW_DOWN, 1)
    clock.advance(1)
    hub.otp.start(device, PHONE)
    assert len(sms.messages()) == PER_PHONE_DAY + 1


def test_twenty_an_hour_for_a_station(hub: Hub, device: str, clock: ManualClock) -> None:
    for number in range(PER_DEVICE_HOUR):
        hub.otp.start(device, f"09123456{number:02d}")
    _refused(lambda: hub.otp.start(device, "0987654321"), RefusalCode.SLOW_DOWN, HOUR)
    other, _ = hub.administration.add_station(
        ADMIN, hub.stations.get(device).venue_id, "B", "http://hub.example.vn"
    )
    hub.otp.start(other, "0987654321")
    clock.advance(HOUR)
    hub.otp.start(device, "0987654322")


def test_all_limits_hold_across_a_restart(
    hub: Hub,
    device: str,
    sms: FolderGateway,
    clock: ManualClock,
    tmp_path: Path,
    database: str | None,
) -> None:
    started = hub.otp.start(device, PHONE)
    code = _code(sms)
    for _ in range(OTP_TRIES - 1):
        hub.otp.verify(device, OtpCheck(started.challenge, _wrong(code)))
    for number in range(PER_DEVICE_HOUR - 1):
        hub.otp.start(device, f"09123456{number:02d}")
    hub.housekeep()
    hub.close()
    again = Hub.open(
        tmp_path / "hub", database, options=HubOptions(sms=sms), now=clock.now, even=clock.monotonic
    )
    try:
        _refused(lambda: again.otp.start(device, PHONE), RefusalCode.SLOW_DOWN, HOUR)
        last = again.otp.verify(device, OtpCheck(started.challenge, _wrong(code)))
        assert last == OtpChecked(is_verified=False, tries_left=0)
        right = OtpCheck(started.challenge, code)
        _refused(lambda: again.otp.verify(device, right), RefusalCode.CHALLENGE_ENDED)
    finally:
        again.close()


def test_a_right_code_survives_a_restart(
    hub: Hub,
    device: str,
    sms: FolderGateway,
    clock: ManualClock,
    tmp_path: Path,
    database: str | None,
) -> None:
    started = hub.otp.start(device, PHONE)
    hub.close()
    again = Hub.open(
        tmp_path / "hub", database, options=HubOptions(sms=sms), now=clock.now, even=clock.monotonic
    )
    try:
        assert again.otp.verify(device, OtpCheck(started.challenge, _code(sms))).is_verified
    finally:
        again.close()


def test_neither_number_nor_code_is_stored(hub: Hub, device: str, sms: FolderGateway) -> None:
    hub.otp.start(device, PHONE)
    with reading(hub.engine) as connection:
        (row,) = connection.execute(select(otp_challenges)).all()
    stored = " ".join(str(value) for value in row)
    assert _code(sms) not in stored
    assert "912345678" not in stored
    assert len(row.code_mac) == len(row.phone_mac) == 64


def test_what_served_its_time_is_removed(hub: Hub, device: str, clock: ManualClock) -> None:
    hub.otp.start(device, PHONE)
    clock.advance(25 * HOUR)
    hub.housekeep()
    with reading(hub.engine) as connection:
        assert len(connection.execute(select(otp_challenges)).all()) == 1
    clock.advance(24 * HOUR)
    hub.housekeep()
    with reading(hub.engine) as connection:
        assert connection.execute(select(otp_challenges)).first() is None


@pytest.mark.parametrize("gateway", [NoGateway()])
def test_a_gateway_that_fails_says_so_and_counts(
    gateway: SmsGateway, tmp_path: Path, clock: ManualClock
) -> None:
    opened = Hub.open(
        tmp_path / "hub", options=HubOptions(sms=gateway), now=clock.now, even=clock.monotonic
    )
    try:
        venue = opened.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        device, _ = opened.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
        _refused(lambda: opened.otp.start(device, PHONE), RefusalCode.SMS_DOWN, OTP_RESEND_S)
        _refused(lambda: opened.otp.start(device, PHONE), RefusalCode.SLOW_DOWN, OTP_RESEND_S)
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912345678", PHONE),
        ("+84 912-345-678", PHONE),
        ("84912345678", PHONE),
        ("0084912345678", PHONE),
        ("+84 (0) 912 345 678", PHONE),
        ("0212345678", None),
        ("+66812345678", None),
        ("091234567", None),
        ("09123456789", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
    ],
)
def test_only_vietnamese_mobiles_are_served(text: str, number: str | None) -> None:
    assert normalise_phone(text) == number


def test_another_number_is_refused_before_anything_is_sent(
    hub: Hub, device: str, sms: FolderGateway
) -> None:
    _refused(lambda: hub.otp.start(device, "+66812345678"), RefusalCode.BAD_PHONE)
    assert sms.messages() == []


def test_the_message_is_one_part_without_accents() -> None:
    text = message_text("012345")
    assert text.isascii()
    assert is_one_part(text)
    assert not is_one_part("Mã xác nhận")
    assert not is_one_part("a" * 161)
    assert not is_one_part("[]")


def test_codes_are_six_digits() -> None:
    codes = {make_otp() for _ in range(200)}
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)
    assert len(codes) > 150
