"""Graded hand-held series: how often and how soon our reader and every single engine reads."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.scanner.reader import TwoEngineReader
from kiosk.base.clock import SystemClock
from kiosk.bench.footage_report import OURS, Outcome, report
from kiosk.bench.rivals import ZXING, ZXING_PLAIN, Read, rivals
from kiosk.demo.film.grades import (
    FPS,
    GRADES,
    KINDS,
    SERIES_FRAMES,
    SERIES_S,
    Grade,
    Series,
    all_series,
)

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_PAUSE_S = 5.0
"""Between two people, so that no reader remembers."""


class FilmClock:
    """Time of the film: when a look at a frame began, plus the processor time it has taken since.

    Processor time, because what else the machine does is no property of a reader.
    """

    def __init__(self) -> None:
        self._film_s = 0.0
        self.elsewhere: Callable[[], float] = lambda: 0.0
        """Processor seconds that a reader's other process has taken so far."""
        self._since = self._used_s()

    def begin(self, film_s: float) -> None:
        """A look begins at second `film_s`."""
        self._film_s, self._since = film_s, self._used_s()

    def now(self) -> datetime:
        """The machine's time: nobody asks."""
        return SystemClock().now()

    def monotonic(self) -> float:
        """Seconds of the film."""
        return self._film_s + self.taken_s()

    def taken_s(self) -> float:
        """Seconds since the look began."""
        # A process that was started anew counts from nought.
        return max(0.0, self._used_s() - self._since)

    def _used_s(self) -> float:
        return time.process_time() + self.elsewhere()


class Viewer:
    """One engine before one series, as in the kiosk: whenever it is free it gets the newest frame.

    A frame is missed if the next one came before the engine was free.
    """

    def __init__(self, name: str, read: Read, clock: FilmClock, start_s: float) -> None:
        self.name = name
        self._read = read
        self._clock = clock
        self._start_s = start_s
        self._free_at = 0.0
        self._filmed = self._seen = self._hits = self._wrong = 0
        self._busy_s = self._longest_s = 0.0
        self._until: tuple[int, float] | None = None

    def offer(self, frame: Image, payload: str) -> None:
        """The next frame of the film."""
        arrives = self._filmed / FPS
        self._filmed += 1
        begins = max(arrives, self._free_at)
        if begins >= arrives + 1 / FPS:
            return
        self._clock.begin(self._start_s + begins)
        texts = [text for _, text in self._read(frame)]
        took = self._clock.taken_s()
        self._free_at = begins + took
        self._seen += 1
        self._busy_s += took
        self._longest_s = max(self._longest_s, took)
        self._wrong += any(text != payload for text in texts)
        if payload in texts:
            self._hits += 1
            if self._until is None:
                self._until = (self._filmed, self._free_at)

    def outcome(self, series: Series) -> Outcome:
        """After the last frame."""
        count, seconds = self._until or (None, None)
        return Outcome(
            engine=self.name,
            grade=series.grade.name,
            kind=series.kind,
            series=series.seed,
            filmed=self._filmed,
            seen=self._seen,
            read=self._hits,
            wrong=self._wrong,
            busy_s=self._busy_s,
            longest_s=self._longest_s,
            until_frames=count,
            until_s=seconds,
        )


class _Keep:
    """Outcomes on disk, one JSON line each: a run that was ended goes on where it stood."""

    def __init__(self, path: Path | None) -> None:
        """Raises OSError, and ValueError for a file of something else."""
        self._path = path
        self._known: dict[tuple[str, str, int, str], Outcome] = {}
        if path is not None and path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    known = Outcome(**json.loads(line))
                except TypeError as error:
                    raise ValueError(f"{path}: not the outcomes of bench footage") from error
                self._known[known.grade, known.kind, known.series, known.engine] = known

    def of(self, series: Series) -> dict[str, Outcome]:
        """The outcomes of a series by engine, as far as there are any."""
        return {
            engine: outcome
            for (grade, kind, seed, engine), outcome in self._known.items()
            if (grade, kind, seed) == (series.grade.name, series.kind, series.seed)
        }

    def add(self, outcomes: list[Outcome]) -> None:
        """Those of one more series."""
        if self._path is None:
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(outcome))}\n" for outcome in outcomes)


def bench_footage(
    frames: int,
    seed: int,
    *,
    only_ours: bool = False,
    sample: int = 1,
    grades: tuple[Grade, ...] = GRADES,
    keep: Path | None = None,
    on_progress: Callable[[int, int, int], None] = lambda done, whole, wrong: None,
) -> dict[str, object]:
    """At least `frames` frames, as many series of every kind under every grade.

    The slow engines, all but ours and zxing-cpp, see only every `sample`th round of series.
    `only_ours` leaves the other engines out: for many frames, to look for wrong texts. `keep` is a
    file that takes the outcome of every series; engines it has one of are not measured again.
    `on_progress` gets the frames done, those of the whole run, and our wrong texts so far. Raises
    OSError and ValueError if the file cannot be used.
    """
    rounds = max(1, math.ceil(frames / (SERIES_FRAMES * len(grades) * len(KINDS))))
    whole = rounds * SERIES_FRAMES * len(grades) * len(KINDS)
    kept = _Keep(keep)
    clock = FilmClock()
    reader = TwoEngineReader(clock)
    reader.wait()
    clock.elsewhere = lambda: reader.cpu_elsewhere_s

    def read_ours(grey: Image) -> list[tuple[bytes, str]]:
        return [(symbol.raw, symbol.text) for symbol in reader.read(grey)]

    outcomes: list[Outcome] = []
    film_s = 0.0
    try:
        with rivals() as others:
            readers: dict[str, Read] = {OURS: read_ours}
            if not only_ours:
                # Its other text mode reads the same frames.
                others.pop(ZXING)
                readers |= others
            quick = {name: readers[name] for name in (OURS, ZXING_PLAIN) if name in readers}
            for number, series in enumerate(all_series(seed, rounds, grades), start=1):
                film_s += SERIES_S + _PAUSE_S
                is_sampled = (number - 1) // (len(grades) * len(KINDS)) % sample == 0
                wanted = readers if is_sampled else quick
                known = kept.of(series)
                outcomes += [known[name] for name in wanted if name in known]
                missing = {name: read for name, read in wanted.items() if name not in known}
                if missing:
                    found = _play(series, missing, clock, film_s)
                    kept.add(found)
                    outcomes += found
                wrong = sum(outcome.wrong for outcome in outcomes if outcome.engine == OURS)
                on_progress(number * SERIES_FRAMES, whole, wrong)
    finally:
        reader.close()
    return report(outcomes, list(readers), grades)


def print_progress(done: int, whole: int, wrong: int) -> None:
    """One line now and then, on standard error."""
    if done % (10 * SERIES_FRAMES) == 0 or done == whole:
        print(f"{done} of {whole} frames, {wrong} wrong texts", file=sys.stderr, flush=True)


def _play(
    series: Series, readers: dict[str, Read], clock: FilmClock, start_s: float
) -> list[Outcome]:
    viewers = [Viewer(name, read, clock, start_s) for name, read in readers.items()]
    for frame in series.frames():
        for viewer in viewers:
            viewer.offer(frame, series.payload)
    return [viewer.outcome(series) for viewer in viewers]
