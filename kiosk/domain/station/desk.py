"""The desk's state machine: what staff, or a citizen who types or declares, see of the station."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.credential.card_number import CardDocument
from kiosk.domain.events import CasesCounted, Decided
from kiosk.domain.station.draft import CardDraft
from kiosk.domain.station.effects import Effect, PlaySound, StartTimer, TimerFired, TimerName, Tone
from kiosk.domain.visits.decision import Outcome


class DeskPage(StrEnum):
    """The pages of the desk."""

    CLOSED = "closed"
    CARD_NUMBER = "card_number"
    """A citizen types a card's number; the gate goes on recording, its results are bands."""
    STAFF = "staff"


TYPING_QUIET_S = 60.0
TYPING_GRACE_S = 20.0
"""Seconds without a touch until a form asks, and then until it is wiped.

See docs/spec/at-the-gate.md §9.
"""


@dataclass(frozen=True, slots=True)
class StaffSignedIn:
    """Staff signed in at the desk."""


@dataclass(frozen=True, slots=True)
class StaffSignedOut:
    """Whoever used the desk's pages left, or the desk locked itself."""


@dataclass(frozen=True, slots=True)
class OpenTyping:
    """A citizen wants to type a card's number."""


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """A key of the pad: a digit or a capital letter."""

    key: str


@dataclass(frozen=True, slots=True)
class KeyErased:
    """The last character was taken back."""


@dataclass(frozen=True, slots=True)
class DraftCleared:
    """Everything typed was taken back."""


@dataclass(frozen=True, slots=True)
class PadTurned:
    """The pad was turned between digits and letters."""


@dataclass(frozen=True, slots=True)
class DocumentChosen:
    """Which card's number is typed."""

    document: CardDocument


@dataclass(frozen=True, slots=True)
class TypingGoesOn:
    """*Tiếp tục* was touched."""


TypingEvent = KeyTyped | KeyErased | DraftCleared | PadTurned | DocumentChosen | TypingGoesOn
"""Touches of the person who types; each starts the wait anew."""

DeskTouch = StaffSignedIn | StaffSignedOut | OpenTyping | TypingEvent
"""What whoever uses the desk's pages does."""
DeskEvent = DeskTouch | TimerFired | CasesCounted | Decided


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk machine's state."""

    page: DeskPage = DeskPage.CLOSED
    waiting: int = 0
    """Open support cases: Cần hỗ trợ (n)."""
    newest: tuple[int, ...] = ()
    """The numbers of the newest of them."""
    last: Outcome | None = None
    """The newest outcome of the desk lane, while staff have the desk open."""
    draft: CardDraft | None = None
    """What is typed on the page CARD_NUMBER; None on every other page."""
    token: int = 0
    """The timer in force; TimerFired with another token is stale."""

    @property
    def shown_page(self) -> DeskPage | None:
        """The page that takes the window from the gate, if one does: staff have none yet."""
        return None if self.page in (DeskPage.CLOSED, DeskPage.STAFF) else self.page


def advance_desk(desk: Desk, event: DeskEvent) -> tuple[Desk, tuple[Effect, ...]]:
    """The desk's next state and what to do for it. Pure."""
    match event:
        case StaffSignedIn():
            return replace(_closed(desk), page=DeskPage.STAFF, last=desk.last), ()
        case StaffSignedOut():
            return _closed(desk), ()
        case OpenTyping() if desk.page is DeskPage.CLOSED:
            return _typing(desk, CardDraft(), TYPING_QUIET_S)
        case CasesCounted(waiting, newest):
            sounds = (PlaySound(Tone.STAFF),) if waiting > desk.waiting else ()
            return replace(desk, waiting=waiting, newest=newest), sounds
        case Decided(outcome) if desk.page is DeskPage.STAFF:
            return replace(desk, last=outcome), ()
        case TimerFired(TimerName.DESK, token) if desk.draft is not None and token == desk.token:
            if desk.draft.is_asking:
                return _closed(desk), ()
            return _typing(desk, replace(desk.draft, is_asking=True), TYPING_GRACE_S)
    if desk.draft is None:
        return desk, ()
    draft = _typed(desk.draft, event)
    return (desk, ()) if draft is None else _typing(desk, draft, TYPING_QUIET_S)


def _closed(desk: Desk) -> Desk:
    return Desk(waiting=desk.waiting, newest=desk.newest, token=desk.token + 1)


def _typing(desk: Desk, draft: CardDraft, seconds: float) -> tuple[Desk, tuple[Effect, ...]]:
    token = desk.token + 1
    typing = replace(desk, page=DeskPage.CARD_NUMBER, draft=draft, token=token)
    return typing, (StartTimer(TimerName.DESK, token, seconds),)


def _typed(draft: CardDraft, event: DeskEvent) -> CardDraft | None:
    """The draft after a touch; None if the event was none."""
    draft = replace(draft, is_asking=False)
    match event:
        case KeyTyped(key):
            return draft.with_key(key)
        case KeyErased():
            return draft.without_last()
        case DraftCleared():
            return draft.cleared()
        case PadTurned():
            return draft.turned()
        case DocumentChosen(document):
            return draft.for_document(document)
        case TypingGoesOn():
            return draft
    return None
