"""What is asked of the hub on someone's behalf: frozen, typed by their answer, with a deadline.

A new question stands here and with whoever answers it (`sync.client.questions`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Generic, Protocol, TypeVar

from kiosk.domain.station.enrolment import EnrolmentEnd
from sync.protocol.asking import LookupAnswer, LookupKind, OtpChecked, OtpStarted
from sync.protocol.enrolment import Invitation

A = TypeVar("A")


class Question(Generic[A]):
    """Something a person waits for; `A` is what its future gives."""

    deadline_s: ClassVar[float]
    """Seconds after which nobody waits any more: the future then ends with NetworkFault TIMEOUT."""


@dataclass(frozen=True)
class SendCode(Question[OtpStarted]):
    """Have a code sent to a phone; the answer is the same for every number.

    Raises NetworkFault (SLOW_DOWN: too many codes for this phone or station, or no gateway) and
    HubRefusal (not a mobile number it sends to).
    """

    deadline_s: ClassVar[float] = 15.0

    phone: str = field(repr=False)


@dataclass(frozen=True)
class CheckCode(Question[OtpChecked]):
    """Whether this is the code that was sent. Raises NetworkFault, and HubRefusal 410 when the
    challenge has ended."""

    deadline_s: ClassVar[float] = 10.0

    challenge: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class FindPersons(Question[LookupAnswer]):
    """Everybody a number or code points to, the least about each; limited, and noted by the hub.

    Of other venues' persons a number alone, until a code was checked for the phone that is asked
    for: then, for an hour, the least about those too.

    Raises NetworkFault (SLOW_DOWN: too many questions) and HubRefusal.
    """

    deadline_s: ClassVar[float] = 6.0

    kind: LookupKind
    value: str = field(repr=False)


@dataclass(frozen=True)
class Enrol(Question[EnrolmentEnd]):
    """Enter the service of the hub whose invitation staff confirmed.

    The deadline is long: the code is good once, so its answer is worth waiting for.
    """

    deadline_s: ClassVar[float] = 240.0

    invitation: Invitation = field(repr=False)


class Answerer(Protocol):
    """Whoever asks the hub and gives its answers; one question at a time, except for `cut`."""

    def answer(self, question: Question[A]) -> A:
        """The answer, or what the question says it raises."""
        ...

    def cut(self) -> None:
        """From any thread: end the question in progress."""
        ...

    def close(self) -> None:
        """Let go of the network."""
        ...
