"""The printer's part in the demo: the roll ends amidst a slip, staff change it and print again.

Then the slip is lost: another one takes its place, and the first one is revoked.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.demo.desk_show import FAMILY_PHONE
from kiosk.demo.hands import Hands
from kiosk.demo.patience import WAIT_S, look_until
from kiosk.demo.printer import DemoPrinter
from kiosk.domain.desk.acts import StoredPerson
from kiosk.domain.desk.acts_on_visits import ConfirmReason
from kiosk.domain.desk.session import Session
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.pages.checking import CheckTouched, ReasonChosen
from kiosk.domain.station.pages.family import Family, PersonTicked
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.station.pages.person_touches import LostChosen, ReprintChosen, ReprintTouched
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.services.journal import Journal

PRINTED_AGAIN = 1
"""Whose slip the roll was too short for; they come in like everybody else, and lose it later."""
_LAST_MM = 40.0
"""What is left of the roll: less than the head of a slip, so that no code is whole."""
_THIRD = 2
"""Of the family, who has not come yet."""


class PrintingShow:
    """Plays the part of the printer and of staff beside it, from a thread of its own."""

    def __init__(
        self, hands: Hands, journal: Journal, session: Session, printer: DemoPrinter
    ) -> None:
        self._hands = hands
        self._journal = journal
        self._session = session
        self._printer = printer
        self.replaced = 0

    def play(self, wait_for_page: Callable[[str, float], bool]) -> None:
        """One slip fails, and is there in the end; what does not come is left out."""
        press = self._hands.press
        # A printed job's last lines may still be on their way through the printer.
        self._hands.wait_until(self._is_all_printed)
        look_until(lambda: not self._printer.is_busy)
        self._printer.load_roll(_LAST_MM)
        press(StaffSignedIn(self._session), PageWanted(Family(FAMILY_PHONE)))
        if not self._hands.wait_until(lambda: len(self._family().people) > _THIRD):
            return
        # The page is left when they are in.
        whom = self._family().people[_THIRD].whom
        press(PersonTicked(_THIRD), CheckTouched(Direction.ARRIVAL))
        press(ReasonChosen(ConfirmReason.KNOWN_TO_STAFF))
        is_short = self._hands.wait_until(lambda: self._ends(PrintState.UNKNOWN) > 0)
        if not is_short or not isinstance(whom, StoredPerson):
            return
        press(PageWanted(Person(whom.person_id)))
        self._hands.wait_until(lambda: self._person().shown is not None)
        wait_for_page("person", WAIT_S)
        self._printer.load_roll()
        self._print_again()
        self._replace_lost()
        press(StaffSignedOut())

    def _print_again(self) -> None:
        """*In lại phiếu*, for this person alone, be it that the first one is out."""
        before = self._ends(PrintState.PRINTED)
        self._hands.press(ReprintTouched(), ReprintChosen(with_phone=False))
        self._hands.wait_until(
            lambda: (
                self._ends(PrintState.PRINTED) > before
                or self._person().panel is PersonPanel.REPRINTED
            )
        )
        if self._person().panel is PersonPanel.REPRINTED:
            self._hands.press(ReprintChosen(with_phone=False))
        self._hands.wait_until(lambda: self._ends(PrintState.PRINTED) > before)

    def _replace_lost(self) -> None:
        """*Mất phiếu*: a new code on a paper of its own."""
        before = self._ends(PrintState.PRINTED)
        self._hands.press(ReprintTouched())
        self._hands.wait_until(lambda: self._person().panel is PersonPanel.REPRINT)
        self._hands.press(LostChosen())
        if self._hands.wait_until(lambda: self._ends(PrintState.PRINTED) > before):
            self.replaced += 1

    def _is_all_printed(self) -> bool:
        """Whether the end of each print job is known."""
        jobs = {item.outcome.print_job for item in self._journal.decided} - {""}
        return jobs <= {end.job for end in self._journal.prints}

    def _ends(self, state: PrintState) -> int:
        return sum(end.state is state for end in self._journal.prints)

    def _family(self) -> Family:
        """The page as it stands; an empty one while another is on top."""
        return self._hands.top(Family) or Family("")

    def _person(self) -> Person:
        """The same of the person's."""
        return self._hands.top(Person) or Person("")
