"""What is asked of the hub on someone's behalf: phone codes, and persons by a number."""

from __future__ import annotations

from typing import Protocol

from sync.protocol.asking import LookedUp, LookupKind, OtpChecked, OtpStarted


class OtpSender(Protocol):
    """Proves that a phone is at hand by a code sent to it; entry never hangs on it alone."""

    def send(self, phone: str) -> OtpStarted:
        """Have a code sent; the answer is the same for every number.

        Raises NetworkFault (SLOW_DOWN: too many codes for this phone or station, or no gateway)
        and HubRefusal (not a mobile number it sends to).
        """
        ...

    def check(self, challenge: str, code: str) -> OtpChecked:
        """Whether this is the code. Raises NetworkFault, and HubRefusal 410 when it has ended."""
        ...


class PersonLookup(Protocol):
    """Finds persons this station does not know; limited, and noted by whoever answers."""

    def find(self, kind: LookupKind, value: str) -> tuple[LookedUp, ...]:
        """Everybody a number or code points to, the least about each.

        Raises NetworkFault (SLOW_DOWN: too many questions) and HubRefusal.
        """
        ...
