"""The station on the GUI thread: holds both machines, carries out their effects, feeds the pages.

Nothing here decides what a page is: `advance_gate` and `advance_desk` do. This module turns what
arrives (events, health, touches, time) into inputs, derives every view model from them, and starts
the timers and sounds the machines ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.desk import (
    Desk,
    DeskEvent,
    DeskPage,
    OpenTyping,
    StaffSignedOut,
    advance_desk,
)
from kiosk.domain.station.effects import Effect, PlaySound, StartTimer, TimerFired, Tone
from kiosk.domain.station.gate import (
    DeskClosed,
    DeskOpened,
    Gate,
    GateEvent,
    GatePage,
    StaffCalled,
    Touched,
    advance_gate,
)
from kiosk.domain.station.health import Health
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Outcome, WrongCode
from kiosk.domain.visits.rules import MANGLED_REASONS
from ui.actions import StationActions
from ui.i18n import Words
from ui.preview import PreviewFeed
from ui.viewmodels.card_number import CardNumberViewModel, derive_card_number
from ui.viewmodels.header import HeaderViewModel, derive_header
from ui.viewmodels.page import (
    StationProps,
    StationPropsViewModel,
    StationSetup,
    derive_shown,
    derive_station,
    next_hint,
)
from ui.viewmodels.result import ResultViewModel, derive_result
from ui.viewmodels.staff_card import StaffCardViewModel, derive_staff_card
from ui.viewmodels.strip import StripViewModel, derive_strip
from ui.viewmodels.wrong_code import WrongCodeViewModel, derive_wrong_code

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

BUSY_AFTER_MS = 300
"""A decision takes a few milliseconds; only one that is late is worth a page of its own."""
HINT_MS = 700
"""A hint stands at least this long: the reader changes its mind faster than anyone reads."""
LANGUAGE_HOME_MS = 45_000
"""The next person finds the venue's own language again."""
STAFF_CARD_MS = 60_000
"""Technical words do not stay on a public screen."""


@QmlElement
class StationViewModel(StationPropsViewModel):
    """Notifies QML of `StationProps`, holds the other view models, receives every touch."""

    outcomeShown = Signal(object)
    """An outcome now stands on the screen; it is painted with the next frame."""

    def __init__(
        self,
        setup: StationSetup,
        words: Mapping[Language, Words],
        actions: StationActions,
        feed: PreviewFeed,
        clock: Clock,
        play: Callable[[Tone], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._words = words
        self._actions = actions
        self._feed = feed
        self._clock = clock
        self._play = play
        self._gate = Gate()
        self._shown = self._gate
        self._desk = Desk()
        self._health = Health()
        self._language = setup.language
        self._is_slow = False
        self._is_code_seen = False
        self._hint_given = Hint.NONE
        self._hint = Hint.NONE
        self._is_several = False
        self._is_unread = False
        self._is_staff_card_open = False
        self._scanner_trouble: Reason | None = None
        self._token = 0
        self._desk_token = 0
        self._header = HeaderViewModel(self)
        self._strip = StripViewModel(self)
        self._result = ResultViewModel(self)
        self._wrong_code = WrongCodeViewModel(self)
        self._staff_card = StaffCardViewModel(self)
        self._card_number = CardNumberViewModel(self.take_desk, self._enter_number, self)
        self._home_timer = self._single_shot(self._home_fired)
        self._desk_timer = self._single_shot(self._desk_fired)
        self._busy_timer = self._single_shot(self.show_busy)
        self._hint_timer = self._single_shot(self.release_hint)
        self._language_timer = self._single_shot(self._language_fired)
        self._card_timer = self._single_shot(self.closeStaffCard)
        self._second_timer = QTimer(self)
        self._second_timer.setInterval(1000)
        self._second_timer.timeout.connect(self._show_header)
        self._second_timer.start()
        self._refresh()

    def _single_shot(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

    # --- what arrives from other threads, through the bridge's signals ------------------------

    @Slot(object)
    def take_gate(self, event: GateEvent) -> None:
        """Advance the gate's machine and show its state."""
        before = self._gate
        self._gate, effects = advance_gate(before, event)
        if self._gate.page is not before.page:
            self._is_slow = False
            if self._gate.page is GatePage.DECIDING:
                self._busy_timer.start(BUSY_AFTER_MS)
            else:
                self._busy_timer.stop()
        self._carry_out(effects)
        if self._gate.page is GatePage.OUT_OF_ORDER and self._desk.draft is not None:
            self.take_desk(StaffSignedOut())
        self._refresh()
        outcome = self._gate.outcome
        if outcome is not None and outcome is not before.outcome:
            self._note_scanner(outcome)
            self.outcomeShown.emit(outcome)

    def _note_scanner(self, outcome: Outcome) -> None:
        """Keep for staff what a hand-held scanner did to a code; the page is gone in seconds."""
        result = outcome.result
        if isinstance(result, WrongCode) and result.reason in MANGLED_REASONS.values():
            self._scanner_trouble = result.reason
            self._refresh()

    @Slot(object)
    def take_desk(self, event: DeskEvent) -> None:
        """Advance the desk's machine and show its state."""
        before = self._desk
        self._desk, effects = advance_desk(before, event)
        self._carry_out(effects, is_desk=True)
        if (before.page is DeskPage.CLOSED) is not (self._desk.page is DeskPage.CLOSED):
            self.take_gate(DeskClosed() if self._desk.page is DeskPage.CLOSED else DeskOpened())
        self._refresh()

    @Slot(object, object)
    def take_configuration(self, venue: Venue, policy: Policy) -> None:
        """The hub's venue and rules hold from now on, or the kiosk's own again."""
        self._setup = replace(self._setup, venue=venue, gate_mode=policy.gate_mode)
        self._show_header()
        self._refresh()

    @Slot(object)
    def take_health(self, health: Health) -> None:
        """Show what works; a lost camera leaves no frozen picture behind."""
        self._health = health
        if health.camera is not None:
            self._is_code_seen = self._is_unread = False
            self._hint_given, self._is_several = Hint.NONE, False
            self.release_hint()
            self._feed.forget()
        self._refresh()

    @Slot(bool)
    def take_code_seen(self, is_seen: bool) -> None:
        """Turn the frame jade, or white again."""
        self._is_code_seen = is_seen
        self._show_station()

    @Slot(bool)
    def take_unread(self, is_unread: bool) -> None:
        """Offer the number pad, or no longer."""
        self._is_unread = is_unread
        self._show_station()

    @Slot(object)
    def take_hint(self, hint: Hint) -> None:
        """Show this below the mirror, or the usual line again with `Hint.NONE`."""
        self._hint_given = hint
        self._follow_hint()

    @Slot(bool)
    def take_several_codes(self, is_several: bool) -> None:
        """Ask for one person at a time, before any other hint."""
        self._is_several = is_several
        self._follow_hint()

    @Slot()
    def release_hint(self) -> None:
        """The hint on show stood long enough to be read."""
        self._hint_timer.stop()
        self._follow_hint()

    def _follow_hint(self) -> None:
        before = self._hint
        self._hint = next_hint(
            before,
            self._hint_given,
            is_several=self._is_several,
            is_held=self._hint_timer.isActive(),
        )
        if self._hint is not before:
            self._hint_timer.start(HINT_MS)
        self._show_station()

    # --- what a finger does --------------------------------------------------------------------

    @Slot()
    def haveNoCode(self) -> None:
        """Tôi không có mã hoặc thẻ."""
        self._call(Reason.NO_CODE)

    @Slot()
    def usePhone(self) -> None:
        """Dùng số điện thoại."""
        self._call(Reason.PHONE_ONLY)

    @Slot()
    def openCardNumber(self) -> None:
        """Nhập số thẻ."""
        self.take_desk(OpenTyping())

    def _enter_number(self) -> None:
        draft = self._desk.draft
        if draft is not None and draft.is_whole and self._actions.enter_number(draft.text):
            self.take_desk(StaffSignedOut())

    @Slot()
    def callStaff(self) -> None:
        """Gọi nhân viên."""
        self._call(Reason.STAFF_CALLED)

    def _call(self, reason: Reason) -> None:
        self._actions.call_staff(reason)
        self.take_gate(StaffCalled(reason))

    @Slot()
    def touch(self) -> None:
        """A result was touched: go home early."""
        self.take_gate(Touched())

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        """Switch the words; the venue's own language comes back by itself."""
        self._language = Language(language)
        if self._language is not self._setup.language:
            self._language_timer.start(LANGUAGE_HOME_MS)
        self._refresh()

    @Slot()
    def openStaffCard(self) -> None:
        """Show staff what is wrong and what to do."""
        self._is_staff_card_open = True
        self._card_timer.start(STAFF_CARD_MS)
        self._actions.staff_card_opened()
        self._show_station()

    @Slot()
    def closeStaffCard(self) -> None:
        """Put the staff card away."""
        if self._is_staff_card_open:
            self._scanner_trouble = None
        self._is_staff_card_open = False
        self._card_timer.stop()
        self._refresh()

    @Slot()
    def retryStorage(self) -> None:
        """Try the storage again now."""
        self._actions.retry_storage()

    # --- effects and timers --------------------------------------------------------------------

    def _carry_out(self, effects: tuple[Effect, ...], *, is_desk: bool = False) -> None:
        for effect in effects:
            match effect:
                case PlaySound(tone):
                    self._play(tone)
                case StartTimer(token, seconds) if is_desk:
                    self._desk_token = token
                    self._desk_timer.start(round(seconds * 1000))
                case StartTimer(token, seconds):
                    # One timer is enough: the machine ignores every token but its newest.
                    self._token = token
                    self._home_timer.start(round(seconds * 1000))

    @Slot()
    def _home_fired(self) -> None:
        self.take_gate(TimerFired(self._token))

    @Slot()
    def _desk_fired(self) -> None:
        self.take_desk(TimerFired(self._desk_token))

    @Slot()
    def show_busy(self) -> None:
        """The decision is late: say so."""
        self._is_slow = True
        self._refresh()

    @Slot()
    def _language_fired(self) -> None:
        if self._gate.page is GatePage.READY and self._desk.page is DeskPage.CLOSED:
            self._language = self._setup.language
            self._refresh()
        else:
            self._language_timer.start(LANGUAGE_HOME_MS)

    # --- fold → derive → emit ------------------------------------------------------------------

    def _refresh(self) -> None:
        words = self._words[self._language]
        venue, mode = self._setup.venue, self._setup.gate_mode
        self._shown = derive_shown(self._gate, self._shown, self._is_slow)
        # The pages' content first, then the page: no frame may show a page with old words.
        self._result.show(derive_result(self._shown, venue, mode, words))
        self._wrong_code.show(derive_wrong_code(self._shown, words))
        if not self._is_held:
            self._card_number.show(derive_card_number(self._desk, words))
        self._strip.show(derive_strip(self._health, words))
        self._staff_card.show(
            derive_staff_card(
                self._gate,
                self._health,
                self._desk.waiting,
                venue,
                words,
                scanner=self._scanner_trouble,
            )
        )
        self._show_header()
        self._show_station()

    @property
    def _is_held(self) -> bool:
        """The pad stands until its number is decided, or the decision is late: home never flashes
        up in between."""
        is_deciding = self._gate.page is GatePage.DECIDING and not self._is_slow
        return is_deciding and self._props.page == "card_number"

    @Slot()
    def _show_header(self) -> None:
        words = self._words[self._language]
        now = self._clock.now()
        self._header.show(derive_header(self._setup.venue, self._setup.gate_mode, now, words))

    def _show_station(self) -> None:
        self.show(
            derive_station(
                self._shown,
                self._health,
                self._setup,
                self._words[self._language],
                is_deciding=self._gate.page is GatePage.DECIDING,
                is_typing=self._desk.page is DeskPage.CARD_NUMBER or self._is_held,
                is_code_seen=self._is_code_seen,
                is_unread=self._is_unread,
                hint=self._hint,
                is_staff_card_open=self._is_staff_card_open,
            )
        )

    @property
    def gate(self) -> Gate:
        """The gate machine's state, for tests and benches."""
        return self._gate

    @property
    def desk(self) -> Desk:
        """The desk machine's state, for tests and the gallery."""
        return self._desk

    @property
    def shown(self) -> StationProps:
        """What the window shows now."""
        return self._props

    @Property(HeaderViewModel, constant=True)
    def header(self) -> HeaderViewModel:
        return self._header

    @Property(StripViewModel, constant=True)
    def strip(self) -> StripViewModel:
        return self._strip

    @Property(ResultViewModel, constant=True)
    def result(self) -> ResultViewModel:
        return self._result

    @Property(WrongCodeViewModel, constant=True)
    def wrongCode(self) -> WrongCodeViewModel:
        return self._wrong_code

    @Property(StaffCardViewModel, constant=True)
    def staffCard(self) -> StaffCardViewModel:
        return self._staff_card

    @Property(CardNumberViewModel, constant=True)
    def cardNumber(self) -> CardNumberViewModel:
        return self._card_number

    @Property(PreviewFeed, constant=True)
    def preview(self) -> PreviewFeed:
        return self._feed
