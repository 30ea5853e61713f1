"""Questions of a station to a running hub with a simulated SMS gateway."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import HubRefusal, NetworkFault, NetworkFaultKind
from kiosk.domain.desk.asked import HubQuestion
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.station.enrolment import EnrolmentProblem
from kiosk.ports.questions import Answerer, Enrol
from sync.client.enrolment import enrol
from sync.client.hub_file import NAME, load_hub_file, save_hub_file
from sync.client.questions import HubAnswerer
from sync.client.settings import SyncSettings
from sync.hub.hub import HubOptions
from sync.hub.people.sms import FolderGateway
from sync.hub.server import RunningHub
from sync.protocol.asking import OTP_TRIES, LookupAnswer, LookupKind
from sync.protocol.enrolment import Invitation
from tests.support.hub_records import ADMIN
from tests.support.store import AT
from tests.support.stub_hub import STAMP, Asked, Reply, stub_hub
from tests.support.sync_station import TZ
from tests.support.yes_hub import hub_file

PHONE = "0912345678"
WAIT_S = 20.0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def hub(tmp_path: Path, clock: ManualClock) -> Iterator[RunningHub]:
    gateway = FolderGateway(tmp_path / "sms")
    with RunningHub(
        tmp_path / "hub", options=HubOptions(sms=gateway), now=clock.now, even=clock.monotonic
    ) as running:
        yield running


@pytest.fixture
def invitation(hub: RunningHub) -> Invitation:
    venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
    return hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)[1]


@pytest.fixture
def answerer(tmp_path: Path, clock: ManualClock) -> Iterator[HubAnswerer]:
    """Of a station that is not enrolled yet."""
    made = HubAnswerer(SyncSettings(tmp_path, TZ, "0.1.0"), clock)
    with closing(made):
        yield made


@pytest.fixture
def enrolled(answerer: HubAnswerer, invitation: Invitation) -> HubAnswerer:
    assert answerer.answer(Enrol(invitation)).problem is None
    return answerer


def newest_code(tmp_path: Path) -> str:
    newest = max((tmp_path / "sms").iterdir(), key=lambda path: path.name)
    found = re.search(r"\b\d{6}\b", newest.read_text(encoding="utf-8"))
    assert found is not None
    return found[0]


def test_a_code_travels_by_sms_and_is_checked(enrolled: Answerer, tmp_path: Path) -> None:
    started = enrolled.answer(SendCode(PHONE))
    code = newest_code(tmp_path)
    wrong = enrolled.answer(CheckCode(started.challenge, f"{(int(code) + 1) % 1_000_000:06d}"))
    assert not wrong.is_verified
    assert wrong.tries_left == OTP_TRIES - 1
    assert enrolled.answer(CheckCode(started.challenge, code)).is_verified


def test_a_second_code_too_soon_is_asked_to_wait(enrolled: HubAnswerer) -> None:
    enrolled.answer(SendCode(PHONE))
    with pytest.raises(NetworkFault) as raised:
        enrolled.answer(SendCode(PHONE))
    assert raised.value.kind is NetworkFaultKind.SLOW_DOWN
    assert raised.value.retry_after_s


def test_a_code_that_has_ended_is_refused(enrolled: HubAnswerer, clock: ManualClock) -> None:
    started = enrolled.answer(SendCode(PHONE))
    clock.advance(3600)
    with pytest.raises(HubRefusal) as raised:
        enrolled.answer(CheckCode(started.challenge, "000000"))
    assert (raised.value.status, raised.value.code) == (410, "challenge_ended")


def test_a_number_nobody_has_finds_nobody(enrolled: HubAnswerer) -> None:
    assert enrolled.answer(FindPersons(LookupKind.PHONE, PHONE)) == LookupAnswer(())


def test_enrolling_writes_the_enrolment_and_names_the_place(
    answerer: HubAnswerer, invitation: Invitation, tmp_path: Path
) -> None:
    end = answerer.answer(Enrol(invitation))
    assert (end.venue, end.gate, end.problem) == ("Trạm Mẫu", "Cổng A", None)
    written = load_hub_file(tmp_path)
    assert written is not None
    assert written.hub_url == invitation.hub_url


def test_a_code_that_is_used_up_is_refused_in_the_hubs_words(
    enrolled: HubAnswerer, invitation: Invitation
) -> None:
    end = enrolled.answer(Enrol(invitation))
    assert end.problem is EnrolmentProblem.REFUSED
    assert set(end.words) == {"vi", "en"}


def test_another_hub_than_the_invitations_is_named_so(
    answerer: HubAnswerer, invitation: Invitation, tmp_path: Path
) -> None:
    end = answerer.answer(Enrol(replace(invitation, key_hash="0" * 32)))
    assert end.problem is EnrolmentProblem.WRONG_HUB
    assert not (tmp_path / NAME).exists()


def test_an_enrolment_that_cannot_be_written_is_told(
    invitation: Invitation, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings = SyncSettings(tmp_path / "file", TZ, "0.1.0")
    with closing(HubAnswerer(settings, clock)) as answerer:
        assert answerer.answer(Enrol(invitation)).problem is EnrolmentProblem.NOT_WRITTEN


def test_a_portal_in_the_place_of_a_hub_is_told(answerer: HubAnswerer, tmp_path: Path) -> None:
    with stub_hub(lambda asked: Reply(200, b"<html>", stamp=None)) as stub:
        end = answerer.answer(Enrol(Invitation(stub.url, "K7P2MQ4T9X", "0" * 32)))
    assert end.problem is NetworkFaultKind.PORTAL
    assert not (tmp_path / NAME).exists()


def test_a_station_without_a_hub_asks_nobody(answerer: HubAnswerer) -> None:
    with pytest.raises(NetworkFault) as raised:
        answerer.answer(SendCode(PHONE))
    assert raised.value.kind is NetworkFaultKind.OFFLINE


def test_a_damaged_enrolment_asks_nobody(answerer: HubAnswerer, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{", encoding="utf-8")
    with pytest.raises(NetworkFault):
        answerer.answer(SendCode(PHONE))


def test_a_station_enrolled_anew_asks_its_new_hub(
    enrolled: HubAnswerer, hub: RunningHub, clock: ManualClock, tmp_path: Path
) -> None:
    enrolled.answer(FindPersons(LookupKind.PHONE, PHONE))
    gateway = FolderGateway(tmp_path / "sms-2")
    with RunningHub(
        tmp_path / "hub-2", options=HubOptions(sms=gateway), now=clock.now, even=clock.monotonic
    ) as other:
        venue = other.hub.venues.add(ADMIN, "Trạm Hai", "2 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invited = other.hub.administration.add_station(ADMIN, venue.id, "Cổng A", other.url)
        save_hub_file(tmp_path, enrol(invited, clock, app="0.1.0"))
        enrolled.answer(SendCode(PHONE))
        assert list((tmp_path / "sms-2").iterdir())
        enrolled.close()


def test_a_question_in_progress_is_cut(answerer: HubAnswerer, tmp_path: Path) -> None:
    reached, release = threading.Event(), threading.Event()

    def hang(asked: Asked) -> Reply:
        if asked.path == "/v1/ping":
            return Reply(204)
        reached.set()
        release.wait(WAIT_S)
        return Reply(drop=True)

    def cut() -> None:
        assert reached.wait(WAIT_S)
        answerer.cut()

    answerer.cut()
    with stub_hub(hang) as stub:
        save_hub_file(tmp_path, replace(hub_file(stub.url), hub_id=STAMP.hub_id))
        cutter = threading.Thread(target=cut)
        cutter.start()
        with pytest.raises(NetworkFault) as raised:
            answerer.answer(SendCode(PHONE))
        release.set()
        cutter.join()
        answerer.close()
    assert raised.value.kind is NetworkFaultKind.TIMEOUT


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"persons": 1, "verified": "yes"}'])
def test_a_garbled_answer_is_the_hubs_fault(
    answerer: HubAnswerer, body: bytes, tmp_path: Path
) -> None:
    replies = {"/v1/otp": Reply(202, body), "/v1/ping": Reply(204)}
    questions: tuple[HubQuestion[object], ...] = (
        SendCode(PHONE),
        CheckCode("challenge", "000000"),
        FindPersons(LookupKind.PHONE, PHONE),
    )
    with stub_hub(lambda asked: replies.get(asked.path) or Reply(200, body)) as stub:
        save_hub_file(tmp_path, replace(hub_file(stub.url), hub_id=STAMP.hub_id))
        for question in questions:
            with pytest.raises(NetworkFault) as raised:
                answerer.answer(question)
            assert raised.value.kind is NetworkFaultKind.SERVER_DOWN
        answerer.close()
