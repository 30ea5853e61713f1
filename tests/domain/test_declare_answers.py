"""*Khai hộ*: cards, what is known here, and what is typed and chosen."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.declaration.declaration import DeclaredPhone, FormVersion
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.desk.acts import StoredPerson
from kiosk.domain.desk.acts_on_people import MayBeTheSame
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.declaration_queries import (
    DeclarationState,
)
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.queries import Found, Search
from kiosk.domain.events import CardRead
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import PersonDetails, Sex
from kiosk.domain.station.page import Back, DeskAnswered, PageShown
from kiosk.domain.station.pages.declare import declare_for
from kiosk.domain.station.pages.declare_state import Declare, DeclarePanel
from kiosk.domain.station.pages.declare_touches import (
    AlikeChosen,
    AnswerFieldChosen,
    AnswerTouched,
    ConsentTouched,
    DeclareField,
    DeclareFieldChosen,
    DeclareStep,
    DraftOpened,
    DraftsTouched,
    LeavingChosen,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    PhoneRelationChosen,
    RelationChosen,
    SendTouched,
    StepBackTouched,
    StepWanted,
    TodayChosen,
    TypingEnded,
    UnitChosen,
    UnitTouched,
    UnnamedTouched,
)
from kiosk.domain.text_input.field_text import Cleared, Erased
from kiosk.domain.units.queries import ReadAddress
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.asking import DeclarationStatus
from sync.protocol.declaration_bodies import Relation
from tests.support.declarations import keep
from tests.support.declaring import (
    FORM,
    OLD_DONG_HAI,
    DeclaringDesk,
    UnreadDraft,
    keys,
    known_person,
    on_address,
    on_confirm,
    on_health,
)
from tests.support.desk_people import KEY, row

CARD = (
    "079099000002||Nguyễn Văn Mẫu|12031956|Nam|Thôn 1, Xã Nhơn Hải, Ninh Hải, Ninh Thuận|01012021"
)
NUMBER = "079099000002"
PROVINCE = next(item for item in FORM.all_items if item.link_id == "places").options[0].coding


def test_a_card_fills_the_form_and_its_address_is_taken_apart() -> None:
    desk = DeclaringDesk().open().take(CardRead(CARD))
    draft = desk.now().draft
    assert (draft.name, draft.birth, draft.sex) == ("Nguyễn Văn Mẫu", "1956-03-12", Sex.MALE)
    assert (draft.id_number, draft.known) == (NUMBER, None)
    assert str(draft.address) == "Thôn 1, Xã Vĩnh Hải, Khánh Hòa"
    assert desk.now().typing is DeclareField.PHONE
    # Neither the page of the address nor a field that is filled in is asked for again.
    desk.take(PhoneOfChosen(PhoneOf.NONE), NextTouched())
    assert desk.now().step is DeclareStep.HEALTH
    desk.take(CardRead("https://example.com"))
    assert desk.now().step is DeclareStep.HEALTH


def test_an_address_that_is_read_late_passes_its_page_over() -> None:
    desk = DeclaringDesk().open()
    desk.holds = ReadAddress
    desk.take(CardRead(CARD), PhoneOfChosen(PhoneOf.NONE), NextTouched())
    assert desk.now().step is DeclareStep.ADDRESS
    desk.release()
    assert desk.now().step is DeclareStep.HEALTH


def test_an_old_ward_that_went_to_several_is_asked_about() -> None:
    desk = DeclaringDesk()
    card = CARD.replace("Xã Nhơn Hải", "Phường Đông Hải")
    desk.open().take(CardRead(card), PhoneOfChosen(PhoneOf.NONE), NextTouched())
    assert desk.now().step is DeclareStep.ADDRESS
    assert desk.now().draft.address == Address("Thôn 1")
    desk.take(UnitChosen(9), TodayChosen(0))
    assert desk.now().panel is DeclarePanel.NONE
    desk.take(UnitChosen(0))
    assert (desk.now().panel, desk.now().asked_unit) == (DeclarePanel.TODAY, OLD_DONG_HAI)
    desk.take(TodayChosen(9))
    assert desk.now().panel is DeclarePanel.TODAY
    kept = DeclaringDesk(desk.state).take(TodayChosen(None))
    assert str(kept.now().draft.address) == "Thôn 1, Phường Đông Hải, Ninh Hải, Ninh Thuận"
    desk.take(TodayChosen(1))
    assert str(desk.now().draft.address) == "Thôn 1, Xã Phước Dinh, Khánh Hòa"
    assert desk.now().typing is DeclareField.STREET
    desk.take(UnitTouched())
    assert desk.now().draft.address == Address("Thôn 1")
    assert desk.now().typing is DeclareField.UNIT
    assert desk.now().found is not None


def test_whoever_has_this_card_is_known_and_only_the_gaps_are_filled() -> None:
    desk = DeclaringDesk()
    desk.by_number[NUMBER] = row("p-1")
    desk.people["p-1"] = known_person()
    desk.open().take(CardRead(CARD))
    assert desk.now().draft.known == StoredPerson("p-1")
    assert desk.now().draft.name == "Nguyễn Văn Mẫu"
    assert desk.now().draft.phone == "+84912345678"
    # All of the first page is there: the next one that lacks something stands.
    assert desk.now().step is DeclareStep.HEALTH
    desk.take(CardRead(CARD))
    assert desk.now().step is DeclareStep.HEALTH
    other = replace(desk.state, card="")
    assert (
        DeclaringDesk(other).take(DeskAnswered(KEY, Search("1"), Found((), False))).state == other
    )
    again = replace(desk.state, known=replace(desk.now().known, card=""))
    twice = DeclaringDesk(again)
    twice.by_number = desk.by_number
    assert twice.take(PageShown()).now().draft == desk.now().draft


def test_a_typed_number_is_that_of_a_card() -> None:
    desk = DeclaringDesk()
    desk.by_number["7909900001"] = row("p-1")
    desk.people["p-1"] = known_person()
    desk.open().take(DeclareFieldChosen(DeclareField.CARD), keys("ab"))
    assert (desk.now().card_text, desk.now().card) == ("AB", "")
    desk.take(Cleared(), keys("7909900001"))
    assert desk.now().draft.insurance_number == "7909900001"
    assert desk.now().draft.known == StoredPerson("p-1")
    citizen = DeclaringDesk().open().take(DeclareFieldChosen(DeclareField.CARD), keys(NUMBER))
    assert (citizen.now().draft.id_number, citizen.now().draft.known) == (NUMBER, None)


def test_an_earlier_declaration_says_whose_the_phone_is() -> None:
    desk = DeclaringDesk(declare_for("p-1"))
    desk.people["p-1"] = known_person()
    desk.declarations["p-1"] = DeclarationState(
        "p-1", DeclarationStatus.EXPIRED, True, phone=DeclaredPhone(Relation.CHILD)
    )
    desk.open()
    draft = desk.now().draft
    assert (draft.phone_of, draft.phone_relation) == (PhoneOf.RELATIVE, Relation.CHILD)
    without = DeclaringDesk(declare_for("p-1"))
    without.people["p-1"] = known_person(
        details=PersonDetails("Lê An", sex=Sex.MALE),
    )
    without.declarations = desk.declarations
    without.open()
    assert without.now().draft.phone_of is PhoneOf.OWN
    own = DeclaringDesk(declare_for("p-1"))
    own.people["p-1"] = known_person()
    valid = DeclarationState("p-1", DeclarationStatus.VALID, False, phone=DeclaredPhone())
    own.declarations["p-1"] = valid
    assert own.open().now().draft.phone_of is PhoneOf.OWN
    # Read while another page stands: that one stays.
    desk = on_confirm()
    desk.by_number[NUMBER] = row("p-1")
    desk.people["p-1"] = known_person()
    desk.take(CardRead(CARD))
    assert desk.now().draft.known == StoredPerson("p-1")
    assert desk.now().step is DeclareStep.CONFIRM


def test_whoever_is_forgotten_meanwhile_is_somebody_new() -> None:
    desk = DeclaringDesk(declare_for("p-9")).open()
    assert desk.now().draft.known is None
    assert desk.now().step is DeclareStep.PERSON


def test_a_baby_without_a_name() -> None:
    desk = DeclaringDesk().open().take(UnnamedTouched())
    assert desk.now().draft.is_unnamed
    assert desk.now().typing is DeclareField.BIRTH
    desk.take(UnnamedTouched())
    assert not desk.now().draft.is_unnamed
    assert desk.now().typing is DeclareField.NAME
    desk.take(UnnamedTouched(), DeclareFieldChosen(DeclareField.NAME), Erased())
    assert desk.now().draft.is_unnamed
    desk.take(keys("An"))
    assert not desk.now().draft.is_unnamed


def test_a_relatives_number() -> None:
    desk = DeclaringDesk().open().take(PhoneOfChosen(PhoneOf.NONE))
    desk.take(PhoneOfChosen(PhoneOf.RELATIVE))
    assert desk.now().panel is DeclarePanel.PHONE_RELATION
    desk.take(StepBackTouched(), PhoneRelationChosen(None))
    assert desk.now().panel is DeclarePanel.PHONE_RELATION
    desk.take(PhoneRelationChosen(Relation.CHILD))
    assert (desk.now().panel, desk.now().typing) == (DeclarePanel.NONE, DeclareField.PHONE)
    desk.take(keys("0912345678"), PhoneRelationChosen(Relation.SPOUSE))
    assert desk.now().typing is DeclareField.NAME
    assert desk.now().draft.declared_phone == DeclaredPhone(Relation.SPOUSE)
    desk.take(PhoneOfChosen(PhoneOf.OWN))
    assert desk.now().draft.declared_phone == DeclaredPhone()
    desk.take(PhoneOfChosen(PhoneOf.NONE), DeclareFieldChosen(DeclareField.PHONE), keys("0"))
    assert (desk.now().draft.phone_of, desk.now().draft.phone) == (PhoneOf.OWN, "0")


def test_fields_follow_one_another_and_those_of_other_pages_are_not_there() -> None:
    desk = DeclaringDesk().open()
    seen = []
    for _ in range(5):
        seen.append(desk.now().typing)
        desk.take(NextFieldTouched())
    order = [DeclareField.NAME, DeclareField.BIRTH, DeclareField.PHONE, DeclareField.CARD]
    assert seen == [*order, order[0]]
    desk.take(DeclareFieldChosen(DeclareField.STREET))
    assert desk.now().typing is DeclareField.BIRTH
    desk.take(TypingEnded(), NextFieldTouched(), keys("1"))
    assert (desk.now().typing, desk.now().typed) == (None, None)
    address = on_address().take(DeclareFieldChosen(DeclareField.STREET), keys("Thôn 1"))
    assert address.now().draft.address.text == "Thôn 1"


def test_a_whole_date_of_a_card_is_typed_anew() -> None:
    desk = DeclaringDesk().open().take(CardRead(CARD), DeclareFieldChosen(DeclareField.BIRTH))
    assert desk.typed() == ""
    assert desk.take(keys("19")).now().draft.birth == "19"


def test_where_somebody_was_is_chosen_from_a_list_that_opens_by_itself() -> None:
    desk = on_health().take(AnswerTouched("travelled", True))
    assert (desk.now().panel, desk.now().answering) == (DeclarePanel.OPTIONS, "places")
    assert desk.now().asked_item is FORM.by_link_id["places"]
    desk.take(AnswerTouched("places", PROVINCE))
    assert desk.now().draft.answers.of("places") == (PROVINCE,)
    desk.take(TypingEnded())
    assert desk.now().panel is DeclarePanel.NONE
    desk.take(AnswerFieldChosen("places"))
    assert desk.now().panel is DeclarePanel.OPTIONS
    desk.take(AnswerTouched("nothing", True))
    assert desk.now().panel is DeclarePanel.OPTIONS
    assert DeclaringDesk().take(AnswerTouched("travelled", True)).now().draft == Draft()


def test_an_answer_in_words_stands_beside_the_options() -> None:
    desk = on_health().take(AnswerTouched("travelled", True), AnswerTouched("places", PROVINCE))
    state = replace(desk.state, panel=DeclarePanel.NONE, typing=DeclareField.ANSWER)
    desk = DeclaringDesk(state).take(PageShown(), keys("Lào"))
    assert desk.now().draft.answers.of("places") == (PROVINCE, "Lào")
    desk.take(Cleared())
    assert desk.now().draft.answers.of("places") == (PROVINCE,)
    desk.take(keys("x" * 150))
    assert desk.now().draft.answers.of("places") == (PROVINCE,)
    lost = DeclaringDesk(replace(state, answering="nothing")).take(PageShown(), keys("Lào"))
    assert lost.now().draft.answers == desk.now().draft.answers


def test_a_question_in_words_opens_the_keyboard_with_what_stands_there() -> None:
    desk = DeclaringDesk()
    desk.setup = replace(desk.setup, form=shipped_form("move"))  # type: ignore[type-var]
    desk.open()
    words = next(
        item
        for item in shipped_form("move").all_items
        if item.is_question and not item.options and item.type.value == "string"
    )
    desk.take(AnswerFieldChosen(words.link_id))
    assert (desk.now().typing, desk.now().answering) == (DeclareField.ANSWER, words.link_id)
    desk.take(keys("85"), TypingEnded(), AnswerFieldChosen(words.link_id))
    assert desk.typed() == "85"
    assert desk.now().draft.answers.of(words.link_id) == ("85",)


def test_the_way_back_leads_through_the_pages() -> None:
    desk = on_confirm()
    for step in (DeclareStep.HEALTH, DeclareStep.ADDRESS, DeclareStep.PERSON):
        assert desk.take(StepBackTouched()).now().step is step
    desk.take(StepWanted(DeclareStep.CONFIRM))
    assert desk.now().step is DeclareStep.PERSON
    done = on_confirm().take(RelationChosen(Relation.SELF), ConsentTouched())
    done.take(SendTouched(Language.EN), keys("x"), StepBackTouched())
    assert done.go == Back()
    assert done.sent[0].basis.language == "en"


def test_what_cannot_be_done_yet_does_nothing() -> None:
    desk = DeclaringDesk().open()
    before = desk.state
    desk.take(NextTouched(), SendTouched(Language.VI), LeavingChosen(True), DraftsTouched())
    desk.take(AlikeChosen(None), DraftOpened("d-9"), UnitChosen(0), TodayChosen(0), "nothing")
    assert desk.state == before
    assert desk.go is None


def test_who_may_be_the_same_is_asked_about_when_it_is_sent_too() -> None:
    desk = on_confirm().take(RelationChosen(Relation.SELF), ConsentTouched())
    desk.outcome, desk.alike = MayBeTheSame(("p-1",)), (row("p-1"),)
    desk.take(SendTouched(Language.VI))
    assert desk.now().panel is DeclarePanel.ALIKE
    other = DeclaringDesk(desk.state).take(AlikeChosen(None))
    assert (other.now().step, other.now().draft.is_another) == (DeclareStep.CONFIRM, True)
    # Nobody may be, after all.
    nobody = on_confirm().take(RelationChosen(Relation.SELF), ConsentTouched())
    nobody.outcome = MayBeTheSame(("p-1",))
    nobody.take(SendTouched(Language.VI))
    assert nobody.now().draft.is_another
    assert nobody.now().can_send


def test_the_list_of_drafts_is_put_away_again() -> None:
    desk = DeclaringDesk()
    desk.drafts = {"d-1": keep()}
    desk.open().take(DraftsTouched())
    assert (desk.now().panel, desk.now().typing) == (DeclarePanel.DRAFTS, None)
    desk.take(DraftsTouched())
    assert (desk.now().panel, desk.now().typing) == (DeclarePanel.NONE, DeclareField.NAME)


def test_a_draft_that_is_there_no_more_leaves_an_empty_page() -> None:
    gone = DeclaringDesk(Declare(opening="d-9")).open()
    assert gone.now().problem is DeskProblem.GONE
    assert gone.now().draft.is_blank
    broken = DeclaringDesk(Declare(opening="d-1"))
    broken.drafts["d-1"] = UnreadDraft()
    assert broken.open().now().problem is DeskProblem.GONE
    assert broken.now().draft.is_blank
    old = DeclaringDesk(Declare(opening="d-1"))
    old.drafts["d-1"], old.setup = broken.drafts["d-1"], None
    assert old.open().now().problem is DeskProblem.GONE
    assert not old.now().can_go_on
    assert [one for one in old.asked if isinstance(one, PrepareDeclaring)] == [
        PrepareDeclaring(FormVersion("domestic", 1)),
        PrepareDeclaring(),
    ]
