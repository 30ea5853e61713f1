"""The whole hub: a station's day over loopback, stopping, logging, a process of its own."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import requests

from kiosk.base.clock import ManualClock
from sync.hub import wire_log
from sync.hub.admin.venues import Section, Venue
from sync.hub.certificate import NAME as CERTIFICATE_NAME
from sync.hub.certificate import own_tls
from sync.hub.db.engine import writing
from sync.hub.hub import Hub, HubOptions, utc_now
from sync.hub.people.sms import FolderGateway
from sync.hub.server import RunningHub, bind
from sync.protocol.asking import (
    LookupKind,
    LookupRequest,
    OtpCheck,
    otp_request,
    parse_lookup_answer,
    parse_otp_checked,
    parse_otp_started,
)
from sync.protocol.enrolment import parse_invitation
from sync.protocol.envelope import RecordStatus, parse_batch_answer
from sync.protocol.feeds import FeedName, parse_feed_page
from tests.support.hub_client import HttpStation, error_of
from tests.support.hub_records import ADMIN, Station
from tests.support.postgres import Cluster

PHONE = "+84912345678"
NAME = "Chamaléa Thị Hương"


def test_a_stations_day(
    running: RunningHub,
    venue: Venue,
    station: HttpStation,
    stations: ExitStack,
    sms: FolderGateway,
    clock: ManualClock,
) -> None:
    other = stations.enter_context(HttpStation(running.url, clock.now))
    other.enrol(running.hub.administration.add_station(ADMIN, venue.id, "B", running.url)[1])
    # Somebody comes in at gate A.
    ledger = Station(1, gate="A", at=clock.now())
    person = ledger.new_person()
    pushed = station.push([ledger.person(person, NAME, phone=PHONE), ledger.arrival(person)])
    assert parse_batch_answer(pushed.content).statuses == (RecordStatus.STORED, RecordStatus.STORED)
    # Gate B hears of it.
    presence = parse_feed_page(other.get("/v1/feeds/presence").content)
    (item,) = presence.items
    assert (item.key, item.body["inside"], item.body["gate"]) == (person, True, "A")
    people = parse_feed_page(other.get("/v1/feeds/people").content)
    assert [one.key for one in people.items] == [person]
    running.hub.venues.set_section(ADMIN, venue.id, Section.POLICY, {"repeat_window_s": 30})
    config = {
        one.key: one.body for one in parse_feed_page(other.get("/v1/feeds/config").content).items
    }
    assert config["policy"] == {"repeat_window_s": 30}
    assert config["venue"]["gates"] == ["A", "B"]
    # Gate B looks the phone up, and proves that it is at hand.
    asked = LookupRequest(LookupKind.PHONE, "0912345678").to_bytes()
    (found,) = parse_lookup_answer(other.post("/v1/lookup", asked).content).persons
    assert (found.person, found.full_name) == (person, NAME)
    sent = other.post("/v1/otp", otp_request("0912345678"))
    assert sent.status_code == 202
    started = parse_otp_started(sent.content)
    code = sms.messages()[-1][1][:6]
    checked = other.post("/v1/otp/verify", OtpCheck(started.challenge, code).to_bytes())
    assert parse_otp_checked(checked.content).is_verified
    again = other.post("/v1/otp/verify", OtpCheck(started.challenge, code).to_bytes())
    assert (again.status_code, error_of(again).code) == (410, "challenge_ended")
    too_soon = other.post("/v1/otp", otp_request(PHONE))
    assert (too_soon.status_code, too_soon.headers["Retry-After"]) == (429, "60")


def test_known_and_unknown_numbers_are_answered_alike(
    running: RunningHub, station: HttpStation, sms: FolderGateway
) -> None:
    ledger = Station(1)
    station.push([ledger.person(ledger.new_person(), NAME, phone=PHONE)])
    known = station.post("/v1/otp", otp_request(PHONE))
    unknown = station.post("/v1/otp", otp_request("+84987654321"))
    assert (known.status_code, len(known.content)) == (unknown.status_code, len(unknown.content))
    assert set(known.headers) == set(unknown.headers)
    assert {phone for phone, _ in sms.messages()} == {PHONE, "+84987654321"}


def test_a_restarted_hub_is_the_same_hub(
    tmp_path: Path, database: str | None, clock: ManualClock
) -> None:
    with RunningHub(tmp_path, database=database, now=clock.now, even=clock.monotonic) as first:
        stamp, port = first.hub.identity.stamp, first.port
        venue = first.hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        station = HttpStation(first.url, clock.now)
        station.enrol(first.hub.administration.add_station(ADMIN, venue.id, "A", first.url)[1])
        replayed = station.request(
            "POST", "/v1/lookup", LookupRequest(LookupKind.PHONE, PHONE).to_bytes()
        )
        assert station.send(replayed).status_code == 200
        station.session.close()
    with (
        RunningHub(
            tmp_path, port=port, database=database, now=clock.now, even=clock.monotonic
        ) as second,
        station,
    ):
        assert second.hub.identity.stamp == stamp
        assert station.get("/v1/device/me").status_code == 200
        answer = station.send(replayed)
        assert (answer.status_code, error_of(answer).code) == (401, "replayed")


def test_a_command_run_elsewhere_does_not_take_the_hub_for_restored(
    tmp_path: Path, cluster: Cluster
) -> None:
    url = cluster.make_database()
    try:
        with RunningHub(tmp_path / "hub", database=url) as running:
            epoch = running.hub.identity.epoch
            beside = Hub.open(tmp_path / "administrator", url)
            beside.close()
            assert beside.identity.epoch == epoch
        with RunningHub(tmp_path / "hub", database=url) as running:
            assert running.hub.identity.epoch == epoch
        # The hub itself, without its mark, cannot know what it forgot.
        moved = HubOptions(marks=tmp_path / "marks")
        with RunningHub(tmp_path / "moved", database=url, options=moved) as running:
            assert running.hub.identity.epoch != epoch
    finally:
        cluster.drop_database(url)


class _SlowGateway:
    """Holds each message until it is let go."""

    def __init__(self) -> None:
        self.holds = threading.Event()
        self.go = threading.Event()

    def send(self, phone: str, text: str) -> None:
        self.holds.set()
        assert self.go.wait(20)


def test_a_stop_finishes_what_has_begun(tmp_path: Path, clock: ManualClock) -> None:
    gateway = _SlowGateway()
    with RunningHub(
        tmp_path, options=HubOptions(sms=gateway), now=clock.now, even=clock.monotonic
    ) as running:
        venue = running.hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        with HttpStation(running.url, clock.now) as station, ThreadPoolExecutor(2) as pool:
            station.enrol(
                running.hub.administration.add_station(ADMIN, venue.id, "A", running.url)[1]
            )
            asking = pool.submit(station.post, "/v1/otp", otp_request(PHONE))
            assert gateway.holds.wait(20)
            stopping = pool.submit(running.stop)
            # It does not listen any more, and still has an answer for who came before.
            while _is_listening(running.port):
                threading.Event().wait(0.01)
            gateway.go.set()
            assert asking.result(timeout=20).status_code == 202
            stopping.result(timeout=20)
    assert threading.active_count() == 1 or not any(
        thread.name in ("hub", "feed-watch") for thread in threading.enumerate()
    )


def _is_listening(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_database_that_fails_is_not_the_stations_fault(
    running: RunningHub, venue: Venue, station: HttpStation
) -> None:
    with writing(running.hub.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE device_keys RENAME TO elsewhere")
    refused = station.get("/v1/device/me")
    assert (refused.status_code, error_of(refused).code) == (503, "busy")
    assert refused.headers["Retry-After"] == "5"
    with writing(running.hub.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO device_keys")
    assert station.get("/v1/device/me").status_code == 200


def test_a_mistake_of_the_hub_is_answered_and_logged_without_data(
    running: RunningHub, station: HttpStation, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"about {PHONE}")

    running.hub.lookup.find = fail  # type: ignore[assignment]
    with caplog.at_level(logging.INFO):
        asked = LookupRequest(LookupKind.PHONE, PHONE).to_bytes()
        answer = station.post("/v1/lookup", asked)
    assert (answer.status_code, error_of(answer).code) == (500, "broken")
    lines = [wire_log.JsonLines().format(record) for record in caplog.records]
    (failed,) = [line for line in lines if '"request failed"' in line]
    assert json.loads(failed)["error"] == "RuntimeError"
    assert not any("912345678" in line for line in lines)


def test_requests_are_logged_by_ids(
    running: RunningHub, station: HttpStation, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = Station(1)
    with caplog.at_level(logging.INFO):
        station.push([ledger.person(ledger.new_person(), NAME, phone=PHONE)])
        station.post("/v1/lookup", LookupRequest(LookupKind.PHONE, PHONE).to_bytes())
        requests.get(f"{running.url}/{PHONE}?q={PHONE}", timeout=5)
        # A request is logged after its answer left; a hub that stopped has logged them all.
        running.stop()
    lines = [wire_log.JsonLines().format(record) for record in caplog.records]
    told = [json.loads(line) for line in lines]
    asked = [line for line in told if line["event"] == "request" and line["path"] != "/v1/enrol"]
    assert [(line["path"], line.get("device")) for line in asked] == [
        ("/v1/entries:batch", station.device),
        ("/v1/lookup", station.device),
        ("unknown", None),
    ]
    assert not any("912345678" in line or "Hương" in line for line in lines)


def test_exceptions_are_logged_by_type_and_place() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(wire_log.JsonLines())
    logger = logging.getLogger("tests.wire_log")
    logger.addHandler(handler)
    try:
        raise ValueError(NAME)
    except ValueError:
        logger.exception("failed")
    finally:
        logger.removeHandler(handler)
    line = json.loads(stream.getvalue())
    assert line["exception"]["error"] == "ValueError"
    assert NAME not in stream.getvalue()


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with (
        closing(bind("127.0.0.1", 0)) as taken,
        pytest.raises(OSError, match="another program's already"),
    ):
        bind("127.0.0.1", taken.getsockname()[1])


async def _accepted_no_delay(listener: socket.socket) -> int:
    """TCP_NODELAY of a connection as asyncio serves it."""
    loop = asyncio.get_running_loop()
    seen: asyncio.Future[int] = loop.create_future()

    class Look(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted = transport.get_extra_info("socket")
            seen.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async with await loop.create_server(Look, sock=listener):
        with socket.create_connection(listener.getsockname()):
            async with asyncio.timeout(5):
                return await seen


def test_no_answer_waits_for_an_acknowledgement() -> None:
    """Head and body of an answer are two writes: the second must not wait for a delayed ACK."""
    with closing(bind("127.0.0.1", 0)) as listener:
        assert asyncio.run(_accepted_no_delay(listener)) != 0


def test_a_process_of_its_own_serves_and_stops_on_a_signal(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "hub", "serve", "--data", str(tmp_path / "hub")]
    with subprocess.Popen(
        [*command, "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        hub_id, _, url = first.strip().partition(" at ")
        # Its own certificate names the address, too.
        own = str(tmp_path / "hub" / CERTIFICATE_NAME)
        with requests.get(f"{url}/v1/ping?nonce=1", timeout=10, verify=own) as pong:
            assert pong.status_code == 204
            assert pong.headers["X-Hub"].startswith(f"{hub_id};")
        added = _hub(tmp_path, "venue", "add", "Trung tâm Y tế Mẫu", "--json")
        number = str(json.loads(added)["number"])
        invited = json.loads(_hub(tmp_path, "device", "add", number, "A", "--json"))
        invitation = parse_invitation(invited["invitation"])
        assert invitation.hub_url == url
        assert invitation.pin == own_tls(tmp_path / "hub", "").pin
        with HttpStation(url, utc_now) as station:
            station.session.verify = own
            station.enrol(invitation)
            assert station.device == invited["device"]
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out == ""
    events = [json.loads(line) for line in errors.splitlines()]
    assert {"/v1/ping", "/v1/enrol"} <= {line.get("path") for line in events}


def _hub(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "hub", *words, "--data", str(folder / "hub")],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


def test_a_hub_keeps_house(hub: Hub, clock: ManualClock) -> None:
    venue = hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
    device_id, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub.example.vn")
    hub.stations.note_contact(device_id)
    hub.housekeep()
    assert hub.stations.get(device_id).seen_at == clock.now()


def test_feed_names_are_all_served(running: RunningHub, station: HttpStation) -> None:
    for feed in FeedName:
        assert station.get(f"/v1/feeds/{feed.value}").status_code == 200
        assert station.get(f"/v1/feeds/{feed.value}/snapshot").status_code == 200
