"""The page of a citizen's own number: what it says, what it never says, what its touches ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.desk.acts import StoredPerson, VenuePerson
from kiosk.domain.desk.acts_on_cases import CaseTaken, OpenPhoneCase
from kiosk.domain.desk.acts_on_visits import Checked, CheckedPerson, CheckPersons
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.phone import PhonePerson
from kiosk.domain.desk.queries import FindByPhone, PhonePeople
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.effects import AskDesk, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskFailed
from kiosk.domain.station.pages.own_phone import OwnPhone, PhoneStep
from kiosk.domain.station.window_state import Window
from kiosk.domain.venue import NameDisplay
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import LookedUp, LookupAnswer, LookupKind, OtpChecked, OtpStarted
from tests.support.station import Station
from tests.support.views import AT, moment, plain
from ui.i18n import Words
from ui.viewmodels.desk.own_phone import OwnPhoneProps, OwnPhoneViewModel, derive_own_phone
from ui.viewmodels.view import View

PHONE = "+84912345678"
NHUNG = PhonePerson(StoredPerson("p1"), PersonDetails("Nguyễn Thị Hồng Nhung"))
NAMELESS = PhonePerson(StoredPerson("p2"), PersonDetails())


def seen(
    words: Words,
    state: OwnPhone,
    display: NameDisplay = NameDisplay.SHORT,
    *,
    is_asking: bool = False,
) -> OwnPhoneProps:
    desk = Desk((OpenPage(1, state),), key=1, is_asking=is_asking)
    view: View = moment(words, Window(desk=desk))
    return derive_own_phone(replace(view, setup=replace(view.setup, name_display=display)))


@pytest.mark.parametrize(
    ("number", "sentence", "is_warning", "can_go_on"),
    [
        ("", "Gõ số di động 10 số. Mã sẽ gửi đến số đó.", False, False),
        ("0912", "Còn 6 số nữa.", False, False),
        ("0912345678", "Đủ số. Xin xem lại, rồi chạm Tiếp tục.", False, True),
        ("0212345678", "Không phải số di động. Xin xem lại.", True, False),
        ("01234567890", "Số này nay là 0834 567 890. Nếu đúng, chạm Tiếp tục.", False, True),
    ],
)
def test_what_is_said_of_a_number(
    vi: Words, number: str, sentence: str, is_warning: bool, can_go_on: bool
) -> None:
    props = seen(vi, OwnPhone(number=number))
    assert plain(props.sentence) == sentence
    assert (props.is_warning, props.can_go_on) == (is_warning, can_go_on)
    assert "".join(cell.char for cell in props.cells) == number


@pytest.mark.parametrize(
    ("state", "sentence", "resend", "can_resend"),
    [
        (
            OwnPhone(PhoneStep.CODE, "0912345678", CodeEntry("c", resend_s=42)),
            "Mã 6 số đã gửi đến 091 ••• 678.",
            "Gửi mã khác sau 42 giây",
            False,
        ),
        (
            OwnPhone(PhoneStep.CODE, "0912345678", CodeEntry("c", tries_left=4)),
            "Mã chưa đúng. Còn thử được 4 lần.",
            "Gửi mã khác",
            True,
        ),
        (
            OwnPhone(PhoneStep.CODE, "0912345678", CodeEntry("c", is_sending=True)),
            "Mã 6 số đã gửi đến 091 ••• 678.",
            "Gửi mã khác",
            False,
        ),
        (
            OwnPhone(PhoneStep.CODE, "0912345678", CodeEntry()),
            "Mã này không dùng được nữa. Mời gửi mã khác.",
            "Gửi mã khác",
            True,
        ),
    ],
)
def test_what_is_said_of_a_code(
    vi: Words, state: OwnPhone, sentence: str, resend: str, can_resend: bool
) -> None:
    props = seen(vi, state)
    assert (plain(props.sentence), props.resend_text) == (sentence, resend)
    assert props.can_resend is can_resend
    assert len(props.cells) == 6


def test_one_and_many_in_english(en: Words) -> None:
    said = [
        seen(en, OwnPhone(PhoneStep.CODE, "0912345678", CodeEntry("c", resend_s=left))).resend_text
        for left in (2, 1)
    ]
    assert said == ["Another code in 2 seconds", "Another code in 1 second"]


@pytest.mark.parametrize(
    ("display", "names"),
    [
        (NameDisplay.SHORT, ["N. T. H. Nhung", "Người thứ 2"]),
        (NameDisplay.FULL, ["Nguyễn Thị Hồng Nhung", "Người thứ 2"]),
        (NameDisplay.NONE, ["Người thứ 1", "Người thứ 2"]),
    ],
)
def test_names_stand_as_the_public_screen_shows_them(
    vi: Words, display: NameDisplay, names: list[str]
) -> None:
    state = OwnPhone(
        PhoneStep.CHOOSING, "0912345678", people=(NHUNG, NAMELESS), ticked=frozenset({1})
    )
    props = seen(vi, state, display)
    assert props.title == "2 người dùng số này"
    assert [one.name for one in props.people] == names
    assert [one.is_ticked for one in props.people] == [False, True]
    assert props.can_go_on


def recorded(*persons: CheckedPerson) -> OwnPhone:
    return OwnPhone(PhoneStep.DONE, checked=Checked(persons))


def test_what_was_recorded_is_said_of_each(vi: Words, en: Words) -> None:
    arrived = CheckedPerson("p1", "Nguyễn Văn Tùng", Direction.ARRIVAL, AT, "e1", print_job="job")
    other = CheckedPerson("p2", "Lê Nam", Direction.ARRIVAL, AT, "e2")
    props = seen(vi, recorded(arrived, other))
    assert props.done == ("ĐẾN · N. V. Tùng · 07:02", "ĐẾN · L. Nam · 07:02")
    assert plain(props.sentence) == "Mời nhận phiếu ở máy in."
    without = seen(en, recorded(other, other))
    assert (without.done[0], without.sentence) == ("IN · L. Nam · 07:02", "")


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (PhoneStep.CODE, CodeEntry(is_sending=True)),
        (PhoneStep.CODE, CodeEntry("c", "407123", is_checking=True)),
        (PhoneStep.FINDING, CodeEntry("c", is_proven=True)),
        (PhoneStep.RECORDING, CodeEntry("c", is_proven=True)),
        (PhoneStep.CALLING, CodeEntry()),
    ],
)
def test_whatever_is_asked_the_same_stands_meanwhile(
    vi: Words, step: PhoneStep, code: CodeEntry
) -> None:
    props = seen(vi, OwnPhone(step, "0912345678", code, people=(NHUNG,)))
    assert props == OwnPhoneProps(part="wait", title=props.title)
    assert plain(props.title) == "Xin chờ trong giây lát"


def test_nothing_stands_where_the_page_is_not_open_or_asks(vi: Words) -> None:
    assert derive_own_phone(moment(vi, Window())) == OwnPhoneProps()
    assert seen(vi, OwnPhone(number="0912345678"), is_asking=True) == OwnPhoneProps()


def answer(station: Station, asked: Asked[Any], given: object) -> None:
    station.take(DeskAnswered(station.vm.window.desk.key, asked, given))


def test_from_the_number_to_the_record(station: Station) -> None:
    station.gate.usePhone()
    view = station.vm.rooms.desk.get(OwnPhoneViewModel)
    assert (station.page, view.part) == ("own_phone", "number")
    for key in "09123456789":
        view.press(key)
    view.erase()
    view.clear()
    for key in "0912345678":
        view.press(key)
    assert view.hasText
    view.goOn()
    assert station.actions.asked.pop() == AskDesk(station.vm.window.desk.key, SendCode(PHONE), "")
    answer(station, SendCode(PHONE), OtpStarted("c1"))
    assert (view.part, view.canResend) == ("code", False)
    assert station.seconds(TimerName.DESK_PAGE) == 1
    view.resend()
    for key in "407407":
        view.press(key)
    assert station.actions.asked.pop() == AskDesk(
        station.vm.window.desk.key, CheckCode("c1", "407407"), ""
    )
    answer(station, CheckCode("c1", "407407"), OtpChecked(True, 5))
    answer(station, FindByPhone(PHONE), PhonePeople(()))
    told = (LookedUp("p1", "Lê Nam", None, "male"), LookedUp("p2", "Lê Bắc", None, "male"))
    answer(station, FindPersons(LookupKind.PHONE, PHONE), LookupAnswer(told))
    assert (view.part, view.canGoOn) == ("people", False)
    view.tick(1)
    assert view.people == [
        {"name": "L. Nam", "isTicked": False},
        {"name": "L. Bắc", "isTicked": True},
    ]
    view.tick(0)
    view.goOn()
    asked = station.actions.asked.pop().asked
    assert isinstance(asked, CheckPersons)
    assert [one.person_id for one in asked.whom if isinstance(one, VenuePerson)] == ["p1", "p2"]
    first = CheckedPerson("p1", "Lê Nam", Direction.ARRIVAL, AT, "e1")
    second = CheckedPerson("p2", "Lê Bắc", Direction.ARRIVAL, AT, "e2")
    answer(station, asked, Checked((first, second)))
    assert (view.part, view.done) == ("done", ["ĐẾN · L. Nam · 07:02", "ĐẾN · L. Bắc · 07:02"])
    view.close()
    assert station.page == "ready"


def test_without_a_sender_the_number_goes_to_staff(station: Station) -> None:
    station.gate.usePhone()
    view = station.vm.rooms.desk.get(OwnPhoneViewModel)
    for key in "0912345678":
        view.press(key)
    view.goOn()
    key = station.vm.window.desk.key
    station.take(DeskFailed(key, SendCode(PHONE), DeskProblem.OFFLINE))
    assert (station.page, view.part) == ("own_phone", "wait")
    assert station.actions.asked[-1] == AskDesk(key, OpenPhoneCase(PHONE), "")
    answer(station, OpenPhoneCase(PHONE), CaseTaken(12))
    assert station.page == "result"
    assert plain(station.gate.result.word) == "Số 12"
    assert Reason.PHONE_ONLY not in station.actions.asked, "there is one case"


def test_who_waits_for_a_code_may_go_back_or_ask(station: Station) -> None:
    station.gate.usePhone()
    view = station.vm.rooms.desk.get(OwnPhoneViewModel)
    for key in "0912345678":
        view.press(key)
    view.goOn()
    answer(station, SendCode(PHONE), OtpStarted("c1"))
    view.leave()
    assert (view.part, view.canGoOn) == ("number", True)
    view.goOn()
    answer(station, SendCode(PHONE), OtpStarted("c2"))
    view.askStaff()
    station.take(DeskFailed(station.vm.window.desk.key, OpenPhoneCase(PHONE), DeskProblem.STORAGE))
    assert station.actions.asked[-1] == Reason.PHONE_ONLY, "a call, if not with the number"
    station.gate.touch()
    station.gate.usePhone()
    view.leave()
    assert station.page == "ready"
