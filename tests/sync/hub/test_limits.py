"""What a sender may cost: rates, places, bytes, time, unpacking (S18)."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from kiosk.base.clock import ManualClock
from sync.hub import limits
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.limits import HeldBytes, Places, Rate, RateLimit, hold_body, unpack_body
from tests.support.hub_records import AT


async def _chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def _read(
    *parts: bytes, length: str | None = None, cap: int = 10, held: HeldBytes | None = None
) -> bytes:
    async with hold_body(
        _chunks(*parts), length, cap, held or HeldBytes(1_000, 1_000), "a"
    ) as body:
        return body


def _code(error: pytest.ExceptionInfo[RequestRefused]) -> RefusalCode:
    return error.value.code


def test_a_body_up_to_the_cap_is_read() -> None:
    assert asyncio.run(_read(b"12345", b"67890", length="10")) == b"1234567890"


def test_a_longer_body_is_refused_before_it_is_read() -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("read")
        yield b""

    async def read() -> None:
        async with hold_body(never(), "11", 10, HeldBytes(1_000, 1_000), "a"):
            raise AssertionError("given")

    with pytest.raises(RequestRefused) as error:
        asyncio.run(read())
    assert _code(error) is RefusalCode.TOO_LARGE


def test_a_body_without_a_length_is_refused_as_soon_as_it_is_too_long() -> None:
    with pytest.raises(RequestRefused) as error:
        asyncio.run(_read(b"12345", b"67890", b"1"))
    assert _code(error) is RefusalCode.TOO_LARGE


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", ""])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    with pytest.raises(RequestRefused) as error:
        asyncio.run(_read(b"1", length=length))
    assert _code(error) is RefusalCode.BAD_REQUEST


def test_a_body_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_GRACE_S", 0.0)

    async def slow() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.Event().wait()

    async def read(held: HeldBytes) -> None:
        async with hold_body(slow(), "2", 10, held, "a"):
            raise AssertionError("given")

    held = HeldBytes(10, 10)
    with pytest.raises(RequestRefused) as error:
        asyncio.run(read(held))
    assert _code(error) is RefusalCode.TOO_SLOW
    assert held.now == 0


def test_bodies_share_a_bounded_memory_and_give_it_back() -> None:
    held = HeldBytes(10, 10)

    async def read() -> None:
        async with hold_body(_chunks(b"12345678"), None, 10, held, "a"):
            assert held.now == 8
            with pytest.raises(RequestRefused) as error:
                await _read(b"123", held=held)
            assert _code(error) is RefusalCode.BUSY
        assert held.now == 0
        assert await _read(b"123", held=held) == b"123"

    asyncio.run(read())


def test_a_timeout_of_the_work_is_not_taken_for_a_slow_body() -> None:
    async def work() -> None:
        async with hold_body(_chunks(b"1"), None, 10, HeldBytes(10, 10), "a"):
            raise TimeoutError

    with pytest.raises(TimeoutError):
        asyncio.run(work())


def test_gzip_is_unpacked_and_identity_left_alone() -> None:
    assert unpack_body(gzip.compress(b"plain"), "gzip") == b"plain"
    assert unpack_body(b"plain", None) == b"plain"
    assert unpack_body(b"plain", "Identity") == b"plain"


def test_a_zip_bomb_is_never_unpacked() -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024), 9)
    assert len(bomb) < 100_000
    with pytest.raises(RequestRefused) as error:
        unpack_body(bomb, "gzip", cap=1_000_000)
    assert _code(error) is RefusalCode.TOO_LARGE


@pytest.mark.parametrize(
    ("raw", "coding"),
    [
        (b"plain", "gzip"),
        (gzip.compress(b"plain")[:-4], "gzip"),
        (gzip.compress(b"plain") + b"more", "gzip"),
        (zlib.compress(b"plain"), "gzip"),
        (b"plain", "br"),
        (b"plain", "gzip, gzip"),
    ],
)
def test_another_or_a_broken_coding_is_refused(raw: bytes, coding: str) -> None:
    with pytest.raises(RequestRefused) as error:
        unpack_body(raw, coding)
    assert _code(error) is RefusalCode.BAD_REQUEST


def test_a_rate_refills_and_says_when() -> None:
    clock = ManualClock(AT)
    rate = RateLimit(Rate(burst=2, per_s=0.1), clock.monotonic)
    rate.take("one")
    rate.take("one")
    with pytest.raises(RequestRefused) as error:
        rate.take("one")
    assert error.value.retry_after_s == 10
    rate.take("other")
    clock.advance(10)
    rate.take("one")
    with pytest.raises(RequestRefused):
        rate.take("one")


def test_a_rate_remembers_a_bounded_number_of_senders() -> None:
    rate = RateLimit(Rate(burst=1, per_s=1), ManualClock(AT).monotonic, max_senders=2)
    for sender in ("one", "two", "three"):
        rate.take(sender)
    with pytest.raises(RequestRefused):
        rate.take("three")
    rate.take("one")


def test_places_are_bounded_in_all_and_for_each() -> None:
    places = Places(total=3, per_holder=2, retry_after_s=25)
    with places.hold("one"), places.hold("one"):
        with pytest.raises(RequestRefused) as error, places.hold("one"):
            raise AssertionError("given")
        assert error.value.retry_after_s == 25
        with places.hold("two"):
            with pytest.raises(RequestRefused), places.hold("three"):
                raise AssertionError("given")
            assert places.count == 3
    assert places.count == 0
    with places.hold("one"):
        pass
