"""How far an enrolment with a hub is."""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.enrolment import EnrolmentEnd
from sync.protocol.enrolment import Invitation


class EnrolmentStep(StrEnum):
    """How far an enrolment is."""

    CLOSED = "closed"
    ASK = "ask"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A hub's code that was held before the camera of a station without a hub."""

    step: EnrolmentStep = EnrolmentStep.CLOSED
    invitation: Invitation | None = None
    end: EnrolmentEnd | None = None
