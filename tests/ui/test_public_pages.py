"""The public's pages: their words and touches."""

from __future__ import annotations

from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.sentences import Sentence, Sentences
from tests.support.station import Station
from tests.support.views import plain
from tests.support.window import SESSION
from ui.i18n import Words
from ui.messages.sentences import SENTENCES
from ui.viewmodels.desk.no_code import NoCodeViewModel
from ui.viewmodels.desk.sentences import (
    SentencesProps,
    SentencesViewModel,
    derive_sentences,
)


def desk(shown: Sentence | None = None) -> Desk:
    return Desk((OpenPage(1, Sentences(shown)),), key=1)


def test_eight_sentences_stand_in_both_languages(vi: Words, en: Words) -> None:
    props = derive_sentences(desk(), vi)
    assert [cell.name for cell in props.cells] == [sentence.value for sentence in SENTENCES]
    assert len(props.cells) == 8
    first = props.cells[0]
    assert plain(first.first) == "Tôi không nghe được. Xin viết ra giấy."
    assert first.second == "I cannot hear. Please write it down."
    swapped = derive_sentences(desk(), en).cells[0]
    assert (swapped.first, swapped.second) == (first.second, first.first)


def test_the_one_that_is_shown_is_for_who_works_here(en: Words) -> None:
    shown = derive_sentences(desk(Sentence.NO_CARD), en).shown
    assert shown is not None
    assert plain(shown.first) == "Tôi không mang theo giấy tờ."
    assert shown.second == "I have no card or papers with me."


def test_nothing_stands_where_the_page_is_not_open_or_asks(vi: Words) -> None:
    assert derive_sentences(Desk(), vi) == SentencesProps()
    asking = Desk((OpenPage(1, Sentences(Sentence.NO_CARD)),), is_asking=True, key=1)
    assert derive_sentences(asking, vi) == SentencesProps()


def test_staff_who_show_it_need_not_call_staff(vi: Words) -> None:
    assert derive_sentences(desk(), vi).can_call
    signed_in = Desk((OpenPage(1, Sentences()),), session=SESSION, key=1)
    assert not derive_sentences(signed_in, vi).can_call


def test_ready_leads_to_the_ways_on_and_they_to_staff(station: Station) -> None:
    station.gate.haveNoCode()
    assert station.page == "no_code"
    ways = station.vm.rooms.desk.get(NoCodeViewModel)
    ways.leave()
    assert station.page == "ready"
    for touch, reason in ((ways.sayNumber, Reason.PHONE_ONLY), (ways.callStaff, Reason.NO_CODE)):
        station.take(PageWanted(NoCode()))
        touch()
        assert station.page == "result"
        assert station.actions.asked[-1] == reason
        station.gate.touch()


def test_a_sentence_is_chosen_shown_and_put_away(station: Station) -> None:
    station.gate.haveNoCode()
    station.vm.rooms.desk.get(NoCodeViewModel).showSentences()
    view = station.vm.rooms.desk.get(SentencesViewModel)
    assert (station.page, len(view.cells), view.shown) == ("sentences", 8, {})
    view.choose("emergency")
    assert view.shown["icon"] == "ambulance"
    view.leave()
    assert (station.page, view.shown) == ("sentences", {})
    view.leave()
    assert station.page == "no_code"
    station.vm.rooms.desk.get(NoCodeViewModel).showSentences()
    view.callStaff()
    assert station.actions.asked == [Reason.STAFF_CALLED]
