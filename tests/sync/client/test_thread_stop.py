"""A stop ends a thread in the middle of an exchange, whenever that began."""

from __future__ import annotations

import threading

from kiosk.base.thread_stop import end_thread


def test_an_exchange_that_begins_behind_the_first_cut_is_cut_too() -> None:
    begins, is_cut = threading.Event(), threading.Event()
    cuts: list[bool] = []

    def exchange() -> None:
        assert begins.wait(30)
        assert is_cut.wait(30)

    def cut() -> None:
        # The first one finds no exchange under way.
        if begins.is_set():
            is_cut.set()
        cuts.append(is_cut.is_set())
        begins.set()

    thread = threading.Thread(target=exchange)
    thread.start()
    assert end_thread(thread, cut, 20)
    assert cuts[:2] == [False, True]


def test_what_hangs_is_left_behind_at_the_deadline() -> None:
    is_free = threading.Event()
    thread = threading.Thread(target=is_free.wait, args=(30,))
    thread.start()
    assert not end_thread(thread, lambda: None, 0.0)
    is_free.set()
    assert end_thread(thread, lambda: None, 20)


def test_a_thread_that_never_ran_has_ended() -> None:
    assert end_thread(threading.Thread(), lambda: None, 0.0)
