"""Phone codes and lookup from a station through a running hub with a simulated SMS gateway."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import HubRefusal, NetworkFault, NetworkFaultKind
from kiosk.ports.questions import OtpSender, PersonLookup
from sync.client.enrolment import enrol
from sync.client.hub_client import HubClient
from sync.client.hub_session import make_client
from sync.client.hub_time import HubTime
from sync.client.lookup import HubLookup
from sync.client.otp import HubOtp
from sync.client.settings import SyncSettings
from sync.hub.people.sms import FolderGateway
from sync.hub.server import RunningHub
from sync.protocol.asking import OTP_TRIES, LookupKind
from tests.support.hub_records import ADMIN
from tests.support.store import AT
from tests.support.stub_hub import Reply, client_of, stub_hub
from tests.support.sync_station import TZ

PHONE = "0912345678"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def hub(tmp_path: Path, clock: ManualClock) -> Iterator[RunningHub]:
    gateway = FolderGateway(tmp_path / "sms")
    with RunningHub(tmp_path / "hub", sms=gateway, now=clock.now) as running:
        yield running


@pytest.fixture
def client(hub: RunningHub, clock: ManualClock, tmp_path: Path) -> Iterator[HubClient]:
    venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
    _, invited = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)
    enrolled = enrol(hub.url, invited.code, invited.key_hash, clock, app="0.1.0")
    settings = SyncSettings(tmp_path, TZ, "0.1.0")
    made = make_client(enrolled.hub_file, settings, clock, HubTime(clock))
    yield made
    made.close()


def newest_code(tmp_path: Path) -> str:
    newest = max((tmp_path / "sms").iterdir(), key=lambda path: path.name)
    found = re.search(r"\b\d{6}\b", newest.read_text(encoding="utf-8"))
    assert found is not None
    return found[0]


def test_a_code_travels_by_sms_and_is_checked(client: HubClient, tmp_path: Path) -> None:
    otp: OtpSender = HubOtp(client)
    started = otp.send(PHONE)
    code = newest_code(tmp_path)
    wrong = otp.check(started.challenge, f"{(int(code) + 1) % 1_000_000:06d}")
    assert not wrong.is_verified
    assert wrong.tries_left == OTP_TRIES - 1
    assert otp.check(started.challenge, code).is_verified


def test_a_second_code_too_soon_is_asked_to_wait(client: HubClient) -> None:
    otp = HubOtp(client)
    otp.send(PHONE)
    with pytest.raises(NetworkFault) as raised:
        otp.send(PHONE)
    assert raised.value.kind is NetworkFaultKind.SLOW_DOWN
    assert raised.value.retry_after_s


def test_a_code_that_has_ended_is_refused(client: HubClient, clock: ManualClock) -> None:
    otp = HubOtp(client)
    started = otp.send(PHONE)
    clock.advance(3600)
    with pytest.raises(HubRefusal) as raised:
        otp.check(started.challenge, "000000")
    assert (raised.value.status, raised.value.code) == (410, "challenge_ended")


def test_a_number_nobody_has_finds_nobody(client: HubClient) -> None:
    lookup: PersonLookup = HubLookup(client)
    assert lookup.find(LookupKind.PHONE, PHONE) == ()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"persons": 1, "verified": "yes"}'])
def test_a_garbled_answer_is_the_hubs_fault(body: bytes) -> None:
    replies = {"/v1/otp": Reply(202, body), "/v1/ping": Reply(204)}
    with (
        stub_hub(lambda asked: replies.get(asked.path) or Reply(200, body)) as stub,
        client_of(stub) as client,
    ):
        for ask in (
            lambda: HubOtp(client).send(PHONE),
            lambda: HubOtp(client).check("challenge", "000000"),
            lambda: HubLookup(client).find(LookupKind.PHONE, PHONE),
        ):
            with pytest.raises(NetworkFault):
                ask()
