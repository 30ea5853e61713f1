"""Where PINs are hashed: a thread beside the core, which stores the attempt before and the verdict
after."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import KioskFault
from kiosk.base.worker import Worker
from kiosk.core.requests import Request
from kiosk.core.staff_requests import (
    AlterAccount,
    BeginCode,
    BeginSignIn,
    EndFirst,
    EndRecovery,
    EndSignIn,
    FindNameProblem,
    FindPinProblem,
    KeepPasses,
    ListAccounts,
    ListStaffRoom,
    NoteLeft,
    OpenByBadge,
    ReadPasses,
    RefuseCode,
    StoreAccount,
    StorePin,
)
from kiosk.core.thread import Core
from kiosk.domain.desk.doors import (
    AddAccount,
    ChangeAccount,
    DoorQuestion,
    HoldBadge,
    LockDesk,
    MakeFirstAdministrator,
    Recover,
    ResetPin,
    SeeAccounts,
    SeeStaffRoom,
    SignIn,
    SignOut,
)
from kiosk.domain.staff.account import AccountProblem, StaffAccount, tidy_name
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.sign_in import Door, Refused, SignedIn
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.pin_hashing import calibrated_passes, hash_pin, is_pin
from kiosk.services.sign_in import is_code

A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PinHashing:
    """The three things that are done with PINs; tests use quick ones."""

    hash: Callable[[str, int], str] = hash_pin
    """PIN and passes."""
    verify: Callable[[str, str], bool] = is_pin
    """PIN and PHC string."""
    calibrate: Callable[[], int] = calibrated_passes


class StaffDoor:
    """Answers what is asked at the doors, one question after the other, waiting for the core.

    On any thread but the core's own, unless that core runs its steps at once.
    """

    def __init__(self, core: Core, hashing: PinHashing) -> None:
        self._core = core
        self._hashing = hashing
        self._answers: dict[type[DoorQuestion[Any]], Callable[[Any, str | None], Any]] = {
            SeeStaffRoom: lambda asked, by: self._of_core(ListStaffRoom()),
            SignIn: lambda asked, by: self._sign_in(asked),
            HoldBadge: lambda asked, by: self._of_core(
                OpenByBadge(asked.account_id, asked.text, asked.held)
            ),
            MakeFirstAdministrator: lambda asked, by: self._make_first(asked),
            Recover: lambda asked, by: self._recover(asked),
            LockDesk: lambda asked, by: self._leave(
                by, StaffDeed.LOCKED, "time" if asked.is_by_time else ""
            ),
            SignOut: lambda asked, by: self._leave(by, StaffDeed.SIGNED_OUT),
            AddAccount: self._add,
            ResetPin: self._reset,
            SeeAccounts: lambda asked, by: self._of_core(ListAccounts(by)),
            ChangeAccount: lambda asked, by: self._of_core(
                AlterAccount(asked.account_id, asked.change, by)
            ),
        }

    def answer(self, question: DoorQuestion[A], by: str | None) -> A:
        """Do what is asked, in the name of an account; None is a technician at the command line.

        Raises StorageFault, CancelledError after the core's stop.
        """
        answer: A = self._answers[type(question)](question, by)
        return answer

    def _of_core(self, request: Request[R]) -> R:
        return self._core.ask(request).result()

    def _sign_in(self, asked: SignIn) -> SignedIn | Refused:
        attempt = self._of_core(BeginSignIn(asked.account_id))
        if isinstance(attempt, Refused):
            return attempt
        is_right = self._hashing.verify(asked.pin, attempt.secret)
        deed = StaffDeed.UNLOCKED if asked.is_unlocking else StaffDeed.SIGNED_IN
        return self._of_core(EndSignIn(attempt, is_right, deed))

    def _make_first(
        self, asked: MakeFirstAdministrator
    ) -> SignedIn | Refused | AccountProblem | PinProblem:
        problem = self._of_core(FindPinProblem(asked.pin)) or self._of_core(
            FindNameProblem(asked.name)
        )
        if problem is not None:
            return problem
        attempt = self._of_core(BeginCode(Door.FIRST))
        if isinstance(attempt, Refused):
            return attempt
        if not is_code(attempt, asked.code):
            return self._of_core(RefuseCode(attempt))
        return self._of_core(EndFirst(attempt, tidy_name(asked.name), self._hash(asked.pin)))

    def _recover(self, asked: Recover) -> SignedIn | Refused | PinProblem:
        problem = self._of_core(FindPinProblem(asked.pin))
        if problem is not None:
            return problem
        attempt = self._of_core(BeginCode(Door.RECOVERY))
        if isinstance(attempt, Refused):
            return attempt
        if not is_code(attempt, asked.code):
            return self._of_core(RefuseCode(attempt))
        return self._of_core(EndRecovery(attempt, asked.account_id, self._hash(asked.pin)))

    def _leave(self, by: str | None, deed: StaffDeed, note: str = "") -> None:
        if by:
            self._of_core(NoteLeft(by, deed, note))

    def _add(self, asked: AddAccount, by: str | None) -> StaffAccount | AccountProblem | PinProblem:
        problem = self._of_core(FindPinProblem(asked.pin))
        if problem is not None:
            return problem
        pin = self._hash(asked.pin)
        return self._of_core(StoreAccount(asked.name, asked.role, pin, by))

    def _reset(self, asked: ResetPin, by: str | None) -> AccountProblem | PinProblem | None:
        problem = self._of_core(FindPinProblem(asked.pin))
        if problem is not None:
            return problem
        return self._of_core(StorePin(asked.account_id, self._hash(asked.pin), by))

    def _hash(self, pin: str) -> str:
        """With the passes of this machine, which are measured for its first PIN."""
        passes = self._of_core(ReadPasses())
        if passes is None:
            passes = self._hashing.calibrate()
            self._of_core(KeepPasses(passes))
        return self._hashing.hash(pin, passes)


class StaffThread:
    """A door behind a thread of its own, which begins with the first question."""

    def __init__(self, door: StaffDoor) -> None:
        self._door = door
        self._worker = Worker("staff", _let_end, _let_end, expected=(KioskFault,))

    def ask(self, question: DoorQuestion[A], by: str) -> Future[A]:
        """Ask from any thread in the name of an account (empty: nobody's); returns at once.

        Faults are the future's. After the stop the future is cancelled.
        """
        return self._worker.post(lambda: self._door.answer(question, by))

    def stop(self, deadline_s: float) -> bool:
        """Take no more questions; False if one still hangs after `deadline_s`."""
        return self._worker.stop(deadline_s)


def _let_end() -> None:
    """A hash ends by itself within a second."""
