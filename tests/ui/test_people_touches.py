"""What touches on the desk's pages of people lead to, and what its forms and its bar say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked
from kiosk.domain.desk.acts_on_people import (
    Added,
    DataAsked,
    DataRight,
    Discharged,
    Edited,
    EditPerson,
    KindSet,
    Linked,
    LinkEvidence,
    LookReason,
    Parted,
    PartPersons,
    SetKind,
    UntiePhone,
)
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckedPerson,
    ConfirmReason,
    Corrected,
    CorrectionReason,
    Replaced,
    Reprinted,
    Settled,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import (
    Found,
    LinkedPerson,
)
from kiosk.domain.desk.reports import ReceiptPrinted
from kiosk.domain.events import PrintFinished
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.station.deed import Deed, DeedStep, Told, with_print
from kiosk.domain.station.desk import UndoTouched
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.family import AddTouched, DeclareNewTouched, PersonTicked
from kiosk.domain.station.pages.linking import (
    EvidenceChosen,
    Linking,
    OtherChosen,
    OtherDropped,
    PartTouched,
)
from kiosk.domain.station.pages.person import PersonPanel
from kiosk.domain.station.pages.person_form import (
    FieldChosen,
    FormField,
    FormSaved,
    PersonForm,
    SameAnswered,
    SexChosen,
)
from kiosk.domain.station.pages.person_touches import (
    CardChosen,
    DataTouched,
    DischargeTouched,
    EarlierTouched,
    EditTouched,
    EntryTouched,
    KindChosen,
    KindTouched,
    LinkTouched,
    LookReasonChosen,
    MistakeChosen,
    NumbersTouched,
    PhoneTouched,
    ReprintChosen,
    ReprintTouched,
    RightChosen,
    SettleTouched,
)
from kiosk.domain.station.pages.picking import PickCleared, PickErased, Picking, PickTyped
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Direction, PrintState
from tests.support.desk_people import PHONE, person_page, row
from tests.support.people_views import ONLINE, keys, person, plain, view
from tests.support.station import Actions
from tests.support.window import AT
from ui.i18n import Words
from ui.messages.acts import ACT_PROBLEMS, DESK_PROBLEMS
from ui.messages.model import ScreenTone
from ui.messages.people import (
    CONFIRM_REASONS,
    EVIDENCE,
    KINDS,
    LOOK_REASONS,
    MISTAKES,
    RIGHTS,
)
from ui.viewmodels.desk.deed import DeedProps, derive_deed
from ui.viewmodels.desk.family import FamilyViewModel
from ui.viewmodels.desk.link import LinkProps, LinkViewModel, derive_link
from ui.viewmodels.desk.person import PersonViewModel
from ui.viewmodels.desk.person_form import (
    PersonFormProps,
    PersonFormViewModel,
    derive_person_form,
)


def test_the_form_says_whom_it_is_about(vi: Words) -> None:
    new = derive_person_form(view(vi, PersonForm(PHONE, name="An", year="1981")))
    assert (new.title, new.is_new) == ("Thêm người dùng số 0912 345 678", True)
    assert (new.name, new.year, new.can_save) == ("An", "1981", True)
    known = PersonForm(PHONE, "p-1", "An", phone_text="0912", typing=FormField.PHONE)
    edit = derive_person_form(view(vi, known))
    assert (edit.title, edit.phone, edit.typing) == ("Sửa thông tin", "0912", "phone")
    twin = PersonForm(PHONE, name="An", alike=("p-1",), twin=person_page())
    asked = derive_person_form(view(vi, twin))
    assert (asked.is_asking, asked.twin) == (True, "Nguyễn Thị Mẫu · 1956 · Nữ · 091•••678")
    assert derive_person_form(view(vi)) == PersonFormProps()


def test_the_link_offers_whom_it_may_be(vi: Words) -> None:
    linked = (LinkedPerson("p-0", PersonDetails("Nguyễn Thị Mau", phone="")),)
    state = Linking("p-1", "Nguyễn Thị Mẫu", (row("p-2"),), linked)
    shown = derive_link(view(vi, state))
    assert shown.title == "Gộp với Nguyễn Thị Mẫu"
    assert [(one.key, one.is_linked) for one in shown.rows] == [("p-0", True), ("p-2", False)]
    chosen = derive_link(view(vi, replace(state, other=row("p-2", "Mẫu"))))
    assert chosen.choices.text == "Nguyễn Thị Mẫu = Mẫu · 1956 · Nữ · 091•••678"
    assert set(keys(chosen.choices)) == {one.value for one in LinkEvidence}
    nobody = Linking("p-1", "Mẫu", picking=Picking("x", Found((), False)))
    assert derive_link(view(vi, nobody)).sentence == "Chưa thấy ai."
    empty = derive_link(view(vi, Linking("p-1", "Mẫu")))
    assert plain(empty.sentence) == "Tìm người trùng: tên, số điện thoại hoặc số thẻ."
    assert derive_link(view(vi)) == LinkProps()


# --- the bar -----------------------------------------------------------------------------------


def checked(direction: Direction = Direction.ARRIVAL, **changes: Any) -> CheckedPerson:
    """Somebody who was checked."""
    return CheckedPerson("p-1", "Mẫu", direction, AT, "e-9", **changes)


UNDO_EDIT = EditPerson("p-1", "Mẫu", PHONE)
ARRIVED = Checked((checked(print_job="j"),))
TOLD: list[tuple[Told, str, str]] = [
    (Checked((checked(),)), "Đã ghi nhận ĐẾN lúc 07:02", ""),
    (Checked((checked(Direction.DEPARTURE),)), "Đã ghi nhận ĐI lúc 07:02", ""),
    (
        Checked((checked(is_unverified=True, print_job="j"), checked())),
        "Đã ghi nhận ĐẾN 2 người lúc 07:02",
        "chờ xác minh · đang in phiếu",
    ),
    (Checked((checked(is_repeat=True),)), "Đã ghi nhận ĐẾN từ lúc 07:02", ""),
    (Corrected("e-2", Direction.DEPARTURE), "Đã đổi thành ĐI", ""),
    (Corrected("e-2", None), "Lượt này không còn được tính", ""),
    (Reprinted(("a", "b")), "Đang in lại 2 phiếu", ""),
    (Replaced("a"), "Đang in phiếu mới", "Phiếu cũ không dùng được nữa."),
    (
        CardIssued("a", datetime(2027, 11, 29, tzinfo=UTC), True),
        "Đang in thẻ, dùng đến 29/11/2027",
        "Thẻ cũ không dùng được nữa.",
    ),
    (
        CardIssued("a", datetime(2027, 11, 29, tzinfo=UTC), False),
        "Đang in thẻ, dùng đến 29/11/2027",
        "",
    ),
    (CardRevoked(), "Thẻ không dùng được nữa", ""),
    (Settled(("e-1",)), "Đã xác minh", ""),
    (Edited("p-1", UNDO_EDIT), "Đã lưu thông tin", ""),
    (Added("p-1", UntiePhone("p-1", PHONE)), "Đã thêm người dùng số này", ""),
    (Linked("p-1", PartPersons("p-1", "p-2")), "Đã gộp hồ sơ", ""),
    (Parted("p-1", "p-2"), "Đã tách hồ sơ", ""),
    (
        KindSet("p-1", VisitorKind.CARER, SetKind("p-1", VisitorKind.VISITOR)),
        "Người chăm bệnh",
        "đã đổi loại khách",
    ),
    (Discharged("p-1", VisitorKind.CARER), "Đã ghi nhận xuất viện", ""),
    (DataAsked("r-1", AT), "Đã ghi nhận yêu cầu", "trả lời trước 23/11/2026"),
]


@pytest.mark.parametrize(("answer", "text", "more"), TOLD, ids=lambda one: str(one)[:24])
def test_the_bar_says_what_was_done(vi: Words, answer: Told, text: str, more: str) -> None:
    shown = derive_deed(view(vi, deed=Deed(DeedStep.DONE, answer)))
    assert (plain(shown.text), shown.more) == (text, more)
    assert shown.token == 3


ON_PAPER: list[tuple[Told, PrintState, str, str]] = [
    (ARRIVED, PrintState.PRINTED, "Đã ghi nhận ĐẾN lúc 07:02", "đã in phiếu"),
    (ARRIVED, PrintState.FAILED, "Đã ghi nhận ĐẾN lúc 07:02", "chưa in được phiếu"),
    (
        ARRIVED,
        PrintState.UNKNOWN,
        "Đã ghi nhận ĐẾN lúc 07:02",
        "phiếu có thể chưa ra hết, xem máy in",
    ),
    (Reprinted(("j",)), PrintState.PRINTED, "Đã in phiếu", ""),
    (
        Reprinted(("j",)),
        PrintState.FAILED,
        "Chưa in được phiếu",
        "Xem máy in, rồi chạm In lại.",
    ),
    (Replaced("j"), PrintState.PRINTED, "Đã in phiếu", "Phiếu cũ không dùng được nữa."),
    (Replaced("j"), PrintState.UNKNOWN, "Xem máy in", "Nếu phiếu chưa ra hết, chạm In lại."),
]


@pytest.mark.parametrize(("answer", "state", "text", "more"), ON_PAPER)
def test_the_bar_says_what_became_of_the_slip(
    vi: Words, answer: Told, state: PrintState, text: str, more: str
) -> None:
    deed = with_print(Deed(DeedStep.DONE, answer), PrintFinished("j", state))
    shown = derive_deed(view(vi, deed=deed))
    assert (plain(shown.text), plain(shown.more)) == (text, more)
    has_failed = state is not PrintState.PRINTED
    assert (shown.tone == "attention", shown.icon == "warning") == (has_failed, has_failed)


def test_the_bar_says_why_a_receipt_did_not_come_out(vi: Words, en: Words) -> None:
    def bar(words: Words, state: PrintState, fault: DeviceFaultKind | None) -> DeedProps:
        return derive_deed(view(words, deed=Deed(DeedStep.DONE, ReceiptPrinted(state, fault))))

    failed = bar(vi, PrintState.FAILED, DeviceFaultKind.PAPER_OUT)
    assert (failed.text, failed.more) == ("Phiếu tiếp nhận", "Chưa in được: Hết giấy in")
    assert (failed.tone, failed.icon) == ("attention", "warning")
    assert bar(vi, PrintState.UNKNOWN, None).more == "Có thể chưa in hết, xin xem giấy"
    told = bar(en, PrintState.FAILED, DeviceFaultKind.MISSING)
    assert (told.text, told.more) == ("Receipt", "Not printed: there is no printer")


def test_without_a_printer_nothing_is_said_to_be_printed(vi: Words) -> None:
    answer = Checked((checked(print_job="j"),))
    no_printer = replace(ONLINE, has_printer=False)
    shown = derive_deed(view(vi, deed=Deed(DeedStep.DONE, answer), health=no_printer))
    assert shown.more == ""


def test_the_bar_says_what_is_taken_back_and_what_came_to_nothing(vi: Words) -> None:
    done = Deed(DeedStep.DONE, Checked((checked(Direction.DEPARTURE),)), UNDO_EDIT)
    shown = derive_deed(view(vi, deed=done))
    assert (shown.can_undo, shown.seconds) == (True, 10.0)
    assert shown.tone == ScreenTone.DEPARTURE.value
    taking = derive_deed(view(vi, deed=replace(done, step=DeedStep.TAKING_BACK)))
    assert (taking.text, taking.can_undo) == ("Đang hoàn tác", False)
    taken = derive_deed(view(vi, deed=replace(done, step=DeedStep.TAKEN_BACK)))
    assert (taken.text, taken.tone) == ("Đã hoàn tác", ScreenTone.ARRIVAL.value)
    for problem in (ActProblem.TOO_LATE, DeskProblem.STORAGE):
        failed = derive_deed(view(vi, deed=Deed(DeedStep.FAILED, problem=problem)))
        assert (failed.text, failed.tone) == ("Chưa làm được", ScreenTone.ATTENTION.value)
        assert failed.more
    assert derive_deed(view(vi)) == DeedProps()


# --- words and touches -------------------------------------------------------------------------


def test_everything_that_can_be_chosen_or_fail_has_its_words(
    words: Mapping[Language, Words],
) -> None:
    tables: list[tuple[type, dict[Any, str]]] = [
        (ConfirmReason, CONFIRM_REASONS),
        (CorrectionReason, MISTAKES),
        (VisitorKind, KINDS),
        (LinkEvidence, EVIDENCE),
        (LookReason, LOOK_REASONS),
        (DataRight, RIGHTS),
        (ActProblem, ACT_PROBLEMS),
        (DeskProblem, DESK_PROBLEMS),
    ]
    for kind, table in tables:
        assert set(table) == set(kind)  # type: ignore[arg-type]
        for source in table.values():
            assert words[Language.EN].translate("Messages", source) != source or "–" in source


def test_each_touch_becomes_its_event(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    page = PersonViewModel(told.append, Actions())
    page.choose("nothing before the page is there")
    page.fold(view(vi, person(PersonPanel.PROOF)))
    page.checkIn()
    page.checkOut()
    page.toggleNumbers()
    page.showEarlier()
    page.correct("")
    page.correct("e-1")
    page.closePanel()
    for name in ("edit", "link", "reprint", "phone", "kind", "data", "settle"):
        page.open(name)
    assert told == [
        CheckTouched(Direction.ARRIVAL),
        CheckTouched(Direction.DEPARTURE),
        NumbersTouched(),
        EarlierTouched(),
        EntryTouched("e-1"),
        PanelClosed(),
        EditTouched(),
        LinkTouched(),
        ReprintTouched(),
        PhoneTouched(),
        KindTouched(),
        DataTouched(),
        SettleTouched(),
    ]


@pytest.mark.parametrize(
    ("panel", "key", "event"),
    [
        (PersonPanel.PROOF, "code", CodeWanted()),
        (PersonPanel.PROOF, "no_network", ReasonChosen(ConfirmReason.NO_NETWORK)),
        (PersonPanel.LOOK, "report", LookReasonChosen(LookReason.REPORT)),
        (PersonPanel.KIND, "carer", KindChosen(VisitorKind.CARER)),
        (PersonPanel.KIND, "discharge", DischargeTouched()),
        (PersonPanel.CORRECT, "trial", MistakeChosen(CorrectionReason.TRIAL)),
        (PersonPanel.REPRINT, "all", ReprintChosen(True)),
        (PersonPanel.REPRINT, "alone", ReprintChosen(False)),
        (PersonPanel.REPRINT, "card", CardChosen()),
        (PersonPanel.REPRINT, "no_card", CardChosen(is_lost=True)),
        (PersonPanel.REPRINTED, "again", ReprintChosen(False)),
        (PersonPanel.DATA, "see", RightChosen(DataRight.SEE)),
    ],
)
def test_each_choice_becomes_its_event(
    app: QGuiApplication, vi: Words, panel: PersonPanel, key: str, event: WindowEvent
) -> None:
    told: list[WindowEvent] = []
    page = PersonViewModel(told.append, Actions())
    page.fold(view(vi, person(panel)))
    page.choose(key)
    assert told == [event]


def test_the_touches_of_the_other_pages(app: QGuiApplication) -> None:
    told: list[WindowEvent] = []
    actions = Actions()
    family = FamilyViewModel(told.append, actions)
    family.tick(1)
    family.add()
    family.declareNew()
    family.checkIn()
    family.checkOut()
    family.choose("code")
    family.choose("no_phone")
    family.sendCode()
    family.press("4")
    family.erase()
    family.clear()
    family.closePanel()
    form = PersonFormViewModel(told.append, actions)
    form.use("year")
    form.chooseSex("male")
    form.save()
    form.answer(True)
    link = LinkViewModel(told.append, actions)
    link.press("a")
    link.erase()
    link.clear()
    link.chooseOther("p-2")
    link.closePanel()
    link.choose("said_so")
    link.part("p-0")
    assert told == [
        PersonTicked(1),
        AddTouched(),
        DeclareNewTouched(),
        CheckTouched(Direction.ARRIVAL),
        CheckTouched(Direction.DEPARTURE),
        CodeWanted(),
        ReasonChosen(ConfirmReason.NO_PHONE),
        CodeWanted(),
        KeyTyped("4"),
        KeyErased(),
        DraftCleared(),
        PanelClosed(),
        FieldChosen(FormField.YEAR),
        SexChosen(Sex.MALE),
        FormSaved(),
        SameAnswered(True),
        PickTyped("a"),
        PickErased(),
        PickCleared(),
        OtherChosen("p-2"),
        OtherDropped(),
        EvidenceChosen(LinkEvidence.SAID_SO),
        PartTouched("p-0"),
    ]


def test_undo_is_the_desks(app: QGuiApplication) -> None:
    from ui.viewmodels.desk.staff_frame import StaffFrameViewModel

    told: list[WindowEvent] = []
    StaffFrameViewModel(told.append).undo()
    assert told == [UndoTouched()]
