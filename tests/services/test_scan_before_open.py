"""Codes held up while the database is being opened."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from pathlib import Path

from kiosk.base.clock import ManualClock
from kiosk.composition.build import StationCore
from kiosk.core.thread import ManualCore
from kiosk.domain.events import CoreEvent, Decided
from kiosk.domain.visits.decision import Admit, Busy, LaneName
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import NoPrinter
from kiosk.settings.config import Config, StoreConfig
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import MORNING, make_scan


def test_the_first_is_recorded_and_the_next_is_told_to_wait(tmp_path: Path) -> None:
    clock, events, told = ManualClock(MORNING), EventFanout(), list[CoreEvent]()
    events.subscribe(told.append)
    config = replace(Config(), store=StoreConfig(directory=str(tmp_path)))
    prints = dict.fromkeys(LaneName, NoPrinter())
    station = StationCore(config, events, prints, clock, partial(ManualCore, runs_at_once=False))
    core = station.core
    rng = random.Random(7)
    first, second = (citizen_text(citizen_fields(make_person(rng), rng)) for _ in range(2))
    assert core.submit(make_scan(clock, first))
    # On the camera's thread: it goes on.
    assert not core.submit(make_scan(clock, second))
    station.handlers.boot()
    core.run()
    results = [event.outcome.result for event in told if isinstance(event, Decided)]
    assert [type(result) for result in results] == [Busy, Admit]
    core.stop()
