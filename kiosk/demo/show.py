"""Runs the demo: footage through the real camera, reader, core, database, screen and printer."""

from __future__ import annotations

import json
import secrets
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.base.files import make_folder, write_whole
from kiosk.base.phrases import translate
from kiosk.demo.camera import DemoCamera, Plug
from kiosk.demo.cast import Appearance, cast, film, record_earlier_arrivals
from kiosk.demo.declare_for_show import DeclareForShow
from kiosk.demo.declaring_show import DeclaringShow
from kiosk.demo.decoder_crash import DecoderCrash, crash_decoder
from kiosk.demo.desk_show import NO_PIN, DeskShow, demo_session, record_earlier_visits
from kiosk.demo.devices import SEED, demo_config, write_sample_footage
from kiosk.demo.embedded_hub import DemoHub, has_hub_extra
from kiosk.demo.hands import Hands
from kiosk.demo.patience import look_until
from kiosk.demo.printer import DemoPrinter
from kiosk.demo.printing_show import PrintingShow
from kiosk.demo.stage import staged_kiosk
from kiosk.demo.summary import Played, summarise
from kiosk.domain.events import CoreEvent, Decided
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.staff.pin import PIN_DIGITS
from kiosk.domain.station.desk import PageWanted, StaffSignedOut
from kiosk.domain.station.gate import StaffCalled
from kiosk.domain.station.health import NetworkState
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.visits.decision import LaneName, WrongCode
from kiosk.ports.camera import Camera
from kiosk.services.journal import Journal
from kiosk.services.pin_hashing import FEWEST_PASSES, hash_pin
from kiosk.settings.config import Config
from sync.protocol.policy import PrintWhen

_FOOTAGE_S = 300.0
_PAGE_S = 30.0
_SENT_S = 60.0


@dataclass(frozen=True, slots=True)
class DemoFolders:
    """Where the demo leaves things: `out` stays, `data` is thrown away unless kept."""

    out: Path
    data: Path

    @property
    def screens(self) -> Path:
        """Screenshots."""
        return self.out / "screens"

    @property
    def slips(self) -> Path:
        """Slips as PNG."""
        return self.out / "slips"


def run_demo(folders: DemoFolders, *, headless: bool, stay: bool = False) -> int:
    """Run the whole demo; gives 0 if everything came out as it should.

    Leaves `summary.json`, `screens/` and `slips/` in `folders.out`. With `stay` the window is there
    until somebody closes it; what they did meanwhile is not judged, and there is no summary.
    """
    clear_album(folders)
    video = folders.data / "footage.avi"
    config = demo_config(folders.data, video, slips=folders.slips)
    earlier, expired_slip = record_earlier_arrivals(config, SEED)
    appearances = cast(SEED, expired_slip)
    _film(video, appearances)
    room = write_sample_footage(folders.data)
    pin = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}" if stay else ""
    pin_hash = hash_pin(pin, FEWEST_PASSES) if stay else NO_PIN
    account, visits = record_earlier_visits(config, pin_hash)
    hub = DemoHub(folders.data) if has_hub_extra() else None
    try:
        if hub is not None:
            hub.start(config)
            _say("      " + translate("A hub runs beside the kiosk, which is enrolled with it"))
        _say("[2/3] " + translate("Showing them to the kiosk"))
        staff = _Staff(account, pin)
        show = _Show(config, folders, video, room, staff, headless=headless, hub=hub)
        code = show.run()
    finally:
        if hub is not None:
            hub.stop()
    if stay:
        return code
    _say("[3/3] " + translate("Checking what was recorded"))
    summary = summarise(
        appearances,
        show.journal,
        show.painted,
        show.lateness,
        show.album,
        config,
        folders.slips,
        earlier=earlier + visits,
        played=show.played,
        frames_dropped=show.frames_dropped,
        received=None if hub is None else hub.received(),
    )
    path = folders.out / "summary.json"
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    write_whole(path, text.encode("utf-8"), mode=0o644)
    _report(summary, folders)
    return code or (0 if summary["ok"] else 1)


def clear_album(folders: DemoFolders) -> None:
    """Remove the pictures of an earlier demo, so that each one seen is of this run."""
    for folder in (folders.screens, folders.slips):
        make_folder(folder)
        for old in folder.glob("*.png"):
            old.unlink()


def _film(video: Path, appearances: Sequence[Appearance]) -> None:
    _say(
        "[1/3] "
        + translate("Filming synthetic people who hold up cards and phones (about half a minute)")
    )

    def progress(frames: int) -> None:
        if sys.stderr.isatty() and frames % 15 == 0:
            shown = translate("frame {number}", number=frames)
            print(f"\r      {shown}", end="", file=sys.stderr, flush=True)

    frames = film(video, SEED, appearances, progress)
    start = chr(13) if sys.stderr.isatty() else ""
    _say(f"{start}      {translate('{count} frames', count=frames)}")


@dataclass(frozen=True, slots=True)
class _Staff:
    """The demo's own."""

    account: str
    pin: str
    """Whoever has it may go on by hand when the script has ended; empty where nobody shall."""


class _Show:
    """One run of the kiosk with its script beside it."""

    def __init__(
        self,
        config: Config,
        folders: DemoFolders,
        video: Path,
        room: Path,
        staff: _Staff,
        *,
        headless: bool,
        hub: DemoHub | None,
    ) -> None:
        from ui.printer_panel import PrinterPanel
        from ui.recorder import Recorder

        self._has_hub = hub is not None
        self._pin = staff.pin
        self.journal = Journal(SystemClock().monotonic)
        self._config = config
        self._plug = Plug()
        clock = SystemClock()

        def make_camera() -> Camera:
            return DemoCamera(video, room, self._plug, clock)

        self._printer = printer = DemoPrinter(config.printer)
        self._kiosk = staged_kiosk(
            config, make_camera, self.journal, headless=headless, make_printer=printer.open
        )
        self._panel = None if headless else PrinterPanel(self._kiosk.window, printer)
        self._recorder = Recorder(self._kiosk.window, folders.screens, (Language.EN, Language.VI))
        self._hands = hands = Hands(self._kiosk)
        session = demo_session(staff.account)
        self._desk = DeskShow(hands, self.journal, session, None if hub is None else hub.messages)
        self._printing = PrintingShow(hands, self.journal, session, printer)
        self._is_declaring = False
        rules = config.make_policy()
        self._declaring = DeclaringShow(self._kiosk, hands, self.journal, rules, SEED)
        self._declare_for = DeclareForShow(hands, session)
        self._decoder_crash: DecoderCrash | None = None
        self._kiosk.events.subscribe(self._print_from_the_first_wrong_code_on)
        self._script = threading.Thread(target=self._play, name="script", daemon=True)

    def run(self) -> int:
        """Run until the script has ended; gives the kiosk's exit code."""
        # The hub beside it and the data folder are put away at the end only.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._kiosk.window.quit())
        self._script.start()
        if self._panel is not None:
            self._panel.show()
        try:
            code = self._kiosk.run()
        finally:
            if self._panel is not None:
                self._panel.close()
        self.album = self._recorder.close()
        self.painted = list(self._kiosk.window.bridge.painted)
        self.lateness = self._kiosk.window.heartbeat.lateness()
        self.frames_dropped = self._kiosk.lanes[LaneName.GATE].frames.dropped
        self.played = Played(
            self._desk.cases_closed,
            self._declare_for.declared,
            self._printing.replaced,
            self._decoder_crash,
        )
        return code

    def _print_from_the_first_wrong_code_on(self, event: CoreEvent) -> None:
        """The first persons see policy `no_reusable_code`, the others `always`."""
        if not isinstance(event, Decided) or self._is_declaring:
            return
        if any(isinstance(item.outcome.result, WrongCode) for item in self.journal.decided):
            policy = self._config.make_policy()
            slips = replace(policy.print, when=PrintWhen.ALWAYS)
            self._kiosk.set_policy(replace(policy, print=slips))

    def _play(self) -> None:
        """What happens beside the footage: a decoder that crashes, a call for staff, a lost
        camera, a number pad, what staff do at the desk, a roll that ends, and people who declare at
        the gate or are declared for."""
        gate = self._kiosk.lanes[LaneName.GATE]
        try:
            if self._hands.wait_until(lambda: bool(self.journal.decided)):
                self._decoder_crash = crash_decoder(lambda: gate.second_decoder)
            if not self._plug.footage_ended.wait(_FOOTAGE_S):
                _say(translate("the footage did not end in time"))
                return
            self._kiosk.call_staff(Reason.STAFF_CALLED, LaneName.GATE)
            self._hands.press(StaffCalled(Reason.STAFF_CALLED))
            for page in ("support", "camera-lost"):
                self._recorder.wait_for(page, _PAGE_S)
            self._hands.press(PageWanted(CardDraft()))
            self._recorder.wait_for("card-number", _PAGE_S)
            self._hands.press(StaffSignedOut())
            self._plug.is_plugged_in_again.set()
            gate.wait_for_camera(_PAGE_S)
            self._desk.play(self._recorder.wait_for)
            self._printing.play(self._recorder.wait_for)
            # Those who declare have rules of their own.
            self._is_declaring = True
            self._declaring.play(self._recorder.wait_for)
            self._declare_for.play(self._recorder.wait_for)
            self._wait_until_printed()
            if self._has_hub:
                self._wait_until_sent()
            if self._pin:
                _say(
                    translate(
                        "The window is yours until you close it; staff's PIN: {pin}", pin=self._pin
                    )
                )
        finally:
            if not self._pin:
                self._kiosk.window.quit()

    def _wait_until_printed(self) -> None:
        """Until each slip came out or did not."""
        self._hands.wait_until(self._are_ends_told, _PAGE_S)
        look_until(lambda: not self._printer.is_busy, _PAGE_S)

    def _are_ends_told(self) -> bool:
        """Whether the end of each print job is known."""
        jobs = {item.outcome.print_job for item in self.journal.decided} - {""}
        return jobs <= {end.job for end in self.journal.prints}

    def _wait_until_sent(self) -> None:
        """Until the strip says that the hub has everything, or for `_SENT_S` at most."""
        if not self._hands.wait_until(self._is_sent, _SENT_S):
            _say(translate("the hub does not have everything yet"))

    def _is_sent(self) -> bool:
        health = self._kiosk.health.health
        return health.network is NetworkState.ONLINE and not health.unsent


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _report(summary: dict[str, object], folders: DemoFolders) -> None:
    """The result in a few lines for a person."""
    counts = summary["counts"]
    assert isinstance(counts, dict)
    _say(
        "      "
        + translate(
            "{persons_shown} persons shown: {arrivals} arrivals, {departures} departures, "
            "{refusals} wrong codes, {slips} slips",
            **counts,
        )
    )
    hub = summary["hub"]
    if isinstance(hub, dict):
        held = translate("The hub has {entries} entries, {records} records in all", **hub)
        _say(f"      {held}")
    problems = summary["problems"]
    assert isinstance(problems, list)
    for problem in problems:
        _say(f"      {translate('PROBLEM: {problem}', problem=problem)}")
    left = translate("Screenshots, slips and summary.json are in {folder}", folder=folders.out)
    _say(f"      {left}")
