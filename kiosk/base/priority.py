"""Who gives way where two want the same core: the screen is served first."""

from __future__ import annotations

import os

BEHIND = 10
"""Steps of niceness: of a core that both want, such a thread has a tenth (setpriority(2))."""


def give_way() -> None:
    """Put the calling thread behind the others of the process until it ends; call once.

    For work on every picture a camera gives: what waits a few milliseconds there is the next
    picture, and on the screen's thread it is somebody's finger. On Linux niceness is a thread's
    own, and what the thread starts inherits it.
    """
    os.nice(BEHIND)
