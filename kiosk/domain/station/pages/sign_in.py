"""Staff choose their name and type their PIN; six digits submit themselves."""

from __future__ import annotations

from dataclasses import field, replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import SeeStaffRoom, SignIn
from kiosk.domain.desk.reports import EvacuationPrinted, PrintEvacuation
from kiosk.domain.staff.account import StaffTile
from kiosk.domain.staff.badge import BadgeProblem
from kiosk.domain.staff.lockout import Attempts, count_down
from kiosk.domain.staff.pin import PIN_DIGITS
from kiosk.domain.staff.sign_in import Refused, SignedIn, StaffRoom
from kiosk.domain.station.effects import Effect, StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    Begin,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Replace,
    Turn,
)
from kiosk.domain.station.pages.new_pin import NewPin
from kiosk.domain.visits.decision import PrintState

_TICK_S = 1.0
_NOT_PRINTED = EvacuationPrinted(PrintState.FAILED, None, 0, 0, ())
"""The database could not be read."""


@dataclass(frozen=True, slots=True)
class TileTouched:
    """A name was chosen."""

    account_id: str


@dataclass(frozen=True, slots=True)
class TilesTurned:
    """The next names are wanted: not all of them fit."""


@dataclass(frozen=True, slots=True)
class PinTyped:
    """A digit of the pad."""

    digit: str


@dataclass(frozen=True, slots=True)
class PinErased:
    """The last digit was taken back."""


@dataclass(frozen=True, slots=True)
class PinCleared:
    """All digits were taken back."""


@dataclass(frozen=True, slots=True)
class RecoveryWanted:
    """Somebody has the recovery code for the chosen account."""


@dataclass(frozen=True, slots=True)
class EvacuationHeld:
    """*Sơ tán* was held long enough: who is inside, on paper alone, and nobody has to sign in."""


SignInTouch = (
    TileTouched | TilesTurned | PinTyped | PinErased | PinCleared | RecoveryWanted | EvacuationHeld
)


@dataclass(frozen=True, slots=True)
class SignInState:
    """Who may sign in, who is chosen, and what was typed."""

    page: ClassVar[DeskPage] = DeskPage.SIGN_IN
    is_public: ClassVar[bool] = True

    room: StaffRoom | None = None
    """None until the store has answered."""
    account_id: str = ""
    pin: str = field(default="", repr=False)
    is_checking: bool = False
    """The PIN is being verified: nothing more is taken."""
    is_wrong: bool = False
    """The last one was wrong, and nothing was typed since."""
    turned: int = 0
    """How often the names were turned over."""
    problem: DeskProblem | None = None
    badge: BadgeProblem | None = None
    """Why the code that was held up last did not unlock the desk; nothing was typed since."""
    is_printing: bool = False
    """The list of who is inside is on its way to the printer."""
    paper: EvacuationPrinted | None = None
    """What became of it; who stands on it is nobody's business here."""

    @property
    def tile(self) -> StaffTile | None:
        """The chosen account."""
        tiles = self.room.tiles if self.room else ()
        return next((tile for tile in tiles if tile.account_id == self.account_id), None)

    @property
    def takes_digits(self) -> bool:
        """Whether the pad does anything."""
        return self.tile is not None and self.tile.lock is None and not self.is_checking


def advance(state: SignInState, event: object, moment: Moment) -> Turn[SignInState]:
    """The page after an event; anything that is not its own changes nothing."""
    match event:
        case PageShown():
            return Turn(replace(state, pin=""), asks=(SeeStaffRoom(),))
        case DeskAnswered(_, SeeStaffRoom(), StaffRoom() as room):
            return _enter_room(state, room, moment)
        case DeskAnswered(_, SignIn(), SignedIn(session)):
            return Turn(replace(state, pin="", is_checking=False), go=Begin(session))
        case DeskAnswered(_, SignIn(account_id), Refused() as refused):
            return _refuse(state, account_id, refused)
        case DeskAnswered(_, PrintEvacuation(), EvacuationPrinted() as paper):
            return Turn(replace(state, is_printing=False, paper=replace(paper, people=())))
        case DeskFailed(_, PrintEvacuation(), _):
            return Turn(replace(state, is_printing=False, paper=_NOT_PRINTED))
        case EvacuationHeld() if not state.is_printing:
            return Turn(replace(state, is_printing=True, paper=None), asks=(PrintEvacuation(),))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, pin="", is_checking=False, problem=problem))
        case TileTouched(account_id) if not state.is_checking:
            return Turn(replace(_untold(state), account_id=account_id, pin=""))
        case TilesTurned():
            return Turn(replace(state, turned=state.turned + 1))
        case RecoveryWanted() if state.tile is not None and not state.is_checking:
            page = NewPin(state.tile.account_id, state.tile.name)
            return Turn(replace(state, pin=""), go=Push(page))
        case PinTyped(digit) if state.takes_digits:
            return _type(state, digit, moment)
        case PinErased() if state.takes_digits:
            return Turn(replace(state, pin=state.pin[:-1]))
        case PinCleared() if state.takes_digits:
            return Turn(replace(state, pin=""))
        case TimerFired(TimerName.DESK_PAGE) if state.room is not None:
            return _tick(state, state.room, moment)
    return Turn(state)


def _enter_room(state: SignInState, room: StaffRoom, moment: Moment) -> Turn[SignInState]:
    if not room.has_administrator:
        return Turn(state, go=Replace(NewPin()))
    chosen = state.account_id
    if not chosen and moment.session is not None:
        # Whoever locked comes back most often.
        chosen = moment.session.account_id
    elif not chosen and len(room.tiles) == 1:
        chosen = room.tiles[0].account_id
    return Turn(replace(state, room=room, account_id=chosen, problem=None), _ticks(room, moment))


def _untold(state: SignInState) -> SignInState:
    """Without what was said of the try before."""
    return replace(state, is_wrong=False, problem=None, badge=None)


def _type(state: SignInState, digit: str, moment: Moment) -> Turn[SignInState]:
    pin = state.pin + digit
    state = replace(_untold(state), pin=pin)
    if len(pin) < PIN_DIGITS:
        return Turn(state)
    session = moment.session
    is_unlocking = session is not None and session.account_id == state.account_id
    asked = SignIn(state.account_id, pin, is_unlocking)
    return Turn(replace(state, is_checking=True), asks=(asked,))


def _refuse(state: SignInState, account_id: str, refused: Refused) -> Turn[SignInState]:
    """A wrong PIN: what is left of the tries, and of a lock, is asked anew for every tile."""
    is_shown = account_id == state.account_id
    state = replace(state, pin="", is_checking=False, is_wrong=is_shown and refused.lock is None)
    return Turn(state, asks=(SeeStaffRoom(),))


def _ticks(room: StaffRoom, moment: Moment) -> tuple[Effect, ...]:
    """A second's timer while any lock runs."""
    if not any(tile.lock and tile.lock.remaining_s > 0 for tile in room.tiles):
        return ()
    return (StartTimer(TimerName.DESK_PAGE, moment.key, _TICK_S),)


def _tick(state: SignInState, room: StaffRoom, moment: Moment) -> Turn[SignInState]:
    """A second of every lock is over; at an end the store says what stands now."""
    tiles = tuple(_ticked(tile) for tile in room.tiles)
    is_over = any(
        before.lock != after.lock and after.lock is not None and after.lock.remaining_s == 0
        for before, after in zip(room.tiles, tiles, strict=True)
    )
    room = replace(room, tiles=tiles)
    asks = (SeeStaffRoom(),) if is_over else ()
    return Turn(replace(state, room=room), _ticks(room, moment), asks)


def _ticked(tile: StaffTile) -> StaffTile:
    lock = tile.lock
    if lock is None:
        return tile
    left = count_down(Attempts(lock.wrong, lock.remaining_s), _TICK_S).remaining_s
    return replace(tile, lock=replace(lock, remaining_s=left))
