"""What the desk's pages of people and phones show, and the events that their touches become."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.desk.acts import StoredPerson
from kiosk.domain.desk.acts_on_people import (
    DataRight,
    LookReason,
)
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    PrintedSlip,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.queries import (
    EntryMark,
    LinkedPerson,
    Look,
    Timeline,
    VisitDay,
    VisitKind,
    VisitRow,
)
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.pages.family import Family, FamilyPanel
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import LookupAnswer
from tests.support.desk_people import PHONE, day, entry, row
from tests.support.people_views import FAMILY, ONLINE, keys, person, plain, view
from tests.support.window import AT
from ui.i18n import Words
from ui.messages.acts import DESK_PROBLEMS
from ui.viewmodels.desk.choices import Choices
from ui.viewmodels.desk.family import FamilyProps, derive_family
from ui.viewmodels.desk.person import PersonProps, derive_person


def test_a_person_is_named_and_their_state_said(vi: Words) -> None:
    shown = derive_person(view(vi, person()))
    assert (shown.name, shown.about) == ("Nguyễn Thị Mẫu", "1956 · Nữ")
    assert [chip.text for chip in shown.chips] == ["Chưa có mặt"]
    assert shown.can_check_in
    inside = derive_person(view(vi, person(is_inside=True)))
    assert [chip.text for chip in inside.chips] == ["Đang có mặt từ 07:02"]
    assert not inside.can_check_in


def test_whoever_came_on_an_earlier_day_says_so(vi: Words) -> None:
    shown = derive_person(view(vi, person(inside_since=AT - timedelta(days=2))))
    assert shown.chips[0].text == "Đang có mặt từ 07:02, 21/11/2026"


def test_what_is_to_be_seen_to_is_amber(vi: Words) -> None:
    marked = replace(entry("e-1"), marks=frozenset({EntryMark.UNVERIFIED}))
    visits = (VisitRow(VisitKind.ARRIVAL, AT, marked),)
    shown = derive_person(
        view(
            vi,
            person(
                timeline=Timeline((VisitDay(AT.date(), visits),), None),
                details=PersonDetails(""),
                kind=VisitorKind.INPATIENT,
                linked=(LinkedPerson("p-0", PersonDetails("A")),),
            ),
        )
    )
    assert shown.name == "Chưa nhập họ tên"
    assert shown.about == ""
    assert [chip.text for chip in shown.chips if chip.is_amber] == ["Thiếu SĐT", "Chờ xác minh"]
    assert "Bệnh nhân nội trú" in [chip.text for chip in shown.chips]
    assert "Đã gộp 2 hồ sơ" in [chip.text for chip in shown.chips]
    assert shown.is_unverified
    assert not shown.has_phone


def test_numbers_are_masked_until_they_are_shown(vi: Words) -> None:
    identifiers = (
        Identifier(IdentifierKind.CITIZEN_ID, "001156009317"),
        Identifier(IdentifierKind.PHONE, PHONE),
        Identifier(IdentifierKind.INSURANCE_NUMBER, "7999999901"),
        Identifier(IdentifierKind.PHONE, "+84987654321"),
    )
    state = person(identifiers=identifiers)
    masked = [one.value for one in derive_person(view(vi, state)).numbers]
    assert masked == ["091•••678", "098•••321", "•••••• 9901"]
    whole = derive_person(view(vi, replace(state, is_revealed=True)))
    assert [one.value for one in whole.numbers] == ["0912 345 678", "0987 654 321", "7999999901"]


def test_the_timeline_hides_days_before_yesterday_until_there_is_a_reason(vi: Words) -> None:
    days = (day("e-1"), day("e-0", 3))
    state = person(timeline=Timeline(days, None))
    shown = derive_person(view(vi, state))
    assert [row.label for row in shown.rows if row.label] == ["Hôm nay"]
    assert shown.has_earlier
    looked = derive_person(view(vi, replace(state, look_reason=LookReason.REPORT)))
    assert [row.label for row in looked.rows if row.label] == ["Hôm nay", "20/11/2026"]
    assert not looked.has_earlier


def test_a_line_says_what_was_recorded_and_how(vi: Words) -> None:
    one = replace(
        entry("e-1", Direction.DEPARTURE),
        proof="otp",
        credential="",
        is_correction=True,
        is_paper=True,
        marks=frozenset({EntryMark.UNVERIFIED}),
    )
    unseen = VisitRow(VisitKind.NOT_SEEN_LEAVING, AT + timedelta(hours=11), entry("e-0"))
    visits = (VisitRow(VisitKind.DEPARTURE, AT, one), unseen)
    state = person(timeline=Timeline((VisitDay(AT.date(), visits),), None))
    _, left, gone = derive_person(view(vi, state)).rows
    assert left.title == "Đi · 07:02"
    assert plain(left.text) == "Cổng A · Bàn hỗ trợ · OTP · chờ xác minh · đã sửa · nhập bù"
    assert (left.entry, gone.entry) == ("e-1", "")
    assert (plain(gone.title), gone.text) == ("Chưa ghi nhận ra về", "Tính là có mặt đến 18:02")


def test_who_looked_last_and_who_has_the_phone_are_named(vi: Words) -> None:
    look = Look("Trần Văn Bình", AT - timedelta(minutes=22))
    several = tuple(row(f"p-{number}", f"Người {number}") for number in range(2, 7))
    shown = derive_person(view(vi, person(last_look=look, same_phone=several)))
    assert shown.looked == "Trần Văn Bình đã xem lúc 06:40"
    assert plain(shown.together) == (
        "Cùng số điện thoại: Người 2, Người 3, Người 4 và 2 người khác"
    )
    old = replace(look, at=AT - timedelta(days=2))
    assert derive_person(view(vi, person(last_look=old))).looked.endswith("07:02, 21/11/2026")


def test_who_is_stored_no_more_or_cannot_be_read_is_said(vi: Words) -> None:
    gone = derive_person(view(vi, Person("p-1", is_gone=True)))
    assert gone.sentence == "Hồ sơ này không còn lưu trên máy."
    ill = derive_person(view(vi, Person("p-1", problem=DeskProblem.STORAGE)))
    assert ill.sentence == DESK_PROBLEMS[DeskProblem.STORAGE]
    assert derive_person(view(vi, Person("p-1"))) == PersonProps()
    assert derive_person(view(vi)) == PersonProps()


def test_an_arrival_rests_on_a_code_or_a_reason(vi: Words) -> None:
    shown = derive_person(view(vi, person(PersonPanel.PROOF))).panel
    assert keys(shown)[0] == "code"
    assert shown.choices[0].text == "Gửi mã OTP đến 091•••678"
    assert "no_phone" not in keys(shown)
    offline = replace(ONLINE, network=NetworkState.OFFLINE)
    pale = derive_person(view(vi, person(PersonPanel.PROOF), health=offline)).panel.choices[0]
    assert not pale.can_choose
    alone = derive_person(view(vi, person(PersonPanel.PROOF), health=Health())).panel
    assert "code" not in keys(alone)
    none = derive_person(view(vi, person(PersonPanel.PROOF, details=PersonDetails("A")))).panel
    assert set(keys(none)) == {"document_seen", "known_to_staff", "no_phone"}


def test_each_panel_offers_what_it_asks(vi: Words) -> None:
    assert keys(derive_person(view(vi, person())).panel) == []
    looks = derive_person(view(vi, person(PersonPanel.LOOK))).panel
    assert set(keys(looks)) == {one.value for one in LookReason}
    rights = derive_person(view(vi, person(PersonPanel.DATA))).panel
    assert set(keys(rights)) == {*(one.value for one in DataRight), "requests"}
    kinds = derive_person(view(vi, person(PersonPanel.KIND))).panel
    assert set(keys(kinds)) == {one.value for one in VisitorKind}
    carer = derive_person(view(vi, person(PersonPanel.KIND, kind=VisitorKind.CARER))).panel
    assert "discharge" in keys(carer)
    assert [one.key for one in carer.choices if one.is_primary] == ["carer"]


def test_a_reprint_says_whose_and_when_it_was_printed(vi: Words) -> None:
    state = person(PersonPanel.REPRINT, same_phone=(row("p-2"), row("p-3")))
    asked = derive_person(view(vi, state)).panel
    texts = [one.text for one in asked.choices]
    every = "In lại cho cả 3 người dùng số này"
    assert texts == ["In lại phiếu cũ", every, "Mất phiếu: in phiếu mới", "In thẻ người quen"]
    alone = derive_person(view(vi, person(PersonPanel.REPRINT))).panel
    assert [one.key for one in alone.choices] == ["alone", "lost", "card"]
    assert alone.choices[-1].text == "In thẻ người quen"
    staff = person(PersonPanel.REPRINT, kind=VisitorKind.STAFF, has_card=True)
    choices = derive_person(view(vi, staff)).panel.choices
    assert [(one.key, plain(one.text)) for one in choices[-2:]] == [
        ("card", "In thẻ nhân viên"),
        ("no_card", "Mất thẻ: hủy thẻ"),
    ]
    slips = (PrintedSlip("p-1", "Nguyễn Thị Mẫu", AT), PrintedSlip("p-2", "Lê Thị Khác", AT))
    told = replace(state, panel=PersonPanel.REPRINTED, printed=AlreadyPrinted(slips))
    shown = derive_person(view(vi, told)).panel
    assert shown.title == "Đã in lúc 07:02"
    assert shown.text == "N. T. Mẫu 07:02, L. T. Khác 07:02".replace(" ", "\u00a0").replace(
        ",\u00a0", ", "
    )
    one = derive_person(view(vi, replace(told, printed=AlreadyPrinted(slips[:1])))).panel
    assert one.text == ""
    assert derive_person(view(vi, replace(told, printed=None))).panel == Choices()


def test_a_correction_names_the_entry_and_the_other_direction(vi: Words) -> None:
    state = replace(person(PersonPanel.CORRECT), entry=entry("e-1", Direction.DEPARTURE))
    shown = derive_person(view(vi, state)).panel
    assert shown.title == "ĐI · 07:02"
    assert shown.choices[0].text == "Nhầm chiều: đổi thành ĐẾN"
    arrival = derive_person(view(vi, replace(state, entry=entry("e-1")))).panel
    assert arrival.choices[0].text == "Nhầm chiều: đổi thành ĐI"
    assert derive_person(view(vi, replace(state, entry=None))).panel == Choices()


# --- a phone -----------------------------------------------------------------------------------


def test_a_phone_says_how_many_use_it(vi: Words, en: Words) -> None:
    shown = derive_family(view(vi, FAMILY))
    assert (shown.phone, shown.count) == ("0912 345 678", "3 người dùng số này")
    assert derive_family(view(en, FAMILY)).count == "3 people use this number"
    assert derive_family(view(vi, Family(PHONE))).count == ""
    nobody = derive_family(view(vi, Family(PHONE, stored=())))
    assert (nobody.count, nobody.has_nobody) == ("Chưa có ai dùng số này", True)
    assert derive_family(view(vi)) == FamilyProps()


def test_each_row_says_who_and_whether_inside(vi: Words) -> None:
    ticked = replace(FAMILY, ticked=(StoredPerson("p-2"),))
    first, second, third = derive_family(view(vi, ticked)).rows
    assert (first.name, first.about) == ("Nguyễn Thị Mẫu", "1956 · Nữ")
    assert first.seen == "Chưa có mặt · lần cuối Hôm nay"
    assert (second.seen, second.is_inside) == ("Đang có mặt từ 07:02", True)
    assert (third.name, third.about, third.seen) == ("Chưa nhập họ tên", "", "Chưa có mặt")
    assert [one.is_ticked for one in (first, second, third)] == [False, True, False]


def test_who_is_ticked_is_recorded_at_once(vi: Words) -> None:
    ticked = (StoredPerson("p-1"), StoredPerson("p-2"))
    shown = derive_family(view(vi, replace(FAMILY, ticked=ticked)))
    assert plain(shown.heading) == "Ghi nhận cùng lúc 2 người"
    assert shown.names == ("Nguyễn Thị Mẫu", "Nguyễn Văn Tùng")
    assert shown.can_check
    busy = replace(FAMILY, ticked=ticked, is_recording=True)
    assert not derive_family(view(vi, busy)).can_check
    assert not derive_family(view(vi, FAMILY)).can_check


def test_a_code_is_offered_where_it_can_be_sent(vi: Words) -> None:
    assert derive_family(view(vi, FAMILY)).can_send
    assert not derive_family(view(vi, FAMILY, health=Health())).can_send
    landline = replace(FAMILY, phone="+842591022000")
    assert not derive_family(view(vi, landline)).can_send
    proven = derive_family(view(vi, replace(FAMILY, code=CodeEntry("c", is_proven=True))))
    assert (proven.can_send, proven.is_proven) == (False, True)
    assert plain(proven.proof) == "Đã xác minh số điện thoại bằng OTP"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (CodeEntry(is_sending=True), "Đang gửi mã"),
        (CodeEntry("c", "407123", is_checking=True), "Đang kiểm tra mã"),
        (CodeEntry(), "Mã này không còn dùng được. Gửi mã khác."),
        (CodeEntry("c", problem=DeskProblem.OFFLINE), "Chưa liên lạc được với máy chủ."),
        (
            CodeEntry("c", problem=DeskProblem.SLOW_DOWN),
            "Đã gửi nhiều mã, hoặc chưa có nơi gửi.",
        ),
        (CodeEntry("c", problem=DeskProblem.REFUSED), "Không gửi được mã đến số này."),
        (CodeEntry("c", tries_left=2), "Mã chưa đúng, còn 2 lần thử"),
        (CodeEntry("c"), "Nhập 6 số trong tin nhắn"),
    ],
)
def test_the_code_says_how_it_stands(vi: Words, code: CodeEntry, sentence: str) -> None:
    shown = derive_family(view(vi, replace(FAMILY, panel=FamilyPanel.CODE, code=code)))
    assert shown.code_sentence == sentence


def test_the_code_counts_down_to_the_next_one(vi: Words) -> None:
    waiting = CodeEntry("c", "407", resend_s=42)
    shown = derive_family(view(vi, replace(FAMILY, panel=FamilyPanel.CODE, code=waiting)))
    assert "".join(cell.char or "·" for cell in shown.cells) == "407···"
    assert [cell.is_next for cell in shown.cells].index(True) == 3
    assert (shown.resend, shown.can_resend) == ("Gửi lại sau 42 giây", False)
    free = derive_family(view(vi, replace(FAMILY, code=CodeEntry("c"))))
    assert (free.resend, free.can_resend) == ("Gửi lại mã", True)


def test_reasons_say_why_no_code_was_sent(vi: Words) -> None:
    code = CodeEntry(problem=DeskProblem.SLOW_DOWN)
    shown = derive_family(view(vi, replace(FAMILY, panel=FamilyPanel.PROOF, code=code)))
    assert shown.choices.text == "Đã gửi nhiều mã, hoặc chưa có nơi gửi."
    assert "code" not in keys(shown.choices)


def test_persons_elsewhere_are_counted_only(vi: Words) -> None:
    shown = derive_family(view(vi, replace(FAMILY, told=LookupAnswer((), 2))))
    assert shown.sentence == "2 người ở cơ sở khác: xác minh số để thấy"
    assert derive_family(view(vi, FAMILY)).sentence == ""
    ill = derive_family(view(vi, replace(FAMILY, problem=DeskProblem.STORAGE)))
    assert ill.sentence == DESK_PROBLEMS[DeskProblem.STORAGE]


# --- the form, and the link --------------------------------------------------------------------
