"""Python's collector on the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from ui.collector import PERIOD_MS, SETTLED_AFTER, Collector
from ui.showcase import spin


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(app: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """One that has begun, and looks often."""
    del app
    monkeypatch.setattr("ui.collector.PERIOD_MS", PERIOD_MS // 50)
    # The tests of screens run without it.
    gc.enable()
    made = Collector()
    made.begin()
    yield made
    made.end()
    gc.disable()


def many_knots() -> list[weakref.ref[Knot]]:
    return [weakref.ref(Knot()) for _ in range(2_000)]


def test_nothing_is_collected_on_another_thread(collector: Collector) -> None:
    del collector
    found: list[weakref.ref[Knot]] = []
    thread = threading.Thread(target=lambda: found.extend(many_knots()))
    thread.start()
    thread.join()
    assert all(knot() is not None for knot in found)
    spin(200)
    assert all(knot() is None for knot in found)


def test_what_the_start_made_is_not_looked_through_again(collector: Collector) -> None:
    del collector
    before = gc.get_freeze_count()
    spin((SETTLED_AFTER + 2) * PERIOD_MS // 50 + 100)
    assert gc.get_freeze_count() > before + 1_000


def test_the_interpreter_collects_again_afterwards(app: QGuiApplication) -> None:
    del app
    gc.enable()
    made = Collector()
    made.begin()
    made.settle()
    assert not gc.isenabled()
    made.end()
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)
    gc.disable()
