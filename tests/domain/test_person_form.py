"""A person's details as staff type them, and two who are held for one."""

from __future__ import annotations

from kiosk.domain.desk.acts import ActProblem, NewPerson, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_people import (
    Added,
    AddToPhone,
    Edited,
    EditPerson,
    Linked,
    LinkEvidence,
    LinkPersons,
    MayBeTheSame,
    Parted,
    PartPersons,
    UntiePhone,
)
from kiosk.domain.desk.queries import Found, LinkedPerson, Search, ShowPerson
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.station.page import Back, Turn
from kiosk.domain.station.pages import linking as links
from kiosk.domain.station.pages.linking import (
    EvidenceChosen,
    Linking,
    OtherChosen,
    OtherDropped,
    PartTouched,
)
from kiosk.domain.station.pages.person_form import (
    FieldChosen,
    FormField,
    FormSaved,
    PersonForm,
    SameAnswered,
    SexChosen,
    advance,
    edit_form,
)
from kiosk.domain.station.pages.picking import PickTyped
from kiosk.domain.text_input.field_text import ChipPicked, Cleared, Erased, Typed
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from tests.support.desk_people import MOMENT, PHONE, answered, failed, person_page, row


def turn(state: PersonForm, *events: object) -> Turn[PersonForm]:
    """The last turn after these events."""
    last = Turn(state)
    for event in events:
        last = advance(last.state, event, MOMENT)
    return last


def typed(text: str) -> list[Typed]:
    """A key for each sign."""
    return [Typed(sign) for sign in text]


def test_a_name_begins_its_words_with_capitals() -> None:
    state = turn(PersonForm(PHONE), *typed("  h'hen  niee")).state
    assert state.name == "H'Hen Niê"
    assert turn(PersonForm(PHONE), Typed("Katơr")).state.name == "Katơr"
    assert turn(state, Erased()).state.name == "H'Hen Ni"
    assert turn(state, Cleared()).state.name == ""
    assert turn(state, Typed("\x1b")).state.name == "H'Hen Niê"
    assert state.typed is not None
    assert state.typed.text == "H'Hen Niê"


def test_what_the_word_in_hand_may_become_is_looked_up() -> None:
    typing = turn(PersonForm(PHONE), *typed("thij n"))
    asked = SuggestSyllables("Thị ", "N", with_own=True)
    assert typing.asks == (asked,)
    answer = answered(asked, ("Nhung", "Nga"))
    suggested = turn(typing.state, answer).state
    assert suggested.suggestions == ("Nhung", "Nga")
    assert turn(suggested, SexChosen(Sex.MALE)).state.suggestions == ("Nhung", "Nga")
    picked = turn(suggested, ChipPicked("Nga"))
    assert (picked.state.name, picked.state.suggestions) == ("Thị Nga ", ())
    # What is no longer typed, or cannot be looked up, changes nothing.
    assert turn(picked.state, answer) == Turn(picked.state)
    assert turn(suggested, failed(asked)) == Turn(suggested)
    year = turn(suggested, FieldChosen(FormField.YEAR))
    assert (year.asks, year.state.suggestions) == ((), ())
    assert turn(year.state, Typed("1")).asks == ()


def test_somebody_new_is_added_to_the_phone() -> None:
    year = (FieldChosen(FormField.YEAR), *typed("1981x2"))
    state = turn(PersonForm(PHONE), *typed("tung"), *year, SexChosen(Sex.MALE)).state
    assert (state.year, state.text) == ("1981", "1981")
    saved = turn(state, FormSaved())
    whom = NewPerson(PersonDetails("Tung", Birth(1981), Sex.MALE, phone=PHONE))
    assert saved.asks == (AddToPhone(PHONE, whom),)
    assert turn(saved.state, FormSaved()) == Turn(saved.state)
    assert (
        turn(saved.state, answered(saved.asks[0], Added("p-9", UntiePhone("p-9", PHONE)))).go
        == Back()
    )


def test_a_sex_is_taken_back_by_the_same_touch() -> None:
    state = turn(PersonForm(PHONE), SexChosen(Sex.MALE), SexChosen(Sex.MALE)).state
    assert state.sex is Sex.UNKNOWN


def test_without_a_name_or_with_half_a_year_nothing_is_saved() -> None:
    assert turn(PersonForm(PHONE), FormSaved()).asks == ()
    half = turn(PersonForm(PHONE), *typed("an"), FieldChosen(FormField.YEAR), Typed("19")).state
    assert turn(half, FormSaved()).asks == ()


def test_whoever_may_be_the_same_is_asked_about_one_by_one() -> None:
    saved = turn(PersonForm(PHONE), *typed("mau"), FormSaved())
    act = saved.asks[0]
    asking = turn(saved.state, answered(act, MayBeTheSame(("p-1", "p-2"))))
    assert asking.asks == (ShowPerson("p-1"),)
    shown = turn(asking.state, answered(ShowPerson("p-1"), person_page())).state
    assert shown.twin == person_page()
    assert turn(shown, Typed("x")) == Turn(shown)
    assert shown.typed is None
    same = turn(shown, SameAnswered(True))
    assert same.asks == (AddToPhone(PHONE, StoredPerson("p-1")),)
    second = turn(shown, SameAnswered(False))
    assert second.asks == (ShowPerson("p-2"),)
    another = turn(second.state, SameAnswered(False))
    whom = NewPerson(PersonDetails("Mau", phone=PHONE))
    assert another.asks == (AddToPhone(PHONE, whom, is_another=True),)


def test_who_cannot_be_read_is_asked_about_no_longer() -> None:
    saved = turn(PersonForm(PHONE), *typed("mau"), FormSaved())
    asking = turn(saved.state, answered(saved.asks[0], MayBeTheSame(("p-1",)))).state
    for event in (failed(ShowPerson("p-1")), answered(ShowPerson("p-1"), None)):
        assert isinstance(turn(asking, event).asks[0], AddToPhone)
    assert turn(asking, answered(ShowPerson("p-7"), person_page("p-7"))) == Turn(asking)
    assert turn(PersonForm(PHONE), failed(ShowPerson("p-1"))) == Turn(PersonForm(PHONE))


def test_somebody_known_is_edited() -> None:
    state = edit_form("p-1", person_page().details)
    assert (state.name, state.phone_text) == ("Nguyễn Thị Mẫu", "0912345678")
    assert turn(state, FieldChosen(FormField.YEAR)) == Turn(state)
    assert turn(state, SexChosen(Sex.MALE)) == Turn(state)
    phone = (FieldChosen(FormField.PHONE), Cleared(), *typed("+856 20"))
    saved = turn(state, *phone, FormSaved())
    act = EditPerson("p-1", "Nguyễn Thị Mẫu", "+85620")
    assert saved.asks == (act,)
    done = Edited("p-1", EditPerson("p-1", "Nguyễn Thị Mẫu", PHONE))
    assert turn(saved.state, answered(act, done)).go == Back()
    for event in (answered(act, NotDone(ActProblem.BAD_PHONE)), failed(act)):
        after = turn(saved.state, event)
        assert (after.go, after.state.is_saving) == (None, False)
    assert turn(state, answered(Search("x"), object())) == Turn(state)


def link_turn(state: Linking, *events: object) -> Turn[Linking]:
    """The last turn after these events."""
    last = Turn(state)
    for event in events:
        last = links.advance(last.state, event, MOMENT)
    return last


LINK = Linking("p-1", "Nguyễn Thị Mẫu", near=(row("p-1"), row("p-2")))


def test_who_has_the_same_phone_is_offered_first_and_never_the_person_themselves() -> None:
    assert LINK.offered == (row("p-2"),)
    found = answered(Search("a"), Found((row("p-1"), row("p-5")), False))
    typing = link_turn(LINK, PickTyped("a"))
    assert typing.asks == (Search("a"),)
    assert link_turn(typing.state, found).state.offered == (row("p-5"),)


def test_two_are_linked_with_evidence() -> None:
    assert link_turn(LINK, EvidenceChosen(LinkEvidence.SAID_SO)) == Turn(LINK)
    assert link_turn(LINK, OtherChosen("p-1")).state.other is None
    chosen = link_turn(LINK, OtherChosen("p-2")).state
    assert chosen.other == row("p-2")
    assert link_turn(chosen, OtherDropped()).state.other is None
    act = LinkPersons("p-1", "p-2", LinkEvidence.SAID_SO)
    saving = link_turn(chosen, EvidenceChosen(LinkEvidence.SAID_SO))
    assert saving.asks == (act,)
    assert link_turn(saving.state, OtherDropped()) == Turn(saving.state)
    done = Linked("p-1", PartPersons("p-1", "p-2"))
    assert link_turn(saving.state, answered(act, done)).go == Back()
    for event in (answered(act, NotDone(ActProblem.TWO_PERSONS)), failed(act)):
        after = link_turn(saving.state, event)
        assert (after.go, after.state.is_saving) == (None, False)


def test_two_are_parted() -> None:
    state = Linking("p-1", "Mẫu", linked=(LinkedPerson("p-0", PersonDetails("Mẫu")),))
    act = PartPersons("p-1", "p-0")
    parting = link_turn(state, PartTouched("p-0"))
    assert parting.asks == (act,)
    assert link_turn(parting.state, answered(act, Parted("p-1", "p-0"))).go == Back()
    assert link_turn(state, object()) == Turn(state)
