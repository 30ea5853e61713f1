"""What the pages for signing in ask, each typed by its answer. PINs and codes are in no `repr`."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import Asked
from kiosk.domain.staff.account import AccountChange, AccountLine, AccountProblem, StaffAccount
from kiosk.domain.staff.badge import BadgeHeld, BadgeRefused
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Refused, SignedIn, StaffRoom

A = TypeVar("A")


class DoorQuestion(Asked[A]):
    """Something asked at the doors of the staff, in the name of whoever is signed in.

    What takes a PIN takes a quarter of a second as well, on a thread of its own.
    """


@dataclass(frozen=True, slots=True)
class SeeStaffRoom(DoorQuestion[StaffRoom]):
    """Who may sign in."""


@dataclass(frozen=True, slots=True)
class SignIn(DoorQuestion[SignedIn | Refused]):
    """Open an account with its PIN."""

    account_id: str
    pin: str = field(repr=False)
    is_unlocking: bool = False
    """Whether it goes on with the session that it locked."""


@dataclass(frozen=True, slots=True)
class HoldBadge(DoorQuestion[SignedIn | BadgeRefused]):
    """Unlock the session of an account by the code of its badge."""

    account_id: str
    """Who locked the desk; empty where nobody has."""
    text: str = field(repr=False)
    held: BadgeHeld


@dataclass(frozen=True, slots=True)
class MakeFirstAdministrator(DoorQuestion[SignedIn | Refused | AccountProblem | PinProblem]):
    """Make the account that makes all others, with the code a technician looks up."""

    code: str = field(repr=False)
    name: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recover(DoorQuestion[SignedIn | Refused | PinProblem]):
    """Give an account a new PIN with the recovery code."""

    account_id: str
    code: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LockDesk(DoorQuestion[None]):
    """Note that the session was locked."""

    is_by_time: bool
    """Nobody touched the screen for long; else by *Khóa*."""


@dataclass(frozen=True, slots=True)
class SignOut(DoorQuestion[None]):
    """Note that the shift ended."""


@dataclass(frozen=True, slots=True)
class AddAccount(DoorQuestion[StaffAccount | AccountProblem | PinProblem]):
    """Make an account."""

    name: str
    role: Role
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResetPin(DoorQuestion[AccountProblem | PinProblem | None]):
    """Give an account another PIN."""

    account_id: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SeeAccounts(DoorQuestion[tuple[AccountLine, ...] | AccountProblem]):
    """Every account, those out of use as well: for administrators."""


@dataclass(frozen=True, slots=True)
class ChangeAccount(DoorQuestion[AccountProblem | None]):
    """Free an account, or take it out of use or back."""

    account_id: str
    change: AccountChange
