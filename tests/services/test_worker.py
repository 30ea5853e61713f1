"""The worker beside the core: order, giving up, stopping, and faults that are bugs."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import CancelledError
from contextlib import suppress

import pytest

from kiosk.base.worker import Worker

PATIENCE_S = 30.0


class Interrupted(Exception):
    """The work was told to end."""


class Bench:
    """Work that lasts until it is interrupted, and a count of interruptions."""

    def __init__(self) -> None:
        self.interrupted = threading.Event()
        self.begun = threading.Event()
        self.closed_by: str | None = None
        self.worker = Worker("bench", self.interrupted.set, self.close, expected=(Interrupted,))

    def close(self) -> None:
        self.closed_by = threading.current_thread().name

    def last_long(self) -> str:
        self.begun.set()
        assert self.interrupted.wait(PATIENCE_S)
        raise Interrupted


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_work_is_done_in_its_order_on_one_thread(bench: Bench) -> None:
    done: list[int] = []
    names = [
        bench.worker.post(lambda n=n: (done.append(n), threading.current_thread().name)[1])
        for n in range(5)
    ]
    assert {future.result(PATIENCE_S) for future in names} == {"bench"}
    assert done == [0, 1, 2, 3, 4]
    assert bench.worker.stop(PATIENCE_S)
    assert bench.closed_by == "bench"


def test_a_worker_that_was_never_asked_has_no_thread(bench: Bench) -> None:
    assert bench.worker.stop(0.0)
    assert bench.closed_by is None
    assert bench.worker.post(lambda: 1).cancelled()


def test_running_work_whose_future_is_cancelled_is_interrupted(bench: Bench) -> None:
    future = bench.worker.post(bench.last_long)
    assert bench.begun.wait(PATIENCE_S)
    assert future.cancel()
    with pytest.raises(CancelledError):
        future.result(0)
    assert bench.worker.post(lambda: "next").result(PATIENCE_S) == "next"
    assert bench.interrupted.is_set()
    assert bench.worker.stop(PATIENCE_S)


def test_an_interruption_that_comes_too_early_is_repeated() -> None:
    calls = threading.Semaphore(0)
    third = threading.Event()
    count = 0

    def interrupt() -> None:
        nonlocal count
        count += 1
        calls.release()
        if count == 3:
            third.set()

    worker = Worker("deaf", interrupt, lambda: None, expected=())
    begun = threading.Event()

    def work() -> None:
        begun.set()
        assert third.wait(PATIENCE_S)

    future = worker.post(work)
    assert begun.wait(PATIENCE_S)
    future.cancel()
    assert worker.post(lambda: "next").result(PATIENCE_S) == "next"
    assert worker.stop(PATIENCE_S)


def test_the_next_work_is_not_interrupted_in_the_place_of_the_last(bench: Bench) -> None:
    first = bench.worker.post(bench.last_long)
    assert bench.begun.wait(PATIENCE_S)
    first.cancel()
    assert bench.worker.post(bench.interrupted.clear).result(PATIENCE_S) is None
    assert bench.worker.post(bench.interrupted.is_set).result(PATIENCE_S) is False
    assert bench.worker.stop(PATIENCE_S)


def test_waiting_work_whose_future_is_cancelled_is_never_done(bench: Bench) -> None:
    running = bench.worker.post(bench.last_long)
    assert bench.begun.wait(PATIENCE_S)
    done: list[int] = []
    waiting = bench.worker.post(lambda: done.append(1))
    last = bench.worker.post(lambda: done.append(2))
    assert waiting.cancel()
    assert not bench.interrupted.is_set()
    running.cancel()
    last.result(PATIENCE_S)
    assert done == [2]
    assert bench.worker.stop(PATIENCE_S)


def test_stopping_interrupts_the_running_work_and_cancels_what_waits(bench: Bench) -> None:
    running = bench.worker.post(bench.last_long)
    waiting = bench.worker.post(lambda: 1)
    assert bench.begun.wait(PATIENCE_S)
    assert bench.worker.stop(PATIENCE_S)
    with pytest.raises(Interrupted):
        running.result(0)
    assert waiting.cancelled()


def test_work_that_cannot_be_interrupted_does_not_hold_the_stop(bench: Bench) -> None:
    may_end, begun = threading.Event(), threading.Event()

    def deaf() -> None:
        begun.set()
        may_end.wait(PATIENCE_S)

    bench.worker.post(deaf)
    assert begun.wait(PATIENCE_S)
    assert not bench.worker.stop(0.0)
    may_end.set()
    assert bench.worker.stop(PATIENCE_S)


def test_a_bug_is_logged_once_and_the_thread_goes_on(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    def expected() -> None:
        raise Interrupted

    with caplog.at_level(logging.CRITICAL):
        with suppress(Interrupted):
            bench.worker.post(expected).result(PATIENCE_S)
        assert not caplog.records
        with pytest.raises(ZeroDivisionError):
            bench.worker.post(lambda: 1 // 0).result(PATIENCE_S)
    assert [record.exc_info is not None for record in caplog.records] == [True]
    assert bench.worker.post(lambda: "next").result(PATIENCE_S) == "next"
    assert bench.worker.stop(PATIENCE_S)
