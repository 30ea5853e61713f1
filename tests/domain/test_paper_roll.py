"""What is left of a roll, reckoned from what was printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.domain.station.health import Health
from kiosk.domain.station.paper_roll import DOTS_PER_M, LOW_SLIPS, PaperRoll, PaperUsed

NEW = PaperRoll(datetime(2026, 11, 23, tzinfo=UTC), 20 * DOTS_PER_M)


def test_nobody_said_that_a_roll_was_put_in() -> None:
    assert PaperRoll().after(PaperUsed(900, is_slip=True)).slips_left is None


def test_slips_are_as_long_as_those_before_them() -> None:
    assert NEW.slips_left == 160, "none was printed yet: as long as they may be"
    assert NEW.after(PaperUsed(800, is_slip=True)).slips_left == 199
    after_a_list = NEW.after(PaperUsed(800, is_slip=True)).after(PaperUsed(4000, is_slip=False))
    assert after_a_list.slips_left == 194, "a list takes paper, and is no slip"


def test_more_was_printed_than_a_roll_has() -> None:
    assert NEW.after(PaperUsed(21 * DOTS_PER_M, is_slip=False)).slips_left == 0


def test_paper_is_low_by_the_sensor_or_by_what_was_printed() -> None:
    health = Health(slips_left=LOW_SLIPS + 1)
    assert not health.is_paper_low
    assert replace(health, slips_left=LOW_SLIPS).is_paper_low
    assert replace(health, is_roll_ending=True).is_paper_low
    assert not replace(health, is_roll_ending=True, has_printer=False).is_paper_low
    assert not Health().is_paper_low
