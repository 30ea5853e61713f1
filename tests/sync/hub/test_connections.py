"""Places for connections: of an address until a station proves itself, then of the station."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from sync.hub.acceptor import Acceptor
from sync.hub.connections import ConnectionPlaces, Place
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.forwarding import parse_address
from sync.hub.limits import HeldBytes, Rate, RateLimit
from sync.hub.server import bind
from sync.hub.wire_log import NAMED_LINES, OTHER_LINES, JsonLines, LineRate, log_event
from tests.support.hub_records import AT

ADDRESS, OTHER = "203.0.113.9", "203.0.113.10"
PROXY = "192.0.2.1"
_FREE = Rate(10_000, 10_000)


def _places(
    per_address: int = 2, per_device: int = 2, opened: Rate = _FREE, proxy: str | None = None
) -> ConnectionPlaces:
    address = parse_address(proxy or "")
    return ConnectionPlaces(
        per_address,
        per_device,
        RateLimit(opened, ManualClock(AT).monotonic),
        frozenset() if address is None else frozenset({address}),
    )


def test_an_address_has_so_many_places_until_somebody_proves_to_be_a_station() -> None:
    places = _places()
    first, _ = places.take(ADDRESS), places.take(ADDRESS)
    with pytest.raises(RequestRefused) as refused:
        places.take(ADDRESS)
    assert refused.value.code is RefusalCode.SLOW_DOWN
    places.take(OTHER)
    places.prove(first, "a")
    assert (places.unproven(ADDRESS), places.proven("a")) == (1, 1)
    places.take(ADDRESS)
    with pytest.raises(RequestRefused):
        places.take(ADDRESS)


def test_a_place_is_given_back_once() -> None:
    places = _places()
    proven, unproven = places.take(ADDRESS), places.take(ADDRESS)
    places.prove(proven, "a")
    for place in (proven, proven, unproven, unproven):
        places.give_back(place)
    assert (places.unproven(ADDRESS), places.proven("a")) == (0, 0)
    places.prove(unproven, "a")
    assert places.proven("a") == 0, "its connection is gone"


def test_one_too_many_of_a_station_ends_its_longest_idle_one() -> None:
    places = _places(per_address=10)
    cut: list[str] = []
    held = [places.take(ADDRESS) for _ in range(3)]
    for place, idle_since, name in zip(held, (5.0, 3.0, None), "abc", strict=True):
        place.idle_since = idle_since
        place.cut = lambda name=name: cut.append(name)  # type: ignore[misc]
    places.prove(held[0], "station")
    places.prove(held[1], "station")
    places.prove(held[2], "station")
    assert cut == ["b"]
    assert places.proven("station") == 2


def test_a_station_that_uses_all_its_places_waits() -> None:
    places = _places(per_address=10)
    for _ in range(2):
        places.prove(places.take(ADDRESS), "station")
    with pytest.raises(RequestRefused) as refused:
        places.prove(places.take(ADDRESS), "station")
    assert refused.value.code is RefusalCode.SLOW_DOWN
    assert places.proven("station") == 2


def test_another_station_on_the_same_connection_is_counted_instead() -> None:
    places = _places()
    place = places.take(ADDRESS)
    for device in ("a", "b"):
        places.prove(place, device)
    assert (places.proven("a"), places.proven("b"), places.unproven(ADDRESS)) == (0, 1, 0)


def test_the_connections_of_a_proxy_count_for_nobody_and_nobody_else_has_any() -> None:
    places = _places(per_address=1, proxy=PROXY)
    assert [places.take_connection(PROXY).sender for _ in range(3)] == [None] * 3
    assert [places.take_connection(f"::ffff:{PROXY}").sender] == [None]
    with pytest.raises(RequestRefused):
        places.take_connection(ADDRESS)


def test_an_address_opens_connections_at_a_rate() -> None:
    places = _places(opened=Rate(2, 0.001))
    for _ in range(2):
        places.give_back(places.take_connection(ADDRESS))
    with pytest.raises(RequestRefused):
        places.take_connection(ADDRESS)
    places.take_connection(OTHER)


def test_of_ipv6_a_whole_network_is_one_address() -> None:
    places = _places(per_address=2)
    places.take_connection("2001:db8::1")
    places.take_connection("2001:db8::ffff:1")
    with pytest.raises(RequestRefused):
        places.take_connection("2001:db8::2")
    places.take_connection("2001:db8:0:1::1")


def test_bodies_of_one_sender_leave_room_for_others() -> None:
    held = HeldBytes(10, 4)
    held.add("a", 4)
    with pytest.raises(RequestRefused):
        held.add("a", 1)
    held.add("b", 4)
    held.remove("a", 4)
    held.add("a", 1)
    assert held.now == 5


def test_a_request_that_was_proven_is_not_counted() -> None:
    rate = RateLimit(Rate(1, 0.001), ManualClock(AT).monotonic)
    rate.take("a")
    rate.give_back("a")
    rate.take("a")
    with pytest.raises(RequestRefused):
        rate.take("a")


class _NoRoom:
    """A listening socket of a process that has no file descriptors left."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.asked = 0
        self.is_full = True

    def fileno(self) -> int:
        return self._listener.fileno()

    def accept(self) -> tuple[socket.socket, object]:
        self.asked += 1
        if self.is_full:
            raise OSError(errno.EMFILE, "Too many open files")
        return self._listener.accept()


async def _accept_without_room() -> tuple[int, bool]:
    """How often it asked while it rested; whether it took the connection in afterwards."""
    with closing(bind("127.0.0.1", 0)) as listener:
        full = _NoRoom(listener)
        made: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        class Look(asyncio.Protocol):
            def __init__(self, place: Place, gone: Callable[[Place], None]) -> None:
                self._place, self._gone = place, gone

            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                made.set_result(None)
                transport.close()

            def connection_lost(self, exc: Exception | None) -> None:
                self._gone(self._place)

        acceptor = Acceptor(full, Look, None, _places(), 10)  # type: ignore[arg-type]
        acceptor.start()
        with socket.create_connection(listener.getsockname()):
            # A loop that spins would have come back by then.
            for _ in range(50):
                await asyncio.sleep(0)
            asked = full.asked
            full.is_full = False
            async with asyncio.timeout(5):
                await made
        acceptor.close()
        return asked, True


def test_a_process_without_file_descriptors_does_not_spin() -> None:
    assert asyncio.run(_accept_without_room()) == (1, True)


@pytest.mark.parametrize(("allowed", "code"), [(200, 2), (1_024, 0)])
def test_a_hub_needs_so_many_open_files(tmp_path: Path, allowed: int, code: int) -> None:
    program = (
        "from sync.hub.open_files import TooFewFiles, raise_open_files\n"
        "try:\n    print(raise_open_files(4000))\n"
        "except TooFewFiles as error:\n    print(error); raise SystemExit(2)"
    )
    done = subprocess.run(
        ["/bin/sh", "-c", f'ulimit -n {allowed} && exec "$0" -c "$1"', sys.executable, program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    expected = "896" if code == 0 else "open files: the system allows 200, and a hub needs 256"
    assert done.stdout.startswith(expected)


def test_the_limit_on_open_files_is_raised_where_the_system_allows_it() -> None:
    program = (
        "import resource\nfrom sync.hub.open_files import raise_open_files\n"
        "_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))\n"
        "print(raise_open_files(300), resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= 428)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["300", "True"]


def _logged(lines: list[dict[str, object]], clock: ManualClock) -> list[dict[str, object]]:
    """What is written of these lines, one event of the same kind each."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(LineRate(clock.monotonic))
    logger = logging.getLogger("tests.line_rate")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        for fields in lines:
            clock.advance(float(fields.pop("after", 0)))  # type: ignore[arg-type]
            log_event(logger, "request", fields)
    finally:
        logger.removeHandler(handler)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_log_has_a_rate_and_says_what_it_left_out(clock: ManualClock) -> None:
    told = _logged([{"n": n} for n in range(100)] + [{"n": 100, "after": 60.0}], clock)
    assert len(told) == OTHER_LINES.burst + 1
    assert told[-1]["n"] == 100
    assert told[-1]["left_out"] == 100 - OTHER_LINES.burst


def test_lines_about_a_station_are_not_left_out_for_those_about_nobody(clock: ManualClock) -> None:
    told = _logged([{}] * 100 + [{"device": "a"}, {"device": "b"}], clock)
    assert [line["device"] for line in told if "device" in line] == ["a", "b"]
    told = _logged([{"device": "a"}] * 100 + [{"device": "a", "code": "broken"}], clock)
    assert len(told) == NAMED_LINES.burst + 1, "a failure is told although all else was too much"
