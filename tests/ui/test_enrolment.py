"""The hub's code before the camera: asked, confirmed, told; and never for a moment by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.events import EnrolmentEnded, InvitationRead
from kiosk.domain.language import Language
from kiosk.domain.station.enrolling import Enrolment, EnrolmentStep
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.station.window import screen_of
from kiosk.domain.station.window_state import Window
from sync.protocol.enrolment import Invitation
from tests.support.desk import VENUE
from tests.support.station import Station
from ui.i18n import Words, load_words
from ui.showcase import demo_venue
from ui.viewmodels.setup.enrolment import derive_enrolment
from ui.viewmodels.view import StationSetup, View

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
INVITATION = Invitation("https://hub.example", "K7P2MQ4T9X", "0" * 32)
OTHER = Invitation("https://other.example", "K7P2MQ4T9X", "0" * 32)


def view_of(enrolment: Enrolment, words: Words) -> View:
    window = Window(enrolment=enrolment)
    return View(window, screen_of(window), StationSetup(VENUE), words, AT)


def test_the_card_asks_works_and_tells(station: Station) -> None:
    card = station.vm.rooms.setup.enrolment
    station.take(InvitationRead(INVITATION))
    assert station.shell.shown.enrolment_open
    assert card.shown.step == "ask"
    assert any("hub.example" in line for line in card.shown.lines)
    assert any(demo_venue().name in line for line in card.shown.lines)
    card.close()
    card.confirm()
    assert not card.shown.open
    assert station.actions.asked == []


def test_confirming_hands_over_exactly_once(station: Station) -> None:
    card = station.vm.rooms.setup.enrolment
    station.take(InvitationRead(INVITATION))
    card.confirm()
    card.confirm()
    assert card.shown.step == "working"
    assert station.actions.asked == [INVITATION]


def test_another_code_does_not_replace_one_at_work(station: Station) -> None:
    card = station.vm.rooms.setup.enrolment
    station.take(InvitationRead(INVITATION))
    card.confirm()
    station.take(InvitationRead(OTHER))
    card.close()
    assert card.shown.step == "working"
    assert any("hub.example" in line for line in card.shown.lines)
    station.take(EnrolmentEnded(EnrolmentEnd("Trạm Mẫu", "Cổng B")))
    assert card.shown.step == "done"
    assert "Cổng B, Trạm Mẫu" in card.shown.lines


@pytest.mark.parametrize(
    "end",
    [
        EnrolmentEnd(problem=EnrolmentProblem.WRONG_HUB),
        EnrolmentEnd(problem=EnrolmentProblem.NOT_WRITTEN),
        EnrolmentEnd(problem=EnrolmentProblem.REFUSED, words={"vi": "Mã sai", "en": "Wrong"}),
        EnrolmentEnd(problem=EnrolmentProblem.REFUSED),
        *(EnrolmentEnd(problem=kind) for kind in NetworkFaultKind),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_every_end_has_words_in_every_language(end: EnrolmentEnd, language: Language) -> None:
    words = load_words()[language]
    enrolment = Enrolment(EnrolmentStep.FAILED, INVITATION, end)
    props = derive_enrolment(view_of(enrolment, words))
    assert props.title
    assert all(props.lines)


@pytest.mark.parametrize("language", list(Language))
def test_an_invitation_of_an_older_kind_is_named_and_says_what_to_do(language: Language) -> None:
    old = EnrolmentEnd(problem=EnrolmentProblem.OLD_INVITATION)
    props = derive_enrolment(
        view_of(Enrolment(EnrolmentStep.FAILED, end=old), load_words()[language])
    )
    assert props.open
    (line,) = props.lines
    assert "hub device add" in line
    assert ("older" in line) == (language is Language.EN)


def test_the_language_switches_while_it_is_open(station: Station) -> None:
    card = station.vm.rooms.setup.enrolment
    station.take(InvitationRead(INVITATION))
    before = card.shown.title
    station.shell.chooseLanguage("en")
    assert card.shown.title == "Connect this kiosk to the hub?"
    assert card.shown.title != before
