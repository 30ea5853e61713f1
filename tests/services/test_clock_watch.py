"""The watch over the clock, across a process's life."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from kiosk.services.clock_watch import ClockWatch
from tests.support.desk import BUILT_AT, MORNING


def test_a_wrong_date_is_suspect_until_staff_say_it_is_right(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = ManualClock(MORNING)
    watch = ClockWatch(clock, BUILT_AT, last_run_at=MORNING - timedelta(hours=10))
    assert not watch.is_suspect()
    clock.jump(MORNING + timedelta(days=365))
    with caplog.at_level(logging.WARNING):
        assert watch.is_suspect()
        assert watch.is_suspect()
    assert len(caplog.records) == 1, "logged once"
    watch.confirm()
    assert not watch.is_suspect()
    clock.jump(MORNING)
    assert watch.is_suspect(), "and now the old date is the wrong one"
    watch.confirm()
    clock.advance(3 * 86400)
    assert not watch.is_suspect()
