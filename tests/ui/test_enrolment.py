"""The hub's code before the camera: asked, confirmed, told; and never for a moment by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.language import Language
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from sync.protocol.enrolment import Invitation
from tests.support.desk import VENUE
from ui.i18n import load_words
from ui.viewmodels.setup.enrolment import EnrolmentViewModel, Step, derive_enrolment

INVITATION = Invitation("https://hub.example", "K7P2MQ4T9X", "0" * 32)
OTHER = Invitation("https://other.example", "K7P2MQ4T9X", "0" * 32)


@pytest.fixture
def confirmed() -> list[Invitation]:
    return []


@pytest.fixture
def page(qtbot: QtBot, confirmed: list[Invitation]) -> EnrolmentViewModel:
    return EnrolmentViewModel(load_words(), VENUE, confirmed.append)


def test_nothing_happens_before_staff_confirm(
    page: EnrolmentViewModel, confirmed: list[Invitation]
) -> None:
    page.take_invitation(INVITATION)
    assert page.shown.step == "ask"
    assert any("hub.example" in line for line in page.shown.lines)
    assert any(VENUE.name in line for line in page.shown.lines)
    page.close()
    page.confirm()
    assert not page.shown.open
    assert confirmed == []


def test_confirming_hands_over_exactly_once(
    page: EnrolmentViewModel, confirmed: list[Invitation]
) -> None:
    page.take_invitation(INVITATION)
    page.confirm()
    page.confirm()
    assert page.shown.step == "working"
    assert confirmed == [INVITATION]


def test_another_code_does_not_replace_one_at_work(
    page: EnrolmentViewModel, confirmed: list[Invitation]
) -> None:
    page.take_invitation(INVITATION)
    page.confirm()
    page.take_invitation(OTHER)
    page.close()
    assert page.shown.step == "working"
    assert any("hub.example" in line for line in page.shown.lines)
    page.take_end(EnrolmentEnd("Trạm Mẫu", "Cổng B"))
    assert page.shown.step == "done"
    assert "Cổng B, Trạm Mẫu" in page.shown.lines


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
    props = derive_enrolment(Step.FAILED, INVITATION, end, VENUE, words)
    assert props.title
    assert all(props.lines)


def test_the_language_switches_while_it_is_open(page: EnrolmentViewModel) -> None:
    page.take_invitation(INVITATION)
    before = page.shown.title
    page.set_language(Language.EN)
    assert page.shown.title == "Connect this kiosk to the hub?"
    assert page.shown.title != before
