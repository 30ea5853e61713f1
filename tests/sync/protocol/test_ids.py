"""UUIDv7 ids rise, whatever the clock does."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from sync.protocol.ids import IdSource, id_time_ms

AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)


def test_an_id_is_a_version_7_uuid_of_the_moment() -> None:
    made = IdSource(ManualClock(AT).now).next_id()
    parsed = uuid.UUID(made)
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert str(parsed) == made
    assert id_time_ms(made) == AT.timestamp() * 1000


def test_the_layout_of_rfc_9562() -> None:
    source = IdSource(lambda: datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC), lambda bits: 1)
    # Appendix A.6's timestamp, with counter 1 and tail 1.
    assert source.next_id() == "017f22e2-79b0-7001-8000-000000000001"


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=60))
def test_ids_rise_even_when_the_clock_goes_back(jumps_ms: list[int]) -> None:
    clock = ManualClock(AT)
    source = IdSource(clock.now)
    made = []
    for jump in jumps_ms:
        clock.jump(AT + timedelta(milliseconds=jump))
        made.append(source.next_id())
    assert made == sorted(set(made))


def test_a_full_counter_borrows_from_the_next_millisecond() -> None:
    source = IdSource(ManualClock(AT).now, lambda bits: 2**bits - 1)
    made = [source.next_id() for _ in range(5000)]
    assert made == sorted(set(made))
    assert id_time_ms(made[-1]) > id_time_ms(made[0])


@pytest.mark.parametrize("year", [1960, 9999])
def test_a_mad_clock_still_gives_ids(year: int) -> None:
    source = IdSource(lambda: datetime(year, 1, 1, tzinfo=UTC))
    assert uuid.UUID(source.next_id()).version == 7


@pytest.mark.parametrize(
    "text", ["", "x", str(uuid.UUID(int=0)), "01900000-0000-4000-8000-000000000000"]
)
def test_other_ids_have_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        id_time_ms(text)


def test_another_variant_has_no_time() -> None:
    with pytest.raises(ValueError, match="UUIDv7"):
        id_time_ms("01900000-0000-7000-c000-000000000000")
