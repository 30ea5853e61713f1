"""The whole kiosk, offscreen, before a real video file: frame to commit, frame to screen, idle."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.clock import SystemClock
from kiosk.base.measure import children, quantiles_ms, resident_mb, seconds_of, status_mb
from kiosk.demo.camera import DemoCamera, Plug
from kiosk.demo.devices import SEED, demo_config
from kiosk.demo.stage import staged_kiosk
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Camera
from kiosk.services.journal import Journal
from kiosk.settings.config import Config

if TYPE_CHECKING:
    from kiosk.demo.film.people import ShownCode

PERSONS = 16
COMMIT_P95_MS = 50.0
PAINTED_P95_MS = 100.0
IDLE_CPU = 0.40
RESIDENT_MB = 200.0

_ROOM_S = 20.0
_SETTLE_S = 6.0
_IDLE_S = 20.0


def bench_scan(folder: Path, persons: int) -> dict[str, object]:
    """Show `persons` different persons at 1280x720 and 30 frames/s, then an idle, moving room.

    Latencies count from the grab of the frame a code was read in. The idle figures are of the
    whole kiosk: live preview, reader with its second process, and screen, with the video decoded
    in it as well.
    """
    video, room = folder / "persons.avi", folder / "room.avi"
    config = demo_config(folder, video)
    print(f"filming {persons} persons", file=sys.stderr, flush=True)
    # In a process of its own: what filming leaves behind is not the kiosk's memory.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as studio:
        shown, frames = studio.submit(_film, video, room, persons).result()
        # A kiosk finds its database on every day but the first.
        studio.submit(make_database, config).result()
    print(f"showing {frames} frames, then {_SETTLE_S + _IDLE_S:.0f} s idle", file=sys.stderr)
    return _Run(config, video, room, shown).measure()


def _film(video: Path, room: Path, persons: int) -> tuple[tuple[ShownCode, ...], int]:
    from kiosk.demo.film.footage import make_footage
    from kiosk.demo.film.people import demo_persons

    shown = demo_persons(SEED, persons)
    make_footage(room, SEED + 1, (), lead_in_s=_ROOM_S)
    return shown, make_footage(video, SEED, shown, gap_s=0.6).frames


def make_database(config: Config) -> None:
    """The kiosk's empty database, where its configuration says."""
    from kiosk.store.connection import open_store

    open_store(config.store_directory, config.key_file, SystemClock()).close()


class _Run:
    """One run of the kiosk, watched by a thread of its own."""

    def __init__(
        self, config: Config, video: Path, room: Path, shown: tuple[ShownCode, ...]
    ) -> None:
        self._shown = shown
        # What watches over the studio's shared memory stays, and is not the kiosk's.
        self._others = frozenset(children())
        self._plug = Plug()
        # The room follows the persons at once, without a lost camera between.
        self._plug.is_plugged_in_again.set()
        self._journal = Journal(SystemClock().monotonic)
        clock = SystemClock()

        def make_camera() -> Camera:
            return DemoCamera(video, room, self._plug, clock)

        self._kiosk = staged_kiosk(config, make_camera, self._journal)
        self._idle: dict[str, float] = {}
        self._dropped = 0
        self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def measure(self) -> dict[str, object]:
        self._watcher.start()
        self._kiosk.run()
        commits = [
            item.at - item.outcome.frame_at
            for item in self._journal.decided
            if item.outcome.frame_at is not None
        ]
        painted = [
            at - outcome.frame_at
            for outcome, at in self._kiosk.window.bridge.painted
            if outcome.frame_at is not None
        ]
        to_commit, to_painted = quantiles_ms(commits), quantiles_ms(painted)
        return {
            "figures": {
                "persons_shown": len(self._shown),
                "recorded": len(commits),
                "frame_to_commit_ms": to_commit,
                "frame_to_painted_ms": to_painted,
                "frames_dropped": self._dropped,
                "gui_lateness_ms": asdict(self._kiosk.window.heartbeat.lateness()),
                "idle": self._idle,
            },
            "bounds": {
                "persons not recorded": [len(self._shown) - len(commits), 0],
                "frame to commit, p95 ms": [to_commit["p95"], COMMIT_P95_MS],
                "frame to painted, p95 ms": [to_painted["p95"], PAINTED_P95_MS],
                "idle share of a core": [self._idle["cpu"], IDLE_CPU],
                "idle resident MB": [self._idle["resident_mb"], RESIDENT_MB],
            },
        }

    def _watch(self) -> None:
        try:
            self._plug.footage_ended.wait()
            self._dropped = self._kiosk.lanes[LaneName.GATE].frames.dropped
            time.sleep(_SETTLE_S)
            cpu, wall = self._cpu_s(), time.monotonic()
            time.sleep(_IDLE_S)
            share = (self._cpu_s() - cpu) / (time.monotonic() - wall)
            # What a child shares, its libraries and the picture, is in our own figure.
            resident = resident_mb() + sum(status_mb("RssAnon", child) for child in self._own())
            self._idle = {"cpu": round(share, 3), "resident_mb": round(resident, 1)}
        finally:
            self._kiosk.window.quit()

    def _own(self) -> tuple[int, ...]:
        return tuple(child for child in children() if child not in self._others)

    def _cpu_s(self) -> float:
        """Processor seconds of the kiosk, its second decoder's process included."""
        return time.process_time() + sum(seconds_of(child) for child in self._own())
