"""One station of the chaos run, as a process of its own that may be killed at any moment.

What the screen would have shown as recorded stands in `shown.log` after the commit and before the
next scan: one entry id per line. Files in the station's folder are the words between it and the
run: `stop` ends the scanning, `drained` says that nothing waits any more.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import threading
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.base.errors import StorageFault
from kiosk.bench.gate_station import GateStation
from kiosk.demo.film.people import demo_persons
from kiosk.domain.visits.decision import Admit, NotRecorded

SHOWN = "shown.log"
STOP = "stop"
DRAINED = "drained"
PEOPLE = 2_000
PATIENCE = 0.25
"""Waits between tries are this share of the real ones, or the run would be waiting mostly."""
GAP_S = 0.008
"""Between two scans: a gate that never rests would let no acknowledgement have its turn."""


def live(directory: Path) -> int:
    """Scan and sync until `stop`, then sync until nothing waits, then wait to be ended."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    number = int(directory.name.rpartition("-")[2])
    people = demo_persons(number, PEOPLE)
    chance = random.Random()
    pause = threading.Event()

    def uniform(low: float, high: float) -> float:
        return chance.uniform(low, high) * PATIENCE

    station = GateStation(directory, f"Cổng {number}", SystemClock(), uniform)
    station.start()
    # Unbuffered: a line that was written stays written when the process is killed.
    with (directory / SHOWN).open("ab", buffering=0) as shown:
        while not (directory / STOP).exists():
            outcome = station.scan(chance.choice(people).payload)
            match outcome.result:
                case Admit():
                    os.write(shown.fileno(), f"{outcome.entry_id}\n".encode())
                case NotRecorded():
                    pause.wait(0.1)
            pause.wait(GAP_S)
    while True:
        try:
            if station.backlog().queued == 0:
                (directory / DRAINED).touch()
        except StorageFault as fault:
            logging.getLogger(__name__).error("station %d: %s", number, fault)
        pause.wait(0.2)
