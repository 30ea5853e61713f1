"""Answers come on the GUI thread, and never amidst what it is doing."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from PySide6.QtGui import QGuiApplication

from ui.bridge import Bridge
from ui.showcase import spin


def test_an_answer_that_is_there_already_comes_in_its_turn(app: QGuiApplication) -> None:
    bridge, told = Bridge(), list[str]()
    for name in ("first", "second"):
        done: Future[str] = Future()
        done.set_result(name)
        bridge.deliver(done, lambda future: told.append(future.result()))
    assert told == []
    spin(20)
    assert told == ["first", "second"]


def test_an_answer_of_another_thread_comes_on_the_gui_thread(app: QGuiApplication) -> None:
    bridge, asked, where = Bridge(), Future[int](), list[threading.Thread]()
    bridge.deliver(asked, lambda future: where.append(threading.current_thread()))
    worker = threading.Thread(target=asked.set_result, args=(1,))
    worker.start()
    worker.join()
    assert where == []
    spin(20)
    assert where == [threading.main_thread()]
