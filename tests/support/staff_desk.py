"""The doors of a station on a real in-memory database, with hashes that take no time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from kiosk.core.handlers import CoreHandlers
from kiosk.core.staff_door import PinHashing, StaffDoor
from kiosk.core.thread import ManualCore
from kiosk.domain.desk.doors import AddAccount, DoorQuestion, MakeFirstAdministrator, SignIn
from kiosk.domain.staff.account import StaffAccount
from kiosk.domain.staff.lockout import Lock
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Refused, SignedIn
from kiosk.domain.visits.decision import LaneName
from kiosk.services.printing import NoPrinter
from kiosk.services.sign_in import FIRST_CODE, SignInService
from kiosk.services.staff import StaffService
from tests.support.desk import Records, Rig, make_rig, opened_station

A = TypeVar("A")

PIN, OTHER_PIN, WRONG = "742906", "857103", "390577"
ADMINISTRATOR, STAFF = "Võ Thanh Hà", "Lê Thị Mai"
QUICK = PinHashing(
    hash=lambda pin, passes: f"{passes}${pin}",
    verify=lambda pin, phc: phc.partition("$")[2] == pin,
    calibrate=lambda: 14,
)


@dataclass
class Desk:
    """The doors of one station, with a core that runs at once."""

    rig: Rig
    core: ManualCore
    handlers: CoreHandlers
    door: StaffDoor

    @property
    def staff(self) -> StaffService:
        return self.handlers.opened.staff

    @property
    def sign_in(self) -> SignInService:
        return self.handlers.opened.sign_in

    def ask(self, question: DoorQuestion[A], by: str = "") -> A:
        return self.door.answer(question, by)

    def first_code(self) -> str:
        with self.rig.store.transaction() as tx:
            code = tx.staff.secret(FIRST_CODE)
        assert code is not None
        return code

    def make_first(self) -> SignedIn:
        made = self.ask(MakeFirstAdministrator(self.first_code(), ADMINISTRATOR, PIN))
        assert isinstance(made, SignedIn)
        return made

    def add(self, name: str = STAFF, role: Role = Role.STAFF, pin: str = OTHER_PIN) -> str:
        made = self.door.answer(AddAccount(name, role, pin), None)
        assert isinstance(made, StaffAccount)
        return made.id

    def enter(self, account_id: str, pin: str) -> SignedIn | Refused:
        return self.ask(SignIn(account_id, pin))

    def run_on(self, seconds: float) -> None:
        """So much running time, in the ticks of the core."""
        for _ in range(round(seconds)):
            self.rig.clock.advance(1)
            self.handlers.keep_house()

    def trail(self) -> list[tuple[object, ...]]:
        return self.rig.store.connection.execute(
            "SELECT deed, by, account, note FROM staff_trail ORDER BY number"
        ).fetchall()


def make_desk(rig: Rig | None = None, hashing: PinHashing = QUICK) -> Desk:
    rig = rig or make_rig()
    opened = opened_station(rig.failing, rig.desk, rig.clock)
    opened.sign_in.prepare()
    records = Records()
    handlers = CoreHandlers(
        lambda: opened, records, dict.fromkeys(LaneName, NoPrinter()), rig.clock
    )
    handlers.boot()
    core = ManualCore(handlers, records, rig.clock)
    return Desk(rig, core, handlers, StaffDoor(core, hashing))


def locked(answer: SignedIn | Refused) -> Lock:
    assert isinstance(answer, Refused), answer
    assert answer.lock is not None, answer
    return answer.lock
