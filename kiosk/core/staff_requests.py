"""What the doors of the staff ask of the core, between two steps of hashing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.core.requests import Request
from kiosk.domain.staff.account import AccountChange, AccountLine, AccountProblem, StaffAccount
from kiosk.domain.staff.badge import BadgeHeld, BadgeRefused
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Attempt, Door, Refused, SignedIn, StaffRoom
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.sign_in import SignInService
from kiosk.services.staff import StaffService


@dataclass(frozen=True)
class ListStaffRoom(Request[StaffRoom]):
    """Who may sign in."""


@dataclass(frozen=True)
class BeginSignIn(Request[Attempt | Refused]):
    """Store an attempt at an account's PIN."""

    account_id: str


@dataclass(frozen=True)
class EndSignIn(Request[SignedIn | Refused]):
    """Store its verdict."""

    attempt: Attempt
    is_right: bool
    deed: StaffDeed


@dataclass(frozen=True)
class OpenByBadge(Request[SignedIn | BadgeRefused]):
    """Unlock by the code of a badge."""

    account_id: str
    text: str = field(repr=False)
    held: BadgeHeld


@dataclass(frozen=True)
class BeginCode(Request[Attempt | Refused]):
    """Store an attempt at a code."""

    door: Door


@dataclass(frozen=True)
class RefuseCode(Request[Refused]):
    """Store that it was wrong."""

    attempt: Attempt


@dataclass(frozen=True)
class EndFirst(Request[SignedIn | AccountProblem]):
    """Make the first administrator."""

    attempt: Attempt
    name: str
    pin: str = field(repr=False)


@dataclass(frozen=True)
class EndRecovery(Request[SignedIn | Refused]):
    """Give an account a new PIN by the recovery code."""

    attempt: Attempt
    account_id: str
    pin: str = field(repr=False)


@dataclass(frozen=True)
class NoteLeft(Request[None]):
    """Note that a session was locked or ended."""

    account_id: str
    deed: StaffDeed
    note: str = ""


@dataclass(frozen=True)
class FindPinProblem(Request[PinProblem | None]):
    """What is wrong with a new PIN."""

    pin: str = field(repr=False)


@dataclass(frozen=True)
class FindNameProblem(Request[AccountProblem | None]):
    """What is wrong with a new name."""

    name: str


@dataclass(frozen=True)
class ReadPasses(Request[int | None]):
    """With how many passes PINs are hashed; None before it was measured."""


@dataclass(frozen=True)
class KeepPasses(Request[None]):
    """Keep what was measured."""

    passes: int


@dataclass(frozen=True)
class StoreAccount(Request[StaffAccount | AccountProblem]):
    """Make an account; `pin` is the hash."""

    name: str
    role: Role
    pin: str = field(repr=False)
    by: str | None


@dataclass(frozen=True)
class StorePin(Request[AccountProblem | None]):
    """Replace a PIN's hash."""

    account_id: str
    pin: str = field(repr=False)
    by: str | None


@dataclass(frozen=True)
class ListAccounts(Request[tuple[AccountLine, ...] | AccountProblem]):
    """Every account, for an administrator."""

    by: str | None


@dataclass(frozen=True)
class AlterAccount(Request[AccountProblem | None]):
    """Free an account, or take it out of use or back."""

    account_id: str
    change: AccountChange
    by: str | None


def staff_handlers(
    sign_in: Callable[[], SignInService], staff: Callable[[], StaffService]
) -> Mapping[type[Request[Any]], Callable[[Any], Any]]:
    """What the core does for each of them, with the services of the opened station."""
    return {
        ListStaffRoom: lambda asked: sign_in().room(),
        BeginSignIn: lambda asked: sign_in().begin(asked.account_id),
        EndSignIn: lambda asked: sign_in().end(asked.attempt, asked.is_right, asked.deed),
        OpenByBadge: lambda asked: sign_in().hold_badge(asked.account_id, asked.text, asked.held),
        BeginCode: lambda asked: sign_in().begin_code(asked.door),
        RefuseCode: lambda asked: sign_in().refuse_code(asked.attempt),
        EndFirst: lambda asked: sign_in().end_first(asked.attempt, asked.name, asked.pin),
        EndRecovery: lambda asked: sign_in().end_recovery(
            asked.attempt, asked.account_id, asked.pin
        ),
        NoteLeft: lambda asked: sign_in().leave(asked.account_id, asked.deed, asked.note),
        FindPinProblem: lambda asked: staff().find_pin_problem(asked.pin),
        FindNameProblem: lambda asked: staff().find_name_problem(asked.name),
        ReadPasses: lambda asked: staff().passes(),
        KeepPasses: lambda asked: staff().set_passes(asked.passes),
        StoreAccount: lambda asked: staff().add(asked.name, asked.role, asked.pin, asked.by),
        StorePin: lambda asked: staff().reset_pin(asked.account_id, asked.pin, asked.by),
        ListAccounts: lambda asked: staff().lines(asked.by),
        AlterAccount: lambda asked: staff().change(asked.account_id, asked.change, asked.by),
    }
