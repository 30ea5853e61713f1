"""*Đăng ký điểm kiểm dịch*: where this station stands, for administrators.

A touched field is typed into alone above the keyboard; nothing is in force before *Lưu thông tin*.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.settings_work import SettingsNotSaved
from kiosk.domain.desk.venue_work import (
    DropLogo,
    LogoNotTaken,
    SaveVenue,
    ShowVenue,
    TakeLogo,
    VenueField,
    VenueShown,
)
from kiosk.domain.events import CardRead
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.reports import Reports
from kiosk.domain.station.pages.venue_state import (
    HOURS,
    KINDS,
    MOST_GATES,
    MOST_HOTLINES,
    OF_HOTLINE,
    OWNERS,
    PLAIN,
    VenueInput,
    VenuePage,
    is_link,
    read_hour,
)
from kiosk.domain.text_input.field_text import KeyboardTouch, take, text_in
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from sync.protocol.policy import Hotline, VenueKind


@dataclass(frozen=True, slots=True)
class VenueInputChosen:
    """A field was touched: keys go there from now on."""

    input: VenueInput


@dataclass(frozen=True, slots=True)
class VenueTypingEnded:
    """The keyboard is put away: *Xong*."""


@dataclass(frozen=True, slots=True)
class VenueNextTouched:
    """*Thêm* of an entrance, the next part of a hotline; of another field *Xong*."""


@dataclass(frozen=True, slots=True)
class VenueKindChosen:
    """*Cơ sở y tế*, *Trường học*, …"""

    kind: VenueKind


@dataclass(frozen=True, slots=True)
class VenueGateChosen:
    """The entrance that this station stands at."""

    name: str


@dataclass(frozen=True, slots=True)
class VenueGateDropped:
    """*Bỏ cổng này*: the entrance that this station stands at is none; it stands at the first."""


@dataclass(frozen=True, slots=True)
class VenueUnitChosen:
    """One of the communes that were found."""

    index: int


@dataclass(frozen=True, slots=True)
class VenueHotlineShown:
    """Another hotline is typed; the place after the last one begins one."""

    place: int


@dataclass(frozen=True, slots=True)
class VenuePaperTurned:
    """What stands on slips, or the poster."""

    shows_slip: bool


@dataclass(frozen=True, slots=True)
class FullNamesTouched:
    """Whole names on slips are switched on, or off."""


@dataclass(frozen=True, slots=True)
class LogoTouched:
    """A logo is taken from a stick; with `drops` the one that is there goes."""

    drops: bool = False


@dataclass(frozen=True, slots=True)
class PosterWanted:
    """*Xuất áp phích A4*, on the page that writes files."""


@dataclass(frozen=True, slots=True)
class VenueLeft:
    """*Quay lại*: the keyboard is put away, or the page left; *Bỏ* once it was asked whether
    changes are given up."""


@dataclass(frozen=True, slots=True)
class VenueKept:
    """*Sửa tiếp*: nothing is given up."""


@dataclass(frozen=True, slots=True)
class VenueSaved:
    """*Lưu thông tin*."""


VenueTouch = (
    VenueInputChosen
    | VenueTypingEnded
    | VenueNextTouched
    | VenueKindChosen
    | VenueGateChosen
    | VenueGateDropped
    | VenueUnitChosen
    | VenueHotlineShown
    | VenuePaperTurned
    | FullNamesTouched
    | LogoTouched
    | PosterWanted
    | VenueLeft
    | VenueKept
    | VenueSaved
)

_Turn = Turn[VenuePage]


def advance(state: VenuePage, event: object, moment: Moment) -> _Turn:
    """The page after a touch or an answer."""
    match event:
        case PageShown():
            # What is registered is an administrator's.
            if moment.session is None or moment.session.role is not Role.ADMINISTRATOR:
                return Turn(state, go=Back())
            return Turn(state, asks=(ShowVenue(),))
        case DeskAnswered(_, asked, answer):
            return Turn(_answered(state, asked, answer))
        case DeskFailed(_, FindUnits()):
            return Turn(replace(state, found=None))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, is_saving=False, problem=problem))
        case VenueLeft() if state.typed is None:
            is_over = state.is_leaving or not state.changes
            return Turn(replace(state, is_leaving=True), go=Back() if is_over else None)
        case VenueKept():
            return Turn(replace(state, is_leaving=False))
        case VenuePaperTurned(shows_slip):
            return Turn(replace(state, shows_slip=shows_slip))
        case _ if state.known is None or state.is_saving:
            return Turn(state)
        case VenueSaved() if state.can_save:
            saving = replace(_put_away(state), is_saving=True, is_saved=False, problem=None)
            return Turn(saving, asks=(SaveVenue(state.changes),))
        case PosterWanted() if not state.changes:
            return Turn(state, go=Push(Reports()))
        case LogoTouched(drops):
            waiting = replace(state, is_saving=True, is_saved=False, problem=None)
            return Turn(waiting, asks=(DropLogo() if drops else TakeLogo(),))
        case CardRead(text) if state.can_change(VenueField.LINK) and text and is_link(text):
            # The poster that the venue has already, held to the desk's scanner.
            return Turn(_put_away(state.having(VenueField.LINK, text)))
    return _looked_up(state, _typed(_touched(state, event), event))


def _answered(state: VenuePage, asked: object, answer: object) -> VenuePage:
    match asked, answer:
        case FindUnits(text), UnitsFound() as found:
            is_current = state.typed is not None and state.typed.text == text
            return replace(state, found=found) if is_current else state
        case ShowVenue(), VenueShown() as known:
            return replace(state, known=known, problem=None)
        case SaveVenue(), VenueShown() as known:
            return replace(
                state, known=known, changes={}, commune=None, is_saving=False, is_saved=True
            )
        case ((TakeLogo() | DropLogo()), VenueShown() as known):
            # What was changed beside it waits to be saved still.
            return replace(state, known=known, is_saving=False)
        case _, (SettingsNotSaved(problem) | LogoNotTaken(problem)):
            return replace(state, is_saving=False, problem=problem)
    return state


def _touched(state: VenuePage, event: object) -> VenuePage:
    match event:
        case VenueKindChosen(kind) if state.can_change(VenueField.KIND):
            return state.having(VenueField.KIND, kind)
        case FullNamesTouched() if state.can_change(VenueField.FULL_NAMES):
            return state.having(VenueField.FULL_NAMES, not state.prints_names)
        case VenueGateChosen(name) if name in state.gates and state.can_change(VenueField.GATE):
            gates = state.gates
            return state.having(VenueField.GATE, name).having(VenueField.GATES, gates)
        case VenueGateDropped() if len(state.gates) > 1 and state.can_change(VenueField.GATE):
            own = state.text(VenueField.GATE)
            left = tuple(name for name in state.gates if name != own)
            return state.having(VenueField.GATE, left[0]).having(VenueField.GATES, left)
        case VenueUnitChosen(index) if state.found is not None and index < len(state.found.units):
            return _with_unit(state, state.found.units[index])
    return state


def _with_unit(state: VenuePage, chosen: FoundUnit) -> VenuePage:
    """The venue lies in this commune; of an old one that became several it is asked which."""
    if len(chosen.today) != 1:
        found = tuple(FoundUnit(one, (one,), chosen.is_same_province) for one in chosen.today)
        return replace(state, found=UnitsFound(found, len(found)))
    unit: Unit = chosen.today[0]
    assert unit.scheme is Scheme.NEW
    moved = replace(state.having(VenueField.COMMUNE, unit.code), commune=unit.snapshot)
    return _put_away(moved)


def _typed(state: VenuePage, event: object) -> VenuePage:
    match event:
        case VenueInputChosen(chosen) if state.can_change(OWNERS[chosen]):
            return _use(state, chosen)
        case VenueHotlineShown(place) if state.can_change(VenueField.HOTLINES):
            if not 0 <= place <= min(len(state.hotlines), MOST_HOTLINES - 1):
                return state
            return _use(replace(state, hotline=place), VenueInput.LABEL)
        case VenueTypingEnded() | VenueLeft():
            return _put_away(_with_gate(state))
        case VenueNextTouched() if state.input is VenueInput.GATE:
            return _use(_with_gate(state), VenueInput.GATE)
        case VenueNextTouched() if state.input in OF_HOTLINE[:-1]:
            return _use(state, OF_HOTLINE[OF_HOTLINE.index(state.input) + 1])
        case VenueNextTouched():
            return _put_away(state)
        case _ if isinstance(event, KeyboardTouch) and state.typed is not None:
            return _with_text(replace(state, typed=take(state.typed, event)))
    return state


def _use(state: VenuePage, chosen: VenueInput) -> VenuePage:
    """The keyboard stands below this field."""
    if chosen is not VenueInput.COMMUNE:
        state = replace(state, found=None)
    text = _text_of(state, chosen)
    return replace(state, input=chosen, typed=text_in(text, *KINDS[chosen]))


def _text_of(state: VenuePage, chosen: VenueInput) -> str:
    """What stands in a field when it is touched; empty where something new is typed."""
    if chosen in PLAIN:
        return state.text(PLAIN[chosen])
    if chosen in HOURS:
        hour = state.hour(HOURS[chosen])
        return "" if hour is None else f"{hour:%H%M}"
    if chosen in OF_HOTLINE and state.hotline < len(state.hotlines):
        return str(getattr(state.hotlines[state.hotline], chosen.value))
    return ""


def _with_text(state: VenuePage) -> VenuePage:
    """What was typed, in its place; an hour once it is one."""
    assert state.typed is not None
    assert state.input is not None
    text, chosen = state.typed.text, state.input
    if chosen in PLAIN:
        return state.having(PLAIN[chosen], text)
    if chosen in HOURS:
        hour = read_hour(text)
        return state.having(HOURS[chosen], hour) if hour is not None or not text else state
    if chosen in OF_HOTLINE:
        lines = list(state.hotlines)
        if state.hotline == len(lines):
            lines.append(Hotline("", "", ""))
        lines[state.hotline] = replace(lines[state.hotline], **{chosen.value: text})
        return state.having(VenueField.HOTLINES, tuple(lines))
    return state


def _with_gate(state: VenuePage) -> VenuePage:
    """With the entrance whose name is typed."""
    name = "" if state.typed is None else state.typed.text.strip()
    gates = state.gates
    if state.input is not VenueInput.GATE or not name or name in gates or len(gates) >= MOST_GATES:
        return state
    return state.having(VenueField.GATES, (*gates, name))


def _put_away(state: VenuePage) -> VenuePage:
    """Without the keyboard; what was typed loses the spaces at its ends, and a hotline without any
    number goes."""
    known = state.known
    assert known is not None
    for field in state.changes.keys() & set(PLAIN.values()):
        state = state.having(field, state.text(field).strip())
    if VenueField.HOTLINES in state.changes:
        lines = tuple(line for line in state.hotlines if line.mobile or line.landline)
        state = state.having(VenueField.HOTLINES, lines)
    return replace(state, input=None, typed=None, found=None)


def _looked_up(before: VenuePage, state: VenuePage) -> _Turn:
    """Another text of the commune's field is looked up."""
    wanted = _wanted(state)
    if wanted is None or wanted == _wanted(before):
        return Turn(state)
    return Turn(state, asks=(wanted,))


def _wanted(state: VenuePage) -> FindUnits | None:
    if state.input is not VenueInput.COMMUNE or state.typed is None:
        return None
    return FindUnits(state.typed.text)
