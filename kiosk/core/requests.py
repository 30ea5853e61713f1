"""What is asked of the core: frozen, typed by their answer, served in the order of `Priority`.

A new request stands here and in `kiosk.core.handlers`; whoever has a core asks it.
"""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum
from typing import Generic, TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.reason import Reason
from kiosk.domain.station.paper_roll import PaperUsed
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.printer import PrintResult
from sync.protocol.asking import LookupAnswer

R = TypeVar("R")
A = TypeVar("A")


class Priority(IntEnum):
    """Who is served first."""

    GATE = 0
    DESK = 1
    ACK = 2
    HOUSEKEEPING = 3


LANES = {LaneName.GATE: Priority.GATE, LaneName.DESK: Priority.DESK}


class Request(Generic[R]):
    """Something the core is to do; `R` is what its future gives."""

    @property
    def priority(self) -> Priority:
        """Before whom it is served."""
        return Priority.DESK


@dataclass(frozen=True)
class CallStaff(Request[None]):
    """Put a case on the support list and ring at the desk."""

    reason: Reason
    lane: LaneName
    phone: str = field(default="", repr=False)
    """The number that whoever calls gave as theirs; the answer is the same for every number."""

    @property
    def priority(self) -> Priority:
        return LANES[self.lane]


@dataclass(frozen=True)
class Leave(Request[None]):
    """Whoever was asked at this lane touched that they leave; what follows is published."""

    lane: LaneName
    arrival: str
    """The entry they were asked about."""

    @property
    def priority(self) -> Priority:
        return LANES[self.lane]


@dataclass(frozen=True)
class TurnEntry(Request[None]):
    """*Nhầm chiều?*: correct an entry to the other direction; what follows is published."""

    lane: LaneName
    entry_id: str

    @property
    def priority(self) -> Priority:
        return LANES[self.lane]


@dataclass(frozen=True)
class CarryOut(Request[A], Generic[A]):
    """Do what staff ask for; what follows is published, and the answer says what came of it."""

    act: StaffAct[A]
    staff: str | None
    """The account of whoever is signed in; None for nobody, who may record an emergency."""


@dataclass(frozen=True)
class FindUnverified(Request[list[str]]):
    """Phones of arrivals that wait for verification, whoever waits longest first."""

    limit: int

    @property
    def priority(self) -> Priority:
        return Priority.HOUSEKEEPING


@dataclass(frozen=True)
class SettleByLookup(Request[tuple[str, ...]]):
    """Settle what the hub's answer for a phone confirms; its future gives the entries."""

    phone: str = field(repr=False)
    answer: LookupAnswer

    @property
    def priority(self) -> Priority:
        return Priority.HOUSEKEEPING


@dataclass(frozen=True)
class BeginPrint(Request[bool]):
    """Note that a slip's first byte is about to be sent; False for a job that has its result
    already, or that is unknown: nothing may be sent of it."""

    job: str

    @property
    def priority(self) -> Priority:
        return Priority.ACK


@dataclass(frozen=True)
class UsePaper(Request[None]):
    """Note what a paper took of a printer's roll; what is left is published."""

    printer: int
    used: PaperUsed

    @property
    def priority(self) -> Priority:
        return Priority.ACK


@dataclass(frozen=True)
class ChangeRoll(Request[None]):
    """*Đã thay cuộn*: a new roll of this length is in the printer; what is left is published."""

    printer: int
    length_dots: int
    staff: str
    """The account of whoever said so."""


@dataclass(frozen=True)
class FinishPrint(Request[None]):
    """Note what became of a slip."""

    job: str
    result: PrintResult

    @property
    def priority(self) -> Priority:
        return Priority.ACK


@dataclass(frozen=True)
class Reprint(Request[None]):
    """Print a slip again with the same code; nothing of a job that is unknown."""

    job: str


@dataclass(frozen=True)
class RetryStorage(Request[None]):
    """Try a lost storage again now."""


@dataclass(frozen=True)
class ConfirmClock(Request[None]):
    """Staff say that the clock is right now."""


@dataclass(frozen=True)
class ChangePolicy(Request[None]):
    """Put other rules in force from the next scan on."""

    policy: Policy

    @property
    def priority(self) -> Priority:
        return Priority.HOUSEKEEPING
