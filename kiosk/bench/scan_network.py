"""Whether a damaged network delays a scan: the same people, with a sound line and in fault S5.

One enrolled kiosk, offscreen, before one video that is shown again and again; its hub and the line
between are processes of their own. Passes go sound, damaged, damaged, sound, and so on: what
drifts, and that people arrive and depart in turn, falls on both columns alike.
"""

from __future__ import annotations

import itertools
import queue
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.camera.capture import VideoCamera
from kiosk.base.clock import Clock, SystemClock
from kiosk.base.measure import seconds_of_others
from kiosk.bench.scan import make_database
from kiosk.bench.scan_columns import DAMAGED, SOUND, Moment, Noted, Pass, Timed, compare, describe
from kiosk.bench.storm import StormyLine, s5_damages
from kiosk.demo.devices import SEED, demo_config
from kiosk.demo.embedded_hub import count_received
from kiosk.demo.film.footage import FPS, make_footage
from kiosk.demo.film.people import demo_persons
from kiosk.demo.hub_process import HubProcess, accept
from kiosk.demo.stage import staged_kiosk
from kiosk.domain.station.health import NetworkState
from kiosk.domain.visits.decision import Admit, LaneName
from kiosk.ports.camera import Camera, EndOfFootage
from kiosk.services.journal import Journal
from kiosk.settings.config import Config
from sync.client.control_requests import (
    ControlKind,
    ControlRequest,
    collect_reply,
    leave_request,
    withdraw_request,
)
from sync.client.hub_file import load_hub_file, save_hub_file
from sync.hub.hub import Hub

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

PERSONS = 8
"""In a pass: short ones, so that what else the machine does falls on both columns."""
ROUNDS = 6
RATIO = 1.10
"""What a figure may grow by under a damaged network."""
BLOCKED_MS = 16.0
"""Longest hold-up of the GUI under a damaged network (docs/spec/faults.md S5)."""
HOLD_S, GAP_S = 1.0, 0.4
"""Brisk people: more scans in the same time."""
PATIENCE_S = 3.0
"""For one exchange in the storm; then what hangs is broken off."""
SENT_S = 60.0
"""For the last records, once the line is sound again."""
_POLL_S = 0.2
"""Looking more often would itself be felt."""

ROUND = (SOUND, DAMAGED, DAMAGED, SOUND)
ON_THE_LINE, SUCCEEDED = "on the line", "succeeded"
_ELSEWHERE = {"connection refused": "http://127.0.0.1:1", "no such name": "https://hub.invalid"}
"""S5 that no line can do: the kiosk is given these addresses for a try."""
_ELSEWHERE_EVERY = 6
JUDGED = (
    "frame to commit, p50 ms",
    "frame to commit, p95 ms",
    "frame to painted, p50 ms",
    "frame to painted, p95 ms",
)


class RepeatedFootage:
    """A `Camera` over a video file that begins anew whenever it has ended."""

    def __init__(self, video: Path, on_end: Callable[[], None], clock: Clock) -> None:
        """`on_end` is called on the camera's thread, before the first frame of the next time."""
        self._video = VideoCamera(video, loop=False, clock=clock)
        self._on_end = on_end

    @property
    def name(self) -> str:
        """As the video's own."""
        return self._video.name

    def open(self) -> None:
        """Open the video. Raises DeviceFault MISSING."""
        self._video.open()

    def grab(self) -> Image:
        """The next frame. Raises DeviceFault."""
        try:
            return self._video.grab()
        except EndOfFootage:
            self._on_end()
            self._video.close()
            self._video.open()
            return self._video.grab()

    def close(self) -> None:
        """Release the file."""
        self._video.close()


def bench_scan_network(folder: Path, persons: int, rounds: int) -> dict[str, object]:
    """One pass to warm up, then `rounds` of four; gives figures and bounds.

    Raises RuntimeError when the hub does not come up.
    """
    video = folder / "persons.avi"
    config = demo_config(folder, video)
    # The same person comes again with every pass.
    always = replace(config.policy, repeat_window_s=0, early_return_min=0)
    config = replace(config, policy=always)
    _say(f"filming {persons} persons")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as studio:
        seconds = studio.submit(_film, video, persons).result()
        studio.submit(make_database, config).result()
    passes = 1 + rounds * len(ROUND)
    _say(f"{passes} passes of {seconds:.0f} s")
    with ExitStack() as stack:
        hub = HubProcess(folder, None)
        line = stack.enter_context(StormyLine(hub.port))
        stamp = _enrol(config, hub, line, stack)
        run = _Run(config, video, line, stamp)
        run.show(rounds)
        hub.stop()
        return _judge(run, persons, count_received(hub.data).entries)


def _film(video: Path, persons: int) -> float:
    shown = [replace(person, hold_s=HOLD_S) for person in demo_persons(SEED, persons)]
    return make_footage(video, SEED, shown, gap_s=GAP_S).frames / FPS


def _enrol(config: Config, hub: HubProcess, line: StormyLine, stack: ExitStack) -> str:
    """Start the hub, enrol the kiosk through the line; gives the hub's stamp."""
    hub.public_url = line.url
    venue, gate = config.venue.name, config.venue.gate
    (invitation,) = hub.invite(venue, [gate], config.venue.time_zone.key)
    opened = Hub.open(hub.data, None)
    stamp = opened.identity.stamp.to_header()
    opened.close()
    hub.start()
    stack.callback(hub.stop)
    save_hub_file(config.store_directory, accept(invitation))
    return stamp


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class _Run:
    """The kiosk, and a thread that spoils its network while the footage runs."""

    def __init__(self, config: Config, video: Path, line: StormyLine, stamp: str) -> None:
        self._directory = config.store_directory
        self._line = line
        self._stamp = stamp
        self._clock = SystemClock()
        self._borders: queue.SimpleQueue[float] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        self._elsewhere = itertools.cycle(_ELSEWHERE)
        self.passes: list[Pass] = []
        """Those that count: not the first."""
        self.tries: Counter[str] = Counter()
        """Exchanges asked for in the storm, by where they went, and how many succeeded."""
        self._journal = Journal(SystemClock().monotonic)

        def make_camera() -> Camera:
            return RepeatedFootage(video, self._note_border, self._clock)

        self._kiosk = staged_kiosk(config, make_camera, self._journal)

    def show(self, rounds: int) -> None:
        """Run until every pass was shown and the hub has everything."""
        director = threading.Thread(
            target=self._direct, args=(rounds,), name="director", daemon=True
        )
        director.start()
        self._kiosk.run()
        if len(self.passes) != rounds * len(ROUND):
            raise RuntimeError("the bench ended before its last pass")

    # --- what happens to the network -------------------------------------------------------------

    def _note_border(self) -> None:
        self._borders.put(self._clock.monotonic())

    def _direct(self, rounds: int) -> None:
        try:
            # The first time the footage is shown everything happens for the first time.
            begin = self._moment(self._borders.get())
            for number, network in enumerate(ROUND * rounds, 1):
                _say(f"pass {number}: {network}")
                end = self._spoil() if network is DAMAGED else self._moment(self._borders.get())
                self.passes.append(Pass(network, begin, end))
                begin = end
            self._send_rest()
        finally:
            self._kiosk.window.quit()

    def _moment(self, at: float) -> Moment:
        return Moment(
            at,
            self._kiosk.lanes[LaneName.GATE].frames.dropped,
            self._kiosk.window.heartbeat.beats,
            self._kiosk.health.health.unsent,
            seconds_of_others(),
            self._line.tally(),
        )

    def _spoil(self) -> Moment:
        """Damage the network until the pass ends, and mend it; gives the end.

        Staff ask for an exchange again and again: by itself the kiosk would soon wait for an
        hour, as it was told to, and there would be nothing to measure.
        """
        own = load_hub_file(self._directory)
        assert own is not None
        border: float | None = None
        self._line.storm(self._stamp)
        while border is None:
            for _ in range(_ELSEWHERE_EVERY):
                border = border or self._try(ON_THE_LINE)
            kind = next(self._elsewhere)
            save_hub_file(self._directory, replace(own, hub_url=_ELSEWHERE[kind]))
            border = border or self._try(kind)
            save_hub_file(self._directory, own)
        end = self._moment(border)
        self._line.calm()
        self._ask_for_exchange()
        return end

    def _try(self, kind: str) -> float | None:
        """One exchange, asked for and awaited; the moment of the pass's end if that came first."""
        name = self._ask_for_exchange()
        patience = time.monotonic() + PATIENCE_S
        while (reply := collect_reply(self._directory, name)) is None:
            with suppress(queue.Empty):
                border = self._borders.get(timeout=_POLL_S)
                withdraw_request(self._directory, name)
                return border
            if time.monotonic() > patience:
                self._line.break_off()
                patience += PATIENCE_S
        self.tries[kind] += 1
        self.tries[SUCCEEDED] += reply.is_done
        return None

    def _ask_for_exchange(self) -> str:
        name = f"bench-{next(self._numbers)}"
        leave_request(self._directory, ControlRequest(name, ControlKind.NOW))
        return name

    def _send_rest(self) -> None:
        """Until the hub has everything, or for `SENT_S`: what is missing then shows in the end."""
        until = time.monotonic() + SENT_S
        while time.monotonic() < until:
            health = self._kiosk.health.health
            if health.network is NetworkState.ONLINE and not health.unsent:
                return
            time.sleep(_POLL_S)

    # --- what came of it -------------------------------------------------------------------------

    def noted(self) -> Noted:
        """What the kiosk did; after `show`."""
        commits = [
            Timed(item.outcome.frame_at, item.at)
            for item in self._journal.decided
            if item.outcome.frame_at is not None
        ]
        painted = [
            Timed(outcome.frame_at, at)
            for outcome, at in self._kiosk.window.bridge.painted
            if outcome.frame_at is not None
        ]
        return Noted(commits, painted, self._kiosk.window.heartbeat.late_between)

    @property
    def entries(self) -> int:
        """How many entries were recorded, those of the first pass too."""
        return sum(isinstance(item.outcome.result, Admit) for item in self._journal.decided)


def _judge(run: _Run, persons: int, entries_at_hub: int) -> dict[str, object]:
    noted, passes = run.noted(), run.passes
    rows = compare(noted, passes)
    damage: Counter[str] = Counter()
    for one in passes:
        damage += one.damaged
    for kind in _ELSEWHERE:
        damage[kind] += run.tries[kind]
    bounds: dict[str, object] = {
        f"{name}: damaged by sound": [rows[name]["ratio"], RATIO] for name in JUDGED
    }
    lateness = "GUI lateness, p99 ms"
    bounds |= {
        f"{lateness}, damaged": [rows[lateness][DAMAGED], BLOCKED_MS],
        "persons not recorded": [persons * len(passes) - sum(map(noted.recorded, passes)), 0],
        "entries the hub lacks in the end": [run.entries - entries_at_hub, 0],
        "exchanges that succeeded in the storm": [run.tries[SUCCEEDED], 0],
        "kinds of damage that did not happen": [len(kinds_of_damage() - damage.keys()), 0],
        "damaged passes without unsent records": [
            sum(one.network == DAMAGED and not one.end.unsent for one in passes),
            0,
        ],
        "sound passes in which nothing was sent": [
            sum(one.network == SOUND and not one.sent for one in passes),
            0,
        ],
    }
    figures = {
        **rows,
        **describe(noted, passes),
        "exchanges tried in the storm": run.tries.total() - run.tries[SUCCEEDED],
        "damage": dict(sorted(damage.items())),
        "entries": run.entries,
        "entries at the hub": entries_at_hub,
    }
    return {"figures": figures, "bounds": bounds}


def kinds_of_damage() -> set[str]:
    """Everything that must have happened."""
    return {name for name, _ in s5_damages("", datetime.now(UTC))} | set(_ELSEWHERE)
