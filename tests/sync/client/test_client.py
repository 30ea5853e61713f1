"""One hub over one connection: what counts as the hub, and what every other answer becomes."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.errors import HubRefusal, HubRefusalKind, NetworkFault, NetworkFaultKind
from sync.client.downloader import Downloader
from sync.client.hub_client import HubClient
from sync.client.hub_time import HubTime
from sync.client.presence import AFTER_BUG_S, PresencePoll
from sync.client.transport import Transport, Trust
from sync.protocol.feeds import Cursor, FeedName
from sync.protocol.signatures import Request, verify_request
from sync.protocol.wire import MAX_BODY_BYTES, HubStamp
from tests.support.certificates import certificate, server_context
from tests.support.memory_sync_store import MemorySyncStore
from tests.support.stub_hub import (
    STAMP,
    STATION_KEY,
    Asked,
    Reply,
    client_of,
    error_reply,
    revoked_reply,
    signed_headers,
    stub_hub,
)

ANY = frozenset({200, 204})


def well(asked: Asked) -> Reply:
    return Reply(204) if asked.path == "/v1/ping" else Reply(200, b"{}")


def fault_of(reply: Reply) -> NetworkFault:
    with (
        stub_hub(lambda _: reply) as stub,
        client_of(stub) as client,
        pytest.raises(NetworkFault) as raised,
    ):
        client.ping()
    return raised.value


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>login</html>", stamp=None),
        Reply(302, headers={"Location": "http://portal.example/"}, stamp=None),
        Reply(511, stamp=None),
        Reply(204, stamp=None),
        Reply(403, stamp=None),
    ],
    ids=["200 html", "302", "511", "204 for everything", "403"],
)
def test_s7_whoever_answers_without_the_stamp_is_a_portal(reply: Reply) -> None:
    assert fault_of(reply).kind is NetworkFaultKind.PORTAL


def test_a_redirect_is_never_followed() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(302, headers={"Location": "/v1/elsewhere"}, stamp=None)

    with stub_hub(answer) as stub, client_of(stub) as client:
        with pytest.raises(NetworkFault):
            client.ping()
        assert [asked.path for asked in stub.asked] == ["/v1/ping"]


@pytest.mark.parametrize("status", [404, 500, 502, 504])
def test_a_proxy_without_its_hub_is_a_server_that_is_down(status: int) -> None:
    assert fault_of(Reply(status, stamp=None)).kind is NetworkFaultKind.SERVER_DOWN


def test_another_hub_is_not_this_stations() -> None:
    fault = fault_of(Reply(204, stamp=HubStamp("other-hub", "00c0ffee")))
    assert fault.kind is NetworkFaultKind.SERVER_DOWN


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "expected"), [("17", 17.0), ("soon", None), ("-3", None), ("0", 0.0)]
)
def test_s5_the_hub_may_ask_to_wait(status: int, asked: str, expected: float | None) -> None:
    fault = fault_of(error_reply(status, "slow_down", Retry_After=asked))
    assert fault.kind is NetworkFaultKind.SLOW_DOWN
    assert fault.retry_after_s == expected


def test_s5_a_date_to_wait_for_is_meant_by_the_hubs_clock() -> None:
    hub_now = datetime.now(UTC).replace(microsecond=0) + timedelta(days=400)
    reply = error_reply(
        503, "busy", Retry_After=format_datetime(hub_now + timedelta(seconds=90), usegmt=True)
    )
    reply.date = hub_now
    wait_s = fault_of(reply).retry_after_s
    assert wait_s is not None
    assert 85 <= wait_s <= 91


def test_an_error_of_the_hub_is_a_server_that_is_down() -> None:
    assert fault_of(error_reply(500, "broken")).kind is NetworkFaultKind.SERVER_DOWN


def test_a_refusal_carries_the_hubs_words() -> None:
    with (
        stub_hub(lambda _: error_reply(422, "bad_thing")) as stub,
        client_of(stub) as client,
        pytest.raises(HubRefusal) as raised,
    ):
        client.ping()
    refusal = raised.value
    assert (refusal.kind, refusal.status, refusal.code) == (
        HubRefusalKind.BAD_REQUEST,
        422,
        "bad_thing",
    )
    assert refusal.text["vi"] == "từ chối: bad_thing"


def test_s12_a_revocation_counts_when_the_hub_signed_it() -> None:
    with (
        stub_hub(revoked_reply) as stub,
        client_of(stub) as client,
        pytest.raises(HubRefusal) as raised,
    ):
        client.ping()
    assert raised.value.kind is HubRefusalKind.REVOKED


OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"another-key-of-the-tests-32bytes")


@pytest.mark.parametrize("key", [None, OTHER_KEY])
@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 404, 410, 413])
def test_an_answer_that_the_hub_did_not_sign_is_nothing(
    status: int, key: Ed25519PrivateKey | None
) -> None:
    body = b"" if status in (204, 304) else b"{}"
    clock = ManualClock(datetime(2026, 7, 1, tzinfo=UTC))
    time = HubTime(clock)
    replies = {"/v1/ping": Reply(204)}
    forged = Reply(status, body, date=clock.now() + timedelta(days=400), key=key)
    with (
        stub_hub(lambda asked: replies.get(asked.path, forged)) as stub,
        client_of(stub, clock, time) as client,
    ):
        client.ping()
        before = time.now()
        with pytest.raises(NetworkFault) as raised:
            client.call("GET", "/v1/x", accepted=frozenset({200, 204, 304, 410}))
        assert raised.value.kind is NetworkFaultKind.UNSIGNED
        assert time.now() == before
        assert client.stamp == STAMP


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_an_unsigned_answer_may_only_ask_to_wait(status: int) -> None:
    clock = ManualClock(datetime(2026, 7, 1, tzinfo=UTC))
    time = HubTime(clock)
    replies = {"/v1/ping": Reply(204, date=clock.now())}
    late = clock.now() + timedelta(days=400)
    with (
        stub_hub(lambda asked: replies.get(asked.path, Reply(status, date=late, key=None))) as stub,
        client_of(stub, clock, time) as client,
    ):
        client.ping()
        before = time.now()
        with pytest.raises(NetworkFault) as raised:
            client.call("GET", "/v1/x")
        assert raised.value.kind is not NetworkFaultKind.UNSIGNED
        assert time.now() == before


def test_an_answer_that_was_kept_is_not_played_again() -> None:
    """To the same address, with the same body, by the hub's own key."""
    kept: list[Reply] = []

    def answer(asked: Asked) -> Reply:
        if not kept:
            # Signed by the stub for the first request; the second gets the very same bytes.
            kept.append(Reply(200, b"{}", headers=signed_headers(asked, Reply(200, b"{}"))))
            kept[0].key = None
        return Reply(204) if asked.path == "/v1/ping" else kept[0]

    with stub_hub(well) as stub, client_of(stub) as client:
        client.ping()
        stub.answer = answer
        assert client.call("GET", "/v1/x").status == 200
        with pytest.raises(NetworkFault) as raised:
            client.call("GET", "/v1/x")
        assert raised.value.kind is NetworkFaultKind.UNSIGNED


def test_an_answer_to_a_ping_is_not_played_again() -> None:
    kept: list[Reply] = []

    def answer(asked: Asked) -> Reply:
        if not kept:
            kept.append(Reply(204, headers=signed_headers(asked, Reply(204)), key=None))
        return kept[0]

    with stub_hub(answer) as stub, client_of(stub) as client:
        client.ping()
        with pytest.raises(NetworkFault) as raised:
            client.ping()
        assert raised.value.kind is NetworkFaultKind.UNSIGNED


def test_requests_are_signed_over_address_and_body() -> None:
    with stub_hub(well) as stub, client_of(stub) as client:
        body = gzip.compress(b"something")
        headers = {"Content-Encoding": "gzip"}
        client.call("POST", "/v1/x", body, query={"cursor": "ab:1"}, headers=headers)
        asked = stub.asked[-1]
    request = Request(asked.method, asked.url, dict(asked.headers), asked.raw)
    verified = verify_request(request, lambda kid: STATION_KEY.public_key(), now=datetime.now(UTC))
    assert verified.kid == "station-1"
    assert asked.headers["x-app"] == "0.1.0"


def test_one_connection_is_kept_open() -> None:
    with stub_hub(well) as stub, client_of(stub) as client:
        for _ in range(5):
            client.call("GET", "/v1/x", accepted=ANY)
        assert stub.connections == 1
        client.forget_connection()
        client.call("GET", "/v1/x", accepted=ANY)
        assert stub.connections == 2


@pytest.mark.parametrize(
    "wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2038, 1, 19, 4, tzinfo=UTC)]
)
def test_s11_signatures_carry_the_hubs_time_whatever_the_clock_shows(wrong: datetime) -> None:
    clock = ManualClock(wrong)
    time = HubTime(clock)
    with stub_hub(well) as stub, client_of(stub, clock, time) as client:
        client.call("GET", "/v1/x", accepted=ANY)
        asked = stub.asked[-1]
        assert [item.path for item in stub.asked] == ["/v1/ping", "/v1/x"]
    request = Request(asked.method, asked.url, dict(asked.headers), asked.raw)
    verify_request(request, lambda kid: STATION_KEY.public_key(), now=datetime.now(UTC))
    assert time.offset_ms is not None
    assert abs(time.offset_ms / 1000 - (datetime.now(UTC) - wrong).total_seconds()) < 5


def test_s11_a_signature_of_a_wrong_time_is_made_again_once() -> None:
    clock = ManualClock(datetime.now(UTC))
    time = HubTime(clock)

    def answer(asked: Asked) -> Reply:
        if asked.path == "/v1/ping" or len(stub.asked) > 2:
            return well(asked)
        reply = error_reply(401, "bad_signature")
        reply.date = datetime.now(UTC) + timedelta(days=1)
        return reply

    with stub_hub(answer) as stub, client_of(stub, clock, time) as client:
        client.call("GET", "/v1/x", accepted=ANY)
        assert stub.count("/v1/x") == 2


def test_a_bad_signature_with_a_right_clock_is_not_tried_again() -> None:
    def answer(asked: Asked) -> Reply:
        return well(asked) if asked.path == "/v1/ping" else error_reply(401, "unknown_device")

    with stub_hub(answer) as stub, client_of(stub) as client:
        with pytest.raises(HubRefusal):
            client.call("GET", "/v1/x")
        assert stub.count("/v1/x") == 1


def test_an_answer_may_not_be_larger_than_allowed() -> None:
    assert fault_of(Reply(200, b"x" * (MAX_BODY_BYTES + 1))).kind is NetworkFaultKind.SERVER_DOWN


def test_an_answer_may_not_unpack_to_more_than_allowed() -> None:
    bomb = gzip.compress(b"\0" * (MAX_BODY_BYTES * 4))
    reply = Reply(200, bomb, {"Content-Encoding": "gzip"})
    assert "too large" in fault_of(reply).detail


def test_a_damaged_answer_is_a_fault() -> None:
    reply = Reply(200, gzip.compress(b"hello" * 100)[:-9], {"Content-Encoding": "gzip"})
    assert fault_of(reply).kind is NetworkFaultKind.SERVER_DOWN


@pytest.mark.parametrize("chunk", [b"-5\r\n", b"zz\r\n", b"ffffffffffffffffffff\r\n", b"5\r\nabc"])
def test_a_chunk_of_no_length_is_a_fault(chunk: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, closing(Transport()) as transport:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)

        thread = threading.Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(NetworkFault):
            transport.exchange("GET", url, {}, b"", 1000)
        thread.join()


def test_a_bug_ends_no_poll_for_presence_for_good(caplog: pytest.LogCaptureFixture) -> None:
    class BrokenTables(MemorySyncStore):
        def cursor(self, feed: FeedName) -> Cursor | None:
            raise ValueError(feed)

    client = bare_client("http://127.0.0.1:1")
    downloader = Downloader(client, BrokenTables(), should_stop=lambda: False)
    poll = PresencePoll(client, downloader, lambda low, high: high)
    assert [poll.step() for _ in range(2)] == [AFTER_BUG_S] * 2
    assert "a bug" in caplog.text
    client.close()


def test_s1_a_connection_that_drops_is_a_fault_before_and_within_the_answer() -> None:
    assert fault_of(Reply(drop=True)).kind is NetworkFaultKind.OFFLINE
    assert fault_of(Reply(200, b"x" * 100, cut_after=10)).kind is NetworkFaultKind.OFFLINE


def test_nobody_listening_is_a_server_that_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    client = bare_client(f"http://127.0.0.1:{port}")
    with pytest.raises(NetworkFault) as raised:
        client.ping()
    client.close()
    assert raised.value.kind is NetworkFaultKind.SERVER_DOWN


def test_a_name_that_does_not_resolve_is_no_network() -> None:
    client = bare_client("http://hub.invalid")
    with pytest.raises(NetworkFault) as raised:
        client.ping()
    client.close()
    assert raised.value.kind is NetworkFaultKind.OFFLINE


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://a b"])
def test_an_address_that_is_none_is_a_fault_not_a_crash(address: str) -> None:
    client = bare_client(address)
    with pytest.raises(NetworkFault):
        client.ping()
    client.close()


def test_an_exchange_can_be_cut_from_another_thread() -> None:
    with silent_server() as (url, accepted):
        client = bare_client(url)
        faults: list[NetworkFault] = []

        def ask() -> None:
            try:
                client.ping()
            except NetworkFault as fault:
                faults.append(fault)

        thread = threading.Thread(target=ask)
        thread.start()
        accepted.acquire(timeout=10)
        client.cut()
        thread.join(10)
        assert not thread.is_alive()
        client.close()
    assert faults[0].kind is NetworkFaultKind.TIMEOUT


def test_s5_an_answer_of_a_byte_now_and_then_ends() -> None:
    with silent_server() as (url, _):
        transport = Transport(whole_s=0.2)
        with pytest.raises(NetworkFault) as raised:
            transport.exchange("GET", url, {}, b"", 100)
        transport.close()
    assert raised.value.kind is NetworkFaultKind.TIMEOUT


def test_s8_only_the_configured_authority_and_the_right_host_are_trusted(tmp_path: Path) -> None:
    good = certificate("127.0.0.1")
    cases = {
        "good": (good, good.as_authority(tmp_path / "good.pem"), None),
        "self-signed": (good, None, NetworkFaultKind.CERTIFICATE),
    }
    for name, made, kind in (
        ("wrong host", certificate("192.0.2.1"), NetworkFaultKind.WRONG_NAME),
        ("expired", certificate("127.0.0.1", days=-1), NetworkFaultKind.CLOCK),
        ("not yet valid", certificate("127.0.0.1", since_days=20), NetworkFaultKind.CLOCK),
    ):
        cases[name] = (made, made.as_authority(tmp_path / f"{name}.pem"), kind)
    for name, (made, trusted, expected) in cases.items():
        context = server_context(made, tmp_path)
        with stub_hub(well, context) as stub, client_of(stub, trust=Trust(trusted)) as client:
            if expected is None:
                client.ping()
                continue
            with pytest.raises(NetworkFault) as raised:
                client.ping()
            assert raised.value.kind is expected, name
            assert stub.asked == [], name


def bare_client(url: str) -> HubClient:
    clock = SystemClock()
    return HubClient(url, clock, HubTime(clock), app="0.1.0", signer=None, hub=None)


class silent_server:  # noqa: N801
    """Accepts connections and never says a word; `accepted` counts them."""

    def __enter__(self) -> tuple[str, threading.Semaphore]:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._accepted = threading.Semaphore(0)
        self._connections: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()
        return f"http://127.0.0.1:{self._server.getsockname()[1]}", self._accepted

    def _accept(self) -> None:
        connection, _ = self._server.accept()
        self._connections.append(connection)
        connection.recv(1)
        self._accepted.release()

    def __exit__(self, *_: object) -> None:
        self._thread.join(10)
        for connection in self._connections:
            connection.close()
        self._server.close()


def test_the_stamp_of_the_newest_answer_is_kept() -> None:
    with stub_hub(well) as stub, client_of(stub) as client:
        client.ping()
        assert client.stamp == STAMP
