"""What the desk's pages ask of the hub for somebody who waits before them.

All limits of docs/spec/sync-protocol.md §9 are the hub's; that no code is sent once somebody has
left is a rule of the desk (`kiosk.domain.desk.rules.may_send_code`).
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import HubQuestion
from sync.protocol.asking import LookupAnswer, LookupKind, OtpChecked, OtpStarted


@dataclass(frozen=True)
class SendCode(HubQuestion[OtpStarted]):
    """Have a code sent to a phone; the answer is the same for every number.

    Raises NetworkFault (SLOW_DOWN: too many codes for this phone or station, or no gateway) and
    HubRefusal (not a mobile number it sends to).
    """

    deadline_s: ClassVar[float] = 15.0

    phone: str = field(repr=False)


@dataclass(frozen=True)
class CheckCode(HubQuestion[OtpChecked]):
    """Whether this is the code that was sent. Raises NetworkFault, and HubRefusal 410 when the
    challenge has ended."""

    deadline_s: ClassVar[float] = 10.0

    challenge: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class FindPersons(HubQuestion[LookupAnswer]):
    """Everybody a number or code points to, the least about each; limited, and noted by the hub.

    Of other venues' persons a number alone, until a code was checked for the phone that is asked
    for: then, for an hour, the least about those too.

    Raises NetworkFault (SLOW_DOWN: too many questions) and HubRefusal.
    """

    deadline_s: ClassVar[float] = 6.0

    kind: LookupKind
    value: str = field(repr=False)
