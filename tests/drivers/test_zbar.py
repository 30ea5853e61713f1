"""zbar in a process of its own: it may crash, hang, talk nonsense or be missing.

Fault H16.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from drivers.scanner import zbar as module
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from drivers.scanner.zbar import ZbarEngine
from kiosk.base.clock import ManualClock, SystemClock
from tests.drivers.test_symbol_reader import faint, picture

pytestmark = pytest.mark.fault("H16")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def zbar(clock: ManualClock) -> Iterator[ZbarEngine]:
    engine = ZbarEngine(clock)
    assert engine.wait()
    yield engine
    engine.close()


def texts(engine: ZbarEngine, image: np.ndarray) -> list[str]:
    return [symbol.text for symbol in engine.read(image).symbols]


def kill(engine: ZbarEngine, number: signal.Signals) -> None:
    """Signal the process and wait until it is gone, without taking its end from the engine."""
    process = engine.process_id
    assert process is not None
    os.kill(process, number)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_costs_one_pass_and_one_line(
    zbar: ZbarEngine,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
    number: signal.Signals,
) -> None:
    image = picture("before and after")
    first = zbar.process_id
    kill(zbar, number)
    with caplog.at_level(logging.INFO):
        assert texts(zbar, image) == []
        assert texts(zbar, image) == [], "it is started after a moment, not at once"
        clock.advance(0.11)
        zbar.tend()
        assert zbar.wait()
        assert texts(zbar, image) == ["before and after"]
    assert zbar.process_id != first
    (line,) = caplog.messages
    assert f"ended by signal {number.value}" in line


def test_crash_after_crash_is_started_ever_later(zbar: ZbarEngine, clock: ManualClock) -> None:
    waits = []
    for _ in range(4):
        kill(zbar, signal.SIGSEGV)
        zbar.tend()
        waited = 0.0
        while zbar.process_id is None:
            clock.advance(0.05)
            waited += 0.05
            zbar.tend()
        assert zbar.wait()
        waits.append(round(waited, 2))
    assert waits == sorted(waits)
    assert waits[0] <= 0.15
    assert waits[-1] >= 0.8
    clock.advance(120)
    kill(zbar, signal.SIGSEGV)
    zbar.tend()
    clock.advance(0.15)
    zbar.tend()
    assert zbar.process_id is not None, "after a calm while it counts from the first again"


def test_a_pass_that_hangs_is_ended(
    zbar: ZbarEngine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_S", 0.05)
    monkeypatch.setattr(module, "_GRACE_S", 0.05)
    process = zbar.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    assert texts(zbar, picture("hangs")) == []
    assert zbar.process_id is None
    assert "took too long" in caplog.text
    assert not Path(f"/proc/{process}").exists()


def test_a_pass_ends_by_its_own_alarm_when_nobody_waits(zbar: ZbarEngine) -> None:
    """As in the library's depths, where no signal handler of Python's would be heard."""
    process = zbar.process_id
    assert process is not None
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    caught = int(next(x for x in status.splitlines() if x.startswith("SigCgt")).split()[1], 16)
    ignored = int(next(x for x in status.splitlines() if x.startswith("SigIgn")).split()[1], 16)
    assert not (caught | ignored) & 1 << (signal.SIGALRM - 1), "the alarm kills it"


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a `pyzbar` package of the test's own before the real one, for processes started."""

    def put(wrapper: str) -> None:
        package = tmp_path / "pyzbar"
        package.mkdir()
        (package / "__init__.py").write_text("")
        (package / "wrapper.py").write_text(wrapper)
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    return put


def test_without_libzbar_zxing_reads_alone(
    fake: Callable[[str], None], clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    fake("raise ImportError('Unable to find zbar shared library')")
    engine = ZbarEngine(clock)
    assert not engine.wait()
    assert engine.is_missing
    clock.advance(3600)
    engine.tend()
    assert engine.process_id is None, "it is not tried again"
    engine.close()
    reader = TwoEngineReader(clock)
    assert not reader.wait()
    assert [symbol.text for symbol in reader.read(picture("alone"))] == ["alone"]
    reader.close()
    still = StillReader(clock)
    assert still.read(faint("one two three four five six")[:60]) == ()
    still.close()
    assert caplog.text.count("libzbar is missing") == 3


def test_a_library_that_crashes_at_once_is_tried_seldom(
    fake: Callable[[str], None], clock: ManualClock
) -> None:
    fake("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    engine = ZbarEngine(clock)
    starts = 0
    for _ in range(6000):
        if engine.process_id is not None:
            starts += 1
            assert not engine.wait()
        clock.advance(0.02)
        engine.tend()
    engine.close()
    assert 5 <= starts <= 15


def test_a_killed_process_in_a_stream_is_noticed_without_a_pass(
    clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Every frame looks after it, even one that zxing-cpp reads."""
    reader = TwoEngineReader(clock)
    assert reader.wait()
    engine = reader._passes.zbar
    kill(engine, signal.SIGSEGV)
    for number in range(8):
        assert [s.text for s in reader.read(picture(f"person {number}"))] == [f"person {number}"]
        clock.advance(1 / 30)
    assert engine.process_id is not None
    assert reader.wait()
    assert len(caplog.messages) == 1
    reader.close()


def test_pictures_of_all_sizes_share_one_memory(zbar: ZbarEngine) -> None:
    for box in (2, 9, 3, 14, 4):
        assert texts(zbar, picture("sizes", box=box)) == ["sizes"]
    upside = picture("sizes", box=5)[::-1, ::-1]
    assert not upside.flags["C_CONTIGUOUS"]
    assert texts(zbar, upside) == ["sizes"]


def test_nothing_is_left_over() -> None:
    before = {*Path("/proc/self/fd").iterdir()}
    engine = ZbarEngine(SystemClock())
    process = engine.process_id
    assert process is not None
    assert engine.wait()
    engine.close()
    engine.close()
    assert not Path(f"/proc/{process}").exists()
    assert {*Path("/proc/self/fd").iterdir()} == before


def test_the_process_ends_with_whoever_asked(tmp_path: Path) -> None:
    engine = ZbarEngine(SystemClock())
    assert engine.wait()
    child = engine._child
    assert child is not None
    child._line.close()
    assert child._process.wait(10) == 0
    engine.close()
