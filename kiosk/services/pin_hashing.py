"""PINs as Argon2id hashes (RFC 9106), each a PHC string that says how it was made.

The one module of the kiosk that knows the library behind them
(docs/adr/0016-staff-and-their-pins.md). A hash takes
a quarter of a second: never on the core, nor on the thread of the window.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

MEMORY_KIB = 19 * 1024
"""The memory of one hash, as OWASP advises for Argon2id."""
WANTED_S = 0.25
"""What one hash shall take: nobody at the pad waits for it, and a million PINs take days."""
FEWEST_PASSES = 2
MOST_PASSES = 200
_LANES = 1
_SALT_BYTES = 16
_HASH_BYTES = 32
_TRIED_PASSES = (2, 12)


def hash_pin(pin: str, passes: int) -> str:
    """The PHC string of a PIN, with a salt of its own."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    hashing = Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_HASH_BYTES,
        iterations=passes,
        lanes=_LANES,
        memory_cost=MEMORY_KIB,
    )
    return hashing.derive_phc_encoded(pin.encode())


def is_pin(pin: str, phc: str) -> bool:
    """Whether a PIN is the hashed one; the hashes are compared in constant time."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(pin.encode(), phc)
    except InvalidKey:
        return False
    return True


def calibrated_passes(cpu_seconds: Callable[[], float] = time.thread_time) -> int:
    """With how many passes a hash takes `WANTED_S` on this machine, while nobody else uses it.

    Of the processor's time, which does not pass while others have their turn: a PIN set in a busy
    moment is hashed no worse. Two numbers of passes are timed, the better of two runs each: what a
    hash costs beside its passes drops out.
    """
    few, many = (min(_seconds(passes, cpu_seconds) for _ in range(2)) for passes in _TRIED_PASSES)
    a_pass = (many - few) / (_TRIED_PASSES[1] - _TRIED_PASSES[0])
    if a_pass <= 0:
        return MOST_PASSES
    passes = _TRIED_PASSES[0] + round((WANTED_S - few) / a_pass)
    return min(max(passes, FEWEST_PASSES), MOST_PASSES)


def _seconds(passes: int, cpu_seconds: Callable[[], float]) -> float:
    begun = cpu_seconds()
    hash_pin("000000", passes)
    return cpu_seconds() - begun
