"""The scenes of the public's own pages: without a code, by phone, sentences to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.domain.desk.acts import VenuePerson
from kiosk.domain.desk.acts_on_visits import Checked, CheckedPerson, CheckPersons, CodeProof
from kiosk.domain.desk.asked import Asked
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.queries import FindByPhone, PhonePeople
from kiosk.domain.people.person import PersonDetails, Sex
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.page import DeskAnswered, PageState
from kiosk.domain.station.pages.card_number import KeyTyped
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.own_phone import (
    NumberGiven,
    OwnPhone,
    PeopleChosen,
    PersonTicked,
)
from kiosk.domain.station.pages.sentences import Sentence, Sentences, SentenceShown
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Admit, Direction
from sync.protocol.asking import LookedUp, LookupAnswer, LookupKind, OtpChecked, OtpStarted
from ui.showcase import AT, JOB, Showcase

_NUMBER, _PHONE = "0912345678", "+84912345678"
_CODE, _CHALLENGE = "407407", "challenge"
_FAMILY = ("Nguyễn Thị Hồng Nhung", "Nguyễn Văn Tùng", "Chamaléa Thị Hương")
_MANY = (*_FAMILY, "H'Hen Niê", "Pi Năng", "Katơr", "K'Brếp", "Trần Thị Bích Ngọc", "Lê Nam")


def _open(showcase: Showcase, state: PageState, *events: WindowEvent) -> None:
    showcase.take(PageWanted(state), *events)


def _type(showcase: Showcase, keys: str) -> None:
    showcase.take(*(KeyTyped(key) for key in keys))


def _answer(showcase: Showcase, asked: Asked[Any], answer: object) -> None:
    """What the page on top asked for is here."""
    showcase.take(DeskAnswered(showcase.window.station.window.desk.key, asked, answer))


def _number(showcase: Showcase, keys: str, *events: WindowEvent) -> None:
    _open(showcase, OwnPhone())
    _type(showcase, keys)
    showcase.take(*events)


def _code(showcase: Showcase, keys: str, tries_left: int | None = None) -> None:
    """A code was sent; one may have been wrong before these keys."""
    _number(showcase, _NUMBER, NumberGiven())
    _answer(showcase, SendCode(_PHONE), OtpStarted(_CHALLENGE, resend_s=42))
    if tries_left is not None:
        _type(showcase, _CODE)
        _answer(showcase, CheckCode(_CHALLENGE, _CODE), OtpChecked(False, tries_left))
    _type(showcase, keys)


def _people(showcase: Showcase, names: tuple[str, ...]) -> None:
    """The code was right, and these persons use the number."""
    _code(showcase, _CODE)
    _answer(showcase, CheckCode(_CHALLENGE, _CODE), OtpChecked(True, 5))
    _answer(showcase, FindByPhone(_PHONE), PhonePeople(()))
    persons = tuple(LookedUp(str(at), name, None, "female") for at, name in enumerate(names))
    _answer(showcase, FindPersons(LookupKind.PHONE, _PHONE), LookupAnswer(persons))


def _done(showcase: Showcase, names: tuple[str, ...]) -> None:
    """All of them are recorded."""
    _people(showcase, names)
    showcase.take(*(PersonTicked(index) for index in range(len(names))), PeopleChosen())
    whom, done = [], []
    for at, name in enumerate(names):
        whom.append(VenuePerson(str(at), PersonDetails(name, None, Sex.FEMALE)))
        done.append(CheckedPerson(str(at), name, Direction.ARRIVAL, AT, "entry", print_job=JOB))
    act = CheckPersons(Direction.ARRIVAL, tuple(whom), CodeProof(_CHALLENGE), _PHONE)
    _answer(showcase, act, Checked(tuple(done)))


def _banded(scene: Callable[[Showcase], None]) -> Callable[[Showcase], None]:
    """The same, while somebody passes the gate."""

    def banded(showcase: Showcase) -> None:
        scene(showcase)
        showcase.decide(Admit(Direction.ARRIVAL))

    return banded


def _no_code(showcase: Showcase) -> None:
    _open(showcase, NoCode())


def _sentences(showcase: Showcase) -> None:
    _open(showcase, Sentences())


def _half_a_code(showcase: Showcase) -> None:
    _code(showcase, "407")


PUBLIC_SCENES: Mapping[str, Callable[[Showcase], None]] = {
    "no-code": _no_code,
    "no-code-band": _banded(_no_code),
    "sentences": _sentences,
    "sentences-band": _banded(_sentences),
    "sentences-shown": lambda showcase: _open(
        showcase, Sentences(), SentenceShown(Sentence.CANNOT_HEAR)
    ),
    "own-phone": lambda showcase: _number(showcase, ""),
    "own-phone-whole": lambda showcase: _number(showcase, _NUMBER),
    "own-phone-old": lambda showcase: _number(showcase, "01234567890"),
    "own-phone-wrong": lambda showcase: _number(showcase, "0212345678"),
    "own-phone-waits": lambda showcase: _number(showcase, _NUMBER, NumberGiven()),
    "own-phone-code": _half_a_code,
    "own-phone-code-wrong": lambda showcase: _code(showcase, "", tries_left=4),
    "own-phone-code-over": lambda showcase: _code(showcase, "", tries_left=0),
    "own-phone-code-band": _banded(_half_a_code),
    "own-phone-people": lambda showcase: _people(showcase, _FAMILY),
    "own-phone-people-many": lambda showcase: _people(showcase, _MANY),
    "own-phone-done": lambda showcase: _done(showcase, _FAMILY),
}
"""Every page of the public and every variant of one, by the name its picture gets."""
