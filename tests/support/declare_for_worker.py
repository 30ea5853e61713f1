"""A whole kiosk at whose desk staff declare for people: `python -m … DIRECTORY LANGUAGE PLOT`.

Real touches on the window and its keyboard, a real database, no network. Prints as JSON the touches
of each person, the slips, and what waits. A plot `kill-STEP` ends in the middle of that page by
SIGKILL, after its savepoint; `after-kill` looks at what the next life shows.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from drivers.printer import open_printer
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.events import CardRead
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.registry import make_home
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.settings.config import (
    CameraConfig,
    CameraKind,
    Config,
    PrinterConfig,
    PrinterKind,
    StoreConfig,
    UiConfig,
)
from kiosk.store.connection import open_store
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import DeclarationRule, OtpRule, PolicySettings
from tests.support.credentials import insurance_fields, insurance_text, make_person
from tests.support.declare_for_words import WORDS
from tests.support.declaring_worker import WORDS as OWN_WORDS
from tests.support.desk_people_worker import demo_session
from tests.support.finger import Finger, Script, run_script

PHONE = "0912345678"
ADDRESS = "Thôn Mỹ Tường 1, Xã Nhơn Hải, Huyện Ninh Hải, Tỉnh Ninh Thuận"
"""As cards of before 07/2025 write one."""
WHOSE = ("Nhung", "0912")
"""What pages would show of the person whom staff declare for."""
NO_COMMUNE = "Thôn Mẫu, Làng Mẫu"
COMMUNE = "Xã Vĩnh Hải, Khánh Hòa"


class Desk:
    """What staff do, one person after the other."""

    def __init__(self, kiosk: Kiosk, language: Language) -> None:
        self._kiosk = kiosk
        self._language = language
        self._words = WORDS[language]
        self.finger = Finger(kiosk.window.window)
        self.touches: dict[str, int] = {}

    def _state(self) -> Declare | None:
        return self._kiosk.window.station.window.desk.top(Declare)

    def _is_on(self, step: str) -> Callable[[], bool]:
        def is_on() -> bool:
            state = self._state()
            return state is not None and state.step.value == step and state.setup is not None

        return is_on

    def _begin(self) -> Script:
        yield lambda: self._kiosk.marks.ready is not None
        self._kiosk.window.station.take(StaffSignedIn(demo_session()))
        self._kiosk.window.station.take(PageWanted(make_home()))

    def _touch(self, *labels: str) -> Script:
        for label in labels:
            yield from self.finger.touch(label)

    def _syllable(self, word: str, letters: str) -> Script:
        """A chip, with as many letters before it as it takes until it is there."""
        for letter in ("", *letters):
            if letter:
                yield from self.finger.type(letter)
            yield self._is_suggested
            if self._suggests(word):
                break
        yield from self.finger.touch(word)

    def _is_suggested(self) -> bool:
        """The chips are those for what is typed now."""
        state = self._state()
        by = None if state is None else state.suggested_by
        typed = None if state is None else state.typed
        if by is None or typed is None:
            return False
        return (by.before, by.word) == (typed.before, typed.word.text)

    def _is_found(self) -> bool:
        """The list is that for what is typed now."""
        state = self._state()
        return state is not None and state.found_by == state.unit_text

    def _suggests(self, word: str) -> bool:
        state = self._state()
        return state is not None and word in state.suggestions

    def _count(self, name: str, before: int) -> None:
        self.touches[name] = self.finger.touches - before

    def _deny(self) -> Script:
        words = self._words
        yield self._is_on("health")
        yield from self._touch(words.travel, words.signs, words.contact, words.go_on)

    def _person(self, phone: str = PHONE) -> Script:
        words = self._words
        yield from self._touch(words.new)
        yield self._is_on("person")
        yield from self._syllable("Nguyễn", "nguyen")
        yield from self._syllable("Thị", "thi")
        yield from self._syllable("Hồng", "hong")
        yield from self._syllable("Nhung", "nhung")
        yield from self._touch(words.next_field)
        yield from self.finger.type("1956")
        yield from self.finger.type(phone)
        yield from self._touch(words.female)

    def _address(self) -> Script:
        yield from self._touch(self._words.go_on)
        yield self._is_on("address")
        yield from self._commune()

    def _commune(self) -> Script:
        """As many letters as it takes until it is on the list."""
        for letter in "vinh hai":
            yield from self._touch(self._words.space if letter == " " else letter)
            yield self._is_found
            if self._is_above(COMMUNE):
                break
        yield from self._touch(COMMUNE)

    def _is_above(self, commune: str) -> bool:
        """Whether it is one of the two that are seen above the keyboard."""
        state = self._state()
        found = () if state is None or state.found is None else state.found.units[:2]
        return any(one.today[0].full_name == commune for one in found)

    def whole(self) -> Script:
        """Without any document, in sixty touches; a baby of the same family; and who is ill."""
        words = self._words
        yield from self._begin()
        before = self.finger.touches
        yield from self._person()
        yield from self._address()
        yield from self._touch(words.go_on)
        yield from self._deny()
        yield self._is_on("confirm")
        yield from self._touch(words.staff, words.consent, words.send)
        yield self.finger.reads(words.sent)
        self._count("khai hộ without a document", before)
        before = self.finger.touches
        yield from self._touch(words.companion)
        yield self._is_on("person")
        yield from self._syllable("Nguyễn", "nguyen")
        yield from self._syllable("Văn", "van")
        yield from self._syllable("An", "an")
        yield from self._touch(words.next_field)
        yield from self.finger.type("1981")
        yield from self._touch(words.male, words.go_on)
        yield from self._deny()
        yield self._is_on("confirm")
        yield from self._touch(words.consent.replace("Bà", "Ông").replace("Ms", "Mr"), words.send)
        yield self.finger.reads(words.sent)
        self._count("khai hộ of a companion", before)
        yield from self._touch(words.companion)
        yield self._is_on("person")
        yield from self._touch(words.unnamed)
        yield from self.finger.type("2026")
        yield from self._touch(words.female, words.go_on)
        yield self._is_on("health")
        yield from self._touch(words.travel, words.fever, words.contact, words.go_on)
        yield self._is_on("confirm")
        yield from self._touch(words.parent, words.representative, words.send)
        yield self.finger.reads(words.held)
        yield from self._touch(words.done)

    def search(self) -> Script:
        """A number that nobody has, typed into the search, leads to a declaration; then to them."""
        words = self._words
        yield from self._begin()
        yield from self.finger.type(PHONE)
        yield self.finger.reads(words.nobody)
        yield from self._person(phone="")
        state = self._state()
        assert state is not None
        assert state.draft.reached_by == "+84912345678", "the number that was looked for"
        yield from self._address()
        yield from self._touch(words.go_on)
        yield from self._deny()
        yield self._is_on("confirm")
        yield from self._touch(words.staff, words.consent, words.send)
        yield self.finger.reads(words.sent)
        yield from self._touch(words.done)
        # The search it began with, with nothing of them in it.
        desk = self._kiosk.window.station.window.desk
        yield lambda: desk.top(Declare) is None
        assert not any("0912" in text for text in self.finger.texts())
        yield from self.finger.type(PHONE)
        yield self.finger.reads(words.inside)

    def others(self) -> Script:
        """What somebody left in the middle is on nobody else's page, of staff or the public."""
        own = OWN_WORDS[self._language]
        station = self._kiosk.window.station
        yield from self._begin()
        yield from self._person()
        yield self._is_saved
        self._let_pass()
        yield lambda: station.window.desk.staff is None
        assert not self._shows(*WHOSE)
        yield from self._declare_own()
        assert not self._shows(*WHOSE)
        # The same name and number, whoever types them, brings nothing of it up.
        self.finger.press("Nhung" if self._language is Language.VI else "Anna")
        yield from self.finger.touch(own["go on"])
        state = station.window.desk.top(SelfDeclaration)
        assert state is not None
        assert (state.step, state.draft.birth) == (SelfStep.BIRTH, "")
        self.finger.press("1971")
        yield from self.finger.touch(own["go on"])
        yield from self.finger.touch(own["female"])
        yield self.finger.reads(own["no phone"])
        self.finger.press(PHONE)
        yield from self.finger.touch(own["go on"])
        state = station.window.desk.top(SelfDeclaration)
        assert state is not None
        assert (state.draft.known, state.draft.id, state.draft.address) == (None, "", Address())
        # Left in the middle too: it asks, goes home, and the next one finds it clean.
        self._let_pass()
        yield lambda: station.window.desk.is_asking
        self._let_pass()
        yield lambda: station.window.desk.page is DeskPage.CLOSED
        assert not self._shows("1971", "0912")
        yield from self._declare_own()
        state = station.window.desk.top(SelfDeclaration)
        assert state is not None
        assert (state.draft.name, state.draft.birth, state.draft.phone) == ("", "", "")
        assert not self._shows(*WHOSE, "1971")
        station.take(GoBack())
        # Staff alone find what staff began.
        station.take(StaffSignedIn(replace(demo_session(), account_id="account-2")))
        station.take(PageWanted(make_home()))
        assert not self._shows(*WHOSE)
        yield from self._touch(self._words.new)
        yield self._is_on("person")
        yield from self._touch(self._words.drafts, "N. T. H. Nhung")
        yield self._is_on("address")

    def _declare_own(self) -> Script:
        """Somebody at the gate begins a declaration of their own."""
        own = OWN_WORDS[self._language]
        station = self._kiosk.window.station
        station.take(PageWanted(NoCode()))
        yield self.finger.reads(own["here"])
        yield from self.finger.touch(own["here"])
        yield lambda: station.window.desk.top(SelfDeclaration) is not None
        yield self.finger.reads(own["go on"])

    def _let_pass(self) -> None:
        """As much time without a touch as the page on show is given."""
        station = self._kiosk.window.station
        station.take(TimerFired(TimerName.DESK, station.window.desk.token))

    def _shows(self, *words: str) -> bool:
        return any(word in text for word in words for text in self.finger.texts())

    def card(self) -> Script:
        """With an insurance card held to the scanner: without a phone, with one, and with an
        address that names no commune, of somebody who lives where others came from before."""
        words = self._words
        yield from self._begin()
        for name, phone, address in (
            ("khai hộ with an insurance card", "", ADDRESS),
            ("khai hộ with an insurance card and a number", PHONE, ADDRESS),
            ("khai hộ with an insurance card without a commune", "", NO_COMMUNE),
        ):
            before = self.finger.touches
            self._scan(name, address)
            yield self._is_on("person")
            if phone:
                yield from self.finger.type(phone)
            else:
                yield from self._touch(words.none)
            yield from self._touch(words.go_on)
            if address == NO_COMMUNE:
                yield self._is_on("address")
                yield from self._touch(COMMUNE, words.go_on)
            yield from self._deny()
            yield self._is_on("confirm")
            state = self._state()
            assert state is not None
            yield from self._touch(words.staff)
            yield from self._touch(self._agreeing(state))
            yield from self._touch(words.send)
            yield self.finger.reads(words.sent)
            self._count(name, before)
            yield from self._touch(words.done)

    def _agreeing(self, state: Declare) -> str:
        vi = self._language is Language.VI
        forms = {"male": ("Ông ", "Mr "), "female": ("Bà ", "Ms ")}
        return forms[state.draft.sex.value][0 if vi else 1]

    def _scan(self, whose: str, address: str) -> None:
        """A card is held to the desk's scanner."""
        rng = random.Random(whose)
        person = make_person(rng)
        while person.birth.year > 1990:
            person = make_person(rng)
        fields = insurance_fields(person, rng, "new") | {"address": address}
        text = insurance_text(fields)
        self._kiosk.window.station.take(CardRead(text))

    def killed(self, step: str) -> Script:
        """The process dies in the middle of this page, once what stands there is saved."""
        words = self._words
        yield from self._begin()
        yield from self._person()
        if step != "person":
            yield from self._address()
        if step in ("health", "confirm"):
            yield from self._touch(words.go_on)
            yield self._is_on("health")
            yield from self._touch(words.travel)
        if step == "confirm":
            yield from self._touch(words.signs, words.contact, words.go_on)
            yield self._is_on("confirm")
            yield from self._touch(words.staff)
        yield self._is_saved
        os.kill(os.getpid(), signal.SIGKILL)

    def _is_saved(self) -> bool:
        state = self._state()
        return state is not None and state.saved == state.draft

    def after_kill(self, step: str) -> Script:
        """The next one's page has nothing of it; staff find it, whole, on the page it was on."""
        words = self._words
        yield from self._begin()
        yield from self._touch(words.new)
        yield self._is_on("person")
        yield self.finger.reads(words.drafts)
        state = self._state()
        assert state is not None
        assert state.draft.is_blank
        assert not any("Nhung" in text or "1956" in text for text in self.finger.texts())
        yield from self._touch(words.drafts, "N. T. H. Nhung")
        expected = "address" if step == "person" else "health" if step == "address" else step
        yield self._is_on(expected)
        state = self._state()
        assert state is not None
        assert (state.draft.name.strip(), state.draft.birth) == ("Nguyễn Thị Hồng Nhung", "1956")
        assert bool(state.draft.answers.given) == (step in ("health", "confirm"))


def store_neighbours(config: Config) -> None:
    """Five people of one commune were written down before."""
    clock = SystemClock()
    store = open_store(config.store_directory, config.key_file, clock)
    unit = UnitSnapshot(Scheme.NEW, "22846", COMMUNE)
    try:
        with store.transaction() as step:
            for name in ("Một", "Hai", "Ba", "Bốn", "Năm"):
                details = PersonDetails(f"Nguyễn Mẫu {name}", address=Address("", unit))
                step.people.add(details, clock.now())
    finally:
        store.close()


def waiting(config: Config) -> list[str]:
    """The open cases."""
    store = open_store(config.store_directory, config.key_file, SystemClock())
    try:
        return [case.reason for case in store.open_support()]
    finally:
        store.close()


def main(arguments: list[str]) -> int:
    """Run, print what was done, give the exit code."""
    folder, language, plot = Path(arguments[0]), Language(arguments[1]), arguments[2]
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=language),
        store=StoreConfig(directory=str(folder / "store")),
        printer=PrinterConfig(kind=PrinterKind.SIMULATED, address=str(folder / "slips")),
        policy=PolicySettings(
            declaration=DeclarationRule.REQUIRED,
            otp=OtpRule.OFF,
            legal_basis=LegalBasis.CONSENT,
        ),
    )
    if plot == "card":
        store_neighbours(config)
    printer = open_printer(config.printer, config.store_directory)
    kiosk = Kiosk(config, devices=Devices(None, lambda: printer, SilentPlayer()), headless=True)
    desk = Desk(kiosk, language)
    name, _, step = plot.partition("-")
    script = {
        "whole": desk.whole,
        "card": desk.card,
        "search": desk.search,
        "others": desk.others,
        "kill": lambda: desk.killed(step),
        "after": lambda: desk.after_kill(step),
    }[name]()
    code = run_script(kiosk, script, desk.finger)
    slips = len(list((folder / "slips").glob("*.png")))
    print(json.dumps({"touches": desk.touches, "slips": slips, "waiting": waiting(config)}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
