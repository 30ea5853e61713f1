"""*Dùng số điện thoại*: a citizen comes in by a code sent to their own phone.

Whatever number is typed, the same happens: a code is sent, or staff are asked to help. Who the
number belongs to is read only after the code was right (docs/spec/at-the-gate.md §3).
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import normalise_phone, renumbered
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.acts_on_cases import CaseTaken, OpenPhoneCase
from kiosk.domain.desk.acts_on_visits import Checked, CheckPersons, CodeProof
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.phone import PhonePerson, persons_of
from kiosk.domain.desk.queries import FindByPhone, PhonePeople
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    CloseDesk,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    HandToStaff,
    Moment,
    Turn,
)
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.code_typing import next_second, type_code
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import LookupAnswer, LookupKind, OtpChecked, OtpStarted

NUMBER_DIGITS = 10
OLD_NUMBER_DIGITS = 11
_OLD_HEAD = "01"
MOST_PEOPLE = 9
"""More who use one number are for staff to find: nobody looks through them at a gate."""
DONE_S = 8.0
"""Seconds for which the page says what was recorded, unless somebody touches it."""


class PhoneStep(StrEnum):
    """How far somebody has come."""

    NUMBER = "number"
    CODE = "code"
    FINDING = "finding"
    CHOOSING = "choosing"
    """Several persons use the number."""
    RECORDING = "recording"
    DONE = "done"
    CALLING = "calling"
    """The number is being put into the support list."""


_BUSY_STEPS = frozenset({PhoneStep.FINDING, PhoneStep.RECORDING, PhoneStep.CALLING})


@dataclass(frozen=True, slots=True)
class NumberGiven:
    """The number was handed in."""


@dataclass(frozen=True, slots=True)
class ResendWanted:
    """Another code was asked for."""


@dataclass(frozen=True, slots=True)
class NumberAgain:
    """Back to the number, which can be mended."""


@dataclass(frozen=True, slots=True)
class NoCodeCame:
    """*Không nhận được mã*: staff are to help."""


@dataclass(frozen=True, slots=True)
class PersonTicked:
    """One of those who use the number was chosen, or taken back."""

    index: int


@dataclass(frozen=True, slots=True)
class PeopleChosen:
    """Those who are ticked are to be recorded."""


@dataclass(frozen=True, slots=True)
class DoneRead:
    """What was recorded was read."""


OwnPhoneTouch = (
    NumberGiven | ResendWanted | NumberAgain | NoCodeCame | PersonTicked | PeopleChosen | DoneRead
)


@dataclass(frozen=True, slots=True)
class OwnPhone:
    """One person's way in by phone."""

    page: ClassVar[DeskPage] = DeskPage.OWN_PHONE
    is_public: ClassVar[bool] = True

    step: PhoneStep = PhoneStep.NUMBER
    number: str = field(default="", repr=False)
    """As typed, digits alone."""
    code: CodeEntry = field(default_factory=CodeEntry)
    stored: PhonePeople | None = None
    """Whom this station knows by the number, once it is read."""
    told: LookupAnswer | None = None
    """Whom the hub knows."""
    answered: int = 0
    """How many of the two have answered, or will not."""
    people: tuple[PhonePerson, ...] = field(default=(), repr=False)
    ticked: frozenset[int] = frozenset()
    checked: Checked | None = None

    @property
    def length(self) -> int:
        """How many digits a number that begins so has: before 2018 some had one more."""
        return OLD_NUMBER_DIGITS if self.number.startswith(_OLD_HEAD) else NUMBER_DIGITS

    @property
    def is_old_number(self) -> bool:
        """It is a number of before 2018; `phone` is what it is today."""
        return renumbered(self.number) is not None

    @property
    def phone(self) -> str:
        """The number in E.164; empty while it is none."""
        return normalise_phone(self.number) or renumbered(self.number) or ""

    @property
    def takes_code(self) -> bool:
        """The digits of a code are waited for."""
        return self.step is PhoneStep.CODE and self.code.is_open

    @property
    def is_sending(self) -> bool:
        """The first code is on its way: until it is, there is none to type."""
        return self.code.is_sending and not self.code.challenge

    @property
    def is_busy(self) -> bool:
        """Something is being answered; no touch changes anything meanwhile."""
        return self.step in _BUSY_STEPS or self.is_sending or self.code.is_checking


_Turn = Turn[OwnPhone]


def advance(state: OwnPhone, event: object, moment: Moment) -> _Turn:
    """The page after a touch, a second or an answer; anything else changes nothing."""
    match event:
        case DeskAnswered(_, asked, answer):
            return _take(state, asked, answer, moment)
        case DeskFailed(_, asked, problem):
            return _miss(state, asked, problem)
        case TimerFired(TimerName.DESK_PAGE):
            return _tick(state, moment)
        case _ if state.is_busy:
            return Turn(state)
    match state.step:
        case PhoneStep.NUMBER:
            return _type_number(state, event)
        case PhoneStep.CODE:
            return _type_code(state, event)
        case PhoneStep.CHOOSING:
            return _choose(state, event)
        case PhoneStep.DONE if isinstance(event, DoneRead):
            return Turn(state, go=CloseDesk())
    return Turn(state)


def _type_number(state: OwnPhone, event: object) -> _Turn:
    number = state.number
    match event:
        case KeyTyped(key) if key.isdecimal() and key.isascii() and len(number) < state.length:
            return Turn(replace(state, number=number + key))
        case KeyErased():
            return Turn(replace(state, number=number[:-1]))
        case DraftCleared():
            return Turn(replace(state, number=""))
        case NumberGiven() if state.phone:
            return _send(replace(state, step=PhoneStep.CODE))
    return Turn(state)


def _send(state: OwnPhone) -> _Turn:
    return Turn(replace(state, code=state.code.sending()), asks=(SendCode(state.phone),))


def _type_code(state: OwnPhone, event: object) -> _Turn:
    match event:
        case NumberAgain():
            return Turn(OwnPhone(number=state.number))
        case NoCodeCame():
            return _hand_over(state)
        case ResendWanted() if state.code.can_send:
            return _send(state)
        case KeyTyped() | KeyErased() | DraftCleared():
            code, asks = type_code(state.code, event)
            return Turn(replace(state, code=code), asks=asks)
    return Turn(state)


def _choose(state: OwnPhone, event: object) -> _Turn:
    match event:
        case PersonTicked(index) if 0 <= index < len(state.people):
            return Turn(replace(state, ticked=state.ticked ^ {index}))
        case PeopleChosen() if state.ticked:
            return _record(state, tuple(state.people[index] for index in sorted(state.ticked)))
    return Turn(state)


def _tick(state: OwnPhone, moment: Moment) -> _Turn:
    if state.step is PhoneStep.DONE:
        return Turn(state, go=CloseDesk())
    code = state.code.second()
    return Turn(replace(state, code=code), next_second(code, moment))


def _take(state: OwnPhone, asked: object, answer: object, moment: Moment) -> _Turn:
    match asked, answer:
        case SendCode(phone), OtpStarted() if phone == state.phone and state.code.is_sending:
            code = state.code.sent(answer)
            return Turn(replace(state, code=code), next_second(code, moment))
        case CheckCode(challenge), OtpChecked() if (
            challenge == state.code.challenge and state.code.is_checking
        ):
            state = replace(state, code=state.code.checked(answer))
            if not state.code.is_proven:
                return Turn(state)
            return Turn(
                replace(state, step=PhoneStep.FINDING),
                asks=(FindByPhone(state.phone), FindPersons(LookupKind.PHONE, state.phone)),
            )
        case FindByPhone(), PhonePeople():
            return _gather(replace(state, stored=answer))
        case FindPersons(), LookupAnswer():
            return _gather(replace(state, told=answer))
        case CheckPersons(), Checked() if state.step is PhoneStep.RECORDING:
            done = OwnPhone(PhoneStep.DONE, checked=answer)
            if len(answer.persons) == 1:
                # The gate shows the one, as after a scan.
                return Turn(done, go=CloseDesk())
            return Turn(done, (StartTimer(TimerName.DESK_PAGE, moment.key, DONE_S),))
        case CheckPersons(), NotDone() if state.step is PhoneStep.RECORDING:
            return _hand_over(state)
        case OpenPhoneCase(), CaseTaken(number) if state.step is PhoneStep.CALLING:
            return Turn(state, go=HandToStaff(Reason.PHONE_ONLY, number))
        case OpenPhoneCase(), NotDone() if state.step is PhoneStep.CALLING:
            return Turn(state, go=HandToStaff(Reason.PHONE_ONLY))
    return Turn(state)


def _miss(state: OwnPhone, asked: object, problem: DeskProblem) -> _Turn:
    match asked:
        case SendCode() if state.is_sending:
            return _hand_over(state)
        case SendCode() if state.code.is_sending:
            return Turn(replace(state, code=state.code.not_sent(problem)))
        case CheckCode() if state.code.is_checking:
            if problem is not DeskProblem.REFUSED:
                return _hand_over(state)
            return Turn(replace(state, code=state.code.not_checked(problem)))
        case FindByPhone() | FindPersons():
            return _gather(state)
        case CheckPersons() if state.step is PhoneStep.RECORDING:
            return _hand_over(state)
        case OpenPhoneCase() if state.step is PhoneStep.CALLING:
            return Turn(state, go=HandToStaff(Reason.PHONE_ONLY))
    return Turn(state)


def _gather(state: OwnPhone) -> _Turn:
    """Once both were asked and have answered or will not: who uses the number?"""
    if state.step is not PhoneStep.FINDING:
        return Turn(state)
    state = replace(state, answered=state.answered + 1)
    if state.answered < 2:
        return Turn(state)
    people = persons_of(() if state.stored is None else state.stored.people, state.told)
    if not 1 <= len(people) <= MOST_PEOPLE:
        return _hand_over(state)
    if len(people) == 1:
        return _record(state, people)
    return Turn(replace(state, step=PhoneStep.CHOOSING, people=people))


def _record(state: OwnPhone, people: tuple[PhonePerson, ...]) -> _Turn:
    whom = tuple(person.whom for person in people)
    recording = replace(state, step=PhoneStep.RECORDING)
    proof = CodeProof(state.code.challenge)
    act = CheckPersons(Direction.ARRIVAL, whom, proof, state.phone)
    return Turn(recording, asks=(act,))


def _hand_over(state: OwnPhone) -> _Turn:
    """One end for everything that needs a human: nothing tells whether the number is known."""
    calling = OwnPhone(PhoneStep.CALLING, state.number)
    return Turn(calling, asks=(OpenPhoneCase(state.phone),))
