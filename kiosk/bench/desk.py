"""The desk's lists and search on a large database, alone and beside a busy gate.

What is asked is what staff type, letter by letter; each question goes through the reader's thread
as the desk's pages ask it, from the question to the answer's rows.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from kiosk.base.clock import SystemClock
from kiosk.base.measure import quantiles_ms
from kiosk.base.tables import TableForm
from kiosk.bench.export import MAX_MICROSECONDS_PER_ROW, RepeatedExport, export_rate
from kiosk.bench.gate_station import GateStation
from kiosk.bench.hitches import time_small_work
from kiosk.bench.sample import (
    SamplePerson,
    fill_with_samples,
    last_sample_at,
    sample_people,
)
from kiosk.composition.kiosk import SWITCH_S
from kiosk.demo.devices import SEED, write_sample_footage
from kiosk.demo.film.people import demo_persons
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.desk.queries import CountDesk, FindByPhone, ListDay, ListInside, Search
from kiosk.domain.venue import Policy
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.queries.reader import open_reader
from kiosk.store.queries.thread import ReaderThread
from kiosk.store.stamp import StationStamp

PEOPLE, ENTRIES = 300_000, 500_000
SEARCH_ALONE_P95_MS = 15.0
SEARCH_BUSY_P95_MS = 30.0
SEARCH_MILLION_P95_MS = 50.0
PHONE_P99_MS = 5.0
FRAME_MS = 33.0
LATE_P99_MS = 16.0
BETWEEN_FRAMES = "list scroll, between frames"
LOOP_LATE = "event loop late meanwhile"

_TYPED = 60
"""Searches, each typed letter by letter."""
_LOOKUPS = 1_000
_PAGES = 40
_SCANS_PER_S = 4.0
"""A gate in its busiest minute: people walk no faster past one camera."""
_CODES = 400
_SETTLE_S = 3.0
_ANSWER_S = 60.0
_ZONE = StationStamp().time_zone
_EXPORTED_DAYS = 1
"""Days of one export, so that several become whole meanwhile."""


def bench_desk(folder: Path, people: int, entries: int) -> dict[str, object]:
    """Milliseconds from a question to its rows in a database of this size."""
    sys.setswitchinterval(SWITCH_S)
    store = folder / "store"
    key_file = store / "store.key"
    open_store(store, key_file, SystemClock()).close()
    print(f"making {people} people and {entries} entries", file=sys.stderr, flush=True)
    fill_with_samples(store / "store.db", load_key(key_file), people, entries, SEED)
    chosen = _choose(people)
    texts = tuple(_typed(chosen))
    reader = ReaderThread(lambda: open_reader(store, key_file, _ZONE))
    # The samples' last day is today's, in the busy part too: its people are in memory.
    desk = _Desk(reader, last_sample_at(entries))
    figures: dict[str, object] = {
        "people": people,
        "entries": entries,
        "database_mb": round((store / "store.db").stat().st_size / 1e6, 1),
    }
    machine = quantiles_ms(time_small_work())
    try:
        desk.ask(CountDesk())
        alone = _measure(desk, chosen, texts)
        rows_alone = export_rate(store, TableForm.XLSX)
        video = write_sample_footage(folder)
        # Of the samples' last days: what the gate records meanwhile is of today.
        export, beside_scrolling = (
            RepeatedExport(store, TableForm.XLSX, _EXPORTED_DAYS) for _ in range(2)
        )
        with _busy_gate(store, video) as scans:
            rows_gate = export_rate(store, TableForm.XLSX)
            export.start()
            try:
                busy = _measure(desk, chosen, texts)
            finally:
                rows_busy = export.stop()
            figures["scans beside it"] = scans()
        scrolled = _scroll(folder, store, video, entries, beside_scrolling)
        figures["export rows/s, alone"] = round(rows_alone)
        figures["export rows/s, beside the gate"] = round(rows_gate)
        figures["export rows/s, busy"] = round(rows_busy)
    finally:
        reader.stop(_ANSWER_S)
    figures |= {f"{name}, alone": found for name, found in alone.items()}
    figures |= {f"{name}, busy": found for name, found in busy.items()}
    figures |= scrolled
    figures["a millisecond of work on the machine alone"] = machine
    most_alone = SEARCH_MILLION_P95_MS if people > PEOPLE else SEARCH_ALONE_P95_MS
    bounds = {
        "search p95, alone": [alone["search"]["p95"], most_alone],
        "phone p99, busy": [busy["phone"]["p99"], PHONE_P99_MS],
        "export beside the gate, us a row": [
            round(1e6 / max(1.0, rows_gate), 1),
            MAX_MICROSECONDS_PER_ROW,
        ],
        "list scroll, longest between frames": [scrolled[BETWEEN_FRAMES]["max"], FRAME_MS],
        "event loop late meanwhile, p99": [scrolled[LOOP_LATE]["p99"], LATE_P99_MS],
    }
    if people <= PEOPLE:
        bounds["search p95, busy"] = [busy["search"]["p95"], SEARCH_BUSY_P95_MS]
    return {"figures": figures, "bounds": bounds}


def markdown(figures: dict[str, Any]) -> str:
    """The figures of `bench_desk` as a table."""
    found = figures["figures"]
    head = f"{found['people']:,} people, {found['entries']:,} entries, {found['database_mb']} MB"
    rows = [
        f"| {head}; ms | p50 | p95 | p99 | max |",
        "|---|---|---|---|---|",
    ]
    rows += [
        f"| {name} | {values['p50']} | {values['p95']} | {values['p99']} | {values['max']} |"
        for name, values in found.items()
        if isinstance(values, dict)
    ]
    alone, gate, busy = (
        found[f"export rows/s, {beside}"] for beside in ("alone", "beside the gate", "busy")
    )
    rows += [
        "",
        f"The export of a list wrote {alone:,} rows a second alone, {gate:,} beside the gate,"
        f" {busy:,} where somebody searches without a pause as well.",
    ]
    return "\n".join(rows)


class _Desk:
    """Asks as a page does, and waits for the rows."""

    def __init__(self, reader: ReaderThread, now: datetime) -> None:
        self._reader = reader
        self._now = now
        self._policy = Policy()

    def ask(self, query: DeskQuery[Any]) -> Any:
        now, policy = self._now, self._policy
        return self._reader.ask(lambda reader: reader.answer(query, policy, now)).result(_ANSWER_S)

    def time(self, queries: Sequence[DeskQuery[Any]]) -> dict[str, float]:
        """What these take, one after the other."""
        took = []
        for query in queries:
            started = time.perf_counter()
            self.ask(query)
            took.append(time.perf_counter() - started)
        return quantiles_ms(took)


def _measure(
    desk: _Desk, chosen: Sequence[SamplePerson], texts: Sequence[str]
) -> dict[str, dict[str, float]]:
    phones = [FindByPhone(person.phone) for person in chosen]
    return {
        "search": desk.time([Search(text) for text in texts]),
        "phone": desk.time(list(islice(phones * (_LOOKUPS // len(phones) + 1), _LOOKUPS))),
        "list of the day, paged": _time_pages(desk),
        "header": desk.time([CountDesk()] * 10),
        "inside": desk.time([ListInside()] * 10),
    }


def _time_pages(desk: _Desk) -> dict[str, float]:
    took = []
    query = ListDay()
    for _ in range(_PAGES):
        started = time.perf_counter()
        page = desk.ask(query)
        took.append(time.perf_counter() - started)
        query = ListDay(after=page.next)
    return quantiles_ms(took)


def _choose(people: int) -> list[SamplePerson]:
    wanted = set(random.Random(SEED).sample(range(people), min(people, _TYPED)))
    return [person for number, person in enumerate(sample_people(people, SEED)) if number in wanted]


def _typed(chosen: Sequence[SamplePerson]) -> Iterator[str]:
    """What staff type for these people, each text as it grows: names, numbers, endings."""
    for number, person in enumerate(chosen):
        family, *middle, given = person.bare_name.lower().split()
        texts = (
            f"{given} {family}",
            f"{' '.join(middle)} {given}",
            f"{family} {' '.join(middle)} {given}",
            f"0{person.phone[3:]}",
            person.citizen_id,
        )
        text = texts[number % len(texts)]
        yield from (text[:end] for end in range(1, len(text) + 1))
        yield person.phone[-4:]
        yield person.phone[-3:]
        yield person.citizen_id[-4:]
        yield f"{given} {person.phone[-3:]}"


def _scroll(
    folder: Path, store: Path, video: Path, entries: int, export: RepeatedExport
) -> dict[str, Any]:
    """The list of the samples' last whole day, scrolled while a list is exported."""
    # Behind its turn: the questions are timed without a window in the process.
    from kiosk.bench.desk_scroll import scroll_day

    day = last_sample_at(entries).astimezone(_ZONE).date() - timedelta(days=1)
    codes = [person.payload for person in demo_persons(SEED, _CODES)]
    export.start()
    try:
        scrolled = scroll_day(folder, store, video, day, codes, _SCANS_PER_S)
    finally:
        export.stop()
    return {
        BETWEEN_FRAMES: quantiles_ms(scrolled.frames_s),
        "list scroll, processor time a frame": quantiles_ms(scrolled.worked_s),
        LOOP_LATE: quantiles_ms(scrolled.late_s),
    }


@contextmanager
def _busy_gate(store: Path, video: Path) -> Iterator[Callable[[], int]]:
    """A gate that scans new people before a running camera."""
    ending = threading.Event()
    done = count()
    scanned = [0]
    with ExitStack() as stack:
        station = GateStation(store, "Cổng A", SystemClock())
        station.start()
        stack.callback(station.stop)
        threads = [
            threading.Thread(target=_scan, args=(station, ending, scanned, done)),
            threading.Thread(target=_film, args=(video, ending)),
        ]
        for thread in threads:
            thread.start()
            stack.callback(thread.join)
        stack.callback(ending.set)
        ending.wait(_SETTLE_S)
        yield lambda: scanned[0]


def _scan(
    station: GateStation, ending: threading.Event, scanned: list[int], numbers: Iterator[int]
) -> None:
    codes = [person.payload for person in demo_persons(SEED, _CODES)]
    while not ending.wait(1 / _SCANS_PER_S):
        station.scan(codes[next(numbers) % _CODES])
        scanned[0] += 1


def _film(video: Path, ending: threading.Event) -> None:
    """What the gate's camera and its decoders take of the processor, without finding anything."""
    from drivers.camera.capture import VideoCamera
    from drivers.scanner.reader import TwoEngineReader

    clock = SystemClock()
    camera = VideoCamera(video, loop=True, clock=clock)
    camera.open()
    decoders = TwoEngineReader(clock)
    try:
        while not ending.is_set():
            decoders.read(camera.grab())
    finally:
        decoders.close()
        camera.close()
