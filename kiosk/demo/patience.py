"""How long the demo waits for what the kiosk does."""

from __future__ import annotations

import time
from collections.abc import Callable

WAIT_S = 30.0
_LOOK_S = 0.05


def wait_until(is_so: Callable[[], bool]) -> bool:
    """Look until something is so; False if it does not come within `WAIT_S`."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(_LOOK_S)
    return False
