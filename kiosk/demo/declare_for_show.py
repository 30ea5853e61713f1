"""*Khai hộ* in the demo: staff declare for somebody without card or phone, who then comes in.

The pages are driven by the touches that fingers make, where the venue asks everybody for a
declaration.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.demo.hands import Hands
from kiosk.demo.patience import WAIT_S
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import (
    ConsentTouched,
    DeclareSexChosen,
    DeclareStep,
    DeniedTouched,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    RelationChosen,
    SendTouched,
    UnitChosen,
)
from kiosk.domain.text_input.field_text import Typed
from sync.protocol.declaration_bodies import Relation

DECLARED_FOR = 1
NAME, YEAR, COMMUNE = "Chamaléa Thị Hương", "1949", "vinh hai"
"""Made up, as is everybody here."""


class DeclareForShow:
    """Plays the part of staff who declare for somebody, from a thread of its own."""

    def __init__(self, hands: Hands, session: Session) -> None:
        self._hands = hands
        self._session = session
        self.declared = 0

    def play(self, wait_for_page: Callable[[str, float], bool]) -> None:
        """One person, on four pages; what does not come is left out."""
        press = self._hands.press
        press(StaffSignedIn(self._session), PageWanted(Declare()))
        self._hands.wait_until(lambda: self._state().setup is not None)
        press(Typed(NAME, None), NextFieldTouched(), Typed(YEAR))
        press(DeclareSexChosen(Sex.FEMALE), PhoneOfChosen(PhoneOf.NONE), NextTouched())
        self._wait_for(DeclareStep.ADDRESS)
        press(Typed(COMMUNE, None))
        self._hands.wait_until(lambda: self._state().found_by == COMMUNE)
        press(UnitChosen(0), NextTouched())
        self._wait_for(DeclareStep.HEALTH)
        wait_for_page("declare", WAIT_S)
        setup = self._state().setup
        if setup is not None:
            # Each outer group denies its own questions, whatever the form asks.
            press(*(DeniedTouched(item.link_id) for item in setup.form.items), NextTouched())
        self._wait_for(DeclareStep.CONFIRM)
        press(RelationChosen(Relation.STAFF), ConsentTouched(), SendTouched(Language.VI))
        self.declared += self._wait_for(DeclareStep.DONE)
        press(StaffSignedOut())

    def _state(self) -> Declare:
        """The page as it stands; an empty one while another is on top."""
        return self._hands.top(Declare) or Declare()

    def _wait_for(self, step: DeclareStep) -> bool:
        return self._hands.wait_until(lambda: self._state().step is step)
