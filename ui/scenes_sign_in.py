"""The pages on which staff sign in, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.doors import HoldBadge, MakeFirstAdministrator, SeeStaffRoom, SignIn
from kiosk.domain.desk.reports import EvacuationPrinted, PrintEvacuation
from kiosk.domain.staff.account import StaffTile
from kiosk.domain.staff.badge import BadgeHeld, BadgeProblem, BadgeRefused
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Refused, SignedIn, StaffRoom
from kiosk.domain.station.desk import DeskLocked, DeskTouch, PageWanted, StaffSignedIn
from kiosk.domain.station.desk_state import OWN_KEY
from kiosk.domain.station.effects import TimerName
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.new_pin import NewPin, NewPinTyped
from kiosk.domain.station.pages.sign_in import (
    EvacuationHeld,
    PinTyped,
    SignInState,
    TileTouched,
)
from kiosk.domain.visits.decision import Admit, Direction, PrintState
from ui.showcase import Showcase, demo_session

NAMES = ("Lê Thị Mai", "Trần Quốc Bảo", "Pi Năng Thị Lan", "Đỗ Minh Trí", "Võ Thanh Hà")
CODE, PIN = "31415926", "742906"
CHOSEN: tuple[DeskTouch, ...] = (TileTouched("staff-1"),)
TYPED: tuple[DeskTouch, ...] = (*CHOSEN, *(PinTyped(digit) for digit in PIN))


def _room(count: int = len(NAMES), lock: Lock | None = None, tries_left: int = 5) -> StaffRoom:
    """So many names, the last of them an administrator's; what stands before the first."""
    tiles = [
        StaffTile(f"staff-{number}", NAMES[(number - 1) % len(NAMES)], Role.STAFF, 5)
        for number in range(1, count + 1)
    ]
    tiles[0] = replace(tiles[0], lock=lock, tries_left=tries_left)
    tiles[-1] = replace(tiles[-1], role=Role.ADMINISTRATOR)
    return StaffRoom(tuple(tiles), has_administrator=True)


def _answer(showcase: Showcase, asked: object, answer: object) -> None:
    """The page on show is answered."""
    key = showcase.window.station.window.desk.key
    showcase.take(DeskAnswered(key, asked, answer))  # type: ignore[arg-type]


def _sign_in(showcase: Showcase, *events: DeskTouch, room: StaffRoom | None = None) -> None:
    showcase.take(PageWanted(SignInState()))
    _answer(showcase, SeeStaffRoom(), room or _room())
    showcase.take(*events)


def _locked(showcase: Showcase, kind: LockKind, wrong: int, seconds: float) -> None:
    _sign_in(showcase, *CHOSEN, room=_room(lock=Lock(kind, wrong, seconds)))


def _wrong(showcase: Showcase) -> None:
    _sign_in(showcase, *TYPED)
    _answer(showcase, SignIn("staff-1", PIN), Refused(4))
    _answer(showcase, SeeStaffRoom(), _room(tries_left=4))


def _asks(showcase: Showcase) -> None:
    _sign_in(showcase, *TYPED[:4])
    showcase.fire(TimerName.DESK)


def _locked_band(showcase: Showcase) -> None:
    _locked(showcase, LockKind.ACCOUNT, 5, 47.0)
    showcase.decide(Admit(Direction.ARRIVAL))


def _locked_desk(showcase: Showcase, problem: BadgeProblem | None = None) -> None:
    """Whoever locked has a badge."""
    session = replace(demo_session(), account_id="staff-1", name=NAMES[0])
    room = _room()
    tiles = (replace(room.tiles[0], has_badge=True), *room.tiles[1:])
    showcase.take(StaffSignedIn(session), DeskLocked())
    _sign_in(showcase, room=replace(room, tiles=tiles))
    if problem is not None:
        asked = HoldBadge("staff-1", "", BadgeHeld.AT_PAGE)
        showcase.take(DeskAnswered(OWN_KEY, asked, BadgeRefused(problem)))


def _new_pin(showcase: Showcase, keys: str, state: NewPin | None = None) -> None:
    showcase.take(PageWanted(state or NewPin()), *(NewPinTyped(key) for key in keys))


def _recovery_code(showcase: Showcase) -> None:
    _new_pin(showcase, CODE + PIN + PIN)
    asked = MakeFirstAdministrator(CODE, "Quản trị", PIN)
    _answer(showcase, asked, SignedIn(demo_session(), "27182818284590452353"))


def _paper(showcase: Showcase, answer: EvacuationPrinted) -> None:
    _sign_in(showcase, EvacuationHeld())
    _answer(showcase, PrintEvacuation(), answer)


SCENES: Mapping[str, Callable[[Showcase], None]] = {
    "sign-in": _sign_in,
    "sign-in-typing": lambda showcase: _sign_in(showcase, *TYPED[:4]),
    "sign-in-wrong": _wrong,
    "sign-in-many": lambda showcase: _sign_in(showcase, room=_room(12)),
    "sign-in-unlocks": _locked_desk,
    "sign-in-badge": lambda showcase: _locked_desk(showcase, BadgeProblem.NO_ACCOUNT),
    "sign-in-asks": _asks,
    "sign-in-paper": lambda showcase: _paper(
        showcase, EvacuationPrinted(PrintState.PRINTED, None, 57, 4, ())
    ),
    "sign-in-no-paper": lambda showcase: _paper(
        showcase, EvacuationPrinted(PrintState.UNKNOWN, DeviceFaultKind.PAPER_OUT, 57, 4, ())
    ),
    "sign-in-locked-band": _locked_band,
    "sign-in-barred": lambda showcase: _locked(showcase, LockKind.BARRED, 10, 0.0),
    "sign-in-station-locked": lambda showcase: _locked(showcase, LockKind.STATION, 20, 899.0),
    "new-pin-code": lambda showcase: _new_pin(showcase, CODE[:3]),
    "new-pin-weak": lambda showcase: _new_pin(showcase, CODE + "123456"),
    "new-pin-recovery": lambda showcase: _new_pin(
        showcase, "2718", NewPin("staff-1", "Lê Thị Mai")
    ),
    "recovery-code": _recovery_code,
}
