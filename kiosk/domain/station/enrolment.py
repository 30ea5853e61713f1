"""What became of enrolling with a hub, for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFaultKind


class EnrolmentProblem(StrEnum):
    """Why an enrolment failed, other than that no hub was reached."""

    REFUSED = "refused"
    """The hub said no; `EnrolmentEnd.words` has its words."""
    WRONG_HUB = "wrong_hub"
    """Whoever answered does not hold the key that the code names."""
    OLD_INVITATION = "old_invitation"
    """The code is of a kind that is not taken any more; nobody was asked."""
    NOT_WRITTEN = "not_written"
    """The enrolment could not be stored on this machine."""


@dataclass(frozen=True, slots=True)
class EnrolmentEnd:
    """Enrolled at a venue's gate, or why not."""

    venue: str = ""
    gate: str = ""
    problem: EnrolmentProblem | NetworkFaultKind | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """The hub's own words, by language."""
