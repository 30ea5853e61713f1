"""How often the garbage collector runs in a process that works through many objects."""

from __future__ import annotations

import gc

THRESHOLDS = (100_000, 50, 50)
"""Of a batch of fifty, thousands of objects live until it is stored, and none is part of a cycle:
looking every 700 of them, as the interpreter does by itself, is a tenth of all work."""


def collect_seldom() -> None:
    """Call it once the start is done: what that has made stays, and is not looked through again.

    Without it, every request to a hub would now and then wait 70 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


def collect_young() -> None:
    """Call it every few seconds: what of late held itself in a circle goes, and with it what no
    threshold counts: the buffers of a connection are a few objects and a quarter of a megabyte."""
    gc.collect(1)


def collect_nothing() -> None:
    """Call it first thing: what a start makes stays, and looking through it again and again takes a
    tenth of the start. The window's own collector begins when the window stands."""
    gc.disable()
