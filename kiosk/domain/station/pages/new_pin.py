"""A code, and then a new PIN twice: for the first administrator, or with the recovery code.

Nothing of it is verified before all of it is there; what was wrong is typed again. At the end
stands the recovery code to write down, and a touch leads on.
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import MakeFirstAdministrator, Recover
from kiosk.domain.desk.session import Session
from kiosk.domain.staff.account import AccountProblem
from kiosk.domain.staff.pin import PIN_DIGITS, PinProblem, find_pin_problem
from kiosk.domain.staff.sign_in import (
    FIRST_CODE_DIGITS,
    RECOVERY_CODE_DIGITS,
    Refused,
    SignedIn,
)
from kiosk.domain.station.page import (
    Begin,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    Turn,
)

FIRST_NAME = "Quản trị"
"""What the first administrator is called; a person's own account is made with `staff add`."""


class NewPinStep(StrEnum):
    """What is typed now."""

    CODE = "code"
    PIN = "pin"
    AGAIN = "again"
    CHECKING = "checking"
    DONE = "done"


class NewPinFlaw(StrEnum):
    """Why something must be typed again, beside what is wrong with the PIN itself."""

    WRONG_CODE = "wrong_code"
    NOT_THE_SAME = "not_the_same"
    LOCKED = "locked"
    """Too many codes were wrong: for a while none is looked at."""
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True, slots=True)
class NewPinTyped:
    """A digit of the pad."""

    digit: str


@dataclass(frozen=True, slots=True)
class NewPinErased:
    """The last digit was taken back."""


@dataclass(frozen=True, slots=True)
class NewPinCleared:
    """What is typed now was taken back."""


@dataclass(frozen=True, slots=True)
class CodeKept:
    """The recovery code was written down."""


NewPinTouch = NewPinTyped | NewPinErased | NewPinCleared | CodeKept


@dataclass(frozen=True, slots=True)
class NewPin:
    """What was typed so far."""

    page: ClassVar[DeskPage] = DeskPage.NEW_PIN
    is_public: ClassVar[bool] = True

    account_id: str = ""
    """Whose PIN it becomes; empty for the first administrator."""
    name: str = ""
    step: NewPinStep = NewPinStep.CODE
    code: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    flaw: NewPinFlaw | PinProblem | None = None
    wait_s: float = 0.0
    """For how long no code was looked at, when that was said."""
    problem: DeskProblem | None = None
    session: Session | None = None
    recovery_code: str = field(default="", repr=False)
    """To write down, at the end."""

    @property
    def code_digits(self) -> int:
        """How long the code is."""
        return RECOVERY_CODE_DIGITS if self.account_id else FIRST_CODE_DIGITS

    @property
    def typed(self) -> str:
        """What is typed in this step."""
        fields = {
            NewPinStep.CODE: self.code,
            NewPinStep.PIN: self.pin,
            NewPinStep.AGAIN: self.again,
        }
        return fields.get(self.step, "")


def advance(state: NewPin, event: object, moment: Moment) -> Turn[NewPin]:
    """The page after an event; anything that is not its own changes nothing."""
    del moment
    match event:
        case NewPinTyped(digit):
            return _type(state, state.typed + digit)
        case NewPinErased():
            return Turn(_with(state, state.typed[:-1]))
        case NewPinCleared():
            return Turn(_with(state, ""))
        case CodeKept() if state.session is not None:
            return Turn(state, go=Begin(state.session))
        case DeskAnswered(_, MakeFirstAdministrator() | Recover(), answer):
            return Turn(_answered(state, answer))
        case DeskFailed(_, _, problem) if state.step is NewPinStep.CHECKING:
            return Turn(replace(state, step=NewPinStep.AGAIN, again="", problem=problem))
    return Turn(state)


def _with(state: NewPin, typed: str) -> NewPin:
    """With this in the place of what was typed in this step."""
    match state.step:
        case NewPinStep.CODE:
            return replace(state, code=typed, flaw=None, problem=None)
        case NewPinStep.PIN:
            return replace(state, pin=typed, flaw=None, problem=None)
        case NewPinStep.AGAIN:
            return replace(state, again=typed, flaw=None, problem=None)
    return state


def _type(state: NewPin, typed: str) -> Turn[NewPin]:
    """One more digit; the last one of a step leads to the next."""
    state = _with(state, typed)
    match state.step:
        case NewPinStep.CODE if len(typed) == state.code_digits:
            return Turn(replace(state, step=NewPinStep.PIN))
        case NewPinStep.PIN if len(typed) == PIN_DIGITS:
            # The venue's numbers are looked at when the PIN is stored.
            problem = find_pin_problem(typed, ())
            if problem is not None:
                return Turn(replace(state, pin="", flaw=problem))
            return Turn(replace(state, step=NewPinStep.AGAIN))
        case NewPinStep.AGAIN if len(typed) == PIN_DIGITS:
            if typed != state.pin:
                flaw = NewPinFlaw.NOT_THE_SAME
                return Turn(replace(state, step=NewPinStep.PIN, pin="", again="", flaw=flaw))
            return Turn(replace(state, step=NewPinStep.CHECKING), asks=(_question(state),))
    return Turn(state)


def _question(state: NewPin) -> MakeFirstAdministrator | Recover:
    if state.account_id:
        return Recover(state.account_id, state.code, state.pin)
    return MakeFirstAdministrator(state.code, FIRST_NAME, state.pin)


def _answered(state: NewPin, answer: object) -> NewPin:
    match answer:
        case SignedIn(session, code):
            done = replace(state, step=NewPinStep.DONE, code="", pin="", again="")
            return replace(done, session=session, recovery_code=code or "")
        case PinProblem():
            return replace(state, step=NewPinStep.PIN, pin="", again="", flaw=answer)
        case Refused(_, lock):
            flaw = NewPinFlaw.WRONG_CODE if lock is None else NewPinFlaw.LOCKED
            wait_s = 0.0 if lock is None else lock.remaining_s
            return NewPin(state.account_id, state.name, flaw=flaw, wait_s=wait_s)
        case AccountProblem():
            return NewPin(state.account_id, state.name, flaw=NewPinFlaw.NO_ACCOUNT)
    return state
