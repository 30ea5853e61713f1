"""What is asked of the hub on someone's behalf: frozen, typed by their answer, with a deadline.

A new question stands here, or beside those of the desk's pages in
`kiosk.domain.desk.hub_questions`, and with whoever answers it (`sync.client.questions`).
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar, Protocol, TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import HubQuestion
from kiosk.domain.station.enrolment import EnrolmentEnd
from sync.protocol.enrolment import Invitation

A = TypeVar("A")


@dataclass(frozen=True)
class Enrol(HubQuestion[EnrolmentEnd]):
    """Enter the service of the hub whose invitation staff confirmed.

    The deadline is long: the code is good once, so its answer is worth waiting for.
    """

    deadline_s: ClassVar[float] = 240.0

    invitation: Invitation = field(repr=False)


class Answerer(Protocol):
    """Whoever asks the hub and gives its answers; one question at a time, except for `cut`."""

    def answer(self, question: HubQuestion[A]) -> A:
        """The answer, or what the question says it raises."""
        ...

    def cut(self) -> None:
        """From any thread: end the question in progress."""
        ...

    def close(self) -> None:
        """Let go of the network."""
        ...
