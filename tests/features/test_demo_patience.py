"""The demo waits for what it waits for, and not by the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from kiosk.demo.patience import Changes, look_until


def _waiting(changes: Changes, is_so: Callable[[], bool]) -> Future[bool]:
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(changes.wait_until, is_so)
    finally:
        pool.shutdown(wait=False)


def test_it_looks_when_something_changed_and_only_then() -> None:
    changes, looked = Changes(), threading.Semaphore(0)
    looks: list[bool] = []
    state = {"is_so": False}

    def is_so() -> bool:
        looks.append(state["is_so"])
        looked.release()
        return looks[-1]

    waiting = _waiting(changes, is_so)
    looked.acquire()
    changes.tell("another event")
    looked.acquire()
    state["is_so"] = True
    changes.tell()
    assert waiting.result() is True
    assert looks == [False, False, True]


def test_what_changes_while_it_looks_is_not_missed() -> None:
    changes = Changes()
    state = {"looks": 0}

    def is_so() -> bool:
        state["looks"] += 1
        if state["looks"] == 1:
            # After the look, and before the wait.
            changes.tell()
        return state["looks"] > 1

    assert _waiting(changes, is_so).result() is True


def test_it_tells_under_a_lock_that_the_look_wants_too() -> None:
    changes, lock, looked = Changes(), threading.Lock(), threading.Event()
    state = {"is_so": False}

    def is_so() -> bool:
        with lock:
            looked.set()
            return state["is_so"]

    waiting = _waiting(changes, is_so)
    looked.wait()
    with lock:
        state["is_so"] = True
        changes.tell()
    assert waiting.result() is True


def test_what_does_not_come_is_given_up() -> None:
    assert Changes().wait_until(lambda: False, 0.0) is False
    assert look_until(lambda: False, 0.0) is False
    assert look_until(lambda: True) is True
