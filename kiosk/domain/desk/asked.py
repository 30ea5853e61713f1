"""What a page of the desk asks for: frozen, typed by its answer.

A page never waits: it asks by an effect and hears the answer as an event
(`kiosk.domain.station.page`). Queries stand in `queries`, acts of staff in `acts`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

A = TypeVar("A")


class Asked(Generic[A]):
    """Something a page wants to know or to have done; `A` is what answers it."""


class DeskProblem(StrEnum):
    """Why there is no answer; the page says so in a sentence and keeps what it shows."""

    STORAGE = "storage"
    """The database cannot be read or written now."""
    OFFLINE = "offline"
    """The hub was not reached in time."""
    SLOW_DOWN = "slow_down"
    """The hub takes no more such questions for a while."""
    REFUSED = "refused"
    """The hub, or a rule of the desk, does not allow it."""
    GONE = "gone"
    """What it was about is there no more."""


class DeskQuery(Asked[A]):
    """Something to be read in the database, on the reader's thread; the newest of a page stands."""


class StaffAct(Asked[A]):
    """Something to be done in one transaction on the core's thread, in the name of whoever is
    signed in. It carries nobody's name: no page can act for somebody else."""


class HubQuestion(Asked[A]):
    """Something to be asked of the hub for somebody, with a deadline."""

    deadline_s: ClassVar[float]
    """Seconds after which nobody waits any more: the answer then is NetworkFault TIMEOUT."""
