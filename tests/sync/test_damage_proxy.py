"""The damage proxy does to an exchange what it says, and nothing else."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from kiosk.bench.damage import (
    ANY_HARM,
    PORTALS,
    Canned,
    Damage,
    Harm,
    HttpExchange,
    Line,
    Plan,
    at_random,
    scripted,
    unharmed,
)
from kiosk.bench.damage_proxy import DamageProxy

ANSWER = b'{"st":"ssss"}'


class _Hub(ThreadingHTTPServer):
    """Notes what reached it, answers everything alike."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return ("127.0.0.1", self.server_port)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Hub

    def do_POST(self) -> None:
        """Note the body and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        self.send_response(200)
        if body == b"chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(
                b"6\r\n" + ANSWER[:6] + b"\r\n7;x=y\r\n" + ANSWER[6:] + b"\r\n0\r\n\r\n"
            )
            return
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def do_GET(self) -> None:
        """Nothing, as a ping."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay silent."""


@pytest.fixture
def hub() -> Iterator[_Hub]:
    """A running hub."""
    server = _Hub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class _Kiosk:
    """One kept connection, as the kiosk has it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def post(self, body: bytes = b"batch", timeout: float = 10) -> requests.Response:
        """One exchange."""
        return self._session.post(
            f"{self._url}/v1/x", data=body, timeout=timeout, allow_redirects=False
        )

    def close(self) -> None:
        """End the connection."""
        self._session.close()


@contextmanager
def _between(hub: _Hub, plan: Plan = unharmed, line: Line | None = None) -> Iterator[_Kiosk]:
    with DamageProxy(hub.address, plan, line) as proxy:
        kiosk = _Kiosk(proxy.url)
        yield kiosk
        kiosk.close()
    assert not [item for item in threading.enumerate() if item.name.startswith("damage")]


def test_a_sound_line_carries_everything(hub: _Hub) -> None:
    with _between(hub) as kiosk:
        assert kiosk.post(b"one").content == ANSWER
        assert kiosk.post(b"chunked").content == ANSWER
    assert hub.bodies == [b"one", b"chunked"]


def test_a_ping_has_no_body(hub: _Hub) -> None:
    with DamageProxy(hub.address) as proxy, requests.Session() as session:
        assert session.get(f"{proxy.url}/v1/ping", timeout=10).status_code == 204
        assert session.get(f"{proxy.url}/v1/ping", timeout=10).status_code == 204


@pytest.mark.parametrize(
    ("damage", "arrives"),
    [
        (Damage(Harm.DROP_BEFORE), 0),
        (Damage(Harm.BLACK_HOLE, seconds=0.01), 0),
        (Damage(Harm.DROP_AFTER), 1),
        (Damage(Harm.DROP_MID_BODY), 1),
        (Damage(Harm.HOLD, seconds=0.01), 1),
    ],
)
def test_what_breaks_breaks_on_the_right_side_of_the_hub(
    hub: _Hub, damage: Damage, arrives: int
) -> None:
    with _between(hub, scripted([damage])) as kiosk:
        with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            kiosk.post(b"one")
        assert hub.bodies == [b"one"] * arrives
        assert kiosk.post(b"two").content == ANSWER


def test_nothing_is_heard_as_long_as_a_black_hole_lasts(hub: _Hub) -> None:
    with (
        _between(hub, scripted([Damage(Harm.BLACK_HOLE, seconds=600)])) as kiosk,
        pytest.raises(requests.Timeout),
    ):
        kiosk.post(timeout=0.05)
    assert hub.bodies == []


def test_a_truncated_answer_looks_whole(hub: _Hub) -> None:
    with _between(hub, scripted([Damage(Harm.TRUNCATE)])) as kiosk:
        assert kiosk.post().content == ANSWER[: len(ANSWER) // 2]


def test_a_duplicate_reaches_the_hub_twice(hub: _Hub) -> None:
    with _between(hub, scripted([Damage(Harm.DUPLICATE)])) as kiosk:
        assert kiosk.post().content == ANSWER
    assert hub.bodies == [b"batch"] * 2


def test_a_replay_comes_behind_the_next_one(hub: _Hub) -> None:
    with _between(hub, scripted([Damage(Harm.REPLAY_LATER)])) as kiosk:
        kiosk.post(b"one")
        kiosk.post(b"two")
        kiosk.post(b"three")
    assert hub.bodies == [b"one", b"two", b"one", b"three"]


def test_two_requests_change_places(hub: _Hub) -> None:
    seen = threading.Event()

    def plan(exchange: HttpExchange) -> Damage:
        seen.set()
        return Damage(Harm.REORDER, seconds=60) if exchange.number == 1 else Damage()

    with DamageProxy(hub.address, plan) as proxy:
        first, second = _Kiosk(proxy.url), _Kiosk(proxy.url)
        thread = threading.Thread(target=first.post, args=(b"one",))
        thread.start()
        assert seen.wait(10)
        second.post(b"two")
        thread.join()
        first.close()
        second.close()
    assert hub.bodies == [b"two", b"one"]


def test_a_request_that_waits_in_vain_goes_on(hub: _Hub) -> None:
    with _between(hub, scripted([Damage(Harm.REORDER, seconds=0.01)])) as kiosk:
        assert kiosk.post().content == ANSWER


def test_delayed_and_trickled_answers_arrive_whole(hub: _Hub) -> None:
    plan = scripted([Damage(Harm.DELAY, seconds=0.01), Damage(Harm.TRICKLE, seconds=0.0001)])
    with _between(hub, plan) as kiosk:
        assert kiosk.post().content == ANSWER
        assert kiosk.post().content == ANSWER


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portal_answers_for_the_hub(hub: _Hub, portal: Canned) -> None:
    with _between(hub, scripted([Damage(Harm.SAY, answer=portal)])) as kiosk:
        reply = kiosk.post()
        assert (reply.status_code, reply.content) == (portal.status, portal.body)
        assert "X-Hub" not in reply.headers
        assert kiosk.post().content == ANSWER
    assert hub.bodies == [b"batch"]


def test_a_script_may_be_for_one_path(hub: _Hub) -> None:
    with _between(hub, scripted([Damage(Harm.DROP_BEFORE)], "/v1/other")) as kiosk:
        assert kiosk.post().content == ANSWER


def test_a_thin_line_takes_its_time_and_breaks(hub: _Hub) -> None:
    line = Line(kbit_s=8000, latency_s=0.001, cut_every_bytes=5000)
    body = bytes(1500)
    with _between(hub, line=line) as kiosk:
        results = []
        for _ in range(6):
            try:
                results.append(kiosk.post(body).content == ANSWER)
            except requests.RequestException:
                results.append(False)
    assert results.count(False) == 2
    assert results[0]


def test_a_hub_that_is_down_is_a_broken_line(hub: _Hub) -> None:
    with DamageProxy(("127.0.0.1", 1)) as proxy:
        kiosk = _Kiosk(proxy.url)
        with pytest.raises(requests.ConnectionError):
            kiosk.post()
        proxy.redirect(hub.address)
        assert kiosk.post().content == ANSWER
        kiosk.close()


def test_closing_breaks_what_is_under_way(hub: _Hub) -> None:
    reached = threading.Event()
    broken: list[Exception] = []

    def plan(exchange: HttpExchange) -> Damage:
        reached.set()
        return Damage(Harm.BLACK_HOLE, seconds=600)

    def post(kiosk: _Kiosk) -> None:
        try:
            kiosk.post(timeout=60)
        except requests.RequestException as error:
            broken.append(error)

    with DamageProxy(hub.address, plan) as proxy:
        kiosk = _Kiosk(proxy.url)
        thread = threading.Thread(target=post, args=(kiosk,))
        thread.start()
        assert reached.wait(10)
    thread.join(10)
    kiosk.close()
    proxy.close()
    assert len(broken) == 1


def test_a_seed_gives_one_series_of_harms() -> None:
    exchange = HttpExchange(1, "POST", "/v1/x", b"")

    def series(seed: int) -> list[Damage]:
        plan = at_random(seed, 0.5)
        return [plan(exchange) for _ in range(400)]

    assert series(1) == series(1)
    assert series(1) != series(2)
    counted = Counter(series(1))
    assert 150 < counted[Damage()] < 250
    assert counted.keys() == {Damage(), *ANY_HARM}


def test_harms_and_bytes_are_counted(hub: _Hub) -> None:
    plan = scripted([Damage(Harm.DUPLICATE)])
    with DamageProxy(hub.address, plan) as proxy:
        kiosk = _Kiosk(proxy.url)
        kiosk.post(b"12345")
        kiosk.post(b"123")
        kiosk.close()
        assert proxy.harms == {Harm.DUPLICATE: 1, Harm.NONE: 1}
        assert proxy.bytes_up == 8
