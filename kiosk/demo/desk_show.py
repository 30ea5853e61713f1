"""What staff do in the demo: a family by one phone code, somebody on staff's word, a case closed.

The pages are driven by the touches that fingers make; the code comes by the hub's SMS, which the
demo's hub writes into a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from kiosk.base.clock import ManualClock, SystemClock
from kiosk.demo.hands import Hands
from kiosk.demo.patience import WAIT_S
from kiosk.domain.desk.acts import NewPerson, StoredPerson
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    ConfirmReason,
    StaffProof,
)
from kiosk.domain.desk.queries import CaseRow, Cases
from kiosk.domain.desk.session import Session
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.pages.card_number import KeyTyped
from kiosk.domain.station.pages.checking import CheckTouched, CodeWanted, ReasonChosen
from kiosk.domain.station.pages.family import Family, PersonTicked
from kiosk.domain.station.pages.support_list import CaseClosing, CaseTaken, SupportList
from kiosk.domain.visits.decision import Direction, LaneName, PrintState
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from kiosk.services.journal import Journal
from kiosk.settings.config import Config
from kiosk.store.connection import open_store
from sync.protocol.asking import OTP_DIGITS
from sync.protocol.bodies import SupportOutcome

FAMILY_PHONE = "+84900000001"
FAMILY = (
    PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1956, 3, 2), Sex.FEMALE),
    PersonDetails("Nguyễn Văn Tùng", Birth(1981, 11, 20), Sex.MALE),
    PersonDetails("Phạm Bảo Ngọc", Birth(2019, 6, 1), Sex.FEMALE),
)
"""Made up, as is everybody here; two of the three come today."""
ALONE_PHONE = "+84900000002"
ALONE = PersonDetails("K'Brếp", Birth(1990), Sex.MALE)
COME_TODAY = 3
"""Two of the family by a code, one on staff's word."""

_ACCOUNT_NAME = "Lê Thị Mai"
NO_PIN = "!"
"""No PIN hashes to it: the demo signs its staff in itself."""


def record_earlier_visits(config: Config, pin_hash: str = NO_PIN) -> tuple[str, int]:
    """Let the family and somebody alone come and go some days ago, through the desk itself.

    Gives the account of the demo's staff and the number of entries.
    """
    clock = ManualClock(SystemClock().now() - timedelta(days=2))
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        with store.transaction() as tx:
            # Without an administrator the sign-in page asks for the first one.
            role = Role.ADMINISTRATOR
            staff = tx.staff.add(_ACCOUNT_NAME, role, pin_hash, clock.now()).id
        checkin = CheckInService(
            store, config.venue, config.make_policy(), clock, ClockWatch(clock, clock.now())
        )
        desk = DeskService(store, checkin, clock)
        entries = 0
        for details, phone in (*((one, FAMILY_PHONE) for one in FAMILY), (ALONE, ALONE_PHONE)):
            proof = StaffProof(ConfirmReason.DOCUMENT_SEEN)
            act = CheckPersons(Direction.ARRIVAL, (NewPerson(details),), proof, phone)
            came = desk.carry_out(act, staff).answer
            assert isinstance(came, Checked)
            (person,) = came.persons
            if person.print_job:
                store.set_print_state(person.print_job, PrintState.PRINTED, clock.now())
            clock.advance(3600)
            known = (StoredPerson(person.person_id),)
            desk.carry_out(CheckPersons(Direction.DEPARTURE, known), staff)
            entries += 2
    finally:
        store.close()
    return staff, entries


def demo_session(staff: str) -> Session:
    """The demo's staff, signed in just now by this account."""
    return Session(staff, _ACCOUNT_NAME, Role.STAFF, SystemClock().now())


class DeskShow:
    """Plays the desk's part on a running kiosk, from a thread of its own."""

    def __init__(
        self,
        hands: Hands,
        journal: Journal,
        session: Session,
        read_messages: Callable[[], Iterable[tuple[str, str]]] | None,
    ) -> None:
        """`read_messages` gives what was sent by SMS so far; None where no hub sends any."""
        self._hands = hands
        self._journal = journal
        self._session = session
        self._read_messages = read_messages
        self.cases_closed = 0

    def play(self, wait_for_page: Callable[[str, float], bool]) -> None:
        """Check three people in and close the oldest case; what does not come is left out."""
        press = self._hands.press
        press(StaffSignedIn(self._session), PageWanted(Family(FAMILY_PHONE)))
        self._hands.wait_until(lambda: len(self._family().people) == len(FAMILY))
        wait_for_page("family", WAIT_S)
        press(PersonTicked(0), PersonTicked(1), CheckTouched(Direction.ARRIVAL))
        self._prove()
        self._hands.wait_until(lambda: self._checked_in() == 2)
        press(PageWanted(Family(ALONE_PHONE)))
        self._hands.wait_until(lambda: len(self._family().ticked) == 1)
        press(CheckTouched(Direction.ARRIVAL), ReasonChosen(ConfirmReason.KNOWN_TO_STAFF))
        self._hands.wait_until(lambda: self._checked_in() == COME_TODAY)
        self._close_oldest_case(wait_for_page)
        press(StaffSignedOut())

    def _prove(self) -> None:
        """By the code of the SMS, or where none is sent by staff's word."""
        if self._read_messages is None:
            self._hands.press(ReasonChosen(ConfirmReason.NO_NETWORK))
            return
        self._hands.press(CodeWanted())
        if self._hands.wait_until(lambda: self._family().code.is_open):
            *_, (_, text) = self._read_messages()
            self._hands.press(KeyTyped(text[:OTP_DIGITS]))

    def _close_oldest_case(self, wait_for_page: Callable[[str, float], bool]) -> None:
        """On the support list: whoever waits longest goes the separate way."""
        self._hands.press(PageWanted(SupportList()))
        if not self._hands.wait_until(lambda: bool(self._cases().waiting)):
            return
        oldest = self._cases().waiting[0].case_id
        self._hands.press(CaseTaken(oldest))
        wait_for_page("support-list", WAIT_S)
        self._hands.press(CaseClosing(SupportOutcome.SEPARATE))
        self.cases_closed += self._hands.wait_until(lambda: _is_in(self._cases().closed, oldest))

    def _cases(self) -> Cases:
        """What the support list lists; nothing while another page is on top."""
        page = self._hands.top(SupportList)
        return Cases((), (), 0) if page is None or page.cases is None else page.cases

    def _family(self) -> Family:
        """The page as it stands; an empty one while another is on top."""
        return self._hands.top(Family) or Family("")

    def _checked_in(self) -> int:
        return sum(item.outcome.lane is LaneName.DESK for item in self._journal.decided)


def _is_in(cases: Iterable[CaseRow], case_id: str) -> bool:
    return any(case.case_id == case_id for case in cases)
