"""*Khai hộ*: four short pages, filled from what is known, saved as they are filled in, and sent."""

from __future__ import annotations

import pytest

from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.desk import acts_on_declarations
from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_declarations import DropDraft, SaveDraft
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.page import Back, Replace
from kiosk.domain.station.pages.declare import declare_for
from kiosk.domain.station.pages.declare_state import Declare, DeclarePanel
from kiosk.domain.station.pages.declare_touches import (
    AlikeChosen,
    AnotherTouched,
    CompanionTouched,
    ConsentTouched,
    DeclareField,
    DeclareSexChosen,
    DeclareStep,
    DeniedTouched,
    DraftOpened,
    DraftsTouched,
    LeavingChosen,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    RelationChosen,
    SendTouched,
    StepBackTouched,
    StepWanted,
    UnitChosen,
)
from kiosk.domain.text_input.field_text import Cleared
from sync.protocol.declaration_bodies import Relation
from tests.support.declaring import DeclaringDesk, keys, known_person
from tests.support.desk_people import row

NO_PHONE = PhoneOfChosen(PhoneOf.NONE)
PERSON = (
    keys("Nguyễn Thị Hồng Nhung"),
    NextFieldTouched(),
    keys("1956"),
    NO_PHONE,
    DeclareSexChosen(Sex.FEMALE),
)
HEALTH = tuple(DeniedTouched(group) for group in ("travel", "signs", "contact"))
CONFIRM = (RelationChosen(Relation.STAFF), ConsentTouched())
SEND = SendTouched(Language.VI)


def on_confirm() -> DeclaringDesk:
    """A desk with everything filled in."""
    desk = DeclaringDesk().open().take(*PERSON, NextTouched())
    return desk.take(keys("nhơn"), UnitChosen(0), NextTouched(), *HEALTH, NextTouched())


def test_a_whole_declaration_is_sent_and_checked_in() -> None:
    desk = on_confirm()
    assert desk.now().step is DeclareStep.CONFIRM
    assert not desk.now().can_send
    desk.take(*CONFIRM)
    assert desk.now().can_send
    desk.take(SEND)
    assert desk.now().step is DeclareStep.DONE
    (act,) = desk.sent
    (person,) = act.persons
    assert person.details.full_name == "Nguyễn Thị Hồng Nhung"
    assert str(person.details.birth) == "1956"
    assert str(person.details.address) == "Xã Vĩnh Hải, Khánh Hòa"
    assert (act.phone, act.declarant.relation, act.check_in) == (None, Relation.STAFF, True)
    assert act.basis.text_id == "notice"
    assert desk.drafts == {}


def test_a_savepoint_is_written_by_who_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long form's text is long: the page hands on what stands there, and writes nothing."""

    def refuse(*given: object) -> str:
        raise AssertionError(given)

    monkeypatch.setattr(acts_on_declarations, "draft_text", refuse)
    desk = DeclaringDesk().open().take(*PERSON, NextTouched())
    (act,) = (one for one in desk.asked if isinstance(one, SaveDraft))
    with pytest.raises(AssertionError):
        _ = act.content


@pytest.mark.parametrize("holds", [SaveDraft])
def test_what_is_sent_takes_its_savepoint_with_it(holds: type[SaveDraft]) -> None:
    """Sent while the first savepoint is being written: nothing of it is left."""
    desk = DeclaringDesk()
    desk.holds = holds
    desk.open().take(*PERSON, NextTouched(), keys("nhơn"), UnitChosen(0), NextTouched())
    desk.take(*HEALTH, NextTouched(), *CONFIRM, SEND, SEND)
    assert (desk.sent, desk.now().is_sending) == ([], True)
    desk.release()
    assert len(desk.sent) == 1
    assert desk.sent[0].draft_id == "d-1"
    assert desk.drafts == {}


def test_it_is_saved_a_moment_after_it_changed_and_when_a_page_is_left() -> None:
    desk = DeclaringDesk().open().take(keys("Ngu"))
    assert desk.drafts == {}
    desk.rest()
    assert [saved.title for saved in desk.drafts.values()] == ["Ngu"]
    assert desk.timer is None
    desk.take(Cleared(), *PERSON, NextTouched())
    assert [saved.title for saved in desk.drafts.values()] == ["Nguyễn Thị Hồng Nhung"]
    # Nothing new stands there: nothing is written again.
    count = sum(isinstance(one, SaveDraft) for one in desk.asked)
    desk.rest()
    assert sum(isinstance(one, SaveDraft) for one in desk.asked) == count


def test_an_empty_page_is_never_saved() -> None:
    desk = DeclaringDesk().open().rest()
    assert desk.drafts == {}
    assert desk.take(StepBackTouched()).go == Back()


@pytest.mark.parametrize("keeps", [True, False])
def test_whoever_leaves_says_what_becomes_of_it(keeps: bool) -> None:
    desk = DeclaringDesk().open().take(*PERSON).rest()
    desk.take(StepBackTouched())
    assert desk.now().panel is DeclarePanel.LEAVING
    assert desk.take(LeavingChosen(None)).now().panel is DeclarePanel.NONE
    desk.take(StepBackTouched(), LeavingChosen(keeps))
    assert desk.go == Back()
    assert bool(desk.drafts) is keeps


def test_what_is_wiped_while_it_is_being_saved_is_gone_too() -> None:
    desk = DeclaringDesk().open()
    desk.holds = SaveDraft
    before = desk.take(*PERSON).rest().take(StepBackTouched(), LeavingChosen(False)).go
    assert before is None
    assert desk.release().go == Back()
    assert desk.drafts == {}


def test_what_was_never_saved_is_wiped_without_a_word() -> None:
    desk = DeclaringDesk().open().take(*PERSON, StepBackTouched(), LeavingChosen(False))
    assert desk.go == Back()
    assert not any(isinstance(one, SaveDraft | DropDraft) for one in desk.asked)


def test_what_is_kept_is_saved_before_the_page_goes() -> None:
    desk = DeclaringDesk().open().take(*PERSON, StepBackTouched(), LeavingChosen(True))
    assert desk.go == Back()
    assert len(desk.drafts) == 1


def test_a_draft_goes_on_where_something_is_missing_in_it() -> None:
    first = on_confirm().rest()
    desk = DeclaringDesk()
    desk.drafts = first.drafts
    assert desk.open().now().draft.is_blank
    desk.take(DraftsTouched())
    assert desk.now().panel is DeclarePanel.DRAFTS
    desk.take(DraftOpened("d-1"))
    assert isinstance(desk.go, Replace)
    again = DeclaringDesk(desk.go.state)  # type: ignore[arg-type]
    again.drafts = first.drafts
    again.open()
    assert again.now().step is DeclareStep.CONFIRM
    assert again.now().draft == first.now().draft
    again.take(*CONFIRM, SEND)
    assert again.sent == first.take(*CONFIRM, SEND).sent
    assert again.drafts == {}


def test_whoever_comes_along_keeps_address_phone_and_who_declares() -> None:
    desk = on_confirm().take(*CONFIRM, SEND, CompanionTouched())
    assert isinstance(desk.go, Replace)
    assert isinstance(desk.go.state, Declare)
    after = desk.go.state.draft
    assert (after.name, after.birth, after.sex) == ("", "", Sex.UNKNOWN)
    assert (after.phone_of, after.relation) == (PhoneOf.NONE, Relation.STAFF)
    assert str(after.address) == "Xã Vĩnh Hải, Khánh Hòa"
    assert (after.answers, after.has_consent, after.id) == (Answers(), False, "")
    # The page of the address is passed over, health is asked anew.
    second = DeclaringDesk(desk.go.state).open()
    second.take(keys("Lê Văn An"), NextFieldTouched(), keys("1990"))
    second.take(DeclareSexChosen(Sex.MALE), NextTouched())
    assert second.now().step is DeclareStep.HEALTH
    second.take(*HEALTH, NextTouched(), ConsentTouched(), SEND)
    assert len(second.sent) == 1


def test_somebody_else_begins_with_nothing() -> None:
    desk = on_confirm().take(*CONFIRM, SEND, AnotherTouched())
    assert desk.go == Replace(Declare())
    assert on_confirm().take(AnotherTouched()).go is None


def test_who_may_be_the_same_is_asked_about_before_the_page_goes_on() -> None:
    desk = DeclaringDesk().open()
    desk.alike = (row("p-1"),)
    desk.people["p-1"] = known_person()
    desk.take(*PERSON, NextTouched())
    assert desk.now().panel is DeclarePanel.ALIKE
    other = DeclaringDesk(desk.state).take(AlikeChosen(None))
    assert other.now().step is DeclareStep.ADDRESS
    assert (other.now().draft.known, other.now().draft.is_another) == (None, True)
    desk.take(AlikeChosen("p-9"))
    assert desk.now().panel is DeclarePanel.ALIKE
    desk.take(AlikeChosen("p-1"))
    assert desk.now().draft.known == StoredPerson("p-1")
    assert desk.now().draft.name == "Nguyễn Thị Hồng Nhung"


def test_somebody_known_is_filled_in_and_the_first_gap_comes() -> None:
    desk = DeclaringDesk(declare_for("p-1", "c-1"))
    desk.people["p-1"] = known_person()
    desk.open()
    assert desk.now().step is DeclareStep.ADDRESS
    assert desk.now().draft.name == "Nguyễn Thị Mẫu"
    desk.take(UnitChosen(0), NextTouched(), *HEALTH, NextTouched(), *CONFIRM, SEND)
    (act,) = desk.sent
    assert (act.case_id, act.persons[0].whom) == ("c-1", StoredPerson("p-1"))


def test_what_is_not_done_says_why_and_may_be_sent_again() -> None:
    desk = on_confirm().take(*CONFIRM)
    desk.outcome = NotDone(ActProblem.BAD_NAME)
    desk.take(SEND)
    assert desk.now().problem is ActProblem.BAD_NAME
    assert desk.now().can_send
    desk.outcome = None
    desk.take(SEND)
    assert desk.now().step is DeclareStep.DONE


def test_an_answer_that_changes_takes_the_consent_back() -> None:
    desk = on_confirm().take(*CONFIRM, StepWanted(DeclareStep.PERSON))
    assert desk.now().draft.has_consent
    desk.take(DeclareSexChosen(Sex.MALE), NextTouched())
    assert desk.now().step is DeclareStep.CONFIRM
    assert not desk.now().draft.has_consent


def test_a_whole_year_leads_on_to_what_is_missing() -> None:
    desk = DeclaringDesk().open().take(keys("Nhung"), NextFieldTouched())
    assert desk.now().typing is DeclareField.BIRTH
    desk.take(keys("195"))
    assert desk.now().typing is DeclareField.BIRTH
    desk.take(keys("6"))
    assert desk.now().typing is DeclareField.PHONE
