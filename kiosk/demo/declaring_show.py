"""Who declares for themselves in the demo: one by the statements after a card, one in detail.

From here on the venue asks everybody for a declaration. The pages are driven by the touches that
fingers make; what is asked stands in the shipped form, so that whatever it asks is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kiosk.base.clock import SystemClock
from kiosk.composition.kiosk import Kiosk
from kiosk.demo.film.people import demo_persons
from kiosk.demo.hands import Hands
from kiosk.demo.patience import WAIT_S
from kiosk.domain.declaration.form import Item
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.gate import Touched
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.express import Agreed, Express, ExpressStep, NothingOfThese
from kiosk.domain.station.pages.self_declaration import (
    AnswerTouched,
    ConsentTurned,
    NoPhone,
    Sent,
    SexChosen,
    UnitTouched,
    WentOn,
)
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.journal import Journal
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import DeclarationRule, OtpRule

DECLARE_AT_GATE = 2
"""One by the statements after a card, one question by question."""
NAME, YEAR, COMMUNE = "K'Brếp", "1961", "phan rang"
"""Made up, as is everybody here."""
_VI = Language.VI


class DeclaringShow:
    """Plays the part of two people at the gate on a running kiosk, from a thread of its own."""

    def __init__(
        self, kiosk: Kiosk, hands: Hands, journal: Journal, policy: Policy, seed: int
    ) -> None:
        self._kiosk = kiosk
        self._hands = hands
        self._journal = journal
        self._policy = policy
        self._seed = seed

    def play(self, wait_for_page: Callable[[str, float], bool]) -> None:
        """One comes with a card, one without; what does not come is left out."""
        station = self._kiosk.station
        if station is None:
            return
        required = replace(
            self._policy,
            declaration=DeclarationRule.REQUIRED,
            legal_basis=LegalBasis.CONSENT,
            otp=OtpRule.OFF,
        )
        self._kiosk.set_policy(required)
        # A scan goes before a change of rules: it waits for that.
        self._hands.wait_until(lambda: station.handlers.opened.checkin.policy == required)
        self._with_card(wait_for_page)
        self._touch_result_away()
        self._without_card(wait_for_page)
        self._touch_result_away()

    def _touch_result_away(self) -> None:
        """The core has decided before the window shows it; who comes next waits for both."""
        window = self._kiosk.window.station
        self._hands.wait_until(lambda: window.window.gate.outcome is not None)
        self._hands.press(Touched())
        self._hands.wait_until(lambda: window.window.gate.outcome is None)

    def _with_card(self, wait_for_page: Callable[[str, float], bool]) -> None:
        *_, person = demo_persons(self._seed, 8)
        station = self._kiosk.station
        if station is None:
            return
        now = SystemClock().now()
        station.core.submit(Scan(person.payload, ScanSource.CAMERA, LaneName.GATE, now))
        if not self._hands.wait_until(lambda: self._express() is ExpressStep.STATEMENTS):
            return
        wait_for_page("express", WAIT_S)
        self._hands.press(NothingOfThese(_VI), Agreed(_VI))
        self._hands.wait_until(lambda: self._declared() == 1)
        self._hands.wait_until(lambda: self._hands.page is DeskPage.CLOSED)

    def _without_card(self, wait_for_page: Callable[[str, float], bool]) -> None:
        self._hands.press(PageWanted(SelfDeclaration()))
        self._hands.wait_until(lambda: self._own().step is SelfStep.NAME)
        self._hands.press(Typed(NAME, None), WentOn(), Typed(YEAR), WentOn(), SexChosen(Sex.MALE))
        self._hands.press(NoPhone(), Typed(COMMUNE, None))
        self._hands.wait_until(
            lambda: self._own().found is not None and self._own().text == COMMUNE
        )
        self._hands.press(UnitTouched(0))
        self._hands.wait_until(lambda: self._own().step is SelfStep.QUESTION)
        wait_for_page("self-declaration", WAIT_S)
        while self._hands.wait_until(
            lambda: self._own().step in (SelfStep.QUESTION, SelfStep.REVIEW)
        ):
            item = self._own().item
            if item is None or not item.denial:
                break
            self._hands.press(AnswerTouched(item.denial[0]))
            self._hands.wait_until(partial(self._is_past, item))
        self._hands.press(ConsentTurned(), Sent(_VI))
        self._hands.wait_until(lambda: self._declared() == DECLARE_AT_GATE)
        self._hands.wait_until(lambda: self._hands.page is DeskPage.CLOSED)

    def _express(self) -> ExpressStep | None:
        page = self._hands.top(Express)
        return None if page is None else page.step

    def _own(self) -> SelfDeclaration:
        """The page as it stands; an empty one while another is on top."""
        return self._hands.top(SelfDeclaration) or SelfDeclaration()

    def _is_past(self, item: Item) -> bool:
        return self._own().item is not item

    def _declared(self) -> int:
        return len(declared_at_gate(self._journal))


def declared_at_gate(journal: Journal) -> list[str]:
    """The entries of those who declared at the gate: no frame of the film shows them."""
    return [
        item.outcome.entry_id
        for item in journal.decided
        if item.outcome.lane is LaneName.GATE
        and item.outcome.frame_at is None
        and isinstance(item.outcome.result, Admit)
    ]
