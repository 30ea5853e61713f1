"""Graded hand-held series: how often and how soon our reader and every single engine reads."""

from __future__ import annotations

import math
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from drivers.camera.footage_grades import (
    FPS,
    GRADES,
    KINDS,
    MIDDLE,
    NEAR_720P,
    SERIES_FRAMES,
    SERIES_S,
    Grade,
    Series,
    all_series,
)
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.rivals import ZXING_PLAIN, Read, rivals
from kiosk.clock import SystemClock

if TYPE_CHECKING:
    from kiosk.ports import Image

OURS = "this reader"
MIN_GAIN = 1.12
MAX_MEAN_MS = 15.0
OLD_CARD = "old insurance card"
MAX_OLD_CARD_S = 3.0
NEVER = math.inf


class _FilmClock:
    """The time at which frames come, plus the time their reading takes."""

    def __init__(self) -> None:
        self._frame_at = 0.0
        self._given_at = 0.0

    def next_frame(self, at: float) -> None:
        """A frame of second `at` of the film is given."""
        self._frame_at, self._given_at = at, time.perf_counter()

    def now(self) -> datetime:
        """The machine's time: nobody asks."""
        return SystemClock().now()

    def monotonic(self) -> float:
        """Seconds of the film."""
        return self._frame_at + time.perf_counter() - self._given_at


@dataclass(slots=True)
class _Tally:
    frames: int = 0
    read: int = 0
    wrong: int = 0
    busy_s: float = 0.0
    until_frames: list[float] = field(default_factory=list)
    until_s: list[float] = field(default_factory=list)

    def as_figures(self) -> dict[str, object]:
        return {
            "frames": self.frames,
            "read": self.read,
            "wrong": self.wrong,
            "mean_ms": round(self.busy_s * 1000 / max(1, self.frames), 2),
            "frames_until_read": _p50_p95(self.until_frames),
            "seconds_until_read": _p50_p95(self.until_s),
        }


def _p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def _p50_p95(values: list[float]) -> list[float | None]:
    """None where so many series were never read."""
    middle = sorted(values)[math.ceil(0.5 * len(values)) - 1]
    return [None if value == NEVER else round(value, 3) for value in (middle, _p95(values))]


_Tallies = dict[tuple[str, str, str], _Tally]
"""By engine, grade and kind."""


def bench_footage(
    frames: int, seed: int, *, only_ours: bool = False, grades: tuple[Grade, ...] = GRADES
) -> dict[str, object]:
    """About `frames` frames, at least one series of every kind under every grade.

    `only_ours` leaves the other engines out: for many frames, to look for wrong texts. Mean costs
    are processor time on one core.
    """
    rounds = max(1, round(frames / (SERIES_FRAMES * len(grades) * len(KINDS))))
    clock = _FilmClock()
    reader = TwoEngineReader(clock)
    tallies: _Tallies = defaultdict(_Tally)
    film_s = 0.0

    def read_ours(grey: Image) -> list[tuple[bytes, str]]:
        return [(symbol.raw, symbol.text) for symbol in reader.read(grey)]

    done = 0
    try:
        with rivals() as others:
            readers: dict[str, Read] = {OURS: read_ours}
            if not only_ours:
                readers |= {ZXING_PLAIN: others.pop(ZXING_PLAIN)}
                others.pop("zxing-cpp")
                readers |= others
            for series in all_series(seed, rounds, grades):
                # Some seconds between two people, so that no reader remembers.
                film_s += SERIES_S + 5.0
                _play(series, readers, tallies, clock, film_s)
                done += SERIES_FRAMES
                if done % 1575 == 0:
                    print(f"{done} frames", file=sys.stderr, flush=True)
    finally:
        reader.close()
    return _figures(tallies, list(readers), grades, done)


def _play(
    series: Series, readers: dict[str, Read], tallies: _Tallies, clock: _FilmClock, start_s: float
) -> None:
    until: dict[str, tuple[float, float]] = {}
    for number, frame in enumerate(series.frames()):
        for name, read in readers.items():
            tally = tallies[name, series.grade.name, series.kind]
            clock.next_frame(start_s + number / FPS)
            began, busy = time.perf_counter(), time.process_time()
            texts = [text for _, text in read(frame)]
            took = time.perf_counter() - began
            tally.frames += 1
            tally.busy_s += time.process_time() - busy
            tally.wrong += any(text != series.payload for text in texts)
            if series.payload in texts:
                tally.read += 1
                until.setdefault(name, (number + 1, number / FPS + took))
    for name in readers:
        count, seconds = until.get(name, (NEVER, NEVER))
        tally = tallies[name, series.grade.name, series.kind]
        tally.until_frames.append(count)
        tally.until_s.append(seconds)


def _sum(tallies: _Tallies, engine: str, grade: str, kinds: tuple[str, ...] = KINDS) -> _Tally:
    whole = _Tally()
    for kind in kinds:
        part = tallies[engine, grade, kind]
        whole.frames += part.frames
        whole.read += part.read
        whole.wrong += part.wrong
        whole.busy_s += part.busy_s
        whole.until_frames += part.until_frames
        whole.until_s += part.until_s
    return whole


def _figures(
    tallies: _Tallies, engines: list[str], grades: tuple[Grade, ...], frames: int
) -> dict[str, object]:
    by_grade: dict[str, object] = {}
    later = []
    wrong = 0
    busy_s = 0.0
    for grade in grades:
        sums = {engine: _sum(tallies, engine, grade.name) for engine in engines}
        for engine, whole in sums.items():
            figures = whole.as_figures()
            figures["read_by_kind"] = {
                kind: tallies[engine, grade.name, kind].read for kind in KINDS
            }
            by_grade[f"{grade.name}, {engine}"] = figures
        wrong += sums[OURS].wrong
        busy_s += sums[OURS].busy_s
        ours = _p95(sums[OURS].until_s)
        # A frame's length is the finest difference that a person could be made to wait.
        later += [
            f"{grade.name}: {engine}"
            for engine in engines
            if ours > _p95(sums[engine].until_s) + 1 / FPS
        ]
    old_card = _sum(tallies, OURS, NEAR_720P.name, (OLD_CARD,))
    bounds: dict[str, list[float]] = {
        "wrong texts": [wrong, 0],
        "mean ms a frame": [round(busy_s * 1000 / frames, 2), MAX_MEAN_MS],
        "grades where a single engine's p95 is sooner": [len(later), 0],
        f"{OLD_CARD} at 12 cm, p95 s": [_finite(_p95(old_card.until_s)), MAX_OLD_CARD_S],
    }
    if ZXING_PLAIN in engines:
        alone = _sum(tallies, ZXING_PLAIN, MIDDLE.name).read
        ours_read = _sum(tallies, OURS, MIDDLE.name).read
        bounds[f"middle grade: {MIN_GAIN} x zxing-cpp's frames less ours ({ours_read})"] = [
            round(MIN_GAIN * alone - ours_read, 1),
            0,
        ]
    return {
        "frames": frames,
        "figures": {
            **by_grade,
            f"{OLD_CARD}, {NEAR_720P.name}": {
                engine: _sum(tallies, engine, NEAR_720P.name, (OLD_CARD,)).as_figures()[
                    "seconds_until_read"
                ]
                for engine in engines
            },
            "sooner": {str(index): name for index, name in enumerate(later)},
        },
        "bounds": bounds,
    }


def _finite(seconds: float) -> float:
    """JSON has no infinity: a day stands for never."""
    return 86_400.0 if seconds == NEVER else round(seconds, 3)
