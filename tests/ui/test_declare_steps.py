"""Declaring: the page that follows is there before it is touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.bench.form_pages import large_form
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.declaration.notice import notices
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import NextTouched, StepBackTouched
from kiosk.domain.station.pages.self_declaration import AnswerTouched, WentOn
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.domain.venue import Policy
from ui.showcase import AT, Showcase, demo_session, demo_venue, spin
from ui.viewmodels.desk.declare import DeclareViewModel
from ui.viewmodels.desk.page import PAUSE_MS
from ui.viewmodels.desk.self_declaration import SelfDeclarationViewModel
from ui.viewmodels.rows import ROW_ROLE, RowsModel

KNOWN = Draft(
    name="Nguyễn Thị Hồng Nhung",
    birth="1956",
    sex=Sex.FEMALE,
    phone_of=PhoneOf.NONE,
    address=Address("", UnitSnapshot(Scheme.NEW, "22846", "Xã Vĩnh Hải, Khánh Hòa")),
    is_another=True,
)


def everything(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and all below it, on show or not."""
    yield item
    for child in item.childItems():
        yield from everything(child)


def steps(showcase: Showcase) -> dict[str, QQuickItem]:
    """The loaders of the steps, by their names."""
    return {
        item.property("step"): item
        for item in everything(showcase.window.window.contentItem())
        if item.inherits("QQuickLoader") and item.property("step")
    }


def made(showcase: Showcase) -> list[str]:
    return [name for name, one in steps(showcase).items() if one.property("item") is not None]


def shown(showcase: Showcase) -> list[str]:
    return [name for name, one in steps(showcase).items() if one.isVisible()]


def spin_amidst_others(showcase: Showcase) -> None:
    """Several pauses, in which the clock goes on and the gate lets people in."""
    for _ in range(6):
        spin(PAUSE_MS // 2)
        showcase.window.station.refresh()


def test_ones_own_review_is_made_in_a_pause_at_the_last_question(app: QGuiApplication) -> None:
    del app
    form = large_form(20)
    setup = DeclaringSetup(form, AT.date(), notices(demo_venue(), Policy(), None), True)
    asked = [item for item in form.all_items if item.is_question]
    values = [item.options[0].coding if item.options else True for item in asked]
    with Showcase() as showcase:
        showcase.go_home()
        model = showcase.window.station.rooms.desk.get(SelfDeclarationViewModel)
        cards = model.reviewCards
        assert isinstance(cards, RowsModel)
        showcase.take(PageWanted(SelfDeclaration(draft=replace(KNOWN, is_another=False))))
        key = showcase.window.station.window.desk.key
        showcase.take(DeskAnswered(key, PrepareDeclaring(), setup), *[WentOn()] * 5)
        showcase.take(*(AnswerTouched(value) for value in values[:-2]))
        spin(3 * PAUSE_MS)
        assert cards.rowCount() == 0
        showcase.take(AnswerTouched(values[-2]))
        assert cards.rowCount() == 0
        spin_amidst_others(showcase)
        made_ahead = cards.rowCount()
        assert (model.property("part"), made_ahead > 3) == ("choice", True)
        showcase.take(AnswerTouched(values[-1]))
        assert (model.property("part"), cards.rowCount()) == ("review", made_ahead)
        # What was answered last stands there too.
        last = cards.data(cards.index(made_ahead - 1), ROW_ROLE)["lines"]
        assert len(last) == 4
        showcase.go_home()
        spin(3 * PAUSE_MS)
        assert cards.rowCount() == 0


def wait_until_made(showcase: Showcase, step: str) -> None:
    """A busy machine makes it slice by slice. Raises TimeoutError."""
    for _ in range(500):
        if step in made(showcase):
            return
        spin(20)
    raise TimeoutError(step)


def test_what_is_read_back_is_made_in_a_pause_before_its_page(app: QGuiApplication) -> None:
    del app
    form = large_form(20)
    setup = DeclaringSetup(form, AT.date(), notices(demo_venue(), Policy(), None), True)
    asked = [item for item in form.all_items if item.is_question]
    values = [item.options[0].coding if item.options else True for item in asked]
    given = {item.link_id: (value,) for item, value in zip(asked, values, strict=True)}
    with Showcase() as showcase:
        showcase.go_home()
        lines = showcase.window.station.rooms.desk.get(DeclareViewModel).readBack
        assert isinstance(lines, RowsModel)

        def open_with(draft: Draft) -> None:
            showcase.take(StaffSignedIn(demo_session()), PageWanted(Declare(draft)))
            key = showcase.window.station.window.desk.key
            showcase.take(DeskAnswered(key, PrepareDeclaring(), setup))

        open_with(replace(KNOWN, answers=Answers(dict(list(given.items())[:-1]))))
        spin(3 * PAUSE_MS)
        assert lines.rowCount() == 0
        showcase.go_home()
        open_with(replace(KNOWN, answers=Answers(given)))
        assert lines.rowCount() == 0
        spin_amidst_others(showcase)
        made_ahead = lines.rowCount()
        assert (shown(showcase), made_ahead) == (["person"], 7)
        showcase.take(NextTouched())
        assert (shown(showcase), lines.rowCount()) == (["confirm"], made_ahead)
        # Nothing of anybody is left for the next one.
        showcase.go_home()
        spin(3 * PAUSE_MS)
        assert lines.rowCount() == 0


@pytest.mark.parametrize("is_address_known", [True, False])
def test_the_step_that_follows_is_made_while_one_reads(
    app: QGuiApplication, is_address_known: bool
) -> None:
    del app
    setup = DeclaringSetup(large_form(20), AT.date(), notices(demo_venue(), Policy(), None), True)
    ahead = "health" if is_address_known else "address"
    with Showcase() as showcase:
        draft = (
            KNOWN
            if is_address_known
            else Draft(
                name=KNOWN.name,
                birth=KNOWN.birth,
                sex=KNOWN.sex,
                phone_of=PhoneOf.NONE,
                is_another=True,
            )
        )
        showcase.go_home()
        showcase.take(StaffSignedIn(demo_session()), PageWanted(Declare(draft)))
        key = showcase.window.station.window.desk.key
        showcase.take(DeskAnswered(key, PrepareDeclaring(), setup))
        wait_until_made(showcase, ahead)
        assert (shown(showcase), made(showcase)) == (["person"], ["person", ahead])
        before = steps(showcase)[ahead].property("item")
        showcase.take(NextTouched())
        assert shown(showcase) == [ahead]
        assert steps(showcase)[ahead].property("item") is before
        # What was filled in stays as it was, and is back at once.
        showcase.take(StepBackTouched())
        assert shown(showcase) == (["address"] if is_address_known else ["person"])
        showcase.go_home()
        spin(50)
        assert steps(showcase) == {}
